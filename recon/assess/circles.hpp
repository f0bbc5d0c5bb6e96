// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "recon/geo/position.hpp"

namespace recon::assess {

/// Circles of the plane that a million points are held against: as many as a track has fixes, most of them
/// over each other. Metres.
class Circles {
public:
  struct Circle {
    geo::PlanePoint centre;
    double radius = 0.0;
  };
  /// `most_slack`: how much larger they may be asked to be.
  Circles(std::vector<Circle> circles, double most_slack) : circles_{std::move(circles)} {
    for (std::uint32_t i = 0; i < circles_.size(); ++i) {
      const auto& [centre, radius] = circles_[i];
      const double reach = radius + most_slack;
      for (std::int64_t x = cell(centre.east - reach); x <= cell(centre.east + reach); ++x)
        for (std::int64_t y = cell(centre.north - reach); y <= cell(centre.north + reach); ++y)
          over_[key(x, y)].push_back(i);
    }
  }
  /// Is the point in one of them, each made larger by `slack`?
  [[nodiscard]] bool hold(const geo::PlanePoint& p, double slack = 0.0) const {
    const auto here = over_.find(key(cell(p.east), cell(p.north)));
    return here != over_.end() && std::ranges::any_of(here->second, [&](std::uint32_t i) {
             const auto& [centre, radius] = circles_[i];
             return std::hypot(p.east - centre.east, p.north - centre.north) <= radius + slack;
           });
  }

private:
  static std::int64_t cell(double metres) {
    constexpr double wide = 10'000.0;
    return static_cast<std::int64_t>(std::floor(metres / wide));
  }
  static std::uint64_t key(std::int64_t x, std::int64_t y) {
    return static_cast<std::uint64_t>(x) << 32U | static_cast<std::uint32_t>(y);
  }
  std::vector<Circle> circles_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> over_;  // by cell
};

}  // namespace recon::assess
