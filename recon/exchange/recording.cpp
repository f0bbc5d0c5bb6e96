// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "recon/exchange/asterix.hpp"
#include "recon/exchange/digits.hpp"
#include "recon/exchange/times.hpp"
#include "recon/geo/datum.hpp"
#include "recon/geo/printed_position.hpp"
#include "recon/normalise/errors.hpp"
#include "recon/units/figure.hpp"

namespace recon::exchange {

namespace {

std::optional<FigureReading> figure_of(const incident::Text& printed, Dimension dimension) {
  if (printed.empty()) return std::nullopt;
  const FigureReadings read = read_figure(printed.text, dimension);
  return read.readings.empty() ? std::nullopt : std::optional{read.readings.front()};
}

Sighting sighting_of(const incident::Fix& fix, const TimeContext& context) {
  Sighting sighting;
  if (!fix.time.empty())
    if (const TimeReadings times = read_time(fix.time.text, context); !times.readings.empty())
      sighting.time = times.readings.front().at.stated;
  if (!fix.position.empty())
    if (const geo::PositionReadings read = geo::read_position(fix.position.text); !read.readings.empty())
      sighting.position = read.readings.front().position;
  const auto range = figure_of(fix.range, Dimension::length),
             azimuth = figure_of(fix.azimuth, Dimension::angle);
  if (range && azimuth)
    sighting.polar = Polar{.range = metres(range->value.stated), .azimuth = degrees(azimuth->value.stated)};
  if (const auto height = figure_of(fix.altitude, Dimension::height))
    sighting.height = Height{.value = metres(height->value.stated), .above = above_of(height->height_datum)};
  if (const auto radius = figure_of(fix.accuracy, Dimension::length))
    sighting.accuracy = metres(radius->value.stated / normalise::radius_95);
  return sighting;
}

std::string upper_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

// All that one source saw.
struct Source {
  std::string sensor;  // of the case; empty: none is named
  std::vector<ImportedTrack> tracks;
};

class RecordingOf {
public:
  explicit RecordingOf(const incident::Incident& incident)
      : incident_{incident},
        context_{read_date(incident.date.text), incident.clock.text, std::nullopt, std::nullopt} {}

  Recording write() {
    for (const incident::Narrative& narrative : incident_.narratives)
      read(narrative.statements, narrative.clock.text);
    for (const incident::Evidence& evidence : incident_.evidence) read(evidence.statements, "");
    for (std::size_t i = 0; i < radars_.size(); ++i) write_radar(radars_[i], static_cast<unsigned>(i) + 1);
    if (!positions_.empty()) {
      add(write_category_062(positions_, {}));
      say("category 062, SAC 0 SIC 0: the tracks of positions; heights above the sea and the ground have no "
          "item there");
      for (std::size_t i = 0; i < positions_.size(); ++i)
        say("track " + std::to_string(i + 1) + " of category 062 is " + positions_[i].name);
    }
    if (first_)
      say("times are times of day; the first day is " + printed_utc({*first_, 0}).substr(0, 10) +
          " (recon import --date)");
    return std::move(result_);
  }

private:
  void say(const std::string& what) { result_.said.push_back(what); }

  void read(const std::vector<incident::Statement>& statements, const std::string& clock) {
    for (const incident::Statement& statement : statements)
      for (const incident::Claim& claim : statement.claims)
        if (const auto* track = std::get_if<incident::TrackClaim>(&claim.assertion))
          take(claim, *track, clock);
  }

  void take(const incident::Claim& claim, const incident::TrackClaim& said, const std::string& clock) {
    TimeContext context = context_;
    if (!clock.empty()) context.clock = clock;
    if (!said.clock.empty()) context.clock = said.clock.text;
    ImportedTrack track{.name = claim.name};
    if (!claim.aircraft.empty()) track.callsign = upper_case(claim.aircraft.front().text);
    for (const incident::Fix& fix : said.fixes) {
      track.sightings.push_back(sighting_of(fix, context));
      const Maybe<Instant>& time = track.sightings.back().time;
      if (time && (!first_ || *time < *first_)) first_ = *time;
    }
    if (track.sightings.empty()) return;
    const bool polar = std::any_of(track.sightings.begin(), track.sightings.end(),
                                   [](const Sighting& s) { return s.polar.has_value(); });
    if (polar) return radar_of(claim.sensor.text).tracks.push_back(std::move(track));
    const auto datum = said.datum.empty() ? std::nullopt : geo::datum(said.datum.text);
    if (datum && datum->name != "WGS 84")
      say(claim.name + ": positions are written as printed, on " + said.datum.text);
    positions_.push_back(std::move(track));
  }

  Source& radar_of(const std::string& sensor) {
    const auto known = std::find_if(radars_.begin(), radars_.end(),
                                    [&](const Source& radar) { return radar.sensor == sensor; });
    return known != radars_.end() ? *known : radars_.emplace_back(Source{sensor, {}});
  }

  void write_radar(const Source& source, unsigned sic) {
    std::optional<Radar> radar;
    const incident::Sensor* sensor = nullptr;
    for (const incident::Sensor& one : incident_.sensors)
      if (one.id.text == source.sensor) sensor = &one;
    if (sensor != nullptr && !sensor->position.empty())
      if (const auto read = geo::read_position(sensor->position.text); !read.readings.empty())
        radar = Radar{read.readings.front().position, {}};
    const std::string who = source.sensor.empty() ? "a radar that the case does not name" : source.sensor;
    say("category 048, SAC 0 SIC " + std::to_string(sic) + ": " + who +
        (radar ? "" : ", whose place the case does not say"));
    if (radar) {
      const auto height = figure_of(sensor->height, Dimension::height);
      if (height)
        radar->height = metres(height->value.stated);
      else
        say(who + ": its height is not said; 0 m is written");
    }
    add(write_category_048(source.tracks, {.sac = 0, .sic = sic}, radar));
  }

  void add(const Written& written) {
    result_.bytes.insert(result_.bytes.end(), written.bytes.begin(), written.bytes.end());
    result_.records += written.records;
    for (const Honesty::Skipped& skipped : written.left_out)
      say("not written: " + std::to_string(skipped.count) + (skipped.count == 1 ? " fix, " : " fixes, ") +
          skipped.reason);
  }

  const incident::Incident& incident_;
  TimeContext context_;
  std::vector<Source> radars_;
  std::vector<ImportedTrack> positions_;
  std::optional<Instant> first_;
  Recording result_;
};

}  // namespace

Recording recording_of(const incident::Incident& incident) { return RecordingOf{incident}.write(); }

}  // namespace recon::exchange
