// SPDX-License-Identifier: Apache-2.0
#include "viewer/model/digitising.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "recon/geo/datum.hpp"
#include "recon/geo/printed_position.hpp"
#include "recon/load/bytes.hpp"
#include "recon/load/load.hpp"
#include "recon/normalise/errors.hpp"
#include "recon/report/words.hpp"
#include "recon/units/figure.hpp"
#include "recon/units/instant.hpp"
#include "recon/units/text.hpp"

namespace recon::viewer {
namespace {

constexpr std::size_t most_undone = 500;
constexpr std::uintmax_t largest_picture = 256U << 20U;  // that a case may hold
constexpr std::size_t most_shown = 24'000'000;           // pixels
constexpr std::size_t better_controls = 6;

geo::Pixel rounded(const geo::Pixel& pixel) {
  return {std::round(10.0 * pixel.column) / 10.0, std::round(10.0 * pixel.row) / 10.0};
}

std::string number_words(double x) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", x);
  std::string words = text.data();
  if (words.ends_with(".0")) words.resize(words.size() - 2);
  return words;
}

std::string pixel_words(const geo::Pixel& pixel) {
  return number_words(pixel.column) + " " + number_words(pixel.row);
}

double apart(const geo::Pixel& a, const geo::Pixel& b) {
  return std::hypot(a.column - b.column, a.row - b.row);
}

double length_of(const geo::PlanePoint& p) { return std::hypot(p.east, p.north); }

std::string counted(std::size_t n, const std::string& one, const std::string& several) {
  return std::to_string(n) + " " + (n == 1 ? one : several);
}

}  // namespace

std::string_view words_of(KnownAs what) {
  switch (what) {
    case KnownAs::graticule:
      return "graticule";
    case KnownAs::triple_point:
      return "triple point";
    case KnownAs::coast:
      return "coast";
    case KnownAs::place:
      return "place";
  }
  return {};
}

PositionSaid position_said(const std::string& printed) {
  const geo::PositionReadings read = geo::read_position(printed);
  if (read.readings.empty()) return {{}, read.problems.empty() ? "no position" : read.problems.front()};
  const geo::PositionReading& first = read.readings.front();
  constexpr double metres_in_degree = 111'320.0;
  const double north = in_degrees(first.half_latitude) * metres_in_degree,
               east = in_degrees(first.half_longitude) * metres_in_degree *
                      std::cos(in_radians(first.position.latitude));
  std::string words =
      geo::print(first.position) + " · its digits leave ±" + exchange::ground_words(std::max(north, east));
  if (read.readings.size() > 1)
    words += " · it can be read in " + std::to_string(read.readings.size()) + " ways; this is " +
             (first.means.empty() ? "the first" : first.means);
  return {first.position, words};
}

FigureSaid height_said(const std::string& printed) {
  const FigureReadings read = read_figure(printed, Dimension::height);
  if (read.readings.empty()) return {false, read.problems.empty() ? "no height" : read.problems.front()};
  return {true, exchange::ground_words(read.readings.front().value.stated)};
}

FigureSaid time_said(const std::string& printed, const Drawn& drawn) {
  exchange::ImportWish wish;
  wish.date = drawn.date, wish.clock = drawn.clock;
  const TimeReadings read = exchange::read_time(printed, wish);
  if (read.readings.empty()) return {false, read.problems.empty() ? "no time" : read.problems.front()};
  return {true, iso_8601(read.readings.front().at.stated)};
}

std::string printed(const geo::Position& position, double metres_apart) {
  int decimals = 2;
  for (double step = 1113.2; decimals < 6 && step > metres_apart; step /= 10.0) ++decimals;
  const double latitude = in_degrees(position.latitude), longitude = in_degrees(position.longitude);
  std::array<char, 80> text{};
  std::snprintf(text.data(), text.size(), "%.*f %c %.*f %c", decimals, std::abs(latitude),
                latitude < 0.0 ? 'S' : 'N', decimals, std::abs(longitude), longitude < 0.0 ? 'W' : 'E');
  return text.data();
}

std::string suggested_name(const std::filesystem::path& picture) {
  std::string name;
  for (const char c : lower_case(picture.stem().string())) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      name += c;
    else if (!name.empty() && name.back() != '-')
      name += '-';
  }
  while (!name.empty() && name.back() == '-') name.pop_back();
  return name.empty() || name.front() < 'a' ? "picture" + (name.empty() ? "" : "-" + name) : name;
}

// ---- out of a case -----------------------------------------------------------------------------------

namespace {

constexpr std::string_view of_the_file = "of the file";  // a control point that exchange::look_at() tells

Control control_of(const incident::Picture::Control& kept) {
  Control control{.pixel = geo::read_pixel(kept.pixel.text).value_or(geo::Pixel{}),
                  .position = kept.position.text,
                  .what = KnownAs::place,
                  .name = kept.name.text};
  for (const KnownAs what : all_known_as) {
    const std::string_view words = words_of(what);
    if (!kept.name.text.starts_with(words)) continue;
    const std::string_view rest = std::string_view{kept.name.text}.substr(words.size());
    if (!rest.empty() && !rest.starts_with(": ")) continue;
    control.what = what;
    control.name = rest.empty() ? "" : rest.substr(2);
    break;
  }
  return control;
}

std::vector<geo::Pixel> pixels_of(const std::vector<incident::Text>& printed) {
  std::vector<geo::Pixel> pixels;
  for (const incident::Text& text : printed)
    if (const auto pixel = geo::read_pixel(text.text)) pixels.push_back(*pixel);
  return pixels;
}

Drawn drawn_of(const incident::TrackClaim& track, const incident::Incident& incident) {
  const incident::Picture& picture = *track.picture;
  Drawn drawn;
  for (const incident::Picture::Control& control : picture.controls)
    if (control.name.text != of_the_file) drawn.controls.push_back(control_of(control));
  drawn.border = pixels_of(picture.border);
  std::vector<std::vector<geo::Pixel>> again;
  for (const incident::Picture::Vertex& vertex : picture.vertices)
    if (auto clicks = pixels_of(vertex.pixels); !clicks.empty()) again.push_back(std::move(clicks));
  for (const incident::Fix& fix : track.fixes) {
    const auto at = geo::read_pixel(fix.pixel.text);
    if (!at) continue;
    Traced traced{.clicks = {*at}, .time = fix.time.text, .altitude = fix.altitude.text};
    const auto its = std::find_if(again.begin(), again.end(), [&](const std::vector<geo::Pixel>& clicks) {
      return geo::printed_alike(geo::mean(clicks), *at);
    });
    if (its != again.end()) traced.clicks = *its;
    drawn.track.push_back(std::move(traced));
  }
  if (picture.transform) drawn.transform = static_cast<geo::Transform>(*picture.transform);
  if (const FigureReadings pen =
          read_figure(picture.pen.text.substr(0, picture.pen.text.find(' ')), Dimension::count);
      !pen.readings.empty())
    drawn.pen_pixels = pen.readings.front().value.stated;
  drawn.date = incident.date.text;
  drawn.clock = track.clock.empty() ? incident.clock.text : track.clock.text;
  drawn.datum = track.datum.text;
  return drawn;
}

}  // namespace

std::vector<KeptTrack> kept_tracks(const incident::Incident& incident) {
  std::vector<KeptTrack> all;
  const auto look = [&](const std::vector<incident::Statement>& statements, const std::string& party,
                        const std::vector<incident::Text>& usual) {
    for (const incident::Statement& statement : statements)
      for (const incident::Claim& claim : statement.claims)
        if (const auto* track = std::get_if<incident::TrackClaim>(&claim.assertion); track && track->picture)
          all.push_back({.statement = statement.id.text,
                         .aircraft = claim.aircraft.empty() ? (usual.empty() ? "" : usual.front().text)
                                                            : claim.aircraft.front().text,
                         .party = party,
                         .picture = track->picture->file.text,
                         .sha256 = lower_case(track->picture->sha256.text),
                         .superseded = !statement.superseded_by.empty(),
                         .drawn = drawn_of(*track, incident)});
  };
  for (const incident::Narrative& narrative : incident.narratives)
    look(narrative.statements, narrative.party.text, narrative.aircraft);
  for (const incident::Evidence& evidence : incident.evidence) look(evidence.statements, "", {});
  return all;
}

// ---- the session -------------------------------------------------------------------------------------

Digitising::Digitising(std::filesystem::path file, Drawn first)
    : file_{std::move(file)}, picture_{exchange::look_at(file_)}, drawn_{std::move(first)}, saved_{drawn_} {
  load::Bytes read = load::read_bytes(file_, largest_picture);
  if (!read.readable()) throw load::UnreadableFile{file_.string() + ": " + read.trouble};
  bytes_ = std::move(read.bytes);
  sha256_ = load::sha256(bytes_);
  refresh();
}

exchange::PictureImage Digitising::image() const { return exchange::image_of(file_, most_shown); }

void Digitising::change(Drawn drawn) {
  if (drawn == drawn_) return;
  undone_.push_back(std::move(drawn_));
  if (undone_.size() > most_undone) undone_.erase(undone_.begin());
  redone_.clear();
  drawn_ = std::move(drawn);
  refresh();
}

void Digitising::undo() {
  if (undone_.empty()) return;
  redone_.push_back(std::move(drawn_));
  drawn_ = std::move(undone_.back());
  undone_.pop_back();
  refresh();
}

void Digitising::redo() {
  if (redone_.empty()) return;
  undone_.push_back(std::move(drawn_));
  drawn_ = std::move(redone_.back());
  redone_.pop_back();
  refresh();
}

void Digitising::reopen(const KeptTrack& kept) {
  const bool begun = drawn_ != saved_ || can_undo();
  change(kept.drawn);
  if (!begun) undone_.clear();
  saved_ = drawn_;
  reopened_ = kept;
}

void Digitising::begin_another() {
  Drawn next = drawn_;
  next.track.clear();
  change(std::move(next));
  reopened_.reset();
}

bool Digitising::unsaved() const { return drawn_ != saved_; }

std::optional<PointOf> Digitising::click(Clicking what, const geo::Pixel& pixel, double reach) {
  const geo::Pixel at = rounded(pixel);
  if (at.column < 0.0 || at.row < 0.0 || at.column > picture_.columns || at.row > picture_.rows) return {};
  Drawn next = drawn_;
  PointOf clicked{what, 0};
  switch (what) {
    case Clicking::nothing:
      return {};
    case Clicking::control:
      next.controls.push_back({.pixel = at});
      // Control points come in rows: the next one is likely of the kind of the last.
      if (next.controls.size() > 1) next.controls.back().what = (next.controls.end() - 2)->what;
      clicked.index = next.controls.size() - 1;
      break;
    case Clicking::trace:
      next.track.push_back({.clicks = {at}});
      clicked.index = next.track.size() - 1;
      break;
    case Clicking::again: {
      const auto wanted = wanted_again();
      if (!wanted || apart(at, track_rows_[*wanted].mean) > reach) return {};
      next.track[*wanted].clicks.push_back(at);
      clicked.index = *wanted;
      break;
    }
    case Clicking::border:
      next.border.push_back(at);
      clicked.index = next.border.size() - 1;
      break;
  }
  change(std::move(next));
  return clicked;
}

std::optional<std::size_t> Digitising::wanted_again() const {
  const auto least =
      std::min_element(drawn_.track.begin(), drawn_.track.end(),
                       [](const Traced& a, const Traced& b) { return a.clicks.size() < b.clicks.size(); });
  if (least == drawn_.track.end()) return std::nullopt;
  return static_cast<std::size_t>(least - drawn_.track.begin());
}

void Digitising::move(const PointOf& point, const geo::Pixel& to) {
  if (!pixel_of(point)) return;
  const geo::Pixel at = rounded({std::clamp(to.column, 0.0, static_cast<double>(picture_.columns)),
                                 std::clamp(to.row, 0.0, static_cast<double>(picture_.rows))});
  Drawn next = drawn_;
  if (point.of == Clicking::control) next.controls[point.index].pixel = at;
  if (point.of == Clicking::border) next.border[point.index] = at;
  if (point.of == Clicking::trace || point.of == Clicking::again) next.track[point.index].clicks.back() = at;
  change(std::move(next));
}

void Digitising::remove(const PointOf& point) {
  if (!pixel_of(point)) return;
  Drawn next = drawn_;
  const auto at = static_cast<std::ptrdiff_t>(point.index);
  if (point.of == Clicking::control) next.controls.erase(next.controls.begin() + at);
  if (point.of == Clicking::border) next.border.erase(next.border.begin() + at);
  if (point.of == Clicking::trace) next.track.erase(next.track.begin() + at);
  if (point.of == Clicking::again) {
    next.track[point.index].clicks.pop_back();
    if (next.track[point.index].clicks.empty()) next.track.erase(next.track.begin() + at);
  }
  change(std::move(next));
}

std::optional<geo::Pixel> Digitising::pixel_of(const PointOf& point) const {
  if (point.of == Clicking::control && point.index < drawn_.controls.size())
    return drawn_.controls[point.index].pixel;
  if (point.of == Clicking::border && point.index < drawn_.border.size()) return drawn_.border[point.index];
  if ((point.of == Clicking::trace || point.of == Clicking::again) && point.index < drawn_.track.size())
    return drawn_.track[point.index].clicks.back();
  return std::nullopt;
}

std::optional<PointOf> Digitising::near(const geo::Pixel& pixel, double reach) const {
  std::optional<PointOf> nearest;
  const auto look = [&](Clicking of, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
      if (const double away = apart(*pixel_of({of, i}), pixel); away <= reach)
        reach = away, nearest = PointOf{of, i};
  };
  look(Clicking::control, drawn_.controls.size());
  look(Clicking::trace, drawn_.track.size());
  look(Clicking::border, drawn_.border.size());
  return nearest;
}

// ---- what follows ------------------------------------------------------------------------------------

std::vector<exchange::Click> Digitising::control_clicks(std::vector<std::size_t>& used) const {
  std::vector<exchange::Click> clicks;
  for (std::size_t i = 0; i < drawn_.controls.size(); ++i) {
    const Control& control = drawn_.controls[i];
    if (!position_said(control.position).position) continue;
    std::string name{words_of(control.what)};
    if (!control.name.empty()) name += ": " + control.name;
    clicks.push_back({.name = name,
                      .pixel = control.pixel,
                      .printed = pixel_words(control.pixel),
                      .position = control.position,
                      .line = i + 1});
    used.push_back(i);
  }
  return clicks;
}

exchange::Clicks Digitising::trace_clicks() const {
  exchange::Clicks trace;
  for (std::size_t i = 0; i < drawn_.track.size(); ++i)
    for (const geo::Pixel& pixel : drawn_.track[i].clicks)
      trace.clicks.push_back({.name = std::to_string(i + 1),
                              .pixel = pixel,
                              .printed = pixel_words(pixel),
                              .time = drawn_.track[i].time,
                              .altitude = drawn_.track[i].altitude,
                              .line = i + 1});
  trace.honesty.rows = trace.honesty.used = trace.clicks.size();
  return trace;
}

exchange::Clicks Digitising::border_clicks() const {
  exchange::Clicks line;
  for (const geo::Pixel& pixel : drawn_.border)
    line.clicks.push_back({.pixel = pixel, .printed = pixel_words(pixel), .line = line.clicks.size() + 1});
  return line;
}

exchange::ImportWish Digitising::wish() const {
  exchange::ImportWish wish;
  wish.date = drawn_.date, wish.clock = drawn_.clock, wish.datum = drawn_.datum;
  return wish;
}

Lying Digitising::lay() const {
  Lying lying;
  std::vector<exchange::Click> clicks = control_clicks(lying.controls);
  // Where the file says where it lies, points of one's own are used from when they can hold the picture.
  if (clicks.size() < geo::points_needed(geo::Transform::similarity) && !picture_.corners.empty()) {
    lying.by_file = true;
    lying.controls.clear();
    clicks = picture_.corners;
  }
  try {
    lying.laid = exchange::laid(clicks, drawn_.transform);
  } catch (const load::UnreadableFile& trouble) {
    lying.why_not = trouble.what();
  }
  return lying;
}

void Digitising::refresh() {
  lying_ = lay();
  refresh_controls();
  refresh_track();
}

void Digitising::refresh_controls() {
  control_rows_.clear();
  for (const Control& control : drawn_.controls) {
    ControlRow row{.said = position_said(control.position)};
    if (control.position.empty()) row.said.words.clear();
    if (lying_.laid && row.said.position) {
      const geo::PlanePoint known = lying_.laid->plane.to_plane(*row.said.position),
                            put = geo::place_of(lying_.laid->fit, control.pixel);
      row.off_metres = std::hypot(put.east - known.east, put.north - known.north);
      row.expected = geo::pixel_of(lying_.laid->fit, known);
      if (row.expected) row.off_pixels = apart(*row.expected, control.pixel);
    }
    control_rows_.push_back(std::move(row));
  }
  if (!lying_.laid || lying_.by_file) return;
  for (std::size_t i = 0; i < lying_.controls.size(); ++i) {
    ControlRow& row = control_rows_[lying_.controls[i]];
    row.left_out_metres = length_of(lying_.laid->fit.left_out[i]);
    row.left_out_pixels = *row.left_out_metres /
                          geo::metres_per_pixel(lying_.laid->fit, drawn_.controls[lying_.controls[i]].pixel);
    row.stands_out = exchange::stands_out(*lying_.laid, i);
  }
}

void Digitising::refresh_track() {
  track_rows_.clear();
  const exchange::Clicks trace = trace_clicks();
  const std::vector<exchange::Vertex> vertices = exchange::vertices(trace);
  for (std::size_t i = 0; i < vertices.size(); ++i) {
    TracedRow row{.mean = vertices[i].mean(), .spread = vertices[i].spread()};
    if (const std::string& time = drawn_.track[i].time; !time.empty()) row.time = time_said(time, drawn_);
    if (const std::string& height = drawn_.track[i].altitude; !height.empty())
      row.altitude = height_said(height);
    track_rows_.push_back(std::move(row));
  }
  if (!lying_.laid) return;
  const exchange::LaidPicture& laid = *lying_.laid;
  const std::vector<exchange::VertexError> errors = exchange::vertex_errors(laid, trace, drawn_.pen_pixels);
  std::vector<exchange::BesideLine> beside;
  if (drawn_.border.size() > 1) beside = exchange::beside(laid, trace, border_clicks(), drawn_.pen_pixels);
  for (std::size_t i = 0; i < track_rows_.size(); ++i) {
    TracedRow& row = track_rows_[i];
    row.position = laid.plane.to_globe(geo::place_of(laid.fit, row.mean));
    row.own_metres = normalise::radius_95 * errors[i].own;
    row.radius_metres = errors[i].within_95();
    if (!beside.empty()) row.beside = beside[i];
  }
}

// ---- in words ----------------------------------------------------------------------------------------

std::string Digitising::headline() const {
  if (!lying_.laid) return lying_.why_not;
  const auto worst =
      exchange::worst_of(exchange::vertex_errors(*lying_.laid, trace_clicks(), drawn_.pen_pixels));
  const exchange::VertexError error =
      worst ? *worst : exchange::error_at(*lying_.laid, lying_.laid->fit.centre, drawn_.pen_pixels);
  return exchange::words_of(error) + (worst ? "" : ", in the middle of the control points");
}

std::vector<std::string> Digitising::sentences() const {
  std::vector<std::string> said;
  const std::size_t unread =
      drawn_.controls.size() - static_cast<std::size_t>(std::count_if(
                                   control_rows_.begin(), control_rows_.end(),
                                   [](const ControlRow& row) { return row.said.position.has_value(); }));
  if (lying_.laid) {
    const geo::Georeference& fit = lying_.laid->fit;
    said.push_back(std::string{exchange::words_of(fit.transform)} + "; " +
                   exchange::ground_words(geo::metres_per_pixel(fit, fit.centre)) + " to a pixel");
    if (lying_.by_file)
      said.emplace_back(
          "Laid where its file says; how well it lies there, no file says: state it in the claim's error.");
    else
      said.push_back("Points left out of the fit are off by " + exchange::ground_words(fit.left_out_error) +
                     " (root mean square); the fit itself by " + exchange::ground_words(fit.fit_error) +
                     ", which flatters.");
    if (!lying_.by_file && !picture_.corners.empty())
      said.emplace_back("Its file says where it lies too; the control points are used.");
    if (!lying_.by_file && lying_.controls.size() < better_controls)
      said.push_back(counted(lying_.controls.size(), "control point", "control points") + "; 6 are better.");
  }
  if (unread > 0)
    said.push_back(counted(unread, "control point has", "control points have") +
                   " no position that can be read, and " + (unread == 1 ? "is" : "are") + " not used.");
  if (!drawn_.track.empty()) {
    const auto repeated = exchange::repeated_sigma(trace_clicks());
    said.push_back(repeated
                       ? "Clicks repeat to " + report::fixed(*repeated, 1) + " pixels (one sigma per axis)."
                       : "Not clicked again: a click is taken to be right to a pixel either way.");
  }
  const bool beside = !track_rows_.empty() && track_rows_.front().beside.has_value();
  if (beside) {
    std::vector<exchange::BesideLine> all;
    for (const TracedRow& row : track_rows_) all.push_back(*row.beside);
    said.push_back("Beside the border as the picture draws it, right of it as it was clicked: " +
                   exchange::words_of(all) + ".");
  }
  return said;
}

// ---- into a case -------------------------------------------------------------------------------------

exchange::CaseAddition Digitising::addition(const Destination& destination) const {
  if (!lying_.laid) throw load::UnreadableFile{"the picture lies nowhere yet: " + lying_.why_not};
  if (drawn_.track.empty()) throw load::UnreadableFile{"nothing of a track is traced yet"};
  if (destination.folder.empty()) throw load::UnreadableFile{"no folder is named"};
  if (!drawn_.date.empty() && !read_date(drawn_.date))
    throw load::UnreadableFile{"'" + drawn_.date + "' is no day; 2015-11-24 would be one"};
  if (!drawn_.clock.empty() && !is_clock(drawn_.clock))
    throw load::UnreadableFile{"no clock is called '" + drawn_.clock + "'; UTC and Europe/Istanbul are"};
  if (!drawn_.datum.empty() && !geo::datum(drawn_.datum))
    throw load::UnreadableFile{"no datum is called '" + drawn_.datum + "'; WGS 84 and ED50 are"};
  for (std::size_t i = 0; i < track_rows_.size(); ++i)
    for (const auto& [said, printed] : {std::pair{&track_rows_[i].time, &drawn_.track[i].time},
                                        std::pair{&track_rows_[i].altitude, &drawn_.track[i].altitude}})
      if (!printed->empty() && !said->read)
        throw load::UnreadableFile{"vertex " + std::to_string(i + 1) + ": " + said->words};
  exchange::CaseWish what;
  what.file_name = file_.filename().string();
  what.sha256 = sha256_;
  what.aircraft = destination.aircraft;
  what.narrative = destination.narrative;
  what.supersedes = destination.supersedes;
  const exchange::PictureTrack made = exchange::for_case(*lying_.laid, trace_clicks(), border_clicks(),
                                                         drawn_.pen_pixels, wish(), what.file_name, bytes_);
  return exchange::addition_to(destination.folder, made.imported, what, made.beside);
}

exchange::CaseAddition Digitising::save(const Destination& destination) {
  exchange::CaseAddition made = addition(destination);
  exchange::write(made);
  saved_ = drawn_;
  return made;
}

// ---- laid over the picture ---------------------------------------------------------------------------

std::vector<PixelLine> seen(const exchange::LaidPicture& laid,
                            const std::vector<std::vector<geo::Position>>& lines, double columns,
                            double rows) {
  const auto in_sight = [&](const geo::Pixel& at) {
    return at.column > -columns && at.column < 2.0 * columns && at.row > -rows && at.row < 2.0 * rows;
  };
  std::vector<PixelLine> pieces;
  for (const std::vector<geo::Position>& line : lines) {
    bool open = false;
    for (const geo::Position& place : line) {
      const auto at = geo::pixel_of(laid.fit, laid.plane.to_plane(place));
      if (!at || !in_sight(*at)) {
        open = false;
        continue;
      }
      if (!open) pieces.emplace_back();
      pieces.back().push_back(*at);
      open = true;
    }
  }
  std::erase_if(pieces, [](const PixelLine& piece) { return piece.size() < 2; });
  return pieces;
}

namespace {

/// The part of the globe about some places, in degrees about a longitude among them.
class Reach {
public:
  void add(const geo::Position& place) {
    if (!about_) about_ = in_degrees(place.longitude);
    const double x = std::remainder(in_degrees(place.longitude) - *about_, 360.0);
    const double y = in_degrees(place.latitude);
    west_ = std::min(west_, x), east_ = std::max(east_, x);
    south_ = std::min(south_, y), north_ = std::max(north_, y);
  }
  /// Wider by a share of itself, and at least so many degrees to every side.
  [[nodiscard]] std::optional<geo::Window> window(double share, double least) const {
    if (!about_) return std::nullopt;
    const double pad_x = std::max(share * (east_ - west_), least),
                 pad_y = std::max(share * (north_ - south_), least);
    constexpr double widest = 20.0;
    const double middle = 0.5 * (west_ + east_), half = std::min(0.5 * (east_ - west_) + pad_x, widest);
    const auto on_globe = [&](double x) { return degrees(std::remainder(*about_ + x, 360.0)); };
    return geo::Window{on_globe(middle - half), degrees(std::max(south_ - pad_y, -90.0)),
                       on_globe(middle + half), degrees(std::min(north_ + pad_y, 90.0))};
  }

private:
  std::optional<double> about_;
  double west_ = 1e9, east_ = -1e9, south_ = 1e9, north_ = -1e9;
};

std::optional<geo::Window> shown(const exchange::LaidPicture& laid, double columns, double rows, double share,
                                 double least) {
  Reach reach;
  constexpr int steps = 8;
  for (int i = 0; i <= steps; ++i)
    for (int j = 0; j <= steps; ++j) {
      const geo::Pixel at{columns * i / steps, rows * j / steps};
      const geo::PlanePoint place = geo::place_of(laid.fit, at);
      // What is behind the viewer's back is not shown; and half a million metres is beyond any plane.
      constexpr double beyond = 2e6;
      if (!(length_of(place) < beyond) || !geo::pixel_of(laid.fit, place)) continue;
      reach.add(laid.plane.to_globe(place));
    }
  return reach.window(share, least);
}

/// "35.5° N" with no more digits than it takes, in degrees and minutes.
std::string degree_words(double value, char positive, char negative) {
  const long minutes_10 = std::lround(std::abs(value) * 600.0);
  std::string words = std::to_string(minutes_10 / 600) + "°";
  if (const long rest = minutes_10 % 600; rest != 0)
    words += number_words(static_cast<double>(rest) / 10.0) + "′";
  return words + " " + (value < 0.0 ? negative : positive);
}

}  // namespace

SeenGraticule graticule(const exchange::LaidPicture& laid, double columns, double rows) {
  SeenGraticule made;
  const auto window = shown(laid, columns, rows, 0.0, 0.0);
  if (!window) return made;
  const double south = in_degrees(window->south), north = in_degrees(window->north);
  const double west = in_degrees(window->west);
  const double across = in_degrees(window->east) - west, width = across < 0.0 ? across + 360.0 : across;
  const double shorter = std::min(north - south, width);
  // Of the steps that draw a few lines, the picture's own is the widest that passes through its crossings.
  constexpr std::array<double, 18> minutes{1200, 600, 300, 120, 60, 30, 20,  15,  12,
                                           10,   6,   5,   3,   2,  1,  0.5, 0.2, 0.1};
  constexpr double fewest = 2.0, most = 12.0;
  const auto is_on = [](double value_deg, double step) {
    constexpr double a_tenth_of_a_minute = 0.1 / 60.0;
    return std::abs(std::remainder(value_deg, step)) < a_tenth_of_a_minute;
  };
  const std::string crossing{words_of(KnownAs::graticule)};
  double step = 0.0;
  for (const double its : minutes) {
    const double wide = its / 60.0;
    if (shorter < fewest * wide || shorter > most * wide) continue;
    if (step == 0.0) step = wide;
    const bool through =
        std::all_of(laid.controls.begin(), laid.controls.end(), [&](const exchange::Click& control) {
          if (!control.name.starts_with(crossing)) return true;
          const auto at = position_said(control.position).position;
          return at && is_on(in_degrees(at->latitude), wide) && is_on(in_degrees(at->longitude), wide);
        });
    if (!through) continue;
    step = wide;
    break;
  }
  if (step == 0.0) return made;
  constexpr int pieces = 32;
  const auto add = [&](const std::string& words, auto at) {
    std::vector<geo::Position> line;
    for (int i = 0; i <= pieces; ++i) line.push_back(at(static_cast<double>(i) / pieces));
    made.lines.push_back({words, seen(laid, {line}, columns, rows)});
  };
  for (double y = step * std::ceil(south / step); y <= north; y += step)
    add(degree_words(y, 'N', 'S'), [&](double share) {
      return geo::Position{degrees(y), degrees(std::remainder(west + share * width, 360.0))};
    });
  for (double x = step * std::ceil(west / step); x <= west + width; x += step)
    add(degree_words(std::remainder(x, 360.0), 'E', 'W'), [&](double share) {
      return geo::Position{degrees(south + share * (north - south)), degrees(std::remainder(x, 360.0))};
    });
  std::erase_if(made.lines, [](const SeenGraticule::Line& line) { return line.pieces.empty(); });
  return made;
}

geo::Window grown(const geo::Window& window, double share) {
  Reach reach;
  // The middle first: longitudes are counted from it, whatever the window spans.
  const double west = in_degrees(window.west), across = in_degrees(window.east) - west;
  const double middle = west + 0.5 * (across < 0.0 ? across + 360.0 : across);
  reach.add({window.south, degrees(std::remainder(middle, 360.0))});
  reach.add({window.south, window.west});
  reach.add({window.north, window.east});
  return *reach.window(share, 0.0);
}

std::optional<geo::Window> ground_of(const Digitising& session) {
  if (session.lying().laid)
    return shown(*session.lying().laid, session.picture().columns, session.picture().rows, 0.1, 0.01);
  Reach reach;
  for (const ControlRow& row : session.controls())
    if (row.said.position) reach.add(*row.said.position);
  constexpr double about_a_point = 0.5;  // degrees
  return reach.window(0.5, about_a_point);
}

}  // namespace recon::viewer
