// Graph-based segmentation is what scikit-image's is.
#include "dln/vision/segmentation.hpp"

#include "reference/reference.hpp"

using namespace dln;

BOOST_AUTO_TEST_SUITE(reference)

BOOST_AUTO_TEST_CASE(regions_are_those_of_scikit_image) {
  SafetensorsFile file(dln::test::reference_segmentations);
  for (const std::string name : {"0", "1", "2", "3"}) {
    const auto read = [&](const std::string& what) {
      return file.read<double>(name + "." + what, file.shape(name + "." + what));
    };
    const Tensor<double> image = read("image"), settings = read("settings"),
                         labels = read("labels");
    const RegionMap ours = segmented(
        image.image(0), {settings[0], settings[1], static_cast<std::size_t>(settings[2])});
    BOOST_TEST(ours.count == static_cast<std::size_t>(labels.values().max()) + 1,
               "case " << name);
    const arma::vec numbers = arma::conv_to<arma::vec>::from(arma::vectorise(ours.labels));
    BOOST_TEST(arma::accu(numbers != labels.values()) == 0U, "case " << name);
  }
}

BOOST_AUTO_TEST_SUITE_END()
