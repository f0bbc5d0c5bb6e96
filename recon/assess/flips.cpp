// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/flips.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "recon/assess/envelope.hpp"
#include "recon/assess/words.hpp"
#include "recon/flight/shift.hpp"

namespace recon::assess {
namespace {

using normalise::ReadClaim;
using normalise::TrackRead;

bool is_counted(const Finding& finding) {
  return finding.counts && finding.basis != Basis::words && finding.flip.has_value();
}

bool same_claim(const Finding& a, const Finding& b) {
  return a.question == b.question && a.narrative == b.narrative && a.claim == b.claim &&
         a.instant == b.instant;
}

const ReadClaim* claim_of(const Given& given, const Finding& finding) {
  for (const ReadClaim& claim : given.read.claims)
    if (claim.claim == finding.claim &&
        std::ranges::all_of(claim.reading, [&](const normalise::OptionTaken& taken) {
          return std::ranges::find(finding.reading, taken) != finding.reading.end();
        }))
      return &claim;
  return nullptr;
}

/// Where a timed track has the aircraft, on the geodesic between its fixes; nullopt outside them.
std::optional<geo::Position> at(const TrackRead& track, Instant when) {
  for (std::size_t i = 0; i + 1 < track.fixes.size(); ++i) {
    const auto &from = track.fixes[i], &to = track.fixes[i + 1];
    if (!from.time || !to.time || when < *from.time || when > *to.time) continue;
    const double whole = std::chrono::duration<double>(*to.time - *from.time).count();
    const double part = whole > 0.0 ? std::chrono::duration<double>(when - *from.time).count() / whole : 0.0;
    const geo::Plane plane{from.position};
    const geo::PlanePoint way = plane.to_plane(to.position);
    return plane.to_globe({part * way.east, part * way.north});
  }
  return std::nullopt;
}

/// The smallest offset of the clock after which a track lies on the other side; to 0.05 s.
std::optional<Duration> clock_that_flips(const TrackRead& track, const geo::Zone& zone, Instant when) {
  const auto inside = [&](double offset) -> std::optional<bool> {
    const auto where = at(track, when + std::chrono::duration_cast<Instant::duration>(seconds(offset)));
    if (!where) return std::nullopt;
    return zone.margin(*where).value > metres(0);
  };
  const auto now = inside(0.0);
  if (!now) return std::nullopt;
  constexpr double step = 0.5, furthest = 3'600.0;
  for (double size = step; size <= furthest; size += step) {
    bool beyond = true;
    for (const double sign : {1.0, -1.0}) {
      const auto then = inside(sign * size);
      beyond &= !then.has_value();
      if (!then || *then == *now) continue;
      double low = size - step, high = size;
      while (high - low > 0.05) {
        const double middle = 0.5 * (low + high);
        (inside(sign * middle) == now ? low : high) = middle;
      }
      return seconds(sign * high);
    }
    if (beyond) return std::nullopt;
  }
  return std::nullopt;
}

/// The instant that the account itself gives for the event of an answer.
std::optional<Instant> time_of(const Given& given, const Finding& finding, const std::string& event) {
  const Account* account = given.account(finding.narrative);
  if (account == nullptr) return std::nullopt;
  for (const std::size_t index : account->claims) {
    const ReadClaim& claim = given.claim(index);
    const auto* said = std::get_if<normalise::TimeSaid>(&claim.meaning);
    if (said != nullptr && claim.counts && claim.moment.kind == normalise::Moment::Kind::event &&
        claim.moment.name == event)
      return said->time.stated;
  }
  return std::nullopt;
}

class Row {
public:
  Row(const Given& given, const std::vector<Finding>& findings, const Finding& nearest)
      : given_{given}, findings_{findings}, nearest_{nearest} {
    const auto* question = incident::find(given.file.questions, nearest.question);
    zone_ = question == nullptr ? nullptr : given.shape(question->zone.text, nearest.border);
    event_ = question == nullptr ? "" : question->event.text;
    claim_ = claim_of(given, nearest);
  }

  Flip make() {
    flip_ = {.question = nearest_.question,
             .narrative = nearest_.narrative,
             .claim = nearest_.claim,
             .reading_words = nearest_.reading_words,
             .border = nearest_.border,
             .instant = nearest_.instant,
             .side = std::string{name_of(nearest_.side)},
             .shift = *nearest_.flip,
             .azimuth = nearest_.flip_azimuth,
             .at_least = nearest_.margin_at_least,
             .readings = {},
             .borders = {}};
    // Inside, the zone must shrink for the place to be outside, and the other way round.
    flip_.line = -*nearest_.nominal_margin;
    const auto* track = claim_ == nullptr ? nullptr : std::get_if<TrackRead>(&claim_->meaning);
    if (track != nullptr && zone_ != nullptr) of_track(*track);
    if (nearest_.sigma && *nearest_.sigma > metres(0)) flip_.in_sigmas = flip_.shift / *nearest_.sigma;
    if (claim_ != nullptr) {
      const incident::Aircraft* its = incident::find(given_.file.aircraft, claim_->aircraft);
      flip_.least_flight = flip_.shift / envelope(its).fastest;
    }
    others();
    flip_.sentence = sentence(track != nullptr && !event_.empty());
    return std::move(flip_);
  }

private:
  void of_track(const TrackRead& track) {
    if (!event_.empty()) {
      if (const auto when = time_of(given_, nearest_, event_))
        flip_.clock = clock_that_flips(track, *zone_, *when);
      return;
    }
    // Of a whole way, the least shift as one piece; the nearest edge alone would be too little.
    geo::Plane plane{track.fixes[track.fixes.size() / 2].position};
    std::vector<geo::PlanePoint> path;
    for (const normalise::ReadFix& fix : track.fixes) path.push_back(plane.to_plane(fix.position));
    constexpr double around = 20'000.0;
    const auto ground = flight::as_it_is(*zone_, plane);
    const flight::Shift least = flight::smallest_shift(*ground, path, around);
    if (!std::isfinite(least.metres) || least.metres <= 0.0) return;
    flip_.shift = metres(least.metres);
    flip_.azimuth = degrees(least.azimuth_deg);
    flip_.at_least |= least.metres >= around;
  }

  /// Under which readings and by which versions the same claim has another side.
  void others() {
    std::set<std::string> told;
    for (const Finding& other : findings_) {
      if (!other.counts || other.basis == Basis::words || !same_claim(other, nearest_) ||
          other.side == nearest_.side)
        continue;
      const std::string side{name_of(other.side)};
      if (other.border == nearest_.border && told.insert(other.reading_words + side).second)
        flip_.readings.push_back({other.reading_words, side});
      if (other.reading_words == nearest_.reading_words && other.border != nearest_.border)
        flip_.borders.push_back({other.border, side});
    }
  }

  [[nodiscard]] std::string sentence(bool timed) const {
    std::string text = "A shift of " + std::string{flip_.at_least ? "at least " : ""} + said(flip_.shift);
    if (flip_.azimuth) text += " towards " + said(*flip_.azimuth);
    if (flip_.in_sigmas) {
      text += " (" + one_digit(*flip_.in_sigmas) + " times its error)";
    }
    text += ", or the line moved " + said(recon::abs(flip_.line)) +
            (flip_.line > metres(0) ? " outwards" : " inwards") + " everywhere";
    if (!flip_.border.empty()) text += ", by " + given_.name_of_border(flip_.border);
    if (!flip_.reading_words.empty()) text += ", read as " + flip_.reading_words;
    text += "; ";
    if (flip_.clock)
      text += "a clock wrong by " + said(seconds(std::abs(in_seconds(*flip_.clock)))) +
              (in_seconds(*flip_.clock) > 0 ? " (slow)" : " (fast)");
    else if (timed)
      text += "no clock offset within the track does";
    else
      text +=
          "no clock offset does, for the border stands still; at its greatest speed the aircraft flies "
          "that far in " +
          one_digit(in_seconds(flip_.least_flight)) + " s";
    text += ". " + list(flip_.readings, "Read otherwise: ", [](const std::string& id) { return id; });
    text += list(flip_.borders,
                 "By other versions: ", [&](const std::string& id) { return given_.name_of_border(id); });
    while (text.ends_with(' ')) text.pop_back();
    return text;
  }

  template <class Name>
  static std::string list(const std::vector<Flip::Other>& others, const std::string& lead, const Name& name) {
    if (others.empty()) return {};
    std::vector<std::string> words;
    for (const Flip::Other& other : others)
      words.push_back(other.side + (other.what.empty() ? "" : " (" + name(other.what) + ")"));
    return lead + listed(words) + ". ";
  }

  static std::string one_digit(double value) {
    const double rounded = std::round(value * 10.0) / 10.0;
    std::string text = std::to_string(rounded);
    return text.substr(0, text.find('.') + 2);
  }

  const Given& given_;
  const std::vector<Finding>& findings_;
  const Finding& nearest_;
  const ReadClaim* claim_ = nullptr;
  const geo::Zone* zone_ = nullptr;
  std::string event_;
  Flip flip_;
};

}  // namespace

std::vector<Flip> flips(const Given& given, const std::vector<Finding>& findings,
                        const std::stop_token& stop) {
  std::vector<const Finding*> nearest;
  for (const Finding& finding : findings) {
    if (!is_counted(finding) || !finding.nominal_margin) continue;
    const auto same =
        std::ranges::find_if(nearest, [&](const Finding* other) { return same_claim(*other, finding); });
    if (same == nearest.end())
      nearest.push_back(&finding);
    else if (*finding.flip < *(*same)->flip)
      *same = &finding;
  }
  std::vector<Flip> all;
  for (const Finding* its : nearest) {
    if (stop.stop_requested()) break;
    all.push_back(Row{given, findings, *its}.make());
  }
  return all;
}

}  // namespace recon::assess
