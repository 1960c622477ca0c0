// Predict, then run. An image is moved to the right, and convolved with a random filter of 3
// x 3. Away from the border, what does its map do? Write "stays", "moves along" or "neither".

// The map, when the image moves by one pixel:
const char* const map = "";

// The map after max pooling of 2 x 2 with stride 2, when the image moves by two pixels:
const char* const pooled_by_two = "";

// The same, when the image moves by one pixel:
const char* const pooled_by_one = "";
