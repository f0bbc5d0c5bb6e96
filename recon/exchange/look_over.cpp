// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>

#include "recon/exchange/import.hpp"
#include "recon/geo/printed_position.hpp"
#include "recon/units/printed_number.hpp"

// What a look at the rows shows, whoever read them.
namespace recon::exchange {

namespace {

// The fastest aircraft in service fly below 1,000 m/s; whatever "moves" faster has changed its number, its
// clock or its place by an error.
constexpr double fastest_mps = 1000.0;
constexpr double gap_s = 60.0;
// Of a return aside from those before and behind it, and of heights that leap, as rt911 filters the radar
// data of 11 September 2001 (1.2 NM, judged where they are at most 90 s apart; Mode C by 2,500 ft); and only
// where no aircraft turns or climbs so hard: beyond 9 g, and 300 m/s.
constexpr double aside_m = 1.2 * 1852.0, aside_within_s = 90.0, hardest_turn = 9.0 * 9.80665;
constexpr double height_leap_m = 2500.0 * 0.3048, fastest_climb_mps = 300.0;
constexpr std::size_t most_told = 20;  // tracks
constexpr std::size_t enough = 5;      // rows, for a step to be theirs and no chance

std::string counted(std::size_t n, const std::string& one, const std::string& many) {
  return grouped(static_cast<double>(n)) + " " + (n == 1 ? one : many);
}

std::string length_of_time(double s) {
  const bool whole = s == std::floor(s);
  if (s < 120.0) return grouped(s, s < 10.0 && !whole ? 1 : 0) + " s";
  if (s < 7200.0) return grouped(s / 60.0) + " min";
  return grouped(s / 3600.0, 1) + " h";
}

/// How fast the positions move, against the speeds that the rows state: a wrong unit, a wrong clock or a
/// drawn position shows there.
class Speeds {
public:
  void take(const Sighting& from, const Sighting& to, double s) {
    // Below, rounding rules; above, it need not have flown straight.
    constexpr double least_s = 2.0, most_s = 60.0, least_mps = 30.0;
    if (!from.ground_speed || !to.ground_speed || s < least_s || s > most_s || ratios_.size() >= most_)
      return;
    const double stated =
        0.5 * (in_metres_per_second(*from.ground_speed) + in_metres_per_second(*to.ground_speed));
    if (stated >= least_mps)
      ratios_.push_back(in_metres(geo::distance(*from.position, *to.position)) / s / stated);
  }
  /// The middle one; nothing where there are too few, or it is about 1.
  [[nodiscard]] std::optional<double> odd() {
    constexpr std::size_t least = 10;
    constexpr double about_one = 1.2;
    if (ratios_.size() < least) return std::nullopt;
    const auto middle = ratios_.begin() + static_cast<std::ptrdiff_t>(ratios_.size() / 2);
    std::nth_element(ratios_.begin(), middle, ratios_.end());
    if (*middle<about_one&& * middle> 1.0 / about_one) return std::nullopt;
    return *middle;
  }

private:
  static constexpr std::size_t most_ = 10'000;
  std::vector<double> ratios_;
};

/// The largest step that all figures are multiples of, in thousandths.
class Step {
public:
  void take(double figure) {
    if (!(std::abs(figure) < 1e12)) return;
    const long long thousandths = std::llround(1000.0 * figure);
    step_ = std::gcd(step_, thousandths);
    if (count_++ == 0) first_ = thousandths;
    all_one_ = all_one_ && thousandths == first_;
  }
  [[nodiscard]] double step() const {
    return count_ < enough || all_one_ ? 0.0 : static_cast<double>(step_) / 1000.0;
  }
  /// Of figures that are all the same, which tell no step.
  [[nodiscard]] std::optional<double> only() const {
    return count_ < enough || !all_one_ ? std::nullopt : std::optional{static_cast<double>(first_) / 1000.0};
  }

private:
  long long step_ = 0, first_ = 0;
  std::size_t count_ = 0;
  bool all_one_ = true;
};

struct Look {
  std::size_t repeated = 0, backwards = 0, gaps = 0, jumps = 0, two_places = 0, stale = 0, ground = 0,
              simulated = 0, aside = 0, leaps = 0;
  double longest_gap = 0.0;
  std::size_t longest_gap_at = 0, first_jump = 0, first_back = 0, first_two = 0, first_aside = 0,
              first_leap = 0;
  double fastest = 0.0, farthest_aside = 0.0;
  int decimals = -1;       // of degrees, the most
  int time_decimals = -2;  // the most; -1: minutes
  Step seconds, feet, metres_high;
  Speeds speeds;
};

void look_at_figures(const Sighting& now, Look& look) {
  if (now.position && !now.in_words)
    look.decimals = std::max<int>({look.decimals, now.decimals.latitude, now.decimals.longitude});
  if (now.time) {
    look.time_decimals = std::max<int>(look.time_decimals, now.decimals.time);
    look.seconds.take(static_cast<double>(now.time->time_since_epoch().count() % 86'400'000) / 1000.0);
  }
  if (!now.height) return;
  const bool feet = now.height->unit == HeightUnit::feet || now.height->unit == HeightUnit::flight_levels;
  if (feet)
    look.feet.take(in_feet(now.height->value));
  else
    look.metres_high.take(in_metres(now.height->value));
}

// Not less than the distance of two places: a degree of latitude is at most 111.7 km (at the poles), one of
// longitude at most 111.4 km (at the equator). Most rows are so near to the one before that no more is asked.
double metres_at_most(const geo::Position& a, const geo::Position& b) {
  const double north = std::abs(in_degrees(a.latitude - b.latitude));
  const double east = std::abs(std::remainder(in_degrees(a.longitude - b.longitude), 360.0));
  return 111'700.0 * (north + east);
}

// How far two rows lie apart, where either way of placing them is the same; nothing elsewhere. Of radar
// returns in the plane of the sights, which a few hundredths are lost in.
std::optional<double> metres_between(const Sighting& a, const Sighting& b) {
  if (a.position && b.position) return in_metres(geo::distance(*a.position, *b.position));
  if (!a.polar || !b.polar) return std::nullopt;
  const double from = in_metres(a.polar->range), to = in_metres(b.polar->range),
               turn = in_radians(a.polar->azimuth - b.polar->azimuth);
  return std::sqrt(std::max(from * from + to * to - 2.0 * from * to * std::cos(turn), 0.0));
}

bool surely_near(const Sighting& a, const Sighting& b) {
  return a.position && b.position && metres_at_most(*a.position, *b.position) < aside_m;
}

/// How far the middle one of three rows lies from the way between the others, if no aircraft flies so.
double aside_of(const Sighting& a, const Sighting& b, const Sighting& c) {
  if (!a.time || !b.time || !c.time) return 0.0;
  const double first = in_seconds(between(*a.time, *b.time)), second = in_seconds(between(*b.time, *c.time));
  if (first <= 0.0 || second <= 0.0 || first + second > aside_within_s) return 0.0;
  if (surely_near(a, b) || surely_near(b, c)) return 0.0;
  const auto to = metres_between(a, b), on = metres_between(b, c), straight = metres_between(a, c);
  if (!to || !on || !straight || *to < aside_m || *on < aside_m) return 0.0;
  // Where it ought to be divides the way as its time does (Stewart's theorem).
  const double share = first / (first + second);
  const double squared =
      (1.0 - share) * *to * *to + share * *on * *on - share * (1.0 - share) * *straight * *straight;
  const double off = std::sqrt(std::max(squared, 0.0));
  return off > aside_m && 2.0 * off / (first * second) > hardest_turn ? off : 0.0;
}

/// A row far aside makes its neighbours look aside too, by half as much: of rows in a row the worst counts.
struct Outliers {
  std::size_t count = 0, first = 0;
  double farthest = 0.0;

  void take(double off, std::size_t place) {
    if (off < last_ && rising_) {
      if (count++ == 0) first = last_place_;
      farthest = std::max(farthest, last_);
    }
    rising_ = off > last_ || (off == last_ && rising_);
    last_ = off, last_place_ = place;
  }

private:
  double last_ = 0.0;
  std::size_t last_place_ = 0;
  bool rising_ = false;
};

bool height_leaps(const Sighting& from, const Sighting& to) {
  if (!from.time || !to.time || !from.height || !to.height || from.height->above != to.height->above)
    return false;
  const double s = in_seconds(between(*from.time, *to.time));
  const double m = std::abs(in_metres(to.height->value - from.height->value));
  return s > 0.0 && m > height_leap_m && m > fastest_climb_mps * s;
}

Look look_at(const ImportedTrack& track) {
  Look look;
  const Sighting* before = nullptr;
  const Sighting* earlier = nullptr;  // than that
  Outliers outliers;
  for (const Sighting& now : track.sightings) {
    if (now.flags.stale) ++look.stale;
    if (now.flags.on_ground) ++look.ground;
    if (now.flags.simulated || now.flags.test) ++look.simulated;
    look_at_figures(now, look);
    if (before != nullptr && height_leaps(*before, now) && look.leaps++ == 0) look.first_leap = now.place;
    outliers.take(earlier != nullptr ? aside_of(*earlier, *before, now) : 0.0,
                  before != nullptr ? before->place : 0);
    if (before != nullptr && before->time && now.time) {
      const double s = in_seconds(between(*before->time, *now.time));
      if (s < 0.0 && look.backwards++ == 0) look.first_back = now.place;
      if (s > gap_s) {
        ++look.gaps;
        if (s > look.longest_gap) {
          look.longest_gap = s;
          look.longest_gap_at = now.place;
        }
      }
      if (s >= 0.0 && before->position && now.position) {
        // One second for the rounding of both times.
        const double reach = s > 0.0 ? 500.0 + fastest_mps * (s + 1.0) : 50.0;
        const double m = metres_at_most(*before->position, *now.position) > reach
                             ? in_metres(geo::distance(*before->position, *now.position))
                             : 0.0;
        if (s == 0.0 && *before->position == *now.position) ++look.repeated;
        if (s == 0.0 && m > reach && look.two_places++ == 0) look.first_two = now.place;
        if (s > 0.0 && m > reach) {
          if (look.jumps++ == 0) look.first_jump = now.place;
          look.fastest = std::max(look.fastest, m / s);
        }
        look.speeds.take(*before, now, s);
      }
    }
    earlier = before;
    before = &now;
  }
  outliers.take(0.0, 0);
  look.aside = outliers.count, look.first_aside = outliers.first, look.farthest_aside = outliers.farthest;
  return look;
}

std::string length_words(double m) {
  if (m >= 1.0) return grouped(m, m < 10.0 ? 1 : 0) + " m";
  if (m < 0.001) return "less than a millimetre";
  return grouped(100.0 * m, m < 0.1 ? 1 : 0) + " cm";
}

// Of positions in minutes, seconds or metres of a grid: what half of the last digit is worth, twice.
std::optional<double> step_in_words(const ImportedTrack& track) {
  constexpr std::size_t looked_at = 100;
  std::optional<double> finest;
  std::size_t seen = 0;
  for (const Sighting& sighting : track.sightings) {
    if (!sighting.in_words || sighting.in_words->position.empty()) continue;
    if (++seen > looked_at) break;
    const geo::PositionReadings read = geo::read_position(sighting.in_words->position);
    if (read.readings.empty()) continue;
    const double step = 2.0 * in_degrees(read.readings.front().half_latitude) * 111'132.0;
    finest = finest ? std::min(*finest, step) : step;
  }
  return finest;
}

template <class Say>
void tell_digits(const ImportedTrack& track, const Look& look, Say say) {
  if (look.decimals >= 0) {
    // A ten-thousandth of a degree of latitude is 11.1 m (a meridian quadrant is 10,002 km).
    say("positions have up to " + std::to_string(look.decimals) +
        (look.decimals == 1 ? " decimal: a step of " : " decimals: a step of ") +
        length_words(111'132.0 * std::pow(10.0, -look.decimals)) + " in latitude");
  } else if (const auto step = step_in_words(track)) {
    say("positions are printed in steps of " + length_words(*step) + " in latitude");
  }
  if (const double step = look.seconds.step(); step >= 1.0)
    say("times come in steps of " + length_of_time(step));
  else if (look.time_decimals == -1)
    say("times are printed to the minute");
  else if (look.time_decimals >= 0)
    say("times are printed to " + grouped(std::pow(10.0, -look.time_decimals), look.time_decimals) + " s");
  constexpr double coarse = 5.0;
  if (look.feet.step() >= coarse) say("heights come in steps of " + grouped(look.feet.step()) + " ft");
  if (look.metres_high.step() >= coarse)
    say("heights come in steps of " + grouped(look.metres_high.step()) + " m");
  const auto feet = look.feet.only(), metres_high = look.metres_high.only();
  if (feet && *feet != 0.0) say("every height is " + grouped(*feet) + " ft");
  if (metres_high && *metres_high != 0.0) say("every height is " + grouped(*metres_high) + " m");
}

void tell(Honesty& honesty, const ImportedTrack& track, bool only_one) {
  Look look = look_at(track);
  const std::string who = only_one ? "" : track.name + ": ";
  const std::string in = " " + std::string{honesty.counted_in} + " ";
  const auto say = [&](const std::string& what) { notice(honesty, who + what); };
  const auto at = [&](std::size_t place) { return " (the first in" + in + std::to_string(place) + ")"; };
  if (look.repeated > 0)
    say(counted(look.repeated, "row repeats", "rows repeat") + " the one before, time and place");
  if (look.backwards > 0)
    say(counted(look.backwards, "row is", "rows are") + " earlier than the one before" + at(look.first_back) +
        "; the case gets them in order of time");
  if (look.two_places > 0)
    say(counted(look.two_places, "row puts", "rows put") + " it in a second place at the same instant" +
        at(look.first_two));
  if (look.gaps > 0)
    say(counted(look.gaps, "gap", "gaps") + " of more than a minute, the longest " +
        length_of_time(look.longest_gap) + " before" + in + std::to_string(look.longest_gap_at));
  if (look.jumps > 0)
    say(counted(look.jumps, "jump", "jumps") + " that no aircraft flies, up to " + grouped(look.fastest) +
        " m/s" + at(look.first_jump) + ": another aircraft, a clock or a false position");
  if (look.aside > 0)
    say(counted(look.aside, "row lies", "rows lie") + " aside from those before and behind, up to " +
        grouped(look.farthest_aside / 1000.0, 1) + " km, as no aircraft turns" + at(look.first_aside));
  if (look.leaps > 0)
    say(counted(look.leaps, "height leaps", "heights leap") +
        " by more than 2 500 ft, faster than any aircraft climbs or falls" + at(look.first_leap) +
        ": garbled, or another aircraft");
  if (const auto ratio = look.speeds.odd())
    say("its positions move " + grouped(*ratio, 2) +
        " times as fast as the speeds that its rows state: a unit, a clock or the positions may be wrong");
  if (look.stale > 0) say(counted(look.stale, "position was", "positions were") + " stale when reported");
  if (look.simulated > 0)
    say(counted(look.simulated, "row calls", "rows call") + " itself simulated or a test");
  if (look.ground > 0) say(counted(look.ground, "row is", "rows are") + " on the ground");
  tell_digits(track, look, say);
}

}  // namespace

void look_over(Imported& imported) {
  std::size_t told = 0;
  for (const ImportedTrack& track : imported.tracks) {
    if (told++ == most_told) {
      notice(imported.honesty, "the rows of " + std::to_string(imported.tracks.size() - most_told) +
                                   " more tracks were read, and not looked over");
      break;
    }
    tell(imported.honesty, track, imported.tracks.size() == 1);
  }
}

}  // namespace recon::exchange
