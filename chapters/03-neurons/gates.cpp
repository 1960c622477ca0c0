#include <algorithm>
#include <cmath>

#include "dln/core/error.hpp"
#include "experiments.hpp"

namespace chapter {

using dln::program::Report;
using dln::program::Table;

namespace {

/** A number in an expression: its value, what made it, and how it moves what it was made of. */
struct Node {
  std::string name;
  double value;
  std::vector<std::pair<std::size_t, double>>
      inputs;  // which nodes, and the local gradient by each
  double gradient = 0;
};

/** An expression, each node behind those that it is made of. */
class Graph {
 public:
  std::vector<Node> nodes;

  std::size_t number(const std::string& name, double value) { return node(name, value, {}); }
  // [Build a graph of gates]
  std::size_t add(const std::string& name, std::size_t a, std::size_t b) {
    return node(name, at(a) + at(b), {{a, 1}, {b, 1}});
  }
  std::size_t multiply(const std::string& name, std::size_t a, std::size_t b) {
    return node(name, at(a) * at(b), {{a, at(b)}, {b, at(a)}});
  }
  std::size_t max(const std::string& name, std::size_t a, std::size_t b) {
    return node(name, std::max(at(a), at(b)),
                {{a, at(a) >= at(b) ? 1 : 0}, {b, at(a) >= at(b) ? 0 : 1}});
  }
  std::size_t sigmoid(const std::string& name, std::size_t a) {
    const double y = 1 / (1 + std::exp(-at(a)));
    return node(name, y, {{a, y * (1 - y)}});
  }
  // [Build a graph of gates]

  // [Send the gradient back]
  void backward() {
    nodes.back().gradient = 1;  // the last one by itself
    for (auto node = nodes.rbegin(); node != nodes.rend(); ++node)
      for (const auto& [input, local] : node->inputs)
        nodes[input].gradient += local * node->gradient;
  }
  // [Send the gradient back]

 private:
  [[nodiscard]] double at(std::size_t i) const { return nodes[i].value; }
  std::size_t node(const std::string& name, double value,
                   std::vector<std::pair<std::size_t, double>> inputs) {
    nodes.push_back({name, value, std::move(inputs)});
    return nodes.size() - 1;
  }
};

/** y = max(a b, c) * sigmoid(a + c): a and c are used twice. */
Graph expression(double a, double b, double c) {
  Graph g;
  // [Write the expression down]
  const auto na = g.number("a", a), nb = g.number("b", b), nc = g.number("c", c);
  const auto product = g.multiply("p = a b", na, nb);
  const auto larger = g.max("m = max(p, c)", product, nc);
  const auto sum = g.add("s = a + c", na, nc);
  const auto gate = g.sigmoid("g = sigmoid(s)", sum);
  g.multiply("y = m g", larger, gate);
  // [Write the expression down]
  return g;
}

}  // namespace

Report flow_through_gates() {
  const double a = 3, b = 2, c = -3, h = 1e-5;
  Graph graph = expression(a, b, c);
  graph.backward();
  const auto y = [](double u, double v, double w) {
    return expression(u, v, w).nodes.back().value;
  };
  const std::vector<double> differences = {(y(a + h, b, c) - y(a - h, b, c)) / (2 * h),
                                           (y(a, b + h, c) - y(a, b - h, c)) / (2 * h),
                                           (y(a, b, c + h) - y(a, b, c - h)) / (2 * h)};
  Table table(
      {{"node"}, {"value", "{:.2f}"}, {"gradient", "{:.2f}"}, {"by differences", "{:.2f}"}});
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const Node& node = graph.nodes[i];
    table.add({node.name, node.value, node.gradient,
               i < 3 ? dln::program::Cell(differences[i]) : dln::program::Cell("")});
    if (i < 3 && std::abs(node.gradient - differences[i]) > 1e-8)
      throw dln::Error("gradient of " + node.name, std::to_string(differences[i]),
                       std::to_string(node.gradient));
  }
  Report report;
  report.say("y = max(a b, c) sigmoid(a + c), forward from above and back from below:");
  report.table("gates", table);
  return report;
}

}  // namespace chapter
