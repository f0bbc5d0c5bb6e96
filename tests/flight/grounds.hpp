// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

#include "recon/flight/ground.hpp"

/// Zones whose margins are formulas.
namespace recon::flight {

template <class Margin>
class Formula final : public Ground {
public:
  explicit Formula(Margin margin) : margin_{margin} {}
  void margins(std::span<const double> east, std::span<const double> north,
               std::span<double> metres) const override {
    for (std::size_t i = 0; i < east.size(); ++i) metres[i] = margin_(east[i], north[i]);
  }
  [[nodiscard]] std::optional<double> along_edge(geo::PlanePoint point) const override { return point.east; }
  [[nodiscard]] std::vector<geo::PlanePoint> edge(geo::PlanePoint centre, double radius,
                                                  double spacing) const override {
    // Wherever the margin changes its sign along east.
    std::vector<geo::PlanePoint> points;
    for (double north = centre.north - radius; north <= centre.north + radius; north += spacing)
      for (double east = centre.east - radius; east < centre.east + radius; east += spacing) {
        const double here = margin_(east, north), there = margin_(east + spacing, north);
        if ((here > 0.0) != (there > 0.0)) points.push_back({east + spacing * here / (here - there), north});
      }
    return points;
  }

private:
  Margin margin_;
};

template <class Margin>
[[nodiscard]] SharedGround formula(Margin margin) {
  return std::make_shared<const Formula<Margin>>(margin);
}

/// Everything north of a parallel.
[[nodiscard]] inline SharedGround half_plane(double edge) {
  return formula([edge](double, double north) { return north - edge; });
}
/// Between the parallel through zero and another.
[[nodiscard]] inline SharedGround strip(double width) {
  return formula([width](double, double north) { return std::min(north, width - north); });
}
/// Opens to the north from its apex at the origin.
[[nodiscard]] inline SharedGround wedge(double half_angle_deg) {
  const double angle = half_angle_deg * std::numbers::pi / 180.0;
  return formula([sine = std::sin(angle), cosine = std::cos(angle)](double east, double north) {
    const double across = north * sine - std::abs(east) * cosine;
    const bool beside = north * cosine + std::abs(east) * sine > 0.0;
    return beside ? across : -std::hypot(east, north);
  });
}

}  // namespace recon::flight
