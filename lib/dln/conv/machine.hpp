/**
 * @file
 * What this machine can do at best, measured: the two limits under which every convolution
 * runs.
 */
#pragma once

namespace dln::conv {

/**
 * Floating-point operations a second that all threads reach together in multiply-adds of floats
 * that never leave the registers. The largest of several short runs; a machine that was asleep
 * takes some to wake up.
 * @return operations a second, two for each multiply-add
 */
double peak_flops();

/**
 * Bytes a second that all threads read together from an array much larger than the caches.
 * @return bytes a second
 */
double memory_bandwidth();

}  // namespace dln::conv
