// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/zones.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <set>
#include <utility>

#include "recon/geo/printed_position.hpp"
#include "recon/units/figure.hpp"

namespace recon::assess {
namespace {

using incident::Text;

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

// A chain of zones that name each other ends here; load has already refused circles.
constexpr int deepest = 32;

std::optional<Length> length_of(const Text& printed, std::string_view preferred_mile) {
  const FigureReadings read = read_figure(printed.text, Dimension::length);
  if (read.readings.empty()) return std::nullopt;
  const Taken wanted{About::mile, std::string{preferred_mile}};
  for (const FigureReading& reading : read.readings)
    if (std::ranges::find(reading.taken, wanted) != reading.taken.end()) return metres(reading.value.stated);
  return metres(read.readings.front().value.stated);
}

std::optional<Length> breadth_of(const Text& printed) { return length_of(printed, "nautical"); }

void add_states(const incident::Zone& zone, const incident::Incident& incident, std::set<std::string>& states,
                int depth);

void add_states_of(const Text& id, const incident::Incident& incident, std::set<std::string>& states,
                   int depth) {
  if (const incident::Zone* zone = incident::find(incident.zones, id.text);
      zone != nullptr && depth < deepest)
    add_states(*zone, incident, states, depth + 1);
}

void add_states(const incident::Zone& zone, const incident::Incident& incident, std::set<std::string>& states,
                int depth) {
  const auto all = [&](const std::vector<Text>& ids) {
    for (const Text& id : ids) add_states_of(id, incident, states, depth);
  };
  std::visit(
      Overloaded{[](const std::monostate&) {},
                 [&](const incident::Land& land) { states.insert(land.state.text); },
                 [&](const incident::TerritorialSea& sea) { states.insert(sea.state.text); },
                 [](const incident::Corridor&) {},
                 [&](const incident::Buffer& buffer) { add_states_of(buffer.of, incident, states, depth); },
                 [](const incident::Area&) {},
                 [&](const incident::Median& median) {
                   states.insert(median.state.text);
                   states.insert(median.other.text);
                 },
                 [&](const incident::Combined& combined) {
                   all(combined.all_of), all(combined.any_of), all(combined.except);
                 }},
      zone.shape);
}

/// Says how zones are made.
class Planner {
public:
  Planner(const incident::Incident& incident, const normalise::Normalised& normalised, const Borders& borders)
      : incident_{incident}, normalised_{normalised}, borders_{borders} {}

  [[nodiscard]] std::optional<ZonePlan> plan(const incident::Zone& zone, int depth) const {
    if (depth > deepest) return std::nullopt;
    return std::visit(
        Overloaded{[](const std::monostate&) -> std::optional<ZonePlan> { return std::nullopt; },
                   [&](const incident::Land& land) { return planned(land); },
                   [&](const incident::TerritorialSea& sea) { return planned(sea); },
                   [&](const incident::Corridor& corridor) { return planned(corridor); },
                   [&](const incident::Buffer& buffer) { return planned(buffer, depth); },
                   [&](const incident::Area& area) { return planned(area, zone.id.text); },
                   [&](const incident::Median& median) { return planned(median); },
                   [&](const incident::Combined& combined) { return planned(combined, depth); }},
        zone.shape);
  }

private:
  static ZonePlan fixed(geo::Zone zone) {
    ZonePlan plan;
    plan.fixed = std::move(zone);
    return plan;
  }
  static ZonePlan joined(ZonePlan::Kind kind, std::vector<ZonePlan> parts) {
    ZonePlan plan;
    plan.kind = kind;
    plan.parts = std::move(parts);
    return plan;
  }
  static ZonePlan outline(const Text& state, Length breadth = metres(0)) {
    ZonePlan plan;
    plan.kind = ZonePlan::Kind::outline;
    plan.state = state.text;
    plan.breadth = breadth;
    return plan;
  }

  [[nodiscard]] std::optional<geo::Position> place(const Text& text) const {
    if (const auto found = normalised_.landmarks.find(text.text); found != normalised_.landmarks.end())
      return found->second;
    const geo::PositionReadings read = geo::read_position(text.text);
    if (read.readings.empty()) return std::nullopt;
    return read.readings.front().position;
  }

  [[nodiscard]] std::optional<std::vector<geo::Position>> places(const std::vector<Text>& texts) const {
    std::vector<geo::Position> found;
    for (const Text& text : texts) {
      const auto at = place(text);
      if (!at) return std::nullopt;
      found.push_back(*at);
    }
    return found;
  }

  [[nodiscard]] static std::optional<ZonePlan> planned(const incident::Land& land) {
    return outline(land.state);
  }

  [[nodiscard]] std::optional<ZonePlan> planned(const incident::TerritorialSea& sea) const {
    const auto breadth = breadth_of(sea.breadth);
    auto baseline = places(sea.baseline_point);
    if (!breadth || !baseline) return std::nullopt;
    std::vector<ZonePlan> parts{outline(sea.state, *breadth)};
    parts.front().baseline = std::move(*baseline);
    for (const Text& island : sea.island)
      if (const auto at = place(island)) parts.push_back(fixed(geo::circle(*at, *breadth)));
    ZonePlan whole = parts.size() == 1 ? parts.front() : joined(ZonePlan::Kind::any, parts);
    if (!sea.sea_only.value_or(false)) return whole;
    return joined(ZonePlan::Kind::except, {std::move(whole), outline(sea.state)});
  }

  [[nodiscard]] std::optional<ZonePlan> planned(const incident::Corridor& corridor) const {
    const auto line = places(corridor.along);
    const auto width = breadth_of(corridor.width);
    if (!line || line->size() < 2 || !width) return std::nullopt;
    return fixed(geo::corridor(*line, *width));
  }

  [[nodiscard]] std::optional<ZonePlan> planned(const incident::Buffer& buffer, int depth) const {
    auto of = named(buffer.of, depth);
    const auto breadth = breadth_of(buffer.breadth);
    if (!of || !breadth) return std::nullopt;
    ZonePlan plan = joined(ZonePlan::Kind::strip, {std::move(*of)});
    plan.breadth = *breadth;
    plan.which = buffer.which.value_or(geo::Strip::beyond);
    return plan;
  }

  // An area kept in a file arrives as a border version under the zone's own name.
  [[nodiscard]] std::optional<ZonePlan> planned(const incident::Area& area, const std::string& id) const {
    if (!area.file.empty()) {
      const auto loaded = borders_.find(id);
      if (loaded == borders_.end() || loaded->second.states.empty()) return std::nullopt;
      const auto& outlines = loaded->second.states;
      const auto named_one = outlines.find(area.name_in_file.text);
      return fixed(geo::inside(named_one == outlines.end() ? outlines.begin()->second : named_one->second));
    }
    if (!area.centre.empty()) {
      const auto centre = place(area.centre);
      const auto radius = breadth_of(area.radius);
      if (!centre || !radius) return std::nullopt;
      return fixed(geo::circle(*centre, *radius));
    }
    const auto ring = places(area.point);
    if (!ring || ring->size() < 3) return std::nullopt;
    geo::Outline polygon;
    polygon.parts.push_back({*ring, {}});
    polygon.edge = geo::Edge::geodesic;
    return fixed(geo::inside(std::make_shared<const geo::PreparedOutline>(std::move(polygon))));
  }

  [[nodiscard]] static std::optional<ZonePlan> planned(const incident::Median& median) {
    ZonePlan plan;
    plan.kind = ZonePlan::Kind::median;
    plan.state = median.state.text;
    plan.other = median.other.text;
    return plan;
  }

  [[nodiscard]] std::optional<ZonePlan> planned(const incident::Combined& combined, int depth) const {
    const auto all = named(combined.all_of, depth), any = named(combined.any_of, depth),
               taken = named(combined.except, depth);
    if (!all || !any || !taken) return std::nullopt;
    std::vector<ZonePlan> needed = *all;
    if (!any->empty()) needed.push_back(any->size() == 1 ? any->front() : joined(ZonePlan::Kind::any, *any));
    if (needed.empty()) return std::nullopt;
    std::vector<ZonePlan> parts{needed.size() == 1 ? needed.front() : joined(ZonePlan::Kind::all, needed)};
    if (taken->empty()) return parts.front();
    parts.insert(parts.end(), taken->begin(), taken->end());
    return joined(ZonePlan::Kind::except, std::move(parts));
  }

  [[nodiscard]] std::optional<ZonePlan> named(const Text& id, int depth) const {
    const incident::Zone* zone = incident::find(incident_.zones, id.text);
    if (zone == nullptr) return std::nullopt;
    return plan(*zone, depth + 1);
  }

  [[nodiscard]] std::optional<std::vector<ZonePlan>> named(const std::vector<Text>& ids, int depth) const {
    std::vector<ZonePlan> plans;
    for (const Text& id : ids) {
      auto zone = named(id, depth);
      if (!zone) return std::nullopt;
      plans.push_back(std::move(*zone));
    }
    return plans;
  }

  const incident::Incident& incident_;
  const normalise::Normalised& normalised_;
  const Borders& borders_;
};

/// A zone whose margin is a function of the signed distance to one state's land alone (metres,
/// positive inside the land). `land` undoes it where that has one answer.
struct Profile {
  std::string state;
  std::function<Carried(double)> margin;
  std::function<std::optional<double>(double)> land;
};

std::optional<Profile> profile(const incident::Zone& zone, const incident::Incident& incident, int depth);

Profile profile_of(const incident::Land& land) {
  return {land.state.text, [](double s) { return Carried{metres(s)}; }, [](double m) { return m; }};
}

// Over the sea the margin is breadth minus distance. Over land it is at least the breadth, and
// islands or a declared baseline only push the limit outwards.
std::optional<Profile> profile_of(const incident::TerritorialSea& sea) {
  const auto printed = breadth_of(sea.breadth);
  if (!printed) return std::nullopt;
  const double breadth = in_metres(*printed);
  const bool pushed = !sea.baseline_point.empty() || !sea.island.empty();
  if (sea.sea_only.value_or(false))
    return Profile{sea.state.text,
                   [=](double s) {
                     return Carried{metres(std::min(breadth + s, -s)), pushed};
                   },
                   [](double) { return std::nullopt; }};
  return Profile{sea.state.text,
                 [=](double s) {
                   return Carried{metres(breadth + std::min(s, 0.0)), pushed || s > 0};
                 },
                 [=](double m) -> std::optional<double> {
                   if (pushed || m >= breadth) return std::nullopt;
                   return m - breadth;
                 }};
}

std::optional<Profile> profile_of(const incident::Buffer& buffer, const incident::Incident& incident,
                                  int depth) {
  const incident::Zone* of = incident::find(incident.zones, buffer.of.text);
  const auto printed = breadth_of(buffer.breadth);
  if (of == nullptr || !printed) return std::nullopt;
  const auto base = profile(*of, incident, depth + 1);
  if (!base) return std::nullopt;
  const double breadth = in_metres(*printed);
  const geo::Strip which = buffer.which.value_or(geo::Strip::beyond);
  return Profile{base->state,
                 [=](double s) {
                   const Carried inner = base->margin(s);
                   const double m = in_metres(inner.margin);
                   const double strip = which == geo::Strip::beyond   ? std::min(-m, breadth + m)
                                        : which == geo::Strip::within ? std::min(m, breadth - m)
                                                                      : breadth - std::abs(m);
                   return Carried{metres(strip), inner.at_least};
                 },
                 [](double) { return std::nullopt; }};
}

std::optional<Profile> profile(const incident::Zone& zone, const incident::Incident& incident, int depth) {
  if (depth > deepest) return std::nullopt;
  if (const auto* land = std::get_if<incident::Land>(&zone.shape)) return profile_of(*land);
  if (const auto* sea = std::get_if<incident::TerritorialSea>(&zone.shape)) return profile_of(*sea);
  if (const auto* buffer = std::get_if<incident::Buffer>(&zone.shape))
    return profile_of(*buffer, incident, depth);
  return std::nullopt;
}

}  // namespace

std::vector<std::string> versions_of(const incident::Zone& zone, const incident::Incident& incident,
                                     const Borders& borders) {
  std::set<std::string> states;
  add_states(zone, incident, states, 0);
  if (states.empty()) return {std::string{}};
  std::vector<std::string> versions;
  if (!zone.border.empty()) {
    for (const Text& border : zone.border)
      if (borders.contains(border.text)) versions.push_back(border.text);
    return versions;
  }
  for (const incident::Border& border : incident.borders) {
    const auto loaded = borders.find(border.id.text);
    if (loaded == borders.end()) continue;
    const auto covers = [&](const std::string& state) { return loaded->second.states.contains(state); };
    if (std::ranges::all_of(states, covers)) versions.push_back(border.id.text);
  }
  return versions;
}

std::optional<geo::Zone> build_zone(const incident::Zone& zone, const std::string& border,
                                    const incident::Incident& incident,
                                    const normalise::Normalised& normalised, const Borders& borders) {
  const auto plan = plan_of(zone, incident, normalised, borders);
  if (!plan) return std::nullopt;
  const auto version = borders.find(border);
  return as_published(*plan, version == borders.end() ? nullptr : &version->second);
}

std::optional<ZonePlan> plan_of(const incident::Zone& zone, const incident::Incident& incident,
                                const normalise::Normalised& normalised, const Borders& borders) {
  return Planner{incident, normalised, borders}.plan(zone, 0);
}

Length sigma_of(const incident::BorderVersion& version) {
  const LineError error = line_error(version.about);
  return metres(std::hypot(in_metres(error.line), in_metres(error.shift)));
}

bool disjoint(const incident::Zone& a, const incident::Zone& b) {
  const auto *one = std::get_if<incident::Land>(&a.shape), *other = std::get_if<incident::Land>(&b.shape);
  return one != nullptr && other != nullptr && one->state.text != other->state.text;
}

std::optional<Carried> carry(Length margin, const incident::Zone& from, const incident::Zone& to,
                             const incident::Incident& incident) {
  if (from.id.text == to.id.text) return Carried{margin};
  if (disjoint(from, to) && margin > metres(0)) return Carried{-margin, true};
  const auto known = profile(from, incident, 0), wanted = profile(to, incident, 0);
  if (!known || !wanted || known->state != wanted->state) return std::nullopt;
  const auto land = known->land(in_metres(margin));
  if (!land) return std::nullopt;
  return wanted->margin(*land);
}

}  // namespace recon::assess
