// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>
#include <simdjson.h>

#include "recon/side/rows.hpp"
#include "recon/units/text.hpp"

namespace recon::side {

namespace {

constexpr int margin_decimals = 1, degree_decimals = 6, chance_decimals = 4;
constexpr std::string_view member = "recon";

using simdjson::dom::element;
using simdjson::dom::object;

// What is not UTF-8 is shown by U+FFFD: JSON has no other way.
std::string json_text(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::optional<double> number_in(const element& value) {
  double number = 0.0;
  if (value.get(number) != simdjson::SUCCESS) return std::nullopt;
  return number;
}

std::string_view text_in(const element& value) {
  std::string_view text;
  return value.get(text) == simdjson::SUCCESS ? text : std::string_view{};
}

/// The members of a row that may say where its point is: its own, then those of a GeoJSON feature's
/// properties.
struct Members {
  std::vector<std::string> names;
  std::vector<element> values;
  void add(const object& from) {
    for (const auto& [key, value] : from) {
      names.emplace_back(key);
      values.push_back(value);
    }
  }
};

class NdjsonRows final : public Rows {
public:
  NdjsonRows(const ChosenColumns& chosen, const Layout& layout) : chosen_{chosen}, layout_{layout} {}

  Row read(std::string_view text, const Record& record) override {
    Row row{.text = text, .line = record.line, .flaw = record.flaw};
    object root;
    if (record.flaw != Flaw::none) {
      row.error = "a line of more than 1 MiB, left out";
    } else if (const auto wrong = parser_.parse(text.data(), text.size()).get(root);
               wrong != simdjson::SUCCESS) {
      row.flaw = Flaw::open_quote;  // nothing can be added to it
      row.error = wrong == simdjson::INCORRECT_TYPE ? "not a JSON object" : "not JSON";
    } else {
      read_object(root, row);
    }
    return row;
  }

  void write(const Row& row, const std::vector<Answers>& answers, std::size_t point,
             std::string& out) override {
    if (layout_.long_rows) {
      for (std::size_t q = 0; q < answers.size(); ++q) {
        const std::size_t states = answers[q].of_state.size();
        for (std::size_t s = 0; s < std::max<std::size_t>(states, 1); ++s) {
          begin(row, out);
          add_border(q, answers[q], point, out);
          if (states > 0) {
            out += ",\"state\":" + json_text((*layout_.questions)[q].states()[s]) + ',';
            add_state(answers[q].of_state[s][point], out);
          }
          end(row, out);
        }
      }
      return;
    }
    begin(row, out);
    out += "\"borders\":[";
    for (std::size_t q = 0; q < answers.size(); ++q) {
      out += q == 0 ? "{" : ",{";
      add_border(q, answers[q], point, out);
      if (!answers[q].of_state.empty()) add_states(q, answers[q], point, out);
      out += '}';
    }
    out += ']';
    end(row, out);
  }

  void write_bad(const Row& row, std::string& out) override {
    const std::string said = "\"error\":" + json_text(row.error) + ",\"line\":" + std::to_string(row.line);
    if (row.flaw == Flaw::none) {
      begin(row, out);
      out += said;
    } else {
      out += "{\"recon\":{" + said;
      if (row.flaw == Flaw::open_quote) out += ",\"text\":" + json_text(row.text);
    }
    end(row, out);
  }

private:
  void read_object(const object& root, Row& row) {
    Members members;
    members.add(root);
    if (std::find(members.names.begin(), members.names.end(), member) != members.names.end()) {
      row.flaw = Flaw::open_quote;
      row.error = "it has a member \"recon\" already";
      return;
    }
    object properties;
    if (root["properties"].get(properties) == simdjson::SUCCESS) members.add(properties);
    if (!names_ || members.names != *names_) {
      names_ = members.names;
      point_ = find_point(members.names, chosen_);
      accuracy_ = find_accuracy(members.names, chosen_);
    }
    read_place(root, members, row);
    if (!row.error.empty()) return;
    if (!accuracy_.trouble.empty() && chosen_.accuracy.empty())
      row.error = accuracy_.trouble;
    else if (accuracy_.at)
      read_accuracy(members.values[*accuracy_.at], row);
  }

  void read_place(const object& root, const Members& members, Row& row) {
    if (chosen_.latitude.empty() && chosen_.position.empty() && read_geometry(root, row)) return;
    if (!point_.trouble.empty()) {
      row.error = "no members of latitude and longitude, and no GeoJSON point";
    } else if (point_.position) {
      read_position(text_in(members.values[*point_.position]), row);
    } else {
      const element latitude = members.values[*point_.latitude],
                    longitude = members.values[*point_.longitude];
      if (const auto a = number_in(latitude), b = number_in(longitude); a && b)
        take_point(*a, *b, row);
      else
        read_point(text_in(latitude), text_in(longitude), row);
    }
  }

  // RFC 7946: longitude first.
  static bool read_geometry(const object& root, Row& row) {
    object geometry;
    if (root["geometry"].get(geometry) != simdjson::SUCCESS) return false;
    double longitude = 0.0, latitude = 0.0;
    std::string_view type;
    if (geometry["type"].get(type) != simdjson::SUCCESS || type != "Point" ||
        geometry["coordinates"].at(0).get(longitude) != simdjson::SUCCESS ||
        geometry["coordinates"].at(1).get(latitude) != simdjson::SUCCESS)
      row.error = "a geometry that is no point of two numbers";
    else
      take_point(latitude, longitude, row);
    return true;
  }

  void read_accuracy(const element& value, Row& row) const {
    if (value.is_null()) return;
    if (const auto number = number_in(value))
      take_sigma(*number, accuracy_.is, row);
    else
      read_sigma(value.is_string() ? text_in(value) : "?", accuracy_.is, row);
  }

  // The object stays as it came, byte for byte, up to the brace that closes it.
  static void begin(const Row& row, std::string& out) {
    const std::size_t brace = row.text.rfind('}');
    const std::string_view before = row.text.substr(0, brace);
    out += before;
    if (!trimmed(before).ends_with('{')) out += ',';
    out += "\"recon\":{";
  }
  static void end(const Row& row, std::string& out) {
    out += "}}";
    out += row.ending.empty() ? "\n" : row.ending;
  }

  void add_border(std::size_t q, const Answers& answers, std::size_t point, std::string& out) {
    const Question& question = (*layout_.questions)[q];
    out += "\"border\":" + json_text(question.border());
    if (!question.states().empty() && layout_.shown.any_margin()) {
      out += ",\"border_sigma_m\":";
      add_number(in_metres(question.sigma()), margin_decimals, out);
    }
    if (!layout_.shown.countries) return;
    const CountrySet& set = answers.countries.sets[answers.countries.of_point[point]];
    out += ",\"countries\":";
    if (!set.known) {
      out += "null";
      return;
    }
    out += '[';
    for (const std::string& state : set.states)
      out += (&state == &set.states.front() ? "" : ",") + json_text(state);
    out += ']';
  }

  void add_states(std::size_t q, const Answers& answers, std::size_t point, std::string& out) {
    out += ",\"states\":{";
    for (std::size_t s = 0; s < answers.of_state.size(); ++s) {
      out += (s == 0 ? "" : ",") + json_text((*layout_.questions)[q].states()[s]) + ":{";
      add_state(answers.of_state[s][point], out);
      out += '}';
    }
    out += '}';
  }

  void add_state(const Answer& answer, std::string& out) const {
    const std::size_t from = out.size();
    const auto key = [&](const char* name) {
      out.append(out.size() == from ? "\"" : ",\"").append(name).append("\":");
    };
    const bool known = answer.side != Side::unknown;
    if (layout_.shown.side) {
      key("side");
      out.append("\"").append(name_of(answer.side)).append("\"");
    }
    if (layout_.shown.margin && known && std::isfinite(answer.margin)) {
      key("margin_m");
      add_number(answer.margin, margin_decimals, out);
      key("margin_is");
      out += answer.at_least ? "\"at_least\"" : "\"exact\"";
    }
    if (answer.has_nearest) {
      key("nearest_lat");
      add_number(in_degrees(answer.nearest.latitude), degree_decimals, out);
      key("nearest_lon");
      add_number(in_degrees(answer.nearest.longitude), degree_decimals, out);
    }
    if (!answer.inside) return;
    key("p_inside");
    add_number(shown_chance(answer.inside->inside), chance_decimals, out);
    key("p_error");
    add_number(std::max(answer.inside->error, 0.0001), chance_decimals, out);
    key("p_method");
    out.append("\"").append(name_of(answer.inside->method)).append("\"");
  }

  ChosenColumns chosen_;
  Layout layout_;
  simdjson::dom::parser parser_;
  std::optional<std::vector<std::string>>
      names_;  // of the row before: rows of a stream have the same members
  PointColumns point_;
  AccuracyColumn accuracy_;
};

}  // namespace

std::unique_ptr<Rows> ndjson_rows(const ChosenColumns& chosen, const Layout& layout) {
  return std::make_unique<NdjsonRows>(chosen, layout);
}

}  // namespace recon::side
