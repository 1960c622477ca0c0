// Predict, then run. The loss of two gates is L = (w - 4)², and the walk begins at w = 3.
// After twenty steps w -= rate * dL/dw, what has become of the loss? Write "falls", "stays" or
// "grows".

// With rate = 0.9:
const char* const small = "";

// With rate = 1:
const char* const middle = "";

// With rate = 1.1:
const char* const large = "";
