// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "recon/flight/ground.hpp"

/// One drawn flight, and what it does over a zone. Doubles are metres, seconds and metres per second in
/// the plane of the case; time zero is the event that the flight is anchored at.
namespace recon::flight {

/// The instants that a flight is drawn at. Between nodes it is the cubic through their states (the mean of
/// the motion); it is looked at `looks` times per interval, never on the chord between nodes.
struct Timeline {
  double begin = -60.0, end = 60.0, step = 2.0;
  int looks = 4;
  [[nodiscard]] std::size_t nodes() const;   // both ends included
  [[nodiscard]] std::size_t anchor() const;  // the node at time zero
};

struct NodeState {
  double east = 0.0, north = 0.0, east_speed = 0.0, north_speed = 0.0;
};

struct Flight {
  std::vector<NodeState> nodes;
  double wind_east = 0.0, wind_north = 0.0;
};

[[nodiscard]] NodeState state_at(const Flight& flight, const Timeline& timeline, double time);

/// What a flight does in one zone. For one that never enters, `deepest` is the signed greatest margin
/// (negative) and the times and lengths are zero.
struct Stay {
  double seconds = 0.0, metres = 0.0;
  double deepest = 0.0;       // greatest margin: depth from the nearest edge
  double above_vertex = 0.0;  // greatest distance beyond the tip, along the axis, while inside
  int excursions = 0;
  bool inside_first = false, inside_last = false;  // at the ends of the timeline
  double entry_time = 0.0, exit_time = 0.0;        // of the longest stay
  geo::PlanePoint entry, exit;
  [[nodiscard]] bool entered() const { return deepest > 0.0; }
};

/// The tip of a zone and the direction into it: depth "above the tip" is measured along it.
struct Tip {
  geo::PlanePoint vertex;
  double axis_east = 0.0, axis_north = 1.0;  // a unit vector
};

/// One pass over a flight: crossings by linear interpolation of the margin where its sign changes.
/// Stretches that the Lipschitz bound keeps outside are not looked at.
[[nodiscard]] Stay stay(const Flight& flight, const Timeline& timeline, const Ground& ground,
                        const std::optional<Tip>& tip);

/// A place along a flight where its margin was asked.
struct Look {
  double time = 0.0, east = 0.0, north = 0.0, margin = 0.0;
};

/// The looks of one flight at one zone, in order of time, apart for the nodes before the anchor and those
/// from it on: where one part of a flight has changed, only that is looked at again.
///   (1) stay() of a flight is stay(tip) after both parts were looked at
class Looks {
public:
  void look_before(const Flight& flight, const Timeline& timeline, const Ground& ground);
  void look_after(const Flight& flight, const Timeline& timeline, const Ground& ground);
  [[nodiscard]] Stay stay(const std::optional<Tip>& tip) const;

private:
  std::vector<Look> before_, after_;
};

/// How hard a flight would be to fly: true airspeed (ground speed less wind) and the load factor of its turns
/// over windows of 4 s, at the nodes from the last before `from` to the first after `to`.
struct Effort {
  double least_airspeed = 0.0, greatest_airspeed = 0.0, greatest_load_factor = 1.0;
};
[[nodiscard]] Effort effort(const Flight& flight, const Timeline& timeline, double from, double to);

}  // namespace recon::flight
