const double pixels = 170;
const double overlap = 500;
