// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/telling_words.hpp"

#include <cmath>

#include "recon/assess/words.hpp"
#include "recon/flight/premises.hpp"

namespace recon::assess {

std::string in_unit(double value, const std::string& unit) {
  if (unit == "m") return si(metres(value));
  if (unit == flight::margin_unit)
    return si(metres(std::abs(value))) + (value < 0.0 ? " outside" : " inside");
  if (unit == "s") return said(seconds(value));
  if (unit == flight::clock_unit)
    return said(seconds(std::abs(value))) + (value < 0.0 ? " before" : " after") + " the first time said";
  if (unit == "m/s") return said(metres_per_second(value));
  if (unit == "deg") return said(degrees(value));
  return thousands(std::round(value));
}

std::string in_unit(const Interval<double>& cell, const std::string& unit) {
  if (unit == flight::margin_unit && (std::isinf(cell.lowest) || std::isinf(cell.highest))) {
    const double end = std::isinf(cell.lowest) ? cell.highest : cell.lowest;
    if (end == 0.0) return std::isinf(cell.lowest) ? "outside" : "inside";
    return (std::isinf(cell.highest) == (end > 0.0) ? "at least " : "at most ") + in_unit(end, unit);
  }
  if (std::isinf(cell.lowest)) return "at most " + in_unit(cell.highest, unit);
  if (std::isinf(cell.highest)) return "at least " + in_unit(cell.lowest, unit);
  return in_unit(cell.stated, unit);
}

std::string one_decimal(double x) {
  const std::string text = std::to_string(std::round(10.0 * x) / 10.0);
  return text.substr(0, text.find('.') + 2);
}

std::string what_of(const normalise::Meaning& meaning) {
  struct Names {
    std::string operator()(const normalise::TimeInside&) const { return "time inside"; }
    std::string operator()(const normalise::LengthInside&) const { return "length inside"; }
    std::string operator()(const normalise::DepthInside& said) const {
      return said.measured == incident::DepthClaim::How::nearest_edge ? "depth from the nearest edge"
                                                                      : "height above the tip";
    }
    std::string operator()(const normalise::FromEdge&) const { return "margin"; }
    std::string operator()(const normalise::SideSaid&) const { return "margin"; }
    std::string operator()(const normalise::SpeedSaid&) const { return "speed"; }
    std::string operator()(const normalise::HeadingSaid&) const { return "heading"; }
    std::string operator()(const normalise::CrossingSaid& said) const {
      return said.way == incident::CrossingClaim::Way::entered ? "entry" : "exit";
    }
    std::string operator()(const normalise::ExcursionsSaid&) const { return "number of stays"; }
    std::string operator()(const normalise::Radial&) const { return "bearing"; }
    std::string operator()(const normalise::TimeBetween&) const { return "time between"; }
    std::string operator()(const normalise::DistanceBetween&) const { return "distance between"; }
    std::string operator()(const normalise::Located&) const { return "distance from the place"; }
    std::string operator()(const normalise::Near&) const { return "distance from the place"; }
    std::string operator()(const normalise::FromLandmark&) const { return "distance"; }
    std::string operator()(const normalise::Height&) const { return "height"; }
    std::string operator()(const normalise::HeadingTowards&) const { return "course to the place"; }
    std::string operator()(const normalise::TurnSaid&) const { return "turn"; }
    std::string operator()(const normalise::VerticalSaid&) const { return "climb"; }
    std::string operator()(const normalise::TimeSaid&) const { return "time"; }
    std::string operator()(const normalise::TrackRead&) const { return "track"; }
    std::string operator()(const normalise::FromEvent&) const { return "distance"; }
    std::string operator()(const normalise::InWords&) const { return "words"; }
    std::string operator()(const normalise::Unanswerable&) const { return "words"; }
  };
  return std::visit(Names{}, meaning);
}

}  // namespace recon::assess
