const double one_cell = 0.79;

const double eight_cells = 0.95;

const double from_eight_to_sixteen = 2;
