#include "dln/core/threads.hpp"

#include "support.hpp"

BOOST_AUTO_TEST_SUITE(core)

BOOST_AUTO_TEST_CASE(every_call_is_made_once) {
  std::vector<int> calls(1000);
  dln::parallel_for(calls.size(), [&](std::size_t i) { ++calls[i]; });
  for (const int count : calls) BOOST_REQUIRE(count == 1);
  dln::parallel_for(0, [](std::size_t) { BOOST_ERROR("there is nothing to call"); });
}

BOOST_AUTO_TEST_CASE(the_lowest_failure_is_thrown) {
  try {
    dln::parallel_for(100, [](std::size_t i) {
      if (i % 10 == 7) throw std::runtime_error(std::to_string(i));
    });
    BOOST_ERROR("no error was thrown");
  } catch (const std::runtime_error& error) {
    BOOST_TEST(error.what() == std::string("7"));
  }
}

BOOST_AUTO_TEST_CASE(every_thread_is_called_once_and_may_fail) {
  std::vector<int> calls(dln::thread_count());
  dln::on_every_thread([&](std::size_t thread) { ++calls.at(thread); });
  for (const int count : calls) BOOST_REQUIRE(count == 1);
  BOOST_CHECK_THROW(dln::on_every_thread([](std::size_t) { throw std::runtime_error("bad"); }),
                    std::runtime_error);
}

BOOST_AUTO_TEST_CASE(loops_nest) {
  std::vector<int> calls(64);
  dln::parallel_for(8, [&](std::size_t i) {
    dln::parallel_for(8, [&](std::size_t j) { ++calls[8 * i + j]; });
  });
  for (const int count : calls) BOOST_REQUIRE(count == 1);
}

BOOST_AUTO_TEST_SUITE_END()
