// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <QTemporaryDir>
#include <algorithm>
#include <string>

#include "viewer/model/digitising.hpp"

#include "recon/exchange/reference_lines.hpp"

namespace recon::viewer::test {

/// A map as the press prints it, made with a transform that is known: 25 m to a pixel, turned by some degrees
/// about 35.85 N 36.15 E, with a graticule each 0.1 degree, the border of the library and a red track.
class PressedMap {
public:
  static constexpr int columns = 1200, rows = 900;
  static constexpr double metres_a_pixel = 25.0, turned_deg = 2.0;

  explicit PressedMap(const std::string& name = "map.png") {
    QImage image{columns, rows, QImage::Format_RGB32};
    image.fill(QColor{246, 241, 228});
    QPainter painter{&image};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen{QColor{150, 150, 150}, 1.0});
    for (int i = 357; i <= 361; ++i) {
      painter.drawLine(on(degrees(35.5), degrees(i / 10.0 + 0.0)), on(degrees(36.2), degrees(i / 10.0)));
      painter.drawLine(on(degrees(i / 10.0), degrees(35.7)), on(degrees(i / 10.0), degrees(36.6)));
    }
    for (int i = 361; i <= 366; ++i)
      painter.drawLine(on(degrees(35.5), degrees(i / 10.0)), on(degrees(36.2), degrees(i / 10.0)));
    painter.setPen(QPen{QColor{60, 60, 60}, 3.0});
    const geo::Window window{degrees(35.9), degrees(35.6), degrees(36.4), degrees(36.1)};
    const auto borders = exchange::library_lines(window, {});
    const auto border = std::find_if(borders.begin(), borders.end(),
                                     [](const auto& its) { return its.border == "osm-2016-11-yayladagi"; });
    if (border != borders.end())
      for (const auto& line : border->lines) {
        QPainterPath path{on(line.front().latitude, line.front().longitude)};
        for (const geo::Position& place : line) path.lineTo(on(place.latitude, place.longitude));
        painter.drawPath(path);
      }
    painter.setPen(QPen{QColor{200, 20, 30}, 4.0});
    QPainterPath track{on(track_at(0).latitude, track_at(0).longitude)};
    for (int i = 1; i < 5; ++i) track.lineTo(on(track_at(i).latitude, track_at(i).longitude));
    painter.drawPath(track);
    painter.end();
    file = folder.filePath(QString::fromStdString(name));
    made = image.save(file);
  }

  /// Where a place is drawn.
  [[nodiscard]] static geo::Pixel pixel(Angle latitude, Angle longitude) {
    const geo::PlanePoint at = geo::Plane{centre()}.to_plane({latitude, longitude});
    const double turn = in_radians(degrees(turned_deg));
    const double x = std::cos(turn) * at.east - std::sin(turn) * at.north;
    const double y = std::sin(turn) * at.east + std::cos(turn) * at.north;
    return {columns / 2.0 + x / metres_a_pixel, rows / 2.0 - y / metres_a_pixel};
  }
  static geo::Pixel pixel(double latitude, double longitude) {
    return pixel(degrees(latitude), degrees(longitude));
  }
  static geo::Position centre() { return {degrees(35.85), degrees(36.15)}; }
  /// The drawn track, five vertices from east to west.
  static geo::Position track_at(int i) { return {degrees(35.84 - 0.005 * i), degrees(36.25 - 0.04 * i)}; }

  QTemporaryDir folder;
  QString file;
  bool made = false;

private:
  static QPointF on(Angle latitude, Angle longitude) {
    const geo::Pixel at = pixel(latitude, longitude);
    return {at.column, at.row};
  }
};

/// Crossings of its graticule: as printed, and where they are.
struct Crossing {
  std::string printed;
  geo::Pixel pixel;
};
inline std::vector<Crossing> crossings() {
  std::vector<Crossing> all;
  for (const double latitude : {35.8, 35.9})
    for (const double longitude : {36.1, 36.2, 36.0}) {
      const auto tenths = [](double x) { return QString::number(x, 'f', 1).toStdString(); };
      all.push_back(
          {tenths(latitude) + " N " + tenths(longitude) + " E", PressedMap::pixel(latitude, longitude)});
    }
  return all;
}

}  // namespace recon::viewer::test
