// Boxes by selective search for whole sets of scenes.
#include "program/proposals.hpp"

#include "dln/core/threads.hpp"
#include "program/interrupt.hpp"
#include "support.hpp"

using dln::Box;
using dln::program::Boxes;
using dln::program::Options;
using dln::test::expect_error;

BOOST_AUTO_TEST_SUITE(program)

BOOST_AUTO_TEST_CASE(proposals_are_the_same_for_any_number_of_threads_and_at_most_so_many) {
  dln::program::watch_for_interrupt();  // forgets those that other tests sent
  const Options options{.data = {}, .seed = 3};
  const auto scenes =
      dln::program::load_detection(options, dln::program::detector_needs(16, 3));
  auto plan = dln::program::search_plan_for(scenes, options);
  const std::size_t before = dln::thread_count();
  dln::set_thread_count(1);
  const auto alone = dln::program::search_scenes("alone", scenes.test, plan, options);
  dln::set_thread_count(4);
  const auto together = dln::program::search_scenes("together", scenes.test, plan, options);
  dln::set_thread_count(before);
  BOOST_REQUIRE(alone.size() == 3U);
  BOOST_TEST((alone == together));
  BOOST_REQUIRE(alone[0].size() > 10U);
  for (const Box& box : alone[0]) {
    BOOST_TEST(std::min(box.width(), box.height()) >= plan.options.min_side);
    BOOST_TEST(std::max(box.width(), box.height()) <= plan.options.max_side);
  }
  plan.most = 10;
  const Boxes few = dln::program::search_scenes("few", scenes.test, plan, options)[0];
  BOOST_TEST((few == Boxes(alone[0].begin(), alone[0].begin() + 10)));
}

BOOST_AUTO_TEST_CASE(a_plan_needs_objects_to_learn_sizes_from) {
  dln::program::Scenes scenes;
  scenes.train.name = "empty";
  expect_error([&] { dln::program::search_plan_for(scenes, {}); },
               {"empty: expected objects to learn from, got none"});
}

BOOST_AUTO_TEST_CASE(coverage_by_hand) {
  dln::SceneSet set;
  set.scenes.resize(2);
  set.scenes[0].objects = {{0, {0, 0, 10, 10}, false}, {0, {20, 0, 30, 10}, false}};
  set.scenes[1].objects = {{0, {0, 0, 10, 10}, false}};
  const std::vector<Boxes> boxes = {{{0, 0, 10, 5}, {0, 0, 10, 10}}, {{50, 50, 60, 60}}};
  const auto all = dln::program::coverage(set, boxes, 5);
  BOOST_TEST(all.boxes == 1.5);
  BOOST_TEST(std::abs(all.recall - 1.0 / 3) < 1e-12);
  BOOST_TEST(std::abs(all.best_overlap - 1.0 / 3) < 1e-12);
  BOOST_TEST(std::abs(dln::program::coverage(set, boxes, 1).best_overlap - 0.5 / 3) < 1e-12);
}

BOOST_AUTO_TEST_CASE(a_grid_has_nearly_as_many_windows_as_asked_for_all_inside) {
  const dln::SearchOptions sizes{.min_side = 10, .max_side = 60};
  for (const std::size_t most : {50, 200, 1000}) {
    const Boxes windows = dln::program::window_grid(most, 100, 80, sizes);
    BOOST_TEST(windows.size() <= most);
    BOOST_TEST(windows.size() > most / 2);
    for (const Box& box : windows)
      BOOST_TEST((box.x_min >= 0 && box.y_min >= 0 && box.x_max < 100 + 1e-9 &&
                  box.y_max < 80 + 1e-9));
  }
}

BOOST_AUTO_TEST_SUITE_END()
