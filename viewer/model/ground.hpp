// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viewer/model/choices.hpp"
#include "viewer/model/moving.hpp"

#include "recon/report/svg.hpp"

/// The ground of a case in one plane, and where it comes to lie on a panel. Everything that does not move is
/// projected once; panning and zooming are then two multiplications a point.
namespace recon::viewer {

/// A panel's window on the plane: pixels to the right and down from its upper left corner.
struct Frame {
  geo::PlanePoint centre;
  double metres_per_pixel = 100.0, width = 0.0, height = 0.0;
  [[nodiscard]] report::Point on_panel(geo::PlanePoint p) const {
    return {width / 2 + (p.east - centre.east) / metres_per_pixel,
            height / 2 - (p.north - centre.north) / metres_per_pixel};
  }
  [[nodiscard]] geo::PlanePoint under(report::Point p) const {
    return {centre.east + (p.x - width / 2) * metres_per_pixel,
            centre.north - (p.y - height / 2) * metres_per_pixel};
  }
};

/// Points that follow each other, in stretches that are skipped as a whole where they lie outside a panel.
class PlaneLine {
public:
  explicit PlaneLine(std::vector<geo::PlanePoint> points);
  [[nodiscard]] const std::vector<geo::PlanePoint>& points() const { return points_; }

  struct Piece {
    std::vector<report::Point> points;
    double metres_before = 0.0;  // along the line: where its dashes have got to
  };
  /// What of the line shows, or lies no further than `rim` pixels beyond: pieces of points at least half a
  /// pixel apart.
  ///   (1) every point of the line that lies on the panel is within a pixel of what is returned
  [[nodiscard]] std::vector<Piece> pieces(const Frame& frame, double rim = least_rim) const;
  [[nodiscard]] std::vector<std::vector<report::Point>> on_panel(const Frame& frame,
                                                                 double rim = least_rim) const;

  static constexpr double least_rim = 8.0;  // no pen and no mark reaches further

private:
  struct Extremes {
    double west = 0.0, east = 0.0, south = 0.0, north = 0.0;
    [[nodiscard]] bool shows(geo::PlanePoint low, geo::PlanePoint high) const {
      return west <= high.east && east >= low.east && south <= high.north && north >= low.north;
    }
  };
  struct Block {
    std::size_t begin = 0, end = 0;  // of points; the end is the first of the next block too
    Extremes of;
    double metres_before = 0.0;
  };
  std::vector<geo::PlanePoint> points_;
  std::vector<Block> blocks_;
  Extremes whole_;
};

/// The part of a closed ring on the panel and `rim` pixels about it, thinned like a line; empty when none.
[[nodiscard]] std::vector<report::Point> ring_on_panel(const PlaneLine& ring, const Frame& frame,
                                                       double rim = 20.0);

class Ground {
public:
  explicit Ground(const report::View& view);

  struct Border {
    std::string version, state;  // `state` empty: the limit of a zone
    std::string zone;
    std::vector<PlaneLine> rings, lines;
  };
  [[nodiscard]] const geo::Plane& plane() const { return plane_; }
  [[nodiscard]] const std::vector<Border>& borders() const { return borders_; }
  [[nodiscard]] std::vector<geo::PlanePoint> flat(const std::vector<geo::Position>& places) const;

private:
  geo::Plane plane_;
  std::vector<Border> borders_;
};

/// The state whose land the question's zone hangs on; empty where it hangs on none.
[[nodiscard]] std::string state_of(const report::View& view, const Choices& choices);
/// Does the question's zone end at the border itself (not so many miles from it)?
[[nodiscard]] bool zone_is_land(const report::View& view, const Choices& choices);
/// The breadth of sea that belongs to the question's zone; zero where none does.
[[nodiscard]] Length breadth_of(const report::View& view, const Choices& choices);

/// Positions that the shown accounts state about the question's instant, or of any where none is.
[[nodiscard]] std::vector<const assess::Marker*> markers_of(const report::View& view, const Choices& choices,
                                                            const std::string& account);

/// A stated place as one mark: readings of one claim that a reader cannot tell apart on the map.
struct StatedPlace {
  std::vector<const assess::Marker*> readings;
  geo::Position place;
  std::string words;  // "hit, ED50", "hit, 3 readings"
  bool counts = true;
  std::optional<incident::Event::Kind> event;
};
/// Readings nearer to each other than `apart` are one place.
///   (1) every marker stands in exactly one place
[[nodiscard]] std::vector<StatedPlace> stated_places(const report::View& view, const Choices& choices,
                                                     const std::string& account, Length apart);

/// A sensor that has a place, and how far it sees an aircraft at the height that the shown accounts state.
struct SeenFrom {
  geo::Position place;
  std::string name;
  std::optional<Length> horizon;
  std::string words;  // "radio horizon for 19,000 ft: at least 310 km", or why there is none
};
/// The horizon of radio waves over a smooth earth of 4/3 of its radius, from sea level or the stated height
/// of the sensor: terrain is not in it, and an antenna that stands higher sees further.
[[nodiscard]] std::vector<SeenFrom> sensors_of(const report::View& view, const Choices& choices);

/// The height that an account states of the question's aircraft, as printed: "19,000 ft"; empty: none.
[[nodiscard]] std::string height_words(const report::View& view, const Choices& choices,
                                       const std::string& account);

/// Whose lines the map shows: "Lines: © OpenStreetMap contributors; DCW-GMT 2.1.1, Wessel".
[[nodiscard]] std::string attribution_words(const report::View& view, const Choices& choices);

/// What must be seen: the tip or the nearest of the border, stated positions, tracks; the stretch of flights
/// about the event where nothing else is.
[[nodiscard]] Extent whole_extent(const report::View& view, const Choices& choices,
                                  const std::vector<Moving>& all, double width, double height);

/// Steps of the graticule: four to seven lines over the shorter side.
struct Graticule {
  double step_deg = 0.02;
  std::vector<double> latitudes, longitudes;
  int decimals = 2;
};
[[nodiscard]] Graticule graticule_of(const geo::Plane& plane, const Frame& frame);

/// "35.86°N".
[[nodiscard]] std::string latitude_words(double degrees, int decimals);
[[nodiscard]] std::string longitude_words(double degrees, int decimals);

/// What lies under the pointer: "35.8274° N 36.1532° E · margin here +940 m (0.51 NM), OSM Nov 2016 · inside
/// in 4 of 4 counted versions". Only the place, where the question's zone is not the land of a state.
[[nodiscard]] std::string words_at(const report::View& view, const Choices& choices,
                                   const geo::Position& place);

/// A geodesic that was measured: "2.19 km · 1.18 NM · 1.36 mi · 2 190 m, towards 014°".
[[nodiscard]] std::string measured_words(const geo::Position& from, const geo::Position& to);

}  // namespace recon::viewer
