// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/detectives.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "recon/assess/agreement.hpp"
#include "recon/assess/probability.hpp"
#include "recon/assess/words.hpp"
#include "recon/flight/whereabouts.hpp"
#include "recon/geo/datum.hpp"

namespace recon::assess {
namespace {

using normalise::Moment;
using normalise::ReadClaim;

constexpr double can_agree = 0.05;

/// Two claims of two accounts about one event of one aircraft.
struct Pair {
  const Account *first, *second;
  const ReadClaim &one, &other;
};

Reconciler row_for(const Pair& pair, Reconciler::Kind kind) {
  return {.kind = kind,
          .one = pair.first->id,
          .other = pair.second->id,
          .one_claim = pair.one.claim,
          .other_claim = pair.other.claim,
          .event = pair.one.moment.name};
}

std::string quoted(const ReadClaim& claim) { return "“" + claim.figure + "”"; }

constexpr std::string_view not_said = " That it would fit does not say that it was made.";

std::optional<Reconciler> clock(const Pair& pair) {
  const auto *one = std::get_if<normalise::TimeSaid>(&pair.one.meaning),
             *other = std::get_if<normalise::TimeSaid>(&pair.other.meaning);
  if (one == nullptr || other == nullptr) return std::nullopt;
  const Duration error{1.96 *
                       std::hypot(in_seconds(pair.one.error.clock), in_seconds(pair.other.error.clock))};
  const auto zone = zone_between(one->time, other->time, error);
  if (!zone) return std::nullopt;
  Reconciler row = row_for(pair, Reconciler::Kind::clock);
  row.shifted = *zone;
  row.reconciles = true;
  const std::string size = said(seconds(std::abs(in_seconds(*zone))));
  row.what = "a clock wrong by " + size;
  row.sentence = quoted(pair.one) + " and " + quoted(pair.other) + " for " + spaced(row.event) +
                 " would be one time if one clock were wrong by " + size + " (a time zone, or summer time)." +
                 std::string{not_said};
  return row;
}

std::optional<Interval<Length>> length_of(const ReadClaim& claim) {
  if (const auto* edge = std::get_if<normalise::FromEdge>(&claim.meaning)) return edge->distance;
  if (const auto* ring = std::get_if<normalise::FromLandmark>(&claim.meaning)) return ring->distance;
  return std::nullopt;
}

bool from_one_place(const ReadClaim& a, const ReadClaim& b) {
  if (const auto* one = std::get_if<normalise::FromEdge>(&a.meaning),
      *other = std::get_if<normalise::FromEdge>(&b.meaning);
      one != nullptr && other != nullptr)
    return one->zone == other->zone && one->side == other->side && one->along_course == other->along_course;
  const auto *one = std::get_if<normalise::FromLandmark>(&a.meaning),
             *other = std::get_if<normalise::FromLandmark>(&b.meaning);
  return one != nullptr && other != nullptr && one->landmark == other->landmark;
}

std::optional<Reconciler> unit(const Pair& pair) {
  if (!from_one_place(pair.one, pair.other)) return std::nullopt;
  const auto found = unit_between(*length_of(pair.one), *length_of(pair.other));
  if (!found) return std::nullopt;
  Reconciler row = row_for(pair, Reconciler::Kind::mile);
  row.moved = recon::abs(length_of(pair.one)->stated - length_of(pair.other)->stated);
  row.what = std::string{found->what};
  row.reconciles = true;
  row.sentence = quoted(pair.one) + " and " + quoted(pair.other) + " at " + spaced(row.event) +
                 " would be one figure if one of them mixed up " + row.what + "." + std::string{not_said};
  return row;
}

/// Places drawn once per claim: a pair of accounts compares each with each.
class Places {
public:
  explicit Places(const Given& given) : given_{given} {}
  const flight::Whereabouts* of(const ReadClaim& claim) {
    if (!std::holds_alternative<normalise::Located>(claim.meaning)) return nullptr;
    auto& slot = drawn_[&claim];
    if (!slot)
      slot = flight::whereabouts(claim, std::max<std::size_t>(given_.settings.draws / 20, 100),
                                 given_.settings.seed);
    return slot ? &*slot : nullptr;
  }

private:
  const Given& given_;
  std::map<const ReadClaim*, std::optional<flight::Whereabouts>> drawn_;
};

double chance(const geo::Position& a, const geo::Position& b, const flight::Whereabouts& one,
              const flight::Whereabouts& other) {
  const geo::PlanePoint apart = geo::Plane{a}.to_plane(b);
  return chi_square_2_tail(mahalanobis_2(apart.east, apart.north, one.var_east + other.var_east,
                                         one.var_north + other.var_north,
                                         one.cov_east_north + other.cov_east_north));
}

std::optional<Reconciler> datum(const Pair& pair, Places& places) {
  const flight::Whereabouts *one = places.of(pair.one), *other = places.of(pair.other);
  if (one == nullptr || other == nullptr) return std::nullopt;
  const double before = chance(one->nominal, other->nominal, *one, *other);
  if (before >= can_agree) return std::nullopt;
  std::optional<Reconciler> best;
  for (const geo::Datum& its : geo::datums()) {
    if (its.operation.empty()) continue;
    for (const bool first : {true, false}) {
      const flight::Whereabouts& moved = first ? *one : *other;
      if (!geo::used_at(its, moved.nominal)) continue;
      const geo::Position there = geo::to_wgs84(moved.nominal, its);
      const double after =
          first ? chance(there, other->nominal, *one, *other) : chance(one->nominal, there, *one, *other);
      if (after < can_agree || (best && best->p_after >= after)) continue;
      best = row_for(pair, Reconciler::Kind::datum);
      const DatumShift shift = datum_shift(moved.nominal, its.name);
      best->moved = shift.by, best->azimuth = shift.azimuth;
      best->p_before = before, best->p_after = after, best->reconciles = true;
      best->what = std::string{its.name} + " coordinates read as WGS 84";
      best->sentence = quoted(first ? pair.one : pair.other) + ", if printed on " + std::string{its.name} +
                       ", lies " + said(shift.by) + " towards " + said(shift.azimuth) +
                       " of where it is read, and would agree with " + quoted(first ? pair.other : pair.one) +
                       " (p " + percent(before) + " before, " + percent(after) + " after)." +
                       std::string{not_said};
    }
  }
  return best;
}

// ---- one offset for several places -------------------------------------------------------------------

struct Moved {
  Pair pair;
  geo::PlanePoint by;
  double variance;
};

/// A constant offset is only seen where it lays more than one place on another.
std::optional<Reconciler> offset(const std::vector<Moved>& moved) {
  if (moved.size() < 2) return std::nullopt;
  geo::PlanePoint mean{};
  double weights = 0.0;
  for (const Moved& its : moved) {
    mean.east += its.by.east / its.variance, mean.north += its.by.north / its.variance;
    weights += 1.0 / its.variance;
  }
  mean.east /= weights, mean.north /= weights;
  double before = 0.0, after = 0.0;
  for (const Moved& its : moved) {
    before += (its.by.east * its.by.east + its.by.north * its.by.north) / its.variance;
    after += (std::pow(its.by.east - mean.east, 2) + std::pow(its.by.north - mean.north, 2)) / its.variance;
  }
  const std::size_t freedom = 2 * moved.size();
  Reconciler row = row_for(moved.front().pair, Reconciler::Kind::offset);
  row.p_before = chi_square_tail(before, freedom);
  row.p_after = chi_square_tail(after, freedom - 2);
  if (row.p_before >= can_agree || row.p_after < can_agree) return std::nullopt;
  row.event.clear();
  row.reconciles = true;
  row.moved = metres(std::hypot(mean.east, mean.north));
  const double azimuth = in_degrees(radians(std::atan2(mean.east, mean.north)));
  row.azimuth = degrees(azimuth < 0 ? azimuth + 360 : azimuth);
  row.what = "a constant offset";
  row.sentence = "The " + std::to_string(moved.size()) +
                 " places that both accounts give would agree if all of one were " + said(*row.moved) +
                 " towards " + said(*row.azimuth) + " of the other's: a constant offset (p " +
                 percent(row.p_before) + " before, " + percent(row.p_after) + " after)." +
                 std::string{not_said};
  return row;
}

/// Readings of one pair of claims of which some agree and some do not, told apart by a mile or a datum.
void from_readings(const Given& given, const std::vector<Agreement>& agreements,
                   std::vector<Reconciler>& all) {
  std::map<std::pair<std::string, std::string>, std::pair<const Agreement*, const Agreement*>> found;
  for (const Agreement& row : agreements) {
    if (!row.p_value || row.alternatives) continue;
    auto& [best, worst] = found[{row.one_claim, row.other_claim}];
    if (best == nullptr || *row.p_value > *best->p_value) best = &row;
    if (worst == nullptr || *row.p_value < *worst->p_value) worst = &row;
  }
  for (const auto& [claims, ends] : found) {
    const auto& [best, worst] = ends;
    if (*best->p_value < can_agree || *worst->p_value >= can_agree) continue;
    Reconciler row{.kind = Reconciler::Kind::mile,
                   .one = best->one,
                   .other = best->other,
                   .one_claim = best->one_claim,
                   .other_claim = best->other_claim,
                   .event = best->event};
    if (best->reading_words.find("WGS 84") != std::string::npos ||
        worst->reading_words.find("WGS 84") != std::string::npos)
      row.kind = Reconciler::Kind::datum;
    row.what = "the reading “" + best->reading_words + "” instead of “" + worst->reading_words + "”";
    if (best->separation && worst->separation) row.moved = recon::abs(*worst->separation - *best->separation);
    row.p_before = *worst->p_value, row.p_after = *best->p_value;
    row.reconciles = true;
    const Account *one = given.account(row.one), *other = given.account(row.other);
    row.sentence = (one == nullptr ? row.one : one->name) + " and " +
                   (other == nullptr ? row.other : other->name) + " agree at " + spaced(row.event) +
                   " under " + row.what + " (p " + percent(row.p_before) + " before, " +
                   percent(row.p_after) + " after)." + std::string{not_said};
    all.push_back(std::move(row));
  }
}

}  // namespace

std::optional<Duration> zone_between(const Interval<Instant>& one, const Interval<Instant>& other,
                                     Duration clock) {
  const double least = in_seconds(between(one.highest, other.lowest)) - in_seconds(clock),
               most = in_seconds(between(one.lowest, other.highest)) + in_seconds(clock);
  if (least <= 0.0 && most >= 0.0) return std::nullopt;
  constexpr double half_hour = 1'800.0;
  constexpr int furthest = 28;  // time zones span 14 hours to either side
  for (int steps = 1; steps <= furthest; ++steps)
    for (const double sign : {1.0, -1.0})
      if (const double offset = sign * steps * half_hour; offset >= least && offset <= most)
        return seconds(offset);
  return std::nullopt;
}

std::optional<UnitMixedUp> unit_between(const Interval<Length>& one, const Interval<Length>& other) {
  const auto bounded = [](const Interval<Length>& its) {
    return its.lowest > metres(0) && std::isfinite(in_metres(its.highest));
  };
  if (!bounded(one) || !bounded(other)) return std::nullopt;
  const double least = one.lowest / other.highest, most = one.highest / other.lowest;
  const auto holds = [&](double ratio) {
    return (least <= ratio && ratio <= most) || (least <= 1.0 / ratio && 1.0 / ratio <= most);
  };
  // A mile and a nautical mile are 15 % apart: wider figures fit some unit by chance.
  constexpr double telling = 1.12;
  if (holds(1.0) || most / least > telling) return std::nullopt;
  constexpr double nautical = 1.852, statute = 1.609344;
  constexpr std::array<UnitMixedUp, 3> kinds{{{"nautical and statute miles", nautical / statute},
                                              {"kilometres and statute miles", statute},
                                              {"kilometres and nautical miles", nautical}}};
  // Wide figures fit several: then none is named.
  const auto fitting = std::ranges::count_if(kinds, [&](const UnitMixedUp& its) { return holds(its.ratio); });
  if (fitting != 1) return std::nullopt;
  return *std::ranges::find_if(kinds, [&](const UnitMixedUp& its) { return holds(its.ratio); });
}

DatumShift datum_shift(const geo::Position& read_as_wgs84, std::string_view name) {
  const auto its = geo::datum(name);
  if (!its || its->operation.empty()) return {metres(0), degrees(0)};
  const geo::PlanePoint way = geo::Plane{read_as_wgs84}.to_plane(geo::to_wgs84(read_as_wgs84, *its));
  const double azimuth = in_degrees(radians(std::atan2(way.east, way.north)));
  return {metres(std::hypot(way.east, way.north)), degrees(azimuth < 0 ? azimuth + 360.0 : azimuth)};
}

std::vector<Reconciler> reconcilers(const Given& given, const std::vector<Agreement>& agreements) {
  std::vector<Reconciler> all;
  Places places{given};
  const auto keep = [&](std::optional<Reconciler> row) {
    const auto same = [&](const Reconciler& its) { return its.sentence == row->sentence; };
    if (row && std::ranges::none_of(all, same)) all.push_back(std::move(*row));
  };
  for (std::size_t i = 0; i < given.accounts.size(); ++i)
    for (std::size_t j = i + 1; j < given.accounts.size(); ++j) {
      const Account &first = given.accounts[i], &second = given.accounts[j];
      std::map<std::string, Moved> by_event;
      for (const std::size_t a : first.claims)
        for (const std::size_t b : second.claims) {
          const Pair pair{&first, &second, given.claim(a), given.claim(b)};
          if (!pair.one.counts || !pair.other.counts || pair.one.claim == pair.other.claim ||
              pair.one.aircraft != pair.other.aircraft || pair.one.moment.kind != Moment::Kind::event ||
              pair.other.moment.kind != Moment::Kind::event ||
              pair.one.moment.name != pair.other.moment.name || !compatible(pair.one, pair.other))
            continue;
          keep(clock(pair));
          keep(unit(pair));
          keep(datum(pair, places));
          const flight::Whereabouts *one = places.of(pair.one), *other = places.of(pair.other);
          if (one == nullptr || other == nullptr) continue;
          const double variance = 0.5 * (one->var_east + other->var_east + one->var_north + other->var_north);
          if (variance > 0.0)
            by_event.try_emplace(pair.one.moment.name,
                                 Moved{pair, geo::Plane{one->nominal}.to_plane(other->nominal), variance});
        }
      std::vector<Moved> moved;
      for (auto& [event, its] : by_event) moved.push_back(its);
      keep(offset(moved));
    }
  from_readings(given, agreements, all);
  return all;
}

}  // namespace recon::assess
