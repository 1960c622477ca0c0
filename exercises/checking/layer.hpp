/**
 * @file
 * What `./dln check FILE` asks of a layer of the reader's own.
 */
#pragma once

#include "checking/layer_check.hpp"

/** Checks the reader's layer. @param make_layer makes it @param input_shape of its input */
inline void check(exercise::MakeLayer* make_layer, dln::Shape input_shape()) {
  exercise::check_layer(make_layer, input_shape());
}
