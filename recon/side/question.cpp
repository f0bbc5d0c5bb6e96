// SPDX-License-Identifier: Apache-2.0
#include "recon/side/question.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "recon/assess/zones.hpp"
#include "recon/geo/atlas.hpp"
#include "recon/load/load.hpp"

namespace recon::side {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

// In an atlas the window is one more outline, named after the version: what does not lie in it is not known.
constexpr char window_mark = '@';

// ---- what may be asked ----

std::string listed(const incident::BorderVersion& version) {
  std::string names;
  for (const auto& [state, outline] : version.states) names += (names.empty() ? "" : ", ") + state;
  return names;
}

std::vector<std::string> asked_of(const incident::BorderVersion& version, const Question::Asked& asked) {
  const std::string& id = version.about.id.text;
  if (asked.breadth && version.about.extent == incident::Border::Extent::land_and_sea)
    throw load::UnreadableFile{
        id +
        ": its outlines include the territorial sea, so there is no coast to measure a "
        "breadth from"};
  std::vector<std::string> states;
  for (const std::string& state : asked.states) {
    if (state == "all") {
      for (const auto& [name, outline] : version.states) states.push_back(name);
    } else if (version.states.contains(state)) {
      states.push_back(state);
    } else {
      throw load::UnreadableFile{id + ": no state '" + state + "'; it has " + listed(version)};
    }
  }
  return states;
}

// ---- the atlas ----

// An edge goes the short way round, a side of a window may not.
geo::Outline area_of(const std::optional<geo::Window>& window) {
  geo::Outline outline;
  if (!window) return outline;
  const double west = in_degrees(window->west);
  const double turned = in_degrees(window->east) - west;
  const double width = turned < 0.0 ? turned + 360.0 : turned;
  constexpr int steps = 4;
  geo::Polygon area;
  const auto add = [&](Angle latitude, int step) {
    const double longitude = west + width * step / steps;
    area.outer.push_back({latitude, degrees(longitude > 180.0 ? longitude - 360.0 : longitude)});
  };
  for (int i = 0; i <= steps; ++i) add(window->south, i);
  for (int i = steps; i >= 0; --i) add(window->north, i);
  // The last step's longitude as it was given, not as it was computed.
  area.outer[steps].longitude = area.outer[steps + 1].longitude = window->east;
  outline.parts.push_back(std::move(area));
  return outline;
}

geo::Atlas atlas_of(const incident::BorderVersion& version, unsigned threads) {
  std::vector<geo::NamedOutline> outlines;
  for (const auto& [state, outline] : version.states) outlines.push_back({state, outline->outline()});
  outlines.push_back({window_mark + version.about.id.text, area_of(version.about.frame)});
  return geo::Atlas{outlines, threads};
}

// ---- bounds of margins ----

void take_lesser(Margins& of, const Margins& other) {
  for (std::size_t i = 0; i < of.low.size(); ++i) {
    const bool nearer = other.high[i] < of.high[i];
    of.low[i] = std::min(of.low[i], other.low[i]);
    of.high[i] = std::min(of.high[i], other.high[i]);
    if (!nearer || of.nearest_latitude.empty()) continue;
    of.nearest_latitude[i] = other.nearest_latitude[i];
    of.nearest_longitude[i] = other.nearest_longitude[i];
  }
}

void turn_inside_out(Margins& of) {
  for (std::size_t i = 0; i < of.low.size(); ++i) of.low[i] = -std::exchange(of.high[i], -of.low[i]);
}

// An edge beyond the window could be as near as its frame, never nearer; outside the window all is open.
void bound_by_window(Margins& of, const geo::PreparedOutline& outline, geo::PointArrays points) {
  if (!outline.outline().window) return;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const geo::Position at{degrees(points.latitude[i]), degrees(points.longitude[i])};
    const double margin = of.low[i];
    if (!outline.knows_all_within(at, metres(0))) {
      of.low[i] = -infinite;
      of.high[i] = infinite;
    } else if (!outline.knows_all_within(at, metres(std::abs(margin)))) {
      const double sure = std::min(std::abs(margin), in_metres(outline.distance_to_unknown(at)));
      (margin > 0.0 ? of.low[i] : of.high[i]) = std::copysign(sure, margin);
    }
  }
}

Margins margins_in(const geo::PreparedOutline& outline, geo::PointArrays points, bool nearest) {
  Margins found;
  found.low.resize(points.size());
  if (nearest) {
    found.nearest_latitude.resize(points.size());
    found.nearest_longitude.resize(points.size());
  }
  outline.signed_distances(points, {found.low, found.nearest_latitude, found.nearest_longitude});
  found.high = found.low;
  bound_by_window(found, outline, points);
  return found;
}

}  // namespace

struct Question::Ready {
  std::string border;
  Length sigma;
  std::vector<std::string> states;
  std::optional<Length> breadth;
  std::map<std::string, geo::SharedOutline> outlines;  // of every state
  std::optional<geo::Atlas> atlas;                     // of land

  [[nodiscard]] Margins margins(const std::string& state, geo::PointArrays points, bool nearest) const;
  [[nodiscard]] Countries from_atlas(geo::PointArrays points) const;
  [[nodiscard]] Countries from_margins(geo::PointArrays points) const;
};

Margins Question::Ready::margins(const std::string& state, geo::PointArrays points, bool nearest) const {
  Margins found = margins_in(*outlines.at(state), points, nearest);
  if (!breadth) return found;
  for (double& low : found.low) low += in_metres(*breadth);
  for (double& high : found.high) high += in_metres(*breadth);
  for (const auto& [other, outline] : outlines) {
    if (other == state) continue;
    Margins land = margins_in(*outline, points, nearest);
    turn_inside_out(land);
    take_lesser(found, land);
  }
  return found;
}

Countries Question::Ready::from_atlas(geo::PointArrays points) const {
  std::vector<geo::Atlas::Set> found(points.size());
  atlas->at(points, found);
  Countries countries;
  countries.of_point.resize(points.size());
  std::map<geo::Atlas::Set, std::uint32_t> places;
  geo::Atlas::Set last = 0;
  std::uint32_t last_place = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (i == 0 || found[i] != last) {
      last = found[i];
      const auto [place, fresh] = places.emplace(last, static_cast<std::uint32_t>(countries.sets.size()));
      last_place = place->second;
      if (fresh) {
        CountrySet set{.known = false};
        for (const geo::Atlas::State state : atlas->members(last)) {
          const std::string& name = atlas->names()[state];
          if (name.front() == window_mark)
            set.known = true;
          else
            set.states.push_back(name);
        }
        std::sort(set.states.begin(), set.states.end());
        countries.sets.push_back(std::move(set));
      }
    }
    countries.of_point[i] = last_place;
  }
  return countries;
}

Countries Question::Ready::from_margins(geo::PointArrays points) const {
  std::vector<CountrySet> all(points.size());
  for (const auto& [state, outline] : outlines) {
    const Margins margin = margins(state, points, false);
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (margin.low[i] >= 0.0)
        all[i].states.push_back(state);
      else if (margin.high[i] >= 0.0)
        all[i].known = false;
    }
  }
  Countries countries;
  countries.of_point.reserve(points.size());
  for (CountrySet& set : all) {
    if (!set.known) set.states.clear();
    const auto place = std::find(countries.sets.begin(), countries.sets.end(), set);
    countries.of_point.push_back(static_cast<std::uint32_t>(place - countries.sets.begin()));
    if (place == countries.sets.end()) countries.sets.push_back(std::move(set));
  }
  return countries;
}

Question::Question(const incident::BorderVersion& version, const Asked& asked, unsigned threads)
    : ready_{std::make_unique<Ready>()} {
  ready_->border = version.about.id.text;
  ready_->states = asked_of(version, asked);
  ready_->sigma = assess::sigma_of(version);
  ready_->breadth = asked.breadth;
  ready_->outlines = version.states;
  ready_->atlas.emplace(atlas_of(version, threads));
}

Question::Question(std::unique_ptr<Ready> ready) : ready_{std::move(ready)} {}
Question::~Question() = default;
Question::Question(Question&&) noexcept = default;
Question& Question::operator=(Question&&) noexcept = default;

Question Question::open(const std::filesystem::path& file) {
  auto ready = std::make_unique<Ready>();
  ready->atlas.emplace(geo::Atlas::open(file));
  for (const std::string& name : ready->atlas->names())
    if (!name.empty() && name.front() == window_mark) ready->border = name.substr(1);
  if (ready->border.empty())
    throw geo::BadAtlas{file.string() + ": an atlas, but not one that recon side wrote"};
  return Question{std::move(ready)};
}

const std::string& Question::border() const { return ready_->border; }
Length Question::sigma() const { return ready_->sigma; }
const std::vector<std::string>& Question::states() const { return ready_->states; }
bool Question::sides_known() const { return !ready_->outlines.empty(); }

Countries Question::countries(geo::PointArrays points) const {
  return ready_->breadth ? ready_->from_margins(points) : ready_->from_atlas(points);
}

Margins Question::margins(std::size_t state, geo::PointArrays points, bool nearest) const {
  return ready_->margins(ready_->states[state], points, nearest);
}

bool Question::knows_all_within(const geo::Position& point, Length radius) const {
  return ready_->outlines.empty() || ready_->outlines.begin()->second->knows_all_within(point, radius);
}

void Question::save(const std::filesystem::path& atlas) const { ready_->atlas->save(atlas); }

}  // namespace recon::side
