const double mean_of_sum = 100;
const double spread_of_sum = 10;
