// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "recon/geo/outline.hpp"
#include "recon/incident/border.hpp"

namespace recon::side {

/// The states a point lies in. Several where a publisher's outlines overlap; none at sea or in a state that
/// the version lacks; not known beyond the window that the data were cut to.
struct CountrySet {
  bool known = true;
  std::vector<std::string> states;  // ISO 3166 alpha-3, sorted
  friend bool operator==(const CountrySet&, const CountrySet&) = default;
};
struct Countries {
  std::vector<std::uint32_t> of_point;  // place in `sets`
  std::vector<CountrySet> sets;
};

/// What the margins of many points may be, in metres, positive inside: both bounds are one number but for
/// points that lie nearer to the window's frame than to any known line.
struct Margins {
  std::vector<double> low, high;
  std::vector<double> nearest_latitude, nearest_longitude;  // degrees; empty unless asked
};

/// One version of a border made ready for millions of points.
///   (1) a state's margin is that of geo::inside, or with a breadth that of geo::within less the land of
///   every
///       other state of the version: nobody's territorial sea is on land
///   (2) a point within a state has no negative margin in it but for 1 mm
///   (3) with a breadth the median line between opposite coasts is not drawn: nearer than two breadths both
///       seas have the point
class Question {
public:
  struct Asked {
    std::vector<std::string> states;  // whose side; "all" is every state of the version
    std::optional<Length> breadth;    // of territorial sea
  };
  /// Throws load::UnreadableFile where the version cannot be asked this. `threads` prepare it; 0: all cores.
  Question(const incident::BorderVersion& version, const Asked& asked, unsigned threads = 0);
  /// For countries() alone, from a file that save() wrote. Throws geo::BadAtlas.
  [[nodiscard]] static Question open(const std::filesystem::path& atlas);
  ~Question();
  Question(Question&& other) noexcept;
  Question& operator=(Question&& other) noexcept;
  Question(const Question&) = delete;
  Question& operator=(const Question&) = delete;

  [[nodiscard]] const std::string& border() const;               // the version's id
  [[nodiscard]] Length sigma() const;                            // one, of where the version puts its line
  [[nodiscard]] const std::vector<std::string>& states() const;  // asked, in that order
  [[nodiscard]] bool sides_known() const;                        // false when made by open()

  [[nodiscard]] Countries countries(geo::PointArrays points) const;
  /// REQUIRES: state < states().size()
  [[nodiscard]] Margins margins(std::size_t state, geo::PointArrays points, bool nearest) const;
  /// Is everything known within `radius` of a point?
  [[nodiscard]] bool knows_all_within(const geo::Position& point, Length radius) const;

  void save(const std::filesystem::path& atlas) const;

private:
  struct Ready;
  explicit Question(std::unique_ptr<Ready> ready);
  std::unique_ptr<Ready> ready_;
};

}  // namespace recon::side
