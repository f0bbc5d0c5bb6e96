// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "recon/geo/printed_position.hpp"
#include "recon/normalise/errors.hpp"
#include "recon/normalise/figures.hpp"
#include "recon/normalise/meanings.hpp"
#include "recon/normalise/words.hpp"

namespace recon::normalise {
namespace {

// What was passed over in a file of thousands of fixes, told in one sentence each.
struct Doubts {
  std::size_t unreadable = 0, several_readings = 0, several_times = 0, inaccurate = 0;
  std::string first_unreadable;
};

std::optional<Length> first_length(const incident::Text& printed, Dimension dimension) {
  if (printed.empty()) return std::nullopt;
  const FigureReadings figures = read_figure(printed.text, dimension);
  if (figures.readings.empty()) return std::nullopt;
  return metres(figures.readings.front().value.stated);
}

// A cell is flat: its variance is a third of the half width squared.
Length cell_sigma(const geo::PositionReading& cell) {
  const double metres_per_degree = 111'320.0;
  const double half =
      std::max(in_degrees(cell.half_latitude),
               in_degrees(cell.half_longitude) * std::cos(in_radians(cell.position.latitude)));
  return metres(half * metres_per_degree / std::sqrt(3.0));
}

std::optional<ReadFix> read_fix(const incident::Fix& fix, const TimeContext& context, Length usual,
                                Doubts& doubts) {
  const geo::PositionReadings cells = geo::read_position(fix.position.text);
  const TimeReadings times = fix.time.empty() ? TimeReadings{} : recon::read_time(fix.time.text, context);
  if (cells.readings.empty() || (!fix.time.empty() && times.readings.empty())) {
    if (doubts.unreadable++ == 0) doubts.first_unreadable = fix.position.text + " " + fix.time.text;
    return std::nullopt;
  }
  if (cells.readings.size() > 1) ++doubts.several_readings;
  if (times.readings.size() > 1) ++doubts.several_times;
  const auto accuracy = first_length(fix.accuracy, Dimension::length);
  if (!accuracy) ++doubts.inaccurate;
  const Length own = accuracy ? *accuracy / radius_95 : usual;
  const geo::PositionReading& cell = cells.readings.front();
  ReadFix read;
  if (!times.readings.empty()) read.time = times.readings.front().at.stated;
  read.position = cell.position;
  read.altitude = first_length(fix.altitude, Dimension::height);
  read.sigma = metres(std::hypot(in_metres(own), in_metres(cell_sigma(cell))));
  read.place = fix.place;
  return read;
}

void tell(Notebook& notebook, const Site& site, const Doubts& doubts) {
  const auto fixes = [](std::size_t count) {
    return std::to_string(count) + (count == 1 ? " fix" : " fixes");
  };
  if (doubts.unreadable > 0)
    notebook.adjust(site, fixes(doubts.unreadable) + " left out",
                    "not readable, the first: " + doubts.first_unreadable);
  if (doubts.several_readings > 0)
    notebook.adjust(site, fixes(doubts.several_readings) + " read in the first of several ways",
                    "a digit may be lost; a track is not read anew for each");
  if (doubts.several_times > 0)
    notebook.adjust(site, fixes(doubts.several_times) + " put on the first day that fits",
                    "no day is printed");
}

bool on_wgs84_by_nature(const incident::TrackClaim& track) {
  using Kind = incident::TrackClaim::Kind;
  return track.kind == Kind::adsb || track.kind == Kind::recorder;
}

}  // namespace

Branches<Meaning> read_track(Notebook& notebook, const Site& site, const incident::TrackClaim& track) {
  const Error usual = track_error(notebook, site, track.kind);
  const std::string clock = track.clock.empty() ? site.clock : track.clock.text;
  const TimeContext context{read_date(notebook.incident.date.text), clock, notebook.begin, notebook.end};
  TrackRead printed;
  Doubts doubts;
  for (const incident::Fix& fix : track.fixes)
    if (auto read = read_fix(fix, context, usual.random, doubts)) printed.fixes.push_back(std::move(*read));
  tell(notebook, site, doubts);
  if (printed.fixes.empty()) return none<Meaning>("the track has no readable fix");

  const bool satellite = track.datum.empty() && on_wgs84_by_nature(track);
  if (satellite) notebook.adjust(site, "fixes taken on WGS 84", "ADS-B and flight recorders give WGS 84");
  const incident::Text stated = satellite ? incident::Text{"WGS 84", track.file.place} : track.datum;
  return each(read_datum(notebook, site, stated), [&](const geo::Datum& on) {
    TrackRead moved = printed;
    for (ReadFix& fix : moved.fixes) fix.position = geo::to_wgs84(fix.position, on);
    return Meaning{std::move(moved)};
  });
}

}  // namespace recon::normalise
