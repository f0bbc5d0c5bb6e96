// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <stop_token>
#include <string>
#include <vector>

#include "recon/flight/misfits.hpp"
#include "recon/flight/premises.hpp"

/// Contradiction, measured. The strain of a set of claims is the least, over all flyable flights, of the
/// worst misfit of any of them, in units of the error its maker could have made. It has no prior and no
/// volume. Structure and envelope are held at one sigma: physics is not for bargaining.
namespace recon::flight {

struct Common;

/// Descents come first; a cloud of flights is searched (level_sampler.hpp)
/// where they end farther off than `trusted_to`: only then is there a contradiction to be doubted.
struct Search {
  std::size_t particles = 1000;
  std::size_t runs = 4;
  std::size_t descents = 10;       // from so many straight flights, unlike each other,
  std::size_t nudges = 24;         // then so many times from the best, moved a little at random
  double chord_spacing = 200.0;    // m, of the ends of the straight flights that seed the search
  double chord_radius = 10'000.0;  // m about the tip, else about the place
  double enough = 0.0;             // the search ends when a flight this good is found
  double trusted_to = 0.0;
  std::uint64_t seed = 20151124;
  unsigned threads = 0;  // never changes a number
};

/// A flight that comes closest, with what it shows for each term.
struct Witness {
  FlightSet set;
  std::vector<double> shown;    // per term of the premises: the figure this flight shows
  std::vector<double> misfits;  // per term
  std::vector<double> coordinates;
};

struct Strain {
  double upper = 0.0;   // reached by the witness
  double lower = 0.0;   // proved by closed form; 0 where nothing is proved
  double spread = 0.0;  // between runs of the level sampler
  std::string
      certificate;  // why it cannot be less: "depth is at most half the length"; empty without a proof
  Witness witness;
  std::size_t evaluations = 0;
};

/// The least strain of a subset of the statements (indices of terms); all others of role statement are left
/// out.
[[nodiscard]] Strain strain(const Premises& premises, const Statements& statements, const Search& search,
                            const std::stop_token& stop);

/// All terms of role statement.
[[nodiscard]] Statements all_statements(const Premises& premises);

/// The first strain at which words call it a contradiction.
inline constexpr double contradiction = 3.0;

struct ConflictSet {
  Statements statements;
  Strain strain;
};

/// Coordinates of flights that searches found for other readings of the same account: tried first, and added
/// to. What a search finds then hangs on the order of the readings, so readings that share a list are judged
/// one after the other.
using FoundBefore = std::vector<std::vector<double>>;

/// The strain of all statements, and every inclusion-minimal set of them that no flight satisfies, by
/// increasing size; of more than `most` statements those that the closest flight misses most are tried in all
/// combinations. A set is searched until a flight satisfies it within `contradiction`.
///   (1) strain never falls when a claim is added, and never rises when a cell is widened
struct Judgement {
  Strain together;
  std::vector<ConflictSet> conflicts;
};
[[nodiscard]] Judgement judge(const Premises& premises, const Search& search, const std::stop_token& stop,
                              std::size_t most = 8, Common* common = nullptr, FoundBefore* before = nullptr);
[[nodiscard]] std::vector<ConflictSet> conflict_sets(const Premises& premises, const Search& search,
                                                     const std::stop_token& stop, std::size_t most = 8);

}  // namespace recon::flight
