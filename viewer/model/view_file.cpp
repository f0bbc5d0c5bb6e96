// SPDX-License-Identifier: Apache-2.0
#include "viewer/model/view_file.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

namespace recon::viewer {
namespace {

using nlohmann::json;

constexpr std::string_view form = "recon view 1";

Instant instant_of(const std::string& text) {
  const TimeReadings read = read_time(text, {});
  if (read.readings.empty())
    throw BadView{"\"time\" is \"" + text + "\", not a time such as 2015-11-24T07:24:05Z"};
  return read.readings.front().at.stated;
}

template <class Named, std::size_t count>
Named named(const std::string& name, const Named (&all)[count], const char* what) {
  for (const Named one : all)
    if (name_of(one) == name) return one;
  throw BadView{"\"" + std::string{what} + "\" knows no \"" + name + "\""};
}

Extent extent_of(const json& from) {
  Extent extent{
      {degrees(from.at("latitude_deg").get<double>()), degrees(from.at("longitude_deg").get<double>())},
      from.at("metres_per_pixel").get<double>()};
  const double latitude = in_degrees(extent.centre.latitude), longitude = in_degrees(extent.centre.longitude);
  if (!(std::abs(latitude) <= 90.0) || !(std::abs(longitude) <= 180.0) || !(extent.metres_per_pixel > 0.0) ||
      !std::isfinite(extent.metres_per_pixel))
    throw BadView{"\"extent\" is not a place on the globe with a scale"};
  return extent;
}

}  // namespace

std::string print_view(const SavedView& saved) {
  const Choices& c = saved.choices;
  json out;
  out["form"] = form;
  out["case"] = saved.case_name;
  out["question"] = c.question;
  out["border"] = c.border;
  out["accounts"] = c.shown;
  out["readings"] = json::object();
  for (const auto& [account, reading] : c.readings)
    out["readings"][account] = {{"claim", reading.claim}, {"reading", reading.reading_words}};
  out["borders_drawn"] = c.drawn;
  out["layers"] = json::array();
  for (const Layer layer : c.layers) out["layers"].push_back(name_of(layer));
  out["charts"] = json::array();
  for (const Chart chart : c.charts) out["charts"].push_back(name_of(chart));
  out["mode"] = c.mode == Mode::overlaid ? "overlaid" : "side by side";
  if (c.time) out["time"] = iso_8601(*c.time);
  out["clock_shifts_s"] = json::object();
  for (const auto& [account, shift] : c.shifts) out["clock_shifts_s"][account] = in_seconds(shift);
  if (c.extent)
    out["extent"] = {{"latitude_deg", in_degrees(c.extent->centre.latitude)},
                     {"longitude_deg", in_degrees(c.extent->centre.longitude)},
                     {"metres_per_pixel", c.extent->metres_per_pixel}};
  return out.dump(2) + "\n";
}

SavedView read_view(const std::string& text) {
  try {
    const json in = json::parse(text);
    if (!in.is_object() || in.value("form", "") != form)
      throw BadView{"not a saved view: \"form\" is not \"" + std::string{form} + "\""};
    SavedView saved;
    saved.case_name = in.at("case").get<std::string>();
    Choices& c = saved.choices;
    c.question = in.value("question", "");
    c.border = in.value("border", "");
    c.shown = in.value("accounts", std::vector<std::string>{});
    // Named, because items() looks at what it was made from for as long as the loop runs.
    const json readings = in.value("readings", json::object());
    const json shifts = in.value("clock_shifts_s", json::object());
    for (const auto& [account, reading] : readings.items())
      c.readings[account] = {reading.at("claim").get<std::string>(),
                             reading.at("reading").get<std::string>()};
    c.drawn = in.value("borders_drawn", std::set<std::string>{});
    for (const auto& layer : in.value("layers", std::vector<std::string>{}))
      c.layers.insert(named(layer, all_layers, "layers"));
    for (const auto& chart : in.value("charts", std::vector<std::string>{}))
      c.charts.push_back(named(chart, all_charts, "charts"));
    const std::string mode = in.value("mode", "side by side");
    if (mode != "overlaid" && mode != "side by side") throw BadView{"\"mode\" knows no \"" + mode + "\""};
    c.mode = mode == "overlaid" ? Mode::overlaid : Mode::side_by_side;
    if (in.contains("time")) c.time = instant_of(in["time"].get<std::string>());
    for (const auto& [account, shift] : shifts.items()) c.shifts[account] = seconds(shift.get<double>());
    if (in.contains("extent")) c.extent = extent_of(in["extent"]);
    return saved;
  } catch (const json::exception& error) {
    throw BadView{std::string{"not a saved view: "} + error.what()};
  }
}

}  // namespace recon::viewer
