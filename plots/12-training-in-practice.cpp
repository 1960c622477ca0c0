// Draws the figures of chapter 12.
#include "figure/figure.hpp"

namespace {

using namespace figure;

/** A bar a variant, with whiskers from the lowest start to the highest. */
Panel accuracies(const Folder& results, const std::string& table) {
  const Data rows = results.data(table);
  return bars({.x = "validation accuracy"}, rows.texts("variant"),
              {{.name = "",
                .values = rows["validation accuracy"],
                .low = rows["validation accuracy lowest"],
                .high = rows["validation accuracy highest"]}});
}

void draw_all(const Folder& results) {
  results.save("patches", draw({pictures(read_pictures(results.file("patches")),
                                         {.shade = Shade::image, .columns = 8})}));
  results.save("changed", draw({pictures(read_pictures(results.file("changed")),
                                         {.shade = Shade::image, .columns = 6})}));
  for (const std::string table : {"list", "gradients", "augmentation"})
    results.save(table, draw({accuracies(results, table)}));
}

}  // namespace

int main(int argc, char** argv) { return figure::run(argc, argv, draw_all); }
