// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "recon/geo/outline.hpp"
#include "recon/load/load.hpp"
#include "recon/load/outlines.hpp"

/// What a vector file draws, before anything in it is believed: between the readers and the rings.
namespace recon::load {

/// A ring's vertices may be closed or not, and lie anywhere; until moved_to_wgs84() they are x (as
/// longitude) and y (as latitude) of the file's own system.
struct DrawnPolygon {
  std::vector<geo::Ring> rings;        // the first is the shell
  std::size_t feature = 0, part = 0;   // from 1
  std::vector<std::size_t> numbers{};  // of the rings as the file has them, from 1; empty: all are there
};

struct DrawnFeature {
  std::size_t number = 0;                         // from 1
  std::vector<std::optional<std::string>> names;  // the values of Drawn::candidates
  std::vector<DrawnPolygon> polygons;
};

struct Drawn {
  std::vector<std::string> candidates;  // properties that may name the states
  std::vector<std::string> properties;  // all there are, for messages; at most a hundred
  std::vector<DrawnFeature> features;
  std::string crs;  // a definition OGR reads; empty: WGS 84
};

/// Sentences about one file, in the order they were found; after most_notes only their number.
class Notes {
public:
  void add(std::string note) {
    if (notes_.size() < most_notes) notes_.push_back(std::move(note));
    ++count_;
  }
  void add(Notes&& others) {
    const std::size_t told = others.notes_.size();
    for (std::string& note : others.notes_) add(std::move(note));
    count_ += others.count_ - told;
  }
  [[nodiscard]] std::vector<std::string> taken() && {
    if (count_ > notes_.size()) notes_.push_back("and " + std::to_string(count_ - notes_.size()) + " more");
    return std::move(notes_);
  }

private:
  std::vector<std::string> notes_;
  std::size_t count_ = 0;
};

[[noreturn]] inline void refuse_file(const std::string& name, const std::string& why) {
  throw UnreadableFile{name + ": " + why};
}

/// Counts what is read of a file, and refuses it when that is beyond its limits.
class Tally {
public:
  explicit Tally(const std::string& name) : name_{name} {}
  void vertices(std::size_t n) {
    vertices_ += n;
    if (vertices_ > most_vertices) refuse_file(name_, "more than 50 000 000 vertices");
  }
  void ring() {
    if (++rings_ > most_rings) refuse_file(name_, "more than 1 000 000 rings");
  }
  void part() {
    if (++parts_ > most_parts) refuse_file(name_, "more than 200 000 parts");
  }

private:
  const std::string& name_;
  std::size_t vertices_ = 0, rings_ = 0, parts_ = 0;
};

/// "feature 3, part 1, ring 2"
[[nodiscard]] inline std::string which(const DrawnPolygon& polygon, std::size_t ring) {
  const std::size_t number = polygon.numbers.empty() ? ring + 1 : polygon.numbers[ring];
  return "feature " + std::to_string(polygon.feature) + ", part " + std::to_string(polygon.part) + ", ring " +
         std::to_string(number);
}

}  // namespace recon::load
