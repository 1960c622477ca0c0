const char* const nested = "masks";

const char* const crossing = "masks";

const char* const side_by_side = "both";
