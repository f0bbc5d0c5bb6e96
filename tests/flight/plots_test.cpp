// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/plots.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "../geo/table.hpp"
#include <catch2/catch.hpp>

#include "recon/normalise/errors.hpp"

namespace {

using namespace recon;
using namespace recon::flight;
using recon::test::number;
using Class = incident::ErrorModel::Class;

const Instant start{std::chrono::milliseconds{1'448'349'845'000}};

TEST_CASE("A slant range comes to the ground where the reference has it, to 1e-8 degrees") {
  for (const auto& row : recon::test::table("radar_polar_to_geo.csv")) {
    const RadarSite site{{degrees(number(row, "radar_lat")), degrees(number(row, "radar_lon"))},
                         metres(number(row, "radar_h_m")),
                         {}};
    const auto under = under_target(site, metres(number(row, "slant_m")), degrees(number(row, "az_deg")),
                                    metres(number(row, "target_h_m")));
    REQUIRE(under);
    CHECK(in_degrees(under->position.latitude) == Approx(number(row, "lat")).margin(1.2e-8));
    CHECK(in_degrees(under->position.longitude) == Approx(number(row, "lon")).margin(1.2e-8));
    CHECK(in_degrees(under->elevation) == Approx(number(row, "elevation_deg")).margin(2e-6));
  }
}

TEST_CASE("A target higher over the radar than it is away has no place") {
  const RadarSite site{{degrees(36), degrees(36)}, metres(0), {}};
  CHECK_FALSE(under_target(site, metres(3'000), degrees(10), metres(5'000)));
}

TEST_CASE("Plots of one radar have errors along and across the sight, and share two biases") {
  const std::map<std::string, Class> classes{{"MSSR_modeS_good", Class::radar_a},
                                             {"MSSR_ESASSP_era", Class::radar_b},
                                             {"SSR_1993_measured_median", Class::radar_c},
                                             {"PSR_ATC", Class::radar_d},
                                             {"MIL_long_range_3D", Class::radar_e}};
  for (const auto& row : recon::test::table("radar_cross_range.csv")) {
    const RadarSite site{{degrees(36), degrees(36)}, metres(0), radar_errors(classes.at(row.at("class")))};
    const double azimuth = 37.0, range = 1'000.0 * number(row, "range_km");
    const Plot plot{start, metres(range), degrees(azimuth), metres(0), metres(0)};
    const Observed seen = observed(site, {&plot, 1});
    const Observation& one = seen.observations.at(0);
    const double s = std::sin(in_radians(degrees(azimuth))), c = std::cos(in_radians(degrees(azimuth)));
    const auto along = [&](double east, double north) { return east * s + north * c; };
    const auto across = [&](double east, double north) { return east * c - north * s; };
    const PlaneSpread& e = one.error;
    CAPTURE(row.at("class"), range);
    CHECK(std::sqrt(e.east * c * c + e.north * s * s - 2 * e.both * s * c) ==
          Approx(number(row, "sigma_cross_m")).epsilon(2e-3));
    CHECK(std::sqrt(e.east * s * s + e.north * c * c + 2 * e.both * s * c) ==
          Approx(number(row, "sigma_r_m")).epsilon(1e-6));
    CHECK(along(one.per_bias[0].east, one.per_bias[0].north) == Approx(number(row, "bias_sigma_r_m")));
    CHECK(across(one.per_bias[0].east, one.per_bias[0].north) == Approx(0.0).margin(1e-3));
    CHECK(across(one.per_bias[1].east, one.per_bias[1].north) ==
          Approx(number(row, "bias_cross_m")).epsilon(2e-3));
  }
}

TEST_CASE("A vague height widens a plot along the sight by the slope of the sight line at the target") {
  const RadarSite site{{degrees(36.25), degrees(36.3)}, metres(500), radar_errors(Class::radar_c)};
  Plot plot{start, metres(60'000), degrees(180), metres(5'791.2), metres(0)};
  const double sure = observed(site, {&plot, 1}).observations.at(0).error.north;
  plot.height_sigma = metres(1'000);
  const double vague = observed(site, {&plot, 1}).observations.at(0).error.north;
  // The sight line climbs by 4.79° at the radar and, the ground having bent away by 0.54°, by 5.33° at the
  // target.
  CHECK(std::sqrt(vague - sure) == Approx(1'000 * std::tan(in_radians(degrees(5.327)))).margin(0.2));
  // And that is what moving the height by its sigma does to the place.
  const auto at = [&](double h) {
    return in_metres(geo::distance(site.position,
                                   under_target(site, plot.slant_range, plot.azimuth, metres(h))->position));
  };
  CHECK((at(5'291.2) - at(6'291.2)) == Approx(std::sqrt(vague - sure)).epsilon(2e-3));
}

TEST_CASE("The radar classes are those that claims are read with") {
  const Class radar =
      GENERATE(Class::radar_a, Class::radar_b, Class::radar_c, Class::radar_d, Class::radar_e);
  const RadarErrors its = radar_errors(radar);
  const normalise::Error near = normalise::radar_error(radar, metres(0)),
                         far = normalise::radar_error(radar, kilometres(300));
  CHECK(near.random == its.range);
  CHECK(near.bias == its.range_bias);
  CHECK(in_metres(far.random) == Approx(300'000 * in_radians(its.azimuth)));
  CHECK(in_metres(far.bias) == Approx(300'000 * in_radians(its.azimuth_bias)));
}

TEST_CASE("A polar bias common to all plots cannot be averaged away, and turns the track about the radar") {
  const RadarSite site{{degrees(36), degrees(36)}, metres(0), radar_errors(Class::radar_e)};
  std::vector<Plot> plots;
  for (int k = 0; k < 60; ++k)
    plots.push_back({after(start, seconds(10.0 * k)), metres(100'000), degrees(150 + 0.5 * k), metres(6'000),
                     metres(100)});
  std::swap(plots[3], plots[40]);  // order of arrival does not matter
  const Observed seen = observed(site, plots);
  CHECK(seen.order.at(3) == 40);
  const Smoothed smoothed{seen.observations, seen.biases, 10.0};
  const PlaneMoment middle = smoothed.at_node(30);
  const double azimuth = in_radians(degrees(165)), s = std::sin(azimuth), c = std::cos(azimuth);
  const PlaneSpread& e = middle.spread;
  const double across = std::sqrt(e.east * c * c + e.north * s * s - 2 * e.both * s * c);
  CHECK(across == Approx(349.0).epsilon(0.12));
  CHECK(std::sqrt(smoothed.spread_given_bias(30).east) < 150.0);
}

TEST_CASE("A height that is not known, and a site that is not, are common to all plots") {
  RadarSite site{{degrees(36), degrees(36)}, metres(0), radar_errors(Class::radar_a)};
  Plot plot{start, metres(60'000), degrees(90), metres(6'000), metres(0)};
  CHECK(observed(site, {&plot, 1}).biases == 2);
  plot.height_bias = metres(3'464);
  const Observed vague = observed(site, {&plot, 1});
  CHECK(vague.biases == 3);
  CHECK(vague.observations[0].error.east == Approx(30.0 * 30.0).epsilon(1e-6));
  // tan(5.7° + 0.5°): a target taken too high is put too near, to the west of where it is.
  CHECK(vague.observations[0].per_bias[2].east ==
        Approx(-3'464 * std::tan(in_radians(degrees(5.99)))).epsilon(0.02));
  site.accuracy = metres(1'000);
  const Observed lost = observed(site, {&plot, 1});
  CHECK(lost.biases == 5);
  CHECK(lost.observations[0].per_bias[3].east == Approx(1'000 / normalise::radius_95));
  const Smoothed smoothed{lost.observations, lost.biases, 10.0};
  CHECK(smoothed.at_node(0).spread.north > std::pow(1'000 / normalise::radius_95, 2));
}

TEST_CASE("One azimuth from the tail of the errors pulls the flight less, and stands off") {
  const RadarSite site{{degrees(36), degrees(36)}, metres(0), radar_errors(Class::radar_c)};
  std::vector<Plot> plots;
  for (int k = 0; k < 30; ++k)
    plots.push_back({after(start, seconds(10.0 * k)), metres(100'000),
                     degrees(150 + k + (k == 15 ? 0.8 : 0.0)), metres(6'000), metres(0)});
  const Observed plain = observed(site, plots), tailed = with_azimuth_tails(plain, 10.0);
  const Smoothed before{plain.observations, plain.biases, 10.0},
      after_it{tailed.observations, tailed.biases, 10.0};
  const auto off = [&](const Smoothed& smoothed) {
    const geo::PlanePoint truth =
        plain.plane.to_plane(under_target(site, metres(100'000), degrees(165), metres(6'000))->position);
    const PlaneState now = smoothed.at_node(15).mean;
    return std::hypot(now.east.position - truth.east, now.north.position - truth.north);
  };
  CHECK(off(after_it) < 0.6 * off(before));
  CHECK(tailed.observations.size() == plain.observations.size());
  CHECK(tailed.observations[3].error.east == Approx(plain.observations[3].error.east).epsilon(0.02));
  const std::vector<double> stands = standing_off(plain, before);
  CHECK(std::ranges::max_element(stands) - stands.begin() == 15);
  CHECK(stands[15] > 20.0);
}

TEST_CASE("Plots of a track without heights are widened by every height that is possible") {
  normalise::TrackRead track;
  track.radar = RadarSite{{degrees(36), degrees(36)}, metres(0), radar_errors(Class::radar_c)};
  normalise::ReadFix fix;
  fix.time = start;
  fix.polar = normalise::Polar{metres(60'000), degrees(10)};
  track.fixes.push_back(fix);
  const Plot vague = plots_of(track).front();
  CHECK(vague.height == metres(6'000));
  CHECK(in_metres(vague.height_bias) == Approx(12'000 / std::sqrt(12.0)));
  track.fixes[0].altitude = metres(5'791.2);
  track.fixes[0].above = HeightDatum::standard_pressure;
  const Plot told = plots_of(track).front();
  CHECK(told.height == metres(5'791.2));
  // Weather 85 m and 4 %, the geoid 50 m, the altimeter 20 m.
  CHECK(in_metres(told.height_bias) == Approx(std::hypot(std::hypot(85.0, 231.6), 50.0, 20.0)).epsilon(1e-3));
  track.fixes[0].altitude.reset();
  track.fixes[0].polar->slant_range = metres(4'000);
  CHECK(plots_of(track).front().height == metres(2'000));
}

TEST_CASE("A rounded time is an error along the track") {
  for (const auto& row : recon::test::table("time_quantisation.csv"))
    CHECK(in_metres(sigma_along_track(kilometres_per_hour(number(row, "V_kmh")),
                                      seconds(number(row, "resolution_s")))) ==
          Approx(number(row, "sigma_along_m")).margin(6e-4));
}

TEST_CASE("A tracker's output may be behind in turns, what a radar sees at once is not") {
  const auto seen_as = [](incident::TrackClaim::Kind kind) {
    normalise::TrackRead track;
    track.kind = kind;
    for (int k = 0; k < 12; ++k) {
      // Straight on, then a turn that a tracker could be behind in.
      const double bend = std::max(0, k - 5);
      track.fixes.push_back({Instant{std::chrono::seconds{1'448'349'845 + 10 * k}},
                             {degrees(36.0 + 0.004 * bend * bend), degrees(36.0 + 0.02 * k)},
                             std::nullopt,
                             metres(177),
                             {}});
    }
    return observed(track, {});
  };
  const Observed tracker = seen_as(incident::TrackClaim::Kind::system_track),
                 radar = seen_as(incident::TrackClaim::Kind::plots);
  CHECK(tracker.scan == 10.0);
  CHECK(radar.scan == 0.0);
  double weights = 0.0, widest = 0.0;
  const auto flights = flights_of(tracker);
  for (const WeighedFlight& one : flights) {
    weights += one.weight;
    for (const WeighedFlight& other : flights)
      widest = std::max(widest, one.smoothed.at_node(9).mean.north.position -
                                    other.smoothed.at_node(9).mean.north.position);
  }
  CHECK(weights == Approx(1.0));
  CHECK(flights.size() > flights_of(radar).size());
  CHECK(widest > 100.0);  // of the readings of the turn
}

TEST_CASE("A track in another order is the same track") {
  normalise::TrackRead track;
  for (int k : {2, 0, 1})
    track.fixes.push_back({after(start, seconds(4.0 * k)),
                           {degrees(36), degrees(36 + 0.01 * k)},
                           {},
                           metres(k == 1 ? 0.0 : 50.0),
                           {}});
  const Observed seen = observed(track, {.random = metres(50), .bias = metres(200)});
  CHECK(seen.order == std::vector<std::size_t>{1, 2, 0});
  CHECK(seen.start == start);
  CHECK(seen.observations[2].time == 8.0);
  CHECK(seen.observations[1].error.east == 1.0);  // nothing is known better than to a metre
  CHECK(seen.biases == 2);
  CHECK(observed(track, {.random = metres(50)}).biases == 0);
}

TEST_CASE("An ellipse of errors keeps its axes, unless the errors last") {
  normalise::TrackRead track;
  for (int k : {0, 1}) {
    normalise::ReadFix fix;
    fix.time = after(start, seconds(10.0 * k));
    fix.position = {degrees(36), degrees(36 + 0.01 * k)};
    fix.sigma = metres(300);
    fix.ellipse = normalise::Ellipse{metres(100), degrees(30)};
    track.fixes.push_back(fix);
  }
  const PlaneSpread seen = observed(track, {}).observations[0].error;
  // 300 m towards 30 degrees, 100 m across: along any direction u the variance is u' S u.
  const auto along = [&](double degrees_from_north) {
    const double sine = std::sin(in_radians(degrees(degrees_from_north))),
                 cosine = std::cos(in_radians(degrees(degrees_from_north)));
    return std::sqrt(seen.east * sine * sine + seen.north * cosine * cosine +
                     2.0 * seen.both * sine * cosine);
  };
  CHECK(along(30) == Approx(300));
  CHECK(along(120) == Approx(100));
  CHECK(along(75) == Approx(std::sqrt((300.0 * 300.0 + 100.0 * 100.0) / 2.0)));
  track.kind = incident::TrackClaim::Kind::recorder;
  const Observation lasting = observed(track, {}).observations[0];
  CHECK(lasting.error.both == 0.0);
  CHECK(std::hypot(lasting.lasting, std::sqrt(lasting.error.east)) == Approx(300));
}

}  // namespace
