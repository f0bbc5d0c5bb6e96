// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/outline.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "recon/geo/asked_block.hpp"
#include "recon/geo/candidate_grid.hpp"
#include "recon/geo/line_index.hpp"
#include "recon/geo/line_sides.hpp"
#include "recon/geo/meridian_index.hpp"
#include "recon/geo/stretch.hpp"

namespace recon::geo {
namespace {

// A vertex belongs to the window's frame within the last digit that data sets carry.
constexpr double on_frame_deg = 1e-9;

// What counts as lying on a line, and the accuracy that outline.hpp promises.
constexpr Length on_line = metres(0.001);

bool same_longitude(Angle a, Angle b) {
  return std::abs(std::remainder(in_degrees(a - b), 360.0)) < on_frame_deg;
}
bool same_latitude(Angle a, Angle b) { return std::abs(in_degrees(a - b)) < on_frame_deg; }

bool along_frame(const Position& a, const Position& b, const Window& window) {
  const auto both_on_meridian = [&](Angle m) {
    return same_longitude(a.longitude, m) && same_longitude(b.longitude, m);
  };
  const auto both_on_parallel = [&](Angle p) {
    return same_latitude(a.latitude, p) && same_latitude(b.latitude, p);
  };
  return both_on_meridian(window.west) || both_on_meridian(window.east) || both_on_parallel(window.south) ||
         both_on_parallel(window.north);
}

bool along_antimeridian(const Position& a, const Position& b) {
  return same_longitude(a.longitude, degrees(180)) && same_longitude(b.longitude, degrees(180));
}

/// Edges along 180°. Data sets cut areas there (RFC 7946, 3.1.9), so that both halves have an edge
/// which no border follows: where an even number of edges lie on each other, there is none.
class Seam {
public:
  void add(const Position& a, const Position& b) { ends_.push_back({a.latitude, b.latitude}); }

  void cut_odd(Edge edge, std::vector<Piece>& pieces) const {
    std::vector<Angle> stops;
    for (const auto& pair : ends_) stops.insert(stops.end(), pair.begin(), pair.end());
    std::sort(stops.begin(), stops.end());
    for (std::size_t i = 1; i < stops.size(); ++i) {
      const Angle middle = 0.5 * (stops[i - 1] + stops[i]);
      const auto layers = std::count_if(ends_.begin(), ends_.end(), [&](const auto& pair) {
        return std::min(pair[0], pair[1]) < middle && middle < std::max(pair[0], pair[1]);
      });
      if (layers % 2 != 0) cut({stops[i - 1], degrees(180)}, {stops[i], degrees(180)}, edge, pieces);
    }
  }

private:
  std::vector<std::array<Angle, 2>> ends_;
};

std::vector<Ring> rings_of(const Outline& outline) {
  std::vector<Ring> rings;
  for (const Polygon& part : outline.parts) {
    rings.push_back(part.outer);
    rings.insert(rings.end(), part.holes.begin(), part.holes.end());
  }
  return rings;
}

template <class Act>
void for_each_edge(const Ring& ring, const Act& act) {
  for (std::size_t i = 0; i < ring.size(); ++i) act(ring[i], ring[i + 1 == ring.size() ? 0 : i + 1]);
}

double width_deg(const Window& window) {
  const double width = in_degrees(window.east - window.west);
  return width < 0.0 ? width + 360.0 : width;
}

/// The four sides, less those that do not end the data: poles, and meridians of a window all round.
std::vector<Piece> sides_of(const Window& window) {
  const double width = width_deg(window);
  std::vector<Piece> sides;
  if (width < 360.0)
    for (const Angle meridian : {window.west, window.east})
      cut({window.south, meridian}, {window.north, meridian}, Edge::lon_lat, sides);
  constexpr int steps = 4;  // an edge goes the short way round, a side may not
  for (const Angle parallel : {window.south, window.north})
    for (int i = 0; i < steps && std::abs(in_degrees(parallel)) < 90.0; ++i)
      cut({parallel, window.west + degrees(width * i / steps)},
          {parallel, window.west + degrees(width * (i + 1) / steps)}, Edge::lon_lat, sides);
  return sides;
}

}  // namespace

bool contains(const Window& window, const Position& point) {
  const double east_of_west = in_degrees(point.longitude - window.west);
  const double turned = east_of_west - 360.0 * std::floor(east_of_west / 360.0);
  return window.south <= point.latitude && point.latitude <= window.north && turned <= width_deg(window);
}

struct PreparedOutline::Index {
  Outline outline;
  LineIndex border, frame;  // the edges of the outline, and those that only follow the window
  LineIndex window;         // the window itself
  MeridianIndex area;
  LineSides sides;

  [[nodiscard]] bool on_frame(const Vec3& point) const { return frame.touches(point, on_line); }
  [[nodiscard]] static bool on_border(const Touch& touch) {
    return touch.squared <= in_metres(on_line) * in_metres(on_line);
  }
  [[nodiscard]] bool contains_slowly(const Station& here) const {
    return area.encloses(here) || border.touches(here.point(), on_line) || on_frame(here.point());
  }
  /// As the cell says, or as the nearest piece does, or the slow way. `touch` is what the cell finds.
  template <class FindTouch>
  [[nodiscard]] bool contains(const Cell& cell, KnownCell& known, const Position& point, const Vec3& in_space,
                              const FindTouch& touch) const {
    switch (sides.of(cell, known, border, area)) {
      case LineSides::inside:
        return true;
      case LineSides::outside:
        return false;
      case LineSides::ask:
        return contains_slowly(Station{point});
      case LineSides::by_piece:
        break;
    }
    const std::optional<Touch>& nearest = touch();
    if (!nearest) return contains_slowly(Station{point});
    if (on_border(*nearest)) return true;
    const std::optional<bool> side = sides.holds(*nearest, in_space, border, area);
    return side ? *side : contains_slowly(Station{point});
  }
};

PreparedOutline::PreparedOutline(Outline outline) : index_{std::make_unique<Index>()} {
  const std::vector<Ring> rings = rings_of(outline);
  std::vector<Piece> border, frame, seams, all;
  std::vector<std::size_t> ring_starts;
  Seam seam;
  for (const Ring& ring : rings) {
    ring_starts.push_back(border.size());
    for_each_edge(ring, [&](const Position& a, const Position& b) {
      const std::size_t before = all.size();
      cut(a, b, outline.edge, all);
      const bool framed = outline.window && along_frame(a, b, *outline.window);
      const bool seamed = !framed && along_antimeridian(a, b);
      if (seamed) seam.add(a, b);
      auto& kind = framed ? frame : seamed ? seams : border;
      kind.insert(kind.end(), all.begin() + static_cast<std::ptrdiff_t>(before), all.end());
    });
  }
  ring_starts.push_back(border.size());
  seam.cut_odd(outline.edge, border);
  std::vector<Piece> unseen = frame;
  unseen.insert(unseen.end(), seams.begin(), seams.end());
  index_->sides = LineSides{border, ring_starts, unseen};
  index_->border = LineIndex{border};
  index_->frame = LineIndex{frame};
  if (outline.window) index_->window = LineIndex{sides_of(*outline.window)};
  index_->area = MeridianIndex{std::move(all), rings};
  index_->outline = std::move(outline);
}

PreparedOutline::~PreparedOutline() = default;
PreparedOutline::PreparedOutline(PreparedOutline&&) noexcept = default;
PreparedOutline& PreparedOutline::operator=(PreparedOutline&&) noexcept = default;

const Outline& PreparedOutline::outline() const { return index_->outline; }

bool PreparedOutline::contains(const Position& point) const {
  const Station here{point};
  const Index& index = *index_;
  if (index.border.empty()) return index.contains_slowly(here);
  Cell cell;
  KnownCell known = index.border.cell(in_degrees(point.latitude), in_degrees(point.longitude), cell);
  return index.contains(cell, known, point, here.point(),
                        [&] { return index.border.touch(known, here.point()); });
}

std::optional<NearestEdge> PreparedOutline::nearest_edge(const Position& point) const {
  return index_->border.nearest(Station{point});
}

bool PreparedOutline::may_be_within(const Position& point, Length radius) const {
  // A chord is shorter than its geodesic: what no chord of that length reaches is farther.
  return index_->border.touches(to_space(point), radius + on_line);
}

Located PreparedOutline::locate(const Position& point) const {
  const Station here{point};
  const Index& index = *index_;
  if (index.border.empty()) return {index.contains_slowly(here), {}};
  Cell cell;
  KnownCell known = index.border.cell(in_degrees(point.latitude), in_degrees(point.longitude), cell);
  const auto touch = index.border.touch(known, here.point());
  return {index.contains(cell, known, point, here.point(),
                         [&]() -> const std::optional<Touch>& { return touch; }),
          touch ? index.border.told(here, *touch) : index.border.nearest_afar(here)};
}

void PreparedOutline::signed_distances(PointArrays points, DistanceArrays answers) const {
  const Index& index = *index_;
  const auto tell = [&answers](std::size_t i, double distance, bool inside) {
    if (!answers.metres.empty()) answers.metres[i] = inside ? distance : -distance;
  };
  const auto tell_nearest = [&answers](std::size_t i, const Position& nearest) {
    if (!answers.nearest_latitude.empty()) answers.nearest_latitude[i] = in_degrees(nearest.latitude);
    if (!answers.nearest_longitude.empty()) answers.nearest_longitude[i] = in_degrees(nearest.longitude);
  };
  if (index.border.empty()) {
    constexpr Angle nowhere = degrees(std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = 0; i < points.size(); ++i) {
      const Station here{{degrees(points.latitude[i]), degrees(points.longitude[i])}};
      tell(i, std::numeric_limits<double>::infinity(), index.contains_slowly(here));
      tell_nearest(i, {nowhere, nowhere});
    }
    return;
  }
  const bool with_nearest = !answers.nearest_latitude.empty() || !answers.nearest_longitude.empty();
  ask(index.border, points, [&](AskedBlock& block) {
    for (std::size_t i = 0; i < block.points.size(); ++i) {
      const std::optional<Touch>& touch = block.touches[i];
      const Position point = block.point(i);
      const bool inside = index.contains(block.cells[i], block.known[i], point, block.in_space[i],
                                         [&]() -> const std::optional<Touch>& { return touch; });
      if (touch) {
        tell(block.first + i, std::sqrt(touch->squared), inside);
        if (with_nearest)
          tell_nearest(block.first + i, index.border.stretches()[touch->stretch].position(touch->t));
      } else {
        const NearestEdge edge = index.border.nearest_afar(Station{point});
        tell(block.first + i, in_metres(edge.distance), inside);
        tell_nearest(block.first + i, edge.position);
      }
    }
  });
}

Length PreparedOutline::distance_to_unknown(const Position& point) const {
  const auto& window = index_->outline.window;
  if (window && !geo::contains(*window, point)) return metres(0);
  const auto side = index_->window.nearest(Station{point});
  return side ? side->distance : metres(std::numeric_limits<double>::infinity());
}

bool PreparedOutline::knows_all_within(const Position& point, Length radius) const {
  const auto& window = index_->outline.window;
  if (!window) return true;
  // A chord is shorter than its geodesic: what no chord of that length reaches is farther.
  return geo::contains(*window, point) && !index_->window.touches(to_space(point), radius + on_line);
}

}  // namespace recon::geo
