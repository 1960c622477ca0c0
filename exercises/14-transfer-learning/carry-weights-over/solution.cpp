#include <armadillo>
#include <map>
#include <string>

using Parameters = std::map<std::string, arma::mat>;

Parameters carry_over(const Parameters& pretrained, const Parameters& fresh) {
  Parameters result = fresh;
  for (auto& [name, value] : result) {
    const auto known = pretrained.find(name);
    if (known != pretrained.end() && arma::size(known->second) == arma::size(value))
      value = known->second;
  }
  return result;
}
