#include <fstream>

#include "figure/figure.hpp"
#include "support.hpp"

namespace {

using namespace figure;

std::filesystem::path written(const dln::test::TemporaryFolder& folder, const std::string& name,
                              const std::string& text) {
  std::ofstream(folder / name) << text;
  return folder / name;
}

/** What a failing call says. */
template <typename Call>
std::string message(const Call& call) {
  try {
    call();
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "nothing";
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(figures)

BOOST_AUTO_TEST_CASE(columns_are_read_by_their_headings) {
  const dln::test::TemporaryFolder folder;
  const Data data(
      written(folder, "a.csv", "name,held out\n\"one, \"\"1\"\"\",0.5\ntwo,nan\none,2e3\n"));
  BOOST_TEST(data.texts("name")[0] == "one, \"1\"");
  BOOST_TEST(data["held out"][0] == 0.5);
  BOOST_TEST(std::isnan(data["held out"][1]));
  BOOST_TEST(data.where("name", "one")["held out"] == (Column{2000}),
             boost::test_tools::per_element());
  BOOST_TEST(data.groups("name").size() == 3);
  BOOST_TEST(holds(message([&] { (void)data["learnt"]; }),
                   "expected a column 'learnt', got 'name', 'held out'"));
  BOOST_TEST(holds(message([&] { (void)data["name"]; }), "expected numbers, got 'one"));
  const auto ragged = written(folder, "b.csv", "a,b\n1,2\n3\n");
  BOOST_TEST(holds(message([&] { Data{ragged}; }), "line 3: expected 2 cells, got 1"));
  BOOST_TEST(holds(message([&] { Data(folder / "none.csv"); }), "expected a file"));
}

BOOST_AUTO_TEST_CASE(colours_stand_out_from_white_and_from_near_black) {
  constexpr double near_black = 0.008;
  for (std::size_t i = 0; i < 8; ++i) {
    const double luminance = colour(i).luminance();
    BOOST_TEST((1.05 / (luminance + 0.05)) >= 3, "colour " << i << " on white");
    BOOST_TEST(((luminance + 0.05) / (near_black + 0.05)) >= 3,
               "colour " << i << " on near-black");
    const double ink = ink_on(colour(i)).luminance();
    BOOST_TEST(((std::max(ink, luminance) + 0.05) / (std::min(ink, luminance) + 0.05)) >= 4,
               "ink on colour " << i);
  }
}

BOOST_AUTO_TEST_CASE(texts_never_become_commands) {
  const std::string text =
      "it's \"a\" `touch pwned` $x @y <b> \\\n'; system 'touch pwned'; set title '";
  const dln::test::TemporaryFolder folder;
  const Folder results(folder / "a'; system 'touch pwned'; set output '\nb");
  const std::string svg =
      draw({curves({.title = text, .x = text, .y = text}, {{text, {1, 2}, {1, 2}}}) +
                remark(1, 1, text),
            pictures({{text, 1, 1, 1, {1}, {{0, 0, 1, 1, text}}}})});
  BOOST_TEST(holds(svg, "`touch pwned`"));
  results.save(text.substr(0, 8), svg);
  results.finish();
  BOOST_TEST(!std::filesystem::exists("pwned"));
  BOOST_TEST(std::filesystem::exists(folder / "a'; system 'touch pwned'; set output '\nb" /
                                     "figures" / (text.substr(0, 8) + ".svg")));
}

BOOST_AUTO_TEST_CASE(every_kind_of_panel_is_drawn) {
  const Field field{
      {0, 1, 2, 0, 1, 2, 0, 1, 2}, {0, 0, 0, 1, 1, 1, 2, 2, 2}, {0, 1, 2, 1, 2, 3, 2, 3, 4}};
  const Curve way{"way", {0, 1, 2}, {0, 2, 1}};
  const Picture picture{"eight", 2, 2, 1, {0, 0.5, 0.5, 1}, {{0, 0, 1, 1, "box", 0.75}}};
  const auto drawn = [](const std::vector<Panel>& panels, int columns = 1) {
    return draw(panels, columns);
  };
  BOOST_TEST(holds(drawn({curves({.x = "epoch", .y = "loss", .log_y = true},
                                 {{"spread", {1, 2}, {1, 2}, {0.5, 1}, {2, 3}},
                                  {"d", {1}, {1}, {}, {}, Line::dashed}})}),
                   ">spread<"));
  BOOST_TEST(holds(drawn({scatter({.y = "seen"}, {{"points", {1, 2}, {1, 2}}})}), ">seen<"));
  BOOST_TEST(holds(drawn({bars({}, {"max 2x2", "none"},
                               {{"held out", {0.5, 0.7}, {0.4, 0.6}, {0.6, 0.8}}})}),
                   ">max 2x2<"));
  BOOST_TEST(holds(drawn(histograms({}, {counted("layer 1", {0, 0.1, 0.9}, 0, 1, 4),
                                         counted("layer 2", {1}, 0, 1, 4)}),
                         2),
                   ">layer 2<"));
  BOOST_TEST(holds(drawn({heat_map({}, field, "error")}), ">error<"));
  const Field triangle{{0, 1, 1}, {0, 0, 1}, {1, 10, 100}};  // one cell is missing
  BOOST_TEST(holds(drawn({heat_map({.x = "seen"}, triangle, "error", true)}), ">seen<"));
  BOOST_TEST(holds(drawn({contours({.x = "a"}, field, {0.5, 1.5}) + paths({way})}), ">way<"));
  BOOST_TEST(holds(drawn({regions({.y = "b"}, field) + scatter({}, {{"kind", {1}, {1}}})}),
                   "<image style='image-rendering: pixelated'"));
  BOOST_TEST(holds(drawn({pictures({picture, with_mask(picture, {0, 0, 1, 1}, 1),
                                    with_labels(picture, {0, 1, 2, 255}, 255)}) +
                          legend({"sky", "road", "car"})}),
                   ">box 0.75<"));
  BOOST_TEST(holds(drawn({matrix({.x = "taken for", .y = "is"}, {"cat", "dog"}, {"cat", "dog"},
                                 {5, 1, 0, 7})}),
                   ">7<"));
  BOOST_TEST(
      holds(drawn({curves({}, {way}) + upright_line(1, "chance", 1) + level_line(2, "", 1)}),
            ">chance<"));
}

BOOST_AUTO_TEST_CASE(masks_and_labels_colour_the_pixels_that_they_name) {
  const Picture picture{"p", 2, 1, 1, {0, 1}};
  const Picture masked = with_mask(picture, {1, 0}, 0, 1);
  BOOST_TEST(masked.values[0] == colour(0).red / 255.0);
  BOOST_TEST(masked.values[1] == 1);
  const Picture labelled = with_labels(picture, {255, 1}, 255, 1);
  BOOST_TEST(labelled.values[0] == 0);
  BOOST_TEST(labelled.values[5] == colour(1).blue / 255.0);
  BOOST_TEST(
      holds(message([&] { with_mask(picture, {1}, 0); }), "a mask of 2 x 1 pixels, got 1"));
}

BOOST_AUTO_TEST_CASE(histograms_count_by_hand) {
  const Histogram histogram = counted("h", {0, 0.24, 0.25, 0.99, 1, -0.1}, 0, 1, 4);
  BOOST_TEST(histogram.counts == (Column{2, 1, 0, 1}), boost::test_tools::per_element());
  BOOST_TEST(histogram.centres == (Column{0.125, 0.375, 0.625, 0.875}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(curves_are_told_apart_by_a_column) {
  const dln::test::TemporaryFolder folder;
  const Data data(
      written(folder, "c.csv",
              "variant,step,loss,loss lowest,loss highest\na,1,3,2,4\na,2,2,1,3\nb,1,8,8,8\n"));
  const auto curves = curves_by(data, "variant", "step", "loss");
  BOOST_TEST(curves.size() == 2);
  BOOST_TEST(curves[0].name == "a");
  BOOST_TEST(curves[0].high == (Column{4, 3}), boost::test_tools::per_element());
  BOOST_TEST(curves[1].x == (Column{1}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_drawn_is_an_error) {
  BOOST_TEST(holds(message([] { draw({}); }), "expected a panel"));
  BOOST_TEST(holds(message([] { draw({{}, {}}, 2); }), "720 pixels together, got 960"));
  BOOST_TEST(holds(message([] {
                     curves({}, {{"c", {1, 2}, {1}}});
                   }),
                   "curve 'c': expected as many x as y"));
  BOOST_TEST(holds(message([] { pictures({{"p", 2, 2, 1, {1}}}); }), "picture 'p'"));
  BOOST_TEST(holds(message([] { render(100, 100, "plot nonsense"); }), "expected a figure"));
}

BOOST_AUTO_TEST_SUITE_END()
