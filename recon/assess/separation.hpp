// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "recon/assess/boundary_line.hpp"
#include "recon/assess/correlation_length.hpp"
#include "recon/geo/outline.hpp"
#include "recon/geo/zone.hpp"
#include "recon/incident/border.hpp"

/// How far the versions of one border lie apart at a place, and what error that implies: a pure function
/// from outlines to values (docs/borders.md, Comparing versions).
namespace recon::assess {

using Surface = Quantity<struct SurfaceDimension>;
[[nodiscard]] constexpr Surface square_metres(double x) { return Surface::from_base(x); }
[[nodiscard]] constexpr double in_square_kilometres(Surface a) { return a.base() / 1e6; }

/// A border version as far as a comparison looks at it.
struct ComparedBorder {
  std::string id, family;
  std::map<std::string, geo::SharedOutline> states;
  incident::Border::Extent extent = incident::Border::Extent::land;
  std::optional<geo::Window> frame;
  std::optional<Length> line_error, shift_error, correlation;  // as its entry states them
  std::string attribution;
};

/// Where versions are compared: a rectangle of at most 400 km, and of it (when `along` is not empty) only
/// what lies within `reach` of the line through those positions.
struct Stretch {
  geo::Window window;
  std::vector<geo::Position> along;
  Length reach;
};

/// One place along a line: the nearest point of the other version.
struct SeparationPoint {
  Length at;  // along the line, in the order of its paths
  geo::Position here, there;
  Length separation;  // positive where the other version gives `state` more
};

/// One line against another, sampled every `CompareOptions::every` along the first. Places whose nearest
/// point is an end of the other line are left out: what is nearest there may lie beyond it.
struct Separations {
  std::vector<SeparationPoint> points;
  std::size_t left_out = 0;
  Length mean, sd, rms, p95, largest;    // of the signed separation: mean and sd; of its size: the others
  std::optional<SeparationPoint> worst;  // where `largest` is
};

/// The rigid move of the second version that brings it nearest to the first (Gauss-Newton on the distances).
struct BestShift {
  Length east, north;
  Length rms_before, rms_left;  // of the second line's distances, before the move and after
  bool across_only = false;     // the line is too straight to tell a shift along it
};

/// What a pair implies for the error of each of its two lines, if the two are independent and equally good
/// (Var(u) = 2 s²): s_line² = Var(u)/2, s_shift = |mean u|/√2; neither below 30 m.
struct ImpliedError {
  Length line, shift;
};

struct PairSeparation {
  std::size_t first = 0, second = 0;    // of Comparison::lines
  Separations there, back;              // the second seen from along the first, and the other way
  Length mean_size, rms, p95, largest;  // of both ways together; p95 and largest of the larger
  std::optional<Length> mean_error;     // one sigma of there.mean as an estimate, from the correlation
  std::optional<CorrelationLength> correlation;
  std::optional<BestShift> shift;
  ImpliedError implied;
  bool independent = false;  // of different families; else the figures show editing, not error
};

/// What a version gives to whom in the rectangle.
struct GroundShare {
  Surface state, other;         // in the whole of what all versions cover
  Surface alone, denied_alone;  // given to `state` by this version only; by all but this one
};
struct SharedGround {
  geo::Window window;  // the rectangle less what some version does not cover
  Surface whole;
  Surface state_in_all, other_in_all, neither_in_all;
  Surface state_in_some;                // in at least one
  Surface told_differently;             // whole less the three that all agree on
  std::vector<GroundShare> by_version;  // as Comparison::lines
};

struct ComparedLine {
  std::string id, family;
  FlatLine line;                                  // in the plane, somewhat beyond the rectangle
  std::vector<std::vector<geo::Position>> paths;  // the same, on the globe
  geo::SharedOutline outline;                     // of the state
  Length length;                                  // within the rectangle
  std::optional<Length> line_error, shift_error, correlation;
  std::string attribution;
};

struct Comparison {
  Subject subject;
  Stretch stretch;
  geo::Position centre;  // of the plane
  std::vector<ComparedLine> lines;
  std::vector<PairSeparation> pairs;   // every two, in order
  std::optional<SharedGround> ground;  // nullopt when nothing is covered by all
  std::vector<std::string> notes;      // versions left out and why, sentences
};

struct CompareOptions {
  Length every = metres(50);
  std::size_t rows = 2000;  // parallels that areas are summed over
};

/// The rectangle that reaches `radius` to every side of a position.
[[nodiscard]] geo::Window window_about(const geo::Position& centre, Length radius);
/// The same about a line.
[[nodiscard]] geo::Window window_about(const std::vector<geo::Position>& line, Length radius);

/// The boundary between two states nearest to a position within the rectangle, by any of the versions; the
/// nearest state's coast when there is none; nullopt when there is not even that.
[[nodiscard]] std::optional<Subject> nearest_subject(const std::vector<ComparedBorder>& versions,
                                                     const geo::Position& position,
                                                     const geo::Window& window);

/// Every two versions against each other.
///   (1) swapping two versions swaps `there` and `back` and leaves sizes alone
///   (2) naming the other state first turns every sign
///   (3) a version compared with itself is 0 everywhere
/// REQUIRES: the rectangle is at most 400 km wide and high
[[nodiscard]] Comparison compare(const std::vector<ComparedBorder>& versions, const Subject& subject,
                                 const Stretch& stretch, const CompareOptions& options = {});

}  // namespace recon::assess
