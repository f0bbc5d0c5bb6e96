// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "recon/geo/georeference.hpp"
#include "recon/geo/position.hpp"
#include "recon/incident/incident.hpp"
#include "recon/normalise/radar.hpp"
#include "recon/units/instant.hpp"

/// Lists what was said may mean. A choice is one thing left open (found here: mile, datum, north,
/// clock, depth, ...; or asked by the author), and every claim is read once for each option that
/// touches it. Nothing is averaged and nothing is picked: what was assumed on the way is an Adjustment.
///   (1) the readings of a claim are the product of the choices that touch it, each with its weight
///   (2) a settled choice has one option left
///   (3) every default used (error model, datum, clock) is an adjustment with its reason
namespace recon::normalise {

struct Option {
  std::string id;       // "nautical"
  std::string means;    // "nautical miles of 1 852 m"
  double weight = 1.0;  // the weights of a choice add up to 1
  std::string because, source;
};

struct Choice {
  std::string id;  // "mile@letter", or the author's "grammar"
  About about = About::question;
  std::string narrative;  // or evidence id
  std::string within;     // what it spans: a source id for a found choice
  std::string asks;
  std::vector<Option> options;
  bool settled = false;
};

/// One option taken at one choice.
struct OptionTaken {
  std::string choice, option;
  friend auto operator<=>(const OptionTaken&, const OptionTaken&) = default;
};

/// A change made, or a value supplied, on the way from words to numbers.
struct Adjustment {
  std::string claim;    // full name; empty for the whole case
  std::string what;     // "error of 350 m random and 350 m bias per axis supplied"
  std::string because;  // "no accuracy is stated; radar class E (docs/method.md)"
  incident::Place place;
};

/// One sigma per horizontal axis (or of the figure). `random` is this claim's own, `bias` is shared
/// by all that passed through one sensor or map.
struct Error {
  Length random, bias;
  Duration clock{0};
  double share = 0.0;  // of a speed: 0.05 is 5 %
  Angle direction;     // of a heading
  std::string because;
};

/// When a claim applies.
struct Moment {
  enum class Kind { unsaid, event, time, while_inside, closest, throughout };
  Kind kind = Kind::unsaid;
  std::string name;                       // event, zone or landmark id
  std::optional<Interval<Instant>> time;  // Kind::time
};

// ---- meanings: what a claim says in numbers, under one reading -----------------------------------

/// At a position; the cell is what the digits leave open.
struct Located {
  geo::Position position;
  Angle half_latitude, half_longitude;
};
/// At (within accuracy of) a landmark.
struct Near {
  std::string landmark;
  geo::Position position;
  Length accuracy;  // 95 % radius
};
/// On a bearing, at a distance if one was said, from a landmark.
struct Radial {
  std::string landmark;
  geo::Position from;
  Length from_accuracy;     // 95 % radius
  Interval<Angle> azimuth;  // true
  std::optional<Interval<Length>> distance;
};
/// So far from the edge of a zone (of land: the border or coast).
struct FromEdge {
  std::string zone;
  Interval<Length> distance;                           // not negative
  std::optional<incident::DistanceClaim::Where> side;  // unsaid: either
  bool along_course = false;  // then `distance` only bounds the shortest one from above
};
/// So far from a landmark.
struct FromLandmark {
  std::string landmark;
  geo::Position from;
  Length from_accuracy;
  Interval<Length> distance;
};
/// So far from another event's place.
struct FromEvent {
  std::string event;
  Interval<Length> distance;
};
struct SideSaid {
  std::string zone;
  incident::SideClaim::Is is;
};
struct TimeInside {
  std::string zone;
  Interval<Duration> time;
};
struct LengthInside {
  std::string zone;
  Interval<Length> length;
};
struct DepthInside {
  std::string zone;
  Interval<Length> depth;
  incident::DepthClaim::How measured;
  std::string from;  // landmark (vertex) or zone (line)
  std::optional<geo::Position> vertex;
};
struct Height {
  Interval<Length> height;
  HeightDatum datum;
};
struct SpeedSaid {
  Interval<Speed> speed;
  SpeedKind kind;
};
struct HeadingSaid {
  Interval<Angle> heading;  // true; highest may exceed 360
};
/// On a course to a landmark.
struct HeadingTowards {
  std::string landmark;
  geo::Position position;
};
/// Turned: to which side, through how much, onto which true course; one of them at least.
struct TurnSaid {
  std::optional<incident::TurnClaim::To> to;
  std::optional<Interval<Angle>> through, onto;
};
/// Climbed, descended or stayed level; the rate is not negative.
struct VerticalSaid {
  incident::VerticalClaim::Is is;
  std::optional<Interval<Speed>> rate;
};
struct TimeSaid {
  Interval<Instant> time;
};
struct TimeBetween {
  std::string from, to;
  Interval<Duration> time;
};
struct DistanceBetween {
  std::string from, to;
  Interval<Length> distance;
};
/// What is believed of the speed over a path whose times nobody tells: Gaussian, cut off at both ends.
struct Pace {
  Speed mean = metres_per_second(220), sigma = metres_per_second(60), slowest = metres_per_second(60),
        fastest = metres_per_second(470);
};
/// A track: fixes in order. Where nobody tells a time, it is passed in its order.
/// Of an ellipse whose longer half axis is a fix's `sigma`: the shorter one, and where the longer one points.
struct Ellipse {
  Length minor;
  Angle axis;  // from true north
};
struct ReadFix {
  std::optional<Instant> time;
  geo::Position position;  // of a plot: on the ground, as `altitude` or `TrackRead::heights` has it
  std::optional<Length> altitude;
  Length sigma;  // random, per axis
  incident::Place place;
  std::optional<geo::Pixel> pixel;   // all fixes of a track with a `picture` have one
  std::optional<Polar> polar;        // all fixes of a track with a `radar` have one
  Length cell = metres(0);           // the part of `sigma` that the digits leave open
  Length altitude_cell = metres(0);  // one sigma, steps of the instrument included
  HeightDatum above = HeightDatum::unstated;
  Duration time_sigma{0};          // what the digits of the time leave open
  std::optional<Ellipse> ellipse;  // none: `sigma` is that of each axis
};
/// The picture that a track was read off, laid on the ground.
struct PictureRead {
  geo::Plane plane;
  geo::Georeference fit;
  double own = 0.0;                // one sigma per axis of a click on a drawn line, pixels
  std::vector<geo::Pixel> border;  // as the picture itself draws it; empty where that was not clicked
};
struct TrackRead {
  std::vector<ReadFix> fixes;
  std::shared_ptr<const PictureRead> picture;  // all fixes of a track with one have a pixel
  std::optional<RadarSite> radar;              // that measured range and azimuth
  /// What heights above the ellipsoid a fix without one may have.
  Interval<Length> heights{metres(0), kilometres(6), kilometres(12)};
  std::optional<incident::TrackClaim::Kind> kind;
  Pace pace;                        // counts where a fix has no time
  std::optional<Duration> lasting;  // how long errors last, where that does not follow from the kind
};
/// So many stays inside.
struct ExcursionsSaid {
  std::string zone;
  Interval<double> count;
};
/// Crossed the zone's edge, from or to a quarter of the compass, or between two places of it.
struct CrossingSaid {
  std::string zone;
  incident::CrossingClaim::Way way;
  std::optional<Interval<Angle>> from;
  std::optional<std::pair<geo::Position, geo::Position>> between;
};
/// Kept and shown, but asserts nothing that this version of recon puts into numbers (warnings, ...).
struct InWords {};
/// Cannot be answered, and why: leans on a landmark without position, an unverified statement, ...
struct Unanswerable {
  std::string why;
};

using Meaning = std::variant<Located, Near, Radial, FromEdge, FromLandmark, FromEvent, SideSaid, TimeInside,
                             LengthInside, DepthInside, Height, SpeedSaid, HeadingSaid, HeadingTowards,
                             TurnSaid, VerticalSaid, TimeSaid, TimeBetween, DistanceBetween, TrackRead,
                             ExcursionsSaid, CrossingSaid, InWords, Unanswerable>;

/// One claim about one aircraft under one reading.
struct ReadClaim {
  std::string claim;      // "letter-violation/depth"
  std::string statement;  // its statement's id
  std::string narrative;  // id of the narrative, or of the evidence it belongs to
  std::string aircraft;
  std::string sensor;                // whose bias it shares; empty: its own
  std::vector<OptionTaken> reading;  // only the choices that touch it
  std::string reading_words;         // "statute miles, from the tip"; empty when nothing was open
  double weight = 1.0;               // product of the options' weights
  Moment moment;
  std::string figure;   // as printed
  std::string as_read;  // "2 189 m ± 8 m"
  Error error;
  Meaning meaning;
  bool counts = true;  // false: unverified, superseded, a copy, or derived from other claims
  std::string why_not_counted;
};

struct Normalised {
  std::vector<Choice> choices;
  std::vector<ReadClaim> claims;
  std::vector<Adjustment> adjustments;
  std::optional<Instant> begin, end;               // the window
  std::map<std::string, geo::Position> landmarks;  // those with a position of their own
};

[[nodiscard]] Normalised normalise(const incident::Incident& incident);

}  // namespace recon::normalise
