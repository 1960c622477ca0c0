// Every loss is what PyTorch's is: number by number, its mean, and the mean's gradient.
#include "dln/losses/binary_cross_entropy.hpp"
#include "dln/losses/hinge.hpp"
#include "dln/losses/smooth_l1.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/losses/squared_error.hpp"
#include "reference/reference.hpp"

using namespace dln;
using dln::test::Reference;

namespace {

using Numbers = std::tuple<float, double>;

template <typename T, typename Target>
void check_loss(Reference& reference, const Loss<T, Target>& loss, const Target& target) {
  const auto scores = reference.read<T>("scores");
  reference.compare("y", loss.forward(scores, target));
  const LossValue value = loss.value(scores, target);
  reference.compare("mean", Tensor<T>({1, 1, 1, 1}, static_cast<T>(value.mean())));
  reference.compare("dscores", loss.backward(scores, target, value.factor()));
}

template <typename T>
void check_classes(const std::string& name, const ClassLoss<T>& loss) {
  Reference reference(name);
  const auto recorded = reference.read<double>("labels");
  arma::uvec labels(recorded.size());
  for (std::size_t i = 0; i < recorded.size(); ++i)
    labels[i] = recorded[i] < 0 ? ignored_label : static_cast<arma::uword>(recorded[i]);
  check_loss(reference, loss, labels);
}

template <typename T>
void check_numbers(const std::string& name, const NumberLoss<T>& loss) {
  Reference all(name);
  check_loss(all, loss, WeightedNumbers<T>{all.read<T>("values")});
  Reference weighted(name + "_weighted");
  check_loss(weighted, loss,
             WeightedNumbers<T>{weighted.read<T>("values"), weighted.read<T>("weights")});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reference)

BOOST_AUTO_TEST_CASE_TEMPLATE(losses_against_classes, T, Numbers) {
  check_classes<T>("softmax", SoftmaxCrossEntropy<T>());
  check_classes<T>("softmax_ignored", SoftmaxCrossEntropy<T>());
  check_classes<T>(
      "softmax_weighted",
      SoftmaxCrossEntropy<T>(Reference("softmax_weighted").read<T>("class_weights").values()));
  check_classes<T>("hinge", Hinge<T>(T(1.5)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(losses_against_numbers, T, Numbers) {
  check_numbers<T>("squared_error", SquaredError<T>());
  check_numbers<T>("smooth_l1", SmoothL1<T>(T(0.75)));
  check_numbers<T>("binary_cross_entropy", BinaryCrossEntropy<T>());
}

BOOST_AUTO_TEST_SUITE_END()
