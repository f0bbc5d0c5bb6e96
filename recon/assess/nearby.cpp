// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/nearby.hpp"

#include <cmath>

namespace recon::assess {
namespace {

constexpr double polar_latitude = 80.0;
constexpr std::size_t most_cells = 100'000;  // some 15 MB

std::array<double, 4> surface(double here, double east, double north, double both) {
  return {here, east - here, north - here, both - east - north + here};
}
double on(const std::array<double, 4>& s, double u, double v) {
  return s[0] + u * s[1] + v * (s[2] + u * s[3]);
}

double wrapped(double longitude) { return std::remainder(longitude, 360.0); }

}  // namespace

Nearby::Place Nearby::exactly(const geo::PlanePoint& point) const {
  const geo::Position position = from_.to_globe(point);
  return {position, other_.to_plane(position)};
}

Nearby::Cell Nearby::cell_at(double column, double row) const {
  const double east = column * size, north = row * size;
  const Place here = exactly({east, north}), to_east = exactly({east + size, north}),
              to_north = exactly({east, north + size}), to_both = exactly({east + size, north + size});
  const auto latitude = [](const Place& p) { return in_degrees(p.position.latitude); };
  // Counted on from the first corner, so that a cell may lie across the antimeridian.
  const double first = in_degrees(here.position.longitude);
  const auto longitude = [&](const Place& p) {
    return first + wrapped(in_degrees(p.position.longitude) - first);
  };
  Cell cell;
  cell.polar = std::abs(latitude(here)) > polar_latitude;
  cell.latitude = surface(latitude(here), latitude(to_east), latitude(to_north), latitude(to_both));
  cell.longitude = surface(longitude(here), longitude(to_east), longitude(to_north), longitude(to_both));
  cell.east =
      surface(here.in_other.east, to_east.in_other.east, to_north.in_other.east, to_both.in_other.east);
  cell.north =
      surface(here.in_other.north, to_east.in_other.north, to_north.in_other.north, to_both.in_other.north);
  return cell;
}

Nearby::Place Nearby::operator()(const geo::PlanePoint& point) {
  const double column = std::floor(point.east / size), row = std::floor(point.north / size);
  if (!(std::abs(column) < 1e6 && std::abs(row) < 1e6)) return exactly(point);
  const auto key = static_cast<std::uint64_t>(static_cast<std::int64_t>(column) + (std::int64_t{1} << 30))
                       << 32U |
                   static_cast<std::uint64_t>(static_cast<std::int64_t>(row) + (std::int64_t{1} << 30));
  auto found = cells_.find(key);
  if (found == cells_.end()) {
    if (cells_.size() >= most_cells) cells_.clear();
    found = cells_.emplace(key, cell_at(column, row)).first;
  }
  const Cell& cell = found->second;
  if (cell.polar) return exactly(point);
  const double u = point.east / size - column, v = point.north / size - row;
  return {{degrees(on(cell.latitude, u, v)), degrees(wrapped(on(cell.longitude, u, v)))},
          {on(cell.east, u, v), on(cell.north, u, v)}};
}

}  // namespace recon::assess
