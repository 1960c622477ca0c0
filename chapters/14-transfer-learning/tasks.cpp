#include <algorithm>

#include "dln/core/error.hpp"
#include "dln/data/folder.hpp"
#include "dln/data/folder_kind.hpp"
#include "dln/data/generated_scenes.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::Dataset;
using dln::FolderKind;
using dln::Random;
using dln::Shape;
using dln::Tensor;
using dln::TrainTest;
using dln::program::Options;
using dln::program::Report;
using dln::program::Table;

namespace {

constexpr std::size_t half = 5;  // classes of ten

/** The same images with so many channels and pixels: colours repeated or averaged, the middle
 * cut out, black around. */
Tensor<float> fitted(const Tensor<float>& images, const Shape& shape) {
  const Shape from = images.shape();
  Tensor<float> fitted({from.examples, shape.channels, shape.height, shape.width});
  const auto place = [](std::size_t at, std::size_t size, std::size_t other) {
    return static_cast<long>(at) + (static_cast<long>(other) - static_cast<long>(size)) / 2;
  };
  for (std::size_t n = 0; n < from.examples; ++n) {
    const arma::fcube image = images.image(n);
    const arma::fmat grey = arma::mean(image, 2);
    for (std::size_t c = 0; c < shape.channels; ++c)
      for (std::size_t i = 0; i < shape.height; ++i)
        for (std::size_t j = 0; j < shape.width; ++j) {
          const long y = place(i, shape.height, from.height),
                     x = place(j, shape.width, from.width);
          if (y < 0 || x < 0 || y >= static_cast<long>(from.height) ||
              x >= static_cast<long>(from.width))
            continue;
          const auto row = static_cast<arma::uword>(y), column = static_cast<arma::uword>(x);
          fitted.image(n)(j, i, c) =
              shape.channels == from.channels ? image(column, row, c) : grey(column, row);
        }
  }
  return fitted;
}

/** The classes from one to the one before another, counted from 0. */
Dataset<float> classes(const Dataset<float>& data, std::size_t first, std::size_t last) {
  Dataset<float> picked = data.pick(arma::find(data.labels >= first && data.labels < last));
  picked.labels -= first;
  picked.class_names = {data.class_names.begin() + static_cast<long>(first),
                        data.class_names.begin() + static_cast<long>(last)};
  return picked;
}

/** Real images of the other kind, if the folder or the one around it has some; else drawn ones.
 */
TrainTest<float> other_kind(const Options& options, bool is_grey, const Random& random) {
  const FolderKind kind = is_grey ? FolderKind::cifar10 : FolderKind::mnist;
  if (!options.data.empty())
    for (const auto& folder : {options.data, std::filesystem::absolute(options.data) / ".."})
      try {
        return dln::read_folder<float>(dln::folder_of_kind(folder, kind));
      } catch (const dln::Error&) {
        // none of that kind is there
      }
  const std::size_t train = options.choose<std::size_t>(1400, 200),
                    test = options.choose<std::size_t>(500, 100);
  if (is_grey)
    return {dln::object_images<float>(train, 28, random.split(1)),
            dln::object_images<float>(test, 28, random.split(2))};
  return {dln::glyph_digits<float>(train, random.split(1)),
          dln::glyph_digits<float>(test, random.split(2))};
}

TrainTest<float> first_kind(const Options& options, const Random& random) {
  if (options.data.empty())
    return {
        dln::object_images<float>(options.choose<std::size_t>(4000, 300), 32, random.split(1)),
        dln::object_images<float>(options.choose<std::size_t>(1000, 100), 32, random.split(2))};
  for (const FolderKind kind : {FolderKind::cifar10, FolderKind::mnist}) try {
      return dln::read_folder<float>(dln::folder_of_kind(options.data, kind));
    } catch (const dln::Error&) {
      // another kind, or nothing of use, which the last line will tell
    }
  return dln::read_folder<float>(options.data);
}

}  // namespace

Tasks load_tasks(const Options& options) {
  const Random random = Random(options.seed).split(14);
  TrainTest<float> first = first_kind(options, random.split(1));
  const Shape shape = first.train.images.shape();
  TrainTest<float> other = other_kind(options, shape.channels == 1, random.split(2));
  if (options.quick)
    for (auto* data : {&first.train, &first.test, &other.train, &other.test})
      *data = data->pick(random.split(3)
                             .permutation(data->size())
                             .head(std::min<arma::uword>(300, data->size())));
  Tasks tasks;
  tasks.source = {"source", classes(first.train, 0, half), classes(first.test, 0, half)};
  tasks.next = {
      {"near", classes(first.train, half, 2 * half), classes(first.test, half, 2 * half)},
      {"far", classes(other.train, 0, 2 * half), classes(other.test, 0, 2 * half)}};
  tasks.mean = mean_image(tasks.source.train.images);
  for (auto* task : {&tasks.source, &tasks.next[0], &tasks.next[1]})
    for (auto* data : {&task->train, &task->test}) {
      data->images = fitted(data->images, shape);
      subtract_mean(data->images, tasks.mean);
    }
  return tasks;
}

Dataset<float> few_of(const Dataset<float>& data, std::size_t per_class, const Random& random) {
  std::vector<arma::uword> picked;
  std::vector<std::size_t> taken(data.classes(), 0);
  for (const arma::uword i : Random(random).permutation(data.size()))
    if (taken[data.labels[i]] < per_class) {
      ++taken[data.labels[i]];
      picked.push_back(i);
    }
  return data.pick(arma::uvec(picked));
}

Report report(const Tasks& tasks) {
  Table table({{"task"}, {"images of"}, {"classes"}, {"to learn from"}, {"to be judged by"}});
  for (const auto* task : {&tasks.source, &tasks.next[0], &tasks.next[1]})
    table.add({task->name, task->train.name, task->train.classes(), task->train.size(),
               task->test.size()});
  Report report;
  report.table("tasks", table);
  report.note("data_set", tasks.source.train.name);
  report.note("other_data_set", tasks.next[1].train.name);
  return report;
}

}  // namespace chapter
