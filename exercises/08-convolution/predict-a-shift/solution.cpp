const char* const map = "moves along";

const char* const pooled_by_two = "moves along";

const char* const pooled_by_one = "neither";
