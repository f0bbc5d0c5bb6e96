// SPDX-License-Identifier: Apache-2.0
#include "recon/normalise/pace.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "recon/normalise/words.hpp"
#include "recon/units/figure.hpp"

namespace recon::normalise {
namespace {

using Kind = incident::Aircraft::Kind;

// A figure of speed is right to 5 % (readings.md); one told of another moment says less of a whole path.
constexpr double share_of_path = 0.05, share_of_moment = 0.15;
constexpr double furthest = 4.0;  // sigmas
constexpr Speed slowest_of_all = metres_per_second(0.5);

struct Given {
  Pace pace;
  std::string because;
};

/// Flat within what is printed, Gaussian beyond; open ends are taken at the finite one.
std::optional<Pace> pace_of(const incident::Text& printed, double share) {
  if (printed.empty()) return std::nullopt;
  const FigureReadings read = read_figure(printed.text, Dimension::speed, feet(19'000));
  if (read.readings.empty()) return std::nullopt;
  const Interval<double>& said = read.readings.front().value;
  const double low = std::isfinite(said.lowest) ? said.lowest : said.stated,
               high = std::isfinite(said.highest) ? said.highest : said.stated;
  const double mean = std::max(said.stated, in_metres_per_second(slowest_of_all)),
               sigma = std::hypot((high - low) / std::sqrt(12.0), share * mean);
  return Pace{metres_per_second(mean), metres_per_second(sigma),
              std::max(metres_per_second(mean - furthest * sigma), slowest_of_all),
              metres_per_second(mean + furthest * sigma)};
}

bool is_of(const incident::Claim& claim, const std::string& aircraft) {
  return claim.aircraft.empty() ||
         std::ranges::any_of(claim.aircraft, [&](const incident::Text& id) { return id.text == aircraft; });
}

std::optional<Given> said_by_account(const Site& site, const std::string& aircraft) {
  for (const incident::Statement& statement : site.neighbours())
    for (const incident::Claim& claim : statement.claims) {
      const auto* speed = std::get_if<incident::SpeedClaim>(&claim.assertion);
      if (speed == nullptr || !is_of(claim, aircraft) || !statement.unverified.empty()) continue;
      if (const auto pace = pace_of(speed->is, share_of_moment))
        return Given{*pace, "the account says “" + speed->is.text + "” of its speed at some moment"};
    }
  return std::nullopt;
}

std::optional<Given> between_limits(const incident::Aircraft* its) {
  if (its == nullptr || !its->limits || its->limits->speed.empty()) return std::nullopt;
  const FigureReadings read = read_figure(its->limits->speed.text, Dimension::speed, feet(19'000));
  if (read.readings.empty()) return std::nullopt;
  const Interval<double>& bounds = read.readings.front().value;
  if (!std::isfinite(bounds.highest)) return std::nullopt;
  const double low = std::max({std::isfinite(bounds.lowest) ? bounds.lowest : 0.0, 0.05 * bounds.highest,
                               in_metres_per_second(slowest_of_all)});
  const double high = std::max(bounds.highest, low);
  return Given{{metres_per_second(0.5 * (low + high)), metres_per_second(0.25 * (high - low)),
                metres_per_second(low), metres_per_second(high)},
               "the limits that the case states, “" + its->limits->speed.text + "”"};
}

Pace pace_in(double mean, double sigma, double slowest, double fastest) {
  return {metres_per_second(mean), metres_per_second(sigma), metres_per_second(slowest),
          metres_per_second(fastest)};
}

/// Usual speeds between those of the slowest and the fastest of the kind; readings.md has the reasons.
Given of_any(std::optional<Kind> kind) {
  switch (kind.value_or(Kind::aeroplane)) {
    case Kind::helicopter:
      return {pace_in(55, 20, 5, 110), "any helicopter"};
    case Kind::drone:
      return {pace_in(90, 50, 15, 210), "any drone"};
    case Kind::missile:
      return {pace_in(700, 250, 100, 1'400), "any missile"};
    case Kind::balloon:
      return {pace_in(15, 10, 1, 110), "any balloon"};
    case Kind::ship:
      return {pace_in(8, 3, 0.5, 30), "any ship"};
    case Kind::aeroplane:
      break;
  }
  return {Pace{}, "any aeroplane"};
}

Given given(const Notebook& notebook, const Site& site, const std::string& aircraft) {
  const auto* track = std::get_if<incident::TrackClaim>(&site.claim->assertion);
  if (track != nullptr)
    if (const auto pace = pace_of(track->speed, share_of_path))
      return {*pace, "the track says “" + track->speed.text + "”"};
  if (auto said = said_by_account(site, aircraft)) return std::move(*said);
  const incident::Aircraft* its = incident::find(notebook.incident.aircraft, aircraft);
  if (auto limits = between_limits(its)) return std::move(*limits);
  return of_any(its == nullptr ? std::nullopt : its->kind);
}

std::string said(Speed speed) {
  return std::to_string(std::lround(in_metres_per_second(speed) * 3.6)) + " km/h";
}

}  // namespace

void give_pace(Notebook& notebook, const Site& site, const std::string& aircraft, TrackRead& track) {
  const auto untimed =
      std::ranges::count_if(track.fixes, [](const ReadFix& fix) { return !fix.time.has_value(); });
  if (untimed == 0) return;
  const Given its = given(notebook, site, aircraft);
  track.pace = its.pace;
  const auto all = std::ssize(track.fixes);
  notebook.adjust(
      site,
      (untimed == all ? "path without times"
                      : std::to_string(untimed) + " of " + std::to_string(all) + " fixes without a time") +
          " flown at " + said(its.pace.mean) + " ± " + said(its.pace.sigma) + " on average (one sigma; " +
          said(its.pace.slowest) + " to " + said(its.pace.fastest) + ")",
      its.because);
}

}  // namespace recon::normalise
