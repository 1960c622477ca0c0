#include <string>
#include <vector>

std::vector<double> rates(const std::vector<std::string>& paths, int frozen, double factor) {
  std::vector<double> result;
  for (const std::string& path : paths)
    if (path.substr(0, 5) == "stage")
      result.push_back(path[5] - '0' <= frozen ? 0 : factor);
    else
      result.push_back(1);
  return result;
}
