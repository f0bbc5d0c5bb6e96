// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "recon/flight/random.hpp"

/// When an aircraft was where on a path whose places are told, in order, and whose times are not, or only
/// here and there (docs/method/flights.md, Paths without times). Metres along the path, and seconds.
namespace recon::flight {

/// What is believed of the speed over a whole path: Gaussian, cut off at both ends, m/s.
struct Pace {
  double mean = 0.0, sigma = 0.0, slowest = 0.0, fastest = 0.0;
};

/// A time that is told for a place on the path, and its error, one sigma.
struct Anchor {
  double along = 0.0, time = 0.0, sigma = 0.0;
};

/// The timetables that a path may have. The mean speed is drawn from the pace, in cells of equal probability
/// weighed by what the anchors say. About it the slowness (seconds per metre) wanders as an
/// Ornstein-Uhlenbeck process of `varies` of itself, which forgets over the way of `remembers` seconds.
/// Times add up along the way, so that given the mean speed all of them and the anchors are jointly Gaussian:
/// smoothed and drawn exactly.
///   (1) given the mean speed, equals the dense Gaussian regression on the same model
///   (2) without anchors the time starts at nought, and the whole takes length over a mean speed of the pace
///   (3) the doubt of a time is least at anchors, and grows with the way from them
///   (4) no drawn timetable runs backwards
class Timetable {
public:
  static constexpr double varies = 0.15, remembers = 120.0;

  /// REQUIRES: length > 0; anchors ascend, lie on the path, and have a sigma of more than nothing;
  /// 0 < slowest <= mean <= fastest
  Timetable(double length, std::span<const Anchor> anchors, const Pace& pace);

  /// Places along the path at which timetables are drawn; between them time runs evenly.
  [[nodiscard]] const std::vector<double>& posts() const { return posts_; }
  /// The mean of all timetables at the posts, and one sigma.
  [[nodiscard]] const std::vector<double>& means() const { return means_; }
  [[nodiscard]] std::vector<double> sigmas() const;
  /// The mean at any place along.
  [[nodiscard]] double mean(double along) const;
  /// Draw i at every post. REQUIRES: times.size() == posts().size()
  void draw(std::uint64_t i, const Draws& speed, const Draws& own, std::span<double> times) const;

  /// Mean speeds and how likely the anchors leave each.
  struct Weighed {
    double speed = 0.0, weight = 0.0;
  };
  [[nodiscard]] std::vector<Weighed> speeds() const;

private:
  struct AtSpeed {
    double speed = 0.0, weight = 0.0;
    std::vector<double> means, spreads;        // of the time at each post
    std::vector<std::array<double, 4>> carry;  // from the next post's deviation back to this one's
    std::vector<std::array<double, 3>> root;   // lower triangle of what is new there
  };
  [[nodiscard]] AtSpeed at_speed(double speed, std::span<const Anchor> anchors,
                                 std::span<const std::size_t> anchored) const;

  std::vector<double> posts_, means_, up_to_;
  std::vector<AtSpeed> all_;
};

/// The value at `at` of what runs evenly from knot to knot; beyond the first and the last, theirs.
/// REQUIRES: knots do not decrease; as many values; one at least
[[nodiscard]] double evenly(std::span<const double> knots, std::span<const double> values, double at);

}  // namespace recon::flight
