/**
 * @file
 * All that the exercises' checks share.
 */
#pragma once

#include "checking/counted.hpp"
#include "checking/images.hpp"
#include "checking/judge.hpp"
#include "checking/prediction.hpp"
#include "checking/question.hpp"
#include "checking/training.hpp"
