#include "checking/checking.hpp"

namespace {

using Answer = int(int, int, int, int);

arma::mat number(double value) { return arma::mat(1, 1, arma::fill::value(value)); }

void check(Answer* output_size, Answer* left_over) {
  exercise::compare(
      "output_size of 7 pixels, a window of 3, stride 1, no padding:", 5, output_size(7, 3, 1, 0),
      {{number(0), "Still nothing. Put the window at the left end: how many steps can it take from there?"},
       {number(4), "Those are the steps; the place where the window starts counts, too: + 1."},
       {number(7), "Without padding the window cannot stand centred on the border: it needs room."},
       {number(3), "Half of the room? The stride is 1 here, and it is what one divides by."}});
  exercise::compare("output_size of 7 pixels, a window of 3, stride 1, padding 1:", 7, output_size(7, 3, 1, 1),
                    {{number(6), "The padding is counted once; it is at both ends."},
                     {number(5), "The padding is not counted."},
                     {number(3), "Padding takes nothing away: it makes the image longer."}});
  exercise::compare("output_size of 19 pixels, a window of 3, stride 4, no padding:", 5, output_size(19, 3, 4, 0),
                    {{number(9), "The 2 in the formula belongs to the padding; divide by the stride."},
                     {number(17), "The stride is not used: the window moves 4 pixels a step."},
                     {number(4), "Is + 1 inside the division? The first place is not a step."}});
  exercise::compare("output_size of 20 pixels, a window of 3, stride 4, no padding:", 5, output_size(20, 3, 4, 0),
                    {{number(6), "Rounded up: the last window would hang over the end of the image. Round down."}});
  exercise::compare("output_size of 227 pixels, a window of 11, stride 4, no padding:", 55, output_size(227, 11, 4, 0));
  exercise::compare("output_size of 12 pixels, a window of 5, stride 3, padding 2:", 4, output_size(12, 5, 3, 2),
                    {{number(7), "The zeros belong to the image: add them before you divide by the stride."}});
  exercise::compare("output_size of 3 pixels, a window of 5, stride 2, padding 1:", 1, output_size(3, 5, 2, 1),
                    {{number(0), "With its padding the image is 5 pixels long, and a window of 5 just fits."}});
  exercise::compare("output_size of 4 pixels, a window of 5, stride 2, no padding:", 0, output_size(4, 5, 2, 0),
                    {{number(1),
                      "A window of 5 does not fit into 4 pixels. C++ rounds -1 / 2 towards 0, not down, so this case\n"
                      "needs a line of its own."}});
  exercise::compare("output_size of 2 pixels, a window of 9, stride 1, no padding:", 0, output_size(2, 9, 1, 0),
                    {{number(-6), "A number of places is never below 0."}});
  exercise::compare(
      "left_over of 20 pixels, a window of 3, stride 4, no padding:", 1, left_over(20, 3, 4, 0),
      {{number(-1),
        "Now the second function. The last window begins at (output_size - 1) * stride: where does it end?"},
       {number(0), "The windows begin at 0, 4, 8, 12 and 16; the last one ends before pixel 19, the image before 20."},
       {number(4), "From the beginning of the last window to the end are 4 pixels; the window itself covers 3."},
       {number(3), "Those are the pixels that are missing for one more window, not the ones left over."}});
  exercise::compare("left_over of 11 pixels, a window of 3, stride 5, padding 1:", 0, left_over(11, 3, 5, 1),
                    {{number(-2), "The zeros count, too: the padded image is 13 pixels long."},
                     {number(-1), "The zeros at both ends count: the padded image is 13 pixels long."},
                     {number(3), "The zeros count, too: the padded image is 13 pixels long."}});
  exercise::compare("left_over of 11 pixels, a window of 4, stride 3, padding 2:", 2, left_over(11, 4, 3, 2));
}

}  // namespace

#ifdef ANSWER
namespace answer {
#include ANSWER
}
static const exercise::Exercise registration("output-size",
                                             {{"answer", [] { check(answer::output_size, answer::left_over); }}});
#else
namespace skeleton {
#include "skeleton.cpp"
}
namespace solution {
#include "solution.cpp"
}
namespace padding_once {
#include "wrong-padding-once.cpp"
}
namespace plus_one {
#include "wrong-plus-one.cpp"
}
namespace up {
#include "wrong-up.cpp"
}
namespace halved {
#include "wrong-halved.cpp"
}
namespace too_large {
#include "wrong-too-large.cpp"
}
namespace left_over {
#include "wrong-left-over.cpp"
}
static const exercise::Exercise registration(
    "output-size",
    {{"skeleton", [] { check(skeleton::output_size, skeleton::left_over); }, "Still nothing"},
     {"solution", [] { check(solution::output_size, solution::left_over); }},
     {"padding-once", [] { check(padding_once::output_size, padding_once::left_over); }, "The padding is counted once"},
     {"plus-one", [] { check(plus_one::output_size, plus_one::left_over); },
      "the place where the window starts counts, too"},
     {"up", [] { check(up::output_size, up::left_over); }, "Round down"},
     {"halved", [] { check(halved::output_size, halved::left_over); }, "it is what one divides by"},
     {"too-large", [] { check(too_large::output_size, too_large::left_over); },
      "A window of 5 does not fit into 4 pixels"},
     {"left-over", [] { check(left_over::output_size, left_over::left_over); }, "The zeros count, too"}});
#endif
