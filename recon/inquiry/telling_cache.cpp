// SPDX-License-Identifier: Apache-2.0
#include "recon/inquiry/telling_cache.hpp"

#include "recon/inquiry/archive.hpp"

namespace recon::inquiry {
namespace {

constexpr std::string_view form = "recon tellings 1\n";

}  // namespace

using assess::Telling;

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

TellingCache::TellingCache(const std::filesystem::path& folder, std::string_view made_from)
    : file_{folder, form, made_from, ".tellings"} {}

std::optional<std::vector<Telling>> TellingCache::find() const {
  const auto bytes = file_.find();
  return bytes ? read_tellings(*bytes) : std::nullopt;
}

void TellingCache::keep(const std::vector<Telling>& tellings) const { file_.keep(written(tellings)); }

}  // namespace recon::inquiry
