// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "recon/assess/assess.hpp"

/// A made-up border along 36°N: AAA to the north of it, BBB to the south, and a case to fill with claims.
namespace recon::test {

inline incident::Text text(std::string words) { return {std::move(words), {}}; }

inline geo::SharedOutline rectangle(double south, double west, double north, double east) {
  geo::Outline outline;
  const auto at = [](double latitude, double longitude) {
    return geo::Position{degrees(latitude), degrees(longitude)};
  };
  // Corners every half degree of longitude keep the parallel's chords short.
  geo::Ring ring;
  for (double x = west; x < east; x += 0.5) ring.push_back(at(south, x));
  for (double x = east; x > west; x -= 0.5) ring.push_back(at(north, x));
  ring.insert(ring.begin() + static_cast<std::ptrdiff_t>(ring.size() / 2), at(south, east));
  ring.push_back(at(north, west));
  outline.parts.push_back({ring, {}});
  return std::make_shared<const geo::PreparedOutline>(std::move(outline));
}

struct Scene {
  incident::Incident incident;
  normalise::Normalised normalised;
  std::map<std::string, incident::BorderVersion> borders;
  assess::Settings settings{.threads = 1};

  Scene() {
    incident.id = text("scene");
    aircraft("jet");
    event("hit");
    border("line", 36.0);
    zone("aaa", incident::Land{text("AAA")});
    zone("bbb", incident::Land{text("BBB")});
  }

  void aircraft(const std::string& id, const std::string& type = "Su-24M") {
    incident::Aircraft its;
    its.id = text(id);
    its.type = text(type);
    its.kind = incident::Aircraft::Kind::aeroplane;
    incident.aircraft.push_back(its);
  }
  void event(const std::string& id) {
    incident::Event its;
    its.id = text(id);
    its.aircraft = text("jet");
    incident.events.push_back(its);
  }
  void zone(const std::string& id, incident::ZoneShape shape) {
    incident::Zone its;
    its.id = text(id);
    its.shape = std::move(shape);
    incident.zones.push_back(its);
  }
  /// A version of the border along a parallel, with one sigma of its line.
  incident::Border& border(const std::string& id, double latitude, const std::string& sigma = "0 m") {
    incident::Border about;
    about.id = text(id);
    about.line_error = text(sigma);
    about.shift_error = text("0 m");
    incident.borders.push_back(about);
    borders[id] = {
        about, {{"AAA", rectangle(latitude, 34, 37.5, 38)}, {"BBB", rectangle(34.5, 34, latitude, 38)}}, ""};
    return incident.borders.back();
  }
  void display_only(const std::string& id) {
    borders.at(id).about.display_only = true;
    for (incident::Border& its : incident.borders)
      if (its.id.text == id) its.display_only = true;
  }
  void narrative(const std::string& id) {
    incident::Narrative its;
    its.id = id;
    incident.narratives.push_back(its);
  }
  void question(const std::string& id, incident::Question::Want want, const std::string& zone_id,
                const std::string& event_id = "") {
    incident::Question its;
    its.id = text(id);
    its.aircraft = text("jet");
    its.want = want;
    its.zone = text(zone_id);
    its.event = text(event_id);
    incident.questions.push_back(its);
  }
  normalise::ReadClaim& say(const std::string& who, const std::string& claim, normalise::Meaning meaning,
                            const std::string& at_event = "") {
    normalise::ReadClaim its;
    its.claim = claim;
    its.statement = claim.substr(0, claim.find('/'));
    its.narrative = who;
    its.aircraft = "jet";
    its.figure = claim;
    its.meaning = std::move(meaning);
    if (!at_event.empty()) its.moment = {normalise::Moment::Kind::event, at_event, std::nullopt};
    normalised.claims.push_back(its);
    return normalised.claims.back();
  }
  [[nodiscard]] assess::Assessment assess() const {
    return recon::assess::assess(incident, normalised, borders, settings);
  }
};

/// A point so far north of 36°N (negative: south) near 36°E.
inline geo::Position north_of_line(Length away) {
  const geo::Position foot{degrees(36), degrees(36.2)};
  return geo::destination(foot, degrees(away < metres(0) ? 180 : 0), abs(away));
}

inline normalise::Located exactly(const geo::Position& position) {
  return {position, degrees(0), degrees(0)};
}
inline Interval<Length> exactly(Length length) { return {length, length, length}; }
inline Interval<Length> about(Length length, Length half) { return {length - half, length, length + half}; }
inline Interval<Duration> lasting(double low, double stated, double high) {
  return {seconds(low), seconds(stated), seconds(high)};
}

inline const assess::Answer& answer(const assess::Assessment& result, const std::string& question,
                                    const std::string& who) {
  for (const assess::Answer& its : result.answers)
    if (its.question == question && its.narrative == who) return its;
  throw std::out_of_range{question + " " + who};
}

}  // namespace recon::test
