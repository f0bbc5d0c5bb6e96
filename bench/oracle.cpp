// SPDX-License-Identifier: Apache-2.0
#include "bench/oracle.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include <GeographicLib/Geocentric.hpp>
#include <GeographicLib/Geodesic.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <boost/multiprecision/cpp_int.hpp>

namespace recon::bench {

namespace {

using Rational = boost::multiprecision::cpp_rational;

constexpr std::size_t columns = 180'000;  // of 0.002° of longitude
constexpr double columns_in_degree = 500.0;

// Is the point above (1), on (0) or below (-1) the line through both ends, west to east?
int side_of(double x0, double y0, double x1, double y1, double px, double py) {
  const double left = (x1 - x0) * (py - y0), right = (px - x0) * (y1 - y0);
  const double difference = left - right;
  // Three roundings in each product, one in the difference: 4 units of 2^-53 of what was added up.
  if (std::abs(difference) > 8 * 0x1p-53 * (std::abs(left) + std::abs(right)))
    return difference > 0.0 ? 1 : -1;
  const Rational rx0{x0}, ry0{y0};
  const Rational exact =
      (Rational{x1} - rx0) * (Rational{py} - ry0) - (Rational{px} - rx0) * (Rational{y1} - ry0);
  return exact.sign();
}

}  // namespace

ExactSides::ExactSides(const States& states) {
  for (std::size_t state = 0; state < states.size(); ++state)
    for (const auto& polygon : states[state].outline.parts) {
      const auto part = static_cast<std::uint32_t>(parts_.size());
      parts_.push_back({.state = static_cast<std::uint16_t>(state)});
      add(polygon.outer, part);
      for (const auto& hole : polygon.holes) add(hole, part);
    }
  for (std::uint32_t part = 0; part < parts_.size(); ++part)
    if (parts_[part].holds_north_pole) round_north_pole_.push_back(part);
  column_starts_.assign(columns + 1, 0);
  const auto for_each_column = [](const Edge& edge, const auto& visit) {
    const auto column = [](double longitude) {
      return static_cast<std::size_t>(std::clamp(std::floor((longitude + 180.0) * columns_in_degree), 0.0,
                                                 static_cast<double>(columns - 1)));
    };
    for (std::size_t c = column(edge.from_longitude); c <= column(edge.to_longitude); ++c) visit(c);
  };
  for (const auto& edge : edges_) for_each_column(edge, [&](std::size_t c) { ++column_starts_[c + 1]; });
  for (std::size_t c = 0; c < columns; ++c) column_starts_[c + 1] += column_starts_[c];
  column_edges_.resize(column_starts_.back());
  std::vector<std::uint32_t> next(column_starts_.begin(), column_starts_.end() - 1);
  for (std::uint32_t i = 0; i < edges_.size(); ++i)
    for_each_column(edges_[i], [&](std::size_t c) { column_edges_[next[c]++] = i; });
}

void ExactSides::add(const geo::Ring& ring, std::uint32_t part) {
  int winding = 0;  // crossings of the antimeridian eastwards
  double latitudes = 0.0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const auto& a = ring[i];
    const auto& b = ring[(i + 1) % ring.size()];
    const double ay = in_degrees(a.latitude), by = in_degrees(b.latitude);
    const double ax = in_degrees(a.longitude), bx = in_degrees(b.longitude);
    latitudes += ay;
    parts_[part].touches_north_pole |= ay == 90.0;
    parts_[part].touches_south_pole |= ay == -90.0;
    if (std::abs(bx - ax) <= 180.0) {
      edges_.push_back(ax <= bx ? Edge{ax, ay, bx, by, part} : Edge{bx, by, ax, ay, part});
      continue;
    }
    // The short way round: two copies, of which each column sees the one that reaches into it. The shift by
    // 360° is exact for ends within 76° of the antimeridian, where the doubles on both sides are as dense.
    winding += bx < ax ? 1 : -1;
    const double east_x = std::min(ax, bx), east_y = ax < bx ? ay : by;  // the end east of 180°
    const double west_x = std::max(ax, bx), west_y = ax < bx ? by : ay;
    edges_.push_back({west_x, west_y, east_x + 360.0, east_y, part});
    edges_.push_back({west_x - 360.0, west_y, east_x, east_y, part});
  }
  if (winding % 2 == 0) return;
  auto& holds = latitudes > 0.0 ? parts_[part].holds_north_pole : parts_[part].holds_south_pole;
  holds = !holds;
}

Truth ExactSides::at(double latitude, double longitude) const {
  Truth truth;
  const auto add = [&truth, this](std::uint32_t part, bool inside, bool on_edge) {
    const std::uint16_t state = parts_[part].state;
    if ((inside || on_edge) && (truth.states.empty() || truth.states.back() != state))
      truth.states.push_back(state);
    if (on_edge && (truth.on_edge.empty() || truth.on_edge.back() != state)) truth.on_edge.push_back(state);
  };
  if (std::abs(latitude) == 90.0) {
    const bool north = latitude > 0.0;
    for (std::uint32_t part = 0; part < parts_.size(); ++part)
      add(part, north ? parts_[part].holds_north_pole : parts_[part].holds_south_pole,
          north ? parts_[part].touches_north_pole : parts_[part].touches_south_pole);
    return truth;
  }
  struct Count {
    bool inside = false, on_edge = false;
  };
  // Few parts are near any meridian, so they are kept in lists; edges lie in the order of their parts.
  using Counts = std::vector<std::pair<std::uint32_t, Count>>;
  const auto cast = [&](double x) {
    Counts counts;
    const auto count_of = [&counts](std::uint32_t part) -> Count& {
      if (counts.empty() || counts.back().first != part) counts.push_back({part, {}});
      return counts.back().second;
    };
    const auto column = static_cast<std::size_t>(
        std::clamp(std::floor((x + 180.0) * columns_in_degree), 0.0, static_cast<double>(columns - 1)));
    for (std::uint32_t k = column_starts_[column]; k < column_starts_[column + 1]; ++k) {
      const Edge& e = edges_[column_edges_[k]];
      if (x < e.from_longitude || x > e.to_longitude) continue;
      if (std::max(e.from_latitude, e.to_latitude) < latitude) continue;
      // Half open to the east: a vertex on the meridian counts once, an edge along it never.
      const bool crosses = e.from_longitude <= x && x < e.to_longitude;
      if (std::min(e.from_latitude, e.to_latitude) > latitude) {
        if (crosses) count_of(e.part).inside ^= true;
        continue;
      }
      if (e.from_longitude == e.to_longitude) {  // along the meridian, at the height of the point
        count_of(e.part).on_edge = true;
        continue;
      }
      const int side = side_of(e.from_longitude, e.from_latitude, e.to_longitude, e.to_latitude, x, latitude);
      if (side == 0) count_of(e.part).on_edge = true;
      if (side < 0 && crosses) count_of(e.part).inside ^= true;
    }
    for (const std::uint32_t part : round_north_pole_) {
      const auto place = std::lower_bound(counts.begin(), counts.end(), part,
                                          [](const auto& count, std::uint32_t p) { return count.first < p; });
      if (place != counts.end() && place->first == part)
        place->second.inside ^= true;
      else
        counts.insert(place, {part, {.inside = true}});
    }
    return counts;
  };
  Counts counts = cast(longitude);
  // On the antimeridian the point is seen from both ends of the map.
  if (std::abs(longitude) == 180.0) {
    const Counts other = cast(-longitude);
    counts.insert(counts.end(), other.begin(), other.end());
    std::stable_sort(counts.begin(), counts.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
  }
  for (const auto& [part, count] : counts) add(part, count.inside, count.on_edge);
  return truth;
}

ExactDistance::ExactDistance(const geo::Outline& outline) {
  const auto& earth = GeographicLib::Geocentric::WGS84();
  const auto add = [&](const geo::Ring& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const auto& a = ring[i];
      const auto& b = ring[(i + 1) % ring.size()];
      Edge edge{};
      edge.latitude = in_degrees(a.latitude);
      edge.longitude = in_degrees(a.longitude);
      edge.to_latitude = in_degrees(b.latitude);
      edge.to_longitude = edge.longitude + std::remainder(in_degrees(b.longitude) - edge.longitude, 360.0);
      earth.Forward(edge.latitude, edge.longitude, 0.0, edge.x, edge.y, edge.z);
      // No line straight in longitude and latitude is longer than its parts along a parallel and a meridian;
      // 111.7 km is more than any degree of either.
      edge.reach = 111'700.0 * (std::abs(edge.to_latitude - edge.latitude) +
                                std::abs(edge.to_longitude - edge.longitude) *
                                    std::cos(std::min(std::abs(edge.latitude), std::abs(edge.to_latitude)) *
                                             std::numbers::pi / 180.0));
      edges_.push_back(edge);
    }
  };
  for (const auto& part : outline.parts) {
    add(part.outer);
    for (const auto& hole : part.holes) add(hole);
  }
}

ExactDistance::Nearest ExactDistance::at(double latitude, double longitude) const {
  const auto& earth = GeographicLib::Geodesic::WGS84();
  double x = 0.0, y = 0.0, z = 0.0;
  GeographicLib::Geocentric::WGS84().Forward(latitude, longitude, 0.0, x, y, z);
  const auto chord = [&](const Edge& e) {
    return std::sqrt((e.x - x) * (e.x - x) + (e.y - y) * (e.y - y) + (e.z - z) * (e.z - z));
  };
  std::vector<double> chords;
  chords.reserve(edges_.size());
  std::size_t nearest_vertex = 0;
  for (const auto& e : edges_) {
    chords.push_back(chord(e));
    if (chords.back() < chords[nearest_vertex]) nearest_vertex = chords.size() - 1;
  }
  Nearest best{std::numeric_limits<double>::infinity(), 0.0};
  earth.Inverse(latitude, longitude, edges_[nearest_vertex].latitude, edges_[nearest_vertex].longitude,
                best.metres);
  const Edge* nearest = &edges_[nearest_vertex];

  for (std::size_t i = 0; i < edges_.size(); ++i) {
    const Edge& e = edges_[i];
    // A chord is no longer than its geodesic, so an edge whose first vertex is farther by chord than the
    // best geodesic and its own length cannot be nearest.
    if (chords[i] - e.reach > best.metres) continue;
    const double dy = e.to_latitude - e.latitude, dx = e.to_longitude - e.longitude;
    double metres = 0.0;
    // How fast the distance grows along the edge, but for a positive factor.
    const auto growth = [&](double t) {
      double start = 0.0, end = 0.0;
      const double at_latitude = e.latitude + t * dy;
      earth.Inverse(latitude, longitude, at_latitude, e.longitude + t * dx, metres, start, end);
      constexpr double e2 = 0.0066943799901413165;  // WGS 84: 2f - f²
      const double phi = at_latitude * std::numbers::pi / 180.0,
                   w2 = 1.0 - e2 * std::sin(phi) * std::sin(phi);
      const double east = dx * std::cos(phi), north = dy * (1.0 - e2) / w2;
      return std::sin(end * std::numbers::pi / 180.0) * east +
             std::cos(end * std::numbers::pi / 180.0) * north;
    };
    const double at_start = growth(0.0);
    double candidate = metres;
    const double at_end = growth(1.0);
    candidate = std::min(candidate, metres);
    if (at_start < 0.0 && at_end > 0.0) {
      std::uintmax_t steps = 60;
      const auto bracket = boost::math::tools::toms748_solve(
          growth, 0.0, 1.0, at_start, at_end, boost::math::tools::eps_tolerance<double>(50), steps);
      growth(bracket.first);
      candidate = std::min(candidate, metres);
      growth(bracket.second);
      candidate = std::min(candidate, metres);
    }
    if (candidate < best.metres) nearest = &e;
    best.metres = std::min(best.metres, candidate);
  }

  // A great circle with geodetic latitudes for spherical ones, as S2 has it, against the straight line: they
  // are farthest apart near the middle.
  const auto radians = [](double deg) { return deg * std::numbers::pi / 180.0; };
  const auto unit = [&](double lat, double lon, double(&v)[3]) {
    v[0] = std::cos(radians(lat)) * std::cos(radians(lon));
    v[1] = std::cos(radians(lat)) * std::sin(radians(lon));
    v[2] = std::sin(radians(lat));
  };
  double a[3], b[3];
  unit(nearest->latitude, nearest->longitude, a);
  unit(nearest->to_latitude, nearest->to_longitude, b);
  const double sx = a[0] + b[0], sy = a[1] + b[1], sz = a[2] + b[2];
  earth.Inverse((nearest->latitude + nearest->to_latitude) / 2.0,
                (nearest->longitude + nearest->to_longitude) / 2.0,
                std::atan2(sz, std::hypot(sx, sy)) * 180.0 / std::numbers::pi,
                std::atan2(sy, sx) * 180.0 / std::numbers::pi, best.metres_to_spherical_edge);
  return best;
}

}  // namespace recon::bench
