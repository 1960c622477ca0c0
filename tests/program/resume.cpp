// Trainings in processes of their own, which are killed, interrupted and resumed.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "config.hpp"
#include "dln/data/file.hpp"
#include "support.hpp"

using dln::read_file;
using dln::test::TemporaryFolder;
using dln::test::trainer_program;

namespace {

/** The training program, running. */
class Trainer {
 public:
  Trainer(const TemporaryFolder& folder, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {trainer_program, "--results", folder / "results"});
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    for (const int output : {1, 2})
      posix_spawn_file_actions_addopen(&actions, output, (folder / "output").c_str(),
                                       O_WRONLY | O_CREAT | O_TRUNC, 0600);
    setenv("OMP_WAIT_POLICY", "passive",
           1);  // threads that spin would take hours on a busy machine
    BOOST_REQUIRE(
        posix_spawn(&process_, trainer_program, &actions, nullptr, argv.data(), environ) == 0);
    posix_spawn_file_actions_destroy(&actions);
  }

  void signal(int number) const { kill(process_, number); }

  /** Waits for its end. @return its exit code, or less than 0 if a signal ended it */
  [[nodiscard]] int end() const {
    int status = 0;
    BOOST_REQUIRE(waitpid(process_, &status, 0) == process_);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

 private:
  pid_t process_ = 0;
};

std::vector<std::string> keep_in(const std::filesystem::path& file) {
  return {std::filesystem::exists(file) ? "--resume" : "--checkpoint", file.string()};
}

/** A whole training, and how long it took. */
struct Whole {
  explicit Whole(const TemporaryFolder& folder) {
    const auto start = std::chrono::steady_clock::now();
    BOOST_REQUIRE(Trainer(folder, {"--threads", "1", "--checkpoint", folder / "whole"}).end() ==
                  0);
    seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    bytes = read_file(folder / "whole");
    table = read_file(folder / "results/curves.csv");
  }
  double seconds = 0;
  std::vector<std::uint8_t> bytes, table;
};

/** Ends a training again and again at a random moment, until it is through. @return how often
 * it was running then */
std::size_t stop_until_through(const TemporaryFolder& folder, const std::filesystem::path& file,
                               double seconds, int signal, std::uint64_t seed) {
  dln::Random random(seed);
  std::size_t stopped = 0;
  for (int attempt = 0; attempt < 100; ++attempt) {
    const Trainer trainer(folder, keep_in(file));
    // On a busy machine it may need longer than the whole one did: wait longer each time, so
    // that it gets through.
    std::this_thread::sleep_for(
        std::chrono::duration<double>(random.uniform(0, seconds * (0.6 + 0.3 * attempt))));
    trainer.signal(signal);
    const int code = trainer.end();
    if (code == 0) return stopped;
    BOOST_REQUIRE_MESSAGE(code == -SIGKILL || code == 130 || code == -SIGINT,
                          "ended with " << code);
    ++stopped;
  }
  BOOST_FAIL("it never came to its end");
  return stopped;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(program)

BOOST_AUTO_TEST_CASE(
    a_training_killed_at_any_moment_and_resumed_ends_with_the_same_checkpoint) {
  const TemporaryFolder folder;
  const Whole whole(folder);
  std::size_t killed = 0;
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    const auto file = folder / ("killed " + std::to_string(seed));
    killed += stop_until_through(folder, file, whole.seconds, SIGKILL, seed);
    BOOST_TEST(read_file(file) == whole.bytes, "seed " << seed);
    BOOST_TEST(read_file(folder / "results/curves.csv") == whole.table, "seed " << seed);
  }
  BOOST_TEST(killed >= 3U);
}

BOOST_AUTO_TEST_CASE(a_training_interrupted_within_an_epoch_goes_on_at_the_next_step) {
  const TemporaryFolder folder;
  const Whole whole(folder);
  for (std::uint64_t seed = 0; seed < 2; ++seed) {
    const auto file = folder / ("interrupted " + std::to_string(seed));
    stop_until_through(folder, file, whole.seconds, SIGINT, seed);
    BOOST_TEST(read_file(file) == whole.bytes, "seed " << seed);
    BOOST_TEST(read_file(folder / "results/curves.csv") == whole.table, "seed " << seed);
  }
}

BOOST_AUTO_TEST_CASE(
    a_training_that_was_through_is_resumed_to_the_same_end_and_another_is_refused) {
  const TemporaryFolder folder;
  const Whole whole(folder);
  BOOST_TEST(
      Trainer(folder, {"--resume", folder / "whole", "--checkpoint", folder / "again"}).end() ==
      0);
  BOOST_TEST(read_file(folder / "again") == whole.bytes);
  BOOST_TEST(read_file(folder / "results/curves.csv") == whole.table);
  BOOST_TEST(Trainer(folder, {"--resume", folder / "whole", "--seed", "2"}).end() == 1);
  const auto output = read_file(folder / "output");
  BOOST_TEST(std::string(output.begin(), output.end())
                 .find("a checkpoint of this training, seed 2, got 1") != std::string::npos);
  BOOST_TEST(read_file(folder / "whole") == whole.bytes);
  BOOST_TEST(Trainer(folder, {"--resume", folder / "none"}).end() == 2);
  dln::test::write_bytes(folder / "damaged", {1, 2, 3});
  BOOST_TEST(Trainer(folder, {"--resume", folder / "damaged"}).end() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
