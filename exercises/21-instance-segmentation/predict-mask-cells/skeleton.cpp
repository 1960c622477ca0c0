// Predict, then run. A disc of 96 pixels in diameter is written into cells that divide its box:
// a cell is in if at least half of it is. Then the cells are read back as a mask.

// With one cell, the IoU of that mask with the disc:
const double one_cell = 0;

// With 8 x 8 cells:
const double eight_cells = 0;

// With 16 x 16 cells instead of 8 x 8, the part that is missing, 1 - IoU, becomes smaller by a
// factor of (1.5 times too much or too little is near enough):
const double from_eight_to_sixteen = 0;
