#include "checking/checking.hpp"

namespace {

using Answer = arma::mat(const arma::mat&, const arma::mat&);

void check(Answer* squared_distances, const char* file) {
  const arma::mat train = {{0, 3, 1}, {0, 4, 1}};
  const arma::mat test = {{0, 1}, {0, 0}};
  const arma::mat expected = {{0, 1}, {25, 20}, {2, 1}};
  exercise::compare("squared_distances from (0,0) and (1,0) to (0,0), (3,4) and (1,1):", expected,
                    squared_distances(train, test),
                    {{expected.t(), "It is transposed: one row a training example, one column a test example."},
                     {arma::sqrt(expected), "Those are the distances; their squares are asked for."},
                     {expected + train.t() * test, "The mixed term is 2 aᵀb: a factor of 2 is missing."}});
  exercise::expect_no_loop(file);
}

}  // namespace

#ifdef ANSWER
namespace answer {
#include ANSWER
}
static const exercise::Exercise registration("distances",
                                             {{"answer", [] { check(answer::squared_distances, ANSWER); }}});
#else
namespace skeleton {
#include "skeleton.cpp"
}
namespace solution {
#include "solution.cpp"
}
namespace transposed {
#include "wrong-transposed.cpp"
}
namespace root {
#include "wrong-root.cpp"
}
namespace product {
#include "wrong-product.cpp"
}
namespace loops {
#include "wrong-loops.cpp"
}
static const std::string folder = EXERCISES_FOLDER "/01-linear-classifiers/distances";
static const exercise::Exercise registration(
    "distances",
    {{"skeleton", [] { check(skeleton::squared_distances, ""); }, "expected a result of 3 x 2, got one of 0 x 0"},
     {"solution", [] { check(solution::squared_distances, (folder + "/solution.cpp").c_str()); }},
     {"transposed", [] { check(transposed::squared_distances, ""); }, "expected a result of 3 x 2, got one of 2 x 3"},
     {"root", [] { check(root::squared_distances, ""); }, "their squares are asked for"},
     {"product", [] { check(product::squared_distances, ""); }, "a factor of 2 is missing"},
     {"loops", [] { check(loops::squared_distances, (folder + "/wrong-loops.cpp").c_str()); }, "there is a loop"}});
#endif
