#include <string>

// Predict, then run. Whitening is fitted to 50 examples of 60 features, standard Gaussian
// numbers, with a constant of 1e-9 under the root. How large is the mean of the squares of what
// comes out? Write "about 1" (0.3 to 3) or "above 1000".

// For the 50 examples that it was fitted to:
const std::string variance_of_training = "";

// For 50 new examples of the same kind:
const std::string variance_of_new = "";

// For the new ones, with a constant of 1:
const std::string with_a_larger_constant = "";
