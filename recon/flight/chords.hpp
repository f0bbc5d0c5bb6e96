// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "recon/flight/misfits.hpp"
#include "recon/flight/premises.hpp"

/// Straight flights between points of a zone's edge, which seed every search: inner to recon/flight.
namespace recon::flight {

/// A straight flight at constant speed that passes `from` and `to`; time zero falls at the share `event` of
/// the way between them.
struct Chord {
  geo::PlanePoint from, to;
  double speed = 200.0, event = 0.5;
};

/// The coordinates of flights of which one aircraft's is a chord and the others' are straight through where
/// they were before a word was said, all without noise.
[[nodiscard]] std::vector<double> coordinates_of(const Chord& chord, const Premises& premises,
                                                 std::size_t aircraft = 0);

/// Which chords are tried: of one aircraft, their ends so many metres apart, within a radius about the tip,
/// else about the place.
struct ChordNet {
  std::size_t aircraft = 0;
  double spacing = 200.0, radius = 10'000.0;  // m
  unsigned threads = 0;                       // never changes a number
};

/// Those that structure and envelope of the aircraft allow.
[[nodiscard]] std::vector<Chord> obeying_chords(const Premises& premises, const ChordNet& net);

/// Chords with the misfit of every statement: flown once, asked for any set.
class Chords {
public:
  Chords(const Premises& premises, const std::vector<Chord>& chords, std::size_t aircraft, unsigned threads);

  /// All chords by their strain for some statements, the best first.
  [[nodiscard]] std::vector<Chord> by_strain(const Statements& statements) const;

  /// Per statement the chord that misses it least; of several, that with the least strain for all of them.
  [[nodiscard]] std::vector<Chord> best_for_each(const Statements& statements) const;

private:
  struct FlownChord {
    Chord chord;
    std::vector<double> misfits;  // per term; of statements only
  };
  [[nodiscard]] static double strain(const FlownChord& flown, const Statements& statements);
  std::vector<FlownChord> flown_;
};

}  // namespace recon::flight
