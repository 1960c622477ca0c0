// The same bits for any number of threads.
#include "dln/core/threads.hpp"

#include "conv/shapes.hpp"
#include "support.hpp"

namespace {

using dln::conv::square;
using dln::test::Convolution;

/** Puts the number of threads back. */
class Threads {
 public:
  explicit Threads(std::size_t count) : before_(dln::thread_count()) {
    dln::set_thread_count(count);
  }
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;
  ~Threads() { dln::set_thread_count(before_); }

 private:
  std::size_t before_;
};

using Ways =
    std::vector<std::optional<dln::conv::Algorithm>>;  // none: as the dispatcher chooses

Ways all_ways(const Convolution& c) {
  Ways ways{std::nullopt};
  for (const auto algorithm : dln::conv::algorithms)
    if (dln::conv::applicable(c.geometry, algorithm)) ways.emplace_back(algorithm);
  return ways;
}

template <typename T>
void check_threads(const Convolution& c, const Ways& ways) {
  const dln::test::Inputs<T> in(c, 7);
  const auto run = [&](std::optional<dln::conv::Algorithm> algorithm) {
    dln::conv::Workspace<T> workspace;
    return dln::test::all_passes(c, in, workspace, algorithm);
  };
  for (const auto& algorithm : ways) {
    const std::string name =
        algorithm ? dln::conv::name(*algorithm) : "the dispatcher's choice";
    const auto expected = [&] {
      const Threads one(1);
      return run(algorithm);
    }();
    for (const std::size_t count : {2, 3}) {
      const Threads some(count);
      BOOST_TEST((run(algorithm) == expected),
                 name << " changes with " << count << " threads: " << describe(c));
    }
    const Threads two(2);
    std::vector<dln::test::Outputs<T>> inside(4);
    dln::parallel_for(inside.size(), [&](std::size_t i) { inside[i] = run(algorithm); });
    for (const auto& out : inside)
      BOOST_TEST((out == expected), name << " changes inside a parallel loop: " << describe(c));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(conv)

BOOST_AUTO_TEST_CASE(the_bits_do_not_depend_on_the_threads) {
  for (const Convolution& c :
       {Convolution{square(40, 64, 12, 3, 1, 1), 5}, Convolution{square(20, 70, 9, 3, 1, 1), 5},
        Convolution{square(3, 40, 24, 7, 2, 3), 2}, Convolution{square(32, 16, 14, 1), 5},
        Convolution{square(16, 24, 13, 5, 2, 2, 1, 4), 5},
        Convolution{square(100, 70, 12, 3, 1, 1), 4},
        Convolution{square(12, 20, 33, 3, 1, 1), 3},
        Convolution{square(20, 70, 33, 3, 1, 1), 3}, Convolution{square(8, 9, 6, 3), 1},
        Convolution{square(12, 20, 20, 3, 1, 1), 1},
        Convolution{square(24, 40, 15, 3, 1, 3, 3), 2},
        Convolution{square(3, 100, 35, 11, 4), 2}, Convolution{square(24, 40, 21, 3, 2, 1), 1},
        Convolution{square(20, 70, 45, 3, 2, 2), 3}, Convolution{square(20, 36, 30, 1), 1},
        Convolution{square(70, 130, 7, 3, 1, 1), 1}}) {
    check_threads<float>(c, all_ways(c));
    if (c.batch < 5) check_threads<double>(c, all_ways(c));
  }
  // One thread and two had different algorithms for this one.
  check_threads<float>({square(512, 512, 7, 3, 1, 1), 1}, {std::nullopt});
  // Here the threads divide the filters.
  check_threads<float>({square(128, 128, 27, 5, 2, 2), 1}, {dln::conv::Algorithm::direct});
  // Halves of an image are tiled by themselves, for two threads.
  check_threads<float>({square(12, 70, 56, 3, 1, 1), 1}, {dln::conv::Algorithm::winograd6});
  // And here they share transformed tiles, and go through memory.
  check_threads<float>({square(488, 488, 5, 3, 1, 1, 1, 2), 17},
                       {dln::conv::Algorithm::winograd4});
  check_threads<float>({square(200, 190, 8, 3, 1, 1), 18}, {dln::conv::Algorithm::winograd6});
  // Here 1x1 layers are cut into pairs of tiles, add up parts of long sums, and write past the
  // caches.
  for (const Convolution& c :
       {Convolution{square(24, 40, 26, 1, 1, 0, 1, 2), 1},
        Convolution{square(1030, 26, 9, 1), 1}, Convolution{square(8, 96, 112, 1), 1}})
    check_threads<float>(c, {dln::conv::Algorithm::strassen, dln::conv::Algorithm::direct});
  // Two threads divide the filters and transform their weights late, one does so early and past
  // the caches.
  check_threads<float>({square(256, 256, 28, 3, 1, 1), 2}, {dln::conv::Algorithm::winograd6});
}

BOOST_AUTO_TEST_SUITE_END()
