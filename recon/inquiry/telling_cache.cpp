// SPDX-License-Identifier: Apache-2.0
#include "recon/inquiry/telling_cache.hpp"

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>
#include <type_traits>

#include <unistd.h>

#include "recon/load/load.hpp"

namespace recon::inquiry {
namespace {

constexpr std::string_view form = "recon tellings 1\n";

/// One pass over the members serves both ways: a Writer appends them, a Reader fills them in.
class Writer {
public:
  template <class T>
  void raw(T& value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  std::size_t size(std::size_t count) {
    raw(count);
    return count;
  }
  void text(std::string& value) {
    size(value.size());
    bytes += value;
  }
  std::string bytes;
};

class Reader {
public:
  explicit Reader(std::string_view bytes) : left{bytes} {}
  template <class T>
  void raw(T& value) {
    if (left.size() < sizeof value) return fail();
    std::memcpy(&value, left.data(), sizeof value);
    left.remove_prefix(sizeof value);
  }
  /// Everything takes a byte at least: no more things than bytes.
  std::size_t size(std::size_t count) {
    raw(count);
    if (count > left.size()) fail();
    return good ? count : 0;
  }
  void text(std::string& value) {
    const std::size_t count = size(0);
    value.assign(left.substr(0, count));
    left.remove_prefix(count);
  }
  std::string_view left;
  bool good = true;

private:
  void fail() {
    good = false;
    left = {};
  }
};

template <class Archive, class T>
requires(std::is_arithmetic_v<T> || std::is_enum_v<T>) void pass(Archive& archive, T& value) {
  archive.raw(value);
}
template <class Archive>
void pass(Archive& archive, std::string& value) {
  archive.text(value);
}
template <class Archive, class Dimension>
void pass(Archive& archive, Quantity<Dimension>& value) {
  double base = value.base();
  archive.raw(base);
  value = Quantity<Dimension>::from_base(base);
}
template <class Archive>
void pass(Archive& archive, Duration& value) {
  double base = in_seconds(value);
  archive.raw(base);
  value = seconds(base);
}
template <class Archive>
void pass(Archive& archive, geo::Position& value) {
  pass(archive, value.latitude);
  pass(archive, value.longitude);
}
template <class Archive, class T>
void pass(Archive& archive, Interval<T>& value) {
  pass(archive, value.lowest);
  pass(archive, value.stated);
  pass(archive, value.highest);
}
template <class Archive, class A, class B>
void pass(Archive& archive, std::pair<A, B>& value) {
  pass(archive, value.first);
  pass(archive, value.second);
}
template <class Archive>
void pass(Archive& archive, normalise::OptionTaken& value) {
  pass(archive, value.choice);
  pass(archive, value.option);
}

// Declared before they are used by vectors and optionals of them.
using assess::Telling;
template <class Archive>
void pass(Archive& archive, Telling::Statement& s);
template <class Archive>
void pass(Archive& archive, Telling::Conflict& c);
template <class Archive>
void pass(Archive& archive, Telling::WouldHaveRead& w);
template <class Archive>
void pass(Archive& archive, Telling::Crossing& c);
template <class Archive>
void pass(Archive& archive, Telling::Shift& s);
template <class Archive>
void pass(Archive& archive, Telling::Flights& f);
template <class Archive>
void pass(Archive& archive, Telling& t);

template <class Archive, class T>
void pass(Archive& archive, std::vector<T>& values) {
  values.resize(archive.size(values.size()));
  for (T& value : values) pass(archive, value);
}
template <class Archive, class T>
void pass(Archive& archive, std::optional<T>& value) {
  bool is_there = value.has_value();
  archive.raw(is_there);
  if (!is_there) return value.reset();
  if (!value) value.emplace();
  pass(archive, *value);
}

template <class Archive, class... Members>
void pass_all(Archive& archive, Members&... members) {
  (pass(archive, members), ...);
}

template <class Archive>
void pass(Archive& archive, Telling::Statement& s) {
  pass_all(archive, s.claim, s.printed, s.as_read, s.unit, s.cell, s.error, s.shown, s.misfit);
}
template <class Archive>
void pass(Archive& archive, Telling::Conflict& c) {
  pass_all(archive, c.statements, c.strain, c.proved, c.sentence);
}
template <class Archive>
void pass(Archive& archive, Telling::WouldHaveRead& w) {
  pass_all(archive, w.statement, w.figure, w.typicality, w.low, w.high, w.none, w.slow_prior, w.fast_prior,
           w.speed, w.sentence);
}
template <class Archive>
void pass(Archive& archive, Telling::Crossing& c) {
  pass_all(archive, c.mean, c.spread, c.time, c.along_border);
}
template <class Archive>
void pass(Archive& archive, Telling::Shift& s) {
  pass_all(archive, s.distance, s.azimuth, s.out);
}
template <class Archive>
void pass(Archive& archive, Telling::Flights& f) {
  pass_all(archive, f.drawn, f.time, f.length, f.depth, f.above_tip, f.speed, f.headings, f.cut_off, f.entry,
           f.exit, f.shift, f.flyable, f.flyable_by_time, f.failed, f.alone);
}
template <class Archive>
void pass(Archive& archive, Telling& t) {
  pass_all(archive, t.narrative, t.aircraft, t.zone, t.border, t.reading, t.reading_words, t.statements,
           t.left_out, t.verdict, t.strain, t.proved, t.certificate, t.conflicts, t.would_have_read,
           t.flights, t.closest, t.shift, t.sentence);
}

/// The program itself: built anew it may find other tellings. Empty where the system does not tell.
std::string this_program() {
  std::error_code none;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", none);
  if (none) return {};
  const auto size = std::filesystem::file_size(self, none);
  const auto time = std::filesystem::last_write_time(self, none).time_since_epoch().count();
  return std::to_string(size) + " " + std::to_string(time);
}

}  // namespace

std::filesystem::path cache_folder() {
  const auto from = [](const char* name) -> std::filesystem::path {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
  };
  if (const auto cache = from("XDG_CACHE_HOME"); cache.is_absolute()) return cache / "recon";
  if (const auto home = from("HOME"); home.is_absolute()) return home / ".cache" / "recon";
  return {};
}

std::string written(const std::vector<Telling>& tellings) {
  Writer writer;
  std::vector<Telling> copy = tellings;
  pass(writer, copy);
  return writer.bytes;
}

std::optional<std::vector<Telling>> read_tellings(std::string_view bytes) {
  Reader reader{bytes};
  std::vector<Telling> tellings;
  pass(reader, tellings);
  if (!reader.good || !reader.left.empty()) return std::nullopt;
  return tellings;
}

TellingCache::TellingCache(const std::filesystem::path& folder, std::string_view made_from) {
  if (folder.empty()) return;
  file_ = folder /
          (load::sha256(std::string{form} + this_program() + "\n" + std::string{made_from}) + ".tellings");
}

std::optional<std::vector<Telling>> TellingCache::find() const {
  if (file_.empty()) return std::nullopt;
  std::ifstream in{file_, std::ios::binary};
  const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
  const std::size_t line = bytes.find('\n');
  if (line == std::string::npos) return std::nullopt;
  const std::string_view rest = std::string_view{bytes}.substr(line + 1);
  if (load::sha256(rest) != std::string_view{bytes}.substr(0, line)) return std::nullopt;
  return read_tellings(rest);
}

void TellingCache::keep(const std::vector<Telling>& tellings) const {
  if (file_.empty()) return;
  std::error_code failed;
  std::filesystem::create_directories(file_.parent_path(), failed);
  const std::string bytes = written(tellings);
  const std::filesystem::path beside = file_.string() + "." + std::to_string(getpid());
  {
    std::ofstream out{beside, std::ios::binary};
    out << load::sha256(bytes) << '\n' << bytes;
    out.flush();
    if (!out) {
      std::filesystem::remove(beside, failed);
      return;
    }
  }
  std::filesystem::rename(beside, file_, failed);
  if (failed) std::filesystem::remove(beside, failed);
}

}  // namespace recon::inquiry
