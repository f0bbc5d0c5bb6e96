// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recon/exchange/into_case.hpp"
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

/// What a picture shows, to be looked at: rows from the top, three bytes a pixel (red, green, blue), on white
/// where it is transparent. Its columns and rows are the file's, or in proportion to them.
struct PictureImage {
  int columns = 0, rows = 0;
  std::vector<unsigned char> rgb;
};
/// The file's pixels as look_at() counts them, which turns no photograph upright; brought down to `most`
/// where it has more. Throws load::UnreadableFile, also for pictures of more than 200 million pixels.
[[nodiscard]] PictureImage image_of(const std::filesystem::path& file, std::size_t most);

/// A picture on the ground.
struct LaidPicture {
  geo::Plane plane;
  geo::Georeference fit;
  std::vector<Click> controls;
};
/// Throws load::UnreadableFile where the points do not determine the transform, each trouble in words.
[[nodiscard]] LaidPicture laid(const std::vector<Click>& controls, std::optional<geo::Transform> transform);

/// Is a control point, left out of the fit, so much further off than the others (2.5 times, of five and more)
/// that it should be looked at again?
[[nodiscard]] bool stands_out(const LaidPicture& picture, std::size_t control);

/// "similarity: shifted, scaled and turned".
[[nodiscard]] std::string_view words_of(geo::Transform transform);

/// All clicks of one vertex.
struct Vertex {
  std::vector<const Click*> clicks;
  [[nodiscard]] geo::Pixel mean() const;
  /// How far the clicks lie from their mean, root mean square, pixels; 0 for one.
  [[nodiscard]] double spread() const;
};
/// In the order of their first clicks; clicks of one name are of one vertex, those without a name of their
/// own. They look into `trace`.
[[nodiscard]] std::vector<Vertex> vertices(const Clicks& trace);

/// One sigma per axis of a click, pixels, from all vertices that were clicked again, each about its own
/// mean; nullopt where they were not clicked three times or more altogether.
[[nodiscard]] std::optional<double> repeated_sigma(const Clicks& trace);

/// How far wrong a vertex may be put: one sigma per axis, metres. The transform moves all that is drawn in
/// the picture together; click and pen are each vertex's own.
struct VertexError {
  double transform = 0.0, own = 0.0;
  [[nodiscard]] double within_95() const;  // radius, metres
};
[[nodiscard]] std::vector<VertexError> vertex_errors(const LaidPicture& picture, const Clicks& trace,
                                                     double pen_pixels);
/// Of a place clicked once.
[[nodiscard]] VertexError error_at(const LaidPicture& picture, const geo::Pixel& pixel, double pen_pixels);
/// The one that is known worst; nullopt of none.
[[nodiscard]] std::optional<VertexError> worst_of(const std::vector<VertexError>& errors);
/// "95 % of positions within 340 m, of which the transform 310 m (common to all) and click and pen 150 m
/// (each its own)".
[[nodiscard]] std::string words_of(const VertexError& error);

/// "9.3 m", "182 m", "1.24 km".
[[nodiscard]] std::string ground_words(double metres);

/// A time as a picture prints it, read on the wish's day and clock (UTC where it names none).
[[nodiscard]] TimeReadings read_time(const std::string& printed, const ImportWish& wish);

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
  [[nodiscard]] double within_95() const;  // metres either way, 95 in 100
};
[[nodiscard]] std::vector<BesideLine> beside(const LaidPicture& picture, const Clicks& trace,
                                             const Clicks& line, double pen_pixels);

/// Stretches of vertices on one side: "vertices 1 to 3 to its left by 410 m to 2.1 km, vertex 4 on it within
/// the error, ..."; the error is that of 95 in 100.
[[nodiscard]] std::string words_of(const std::vector<BesideLine>& all);

/// One sigma per axis of a click on a line so many pixels wide, in pixels: flat a pixel either way, and flat
/// over the width.
[[nodiscard]] double click_sigma(double pen_pixels);

/// A traced picture on its way into a case: the track, which names the picture, its control points, the
/// clicks along the line beside which it was drawn and those of vertices clicked again; and the picture that
/// the case keeps with it, `pictures/<name>`.
struct PictureTrack {
  Imported imported;
  std::vector<CaseFile> beside;
};
/// `line` without clicks: the picture's own border was not traced.
[[nodiscard]] PictureTrack for_case(const LaidPicture& picture, const Clicks& trace, const Clicks& line,
                                    double pen_pixels, const ImportWish& wish, const std::string& file_name,
                                    std::string bytes);

}  // namespace recon::exchange
