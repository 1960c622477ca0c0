#include <string>

const std::string four_by_two = "even";
const std::string three_by_two = "uneven";
const std::string six_by_four = "uneven";
const int most_of_five_by_two = 9;
