// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "bench/points.hpp"

namespace recon::bench {

/// Does the one state hold each point? 1 or 0.
class Holds {
public:
  Holds() = default;
  virtual ~Holds() = default;
  Holds(const Holds&) = delete;
  Holds(Holds&&) = delete;
  Holds& operator=(const Holds&) = delete;
  Holds& operator=(Holds&&) = delete;
  virtual void ask(geo::PointArrays points, std::span<std::uint8_t> inside) = 0;
};

/// Which of all states hold each point? Answers are kept in the contestant's own form and read after the
/// clock has stopped.
class Which {
public:
  Which() = default;
  virtual ~Which() = default;
  Which(const Which&) = delete;
  Which(Which&&) = delete;
  Which& operator=(const Which&) = delete;
  Which& operator=(Which&&) = delete;
  virtual void ask(geo::PointArrays points) = 0;
  /// Places in the list of states, ascending, of point `i` of the last ask().
  [[nodiscard]] virtual std::vector<std::uint16_t> answer(std::size_t i) const = 0;
};

/// How far is the edge of the one state, and where is its nearest point? The peers give no sign.
class HowFar {
public:
  HowFar() = default;
  virtual ~HowFar() = default;
  HowFar(const HowFar&) = delete;
  HowFar(HowFar&&) = delete;
  HowFar& operator=(const HowFar&) = delete;
  HowFar& operator=(HowFar&&) = delete;
  virtual void ask(geo::PointArrays points, geo::DistanceArrays answers) = 0;
};

/// What a contestant takes for the edge between two vertices, and for a point on it.
struct Manner {
  bool edges_on_sphere = false;  // geodesics of a sphere instead of straight in longitude and latitude
};

/// One way of answering one question. Building starts from outlines in memory and ends when the first
/// question can be answered at full speed.
template <class Question>
struct Contestant {
  std::string name;
  std::function<std::unique_ptr<Question>(const States&)> build;
  Manner manner = {};
};

/// A list of states that is written often and seldom longer than one.
struct FewStates {
  std::uint16_t count = 0;
  std::uint16_t states[7] = {};
  void add(std::size_t state) {
    if (count < 7) states[count++] = static_cast<std::uint16_t>(state);
  }
  [[nodiscard]] std::vector<std::uint16_t> ascending() const;
};

// Ours first; each function is in the file of its name.
std::vector<Contestant<Holds>> ours_holds();
std::vector<Contestant<Which>> ours_which();
std::vector<Contestant<HowFar>> ours_how_far();
std::vector<Contestant<Holds>> geos_holds();
std::vector<Contestant<HowFar>> geos_how_far();
std::vector<Contestant<Holds>> geos_locator_holds();
std::vector<Contestant<Which>> geos_locator_which();
std::vector<Contestant<Holds>> s2_holds();
std::vector<Contestant<Which>> s2_which();
std::vector<Contestant<HowFar>> s2_how_far();
std::vector<Contestant<Holds>> boost_holds();
std::vector<Contestant<HowFar>> boost_how_far();

/// The geodesic distance from `from` by one call of GeographicLib, as every peer finishes its answer.
[[nodiscard]] double inverse_metres(double latitude, double longitude, double to_latitude,
                                    double to_longitude);

/// Longitude times this is as long as latitude in the middle of the outline: the planar peers measure there.
[[nodiscard]] double shrink_of(const geo::Outline& outline);

}  // namespace recon::bench
