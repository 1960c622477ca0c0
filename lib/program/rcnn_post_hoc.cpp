#include "program/rcnn_post_hoc.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dln/models/linear_svm.hpp"
#include "dln/train/prediction.hpp"
#include "dln/vision/box_coding.hpp"
#include "program/interrupt.hpp"
#include "program/progress.hpp"

namespace dln::program {

namespace {

constexpr std::size_t most_of_class = 300;  // the surest of each, before suppression
constexpr float svm_cost = 10;
constexpr double ridge = 1;
constexpr std::size_t rounds = 3;  // of hard negatives
constexpr std::size_t first_negatives = 2000;
constexpr std::size_t hard_an_image = 40;  // and class

/** One training scene: its regions' codes, and how its true boxes overlap them. */
struct Known {
  Boxes boxes;         // the true ones first
  arma::fmat codes;    // a column each, and a last row of ones for the bias
  arma::mat overlaps;  // of all boxes (rows) with the true ones (columns)
};

arma::fmat with_ones(const arma::fmat& codes) {
  return arma::join_cols(codes, arma::frowvec(codes.n_cols, arma::fill::ones));
}

std::vector<Known> know_scenes(const SceneSet& scenes, const std::vector<Boxes>& proposals,
                               const CodeNetwork& network, const RcnnPlan& plan) {
  std::vector<Known> known;
  ProgressBar bar("codes", scenes.size());
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    stop_if_interrupted();
    Known one;
    for (const SceneObject& object : scenes.scenes[i].objects) one.boxes.push_back(object.box);
    const Boxes objects = one.boxes;
    const std::size_t count =
        std::min<std::size_t>(proposals[i].size(), 600);  // enough to learn from
    one.boxes.insert(one.boxes.end(), proposals[i].begin(),
                     proposals[i].begin() + static_cast<std::ptrdiff_t>(count));
    one.codes = codes_of(network, scenes.scenes[i].image, one.boxes, plan);
    one.overlaps = overlaps(one.boxes, objects);
    known.push_back(std::move(one));
    bar.show(i + 1);
  }
  return known;
}

// The largest overlap of each box with an object of a class; 0 if there is none.
arma::vec overlap_with_class(const Scene& scene, const Known& known, std::size_t label) {
  arma::vec largest(known.boxes.size());
  for (std::size_t o = 0; o < scene.objects.size(); ++o)
    if (scene.objects[o].label == label) largest = arma::max(largest, known.overlaps.col(o));
  return largest;
}

/** Codes of a class's own objects, and of regions that show none of them. */
struct Examples {
  arma::fmat objects;
  std::vector<arma::fmat> negatives;  // a scene each: overlap below 0.3
};

Examples examples_of(const SceneSet& scenes, const std::vector<Known>& known,
                     std::size_t label) {
  Examples examples;
  std::vector<arma::fmat> objects;
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    const Scene& scene = scenes.scenes[i];
    // [Take true boxes for the class, and regions far from them against it]
    for (std::size_t o = 0; o < scene.objects.size(); ++o)
      if (scene.objects[o].label == label)
        examples.objects.insert_cols(examples.objects.n_cols, known[i].codes.col(o));
    const arma::uvec far = arma::find(overlap_with_class(scene, known[i], label) < 0.3);
    examples.negatives.push_back(known[i].codes.cols(far));
    // [Take true boxes for the class, and regions far from them against it]
  }
  return examples;
}

/** How many regions the machines take for objects though they are not, before and after each
 * round. */
struct Mining {
  std::vector<double> violations = std::vector<double>(rounds + 1);
  std::vector<double> negatives = std::vector<double>(rounds + 1);
};

std::pair<arma::fvec, arma::fvec> train_machine(const Examples& examples, Mining& mining,
                                                const Random& random) {
  arma::fmat all = arma::fmat(examples.objects.n_rows, 0);
  for (const arma::fmat& negatives : examples.negatives) all.insert_cols(all.n_cols, negatives);
  const arma::uvec order = Random(random.split(1)).permutation(all.n_cols);
  arma::uvec chosen = order.head(std::min<arma::uword>(first_negatives, order.n_elem));
  arma::fvec weights, at_first;
  for (std::size_t round = 0;; ++round) {
    // [Train, look for the negatives that it gets wrong, and train again]
    const arma::fmat codes = arma::join_rows(examples.objects, all.cols(chosen));
    arma::uvec positive(codes.n_cols);
    positive.head(examples.objects.n_cols).ones();
    weights = train_svm(codes, positive, svm_cost, 40, random.split(2 + round));
    const arma::fvec scores = all.t() * weights;
    const arma::uvec wrong = arma::find(scores > -1);  // on the wrong side of the margin
    // [Train, look for the negatives that it gets wrong, and train again]
    if (round == 0) at_first = weights;
    mining.violations[round] += static_cast<double>(arma::accu(scores > 0));
    mining.negatives[round] += static_cast<double>(chosen.n_elem);
    if (round == rounds) return {weights, at_first};
    const arma::uvec hardest = arma::sort_index(scores.elem(wrong), "descend");
    const std::size_t most = hard_an_image * examples.negatives.size();
    const arma::uvec hard =
        wrong.elem(hardest.head(std::min<arma::uword>(hardest.n_elem, most)));
    chosen = arma::unique(arma::join_cols(chosen, hard));
  }
}

// The correction of the boxes of a class: ridge regression from codes to the four offsets.
arma::mat fit_offsets(const SceneSet& scenes, const std::vector<Known>& known,
                      std::size_t label) {
  const arma::uword size = known.front().codes.n_rows;
  arma::mat products = ridge * arma::eye(size, size), targets(size, 4);
  products(size - 1, size - 1) = 1e-6;  // the bias is free
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    const auto& objects = scenes.scenes[i].objects;
    for (std::size_t b = 0; b < known[i].boxes.size() && !objects.empty(); ++b) {
      const arma::uword nearest = known[i].overlaps.row(b).index_max();
      if (objects[nearest].label != label || known[i].overlaps(b, nearest) < 0.6) continue;
      // [Collect the sums of least squares]
      const arma::vec x = arma::conv_to<arma::vec>::from(known[i].codes.col(b));
      const BoxOffsets t = encoded(objects[nearest].box, known[i].boxes[b]);
      products += x * x.t();
      targets += x * arma::rowvec{t[0], t[1], t[2], t[3]};
      // [Collect the sums of least squares]
    }
  }
  return arma::solve(products, targets, arma::solve_opts::likely_sympd);
}

/** A score for each class (rows) and region (columns), and the codes that corrections are
 * computed from. */
struct Scored {
  arma::fmat scores, codes;
};

Scored score(const arma::fmat& plain_codes, const CodeNetwork& network, const PostHoc& post_hoc,
             const RcnnParts& parts) {
  Scored result;
  result.codes = arma::join_cols(post_hoc.scale * plain_codes,
                                 arma::frowvec(plain_codes.n_cols, arma::fill::ones));
  if (parts.machines) {
    // [Score all regions for all classes by one product]
    result.scores = (parts.hard_negatives ? post_hoc.weights : post_hoc.weights_at_first).t() *
                    result.codes;
    // [Score all regions for all classes by one product]
    return result;
  }
  Tensor<float> codes({plain_codes.n_cols, plain_codes.n_rows, 1, 1});
  codes.columns() = plain_codes;
  const Tensor<float> scores = predict(*network.whole->parts().back().layer, codes);
  const arma::fmat all = scores.columns();
  result.scores = all.tail_rows(all.n_rows - 1);
  result.scores.each_row() -= all.row(0);  // by how much each class beats background
  return result;
}

}  // namespace

std::pair<PostHoc, Report> fit_post_hoc(const Scenes& scenes, const Proposals& proposals,
                                        const CodeNetwork& network, const RcnnPlan& plan,
                                        const Options& options) {
  std::vector<Known> known = know_scenes(scenes.train, proposals.train, network, plan);
  PostHoc result;
  double lengths = 0, count = 0;
  for (const Known& one : known) {
    lengths +=
        static_cast<double>(arma::accu(arma::sqrt(arma::sum(arma::square(one.codes), 0))));
    count += static_cast<double>(one.codes.n_cols);
  }
  result.scale = static_cast<float>(count / lengths);
  for (Known& one : known) one.codes = with_ones(result.scale * one.codes);

  const std::size_t classes = scenes.train.class_names.size();
  Mining mining;
  ProgressBar bar("support vector machines", classes);
  for (std::size_t label = 0; label < classes; ++label) {
    stop_if_interrupted();
    const auto [weights, at_first] =
        train_machine(examples_of(scenes.train, known, label), mining,
                      Random(options.seed).split(60 + label));
    result.weights.insert_cols(label, weights);
    result.weights_at_first.insert_cols(label, at_first);
    result.offsets.push_back(fit_offsets(scenes.train, known, label));
    bar.show(label + 1);
  }
  Table table({{"round"},
               {"negatives learnt from", "{:.0f}"},
               {"regions taken for objects", "{:.0f}"}});
  for (std::size_t round = 0; round <= rounds; ++round)
    table.add({std::to_string(round), mining.negatives[round] / static_cast<double>(classes),
               mining.violations[round] / static_cast<double>(classes)});
  Report report;
  report.say(
      fmt::format("A linear support vector machine a class; of {:.0f} regions of the training "
                  "scenes, those that "
                  "show nothing of the class and are taken for it (means over the classes):",
                  count));
  report.table("mining", table);
  report.note("regions_coded", count);
  return {std::move(result), std::move(report)};
}

Detections scored_boxes(const arma::fmat& codes, const Boxes& proposals, const Image8& image,
                        const CodeNetwork& network, const PostHoc& post_hoc,
                        const RcnnParts& parts) {
  const Scored scored = score(codes, network, post_hoc, parts);
  Detections detections;
  for (std::size_t label = 0; label < scored.scores.n_rows; ++label) {
    const arma::uvec order = arma::stable_sort_index(scored.scores.row(label).t(), "descend");
    for (const arma::uword b :
         arma::uvec(order.head(std::min<arma::uword>(most_of_class, order.n_elem)))) {
      Box box = proposals[b];
      if (parts.regression) {
        // [Move the box by what the code says]
        const arma::vec code = arma::conv_to<arma::vec>::from(scored.codes.col(b));
        const arma::rowvec t = code.t() * post_hoc.offsets[label];
        box = clipped(decoded({t[0], t[1], t[2], t[3]}, box), static_cast<double>(image.width),
                      static_cast<double>(image.height));
        // [Move the box by what the code says]
      }
      detections.push_back({label, box, static_cast<double>(scored.scores(label, b))});
    }
  }
  return detections;
}

}  // namespace dln::program
