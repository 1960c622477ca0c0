#include "dln/models/published.hpp"

#include <fmt/format.h>

#include <boost/algorithm/string/join.hpp>

#include "dln/core/error.hpp"
#include "dln/models/alexnet.hpp"
#include "dln/models/googlenet.hpp"
#include "dln/models/resnet.hpp"
#include "dln/models/small_resnet.hpp"
#include "dln/models/squeezenet.hpp"
#include "dln/models/vgg.hpp"

namespace dln {
namespace {

std::unique_ptr<Sequential<float>> published_googlenet(std::size_t classes,
                                                       Weights<float> weights) {
  return googlenet<float>(classes, std::move(weights));
}

}  // namespace

const std::vector<Published>& published_networks() {
  // Means and standard deviations of ImageNet's training images; GoogLeNet's weights take
  // pixels in -1 ... 1.
  static const std::vector<float> mean = {0.485F, 0.456F, 0.406F},
                                  deviation = {0.229F, 0.224F, 0.225F},
                                  half = {0.5F, 0.5F, 0.5F};
  static const std::vector<Published> networks = {
      {"alexnet", 61100840, 224, 1000, "classifier.6.bias", mean, deviation, alexnet<float>},
      {"vgg11", 132863336, 224, 1000, "classifier.6.bias", mean, deviation, vgg11<float>},
      {"vgg16", 138357544, 224, 1000, "classifier.6.bias", mean, deviation, vgg16<float>},
      {"googlenet", 6624904, 224, 1000, "fc.bias", half, half, published_googlenet},
      {"resnet18", 11689512, 224, 1000, "fc.bias", mean, deviation, resnet18<float>},
      {"resnet20", 269722, 32, 10, "linear.bias", mean, deviation, resnet20<float>},
      {"resnet50", 25557032, 224, 1000, "fc.bias", mean, deviation, resnet50<float>},
      {"squeezenet1_0", 1248424, 224, 1000, "classifier.1.bias", mean, deviation,
       squeezenet1_0<float>},
      {"squeezenet1_1", 1235496, 224, 1000, "classifier.1.bias", mean, deviation,
       squeezenet1_1<float>}};
  return networks;
}

const Published& published_network(std::string_view name) {
  std::vector<std::string> names;
  for (const Published& network : published_networks()) {
    if (name == network.name) return network;
    names.emplace_back(network.name);
  }
  throw Error("network", "one of " + boost::algorithm::join(names, ", "),
              fmt::format("'{}'", name));
}

template <typename T>
WeightNames torchvision_names(const ParameterList<T>& parameters) {
  // [Translate the names of parameters]
  static const std::map<std::string, std::string> theirs = {{"gamma", "weight"},
                                                            {"beta", "bias"},
                                                            {"mean", "running_mean"},
                                                            {"variance", "running_var"}};
  WeightNames names{{}, {"aux1.", "aux2."}};
  for (const auto& [path, parameter] : parameters) {
    const std::size_t end = path.find_last_of('.') + 1;
    const auto entry = theirs.find(path.substr(end));
    if (entry != theirs.end()) names.in_file[path] = path.substr(0, end) + entry->second;
    if (entry != theirs.end())
      names.unused.push_back(path.substr(0, end) + "num_batches_tracked");
  }
  // [Translate the names of parameters]
  return names;
}

template WeightNames torchvision_names(const ParameterList<float>&);
template WeightNames torchvision_names(const ParameterList<double>&);

}  // namespace dln
