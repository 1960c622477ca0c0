// The experiments of chapter 15, in the book's order. The page is book/15-localization.md.
#pragma once

#include "dln/layers/sequential.hpp"
#include "dln/losses/squared_error.hpp"
#include "dln/train/localization.hpp"
#include "program/chapter.hpp"
#include "program/compare.hpp"
#include "program/scenes.hpp"

namespace chapter {

using Objects = dln::LocatedObjects<float>;

inline const dln::SquaredError<float> squares;

/** Images of one object each. */
struct Singles {
  dln::program::Scenes scenes;      // as 8-bit images
  Objects train, validation, test;  // as tensors
  [[nodiscard]] double width() const {
    return static_cast<double>(scenes.train.scenes.front().image.width);
  }
  [[nodiscard]] double height() const {
    return static_cast<double>(scenes.train.scenes.front().image.height);
  }
  [[nodiscard]] std::size_t classes() const { return scenes.train.class_names.size(); }
};

// data.cpp
/** Generated images of one object; of a folder, the images with exactly one object of the class
 * that most have one of. */
Singles load_singles(const dln::program::Options& options);
/** How IoU and errors in pixels go together, for boxes of several sizes. */
dln::program::Report compare_measures();

/** Where the box head reads the trunk's last feature map. */
enum class Attach { pooled, flattened, hidden, places };

/** A trunk with two heads. */
struct Network {
  dln::Sequential<float> trunk, class_head, box_head;
  [[nodiscard]] dln::TwoHeads<float> heads() { return {trunk, class_head, box_head}; }
};

/** A classifier that is trained once, and what its trunk makes of all images. */
struct Base {
  Network network;
  Objects train, validation;  // features instead of images
};

// networks.cpp
/** Adds the trunk's layers: convolution, normalization, ReLU, and pooling while the map is
 * large. */
void build_trunk(Network& network, const Singles& singles, const dln::Random& random);
/** Adds the class head for features of a shape: the mean of each channel, then scores. */
void build_class_head(Network& network, const dln::Shape& features, std::size_t classes,
                      const dln::Random& random);
/** Adds a box head for features of a shape, which gives so many numbers. */
void build_box_head(Network& network, const dln::Shape& features, Attach attach,
                    std::size_t numbers, const dln::Random& random);
/** Makes the weights and statistics of one network those of another of the same layers. */
void copy_weights(const dln::Layer<float>& from, dln::Layer<float>& to);
/** How well boxes and classes are told: accuracy, IoU, errors in pixels. */
std::vector<std::pair<std::string, double>> measures(const dln::Located<float>& located,
                                                     const Objects& truth,
                                                     const Singles& singles);
/** How a network is trained. */
struct Plan {
  const dln::NumberLoss<float>& box_loss;
  dln::Localization<float>::Weights weights;
  double rate = 2e-3;
  std::size_t epochs = 10;
};
/** Trains on these examples as they are, by Adam with a rate that falls to nothing; gives the
 * loss of every epoch. */
std::vector<double> learn(Network& network, const Objects& train, const Plan& plan,
                          const dln::program::Start& start);

// heads.cpp
/** Trains the classifier whose trunk the heads then share. */
dln::program::Report train_classifier(Base& base, const Singles& singles,
                                      const dln::program::Options& options);
/** Where the box head is attached. */
dln::program::Report try_places(const Base& base, const Singles& singles,
                                const dln::program::Options& options);
/** Squares against smooth absolute differences, with all boxes correct and with some that are
 * wrong. */
dln::program::Report try_losses(const Base& base, const Singles& singles,
                                const dln::program::Options& options);
/** Four numbers, or four for each class. */
dln::program::Report try_numbers(const Base& base, const Singles& singles,
                                 const dln::program::Options& options);

// ways.cpp
/** The head alone, all for boxes, both at once, two networks. */
dln::program::Report try_ways(const Base& base, const Singles& singles,
                              const dln::program::Options& options);

// touch.cpp
/** For the page's script: some images with their true box and the answer, and what the library
 * makes of these and other pairs of boxes. */
nlohmann::json boxes_to_touch(const dln::SceneSet& scenes,
                              const std::vector<dln::Detections>& found);

// looking.cpp
/** What the network looks at: maps of its own, and a grey patch that is moved over the image.
 */
dln::program::Report look(Network& network, const Singles& singles,
                          const dln::program::Options& options);

// whole.cpp
/** Trains both heads and the trunk on all images, augmented, and looks at the test images once.
 */
dln::program::Report train_whole(Network& network, const Singles& singles,
                                 const dln::program::Options& options);

}  // namespace chapter
