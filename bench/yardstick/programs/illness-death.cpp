// The model of scenarios/benchmark.yaml as one would write it in C++: patient by patient, in one loop.
//
//   g++ -O3 -march=native -o illness-death illness-death.cpp
//   ./illness-death 4194304 1
//
// Prints one line of JSON: seconds of the simulation alone, and for each path and endpoint the patients and how many
// of them had their event by each whole month. Generator: xoshiro256++ of Blackman & Vigna (2019), seeded by
// SplitMix64 of Steele, Lea & Flood (2014).

#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "generator.hpp"

namespace {

constexpr double horizon = 120;
constexpr int rows_per_month = 32;
constexpr int rows = 120 * rows_per_month + 1;

struct Weibull {
  double inverse_shape, scale;
  double operator()(Generator& random) const {
    return scale * std::pow(-std::log(random.uniform()), inverse_shape);
  }
};

struct Exponential {
  double mean;
  double operator()(Generator& random) const { return -std::log(random.uniform()) * mean; }
};

struct Path {
  Weibull progression;
  Exponential death;
  Weibull after_progression;
};

const Path paths[2] = {
    {{1 / 0.9, 34}, {1 / 0.002}, {1 / 1.3, 28}},    // completing
    {{1 / 0.95, 20}, {1 / 0.006}, {1 / 1.2, 20}},   // not completing
};

struct Counts {
  // row r counts the times in ((r - 1) / 32, r / 32]; the last row what is after the horizon
  std::vector<std::uint32_t> overall = std::vector<std::uint32_t>(rows + 1);
  std::vector<std::uint32_t> progression_free = std::vector<std::uint32_t>(rows + 1);
  std::uint64_t patients = 0;
  std::uint64_t toxicity = 0;
};

int row_of(double time) {
  return time <= horizon ? static_cast<int>(std::ceil(time * rows_per_month)) : rows;
}

void simulate(Generator& random, std::uint64_t patients, Counts (&counts)[2]) {
  for (std::uint64_t i = 0; i < patients; ++i) {
    const int which = random.uniform() <= 0.491 ? 0 : 1;
    const Path& path = paths[which];
    Counts& count = counts[which];
    ++count.patients;
    count.toxicity += random.uniform() <= 0.224;
    const double progression = path.progression(random);
    const double death = path.death(random);
    if (death <= progression) {
      const int row = row_of(death);
      ++count.progression_free[row];
      ++count.overall[row];
    } else {
      ++count.progression_free[row_of(progression)];
      // nobody asks what happens after the horizon
      ++count.overall[progression <= horizon ? row_of(progression + path.after_progression(random)) : rows];
    }
  }
}

void print_by_month(const char* name, const std::vector<std::uint32_t>& counts) {
  std::printf("\"%s\":[", name);
  std::uint64_t events = 0;
  for (int row = 0; row < rows; ++row) {
    events += counts[row];
    if (row % rows_per_month == 0) std::printf("%s%llu", row ? "," : "", static_cast<unsigned long long>(events));
  }
  std::printf("]");
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t patients = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 4194304;
  const std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  Generator random(seed);
  {
    Counts warm_up[2];
    simulate(random, 262144, warm_up);
  }
  Counts counts[2];
  const auto start = std::chrono::steady_clock::now();
  simulate(random, patients, counts);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  std::printf("{\"seconds\":%.9f,\"paths\":[", taken.count());
  for (int which = 0; which < 2; ++which) {
    const Counts& count = counts[which];
    std::printf("%s{\"patients\":%llu,\"toxicity\":%llu,", which ? "," : "",
                static_cast<unsigned long long>(count.patients),
                static_cast<unsigned long long>(count.toxicity));
    print_by_month("OS", count.overall);
    std::printf(",");
    print_by_month("PFS", count.progression_free);
    std::printf("}");
  }
  std::printf("]}\n");
}
