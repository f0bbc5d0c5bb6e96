// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/boundary_line.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace recon::assess {
namespace {

using geo::PlanePoint;
using geo::Position;

constexpr std::size_t segments_in_a_run = 24;
// Long edges are cut, so that a straight piece in the plane leaves a straight line in longitude and latitude
// by less than a centimetre.
constexpr Length longest_piece = metres(50);
// How far apart two publishers' drawings of one line may lie within one data set (see the header), and the
// longest stretch over which they may part without the line being broken there.
constexpr std::array<double, 4> gaps_m{1.0, 10.0, 50.0, 250.0};
constexpr double enough = 0.9;
constexpr double longest_hole_m = 1000.0;
constexpr double metres_per_degree = 111'000.0;  // of latitude, a little less than any: boxes come out larger

double squared(PlanePoint a, PlanePoint b) {
  const double x = a.east - b.east, y = a.north - b.north;
  return x * x + y * y;
}
double apart(PlanePoint a, PlanePoint b) { return std::sqrt(squared(a, b)); }

double turned(Angle longitude, Angle about) { return std::remainder(in_degrees(longitude - about), 360.0); }

/// May an edge touch the window? Boxes only.
bool may_touch(const geo::Window& window, const Position& a, const Position& b) {
  if (std::max(a.latitude, b.latitude) < window.south || std::min(a.latitude, b.latitude) > window.north)
    return false;
  const Position middle = middle_of(window);
  const double half =
      0.5 * std::abs(in_degrees(window.east - window.west) + (window.east < window.west ? 360.0 : 0.0));
  const double x = turned(a.longitude, middle.longitude), y = turned(b.longitude, middle.longitude);
  if (std::abs(x - y) > 180.0) return false;  // it passes the far side of the globe
  return std::max(x, y) >= -half && std::min(x, y) <= half;
}

bool along_frame(const Position& a, const Position& b, const geo::Window& frame) {
  constexpr double same = 1e-9;  // degrees: the last digit that data sets carry
  const auto meridian = [&](Angle m) {
    return std::abs(turned(a.longitude, m)) < same && std::abs(turned(b.longitude, m)) < same;
  };
  const auto parallel = [&](Angle p) {
    return std::abs(in_degrees(a.latitude - p)) < same && std::abs(in_degrees(b.latitude - p)) < same;
  };
  return meridian(frame.west) || meridian(frame.east) || parallel(frame.south) || parallel(frame.north);
}

bool along_antimeridian(const Position& a, const Position& b) {
  return std::abs(in_degrees(a.longitude)) == 180.0 && std::abs(in_degrees(b.longitude)) == 180.0;
}

/// Walks a ring and keeps the paths of its edges that lie near a window and are borders at all.
class Walk {
public:
  Walk(const geo::Outline& outline, const geo::Window& window, const geo::Plane& plane)
      : outline_{outline}, window_{window}, plane_{plane} {}

  std::vector<FlatPath> paths() && {
    for (const geo::Polygon& part : outline_.parts) {
      ring(part.outer);
      for (const geo::Ring& hole : part.holes) ring(hole);
    }
    return std::move(paths_);
  }

private:
  void ring(const geo::Ring& corners) {
    const std::size_t before = paths_.size();
    FlatPath path;
    bool starts_within = false, all = true;
    for (std::size_t i = 0; i < corners.size(); ++i) {
      const Position &a = corners[i], &b = corners[(i + 1) % corners.size()];
      if (!counts(a, b)) {
        all = false;
        finish(path);
        continue;
      }
      if (i == 0) starts_within = true;
      if (path.empty()) path.push_back(plane_.to_plane(a));
      edge(a, b, path);
    }
    const bool ends_within = !path.empty();
    finish(path);
    // The ring's first corner is nobody's end: what was cut there is one path.
    if (!all && starts_within && ends_within && paths_.size() > before + 1) {
      FlatPath last = std::move(paths_.back());
      paths_.pop_back();
      last.insert(last.end(), paths_[before].begin() + 1, paths_[before].end());
      paths_[before] = std::move(last);
    }
  }

  [[nodiscard]] bool counts(const Position& a, const Position& b) const {
    return may_touch(window_, a, b) && !along_antimeridian(a, b) &&
           !(outline_.window && along_frame(a, b, *outline_.window));
  }

  void edge(const Position& a, const Position& b, FlatPath& path) const {
    const PlanePoint end = plane_.to_plane(b);
    const int pieces =
        1 + static_cast<int>(std::min(apart(path.back(), end) / in_metres(longest_piece), 1e6));
    for (int i = 1; i < pieces; ++i)
      path.push_back(plane_.to_plane(along_edge(a, b, outline_.edge, static_cast<double>(i) / pieces)));
    path.push_back(end);
  }

  void finish(FlatPath& path) {
    if (path.size() > 1) paths_.push_back(std::move(path));
    path.clear();
  }

  const geo::Outline& outline_;
  const geo::Window& window_;
  const geo::Plane& plane_;
  std::vector<FlatPath> paths_;
};

std::vector<FlatPath> edges_of(const geo::PreparedOutline& outline, const geo::Window& window,
                               const geo::Plane& plane) {
  return Walk{outline.outline(), window, plane}.paths();
}

/// Turns off short runs of `no` between two runs of `yes`.
void close_holes(const FlatPath& path, std::vector<bool>& kept) {
  std::size_t last = path.size();  // the last vertex that was kept
  double hole = 0.0;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (i > 0) hole += apart(path[i - 1], path[i]);
    if (!kept[i]) continue;
    if (last < path.size() && hole <= longest_hole_m)
      std::fill(kept.begin() + static_cast<std::ptrdiff_t>(last),
                kept.begin() + static_cast<std::ptrdiff_t>(i), true);
    last = i;
    hole = 0.0;
  }
}

void append_kept(const FlatPath& path, const std::vector<bool>& kept, std::vector<FlatPath>& out) {
  FlatPath current;
  for (std::size_t i = 0; i <= path.size(); ++i) {
    if (i < path.size() && kept[i]) {
      current.push_back(path[i]);
      continue;
    }
    if (current.size() > 1) out.push_back(current);
    current.clear();
  }
}

/// How far each vertex of a state's edges lies from the edge of others; infinite without others.
using Gaps = std::vector<std::vector<double>>;
Gaps gaps_between(const std::vector<FlatPath>& paths, const FlatLine& others) {
  Gaps gaps;
  for (const FlatPath& path : paths) {
    std::vector<double>& row = gaps.emplace_back();
    for (const PlanePoint& point : path)
      row.push_back(others.empty() ? std::numeric_limits<double>::infinity() : others.nearest(point).metres);
  }
  return gaps;
}

double smallest_gap_that_finds_most(const Gaps& gaps) {
  const auto found = [&](double gap) {
    std::ptrdiff_t count = 0;
    for (const auto& row : gaps)
      count += std::count_if(row.begin(), row.end(), [=](double g) { return g <= gap; });
    return static_cast<double>(count);
  };
  const double all = found(gaps_m.back());
  return *std::find_if(gaps_m.begin(), gaps_m.end(), [&](double gap) { return found(gap) >= enough * all; });
}

}  // namespace

FlatLine::FlatLine(std::vector<FlatPath> paths) : paths_{std::move(paths)} {
  for (std::size_t p = 0; p < paths_.size(); ++p)
    for (std::size_t first = 0; first + 1 < paths_[p].size(); first += segments_in_a_run) {
      const std::size_t last = std::min(first + segments_in_a_run, paths_[p].size() - 1);
      Run run{.path = p, .first = first, .last = last, .low = paths_[p][first], .high = paths_[p][first]};
      for (std::size_t i = first; i <= last; ++i) {
        run.low = {std::min(run.low.east, paths_[p][i].east), std::min(run.low.north, paths_[p][i].north)};
        run.high = {std::max(run.high.east, paths_[p][i].east), std::max(run.high.north, paths_[p][i].north)};
      }
      runs_.push_back(run);
    }
}

FlatFoot FlatLine::nearest(PlanePoint point) const {
  const auto to_box = [&](const Run& run) {
    const double x = std::max({run.low.east - point.east, 0.0, point.east - run.high.east});
    const double y = std::max({run.low.north - point.north, 0.0, point.north - run.high.north});
    return x * x + y * y;
  };
  FlatFoot best;
  double least = std::numeric_limits<double>::infinity();
  const auto look = [&](const Run& run) {
    const FlatPath& path = paths_[run.path];
    for (std::size_t i = run.first; i < run.last; ++i) {
      const PlanePoint a = path[i], b = path[i + 1];
      const double x = b.east - a.east, y = b.north - a.north, length2 = x * x + y * y;
      const double t =
          length2 > 0.0
              ? std::clamp(((point.east - a.east) * x + (point.north - a.north) * y) / length2, 0.0, 1.0)
              : 0.0;
      const PlanePoint foot{a.east + t * x, a.north + t * y};
      const double far = squared(point, foot);
      if (far >= least) continue;
      least = far;
      const bool closed = path.front().east == path.back().east && path.front().north == path.back().north;
      best = {.point = foot,
              .metres = std::sqrt(far),
              .at_end = !closed && ((i == 0 && t == 0.0) || (i + 2 == path.size() && t == 1.0))};
    }
  };
  // The nearest box first: then most others need no look.
  const auto first = std::min_element(runs_.begin(), runs_.end(),
                                      [&](const Run& a, const Run& b) { return to_box(a) < to_box(b); });
  look(*first);
  for (const Run& run : runs_)
    if (&run != &*first && to_box(run) < least) look(run);
  return best;
}

Position along_edge(const Position& from, const Position& to, geo::Edge edge, double share) {
  if (edge == geo::Edge::geodesic) {
    const geo::Leg leg = geo::leg(from, to);
    return geo::destination(from, leg.azimuth, share * leg.distance);
  }
  const Angle latitude = from.latitude + share * (to.latitude - from.latitude);
  double part = share;
  if (edge == geo::Edge::rhumb && from.latitude != to.latitude) {
    // Longitude along a rhumb line is linear in the isometric latitude (Snyder 1987, eq. 15-9).
    const auto isometric = [](Angle l) {
      constexpr double eccentricity = 0.0818191908426215;  // WGS 84
      const double sine = std::sin(in_radians(l));
      return std::atanh(sine) - eccentricity * std::atanh(eccentricity * sine);
    };
    part = (isometric(latitude) - isometric(from.latitude)) /
           (isometric(to.latitude) - isometric(from.latitude));
  }
  const double step = turned(to.longitude, from.longitude);
  return {.latitude = latitude,
          .longitude = degrees(std::remainder(in_degrees(from.longitude) + part * step, 360.0))};
}

geo::Window grown(const geo::Window& window, Length by) {
  const double north = in_metres(by) / metres_per_degree;
  const Angle south = std::max(window.south - degrees(north), degrees(-90)),
              top = std::min(window.north + degrees(north), degrees(90));
  const double narrowest =
      std::max(std::cos(std::max(std::abs(in_radians(south)), std::abs(in_radians(top)))), 1e-3);
  const double east = north / narrowest;
  return {.west = degrees(std::remainder(in_degrees(window.west) - east, 360.0)),
          .south = south,
          .east = degrees(std::remainder(in_degrees(window.east) + east, 360.0)),
          .north = top};
}

Position middle_of(const geo::Window& window) {
  const double width = in_degrees(window.east - window.west) + (window.east < window.west ? 360.0 : 0.0);
  return {.latitude = 0.5 * (window.south + window.north),
          .longitude = degrees(std::remainder(in_degrees(window.west) + 0.5 * width, 360.0))};
}

FlatLine boundary_line(const std::map<std::string, geo::SharedOutline>& states, const Subject& subject,
                       const geo::Window& window, const geo::Plane& plane) {
  const auto own = states.find(subject.state);
  if (own == states.end() || (!subject.is_coast() && !states.contains(subject.other))) return {};
  const std::vector<FlatPath> paths = edges_of(*own->second, window, plane);
  std::vector<FlatPath> of_others;
  for (const auto& [name, outline] : states)
    if (name != subject.state && (subject.is_coast() || name == subject.other))
      for (FlatPath& path : edges_of(*outline, window, plane)) of_others.push_back(std::move(path));

  const Gaps gaps = gaps_between(paths, FlatLine{std::move(of_others)});
  const double gap = smallest_gap_that_finds_most(gaps);
  std::vector<FlatPath> line;
  for (std::size_t p = 0; p < paths.size(); ++p) {
    std::vector<bool> kept;
    for (const double g : gaps[p]) kept.push_back(subject.is_coast() ? g > gap : g <= gap);
    if (!subject.is_coast()) close_holes(paths[p], kept);
    append_kept(paths[p], kept, line);
  }
  return FlatLine{std::move(line)};
}

}  // namespace recon::assess
