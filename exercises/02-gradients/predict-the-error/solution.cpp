const double forward_gain = 10;

const double centred_gain = 100;

const char* const below_1e_8 = "larger";
