// Precompiled for the library's and the tests' files: the headers that take longest to read.
#include <fmt/format.h>

#include <algorithm>
#include <armadillo>
#include <functional>
#include <string>
#include <vector>
