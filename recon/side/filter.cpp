// SPDX-License-Identifier: Apache-2.0
#include "recon/side/filter.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <mutex>
#include <utility>

#include "recon/load/load.hpp"
#include "recon/side/in_order.hpp"
#include "recon/units/text.hpp"

namespace recon::side {

namespace {

Form form_of(const Job& job, std::string_view beginning) {
  if (job.form) return *job.form;
  const std::string ending = lower_case(std::filesystem::path{job.files.front()}.extension().string());
  if (ending == ".csv" || ending == ".tsv") return Form::csv;
  if (ending == ".ndjson" || ending == ".jsonl" || ending == ".geojsonl" || ending == ".geojsons")
    return Form::ndjson;
  return trimmed(beginning).starts_with('{') ? Form::ndjson : Form::csv;
}

char delimiter_of(const Job& job, std::string_view beginning) {
  if (job.delimiter) return *job.delimiter;
  const std::string_view line = beginning.substr(0, beginning.find('\n'));
  char most = ',';
  for (const char c : {';', '\t', '|'})
    if (std::count(line.begin(), line.end(), c) > std::count(line.begin(), line.end(), most)) most = c;
  return most;
}

std::string said(const std::vector<std::string>& names, std::size_t column) {
  return "'" + names[column] + "'";
}

std::string definition(Accuracy accuracy) {
  switch (accuracy) {
    case Accuracy::sigma_m:
      return "one standard deviation of an axis";
    case Accuracy::accuracy_m:
    case Accuracy::h95_m:
      return "radius of 95 %: divided by 2.4477";
    case Accuracy::cep_m:
      return "radius of 50 %: divided by 1.1774";
  }
  return {};
}

/// What one block becomes.
struct Answered {
  std::string text;
  std::vector<BadRow> bad;
  std::size_t bytes_read = 0, rows = 0, decimal_commas = 0, printed = 0, with_accuracy = 0;
};

class Run {
public:
  Run(const Job& job, const std::vector<Question>& questions, const Outlet& outlet,
      const std::stop_token& stop)
      : job_{job}, questions_{questions}, outlet_{outlet}, stop_{stop}, records_{job.files, stop} {
    layout_ = {.questions = &questions, .shown = job.shown, .long_rows = job.long_rows, .prefix = job.prefix};
  }

  Summary summary() {
    begin();
    if (summary_.ending == Ending::whole)
      in_order<Block, Answered>(
          job_.threads, stop_, [this](Block& block) { return next(block); },
          [this](const Block& block) { return answered(block); },
          [this](const Answered& done) { return write(done); });
    if (summary_.ending == Ending::whole && stop_.stop_requested()) summary_.ending = Ending::stopped;
    return summary_;
  }

private:
  void begin() {
    const std::string_view beginning = records_.peek();
    form_ = form_of(job_, beginning);
    table_.delimiter = delimiter_of(job_, beginning);
    records_.cut_by(form_, table_.delimiter);
    assume("coordinates are degrees on WGS 84");
    if (form_ == Form::ndjson) return;
    job_.header ? begin_with_header() : begin_without_header(beginning);
  }

  void begin_with_header() {
    records_.expect_headers();
    Block block;
    if (!records_.next(block)) {
      if (stop_.stop_requested()) return;
      throw load::UnreadableFile{name_of(job_.files.front()) +
                                 ": empty; a CSV file begins with a header (or --no-header)"};
    }
    const Record& record = block.records.front();
    if (record.flaw != Flaw::none)
      throw load::UnreadableFile{name_of(job_.files.front()) + ": its first line is no header of a CSV file"};
    header_ = block.text_of(record);
    const std::vector<std::string> names = cells_of(header_, table_.delimiter);
    find_columns(names);
    std::string line{records_.marked() ? "\xEF\xBB\xBF" : ""};
    line += header_;
    for (const std::string& name : added_columns(layout_)) {
      if (std::find(names.begin(), names.end(), name) != names.end())
        throw load::UnreadableFile{name_of(job_.files.front()) + ": it has a column '" + name +
                                   "' already; choose other names by --prefix"};
      line += table_.delimiter + csv_cell(name, table_.delimiter);
    }
    line += record.ending == 0 ? "\n" : block.ending_of(record);
    emit(line);
  }

  // Columns are numbers; how many there are is the first row's business.
  void begin_without_header(std::string_view beginning) {
    const std::string_view line = beginning.substr(0, beginning.find('\n'));
    const std::size_t cells = cells_of(line, table_.delimiter).size();
    std::vector<std::string> names;
    for (std::size_t i = 1; i <= cells; ++i) names.push_back(std::to_string(i));
    if (!names.empty()) find_columns(names);
  }

  void find_columns(const std::vector<std::string>& names) {
    table_.cells = names.size();
    table_.point = find_point(names, job_.columns);
    table_.accuracy = find_accuracy(names, job_.columns);
    for (const std::string& trouble : {table_.point.trouble, table_.accuracy.trouble})
      if (!trouble.empty()) throw load::UnreadableFile{name_of(job_.files.front()) + ": " + trouble};
    if (table_.point.position)
      assume("positions from column " + said(names, *table_.point.position));
    else
      assume("latitude from column " + said(names, *table_.point.latitude) + ", longitude from column " +
             said(names, *table_.point.longitude));
    if (table_.accuracy.at)
      assume("accuracy from column " + said(names, *table_.accuracy.at) + ", metres, " +
             definition(table_.accuracy.is));
    else if (job_.needs_accuracy)
      throw load::UnreadableFile{name_of(job_.files.front()) +
                                 ": no column sigma_m, accuracy_m, h95_m or cep_m for --only p"};
  }

  bool next(Block& block) {
    while (records_.next(block)) {
      if (!block.header) return true;
      if (block.text_of(block.records.front()) != header_)
        throw load::UnreadableFile{block.file + ": its header is not that of " + job_.files.front()};
    }
    return false;
  }

  std::unique_ptr<Rows> take_rows() {
    const std::lock_guard lock{idle_};
    if (rows_.empty())
      return form_ == Form::csv ? csv_rows(table_, layout_) : ndjson_rows(job_.columns, layout_);
    auto rows = std::move(rows_.back());
    rows_.pop_back();
    return rows;
  }
  void give_back(std::unique_ptr<Rows> rows) {
    const std::lock_guard lock{idle_};
    rows_.push_back(std::move(rows));
  }

  Answered answered(const Block& block) {
    auto format = take_rows();
    std::vector<Row> rows;
    std::vector<double> latitude, longitude, sigma;
    rows.reserve(block.records.size());
    for (const Record& record : block.records) {
      rows.push_back(format->read(block.text_of(record), record));
      Row& row = rows.back();
      row.ending = block.ending_of(record);
      if (!row.error.empty() || is_blank(row)) continue;
      latitude.push_back(row.latitude);
      longitude.push_back(row.longitude);
      sigma.push_back(row.sigma);
    }
    std::vector<Answers> answers;
    for (const Question& question : questions_)
      answers.push_back(answer(question, {latitude, longitude}, sigma, job_.shown));
    Answered done = written(block, *format, rows, answers);
    give_back(std::move(format));
    return done;
  }

  static bool is_blank(const Row& row) { return row.text.empty() && row.flaw == Flaw::none; }

  static Answered written(const Block& block, Rows& format, const std::vector<Row>& rows,
                          const std::vector<Answers>& answers) {
    Answered done;
    done.bytes_read = block.bytes_read;
    done.text.reserve(2 * block.text.size());
    std::size_t point = 0;
    for (const Row& row : rows) {
      if (is_blank(row)) {
        done.text += row.ending;
        continue;
      }
      ++done.rows;
      if (!row.error.empty()) {
        format.write_bad(row, done.text);
        done.bad.push_back({block.file, row.line, row.error});
        continue;
      }
      format.write(row, answers, point++, done.text);
      if (row.written == Written::decimal_comma) ++done.decimal_commas;
      if (row.written == Written::printed) ++done.printed;
      if (row.sigma >= 0.0) ++done.with_accuracy;
    }
    return done;
  }

  bool write(const Answered& done) {
    if (!emit(done.text)) return false;
    summary_.rows += done.rows;
    summary_.bad += done.bad.size();
    summary_.decimal_commas += done.decimal_commas;
    summary_.printed += done.printed;
    summary_.with_accuracy += done.with_accuracy;
    if (outlet_.bad)
      for (const BadRow& row : done.bad) outlet_.bad(row);
    if (outlet_.progress) outlet_.progress(done.bytes_read, records_.bytes_in_all(), summary_.rows);
    return true;
  }

  bool emit(const std::string& bytes) {
    const bool going = outlet_.write(bytes);
    if (!going) summary_.ending = Ending::reader_gone;
    return going;
  }

  void assume(std::string sentence) { summary_.assumptions.push_back(std::move(sentence)); }
  static std::string name_of(const std::string& file) { return file == "-" ? "standard input" : file; }

  const Job& job_;
  const std::vector<Question>& questions_;
  const Outlet& outlet_;
  std::stop_token stop_;
  Records records_;
  Layout layout_;
  Form form_ = Form::csv;
  CsvTable table_;
  std::string header_;
  Summary summary_;
  std::mutex idle_;
  std::vector<std::unique_ptr<Rows>> rows_;
};

}  // namespace

Summary run(const Job& job, const std::vector<Question>& questions, const Outlet& outlet,
            const std::stop_token& stop) {
  return Run{job, questions, outlet, stop}.summary();
}

}  // namespace recon::side
