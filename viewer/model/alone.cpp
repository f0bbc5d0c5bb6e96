// SPDX-License-Identifier: Apache-2.0
#include "viewer/model/alone.hpp"

#include <algorithm>
#include <cmath>

#include "recon/normalise/errors.hpp"

namespace recon::viewer {
namespace {

/// 95 % of a normal distribution lie within so many sigmas.
constexpr double sigmas_95 = 1.959963984540054;

/// A bearing without a distance is drawn as far as a radar of unknown site is taken to see.
constexpr Length as_far_as_needed = kilometres(100);

struct Distances {
  Length nearest, furthest;
};

Distances widened(const Interval<Length>& said, const normalise::Error& error, Length more = metres(0)) {
  const double sigma = std::hypot(in_metres(normalise::total(error)), in_metres(more) / sigmas_95);
  const Length by = metres(sigmas_95 * sigma);
  return {std::max(metres(0), said.lowest - by), said.highest + by};
}

/// A zone as the map draws it: the land of a state, or the limit that is given by distance.
Alone::Band band_of(const report::View& view, const std::string& zone_id, Distances distances,
                    Alone::Band::Where where) {
  Alone::Band band{.nearest = distances.nearest, .furthest = distances.furthest, .where = where};
  const incident::Zone* zone = incident::find(view.inquiry.incident.zones, zone_id);
  const auto* land = zone == nullptr ? nullptr : std::get_if<incident::Land>(&zone->shape);
  if (land != nullptr)
    band.state = land->state.text;
  else
    band.zone = zone_id;
  return band;
}

struct Drawn {
  const report::View& view;
  const normalise::ReadClaim& claim;
  Alone& alone;

  void operator()(const normalise::FromEdge& edge) const {
    Distances distances = widened(edge.distance, claim.error);
    if (edge.along_course) distances.nearest = metres(0);  // the shortest way may be anything up to that
    const auto where = !edge.side                                             ? Alone::Band::Where::either
                       : *edge.side == incident::DistanceClaim::Where::inside ? Alone::Band::Where::inside
                                                                              : Alone::Band::Where::outside;
    alone.band = band_of(view, edge.zone, distances, where);
  }
  void operator()(const normalise::DepthInside& depth) const {
    const Distances distances = widened(depth.depth, claim.error);
    if (depth.measured == incident::DepthClaim::How::from_vertex && depth.vertex)
      alone.ring = Alone::Ring{*depth.vertex, distances.nearest, distances.furthest, std::nullopt,
                               band_of(view, depth.zone, distances, Alone::Band::Where::inside).state};
    else if (depth.measured == incident::DepthClaim::How::nearest_edge)
      alone.band = band_of(view, depth.zone, distances, Alone::Band::Where::inside);
  }
  void operator()(const normalise::FromLandmark& from) const {
    const Distances distances = widened(from.distance, claim.error, from.from_accuracy);
    alone.ring = Alone::Ring{from.from, distances.nearest, distances.furthest, std::nullopt, {}};
  }
  void operator()(const normalise::Radial& radial) const {
    const Distances distances = radial.distance ? widened(*radial.distance, claim.error, radial.from_accuracy)
                                                : Distances{metres(0), as_far_as_needed};
    const Angle by = sigmas_95 * claim.error.direction;
    alone.ring = Alone::Ring{
        radial.from,
        distances.nearest,
        distances.furthest,
        Interval<Angle>{radial.azimuth.lowest - by, radial.azimuth.stated, radial.azimuth.highest + by},
        {}};
  }
  template <class Other>
  void operator()(const Other& /*no distance*/) const {}
};

}  // namespace

const normalise::ReadClaim* read_claim_of(const report::View& view, const Leaf& leaf) {
  const normalise::ReadClaim* any = nullptr;
  for (const normalise::ReadClaim& read : view.inquiry.normalised.claims) {
    if (read.claim != leaf.reading.claim) continue;
    if (any == nullptr) any = &read;
    // A finding may take options of other claims too; those of this one say which reading it is.
    if (leaf.finding != nullptr &&
        std::all_of(read.reading.begin(), read.reading.end(), [&](const normalise::OptionTaken& taken) {
          const auto& all = leaf.finding->reading;
          return std::find(all.begin(), all.end(), taken) != all.end();
        }))
      return &read;
  }
  return any;
}

std::optional<Alone> alone(const report::View& view, const std::vector<Branch>& tree,
                           const std::string& account) {
  const auto leaf = chosen_leaf(tree, account);
  if (!leaf) return std::nullopt;
  const normalise::ReadClaim* claim = read_claim_of(view, *leaf);
  if (claim == nullptr) return std::nullopt;
  Alone found{.claim = claim->claim};
  std::visit(Drawn{view, *claim, found}, claim->meaning);
  if (!found.band && !found.ring) return std::nullopt;
  found.words = "“" + claim->figure + "” alone";
  if (claim->moment.kind == normalise::Moment::Kind::event)
    found.words += ", at " + view.event_label(claim->moment.name);
  return found;
}

}  // namespace recon::viewer
