// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/picture.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <stdexcept>

#include <cpl_conv.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include "recon/exchange/digits.hpp"
#include "recon/exchange/rows.hpp"
#include "recon/exchange/times.hpp"
#include "recon/geo/printed_position.hpp"
#include "recon/load/load.hpp"
#include "recon/load/quiet.hpp"
#include "recon/units/instant.hpp"
#include "recon/units/text.hpp"

namespace recon::exchange {
namespace {

// ---- tables of clicks --------------------------------------------------------------------------------

enum class Of { column, row, position, latitude, longitude, time, altitude, name, none };

Of column_named(const std::string& header) {
  static const std::map<std::string, Of> names{{"column", Of::column},
                                               {"x", Of::column},
                                               {"px", Of::column},
                                               {"pixel_x", Of::column},
                                               {"row", Of::row},
                                               {"y", Of::row},
                                               {"py", Of::row},
                                               {"pixel_y", Of::row},
                                               {"position", Of::position},
                                               {"latitude", Of::latitude},
                                               {"lat", Of::latitude},
                                               {"longitude", Of::longitude},
                                               {"lon", Of::longitude},
                                               {"long", Of::longitude},
                                               {"lng", Of::longitude},
                                               {"time", Of::time},
                                               {"altitude", Of::altitude},
                                               {"name", Of::name},
                                               {"vertex", Of::name},
                                               {"point", Of::name}};
  const auto found = names.find(header);
  return found == names.end() ? Of::none : found->second;
}

// ---- repeated clicks ---------------------------------------------------------------------------------

/// All clicks of one vertex.
struct Vertex {
  std::vector<const Click*> clicks;

  [[nodiscard]] geo::Pixel mean() const {
    geo::Pixel middle;
    const auto count = static_cast<double>(clicks.size());
    for (const Click* click : clicks)
      middle.column += click->pixel.column / count, middle.row += click->pixel.row / count;
    return middle;
  }
};

std::vector<Vertex> vertices(const Clicks& trace) {
  std::vector<Vertex> all;
  std::map<std::string, std::size_t> named;
  for (const Click& click : trace.clicks) {
    const auto known = click.name.empty() ? named.end() : named.find(click.name);
    if (known != named.end()) {
      all[known->second].clicks.push_back(&click);
      continue;
    }
    if (!click.name.empty()) named[click.name] = all.size();
    all.push_back({{&click}});
  }
  return all;
}

/// One sigma per axis of a click, from all vertices that were clicked again, each about its own mean;
/// nullopt below three clicks too many to have means at all.
std::optional<double> scatter(const std::vector<Vertex>& all) {
  double squares = 0.0, freedom = 0.0;
  for (const Vertex& vertex : all) {
    const geo::Pixel mean = vertex.mean();
    for (const Click* click : vertex.clicks)
      squares += std::pow(click->pixel.column - mean.column, 2) + std::pow(click->pixel.row - mean.row, 2);
    freedom += 2.0 * (static_cast<double>(vertex.clicks.size()) - 1.0);
  }
  if (freedom < 4.0) return std::nullopt;
  return std::sqrt(squares / freedom);
}

std::string two_decimals(double x) {
  std::array<char, 32> text{};
  const auto [end, error] =
      std::to_chars(text.data(), text.data() + text.size(), x, std::chars_format::fixed, 2);
  return error == std::errc{} ? std::string{text.data(), end} : std::to_string(x);
}

}  // namespace

Clicks read_clicks(const std::string& name, std::string_view bytes) {
  Clicks read;
  std::vector<Of> header;
  for_each_row(bytes, separator_of(bytes), [&](std::span<const std::string_view> cells, std::size_t line) {
    if (header.empty()) {
      for (const std::string_view cell : cells) header.push_back(column_named(lower_case(cell)));
      return true;
    }
    ++read.honesty.rows;
    std::map<Of, std::string> said;
    for (std::size_t i = 0; i < std::min(cells.size(), header.size()); ++i)
      if (header[i] != Of::none && !cells[i].empty()) said[header[i]] = std::string{cells[i]};
    Click click{.name = said[Of::name], .line = line};
    const std::string printed = said[Of::column] + " " + said[Of::row];
    const auto pixel = geo::read_pixel(printed);
    if (!pixel) {
      skip(read.honesty, "no column and row", line);
      return true;
    }
    click.pixel = *pixel, click.printed = printed;
    click.position = said[Of::position];
    if (click.position.empty() && !said[Of::latitude].empty())
      click.position = printed_position(said[Of::latitude], said[Of::longitude]);
    click.time = said[Of::time], click.altitude = said[Of::altitude];
    read.clicks.push_back(std::move(click));
    ++read.honesty.used;
    return true;
  });
  const auto has = [&](Of what) { return std::find(header.begin(), header.end(), what) != header.end(); };
  if (!has(Of::column) || !has(Of::row))
    throw load::UnreadableFile{name +
                               ": the first row names the columns: column, row (pixels from the upper left "
                               "corner), and position, or time, altitude"};
  return read;
}

PictureFile look_at(const std::filesystem::path& file) {
  const load::Quiet quiet;
  GDALAllRegister();
  static const std::array<const char*, 7> drivers{"PNG",  "JPEG", "GIF", "BMP", "GTiff", "KMLSUPEROVERLAY",
                                                  nullptr};
  const GDALDatasetUniquePtr set{
      GDALDataset::Open(file.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, drivers.data(), nullptr, nullptr)};
  if (!set)
    throw load::UnreadableFile{file.string() +
                               ": no picture that can be read (PNG, JPEG, GIF, BMP, TIFF, KMZ)"};
  constexpr int most = 100'000;
  PictureFile picture{set->GetRasterXSize(), set->GetRasterYSize(), set->GetDriver()->GetDescription(), {}};
  if (picture.columns > most || picture.rows > most)
    throw load::UnreadableFile{file.string() + ": more than 100 000 pixels to a side"};
  std::array<double, 6> affine{};
  if (set->GetGeoTransform(affine.data()) != CE_None) return picture;
  OGRSpatialReference there;
  if (const OGRSpatialReference* its = set->GetSpatialRef()) there = *its;
  if (there.IsEmpty()) there.SetWellKnownGeogCS("WGS84");  // a world file names no system
  there.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  OGRSpatialReference wgs84;
  wgs84.SetWellKnownGeogCS("WGS84");
  wgs84.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  const std::unique_ptr<OGRCoordinateTransformation> moved{OGRCreateCoordinateTransformation(&there, &wgs84)};
  if (!moved) return picture;
  for (const double column : {0.0, 0.5, 1.0})
    for (const double row : {0.0, 0.5, 1.0}) {
      const geo::Pixel pixel{column * picture.columns, row * picture.rows};
      double x = affine[0] + affine[1] * pixel.column + affine[2] * pixel.row;
      double y = affine[3] + affine[4] * pixel.column + affine[5] * pixel.row;
      if (moved->Transform(1, &x, &y) == FALSE || !(std::abs(y) <= 90.0) || !(std::abs(x) <= 360.0))
        return PictureFile{picture.columns, picture.rows, picture.format, {}};
      std::array<char, 64> latitude{}, longitude{};
      std::snprintf(latitude.data(), latitude.size(), "%.8f", y);
      std::snprintf(longitude.data(), longitude.size(), "%.8f", std::remainder(x, 360.0));
      picture.corners.push_back({.name = "of the file",
                                 .pixel = pixel,
                                 .printed = two_decimals(pixel.column) + " " + two_decimals(pixel.row),
                                 .position = printed_position(latitude.data(), longitude.data())});
    }
  return picture;
}

LaidPicture laid(const std::vector<Click>& controls, std::optional<geo::Transform> transform) {
  std::vector<std::pair<geo::Pixel, geo::Position>> points;
  LaidPicture picture{geo::Plane{geo::Position{}}, {}, controls};
  for (const Click& click : controls) {
    const geo::PositionReadings read = geo::read_position(click.position);
    if (read.readings.empty())
      throw load::UnreadableFile{"line " + std::to_string(click.line) + ": \"" + click.position +
                                 "\" is no position"};
    points.emplace_back(click.pixel, read.readings.front().position);
  }
  const std::size_t needed = geo::points_needed(transform.value_or(geo::Transform::similarity));
  if (points.size() < needed)
    throw load::UnreadableFile{std::to_string(points.size()) + " control points; " + std::to_string(needed) +
                               " are needed, so that each can be left out in turn, and 6 are better"};
  picture.plane = geo::Plane{points.front().second};
  std::vector<geo::ControlPoint> known;
  for (const auto& [pixel, position] : points) known.push_back({pixel, picture.plane.to_plane(position)});
  try {
    picture.fit = transform ? geo::fit(known, *transform) : geo::fit(known);
  } catch (const std::domain_error& error) {
    throw load::UnreadableFile{error.what()};
  }
  return picture;
}

double click_sigma(double pen_pixels) { return std::hypot(1.0, 0.5 * pen_pixels) / std::sqrt(3.0); }

Imported traced(const LaidPicture& picture, const Clicks& trace, double pen_pixels, const ImportWish& wish) {
  Imported imported{.format = "picture", .honesty = trace.honesty};
  imported.datum = wish.datum;
  const std::vector<Vertex> all = vertices(trace);
  const std::optional<double> repeated = scatter(all);
  if (repeated)
    notice(imported.honesty, "clicks repeat to " + two_decimals(*repeated) +
                                 " pixels (one sigma per axis); that is part of the accuracy of each fix");
  const std::optional<TimeContext> context = [&]() -> std::optional<TimeContext> {
    const bool timed = std::any_of(trace.clicks.begin(), trace.clicks.end(),
                                   [](const Click& click) { return !click.time.empty(); });
    if (!timed) return std::nullopt;
    if (wish.clock.empty())
      assume(imported.honesty, "times are UTC", "no clock is named (--clock)",
             Honesty::Assumed::Sure::guessed);
    return TimeContext{read_date(wish.date), wish.clock.empty() ? "UTC" : wish.clock, std::nullopt,
                       std::nullopt};
  }();
  ImportedTrack track{.name = "track", .kind = incident::TrackClaim::Kind::drawn};
  for (const Vertex& vertex : all) {
    const Click& first = *vertex.clicks.front();
    const geo::Pixel pixel = vertex.mean();
    Sighting sighting;
    sighting.place = first.line;
    const std::string said = vertex.clicks.size() == 1
                                 ? first.printed
                                 : two_decimals(pixel.column) + " " + two_decimals(pixel.row);
    sighting.in_words = std::make_shared<Sighting::InWords>(Sighting::InWords{{}, said, first.altitude});
    sighting.position = picture.plane.to_globe(geo::place_of(picture.fit, pixel));
    if (context && !first.time.empty()) {
      // A picture's times seldom name their clock.
      TimeReadings times = recon::read_time(first.time, *context);
      if (times.readings.empty()) times = recon::read_time(first.time + " local", *context);
      if (times.readings.empty()) {
        skip(imported.honesty, "a time that cannot be read", first.line);
        --imported.honesty.used;
        continue;
      }
      set_time(sighting, {times.readings.front().at.stated, -1});
    }
    if (repeated) {
      const double own = std::hypot(*repeated / std::sqrt(static_cast<double>(vertex.clicks.size())),
                                    0.5 * pen_pixels / std::sqrt(3.0));
      sighting.accuracy = metres(own * geo::metres_per_pixel(picture.fit, pixel));
    }
    track.sightings.push_back(std::move(sighting));
  }
  imported.tracks.push_back(std::move(track));
  return imported;
}

std::vector<BesideLine> beside(const LaidPicture& picture, const Clicks& trace, const Clicks& line,
                               double pen_pixels) {
  std::vector<geo::PlanePoint> drawn;
  for (const Vertex& vertex : vertices(line)) drawn.push_back(geo::place_of(picture.fit, vertex.mean()));
  if (drawn.size() < 2) throw load::UnreadableFile{"a line needs two places clicked at least"};
  std::vector<BesideLine> all;
  for (const Vertex& vertex : vertices(trace)) {
    const geo::Pixel pixel = vertex.mean();
    const geo::PlanePoint at = geo::place_of(picture.fit, pixel);
    BesideLine nearest{std::numeric_limits<double>::infinity(), 0.0};
    for (std::size_t i = 0; i + 1 < drawn.size(); ++i) {
      const double east = drawn[i + 1].east - drawn[i].east, north = drawn[i + 1].north - drawn[i].north;
      const double to_east = at.east - drawn[i].east, to_north = at.north - drawn[i].north;
      const double squared = east * east + north * north;
      const double share =
          squared > 0.0 ? std::clamp((to_east * east + to_north * north) / squared, 0.0, 1.0) : 0.0;
      const double far = std::hypot(to_east - share * east, to_north - share * north);
      const double side = to_east * north - to_north * east >= 0.0 ? 1.0 : -1.0;
      if (far < std::abs(nearest.metres)) nearest.metres = side * far;
    }
    nearest.sigma = std::sqrt(2.0) * click_sigma(pen_pixels) * geo::metres_per_pixel(picture.fit, pixel);
    all.push_back(nearest);
  }
  return all;
}

}  // namespace recon::exchange
