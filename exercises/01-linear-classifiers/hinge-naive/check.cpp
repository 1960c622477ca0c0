#include "checking/checking.hpp"

namespace {

using Answer = double(const arma::vec&, arma::uword, double);

arma::mat number(double value) { return arma::mat(1, 1, arma::fill::value(value)); }

void check(Answer* hinge_loss) {
  exercise::compare("hinge_loss of 13, -7, 11, the first right, margin 10:", 8, hinge_loss({13, -7, 11}, 0, 10),
                    {{number(18), "The right class must not count: it always adds the margin, here 10."},
                     {number(-2), "A class that is far enough away must count 0, not less: where is max(0, ...)?"},
                     {number(0), "Still nothing: is the sum returned, and the margin the one that was given?"}});
  exercise::compare("hinge_loss of -2.85, 0.86, 0.28, the third right, margin 1:", 1.58,
                    hinge_loss({-2.85, 0.86, 0.28}, 2, 1));
  exercise::compare("hinge_loss of ten equal scores, margin 1:", 9, hinge_loss(arma::vec(10), 4, 1));
}

}  // namespace

#ifdef ANSWER
namespace answer {
#include ANSWER
}
static const exercise::Exercise registration("hinge-naive", {{"answer", [] { check(answer::hinge_loss); }}});
#else
namespace skeleton {
#include "skeleton.cpp"
}
namespace solution {
#include "solution.cpp"
}
namespace own_class {
#include "wrong-own-class.cpp"
}
namespace no_max {
#include "wrong-no-max.cpp"
}
namespace margin {
#include "wrong-margin.cpp"
}
static const exercise::Exercise registration(
    "hinge-naive",
    {{"skeleton", [] { check(skeleton::hinge_loss); }, "Still nothing"},
     {"solution", [] { check(solution::hinge_loss); }},
     {"own-class", [] { check(own_class::hinge_loss); }, "The right class must not count"},
     {"no-max", [] { check(no_max::hinge_loss); }, "where is max(0, ...)?"},
     {"margin", [] { check(margin::hinge_loss); }, "is the sum returned, and the margin the one that was given?"}});
#endif
