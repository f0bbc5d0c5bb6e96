// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/atlas.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <deque>
#include <limits>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <thread>

#include <GeographicLib/Geodesic.hpp>
#include <GeographicLib/GeodesicLine.hpp>
#include <GeographicLib/Rhumb.hpp>

#include "recon/geo/atlas_file.hpp"
#include "recon/geo/cell_grid.hpp"

namespace recon::geo {
namespace {

// Chords in longitude and latitude leave an edge of another kind by less than this.
constexpr double chord_error_m = 1e-3;

// Longer chords could meet the edge where it is tested and leave it elsewhere.
constexpr double longest_chord_m = 20'000.0;

Vertex vertex(const Position& position) {
  return {in_degrees(position.longitude), in_degrees(position.latitude)};
}

/// Appends the vertices between both ends: halves until the chord's middle and quarters lie on the edge.
template <class PointAt>
void halve(const PointAt& at, double length, double s0, const Vertex& start, double s1, const Vertex& end,
           std::vector<Vertex>& ring) {
  const auto& earth = GeographicLib::Geodesic::WGS84();
  const auto astray = [&](double t) {
    const Vertex there = at(s0 + t * (s1 - s0));
    const double east = std::remainder(end.longitude - start.longitude, 360.0);
    double gap = 0.0;
    earth.Inverse(start.latitude + t * (end.latitude - start.latitude), start.longitude + t * east,
                  there.latitude, there.longitude, gap);
    return gap > 0.5 * chord_error_m;
  };
  if (!((s1 - s0) * length > longest_chord_m || astray(0.5) || astray(0.25) || astray(0.75))) return;
  if ((s1 - s0) * length < chord_error_m) return;  // at a pole a chord of any length goes astray
  const double middle = 0.5 * (s0 + s1);
  const Vertex centre = at(middle);
  halve(at, length, s0, start, middle, centre, ring);
  ring.push_back(centre);
  halve(at, length, middle, centre, s1, end, ring);
}

void cut(const Vertex& from, const Vertex& to, Edge edge, std::vector<Vertex>& ring) {
  const auto on = [](double latitude, double longitude) {
    return Vertex{std::remainder(longitude, 360.0), std::clamp(latitude, -90.0, 90.0)};
  };
  if (edge == Edge::geodesic) {
    const auto line = GeographicLib::Geodesic::WGS84().InverseLine(from.latitude, from.longitude, to.latitude,
                                                                   to.longitude);
    const auto at = [&](double t) {
      double latitude = 0.0, longitude = 0.0;
      line.Position(t * line.Distance(), latitude, longitude);
      return on(latitude, longitude);
    };
    halve(at, line.Distance(), 0.0, from, 1.0, to, ring);
  } else if (edge == Edge::rhumb) {
    const auto& rhumb = GeographicLib::Rhumb::WGS84();
    double length = 0.0, course = 0.0;
    rhumb.Inverse(from.latitude, from.longitude, to.latitude, to.longitude, length, course);
    const auto line = rhumb.Line(from.latitude, from.longitude, course);
    const auto at = [&](double t) {
      double latitude = 0.0, longitude = 0.0;
      line.Position(t * length, latitude, longitude);
      return on(latitude, longitude);
    };
    halve(at, length, 0.0, from, 1.0, to, ring);
  }
}

std::vector<Vertex> flat(const Ring& ring, Edge edge) {
  std::vector<Vertex> vertices;
  vertices.reserve(ring.size());
  for (std::size_t i = 0; i < ring.size(); ++i) {
    vertices.push_back(vertex(ring[i]));
    if (edge != Edge::lon_lat)
      cut(vertices.back(), vertex(ring[i + 1 == ring.size() ? 0 : i + 1]), edge, vertices);
  }
  return vertices;
}

std::vector<grid::Part> flat(const std::vector<NamedOutline>& states) {
  if (states.size() > std::numeric_limits<Atlas::State>::max())
    throw std::length_error{"more than 65535 states"};
  std::vector<grid::Part> parts;
  for (std::size_t state = 0; state < states.size(); ++state) {
    const Outline& outline = states[state].outline;
    for (const Polygon& polygon : outline.parts) {
      grid::Part part{static_cast<Atlas::State>(state), {}};
      part.rings.push_back(flat(polygon.outer, outline.edge));
      for (const Ring& hole : polygon.holes) part.rings.push_back(flat(hole, outline.edge));
      parts.push_back(std::move(part));
    }
  }
  return parts;
}

/// Sets of states by number. Most are known from the start; what only turns up where many borders meet
/// in a point is numbered when it is met.
class Sets {
public:
  using Members = std::vector<Atlas::State>;

  void know(std::span<const std::uint32_t> ends, std::span<const Atlas::State> members) {
    ends_ = ends;
    members_ = members;
    for (std::size_t set = 0; set < ends.size(); ++set) {
      const auto states = known(set);
      numbers_.try_emplace(Members(states.begin(), states.end()), static_cast<Atlas::Set>(set));
    }
  }

  [[nodiscard]] std::span<const Atlas::State> members(Atlas::Set set) const {
    if (set < ends_.size()) return known(set);
    const std::shared_lock lock{met_mutex_};
    return met_.at(set - ends_.size());
  }

  [[nodiscard]] Atlas::Set number(const Members& states) const {
    {
      const std::shared_lock lock{met_mutex_};
      if (const auto at = numbers_.find(states); at != numbers_.end()) return at->second;
    }
    const std::lock_guard lock{met_mutex_};
    const auto [at, fresh] =
        numbers_.try_emplace(states, static_cast<Atlas::Set>(ends_.size() + met_.size()));
    if (fresh) met_.push_back(states);
    return at->second;
  }

  [[nodiscard]] std::span<const std::uint32_t> ends() const { return ends_; }
  [[nodiscard]] std::span<const Atlas::State> all_members() const { return members_; }

private:
  [[nodiscard]] std::span<const Atlas::State> known(std::size_t set) const {
    const std::size_t begin = set == 0 ? 0 : ends_[set - 1];
    return members_.subspan(begin, ends_[set] - begin);
  }

  std::span<const std::uint32_t> ends_;
  std::span<const Atlas::State> members_;
  mutable std::shared_mutex met_mutex_;
  mutable std::map<Members, Atlas::Set> numbers_;
  mutable std::deque<Members> met_;  // stays where it is when it grows
};

}  // namespace

struct Atlas::Index {
  grid::Arrays arrays;  // empty when mapped
  std::vector<std::uint32_t> ends;
  std::vector<State> members;
  std::optional<atlas_file::Mapping> mapping;

  grid::View view;
  std::vector<std::string> names;
  Sets sets;

  [[nodiscard]] grid::Numbering numbering() const {
    return [this](const std::vector<State>& states) { return sets.number(states); };
  }
};

Atlas::Atlas(std::unique_ptr<Index> index) : index_{std::move(index)} {}

Atlas::Atlas(const std::vector<NamedOutline>& states, unsigned threads) : index_{std::make_unique<Index>()} {
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  index_->arrays = grid::build(flat(states), threads);
  index_->view = index_->arrays.view();
  for (const auto& set : index_->arrays.sets) {
    index_->members.insert(index_->members.end(), set.begin(), set.end());
    index_->ends.push_back(static_cast<std::uint32_t>(index_->members.size()));
  }
  for (const NamedOutline& state : states) index_->names.push_back(state.name);
  index_->sets.know(index_->ends, index_->members);
}

Atlas Atlas::open(const std::filesystem::path& file) {
  auto index = std::make_unique<Index>();
  index->mapping.emplace(file);
  const atlas_file::Contents& contents = index->mapping->contents();
  index->view = contents.grid;
  index->names = contents.names;
  index->sets.know(contents.ends, contents.members);
  return Atlas{std::move(index)};
}

void Atlas::save(const std::filesystem::path& file) const {
  atlas_file::write(file, {index_->view, index_->sets.ends(), index_->sets.all_members(), index_->names});
}

Atlas::~Atlas() = default;
Atlas::Atlas(Atlas&&) noexcept = default;
Atlas& Atlas::operator=(Atlas&&) noexcept = default;

const std::vector<std::string>& Atlas::names() const { return index_->names; }

std::span<const Atlas::State> Atlas::members(Set set) const { return index_->sets.members(set); }

std::size_t Atlas::bytes() const {
  const grid::View& g = index_->view;
  return g.top.size_bytes() + g.nodes.size_bytes() + g.leaves.size_bytes() + g.tables.size_bytes() +
         g.crowds.size_bytes() + g.vertices.size_bytes() + index_->sets.ends().size_bytes() +
         index_->sets.all_members().size_bytes();
}

Atlas::Set Atlas::at(const Position& point) const {
  return grid::find(index_->view, vertex(point), index_->numbering());
}

void Atlas::at(PointArrays points, std::span<Set> sets) const {
  assert(points.longitude.size() == points.size() && sets.size() == points.size());
  grid::find(index_->view, points, sets, index_->numbering());
}

}  // namespace recon::geo
