// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/reference_lines.hpp"

#include <algorithm>
#include <cmath>

#include "recon/load/library.hpp"
#include "recon/load/load.hpp"

namespace recon::exchange {

namespace {

/// A rectangle about its middle, in degrees, so that one over the antimeridian is one like any other.
class Box {
public:
  explicit Box(const geo::Window& window)
      : middle_{in_degrees(window.west) + 0.5 * width_of(window)},
        half_width_{0.5 * width_of(window)},
        south_{in_degrees(window.south)},
        north_{in_degrees(window.north)} {}
  /// Whether an edge may come in: its own box overlaps.
  [[nodiscard]] bool meets(const geo::Position& a, const geo::Position& b) const {
    const double from = east_of_middle(a),
                 to = from + std::remainder(in_degrees(b.longitude - a.longitude), 360.0);
    return std::min(from, to) <= half_width_ && std::max(from, to) >= -half_width_ &&
           std::min(in_degrees(a.latitude), in_degrees(b.latitude)) <= north_ &&
           std::max(in_degrees(a.latitude), in_degrees(b.latitude)) >= south_;
  }
  [[nodiscard]] bool meets(const geo::Window& other) const {
    const Box its{other};
    return std::abs(std::remainder(middle_ - its.middle_, 360.0)) <= half_width_ + its.half_width_ &&
           south_ <= its.north_ && north_ >= its.south_;
  }

private:
  static double width_of(const geo::Window& window) {
    const double width = in_degrees(window.east - window.west);
    return width < 0.0 ? width + 360.0 : width;
  }
  [[nodiscard]] double east_of_middle(const geo::Position& at) const {
    return std::remainder(in_degrees(at.longitude) - middle_, 360.0);
  }
  double middle_, half_width_, south_, north_;
};

/// Both ends on one side of the frame, to 1e-7 degree.
bool along_frame(const geo::Position& a, const geo::Position& b, const geo::Window& frame) {
  const auto on = [](Angle side, Angle p, Angle q) {
    constexpr double same = 1e-7;
    return std::abs(in_degrees(p - side)) < same && std::abs(in_degrees(q - side)) < same;
  };
  return on(frame.west, a.longitude, b.longitude) || on(frame.east, a.longitude, b.longitude) ||
         on(frame.south, a.latitude, b.latitude) || on(frame.north, a.latitude, b.latitude);
}

class Cutter {
public:
  Cutter(const geo::Window& window, ReferenceLines& into) : box_{window}, into_{into} {}
  void take(const geo::Outline& outline) {
    for (const geo::Polygon& part : outline.parts) {
      take(part.outer, outline.window);
      for (const geo::Ring& hole : part.holes) take(hole, outline.window);
    }
  }

private:
  void take(const geo::Ring& ring, const std::optional<geo::Window>& frame) {
    bool open = false;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const geo::Position &a = ring[i], &b = ring[(i + 1) % ring.size()];
      if (!box_.meets(a, b) || (frame && along_frame(a, b, *frame))) {
        open = false;
        continue;
      }
      if (!open) into_.lines.push_back({a}), ++into_.vertices;
      into_.lines.back().push_back(b), ++into_.vertices;
      open = true;
    }
  }
  Box box_;
  ReferenceLines& into_;
};

}  // namespace

ReferenceLines lines_in(const incident::BorderVersion& version, const geo::Window& window) {
  ReferenceLines made{
      .border = version.about.id.text,
      .title = version.about.title.empty() ? version.about.id.text : version.about.title.text};
  Cutter cutter{window, made};
  for (const auto& [state, outline] : version.states)
    if (outline) cutter.take(outline->outline());
  return made;
}

std::vector<ReferenceLines> library_lines(const geo::Window& window, const std::stop_token& stop) {
  std::vector<ReferenceLines> all;
  for (const load::LibraryEntry& entry : load::library_entries()) {
    if (stop.stop_requested()) return {};
    try {
      const incident::Border about = load::read_entry(entry);
      if (about.frame && !Box{window}.meets(*about.frame)) continue;
      ReferenceLines its = lines_in(load::load_entry(entry), window);
      its.border = entry.id;
      if (!its.lines.empty()) all.push_back(std::move(its));
    } catch (const load::UnreadableFile&) {
      continue;
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.vertices > b.vertices; });
  return all;
}

}  // namespace recon::exchange
