// SPDX-License-Identifier: Apache-2.0
#include "bench/points.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <limits>
#include <numbers>
#include <random>
#include <stdexcept>

namespace recon::bench {

namespace {

constexpr double metres_in_degree = 111'195.0;  // of a sphere; where the points lie matters, not how exactly

class Dice {
public:
  explicit Dice(std::uint64_t seed) : bits_{seed} {}
  // Not std::uniform_real_distribution, whose numbers differ from one library to the next.
  double between(double low, double high) {
    return low + (high - low) * static_cast<double>(bits_() >> 11U) * 0x1p-53;
  }
  std::size_t below(std::size_t count) {
    return std::min(count - 1, static_cast<std::size_t>(between(0.0, static_cast<double>(count))));
  }

private:
  std::mt19937_64 bits_;
};

struct Flat {
  double latitude = 0.0, longitude = 0.0;
};

double wrapped(double longitude) { return std::remainder(longitude, 360.0); }

Flat moved(const Flat& from, double metres, double azimuth_rad) {
  const double latitude = from.latitude + metres * std::cos(azimuth_rad) / metres_in_degree;
  const double shrink = std::max(1e-6, std::cos(from.latitude * std::numbers::pi / 180.0));
  return {std::clamp(latitude, -90.0, 90.0),
          wrapped(from.longitude + metres * std::sin(azimuth_rad) / (metres_in_degree * shrink))};
}

template <class Visit>
void for_each_ring(const States& states, Visit visit) {
  for (const auto& state : states)
    for (const auto& part : state.outline.parts) {
      visit(part.outer);
      for (const auto& hole : part.holes) visit(hole);
    }
}

struct Segment {
  Flat from, to;
};

std::vector<Segment> segments_of(const States& states) {
  std::vector<Segment> segments;
  for_each_ring(states, [&](const geo::Ring& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const auto& a = ring[i];
      const auto& b = ring[(i + 1) % ring.size()];
      const Segment segment{{in_degrees(a.latitude), in_degrees(a.longitude)},
                            {in_degrees(b.latitude), in_degrees(b.longitude)}};
      if (std::abs(segment.from.longitude - segment.to.longitude) <= 180.0) segments.push_back(segment);
    }
  });
  if (segments.empty()) throw std::runtime_error{"the polygons have no edge"};
  return segments;
}

// Points of edges, each edge as likely as it is long.
class OnEdges {
public:
  explicit OnEdges(const States& states) : segments_{segments_of(states)} {
    double total = 0.0;
    for (const auto& s : segments_) {
      const double shrink = std::cos(s.from.latitude * std::numbers::pi / 180.0);
      total += std::hypot(s.to.latitude - s.from.latitude, shrink * (s.to.longitude - s.from.longitude));
      lengths_.push_back(total);
    }
  }
  Flat draw(Dice& dice) const {
    const auto found = std::upper_bound(lengths_.begin(), lengths_.end(), dice.between(0.0, lengths_.back()));
    const auto place = std::min(found - lengths_.begin(), std::ssize(segments_) - 1);
    const auto& s = segments_[static_cast<std::size_t>(place)];
    const double t = dice.between(0.0, 1.0);
    return {s.from.latitude + t * (s.to.latitude - s.from.latitude),
            s.from.longitude + t * (s.to.longitude - s.from.longitude)};
  }

private:
  std::vector<Segment> segments_;
  std::vector<double> lengths_;
};

double any_azimuth(Dice& dice) { return dice.between(0.0, 2.0 * std::numbers::pi); }

}  // namespace

void Points::add(double latitude_deg, double longitude_deg) {
  latitude.push_back(latitude_deg);
  longitude.push_back(longitude_deg);
}

Points uniform_in_box(const States& states, std::size_t count) {
  double south = 90.0, north = -90.0, west = 180.0, east = -180.0;
  for_each_ring(states, [&](const geo::Ring& ring) {
    for (const auto& vertex : ring) {
      south = std::min(south, in_degrees(vertex.latitude));
      north = std::max(north, in_degrees(vertex.latitude));
      west = std::min(west, in_degrees(vertex.longitude));
      east = std::max(east, in_degrees(vertex.longitude));
    }
  });
  Dice dice{1};
  Points points{"uniform in box", {}, {}};
  for (std::size_t i = 0; i < count; ++i) points.add(dice.between(south, north), dice.between(west, east));
  return points;
}

Points near_border(const States& states, std::size_t count) {
  const OnEdges edges{states};
  Dice dice{2};
  Points points{"within 5 km of the border", {}, {}};
  for (std::size_t i = 0; i < count; ++i) {
    const Flat p = moved(edges.draw(dice), dice.between(0.0, 5000.0), any_azimuth(dice));
    points.add(p.latitude, p.longitude);
  }
  return points;
}

Points along_tracks(const States& states, std::size_t count) {
  constexpr std::size_t fixes = 600;
  constexpr double metres_a_fix = 250.0;
  const OnEdges edges{states};
  Dice dice{3};
  Points points{"along 250 m/s tracks", {}, {}};
  while (points.size() < count) {
    Flat p = moved(edges.draw(dice), dice.between(0.0, 50'000.0), any_azimuth(dice));
    const double course = any_azimuth(dice);
    for (std::size_t i = 0; i < fixes && points.size() < count; ++i, p = moved(p, metres_a_fix, course))
      points.add(p.latitude, p.longitude);
  }
  return points;
}

Points at_all_distances(const States& states, std::size_t count) {
  const OnEdges edges{states};
  Dice dice{4};
  Points points{"1 m to 1000 km from the border", {}, {}};
  for (std::size_t i = 0; i < count; ++i) {
    const geo::Position p = [&] {
      const Flat from = edges.draw(dice);
      return geo::destination({degrees(from.latitude), degrees(from.longitude)}, radians(any_azimuth(dice)),
                              metres(std::pow(10.0, dice.between(0.0, 6.0))));
    }();
    points.add(in_degrees(p.latitude), in_degrees(p.longitude));
  }
  return points;
}

Points adversarial(const States& states, std::size_t count) {
  constexpr double millimetre = 0.001 / metres_in_degree;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const std::vector<Segment> segments = segments_of(states);
  Dice dice{5};
  Points points{"adversarial", {}, {}};
  const std::array<Flat, 8> globe{
      {{90, 0}, {90, 180}, {90, -180}, {90, 33}, {-90, 0}, {-90, 180}, {-90, -180}, {-90, 33}}};
  for (const auto& p : globe)
    if (points.size() < count) points.add(p.latitude, p.longitude);
  while (points.size() < count) {
    const Segment& s = segments[dice.below(segments.size())];
    const auto [y, x] = s.from;
    switch (points.size() % 9) {
      case 0:
        points.add(y, x);
        break;
      case 1:
        points.add(std::midpoint(y, s.to.latitude), std::midpoint(x, s.to.longitude));
        break;
      case 2:
        points.add(std::clamp(std::nextafter(y, y > s.to.latitude ? -infinity : infinity), -90.0, 90.0), x);
        break;
      case 3:
        points.add(y,
                   std::clamp(std::nextafter(x, x > s.to.longitude ? -infinity : infinity), -180.0, 180.0));
        break;
      case 4:
        points.add(std::min(y + millimetre, 90.0), x);
        break;
      case 5:
        points.add(y, std::max(x - millimetre, -180.0));
        break;
      case 6:
        points.add(y, wrapped(x + dice.between(-1.0, 1.0)));
        break;
      case 7:
        points.add(std::clamp(y + dice.between(-1.0, 1.0), -90.0, 90.0), x);
        break;
      default:
        points.add(y, dice.below(2) == 0 ? 180.0 : -180.0);
        break;
    }
  }
  return points;
}

Points from_csv(const std::filesystem::path& file) {
  std::ifstream in{file};
  if (!in) throw std::runtime_error{"cannot read " + file.string()};
  Points points{file.filename().string(), {}, {}};
  for (std::string line; std::getline(in, line);) {
    double latitude = 0.0, longitude = 0.0;
    const char* const end = line.data() + line.size();
    const auto first = std::from_chars(line.data(), end, latitude);
    if (first.ec != std::errc{}) continue;
    const auto second = first.ptr == end ? first : std::from_chars(first.ptr + 1, end, longitude);
    // Written so that a NaN is refused too.
    if (first.ptr == end || second.ec != std::errc{} || !(std::abs(latitude) <= 90.0) ||
        !(std::abs(longitude) <= 180.0))
      throw std::runtime_error{file.string() + ": not \"latitude,longitude\" in degrees: " + line};
    points.add(latitude, longitude);
  }
  if (points.size() == 0) throw std::runtime_error{file.string() + " has no points"};
  return points;
}

States stars(std::size_t count) {
  constexpr std::size_t corners = 90;
  Dice dice{6};
  States states;
  for (std::size_t i = 0; i < count; ++i) {
    // Every third one lies across the antimeridian; none reaches a pole.
    const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(count);
    const geo::Position centre{
        degrees(std::lerp(-85.0, 85.0, share)),
        degrees(i % 3 == 0 ? wrapped(180.0 + dice.between(-0.5, 0.5)) : dice.between(-175.0, 175.0))};
    geo::Ring ring;
    for (std::size_t corner = 0; corner < corners; ++corner)
      ring.push_back(geo::destination(
          centre, degrees(360.0 * static_cast<double>(corner) / static_cast<double>(corners)),
          metres(dice.between(60'000.0, 200'000.0))));
    states.push_back({"star " + std::to_string(i), {.parts = {{.outer = std::move(ring), .holes = {}}}}});
  }
  return states;
}

}  // namespace recon::bench
