// The experiments of chapter 14, in the book's order. The page is book/14-transfer-learning.md.
#pragma once

#include "dln/models/quick_resnet.hpp"
#include "program/chapter.hpp"
#include "program/compare.hpp"
#include "program/images.hpp"

namespace chapter {

using Network = dln::Sequential<float>;

/** Classes to be told apart. */
struct Task {
  std::string name;           ///< `near` or `far`
  dln::Dataset<float> train;  ///< to learn from, or from some of
  dln::Dataset<float> test;   ///< to be judged by
};

/** What is learnt first, and what then. All images are of one shape, centred by the first one's
 * mean. */
struct Tasks {
  Task source;              ///< five classes, many images
  dln::Tensor<float> mean;  ///< what was taken from every image
  std::vector<Task> next;   ///< the other five of the same kind, and classes of another kind
};

/** How a new task is learnt. */
enum class Method {
  scratch,  ///< from random weights
  linear,   ///< a softmax classifier on the codes of the last stage
  svm,      ///< a support vector machine on the codes of the stage before
  above,  ///< the last stage and the head, from the pretrained weights, on what comes out below
  slowly,  ///< all of it from the pretrained weights, the stages at a tenth of the head's rate
  whole    ///< all of it from the pretrained weights
};

// tasks.cpp
/** Loads or draws the images. */
Tasks load_tasks(const dln::program::Options& options);
/** So many images of each class, another choice for each stream. */
dln::Dataset<float> few_of(const dln::Dataset<float>& data, std::size_t per_class,
                           const dln::Random& random);
/** What they are. */
dln::program::Report report(const Tasks& tasks);

// methods.cpp
/** A network for images of this shape, its width the chapter's. */
std::shared_ptr<Network> make(const Tasks& tasks, std::size_t classes,
                              const dln::program::Options& options, const dln::Random& random);
/** What comes out of the first stages of a network, for every image. */
dln::Tensor<float> after_stages(const std::shared_ptr<Network>& network, std::size_t count,
                                const dln::Tensor<float>& images);
/** The accuracy of a linear classifier on codes: the averaged channels of what some stages
 * give. */
double classify_codes(const dln::Tensor<float>& train, const arma::uvec& labels,
                      const dln::Tensor<float>& test, const dln::Dataset<float>& judged,
                      bool is_svm, std::size_t epochs, const dln::program::Start& start);
/** The accuracy on the test images after learning from some. @param base the pretrained network
 */
double accuracy_of(Method method, const std::shared_ptr<Network>& base, const Tasks& tasks,
                   const Task& task, const dln::Dataset<float>& train,
                   const dln::program::Options& options, const dln::program::Start& start);
/** How many epochs a number of images is learnt for: few images are seen more often. */
std::size_t epochs_for(std::size_t images, const dln::program::Options& options);

// pretraining.cpp
/** Trains a network on the first classes, into `base`. */
dln::program::Report pretrain(const Tasks& tasks, const dln::program::Options& options,
                              std::shared_ptr<Network>& base);

// cases.cpp
/** Few or many images, near or far: every method on each. */
dln::program::Report compare_cases(const Tasks& tasks, const std::shared_ptr<Network>& base,
                                   const dln::program::Options& options);
/** Classifiers on the codes of each stage. */
dln::program::Report compare_stages(const Tasks& tasks, const std::shared_ptr<Network>& base,
                                    const dln::program::Options& options);

}  // namespace chapter
