// SPDX-License-Identifier: Apache-2.0
#include "recon/incident/claim.hpp"

namespace recon::incident {
namespace {

struct KindWord {
  std::string operator()(const PositionClaim&) const { return "position"; }
  std::string operator()(const TrackClaim&) const { return "track"; }
  std::string operator()(const PlotClaim&) const { return "plot"; }
  std::string operator()(const BearingClaim&) const { return "bearing"; }
  std::string operator()(const DistanceClaim&) const { return "distance"; }
  std::string operator()(const SideClaim&) const { return "side"; }
  std::string operator()(const ExcursionsClaim&) const { return "excursions"; }
  std::string operator()(const TimeInsideClaim&) const { return "time_inside"; }
  std::string operator()(const LengthInsideClaim&) const { return "length_inside"; }
  std::string operator()(const DepthClaim&) const { return "depth_inside"; }
  std::string operator()(const CrossingClaim&) const { return "crossing"; }
  std::string operator()(const AltitudeClaim&) const { return "altitude"; }
  std::string operator()(const SpeedClaim&) const { return "speed"; }
  std::string operator()(const HeadingClaim&) const { return "heading"; }
  std::string operator()(const TimeClaim&) const { return "time"; }
  std::string operator()(const TimeBetweenClaim&) const { return "time_between"; }
  std::string operator()(const DistanceBetweenClaim&) const { return "distance_between"; }
  std::string operator()(const WarningsClaim&) const { return "warnings"; }
  std::string operator()(const TurnClaim&) const { return "turn"; }
  std::string operator()(const VerticalClaim&) const { return "vertical"; }
  std::string operator()(const DetectionClaim&) const { return "detection"; }
};

}  // namespace

std::string kind_word(const Assertion& assertion) { return std::visit(KindWord{}, assertion); }

}  // namespace recon::incident
