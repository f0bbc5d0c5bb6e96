// SPDX-License-Identifier: Apache-2.0
#include "tests/calibration/made_incident.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <limits>
#include <numbers>
#include <sstream>
#include <string>

#include <GeographicLib/AzimuthalEquidistant.hpp>
#include <GeographicLib/LocalCartesian.hpp>

#include "recon/flight/random.hpp"

namespace recon::calibration {
namespace {

// The truth is made by GeographicLib and plane geometry alone: a mistake in recon's own conversions would
// otherwise be made on both sides, and not be seen. Only its random numbers are recon's.

constexpr double nautical_mile = 1'852.0, foot = 0.3048, gravity = 9.80665;
constexpr double radians_per_degree = std::numbers::pi / 180.0;

/// In the plane about the salient's tip, m.
struct Point {
  double east = 0.0, north = 0.0;
};

/// Degrees on WGS 84.
struct OnEarth {
  double latitude = 0.0, longitude = 0.0;
};

/// Where on Earth the scene lies, which way it looks, and whether it is seen in a mirror.
class Stage {
public:
  Stage(OnEarth tip, double turn, bool mirrored)
      : tip_{tip}, cosine_{std::cos(turn)}, sine_{std::sin(turn)}, hand_{mirrored ? -1.0 : 1.0} {}
  [[nodiscard]] OnEarth on_earth(Point point) const {
    const double x = hand_ * point.east;
    OnEarth at;
    GeographicLib::AzimuthalEquidistant{}.Reverse(
        tip_.latitude, tip_.longitude, cosine_ * x + sine_ * point.north, cosine_ * point.north - sine_ * x,
        at.latitude, at.longitude);
    return at;
  }

private:
  OnEarth tip_;
  double cosine_, sine_, hand_;
};

/// Standard normals of one incident and purpose, one after the other.
class Normals {
public:
  Normals(std::uint64_t number, const char* purpose) : draws_{number, purpose} {}
  double next() { return draws_.normal_pair(next_++)[0]; }
  double uniform() { return draws_.uniform_pair(next_++)[0]; }

private:
  flight::Draws draws_;
  std::uint64_t next_ = 0;
};

/// Matérn 3/2 along a line by its exact Markov sampler on value and slope (Hartikainen & Särkkä 2010).
std::vector<double> field_along(const std::vector<double>& along, double sigma, double correlation,
                                Normals& normals) {
  const double rate = std::sqrt(3.0) / correlation;
  double value = sigma * normals.next(), slope = rate * sigma * normals.next();
  std::vector<double> field{value};
  for (std::size_t i = 1; i < along.size(); ++i) {
    const double d = along[i] - along[i - 1], fade = std::exp(-rate * d);
    const double f11 = fade * (1 + rate * d), f12 = fade * d, f21 = -fade * rate * rate * d,
                 f22 = fade * (1 - rate * d);
    const double p11 = sigma * sigma, p22 = rate * rate * sigma * sigma;
    const double q11 = p11 - (f11 * f11 * p11 + f12 * f12 * p22), q12 = -(f11 * f21 * p11 + f12 * f22 * p22),
                 q22 = p22 - (f21 * f21 * p11 + f22 * f22 * p22);
    const double l11 = std::sqrt(std::max(q11, 0.0)), l21 = l11 > 0 ? q12 / l11 : 0.0,
                 l22 = std::sqrt(std::max(q22 - l21 * l21, 0.0));
    const double a = normals.next(), b = normals.next();
    const double next_value = f11 * value + f12 * slope + l11 * a;
    slope = f21 * value + f22 * slope + l21 * a + l22 * b;
    value = next_value;
    field.push_back(value);
  }
  return field;
}

/// The published line: a salient that points south, its flanks cut into pieces of 200 m.
std::vector<Point> salient(double half_width, double height) {
  const std::array<Point, 5> corners{
      {{-30'000.0, 9'000.0}, {-half_width, height}, {0.0, 0.0}, {half_width, height}, {30'000.0, 9'000.0}}};
  std::vector<Point> line{corners[0]};
  for (std::size_t i = 1; i < corners.size(); ++i) {
    const Point from = corners[i - 1], to = corners[i];
    const double length = std::hypot(to.east - from.east, to.north - from.north);
    const int pieces = std::max(1, static_cast<int>(length / 200.0));
    for (int k = 1; k <= pieces; ++k) {
      const double t = static_cast<double>(k) / pieces;
      line.push_back({from.east + t * (to.east - from.east), from.north + t * (to.north - from.north)});
    }
  }
  return line;
}

/// The line as it truly is: the published one shifted as a whole and bent along its normal.
std::vector<Point> true_line(const std::vector<Point>& published, const Recipe& recipe, Normals& normals) {
  std::vector<double> along{0.0};
  for (std::size_t i = 1; i < published.size(); ++i)
    along.push_back(along.back() + std::hypot(published[i].east - published[i - 1].east,
                                              published[i].north - published[i - 1].north));
  const double east = recipe.shift * normals.next(), north = recipe.shift * normals.next();
  const std::vector<double> bend = field_along(along, recipe.line, recipe.correlation, normals);
  std::vector<Point> line;
  for (std::size_t i = 0; i < published.size(); ++i) {
    const Point& before = published[i == 0 ? 0 : i - 1];
    const Point& after = published[std::min(i + 1, published.size() - 1)];
    const double length = std::hypot(after.east - before.east, after.north - before.north);
    const double normal_east = -(after.north - before.north) / length,
                 normal_north = (after.east - before.east) / length;
    line.push_back({published[i].east + east + bend[i] * normal_east,
                    published[i].north + north + bend[i] * normal_north});
  }
  return line;
}

std::vector<Point> closed_in_the_north(std::vector<Point> line) {
  line.push_back({30'000.0, 60'000.0});
  line.push_back({-30'000.0, 60'000.0});
  return line;
}

/// Distance to the ring's edge, positive inside.
double margin_in(const std::vector<Point>& ring, Point at) {
  double nearest_2 = std::numeric_limits<double>::infinity();
  bool inside = false;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point &a = ring[i], &b = ring[(i + 1) % ring.size()];
    const double east = b.east - a.east, north = b.north - a.north;
    const double along = ((at.east - a.east) * east + (at.north - a.north) * north) /
                         std::max(east * east + north * north, 1e-12);
    const double t = std::clamp(along, 0.0, 1.0);
    const double off_east = a.east + t * east - at.east, off_north = a.north + t * north - at.north;
    nearest_2 = std::min(nearest_2, off_east * off_east + off_north * off_north);
    if ((a.north > at.north) != (b.north > at.north) &&
        at.east < a.east + (at.north - a.north) / north * east)
      inside = !inside;
  }
  return (inside ? 1.0 : -1.0) * std::sqrt(nearest_2);
}

// The truth is looked at every 10 m or so: at a step of a second it would miss the middle of a narrow finger,
// and be told shallower than it was.
constexpr int steps_in_second = 20;
constexpr double step = 1.0 / steps_in_second;

/// How the aircraft comes to the tip.
struct Approach {
  double speed, course;  // m/s, radians
  Point from;
};

Approach approach(double seconds, Normals& normals) {
  const double speed = 180.0 + 80.0 * normals.uniform();
  const double course = (250.0 + 40.0 * normals.uniform()) * radians_per_degree;
  const double ahead = -0.5 * seconds * speed, height = -1'500.0 + 4'500.0 * normals.uniform();
  return {speed, course, {ahead * std::sin(course), height + ahead * std::cos(course)}};
}

/// White-noise acceleration, by its exact step.
std::vector<Point> fly_by_noise(const Approach& begin, double q, int steps, Normals& normals) {
  auto [east, north] = begin.from;
  double east_speed = begin.speed * std::sin(begin.course),
         north_speed = begin.speed * std::cos(begin.course);
  const double to_speed = std::sqrt(q * step), rest = std::sqrt(q * step * step * step / 12.0);
  std::vector<Point> way;
  for (int t = 0; t <= steps; ++t) {
    way.push_back({east, north});
    const double a = normals.next(), b = normals.next(), c = normals.next(), d = normals.next();
    east += step * east_speed + 0.5 * step * to_speed * a + rest * b;
    north += step * north_speed + 0.5 * step * to_speed * c + rest * d;
    east_speed += to_speed * a;
    north_speed += to_speed * c;
  }
  return way;
}

/// As aircraft do, and no model of recon's: straight for 15 to 35 s, then a turn of 0.5 to 2 g for 5 to 15 s.
std::vector<Point> fly_by_turns(const Approach& begin, int steps, Normals& normals) {
  auto [east, north] = begin.from;
  double course = begin.course, turn = 0.0, rest = 15.0 + 20.0 * normals.uniform();
  std::vector<Point> way;
  for (int t = 0; t <= steps; ++t) {
    way.push_back({east, north});
    course += step * turn;
    east += step * begin.speed * std::sin(course);
    north += step * begin.speed * std::cos(course);
    rest -= step;
    if (rest > 0.0) continue;
    const double side = normals.uniform() < 0.5 ? -1.0 : 1.0, pull = 0.5 + 1.5 * normals.uniform();
    const double lasts = 5.0 + 10.0 * normals.uniform(), straight = 15.0 + 20.0 * normals.uniform();
    turn = turn == 0.0 ? side * pull * gravity / begin.speed : 0.0;
    rest = turn == 0.0 ? straight : lasts;
  }
  return way;
}

/// Between two looks the margin is taken to change evenly.
double seconds_inside(const std::vector<double>& margins) {
  double inside = 0.0;
  for (std::size_t i = 1; i < margins.size(); ++i) {
    const double lower = std::min(margins[i - 1], margins[i]), upper = std::max(margins[i - 1], margins[i]);
    if (upper > 0.0) inside += step * (lower >= 0.0 ? 1.0 : upper / (upper - lower));
  }
  return inside;
}

template <class... Numbers>
std::string printed(const char* form, Numbers... numbers) {
  std::array<char, 96> text{};
  std::snprintf(text.data(), text.size(), form, numbers...);
  return text.data();
}

std::string degrees_text(double degrees) { return printed("%.6f", degrees); }

void write(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream{file, std::ios::binary} << text;
}

std::string geojson(const std::vector<Point>& ring, const Stage& stage) {
  std::string text =
      R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"state":"AAA"},)"
      R"("geometry":{"type":"Polygon","coordinates":[[)";
  for (std::size_t i = 0; i <= ring.size(); ++i) {
    const OnEarth at = stage.on_earth(ring[i % ring.size()]);
    text += (i == 0 ? "[" : ",[") + degrees_text(at.longitude) + "," + degrees_text(at.latitude) + "]";
  }
  return text + "]]}}]}\n";
}

std::string position_text(const OnEarth& at) {
  return printed("%.6f %c %.6f %c", std::abs(at.latitude), at.latitude < 0.0 ? 'S' : 'N',
                 std::abs(at.longitude), at.longitude < 0.0 ? 'W' : 'E');
}

std::string metres_text(double metres) { return std::to_string(std::lround(metres)) + " m"; }
std::string seconds_text(double seconds) { return printed("%.2f s", seconds); }

std::string clock_text(double seconds) {
  const int minute = static_cast<int>(seconds / 60.0);
  return printed("12:%02d:%02d UTC", minute, static_cast<int>(std::lround(seconds - 60.0 * minute)));
}

// What a case states is the radius that holds the truth 95 times in 100.
constexpr double radius_95 = 2.4477;
// The clock of who tells when the aircraft was hit, one sigma in seconds.
constexpr double own_clock = 1.0;

std::string error_text(const Recipe& recipe) {
  using Seen = Recipe::Seen;
  std::string text = "error { ";
  if (recipe.by_class)
    text += recipe.seen == Seen::system_track ? "like: SYSTEM_TRACK" : "like: RADAR_C";
  else {
    const double random = recipe.random * recipe.told_random, bias = recipe.bias * recipe.told_bias;
    text += "accuracy: \"" + metres_text(radius_95 * std::hypot(random, bias)) + "\" bias: \"" +
            metres_text(radius_95 * bias) + "\"";
  }
  if (recipe.clock > 0.0) text += " clock: \"" + seconds_text(recipe.clock * recipe.told_clock) + "\"";
  return text + " because: \"made so\" }";
}

/// What of the scene a case has to tell.
struct Told {
  OnEarth site;          // of the radar, as published
  double site_height;    // m
  double site_accuracy;  // m, 95 % radius
  double hit;            // s by the clock of who tells it
};

std::string case_text(const Recipe& recipe, const Told& told) {
  using Seen = Recipe::Seen;
  const bool plots = recipe.seen == Seen::plots;
  std::ostringstream text;
  text
      << "id: \"made\"\ntitle: \"An incident that never was\"\ndate: \"2020-01-01\"\n"
      << "party { id: \"a\" name: \"A\" kind: STATE }\n"
      << "source { id: \"plots\" kind: MAP_PICTURE date: \"2020-01-01\" language: \"en\" publisher: \"A\" }\n"
      << "aircraft { id: \"jet\" kind: AEROPLANE role: TARGET }\n"
      << "border { id: \"line\" file: \"border.geojson\" publisher: \"nobody\" edition: \"made\" edge: "
         "LON_LAT"
      << " line_error: \"" << metres_text(recipe.line) << "\" shift_error: \"" << metres_text(recipe.shift)
      << "\" correlation: \"" << metres_text(recipe.correlation) << "\" states: [\"AAA\"] extent: LAND }\n"
      << "zone { id: \"land\" title: \"airspace of A\" status: TERRITORY land { state: \"AAA\" } }\n";
  if (recipe.clock > 0.0) text << "event { id: \"hit\" kind: HIT aircraft: \"jet\" }\n";
  if (plots)
    text << "landmark { id: \"site\" position: \"" << position_text(told.site) << "\" accuracy: \""
         << metres_text(told.site_accuracy) << "\" source: \"plots\" }\n";
  text << "sensor { id: \"radar\" kind: RADAR "
       << (plots ? "position: \"site\" height: \"" + metres_text(told.site_height) + "\" " : "")
       << error_text(recipe) << " }\n"
       << "narrative {\n  party: \"a\"\n  aircraft: \"jet\"\n  statement {\n    id: \"plots\"\n    source: "
          "\"plots\"\n"
       << "    shows: \"the plots\"\n    claim { sensor: \"radar\" track { file: \"tracks/plots.csv\" kind: "
       << (recipe.seen == Seen::system_track ? "SYSTEM_TRACK" : "PLOTS") << " clock: \"UTC\" "
       << (plots ? "" : "datum: \"WGS 84\" ") << "} }\n";
  if (recipe.clock > 0.0)
    text << "    claim { at_event: \"hit\" time { is: \"" << clock_text(told.hit) << "\" } error { clock: \""
         << seconds_text(own_clock * recipe.told_clock) << "\" because: \"made so\" } }\n";
  text << "  }\n}\n";
  // What nobody scores is not worth asking a thousand times.
  text << (recipe.clock > 0.0
               ? "question { id: \"asked\" asks: \"Where was it then?\" aircraft: \"jet\" want: SIDE_AT "
                 "event: \"hit\" zone: \"land\" }\n"
               : "question { id: \"asked\" asks: \"Did it enter?\" aircraft: \"jet\" want: EVER_INSIDE "
                 "zone: \"land\" }\n"
                 "question { id: \"how-long\" asks: \"For how long?\" aircraft: \"jet\" want: TIME_INSIDE "
                 "zone: \"land\" }\n");
  return text.str();
}

// ---- what the radar makes of it ----------------------------------------------------------------------

/// Rows of positions, each with errors of its own, or as a tracker's output with errors that last.
class Positions {
public:
  Positions(const Recipe& recipe, const Stage& stage, Normals& normals)
      : recipe_{recipe}, stage_{stage}, normals_{normals} {
    // Of the class: 250 m root mean square, nothing common (docs/case-file.md).
    random_ = recipe.by_class ? 250.0 / std::sqrt(2.0) : recipe.random;
    const double bias = recipe.by_class ? 0.0 : recipe.bias;
    bias_ = {bias * normals.next(), bias * normals.next()};
  }
  static constexpr const char* header = "time,latitude,longitude\n";
  [[nodiscard]] std::string row(double seconds, Point at) {
    if (recipe_.lags) return printed_row(seconds, tracked(at));
    const Point own{normals_.next(), normals_.next()};
    // Of a tracker: errors that fade over two and a half scans (docs/method/flights.md).
    const bool lasting = recipe_.seen == Recipe::Seen::system_track && before_ >= 0.0;
    const double fade = lasting ? std::exp(-(seconds - before_) / (2.5 * recipe_.scan)) : 0.0;
    const double fresh = std::sqrt(1.0 - fade * fade);
    error_ = {fade * error_.east + fresh * own.east, fade * error_.north + fresh * own.north};
    before_ = seconds;
    return printed_row(seconds, {at.east + bias_.east + random_ * error_.east,
                                 at.north + bias_.north + random_ * error_.north});
  }

private:
  [[nodiscard]] std::string printed_row(double seconds, Point at) const {
    const OnEarth seen = stage_.on_earth(at);
    return clock_text(seconds) + "," + degrees_text(seen.latitude) + "," + degrees_text(seen.longitude) +
           "\n";
  }
  /// Benedict and Bordner (1962): beta = alpha squared / (2 - alpha).
  [[nodiscard]] Point tracked(Point at) {
    constexpr double alpha = 0.6, beta = alpha * alpha / (2.0 - alpha), of_a_plot = 250.0;
    const double scan = recipe_.scan;
    const Point plot{at.east + of_a_plot * normals_.next(), at.north + of_a_plot * normals_.next()};
    if (plots_++ == 0) return estimate_ = plot;
    if (plots_ == 2) {
      speed_ = {(plot.east - estimate_.east) / scan, (plot.north - estimate_.north) / scan};
      return estimate_ = plot;
    }
    const Point ahead{estimate_.east + scan * speed_.east, estimate_.north + scan * speed_.north};
    const Point off{plot.east - ahead.east, plot.north - ahead.north};
    estimate_ = {ahead.east + alpha * off.east, ahead.north + alpha * off.north};
    speed_ = {speed_.east + beta / scan * off.east, speed_.north + beta / scan * off.north};
    return estimate_;
  }

  const Recipe& recipe_;
  const Stage& stage_;
  Normals& normals_;
  Point bias_, error_, estimate_, speed_;
  int plots_ = 0;
  double random_ = 0.0, before_ = -1.0;
};

/// Rows of slant range, azimuth and flight level, as displays print them: 0.1 NM, 0.1°, 25 ft.
class Plots {
public:
  Plots(const Recipe& recipe, const Stage& stage, const std::vector<Point>& way, Normals& normals)
      : recipe_{recipe}, stage_{stage}, normals_{normals} {
    const double azimuth = 2.0 * std::numbers::pi * normals.uniform(),
                 away = 40'000.0 + 50'000.0 * normals.uniform();
    const Point at{away * std::sin(azimuth), away * std::cos(azimuth)};
    told_.site_height = std::round(30.0 + 1'200.0 * normals.uniform());
    told_.site_accuracy = 100.0;
    const double sigma = told_.site_accuracy / radius_95;
    told_.site = stage.on_earth(at);
    const OnEarth truly =
        stage.on_earth({at.east + sigma * normals.next(), at.north + sigma * normals.next()});
    radar_.Reset(truly.latitude, truly.longitude, told_.site_height);

    height_ = 3'000.0 + 6'000.0 * normals.uniform();
    // What an altimeter is off by: the day's weather by 85 m and 4 %, the geoid by 50 m, itself by 20 m.
    level_ = height_ + std::hypot(85.0, 0.04 * height_, std::hypot(50.0, 20.0)) * normals.next();

    double sum = 0.0;
    for (const Point& p : way) sum += std::hypot(p.east - at.east, p.north - at.north);
    const double range = sum / static_cast<double>(way.size());
    // Of class C: 60 m and 0.14° of each plot, 100 m and 0.10° of all (docs/case-file.md).
    random_ = recipe.by_class ? Error{60.0, 0.14 * radians_per_degree}
                              : Error{recipe.random, recipe.random / range};
    const Error bias =
        recipe.by_class ? Error{100.0, 0.10 * radians_per_degree} : Error{recipe.bias, recipe.bias / range};
    bias_ = {bias.range * normals.next(), bias.azimuth * normals.next()};
  }
  static constexpr const char* header = "time,range_nm,azimuth_deg,flight_level\n";
  [[nodiscard]] std::string row(double seconds, Point at) {
    const OnEarth under = stage_.on_earth(at);
    double east = 0.0, north = 0.0, up = 0.0;
    radar_.Forward(under.latitude, under.longitude, height_, east, north, up);
    const double range = std::hypot(east, north, up) + bias_.range + random_.range * normals_.next();
    const double azimuth = std::atan2(east, north) + bias_.azimuth + random_.azimuth * normals_.next();
    const double whole_turn = std::fmod(azimuth / radians_per_degree + 720.0, 360.0);
    return clock_text(seconds) + printed(",%.1f,%.1f,%.2f\n", range / nautical_mile,
                                         std::fmod(std::round(10.0 * whole_turn), 3'600.0) / 10.0,
                                         std::round(level_ / foot / 25.0) / 4.0);
  }
  [[nodiscard]] const Told& told() const { return told_; }

private:
  struct Error {
    double range, azimuth;
  };
  const Recipe& recipe_;
  const Stage& stage_;
  Normals& normals_;
  Told told_{};
  GeographicLib::LocalCartesian radar_;
  double height_ = 0.0, level_ = 0.0;
  Error random_{}, bias_{};
};

/// The rows of the scans that came: the first and the last always do.
template <class Radar>
std::string track_of(Radar& radar, const Recipe& recipe, const std::vector<Point>& way,
                     const std::vector<double>& margins, Normals& normals, Truth& truth) {
  const auto scan = static_cast<std::size_t>(recipe.scan) * steps_in_second;
  std::string csv = Radar::header;
  for (std::size_t k = 0; k < way.size(); k += scan) {
    const double seconds = static_cast<double>(k) * step;
    const std::string row = radar.row(seconds, way[k]);
    if (normals.uniform() > recipe.detected && k != 0 && k + 1 != way.size()) continue;
    truth.margins.push_back(margins[k]);
    csv += row;
  }
  return csv;
}

}  // namespace

Truth write_incident(const std::filesystem::path& folder, const Recipe& recipe, std::uint64_t number) {
  Normals scene{number, "scene"}, line_normals{number, "line"}, motion{number, "motion"},
      sensor{number, "sensor"}, clocks{number, "clocks"};
  // Anywhere that is neither a pole nor the antimeridian.
  const double latitude = -55.0 + 110.0 * scene.uniform(), longitude = -170.0 + 340.0 * scene.uniform();
  const Stage stage{
      recipe.place ? OnEarth{recipe.place->latitude, recipe.place->longitude} : OnEarth{latitude, longitude},
      recipe.turn * radians_per_degree, recipe.mirrored};
  const auto published = salient(1'000.0 + 2'500.0 * scene.uniform(), 6'000.0);
  const auto truly = closed_in_the_north(true_line(published, recipe, line_normals));

  const double seconds = recipe.scan * (recipe.plots - 1);
  const int steps = static_cast<int>(seconds) * steps_in_second;
  const Approach begin = approach(seconds, motion);
  const std::vector<Point> way =
      recipe.turning ? fly_by_turns(begin, steps, motion) : fly_by_noise(begin, recipe.q, steps, motion);
  Truth truth;
  std::vector<double> margins;
  for (const Point& at : way) margins.push_back(margin_in(truly, at));
  truth.deepest = *std::max_element(margins.begin(), margins.end());
  truth.seconds_inside = seconds_inside(margins);

  // The radar's clock is ahead by so much, and so is that of who tells when the aircraft was hit.
  Told told{.hit = std::round(seconds * (0.3 + 0.4 * clocks.uniform()))};
  const double radar_ahead = recipe.clock * clocks.next(), own_ahead = own_clock * clocks.next();
  const double then = std::clamp(told.hit - own_ahead + radar_ahead, 0.0, seconds);
  truth.at_hit = margins[static_cast<std::size_t>(std::lround(then / step))];

  std::string csv;
  if (recipe.seen == Recipe::Seen::plots) {
    Plots radar{recipe, stage, way, sensor};
    csv = track_of(radar, recipe, way, margins, sensor, truth);
    const double hit = told.hit;
    told = radar.told();
    told.hit = hit;
  } else {
    Positions radar{recipe, stage, sensor};
    csv = track_of(radar, recipe, way, margins, sensor, truth);
  }
  write(folder / "case.textproto", case_text(recipe, told));
  write(folder / "border.geojson", geojson(closed_in_the_north(published), stage));
  write(folder / "tracks" / "plots.csv", csv);
  return truth;
}

}  // namespace recon::calibration
