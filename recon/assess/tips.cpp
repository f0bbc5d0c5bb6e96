// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/tips.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <queue>
#include <set>

#include "recon/assess/words.hpp"
#include "recon/units/figure.hpp"

namespace recon::assess {
namespace {

using geo::PlanePoint;

constexpr double around = 5'000.0;

/// The plane about the landmark, turned so that `inward` points into the zone.
class Frame {
public:
  Frame(const geo::Position& landmark, double inward_degrees)
      : plane_{landmark},
        sine_{std::sin(in_radians(degrees(inward_degrees)))},
        cosine_{std::cos(in_radians(degrees(inward_degrees)))} {}
  [[nodiscard]] geo::Position at(double inward, double across) const {
    return plane_.to_globe({inward * sine_ + across * cosine_, inward * cosine_ - across * sine_});
  }

private:
  geo::Plane plane_;
  double sine_, cosine_;
};

double margin(const geo::Zone& zone, const geo::Position& at) {
  const geo::Margin margin = zone.margin(at);
  return margin.known ? in_metres(margin.value) : -std::numeric_limits<double>::infinity();
}

/// Which way the zone lies from the landmark, by all versions that decide; nullopt where none has any of it.
std::optional<double> inward_azimuth(const Given& given, const incident::Zone& zone,
                                     const geo::Position& landmark) {
  constexpr double step = 500.0;
  const Frame frame{landmark, 0.0};
  double north = 0.0, east = 0.0;
  for (const std::string& border : given.versions(zone.id.text)) {
    const geo::Zone* shape = given.shape(zone.id.text, border);
    if (shape == nullptr || !given.decides(border)) continue;
    for (double n = -around; n <= around; n += step)
      for (double e = -around; e <= around; e += step)
        if (std::hypot(n, e) <= around && margin(*shape, frame.at(n, e)) > 0.0) north += n, east += e;
  }
  if (north == 0.0 && east == 0.0) return std::nullopt;
  const double azimuth = in_degrees(radians(std::atan2(east, north)));
  const double eighth = 45.0 * std::round(azimuth / 45.0);
  return std::fmod((std::abs(azimuth - eighth) <= 15.0 ? eighth : std::round(azimuth)) + 360.0, 360.0);
}

/// The point inside that lies furthest back, to 20 m: cells of the square, the hindmost first, cut in four
/// while the margin at their middle, which changes by a metre a metre at most, leaves them a part inside. A
/// metre aside costs a centimetre, so that of a flat end the part opposite the landmark is found.
struct Hindmost {
  double inward = 0.0, across = 0.0;
};
std::optional<Hindmost> hindmost(const geo::Zone& zone, const Frame& frame) {
  struct Cell {
    double inward, across, half;
    [[nodiscard]] double rank() const {
      return inward - half + 0.01 * std::max(std::abs(across) - half, 0.0);
    }
    bool operator<(const Cell& other) const { return rank() > other.rank(); }
  };
  std::priority_queue<Cell> cells;
  cells.push({0.0, 0.0, around});
  constexpr int most = 20'000;
  for (int looked = 0; !cells.empty() && looked < most; ++looked) {
    const Cell cell = cells.top();
    cells.pop();
    const double m = margin(zone, frame.at(cell.inward, cell.across));
    if (m <= -std::sqrt(2.0) * cell.half) continue;
    if (cell.half < 10.0) {
      // The edge itself, straight in from the middle of the cell.
      double out = cell.inward - 4.0 * cell.half, in = cell.inward + 4.0 * cell.half;
      if (margin(zone, frame.at(out, cell.across)) > 0.0 || margin(zone, frame.at(in, cell.across)) <= 0.0)
        return Hindmost{cell.inward, cell.across};
      while (in - out > 0.5) {
        const double middle = 0.5 * (in + out);
        (margin(zone, frame.at(middle, cell.across)) > 0.0 ? in : out) = middle;
      }
      return Hindmost{in, cell.across};
    }
    for (const double i : {-0.5, 0.5})
      for (const double a : {-0.5, 0.5})
        cells.push({cell.inward + i * cell.half, cell.across + a * cell.half, 0.5 * cell.half});
  }
  return std::nullopt;
}

/// Metres of a line across that lie inside.
double width_at(const geo::Zone& zone, const Frame& frame, double inward) {
  double sum = 0.0, at = -around, here = margin(zone, frame.at(inward, at));
  while (at < around) {
    const double step = std::min(std::clamp(std::abs(here), 5.0, 500.0), around - at);
    const double then = margin(zone, frame.at(inward, at + step));
    if (here > 0.0 && then > 0.0)
      sum += step;
    else if (here > 0.0 || then > 0.0)
      sum += step * std::max(here, then) / std::max(std::abs(then - here), 1e-9);
    at += step, here = then;
    if (step <= 0.0) break;
  }
  return sum;
}

Length accuracy_of(const incident::Landmark& landmark) {
  const FigureReadings read = read_figure(landmark.accuracy.text, Dimension::length);
  return read.readings.empty() ? kilometres(1) : metres(read.readings.front().value.stated);
}

std::string direction(double azimuth) {
  static constexpr std::array<std::string_view, 8> eighths{"north", "north-east", "east", "south-east",
                                                           "south", "south-west", "west", "north-west"};
  const double eighth = azimuth / 45.0;
  if (eighth == std::floor(eighth)) return std::string{eighths[static_cast<std::size_t>(eighth) % 8]};
  return "towards " + said(degrees(azimuth));
}

std::string said_position(const geo::Position& p) {
  std::array<char, 64> text{};
  const double lat = in_degrees(p.latitude), lon = in_degrees(p.longitude);
  std::snprintf(text.data(), text.size(), "%.4f° %s %.4f° %s", std::abs(lat), lat < 0 ? "S" : "N",
                std::abs(lon), lon < 0 ? "W" : "E");
  return text.data();
}

std::string sentence(const Given& given, const Tip& tip) {
  const std::string name = given.name_of_border(tip.border);
  const double back = std::fmod(in_degrees(tip.inward) + 180.0, 360.0);
  std::string text = name + (tip.carries ? " carries it: " : " does not carry it: ");
  if (!tip.position) {
    text += "it has nothing of the zone within 5 km.";
    return text;
  }
  if (tip.carries)
    text +=
        "its tip lies at " + said_position(*tip.position) + ", " + said(*tip.apart) + " from the named one";
  else if (*tip.gap > metres(0))
    text += "its zone begins " + said(*tip.gap) + " further " + direction(in_degrees(tip.inward)) + ", at " +
            said_position(*tip.position);
  else
    text += "its zone goes on for " + said(-*tip.gap) + (*tip.gap < metres(-4'900) ? " or more " : " ") +
            direction(back) + " of the named tip";
  const Length error = given.border_sigma(tip.border);
  if (!tip.carries && recon::abs(*tip.gap) < 2.0 * error)
    text += ", which is less than twice its own error of " + said(error) + " (one sigma)";
  std::vector<std::string> widths;
  for (const Tip::Width& width : tip.widths)
    widths.push_back(width.width > metres(0) ? si(width.width) : "nothing");
  return text + ". Across, 1, 2 and 3 km " + direction(in_degrees(tip.inward)) +
         " of the named tip: " + listed(widths) + ".";
}

Tip measured(const Given& given, const incident::Zone& zone, const std::string& border,
             const incident::Landmark& landmark, const geo::Position& at, double inward) {
  Tip tip{.zone = zone.id.text, .border = border, .landmark = landmark.id.text};
  tip.landmark_name = landmark.name.empty() ? landmark.id.text : landmark.name.text;
  tip.within = accuracy_of(landmark);
  tip.inward = degrees(inward);
  tip.counts = given.decides(border);
  const geo::Zone* shape = given.shape(zone.id.text, border);
  const Frame frame{at, inward};
  if (const auto own = shape != nullptr ? hindmost(*shape, frame) : std::nullopt) {
    tip.position = frame.at(own->inward, own->across);
    tip.apart = geo::distance(at, *tip.position);
    tip.gap = metres(own->inward);
    tip.carries = *tip.apart <= tip.within;
    for (const double on : {1'000.0, 2'000.0, 3'000.0})
      tip.widths.push_back({metres(on), metres(width_at(*shape, frame, on))});
  }
  tip.sentence = sentence(given, tip);
  return tip;
}

}  // namespace

std::vector<Tip> tips(const Given& given, const std::stop_token& stop) {
  std::vector<Tip> all;
  std::set<std::string> told;
  for (const incident::Question& question : given.file.questions) {
    const incident::Zone* zone = given.zone(question.zone.text);
    if (zone == nullptr || zone->tip.empty() || !told.insert(zone->id.text).second) continue;
    const incident::Landmark* landmark = incident::find(given.file.landmarks, zone->tip.text);
    const auto at = given.read.landmarks.find(zone->tip.text);
    if (landmark == nullptr || at == given.read.landmarks.end()) continue;
    const auto inward = inward_azimuth(given, *zone, at->second);
    if (!inward) continue;
    for (const std::string& border : given.versions(zone->id.text)) {
      if (stop.stop_requested()) return all;
      all.push_back(measured(given, *zone, border, *landmark, at->second, *inward));
    }
  }
  return all;
}

}  // namespace recon::assess
