// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/chords.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "recon/flight/flying.hpp"
#include "recon/units/parallel.hpp"

namespace recon::flight {
namespace {

constexpr std::array<double, 4> speeds{110.0, 160.0, 220.0, 300.0};
constexpr std::array<double, 3> events{0.0, 0.5, 1.0};

constexpr std::size_t anchor = 4;

// Any aircraft of a case can fly so fast.
constexpr double unhurried = 200.0;  // m/s

/// Points of the edges that chords begin and end at. Bounded: of a ragged coast every so many-th point.
std::vector<geo::PlanePoint> ends_of(const Premises& premises, const ChordNet& net) {
  std::vector<geo::PlanePoint> points;
  for (const Premises::Zone& zone : premises.zones) {
    const geo::PlanePoint centre = zone.tip ? zone.tip->vertex : premises.aircraft[net.aircraft].place;
    const auto edge = zone.ground->edge(centre, net.radius, net.spacing);
    points.insert(points.end(), edge.begin(), edge.end());
  }
  constexpr std::size_t most = 64;
  const std::size_t every = points.size() / most + 1;
  std::vector<geo::PlanePoint> kept;
  for (std::size_t i = 0; i < points.size(); i += every) kept.push_back(points[i]);
  return kept;
}

/// Flies chords one after the other.
class Straight {
public:
  Straight(const Premises& premises, std::size_t aircraft)
      : premises_{premises}, aircraft_{aircraft}, flying_{premises} {
    flying_.all(coordinates_of({}, premises, aircraft));
  }
  const Flown& fly(const Chord& chord) {
    return flying_.changed(coordinates_of(chord, premises_, aircraft_),
                           aircraft_ * coordinates_of_aircraft(premises_.timeline), anchor);
  }

private:
  const Premises& premises_;
  std::size_t aircraft_;
  Flying flying_;
};

bool obeys(const Premises& premises, std::size_t aircraft, const Flown& seen) {
  return std::all_of(premises.terms.begin(), premises.terms.end(), [&](const Term& term) {
    return term.role == Term::Role::statement || term.aircraft != aircraft || misfit(term, seen) <= held_to;
  });
}

}  // namespace

std::vector<double> coordinates_of(const Chord& chord, const Premises& premises, std::size_t aircraft) {
  std::vector<double> x(dimension(premises), 0.0);
  const std::size_t each = coordinates_of_aircraft(premises.timeline);
  const auto place = [&](std::size_t a, const std::array<double, anchor>& state) {
    std::copy(state.begin(), state.end(), x.begin() + static_cast<std::ptrdiff_t>(a * each));
  };
  for (std::size_t a = 0; a < premises.aircraft.size(); ++a) {
    const Prior& prior = premises.aircraft[a];
    const bool still = prior.east_speed == 0.0 && prior.north_speed == 0.0;
    place(a, {prior.place.east, prior.place.north, prior.east_speed, still ? unhurried : prior.north_speed});
  }
  const double east = chord.to.east - chord.from.east, north = chord.to.north - chord.from.north;
  const double length = std::hypot(east, north);
  if (length > 0.0)
    place(aircraft, {chord.from.east + chord.event * east, chord.from.north + chord.event * north,
                     chord.speed * east / length, chord.speed * north / length});
  return x;
}

std::vector<Chord> obeying_chords(const Premises& premises, const ChordNet& net) {
  const std::vector<geo::PlanePoint> points = ends_of(premises, net);
  std::vector<std::vector<Chord>> found(points.size());
  in_parallel(points.size(), net.threads, {}, [&](std::size_t i) {
    Straight straight{premises, net.aircraft};
    for (std::size_t j = 0; j < points.size(); ++j)
      for (std::size_t k = 0; k < speeds.size() && i != j; ++k) {
        const Chord chord{points[i], points[j], speeds[k], events[(i + j + k) % events.size()]};
        if (obeys(premises, net.aircraft, straight.fly(chord))) found[i].push_back(chord);
      }
  });
  std::vector<Chord> all;
  for (const auto& some : found) all.insert(all.end(), some.begin(), some.end());
  return all;
}

Chords::Chords(const Premises& premises, const std::vector<Chord>& chords, std::size_t aircraft,
               unsigned threads)
    : flown_(chords.size()) {
  constexpr std::size_t at_once = 256;
  in_parallel((chords.size() + at_once - 1) / at_once, threads, {}, [&](std::size_t part) {
    Straight straight{premises, aircraft};
    for (std::size_t i = part * at_once; i < std::min(chords.size(), (part + 1) * at_once); ++i) {
      const Flown& seen = straight.fly(chords[i]);
      flown_[i].chord = chords[i];
      for (const Term& term : premises.terms)
        flown_[i].misfits.push_back(term.role == Term::Role::statement ? misfit(term, seen) : 0.0);
    }
  });
}

double Chords::strain(const FlownChord& flown, const Statements& statements) {
  double worst = 0.0;
  for (const std::size_t s : statements) worst = std::max(worst, flown.misfits[s]);
  return worst;
}

std::vector<Chord> Chords::best_for_each(const Statements& statements) const {
  std::vector<Chord> chords;
  if (flown_.empty()) return chords;
  for (const std::size_t s : statements) {
    const auto best =
        std::min_element(flown_.begin(), flown_.end(), [&](const FlownChord& a, const FlownChord& b) {
          if (a.misfits[s] != b.misfits[s]) return a.misfits[s] < b.misfits[s];
          return strain(a, statements) < strain(b, statements);
        });
    chords.push_back(best->chord);
  }
  return chords;
}

std::vector<Chord> Chords::by_strain(const Statements& statements) const {
  std::vector<double> strains;
  for (const FlownChord& flown : flown_) strains.push_back(strain(flown, statements));
  std::vector<std::size_t> order(flown_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return strains[a] < strains[b]; });
  std::vector<Chord> chords;
  for (const std::size_t i : order) chords.push_back(flown_[i].chord);
  return chords;
}

}  // namespace recon::flight
