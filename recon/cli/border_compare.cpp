// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>

#include "recon/assess/separation.hpp"
#include "recon/cli/border.hpp"
#include "recon/cli/command.hpp"
#include "recon/geo/printed_position.hpp"
#include "recon/load/library.hpp"
#include "recon/load/track.hpp"
#include "recon/report/png.hpp"
#include "recon/report/report.hpp"
#include "recon/report/separation_picture.hpp"
#include "recon/report/separation_words.hpp"
#include "recon/units/whole_file.hpp"

namespace recon::cli {

namespace {

struct Wishes {
  std::vector<std::string> ids, states;
  std::string near, radius = "20 km", along, svg, png, csv;
  bool json = false;
};

constexpr Length largest_radius =
    kilometres(200);  // the plane is true to 1e-4 that far (docs/method/geodesy.md)

[[noreturn]] void end_with(const std::string& what) {
  std::cerr << "recon: " << what << '\n';
  throw Exit{failure};
}

std::vector<geo::Position> track_from(const std::string& file) {
  std::ifstream in{file, std::ios::binary};
  if (!in) end_with(file + ": cannot be read");
  const std::string bytes{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
  const load::TrackRows rows = load::read_track(file, bytes);
  print_problems(rows.problems);
  std::vector<geo::Position> positions;
  for (const incident::Fix& fix : rows.fixes) {
    const auto read = geo::read_position(fix.position.text);
    if (!read.readings.empty()) positions.push_back(read.readings.front().position);
  }
  if (positions.empty()) end_with(file + ": no position in this track");
  return positions;
}

assess::Stretch stretch_from(const Wishes& wishes) {
  const Length radius = length_from(wishes.radius, "--radius");
  if (radius <= metres(0) || radius > largest_radius)
    end_with("--radius: more than nothing and at most 200 km");
  assess::Stretch stretch;
  stretch.reach = radius;
  if (!wishes.along.empty()) {
    stretch.along = track_from(wishes.along);
    stretch.window = assess::window_about(stretch.along, radius);
  } else {
    stretch.window = assess::window_about(position_from(wishes.near), radius);
  }
  const geo::Window& w = stretch.window;
  if (geo::distance({w.south, w.west}, {w.north, w.east}) > 3.0 * largest_radius)
    end_with("the track is longer than 400 km: compare along a part of it");
  return stretch;
}

/// The states to load: those asked for, else those that files cut to a window hold here. Of a whole-world
/// file the rest is not even prepared.
std::vector<std::string> states_wanted(const std::vector<load::LibraryEntry>& entries,
                                       const std::vector<std::string>& asked) {
  if (!asked.empty()) return asked;
  std::vector<std::string> states;
  for (const load::LibraryEntry& entry : entries) {
    const incident::Border about = load::read_entry(entry);
    if (!about.frame) continue;
    for (const incident::Text& state : about.states)
      if (std::find(states.begin(), states.end(), state.text) == states.end()) states.push_back(state.text);
  }
  return states;
}

assess::ComparedBorder prepared(incident::BorderVersion version, const std::string& id) {
  const incident::Border& about = version.about;
  return {.id = id,
          .family = about.family.text,
          .states = std::move(version.states),
          .extent = about.extent.value_or(incident::Border::Extent::land),
          .frame = about.frame,
          .line_error = stated_length(about.line_error),
          .shift_error = stated_length(about.shift_error),
          .correlation = stated_length(about.correlation),
          .attribution = about.attribution.text};
}

std::vector<assess::ComparedBorder> versions_from(const Wishes& wishes, const geo::Position& centre) {
  std::vector<load::LibraryEntry> entries;
  if (wishes.ids.empty()) {
    for (load::LibraryEntry& entry : load::library_entries())
      if (covers(load::read_entry(entry), centre)) entries.push_back(std::move(entry));
  } else {
    for (const std::string& id : wishes.ids) entries.push_back(load::find_entry(id));
  }
  const std::vector<std::string> states = states_wanted(entries, wishes.states);
  std::vector<assess::ComparedBorder> versions;
  std::vector<std::string> hashes;
  for (const load::LibraryEntry& entry : entries) {
    const incident::Border about = load::read_entry(entry);
    // One file under two entries (a coast's error and a border's) is one line.
    if (wishes.ids.empty() && !about.sha256.empty() &&
        std::find(hashes.begin(), hashes.end(), about.sha256.text) != hashes.end())
      continue;
    hashes.push_back(about.sha256.text);
    std::vector<std::string> held;
    for (const std::string& state : states)
      if (about.states.empty() || std::any_of(about.states.begin(), about.states.end(),
                                              [&](const incident::Text& text) { return text.text == state; }))
        held.push_back(state);
    if (!states.empty() && held.empty()) continue;
    versions.push_back(prepared(load::load_entry(entry, held), entry.id));
  }
  return versions;
}

assess::Subject subject_from(const Wishes& wishes, const std::vector<assess::ComparedBorder>& versions,
                             const assess::Stretch& stretch, const geo::Position& centre) {
  if (wishes.states.size() > 2)
    end_with("--states: one state for its coast, two for the boundary between them");
  if (wishes.states.size() == 2) return {.state = wishes.states[0], .other = wishes.states[1]};
  if (wishes.states.size() == 1) return {.state = wishes.states[0], .other = {}};
  const auto found = assess::nearest_subject(versions, centre, stretch.window);
  if (!found) end_with("no version has a boundary or a coast here");
  // The state whose ground the place is comes first: its sign and its tone.
  const auto there = std::find_if(versions.begin(), versions.end(), [&](const assess::ComparedBorder& v) {
    return v.states.contains(found->state) && (found->is_coast() || v.states.contains(found->other));
  });
  if (found->is_coast() || there == versions.end() || !there->states.at(found->other)->contains(centre))
    return *found;
  return {.state = found->other, .other = found->state};
}

void run(const Wishes& wishes) {
  if (wishes.near.empty() == wishes.along.empty()) end_with("say where: --near LAT,LON or --along FILE.csv");
  const assess::Stretch stretch = stretch_from(wishes);
  const geo::Position centre = assess::middle_of(stretch.window);
  const std::vector<assess::ComparedBorder> versions = versions_from(wishes, centre);
  if (versions.empty()) end_with("no border version covers this place");
  const assess::Subject subject = subject_from(wishes, versions, stretch, centre);
  const assess::Comparison comparison = assess::compare(versions, subject, stretch);
  if (comparison.lines.empty()) {
    for (const std::string& note : comparison.notes) std::cerr << "recon: " << note << '\n';
    end_with("no version draws the " + report::subject_words(subject) + " here");
  }
  if (!wishes.csv.empty()) write_whole(wishes.csv, report::separation_csv(comparison));
  if (!wishes.svg.empty() || !wishes.png.empty()) {
    const std::string picture = report::separation_svg(comparison);
    if (!wishes.svg.empty()) write_whole(wishes.svg, picture);
    if (!wishes.png.empty()) write_whole(wishes.png, report::png(picture));
  }
  std::cout << (wishes.json ? report::separation_json(comparison) : report::separation_terminal(comparison));
}

}  // namespace

void add_border_compare(CLI::App& border) {
  CLI::App* command = border.add_subcommand(
      "compare",
      "Measure how far the versions of a border lie apart at a place, and what error that implies");
  auto wishes = std::make_shared<Wishes>();
  command->add_option("id", wishes->ids, "Versions to compare; all that cover the place unless named");
  command->add_option("--near", wishes->near,
                      "Middle: \"35.82,36.15\" or as printed, \"35°48'26''N 35°37'59''E\"");
  command->add_option("--radius", wishes->radius, "How far the rectangle reaches to every side")
      ->capture_default_str();
  command->add_option("--along", wishes->along, "Compare along this track (CSV): within --radius of it");
  command->add_option("--states", wishes->states, "TUR,SYR: the boundary of two states; TUR: its coast")
      ->delimiter(',');
  command->add_option("--svg", wishes->svg, "Draw all versions in one map");
  command->add_option("--png", wishes->png, "The same picture as PNG");
  command->add_option("--csv", wishes->csv, "Write every place and its separation");
  command->add_flag("--json", wishes->json, "Print the figures as JSON");
  command->callback([wishes] { run(*wishes); });
}

}  // namespace recon::cli
