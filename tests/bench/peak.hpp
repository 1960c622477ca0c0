/**
 * @file
 * The machine's limit, measured.
 */
#pragma once

namespace dln::bench {

/** The most multiply-adds that all threads have reached together; the limit that every path is
 * held against. */
class Peak {
 public:
  /** Warms the machine up for a few tenths of a second, and measures. */
  Peak();
  /** Measures again for some milliseconds and keeps the maximum; called between the cases. */
  void measure();
  /** Floating-point operations a second (float; a multiply-add counts two). */
  [[nodiscard]] double flops() const { return flops_; }

 private:
  double flops_ = 0;
};

}  // namespace dln::bench
