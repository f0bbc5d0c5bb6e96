// SPDX-License-Identifier: Apache-2.0
// G9: recordings of radars and tables of tracks, from the file to the tracks and to the files of a case.
#include <fstream>

#include "bench/gdal.hpp"
#include "bench/goals.hpp"
#include "bench/tracks.hpp"
#include <csv.h>

#include "recon/asterix/json.hpp"
#include "recon/exchange/asterix.hpp"
#include "recon/exchange/import.hpp"
#include "recon/exchange/into_case.hpp"
#include "recon/load/bytes.hpp"

namespace recon::bench {

namespace {

std::string bytes_of(const std::filesystem::path& file) {
  load::Bytes read = load::read_bytes(file, exchange::largest_track_file);
  if (!read.readable()) throw std::runtime_error{file.string() + ": " + read.trouble};
  return std::move(read.bytes);
}

// Counts records; prints them, where asked to, into a buffer that is used again.
class Sink : public asterix::Listener {
public:
  explicit Sink(bool prints) : prints_{prints} {}
  void hear(const asterix::Record& record, const asterix::Frame& frame) override {
    ++records;
    if (!prints_) return;
    asterix::json(record, frame, lines_);
    if (lines_.size() < (1U << 16U)) return;
    printed += lines_.size();
    lines_.clear();
  }
  void trouble(const asterix::Trouble& trouble) override { throw std::runtime_error{trouble.what}; }
  void unknown_category(unsigned /*category*/, std::size_t /*at*/) override {}
  void passed_over(std::string_view /*why*/, std::size_t /*at*/) override {}

  std::size_t records = 0, printed = 0;

private:
  bool prints_;
  std::string lines_;
};

std::shared_ptr<Sink> read_records(const std::filesystem::path& file, bool prints) {
  std::ifstream in{file, std::ios::binary};
  asterix::Stream stream{[&in](std::span<std::byte> into) {
    in.read(reinterpret_cast<char*>(into.data()), static_cast<std::streamsize>(into.size()));
    return static_cast<std::size_t>(in.gcount());
  }};
  auto sink = std::make_shared<Sink>(prints);
  asterix::read(stream, asterix::Framing::raw, {}, *sink);
  return sink;
}

std::shared_ptr<exchange::Imported> imported(const std::filesystem::path& file, std::size_t rows) {
  auto read = std::make_shared<exchange::Imported>(
      exchange::import_bytes(file.filename().string(), bytes_of(file), {.date = "2015-11-24"}));
  if (read->honesty.used != rows) throw std::runtime_error{file.string() + ": rows are missing"};
  return read;
}

std::shared_ptr<exchange::IntoCase> into_case(const std::filesystem::path& file, std::size_t rows) {
  const auto read = imported(file, rows);
  exchange::CaseWish wish;
  wish.file_name = file.filename().string();
  wish.radar = "45 N 15 E";
  return std::make_shared<exchange::IntoCase>(exchange::into_case(*read, wish, {}));
}

// What a CSV library does at least: cut the file into cells.
std::shared_ptr<std::size_t> cells_by_libcsv(const std::filesystem::path& file) {
  auto cells = std::make_shared<std::size_t>(0);
  const std::string bytes = bytes_of(file);
  csv_parser parser{};
  csv_init(&parser, 0);
  const auto count = [](void*, std::size_t, void* into) { ++*static_cast<std::size_t*>(into); };
  csv_parse(&parser, bytes.data(), bytes.size(), count, nullptr, cells.get());
  csv_fini(&parser, count, nullptr, cells.get());
  csv_free(&parser);
  return cells;
}

struct Measured {
  const Bench& bench;
  std::filesystem::path file;
  std::size_t rows = 0;
  Table& table;
  void add(const std::string& name, const std::function<std::shared_ptr<void>()>& work) const {
    const double megabytes = static_cast<double>(std::filesystem::file_size(file)) / 1e6;
    const Cost cost = cost_of(work, bench.builds);
    table.rows.push_back({name, digits(megabytes), digits(static_cast<double>(rows)), digits(cost.seconds),
                          digits(megabytes / cost.seconds), digits(static_cast<double>(rows) / cost.seconds),
                          digits(cost.megabytes), digits(cost.peak_megabytes)});
  }
};

}  // namespace

Outcome imports(const Bench& bench) {
  Table table;
  table.goal = "G9";
  table.title = "a recording of ASTERIX and a table, read into tracks";
  table.columns = {"work", "file, MB", "rows", "processor s", "MB/s", "rows/s", "holds, MB", "at most, MB"};
  const auto folder = std::filesystem::temp_directory_path();
  const Measured recording{bench, folder / "recon-bench.ast",
                           make_recording(folder / "recon-bench.ast", bench.recording_bytes), table};
  recording.add("recon cuts the recording into records", [&] { return read_records(recording.file, false); });
  recording.add("recon prints them as lines of JSON", [&] { return read_records(recording.file, true); });
  recording.add("recon imports the tracks", [&] { return imported(recording.file, recording.rows); });
  recording.add("recon imports them and makes the files of a case",
                [&] { return into_case(recording.file, recording.rows); });
  const std::size_t printed = read_records(recording.file, true)->printed;

  const Measured rows{bench, folder / "recon-bench.csv",
                      make_table(folder / "recon-bench.csv", bench.table_rows), table};
  rows.add("recon imports the table", [&] { return imported(rows.file, rows.rows); });
  rows.add("recon imports it and makes the files of a case", [&] { return into_case(rows.file, rows.rows); });
  rows.add("libcsv cuts the table into cells, and no more", [&] { return cells_by_libcsv(rows.file); });
  rows.add("GDAL's CSV driver reads the rows, and no time", [&] { return rows_by_gdal(rows.file); });
  table.notes = {"The lines of JSON have " + digits(static_cast<double>(printed) / 1e6) +
                 " MB. The files are in the system's cache: what a disk takes is not counted."};
  std::filesystem::remove(recording.file);
  std::filesystem::remove(rows.file);
  return {table};
}

}  // namespace recon::bench
