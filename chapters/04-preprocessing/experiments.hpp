// The experiments of chapter 04, in the book's order. The page is book/04-preprocessing.md.
#pragma once

#include "dln/data/preprocessor.hpp"
#include "program/chapter.hpp"
#include "program/images.hpp"

namespace chapter {

// cloud.cpp
/** A cloud of points in the plane, centred, turned and whitened, with its covariance at each
 * stage. */
dln::program::Report transform_cloud(const dln::program::Options& options);

// images.cpp
/** Images rebuilt from few components, and whitened images. */
dln::program::Report rebuild_images(const dln::program::Images& images);

// constants.cpp
/** The constant that whitening needs: too small, and noise is blown up. */
dln::program::Report sweep_epsilon(const dln::program::Images& images,
                                   const dln::program::Options& options);
/** What is chosen with a look at the judges, against what is chosen without. */
dln::program::Report leak_statistics(const dln::program::Options& options);

// worth.cpp
/** Each kind of preprocessing before the same classifier, on images and on features of
 * different units. */
dln::program::Report compare_kinds(const dln::program::Images& images,
                                   const dln::program::Options& options);

}  // namespace chapter
