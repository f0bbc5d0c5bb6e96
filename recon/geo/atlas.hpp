// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "recon/geo/outline.hpp"

namespace recon::geo {

struct NamedOutline {
  std::string name;  // ISO 3166 alpha-3 for a state
  Outline outline;
};

/// A file that is not an atlas, is of another version, or is damaged.
class BadAtlas : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// All states of one border version, prepared together for one question: in which of them does a point
/// lie? The answer is a set, because published outlines overlap. A grid of 4 x 4 cells a level whose
/// leaves hold few edges; docs/method/geodesy.md.
///   (1) exact: a point, and the vertices, are the real numbers that their doubles are; edges are straight
///       in longitude and latitude (others are first cut until the chords leave them by less than 1 mm)
///       and go the short way round; the sign of every determinant is that of exact arithmetic
///   (2) a point on an edge or on a vertex belongs to the state: states that share the edge both have it
///   (3) even-odd within one part, union over the parts of a state
///   (4) orientation of rings, order of parts and of states, threads and vector instructions change
///       nothing; 180° and -180° are one meridian; at a pole all longitudes are one point
///   (5) the window of an outline plays no part
class Atlas {
public:
  using State = std::uint16_t;  // place in names()
  using Set = std::uint32_t;    // a set of states; sets are numbered by the atlas, the empty one is 0

  /// `threads` 0: as many as the machine has. The atlas does not depend on it.
  explicit Atlas(const std::vector<NamedOutline>& states, unsigned threads = 0);

  /// Maps a file that save() wrote: ready in milliseconds, shared between processes. Throws BadAtlas.
  [[nodiscard]] static Atlas open(const std::filesystem::path& file);
  /// Written whole or not at all. Versioned and checksummed. Throws std::system_error.
  void save(const std::filesystem::path& file) const;

  ~Atlas();
  Atlas(Atlas&& other) noexcept;
  Atlas& operator=(Atlas&& other) noexcept;
  Atlas(const Atlas&) = delete;
  Atlas& operator=(const Atlas&) = delete;

  [[nodiscard]] const std::vector<std::string>& names() const;
  [[nodiscard]] std::span<const State> members(Set set) const;  // ascending
  [[nodiscard]] std::size_t bytes() const;                      // of memory that the index takes

  [[nodiscard]] Set at(const Position& point) const;
  /// The same for many points. REQUIRES: latitude in [-90, 90], longitude in [-180, 180]; a NaN lies in
  /// no state; `sets` is as long as the points
  void at(PointArrays points, std::span<Set> sets) const;

private:
  struct Index;
  explicit Atlas(std::unique_ptr<Index> index);
  std::unique_ptr<Index> index_;
};

}  // namespace recon::geo
