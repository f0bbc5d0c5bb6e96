// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include <nlohmann/json.hpp>

#include "recon/assess/separation.hpp"
#include "recon/cli/border.hpp"
#include "recon/cli/command.hpp"
#include "recon/load/library.hpp"
#include "recon/report/separation_words.hpp"
#include "recon/report/text.hpp"
#include "recon/report/words.hpp"

namespace recon::cli {

namespace {

struct Wishes {
  std::string near, radius = "0 m";
  bool json = false;
};

struct Row {
  load::LibraryEntry entry;
  incident::Border about;
  std::optional<bool> here;  // covers the place; nullopt: none was asked
};

bool covers_all(const incident::Border& about, const geo::Window& w) {
  return covers(about, {w.south, w.west}) && covers(about, {w.north, w.east}) &&
         covers(about, {w.south, w.east}) && covers(about, {w.north, w.west});
}

std::vector<Row> rows_for(const Wishes& wishes) {
  std::optional<geo::Window> window;
  if (!wishes.near.empty())
    window = assess::window_about(position_from(wishes.near), length_from(wishes.radius, "--radius"));
  std::vector<Row> rows;
  for (load::LibraryEntry& entry : load::library_entries()) {
    incident::Border about = load::read_entry(entry);
    std::optional<bool> here;
    if (window) here = covers_all(about, *window);
    rows.push_back({.entry = std::move(entry), .about = std::move(about), .here = here});
  }
  return rows;
}

std::string error_words(const incident::Border& about) {
  const auto said = [](const incident::Text& text) {
    return text.empty() ? std::string{"not stated"} : text.text;
  };
  return "line " + said(about.line_error) + ", shift " + said(about.shift_error) + ", correlation " +
         said(about.correlation);
}

void print(const Row& row) {
  const incident::Border& about = row.about;
  std::string line = row.entry.id;
  if (!row.entry.bundled) line += "  (yours)";
  if (about.display_only.value_or(false)) line += "  (display only)";
  if (row.here) line += *row.here ? "  covers the place" : "  does not cover the place";
  std::cout << line << '\n';
  const auto indented = [](const std::string& words) {
    for (const std::string& part : report::wrap(words, 96)) std::cout << "    " << part << '\n';
  };
  indented(about.title.text);
  std::string states = joined(about.states);
  // A world of states is a number, not a list.
  if (about.states.size() > 12) states = std::to_string(about.states.size()) + " states";
  indented((states.empty() ? "all states in its file" : states) + "; " + about.date.text + "; " +
           about.licence.text + "; " + frame_words(about.frame));
  indented(error_words(about) + "; " + about.attribution.text);
}

nlohmann::ordered_json json_of(const Row& row) {
  const incident::Border& about = row.about;
  const auto length = [](const incident::Text& text) {
    const auto read = stated_length(text);
    return read ? nlohmann::ordered_json(in_metres(*read)) : nlohmann::ordered_json(nullptr);
  };
  nlohmann::ordered_json out{{"id", row.entry.id},
                             {"bundled", row.entry.bundled},
                             {"title", about.title.text},
                             {"date", about.date.text},
                             {"states", nlohmann::ordered_json::array()},
                             {"licence", about.licence.text},
                             {"attribution", about.attribution.text},
                             {"family", about.family.text},
                             {"line_error_m", length(about.line_error)},
                             {"shift_error_m", length(about.shift_error)},
                             {"correlation_m", length(about.correlation)},
                             {"display_only", about.display_only.value_or(false)}};
  for (const incident::Text& state : about.states) out["states"].push_back(state.text);
  if (about.frame)
    out["frame"] = {{"west_deg", in_degrees(about.frame->west)},
                    {"south_deg", in_degrees(about.frame->south)},
                    {"east_deg", in_degrees(about.frame->east)},
                    {"north_deg", in_degrees(about.frame->north)}};
  if (row.here) out["covers_the_place"] = *row.here;
  return out;
}

void run(const Wishes& wishes) {
  const std::vector<Row> rows = rows_for(wishes);
  if (wishes.json) {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const Row& row : rows) all.push_back(json_of(row));
    std::cout << all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
    return;
  }
  for (const Row& row : rows) print(row);
}

}  // namespace

void add_border_list(CLI::App& border) {
  CLI::App* command = border.add_subcommand("list", "List the versions in the library");
  auto wishes = std::make_shared<Wishes>();
  command->add_option("--near", wishes->near, "Say of each whether it covers this place: \"35.82,36.15\"");
  command->add_option("--radius", wishes->radius, "... and everything this near to it")
      ->capture_default_str();
  command->add_flag("--json", wishes->json, "Print as JSON");
  command->callback([wishes] { run(*wishes); });
}

}  // namespace recon::cli
