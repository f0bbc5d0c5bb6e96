// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/tracks.hpp"

#include <cmath>
#include <numbers>

#include "../geo/table.hpp"
#include "scene.hpp"
#include <catch2/catch.hpp>

#include "recon/assess/flown_track.hpp"
#include "recon/flight/random.hpp"

namespace {

using namespace recon;
using namespace recon::assess;
using normalise::TrackRead;
using test::north_of_line;

const Instant start{std::chrono::milliseconds{1'448'349'845'000}};
const geo::Plane by_the_line{geo::Position{degrees(36), degrees(36.2)}};

/// A place so many metres east and north of 36°N 36.2°E.
geo::Position at(double east, double north) { return by_the_line.to_globe({east, north}); }

void add_fix(TrackRead& track, double time, const geo::Position& position, double sigma) {
  track.fixes.push_back({after(start, seconds(time)), position, std::nullopt, metres(sigma), {}});
}

normalise::ReadClaim claim_of(const std::string& name, double bias) {
  normalise::ReadClaim claim;
  claim.claim = name;
  claim.aircraft = "jet";
  claim.error.bias = metres(bias);
  return claim;
}

const geo::Zone& north_of_36() {
  static const geo::Zone zone = geo::inside(test::rectangle(36, 34, 37.5, 38));
  return zone;
}
std::vector<double> sure_border(std::size_t draws) { return std::vector<double>(draws, 0.0); }

Interval<double> ninety_percent(std::vector<double> values) {
  std::ranges::sort(values);
  const auto rank = [&](double share) {
    return values[static_cast<std::size_t>(std::llround(share * static_cast<double>(values.size() - 1)))];
  };
  return {rank(0.05), rank(0.5), rank(0.95)};
}

TEST_CASE("A flight straight across a border is inside from where it crosses, as its errors allow") {
  TrackRead track;
  for (int k = 0; k <= 20; ++k) add_fix(track, 10.0 * k, at(0, 200.0 * (10.0 * k - 90.0)), 100);
  const Settings settings{.draws = 10'000};
  const auto none = sure_border(settings.draws);
  const Passage passage = pass(claim_of("radar/track", 150), track, {north_of_36(), nullptr, none}, settings);
  REQUIRE(passage.seconds.size() == track_draws(settings));
  // In at 90 s, to the end at 200 s; the bias alone moves the crossing by 0.75 s, one sigma.
  const auto time = ninety_percent(passage.seconds), length = ninety_percent(passage.metres_inside);
  CHECK(time.stated == Approx(110.0).margin(0.15));
  CHECK(time.highest - time.lowest == Approx(2 * 1.645 * std::hypot(0.75, 0.25)).epsilon(0.12));
  CHECK(length.stated == Approx(22'000.0).margin(60.0));
  CHECK(*passage.deepest.nominal == Approx(22'000.0).margin(15.0));
  const auto depth = ninety_percent(passage.deepest.margins);
  CHECK(depth.stated == Approx(22'000.0).margin(25.0));
  CHECK(depth.highest - depth.lowest == Approx(2 * 1.645 * std::hypot(150.0, 70.0)).epsilon(0.12));
}

TEST_CASE("A ceiling is held against the height that is flown, and time above it does not count") {
  TrackRead track;
  for (int k = 0; k <= 20; ++k) {
    add_fix(track, 10.0 * k, at(0, 200.0 * (10.0 * k - 90.0)), 100);
    // Down through the ceiling at 150 s, a minute after coming in.
    track.fixes.back().altitude = metres(4'500 - 10.0 * (10.0 * k - 50.0));
    track.fixes.back().above = HeightDatum::mean_sea_level;
    track.fixes.back().altitude_cell = metres(2);
  }
  const Settings settings{.draws = 10'000};
  const auto none = sure_border(settings.draws);
  const Against against{north_of_36(), nullptr, none};
  const auto claim = claim_of("radar/track", 0);
  HeightLimits limits;
  limits.ceiling = {3'500.0};
  const auto seconds_inside = ninety_percent(pass(claim, track, against, settings, limits).seconds);
  CHECK(seconds_inside.stated == Approx(50.0).margin(0.3));
  // 20 m of the altimeter are 2 s at 10 m/s down.
  CHECK(seconds_inside.highest - seconds_inside.lowest == Approx(2 * 1.645 * 2.0).epsilon(0.12));
  CHECK(ninety_percent(pass(claim, track, against, settings).seconds).stated == Approx(110.0).margin(0.2));

  limits.ceiling = {2'000.0};
  const Passage above = pass(claim, track, against, settings, limits);
  CHECK(*above.deepest.nominal == Approx(-1'000.0).margin(2.0));  // 3 000 m at the lowest
  CHECK(ninety_percent(above.seconds).highest == 0.0);
  const auto margins = margins_of(claim, track, against, settings, limits);
  CHECK(margins.inside.back() < 1e-6);
  CHECK(heights_decide(track, limits));
  limits.ceiling.above = HeightDatum::ground;
  CHECK_FALSE(heights_decide(track, limits));
}

TEST_CASE(
    "Fixes nearer to a smooth flight than their errors would leave them are a tracker's or a pencil's") {
  const auto flown = [](double sigma) {
    TrackRead track;
    const flight::Draws draws{5, "made"};
    for (int k = 0; k < 60; ++k) {
      const auto z = draws.normal_pair(static_cast<std::uint64_t>(k));
      add_fix(track, 10.0 * k, at(100.0 * z[0], 2'000.0 * k + 100.0 * z[1]), sigma);
    }
    return track;
  };
  const Settings settings{.draws = 1'000};
  CHECK_FALSE(FlownTrack{claim_of("radar/track", 0), flown(100), settings}.character().too_smooth);
  CHECK(FlownTrack{claim_of("radar/track", 0), flown(300), settings}.character().too_smooth);
}

TEST_CASE("What lies far away changes no answer near the border") {
  TrackRead near, far;
  // The same last minute; before it, one has flown in from 200 km outside.
  for (int k = -100; k <= 6; ++k) {
    const auto position = at(0, 200.0 * (10.0 * k - 40.0));
    if (k >= -3) add_fix(near, 10.0 * k, position, 100);
    add_fix(far, 10.0 * k, position, 100);
  }
  const Settings settings{.draws = 20'000};
  const auto none = sure_border(settings.draws);
  const Against against{north_of_36(), nullptr, none};
  const auto claim = claim_of("radar/track", 0);
  const auto one = ninety_percent(pass(claim, near, against, settings).seconds),
             other = ninety_percent(pass(claim, far, against, settings).seconds);
  CHECK(one.stated == Approx(20.0).margin(0.1));
  CHECK(other.stated == Approx(20.0).margin(0.1));
}

TEST_CASE("A way that weaves along a border and round its corner is counted as a dense walk counts it") {
  const geo::Zone quarter = geo::inside(test::rectangle(36, 36.2, 37.5, 38));
  const double amplitude = GENERATE(15.0, 60.0, 400.0), sigma = 1.0;
  const auto path = [&](double time) {
    return at(200.0 * (time - 150.0), amplitude * std::sin(2.0 * std::numbers::pi * time / 75.0));
  };
  TrackRead track;
  for (int k = 0; k <= 300; ++k) add_fix(track, k, path(k), sigma);
  constexpr double step = 0.02;
  double inside = 0.0, deepest = -1e9;
  for (double time = 0.5 * step; time < 300.0; time += step) {
    const double margin = in_metres(quarter.margin(path(time)).value);
    inside += margin > 0.0 ? step : 0.0;
    deepest = std::max(deepest, margin);
  }
  const Settings settings{.draws = 2'000};
  const auto none = sure_border(settings.draws);
  const Passage passage = pass(claim_of("radar/track", 0), track, {quarter, nullptr, none}, settings);
  CAPTURE(amplitude, inside, deepest);
  // A metre of error is 0.2 s at the flattest of its crossings, of which there are some four.
  CHECK(ninety_percent(passage.seconds).stated == Approx(inside).margin(1.0));
  CHECK(ninety_percent(passage.deepest.margins).stated == Approx(deepest).margin(6.0));
}

TEST_CASE("The bias a flight is given is the one of its sensor's single positions") {
  TrackRead track;
  for (int k = 0; k < 10; ++k) add_fix(track, 4.0 * k, at(800.0 * k, 3'000.0), 1);
  const Settings settings{.draws = 500};
  const auto none = sure_border(settings.draws);
  auto claim = claim_of("radar/track", 400);
  claim.sensor = "radar";
  const Passage passage = pass(claim, track, {north_of_36(), nullptr, none}, settings);
  const flight::Draws shared{settings.seed, "bias/radar"};
  for (std::size_t i = 0; i < passage.deepest.margins.size(); ++i)
    CHECK(passage.deepest.margins[i] == Approx(3'000.0 + 400.0 * shared.normal_pair(i)[1]).margin(20.0));
}

TEST_CASE(
    "At a fix the chance to be inside is in closed form by a straight border, over places in a corner") {
  const double sigma = GENERATE(30.0, 100.0);
  const Settings settings{.draws = 20'000};
  const auto none = sure_border(settings.draws);
  const auto inside_at = [&](const geo::Zone& zone, double east, double north) {
    TrackRead track;
    // At rest, and by one fix: the smoothed place is the fix's own.
    add_fix(track, 0, at(east, north), sigma);
    return margins_of(claim_of("radar/track", 0), track, {zone, nullptr, none}, settings);
  };
  const auto straight = inside_at(north_of_36(), 0, 0.5 * sigma);
  CHECK(straight.inside.at(0) == Approx(0.6914625).margin(1e-3));
  CHECK(in_metres(straight.margin.at(0).highest) == Approx(0.5 * sigma + 1.6449 * sigma).margin(0.5));
  const geo::Zone quarter = geo::inside(test::rectangle(36, 36.2, 37.5, 38));
  const auto corner = inside_at(quarter, 0, 0);
  CHECK(corner.inside.at(0) == Approx(0.25).margin(0.01));
  // Of two independent distances to the edges, either the lesser, or minus the way round the corner.
  CHECK(in_metres(corner.margin.at(0).highest) == Approx(0.7615 * sigma).margin(0.06 * sigma));
  CHECK(inside_at(north_of_36(), 0, -40'000).inside.at(0) == 0.0);
}

TEST_CASE("Between fixes a flight is known worse than at them, and the bias stays") {
  TrackRead track;
  for (int k = 0; k < 12; ++k) add_fix(track, 20.0 * k, at(4'000.0 * k, 0), 50);
  const auto where = [&](double time, double bias) {
    const Instant when = after(start, seconds(time));
    return whereabouts_at(claim_of("radar/track", bias), track, {when, when, when}, seconds(0),
                          {.draws = 4'000});
  };
  const auto fix = where(100, 0), gap = where(110, 0), biased = where(100, 300);
  REQUIRE((fix && gap && biased));
  CHECK(in_metres(geo::distance(gap->nominal, at(22'000, 0))) < 15.0);
  CHECK(gap->var_north > 0.5 * fix->var_north);
  CHECK(biased->var_north - fix->var_north == Approx(90'000).epsilon(0.06));
  CHECK_FALSE(where(-1, 0));
  CHECK_FALSE(where(221, 0));
}

// ---- reference numbers -----------------------------------------------------------------------------------

/// Everything north of a tip at 36°N 36.2°E, between two straight edges.
geo::Zone salient(double half_angle_deg) {
  geo::Outline outline;
  constexpr double north = 15'000.0;
  const double across = north * std::tan(half_angle_deg * std::numbers::pi / 180.0);
  outline.parts.push_back({{at(0, 0), at(across, north), at(-across, north)}, {}});
  return geo::inside(std::make_shared<const geo::PreparedOutline>(std::move(outline)));
}

TEST_CASE("A straight pass over a salient with one bias in common is inside as the reference says") {
  const Settings settings{.draws = 40'000};
  const auto none = sure_border(settings.draws);
  const auto rows = test::table("wedge_rigid_bias.csv");
  for (std::size_t i = 0; i < rows.size(); i += 7) {
    const auto& row = rows[i];
    const auto of = [&](const char* name) { return test::number(row, name); };
    TrackRead track;
    for (int k = -40; k <= 40; ++k)
      add_fix(track, k + 40, at(of("V_ms") * k, of("nominal_height_above_tip_m")), 1);
    const Passage passage = pass(claim_of("radar/track", of("sigma_m")), track,
                                 {salient(of("half_angle_deg")), nullptr, none}, settings);
    const auto n = static_cast<double>(passage.seconds.size());
    double ever = 0.0, time = 0.0, length = 0.0;
    for (std::size_t k = 0; k < passage.seconds.size(); ++k) {
      ever += passage.deepest.margins[k] > 0.0 ? 1.0 / n : 0.0;
      time += passage.seconds[k] / n, length += passage.metres_inside[k] / n;
    }
    INFO("row " << i);
    const double p = of("P_ever_inside"), sd = of("sd_time_inside_s");
    CHECK(std::abs(ever - p) < 4.0 * std::sqrt(p * (1.0 - p) / n) + 0.004);
    CHECK(std::abs(time - of("mean_time_inside_s")) < 4.0 * sd / std::sqrt(n) + 0.01);
    CHECK(std::abs(length - of("mean_length_inside_m")) < of("V_ms") * (4.0 * sd / std::sqrt(n) + 0.01));
    CHECK(ninety_percent(passage.seconds).highest == Approx(of("q95_time_s")).margin(0.15 * sd + 0.02));
  }
}

TEST_CASE("One error in common cancels over a strip and doubles over a salient, as the reference says") {
  const Settings settings{.draws = 40'000};
  const auto none = sure_border(settings.draws);
  for (const auto& row : test::table("duration_sigma.csv")) {
    const double sigma = test::number(row, "sigma_normal_m"), speed = test::number(row, "v_normal_in"),
                 common = test::number(row, "corr_of_signed_errors");
    if (common == 0.0 || speed != test::number(row, "v_normal_out")) continue;  // not one error in common
    TrackRead track;
    geo::Zone zone = geo::inside(test::rectangle(36, 34, 36.1, 38));
    if (common < 0.0) {
      // Over a salient of 45° to either side the speed across each edge is 1/√2 of that along the way.
      for (int k = -40; k <= 40; ++k) add_fix(track, k + 40, at(std::numbers::sqrt2 * speed * k, 3'000), 1);
      zone = salient(45.0);
    } else {
      for (int k = -30; k <= 90; ++k) add_fix(track, k + 30, at(0, speed * k), 1);
    }
    // Its edges at 45° meet a bias of sigma per axis with sigma across each.
    const Passage passage = pass(claim_of("radar/track", sigma), track, {zone, nullptr, none}, settings);
    double mean = 0.0, squares = 0.0;
    const auto n = static_cast<double>(passage.seconds.size());
    for (const double s : passage.seconds) mean += s / n;
    for (const double s : passage.seconds) squares += (s - mean) * (s - mean) / n;
    CAPTURE(sigma, speed, common);
    // North moves both edges against each other by 1/√2 of it each; east moves both the same way.
    const double expected =
        test::number(row, "sigma_duration_s") * (common < 0.0 ? std::numbers::sqrt2 / 2.0 : 1.0);
    CHECK(std::sqrt(squares) == Approx(expected).epsilon(0.05).margin(0.02));
  }
}

// ---- paths whose times are not told --------------------------------------------------------------------

void add_untimed(TrackRead& track, const geo::Position& position, double sigma) {
  add_fix(track, 0, position, sigma);
  track.fixes.back().time.reset();
}

Passage passed(const TrackRead& track, const geo::Zone& zone = north_of_36()) {
  static const Settings settings{.draws = 20'000};
  static const auto none = sure_border(settings.draws);
  return pass(claim_of("map/line", 0), track, {zone, nullptr, none}, settings);
}
double share_inside(const Passage& passage) {
  const auto& margins = passage.deepest.margins;
  return static_cast<double>(std::ranges::count_if(margins, [](double m) { return m > 0.0; })) /
         static_cast<double>(margins.size());
}

TEST_CASE("A line drawn without times is inside for its length inside over a speed of the pace") {
  TrackRead line;
  for (const double north : {-40'000.0, -20'000.0, 0.0, 20'000.0}) add_untimed(line, at(0, north), 60);
  const Passage passage = passed(line);
  const auto length = ninety_percent(passage.metres_inside), time = ninety_percent(passage.seconds);
  CHECK(length.stated == Approx(20'000).margin(60));
  CHECK(ninety_percent(passage.deepest.margins).stated == Approx(20'000).margin(60));
  // N(220, 60) is 121 to 319 m/s; 15 % of change on the way takes its ends to some 115 and 335.
  CHECK(time.stated == Approx(20'000.0 / 220).epsilon(0.04));
  CHECK(time.lowest == Approx(20'000.0 / 335).epsilon(0.08));
  CHECK(time.highest == Approx(20'000.0 / 115).epsilon(0.10));
  SECTION("a speed that is told narrows it") {
    line.pace = {metres_per_second(220), metres_per_second(5), metres_per_second(200),
                 metres_per_second(240)};
    const auto told = ninety_percent(passed(line).seconds);
    CHECK(told.stated == Approx(20'000.0 / 220).epsilon(0.03));
    CHECK(told.highest - told.lowest < 0.6 * (time.highest - time.lowest));
  }
}

TEST_CASE(
    "A drawn line is straight where it is drawn straight; fixes without times leave room between them") {
  TrackRead line;
  add_untimed(line, at(-30'000, -600), 60);
  add_untimed(line, at(30'000, -600), 60);
  CHECK(share_inside(passed(line)) < 0.01);
  line.kind = incident::TrackClaim::Kind::adsb;
  line.fixes.front().time = start, line.fixes.back().time = after(start, seconds(270));
  line.fixes.insert(line.fixes.begin() + 1, line.fixes.front());
  line.fixes[1].position = at(-10'000, -600), line.fixes[1].time.reset();
  CHECK(share_inside(passed(line)) > 0.2);
}

TEST_CASE("Where a path was at an instant is known by the times that are told, and not without any") {
  TrackRead line;
  for (int k = 0; k <= 8; ++k) add_untimed(line, at(8'000.0 * k, 0), 60);
  const auto where = [&](double time) {
    const Instant when = after(start, seconds(time));
    return whereabouts_at(claim_of("map/line", 0), line, {when, when, when}, seconds(0), {.draws = 4'000});
  };
  CHECK_FALSE(where(0));
  line.fixes[2].time = start, line.fixes[2].time_sigma = seconds(1);
  const auto there = where(0), later = where(100), earlier = where(-60);
  REQUIRE((there && later && earlier));
  CHECK(in_metres(geo::distance(there->nominal, at(16'000, 0))) < 60.0);
  CHECK(std::sqrt(there->var_east) == Approx(std::hypot(60.0, 220.0)).epsilon(0.25));
  // By 60 of 220 m/s, and a little for changes on the way.
  CHECK(std::sqrt(later->var_east) == Approx(6'000).epsilon(0.25));
  CHECK(std::sqrt(earlier->var_east) == Approx(3'600).epsilon(0.25));
  line.fixes[6].time = after(start, seconds(150)), line.fixes[6].time_sigma = seconds(1);
  const auto between_times = where(75);
  REQUIRE(between_times);
  CHECK(in_metres(geo::distance(between_times->nominal, at(32'000, 0))) < 400.0);
  CHECK(std::sqrt(between_times->var_east) < 0.3 * std::sqrt(later->var_east));
}

TEST_CASE("A path without times holds its truth: time inside, depth and place at an instant",
          "[calibration]") {
  constexpr int incidents = 300;
  const Settings settings{.draws = 990};
  const auto none = sure_border(settings.draws);
  const flight::Draws made{31, "made path"};
  int time_held = 0, depth_held = 0, place_held = 0;
  for (int i = 0; i < incidents; ++i) {
    // A bent way past the border at a speed of the pace, drawn with a pen, one of its places timed.
    const auto n = [&](int k) {
      return made.normal_pair(static_cast<std::uint64_t>(i) << 16U | static_cast<std::uint64_t>(k));
    };
    const double speed = std::clamp(220.0 + 60.0 * n(0)[0], 70.0, 460.0), height = 400.0 * n(0)[1] + 800.0;
    const auto truly = [&](double along) {
      return geo::PlanePoint{along - 30'000.0, height - along * along / 1.2e6 + 12.0 * along / 1'000.0};
    };
    TrackRead line;
    for (int k = 0; k <= 10; ++k) {
      const geo::PlanePoint p = truly(6'000.0 * k);
      add_untimed(line, at(p.east + 80.0 * n(k + 1)[0], p.north + 80.0 * n(k + 1)[1]), 80);
    }
    line.fixes[5].time = start, line.fixes[5].time_sigma = seconds(0.3);
    // Along the way its length is that of `along` to a tenth of a per cent.
    double inside = 0.0, deepest = -1e9;
    for (double along = 5.0; along < 60'000.0; along += 10.0) {
      const double margin = truly(along).north;
      inside += margin > 0.0 ? 10.0 / speed : 0.0;
      deepest = std::max(deepest, margin);
    }
    const auto claim = claim_of("path/" + std::to_string(i), 0);
    const FlownTrack flown{claim, line, settings};
    Passage passage = flown.pass({north_of_36(), nullptr, none}, {});
    const auto holds = [](std::vector<double>& draws, double truth) {
      std::ranges::sort(draws);
      return draws.at(4) <= truth && truth <= draws.at(94);
    };
    if (holds(passage.seconds, inside)) ++time_held;
    if (holds(passage.deepest.margins, deepest)) ++depth_held;
    const Instant when = after(start, seconds(60));
    const auto where = flown.whereabouts_at({when, when, when}, seconds(0));
    if (!where) continue;
    std::vector<double> east;
    for (const geo::Position& place : where->draws) east.push_back(by_the_line.to_plane(place).east);
    east.resize(99);
    if (holds(east, truly(30'000.0 + 60.0 * speed).east)) ++place_held;
  }
  CAPTURE(time_held, depth_held, place_held);
  // 99.9 % region of a binomial of 300 and 0.9.
  for (const int held : {time_held, depth_held, place_held}) {
    CHECK(held >= 253);
    CHECK(held <= 287);
  }
}

TEST_CASE("A leap that no aircraft flies is told, with the times of its two fixes") {
  test::Scene scene;
  scene.narrative("a");
  TrackRead track;
  for (int k = 0; k < 8; ++k) add_fix(track, 10.0 * k, at(2'000.0 * k + (k == 5 ? 30'000.0 : 0.0), 0), 50);
  scene.say("a", "radar/track", track);
  const Given given{scene.incident, scene.normalised, scene.borders, scene.settings};
  const auto rows = leaps(given);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].verdict == Consistency::Verdict::impossible);
  CHECK(rows[0].sentence.find("From " + iso_8601(after(start, seconds(40)))) == 0);
  CHECK(rows[0].sentence.find("leaps so 2 times") != std::string::npos);
  // 32 km in 10 s, less 3 x 71 m, in at most 11 s because the times are whole seconds.
  CHECK(rows[0].implied->lowest == Approx((32'000 - 3 * 70.7) / 11).epsilon(1e-3));
  SECTION("a fast flight alone is no leap") {
    scene.normalised.claims.clear();
    track.fixes.erase(track.fixes.begin() + 5);
    scene.say("a", "radar/track", track);
    CHECK(leaps(Given{scene.incident, scene.normalised, scene.borders, scene.settings}).empty());
  }
}

// ---- calibration: made incidents whose truth is known -----------------------------------------------

/// A flight east at 220 m/s that turns towards the border, and away from it, by 0.5 to 2 g.
struct Truth {
  std::vector<geo::PlanePoint> path;  // every half second
  double northmost = -1e9;
};
constexpr double half_second = 0.5;

Truth made_flight(std::uint64_t incident, double seconds_long) {
  const flight::Draws choice{99, "truth"};
  const auto u = choice.uniform_pair(2 * incident), v = choice.uniform_pair(2 * incident + 1);
  Truth truth;
  const double speed = 220.0, turn = (0.5 + 1.5 * u[0]) * 9.81 / speed, begin = 30.0 + 20.0 * u[1];
  const double lasts = std::min(0.6 / turn, 15.0);  // a turn of up to 34°
  geo::PlanePoint p{-speed * 60.0, -1'800.0 + 1'500.0 * v[0]};
  double course = 0.0;  // from east towards north
  for (double t = 0.0; t <= seconds_long; t += half_second) {
    truth.path.push_back(p);
    truth.northmost = std::max(truth.northmost, p.north);
    const double since = t - begin;
    if (since > 0 && since < lasts) course += turn * half_second;
    if (since > lasts + 5.0 && since < 3 * lasts + 5.0) course -= turn * half_second;
    p.east += speed * half_second * std::cos(course);
    p.north += speed * half_second * std::sin(course);
  }
  return truth;
}

/// The truth as a radar with a bias has it.
TrackRead seen(const Truth& truth, std::uint64_t incident, double sigma, double bias, int every) {
  const flight::Draws noise{99, "noise"}, common{99, "common"};
  const auto shift = common.normal_pair(incident);
  TrackRead track;
  for (std::size_t k = 0; k < truth.path.size(); k += static_cast<std::size_t>(every)) {
    const auto z = noise.normal_pair(incident << 20U | k);
    add_fix(track, half_second * static_cast<double>(k),
            at(truth.path[k].east + sigma * z[0] + bias * shift[0],
               truth.path[k].north + sigma * z[1] + bias * shift[1]),
            sigma);
  }
  return track;
}

/// How often the 90 % interval of the largest depth holds the true one.
double coverage_of_depth(int incidents, double assumed_bias) {
  constexpr double sigma = 150.0, bias = 200.0;
  // Of 99 draws the fifth and the last but four enclose exactly 90 % of the ranks that a hundredth may take.
  const Settings settings{.draws = 990};
  const auto none = sure_border(settings.draws);
  int covered = 0;
  for (int i = 0; i < incidents; ++i) {
    const auto incident = static_cast<std::uint64_t>(i);
    const Truth truth = made_flight(incident, 120.0);
    const TrackRead track = seen(truth, incident, sigma, bias, 20);
    auto depths = pass(claim_of("made/" + std::to_string(i), assumed_bias), track,
                       {north_of_36(), nullptr, none}, settings)
                      .deepest.margins;
    std::ranges::sort(depths);
    if (depths.at(4) <= truth.northmost && truth.northmost <= depths.at(94)) ++covered;
  }
  return static_cast<double>(covered) / incidents;
}

TEST_CASE(
    "The largest depth lies in its 90 % interval nine times in ten, and does not if the bias is ignored",
    "[calibration]") {
  constexpr int incidents = 300;
  const double right = coverage_of_depth(incidents, 200.0);
  CAPTURE(right);
  // 99.9 % region of a binomial of 300 and 0.9.
  CHECK(right >= 0.843);
  CHECK(right <= 0.957);
  CHECK(coverage_of_depth(60, 0.0) < 0.7);
}

/// The share of a long track's plots whose 90 % interval holds the truth, and how wide these are on average.
struct Held {
  double share = 0.0, width = 0.0;
};
Held held(const Truth& truth, const TrackRead& track, double assumed_bias) {
  const Settings settings{.draws = 2'000};
  const auto none = sure_border(settings.draws);
  const auto margins =
      margins_of(claim_of("made/long", assumed_bias), track, {north_of_36(), nullptr, none}, settings);
  Held all;
  const auto count = static_cast<double>(track.fixes.size());
  for (std::size_t k = 0; k < track.fixes.size(); ++k) {
    const geo::PlanePoint p = truth.path[2 * k];
    const Length margin = north_of_36().margin(at(p.east, p.north)).value;
    const auto& interval = margins.margin[k];
    all.share += interval.lowest <= margin && margin <= interval.highest ? 1.0 / count : 0.0;
    all.width += in_metres(interval.highest - interval.lowest) / count;
  }
  return all;
}

TEST_CASE("A track of a thousand plots holds its truth, plot by plot", "[calibration]") {
  const Truth truth = made_flight(7, 1'000.0);
  const TrackRead track = seen(truth, 7, 60.0, 0.0, 2);
  REQUIRE(track.fixes.size() == 1'001);
  const Held all = held(truth, track, 0.0);
  // Neighbours share their errors, so that a thousand plots count as a hundred or two.
  CHECK(all.share >= 0.84);
  CHECK(all.share <= 0.96);
  CHECK(all.width < 0.6 * 2 * 1.645 * 60.0);  // and neighbours help
}

TEST_CASE("Tracks of a thousand plots with one bias each hold their truth, and do not if it is ignored",
          "[calibration]") {
  // Plots of one track are right or wrong together, as its bias has it, so that a track counts once: the mean
  // of its share, against the spread of the shares from track to track.
  constexpr int tracks = 60;
  constexpr double sigma = 60.0, bias = 200.0;
  const auto shares = [&](double assumed_bias) {
    std::vector<double> all;
    for (std::uint64_t i = 0; i < tracks; ++i) {
      const Truth truth = made_flight(i, 1'000.0);
      all.push_back(held(truth, seen(truth, i, sigma, bias, 2), assumed_bias).share);
    }
    return all;
  };
  const auto mean = [](const std::vector<double>& all) {
    double sum = 0.0;
    for (const double x : all) sum += x;
    return sum / static_cast<double>(all.size());
  };
  const std::vector<double> right = shares(bias);
  double spread = 0.0;
  for (const double x : right) spread += (x - mean(right)) * (x - mean(right)) / (tracks - 1);
  const double error = std::sqrt(spread / tracks);
  CAPTURE(mean(right), error);
  CHECK(std::abs(mean(right) - 0.9) < 3.29 * error);
  CHECK(error < 0.05);             // or the test could not fail
  CHECK(mean(shares(0.0)) < 0.5);  // 3.29 errors of the true mean are 0.16 at most
}

}  // namespace

TEST_CASE("A track is told to be on a side only while every version that decides has it there") {
  test::Scene scene;
  scene.settings.draws = 2'000;
  scene.narrative("a");
  scene.question("ever", incident::Question::Want::ever_inside, "aaa");
  // A second line 2 km farther north, and one for display that nobody asks.
  scene.border("north", 36.018);
  scene.border("picture", 35.0);
  scene.display_only("picture");
  TrackRead track;
  // North across both lines at 200 m/s: over the first at 90 s, over the second at 100 s.
  for (int k = 0; k <= 40; ++k) add_fix(track, 5.0 * k, at(0, 200.0 * (5.0 * k - 90.0)), 50);
  scene.say("a", "radar/track", track).error.bias = metres(100);
  const Assessment result = scene.assess();
  REQUIRE(result.tracks.size() == 1);
  REQUIRE(result.tracks[0].sides.size() == 4);  // by those that decide, and by each of three
  CHECK(result.tracks[0].sides[1].border == "line");
  CHECK(result.tracks[0].sides[1].stretches[1].last == after(start, seconds(90)));
  CHECK(result.tracks[0].sides[3].border == "picture");
  const std::vector<DrawnTrack::Stretch>& told = result.tracks[0].sides[0].stretches;
  REQUIRE(told.size() == 3);
  CHECK(told[0].side == Side::outside);
  CHECK(told[1].side == Side::undetermined);
  CHECK(told[2].side == Side::inside);
  CHECK(told[0].first == start);
  CHECK(told[0].last == after(start, seconds(85)));
  CHECK(told[1].first == after(start, seconds(90)));
  CHECK(told[1].last == after(start, seconds(100)));
  CHECK(told[2].first == after(start, seconds(105)));
  CHECK(told[2].last == after(start, seconds(200)));
  CHECK(told[0].fixes + told[1].fixes + told[2].fixes == 41);
}
