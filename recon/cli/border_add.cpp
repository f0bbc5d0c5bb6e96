// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>

#include "recon/cli/border.hpp"
#include "recon/cli/command.hpp"
#include "recon/load/library.hpp"
#include "recon/load/outlines.hpp"

namespace recon::cli {

namespace {

struct Wishes {
  std::string file, id, title, property, layer, crs, publisher, edition, date, licence, attribution, family;
  std::string line_error, shift_error, correlation, known_flaw;
  std::vector<std::string> states, claimed_by;
  std::vector<double> window;
  std::optional<geo::Edge> edge;
  std::optional<incident::Border::Extent> extent;
  bool display_only = false, replace = false;
};

/// What is taken for a family when the user states no error. One sigma across the line.
struct FamilyError {
  std::string_view family, line, shift, correlation, source;
};
constexpr std::array<FamilyError, 6> families{{
    {"osm", "40 m", "155 m", "1 km",
     "half the variance between its 2022 and 2026 lines near Yayladağı, all of it given to the older; "
     "docs/borders.md"},
    {"wdbii-dcw", "100 m", "945 m", "5 km",
     "circular error 6,700 ft at 90 % of the charts it was drawn from (MIL-D-89009); docs/borders.md"},
    {"wvs", "60 m", "225 m", "5 km",
     "500 m circular at 90 % (World Vector Shoreline's specification); docs/borders.md"},
    {"natural-earth", "200 m", "1285 m", "10 km",
     "about 1 to 2 km by its maintainers, 1,319 m measured; docs/borders.md"},
    {"lsib", "50 m", "30 m", "2 km", "most lines within 100 m by its publisher, read as 95 %"},
    {"survey", "20 m", "10 m", "500 m", "pillars and large-scale sheets, an analyst's judgement"},
}};

[[noreturn]] void end_with(const std::string& what) {
  std::cerr << "recon: " << what << '\n';
  throw Exit{failure};
}

/// All that is missing, at once.
void demand(const Wishes& w, bool family_is_known) {
  std::string missing;
  const auto want = [&](const std::string& value, const char* option) {
    if (value.empty()) missing += std::string{missing.empty() ? "" : ", "} + option;
  };
  want(w.id, "--id");
  want(w.publisher, "--publisher");
  want(w.date, "--date");
  want(w.licence, "--licence");
  want(w.attribution, "--attribution");
  if (!family_is_known) {
    want(w.line_error, "--line-error (no default for this family)");
    want(w.shift_error, "--shift-error (no default for this family)");
  }
  if (!missing.empty()) end_with("a border is believed for what is known of it; say also " + missing);
}

/// "TUR" or "TUR=Turkey": the state's code, and its value in the file.
std::map<std::string, std::string> codes_by_value(const std::vector<std::string>& states) {
  std::map<std::string, std::string> codes;
  for (const std::string& said : states) {
    const std::size_t at = said.find('=');
    codes.emplace(at == std::string::npos ? said : said.substr(at + 1), said.substr(0, at));
  }
  return codes;
}

bool is_code(const std::string& state) {
  return state.size() == 3 &&
         std::all_of(state.begin(), state.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::map<std::string, geo::Outline> outlines_by_code(load::OutlineFile& read, const Wishes& w) {
  const auto codes = codes_by_value(w.states);
  std::map<std::string, geo::Outline> outlines;
  std::string strange;
  for (auto& [value, outline] : read.outlines) {
    const auto code = codes.find(value);
    const std::string state = code == codes.end() ? value : code->second;
    if (!is_code(state)) {
      // What was not asked for by name is left out of a whole-world file, and said.
      strange += (strange.empty() ? "" : ", ") + value;
      continue;
    }
    outlines.emplace(state, std::move(outline));
  }
  for (const auto& [value, code] : codes)
    if (!outlines.contains(code)) end_with(w.file + ": no feature of the state " + value);
  if (outlines.empty())
    end_with(w.file + ": no state by its ISO 3166 alpha-3 code; it has " + strange.substr(0, 300) +
             "; name them: --states TUR=VALUE");
  if (!strange.empty()) std::cout << "left out, no ISO 3166 alpha-3 code: " << strange << '\n';
  return outlines;
}

incident::Border entry_from(const Wishes& w, const std::map<std::string, geo::Outline>& outlines,
                            const load::OutlineFile& read) {
  incident::Border border;
  border.id.text = w.id;
  border.title.text = w.title.empty() ? w.publisher + (w.edition.empty() ? "" : ", " + w.edition) : w.title;
  border.publisher.text = w.publisher;
  border.edition.text = w.edition;
  border.date.text = w.date;
  border.licence.text = w.licence;
  border.attribution.text = w.attribution;
  border.edge = w.edge.value_or(geo::Edge::lon_lat);
  border.extent = w.extent.value_or(incident::Border::Extent::land);
  border.line_error.text = w.line_error;
  border.shift_error.text = w.shift_error;
  border.correlation.text = w.correlation;
  border.family.text = w.family;
  border.known_flaw.text = w.known_flaw;
  if (w.display_only) border.display_only = true;
  for (const std::string& party : w.claimed_by) border.claimed_by.push_back({.text = party});
  for (const auto& [state, outline] : outlines) border.states.push_back({.text = state});
  if (!w.window.empty())
    border.frame =
        geo::Window{degrees(w.window[0]), degrees(w.window[1]), degrees(w.window[2]), degrees(w.window[3])};
  border.made_by.text = "recon border add of " + std::filesystem::path{w.file}.filename().string() +
                        (read.crs.empty() ? "" : ", " + read.crs) + "; coordinates rounded to 1e-7 degree";
  for (const std::string& note : read.notes)
    if (border.made_by.text.size() + note.size() < 4000) border.made_by.text += "; " + note;
  return border;
}

void run(Wishes w) {
  const auto family = std::find_if(families.begin(), families.end(),
                                   [&](const FamilyError& f) { return f.family == w.family; });
  const bool known = family != families.end();
  demand(w, known);
  const auto fill = [&](std::string& value, std::string_view otherwise, const char* what) {
    if (!value.empty() || !known) return;
    value = otherwise;
    std::cout << what << ' ' << value << ": default for " << w.family << " (" << family->source << ")\n";
  };
  fill(w.line_error, known ? family->line : "", "line error");
  fill(w.shift_error, known ? family->shift : "", "shift error");
  fill(w.correlation, known ? family->correlation : "", "correlation");
  for (const auto& [value, option] :
       {std::pair{&w.line_error, "--line-error"}, std::pair{&w.shift_error, "--shift-error"},
        std::pair{&w.correlation, "--correlation"}})
    if (!value->empty()) static_cast<void>(length_from(*value, option));
  if (!w.edge) std::cout << "edges: straight in longitude and latitude, unless --edge says otherwise\n";

  load::OutlineOptions options;
  options.property = w.property;
  options.layer = w.layer;
  options.crs = w.crs;
  for (const auto& [value, code] : codes_by_value(w.states)) options.states.push_back(value);
  load::OutlineFile read = load::read_outlines(std::filesystem::path{w.file}, options);
  for (const std::string& note : read.notes) std::cout << "note: " << note << '\n';
  const std::map<std::string, geo::Outline> outlines = outlines_by_code(read, w);

  // What is put down must need no repair: rounding may have made a ring touch itself.
  const load::GeoJsonNotice notice{.attribution = w.attribution, .licence = w.licence};
  std::string text = load::outlines_text(outlines, notice);
  load::OutlineFile again = load::read_outlines({{.name = w.id + ".geojson", .bytes = text}});
  for (int round = 0; round < 3 && !again.notes.empty(); ++round) {
    for (const std::string& note : again.notes) std::cout << "note: after rounding, " << note << '\n';
    text = load::outlines_text(again.outlines, notice);
    again = load::read_outlines({{.name = w.id + ".geojson", .bytes = text}});
  }
  const incident::Border entry =
      load::add_entry(entry_from(w, outlines, read), text, "Added by recon border add.", load::user_library(),
                      w.replace ? load::Existing::replace : load::Existing::refuse);
  std::cout << (load::user_library() / (entry.id.text + ".textproto")).string() << ": " << outlines.size()
            << (outlines.size() == 1 ? " state, " : " states, ") << again.vertices << " vertices\n";
}

}  // namespace

void add_border_add(CLI::App& border) {
  CLI::App* command = border.add_subcommand("add", "Take a file of outlines into your own library");
  auto w = std::make_shared<Wishes>();
  const std::map<std::string, geo::Edge> edges{
      {"lon-lat", geo::Edge::lon_lat}, {"geodesic", geo::Edge::geodesic}, {"rhumb", geo::Edge::rhumb}};
  using Extent = incident::Border::Extent;
  const std::map<std::string, Extent> extents{{"land", Extent::land}, {"land-and-sea", Extent::land_and_sea}};
  auto edge = std::make_shared<geo::Edge>(geo::Edge::lon_lat);
  auto extent = std::make_shared<Extent>(Extent::land);
  command
      ->add_option(
          "file", w->file,
          "GeoJSON, GeoPackage, Shapefile (or a .zip of one), KML, KMZ, FlatGeobuf, GML, .poly, OpenAir")
      ->required();
  command->add_option("--id", w->id, "Name of the entry: lower case, digits, hyphens");
  command->add_option("--title", w->title, "What it is, in one line");
  command
      ->add_option("--states", w->states,
                   "States to take: TUR,SYR or TUR=Turkey where the file says it otherwise; all unless named")
      ->delimiter(',');
  command->add_option("--property", w->property, "Property that names the state");
  command->add_option("--layer", w->layer, "Layer of the file");
  command->add_option("--crs", w->crs, "Coordinate system of a file that declares none: EPSG:4326");
  command->add_option("--publisher", w->publisher, "Who drew it");
  command->add_option("--edition", w->edition, "Which edition");
  command->add_option("--date", w->date, "Of what day it is: 2026-09-16");
  command->add_option("--licence", w->licence, "Under what licence");
  command->add_option("--attribution", w->attribution, "The words to print beside every picture of it");
  CLI::Option* edge_said =
      command->add_option("--edge", *edge, "What lies between two vertices: lon-lat, geodesic, rhumb");
  edge_said->transform(
      CLI::CheckedTransformer(edges, CLI::ignore_case).description("{lon-lat, geodesic, rhumb}"));
  CLI::Option* extent_said = command->add_option("--extent", *extent, "What an outline holds");
  extent_said->transform(
      CLI::CheckedTransformer(extents, CLI::ignore_case).description("{land, land-and-sea}"));
  command->add_option("--line-error", w->line_error, "One sigma of the line: \"30 m\"");
  command->add_option("--shift-error", w->shift_error, "One sigma of the whole: \"100 m\"");
  command->add_option("--correlation", w->correlation,
                      "How long an error hangs together along the line: \"1 km\"");
  command->add_option("--family", w->family,
                      "Lineage: osm, wdbii-dcw, wvs, natural-earth, lsib, survey or your own");
  command->add_option("--claimed-by", w->claimed_by, "Party whose line it is, if it is disputed");
  command->add_option("--known-flaw", w->known_flaw, "What is known to be wrong with it");
  command->add_option("--window", w->window, "What the file was cut to: WEST,SOUTH,EAST,NORTH")
      ->delimiter(',')
      ->expected(4);
  command->add_flag("--display-only", w->display_only, "Draw it, but let it decide nothing");
  command->add_flag("--replace", w->replace, "Replace an entry of yours of this name");
  command->callback([w, edge, extent, edge_said, extent_said] {
    if (edge_said->count() > 0) w->edge = *edge;
    if (extent_said->count() > 0) w->extent = *extent;
    run(*w);
  });
}

}  // namespace recon::cli
