// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "recon/asterix/editions.hpp"
#include "recon/exchange/asterix.hpp"
#include "recon/exchange/rows.hpp"

namespace recon::exchange {

namespace {

using asterix::Edition;
using Above = Sighting::Height::Above;

struct Row {
  const ImportedTrack* track = nullptr;
  const Sighting* sighting = nullptr;
  std::size_t number = 0;  // of the track, from 1
};

std::vector<Row> in_order_of_time(const std::vector<ImportedTrack>& tracks) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < tracks.size(); ++i)
    for (const Sighting& sighting : tracks[i].sightings) rows.push_back({&tracks[i], &sighting, i + 1});
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return *a.sighting->time < *b.sighting->time;  // no time is the first of all instants
  });
  return rows;
}

double seconds_of_day(Instant when) {
  const double time = in_seconds(Duration{when - std::chrono::floor<std::chrono::days>(when)});
  return std::min(time, 86'400.0 - 1.0 / 128);
}

// An azimuth as 16 bits hold it: what rounds to a whole turn is north again.
double azimuth_of_bits(double degrees) {
  constexpr double turn = 65'536.0;
  const double steps = std::fmod(std::round(degrees / 360.0 * turn), turn);
  return (steps < 0.0 ? steps + turn : steps) / turn * 360.0;
}

std::string letters_of(std::string_view callsign) {
  std::string letters;
  for (const char c : callsign)
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) letters += c;
  return letters.substr(0, 8);
}

const Sighting::Height* height_above(const Sighting& sighting, Above above) {
  if (sighting.height && sighting.height->above == above) return &*sighting.height;
  if (sighting.second_height && sighting.second_height->above == above) return &*sighting.second_height;
  return nullptr;
}

bool is_address(const std::string& text) {
  return text.size() == 6 && text.find_first_not_of("0123456789ABCDEF") == std::string::npos;
}

// Writes what a record can hold; a row that does not fit is left out, and said.
template <class Fill>
Written write(const std::vector<ImportedTrack>& tracks, const Edition& edition, std::vector<std::byte> front,
              Fill fill) {
  Written written{.bytes = std::move(front)};
  Honesty account;
  std::vector<asterix::Draft> drafts;
  for (const Row& row : in_order_of_time(tracks)) {
    asterix::Draft draft;
    try {
      const std::string_view trouble = fill(row, draft);
      if (trouble.empty())
        drafts.push_back(std::move(draft));
      else
        skip(account, trouble, row.sighting->place);
    } catch (const std::out_of_range& error) {
      skip(account, error.what(), row.sighting->place);
    }
  }
  written.records = drafts.size();
  const std::vector<std::byte> blocks = asterix::encode(edition, drafts);
  written.bytes.insert(written.bytes.end(), blocks.begin(), blocks.end());
  written.left_out = std::move(account.skipped);
  return written;
}

}  // namespace

Written write_category_062(const std::vector<ImportedTrack>& tracks, Sender sender) {
  const Edition& edition = asterix::category_062();
  return write(tracks, edition, {}, [&](const Row& row, asterix::Draft& draft) -> std::string_view {
    const Sighting& s = *row.sighting;
    if (!s.time) return "no time";
    if (!s.position) return "no position";
    set(draft, edition, "010", "SAC", sender.sac);
    set(draft, edition, "010", "SIC", sender.sic);
    set(draft, edition, "070", "ToD", seconds_of_day(*s.time));
    set(draft, edition, "105", "LAT", in_degrees(s.position->latitude));
    set(draft, edition, "105", "LON", in_degrees(s.position->longitude));
    set(draft, edition, "040", "TRN", static_cast<double>(row.number));
    set(draft, edition, "080", "SIM", s.flags.simulated ? 1 : 0);
    set(draft, edition, "080", "CST", s.flags.coasted ? 1 : 0);
    if (s.ground_speed && s.course) {
      const double speed = in_metres_per_second(*s.ground_speed), course = in_radians(*s.course);
      set(draft, edition, "185", "VX", speed * std::sin(course));
      set(draft, edition, "185", "VY", speed * std::cos(course));
    }
    if (!row.track->squawk.empty()) set_text(draft, edition, "060", "MODE3A", row.track->squawk);
    if (is_address(row.track->address))
      set(draft, edition, "380", "ADR", "ADR", std::stoi(row.track->address, nullptr, 16));
    const std::string letters = letters_of(row.track->callsign);
    if (!letters.empty()) set_text(draft, edition, "245", "IDENT", letters);
    if (const auto* level = height_above(s, Above::standard_pressure))
      set(draft, edition, "136", "FL", in_feet(level->value) / 100.0);
    if (const auto* height = height_above(s, Above::ellipsoid))
      set(draft, edition, "130", "HEIGHT", in_feet(height->value));
    if (s.climb) set(draft, edition, "220", "ROCD", in_metres_per_second(*s.climb) * 60.0 / metres_in_foot);
    if (s.accuracy) {
      set(draft, edition, "500", "APC", "X", in_metres(*s.accuracy));
      set(draft, edition, "500", "APC", "Y", in_metres(*s.accuracy));
    }
    return {};
  });
}

Written write_category_048(const std::vector<ImportedTrack>& tracks, Sender sender,
                           const std::optional<Radar>& radar) {
  const Edition& edition = asterix::category_048();
  std::vector<std::byte> front;
  if (radar) {
    const Edition& service = asterix::category_034();
    asterix::Draft draft;
    set(draft, service, "010", "SAC", sender.sac);
    set(draft, service, "010", "SIC", sender.sic);
    set(draft, service, "000", "TYPE", 1);
    set(draft, service, "120", "HGT", in_metres(radar->height));
    set(draft, service, "120", "LAT", in_degrees(radar->position.latitude));
    set(draft, service, "120", "LON", in_degrees(radar->position.longitude));
    front = asterix::encode(service, std::vector<asterix::Draft>{draft});
  }
  return write(tracks, edition, std::move(front),
               [&](const Row& row, asterix::Draft& draft) -> std::string_view {
                 const Sighting& s = *row.sighting;
                 if (!s.time) return "no time";
                 if (!s.polar) return "no range and azimuth";
                 set(draft, edition, "010", "SAC", sender.sac);
                 set(draft, edition, "010", "SIC", sender.sic);
                 set(draft, edition, "140", "ToD", seconds_of_day(*s.time));
                 set(draft, edition, "020", "TYP", s.flags.coasted ? 0 : 2);
                 set(draft, edition, "020", "SIM", s.flags.simulated ? 1 : 0);
                 set(draft, edition, "040", "RHO", in_nautical_miles(s.polar->range));
                 set(draft, edition, "040", "THETA", azimuth_of_bits(in_degrees(s.polar->azimuth)));
                 set(draft, edition, "161", "TRN", static_cast<double>(row.number));
                 if (!row.track->squawk.empty()) set_text(draft, edition, "070", "MODE3A", row.track->squawk);
                 if (is_address(row.track->address))
                   set_text(draft, edition, "220", "ADDRESS", row.track->address);
                 const std::string letters = letters_of(row.track->callsign);
                 if (!letters.empty()) set_text(draft, edition, "240", "IDENT", letters);
                 if (const auto* level = height_above(s, Above::standard_pressure))
                   set(draft, edition, "090", "FL", in_feet(level->value) / 100.0);
                 if (const auto* height = height_above(s, Above::sea_level))
                   set(draft, edition, "110", "HEIGHT", in_feet(height->value));
                 return {};
               });
}

}  // namespace recon::exchange
