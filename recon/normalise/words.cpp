// SPDX-License-Identifier: Apache-2.0
#include "recon/normalise/words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <initializer_list>

#include "recon/geo/printed_position.hpp"

namespace recon::normalise {
namespace {

// ---- numbers -------------------------------------------------------------------------------------

std::string with_thousands(std::string digits) {
  const std::size_t point = std::min(digits.find('.'), digits.size());
  const std::size_t first = digits.front() == '-' ? 1 : 0;
  for (std::size_t at = point; at > first + 3;) digits.insert(at -= 3, " ");
  return digits;
}

std::string number(double value, int decimals) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return with_thousands(text.data());
}

// Decimals that show a half cell with one digit, or two where the first is a 1 or a 2; never more than five.
int decimals_for(double half) {
  if (!(half > 0.0) || std::isinf(half)) return 0;
  const int first = static_cast<int>(std::ceil(-std::log10(half * 1.0000001)));
  const bool coarse = std::round(half * std::pow(10.0, first)) < 3.0;
  return std::clamp(coarse ? first + 1 : first, 0, 5);
}

bool is_whole(double value) { return std::abs(value - std::round(value)) < 1e-6; }

struct Unit {
  double size;
  std::string name;
};

// An interval in one unit: a value and its half cell, a range, or one bound.
std::string in_unit(double lowest, double stated, double highest, const Unit& unit) {
  const auto say = [&](double value, int decimals) {
    return number(value / unit.size, decimals) + unit.name;
  };
  const double below = (stated - lowest) / unit.size;
  const double above = (highest - stated) / unit.size;
  const double wider = std::max(std::isinf(below) ? 0.0 : below, std::isinf(above) ? 0.0 : above);
  const int decimals = decimals_for(wider);
  if (std::isinf(highest) && std::isinf(lowest)) return "not bounded";
  if (std::isinf(highest)) return "at least " + say(lowest, decimals);
  if (std::isinf(lowest)) return "at most " + say(highest, decimals);
  if (wider == 0.0) return say(stated, is_whole(stated / unit.size) ? 0 : 1);
  if (std::abs(below - above) < 0.02 * wider)
    return say(stated, decimals) + " ± " + number(wider, decimals) + unit.name;
  // An interval from zero that reaches much farther down than up is one bound with its rounding.
  if (lowest <= 0.0 && below > 1.9 * above) return "at most " + say(highest, decimals);
  const int finer = decimals_for((highest - lowest) / unit.size / 10.0);
  return say(lowest, finer) + " to " + say(highest, finer);
}

const Unit& metre_or_kilometre(double size) {
  static const Unit metre{1.0, " m"};
  static const Unit kilometre{1000.0, " km"};
  return size < 10'000.0 ? metre : kilometre;
}

double finite(double value, double otherwise) { return std::isinf(value) ? otherwise : value; }

// ---- quantities ----------------------------------------------------------------------------------

std::string words(const Interval<Duration>& time) {
  static const Unit second{1.0, " s"};
  static const Unit minute{60.0, " min"};
  const double low = in_seconds(time.lowest), stated = in_seconds(time.stated),
               high = in_seconds(time.highest);
  return in_unit(low, stated, high, stated < 300.0 ? second : minute);
}

std::string words(const Interval<Speed>& speed) {
  static const Unit kilometre_per_hour{1.0, " km/h"};
  return in_unit(in_kilometres_per_hour(speed.lowest), in_kilometres_per_hour(speed.stated),
                 in_kilometres_per_hour(speed.highest), kilometre_per_hour);
}

std::string three_digits(double angle) {
  const double whole = std::fmod(std::fmod(angle, 360.0) + 360.0, 360.0);
  std::array<char, 32> text{};
  const bool tenths = std::abs(whole - std::round(whole)) > 0.05;
  std::snprintf(text.data(), text.size(), tenths ? "%05.1f°" : "%03.0f°", whole);
  return text.data();
}

std::string words(const Interval<Angle>& direction) {
  const double half = in_degrees(direction.highest - direction.lowest) / 2.0;
  const std::string middle = three_digits(in_degrees(direction.stated)) + " true";
  return half > 0.5 ? middle + " ± " + number(half, is_whole(half) ? 0 : 1) + "°" : middle;
}

std::string words(const Interval<Instant>& time) {
  static const Unit second{1.0, " s"};
  static const Unit minute{60.0, " min"};
  const double half = in_seconds(between(time.lowest, time.highest)) / 2.0;
  const Unit& unit = half < 60.0 ? second : minute;
  std::string text = iso_8601(time.stated);
  if (half > 0.0) text += " ± " + number(half / unit.size, decimals_for(half / unit.size)) + unit.name;
  return text;
}

std::string words(HeightDatum datum) {
  switch (datum) {
    case HeightDatum::unstated:
      return "";
    case HeightDatum::mean_sea_level:
      return " above mean sea level";
    case HeightDatum::standard_pressure:
      return " by standard pressure";
    case HeightDatum::ground:
      return " above ground";
    case HeightDatum::ellipsoid:
      return " above the ellipsoid";
  }
  return "";
}

std::string words(SpeedKind kind) {
  switch (kind) {
    case SpeedKind::ground:
      return "";
    case SpeedKind::indicated:
      return " indicated";
    case SpeedKind::mach:
      return " by Mach number";
  }
  return "";
}

// ---- claims --------------------------------------------------------------------------------------

std::string list(std::initializer_list<const incident::Text*> figures) {
  std::string all;
  for (const incident::Text* figure : figures)
    if (!figure->empty()) all += (all.empty() ? "" : ", ") + figure->text;
  return all;
}

struct AsPrinted {
  std::string operator()(const incident::PositionClaim& c) const { return list({&c.is}); }
  std::string operator()(const incident::TrackClaim& c) const { return list({&c.file}); }
  std::string operator()(const incident::PlotClaim& c) const {
    return list({&c.range, &c.azimuth, &c.height});
  }
  std::string operator()(const incident::BearingClaim& c) const { return list({&c.direction, &c.distance}); }
  std::string operator()(const incident::DistanceClaim& c) const { return list({&c.is}); }
  std::string operator()(const incident::SideClaim&) const { return ""; }
  std::string operator()(const incident::ExcursionsClaim& c) const { return list({&c.count}); }
  std::string operator()(const incident::TimeInsideClaim& c) const { return list({&c.is}); }
  std::string operator()(const incident::LengthInsideClaim& c) const { return list({&c.is}); }
  std::string operator()(const incident::DepthClaim& c) const { return list({&c.is}); }
  std::string operator()(const incident::CrossingClaim& c) const { return list({&c.from}); }
  std::string operator()(const incident::AltitudeClaim& c) const { return list({&c.is}); }
  std::string operator()(const incident::SpeedClaim& c) const { return list({&c.is}); }
  std::string operator()(const incident::HeadingClaim& c) const { return list({&c.is}); }
  std::string operator()(const incident::TimeClaim& c) const { return list({&c.is}); }
  std::string operator()(const incident::TimeBetweenClaim& c) const { return list({&c.is}); }
  std::string operator()(const incident::DistanceBetweenClaim& c) const { return list({&c.is}); }
  std::string operator()(const incident::WarningsClaim& c) const { return list({&c.count, &c.over}); }
  std::string operator()(const incident::TurnClaim& c) const { return list({&c.onto, &c.through}); }
  std::string operator()(const incident::VerticalClaim& c) const { return list({&c.rate}); }
  std::string operator()(const incident::DetectionClaim& c) const { return list({&c.lasting}); }
};

std::string side_words(incident::SideClaim::Is is) {
  switch (is) {
    case incident::SideClaim::Is::inside:
      return "inside ";
    case incident::SideClaim::Is::outside:
      return "outside ";
    case incident::SideClaim::Is::ever_inside:
      return "at some time inside ";
    case incident::SideClaim::Is::never_inside:
      return "never inside ";
  }
  return "";
}

std::string depth_words(const DepthInside& depth) {
  switch (depth.measured) {
    case incident::DepthClaim::How::nearest_edge:
      return " from the nearest edge";
    case incident::DepthClaim::How::from_vertex:
      return " from " + depth.from;
    case incident::DepthClaim::How::from_line:
      return " from the line of " + depth.from;
  }
  return "";
}

struct AsRead {
  std::string operator()(const Located& m) const {
    const double north = in_degrees(m.half_latitude) * 111'000.0;
    return geo::print(m.position) + (north > 0.0 ? " ± " + normalise::words(metres(north)) : "");
  }
  std::string operator()(const Near& m) const {
    return "within " + normalise::words(m.accuracy) + " of " + m.landmark;
  }
  std::string operator()(const Radial& m) const {
    return words(m.azimuth) + (m.distance ? ", " + normalise::words(*m.distance) : "");
  }
  std::string operator()(const FromEdge& m) const {
    std::string side;
    if (m.side) side = *m.side == incident::DistanceClaim::Where::inside ? " inside" : " outside";
    return normalise::words(m.distance) + (m.along_course ? " along the course" : "") + side;
  }
  std::string operator()(const FromLandmark& m) const { return normalise::words(m.distance); }
  std::string operator()(const FromEvent& m) const { return normalise::words(m.distance); }
  std::string operator()(const SideSaid& m) const { return side_words(m.is) + m.zone; }
  std::string operator()(const TimeInside& m) const { return words(m.time); }
  std::string operator()(const LengthInside& m) const { return normalise::words(m.length); }
  std::string operator()(const DepthInside& m) const { return normalise::words(m.depth) + depth_words(m); }
  std::string operator()(const Height& m) const { return normalise::words(m.height) + words(m.datum); }
  std::string operator()(const SpeedSaid& m) const { return words(m.speed) + words(m.kind); }
  std::string operator()(const HeadingSaid& m) const { return words(m.heading); }
  std::string operator()(const HeadingTowards& m) const { return "towards " + m.landmark; }
  std::string operator()(const TurnSaid& m) const {
    std::string text = "turned";
    if (m.to) text += *m.to == incident::TurnClaim::To::right ? " right" : " left";
    if (m.through) text += " through " + words(*m.through);
    if (m.onto) text += " onto " + words(*m.onto);
    return text;
  }
  std::string operator()(const VerticalSaid& m) const {
    using Is = incident::VerticalClaim::Is;
    const std::string way = m.is == Is::climbing     ? "climbing"
                            : m.is == Is::descending ? "descending"
                                                     : "level";
    return way + (m.rate ? ", " + words(*m.rate) : "");
  }
  std::string operator()(const TimeSaid& m) const { return words(m.time); }
  std::string operator()(const TimeBetween& m) const { return words(m.time); }
  std::string operator()(const DistanceBetween& m) const { return normalise::words(m.distance); }
  std::string operator()(const TrackRead& m) const {
    return number(static_cast<double>(m.fixes.size()), 0) + " fixes";
  }
  std::string operator()(const ExcursionsSaid& m) const {
    return in_unit(m.count.lowest, m.count.stated, m.count.highest, {1.0, ""});
  }
  std::string operator()(const CrossingSaid& m) const {
    const std::string way = m.way == incident::CrossingClaim::Way::entered ? "entered" : "left";
    return way + (m.from ? ", " + words(*m.from) : m.between ? " on the stretch named" : "");
  }
  std::string operator()(const InWords&) const { return ""; }
  std::string operator()(const Unanswerable& m) const { return m.why; }
};

}  // namespace

std::string as_printed(const incident::Assertion& assertion) { return std::visit(AsPrinted{}, assertion); }

std::string as_read(const Meaning& meaning) { return std::visit(AsRead{}, meaning); }

std::string words(const Interval<Length>& length) {
  const double low = in_metres(length.lowest), stated = in_metres(length.stated),
               high = in_metres(length.highest);
  return in_unit(low, stated, high, metre_or_kilometre(std::abs(finite(stated, low))));
}

std::string words(Length length) {
  const double size = in_metres(length);
  const Unit& unit = metre_or_kilometre(std::abs(size));
  return number(size / unit.size, unit.size > 1.0 && std::abs(size) < 99'950.0 ? 1 : 0) + unit.name;
}

}  // namespace recon::normalise
