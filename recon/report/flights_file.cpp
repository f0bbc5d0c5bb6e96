// SPDX-License-Identifier: Apache-2.0
#include "recon/report/flights_file.hpp"

#include <array>
#include <cmath>
#include <cstdio>

#include "recon/exchange/times.hpp"

namespace recon::report {
namespace {

std::string fixed(double value, int decimals) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return text.data();
}

// A centimetre: flights are drawn, not measured.
std::string printed(Angle angle) { return fixed(in_degrees(angle), 7); }

// Steps are tenths and quarters of seconds.
std::string printed_seconds(double s) {
  std::string text = fixed(s, 3);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string moment(Instant event, double s) {
  std::string text = exchange::printed_utc({after(event, seconds(s)), 3}) + "Z";
  text[10] = 'T';
  return text;
}

}  // namespace

std::vector<exchange::Way> ways_of(const std::vector<assess::SampledTelling>& tellings,
                                   std::optional<Instant> event) {
  std::vector<exchange::Way> ways;
  for (const assess::SampledTelling& telling : tellings)
    for (std::size_t i = 0; i < telling.flights.size(); ++i) {
      const assess::SampledFlight& flight = telling.flights[i];
      const std::optional<Instant> zero = event ? event : telling.event;
      const std::string number = std::to_string(i + 1);
      exchange::Way way{.name = telling.narrative + "/" + telling.aircraft + "/" + telling.border +
                                (telling.reading_words.empty() ? "" : " (" + telling.reading_words + ")") +
                                " " + number,
                        .aircraft = telling.aircraft,
                        .points = {},
                        .about = {{"narrative", telling.narrative}}};
      const auto say = [&](const std::string& name, std::string value, bool figure = false) {
        way.about.push_back({name, std::move(value), figure});
      };
      // Nothing is inside of no zone, and nothing outside.
      const bool zoned = !telling.zone.empty();
      if (zoned) say("zone", telling.zone);
      say("border", telling.border);
      say("reading", telling.reading_words);
      say("flight", number, true);
      if (zoned) {
        say("time_inside_s", fixed(flight.seconds_inside, 1), true);
        say("length_inside_m", fixed(flight.metres_inside, 1), true);
        say("deepest_m", fixed(flight.deepest_m, 1), true);
      }
      say("sound", telling.failed.empty() ? "true" : "false", true);
      for (std::size_t k = 0; k < flight.positions.size(); ++k) {
        const double s = in_seconds(telling.begin) + static_cast<double>(k) * in_seconds(telling.step);
        exchange::Waypoint point;
        point.after_event_s = printed_seconds(s);
        if (zero) point.time = moment(*zero, s);
        point.latitude = printed(flight.positions[k].latitude);
        point.longitude = printed(flight.positions[k].longitude);
        way.points.push_back(std::move(point));
      }
      ways.push_back(std::move(way));
    }
  return ways;
}

}  // namespace recon::report
