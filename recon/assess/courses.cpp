// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/courses.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "recon/assess/joint_reading.hpp"
#include "recon/assess/premises_of.hpp"
#include "recon/flight/shift.hpp"
#include "recon/flight/strain.hpp"
#include "recon/flight/tempering.hpp"

namespace recon::assess {
namespace {

constexpr std::size_t joint_readings_tried = 12, particles = 400, runs = 2, most_counted = 200;

/// 95 % of a two-dimensional normal distribution lie within this many squared sigmas.
constexpr double chi_2_95 = 5.991464547107979;

using Flights = std::vector<flight::Flight>;

template <class Q>
Interval<Q> spread(std::vector<double> values, Q (*unit)(double)) {
  std::sort(values.begin(), values.end());
  const auto at = [&](double share) {
    return unit(values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5)]);
  };
  return {at(0.05), at(0.50), at(0.95)};
}

bool takes(const JointReading& joint, const std::vector<normalise::OptionTaken>& wish) {
  return std::all_of(wish.begin(), wish.end(), [&](const normalise::OptionTaken& wanted) {
    return std::none_of(joint.reading.begin(), joint.reading.end(), [&](const normalise::OptionTaken& taken) {
      return taken.choice == wanted.choice && taken.option != wanted.option;
    });
  });
}

/// The likeliest joint reading that takes all options of the wish, put to flights.
std::optional<std::pair<Told, std::string>> told_as_wished(const Given& given, const Grounds& grounds,
                                                           const Account& account, const CourseWish& wish) {
  for (const JointReading& joint : joint_readings(given, account, wish.aircraft, joint_readings_tried)) {
    if (!takes(joint, wish.reading)) continue;
    auto made = told(given, grounds, account, wish.aircraft, joint, wish.border);
    if (made) return std::pair{std::move(*made), joint.words};
  }
  return std::nullopt;
}

/// Evenly through the cloud, so that every run gives some.
Flights some_of(const flight::Premises& premises, const flight::Cloud& cloud) {
  Flights flights;
  const std::size_t count = std::min(most_counted, cloud.size);
  for (std::size_t i = 0; i < count; ++i)
    flights.push_back(flight::flight_set(premises, cloud.row(i * cloud.size / count)).flights.front());
  return flights;
}

/// A search that ends further off than this has found nothing worth a picture.
constexpr double hopeless = 10.0;

/// The flights that fit; where there are none, the one that comes closest; none where the search failed.
Flights flights_of(const Told& told, const Settings& settings, Course& course, const std::stop_token& stop) {
  const flight::Premises& premises = told.premises;
  const flight::Strain closest = flight::strain(premises, told.statements,
                                                {.particles = particles,
                                                 .runs = 1,
                                                 .chord_spacing = 400.0,
                                                 .enough = 1.0,
                                                 .trusted_to = flight::contradiction,
                                                 .seed = settings.seed,
                                                 .threads = 1},
                                                stop);
  course.strain = closest.upper;
  course.fits = closest.upper <= 1.0;
  // A search from straight flights can miss what a drawing from all flights finds, as for an account whose
  // aircraft goes round a salient. So what seems not to fit is drawn too, once, and counts when it is sound.
  const flight::Drawn found = flight::draw(
      premises,
      {.particles = particles, .runs = runs, .seed = settings.seed, .threads = 1, .repeats = course.fits},
      stop);
  if (course.fits || found.soundness.failed.empty()) {
    if (Flights drawn = some_of(premises, found.cloud); !drawn.empty()) {
      course.fits = true;
      course.failed = found.soundness.failed;
      return drawn;
    }
  }
  if (closest.upper > hopeless || closest.witness.set.flights.empty()) return {};
  return {closest.witness.set.flights.front()};
}

/// The flight nearest the middle of all comes first.
void put_the_middle_first(Flights& flights) {
  const std::size_t nodes = flights.front().nodes.size();
  std::vector<double> off(flights.size(), 0.0);
  for (std::size_t n = 0; n < nodes; ++n) {
    double east = 0.0, north = 0.0;
    for (const flight::Flight& flight : flights) east += flight.nodes[n].east, north += flight.nodes[n].north;
    east /= static_cast<double>(flights.size()), north /= static_cast<double>(flights.size());
    for (std::size_t i = 0; i < flights.size(); ++i)
      off[i] += std::pow(flights[i].nodes[n].east - east, 2) + std::pow(flights[i].nodes[n].north - north, 2);
  }
  std::iter_swap(flights.begin(), flights.begin() + (std::min_element(off.begin(), off.end()) - off.begin()));
}

void place_at(const Flights& flights, std::size_t node, const geo::Plane& plane, Course::At& at) {
  const auto count = static_cast<double>(flights.size());
  double east = 0.0, north = 0.0;
  for (const flight::Flight& flight : flights)
    east += flight.nodes[node].east, north += flight.nodes[node].north;
  east /= count, north /= count;
  double ee = 0.0, nn = 0.0, en = 0.0;
  for (const flight::Flight& flight : flights) {
    const double e = flight.nodes[node].east - east, n = flight.nodes[node].north - north;
    ee += e * e / count, nn += n * n / count, en += e * n / count;
  }
  const double middle = 0.5 * (ee + nn), swing = std::hypot(0.5 * (ee - nn), en);
  at.middle = plane.to_globe({east, north});
  at.major = metres(std::sqrt(chi_2_95 * (middle + swing)));
  at.minor = metres(std::sqrt(chi_2_95 * std::max(0.0, middle - swing)));
  at.orientation = degrees(90.0) - radians(0.5 * std::atan2(2.0 * en, ee - nn));
}

/// How sharply each flight turns at a node, by the change of its velocity over the nodes beside it: as long
/// as the window by which docs/method/tellings.md judges what can be flown.
void turns_at(const Flights& flights, std::size_t node, Duration step, Course::At& at) {
  constexpr double g = 9.80665;
  std::vector<double> turns, loads;
  for (const flight::Flight& flight : flights) {
    const std::size_t before = node == 0 ? 0 : node - 1, after = std::min(node + 1, flight.nodes.size() - 1);
    const flight::NodeState &a = flight.nodes[before], &b = flight.nodes[after], &here = flight.nodes[node];
    const double time = static_cast<double>(after - before) * in_seconds(step);
    const double speed = std::hypot(here.east_speed, here.north_speed);
    double sideways = 0.0;
    if (time > 0.0 && speed > 0.0)
      sideways = std::abs(here.east_speed * (b.north_speed - a.north_speed) -
                          here.north_speed * (b.east_speed - a.east_speed)) /
                 (speed * time);
    turns.push_back(speed > 0.0 ? in_degrees(radians(sideways / speed)) : 0.0);
    loads.push_back(std::hypot(1.0, sideways / g));
  }
  at.turn = spread(turns, &degrees);
  at.load = spread(
      loads, +[](double load) { return load; });
}

double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

struct Stretch {
  double from = 0.0, to = 0.0;
};

/// The longest stay inside, crossings by linear interpolation; nullopt when it never is inside.
std::optional<Stretch> longest_stay(const std::vector<double>& margins) {
  std::optional<Stretch> longest;
  double from = margins.front() > 0.0 ? 0.0 : -1.0;
  const auto close = [&](double to) {
    if (from >= 0.0 && (!longest || to - from > longest->to - longest->from)) longest = Stretch{from, to};
    from = -1.0;
  };
  for (std::size_t i = 1; i < margins.size(); ++i) {
    const double a = margins[i - 1], b = margins[i];
    if ((a > 0.0) == (b > 0.0)) continue;
    const double crossing = static_cast<double>(i - 1) + a / (a - b);
    if (b > 0.0)
      from = crossing;
    else
      close(crossing);
  }
  if (margins.back() > 0.0) close(static_cast<double>(margins.size() - 1));
  return longest;
}

/// Margins [flight][node]: asked all at once.
std::vector<std::vector<double>> margins_of(const std::vector<std::vector<geo::Position>>& flights,
                                            const geo::Zone& zone) {
  std::vector<double> latitude, longitude;
  for (const auto& flight : flights)
    for (const geo::Position& place : flight) {
      latitude.push_back(in_degrees(place.latitude));
      longitude.push_back(in_degrees(place.longitude));
    }
  std::vector<double> all(latitude.size());
  zone.margins({latitude, longitude}, all);
  std::vector<std::vector<double>> margins;
  auto next = all.begin();
  for (const auto& flight : flights) {
    const auto end = next + static_cast<std::ptrdiff_t>(flight.size());
    margins.emplace_back(next, end);
    next = end;
  }
  return margins;
}

void add_margins(const std::vector<std::vector<double>>& margins, double sigma, Course& course) {
  for (std::size_t n = 0; n < course.at.size(); ++n) {
    std::vector<double> here;
    double inside = 0.0;
    for (const auto& flight : margins) {
      here.push_back(flight[n]);
      inside += sigma > 0.0 ? normal_cdf(flight[n] / sigma) : (flight[n] > 0.0 ? 1.0 : 0.0);
    }
    course.at[n].margin = spread(here, &metres);
    course.at[n].inside = inside / static_cast<double>(margins.size());
  }
  std::vector<double> entries, exits;
  for (const auto& flight : margins)
    if (const auto stay = longest_stay(flight)) {
      const auto time = [&](double node) { return in_seconds(course.begin + node * course.step); };
      if (stay->from > 0.0) entries.push_back(time(stay->from));
      if (stay->to < static_cast<double>(flight.size() - 1)) exits.push_back(time(stay->to));
    }
  if (!entries.empty()) course.entry = spread(entries, &seconds);
  if (!exits.empty()) course.exit = spread(exits, &seconds);
}

/// What the first flight needs to be moved by, where the ground of the zone is tabulated.
std::optional<Telling::Shift> shift_of(const flight::Flight& flight, const Grounds& grounds,
                                       const CourseWish& wish, bool out) {
  const auto zone = grounds.zone(wish.zone, wish.border);
  if (!zone) return std::nullopt;
  std::vector<geo::PlanePoint> path;
  for (const flight::NodeState& node : flight.nodes) path.push_back({node.east, node.north});
  const flight::Shift shift = flight::smallest_shift(*zone->ground, path);
  return Telling::Shift{metres(shift.metres), degrees(shift.azimuth_deg), out};
}

}  // namespace

std::optional<Course> course(const Given& given, const Grounds& grounds, const CourseWish& wish,
                             const std::stop_token& stop) {
  Course course{
      .narrative = wish.narrative, .aircraft = wish.aircraft, .zone = wish.zone, .border = wish.border};
  const auto none = [&](NoFlight why) {
    course.why_none = why;
    return course;
  };
  const Account* account = given.account(wish.narrative);
  const geo::Zone* zone = given.shape(wish.zone, wish.border);
  if (account == nullptr || zone == nullptr) return none(NoFlight::no_zone);
  const auto told = told_as_wished(given, grounds, *account, wish);
  if (stop.stop_requested()) return std::nullopt;
  if (!told) return none(NoFlight::few_words);
  const flight::Timeline& timeline = told->first.premises.timeline;
  course.reading_words = told->second;
  course.begin = seconds(timeline.begin);
  course.step = seconds(timeline.step);
  Flights flights = flights_of(told->first, given.settings, course, stop);
  if (stop.stop_requested()) return std::nullopt;
  if (flights.empty()) return none(NoFlight::none_found);
  put_the_middle_first(flights);
  for (const flight::Flight& flight : flights) {
    std::vector<geo::Position>& places = course.flights.emplace_back();
    for (const flight::NodeState& node : flight.nodes)
      places.push_back(grounds.plane().to_globe({node.east, node.north}));
  }
  course.at.resize(flights.front().nodes.size());
  for (std::size_t n = 0; n < course.at.size(); ++n) {
    place_at(flights, n, grounds.plane(), course.at[n]);
    std::vector<double> speeds;
    for (const flight::Flight& flight : flights)
      speeds.push_back(std::hypot(flight.nodes[n].east_speed, flight.nodes[n].north_speed));
    course.at[n].speed = spread(speeds, &metres_per_second);
    turns_at(flights, n, course.step, course.at[n]);
  }
  const auto margins = margins_of(course.flights, *zone);
  const bool known = std::all_of(margins.begin(), margins.end(), [](const auto& flight) {
    return std::none_of(flight.begin(), flight.end(), [](double m) { return std::isnan(m); });
  });
  if (known) {
    add_margins(margins, in_metres(given.border_sigma(wish.border)), course);
    const bool enters = std::any_of(margins[0].begin(), margins[0].end(), [](double m) { return m > 0.0; });
    course.shift = shift_of(flights.front(), grounds, wish, enters);
  } else {
    course.at.clear();
  }
  if (course.flights.size() > wish.flights) course.flights.resize(wish.flights);
  return course;
}

Interval<Length> apart(std::span<const geo::Position> one, std::span<const geo::Position> other) {
  const geo::Plane plane{one.front()};
  const auto flat = [&](std::span<const geo::Position> places) {
    std::vector<geo::PlanePoint> points;
    for (const geo::Position& place : places) points.push_back(plane.to_plane(place));
    return points;
  };
  const auto there = flat(other);
  std::vector<double> distances;
  for (const geo::PlanePoint& a : flat(one))
    for (const geo::PlanePoint& b : there)
      distances.push_back(std::hypot(a.east - b.east, a.north - b.north));
  return spread(distances, &metres);
}

}  // namespace recon::assess
