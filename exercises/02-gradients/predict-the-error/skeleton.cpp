// Predict, then run. The derivative of exp at 1 is found by differences, with h = 0.01 and then
// with h = 0.001, ten times smaller. How many times smaller does the error become? (10, 100,
// 1000, say.)

// By forward differences, (f(x + h) - f(x)) / h:
const double forward_gain = 0;

// By centred differences, (f(x + h) - f(x - h)) / 2h:
const double centred_gain = 0;

// And from h = 1e-8 to h = 1e-11, does the error of centred differences become smaller? Write
// "smaller" or "larger".
const char* const below_1e_8 = "";
