// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/agreement.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>

#include "recon/assess/compatibility.hpp"
#include "recon/assess/envelope.hpp"
#include "recon/assess/probability.hpp"
#include "recon/assess/spread.hpp"
#include "recon/assess/words.hpp"

namespace recon::assess {
namespace {

using normalise::Moment;
using normalise::ReadClaim;

/// What one claim says of one event: a position with its spread, or a margin in a zone.
struct Placed {
  std::size_t claim = 0;
  std::optional<flight::Whereabouts> where;
  std::string zone;
  std::optional<Interval<Length>> margin;
};

double sigma_of_claim(const ReadClaim& claim) {
  return std::hypot(in_metres(claim.error.random), in_metres(claim.error.bias));
}

std::optional<Placed> placed(const Given& given, std::size_t index) {
  const ReadClaim& claim = given.claim(index);
  if (!claim.counts || claim.moment.kind != Moment::Kind::event) return std::nullopt;
  if (const auto* edge = std::get_if<normalise::FromEdge>(&claim.meaning)) {
    if (!edge->side || edge->along_course) return std::nullopt;
    const Interval<Length>& d = edge->distance;
    if (*edge->side == incident::DistanceClaim::Where::inside)
      return Placed{index, std::nullopt, edge->zone, d};
    return Placed{index, std::nullopt, edge->zone, Interval<Length>{-d.highest, -d.stated, -d.lowest}};
  }
  if (std::holds_alternative<normalise::FromLandmark>(claim.meaning))
    return std::nullopt;  // a ring has no one place
  auto where =
      flight::whereabouts(claim, std::max<std::size_t>(given.settings.draws / 20, 100), given.settings.seed);
  if (!where) return std::nullopt;
  return Placed{index, std::move(where), {}, std::nullopt};
}

Length gap(const Interval<Length>& a, const Interval<Length>& b) {
  if (overlap(a, b)) return metres(0);
  return a.highest < b.lowest ? b.lowest - a.highest : a.lowest - b.highest;
}

struct Test {
  Length separation;
  double p = 1.0;
  std::optional<double> inflation;  // where p < 0.05
  std::optional<double> overlap;
  std::string border;
};

/// Of the difference of two places, draw by draw: what both share moves them alike and falls out.
Scatter scatter_of_difference(const flight::Whereabouts& a, const flight::Whereabouts& b, bool share) {
  if (!share || a.draws.size() != b.draws.size())
    return {a.var_east + b.var_east, a.var_north + b.var_north, a.cov_east_north + b.cov_east_north};
  const geo::Plane plane{a.nominal};
  double east = 0, north = 0, east_2 = 0, north_2 = 0, both = 0;
  for (std::size_t i = 0; i < a.draws.size(); ++i) {
    const geo::PlanePoint one = plane.to_plane(a.draws[i]), other = plane.to_plane(b.draws[i]);
    const double e = other.east - one.east, n = other.north - one.north;
    east += e, north += n, east_2 += e * e, north_2 += n * n, both += e * n;
  }
  const auto n = static_cast<double>(a.draws.size());
  return {east_2 / n - east * east / n / n, north_2 / n - north * north / n / n,
          both / n - east * north / n / n};
}

std::optional<Test> test_positions(const flight::Whereabouts& a, const flight::Whereabouts& b, bool share) {
  const geo::PlanePoint apart = geo::Plane{a.nominal}.to_plane(b.nominal);
  const Scatter spread = scatter_of_difference(a, b, share);
  const double m2 = mahalanobis_2(apart.east, apart.north, spread.east, spread.north, spread.both);
  if (!std::isfinite(m2)) return std::nullopt;
  Test test{.separation = metres(std::hypot(apart.east, apart.north)), .p = chi_square_2_tail(m2)};
  if (test.p < 0.05) test.inflation = std::sqrt(m2 / chi_square_2_95);
  const Scatter one{a.var_east, a.var_north, a.cov_east_north},
      other{b.var_east, b.var_north, b.cov_east_north};
  const auto is_proper = [](const Scatter& its) {
    return its.east > 0 && its.north > 0 && its.east * its.north > its.both * its.both;
  };
  if (is_proper(one) && is_proper(other)) test.overlap = overlap_of(apart, one, other);
  return test;
}

std::optional<Test> test_margins(Length apart, double sigma) {
  Test test{.separation = apart};
  if (apart <= metres(0)) return test;
  if (sigma <= 0) return std::nullopt;
  const double z = in_metres(apart) / sigma;
  test.p = two_sided(z);
  if (test.p < 0.05) test.inflation = z / z_95;
  return test;
}

std::optional<Test> test_position_and_margin(const Given& given, const Placed& position, const Placed& edge) {
  std::optional<Test> best;
  for (const std::string& border : given.versions(edge.zone)) {
    const geo::Zone* zone = given.shape(edge.zone, border);
    if (zone == nullptr || !given.decides(border)) continue;
    const std::vector<double>& offsets = given.border_offsets(border);
    const Spread spread =
        summed_up(measure(*position.where, true, {*zone, given.drawn(edge.zone, border), offsets}), offsets);
    if (!spread.known || !spread.nominal) continue;
    const Length apart = gap({*spread.nominal, *spread.nominal, *spread.nominal}, *edge.margin);
    auto test =
        test_margins(apart, std::hypot(in_metres(spread.sigma), sigma_of_claim(given.claim(edge.claim))));
    if (!test || (best && best->p >= test->p)) continue;
    test->border = border;
    best = test;
  }
  return best;
}

std::optional<Test> test(const Given& given, const Placed& a, const Placed& b) {
  const ReadClaim &first = given.claim(a.claim), &second = given.claim(b.claim);
  if (a.where && b.where)
    return test_positions(*a.where, *b.where, !first.sensor.empty() && first.sensor == second.sensor);
  if (a.where && b.margin) return test_position_and_margin(given, a, b);
  if (a.margin && b.where) return test_position_and_margin(given, b, a);
  if (a.zone != b.zone) return std::nullopt;
  // Each account may have measured from a line of its own: the border's error counts twice, by the
  // version that suits the pair best.
  double border = 0.0;
  for (const std::string& version : given.versions(a.zone))
    if (given.decides(version)) border = std::max(border, in_metres(given.border_sigma(version)));
  const double claims =
      std::hypot(sigma_of_claim(given.claim(a.claim)), sigma_of_claim(given.claim(b.claim)));
  return test_margins(gap(*a.margin, *b.margin), std::sqrt(claims * claims + 2.0 * border * border));
}

std::string chance(double p) {
  if (p < 0.001) return "less than 1 in 1\u2009000";
  if (p < 0.01) return "about 1 in " + thousands(std::round(1.0 / p));
  return percent(p);
}

std::string sentence(const Given& given, const Test& result, const ReadClaim& a, const ReadClaim& b,
                     bool both_places) {
  std::string text = "“" + a.figure + "” and “" + b.figure + "”";
  if (result.separation <= metres(0))
    text += " agree within rounding";
  else
    text += " place the aircraft " + said(result.separation) + " apart" +
            (both_places ? "" : " in distance from the line");
  if (!result.border.empty())
    text += " (by " + given.name_of_border(result.border) + ", the version that suits the pair best)";
  if (result.p >= 0.05) return text + "; both can be true within their errors.";
  text += "; if both were right, the chance of a separation this large would be " + chance(result.p);
  std::array<char, 32> factor{};
  std::snprintf(factor.data(), factor.size(), "%.1f", *result.inflation);
  return text + ". They would agree if all errors were ×" + factor.data() + ".";
}

std::string question_for(const Given& given, const std::string& event, const std::string& aircraft) {
  for (const incident::Question& question : given.file.questions)
    if (question.want == incident::Question::Want::agreement && question.event.text == event &&
        (question.aircraft.empty() || question.aircraft.text == aircraft))
      return question.id.text;
  return {};
}

/// The author's choice of which these two are different options, if nothing else sets them apart.
const normalise::Choice* alternatives_of(const Given& given, const ReadClaim& a, const ReadClaim& b) {
  const normalise::Choice* found = nullptr;
  for (const normalise::OptionTaken& one : a.reading)
    for (const normalise::OptionTaken& other : b.reading) {
      if (one.choice != other.choice || one.option == other.option) continue;
      const auto choice = std::ranges::find(given.read.choices, one.choice, &normalise::Choice::id);
      if (found != nullptr || choice == given.read.choices.end() || choice->about != About::question)
        return nullptr;
      found = &*choice;
    }
  return found;
}

/// Two figures of one account that its case file takes for alternatives.
std::string as_alternatives(const Given& given, const Account& account, const normalise::Choice& choice,
                            const ReadClaim& a, const ReadClaim& b, const Test& result,
                            const std::string& tested) {
  std::string text = account.name + " gives two answers to “" + choice.asks + "”: “" + a.figure + "” at " +
                     spaced(a.moment.name) + " and “" + b.figure + "” at " + spaced(b.moment.name) + ". " +
                     "Taken as of one moment: " + tested;
  if (result.p < 0.05) text += " Only one of them can hold.";
  if (a.moment.name == b.moment.name || result.separation <= metres(0)) return text;
  const incident::Aircraft* its = incident::find(given.file.aircraft, a.aircraft);
  return text + " Taken as of two moments, at least " +
         said(Duration{std::ceil(in_seconds(result.separation / envelope(its).fastest))}) +
         " of flight at its greatest speed must lie between them.";
}

void compare(const Given& given, const Account& one, const Placed& a, const Account& other, const Placed& b,
             std::vector<Agreement>& rows) {
  const ReadClaim &first = given.claim(a.claim), &second = given.claim(b.claim);
  const normalise::Choice* choice = &one == &other ? alternatives_of(given, first, second) : nullptr;
  if (first.claim == second.claim || first.aircraft != second.aircraft) return;
  if (choice == nullptr &&
      (&one == &other || first.moment.name != second.moment.name || !compatible(first, second)))
    return;
  const auto result = test(given, a, b);
  if (!result) return;
  Agreement row{.question = question_for(given, first.moment.name, first.aircraft),
                .event = first.moment.name,
                .one = one.id,
                .other = other.id,
                .one_claim = first.claim,
                .other_claim = second.claim};
  row.reading_words = together(first.reading_words, second.reading_words);
  row.separation = result->separation;
  row.p_value = result->p;
  row.inflation = result->inflation;
  row.overlap = result->overlap;
  row.sentence = sentence(given, *result, first, second, a.where && b.where);
  if (choice != nullptr) {
    row.alternatives = true;
    row.sentence = as_alternatives(given, one, *choice, first, second, *result, row.sentence);
  }
  rows.push_back(std::move(row));
}

}  // namespace

double mahalanobis_2(double east, double north, double var_east, double var_north, double cov) {
  const double determinant = var_east * var_north - cov * cov;
  if (determinant <= 0) return east == 0 && north == 0 ? 0.0 : std::numeric_limits<double>::infinity();
  return (east * east * var_north - 2.0 * east * north * cov + north * north * var_east) / determinant;
}

std::vector<Agreement> agreements(const Given& given) {
  std::map<std::string, std::vector<Placed>> by_account;
  for (const Account& account : given.accounts)
    for (const std::size_t index : account.claims)
      if (auto what = placed(given, index)) by_account[account.id].push_back(std::move(*what));
  std::vector<Agreement> rows;
  for (std::size_t i = 0; i < given.accounts.size(); ++i)
    for (std::size_t j = i; j < given.accounts.size(); ++j)
      for (const Placed& a : by_account[given.accounts[i].id])
        for (const Placed& b : by_account[given.accounts[j].id])
          if (i != j || a.claim < b.claim) compare(given, given.accounts[i], a, given.accounts[j], b, rows);
  return rows;
}

namespace {

std::string statements_of(const Stance& stance) {
  std::vector<std::string> ids;
  for (const Ground& ground : stance.grounds)
    if (std::ranges::find(ids, ground.statement) == ids.end()) ids.push_back(ground.statement);
  return listed(ids);
}

}  // namespace

std::vector<Agreement> opposed_in_words(const Given& given, const std::vector<Proposition>& propositions,
                                        const std::vector<Agreement>& tested) {
  std::vector<Agreement> rows;
  for (const Proposition& proposition : propositions) {
    const std::string question =
        proposition.event.empty() ? "" : question_for(given, proposition.event, proposition.aircraft);
    if (question.empty()) continue;
    for (const Stance& asserts : proposition.stances)
      for (const Stance& denies : proposition.stances) {
        if (asserts.says != Stance::Says::asserts || denies.says != Stance::Says::denies) continue;
        const auto same_pair = [&](const Agreement& row) {
          return row.event == proposition.event &&
                 ((row.one == asserts.narrative && row.other == denies.narrative) ||
                  (row.one == denies.narrative && row.other == asserts.narrative));
        };
        if (std::ranges::any_of(tested, same_pair)) continue;
        const Account *one = given.account(asserts.narrative), *other = given.account(denies.narrative);
        if (one == nullptr || other == nullptr) continue;
        Agreement row{.question = question,
                      .event = proposition.event,
                      .one = one->id,
                      .other = other->id,
                      .one_claim = asserts.grounds.front().claim,
                      .other_claim = denies.grounds.front().claim,
                      .in_words = true};
        row.sentence = one->name + " asserts that the aircraft " + proposition.words + " (" +
                       statements_of(asserts) + "); " + other->name + " denies it (" + statements_of(denies) +
                       "). They cannot both be right. No figure of both could be tested, so no distance "
                       "between the two can be named.";
        rows.push_back(std::move(row));
      }
  }
  return rows;
}

}  // namespace recon::assess
