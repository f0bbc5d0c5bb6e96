// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <csv.h>

#include "recon/side/rows.hpp"

namespace recon::side {

namespace {

// Margins are good to 1 mm and borders to tens of metres; a step of the sixth decimal of a degree is 0.11 m.
constexpr int margin_decimals = 1, degree_decimals = 6, chance_decimals = 4;

/// libcsv over one record at a time.
class Cells {
public:
  explicit Cells(char delimiter) {
    csv_init(&parser_, 0);
    csv_set_delim(&parser_, static_cast<unsigned char>(delimiter));
    csv_set_term_func(&parser_, [](unsigned char c) { return static_cast<int>(c == '\n'); });
    csv_set_space_func(
        &parser_, delimiter == '\t'
                      ? [](unsigned char c) { return static_cast<int>(c == ' ' || c == '\r'); }
                      : [](unsigned char c) { return static_cast<int>(c == ' ' || c == '\t' || c == '\r'); });
  }
  ~Cells() { csv_free(&parser_); }
  Cells(const Cells&) = delete;
  Cells(Cells&&) = delete;
  Cells& operator=(const Cells&) = delete;
  Cells& operator=(Cells&&) = delete;

  const std::vector<std::string>& of(std::string_view record) {
    cells_.clear();
    csv_parse(&parser_, record.data(), record.size(), take, nullptr, this);
    csv_fini(&parser_, take, nullptr, this);
    return cells_;
  }

private:
  static void take(void* characters, std::size_t size, void* self) {
    static_cast<Cells*>(self)->cells_.emplace_back(static_cast<const char*>(characters), size);
  }
  csv_parser parser_{};
  std::vector<std::string> cells_;
};

class CsvRows final : public Rows {
public:
  CsvRows(const CsvTable& table, const Layout& layout)
      : table_{table}, layout_{layout}, added_{added_columns(layout).size()}, cells_{table.delimiter} {
    for (const Question& question : *layout.questions)
      borders_.push_back(csv_cell(question.border(), table.delimiter));
  }

  Row read(std::string_view text, const Record& record) override {
    Row row{.text = text, .line = record.line, .flaw = record.flaw};
    if (record.flaw == Flaw::too_long) {
      row.error = "a line of more than 1 MiB, left out";
    } else if (record.flaw == Flaw::open_quote) {
      row.error = "a quoted cell that is not closed";
    } else if (text.find('"') == std::string_view::npos) {
      read_plain(row);
    } else {
      const std::vector<std::string>& cells = cells_.of(text);
      row.cells = cells.size();
      read_cells(row, [&](std::size_t i) { return std::string_view{cells[i]}; });
    }
    return row;
  }

  void write(const Row& row, const std::vector<Answers>& answers, std::size_t point,
             std::string& out) override {
    if (layout_.long_rows) {
      for (std::size_t q = 0; q < answers.size(); ++q) {
        const std::size_t states = answers[q].of_state.size();
        for (std::size_t s = 0; s < std::max<std::size_t>(states, 1); ++s) {
          out += row.text;
          add_border(q, answers[q], point, out);
          if (states > 0) add(layout_.questions->at(q).states()[s], out);
          if (states > 0) add_state(answers[q].of_state[s][point], out);
          end(row, out);
        }
      }
      return;
    }
    out += row.text;
    for (std::size_t q = 0; q < answers.size(); ++q) {
      add_border(q, answers[q], point, out);
      for (const std::vector<Answer>& state : answers[q].of_state) add_state(state[point], out);
    }
    end(row, out);
  }

  void write_bad(const Row& row, std::string& out) override {
    // What cannot be taken apart would swallow the cells behind it: it becomes one cell.
    std::size_t cells = row.cells;
    if (row.flaw == Flaw::open_quote) {
      out += '"';
      for (const char c : row.text) out.append(c == '"' ? 2 : 1, c);
      out += '"';
      cells = 1;
    } else if (row.flaw == Flaw::none) {
      out += row.text;
    } else {
      cells = 1;
    }
    if (table_.cells > cells) out.append(table_.cells - cells, table_.delimiter);
    out.append(added_, table_.delimiter);
    out += csv_cell(row.error, table_.delimiter);
    out += row.ending.empty() ? "\n" : row.ending;
  }

private:
  void read_plain(Row& row) {
    starts_.assign(1, 0);
    for (std::size_t at = row.text.find(table_.delimiter); at != std::string_view::npos;
         at = row.text.find(table_.delimiter, at + 1))
      starts_.push_back(at + 1);
    row.cells = starts_.size();
    read_cells(row, [&](std::size_t i) {
      const std::size_t end = i + 1 < starts_.size() ? starts_[i + 1] - 1 : row.text.size();
      return row.text.substr(starts_[i], end - starts_[i]);
    });
  }

  template <class Cell>
  void read_cells(Row& row, const Cell& cell) {
    if (table_.cells != 0 && row.cells != table_.cells) {
      row.error =
          std::to_string(row.cells) + " cells in this row, " + std::to_string(table_.cells) + " in the first";
      return;
    }
    const auto there = [&](const std::optional<std::size_t>& column) {
      return column && *column < row.cells ? cell(*column) : std::string_view{};
    };
    if (table_.point.position)
      read_position(there(table_.point.position), row);
    else
      read_point(there(table_.point.latitude), there(table_.point.longitude), row);
    if (row.error.empty() && table_.accuracy.at)
      read_sigma(there(table_.accuracy.at), table_.accuracy.is, row);
  }

  void add(std::string_view cell, std::string& out) const {
    out += table_.delimiter;
    out += csv_cell(cell, table_.delimiter);
  }
  void add(double value, int decimals, std::string& out) const {
    out += table_.delimiter;
    add_number(value, decimals, out);
  }
  void skip(std::size_t cells, std::string& out) const { out.append(cells, table_.delimiter); }

  void add_border(std::size_t q, const Answers& answers, std::size_t point, std::string& out) {
    const Question& question = (*layout_.questions)[q];
    if (layout_.shown.countries) {
      const CountrySet& set = answers.countries.sets[answers.countries.of_point[point]];
      out += table_.delimiter;
      if (!set.known) {
        out += "unknown";
      } else if (set.states.size() == 1) {
        out += csv_cell(set.states.front(), table_.delimiter);
      } else if (!set.states.empty()) {
        std::string all;
        for (const std::string& state : set.states) all += (all.empty() ? "" : ";") + state;
        out += csv_cell(all, table_.delimiter);
      }
    }
    if (layout_.long_rows || borders_.size() == 1) out.append(1, table_.delimiter).append(borders_[q]);
    if (!question.states().empty() && layout_.shown.any_margin())
      add(in_metres(question.sigma()), margin_decimals, out);
  }

  void add_state(const Answer& answer, std::string& out) const {
    const bool known = answer.side != Side::unknown;
    if (layout_.shown.side) add(name_of(answer.side), out);
    if (layout_.shown.margin) {
      if (known && std::isfinite(answer.margin))
        add(answer.margin, margin_decimals, out);
      else
        skip(1, out);
      add(!known ? "" : answer.at_least ? "at_least" : "exact", out);
    }
    if (layout_.shown.nearest) {
      if (answer.has_nearest) {
        add(in_degrees(answer.nearest.latitude), degree_decimals, out);
        add(in_degrees(answer.nearest.longitude), degree_decimals, out);
      } else {
        skip(2, out);
      }
    }
    if (!layout_.shown.chance) return;
    if (!answer.inside) return skip(3, out);
    add(shown_chance(answer.inside->inside), chance_decimals, out);
    add(std::max(answer.inside->error, 0.0001), chance_decimals, out);
    add(name_of(answer.inside->method), out);
  }

  void end(const Row& row, std::string& out) const {
    out += table_.delimiter;  // no error
    out += row.ending.empty() ? "\n" : row.ending;
  }

  CsvTable table_;
  Layout layout_;
  std::size_t added_;
  Cells cells_;
  std::vector<std::string> borders_;
  std::vector<std::size_t> starts_;
};

void add_state_columns(const Layout& layout, const std::string& suffix, std::vector<std::string>& names) {
  const auto add = [&](const char* name) { names.push_back(layout.prefix + name + suffix); };
  if (layout.shown.side) add("side");
  if (layout.shown.margin) add("margin_m"), add("margin_is");
  if (layout.shown.nearest) add("nearest_lat"), add("nearest_lon");
  if (layout.shown.chance) add("p_inside"), add("p_error"), add("p_method");
}

}  // namespace

std::vector<std::string> cells_of(std::string_view record, char delimiter) {
  return Cells{delimiter}.of(record);
}

std::string csv_cell(std::string_view text, char delimiter) {
  if (text.find_first_of("\"\r\n") == std::string_view::npos &&
      text.find(delimiter) == std::string_view::npos)
    return std::string{text};
  std::string cell{'"'};
  for (const char c : text) cell.append(c == '"' ? 2 : 1, c);
  return cell += '"';
}

std::vector<std::string> added_columns(const Layout& layout) {
  std::vector<std::string> names;
  const std::vector<Question>& questions = *layout.questions;
  const bool alone = questions.size() == 1;
  for (const Question& question : questions) {
    const std::string of = alone || layout.long_rows ? "" : "@" + question.border();
    const bool sides = !question.states().empty() && layout.shown.any_margin();
    if (layout.shown.countries) names.push_back(layout.prefix + "countries" + of);
    if (alone || layout.long_rows) names.push_back(layout.prefix + "border");
    if (sides) names.push_back(layout.prefix + "border_sigma_m" + of);
    if (layout.long_rows) {
      if (sides) names.push_back(layout.prefix + "state");
      if (sides) add_state_columns(layout, "", names);
      break;
    }
    for (const std::string& state : question.states()) add_state_columns(layout, "_" + state + of, names);
  }
  names.push_back(layout.prefix + "recon_error");
  return names;
}

std::unique_ptr<Rows> csv_rows(const CsvTable& table, const Layout& layout) {
  return std::make_unique<CsvRows>(table, layout);
}

}  // namespace recon::side
