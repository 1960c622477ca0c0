#include <string>

const std::string disc = "some";
const std::string pole = "hardly any";
const std::string pole_finely = "nearly all";
