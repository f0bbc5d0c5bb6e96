// SPDX-License-Identifier: Apache-2.0
#include "recon/cli/drawn_flights.hpp"

#include <algorithm>
#include <iostream>

#include "recon/cli/progress.hpp"
#include "recon/exchange/times.hpp"
#include "recon/inquiry/inquiry.hpp"
#include "recon/load/load.hpp"
#include "recon/report/flights_file.hpp"
#include "recon/report/report.hpp"
#include "recon/units/whole_file.hpp"

namespace recon::cli {

namespace {

using exchange::WayForm;

std::optional<Instant> moment_called(const std::string& said) {
  if (said.empty()) return std::nullopt;
  exchange::Clock clock{{}, ""};
  const auto moment = clock.moment(said, exchange::TimeForm::wall);
  if (!moment)
    throw load::UnreadableFile{"'" + said + "' is no instant; write it as --at \"2015-11-24 07:24:05 UTC\""};
  return moment->at;
}

bool has_moments(const std::vector<exchange::Way>& ways) {
  return std::all_of(ways.begin(), ways.end(), [](const exchange::Way& way) {
    return way.points.empty() || !way.points.front().time.empty();
  });
}

}  // namespace

void add_flight_options(CLI::App& command, FlightWish& wish) {
  wish.settings.together = false;
  command.add_option("--narrative", wish.flights.narrative, "Of flights: one account; all unless named");
  command.add_option("--aircraft", wish.flights.aircraft, "Of flights: one aircraft; all unless named");
  command.add_option("--border", wish.flights.border, "Of flights: one border version; all unless named");
  command.add_flag("--together", wish.settings.together,
                   "Fly aircraft in one set where an account ties them, as by a missile's range");
  command.add_option(
      "--at", wish.at,
      "When the event of the flights was, where the account does not say: \"2015-11-24 07:24:05 UTC\"");
  command.add_option("--seed", wish.settings.seed, "Seed of the random numbers")->capture_default_str();
  command
      .add_option("--threads", wish.settings.threads, "Threads; 0 takes all cores; never changes a number")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
}

exchange::Ways drawn_flights(const std::string& case_name, const FlightWish& wish, WayForm form) {
  const std::optional<Instant> at = moment_called(wish.at);
  const inquiry::Sampled sampled = [&] {
    const ProgressLine line;  // minutes, where an account can be read in many ways
    return inquiry::sample(
        inquiry::find_case(case_name), {}, wish.settings, wish.flights,
        [&](std::size_t done, std::size_t all, const std::string& what) { line.show(done, all, what); });
  }();
  if (!sampled.usable()) {
    print_problems(sampled.problems);
    throw Exit{failure};
  }
  if (sampled.tellings.empty())
    throw load::UnreadableFile{"no account of that choice says two things that a flight would have to do"};
  exchange::Ways ways{report::ways_of(sampled.tellings, at), {}};
  for (const assess::SampledTelling& telling : sampled.tellings)
    for (const std::string& failed : telling.failed)
      ways.said.push_back(telling.narrative + ", " + telling.border + ", " +
                          (telling.reading_words.empty() ? "as it stands" : telling.reading_words) +
                          ": not resolved, " + failed);
  const bool moments_only = form == WayForm::kml || form == WayForm::gpx || form == WayForm::acmi;
  if (moments_only && !has_moments(ways.ways))
    throw load::UnreadableFile{
        "no one moment of the event is stated, and this form holds nothing but moments; say when it was "
        "(--at \"2015-11-24 07:24:05 UTC\"), or take csv or geojson, which count seconds from it"};
  return ways;
}

void write_ways(const exchange::Ways& ways, WayForm form, const std::string& out) {
  for (const std::string& said : ways.said) std::cerr << "note: " << said << '\n';
  for (const std::string& said : exchange::lost_in(ways.ways, form)) std::cerr << "note: " << said << '\n';
  const std::string text = exchange::written(ways.ways, form);
  if (out.empty() || out == "-")
    std::cout << text;
  else
    write_whole(out, text);
}

WayForm form_called(const std::string& name, const std::string& file) {
  for (const auto& [called, form] : exchange::way_forms())
    if (name == called || (name.empty() && file.ends_with("." + called))) return form;
  return WayForm::geojson;
}

std::string form_names() {
  std::string names;
  for (const auto& [name, form] : exchange::way_forms()) names += (names.empty() ? "" : ", ") + name;
  return names;
}

}  // namespace recon::cli
