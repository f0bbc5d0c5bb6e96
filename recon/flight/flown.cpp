// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/flown.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace recon::flight {
namespace {

constexpr double standard_gravity = 9.80665;  // m/s2, CGPM 1901

// Turns are measured over the time that a pilot holds them; white-noise acceleration has none at an instant.
constexpr double turn_window = 4.0;  // s

// The cubic between two nodes may leave its chord: by how much its greatest speed exceeds theirs, and a
// distance besides (both chosen with room to spare).
constexpr double faster_between = 1.2, aside_m = 20.0;

NodeState between(const NodeState& a, const NodeState& b, double interval, double share) {
  const double t = share, t2 = t * t, t3 = t2 * t;
  const double from = 2 * t3 - 3 * t2 + 1, leave = t3 - 2 * t2 + t, to = 1 - from, arrive = t3 - t2;
  const double from_d = 6 * (t2 - t), leave_d = 3 * t2 - 4 * t + 1, arrive_d = 3 * t2 - 2 * t;
  return {
      from * a.east + leave * interval * a.east_speed + to * b.east + arrive * interval * b.east_speed,
      from * a.north + leave * interval * a.north_speed + to * b.north + arrive * interval * b.north_speed,
      from_d * (a.east - b.east) / interval + leave_d * a.east_speed + arrive_d * b.east_speed,
      from_d * (a.north - b.north) / interval + leave_d * a.north_speed + arrive_d * b.north_speed};
}

/// A place along the flight where its margin was asked.
struct Look {
  double time, east, north, margin;
};

/// Every place worth looking at, in order of time: all nodes, and the places between two nodes that might
/// touch the zone.
std::vector<Look> looks(const Flight& flight, const Timeline& timeline, const Ground& ground) {
  const std::size_t n = flight.nodes.size();
  thread_local std::vector<double> east, north, margin;
  east.clear(), north.clear();
  for (const NodeState& node : flight.nodes) east.push_back(node.east), north.push_back(node.north);
  margin.resize(n);
  ground.margins(east, north, margin);

  std::vector<Look> all;
  all.reserve(n * static_cast<std::size_t>(timeline.looks));
  std::vector<std::size_t> asked;  // which of them still lack a margin
  for (std::size_t k = 0; k < n; ++k) {
    const double time = timeline.begin + static_cast<double>(k) * timeline.step;
    all.push_back({time, east[k], north[k], margin[k]});
    if (k + 1 == n) break;
    const NodeState &a = flight.nodes[k], &b = flight.nodes[k + 1];
    const double speed = std::sqrt(std::max(a.east_speed * a.east_speed + a.north_speed * a.north_speed,
                                            b.east_speed * b.east_speed + b.north_speed * b.north_speed));
    const double reach = faster_between * timeline.step * speed + aside_m;
    if (margin[k] < -reach && margin[k + 1] < -reach) continue;
    for (int i = 1; i < timeline.looks; ++i) {
      const double share = static_cast<double>(i) / timeline.looks;
      const NodeState at = between(a, b, timeline.step, share);
      asked.push_back(all.size());
      all.push_back({time + share * timeline.step, at.east, at.north, 0.0});
    }
  }
  east.clear(), north.clear();
  for (const std::size_t i : asked) east.push_back(all[i].east), north.push_back(all[i].north);
  margin.resize(asked.size());
  ground.margins(east, north, margin);
  for (std::size_t i = 0; i < asked.size(); ++i) all[asked[i]].margin = margin[i];
  return all;
}

/// The stays of a flight, look by look.
class Walk {
public:
  explicit Walk(const std::optional<Tip>& tip) : tip_{tip} {}

  void first(const Look& look) {
    stay_.deepest = -std::numeric_limits<double>::infinity();
    stay_.inside_first = look.margin > 0.0;
    if (stay_.inside_first) enter(look);
    see(look);
  }

  void step(const Look& from, const Look& to) {
    const bool was = from.margin > 0.0, is = to.margin > 0.0;
    const double length = std::hypot(to.east - from.east, to.north - from.north);
    if (was && is) {
      add(to.time - from.time, length);
    } else if (was != is) {
      const double share = from.margin / (from.margin - to.margin);
      const Look edge{from.time + share * (to.time - from.time), from.east + share * (to.east - from.east),
                      from.north + share * (to.north - from.north), 0.0};
      if (is) {
        enter(edge);
        add(to.time - edge.time, (1.0 - share) * length);
      } else {
        add(edge.time - from.time, share * length);
        leave(edge);
      }
    }
    see(to);
  }

  [[nodiscard]] Stay last(const Look& look) {
    stay_.inside_last = look.margin > 0.0;
    if (stay_.inside_last) leave(look);
    return stay_;
  }

private:
  void enter(const Look& at) {
    ++stay_.excursions;
    entered_ = at;
  }
  void leave(const Look& at) {
    if (at.time - entered_.time < stay_.exit_time - stay_.entry_time) return;
    stay_.entry_time = entered_.time;
    stay_.exit_time = at.time;
    stay_.entry = {entered_.east, entered_.north};
    stay_.exit = {at.east, at.north};
  }
  void add(double seconds, double metres) {
    stay_.seconds += seconds;
    stay_.metres += metres;
  }
  void see(const Look& at) {
    if (at.margin > stay_.deepest) stay_.deepest = at.margin;
    if (!tip_ || !(at.margin > 0.0)) return;
    const double above =
        (at.east - tip_->vertex.east) * tip_->axis_east + (at.north - tip_->vertex.north) * tip_->axis_north;
    stay_.above_vertex = std::max(stay_.above_vertex, above);
  }

  const std::optional<Tip>& tip_;
  Stay stay_;
  Look entered_{};
};

}  // namespace

std::size_t Timeline::nodes() const {
  return static_cast<std::size_t>(std::lround((end - begin) / step)) + 1;
}

std::size_t Timeline::anchor() const { return static_cast<std::size_t>(std::lround(-begin / step)); }

NodeState state_at(const Flight& flight, const Timeline& timeline, double time) {
  const double place =
      std::clamp((time - timeline.begin) / timeline.step, 0.0, static_cast<double>(flight.nodes.size() - 1));
  const std::size_t k = std::min(static_cast<std::size_t>(place), flight.nodes.size() - 2);
  return between(flight.nodes[k], flight.nodes[k + 1], timeline.step, place - static_cast<double>(k));
}

Stay stay(const Flight& flight, const Timeline& timeline, const Ground& ground,
          const std::optional<Tip>& tip) {
  const std::vector<Look> seen = looks(flight, timeline, ground);
  Walk walk{tip};
  walk.first(seen.front());
  for (std::size_t i = 1; i < seen.size(); ++i) walk.step(seen[i - 1], seen[i]);
  return walk.last(seen.back());
}

Effort effort(const Flight& flight, const Timeline& timeline, double from, double to) {
  const auto last_node = static_cast<double>(flight.nodes.size() - 1);
  const auto node = [&](double time, double beside) {
    const double place = std::floor((time - timeline.begin) / timeline.step + beside);
    return static_cast<std::size_t>(std::clamp(place, 0.0, last_node));
  };
  const std::size_t first = node(from, 1e-9), last = node(to, 1.0 - 1e-9);
  const std::size_t half =
      std::max<std::size_t>(1, static_cast<std::size_t>(turn_window / 2 / timeline.step));
  Effort most{std::numeric_limits<double>::infinity(), 0.0, 1.0};
  for (std::size_t k = first; k <= last; ++k) {
    const NodeState& at = flight.nodes[k];
    const double airspeed = std::hypot(at.east_speed - flight.wind_east, at.north_speed - flight.wind_north);
    most.least_airspeed = std::min(most.least_airspeed, airspeed);
    most.greatest_airspeed = std::max(most.greatest_airspeed, airspeed);
    const std::size_t early = k >= half ? k - half : 0, late = std::min(k + half, flight.nodes.size() - 1);
    const NodeState &before = flight.nodes[early], &after = flight.nodes[late];
    const double along = std::max(std::hypot(at.east_speed, at.north_speed), 1.0);
    const double across = ((after.north_speed - before.north_speed) * at.east_speed -
                           (after.east_speed - before.east_speed) * at.north_speed) /
                          (along * timeline.step * static_cast<double>(late - early));
    most.greatest_load_factor = std::max(
        most.greatest_load_factor, std::sqrt(1.0 + across * across / (standard_gravity * standard_gravity)));
  }
  return most;
}

}  // namespace recon::flight
