// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "viewer/model/clock.hpp"
#include "viewer/model/ground.hpp"
#include "viewer/model/series.hpp"

#include "recon/inquiry/inquiry.hpp"

namespace recon::viewer {

/// One case on the screen: what is known, what was chosen, and what follows from both. It does not move in
/// memory: its parts look at each other.
struct Session {
  Session(inquiry::Inquiry known_case, std::string name)
      : inquiry{std::move(known_case)}, case_name{std::move(name)} {
    choices = first_choices(view);
    refresh();
  }
  Session(const Session&) = delete;
  Session(Session&&) = delete;
  Session& operator=(const Session&) = delete;
  Session& operator=(Session&&) = delete;
  ~Session() = default;

  inquiry::Inquiry inquiry;
  std::string case_name;  // as the user gave it
  report::View view{inquiry};
  Ground ground{view};
  Choices choices;
  KnownCourses courses;
  Drawing drawing = Drawing::under_way;

  std::vector<Branch> tree;
  std::vector<Moving> all;  // one per shown account
  std::vector<ChartData> charts;
  VersionChart versions;
  ClockFace face;

  /// After a change of choices or courses.
  void refresh() {
    tree = tree_of(view, choices);
    all = moving(view, choices, tree, courses, drawing);
    charts = charts_of(view, choices, all);
    versions = by_version(view, choices, tree);
    face = clock_face(view, choices, all);
  }
  /// The paths of an account on the plane of the ground, projected once however often choices change.
  const std::vector<PlaneLine>& flat(const Moving& moving) const {
    std::vector<PlaneLine>& lines = flat_[moving.key];
    if (lines.size() != moving.paths.size()) {
      lines.clear();
      for (const auto& path : moving.paths) lines.emplace_back(ground.flat(path));
    }
    return lines;
  }
  [[nodiscard]] Instant time() const { return choices.time ? *choices.time : first_time(face, all); }
  [[nodiscard]] const Moving* moving_of(const std::string& account) const {
    for (const Moving& one : all)
      if (one.account->id == account) return &one;
    return nullptr;
  }
  /// Courses that would be shown but are not there.
  [[nodiscard]] std::vector<assess::CourseWish> wanted() const {
    std::vector<assess::CourseWish> wishes;
    for (const Moving& one : all)
      if (one.kind == Moving::Kind::pending || one.kind == Moving::Kind::missing)
        if (auto wish = wish_of(view, choices, tree, one.account->id)) wishes.push_back(std::move(*wish));
    return wishes;
  }

private:
  mutable std::map<std::string, std::vector<PlaneLine>> flat_;  // by Moving::key
};

}  // namespace recon::viewer
