#include "dln/layers/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dln/layers/sequential.hpp"

namespace dln {
namespace {

template <typename T>
class Summarizer {
 public:
  std::vector<LayerSummary> rows;

  // `beside` is the memory of what containers around the layer hold meanwhile.
  Shape add(Layer<T>& layer, const Shape& x, std::size_t depth, const std::string& above,
            const std::string& part, std::size_t beside) {
    const auto parts = layer.parts();
    const std::size_t row = rows.size();
    const std::string name = layer.name();
    const std::string path = above + (above.empty() || part.empty() ? "" : ".") + part;
    rows.push_back({depth, path, part, parts.empty() ? name : name.substr(0, name.find('(')),
                    layer.output_shape(x)});
    const Shape y = rows[row].output;
    LayerSummary total = rows[row];
    if (parts.empty()) {
      const Cost cost = layer.cost(x);
      total.multiply_adds = cost.multiply_adds;
      total.training_bytes = cost.kept_bytes;
      total.predict_bytes = beside + (x.size() + y.size()) * sizeof(T);
      for (const auto& [name_there, parameter] : layer.parameters())
        if (parameter->kind != ParameterKind::statistic && seen_.insert(parameter).second)
          total.parameters += parameter->value.size();
    }
    const bool in_a_row = dynamic_cast<Sequential<T>*>(&layer) != nullptr;
    const std::size_t around = in_a_row ? beside : beside + (x.size() + y.size()) * sizeof(T);
    Shape next = x;
    for (const auto& [inside, inner] : parts) {
      const std::size_t first = rows.size();
      const Shape output = add(*inner, next, depth + 1, path, inside, around);
      if (in_a_row) next = output;
      total.parameters += rows[first].parameters;
      total.multiply_adds += rows[first].multiply_adds;
      total.training_bytes += rows[first].training_bytes;
      total.predict_bytes = std::max(total.predict_bytes, rows[first].predict_bytes);
    }
    rows[row] = total;
    return y;
  }

 private:
  std::set<const Parameter<T>*> seen_;
};

std::string megabytes(std::size_t bytes) {
  return fmt::format("{:.2f}", static_cast<double>(bytes) / 1e6);
}

}  // namespace

template <typename T>
std::vector<LayerSummary> summary(Layer<T>& network, const Shape& x) {
  Summarizer<T> summarizer;
  summarizer.add(network, x, 0, "", "", 0);
  return summarizer.rows;
}

std::string to_string(const std::vector<LayerSummary>& layers) {
  std::string text;
  text += fmt::format("{:<26} {:>13} {:>11} {:>10} {:>7} {:>8}\n", "", "", "", "multiply-",
                      "predict", "train");
  text += fmt::format("{:<26} {:>13} {:>11} {:>10} {:>7} {:>8}\n", "layer", "output",
                      "parameters", "adds, 1e6", "MB", "MB");
  for (const auto& layer : layers) {
    const std::string indent(2 * layer.depth, ' ');
    const std::string label =
        indent + layer.part + (layer.part.empty() ? "" : " ") + layer.name;
    text += fmt::format("{:<26.26} {:>13} {:>11} {:>10.2f} {:>7} {:>8}\n", label,
                        to_string(layer.output), layer.parameters,
                        static_cast<double>(layer.multiply_adds) / 1e6,
                        megabytes(layer.predict_bytes), megabytes(layer.training_bytes));
  }
  return text;
}

template std::vector<LayerSummary> summary(Layer<float>&, const Shape&);
template std::vector<LayerSummary> summary(Layer<double>&, const Shape&);

}  // namespace dln
