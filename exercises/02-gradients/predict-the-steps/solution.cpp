const char* const small = "falls";

const char* const middle = "stays";

const char* const large = "grows";
