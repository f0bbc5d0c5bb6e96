// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/imported.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "recon/exchange/digits.hpp"
#include "recon/exchange/times.hpp"

namespace recon::exchange {

incident::Fix Sighting::printed() const {
  incident::Fix fix;
  append_time(fix.time.text, *this);
  if (in_words) {
    fix.position.text = in_words->position;
    fix.pixel.text = in_words->pixel;
    fix.altitude.text = in_words->altitude;
  }
  if (position && !in_words) {
    const double north = in_degrees(position->latitude), east = in_degrees(position->longitude);
    append_number(fix.position.text, std::abs(north), decimals.latitude);
    fix.position.text += std::signbit(north) ? " S " : " N ";
    append_number(fix.position.text, std::abs(east), decimals.longitude);
    fix.position.text += std::signbit(east) ? " W" : " E";
  }
  if (polar) {
    append_range(fix.range.text, *polar);
    fix.range.text += sign_of(polar->range_unit);
    append_azimuth(fix.azimuth.text, *polar);
    fix.azimuth.text += sign_of(polar->azimuth_unit);
    if (polar->elevation) {
      append_number(fix.elevation.text, in_degrees(*polar->elevation), polar->elevation_decimals);
      fix.elevation.text += "°";
    }
  }
  if (height) fix.altitude.text = exchange::printed(*height);
  if (accuracy) {
    append_radius(fix.accuracy.text, *accuracy);
    fix.accuracy.text += " m";
  }
  if (accuracy && ellipse) {
    append_radius(fix.accuracy_minor.text, ellipse->minor);
    fix.accuracy_minor.text += " m";
    append_number(fix.accuracy_axis.text, in_degrees(ellipse->axis), 1);
    fix.accuracy_axis.text += "°";
  }
  return fix;
}

void skip(Honesty& honesty, std::string_view reason, std::size_t place) {
  auto known = std::find_if(honesty.skipped.begin(), honesty.skipped.end(),
                            [&](const Honesty::Skipped& skipped) { return skipped.reason == reason; });
  if (known == honesty.skipped.end())
    known = honesty.skipped.insert(known, {.reason = std::string{reason}, .count = 0, .places = {}});
  ++known->count;
  if (known->places.size() < places_kept) known->places.push_back(place);
}

void assume(Honesty& honesty, std::string_view what, std::string_view because, Honesty::Assumed::Sure sure) {
  const bool told = std::any_of(honesty.assumed.begin(), honesty.assumed.end(),
                                [&](const Honesty::Assumed& assumed) { return assumed.what == what; });
  if (!told)
    honesty.assumed.push_back({.what = std::string{what}, .because = std::string{because}, .sure = sure});
}

void notice(Honesty& honesty, std::string what) {
  if (std::find(honesty.noticed.begin(), honesty.noticed.end(), what) == honesty.noticed.end())
    honesty.noticed.push_back(std::move(what));
}

}  // namespace recon::exchange
