// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "viewer/model/session.hpp"

#include "recon/inquiry/inquiry.hpp"

namespace recon::viewer::test {

/// The bundled case of the salient, assessed once with few draws: what the tests look at does not hang on
/// them.
inline const inquiry::Inquiry& salient() {
  static const inquiry::Inquiry inquiry = [] {
    assess::Settings settings;
    settings.draws = 500;
    return inquiry::open(std::string{RECON_DATA} + "/incidents/su24-2015", {}, settings);
  }();
  return inquiry;
}

inline std::unique_ptr<Session> session() { return std::make_unique<Session>(salient(), "su24-2015"); }

/// A made course for an account's wish: due west along a parallel at 250 m/s, inside from 10 s before the
/// event to 7 s after it.
inline assess::Course made_course(const assess::CourseWish& wish, double latitude, double offset_m = 0.0) {
  assess::Course course{.narrative = wish.narrative,
                        .aircraft = wish.aircraft,
                        .zone = wish.zone,
                        .border = wish.border,
                        .begin = seconds(-60.0),
                        .step = seconds(2.0)};
  for (int flight = 0; flight < 3; ++flight) {
    std::vector<geo::Position>& path = course.flights.emplace_back();
    for (int i = 0; i <= 60; ++i)
      path.push_back(geo::destination({degrees(latitude + 0.001 * flight), degrees(36.16)}, degrees(270.0),
                                      metres(500.0 * (i - 30) + offset_m)));
  }
  for (int i = 0; i <= 60; ++i) {
    const double t = -60.0 + 2.0 * i;
    const bool inside = t >= -10.0 && t <= 7.0 && offset_m == 0.0;
    const Length margin = inside ? metres(600.0) : metres(-1500.0);
    course.at.push_back({.margin = {margin - metres(100), margin, margin + metres(100)},
                         .inside = inside ? 0.98 : 0.02,
                         .speed = {metres_per_second(240), metres_per_second(250), metres_per_second(260)},
                         .middle = course.flights.front()[static_cast<std::size_t>(i)],
                         .major = metres(800),
                         .minor = metres(300),
                         .orientation = degrees(0)});
  }
  if (offset_m == 0.0) {
    course.entry = {seconds(-11.0), seconds(-10.0), seconds(-9.0)};
    course.exit = {seconds(6.0), seconds(7.0), seconds(8.0)};
  }
  return course;
}

/// Both shown accounts fly: the first through the salient, the second outside it.
inline void fly_both(Session& session) {
  session.refresh();
  bool first = true;
  for (const assess::CourseWish& wish : session.wanted()) {
    session.courses[key_of(wish)] = made_course(wish, first ? 35.825 : 35.795, first ? 0.0 : 10.0);
    first = false;
  }
  session.refresh();
}

}  // namespace recon::viewer::test
