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
              simulated = 0;
  double longest_gap = 0.0;
  std::size_t longest_gap_at = 0, first_jump = 0, first_back = 0, first_two = 0;
  double fastest = 0.0;
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

Look look_at(const ImportedTrack& track) {
  Look look;
  const Sighting* before = nullptr;
  for (const Sighting& now : track.sightings) {
    if (now.flags.stale) ++look.stale;
    if (now.flags.on_ground) ++look.ground;
    if (now.flags.simulated || now.flags.test) ++look.simulated;
    look_at_figures(now, look);
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
    before = &now;
  }
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
