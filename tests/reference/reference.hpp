/**
 * @file
 * What PyTorch computed, as recorded by record.py, and how ours is compared with it.
 */
#pragma once

#include "config.hpp"
#include "dln/data/safetensors.hpp"
#include "support.hpp"

namespace dln::test {

/** One recorded case: its tensors are called `case.x`. */
class Reference {
 public:
  /** A case of this name. */
  explicit Reference(std::string name) : name_(std::move(name)), file_(reference_data) {}

  /** What was recorded, in its own shape. */
  template <typename T>
  Tensor<T> read(const std::string& what) {
    return file_.read<T>(name_ + "." + what, file_.shape(name_ + "." + what));
  }

  /**
   * Checks our numbers: the largest difference, divided by the recorded tensor's largest
   * number, is at most 1e-12 in double and 1e-6 in float.
   */
  template <typename T>
  void compare(const std::string& what, const Tensor<T>& ours) {
    const auto expected = read<double>(what);
    BOOST_REQUIRE_MESSAGE(ours.shape() == expected.shape(),
                          name_ << "." << what << " is " << to_string(ours.shape()) << ", not "
                                << to_string(expected.shape()));
    const double largest = arma::abs(expected.values()).max();
    BOOST_REQUIRE_GT(largest, 0);
    const arma::vec difference =
        arma::conv_to<arma::vec>::from(ours.values()) - expected.values();
    const double error = arma::abs(difference).max() / largest,
                 limit = sizeof(T) == 4 ? 1e-6 : 1e-12;
    BOOST_TEST(!difference.has_nan(), name_ << "." << what << " holds what is not a number");
    BOOST_TEST(error <= limit,
               name_ << "." << what << " differs by " << error << ", more than " << limit);
  }

 private:
  std::string name_;
  SafetensorsFile file_;
};

}  // namespace dln::test
