// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/envelope.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "recon/units/figure.hpp"

namespace recon::assess {
namespace {

struct Listed {
  std::string_view type;
  double slowest, slow, fastest, never_beyond;  // km/h, true airspeed
  std::string_view basis;
};

// docs/method/answers.md, Speeds: where each figure is from and what it leaves out.
constexpr std::array<Listed, 13> types{{
    {"Su-24", 337, 501, 1435, 1700, "published maxima; slow end computed for 19 000 ft, clean, 25 to 35 t"},
    {"F-16", 215, 260, 2120, 2226, "published figures, slow end near the ground"},
    {"RF-4", 260, 260, 2340, 2457, "published figures, slow end near the ground"},
    {"F-4", 260, 260, 2340, 2457, "published figures, slow end near the ground"},
    {"MiG-23", 240, 260, 2500, 2625, "published figures, slow end near the ground"},
    {"MiG-31", 280, 280, 3000, 3255, "published figures, slow end near the ground"},
    {"Su-30", 220, 240, 2120, 2226, "published figures, slow end near the ground"},
    {"RQ-4", 0, 0, 722, 758, "published figures; no slow end known"},
    {"Mi-8", 0, 0, 250, 263, "published figures"},
    {"Mi-17", 0, 0, 250, 263, "published figures"},
    {"P-3", 207, 250, 761, 799, "published figures, slow end near the ground"},
    {"Boeing 747", 259, 333, 990, 1040, "published figures, slow end near the ground"},
    {"A300", 232, 278, 920, 966, "published figures, slow end near the ground"},
}};

Envelope from(double slowest, double slow, double fastest, double never_beyond, std::string because) {
  return {.slowest = kilometres_per_hour(slowest),
          .slow = kilometres_per_hour(slow),
          .fastest = kilometres_per_hour(fastest),
          .never_beyond = kilometres_per_hour(never_beyond),
          .because = std::move(because)};
}

Envelope by_kind(incident::Aircraft::Kind kind) {
  using Kind = incident::Aircraft::Kind;
  switch (kind) {
    case Kind::helicopter:
      return from(0, 0, 300, 401, "helicopters; the class record is 401 km/h");
    case Kind::drone:
      return from(0, 0, 722, 758, "the fastest drone listed, RQ-4");
    case Kind::missile:
      return from(0, 0, 4700, 4935, "about Mach 4");
    case Kind::balloon:
      return from(0, 0, 360, 400, "winds of the jet stream");
    case Kind::ship:
      return from(0, 0, 75, 110, "naval vessels, 40 kt");
    case Kind::aeroplane:
      break;
  }
  return from(0, 0, 1435, 1700, "an aeroplane of unknown type, treated as fast as a Su-24");
}

// Certified minimum of the limit load factor of transport aeroplanes (CS-25.337) and rotorcraft (CS-29.337).
constexpr double transport_load = 2.5, rotorcraft_load = 3.5;

/// The figure of a limit, in its first reading; nullopt where the case states none.
std::optional<Interval<double>> limit(const incident::Text& text, Dimension dimension) {
  if (text.empty()) return std::nullopt;
  const FigureReadings read = read_figure(text.text, dimension, feet(19'000));
  if (read.readings.empty()) return std::nullopt;
  return read.readings.front().value;
}

/// "at most 4 g" is 4 g, its rounding is no room to fly in; of a range, its greater end.
std::optional<double> at_most(const incident::Text& text, Dimension dimension) {
  const auto cell = limit(text, dimension);
  if (!cell) return std::nullopt;
  const double most = cell->lowest > 0.0 ? cell->highest : cell->stated;
  return std::isfinite(most) ? std::optional{most} : std::nullopt;
}

/// The envelope with what the case states in place of what is generally known.
Envelope as_stated(const incident::Aircraft& aircraft, Envelope known) {
  if (!aircraft.limits) return known;
  if (const auto bounds = limit(aircraft.limits->speed, Dimension::speed)) {
    if (bounds->lowest > 0) known.slowest = known.slow = metres_per_second(bounds->lowest);
    if (std::isfinite(bounds->highest)) {
      known.fastest = metres_per_second(bounds->highest);
      known.never_beyond = 1.05 * known.fastest;
    }
    known.slowest = std::min(known.slowest, known.fastest);
    known.slow = std::min(known.slow, known.fastest);
    known.because = "limits stated in the case, “" + aircraft.limits->speed.text + "”";
  }
  if (const auto load = at_most(aircraft.limits->load, Dimension::count)) known.load = std::max(1.0, *load);
  if (const auto climb = at_most(aircraft.limits->climb, Dimension::speed))
    known.climb = metres_per_second(*climb);
  if (const auto above = at_most(aircraft.limits->altitude, Dimension::height)) known.above = metres(*above);
  return known;
}

double load_of(const incident::Aircraft& aircraft) {
  for (const std::string_view transport : {"Boeing 747", "A300"})
    if (aircraft.type.text.starts_with(transport)) return transport_load;
  return aircraft.kind == incident::Aircraft::Kind::helicopter ? rotorcraft_load : load_limit;
}

Envelope listed(const incident::Aircraft& aircraft) {
  for (const Listed& entry : types)
    if (aircraft.type.text.starts_with(entry.type))
      return from(entry.slowest, entry.slow, entry.fastest, entry.never_beyond,
                  std::string{entry.type} + ": " + std::string{entry.basis});
  return by_kind(aircraft.kind.value_or(incident::Aircraft::Kind::aeroplane));
}

}  // namespace

Envelope envelope(const incident::Aircraft* aircraft) {
  if (aircraft == nullptr) return by_kind(incident::Aircraft::Kind::aeroplane);
  Envelope general = listed(*aircraft);
  general.load = load_of(*aircraft);
  return as_stated(*aircraft, std::move(general));
}

}  // namespace recon::assess
