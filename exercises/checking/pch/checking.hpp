// Precompiled for the exercises' checks, so that an answer is judged within a second or two of being saved.
#include <armadillo>
#include <functional>
#include <string>
#include <vector>

#include "dln/gradcheck/check.hpp"
