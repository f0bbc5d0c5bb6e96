// SPDX-License-Identifier: Apache-2.0
#include "recon/normalise/landmarks.hpp"

#include <algorithm>

#include "recon/geo/printed_position.hpp"
#include "recon/normalise/errors.hpp"
#include "recon/normalise/figures.hpp"
#include "recon/normalise/words.hpp"

namespace recon::normalise {
namespace {

// "Within" a town or an airfield whose accuracy nobody states (docs/method/readings.md).
constexpr Length landmark_accuracy = kilometres(1);

// A point may be built on a point; the checker refuses circles, and we walk no further than this.
constexpr int longest_chain = 8;

LandmarkPlace unknown(std::string why) { return {.why_unknown = std::move(why)}; }

// One printed position taken as it stands: first reading, on the stated datum or WGS 84.
LandmarkPlace printed_place(Notebook& notebook, const std::string& whose, const incident::Text& printed,
                            const incident::Text& datum) {
  const auto adjust = [&](std::string what, std::string because) {
    notebook.adjust({"", whose + ": " + std::move(what), std::move(because), printed.place});
  };
  const geo::PositionReadings cells = geo::read_position(printed.text);
  if (cells.readings.empty())
    return unknown(joined(cells.problems, "'" + printed.text + "' is not a position"));
  const auto on = geo::datum(datum.empty() ? "WGS 84" : datum.text);
  if (!on) return unknown("'" + datum.text + "' is not a datum known here");
  if (datum.empty() && cells.readings.front().datum.empty())
    adjust("coordinates taken on WGS 84", "no datum is stated for a place on a map");
  if (cells.readings.size() > 1)
    adjust("read as " + cells.readings.front().means,
           "the first of " + std::to_string(cells.readings.size()) +
               " readings; what leans on it is not read anew for each");
  return {.position = geo::to_wgs84(cells.readings.front(), *on)};
}

std::optional<Length> stated_length(const incident::Text& printed) {
  if (printed.empty()) return std::nullopt;
  const FigureReadings figures = read_figure(printed.text, Dimension::length);
  if (figures.readings.empty()) return std::nullopt;
  return metres(figures.readings.front().value.stated);
}

LandmarkPlace read_landmark(Notebook& notebook, const incident::Landmark& landmark, int depth);

// The point that a claim gives, at its first reading; as good as a printed aircraft position is.
LandmarkPlace place_of_claim(Notebook& notebook, const incident::Landmark& landmark, int depth) {
  const std::string& name = landmark.position_of.text;
  const incident::Found found = incident::find_claim(notebook.incident, name);
  if (found.claim == nullptr) return unknown("no claim is called '" + name + "'");
  if (!found.statement->unverified.empty())
    return unknown("it leans on '" + name + "', which is unverified: " + found.statement->unverified.text);
  const auto* position = std::get_if<incident::PositionClaim>(&found.claim->assertion);
  if (position == nullptr) return unknown("'" + name + "' gives no position");
  if (!position->near.empty()) {
    const auto* other = incident::find(notebook.incident.landmarks, position->near.text);
    return other == nullptr ? unknown("no landmark is called '" + position->near.text + "'")
                            : read_landmark(notebook, *other, depth + 1);
  }
  LandmarkPlace place = printed_place(notebook, landmark.id.text, position->is, position->datum);
  if (!place.position) return place;
  const Error error = radar_error(incident::ErrorModel::Class::radar_e, usual_range);
  place.accuracy = radius_95 * total(error);
  notebook.adjust({"", landmark.id.text + ": the point of '" + name + "', within " + words(place.accuracy),
                   "a claimed point is as good as the radar behind it; " + error.because, landmark.place});
  return place;
}

LandmarkPlace read_landmark(Notebook& notebook, const incident::Landmark& landmark, int depth) {
  if (depth > longest_chain) return unknown("it is defined by itself");
  if (!landmark.unverified.empty()) return unknown("its position is unverified: " + landmark.unverified.text);
  LandmarkPlace place = unknown("no position of it is known");
  if (!landmark.position_of.empty())
    place = place_of_claim(notebook, landmark, depth);
  else if (!landmark.position.empty())
    place = printed_place(notebook, landmark.id.text, landmark.position, landmark.datum);
  if (!place.position) return place;
  place.variation = landmark.variation.empty() ? std::nullopt : read_variation(landmark.variation.text);
  if (const auto stated = stated_length(landmark.accuracy)) {
    place.accuracy = *stated;
  } else if (landmark.position_of.empty()) {
    place.accuracy = landmark_accuracy;
    notebook.adjust({"", landmark.id.text + ": taken to lie within " + words(landmark_accuracy),
                     "no accuracy is stated (docs/method/readings.md)", landmark.place});
  }
  return place;
}

}  // namespace

void read_landmarks(Notebook& notebook) {
  for (const incident::Landmark& landmark : notebook.incident.landmarks)
    notebook.landmarks[landmark.id.text] = read_landmark(notebook, landmark, 0);
}

LandmarkPlace place_named(Notebook& notebook, const Site& site, const incident::Text& named) {
  const auto known = notebook.landmarks.find(named.text);
  if (known != notebook.landmarks.end()) {
    LandmarkPlace place = known->second;
    if (!place.position) place.why_unknown = "'" + named.text + "' cannot be placed: " + place.why_unknown;
    return place;
  }
  const geo::PositionReadings cells = geo::read_position(named.text);
  if (cells.readings.empty()) return unknown("no landmark is called '" + named.text + "'");
  LandmarkPlace place{.position = cells.readings.front().position};
  notebook.adjust(site, "'" + named.text + "' taken on WGS 84", "a place given by coordinates alone");
  return place;
}

}  // namespace recon::normalise
