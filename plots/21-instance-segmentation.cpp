// Draws the figures of chapter 21.
#include "figure/figure.hpp"

namespace {

using namespace figure;

/** Images with one colour an object over them. */
Panel instances(const Folder& results, const std::string& name) {
  const std::vector<Picture> images = read_pictures(results.file(name)),
                             maps = read_pictures(results.file(name + "-masks"));
  std::vector<Picture> all;
  for (std::size_t i = 0; i < images.size(); ++i)
    all.push_back(with_labels(images[i], maps[i].values, 0, 0.6));
  return pictures(all, {.shade = Shade::image, .columns = 3});
}

void draw_all(const Folder& results) {
  for (const char* name : {"some", "worst", "regions-some"})
    results.save(name, draw({instances(results, name)}));
  results.save("losses",
               draw({curves({.x = "epoch", .y = "loss", .log_y = true},
                            curves_by(results.data("losses"), "loss", "epoch", "value"))}));
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }
