// Precompiled for all test files: the headers that take longest to read.
#include <fmt/format.h>

#include <armadillo>
#include <boost/test/unit_test.hpp>
#include <functional>
#include <string>
#include <vector>
