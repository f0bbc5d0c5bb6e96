// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "recon/flight/premises.hpp"
#include "recon/flight/tempering.hpp"

/// Contradiction, measured. The strain of a set of claims is the least, over all flyable flights, of the
/// worst misfit of any of them, in units of the error its maker could have made. It has no prior and no
/// volume. Structure and envelope are held at one sigma: physics is not for bargaining.
namespace recon::flight {

struct Search {
  std::size_t particles = 1000;
  std::size_t runs = 4;
  double chord_spacing = 200.0;    // m, of the ends of the straight flights that seed the search
  double chord_radius = 10'000.0;  // m about the tip, else about the place
  double enough = 0.0;             // the search ends when a flight this good is found
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
  double spread = 0.0;  // between runs
  std::string
      certificate;  // why it cannot be less: "depth is at most half the length"; empty without a proof
  Witness witness;
  std::size_t evaluations = 0;
};

/// The least strain of a subset of the statements (indices of terms); all others of role statement are left
/// out.
[[nodiscard]] Strain strain(const Premises& premises, const std::vector<std::size_t>& statements,
                            const Search& search, const std::stop_token& stop);

/// The first strain at which words call it a contradiction.
inline constexpr double contradiction = 3.0;

struct ConflictSet {
  std::vector<std::size_t> statements;
  Strain strain;
};

/// What many premises have in common, searched once: the straight flights that obey what is held, and the
/// strain of sets of statements that stand in more than one reading. Terms are known again by Term::same.
/// Safe to use from several threads.
///   (1) which premises ask first, and what else was asked, changes no number
class Common {
public:
  Common();
  ~Common();
  Common(const Common&) = delete;
  Common& operator=(const Common&) = delete;
  Common(Common&&) = delete;
  Common& operator=(Common&&) = delete;
  struct Known;
  [[nodiscard]] Known& known() const { return *known_; }

private:
  std::unique_ptr<Known> known_;
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
                              std::size_t most = 8, const Common* common = nullptr,
                              FoundBefore* before = nullptr);
[[nodiscard]] std::vector<ConflictSet> conflict_sets(const Premises& premises, const Search& search,
                                                     const std::stop_token& stop, std::size_t most = 8);

/// The strain of a subset, looked up where it is known already.
[[nodiscard]] Strain strain(const Premises& premises, const std::vector<std::size_t>& statements,
                            const Search& search, const std::stop_token& stop, const Common& common);

/// Flights that fit some terms of the premises, all others left out (tempering.hpp); drawn once for all
/// premises that have these terms in common.
[[nodiscard]] std::shared_ptr<const Drawn> draw_with(const Premises& premises,
                                                     const std::vector<std::size_t>& terms,
                                                     const Tempering& settings, const std::stop_token& stop,
                                                     const Common& common);

/// The same, starting from flights that fit `base`, some of the terms, which other premises have in common
/// with these.
[[nodiscard]] std::shared_ptr<const Drawn> draw_from(const Premises& premises,
                                                     const std::vector<std::size_t>& base,
                                                     const std::vector<std::size_t>& terms,
                                                     const Tempering& settings, const std::stop_token& stop,
                                                     const Common& common);

/// What a statement would have had to say: 5 %, 50 %, 95 % of the figure over the flights that fit all
/// others (a cloud drawn without it); and how unusual the printed figure is among them, each read as its
/// maker reads it, with rounding and error.
struct WouldHaveRead {
  std::size_t statement = 0;
  Interval<double> figure{};     // base units
  double typicality = 1.0;       // two-sided share of flights that would show a figure as far out
  double low = 0.0, high = 1.0;  // Wilson (1927), 95 %, at the effective number
  double effective = 0.0;        // flights that the shares are worth
  bool none = false;             // no flight does: typicality is then 1 / effective, an upper bound
};

/// `cloud`: flights that fit all terms but `statement`, whose cell and error the figure is read with.
/// `speed_prior` widens the prior speeds that the cloud was drawn with, by weights: how much the answer
/// hangs on them.
[[nodiscard]] WouldHaveRead would_have_read(const Premises& premises, std::size_t statement,
                                            const Cloud& cloud, std::uint64_t seed, double speed_prior = 1.0);

}  // namespace recon::flight
