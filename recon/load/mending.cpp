// SPDX-License-Identifier: Apache-2.0
#include "recon/load/mending.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <memory>
#include <numbers>
#include <numeric>
#include <optional>
#include <utility>

#include <ogr_geometry.h>

#include "recon/load/crossings.hpp"
#include "recon/load/quiet.hpp"
#include "recon/load/rings.hpp"

namespace recon::load {

namespace {

constexpr double negligible_km2 = 1e-6;  // 1 m²: a sliver, which may vanish

std::string printed(const Flat& at) {
  const double longitude = at.x > 180.0 ? at.x - 360.0 : at.x < -180.0 ? at.x + 360.0 : at.x;
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "[%.7f, %.7f]", longitude, at.y);
  return text.data();
}

std::string printed_area(double km2) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.4g km²", std::abs(km2));
  return text.data();
}

std::string which(const DrawnPolygon& polygon) {
  return "feature " + std::to_string(polygon.feature) + ", part " + std::to_string(polygon.part);
}

// ---- rings as one piece of the plane ----

struct Unwrapped {
  std::vector<Flat> corners;
  std::size_t jumps = 0, first_jump = 0;
  bool round_a_pole = false;
  [[nodiscard]] double middle() const {
    const auto [west, east] = std::minmax_element(corners.begin(), corners.end(),
                                                  [](const Flat& a, const Flat& b) { return a.x < b.x; });
    return (west->x + east->x) / 2.0;
  }
};

bool at_a_pole(const geo::Position& position) { return std::abs(in_degrees(position.latitude)) == 90.0; }

// How many turns an edge makes it short; an edge along a pole is where a map ends and stays as drawn.
double turn_of(const geo::Position& from, const geo::Position& to) {
  const double step = in_degrees(to.longitude - from.longitude);
  if (std::abs(step) <= 180.0 || (at_a_pole(from) && at_a_pole(to))) return 0.0;
  return step > 0.0 ? -360.0 : 360.0;
}

Unwrapped unwrapped(const geo::Ring& ring) {
  Unwrapped result;
  result.corners.reserve(ring.size());
  double turn = 0.0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    result.corners.push_back({.x = in_degrees(ring[i].longitude) + turn, .y = in_degrees(ring[i].latitude)});
    const double more = turn_of(ring[i], ring[i + 1 < ring.size() ? i + 1 : 0]);
    if (more != 0.0 && result.jumps++ == 0) result.first_jump = i;
    turn += more;
  }
  result.round_a_pole = turn != 0.0;
  return result;
}

void shift(std::vector<Flat>& corners, double by) {
  if (by != 0.0)
    for (Flat& corner : corners) corner.x += by;
}

struct FlatPolygon {
  std::vector<std::vector<Flat>> rings;
  bool testable = true;  // one round a pole is no polygon of the plane
};

FlatPolygon flat_from(const DrawnPolygon& polygon, bool tell, Notes& notes) {
  FlatPolygon flat;
  double middle = 0.0;
  for (std::size_t r = 0; r < polygon.rings.size(); ++r) {
    Unwrapped ring = unwrapped(polygon.rings[r]);
    if (ring.jumps > 0 && tell)
      notes.add(
          which(polygon, r) + " has " + std::to_string(ring.jumps) +
          " edges of more than 180° of longitude, which are taken the short way round, across 180°; the "
          "first at " +
          printed(ring.corners[ring.first_jump]));
    if (ring.round_a_pole) {
      flat.testable = false;
      if (tell) notes.add(which(polygon, r) + " goes round a pole; kept as drawn, not tested for crossings");
    }
    if (r == 0) middle = ring.middle();
    shift(ring.corners, 360.0 * std::round((middle - ring.middle()) / 360.0));
    flat.rings.push_back(std::move(ring.corners));
  }
  return flat;
}

bool beyond_180(const FlatPolygon& polygon) {
  return std::any_of(polygon.rings.front().begin(), polygon.rings.front().end(),
                     [](const Flat& corner) { return std::abs(corner.x) > 180.0; });
}

std::vector<FlatPolygon> flat_from(const std::vector<DrawnPolygon>& polygons, bool tell, Notes& notes) {
  std::vector<FlatPolygon> flat;
  flat.reserve(polygons.size());
  for (const DrawnPolygon& polygon : polygons) flat.push_back(flat_from(polygon, tell, notes));
  if (std::none_of(flat.begin(), flat.end(), beyond_180)) return flat;
  // One crosses 180°: all are laid side by side from 0° to 360°.
  for (FlatPolygon& polygon : flat) {
    const std::vector<Flat>& shell = polygon.rings.front();
    const auto [west, east] = std::minmax_element(shell.begin(), shell.end(),
                                                  [](const Flat& a, const Flat& b) { return a.x < b.x; });
    const double middle = (west->x + east->x) / 2.0;
    const double by = middle < 0.0 ? 360.0 : middle >= 360.0 ? -360.0 : 0.0;
    for (std::vector<Flat>& ring : polygon.rings) shift(ring, by);
  }
  return flat;
}

// On a sphere with the area of the ellipsoid: for comparisons only.
double area_km2(const std::vector<Flat>& ring) {
  constexpr double radius_km = 6371.0072;
  constexpr double radian = std::numbers::pi / 180.0;
  double sum = 0.0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Flat &a = ring[i], &b = ring[i + 1 < ring.size() ? i + 1 : 0];
    sum += (b.x - a.x) * radian * (std::sin(a.y * radian) + std::sin(b.y * radian)) / 2.0;
  }
  return std::abs(sum) * radius_km * radius_km;
}

double area_km2(const FlatPolygon& polygon) {
  double area = area_km2(polygon.rings.front());
  for (std::size_t r = 1; r < polygon.rings.size(); ++r) area -= area_km2(polygon.rings[r]);
  return area;
}

// ---- GEOS, by GDAL ----

std::unique_ptr<OGRPolygon> to_ogr(const FlatPolygon& polygon) {
  auto result = std::make_unique<OGRPolygon>();
  for (const std::vector<Flat>& corners : polygon.rings) {
    std::vector<OGRRawPoint> points;
    points.reserve(corners.size() + 1);
    for (const Flat& corner : corners) points.emplace_back(corner.x, corner.y);
    points.push_back(points.front());
    auto ring = std::make_unique<OGRLinearRing>();
    ring->setPoints(static_cast<int>(points.size()), points.data());
    result->addRingDirectly(ring.release());
  }
  return result;
}

FlatPolygon from_ogr(const OGRPolygon& polygon) {
  FlatPolygon result;
  for (const OGRLinearRing* ring : polygon) {
    std::vector<Flat> corners;
    for (int i = 0; i + 1 < ring->getNumPoints(); ++i)
      corners.push_back({.x = ring->getX(i), .y = ring->getY(i)});
    result.rings.push_back(std::move(corners));
  }
  return result;
}

void collect(const OGRGeometry& geometry, std::vector<FlatPolygon>& polygons) {
  if (const auto* polygon = dynamic_cast<const OGRPolygon*>(&geometry)) {
    if (polygon->IsEmpty() == 0) polygons.push_back(from_ogr(*polygon));
  } else if (const auto* collection = dynamic_cast<const OGRGeometryCollection*>(&geometry)) {
    for (const OGRGeometry* part : *collection) collect(*part, polygons);
  }
}

// What GEOS says is wrong: "Self-intersection", and where. Nothing when the geometry is valid.
struct Flaw {
  std::string what;
  Flat at;
};

std::optional<Flaw> flaw_of(const OGRGeometry& geometry) {
  CPLErrorReset();
  if (geometry.IsValid() != 0) return std::nullopt;
  Flaw flaw;
  flaw.what = CPLGetLastErrorMsg();
  const std::size_t place = flaw.what.find(" at or near point ");
  if (place == std::string::npos) return flaw;
  std::sscanf(flaw.what.c_str() + place, " at or near point %lf %lf", &flaw.at.x, &flaw.at.y);
  flaw.what.resize(place);
  return flaw;
}

DrawnPolygon to_drawn(const FlatPolygon& flat, const DrawnPolygon& of) {
  DrawnPolygon drawn{.rings = {}, .feature = of.feature, .part = of.part};
  for (const std::vector<Flat>& corners : flat.rings) {
    geo::Ring ring;
    ring.reserve(corners.size());
    for (const Flat& corner : corners) {
      const double longitude = corner.x > 180.0    ? corner.x - 360.0
                               : corner.x < -180.0 ? corner.x + 360.0
                                                   : corner.x;
      ring.push_back({.latitude = degrees(corner.y), .longitude = degrees(longitude)});
    }
    drawn.rings.push_back(std::move(ring));
  }
  return drawn;
}

// ---- groups of parts that meet ----

class Groups {
public:
  explicit Groups(std::size_t n) : head_(n) { std::iota(head_.begin(), head_.end(), std::size_t{0}); }
  std::size_t of(std::size_t i) {
    while (head_[i] != i) i = head_[i] = head_[head_[i]];
    return i;
  }
  void join(std::size_t a, std::size_t b) { head_[of(b)] = of(a); }

private:
  std::vector<std::size_t> head_;
};

// ---- one pass over all polygons ----

class Pass {
public:
  Pass(std::vector<DrawnPolygon>& polygons, bool first, const std::string& file, Notes& notes)
      : polygons_{polygons},
        file_{file},
        notes_{notes},
        flat_{flat_from(polygons, first, notes)},
        groups_{polygons.size()},
        dropped_(polygons.size()) {
    std::vector<FlatRing> rings;
    for (std::size_t p = 0; p < flat_.size(); ++p) {
      first_ring_.push_back(rings.size());
      if (!flat_[p].testable) continue;
      for (const std::vector<Flat>& ring : flat_[p].rings) rings.push_back({.corners = ring, .polygon = p});
    }
    polygon_of_.reserve(rings.size());
    for (const FlatRing& ring : rings) polygon_of_.push_back(ring.polygon);
    if (!rings.empty()) index_.emplace(rings);
  }

  // Was anything changed? Then it is looked at once more.
  bool mended() {
    if (!index_) return false;
    meetings_ = index_->meetings();
    if (meetings_.tangled)
      refuse_file(file_, "its edges cross or touch too often to be tested (" + which(polygons_.front()) +
                             " and what belongs to it)");
    meetings_.within.resize(polygons_.size());
    split();
    if (!changed_) drop_holes();
    if (!changed_) unite();
    if (!changed_) drop_nested();
    if (changed_) rebuild();
    return changed_;
  }

private:
  // Polygons that cross themselves.
  void split() {
    for (std::size_t p = 0; p < polygons_.size(); ++p) {
      if (!meetings_.within[p]) continue;
      const std::unique_ptr<OGRPolygon> polygon = to_ogr(flat_[p]);
      if (const auto flaw = flaw_of(*polygon)) split(p, *polygon, *flaw);
    }
  }

  void split(std::size_t p, const OGRPolygon& polygon, const Flaw& flaw) {
    const std::array<const char*, 2> method{"METHOD=STRUCTURE", nullptr};
    const std::unique_ptr<OGRGeometry> valid{polygon.MakeValid(method.data())};
    std::vector<FlatPolygon> pieces;
    if (valid) collect(*valid, pieces);
    const double before = area_km2(flat_[p]);
    double after = 0.0;
    for (const FlatPolygon& piece : pieces) after += area_km2(piece);
    const std::string what =
        which(polygons_[p]) + " is not a polygon (" + flaw.what + ") at " + printed(flaw.at);
    const double allowed = std::max(largest_repair * std::max(before, after), negligible_km2);
    if (!(std::abs(after - before) <= allowed))
      refuse_file(file_, what + "; made one, its area would go from " + printed_area(before) + " to " +
                             printed_area(after) + ", by more than 1 %");
    notes_.add(what +
               (pieces.empty()       ? "; left out, its area being "
                : pieces.size() == 1 ? "; made one, its area from "
                                     : "; made " + std::to_string(pieces.size()) + ", the area from ") +
               printed_area(before) + (pieces.empty() ? "" : " to " + printed_area(after)));
    replace(p, pieces);
  }

  void replace(std::size_t p, const std::vector<FlatPolygon>& pieces) {
    for (const FlatPolygon& piece : pieces) added_.push_back(to_drawn(piece, polygons_[p]));
    dropped_[p] = true;
    changed_ = true;
  }

  // Holes that are not in their shell, or in another hole. Where rings touch, GEOS has looked.
  void drop_holes() {
    for (std::size_t p = 0; p < polygons_.size(); ++p) {
      if (!flat_[p].testable || meetings_.within[p] || flat_[p].rings.size() == 1) continue;
      DrawnPolygon& polygon = polygons_[p];
      std::vector<geo::Ring> kept{polygon.rings.front()};
      std::vector<std::size_t> numbers{1};
      for (std::size_t r = 1; r < flat_[p].rings.size(); ++r) {
        if (hole_is_good(p, r)) {
          kept.push_back(polygon.rings[r]);
          numbers.push_back(polygon.numbers.empty() ? r + 1 : polygon.numbers[r]);
        } else {
          notes_.add(which(polygon, r) +
                     " is a hole outside its shell or in another hole, and is left out; at " +
                     printed(flat_[p].rings[r].front()));
        }
      }
      if (kept.size() == polygon.rings.size()) continue;
      polygon.rings = std::move(kept);
      polygon.numbers = std::move(numbers);
      changed_ = true;
    }
  }

  bool hole_is_good(std::size_t p, std::size_t r) const {
    bool in_shell = false;
    for (const std::size_t around : index_->around(first_ring_[p] + r)) {
      if (polygon_of_[around] != p) continue;
      if (around != first_ring_[p]) return false;
      in_shell = true;
    }
    return in_shell;
  }

  void unite() {
    for (const auto& [a, b] : meetings_.between) groups_.join(a, b);
    std::vector<std::vector<std::size_t>> members(polygons_.size());
    for (std::size_t p = 0; p < polygons_.size(); ++p) members[groups_.of(p)].push_back(p);
    for (const std::vector<std::size_t>& group : members)
      if (group.size() > 1) unite(group);
  }

  void unite(const std::vector<std::size_t>& group) {
    OGRMultiPolygon all;
    double apart = 0.0;
    for (const std::size_t p : group) {
      all.addGeometryDirectly(to_ogr(flat_[p]).release());
      apart += area_km2(flat_[p]);
    }
    const auto flaw = flaw_of(all);
    if (!flaw) return;
    const std::unique_ptr<OGRGeometry> united{all.UnionCascaded()};
    std::vector<FlatPolygon> pieces;
    if (united) collect(*united, pieces);
    if (pieces.empty())
      refuse_file(file_, which(polygons_[group.front()]) + " cannot be united with its neighbours");
    double together = 0.0;
    for (const FlatPolygon& piece : pieces) together += area_km2(piece);
    const double shared = std::max(0.0, apart - together);
    notes_.add(names_of(group) +
               (shared > 1e-9 * apart ? " overlap by " + printed_area(shared) : " share an edge") + " at " +
               printed(flaw->at) + " and are united");
    for (const std::size_t p : group) dropped_[p] = true;
    for (const FlatPolygon& piece : pieces) added_.push_back(to_drawn(piece, polygons_[group.front()]));
    changed_ = true;
  }

  std::string names_of(const std::vector<std::size_t>& group) const {
    constexpr std::size_t most_told = 4;
    std::string names;
    for (std::size_t i = 0; i < std::min(group.size(), most_told); ++i)
      names += (i > 0 ? " and " : "") + which(polygons_[group[i]]);
    if (group.size() > most_told) names += " and " + std::to_string(group.size() - most_told) + " more";
    return names;
  }

  // Parts within another; one that touches another was looked at with it.
  void drop_nested() {
    for (std::size_t p = 0; p < polygons_.size(); ++p) {
      if (!flat_[p].testable) continue;
      const auto other = polygon_around(p);
      if (!other) continue;
      notes_.add(which(polygons_[p]) + " lies within " + which(polygons_[*other]) + " and is left out; at " +
                 printed(flat_[p].rings.front().front()));
      dropped_[p] = true;
      changed_ = true;
    }
  }

  std::optional<std::size_t> polygon_around(std::size_t p) {
    std::vector<std::size_t> shells, holes;
    for (const std::size_t ring : index_->around(first_ring_[p])) {
      const std::size_t q = polygon_of_[ring];
      if (q == p || dropped_[q] || groups_.of(q) == groups_.of(p)) continue;
      (ring == first_ring_[q] ? shells : holes).push_back(q);
    }
    for (const std::size_t q : shells)
      if (std::find(holes.begin(), holes.end(), q) == holes.end()) return q;
    return std::nullopt;
  }

  void rebuild() {
    std::vector<DrawnPolygon> kept;
    for (std::size_t p = 0; p < polygons_.size(); ++p)
      if (!dropped_[p]) kept.push_back(std::move(polygons_[p]));
    std::move(added_.begin(), added_.end(), std::back_inserter(kept));
    polygons_ = std::move(kept);
  }

  std::vector<DrawnPolygon>& polygons_;
  const std::string& file_;
  Notes& notes_;
  std::vector<FlatPolygon> flat_;
  std::vector<std::size_t> first_ring_;  // polygon -> its shell in the index
  std::vector<std::size_t> polygon_of_;  // by ring of the index
  std::optional<RingIndex> index_;
  Meetings meetings_;
  Groups groups_;
  std::vector<bool> dropped_;
  std::vector<DrawnPolygon> added_;
  bool changed_ = false;
};

}  // namespace

void mend(std::vector<DrawnPolygon>& polygons, const std::string& file, Notes& notes) {
  if (polygons.empty()) return;
  const Quiet quiet;
  constexpr int most_passes = 8;  // split, holes, united, nested; each at most twice
  for (int pass = 0; pass < most_passes; ++pass)
    if (!Pass{polygons, pass == 0, file, notes}.mended()) return;
  refuse_file(file, which(polygons.front()) + " and what belongs to it cannot be made into polygons");
}

}  // namespace recon::load
