// One trial after the other as one would write it in C++: 600 patients 1:1, control median 20.5 months, hazard ratio
// 0.7, uniform entry over 24 months, drop-out hazard 0.01, one look at 300 events, log-rank at one-sided 0.025.
//
//   g++ -O3 -march=native -o trial trial.cpp
//   ./trial 100000 1
//
// Prints one line of JSON: seconds, and how many trials crossed. Generator: xoshiro256++ of Blackman & Vigna (2019),
// seeded by SplitMix64 of Steele, Lea & Flood (2014).

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "generator.hpp"

namespace {

struct Patient {
  double entry, time, follow;
  bool treated, has_event, is_event;
};

constexpr int patients = 600, wanted = 300;
constexpr double accrual = 24, dropout = 0.01, critical = 1.959963984540054;

/// positive favours treatment
double log_rank(std::vector<Patient>& seen) {
  std::sort(seen.begin(), seen.end(), [](const Patient& a, const Patient& b) { return a.follow < b.follow; });
  double treated = 0, excess = 0, variance = 0;
  for (const Patient& one : seen) treated += one.treated;
  double left = static_cast<double>(seen.size());
  for (const Patient& one : seen) {
    if (one.is_event) {
      const double share = treated / left;
      excess += one.treated - share;
      variance += share * (1 - share);
    }
    treated -= one.treated;
    left -= 1;
  }
  return -excess / std::sqrt(variance);
}

}  // namespace

int main(int count, char** words) {
  if (count < 3) return 2;
  const long replicates = std::atol(words[1]);
  Generator random(std::strtoull(words[2], nullptr, 10));
  const double control = std::log(2.0) / 20.5;
  const double hazards[2] = {control, 0.7 * control};
  std::vector<Patient> all(patients), seen;
  std::vector<double> events;
  long crossed = 0;
  const auto started = std::chrono::steady_clock::now();
  for (long r = 0; r < replicates; r++) {
    events.clear();
    for (int i = 0; i < patients; i++) {
      Patient& one = all[i];
      one.treated = i & 1;
      one.entry = accrual * random.uniform();
      const double event = -std::log(random.uniform()) / hazards[one.treated];
      const double lost = -std::log(random.uniform()) / dropout;
      one.has_event = event <= lost;
      one.time = std::min(event, lost);
      if (one.has_event) events.push_back(one.entry + one.time);
    }
    if (static_cast<int>(events.size()) < wanted) continue;
    std::nth_element(events.begin(), events.begin() + wanted - 1, events.end());
    const double cut = events[wanted - 1];
    seen.clear();
    for (Patient& one : all) {
      if (one.entry > cut) continue;
      one.is_event = one.has_event && one.entry + one.time <= cut;
      one.follow = one.is_event ? one.time : std::min(one.time, cut - one.entry);
      seen.push_back(one);
    }
    crossed += log_rank(seen) >= critical;
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  std::printf("{\"seconds\": %.6f, \"replicates\": %ld, \"crossed\": %ld}\n", took.count(), replicates, crossed);
}
