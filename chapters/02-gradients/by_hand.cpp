#include <cmath>

#include "experiments.hpp"

namespace chapter {

using dln::program::Report;
using dln::program::Table;

namespace {

// [Walk down a graph of two gates]
// Returns w and the loss (w x - t)^2 before the first step and after each.
std::vector<std::pair<double, double>> walk_down(double w, double x, double t, double step_size,
                                                 int steps) {
  std::vector<std::pair<double, double>> way;
  for (int step = 0; step <= steps; ++step) {
    const double q = w * x;                 // forward: the first gate,
    const double loss = (q - t) * (q - t);  // and the second
    way.emplace_back(w, loss);
    const double dq = 2 * (q - t);  // backward: the second gate's slope,
    const double dw = dq * x;       // times the first one's
    w -= step_size * dw;
  }
  return way;
}
// [Walk down a graph of two gates]

}  // namespace

Report walk_by_hand() {
  Table table({{"step size", "{:g}"},
               {"w after 1 step", "{:.3g}"},
               {"loss after 1 step", "{:.3g}"},
               {"w after 5", "{:.3g}"},
               {"loss after 5", "{:.3g}"}});
  for (const double step_size : {0.01, 0.1, 0.25, 0.5}) {
    const auto way = walk_down(3, 2, 4, step_size, 5);
    table.add({step_size, way[1].first, way[1].second, way[5].first, way[5].second});
  }
  Report report;
  report.say("Two gates, and five steps down from w = 3:");
  report.table("by-hand", table);
  return report;
}

}  // namespace chapter
