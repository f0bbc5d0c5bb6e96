// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "recon/assess/border_field.hpp"
#include "recon/geo/zone.hpp"
#include "recon/incident/border.hpp"

/// A zone with the error of the border it hangs on: the same shape built on each drawn line.
namespace recon::assess {

/// How a zone is made from the outlines of a border version and from shapes of its own.
struct ZonePlan {
  enum class Kind {
    outline,  // a state's land and everything up to `breadth` from it, or from `baseline`
    fixed,    // leans on no border: circle, corridor, polygon
    strip,    // along the edge of parts[0]
    median,   // nearer to `state` than to `other`
    all,
    any,
    except  // parts[0] without the others
  };
  Kind kind = Kind::fixed;
  std::string state, other;
  Length breadth;
  std::vector<geo::Position> baseline;
  std::optional<geo::Zone> fixed;
  geo::Strip which = geo::Strip::beyond;
  std::vector<ZonePlan> parts;

  /// Does a border's error move it?
  [[nodiscard]] bool leans_on_a_border() const;
};

/// The zone as a version draws it; nullopt when the version lacks one of its states.
[[nodiscard]] std::optional<geo::Zone> as_published(const ZonePlan& plan,
                                                    const incident::BorderVersion* version);

/// The zone on the drawn lines of one version. What leans on no border stays where it is: the islands and
/// declared baselines of a sea, the circles and airways of a combination.
///   (1) without error, draw by draw, the margin of as_published() to within the plane's error
///   (2) the margins of two zones of one version in one draw are of one line: land and sea fit together
class DrawnZone {
public:
  /// REQUIRES: as_published() has a zone; version and field outlive this
  DrawnZone(ZonePlan plan, const incident::BorderVersion& version, const BorderField& field);

  struct Margin {
    double value = 0.0;  // metres, positive inside
    bool at_least = false, known = true;
  };
  [[nodiscard]] Margin margin(const geo::Position& point, std::size_t draw) const;
  /// The same for a point whose place in plane() is known. REQUIRES: both are one place
  [[nodiscard]] Margin margin(const geo::Position& point, const geo::PlanePoint& in_plane,
                              std::size_t draw) const;
  [[nodiscard]] const geo::Plane& plane() const { return field_->plane(); }
  /// The most that a margin differs from the published zone's in a draw, metres.
  [[nodiscard]] double reach(std::size_t draw) const { return field_->reach(draw); }

private:
  struct Part;
  std::shared_ptr<const Part> whole_;
  const BorderField* field_;
};

}  // namespace recon::assess
