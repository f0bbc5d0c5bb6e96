// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recon/side/answers.hpp"
#include "recon/side/columns.hpp"
#include "recon/side/records.hpp"

namespace recon::side {

/// How the point of a row was written; told at the end, because each is an assumption.
enum class Written { plain, decimal_comma, printed };

/// One row: what it says, or why it says nothing.
struct Row {
  std::string_view text, ending;  // as they came
  std::size_t line = 0;
  std::size_t cells = 0;  // of CSV
  Flaw flaw = Flaw::none;
  std::string error;  // a sentence; empty for a good row
  double latitude = 0.0, longitude = 0.0;
  double sigma = std::numeric_limits<double>::quiet_NaN();  // metres, one axis; NaN: not stated
  Written written = Written::plain;
};

/// Latitude and longitude from text: plain decimal degrees, also with a decimal comma, else the printed forms
/// of geo::read_position() where they have one reading. Writes `error` where there is none.
void read_point(std::string_view latitude, std::string_view longitude, Row& row);
void read_position(std::string_view both, Row& row);
/// Numbers that are numbers already.
void take_point(double latitude, double longitude, Row& row);
/// An accuracy; empty text states none.
void read_sigma(std::string_view text, Accuracy is, Row& row);
void take_sigma(double stated, Accuracy is, Row& row);

/// A quoted cell for messages: short, one line.
[[nodiscard]] std::string shown(std::string_view text);

/// What is added to each row.
struct Layout {
  const std::vector<Question>* questions = nullptr;
  Shown shown;
  bool long_rows = false;  // a row for every border and state instead of more columns
  std::string prefix;      // before the name of every added column
};

/// Reads and writes rows of one form. One object serves one thread.
class Rows {
public:
  Rows() = default;
  virtual ~Rows() = default;
  Rows(const Rows&) = delete;
  Rows(Rows&&) = delete;
  Rows& operator=(const Rows&) = delete;
  Rows& operator=(Rows&&) = delete;

  [[nodiscard]] virtual Row read(std::string_view text, const Record& record) = 0;
  /// `point`: the row's place in the answers, one of which there is for every question.
  virtual void write(const Row& row, const std::vector<Answers>& answers, std::size_t point,
                     std::string& out) = 0;
  virtual void write_bad(const Row& row, std::string& out) = 0;
};

/// A table's header, understood.
struct CsvTable {
  char delimiter = ',';
  std::size_t cells = 0;  // in every row; 0: as many as there are
  PointColumns point;
  AccuracyColumn accuracy;
};
[[nodiscard]] std::vector<std::string> cells_of(std::string_view record, char delimiter);
[[nodiscard]] std::vector<std::string> added_columns(const Layout& layout);
[[nodiscard]] std::unique_ptr<Rows> csv_rows(const CsvTable& table, const Layout& layout);
[[nodiscard]] std::string csv_cell(std::string_view text, char delimiter);

[[nodiscard]] std::unique_ptr<Rows> ndjson_rows(const ChosenColumns& chosen, const Layout& layout);

/// Digits behind the point, no locale.
void add_number(double value, int decimals, std::string& out);
/// Never 0 or 1: within [0.0001, 0.9999].
[[nodiscard]] double shown_chance(double probability);

}  // namespace recon::side
