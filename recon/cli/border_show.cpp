// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>
#include <memory>

#include "recon/assess/separation.hpp"
#include "recon/cli/border.hpp"
#include "recon/cli/command.hpp"
#include "recon/geo/printed_position.hpp"
#include "recon/load/library.hpp"
#include "recon/load/outlines.hpp"
#include "recon/report/png.hpp"
#include "recon/report/report.hpp"
#include "recon/report/separation_picture.hpp"
#include "recon/report/text.hpp"
#include "recon/report/words.hpp"
#include "recon/units/whole_file.hpp"

namespace recon::cli {

namespace {

struct Wishes {
  std::string id, svg, png;
};

void say(const std::string& what, const std::string& words) {
  if (words.empty()) return;
  const std::vector<std::string> lines = report::wrap(words, 78);
  for (std::size_t i = 0; i < lines.size(); ++i)
    std::cout << "  " << report::fit(i == 0 ? what : "", 18) << lines[i] << '\n';
}

void say_about(const incident::Border& about) {
  say("title", about.title.text);
  say("publisher", about.publisher.text);
  say("edition", about.edition.text);
  say("date", about.date.text);
  say("licence", about.licence.text);
  say("attribution", about.attribution.text);
  say("claimed by", joined(about.claimed_by, ", "));
  const auto edge = about.edge.value_or(geo::Edge::lon_lat);
  say("edges", edge == geo::Edge::geodesic ? "geodesics"
               : edge == geo::Edge::rhumb  ? "rhumb lines"
                                           : "straight in longitude and latitude");
  say("extent", about.extent == incident::Border::Extent::land_and_sea
                    ? "land and territorial sea: there is no coast in it"
                    : "land: its edge is border and coast");
  say("line error", about.line_error.text);
  say("shift error", about.shift_error.text);
  say("correlation", about.correlation.text);
  if (about.line_error.empty() && about.shift_error.empty())
    say("error", "not stated: 60 m and 30 m are taken");
  say("family", about.family.text);
  say("made by", about.made_by.text);
  say("known flaw", about.known_flaw.text);
  if (about.display_only.value_or(false)) say("use", "display only: it decides nothing");
  say("file", about.file.text);
  say("SHA-256", about.sha256.text);
  say("cut to", frame_words(about.frame));
}

struct Measured {
  std::size_t vertices = 0, parts = 0, holes = 0;
  geo::Window box;
  std::vector<double> spacing_m;
};

void take(const geo::Ring& ring, const std::optional<geo::Window>& frame, Measured& measured) {
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const geo::Position &a = ring[i], &b = ring[(i + 1) % ring.size()];
    if (measured.vertices++ == 0) measured.box = {a.longitude, a.latitude, a.longitude, a.latitude};
    measured.box = {.west = std::min(measured.box.west, a.longitude),
                    .south = std::min(measured.box.south, a.latitude),
                    .east = std::max(measured.box.east, a.longitude),
                    .north = std::max(measured.box.north, a.latitude)};
    // The sides of the frame are no border: their length says nothing of its detail.
    const auto on = [&](Angle side, Angle x, Angle y) { return x == side && y == side; };
    const bool framed =
        frame && (on(frame->west, a.longitude, b.longitude) || on(frame->east, a.longitude, b.longitude) ||
                  on(frame->south, a.latitude, b.latitude) || on(frame->north, a.latitude, b.latitude));
    if (!framed) measured.spacing_m.push_back(in_metres(geo::distance(a, b)));
  }
}

void say_state(const std::string& state, const geo::PreparedOutline& outline) {
  Measured measured;
  for (const geo::Polygon& part : outline.outline().parts) {
    ++measured.parts;
    measured.holes += part.holes.size();
    take(part.outer, outline.outline().window, measured);
    for (const geo::Ring& hole : part.holes) take(hole, outline.outline().window, measured);
  }
  std::string words =
      std::to_string(measured.vertices) + " vertices, " + report::counted(measured.parts, "part") + ", " +
      report::counted(measured.holes, "hole") + "; " + geo::print({measured.box.south, measured.box.west}) +
      " to " + geo::print({measured.box.north, measured.box.east});
  if (!measured.spacing_m.empty()) {
    const auto middle =
        measured.spacing_m.begin() + static_cast<std::ptrdiff_t>(measured.spacing_m.size() / 2);
    std::nth_element(measured.spacing_m.begin(), middle, measured.spacing_m.end());
    const double typical = *middle,
                 longest = *std::max_element(measured.spacing_m.begin(), measured.spacing_m.end());
    words += "; a vertex every " + report::fixed(typical, 0) + " m (median), at most " +
             report::distance(metres(longest)) + " apart";
  }
  say(state, words);
}

/// What reading it in full finds to repair; a file of the library should need nothing.
void say_problems(const load::LibraryEntry& entry, const incident::Border& about) {
  const load::OutlineFile read = load::read_outlines(entry.folder / about.file.text);
  if (read.notes.empty()) say("problems", "none found");
  for (const std::string& note : read.notes) say("problem", note);
}

void draw(const Wishes& wishes, const incident::BorderVersion& version) {
  if (version.states.empty()) return;
  const incident::Border& about = version.about;
  const geo::Ring& ring = version.states.begin()->second->outline().parts.front().outer;
  geo::Window window = about.frame.value_or(geo::Window{});
  if (!about.frame) {
    window = {ring[0].longitude, ring[0].latitude, ring[0].longitude, ring[0].latitude};
    for (const geo::Position& p : ring)
      window = {std::min(window.west, p.longitude), std::min(window.south, p.latitude),
                std::max(window.east, p.longitude), std::max(window.north, p.latitude)};
  }
  const geo::Position centre = assess::middle_of(window);
  const Length half = 0.5 * geo::distance({window.south, centre.longitude}, {window.north, centre.longitude});
  if (half > kilometres(200)) window = assess::window_about(centre, kilometres(200));
  const assess::ComparedBorder drawn{.id = version.about.id.text,
                                     .family = about.family.text,
                                     .states = version.states,
                                     .extent = about.extent.value_or(incident::Border::Extent::land),
                                     .frame = about.frame,
                                     .line_error = stated_length(about.line_error),
                                     .shift_error = stated_length(about.shift_error),
                                     .correlation = stated_length(about.correlation),
                                     .attribution = about.attribution.text};
  const auto subject = assess::nearest_subject({drawn}, centre, window);
  if (!subject) {
    std::cerr << "recon: no line within 200 km of its middle to draw\n";
    throw Exit{failure};
  }
  const std::string picture = report::separation_svg(
      assess::compare({drawn}, *subject, {.window = window, .along = {}, .reach = {}}));
  if (!wishes.svg.empty()) write_whole(wishes.svg, picture);
  if (!wishes.png.empty()) write_whole(wishes.png, report::png(picture));
}

void run(const Wishes& wishes) {
  const load::LibraryEntry entry = load::find_entry(wishes.id);
  incident::BorderVersion version = load::load_entry(entry);
  std::cout << entry.id << (entry.bundled ? "" : "  (yours)") << '\n';
  say_about(version.about);
  for (const auto& [state, outline] : version.states) say_state(state, *outline);
  say_problems(entry, version.about);
  if (!wishes.svg.empty() || !wishes.png.empty()) draw(wishes, version);
}

}  // namespace

void add_border_show(CLI::App& border) {
  CLI::App* command = border.add_subcommand("show", "Show everything a version carries");
  auto wishes = std::make_shared<Wishes>();
  command->add_option("id", wishes->id, "Its name in the library")->required();
  command->add_option("--svg", wishes->svg, "Draw it");
  command->add_option("--png", wishes->png, "The same picture as PNG");
  command->callback([wishes] { run(*wishes); });
}

}  // namespace recon::cli
