// SPDX-License-Identifier: Apache-2.0
#include "recon/load/rings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include "recon/load/crossings.hpp"
#include "recon/load/mending.hpp"

namespace recon::load {

namespace {

std::string printed(double longitude, double latitude) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "[%.7f, %.7f]", longitude, latitude);
  return text.data();
}
std::string printed(const geo::Position& position) {
  return printed(in_degrees(position.longitude), in_degrees(position.latitude));
}

// ---- one ring ----

constexpr double beyond_any_longitude = 540.0;

struct Glance {
  bool all_numbers = true;
  bool repeats = false, beyond_180 = false, spike = false;
};

// Exactly out and back; a spike whose two sides differ is left to the test for crossings.
bool is_spike(const geo::Position& before, const geo::Position& tip, const geo::Position& after) {
  return before == after && !(before == tip);
}

class Tidying {
public:
  Tidying(const DrawnPolygon& polygon, std::size_t ring, const std::string& file, Notes& notes)
      : polygon_{polygon}, ring_{ring}, file_{file}, notes_{notes} {}

  // Empty when nothing is left of it.
  geo::Ring tidied(geo::Ring ring) {
    check_corners(ring);
    if (ring.size() > 1 && ring.front() == ring.back()) {
      ring.pop_back();
    } else if (!ring.empty()) {
      note("is not closed; closed from " + printed(ring.back()) + " to " + printed(ring.front()));
    }
    turn(ring);
    drop_repeated(ring);
    drop_spikes(ring);
    if (distinct(ring) < 3) {
      note("has fewer than three corners and is left out" +
           (ring.empty() ? "" : ", at " + printed(ring.front())));
      ring.clear();
    }
    return ring;
  }

private:
  void note(const std::string& what) { notes_.add(which(polygon_, ring_) + " " + what); }

  void check_corners(const geo::Ring& ring) const {
    for (const geo::Position& corner : ring) {
      const double longitude = in_degrees(corner.longitude), latitude = in_degrees(corner.latitude);
      if (std::abs(longitude) <= beyond_any_longitude && std::abs(latitude) <= 90.0) continue;
      std::string why =
          which(polygon_, ring_) + " has a corner that is no longitude and latitude: " + printed(corner);
      if (std::abs(longitude) <= 90.0 && std::abs(latitude) <= 360.0)
        why +=
            "; it is one with the axes swapped: the file seems to have latitude first, where longitude "
            "belongs";
      refuse_file(file_, why);
    }
  }

  // What rounding put beyond 180° belongs on it. Turning is exact: x - 360 of an x between 180 and 720
  // needs no more digits than x has.
  void turn(geo::Ring& ring) {
    constexpr double rounding = 1e-9;  // 0.1 mm
    std::size_t turned = 0, rounded = 0;
    std::string first;
    for (geo::Position& corner : ring) {
      const double longitude = in_degrees(corner.longitude);
      if (std::abs(longitude) <= 180.0) continue;
      if (turned + rounded == 0) first = printed(corner);
      const bool is_rounding = std::abs(longitude) <= 180.0 + rounding;
      ++(is_rounding ? rounded : turned);
      corner.longitude = is_rounding ? degrees(std::copysign(180.0, longitude))
                                     : degrees(longitude > 0.0 ? longitude - 360.0 : longitude + 360.0);
    }
    if (turned + rounded == 0) return;
    const std::string which_way = turned == 0    ? " set to 180°, which they pass by less than 0.1 mm"
                                  : rounded == 0 ? " turned by 360°"
                                                 : " turned by 360° or, within 0.1 mm, set to 180°";
    note("has " + std::to_string(turned + rounded) + " longitudes beyond 180°," + which_way +
         ", the first at " + first);
  }

  void drop_repeated(geo::Ring& ring) {
    const auto repeated = std::adjacent_find(ring.begin(), ring.end());
    std::size_t dropped = 0;
    std::string first;
    if (repeated != ring.end()) {
      first = printed(*repeated);
      const auto end = std::unique(ring.begin(), ring.end());
      dropped = static_cast<std::size_t>(ring.end() - end);
      ring.erase(end, ring.end());
    }
    while (ring.size() > 1 && ring.front() == ring.back()) {
      if (dropped++ == 0) first = printed(ring.back());
      ring.pop_back();
    }
    if (dropped > 0)
      note(std::to_string(dropped) + (dropped > 1 ? " repeated vertices" : " repeated vertex") +
           " dropped, the first at " + first);
  }

  // With its tip a spike loses one of the two vertices it stands on; what that bares may be one again.
  void drop_spikes(geo::Ring& ring) {
    if (!any_spike(ring)) return;
    geo::Ring kept;
    std::size_t dropped = 0;
    std::string first;
    const auto drop = [&](const geo::Position& tip) {
      if (dropped++ == 0) first = printed(tip);
    };
    for (const geo::Position& corner : ring) {
      kept.push_back(corner);
      while (kept.size() >= 3 && is_spike(kept[kept.size() - 3], kept[kept.size() - 2], kept.back())) {
        drop(kept[kept.size() - 2]);
        kept.resize(kept.size() - 2);
      }
    }
    while (kept.size() >= 3) {
      if (is_spike(kept[kept.size() - 2], kept.back(), kept.front())) {
        drop(kept.back());
        kept.resize(kept.size() - 2);
      } else if (is_spike(kept.back(), kept.front(), kept[1])) {
        drop(kept.front());
        kept.erase(kept.begin(), kept.begin() + 2);
      } else {
        break;
      }
    }
    ring = std::move(kept);
    note(std::to_string(dropped) + (dropped > 1 ? " spikes" : " spike") +
         " without area dropped, the first at " + first);
  }

  static bool any_spike(const geo::Ring& ring) {
    const std::size_t n = ring.size();
    if (n < 3) return false;
    for (std::size_t i = 0; i < n; ++i)
      if (is_spike(ring[(i + n - 1) % n], ring[i], ring[i + 1 < n ? i + 1 : 0])) return true;
    return false;
  }

  static std::size_t distinct(const geo::Ring& ring) {
    if (ring.size() < 3) return ring.size();
    std::size_t count = 1;
    const geo::Position* second = nullptr;
    for (const geo::Position& corner : ring) {
      if (corner == ring.front() || (second != nullptr && corner == *second)) continue;
      if (++count == 3) break;
      second = &corner;
    }
    return count;
  }

  const DrawnPolygon& polygon_;
  std::size_t ring_;
  const std::string& file_;
  Notes& notes_;
};

bool tidy(DrawnPolygon& polygon, const std::string& file, Notes& notes) {
  std::vector<geo::Ring> kept;
  std::vector<std::size_t> numbers;
  for (std::size_t r = 0; r < polygon.rings.size(); ++r) {
    geo::Ring ring = Tidying{polygon, r, file, notes}.tidied(std::move(polygon.rings[r]));
    if (ring.empty() && r == 0) return false;  // holes of nothing
    if (ring.empty()) continue;
    kept.push_back(std::move(ring));
    numbers.push_back(r + 1);
  }
  if (kept.size() < polygon.rings.size()) polygon.numbers = std::move(numbers);
  polygon.rings = std::move(kept);
  return !polygon.rings.empty();
}

geo::Outline from(std::vector<DrawnPolygon> polygons) {
  geo::Outline outline;
  outline.parts.reserve(polygons.size());
  for (DrawnPolygon& polygon : polygons) {
    geo::Polygon part;
    part.outer = std::move(polygon.rings.front());
    part.holes.assign(std::make_move_iterator(polygon.rings.begin() + 1),
                      std::make_move_iterator(polygon.rings.end()));
    outline.parts.push_back(std::move(part));
  }
  return outline;
}

}  // namespace

geo::Outline outline_of(std::vector<DrawnPolygon> polygons, OutlineOptions::Rings rings,
                        const std::string& file, Notes& notes) {
  std::vector<DrawnPolygon> tidied;
  tidied.reserve(polygons.size());
  for (DrawnPolygon& polygon : polygons)
    if (tidy(polygon, file, notes)) tidied.push_back(std::move(polygon));
  if (rings == OutlineOptions::Rings::tested) mend(tidied, file, notes);
  return from(std::move(tidied));
}

}  // namespace recon::load
