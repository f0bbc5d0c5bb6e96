// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/datum.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>

#include <proj.h>

namespace recon::geo {
namespace {

constexpr Window area(double west, double south, double east, double north) {
  return {degrees(west), degrees(south), degrees(east), degrees(north)};
}

// EPSG's ellipsoids; datum_test.cpp holds them against PROJ's database.
constexpr Ellipsoid international_1924{metres(6'378'388), 297.0}, krassowsky_1940{metres(6'378'245), 298.3},
    clarke_1880_ign{metres(6'378'249.2), 293.466021293627},
    clarke_1880_benoit{metres(6'378'300.789), 293.466315538981},
    clarke_1880_rgs{metres(6'378'249.145), 293.465}, bessel_1841{metres(6'377'397.155), 299.1528128};

std::string essential(std::string_view name) {
  std::string kept;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') kept += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) kept += c;
  }
  return kept;
}

/// The operations of one thread: PROJ's objects must not be shared between threads.
class Operations {
public:
  PJ* find(std::string_view code) {
    auto& operation = operations_[std::string{code}];
    if (!operation) {
      const auto colon = code.find(':');
      const std::string urn = "urn:ogc:def:coordinateOperation:" + std::string{code.substr(0, colon)} +
                              "::" + std::string{code.substr(colon + 1)};
      operation.reset(proj_create(context_.get(), urn.c_str()));
    }
    if (!operation) throw std::runtime_error{"PROJ's database has no operation " + std::string{code}};
    return operation.get();
  }

private:
  struct Free {
    void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
    void operator()(PJ* operation) const { proj_destroy(operation); }
  };
  std::unique_ptr<PJ_CONTEXT, Free> context_{proj_context_create()};
  std::map<std::string, std::unique_ptr<PJ, Free>> operations_;
};

}  // namespace

// Accuracy and area: EPSG Geodetic Parameter Dataset, as PROJ carries it; datum_test.cpp holds this
// table against that database.
const std::vector<Datum>& datums() {
  static const std::vector<Datum> known{
      {"WGS 84", "", metres(0), area(-180, -90, 180, 90)},
      {"ED50", "EPSG:1784", metres(2), area(25.62, 34.42, 44.83, 43.45), international_1924},
      {"Pulkovo 1942", "EPSG:15865", metres(4.5), area(19.57, 35.14, -168.97, 81.91), krassowsky_1940},
      {"Deir ez Zor", "EPSG:15742", metres(5), area(35.61, 32.31, 42.38, 37.3), clarke_1880_ign},
      {"Palestine 1923", "EPSG:1074", metres(2), area(34.17, 29.45, 35.69, 33.28), clarke_1880_benoit},
      {"ED50(ED77)", "EPSG:1514", metres(1), area(44.03, 23.34, 63.34, 39.78), international_1924},
      {"Ain el Abd", "EPSG:1111", metres(18), area(34.51, 16.37, 55.67, 32.16), international_1924},
      {"Nahrwan 1967", "EPSG:1191", metres(44), area(51.5, 22.63, 57.13, 26.27), clarke_1880_rgs},
      {"Tokyo", "EPSG:1305", metres(4), area(124.53, 33.14, 131.01, 38.64), bessel_1841},
  };
  return known;
}

std::optional<Datum> datum(std::string_view name) {
  std::string wanted = essential(name);
  // The Soviet system of 1942, which Russian maps call СК-42 and others S-42; in Cyrillic its letters vanish.
  for (const std::string_view called : {"sk42", "ck42", "s42", "pulkovo42"})
    if (wanted == called || name == "СК-42" || name == "ск-42" || name == "СК42")
      wanted = essential("Pulkovo 1942");
  const auto found = std::find_if(datums().begin(), datums().end(),
                                  [&](const Datum& d) { return essential(d.name) == wanted; });
  if (found == datums().end()) return std::nullopt;
  return *found;
}

bool used_at(const Datum& datum, const Position& position) { return contains(datum.area, position); }

Position to_wgs84(const Position& printed, const Datum& datum) {
  if (datum.operation.empty()) return printed;
  thread_local Operations operations;
  // EPSG's geographic systems take latitude first, in degrees.
  const PJ_COORD from = proj_coord(in_degrees(printed.latitude), in_degrees(printed.longitude), 0.0, 0.0);
  const PJ_COORD to = proj_trans(operations.find(datum.operation), PJ_FWD, from);
  return {degrees(to.xy.x), degrees(to.xy.y)};
}

}  // namespace recon::geo
