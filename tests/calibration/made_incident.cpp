// SPDX-License-Identifier: Apache-2.0
#include "tests/calibration/made_incident.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <limits>
#include <memory>
#include <numbers>
#include <sstream>
#include <string>

#include "recon/flight/random.hpp"
#include "recon/geo/outline.hpp"
#include "recon/geo/position.hpp"
#include "recon/geo/zone.hpp"

namespace recon::calibration {
namespace {

using geo::PlanePoint;

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
std::vector<PlanePoint> salient(double half_width, double height) {
  const std::array<PlanePoint, 5> corners{
      {{-30'000.0, 9'000.0}, {-half_width, height}, {0.0, 0.0}, {half_width, height}, {30'000.0, 9'000.0}}};
  std::vector<PlanePoint> line{corners[0]};
  for (std::size_t i = 1; i < corners.size(); ++i) {
    const PlanePoint from = corners[i - 1], to = corners[i];
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
std::vector<PlanePoint> true_line(const std::vector<PlanePoint>& published, const Recipe& recipe,
                                  Normals& normals) {
  std::vector<double> along{0.0};
  for (std::size_t i = 1; i < published.size(); ++i)
    along.push_back(along.back() + std::hypot(published[i].east - published[i - 1].east,
                                              published[i].north - published[i - 1].north));
  const double east = recipe.shift * normals.next(), north = recipe.shift * normals.next();
  const std::vector<double> bend = field_along(along, recipe.line, recipe.correlation, normals);
  std::vector<PlanePoint> line;
  for (std::size_t i = 0; i < published.size(); ++i) {
    const PlanePoint& before = published[i == 0 ? 0 : i - 1];
    const PlanePoint& after = published[std::min(i + 1, published.size() - 1)];
    const double length = std::hypot(after.east - before.east, after.north - before.north);
    const double normal_east = -(after.north - before.north) / length,
                 normal_north = (after.east - before.east) / length;
    line.push_back({published[i].east + east + bend[i] * normal_east,
                    published[i].north + north + bend[i] * normal_north});
  }
  return line;
}

geo::Ring closed_in_the_north(const std::vector<PlanePoint>& line, const geo::Plane& plane) {
  geo::Ring ring;
  for (const PlanePoint& point : line) ring.push_back(plane.to_globe(point));
  ring.push_back(plane.to_globe({30'000.0, 60'000.0}));
  ring.push_back(plane.to_globe({-30'000.0, 60'000.0}));
  return ring;
}

struct Place {
  int step;  // since the beginning
  double east, north;
};

// The truth is looked at every 10 m or so: at a step of a second it would miss the middle of a narrow finger,
// and be told shallower than it was.
constexpr int steps_in_second = 20;

/// White-noise acceleration, by its exact step.
std::vector<Place> fly(const Recipe& recipe, double seconds, Normals& normals) {
  constexpr double step = 1.0 / steps_in_second;
  const double speed = 180.0 + 80.0 * normals.uniform();
  const double course = (250.0 + 40.0 * normals.uniform()) * std::numbers::pi / 180.0;
  const double ahead = -0.5 * seconds * speed, height = -1'500.0 + 4'500.0 * normals.uniform();
  double east = ahead * std::sin(course), north = height + ahead * std::cos(course);
  double east_speed = speed * std::sin(course), north_speed = speed * std::cos(course);
  const double to_speed = std::sqrt(recipe.q * step), rest = std::sqrt(recipe.q * step * step * step / 12.0);
  std::vector<Place> way;
  for (int t = 0; t <= static_cast<int>(seconds) * steps_in_second; ++t) {
    way.push_back({t, east, north});
    const double a = normals.next(), b = normals.next(), c = normals.next(), d = normals.next();
    east += step * east_speed + 0.5 * step * to_speed * a + rest * b;
    north += step * north_speed + 0.5 * step * to_speed * c + rest * d;
    east_speed += to_speed * a;
    north_speed += to_speed * c;
  }
  return way;
}

std::string degrees_text(Angle angle) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.6f", in_degrees(angle));
  return text.data();
}

void write(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream{file, std::ios::binary} << text;
}

std::string geojson(const geo::Ring& ring) {
  std::string text =
      R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"state":"AAA"},)"
      R"("geometry":{"type":"Polygon","coordinates":[[)";
  for (std::size_t i = 0; i <= ring.size(); ++i) {
    const geo::Position& at = ring[i % ring.size()];
    text += (i == 0 ? "[" : ",[") + degrees_text(at.longitude) + "," + degrees_text(at.latitude) + "]";
  }
  return text + "]]}}]}\n";
}

std::string metres_text(double metres) { return std::to_string(std::lround(metres)) + " m"; }

std::string case_text(const Recipe& recipe) {
  // What a case states is the radius that holds the truth 95 times in 100.
  constexpr double radius_95 = 2.4477;
  const double random = recipe.random * recipe.told_random, bias = recipe.bias * recipe.told_bias;
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
      << "zone { id: \"land\" title: \"airspace of A\" status: TERRITORY land { state: \"AAA\" } }\n"
      << "sensor { id: \"radar\" kind: RADAR error { accuracy: \""
      << metres_text(radius_95 * std::hypot(random, bias)) << "\" bias: \"" << metres_text(radius_95 * bias)
      << "\" because: \"made so\" } }\n"
      << "narrative {\n  party: \"a\"\n  aircraft: \"jet\"\n  statement {\n    id: \"plots\"\n    source: "
         "\"plots\"\n"
      << "    shows: \"the plots\"\n    claim { sensor: \"radar\" track { file: \"tracks/plots.csv\" kind: "
         "PLOTS"
      << " clock: \"UTC\" datum: \"WGS 84\" } }\n  }\n}\n"
      << "question { id: \"entered\" asks: \"Did it enter?\" aircraft: \"jet\" want: EVER_INSIDE zone: "
         "\"land\" }\n"
      << "question { id: \"time\" asks: \"How long?\" aircraft: \"jet\" want: TIME_INSIDE zone: \"land\" }\n";
  return text.str();
}

}  // namespace

Truth write_incident(const std::filesystem::path& folder, const Recipe& recipe, std::uint64_t number) {
  Normals scene{number, "scene"}, line_normals{number, "line"}, motion{number, "motion"},
      sensor{number, "sensor"};
  // Anywhere that is neither a pole nor the antimeridian.
  const geo::Plane plane{
      {degrees(-55.0 + 110.0 * scene.uniform()), degrees(-170.0 + 340.0 * scene.uniform())}};
  const auto published = salient(1'000.0 + 2'500.0 * scene.uniform(), 6'000.0);
  geo::Outline outline;
  outline.parts.push_back({closed_in_the_north(true_line(published, recipe, line_normals), plane), {}});
  const geo::Zone truly = geo::inside(std::make_shared<const geo::PreparedOutline>(std::move(outline)));

  const double seconds = recipe.scan * (recipe.plots - 1);
  const std::vector<Place> way = fly(recipe, seconds, motion);
  const int scan = static_cast<int>(recipe.scan) * steps_in_second, last = way.back().step;
  const double east_bias = recipe.bias * sensor.next(), north_bias = recipe.bias * sensor.next();

  Truth truth;
  truth.deepest = -std::numeric_limits<double>::infinity();
  std::string csv = "time,latitude,longitude\n";
  for (const Place& place : way) {
    const double margin = in_metres(truly.margin(plane.to_globe({place.east, place.north})).value);
    truth.deepest = std::max(truth.deepest, margin);
    truth.seconds_inside += margin > 0.0 ? 1.0 / steps_in_second : 0.0;
    if (place.step % scan != 0) continue;
    const double a = sensor.next(), b = sensor.next();
    const bool ends = place.step == 0 || place.step == last;
    if (sensor.uniform() > recipe.detected && !ends) continue;
    truth.margins.push_back(margin);
    const geo::Position seen = plane.to_globe(
        {place.east + east_bias + recipe.random * a, place.north + north_bias + recipe.random * b});
    const int whole = place.step / steps_in_second;
    std::array<char, 64> time{};
    std::snprintf(time.data(), time.size(), "12:%02d:%02d UTC", whole / 60, whole % 60);
    csv += std::string{time.data()} + "," + degrees_text(seen.latitude) + "," + degrees_text(seen.longitude) +
           "\n";
  }
  write(folder / "case.textproto", case_text(recipe));
  write(folder / "border.geojson", geojson(closed_in_the_north(published, plane)));
  write(folder / "tracks" / "plots.csv", csv);
  return truth;
}

}  // namespace recon::calibration
