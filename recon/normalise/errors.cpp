// SPDX-License-Identifier: Apache-2.0
#include "recon/normalise/errors.hpp"

#include <algorithm>
#include <cmath>

#include "recon/normalise/landmarks.hpp"
#include "recon/normalise/words.hpp"

namespace recon::normalise {
namespace {

using Class = incident::ErrorModel::Class;
using Kind = incident::Source::Kind;
using TrackKind = incident::TrackClaim::Kind;

// ---- the table of docs/method/readings.md --------------------------------------------------------

struct Radar {
  char letter;
  RadarErrors errors;
};

constexpr Radar radar_of(Class radar) {
  switch (radar) {
    case Class::radar_a:
      return {'A', {metres(30), degrees(0.068), metres(50), degrees(0.05)}};
    case Class::radar_b:
      return {'B', {metres(70), degrees(0.08), metres(100), degrees(0.10)}};
    case Class::radar_c:
      return {'C', {metres(60), degrees(0.14), metres(100), degrees(0.10)}};
    case Class::radar_d:
      return {'D', {metres(120), degrees(0.15), metres(100), degrees(0.10)}};
    default:
      return {'E', {metres(150), degrees(0.20), metres(150), degrees(0.20)}};
  }
}

constexpr bool is_radar(Class model) {
  return model != Class::system_track && model != Class::press_figure && model != Class::surveyed;
}

constexpr Length system_track_rms = metres(250);   // radial
constexpr Length drawn_track_error = metres(200);  // per axis, transform and pen together
constexpr Length surveyed_radius = metres(10);     // 95 %
constexpr Length data_set_radius = metres(100);    // 95 %
constexpr Length relation_error = metres(150);     // a distance, depth or length somebody states
constexpr Duration duration_error = seconds(0.5);
constexpr double speed_share = 0.05;
constexpr Angle heading_error = degrees(4);
constexpr Length encoder_error = metres(20);
constexpr Length satellite_height_error = metres(23);  // 45 m, 95 %: GVA 2 of ADS-B
constexpr double warm_air_share = 0.016;               // 0.4 % per degree, 4 degrees
constexpr Length adsb_radius = metres(92.6);           // 95 %, NACp 8
constexpr Length recorder_radius = metres(185.2);      // 95 %, NACp 7

// ---- what a claim measures -----------------------------------------------------------------------

enum class Measures { position, relation, height, duration, instant, speed, direction, track, nothing };

struct MeasuresOf {
  Measures operator()(const Located&) const { return Measures::position; }
  Measures operator()(const Near&) const { return Measures::nothing; }
  Measures operator()(const Radial&) const { return Measures::position; }
  Measures operator()(const FromEdge&) const { return Measures::relation; }
  Measures operator()(const FromLandmark&) const { return Measures::relation; }
  Measures operator()(const FromEvent&) const { return Measures::relation; }
  Measures operator()(const SideSaid&) const { return Measures::nothing; }
  Measures operator()(const TimeInside&) const { return Measures::duration; }
  Measures operator()(const LengthInside&) const { return Measures::relation; }
  Measures operator()(const DepthInside&) const { return Measures::relation; }
  Measures operator()(const Height&) const { return Measures::height; }
  Measures operator()(const SpeedSaid&) const { return Measures::speed; }
  Measures operator()(const HeadingSaid&) const { return Measures::direction; }
  Measures operator()(const HeadingTowards&) const { return Measures::direction; }
  Measures operator()(const TurnSaid&) const { return Measures::direction; }
  Measures operator()(const VerticalSaid&) const { return Measures::nothing; }
  Measures operator()(const TimeSaid&) const { return Measures::instant; }
  Measures operator()(const TimeBetween&) const { return Measures::duration; }
  Measures operator()(const DistanceBetween&) const { return Measures::relation; }
  Measures operator()(const TrackRead&) const { return Measures::track; }
  Measures operator()(const ExcursionsSaid&) const { return Measures::nothing; }
  Measures operator()(const CrossingSaid&) const { return Measures::nothing; }
  Measures operator()(const InWords&) const { return Measures::nothing; }
  Measures operator()(const Unanswerable&) const { return Measures::nothing; }
};

// Where the claim puts the aircraft, if one place: the range of the radar that saw it there.
std::optional<geo::Position> place_of(const Meaning& meaning) {
  if (const auto* located = std::get_if<Located>(&meaning)) return located->position;
  if (const auto* radial = std::get_if<Radial>(&meaning); radial != nullptr && radial->distance)
    return geo::destination(radial->from, radial->azimuth.stated, radial->distance->stated);
  return std::nullopt;
}

struct Range {
  Length length = usual_range;
  bool known = false;
};

Range range_of(Notebook& notebook, const Site& site, const Meaning& meaning) {
  const auto where = place_of(meaning);
  if (!where || site.sensor == nullptr || site.sensor->position.empty()) return {};
  const LandmarkPlace radar = place_named(notebook, site, site.sensor->position);
  if (!radar.position) return {};
  return {geo::distance(*radar.position, *where), true};
}

std::string words_of(const Error& error) {
  if (error.bias == metres(0)) return words(error.random) + " random per axis";
  return words(error.random) + " random and " + words(error.bias) + " bias per axis";
}

Error radial(Length radius, std::string because) {
  return {.random = radius / radius_95, .because = std::move(because)};
}

// ---- layers: default, sensor, claim --------------------------------------------------------------

std::optional<double> stated(const incident::Text& printed, Dimension dimension) {
  if (printed.empty()) return std::nullopt;
  const FigureReadings figures = read_figure(printed.text, dimension);
  if (figures.readings.empty()) return std::nullopt;
  return figures.readings.front().value.stated;
}

Error class_error(Class model, const Range& range) {
  if (model == Class::system_track)
    return {.random = system_track_rms / std::sqrt(2.0), .because = "system track, 250 m RMS"};
  if (model == Class::surveyed) return radial(surveyed_radius, "surveyed, 10 m");
  Error error = radar_error(is_radar(model) ? model : Class::radar_e, range.length);
  if (!range.known) error.because += ", range not known";
  return error;
}

void lay_position(Error& error, const incident::ErrorModel& model, const Range& range) {
  if (model.like) error = class_error(*model.like, range);
  const auto radius = stated(model.accuracy, Dimension::length);
  const auto shared = stated(model.bias, Dimension::length);
  if (shared) error.bias = metres(*shared / radius_95);
  if (radius) {
    const double whole = *radius / radius_95;
    const double common = shared ? std::min(*shared / radius_95, whole) : 0.0;
    error.random = metres(std::sqrt(whole * whole - common * common));
    error.bias = metres(common);
  }
  if (radius || shared) error.because = "accuracy stated";
}

// An accuracy stated for another kind of figure is in that figure's own unit and one-dimensional.
void lay_figure(Error& error, const incident::ErrorModel& model, Measures measures, double figure) {
  if (measures == Measures::height) {
    if (const auto half = stated(model.accuracy, Dimension::height))
      error.random = metres(*half / half_width_95), error.because = "accuracy stated";
  } else if (measures == Measures::duration || measures == Measures::instant) {
    if (const auto half = stated(model.accuracy, Dimension::duration))
      error.clock = seconds(*half / half_width_95), error.because = "accuracy stated";
  } else if (measures == Measures::speed) {
    const auto half = stated(model.accuracy, Dimension::speed);
    if (half && figure > 0.0) error.share = *half / half_width_95 / figure, error.because = "accuracy stated";
  } else if (measures == Measures::direction) {
    if (const auto half = stated(model.accuracy, Dimension::angle))
      error.direction = degrees(*half / half_width_95), error.because = "accuracy stated";
  }
}

void lay_clock(Error& error, const incident::ErrorModel& model) {
  if (const auto sigma = stated(model.clock, Dimension::duration)) error.clock = seconds(*sigma);
}

Duration clock_of(const Site& site) {
  if (site.source == nullptr || !site.source->kind) return seconds(30);
  switch (*site.source->kind) {
    case Kind::sensor_data:
    case Kind::dataset:
      return seconds(0.1);
    case Kind::letter:
    case Kind::briefing:
    case Kind::report:
    case Kind::recording:
    case Kind::map_picture:
    case Kind::video:
    case Kind::pleading:
      return seconds(2);
    case Kind::press:
    case Kind::blog:
    case Kind::broadcast:
    case Kind::reference_work:
    case Kind::interview:
      break;
  }
  return seconds(30);
}

Error default_position(const Site& site, const Range& range) {
  if (site.source != nullptr && site.source->kind == Kind::dataset)
    return radial(data_set_radius, "a data set's position, 100 m");
  return class_error(Class::radar_e, range);
}

struct Stated {
  bool place = false, radar = false, figure = false, clock = false;
};

Stated stated_by(const Site& site) {
  Stated all;
  const auto add = [&](const std::optional<incident::ErrorModel>& model) {
    if (!model) return;
    all.place = all.place || (model->like && *model->like != Class::press_figure) || !model->accuracy.empty();
    all.radar = (all.radar || (model->like && is_radar(*model->like))) && model->accuracy.empty();
    all.figure = all.figure || !model->accuracy.empty();
    all.clock = all.clock || !model->clock.empty();
  };
  if (site.sensor != nullptr) add(site.sensor->error);
  add(site.claim->error);
  return all;
}

double figure_of(const Meaning& meaning) {
  if (const auto* speed = std::get_if<SpeedSaid>(&meaning)) return in_metres_per_second(speed->speed.stated);
  if (const auto* height = std::get_if<Height>(&meaning)) return in_metres(height->height.stated);
  return 0.0;
}

Error default_error(const Site& site, const Meaning& meaning, Measures measures, const Range& range) {
  switch (measures) {
    case Measures::position:
      return default_position(site, range);
    case Measures::relation:
      return {.random = relation_error, .because = "a stated distance"};
    case Measures::height: {
      const double size = figure_of(meaning);
      const double air = warm_air_share * (std::isfinite(size) ? size : 0.0);
      return {.random = metres(std::hypot(in_metres(encoder_error), air)), .because = "a stated height"};
    }
    case Measures::duration:
      return {.clock = duration_error, .because = "a stated duration"};
    case Measures::instant:
      return {.clock = clock_of(site), .because = "the clock behind such a source"};
    case Measures::speed:
      return {.share = speed_share, .because = "a stated speed"};
    case Measures::direction:
      return {.direction = heading_error, .because = "a stated heading"};
    case Measures::track:
    case Measures::nothing:
      break;
  }
  return {};
}

std::string words_for(Measures measures, const Error& error) {
  switch (measures) {
    case Measures::position:
    case Measures::track:
      return words_of(error);
    case Measures::relation:
    case Measures::height:
      return words_of(error).substr(0, words_of(error).find(" per axis"));
    case Measures::duration:
      return "0.5 s";
    case Measures::instant:
      return error.clock < seconds(1) ? "0.1 s" : std::to_string(std::lround(in_seconds(error.clock))) + " s";
    case Measures::speed:
      return "5 %";
    case Measures::direction:
      return "4°";
    case Measures::nothing:
      break;
  }
  return "";
}

void tell_default(Notebook& notebook, const Site& site, Measures measures, const Error& error) {
  notebook.adjust(site, "error of " + words_for(measures, error) + " supplied",
                  "no accuracy is stated; " + error.because + " (docs/method/readings.md)");
}

// The claim's own words last, so that they win.
void lay_stated(Error& error, const Site& site, Measures measures, const Range& range, double figure) {
  const auto lay = [&](const std::optional<incident::ErrorModel>& model) {
    if (!model) return;
    if (measures == Measures::position || measures == Measures::relation || measures == Measures::track)
      lay_position(error, *model, range);
    else
      lay_figure(error, *model, measures, figure);
    if (measures == Measures::instant) lay_clock(error, *model);
  };
  if (site.sensor != nullptr) lay(site.sensor->error);
  lay(site.claim->error);
}

// A claim at a time of the clock carries that clock's error whatever it measures.
void set_clock(Notebook& notebook, const Site& site, Error& error) {
  error.clock = clock_of(site);
  if (site.sensor != nullptr && site.sensor->error) lay_clock(error, *site.sensor->error);
  if (site.claim->error) lay_clock(error, *site.claim->error);
  if (!stated_by(site).clock)
    notebook.adjust(site, "clock error of " + words_for(Measures::instant, error) + " supplied",
                    "no clock error is stated; the clock behind such a source (docs/method/readings.md)");
}

Error default_track(const Site& site, std::optional<TrackKind> kind, const Range& range) {
  switch (kind.value_or(TrackKind::plots)) {
    case TrackKind::system_track:
      return class_error(Class::system_track, {});
    case TrackKind::adsb:
      return radial(adsb_radius, "ADS-B without an accuracy category, taken as NACp 8");
    case TrackKind::recorder:
      return radial(recorder_radius, "a recorder's position, 185 m");
    case TrackKind::drawn:
      return {.random = drawn_track_error / std::sqrt(2.0),
              .bias = drawn_track_error / std::sqrt(2.0),
              .because = "a drawn track, 200 m per axis, half of its variance shared"};
    case TrackKind::plots:
      return default_position(site, range);
  }
  return {};
}

}  // namespace

RadarErrors radar_errors(Class radar) { return radar_of(radar).errors; }

Error radar_error(Class radar, Length range) {
  const auto& [letter, errors] = radar_of(radar);
  const auto across = [&](Angle sigma) { return range * in_radians(sigma); };
  return {.random = std::max(errors.range, across(errors.azimuth)),
          .bias = std::max(errors.range_bias, across(errors.azimuth_bias)),
          .because = std::string{"radar class "} + letter + " at " + words(range)};
}

RadarErrors radar_errors(const Site& site, const Error& error, Length range) {
  Class radar = Class::radar_e;
  bool by_class = true;
  const auto lay = [&](const std::optional<incident::ErrorModel>& model) {
    if (!model) return;
    if (model->like) by_class = is_radar(*model->like);
    if (model->like && by_class) radar = *model->like;
    if (!model->accuracy.empty() || !model->bias.empty()) by_class = false;
  };
  if (site.sensor != nullptr) lay(site.sensor->error);
  lay(site.claim->error);
  if (by_class) return radar_of(radar).errors;
  return {error.random, radians(error.random / range), error.bias, radians(error.bias / range)};
}

std::optional<Length> mean_range(const TrackRead& track) {
  if (!track.radar || track.fixes.empty()) return std::nullopt;
  double sum = 0.0;
  for (const ReadFix& fix : track.fixes) sum += in_metres(geo::distance(track.radar->position, fix.position));
  return metres(std::max(sum / static_cast<double>(track.fixes.size()), 1.0));
}

std::optional<Length> between(HeightDatum a, HeightDatum b, Length height) {
  if (a == b && a != HeightDatum::ground) return metres(0);
  if (a == HeightDatum::ground || b == HeightDatum::ground)
    return a == b ? std::optional{metres(0)} : std::nullopt;
  const auto either = [&](HeightDatum datum) { return a == datum || b == datum; };
  const bool air = either(HeightDatum::standard_pressure) || either(HeightDatum::unstated);
  const double weather = air ? std::hypot(85.0, 0.04 * in_metres(height)) : 0.0;
  const double geoid = either(HeightDatum::ellipsoid) ? 50.0 : 0.0;
  return metres(std::hypot(weather, geoid));
}

Length height_bias(HeightDatum above) {
  return above == HeightDatum::ellipsoid ? satellite_height_error : encoder_error;
}

Length total(const Error& error) {
  return metres(std::hypot(in_metres(error.random), in_metres(error.bias)));
}

/// Root mean squares over what was drawn: of the pen, and of the transform that all of it shares.
Error picture_error(const TrackRead& drawn) {
  double own = 0.0, shared = 0.0;
  for (const ReadFix& fix : drawn.fixes) {
    own += std::pow(in_metres(fix.sigma), 2);
    shared += std::pow(geo::transform_sigma(drawn.picture->fit, *fix.pixel), 2);
  }
  const auto count = static_cast<double>(drawn.fixes.size());
  return {.random = metres(std::sqrt(own / count)),
          .bias = metres(std::sqrt(shared / count)),
          .because = "width of the pen, and the residuals of the picture's control points"};
}

Error error_of(Notebook& notebook, const Site& site, const Meaning& meaning) {
  const Measures measures = std::visit(MeasuresOf{}, meaning);
  const bool timed = std::holds_alternative<incident::AtTime>(site.claim->when);
  if (measures == Measures::track) {
    const auto& read = std::get<TrackRead>(meaning);
    if (read.picture) return picture_error(read);
    const auto* track = std::get_if<incident::TrackClaim>(&site.claim->assertion);
    return track_error(notebook, site, track != nullptr ? track->kind : std::nullopt, mean_range(read));
  }
  Error error;
  if (measures != Measures::nothing) {
    const Range range = range_of(notebook, site, meaning);
    const Stated said = stated_by(site);
    error = default_error(site, meaning, measures, range);
    const bool by_place = measures == Measures::position || measures == Measures::relation;
    const bool by_clock = measures == Measures::instant && said.clock;
    if (!(by_place ? said.place : said.figure) && !by_clock) tell_default(notebook, site, measures, error);
    if (by_place && said.radar && !range.known)
      notebook.adjust(site, "radar taken to be " + words(usual_range) + " away",
                      "its place, or the range to the aircraft, is not known");
    lay_stated(error, site, measures, range, figure_of(meaning));
  }
  const bool says_nothing =
      std::holds_alternative<InWords>(meaning) || std::holds_alternative<Unanswerable>(meaning);
  if (timed && !says_nothing && measures != Measures::instant && measures != Measures::duration)
    set_clock(notebook, site, error);
  return error;
}

Error track_error(Notebook& notebook, const Site& site, std::optional<TrackKind> kind,
                  std::optional<Length> range) {
  const Range away{range.value_or(usual_range), range.has_value()};
  Error error = default_track(site, kind, away);
  if (!stated_by(site).place) tell_default(notebook, site, Measures::track, error);
  lay_stated(error, site, Measures::track, away, 0.0);
  set_clock(notebook, site, error);
  return error;
}

}  // namespace recon::normalise
