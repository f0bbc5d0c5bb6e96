// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/meridian_index.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

namespace recon::geo {
namespace {

// A vertex this near a pole has no longitude to speak of.
constexpr double polar_latitude_deg = 90.0 - 1e-6;

// Wider than the rounding of a longitude; sectors only have to list too much, never too little.
constexpr double spare_deg = 1e-9;

double longitude_deg(const Vec3& p) { return std::atan2(p.y, p.x) * 180.0 / std::numbers::pi; }

bool at_pole(const Vec3& p) { return std::hypot(p.x, p.y) < 0.2; }  // polar_latitude_deg in metres

/// +1 or -1 when the ring winds once round the axis eastwards or westwards, else 0.
int turns(const Ring& ring) {
  double east = 0.0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Position& next = ring[i + 1 == ring.size() ? 0 : i + 1];
    east += std::remainder(in_degrees(next.longitude - ring[i].longitude), 360.0);
  }
  return static_cast<int>(std::lround(east / 360.0));
}

bool lies_north(const Ring& ring) {
  double sum = 0.0;
  for (const Position& vertex : ring) sum += in_degrees(vertex.latitude);
  return sum > 0.0;
}

struct Span {
  double west, east;  // degrees; east may exceed 180
};
Span span(const Piece& piece) {
  double from = longitude_deg(piece.start), to = longitude_deg(piece.end);
  if (at_pole(piece.start)) from = to;
  if (at_pole(piece.end)) to = from;
  const double east = std::remainder(to - from, 360.0);
  return east >= 0.0 ? Span{from, from + east} : Span{from + east, from};
}

/// About one piece in a sector, where the pieces are.
std::size_t sectors_for(const std::vector<Span>& spans) {
  double width = 1e-6;
  for (const Span& s : spans) width += s.east - s.west;
  const double wanted = 360.0 / width * static_cast<double>(spans.size());
  return std::bit_ceil(static_cast<std::size_t>(std::clamp(wanted, 64.0, 131072.0)));
}

}  // namespace

MeridianIndex::MeridianIndex(std::vector<Piece> pieces, const std::vector<Ring>& rings)
    : pieces_{std::move(pieces)} {
  // Meridians meet at a vertex on the pole: run to the other one then.
  for (const Ring& ring : rings)
    for (const Position& vertex : ring)
      if (in_degrees(vertex.latitude) > polar_latitude_deg) target_ = -1.0;
  for (const Ring& ring : rings)
    if (turns(ring) % 2 != 0 && lies_north(ring) == (target_ > 0.0)) target_enclosed_ = !target_enclosed_;

  std::vector<Span> spans;
  spans.reserve(pieces_.size());
  for (const Piece& piece : pieces_) spans.push_back(span(piece));
  const std::size_t sectors = sectors_for(spans);
  begin_.assign(sectors + 1, 0);
  const auto each_sector = [&](const Span& s, const auto& act) {
    const std::size_t first = sector(s.west - spare_deg), last = sector(s.east + spare_deg);
    for (std::size_t i = first;; i = (i + 1) % sectors) {
      act(i);
      if (i == last) return;
    }
  };
  for (const Span& s : spans) each_sector(s, [&](std::size_t i) { ++begin_[i + 1]; });
  for (std::size_t i = 0; i < sectors; ++i) begin_[i + 1] += begin_[i];
  members_.resize(begin_.back());
  std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
  for (std::uint32_t piece = 0; piece < pieces_.size(); ++piece)
    each_sector(spans[piece], [&](std::size_t i) { members_[next[i]++] = piece; });
}

std::size_t MeridianIndex::sector(double longitude_deg) const {
  const auto sectors = static_cast<double>(begin_.size() - 1);
  const double turn = longitude_deg / 360.0;
  return std::min(static_cast<std::size_t>((turn - std::floor(turn)) * sectors), begin_.size() - 2);
}

bool MeridianIndex::encloses(const Station& from) const {
  if (pieces_.empty()) return false;
  const double sine = from.sine_of_longitude(), cosine = from.cosine_of_longitude();
  const double height = target_ * from.point().z;
  const auto east_of_meridian = [&](const Vec3& p) { return cosine * p.y - sine * p.x; };
  bool inside = target_enclosed_;
  const std::size_t here = sector(in_degrees(from.position().longitude));
  for (std::uint32_t k = begin_[here]; k < begin_[here + 1]; ++k) {
    const Piece& piece = pieces_[members_[k]];
    const double start = east_of_meridian(piece.start), end = east_of_meridian(piece.end);
    if ((start < 0.0) == (end < 0.0)) continue;
    // The same plane holds the opposite meridian.
    if (cosine * (piece.start.x + piece.end.x) + sine * (piece.start.y + piece.end.y) < 0.0) continue;
    const double bulge = east_of_meridian(piece.bulge);
    double t = start / (start - end);
    for (int step = 0; step < 2; ++step) {
      const double astray = start + t * (end - start) + 4.0 * t * (1.0 - t) * bulge;
      t = std::clamp(t - astray / (end - start + (4.0 - 8.0 * t) * bulge), 0.0, 1.0);
    }
    if (target_ * piece.at(t).z > height) inside = !inside;
  }
  return inside;
}

}  // namespace recon::geo
