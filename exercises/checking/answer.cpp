// What the runner builds: the check of an exercise around the reader's answer, or of a layer of the reader's own. The
// runner writes answer.hpp into the build folder.
#include "answer.hpp"
