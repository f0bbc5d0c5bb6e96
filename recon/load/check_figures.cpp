// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

#include "recon/geo/datum.hpp"
#include "recon/geo/printed_position.hpp"
#include "recon/load/check.hpp"
#include "recon/units/figure.hpp"

namespace recon::load::checking {
namespace {

using namespace incident;

/// The figures of each kind of claim. One line a kind: a new kind teaches its figures here.
struct FiguresOf {
  std::vector<Printed> operator()(const PositionClaim& c) const { return {{&c.is, "is", Writing::position}}; }
  std::vector<Printed> operator()(const TrackClaim& c) const { return {{&c.speed, "speed", Writing::speed}}; }
  std::vector<Printed> operator()(const PlotClaim& c) const {
    return {{&c.range, "range", Writing::length},
            {&c.azimuth, "azimuth", Writing::angle},
            {&c.height, "height", Writing::height}};
  }
  std::vector<Printed> operator()(const BearingClaim& c) const {
    return {{&c.direction, "direction", Writing::angle}, {&c.distance, "distance", Writing::length}};
  }
  std::vector<Printed> operator()(const DistanceClaim& c) const { return {{&c.is, "is", Writing::length}}; }
  std::vector<Printed> operator()(const SideClaim&) const { return {}; }
  std::vector<Printed> operator()(const ExcursionsClaim& c) const {
    return {{&c.count, "count", Writing::count}};
  }
  std::vector<Printed> operator()(const TimeInsideClaim& c) const {
    return {{&c.is, "is", Writing::duration}};
  }
  std::vector<Printed> operator()(const LengthInsideClaim& c) const {
    return {{&c.is, "is", Writing::length}};
  }
  std::vector<Printed> operator()(const DepthClaim& c) const { return {{&c.is, "is", Writing::length}}; }
  std::vector<Printed> operator()(const CrossingClaim& c) const {
    return {{&c.from, "from", Writing::angle}};
  }
  std::vector<Printed> operator()(const AltitudeClaim& c) const { return {{&c.is, "is", Writing::height}}; }
  std::vector<Printed> operator()(const SpeedClaim& c) const { return {{&c.is, "is", Writing::speed}}; }
  std::vector<Printed> operator()(const HeadingClaim& c) const { return {{&c.is, "is", Writing::angle}}; }
  std::vector<Printed> operator()(const TimeClaim& c) const { return {{&c.is, "is", Writing::time}}; }
  std::vector<Printed> operator()(const TimeBetweenClaim& c) const {
    return {{&c.is, "is", Writing::duration}};
  }
  std::vector<Printed> operator()(const DistanceBetweenClaim& c) const {
    return {{&c.is, "is", Writing::length}};
  }
  std::vector<Printed> operator()(const WarningsClaim& c) const {
    return {{&c.count, "count", Writing::count}, {&c.over, "over", Writing::duration}};
  }
  std::vector<Printed> operator()(const TurnClaim& c) const {
    return {{&c.onto, "onto", Writing::angle}, {&c.through, "through", Writing::angle}};
  }
  std::vector<Printed> operator()(const VerticalClaim& c) const {
    return {{&c.rate, "rate", Writing::speed}};
  }
  std::vector<Printed> operator()(const DetectionClaim& c) const {
    return {{&c.lasting, "lasting", Writing::duration}};
  }
};

Dimension dimension_of(Writing writing) {
  switch (writing) {
    case Writing::height:
      return Dimension::height;
    case Writing::duration:
      return Dimension::duration;
    case Writing::speed:
      return Dimension::speed;
    case Writing::angle:
      return Dimension::angle;
    case Writing::count:
      return Dimension::count;
    case Writing::length:
    case Writing::time:
    case Writing::position:
      break;
  }
  return Dimension::length;
}

std::vector<std::string> split(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  for (std::size_t start = 0;;) {
    const std::size_t end = text.find(separator, start);
    parts.emplace_back(text.substr(start, end == std::string_view::npos ? end : end - start));
    if (end == std::string_view::npos) return parts;
    start = end + separator.size();
  }
}

FigureReadings read(std::string_view text, Dimension dimension) {
  // Mach numbers want a height; which one is normalise's business, here any will do.
  return read_figure(text, dimension, metres(0));
}

/// Is what is wrong with a figure only that its "=" parts disagree (rule 9), each being a figure?
bool parts_are_figures(std::string_view text, Dimension dimension) {
  if (text.find('=') == std::string_view::npos) return false;
  for (const std::string& reading : split(text, " or "))
    for (const std::string& value : split(reading, "="))
      if (!read(value, dimension).problems.empty()) return false;
  return true;
}

/// Words that stand for a height in zones.
bool is_limit_word(std::string_view text) {
  return text == "ground" || text == "surface" || text == "unlimited";
}

// ---- printed words against formal figures (rule 15) -------------------------------------------------

/// Lower-case ASCII with one alphabet of digits, signs and primes, and no spaces.
std::string packed(std::string_view text) {
  std::string out;
  for (const char c : plain_characters(text))
    if (std::isspace(static_cast<unsigned char>(c)) == 0)
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

/// "35.48.2" and "19,000" as they stand: digits with single separators between them.
std::set<std::string> numbers_in(std::string_view text) {
  const std::string plain = plain_characters(text);
  const auto digit = [&](std::size_t i) {
    return i < plain.size() && std::isdigit(static_cast<unsigned char>(plain[i])) != 0;
  };
  std::set<std::string> numbers;
  for (std::size_t i = 0; i < plain.size();) {
    if (!digit(i)) {
      ++i;
      continue;
    }
    const std::size_t start = i;
    while (digit(i) || ((plain[i] == '.' || plain[i] == ',' || plain[i] == ':') && digit(i + 1))) ++i;
    numbers.insert(plain.substr(start, i - start));
    if (i >= plain.size()) break;
  }
  return numbers;
}

/// Our grammar's words are ours; sources say "around" or "yaklaşık".
std::string without_grammar_words(std::string text) {
  for (const std::string_view word :
       {"about ", "at least ", "at most ", "more than ", "less than ", "before ", "after "})
    if (text.starts_with(word)) return text.substr(word.size());
  return text;
}

struct Words {
  std::string packed;
  std::set<std::string> numbers;
  bool english;
};

/// Does one value of a figure stand in the words? Positions and times are typed with letters and
/// clocks of ours, and other languages have their own units: there the numbers must do.
bool stands_in(const std::string& value, const Words& words, Writing writing) {
  const auto numbers = numbers_in(value);
  if (numbers.empty()) return true;  // "SW", "several": words that any language may put otherwise
  if (words.packed.find(packed(value)) != std::string::npos) return true;
  const bool numbers_do = writing == Writing::position || writing == Writing::time ||
                          writing == Writing::angle || writing == Writing::count || !words.english;
  return numbers_do &&
         std::includes(words.numbers.begin(), words.numbers.end(), numbers.begin(), numbers.end());
}

/// The dimension in which a claim's accuracy is stated: its figure's own, but for a bearing or a plot,
/// which give a place.
Dimension measured_by(const Assertion& assertion) {
  const auto figures = figures_of(assertion);
  if (figures.size() != 1) return Dimension::length;
  const Writing writing = figures.front().writing;
  return writing == Writing::time ? Dimension::duration : dimension_of(writing);
}

class Figures {
public:
  Figures(const Scene& scene, Report& report) : scene_{scene}, report_{report} {}

  void check() {
    const Incident& incident = scene_.incident;
    positive_length(incident.around.radius, "radius");
    for (const Aircraft& aircraft : incident.aircraft)
      if (aircraft.limits) check(*aircraft.limits);
    for (const Landmark& landmark : incident.landmarks) check(landmark);
    for (const Border& border : incident.borders) {
      figure(border.line_error, "line_error", Dimension::length);
      figure(border.shift_error, "shift_error", Dimension::length);
      figure(border.correlation, "correlation", Dimension::length);
    }
    for (const Zone& zone : incident.zones) check(zone);
    for (const Sensor& sensor : incident.sensors) check(sensor);
    for (const Asserted& asserted : scene_.claims) check(asserted);
  }

private:
  bool empty(const Text& text, std::string_view field) {
    if (typed_empty(text))
      report_.error(8, text.place, name(field) + " is empty; leave it out if nothing is said");
    return text.empty();
  }

  /// The readings of a figure; none when it is not said or not understood (which is reported).
  std::vector<FigureReading> figure(const Text& text, std::string_view field, Dimension dimension) {
    if (empty(text, field)) return {};
    FigureReadings read_as = read(text.text, dimension);
    for (const std::string& note : read_as.notes) report_.note(26, text.place, note);
    if (read_as.problems.empty()) return std::move(read_as.readings);
    const int rule = parts_are_figures(text.text, dimension) ? 9 : 8;
    for (const std::string& problem : read_as.problems) report_.error(rule, text.place, problem);
    return {};
  }

  void positive_length(const Text& text, std::string_view field) {
    for (const FigureReading& reading : figure(text, field, Dimension::length))
      if (!(reading.value.stated > 0.0)) {
        report_.error(21, text.place, name(field) + " must be more than zero, not " + printed(text.text));
        return;
      }
  }

  void position(const Text& text, std::string_view field) {
    if (empty(text, field)) return;
    const geo::PositionReadings read_as = geo::read_position(text.text);
    for (const std::string& problem : read_as.problems) report_.error(10, text.place, problem);
    for (const std::string& note : read_as.notes) report_.note(26, text.place, note);
  }
  void position_or_landmark(const Text& text, std::string_view field) {
    if (!text.empty() && !is_name(text.text)) position(text, field);
  }

  void datum(const Text& text) {
    if (empty(text, "datum") || geo::datum(text.text)) return;
    std::vector<std::string> known;
    for (const geo::Datum& one : geo::datums()) known.emplace_back(one.name);
    report_.error(10, text.place, "no datum is called " + name(text.text) + " (" + listed(known, ", ") + ")");
  }

  void height(const Text& text, std::string_view field) {
    if (!is_limit_word(text.text)) figure(text, field, Dimension::height);
  }

  void check(const Limits& limits) {
    figure(limits.speed, "speed", Dimension::speed);
    figure(limits.climb, "climb", Dimension::speed);
    figure(limits.load, "load", Dimension::count);
    figure(limits.altitude, "altitude", Dimension::height);
  }

  void check(const Landmark& landmark) {
    position(landmark.position, "position");
    datum(landmark.datum);
    positive_length(landmark.accuracy, "accuracy");
    figure(landmark.variation, "variation", Dimension::angle);
  }

  void check(const Zone& zone) {
    height(zone.floor, "floor");
    height(zone.ceiling, "ceiling");
    std::visit([this](const auto& shape) { check_shape(shape); }, zone.shape);
  }
  void check_shape(const std::monostate&) {}
  void check_shape(const Land&) {}
  void check_shape(const TerritorialSea& sea) {
    positive_length(sea.breadth, "breadth");
    for (const Text& point : sea.baseline_point) position_or_landmark(point, "baseline_point");
  }
  void check_shape(const Corridor& corridor) {
    positive_length(corridor.width, "width");
    for (const Text& point : corridor.along) position_or_landmark(point, "along");
  }
  void check_shape(const Buffer& buffer) { positive_length(buffer.breadth, "breadth"); }
  void check_shape(const Area& area) {
    for (const Text& point : area.point) position_or_landmark(point, "point");
    position_or_landmark(area.centre, "centre");
    positive_length(area.radius, "radius");
  }
  void check_shape(const Median&) {}
  void check_shape(const Combined&) {}

  void check(const Sensor& sensor) {
    position_or_landmark(sensor.position, "position");
    height(sensor.height, "height");
    figure(sensor.scan, "scan", Dimension::duration);
    if (sensor.error) check(*sensor.error, Dimension::length);
  }

  /// `measures`: what the figure in error is; its accuracy is stated in the same units.
  void check(const ErrorModel& error, Dimension measures) {
    if (measures == Dimension::length)
      positive_length(error.accuracy, "accuracy");
    else
      figure(error.accuracy, "accuracy", measures);
    figure(error.bias, "bias", Dimension::length);
    figure(error.clock, "clock", Dimension::duration);
    if (!empty(error.rounding, "rounding") && !reads_somehow(error.rounding.text))
      report_.error(
          8, error.rounding.place,
          printed(error.rounding.text) + " is no step that a figure is rounded to; for example \"1,000 ft\"");
  }

  static bool reads_somehow(std::string_view text) {
    const auto dimensions = {Dimension::length, Dimension::height, Dimension::duration,
                             Dimension::speed,  Dimension::angle,  Dimension::count};
    return std::any_of(dimensions.begin(), dimensions.end(),
                       [&](Dimension dimension) { return read(text, dimension).problems.empty(); });
  }

  void check(const Asserted& asserted) {
    const Claim& claim = *asserted.claim;
    if (claim.error) check(*claim.error, measured_by(claim.assertion));
    if (const auto* said = std::get_if<PositionClaim>(&claim.assertion)) datum(said->datum);
    if (const auto* track = std::get_if<TrackClaim>(&claim.assertion)) check(*track);
    const std::vector<Printed> figures = figures_of(claim.assertion);
    for (const Printed& one : figures) {
      if (one.writing == Writing::position) {
        position(*one.text, one.field);
      } else if (one.writing != Writing::time) {
        const auto readings = figure(*one.text, one.field, dimension_of(one.writing));
        if (one.field == "direction") north(asserted, *one.text, readings);
      }
    }
    if (asserted.statement != nullptr && asserted.statement->how == Statement::Words::said &&
        claim.corrected.empty())
      compare_with_words(*asserted.statement, figures);
  }

  void check(const TrackClaim& track) {
    datum(track.datum);
    if (track.picture)
      for (const incident::Picture::Control& control : track.picture->controls)
        position(control.position, "position");
    for (const Fix& fix : track.fixes) {
      position(fix.position, "position");
      figure(fix.range, "range", Dimension::length);
      figure(fix.azimuth, "azimuth", Dimension::angle);
      height(fix.altitude, "altitude");
      figure(fix.accuracy, "accuracy", Dimension::length);
      figure(fix.elevation, "elevation", Dimension::angle);
      figure(fix.accuracy_minor, "accuracy_minor", Dimension::length);
      figure(fix.accuracy_axis, "accuracy_axis", Dimension::angle);
    }
  }

  /// Rule 25. A compass word ("SW") is far wider than any variation.
  void north(const Asserted& asserted, const Text& direction, const std::vector<FigureReading>& readings) {
    if (numbers_in(direction.text).empty()) return;
    const bool open = std::any_of(readings.begin(), readings.end(), [](const FigureReading& reading) {
      return reading.north != North::true_north;
    });
    const auto& bearing = std::get<BearingClaim>(asserted.claim->assertion);
    const auto* from = scene_.names.find<Landmark>(bearing.from.text);
    if (!open || from == nullptr || !from->variation.empty()) return;
    report_.warning(25, direction.place,
                    direction.text + " may be magnetic; " + name(bearing.from.text) +
                        " has no variation, so only true north is used");
  }

  bool is_english(const Statement& statement) const {
    const auto* source = scene_.names.find<Source>(statement.source.text);
    const Text& language =
        !statement.language.empty() || source == nullptr ? statement.language : source->language;
    return language.empty() || language.text.starts_with("en");
  }

  void compare_with_words(const Statement& statement, const std::vector<Printed>& figures) {
    std::string all = statement.words.text;
    for (const Copy& copy : statement.copies) all += "\n" + copy.said.text;
    const Words words{packed(all), numbers_in(all), is_english(statement)};
    for (const Printed& one : figures) {
      if (one.text->empty() || (one.writing == Writing::count && one.text->text == "0")) continue;
      for (const std::string& reading : split(one.text->text, " or "))
        for (const std::string& value : split(reading, " = "))
          if (!stands_in(without_grammar_words(value), words, one.writing)) {
            report_.warning(15, one.text->place,
                            printed(value) + " is not among the words of " + name(statement.id.text) +
                                "; copy it as printed or say why in corrected");
          }
    }
  }

  const Scene& scene_;
  Report& report_;
};

}  // namespace

std::vector<Printed> figures_of(const Assertion& assertion) { return std::visit(FiguresOf{}, assertion); }

void check_figures(const Scene& scene, Report& report) { Figures{scene, report}.check(); }

}  // namespace recon::load::checking
