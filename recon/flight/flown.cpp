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

double distance(double east, double north) { return std::sqrt(east * east + north * north); }

double speed_of(const NodeState& node) { return distance(node.east_speed, node.north_speed); }

// Margins change by no more than the way (1-Lipschitz), but for what a table may be off: a share of the
// margin and some metres (chosen with room to spare).
constexpr double table_share = 0.02, table_metres = 20.0;

/// The nodes of a stretch with the margins that matter. Where the flight can neither be inside nor come
/// nearer to it than it is known to, it is not looked at.
class Stretch {
public:
  /// Nodes `first` to `last`, one of them the anchor, which is known best.
  Stretch(const Flight& flight, const Timeline& timeline, const Ground& ground, std::size_t first,
          std::size_t last)
      : flight_{flight}, timeline_{timeline}, ground_{ground}, first_{first}, last_{last} {
    nodes_.assign(last - first + 1, {});
    for (std::size_t k = first; k < last; ++k) node(k).reach = reach_between(k);
    const bool ends_at_anchor = last == timeline.anchor();
    ask(ends_at_anchor ? last : first);
    spread(ends_at_anchor ? last : first, ends_at_anchor ? first : last);
  }

  /// All looks from the first node to the last, without it unless `with_last`.
  void into(std::vector<Look>& looks, bool with_last) {
    looks.clear();
    for (std::size_t k = first_; k < last_; ++k) {
      if (!is_passed(k)) {
        if (!node(k).known) ask(k);
        if (!node(k + 1).known) ask(k + 1);
      }
      // What was asked may say more than its bound did.
      if (is_passed(k)) {
        if (node(k).known) looks.push_back(at_node(k));
        continue;
      }
      looks.push_back(at_node(k));
      look_between(k, looks);
    }
    if (with_last && node(last_).known) looks.push_back(at_node(last_));
  }

private:
  struct Node {
    double margin = 0.0;  // or the greatest that it can be
    double reach = 0.0;   // the longest way to the next node
    bool known = false;
  };

  Node& node(std::size_t k) { return nodes_[k - first_]; }

  void ask(std::size_t k) {
    const NodeState& at = flight_.nodes[k];
    ground_.margins({&at.east, 1}, {&at.north, 1}, {&node(k).margin, 1});
    node(k).known = true;
    if (node(k).margin > nearest_) nearest_ = node(k).margin;
  }

  [[nodiscard]] double reach_between(std::size_t k) const {
    const double speed = std::max(speed_of(flight_.nodes[k]), speed_of(flight_.nodes[k + 1]));
    return faster_between * timeline_.step * speed + aside_m;
  }

  /// On the way between two nodes a margin is at most half of both margins and the way together. A margin
  /// that is not known (NaN) passes nothing.
  [[nodiscard]] bool is_passed(std::size_t k) {
    const double most = 0.5 * (node(k).margin + node(k + 1).margin + node(k).reach);
    return most < 0.0 && most < nearest_;
  }

  /// The greatest margin that node k can have, from one that is known.
  [[nodiscard]] double bound(std::size_t k, std::size_t known) {
    const NodeState &a = flight_.nodes[k], &b = flight_.nodes[known];
    const double from = node(known).margin, way = distance(a.east - b.east, a.north - b.north);
    return from + way + table_share * (std::abs(from) + way) + table_metres;
  }

  /// From a node that is known to an end that is not.
  void spread(std::size_t from, std::size_t end) {
    const std::size_t low = std::min(from, end), high = std::max(from, end);
    if (low == high) return;
    for (std::size_t k = low; k <= high; ++k)
      if (k != from) node(k).margin = bound(k, from);
    bool all_pass = true;
    for (std::size_t k = low; k < high && all_pass; ++k) all_pass = is_passed(k);
    if (all_pass) return;
    const std::size_t middle = high - low == 1 ? end : (low + high) / 2;
    ask(middle);
    refine(std::min(from, middle), std::max(from, middle));
    spread(middle, end);
  }

  void refine(std::size_t a, std::size_t b) {
    if (b - a < 2) return;
    bool all_pass = true;
    for (std::size_t k = a + 1; k < b && all_pass; ++k) {
      node(k).margin = std::min(bound(k, a), bound(k, b));
      all_pass = is_passed(k - 1);
    }
    if (all_pass && is_passed(b - 1)) return;
    const std::size_t middle = (a + b) / 2;
    ask(middle);
    refine(a, middle);
    refine(middle, b);
  }

  Look at_node(std::size_t k) {
    return {timeline_.begin + static_cast<double>(k) * timeline_.step, flight_.nodes[k].east,
            flight_.nodes[k].north, node(k).margin};
  }

  void look_between(std::size_t k, std::vector<Look>& looks) {
    const double time = timeline_.begin + static_cast<double>(k) * timeline_.step;
    for (int i = 1; i < timeline_.looks; ++i) {
      const double share = static_cast<double>(i) / timeline_.looks;
      const NodeState at = between(flight_.nodes[k], flight_.nodes[k + 1], timeline_.step, share);
      Look look{time + share * timeline_.step, at.east, at.north, 0.0};
      ground_.margins({&look.east, 1}, {&look.north, 1}, {&look.margin, 1});
      looks.push_back(look);
    }
  }

  const Flight& flight_;
  const Timeline& timeline_;
  const Ground& ground_;
  std::size_t first_, last_;
  double nearest_ = -std::numeric_limits<double>::infinity();
  static thread_local std::vector<Node> nodes_;
};
thread_local std::vector<Stretch::Node> Stretch::nodes_;

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
    const double length = distance(to.east - from.east, to.north - from.north);
    if (was && is) {
      add(to.time - from.time, length);
    } else if (was != is) {
      // Where the zone does not know its side the edge lies anywhere between.
      const double crossed = from.margin / (from.margin - to.margin);
      const double share = std::isnan(crossed) ? 0.5 : crossed;
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
  thread_local Looks looks;
  looks.look_before(flight, timeline, ground);
  looks.look_after(flight, timeline, ground);
  return looks.stay(tip);
}

void Looks::look_before(const Flight& flight, const Timeline& timeline, const Ground& ground) {
  before_.clear();
  if (timeline.anchor() == 0) return;
  Stretch{flight, timeline, ground, 0, timeline.anchor()}.into(before_, false);
}

void Looks::look_after(const Flight& flight, const Timeline& timeline, const Ground& ground) {
  Stretch{flight, timeline, ground, timeline.anchor(), flight.nodes.size() - 1}.into(after_, true);
}

Stay Looks::stay(const std::optional<Tip>& tip) const {
  Walk walk{tip};
  const Look* last = nullptr;
  for (const std::vector<Look>* part : {&before_, &after_})
    for (const Look& look : *part) {
      if (last == nullptr)
        walk.first(look);
      else
        walk.step(*last, look);
      last = &look;
    }
  return walk.last(*last);
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
  const auto squared = [](double x, double y) { return x * x + y * y; };
  double slowest = std::numeric_limits<double>::infinity(), fastest = 0.0, hardest = 0.0;
  for (std::size_t k = first; k <= last; ++k) {
    const NodeState& at = flight.nodes[k];
    const double airspeed = squared(at.east_speed - flight.wind_east, at.north_speed - flight.wind_north);
    slowest = std::min(slowest, airspeed);
    fastest = std::max(fastest, airspeed);
    const std::size_t early = k >= half ? k - half : 0, late = std::min(k + half, flight.nodes.size() - 1);
    const NodeState &before = flight.nodes[early], &after = flight.nodes[late];
    const double across = (after.north_speed - before.north_speed) * at.east_speed -
                          (after.east_speed - before.east_speed) * at.north_speed;
    const double along = std::max(squared(at.east_speed, at.north_speed), 1.0);
    const double over = timeline.step * static_cast<double>(late - early);
    hardest = std::max(hardest, across * across / (along * over * over));
  }
  return {std::sqrt(slowest), std::sqrt(fastest),
          std::sqrt(1.0 + hardest / (standard_gravity * standard_gravity))};
}

}  // namespace recon::flight
