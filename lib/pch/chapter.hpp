// Precompiled for the chapters' files: what nearly all of them include.
#include <fmt/format.h>

#include <algorithm>
#include <armadillo>
#include <functional>
#include <string>
#include <vector>

#include "dln/layers/dense.hpp"
#include "dln/layers/relu.hpp"
#include "dln/layers/sequential.hpp"
#include "dln/losses/softmax_cross_entropy.hpp"
#include "dln/train/classification.hpp"
#include "dln/train/prediction.hpp"
#include "program/chapter.hpp"
#include "program/compare.hpp"
#include "program/images.hpp"
