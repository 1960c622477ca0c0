#include "checking/checking.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"

namespace {

using Answer = arma::mat(const arma::mat&, const arma::uvec&);

void check(Answer* softmax_gradient) {
  const arma::mat scores = {{0.1, 2, -1, 0.5}, {1.2, -0.3, 0.4, 0.1}, {-0.7, 0.6, 0.9, -2}};
  const arma::uvec right = {1, 0, 1, 2};
  const auto loss = [&](const arma::mat& s) {
    dln::Tensor<double> tensor({s.n_cols, s.n_rows, 1, 1});
    tensor.columns() = s;
    return arma::mean(dln::SoftmaxCrossEntropy<double>().forward(tensor, right));
  };
  const arma::mat p = dln::softmax<double>(scores);
  const arma::mat gradient = softmax_gradient(p, right);
  if (arma::size(gradient) == arma::size(p) && arma::approx_equal(gradient, p / 4, "absdiff", 1e-9))
    exercise::wrong(
        "softmax_gradient of four examples\nDiagnosis: a term is missing: take 1 from the right class's "
        "probability, so that its score is pushed up.");
  exercise::compare_gradient("softmax_gradient of four examples of three classes", loss, scores, gradient, 4);
}

}  // namespace

#ifdef ANSWER
namespace answer {
#include ANSWER
}
static const exercise::Exercise registration("softmax-gradient", {{"answer", [] { check(answer::softmax_gradient); }}});
#else
namespace skeleton {
#include "skeleton.cpp"
}
namespace solution {
#include "solution.cpp"
}
namespace sum {
#include "wrong-sum.cpp"
}
namespace sign {
#include "wrong-sign.cpp"
}
namespace no_answer {
#include "wrong-no-answer.cpp"
}
static const exercise::Exercise registration(
    "softmax-gradient", {{"skeleton", [] { check(skeleton::softmax_gradient); }, "the gradient is zero everywhere"},
                         {"solution", [] { check(solution::softmax_gradient); }},
                         {"sum", [] { check(sum::softmax_gradient); }, "4 times too large, the batch size N"},
                         {"sign", [] { check(sign::softmax_gradient); }, "wrong sign"},
                         {"no-answer", [] { check(no_answer::softmax_gradient); }, "a term is missing"}});
#endif
