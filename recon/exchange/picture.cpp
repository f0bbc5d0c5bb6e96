// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/picture.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <memory>
#include <stdexcept>

#include <cpl_conv.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include "recon/exchange/digits.hpp"
#include "recon/exchange/import.hpp"
#include "recon/exchange/rows.hpp"
#include "recon/exchange/times.hpp"
#include "recon/exchange/unpack.hpp"
#include "recon/exchange/xml.hpp"
#include "recon/geo/printed_position.hpp"
#include "recon/load/bytes.hpp"
#include "recon/load/load.hpp"
#include "recon/load/quiet.hpp"
#include "recon/load/vector_file.hpp"
#include "recon/normalise/errors.hpp"
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

std::string two_decimals(double x) {
  std::array<char, 32> text{};
  const auto [end, error] =
      std::to_chars(text.data(), text.data() + text.size(), x, std::chars_format::fixed, 2);
  return error == std::errc{} ? std::string{text.data(), end} : std::to_string(x);
}

GDALDatasetUniquePtr opened_by(const std::string& name, const char* const* drivers) {
  return GDALDatasetUniquePtr{
      GDALDataset::Open(name.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, drivers, nullptr, nullptr)};
}

// ---- overlays in a KMZ -------------------------------------------------------------------------------

/// A picture that a KMZ lays on the ground: its name in the archive, and where it says that it lies.
struct Overlay {
  std::string picture;
  struct Box {
    double north, south, east, west;  // degrees
  };
  std::optional<Box> box;  // none where it is turned, or laid by four corners
};

std::optional<double> degrees_in(const pugi::xml_node& box, std::string_view side) {
  const std::string_view words = text_of(child(box, side));
  double value = 0.0;
  const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), value);
  return error == std::errc{} && end == words.data() + words.size() && std::abs(value) <= 360.0
             ? std::optional{value}
             : std::nullopt;
}

std::optional<Overlay> overlay_of(const pugi::xml_node& ground) {
  std::string_view picture = text_of(child(child(ground, "Icon"), "href"));
  if (picture.starts_with("./")) picture.remove_prefix(2);
  const bool leads_out = picture.empty() || picture.front() == '/' ||
                         picture.find("..") != std::string_view::npos ||
                         picture.find(':') != std::string_view::npos;
  if (leads_out) return std::nullopt;
  Overlay overlay{std::string{picture}, {}};
  const pugi::xml_node box = child(ground, "LatLonBox");
  const auto north = degrees_in(box, "north"), south = degrees_in(box, "south"),
             east = degrees_in(box, "east"), west = degrees_in(box, "west");
  const bool turned = degrees_in(box, "rotation").value_or(0.0) != 0.0;
  if (north && south && east && west && *north > *south && *east != *west && !turned)
    overlay.box = {*north, *south, *east < *west ? *east + 360.0 : *east, *west};
  return overlay;
}

std::optional<Overlay> first_overlay(const pugi::xml_node& node) {
  for (const pugi::xml_node& inner : node.children()) {
    const std::string_view name = local_name(inner);
    std::optional<Overlay> found;
    if (name == "GroundOverlay")
      found = overlay_of(inner);
    else if (name == "Document" || name == "Folder")
      found = first_overlay(inner);  // no deeper than Xml reads
    if (found) return found;
  }
  return std::nullopt;
}

/// The first picture that a KMZ lays on the ground, in whatever folder; nullopt for any other file.
std::optional<Overlay> overlay_in(const std::filesystem::path& file) {
  if (lower_case(file.extension().string()) != ".kmz") return std::nullopt;
  load::Bytes read = load::read_bytes(file, largest_track_file);
  if (!read.readable() || !is_zip(read.bytes)) return std::nullopt;
  for (const load::FileBytes& document :
       load::unpacked({file.filename().string(), std::move(read.bytes)}, {".kml"})) {
    const Decoded decoded = to_utf8(document.bytes);
    const Xml xml{decoded.text()};
    if (auto found = first_overlay(xml.root())) return found;
  }
  return std::nullopt;
}

/// A picture as GDAL has it, and where an overlay says that it lies: GDAL itself knows overlays that lie in a
/// document, not those in a folder.
struct Opened {
  GDALDatasetUniquePtr set;
  std::optional<Overlay> overlay;
};

Opened opened(const std::filesystem::path& file) {
  const load::Quiet quiet;
  GDALAllRegister();
  static const std::array<const char*, 7> drivers{"PNG",  "JPEG", "GIF", "BMP", "GTiff", "KMLSUPEROVERLAY",
                                                  nullptr};
  static const std::array<const char*, 6> plain{"PNG", "JPEG", "GIF", "BMP", "GTiff", nullptr};
  Opened made{opened_by(file.string(), drivers.data()), {}};
  if (!made.set)
    if (auto overlay = overlay_in(file)) {
      made.set = opened_by("/vsizip/{" + file.string() + "}/" + overlay->picture, plain.data());
      made.overlay = std::move(overlay);
    }
  if (!made.set)
    throw load::UnreadableFile{file.string() +
                               ": no picture that can be read (PNG, JPEG, GIF, BMP, TIFF, KMZ)"};
  return made;
}

// ---- pixels to look at -------------------------------------------------------------------------------

/// The bands of a picture in one size, as bytes.
class Bands {
public:
  Bands(GDALDataset& set, int columns, int rows)
      : set_{set}, columns_{columns}, rows_{rows}, count_{set.GetRasterCount()} {
    for (int band = 1; band <= count_ && !deep_; ++band)
      deep_ = set_.GetRasterBand(band)->GetRasterDataType() != GDT_Byte;
    if (const int bits = bits_of(1);
        !deep_ && bits < 8 && set_.GetRasterBand(1)->GetColorTable() == nullptr) {
      // A scan in black and white has ones for white.
      deep_ = true;
      least_ = 0.0F, most_ = static_cast<float>((1 << bits) - 1);
    } else if (deep_)
      for (int band = 1; band <= std::min(count_, 3); ++band)
        if (!is_alpha(band)) widen(band);
  }
  [[nodiscard]] int count() const { return count_; }
  [[nodiscard]] bool is_alpha(int band) const {
    return set_.GetRasterBand(band)->GetColorInterpretation() == GCI_AlphaBand;
  }
  [[nodiscard]] std::vector<unsigned char> bytes(int band) const {
    const std::size_t size = static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_);
    std::vector<unsigned char> made(size);
    if (!deep_) {
      read(band, made.data(), GDT_Byte);
      return made;
    }
    const std::vector<float> wide = floats(band);
    const float least = is_alpha(band) ? 0.0F : least_, most = is_alpha(band) ? alpha_of(band) : most_;
    for (std::size_t i = 0; i < size; ++i)
      made[i] = static_cast<unsigned char>(255.0F *
                                           (most > least && std::isfinite(wide[i])
                                                ? std::clamp((wide[i] - least) / (most - least), 0.0F, 1.0F)
                                                : 0.0F));
    return made;
  }

private:
  [[nodiscard]] float alpha_of(int band) const {
    return set_.GetRasterBand(band)->GetRasterDataType() == GDT_Byte ? 255.0F : 65535.0F;
  }
  /// Bits of a pixel that are used; 8 where the file says nothing.
  [[nodiscard]] int bits_of(int band) const {
    if (band > count_) return 8;
    const char* bits = set_.GetRasterBand(band)->GetMetadataItem("NBITS", "IMAGE_STRUCTURE");
    const int said = bits == nullptr ? 8 : std::atoi(bits);
    return said >= 1 && said <= 8 ? said : 8;
  }
  [[nodiscard]] std::vector<float> floats(int band) const {
    std::vector<float> wide(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_));
    read(band, wide.data(), GDT_Float32);
    return wide;
  }
  // Figures that are no bytes are shown from the least to the greatest of all bands.
  void widen(int band) {
    for (const float value : floats(band))
      if (std::isfinite(value)) least_ = std::min(least_, value), most_ = std::max(most_, value);
  }
  void read(int band, void* into, GDALDataType as) const {
    GDALRasterBand* its = set_.GetRasterBand(band);
    GDALRasterIOExtraArg how;
    INIT_RASTERIO_EXTRA_ARG(how);
    // The mean of two numbers of a table of colours is a third colour.
    how.eResampleAlg = its->GetColorTable() != nullptr ? GRIORA_NearestNeighbour : GRIORA_Average;
    const load::Quiet quiet;
    if (its->RasterIO(GF_Read, 0, 0, its->GetXSize(), its->GetYSize(), into, columns_, rows_, as, 0, 0,
                      &how) != CE_None)
      throw load::UnreadableFile{"the picture ends too early, or is damaged"};
  }

  GDALDataset& set_;
  int columns_, rows_, count_;
  bool deep_ = false;
  float least_ = std::numeric_limits<float>::infinity(), most_ = -std::numeric_limits<float>::infinity();
};

/// Red, green and blue in turn, and how opaque the pixel is (1 each where the file says nothing of that).
class Painter {
public:
  explicit Painter(std::size_t pixels) : rgb_(3 * pixels, 0), opaque_(pixels, 255) {}
  void grey(const std::vector<unsigned char>& band) {
    for (int channel = 0; channel < 3; ++channel) colour(channel, band);
  }
  void colour(int channel, const std::vector<unsigned char>& band) {
    for (std::size_t i = 0; i < band.size(); ++i) rgb_[3 * i + static_cast<std::size_t>(channel)] = band[i];
  }
  void by_table(const std::vector<unsigned char>& band, const GDALColorTable& table) {
    for (std::size_t i = 0; i < band.size(); ++i) {
      GDALColorEntry entry{0, 0, 0, 255};
      table.GetColorEntryAsRGB(band[i], &entry);
      rgb_[3 * i] = static_cast<unsigned char>(entry.c1);
      rgb_[3 * i + 1] = static_cast<unsigned char>(entry.c2);
      rgb_[3 * i + 2] = static_cast<unsigned char>(entry.c3);
      opaque_[i] = static_cast<unsigned char>(entry.c4);
    }
  }
  void opaque(std::vector<unsigned char> band) { opaque_ = std::move(band); }
  [[nodiscard]] std::vector<unsigned char> on_white() && {
    for (std::size_t i = 0; i < opaque_.size(); ++i)
      for (std::size_t channel = 3 * i; channel < 3 * i + 3; ++channel)
        rgb_[channel] =
            static_cast<unsigned char>((rgb_[channel] * opaque_[i] + 255 * (255 - opaque_[i])) / 255);
    return std::move(rgb_);
  }

private:
  std::vector<unsigned char> rgb_, opaque_;
};

// ---- times ------------------------------------------------------------------------------------------

/// As many decimals of a second as keep what the printed digits leave open: half a step either way; -1 for
/// minutes.
int decimals_of(const Interval<Instant>& at) {
  const double half = in_seconds(between(at.lowest, at.highest)) / 2.0;
  constexpr double minutes = 20.0, just_under = 0.8;
  if (half >= minutes) return -1;
  int decimals = 0;
  for (double step = 0.5; decimals < 3 && half < just_under * step; step /= 10.0) ++decimals;
  return decimals;
}

// ---- words -------------------------------------------------------------------------------------------

std::string pen_words(double pixels) {
  const bool whole = std::abs(pixels - std::round(pixels)) < 0.005;
  return (whole ? std::to_string(std::lround(pixels)) : two_decimals(pixels)) + " pixels";
}

/// To which side of the line a vertex lies, as far as the error lets tell.
int side_of(const BesideLine& at) {
  if (std::abs(at.metres) < at.within_95()) return 0;
  return at.metres > 0.0 ? 1 : -1;
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
  const Opened open = opened(file);
  const GDALDatasetUniquePtr& set = open.set;
  constexpr int most = 100'000;
  PictureFile picture{set->GetRasterXSize(), set->GetRasterYSize(), set->GetDriver()->GetDescription(), {}};
  if (picture.columns > most || picture.rows > most)
    throw load::UnreadableFile{file.string() + ": more than 100 000 pixels to a side"};
  std::array<double, 6> affine{};
  if (open.overlay && open.overlay->box) {
    const Overlay::Box& box = *open.overlay->box;
    affine = {box.west, (box.east - box.west) / picture.columns, 0.0, box.north,
              0.0,      (box.south - box.north) / picture.rows};
  } else if (set->GetGeoTransform(affine.data()) != CE_None) {
    return picture;
  }
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

PictureImage image_of(const std::filesystem::path& file, std::size_t most) {
  const GDALDatasetUniquePtr set = opened(file).set;
  constexpr double most_read = 2e8;
  const double columns = set->GetRasterXSize(), rows = set->GetRasterYSize();
  if (columns * rows > most_read)
    throw load::UnreadableFile{file.string() + ": more than 200 million pixels; make a smaller copy"};
  const double part = std::min(1.0, std::sqrt(static_cast<double>(most) / (columns * rows)));
  PictureImage image{
      std::max(1, static_cast<int>(columns * part)), std::max(1, static_cast<int>(rows * part)), {}};
  const Bands bands{*set, image.columns, image.rows};
  if (bands.count() == 0) throw load::UnreadableFile{file.string() + ": a picture without pixels"};
  Painter painter{static_cast<std::size_t>(image.columns) * static_cast<std::size_t>(image.rows)};
  if (const GDALColorTable* table = set->GetRasterBand(1)->GetColorTable())
    painter.by_table(bands.bytes(1), *table);
  else if (bands.count() < 3)
    painter.grey(bands.bytes(1));
  else
    for (int channel = 0; channel < 3; ++channel) painter.colour(channel, bands.bytes(channel + 1));
  if (bands.count() > 1 && bands.is_alpha(bands.count())) painter.opaque(bands.bytes(bands.count()));
  image.rgb = std::move(painter).on_white();
  return image;
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
  known.reserve(points.size());
  for (const auto& [pixel, position] : points) known.push_back({pixel, picture.plane.to_plane(position)});
  try {
    picture.fit = transform ? geo::fit(known, *transform) : geo::fit(known);
  } catch (const std::domain_error& error) {
    throw load::UnreadableFile{error.what()};
  }
  return picture;
}

bool stands_out(const LaidPicture& picture, std::size_t control) {
  constexpr double far_off = 2.5;
  const geo::PlanePoint& off = picture.fit.left_out.at(control);
  return picture.controls.size() > 4 &&
         std::hypot(off.east, off.north) > far_off * picture.fit.left_out_error;
}

std::string_view words_of(geo::Transform transform) {
  static constexpr std::array<std::string_view, 3> words{"similarity: shifted, scaled and turned",
                                                         "affine: stretched and sheared besides",
                                                         "projective: seen from aside"};
  return words.at(static_cast<std::size_t>(transform));
}

geo::Pixel Vertex::mean() const {
  std::vector<geo::Pixel> pixels;
  for (const Click* click : clicks) pixels.push_back(click->pixel);
  return geo::mean(pixels);
}

double Vertex::spread() const {
  const geo::Pixel middle = mean();
  double squares = 0.0;
  for (const Click* click : clicks)
    squares += std::pow(click->pixel.column - middle.column, 2) + std::pow(click->pixel.row - middle.row, 2);
  return std::sqrt(squares / static_cast<double>(clicks.size()));
}

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

std::optional<double> repeated_sigma(const Clicks& trace) {
  double squares = 0.0, freedom = 0.0;
  for (const Vertex& vertex : vertices(trace)) {
    const auto count = static_cast<double>(vertex.clicks.size());
    squares += count * std::pow(vertex.spread(), 2);
    freedom += 2.0 * (count - 1.0);
  }
  if (freedom < 4.0) return std::nullopt;
  return std::sqrt(squares / freedom);
}

VertexError error_at(const LaidPicture& picture, const geo::Pixel& pixel, double pen_pixels) {
  return {geo::transform_sigma(picture.fit, pixel),
          click_sigma(pen_pixels) * geo::metres_per_pixel(picture.fit, pixel)};
}

std::vector<VertexError> vertex_errors(const LaidPicture& picture, const Clicks& trace, double pen_pixels) {
  const std::optional<double> repeated = repeated_sigma(trace);
  std::vector<VertexError> errors;
  for (const Vertex& vertex : vertices(trace)) {
    const geo::Pixel pixel = vertex.mean();
    errors.push_back(error_at(picture, pixel, pen_pixels));
    if (repeated)
      errors.back().own = std::hypot(*repeated / std::sqrt(static_cast<double>(vertex.clicks.size())),
                                     0.5 * pen_pixels / std::sqrt(3.0)) *
                          geo::metres_per_pixel(picture.fit, pixel);
  }
  return errors;
}

std::optional<VertexError> worst_of(const std::vector<VertexError>& errors) {
  const auto worst = std::max_element(errors.begin(), errors.end(), [](const auto& a, const auto& b) {
    return a.within_95() < b.within_95();
  });
  return worst == errors.end() ? std::nullopt : std::optional{*worst};
}

std::string ground_words(double metres) {
  std::array<char, 48> text{};
  if (metres < 1000.0)
    std::snprintf(text.data(), text.size(), metres < 10.0 ? "%.1f m" : "%.0f m", metres);
  else
    std::snprintf(text.data(), text.size(), metres < 10'000.0 ? "%.2f km" : "%.0f km", metres / 1000.0);
  return text.data();
}

double VertexError::within_95() const { return normalise::radius_95 * std::hypot(transform, own); }

std::string words_of(const VertexError& error) {
  const auto radius = [](double sigma) { return ground_words(normalise::radius_95 * sigma); };
  return "95 % of positions within " + ground_words(error.within_95()) + ", of which the transform " +
         radius(error.transform) + " (common to all) and click and pen " + radius(error.own) +
         " (each its own)";
}

double click_sigma(double pen_pixels) { return std::hypot(1.0, 0.5 * pen_pixels) / std::sqrt(3.0); }

TimeReadings read_time(const std::string& printed, const ImportWish& wish) {
  const TimeContext context{read_date(wish.date), wish.clock.empty() ? "UTC" : wish.clock, {}, {}};
  if (TimeReadings times = recon::read_time(printed, context); !times.readings.empty()) return times;
  // A picture's times seldom name their clock.
  return recon::read_time(printed + " local", context);
}

Imported traced(const LaidPicture& picture, const Clicks& trace, double pen_pixels, const ImportWish& wish) {
  Imported imported{.format = "picture", .honesty = trace.honesty};
  imported.datum = wish.datum;
  const std::vector<Vertex> all = vertices(trace);
  const std::vector<VertexError> errors = vertex_errors(picture, trace, pen_pixels);
  const std::optional<double> repeated = repeated_sigma(trace);
  if (repeated)
    notice(imported.honesty, "clicks repeat to " + two_decimals(*repeated) +
                                 " pixels (one sigma per axis); that is part of the accuracy of each fix");
  const bool timed = std::any_of(trace.clicks.begin(), trace.clicks.end(),
                                 [](const Click& click) { return !click.time.empty(); });
  if (timed && wish.clock.empty())
    assume(imported.honesty, "times are UTC", "no clock is named (--clock)", Honesty::Assumed::Sure::guessed);
  ImportedTrack track{.name = "track", .kind = incident::TrackClaim::Kind::drawn};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Vertex& vertex = all[i];
    const Click& first = *vertex.clicks.front();
    const geo::Pixel pixel = vertex.mean();
    Sighting sighting;
    sighting.place = first.line;
    const std::string said = vertex.clicks.size() == 1
                                 ? first.printed
                                 : two_decimals(pixel.column) + " " + two_decimals(pixel.row);
    sighting.in_words = std::make_shared<Sighting::InWords>(Sighting::InWords{{}, said, first.altitude});
    sighting.position = picture.plane.to_globe(geo::place_of(picture.fit, pixel));
    if (!first.time.empty()) {
      const TimeReadings times = read_time(first.time, wish);
      if (times.readings.empty()) {
        skip(imported.honesty, "a time that cannot be read", first.line);
        --imported.honesty.used;
        continue;
      }
      const Interval<Instant>& at = times.readings.front().at;
      set_time(sighting, {at.stated, decimals_of(at)});
    }
    if (repeated) sighting.accuracy = metres(errors[i].own);
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
    all.push_back({geo::beside(drawn, geo::place_of(picture.fit, pixel)).metres,
                   std::sqrt(2.0) * click_sigma(pen_pixels) * geo::metres_per_pixel(picture.fit, pixel)});
  }
  return all;
}

double BesideLine::within_95() const { return normalise::half_width_95 * sigma; }

std::string words_of(const std::vector<BesideLine>& all) {
  std::string words;
  for (std::size_t first = 0, end = 0; first < all.size(); first = end) {
    const int side = side_of(all[first]);
    double least = std::abs(all[first].metres), most = least;
    for (end = first + 1; end < all.size() && side_of(all[end]) == side; ++end)
      least = std::min(least, std::abs(all[end].metres)), most = std::max(most, std::abs(all[end].metres));
    const bool one = end == first + 1;
    words += (words.empty() ? "" : ", ") + std::string{one ? "vertex " : "vertices "} +
             std::to_string(first + 1) + (one ? "" : " to " + std::to_string(end));
    if (side == 0)
      words += " on it within the error";
    else
      words += std::string{side > 0 ? " to its right by " : " to its left by "} + ground_words(least) +
               (one ? "" : " to " + ground_words(most));
  }
  return words;
}

PictureTrack for_case(const LaidPicture& picture, const Clicks& trace, const Clicks& line, double pen_pixels,
                      const ImportWish& wish, const std::string& file_name, std::string bytes) {
  PictureTrack made{traced(picture, trace, pen_pixels, wish), {}};
  incident::Picture kept;
  kept.file.text = "pictures/" + file_name;
  kept.sha256.text = load::sha256(bytes);
  kept.pen.text = pen_words(pen_pixels);
  kept.transform = static_cast<incident::Picture::Transform>(picture.fit.transform);
  for (const Click& click : picture.controls)
    kept.controls.push_back({{click.name, {}}, {click.printed, {}}, {click.position, {}}, {}});
  if (line.clicks.size() == 1) throw load::UnreadableFile{"a line needs two places clicked at least"};
  for (const Click& click : line.clicks) kept.border.push_back({click.printed, {}});
  for (const Vertex& vertex : vertices(trace)) {
    if (vertex.clicks.size() < 2) continue;
    incident::Picture::Vertex& again = kept.vertices.emplace_back();
    for (const Click* click : vertex.clicks) again.pixels.push_back({click->printed, {}});
  }
  made.imported.tracks.front().picture = kept;
  made.beside.push_back({kept.file.text, std::move(bytes)});
  return made;
}

}  // namespace recon::exchange
