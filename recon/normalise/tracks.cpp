// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "recon/geo/printed_position.hpp"
#include "recon/normalise/errors.hpp"
#include "recon/normalise/figures.hpp"
#include "recon/normalise/landmarks.hpp"
#include "recon/normalise/meanings.hpp"
#include "recon/normalise/words.hpp"

namespace recon::normalise {
namespace {

// What was passed over in a file of thousands of fixes, told in one sentence each.
struct Doubts {
  std::size_t unreadable = 0, several_readings = 0, several_times = 0, inaccurate = 0, too_near = 0,
              without_height = 0, by_elevation = 0;
  std::string first_unreadable;
};

std::optional<FigureReading> first_figure(const incident::Text& printed, Dimension dimension) {
  if (printed.empty()) return std::nullopt;
  FigureReadings figures = read_figure(printed.text, dimension);
  if (figures.readings.empty()) return std::nullopt;
  return std::move(figures.readings.front());
}

std::optional<Length> first_length(const incident::Text& printed, Dimension dimension) {
  const auto figure = first_figure(printed, dimension);
  return figure ? std::optional{metres(figure->value.stated)} : std::nullopt;
}

/// One sigma of a flat cell.
double sigma_of(const Interval<double>& cell) { return (cell.highest - cell.lowest) / std::sqrt(12.0); }

// An altitude coder counts 25 ft; its neighbours print the nearest hundred.
constexpr Length coder_step = feet(25);

void read_height(ReadFix& read, const incident::Fix& fix) {
  const auto figure = first_figure(fix.altitude, Dimension::height);
  if (!figure || !std::isfinite(sigma_of(figure->value))) return;
  read.altitude = metres(figure->value.stated);
  read.above = figure->height_datum;
  read.altitude_cell = metres(sigma_of(figure->value));
  if (read.above == HeightDatum::standard_pressure)
    read.altitude_cell = std::max(read.altitude_cell, coder_step / std::sqrt(12.0));
}

// A cell is flat: its variance is a third of the half width squared.
Length cell_sigma(const geo::PositionReading& cell) {
  const double metres_per_degree = 111'320.0;
  const double half =
      std::max(in_degrees(cell.half_latitude),
               in_degrees(cell.half_longitude) * std::cos(in_radians(cell.position.latitude)));
  return metres(half * metres_per_degree / std::sqrt(3.0));
}

/// The ellipse that a fix states beside its accuracy, its digits' cell added to both half axes.
std::optional<Ellipse> read_ellipse(const incident::Fix& fix, const ReadFix& read) {
  const auto minor = first_length(fix.accuracy_minor, Dimension::length);
  const auto axis = first_figure(fix.accuracy_axis, Dimension::angle);
  if (!minor || !axis) return std::nullopt;
  const Length shorter = metres(std::hypot(in_metres(*minor) / radius_95, in_metres(read.cell)));
  return Ellipse{std::min(shorter, read.sigma), degrees(axis->value.stated)};
}

std::nullopt_t not_readable(const incident::Fix& fix, Doubts& doubts) {
  const bool polar = fix.position.empty();
  if (doubts.unreadable++ == 0)
    doubts.first_unreadable =
        (polar ? fix.range.text + " " + fix.azimuth.text : fix.position.text) + " " + fix.time.text;
  return std::nullopt;
}

/// Time and height of a fix; nullopt when it has a time that cannot be read.
std::optional<ReadFix> read_when(const incident::Fix& fix, const TimeContext& context, Doubts& doubts) {
  ReadFix read;
  read.place = fix.place;
  read_height(read, fix);
  if (fix.time.empty()) return read;
  const TimeReadings times = recon::read_time(fix.time.text, context);
  if (times.readings.empty()) return not_readable(fix, doubts);
  if (times.readings.size() > 1) ++doubts.several_times;
  const Interval<Instant>& at = times.readings.front().at;
  read.time = at.stated;
  read.time_sigma = recon::between(at.lowest, at.highest) / std::sqrt(12.0);
  return read;
}

/// A fix, and what of its print is needed to bring it to WGS 84 once the datum is chosen.
struct PrintedFix {
  ReadFix fix;
  std::optional<geo::UtmPlace> utm;
  std::string_view own_datum;  // that the print names

  [[nodiscard]] ReadFix on(const geo::Datum& datum) const {
    ReadFix moved = fix;
    moved.position =
        geo::to_wgs84(geo::PositionReading{.position = fix.position, .utm = utm, .datum = own_datum}, datum);
    return moved;
  }
};

std::optional<PrintedFix> read_fix(const incident::Fix& fix, const TimeContext& context, Length usual,
                                   Doubts& doubts) {
  const geo::PositionReadings cells = geo::read_position(fix.position.text);
  if (cells.readings.empty()) return not_readable(fix, doubts);
  auto timed = read_when(fix, context, doubts);
  if (!timed) return std::nullopt;
  if (cells.readings.size() > 1) ++doubts.several_readings;
  const auto accuracy = first_length(fix.accuracy, Dimension::length);
  if (!accuracy) ++doubts.inaccurate;
  const Length own = accuracy ? *accuracy / radius_95 : usual;
  const geo::PositionReading& cell = cells.readings.front();
  ReadFix read = std::move(*timed);
  read.position = cell.position;
  read.cell = cell_sigma(cell);
  read.sigma = metres(std::hypot(in_metres(own), in_metres(read.cell)));
  if (accuracy) read.ellipse = read_ellipse(fix, read);
  return PrintedFix{std::move(read), cell.utm, cell.datum};
}

void tell(Notebook& notebook, const Site& site, const Doubts& doubts) {
  const auto fixes = [](std::size_t count) {
    return std::to_string(count) + (count == 1 ? " fix" : " fixes");
  };
  if (doubts.unreadable > 0)
    notebook.adjust(site, fixes(doubts.unreadable) + " left out",
                    "not readable, the first: " + doubts.first_unreadable);
  if (doubts.several_readings > 0)
    notebook.adjust(site, fixes(doubts.several_readings) + " read in the first of several ways",
                    "a digit may be lost; a track is not read anew for each");
  if (doubts.several_times > 0)
    notebook.adjust(site, fixes(doubts.several_times) + " put on the first day that fits",
                    "no day is printed");
  if (doubts.too_near > 0)
    notebook.adjust(site, fixes(doubts.too_near) + " left out",
                    "nearer to the radar than the aircraft is high");
  if (doubts.without_height > 0)
    notebook.adjust(site, fixes(doubts.without_height) + " without a height",
                    "brought to the ground with any that is possible (docs/method/readings.md, Plots)");
  if (doubts.by_elevation > 0)
    notebook.adjust(site, fixes(doubts.by_elevation) + " given the height of its elevation",
                    "along rays that the standard atmosphere bends (docs/method/readings.md, Plots)");
}

bool on_wgs84_by_nature(const incident::TrackClaim& track) {
  using Kind = incident::TrackClaim::Kind;
  return track.kind == Kind::adsb || track.kind == Kind::recorder;
}

// ---- seen by a radar ---------------------------------------------------------------------------------

bool is_polar(const incident::TrackClaim& track) {
  return std::ranges::any_of(track.fixes, [](const incident::Fix& fix) { return fix.position.empty(); });
}

/// Any height that the account leaves open at that moment.
Interval<Length> heights_of(Notebook& notebook, const Site& site) {
  const auto said = height_said_beside(site);
  if (!said) return {metres(0), usual_ceiling / 2.0, usual_ceiling};
  notebook.adjust(site, "plots without a height taken at the height the account states",
                  "the plots give none");
  const Length low = std::max(said->lowest, metres(0));
  const Length high = std::isfinite(in_metres(said->highest)) ? said->highest : std::max(low, usual_ceiling);
  return {low, std::clamp(said->stated, low, high), high};
}

Length antenna_height(Notebook& notebook, const Site& site) {
  const auto height = first_length(site.sensor->height, Dimension::height);
  if (!height) notebook.adjust(site, "radar taken to stand at sea level", "its height is not stated");
  return height.value_or(metres(0));
}

/// A plot read for one site; its place on the ground is for maps and first glances, the flight is computed
/// from what was measured.
class PlotReader {
public:
  PlotReader(const TimeContext& context, const TrackRead& track, std::optional<Angle> variation,
             Doubts& doubts)
      : context_{context}, track_{track}, variation_{variation}, doubts_{doubts} {}

  [[nodiscard]] std::optional<ReadFix> operator()(const incident::Fix& fix) {
    const auto range = first_figure(fix.range, Dimension::length);
    const auto azimuth = first_figure(fix.azimuth, Dimension::angle);
    if (!range || !azimuth) return not_readable(fix, doubts_);
    const bool magnetic = azimuth->north == North::magnetic;
    if (magnetic && !variation_) return not_readable(fix, doubts_);
    auto read = read_when(fix, context_, doubts_);
    if (!read) return std::nullopt;
    const Angle turn = magnetic ? *variation_ : degrees(0);
    read->polar = Polar{metres(range->value.stated), degrees(azimuth->value.stated) + turn,
                        metres(sigma_of(range->value)), degrees(sigma_of(azimuth->value))};
    if (const auto elevation = first_figure(fix.elevation, Dimension::angle); elevation && !read->altitude) {
      read->polar->elevation = degrees(elevation->value.stated);
      read->polar->elevation_cell = degrees(sigma_of(elevation->value));
      read->altitude = height_at(read->polar->slant_range, *read->polar->elevation, track_.radar->height);
      read->above = HeightDatum::ellipsoid;
      ++doubts_.by_elevation;
    }
    if (!read->altitude || read->above == HeightDatum::ground) ++doubts_.without_height;
    const Length height = read->altitude.value_or(
        std::min(track_.heights.stated, 0.5 * (track_.radar->height + read->polar->slant_range)));
    const auto ground = ground_range(read->polar->slant_range, track_.radar->height, height);
    if (!ground) {
      ++doubts_.too_near;
      return std::nullopt;
    }
    read->position = geo::destination(track_.radar->position, read->polar->azimuth, *ground);
    return read;
  }

private:
  const TimeContext& context_;
  const TrackRead& track_;
  std::optional<Angle> variation_;
  Doubts& doubts_;
};

/// One sigma per axis of a plot, the larger of along and across the sight.
Length plot_sigma(const TrackRead& track, const ReadFix& fix) {
  const Length away = geo::distance(track.radar->position, fix.position);
  const RadarErrors& errors = track.radar->errors;
  const double along = std::hypot(in_metres(errors.range), in_metres(fix.polar->range_cell));
  const double across =
      in_metres(away) * std::hypot(in_radians(errors.azimuth), in_radians(fix.polar->azimuth_cell));
  return metres(std::max(along, across));
}

/// Nothing is published of elevations: they are taken to be known as azimuths are, random part and bias
/// together.
Length height_sigma(const TrackRead& track, const Polar& plot) {
  const RadarErrors& errors = track.radar->errors;
  const double sigma = std::hypot(in_degrees(errors.azimuth), in_degrees(errors.azimuth_bias),
                                  in_degrees(plot.elevation_cell));
  return height_at_sigma(plot.slant_range, *plot.elevation, degrees(sigma));
}

Branches<Meaning> read_plots(Notebook& notebook, const Site& site, const incident::TrackClaim& track,
                             const TimeContext& context) {
  if (site.sensor == nullptr || site.sensor->position.empty())
    return none<Meaning>("plots need the place of the radar, and none is stated");
  const LandmarkPlace radar = place_named(notebook, site, site.sensor->position);
  if (!radar.position) return none<Meaning>(radar.why_unknown);
  TrackRead seen;
  seen.kind = track.kind;
  seen.radar = RadarSite{*radar.position, antenna_height(notebook, site), {}, radar.accuracy};
  seen.heights = heights_of(notebook, site);
  Doubts doubts;
  PlotReader read{context, seen, radar.variation, doubts};
  for (const incident::Fix& fix : track.fixes)
    if (auto plot = read(fix)) seen.fixes.push_back(std::move(*plot));
  tell(notebook, site, doubts);
  if (seen.fixes.empty()) return none<Meaning>("the track has no plot that can be placed");
  const Length range = *mean_range(seen);
  seen.radar->errors = radar_errors(site, track_error(notebook, site, track.kind, range), range);
  for (ReadFix& fix : seen.fixes) {
    fix.sigma = plot_sigma(seen, fix);
    if (fix.polar->elevation) fix.altitude_cell = height_sigma(seen, *fix.polar);
  }
  return only(Meaning{std::move(seen)});
}

// ---- read off a picture ------------------------------------------------------------------------------

std::string_view words_of(geo::Transform transform) {
  switch (transform) {
    case geo::Transform::similarity:
      return "shifted, scaled and turned";
    case geo::Transform::affine:
      return "stretched and sheared besides";
    case geo::Transform::projective:
      return "seen from aside";
  }
  return "";
}

/// A click is right to a pixel either way, flat, and lies somewhere on the drawn line.
constexpr double click = 1.0, usual_pen = 4.0;  // pixels

double pen_sigma(Notebook& notebook, const Site& site, const incident::Picture& picture) {
  const FigureReadings pen =
      read_figure(picture.pen.text.substr(0, picture.pen.text.find(' ')), Dimension::count);
  if (pen.readings.empty())
    notebook.adjust(site, "drawn line taken to be 4 pixels wide", "the width of the pen is not stated");
  const double width = pen.readings.empty() ? usual_pen : pen.readings.front().value.stated;
  return std::hypot(click, 0.5 * width) / std::sqrt(3.0);
}

/// The picture on the ground, or why it cannot be laid there.
struct Laid {
  std::shared_ptr<const PictureRead> picture;
  std::string why_not;
};

Laid laid(Notebook& notebook, const Site& site, const incident::Picture& picture, double own,
          const geo::Datum& on) {
  std::vector<std::pair<geo::Pixel, geo::Position>> points;
  for (const incident::Picture::Control& control : picture.controls) {
    const auto pixel = geo::read_pixel(control.pixel.text);
    const geo::PositionReadings at = geo::read_position(control.position.text);
    if (!pixel || at.readings.empty()) return {nullptr, "a control point cannot be read"};
    points.emplace_back(*pixel, geo::to_wgs84(at.readings.front(), on));
  }
  using Transform = geo::Transform;
  const auto wanted =
      picture.transform ? std::optional{static_cast<Transform>(*picture.transform)} : std::nullopt;
  if (points.size() < geo::points_needed(wanted.value_or(Transform::similarity)))
    return {nullptr, "the picture has too few control points for its transform"};
  auto made = std::make_shared<PictureRead>(PictureRead{geo::Plane{points.front().second}, {}, own, {}});
  std::vector<geo::ControlPoint> controls;
  for (const auto& [pixel, position] : points) controls.push_back({pixel, made->plane.to_plane(position)});
  try {
    made->fit = wanted ? geo::fit(controls, *wanted) : geo::fit(controls);
  } catch (const std::domain_error& error) {
    return {nullptr, error.what()};
  }
  for (const incident::Text& clicked : picture.border)
    if (const auto pixel = geo::read_pixel(clicked.text)) made->border.push_back(*pixel);
  notebook.adjust(site, "picture laid on the ground by " + std::to_string(points.size()) + " control points",
                  std::string{words_of(made->fit.transform)} + "; points left out are off by " +
                      words(metres(made->fit.left_out_error)) + " (root mean square)");
  return {made, ""};
}

Branches<Meaning> read_drawn(Notebook& notebook, const Site& site, const incident::TrackClaim& track,
                             const TimeContext& context) {
  const double own = pen_sigma(notebook, site, *track.picture);
  return each(read_datum(notebook, site, track.datum), [&](const geo::Datum& on) {
    const auto [picture, why_not] = laid(notebook, site, *track.picture, own, on);
    if (!picture) return Meaning{Unanswerable{why_not}};
    TrackRead drawn;
    drawn.kind = track.kind;
    drawn.picture = picture;
    Doubts doubts;
    for (const incident::Fix& fix : track.fixes) {
      const auto pixel = geo::read_pixel(fix.pixel.text);
      auto read = pixel ? read_when(fix, context, doubts) : std::nullopt;
      if (!read) continue;
      read->pixel = pixel;
      read->position = picture->plane.to_globe(geo::place_of(picture->fit, *pixel));
      const auto accuracy = first_length(fix.accuracy, Dimension::length);
      read->sigma =
          accuracy ? *accuracy / radius_95 : metres(own * geo::metres_per_pixel(picture->fit, *pixel));
      drawn.fixes.push_back(std::move(*read));
    }
    tell(notebook, site, doubts);
    if (drawn.fixes.empty()) return Meaning{Unanswerable{"the track has no readable fix"}};
    return Meaning{std::move(drawn)};
  });
}

}  // namespace

Branches<Meaning> read_track(Notebook& notebook, const Site& site, const incident::TrackClaim& track) {
  const std::string clock = track.clock.empty() ? site.clock : track.clock.text;
  const TimeContext context{read_date(notebook.incident.date.text), clock, notebook.begin, notebook.end};
  if (track.picture) return read_drawn(notebook, site, track, context);
  if (is_polar(track)) return read_plots(notebook, site, track, context);
  const Error usual = track_error(notebook, site, track.kind);
  std::vector<PrintedFix> printed;
  Doubts doubts;
  for (const incident::Fix& fix : track.fixes)
    if (auto read = read_fix(fix, context, usual.random, doubts)) printed.push_back(std::move(*read));
  tell(notebook, site, doubts);
  if (printed.empty()) return none<Meaning>("the track has no readable fix");
  const auto moved = [&](const geo::Datum& on) {
    TrackRead track_on;
    track_on.kind = track.kind;
    for (const PrintedFix& fix : printed) track_on.fixes.push_back(fix.on(on));
    return Meaning{std::move(track_on)};
  };

  const std::string_view own = printed.front().own_datum;
  const bool satellite = track.datum.empty() && own.empty() && on_wgs84_by_nature(track);
  if (satellite) notebook.adjust(site, "fixes taken on WGS 84", "ADS-B and flight recorders give WGS 84");
  const incident::Text stated = satellite ? incident::Text{"WGS 84", track.file.place} : track.datum;
  return each(read_datum(notebook, site, stated, own), moved);
}

}  // namespace recon::normalise
