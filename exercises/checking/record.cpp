#include "checking/record.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>

#include "dln/core/error.hpp"
#include "dln/core/threads.hpp"

namespace exercise {
namespace {

constexpr rlim_t max_memory = rlim_t(2) << 30;
constexpr rlim_t max_output = rlim_t(1) << 20;
constexpr std::size_t shown_output = 2000;

// Where the process that runs a check writes what it learns.
int to_parent = -1;

void send(const void* data, std::size_t size) {
  const char* bytes = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t written = write(to_parent, bytes, size);
    if (written <= 0) _exit(1);
    bytes += written;
    size -= static_cast<std::size_t>(written);
  }
}

void send(const std::string& text) {
  const std::size_t size = text.size();
  send(&size, sizeof size);
  send(text.data(), size);
}

void send_kind(char kind) { send(&kind, 1); }

/** Reads back what was sent; whatever was cut off is left out. */
class Reader {
 public:
  explicit Reader(std::string bytes) : bytes_(std::move(bytes)) {}

  bool take(void* into, std::size_t size) {
    if (bytes_.size() - at_ < size) return false;
    if (size > 0) std::memcpy(into, bytes_.data() + at_, size);
    at_ += size;
    return true;
  }

  bool take(std::string& text) {
    std::size_t size = 0;
    if (!take(&size, sizeof size) || bytes_.size() - at_ < size) return false;
    text = bytes_.substr(at_, size);
    at_ += size;
    return true;
  }

  bool take(Entry& entry) {
    std::size_t axes = 0, numbers = 0;
    if (!take(entry.question) || !take(entry.got.text) || !take(entry.report) ||
        !take(entry.remark))
      return false;
    if (!take(&entry.right, 1) || !take(&entry.failed, 1) || !take(&axes, sizeof axes))
      return false;
    entry.got.sizes.resize(axes);
    if (!take(entry.got.sizes.data(), axes * sizeof(arma::uword)) ||
        !take(&numbers, sizeof numbers))
      return false;
    if ((bytes_.size() - at_) / sizeof(double) < numbers) return false;
    entry.got.numbers.set_size(numbers);
    return take(entry.got.numbers.memptr(), numbers * sizeof(double));
  }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

// The addresses that this process has: BLAS alone reserves much that it never uses.
rlim_t addresses() {
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE));
}

[[noreturn]] void run_and_send(void (*check)(), unsigned seconds, int printed) {
  dup2(printed, STDOUT_FILENO);
  dup2(printed, STDERR_FILENO);
  const rlim_t max_addresses = addresses() + max_memory;
  const rlimit time{seconds, seconds + 1}, memory{max_addresses, max_addresses},
      output{max_output, max_output}, core{0, 0};
  setrlimit(RLIMIT_FSIZE, &output);
  setrlimit(RLIMIT_CPU, &time);
  setrlimit(RLIMIT_AS, &memory);
  setrlimit(RLIMIT_CORE, &core);
  dln::set_thread_count(1);  // on small inputs threads only wait for each other
  try {
    check();
  } catch (const std::exception& error) {
    answered({.question = "the check itself",
              .got = result(std::string(error.what())),
              .failed = true,
              .report = fmt::format("The check ended with an error: {}", error.what())});
  }
  send_kind('.');
  std::fflush(nullptr);
  _exit(0);
}

// Everything that the other process sends until it ends, or its time is over.
std::string receive(int from, pid_t child, unsigned seconds, bool& in_time) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(3 * seconds + 10);
  std::string bytes;
  std::vector<char> buffer(1 << 16);
  in_time = true;
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - std::chrono::steady_clock::now());
    pollfd descriptor{from, POLLIN, 0};
    if (left.count() <= 0 || poll(&descriptor, 1, static_cast<int>(left.count())) == 0) {
      in_time = false;
      kill(child, SIGKILL);
      return bytes;
    }
    const ssize_t got = read(from, buffer.data(), buffer.size());
    if (got <= 0) return bytes;
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

std::string why_it_ended(int status, bool in_time, unsigned seconds) {
  if (!in_time ||
      (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL)))
    return fmt::format(
        "it ran for more than {} seconds and was stopped: is there a loop that never ends?",
        seconds);
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXFSZ)
    return "it printed more than a megabyte and was stopped: is there a loop that never ends?";
  if (WIFSIGNALED(status))
    return fmt::format("it crashed ({}): is something read or written past its end?",
                       strsignal(WTERMSIG(status)));
  return "it ended the program";
}

}  // namespace

std::size_t Record::first_wrong() const {
  const auto wrong =
      std::ranges::find_if(entries, [](const Entry& entry) { return !entry.right; });
  return static_cast<std::size_t>(wrong - entries.begin());
}

bool Record::right() const { return !entries.empty() && first_wrong() == entries.size(); }

void asking(const std::string& question) {
  send_kind('?');
  send(question);
}

void answered(Entry entry) {
  send_kind('!');
  for (const std::string& text : {entry.question, entry.got.text, entry.report, entry.remark})
    send(text);
  send(&entry.right, 1);
  send(&entry.failed, 1);
  const std::size_t axes = entry.got.sizes.size(), numbers = entry.got.numbers.n_elem;
  send(&axes, sizeof axes);
  send(entry.got.sizes.data(), axes * sizeof(arma::uword));
  send(&numbers, sizeof numbers);
  send(entry.got.numbers.memptr(), numbers * sizeof(double));
}

void comment(const std::string& text) {
  send_kind('#');
  send(text);
}

Record record(void (*check)(), unsigned seconds) {
  int ends[2];
  if (pipe(ends) != 0) throw dln::Error("pipe to the answer", "one", std::strerror(errno));
  std::fflush(nullptr);
  std::FILE* const printed = std::tmpfile();
  if (printed == nullptr) throw dln::Error("temporary file", "one", std::strerror(errno));
  const pid_t child = fork();
  if (child < 0) throw dln::Error("process for the answer", "one", std::strerror(errno));
  if (child == 0) {
    close(ends[0]);
    to_parent = ends[1];
    run_and_send(check, seconds, fileno(printed));
  }
  close(ends[1]);
  bool in_time = true;
  Reader reader(receive(ends[0], child, seconds, in_time));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);

  Record all;
  all.printed.resize(shown_output);
  std::rewind(printed);
  all.printed.resize(std::fread(all.printed.data(), 1, shown_output, printed));
  std::fclose(printed);
  char kind = 0;
  bool finished = false;
  while (!finished && reader.take(&kind, 1)) {
    Entry entry;
    std::string text;
    if (kind == '?' && reader.take(text)) all.open_question = text;
    if (kind == '!' && reader.take(entry)) all.entries.push_back(entry);
    if (kind == '!') all.open_question.clear();
    if (kind == '#' && reader.take(text)) all.comments.push_back(text);
    finished = kind == '.';
  }
  if (!finished) {
    const std::string cause = why_it_ended(status, in_time, seconds);
    all.entries.push_back({.question = all.open_question,
                           .got = result(cause),
                           .failed = true,
                           .report = all.open_question + "\n  " + cause});
  }
  return all;
}

Likeness likeness(const Record& answer, const Record& mistake) {
  const std::size_t first = answer.first_wrong();
  if (mistake.right() || first >= mistake.entries.size() || mistake.entries[first].right)
    return Likeness::none;
  bool exact = answer.entries.size() == mistake.entries.size(), by_value = false;
  for (std::size_t i = 0; i < mistake.entries.size(); ++i) {
    const Entry& one = mistake.entries[i];
    const bool there = i < answer.entries.size() && ((one.right && answer.entries[i].right) ||
                                                     same(answer.entries[i].got, one.got));
    if (!there && !one.right) return Likeness::none;
    exact = exact && there;
    by_value = by_value || (!one.right && !one.failed);
  }
  if (exact) return Likeness::exact;
  return by_value ? Likeness::partial
                  : Likeness::none;  // many a mistake ends with the same error
}

}  // namespace exercise
