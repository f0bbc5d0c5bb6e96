// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "recon/assess/given.hpp"
#include "recon/flight/whereabouts.hpp"

/// How the margin of one claim in one zone spreads, by one border version. Every way of measuring
/// ends in the same summary; docs/method/answers.md has each formula.
namespace recon::assess {

struct Spread {
  Probability inside;
  Interval<Length> margin{};      // 5 %, 50 %, 95 %
  std::optional<Length> nominal;  // where the claim names one margin
  Length sigma;                   // of claim and border together
  std::optional<Angle> azimuth;   // towards the nearest edge, at the nominal position
  std::vector<Length> dots;       // 2.5 %, 7.5 %, ... 97.5 %
  bool at_least = false;
  bool known = true;    // false: beyond the data of this version
  bool carried = true;  // false: no place in this version fits the claim
};

/// Margins before border error, the border's offset still to be added draw by draw, unless included.
/// When every margin is further from zero than its draw can move it, `draws` hold a subset and
/// `all_on_one_side` says so: the count is then exact for all draws (a margin is 1-Lipschitz).
struct Sample {
  std::vector<double> margins;
  std::optional<double> nominal;
  std::optional<Angle> azimuth;
  bool at_least = false, known = true, carried = true, all_on_one_side = false;
  bool border_included = false;  // margins of drawn lines: no offset is still to be added
};
[[nodiscard]] Spread summed_up(const Sample& sample, const std::vector<double>& border_offsets);

/// The side of every draw, for comparing two runs draw by draw.
[[nodiscard]] std::vector<bool> sides_of_draws(const Sample& sample,
                                               const std::vector<double>& border_offsets);

/// A zone by one version, with its border's error: the drawn lines where there are any, for claims that
/// name a place; an offset along the normal for those that name none.
struct Against {
  const geo::Zone& zone;
  const DrawnZone* drawn;  // nullptr: no error of a border moves the zone
  const std::vector<double>& offsets;
};

/// Drawn positions against a zone, draw by draw on the line of that draw.
[[nodiscard]] Sample measure(const flight::Whereabouts& where, bool has_nominal, const Against& against);

/// Drawn positions against a zone.
[[nodiscard]] Sample measure(const flight::Whereabouts& where, bool has_nominal, const geo::Zone& zone,
                             const std::vector<double>& border_offsets);

/// A length with the claim's own error (flat within its bounds, Gaussian beyond), draw by draw, in
/// metres. A bound that is open is drawn at its finite end.
[[nodiscard]] std::vector<double> drawn_lengths(const normalise::ReadClaim& claim,
                                                const Interval<Length>& length, const Settings& settings);

/// A depth somewhere between nothing and a greatest one (half a length, half of speed times time).
[[nodiscard]] std::vector<double> drawn_up_to(const normalise::ReadClaim& claim,
                                              const Interval<Length>& greatest, const Settings& settings);

/// Positions at a drawn distance from a vertex, in any direction that this version counts as inside.
/// Where no direction is inside, the direction that comes nearest; `carried` is then false.
[[nodiscard]] Sample measure_from_vertex(const normalise::ReadClaim& claim,
                                         const normalise::DepthInside& depth, const Against& against,
                                         const Settings& settings);

}  // namespace recon::assess
