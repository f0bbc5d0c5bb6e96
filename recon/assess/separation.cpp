// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/separation.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace recon::assess {
namespace {

using geo::PlanePoint;
using geo::Position;

// How far beyond the rectangle lines are followed: what is nearest to a place in it may lie outside.
constexpr Length beyond = kilometres(10);
// Below this two data sets of one origin differ in their rounding, not in what they know (docs/borders.md).
constexpr Length error_floor = metres(30);
constexpr double shift_every_m = 200.0;
constexpr int shift_steps = 12;
constexpr double too_straight = 0.02;  // share of the line's normals across its main direction

double apart(PlanePoint a, PlanePoint b) { return std::hypot(a.east - b.east, a.north - b.north); }

/// A place every so many metres along a path, its first vertex included.
template <class Act>
void walk(const FlatLine& line, double every, const Act& act) {
  double at = 0.0;
  for (std::size_t p = 0; p < line.paths().size(); ++p) {
    const FlatPath& path = line.paths()[p];
    double next = 0.0, done = 0.0;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
      const double length = apart(path[i], path[i + 1]);
      for (; next < done + length; next += every) {
        const double t = (next - done) / length;
        act(p, at + next,
            PlanePoint{path[i].east + t * (path[i + 1].east - path[i].east),
                       path[i].north + t * (path[i + 1].north - path[i].north)});
      }
      done += length;
    }
    at += done;
  }
}

/// Which places of a line count: those in the rectangle, and near the track if there is one.
class Region {
public:
  Region(const Stretch& stretch, const geo::Plane& plane) : stretch_{stretch} {
    if (stretch.along.empty()) return;
    FlatPath path;
    for (const Position& position : stretch.along) path.push_back(plane.to_plane(position));
    if (path.size() == 1) path.push_back(path.front());
    along_ = FlatLine{{path}};
  }
  [[nodiscard]] bool holds(PlanePoint point, const Position& position) const {
    return geo::contains(stretch_.window, position) &&
           (along_.empty() || along_.nearest(point).metres <= in_metres(stretch_.reach));
  }

private:
  const Stretch& stretch_;
  FlatLine along_;
};

/// Places along one line, with the runs they fall into.
struct Sampled {
  Separations separations;
  EvenlySpaced signed_values;
};

class Comparing {
public:
  Comparing(const std::vector<ComparedBorder>& versions, const Subject& subject, const Stretch& stretch,
            const CompareOptions& options)
      : versions_{versions},
        subject_{subject},
        stretch_{stretch},
        options_{options},
        plane_{middle_of(stretch.window)},
        region_{stretch, plane_} {}

  Comparison compare() {
    result_.subject = subject_;
    result_.stretch = stretch_;
    result_.centre = plane_.centre();
    take_lines();
    for (std::size_t i = 0; i < kept_.size(); ++i)
      for (std::size_t j = i + 1; j < kept_.size(); ++j) pair(i, j);
    return std::move(result_);  // once
  }

  [[nodiscard]] const std::vector<const ComparedBorder*>& kept() const { return kept_; }

private:
  void leave_out(const ComparedBorder& version, const std::string& why) {
    result_.notes.push_back(version.id + " is left out: " + why);
  }

  void take_lines() {
    const bool land = std::any_of(versions_.begin(), versions_.end(), [](const ComparedBorder& v) {
      return v.extent == incident::Border::Extent::land;
    });
    for (const ComparedBorder& version : versions_) {
      if (!version.states.contains(subject_.state) ||
          (!subject_.is_coast() && !version.states.contains(subject_.other))) {
        leave_out(version, "it does not hold " + subject_.state +
                               (subject_.is_coast() ? "" : " and " + subject_.other));
        continue;
      }
      if (subject_.is_coast() && land && version.extent != incident::Border::Extent::land) {
        leave_out(version, "its outline is land and sea, so there is no coast in it");
        continue;
      }
      FlatLine line = boundary_line(version.states, subject_, grown(stretch_.window, beyond), plane_);
      const double length = length_within(line);
      if (length <= 0.0) {
        leave_out(version, "it has no such line here");
        continue;
      }
      ComparedLine compared{.id = version.id,
                            .family = version.family,
                            .line = std::move(line),
                            .paths = {},
                            .outline = version.states.at(subject_.state),
                            .length = metres(length),
                            .line_error = version.line_error,
                            .shift_error = version.shift_error,
                            .correlation = version.correlation,
                            .attribution = version.attribution};
      for (const FlatPath& path : compared.line.paths()) {
        auto& on_globe = compared.paths.emplace_back();
        for (const PlanePoint& point : path) on_globe.push_back(plane_.to_globe(point));
      }
      result_.lines.push_back(std::move(compared));
      kept_.push_back(&version);
    }
  }

  [[nodiscard]] double length_within(const FlatLine& line) const {
    double count = 0.0;
    walk(line, in_metres(options_.every), [&](std::size_t, double, PlanePoint point) {
      if (region_.holds(point, plane_.to_globe(point))) ++count;
    });
    return count * in_metres(options_.every);
  }

  /// The other line as seen from along this one; positive where the other gives the state more, so where
  /// this line's place lies inside the other's state.
  [[nodiscard]] Sampled seen_from(const FlatLine& line, const FlatLine& other,
                                  const geo::PreparedOutline& others_state) const {
    Sampled sampled;
    sampled.signed_values.step = options_.every;
    bool open = false;
    std::size_t last_path = 0;
    walk(line, in_metres(options_.every), [&](std::size_t path, double at, PlanePoint point) {
      if (path != last_path) open = false;
      last_path = path;
      const Position here = plane_.to_globe(point);
      if (!region_.holds(point, here)) {
        open = false;
        return;
      }
      const FlatFoot foot = other.nearest(point);
      if (foot.at_end) {
        ++sampled.separations.left_out;
        open = false;
        return;
      }
      const double sign = others_state.contains(here) ? 1.0 : -1.0;
      if (!open) sampled.signed_values.runs.emplace_back();
      open = true;
      sampled.signed_values.runs.back().push_back(sign * foot.metres);
      sampled.separations.points.push_back({.at = metres(at),
                                            .here = here,
                                            .there = plane_.to_globe(foot.point),
                                            .separation = metres(sign * foot.metres)});
    });
    summarise(sampled.separations);
    return sampled;
  }

  static void summarise(Separations& s) {
    if (s.points.empty()) return;
    const auto n = static_cast<double>(s.points.size());
    double sum = 0.0, squares = 0.0;
    std::vector<double> sizes;
    for (const SeparationPoint& point : s.points) {
      const double u = in_metres(point.separation);
      sum += u;
      squares += u * u;
      sizes.push_back(std::abs(u));
    }
    const double mean = sum / n;
    s.mean = metres(mean);
    s.sd = metres(std::sqrt(std::max(squares / n - mean * mean, 0.0)));
    s.rms = metres(std::sqrt(squares / n));
    s.worst = *std::max_element(s.points.begin(), s.points.end(), [](const auto& a, const auto& b) {
      return abs(a.separation) < abs(b.separation);
    });
    s.largest = abs(s.worst->separation);
    std::sort(sizes.begin(), sizes.end());
    s.p95 = metres(sizes[static_cast<std::size_t>(0.95 * (n - 1.0))]);
  }

  void pair(std::size_t i, std::size_t j) {
    const FlatLine &first = result_.lines[i].line, &second = result_.lines[j].line;
    Sampled there = seen_from(first, second, *kept_[j]->states.at(subject_.state));
    Sampled back = seen_from(second, first, *kept_[i]->states.at(subject_.state));
    PairSeparation pair{.first = i, .second = j};
    pair.independent = kept_[i]->family.empty() || kept_[i]->family != kept_[j]->family;
    pair.there = std::move(there.separations);
    pair.back = std::move(back.separations);
    if (pair.there.points.empty() || pair.back.points.empty()) {
      result_.notes.push_back(kept_[i]->id + " and " + kept_[j]->id +
                              " have no stretch in common: they are not compared");
      return;
    }
    combine(pair);
    pair.correlation = correlation_length(there.signed_values);
    if (pair.correlation && pair.correlation->determined) {
      // The mean of a Matérn-3/2 process over a length L: variance s² · 4 l / (√3 L), for L much longer than
      // l.
      const double length = in_metres(options_.every) * static_cast<double>(pair.there.points.size());
      const double share = 4.0 * in_metres(pair.correlation->value) / (std::numbers::sqrt3 * length);
      pair.mean_error = metres(in_metres(pair.correlation->sd) * std::sqrt(std::min(share, 1.0)));
    }
    pair.shift = best_shift(second, first);
    pair.implied = {.line = std::max(pair.there.sd / std::numbers::sqrt2, error_floor),
                    .shift = std::max(abs(pair.there.mean) / std::numbers::sqrt2, error_floor)};
    result_.pairs.push_back(std::move(pair));
  }

  static void combine(PairSeparation& pair) {
    double sum = 0.0, squares = 0.0;
    for (const Separations* way : {&pair.there, &pair.back})
      for (const SeparationPoint& point : way->points) {
        const double u = std::abs(in_metres(point.separation));
        sum += u;
        squares += u * u;
      }
    const auto n = static_cast<double>(pair.there.points.size() + pair.back.points.size());
    pair.mean_size = metres(sum / n);
    pair.rms = metres(std::sqrt(squares / n));
    pair.p95 = std::max(pair.there.p95, pair.back.p95);
    pair.largest = std::max(pair.there.largest, pair.back.largest);
  }

  /// What moves `line` nearest to `other`.
  [[nodiscard]] std::optional<BestShift> best_shift(const FlatLine& line, const FlatLine& other) const {
    std::vector<PlanePoint> points;
    walk(line, shift_every_m, [&](std::size_t, double, PlanePoint point) {
      if (region_.holds(point, plane_.to_globe(point))) points.push_back(point);
    });
    BestShift best;
    double east = 0.0, north = 0.0;
    for (int step = 0; step <= shift_steps; ++step) {
      double xx = 0.0, xy = 0.0, yy = 0.0, gx = 0.0, gy = 0.0, squares = 0.0, count = 0.0;
      for (const PlanePoint& point : points) {
        const PlanePoint moved{point.east + east, point.north + north};
        const FlatFoot foot = other.nearest(moved);
        if (foot.at_end) continue;
        ++count;
        squares += foot.metres * foot.metres;
        if (foot.metres <= 1e-9) continue;
        const double x = (foot.point.east - moved.east) / foot.metres,
                     y = (foot.point.north - moved.north) / foot.metres;
        xx += x * x, xy += x * y, yy += y * y;
        gx += x * foot.metres, gy += y * foot.metres;
      }
      if (count < 3.0) return std::nullopt;
      const double rms = std::sqrt(squares / count);
      if (step == 0) best.rms_before = metres(rms);
      best.rms_left = metres(rms);
      if (step == shift_steps || xx + yy <= 0.0) break;
      // Principal directions of the normals: along the smaller one a straight line says nothing.
      const double half = 0.5 * (xx - yy), root = std::hypot(half, xy), large = 0.5 * (xx + yy) + root,
                   small = 0.5 * (xx + yy) - root, turn = 0.5 * std::atan2(xy, half);
      const double c = std::cos(turn), s = std::sin(turn);
      const double across = (c * gx + s * gy) / large;
      best.across_only = small < too_straight * large;
      const double along = best.across_only ? 0.0 : (-s * gx + c * gy) / small;
      east += c * across - s * along;
      north += s * across + c * along;
    }
    best.east = metres(east);
    best.north = metres(north);
    return best;
  }

  const std::vector<ComparedBorder>& versions_;
  const Subject& subject_;
  const Stretch& stretch_;
  const CompareOptions& options_;
  geo::Plane plane_;
  Region region_;
  Comparison result_;
  std::vector<const ComparedBorder*> kept_;
};

// ---- areas: chords of parallels, summed ---------------------------------------------------------------

/// Where a state begins and ends along each of many parallels, east of a window's west side.
class Chords {
public:
  Chords(const geo::PreparedOutline& outline, const geo::Window& window, std::size_t rows, double width)
      : window_{window}, rows_{rows}, width_{width}, crossings_(rows), starts_inside_(rows) {
    for (const geo::Polygon& part : outline.outline().parts) {
      ring(part.outer, outline.outline().edge);
      for (const geo::Ring& hole : part.holes) ring(hole, outline.outline().edge);
    }
    for (std::size_t row = 0; row < rows; ++row) {
      std::sort(crossings_[row].begin(), crossings_[row].end());
      starts_inside_[row] = outline.contains({.latitude = latitude(row), .longitude = window.west});
    }
  }
  [[nodiscard]] const std::vector<double>& crossings(std::size_t row) const { return crossings_[row]; }
  [[nodiscard]] bool starts_inside(std::size_t row) const { return starts_inside_[row]; }
  [[nodiscard]] Angle latitude(std::size_t row) const {
    return window_.south +
           (static_cast<double>(row) + 0.5) / static_cast<double>(rows_) * (window_.north - window_.south);
  }

private:
  void ring(const geo::Ring& corners, geo::Edge kind) {
    for (std::size_t i = 0; i < corners.size(); ++i) {
      const Position &a = corners[i], &b = corners[(i + 1) % corners.size()];
      if (std::max(a.latitude, b.latitude) < window_.south ||
          std::min(a.latitude, b.latitude) > window_.north)
        continue;
      // Straight in longitude and latitude an edge is crossed exactly; another kind is cut first.
      const int pieces =
          kind == geo::Edge::lon_lat ? 1 : 1 + static_cast<int>(geo::distance(a, b) / metres(500));
      Position from = a;
      for (int k = 1; k <= pieces; ++k) {
        const Position to = k == pieces ? b : along_edge(a, b, kind, static_cast<double>(k) / pieces);
        edge(from, to);
        from = to;
      }
    }
  }

  void edge(const Position& a, const Position& b) {
    const double south = in_degrees(window_.south), height = in_degrees(window_.north) - south;
    const auto row_of = [&](Angle l) {
      return (in_degrees(l) - south) / height * static_cast<double>(rows_) - 0.5;
    };
    const double from = std::min(row_of(a.latitude), row_of(b.latitude)),
                 to = std::max(row_of(a.latitude), row_of(b.latitude));
    const double first = std::max(std::ceil(from), 0.0),
                 last = std::min(to, static_cast<double>(rows_) - 1.0);
    const double start = east_of_west(a.longitude),
                 step = std::remainder(in_degrees(b.longitude - a.longitude), 360.0);
    for (double row = first; row <= last; ++row) {
      if (row == to) continue;  // half-open: a vertex on a parallel is crossed once
      const double t = (row - row_of(a.latitude)) / (row_of(b.latitude) - row_of(a.latitude));
      double x = start + t * step;
      x -= 360.0 * std::floor(x / 360.0);
      if (x < width_) crossings_[static_cast<std::size_t>(row)].push_back(x);
    }
  }
  [[nodiscard]] double east_of_west(Angle longitude) const {
    const double x = in_degrees(longitude - window_.west);
    return x - 360.0 * std::floor(x / 360.0);
  }

  geo::Window window_;
  std::size_t rows_;
  double width_;
  std::vector<std::vector<double>> crossings_;
  std::vector<bool> starts_inside_;
};

double width_of(const geo::Window& window) {
  const double width = in_degrees(window.east - window.west);
  return width < 0.0 ? width + 360.0 : width;
}

/// What is within both; nullopt when that is nothing.
std::optional<geo::Window> meet(const geo::Window& a, const geo::Window& b) {
  const auto east_of_a = [&](Angle l) { return std::remainder(in_degrees(l - a.west), 360.0); };
  double west = east_of_a(b.west), east = west + width_of(b);
  west = std::max(west, 0.0);
  east = std::min(east, width_of(a));
  const geo::Window both{.west = degrees(std::remainder(in_degrees(a.west) + west, 360.0)),
                         .south = std::max(a.south, b.south),
                         .east = degrees(std::remainder(in_degrees(a.west) + east, 360.0)),
                         .north = std::min(a.north, b.north)};
  if (east <= west || both.south >= both.north) return std::nullopt;
  return both;
}

/// Area of the ellipsoid per radian² of longitude and latitude: M N cos (latitude).
double square_metres_per_radian2(Angle latitude) {
  constexpr double a = 6'378'137.0, e2 = 0.00669437999014132;  // WGS 84
  const double sine = std::sin(in_radians(latitude)), w = 1.0 - e2 * sine * sine;
  return a * a * (1.0 - e2) / (w * w) * std::cos(in_radians(latitude));
}

class GroundSum {
public:
  GroundSum(const std::vector<const ComparedBorder*>& versions, const Subject& subject,
            const geo::Window& window, std::size_t rows)
      : window_{window}, rows_{rows}, width_{width_of(window)} {
    sum_.window = window;
    sum_.by_version.resize(versions.size());
    for (const ComparedBorder* version : versions) {
      own_.emplace_back(*version->states.at(subject.state), window, rows, width_);
      if (!subject.is_coast()) other_.emplace_back(*version->states.at(subject.other), window, rows, width_);
    }
  }

  SharedGround sum() && {
    for (std::size_t row = 0; row < rows_; ++row) add(row);
    return sum_;
  }

private:
  struct Crossing {
    double at;
    std::size_t version;
    bool other;
  };

  void add(std::size_t row) {
    std::vector<Crossing> crossings;
    std::vector<char> own, other(own_.size(), 0);
    for (std::size_t v = 0; v < own_.size(); ++v) {
      own.push_back(own_[v].starts_inside(row) ? 1 : 0);
      for (const double at : own_[v].crossings(row)) crossings.push_back({at, v, false});
      if (other_.empty()) continue;
      other[v] = other_[v].starts_inside(row) ? 1 : 0;
      for (const double at : other_[v].crossings(row)) crossings.push_back({at, v, true});
    }
    std::sort(crossings.begin(), crossings.end(),
              [](const Crossing& a, const Crossing& b) { return a.at < b.at; });
    constexpr double radian = std::numbers::pi / 180.0;
    const double height = in_radians(window_.north - window_.south) / static_cast<double>(rows_);
    const double per_degree = square_metres_per_radian2(own_.front().latitude(row)) * height * radian;
    double from = 0.0;
    for (const Crossing& crossing : crossings) {
      give(square_metres(per_degree * (crossing.at - from)), own, other);
      from = crossing.at;
      char& side = (crossing.other ? other : own)[crossing.version];
      side = side == 0 ? 1 : 0;
    }
    give(square_metres(per_degree * (width_ - from)), own, other);
  }

  void give(Surface area, const std::vector<char>& own, const std::vector<char>& other) {
    const auto count = [](const std::vector<char>& sides) {
      return static_cast<std::size_t>(std::count(sides.begin(), sides.end(), 1));
    };
    const std::size_t all = own.size(), theirs = count(own), others = count(other);
    std::size_t neither = 0;
    for (std::size_t v = 0; v < all; ++v) {
      if (own[v] == 0 && other[v] == 0) ++neither;
      GroundShare& share = sum_.by_version[v];
      if (own[v] != 0) share.state += area;
      if (other[v] != 0) share.other += area;
      if (own[v] != 0 && theirs == 1) share.alone += area;
      if (own[v] == 0 && theirs + 1 == all) share.denied_alone += area;
    }
    sum_.whole += area;
    if (theirs > 0) sum_.state_in_some += area;
    // Where one data set's neighbours overlap, all may agree twice: the state comes first.
    if (theirs == all)
      sum_.state_in_all += area;
    else if (others == all)
      sum_.other_in_all += area;
    else if (neither == all)
      sum_.neither_in_all += area;
    else
      sum_.told_differently += area;
  }

  geo::Window window_;
  std::size_t rows_;
  double width_;
  std::vector<Chords> own_, other_;
  SharedGround sum_;
};

std::optional<SharedGround> shared_ground(const std::vector<const ComparedBorder*>& versions,
                                          const Subject& subject, const geo::Window& window,
                                          std::size_t rows) {
  std::optional<geo::Window> covered = window;
  for (const ComparedBorder* version : versions)
    if (covered && version->frame) covered = meet(*covered, *version->frame);
  if (!covered || versions.empty()) return std::nullopt;
  return GroundSum{versions, subject, *covered, rows}.sum();
}

}  // namespace

geo::Window window_about(const std::vector<Position>& line, Length radius) {
  assert(!line.empty());
  geo::Window window{line.front().longitude, line.front().latitude, line.front().longitude,
                     line.front().latitude};
  for (const Position& position : line) {
    const double east = std::remainder(in_degrees(position.longitude - line.front().longitude), 360.0);
    const auto from_first = [&](Angle l) {
      return std::remainder(in_degrees(l - line.front().longitude), 360.0);
    };
    if (east < from_first(window.west)) window.west = position.longitude;
    if (east > from_first(window.east)) window.east = position.longitude;
    window.south = std::min(window.south, position.latitude);
    window.north = std::max(window.north, position.latitude);
  }
  const auto step = [&](const Position& from, double azimuth) {
    return geo::destination(from, degrees(azimuth), radius);
  };
  const Position low{window.south, window.west}, high{window.north, window.east};
  // Meridians meet towards the poles: the wider of the two ends decides.
  const bool north = in_degrees(window.north) > -in_degrees(window.south);
  const Angle widest = north ? window.north : window.south;
  return {.west = step({widest, window.west}, 270.0).longitude,
          .south = step(low, 180.0).latitude,
          .east = step({widest, window.east}, 90.0).longitude,
          .north = step(high, 0.0).latitude};
}

geo::Window window_about(const Position& centre, Length radius) {
  return window_about(std::vector<Position>{centre}, radius);
}

std::optional<Subject> nearest_subject(const std::vector<ComparedBorder>& versions, const Position& position,
                                       const geo::Window& window) {
  const geo::Plane plane{position};
  std::optional<Subject> best;
  double least = HUGE_VAL;
  const auto consider = [&](const Subject& subject, const ComparedBorder& version) {
    const FlatLine line = boundary_line(version.states, subject, window, plane);
    if (line.empty()) return;
    const double far = line.nearest({0.0, 0.0}).metres;
    if (far >= least) return;
    least = far;
    best = subject;
  };
  for (const ComparedBorder& version : versions)
    for (auto a = version.states.begin(); a != version.states.end(); ++a)
      for (auto b = std::next(a); b != version.states.end(); ++b)
        consider({.state = a->first, .other = b->first}, version);
  if (best) return best;
  for (const ComparedBorder& version : versions)
    for (const auto& [state, outline] : version.states)
      if (version.extent == incident::Border::Extent::land) consider({.state = state, .other = {}}, version);
  return best;
}

Comparison compare(const std::vector<ComparedBorder>& versions, const Subject& subject,
                   const Stretch& stretch, const CompareOptions& options) {
  Comparing comparing{versions, subject, stretch, options};
  Comparison comparison = comparing.compare();
  comparison.ground = shared_ground(comparing.kept(), subject, stretch.window, options.rows);
  return comparison;
}

}  // namespace recon::assess
