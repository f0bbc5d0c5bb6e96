// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/envelope.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

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
  return {kilometres_per_hour(slowest), kilometres_per_hour(slow), kilometres_per_hour(fastest),
          kilometres_per_hour(never_beyond), std::move(because)};
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

std::optional<Envelope> stated(const incident::Aircraft& aircraft, const Envelope& otherwise) {
  if (!aircraft.limits || aircraft.limits->speed.empty()) return std::nullopt;
  const FigureReadings read = read_figure(aircraft.limits->speed.text, Dimension::speed, feet(19'000));
  if (read.readings.empty()) return std::nullopt;
  const Interval<double>& bounds = read.readings.front().value;
  Envelope given = otherwise;
  if (bounds.lowest > 0) given.slowest = given.slow = metres_per_second(bounds.lowest);
  if (std::isfinite(bounds.highest)) {
    given.fastest = metres_per_second(bounds.highest);
    given.never_beyond = 1.05 * given.fastest;
  }
  given.slowest = std::min(given.slowest, given.fastest);
  given.slow = std::min(given.slow, given.fastest);
  given.because = "limits stated in the case, “" + aircraft.limits->speed.text + "”";
  return given;
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
  const Envelope general = listed(*aircraft);
  return stated(*aircraft, general).value_or(general);
}

}  // namespace recon::assess
