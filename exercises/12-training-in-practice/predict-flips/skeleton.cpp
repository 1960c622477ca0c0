#include <string>

// Predict, then run. Four weaves: "along" (level stripes), "across" (upright ones), "rising"
// and "falling" (on the two diagonals). What does each change make of a patch? Answer with one
// of the four words.

// A rising patch, mirrored left to right:
const std::string rising_mirrored = "";

// An along patch, mirrored left to right:
const std::string along_mirrored = "";

// An across patch, turned by a quarter:
const std::string across_turned = "";

// A falling patch, turned by a half:
const std::string falling_turned_twice = "";
