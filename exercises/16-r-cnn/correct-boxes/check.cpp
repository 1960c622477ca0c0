#include <fmt/format.h>

#include "checking/checking.hpp"
#include "dln/vision/box_coding.hpp"

// What a network might say of a window: how bright 6 x 6 places in it are, and a 1. The object
// is a bright square.
arma::vec code_of(const dln::Box& window, const dln::Box& object) {
  arma::vec code(37, arma::fill::ones);
  for (arma::uword i = 0; i < 36; ++i) {
    const double x = window.x_min + window.width() * (double(i % 6) + 0.5) / 6;
    const double y = window.y_min + window.height() * (double(i / 6) + 0.5) / 6;
    code[i] = x > object.x_min && x < object.x_max && y > object.y_min && y < object.y_max;
  }
  return code;
}

struct Windows {
  std::vector<dln::Box> boxes, objects;
  arma::mat codes, offsets;
};

Windows draw(arma::uword count) {
  Windows all{{}, {}, arma::mat(37, count), arma::mat(4, count)};
  for (arma::uword i = 0; i < count; ++i) {
    const arma::vec r = arma::randu(4) - 0.5;
    const double width = 20 * std::exp(0.5 * r[2]), height = 20 * std::exp(0.5 * r[3]);
    const dln::Box object{40, 40, 60, 60};
    const double x = 50 + 10 * r[0], y = 50 + 10 * r[1];
    all.boxes.push_back({x - width / 2, y - height / 2, x + width / 2, y + height / 2});
    all.objects.push_back(object);
    all.codes.col(i) = code_of(all.boxes[i], object);
    const dln::BoxOffsets t = dln::encoded(object, all.boxes[i]);
    all.offsets.col(i) = arma::vec{t[0], t[1], t[2], t[3]};
  }
  return all;
}

void check(arma::mat fit(const arma::mat&, const arma::mat&, double)) {
  const auto weights = exercise::question("fit(codes, offsets, lambda)", fit);
  const arma::mat codes = {{1, 2, 0}, {0, 1, 1}}, offsets = {{3, 1, 2}, {0, 2, 1}};
  const auto solved = [&](double lambda) {
    return arma::mat(arma::inv(codes * codes.t() + lambda * arma::eye(2, 2)) * codes *
                     offsets.t());
  };
  weights(codes, offsets, 0.5).is(solved(0.5));
  weights(codes, offsets, 3).is(solved(3));
  arma::arma_rng::set_seed(5);
  const Windows train = draw(400), unseen = draw(200);
  const auto learnt =
      exercise::question("fit(codes, offsets, lambda)", fit)
          .given("codes, offsets", "400 windows")(train.codes, train.offsets, 1);
  if (!learnt.value() || learnt.value()->n_rows != 37 || learnt.value()->n_cols != 4) return;
  double before = 0, after = 0;
  for (arma::uword i = 0; i < 200; ++i) {
    const arma::vec t = learnt.value()->t() * unseen.codes.col(i);
    before += dln::iou(unseen.boxes[i], unseen.objects[i]) / 200;
    after +=
        dln::iou(dln::decoded({t[0], t[1], t[2], t[3]}, unseen.boxes[i]), unseen.objects[i]) /
        200;
  }
  exercise::comment(fmt::format(
      "Your weights correct 200 windows that they were not fitted to: a mean IoU of {:.2f} "
      "becomes {:.2f}.",
      before, after));
}
