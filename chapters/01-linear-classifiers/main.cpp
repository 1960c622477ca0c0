// Chapter 01: nearest neighbours against linear classifiers. The page is
// book/01-linear-classifiers.md.
#include "experiments.hpp"

namespace {

using dln::program::share;

std::vector<dln::program::Experiment> experiments(const dln::program::Options& options) {
  using namespace chapter;
  const auto images = share(dln::program::load_images(options, options.choose(5000, 3000),
                                                      options.choose(1000, 600)));
  const auto best = share(Classifier());
  const auto train = [=](const std::string& loss) {
    return [=] {
      Search search = search_settings(loss, *images, options);
      const auto found = report(search, *images);
      if (!best->layer || search.best.validation_accuracy > best->validation_accuracy)
        *best = std::move(search.best);
      return found;
    };
  };
  return {
      {"The images", [=] { return report(*images); }},
      {"Three clouds of points", [=] { return classify_clouds(options); }},
      {"The two losses, by the textbook", compare_losses},
      {"The two losses, drawn", draw_losses},
      {"The bias trick", [=] { return fold_bias(*images, options); }},
      {"Nearest neighbours", [=] { return classify_by_neighbours(*images, options); }},
      {"A linear classifier with the hinge loss", train("hinge")},
      {"A linear classifier with the softmax loss", train("softmax")},
      {"The better one on the test images", [=] { return test_classifier(*best, *images); }}};
}

}  // namespace

int main(int argc, char** argv) {
  return dln::program::run_chapter(
      {"01-linear-classifiers", "Chapter 01: nearest neighbours against linear classifiers.",
       "./dln run 01 --seed 2, or with real images: ./dln run 01 --data DIR", experiments},
      argc, argv);
}
