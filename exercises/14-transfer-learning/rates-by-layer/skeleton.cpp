#include <string>
#include <vector>

// What each parameter's learning rate is multiplied by when a network is fine-tuned.
//   Paths begin with stage1, stage2, ..., stage9 or with head: "stage2.0.weight". Stages up to
//   `frozen` do not learn at all, the later ones learn with `factor`, and the head with 1.
std::vector<double> rates(const std::vector<std::string>& paths, int frozen, double factor) {
  // Your code here.
  return {};
}
