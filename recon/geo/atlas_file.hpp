// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "recon/geo/cell_grid.hpp"

/// An atlas as a file that is mapped, not read: inner to recon/geo.
namespace recon::geo::atlas_file {

/// What a file holds besides the grid: sets of states, one after the other. Set i is
/// members[ends[i - 1]] .. members[ends[i]].
struct Contents {
  grid::View grid;
  std::span<const std::uint32_t> ends;
  std::span<const grid::State> members;
  std::vector<std::string> names;
};

/// Written whole or not at all. Throws std::system_error.
void write(const std::filesystem::path& file, const Contents& contents);

/// A mapped file, as long as the object lives. Throws BadAtlas unless magic, version, byte order, lengths and
/// checksum are right and everything that a question uses as an index stays within its array.
class Mapping {
public:
  explicit Mapping(const std::filesystem::path& file);
  ~Mapping();
  Mapping(const Mapping&) = delete;
  Mapping(Mapping&&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  Mapping& operator=(Mapping&&) = delete;

  [[nodiscard]] const Contents& contents() const { return contents_; }
  [[nodiscard]] std::size_t bytes() const { return bytes_.size(); }

private:
  std::span<const unsigned char> bytes_;
  Contents contents_;
};

}  // namespace recon::geo::atlas_file
