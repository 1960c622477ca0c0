const char* const moved_by_a_place = "follow";

const char* const moved_by_half_a_place = "differ";

const char* const twice_as_large = "differ";
