// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/drawn_zone.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace recon::assess {
namespace {

using Kind = ZonePlan::Kind;
using Margin = DrawnZone::Margin;

geo::SharedOutline outline_of(const incident::BorderVersion* version, const std::string& state) {
  if (version == nullptr) return nullptr;
  const auto found = version->states.find(state);
  return found == version->states.end() ? nullptr : found->second;
}

std::optional<std::vector<geo::Zone>> published(const std::vector<ZonePlan>& parts,
                                                const incident::BorderVersion* version) {
  std::vector<geo::Zone> zones;
  for (const ZonePlan& part : parts) {
    const auto zone = as_published(part, version);
    if (!zone) return std::nullopt;
    zones.push_back(*zone);
  }
  return zones;
}

Margin operator-(const Margin& m) { return {-m.value, m.at_least, m.known}; }

// A part beyond its data leaves the whole open, unless another part settles the side by itself.
Margin lesser(const Margin& a, const Margin& b) {
  if (a.known && b.known) return a.value <= b.value ? a : b;
  const Margin& known = a.known ? a : b;
  if (known.known && known.value < 0.0) return {known.value, true, true};
  return {std::min(a.value, b.value), true, false};
}

Margin greater(const Margin& a, const Margin& b) { return -lesser(-a, -b); }

}  // namespace

bool ZonePlan::leans_on_a_border() const {
  return kind == Kind::outline || kind == Kind::median ||
         std::any_of(parts.begin(), parts.end(),
                     [](const ZonePlan& part) { return part.leans_on_a_border(); });
}

std::optional<geo::Zone> as_published(const ZonePlan& plan, const incident::BorderVersion* version) {
  switch (plan.kind) {
    case Kind::fixed:
      return plan.fixed;
    case Kind::outline: {
      const auto land = outline_of(version, plan.state);
      if (!land) return std::nullopt;
      return geo::within(land, plan.baseline, plan.breadth);
    }
    case Kind::median: {
      const auto to = outline_of(version, plan.state), than = outline_of(version, plan.other);
      if (!to || !than) return std::nullopt;
      return geo::nearer(to, than);
    }
    case Kind::strip:
    case Kind::all:
    case Kind::any:
    case Kind::except:
      break;
  }
  const auto parts = published(plan.parts, version);
  if (!parts || parts->empty()) return std::nullopt;
  if (plan.kind == Kind::strip) return geo::strip(parts->front(), plan.breadth, plan.which);
  if (parts->size() == 1) return parts->front();
  if (plan.kind == Kind::all) return geo::all_of(*parts);
  if (plan.kind == Kind::any) return geo::any_of(*parts);
  return geo::except(parts->front(), {parts->begin() + 1, parts->end()});
}

/// One node of the plan, ready to be asked.
struct DrawnZone::Part {
  Part(ZonePlan its, const incident::BorderVersion& version, const BorderField& on)
      : plan{std::move(its)}, field{&on} {
    if (plan.kind == Kind::outline || plan.kind == Kind::median) land = outline_of(&version, plan.state);
    if (plan.kind == Kind::median) other_land = outline_of(&version, plan.other);
    // A corridor of no width is minus the distance to the declared line, which no error of a map moves.
    if (!plan.baseline.empty()) declared = geo::corridor(plan.baseline, metres(0));
    for (const ZonePlan& part : plan.parts) parts.emplace_back(part, version, on);
  }

  [[nodiscard]] Margin at(const geo::Position& point, const geo::PlanePoint& in_plane,
                          std::size_t draw) const {
    switch (plan.kind) {
      case Kind::fixed:
        return as_drawn(plan.fixed->margin(point));
      case Kind::outline: {
        Margin depth = depth_in(*land, plan.state, point, in_plane, draw);
        if (declared) depth = greater(depth, as_drawn(declared->margin(point)));
        depth.value += in_metres(plan.breadth);
        return depth;
      }
      case Kind::median: {
        const Margin near = depth_in(*land, plan.state, point, in_plane, draw),
                     far = depth_in(*other_land, plan.other, point, in_plane, draw);
        return {0.5 * (std::min(near.value, 0.0) - std::min(far.value, 0.0)), near.at_least || far.at_least,
                near.known && far.known};
      }
      case Kind::strip:
        return strip(parts.front().at(point, in_plane, draw));
      case Kind::all:
      case Kind::any:
      case Kind::except:
        break;
    }
    Margin margin = parts.front().at(point, in_plane, draw);
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const Margin next = parts[i].at(point, in_plane, draw);
      margin = plan.kind == Kind::any ? greater(margin, next)
                                      : lesser(margin, plan.kind == Kind::all ? next : -next);
    }
    return margin;
  }

  ZonePlan plan;
  const BorderField* field;
  geo::SharedOutline land, other_land;
  std::optional<geo::Zone> declared;
  std::vector<Part> parts;

private:
  static Margin as_drawn(const geo::Margin& margin) {
    return {in_metres(margin.value), margin.at_least, margin.known};
  }

  // Where the data end nearer than the line, the line could be as near as their end.
  [[nodiscard]] Margin depth_in(const geo::PreparedOutline& outline, const std::string& state,
                                const geo::Position& point, const geo::PlanePoint& in_plane,
                                std::size_t draw) const {
    Margin depth{field->signed_distance(state, in_plane, draw), false, true};
    if (outline.knows_all_within(point, metres(std::abs(depth.value)))) return depth;
    if (!outline.knows_all_within(point, metres(0))) return {depth.value, true, false};
    const double sure = std::min(std::abs(depth.value), in_metres(outline.distance_to_unknown(point)));
    return {std::copysign(sure, depth.value), true, true};
  }

  [[nodiscard]] Margin strip(const Margin& of) const {
    const double breadth = in_metres(plan.breadth);
    switch (plan.which) {
      case geo::Strip::beyond:
        return {std::min(-of.value, breadth + of.value), of.at_least, of.known};
      case geo::Strip::within:
        return {std::min(of.value, breadth - of.value), of.at_least, of.known};
      case geo::Strip::both:
        break;
    }
    return {breadth - std::abs(of.value), of.at_least, of.known};
  }
};

DrawnZone::DrawnZone(ZonePlan plan, const incident::BorderVersion& version, const BorderField& field)
    : whole_{std::make_shared<const Part>(std::move(plan), version, field)}, field_{&field} {}

DrawnZone::Margin DrawnZone::margin(const geo::Position& point, std::size_t draw) const {
  return margin(point, plane().to_plane(point), draw);
}

DrawnZone::Margin DrawnZone::margin(const geo::Position& point, const geo::PlanePoint& in_plane,
                                    std::size_t draw) const {
  return whole_->at(point, in_plane, draw);
}

}  // namespace recon::assess
