// Precompiled for the exercises' checks, so that an answer is judged within a second or two of
// being saved.
#include <fmt/format.h>

#include <algorithm>
#include <armadillo>
#include <array>
#include <cmath>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "checking/checking.hpp"
#include "checking/layer_check.hpp"
#include "dln/gradcheck/check.hpp"
