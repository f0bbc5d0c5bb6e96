// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "recon/geo/position.hpp"
#include "recon/incident/border.hpp"

/// Where a border version's line could lie, given the error that the version states: the same line drawn
/// again and again, moved as a whole and bent along its length (docs/decisions/0014, docs/method/answers.md).
namespace recon::assess {

/// A stationary Gaussian process along a line with covariance sigma^2 (1 + x) exp(-x), x = root(3) lag /
/// correlation (Matern 3/2), stepped exactly by its value and its slope, which together are Markov.
///   (1) value and slope of one place are independent; the slope's sigma is root(3) sigma / correlation
///   (2) steps of any length leave the covariance exact; the number of steps changes nothing
/// Its paths have a slope everywhere, as a drawn line does. A process without one (white jitter of vertices,
/// exp(-lag)) crosses a nearby track far more often than a line of that error can.
/// Source: Hartikainen and Sarkka, Kalman filtering and smoothing solutions to temporal Gaussian process
/// regression models, MLSP 2010.
class Matern32 {
public:
  struct State {
    double value = 0.0, slope = 0.0;  // metres, metres per metre
  };
  /// What one step of a given length does; made once where many paths take the same steps.
  struct Step {
    std::array<double, 4> carry{};  // row by row, on (value, slope)
    double value_noise = 0.0, slope_on_value = 0.0, slope_noise = 0.0;
  };

  /// REQUIRES: correlation > 0
  Matern32(Length sigma, Length correlation);
  /// The start of a path; normals are two independent standard normals.
  [[nodiscard]] State begin(const std::array<double, 2>& normals) const;
  /// The start of a path whose value is known.
  [[nodiscard]] State begin_at(double value, double normal) const;
  /// REQUIRES: length >= 0
  [[nodiscard]] Step step(Length length) const;
  [[nodiscard]] static State next(const State& from, const Step& by, const std::array<double, 2>& normals);

private:
  double sigma_, lambda_;
};

/// What a version says of its error, with the defaults for what it leaves unsaid (docs/method/answers.md).
struct LineError {
  Length line, shift, correlation;  // one sigma of the bends, per axis; of the whole, per axis
};
[[nodiscard]] LineError line_error(const incident::Border& about);

/// A place that matters, with how far around it the line has to be drawn.
struct DrawnAround {
  geo::Position position;
  Length radius;
};

/// How often a drawn line crossed itself near the places that matter.
struct Simplicity {
  double crossed = 0.0;  // share of the lines as first drawn
  double kept = 0.0;     // share that still do, after up to eight more tries each
};

/// The outlines of one version, drawn `draws` times. Draw i is a shift of the whole, its own, and one of
/// `bends` realisations of the field: bend i mod bends. Vertices with equal coordinates move together,
/// so that neighbours stay neighbours; beyond the radius of every place the line only shifts.
/// Computed in the azimuthal equidistant plane of the first place: within 60 km of it a distance of
/// 20 km is right to 0.3 m. Everything is a function of seed, version and draw (Philox).
///   (1) without error every draw is the outline itself
///   (2) the displacement of a vertex has the stated sigma on each axis, in each draw
///   (3) a signed distance is 1-Lipschitz, and differs from the undisturbed one by at most reach(draw)
class BorderField {
public:
  /// REQUIRES: one place at least; bends > 0
  BorderField(const incident::BorderVersion& version, const std::vector<DrawnAround>& places,
              std::uint64_t seed, std::size_t bends);
  ~BorderField();
  BorderField(BorderField&&) = delete;
  BorderField(const BorderField&) = delete;
  BorderField& operator=(BorderField&&) = delete;
  BorderField& operator=(const BorderField&) = delete;

  [[nodiscard]] const geo::Plane& plane() const;
  /// Signed distance to a state's outline as draw `draw` has it, metres, positive inside; infinite without an
  /// edge. The frame of a window is no edge.
  [[nodiscard]] double signed_distance(const std::string& state, geo::PlanePoint point,
                                       std::size_t draw) const;
  /// The most that any part of the line moves in a draw, metres.
  [[nodiscard]] double reach(std::size_t draw) const;
  [[nodiscard]] Simplicity simplicity() const;

private:
  struct Lines;
  struct Bends;
  [[nodiscard]] const Bends& bends() const;
  std::unique_ptr<Lines> lines_;
  mutable std::unique_ptr<Bends> bends_;
};

}  // namespace recon::assess
