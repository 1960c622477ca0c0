#include <fmt/format.h>

#include "checking/checking.hpp"
#include "dln/vision/box.hpp"

std::string in_words(double iou) {
  return iou > 0.6    ? "two thirds"
         : iou > 0.49 ? "a half"
         : iou > 0.35 ? "less than a half"
         : iou > 0.29 ? "a third"
         : iou > 0.2  ? "a quarter"
                      : "a seventh";
}

void check(const std::string& aside, const std::string& corner, const std::string& larger) {
  const std::vector<std::string> choices = {"two thirds", "a half",    "less than a half",
                                            "a third",    "a quarter", "a seventh"};
  const dln::Box truth = {30, 30, 70, 70};
  const auto ask = [&](const std::string& question, const std::string& predicted,
                       const dln::Box& found) {
    const double iou = dln::iou(truth, found);
    exercise::predicted(question, predicted, choices, in_words(iou),
                        fmt::format("an IoU of {:.3f}.", iou));
  };
  ask("Half a width aside:", aside, {50, 30, 90, 70});
  ask("Half a width aside and half a height down:", corner, {50, 50, 90, 90});
  ask("Half as large again:", larger, {20, 20, 80, 80});
  exercise::comment("An IoU of 0.5 is a good deal to ask: each of the three is a miss by it.");
}
