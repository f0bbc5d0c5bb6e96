// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/standing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <string_view>

#include "recon/assess/probability.hpp"
#include "recon/assess/words.hpp"
#include "recon/flight/heights.hpp"
#include "recon/normalise/errors.hpp"
#include "recon/units/figure.hpp"

namespace recon::assess {
namespace {

using Status = incident::Zone::Status;
constexpr double infinity = std::numeric_limits<double>::infinity();

/// What a zone is; empty for the airspace of a state, where being inside is what the word says.
std::string_view kind_in_words(const incident::Zone& zone) {
  if (!zone.status) return {};
  switch (*zone.status) {
    case Status::territory:
    case Status::territorial_sea:
      return {};
    case Status::airway:
      return "an airway, which is not territory";
    case Status::adiz:
      return "an air defence identification zone, which is not territory";
    case Status::fir:
      return "a flight information region, which is not territory";
    case Status::restricted:
      return "a restricted area, which is not territory";
    case Status::rule_of_engagement:
      return "a strip named by rules of engagement, which is not territory";
    case Status::agreed_buffer:
      return "an agreed buffer, which is not territory by itself";
    case Status::exclusive_economic:
      return "an exclusive economic zone, which is not territory and over which flight is free";
  }
  return {};
}

bool is_state_airspace(const incident::Zone& zone) {
  if (zone.status) return *zone.status == Status::territory || *zone.status == Status::territorial_sea;
  return std::holds_alternative<incident::Land>(zone.shape) ||
         std::holds_alternative<incident::TerritorialSea>(zone.shape);
}

std::string parties(const Given& given, const std::vector<incident::Text>& ids) {
  std::vector<std::string> names;
  for (const incident::Text& id : ids) {
    const incident::Party* party = incident::find(given.file.parties, id.text);
    names.push_back(party != nullptr && !party->name.empty() ? party->name.text : id.text);
  }
  return listed(names);
}

using Limit = HeightLimits::Limit;

Limit limit_of(const incident::Text& printed, double none) {
  static const std::set<std::string_view> open{"",       "ground",  "surface",   "GND",
                                               "SFC",    "UNL",     "unlimited", "sea level",
                                               "Ground", "Surface", "Unlimited"};
  if (open.contains(printed.text)) return {none};
  const FigureReadings read = read_figure(printed.text, Dimension::height);
  if (read.readings.empty()) return {none, HeightDatum::unstated, false};
  return {read.readings.front().value.stated, read.readings.front().height_datum};
}

/// Mean of the normal distribution function over a flat interval of its argument.
double flat_below(double limit, double low, double high, double sigma) {
  if (limit == infinity) return 1.0;
  if (limit == -infinity) return 0.0;
  if (sigma <= 0.0) {
    if (high <= low) return low <= limit ? 1.0 : 0.0;
    return std::clamp((limit - low) / (high - low), 0.0, 1.0);
  }
  constexpr int parts = 64;
  double sum = 0.0;
  for (int i = 0; i < parts; ++i)
    sum += normal_cdf((limit - std::lerp(low, high, (i + 0.5) / parts)) / sigma);
  return sum / parts;
}

struct Said {
  double low, high, sigma;
  HeightDatum datum;
};

std::optional<double> share_below(const Said& said, const Limit& limit) {
  if (std::isinf(limit.metres)) return limit.metres > 0 ? 1.0 : 0.0;
  const auto apart = normalise::between(said.datum, limit.above, recon::metres(std::abs(limit.metres)));
  if (!apart) return std::nullopt;
  return flat_below(limit.metres, said.low, said.high, std::hypot(said.sigma, in_metres(*apart)));
}

bool speaks_of(const normalise::Moment& moment, const std::string& event) {
  using Kind = normalise::Moment::Kind;
  if (event.empty()) return true;
  return moment.kind == Kind::unsaid || moment.kind == Kind::throughout ||
         (moment.kind == Kind::event && moment.name == event);
}

std::vector<Said> heights_said(const Given& given, const Account& account, const normalise::ReadClaim& claim,
                               const std::string& event) {
  std::vector<Said> all;
  for (const std::size_t index : account.claims) {
    const normalise::ReadClaim& other = given.claim(index);
    const auto* height = std::get_if<normalise::Height>(&other.meaning);
    if (height == nullptr || !other.counts || other.aircraft != claim.aircraft ||
        !speaks_of(other.moment, event) || !compatible(claim, other))
      continue;
    double low = in_metres(height->height.lowest), high = in_metres(height->height.highest);
    if (std::isinf(low)) low = std::min(0.0, high);
    if (std::isinf(high)) high = std::max(low, 20'000.0);
    all.push_back(
        {low, high, std::hypot(in_metres(other.error.random), in_metres(other.error.bias)), height->datum});
  }
  const auto* track = std::get_if<normalise::TrackRead>(&claim.meaning);
  if (!all.empty() || track == nullptr) return all;
  for (const normalise::ReadFix& fix : track->fixes)
    if (fix.altitude)
      all.push_back({in_metres(*fix.altitude), in_metres(*fix.altitude), 0.0, HeightDatum::unstated});
  return all;
}

}  // namespace

std::string name_with_standing(const Given& given, const std::string& zone) {
  const incident::Zone* its = given.zone(zone);
  std::string name = given.name_of_zone(zone);
  if (its == nullptr || kind_in_words(*its).empty()) return name;
  return name + " (" + std::string{kind_in_words(*its)} + ")";
}

std::vector<Standing> standings(const Given& given) {
  std::vector<Standing> all;
  for (const incident::Question& question : given.file.questions) {
    const incident::Zone* zone = given.zone(question.zone.text);
    if (zone == nullptr) continue;
    const std::string name = given.name_of_zone(question.zone.text);
    std::vector<std::string> sentences;
    if (const std::string_view kind = kind_in_words(*zone); !kind.empty())
      sentences.push_back("“" + name + "” is " + std::string{kind} +
                          ": to have been inside it is not to have entered the territory of a state.");
    else if (!is_state_airspace(*zone))
      sentences.push_back("The case does not say what “" + name + "” is in law.");
    if (!zone->claimed_by.empty() || !zone->rejected_by.empty()) {
      std::string words = "It is ";
      if (!zone->claimed_by.empty()) words += "claimed by " + parties(given, zone->claimed_by);
      if (!zone->claimed_by.empty() && !zone->rejected_by.empty()) words += " and ";
      if (!zone->rejected_by.empty()) words += "rejected by " + parties(given, zone->rejected_by);
      sentences.push_back(words + ".");
    }
    if (!zone->floor.empty() || !zone->ceiling.empty())
      sentences.push_back("It reaches from " + (zone->floor.empty() ? "the ground" : zone->floor.text) +
                          " to " + (zone->ceiling.empty() ? "no stated height" : zone->ceiling.text) +
                          "; below or above it nobody is inside.");
    if (sentences.empty()) continue;
    Standing row{.question = question.id.text, .zone = question.zone.text};
    for (const std::string& sentence : sentences)
      row.sentence += (row.sentence.empty() ? "" : " ") + sentence;
    all.push_back(std::move(row));
  }
  return all;
}

bool HeightLimits::limits() const { return std::isfinite(floor.metres) || std::isfinite(ceiling.metres); }

HeightLimits height_limits(const incident::Zone& zone) {
  return {limit_of(zone.floor, -infinity), limit_of(zone.ceiling, infinity)};
}

double room(const HeightLimits& limits, HeightDatum above, double height, double weather) {
  const auto away = [&](const Limit& limit) {
    if (std::isinf(limit.metres)) return limit.metres;
    const Length apart = normalise::between(above, limit.above, recon::metres(limit.metres)).value();
    return limit.metres + in_metres(apart) * weather - height;
  };
  return std::min(away(limits.ceiling), -away(limits.floor));
}

bool comparable(const HeightLimits& limits, HeightDatum above) {
  const auto is = [&](const Limit& limit) {
    return limit.readable &&
           (std::isinf(limit.metres) ||
            normalise::between(above, limit.above, recon::metres(limit.metres)).has_value());
  };
  return is(limits.floor) && is(limits.ceiling);
}

bool heights_decide(const normalise::TrackRead& track, const HeightLimits& limits) {
  if (!flight::knows_heights(track)) return false;
  const auto first = std::ranges::find_if(track.fixes, [](const normalise::ReadFix& fix) {
    return fix.altitude && fix.above != HeightDatum::ground;
  });
  return comparable(limits, first->above);
}

HeightShare height_share(const Given& given, const Account& account, const normalise::ReadClaim& claim,
                         const incident::Zone& zone, const std::string& event) {
  const HeightLimits limits = height_limits(zone);
  const auto& [floor, ceiling] = limits;
  if (!floor.readable || !ceiling.readable)
    return {0.0, 1.0, "the zone's " + std::string{floor.readable ? "ceiling" : "floor"} + " cannot be read"};
  if (!limits.limits()) return {};
  const auto* track = std::get_if<normalise::TrackRead>(&claim.meaning);
  if (track != nullptr && heights_decide(*track, limits)) return {};
  const std::vector<Said> heights = heights_said(given, account, claim, event);
  if (heights.empty()) return {0.0, 1.0, "height not given"};
  HeightShare share{1.0, 0.0, {}};
  for (const Said& said : heights) {
    const auto under = share_below(said, ceiling), below = share_below(said, floor);
    if (!under || !below)
      return {0.0, 1.0, "the height is given above the ground and the limit is not, or the other way round"};
    const double within = std::clamp(*under - *below, 0.0, 1.0);
    share.low = std::min(share.low, within);
    share.high = std::max(share.high, within);
  }
  return share;
}

}  // namespace recon::assess
