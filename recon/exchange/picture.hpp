// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recon/exchange/imported.hpp"
#include "recon/geo/georeference.hpp"

/// Published pictures of maps and radar screens: laid on the ground by points whose places are known, and
/// what is drawn in them read off as tracks (docs/method/pictures.md).
namespace recon::exchange {

/// A place clicked in a picture.
struct Click {
  std::string name;  // of a control point, or of the vertex that is clicked again
  geo::Pixel pixel;
  std::string printed;                   // "412 309", in the table's own digits
  std::string position, time, altitude;  // as the table has them
  std::size_t line = 0;
};

/// A table of clicks: columns `column` and `row` (x, y; pixel_x, pixel_y), and `position` or `latitude` and
/// `longitude`, `time`, `altitude`, `name` (vertex). A row without a pixel is passed over, with a line in
/// `honesty`. Throws load::UnreadableFile for a table without columns of pixels.
struct Clicks {
  std::vector<Click> clicks;
  Honesty honesty;
};
[[nodiscard]] Clicks read_clicks(const std::string& name, std::string_view bytes);

/// What a file of a picture says of itself.
struct PictureFile {
  int columns = 0, rows = 0;
  std::string format;          // "PNG"
  std::vector<Click> corners;  // with positions, where the file says where it lies (GeoTIFF, world file, KMZ)
};
/// PNG, JPEG, GIF, BMP, TIFF or KMZ with an overlay, by GDAL. Throws load::UnreadableFile for anything else,
/// and for pictures of more than 100 000 pixels to a side.
[[nodiscard]] PictureFile look_at(const std::filesystem::path& file);

/// A picture on the ground.
struct LaidPicture {
  geo::Plane plane;
  geo::Georeference fit;
  std::vector<Click> controls;
};
/// Throws load::UnreadableFile where the points do not determine the transform, each trouble in words.
[[nodiscard]] LaidPicture laid(const std::vector<Click>& controls, std::optional<geo::Transform> transform);

/// What was drawn, as a track of the picture: vertices in order, clicks of one name taken together. Where
/// vertices were clicked three times or more their scatter is part of the accuracy; else that is left to the
/// case (pen and click). Times are read on `wish.clock` and `wish.date`; none: a path.
[[nodiscard]] Imported traced(const LaidPicture& picture, const Clicks& trace, double pen_pixels,
                              const ImportWish& wish);

/// How far each vertex lies from a line drawn in the same picture: metres, positive to its right as it was
/// drawn, nearest point of the line. What is common to both drawings cancels: the error is that of two
/// clicks and the pen.
struct BesideLine {
  double metres = 0.0, sigma = 0.0;
};
[[nodiscard]] std::vector<BesideLine> beside(const LaidPicture& picture, const Clicks& trace,
                                             const Clicks& line, double pen_pixels);

/// One sigma per axis of a click on a line so many pixels wide, in pixels: flat a pixel either way, and flat
/// over the width.
[[nodiscard]] double click_sigma(double pen_pixels);

}  // namespace recon::exchange
