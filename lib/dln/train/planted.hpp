/**
 * @file
 * Trainings that are ill on purpose, to see that the training doctor notices; and sound ones,
 * to see that it keeps quiet.
 */
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dln/train/diagnosis.hpp"

namespace dln::planted {

/** Ways to train that nothing is wrong with. */
enum class Sound {
  momentum,    ///< one hidden layer of ReLUs
  hinge,       ///< the same with the hinge loss
  tanh,        ///< one of tanh units
  adam,        ///< two with batch normalization, and Adam
  dropout,     ///< two with dropout
  convolution  ///< a convolution, max pooling and a dense layer
};

/** Every sound way, in order. */
std::vector<Sound> all_sound();

/** What it is called in tables. */
std::string name_of(Sound sound);

/** Trains some seconds' small network soundly on glyph digits. @return what happened */
History train_soundly(Sound sound, std::uint64_t seed);

/** Trains one that has this one illness. @return what happened, up to where it diverged if it
 * did */
History train_ill(Illness illness, std::uint64_t seed);

}  // namespace dln::planted
