// SPDX-License-Identifier: Apache-2.0
#include "recon/report/track_sides.hpp"

#include <algorithm>

#include "recon/assess/words.hpp"
#include "recon/report/text.hpp"

namespace recon::report {
namespace {

using Stretch = assess::DrawnTrack::Stretch;

// A track that follows the border changes sides with every scan: what comes after so many is counted.
constexpr std::size_t most_stretches = 12;

std::string day_of(Instant time) { return iso_8601(time).substr(0, 10); }

/// "07:26:40", with the day before it where that is not the day of `before`.
std::string time_of_day(Instant time, const std::string& day) {
  std::string all = iso_8601(time);
  all.pop_back();  // Z
  return day_of(time) == day ? all.substr(11) : all.substr(0, 10) + " " + all.substr(11);
}

std::string words_of(const std::vector<Stretch>& stretches) {
  std::vector<std::string> told;
  std::string day = day_of(stretches.front().first);
  for (const Stretch& its : stretches) {
    if (told.size() == most_stretches) break;
    std::string words = its.side == assess::Side::undetermined ? std::string{"cannot be told"}
                                                               : std::string{assess::name_of(its.side)};
    words += " " + time_of_day(its.first, day);
    day = day_of(its.first);
    if (its.last != its.first) words += "\u2013" + time_of_day(its.last, day);
    day = day_of(its.last);
    told.push_back(std::move(words));
  }
  std::string all = joined(told, ", ");
  if (stretches.size() > most_stretches)
    all += ", and " + assess::thousands(static_cast<double>(stretches.size() - most_stretches)) + " more";
  return all;
}

std::string name_of(const View& view, const std::string& id) {
  const incident::Aircraft* aircraft = incident::find(view.inquiry.incident.aircraft, id);
  return aircraft != nullptr && !aircraft->name.empty() ? aircraft->name.text : id;
}

}  // namespace

std::vector<TrackSidesShown> track_sides_shown(const View& view) {
  std::vector<TrackSidesShown> all;
  for (const Account& account : view.accounts)
    for (const assess::DrawnTrack& track : view.inquiry.assessment.tracks) {
      if (track.narrative != account.id) continue;
      for (const assess::DrawnTrack::Sides& sides : track.sides) {
        if (sides.stretches.empty()) continue;
        const Version* version = view.version(sides.border);
        TrackSidesShown its{
            &account,
            joined({name_of(view, track.aircraft), view.claim_label(track.claim), track.reading_words}, ", "),
            "in " + view.zone_words(sides.zone), sides.border, words_of(sides.stretches)};
        if (version != nullptr) its.by = version->title;
        all.push_back(std::move(its));
      }
    }
  return all;
}

std::string track_sides_intro(const View& view) {
  const assess::Settings& settings = view.inquiry.assessment.settings;
  return "At its fixes, UTC, by every border version that decides, else by the one named: a side is told "
         "where "
         "each gives it " +
         assess::percent(settings.call_inside_at) + " or more.";
}

}  // namespace recon::report
