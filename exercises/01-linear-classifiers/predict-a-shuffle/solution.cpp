const char* const same_order = "same";

const char* const own_orders = "guessing";

const char* const two_templates = "same";
