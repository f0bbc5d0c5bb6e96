// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "recon/assess/answers.hpp"
#include "recon/assess/tracks.hpp"
#include "recon/assess/words.hpp"

namespace recon::assess {
namespace {

using incident::Question;
using normalise::ReadClaim;
using Want = Question::Want;

struct Quantity {
  std::string name, zone, unit;
  Interval<double> value;
  std::optional<Want> want;
};

template <class Q>
Interval<double> base(const Interval<Q>& interval) {
  return {interval.lowest.base(), interval.stated.base(), interval.highest.base()};
}
Interval<double> base(const Interval<Duration>& interval) {
  return {in_seconds(interval.lowest), in_seconds(interval.stated), in_seconds(interval.highest)};
}

std::optional<Quantity> quantity_of(const normalise::Meaning& meaning) {
  if (const auto* time = std::get_if<normalise::TimeInside>(&meaning))
    return Quantity{"time inside", time->zone, "s", base(time->time), Want::time_inside};
  if (const auto* length = std::get_if<normalise::LengthInside>(&meaning))
    return Quantity{"length inside", length->zone, "m", base(length->length), Want::length_inside};
  if (const auto* depth = std::get_if<normalise::DepthInside>(&meaning))
    return Quantity{"depth inside", depth->zone, "m", base(depth->depth), Want::depth_inside};
  if (const auto* stays = std::get_if<normalise::ExcursionsSaid>(&meaning))
    return Quantity{"stays inside", stays->zone, "", stays->count, Want::excursions};
  if (const auto* speed = std::get_if<normalise::SpeedSaid>(&meaning))
    return Quantity{"speed", "", "m/s", base(speed->speed), std::nullopt};
  if (const auto* height = std::get_if<normalise::Height>(&meaning))
    return Quantity{"height", "", "m", base(height->height), std::nullopt};
  if (const auto* between = std::get_if<normalise::TimeBetween>(&meaning))
    return Quantity{"time from " + between->from + " to " + between->to, "", "s", base(between->time),
                    std::nullopt};
  if (const auto* apart = std::get_if<normalise::DistanceBetween>(&meaning))
    return Quantity{"distance from " + apart->from + " to " + apart->to, "", "m", base(apart->distance),
                    std::nullopt};
  return std::nullopt;
}

std::string question_for(const Given& given, const Quantity& quantity, const std::string& aircraft) {
  for (const Question& question : given.file.questions)
    if (quantity.want && question.want == quantity.want && question.zone.text == quantity.zone &&
        (question.aircraft.empty() || question.aircraft.text == aircraft))
      return question.id.text;
  return {};
}

bool is_derived(const Given& given, const ReadClaim& claim) {
  const incident::Found found = incident::find_claim(given.file, claim.claim);
  return found.claim != nullptr && found.claim->derived.has_value();
}

Interval<double> spread_of(std::vector<double> values) {
  std::ranges::sort(values);
  const auto at = [&](double share) {
    return values[static_cast<std::size_t>(std::llround(share * static_cast<double>(values.size() - 1)))];
  };
  return {at(0.05), at(0.5), at(0.95)};
}

/// What a track itself implies for one question, by one border version.
void add_from_track(const Given& given, const Question& question, const Account& account, std::size_t index,
                    std::vector<Stated>& rows) {
  const ReadClaim& claim = given.claim(index);
  for (const std::string& border : given.versions(question.zone.text)) {
    if (given.shape(question.zone.text, border) == nullptr || !given.decides(border)) continue;
    const Passage& passage = given.passage(index, question.zone.text, border);
    Stated row{.question = question.id.text, .narrative = account.id, .claim = claim.claim};
    row.reading_words = together(claim.reading_words, given.name_of_border(border));
    row.as_printed = "from the track";
    row.derived = true;
    row.unit = "m";
    std::vector<double> values;
    if (question.want == Want::time_inside)
      row.quantity = "time inside", row.unit = "s", values = passage.seconds;
    else if (question.want == Want::length_inside)
      row.quantity = "length inside", values = passage.metres_inside;
    else
      row.quantity = "depth inside", values = passage.deepest.margins;
    if (values.empty()) continue;
    row.value = spread_of(values);
    row.as_read = row.unit == "s" ? said(seconds(row.value->stated)) : said(metres(row.value->stated));
    rows.push_back(std::move(row));
  }
}

}  // namespace

std::vector<Stated> stated(const Given& given, const std::stop_token& stop) {
  std::vector<Stated> rows;
  for (const Account& account : given.accounts)
    for (const std::size_t index : account.claims) {
      const ReadClaim& claim = given.claim(index);
      const auto quantity = quantity_of(claim.meaning);
      if (!quantity) continue;
      Stated row{.question = question_for(given, *quantity, claim.aircraft),
                 .narrative = account.id,
                 .claim = claim.claim};
      row.reading_words = claim.reading_words;
      row.quantity = quantity->name;
      row.as_printed = claim.figure;
      row.as_read = claim.as_read;
      row.value = quantity->value;
      row.unit = quantity->unit;
      row.derived = is_derived(given, claim);
      rows.push_back(std::move(row));
    }
  for (const Question& question : given.file.questions) {
    if (question.want != Want::time_inside && question.want != Want::length_inside &&
        question.want != Want::depth_inside)
      continue;
    for (const Account& account : given.accounts)
      for (const std::size_t index : account.claims) {
        const ReadClaim& claim = given.claim(index);
        if (stop.stop_requested()) return rows;
        if (std::holds_alternative<normalise::TrackRead>(claim.meaning) &&
            (question.aircraft.empty() || claim.aircraft == question.aircraft.text))
          add_from_track(given, question, account, index, rows);
      }
  }
  return rows;
}

}  // namespace recon::assess
