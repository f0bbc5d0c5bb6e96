// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "recon/asterix/record.hpp"
#include "recon/exchange/imported.hpp"

/// What the target reports of ASTERIX say, whatever category they are of.
namespace recon::exchange {

/// A report before it is put into a track.
struct Report {
  Sighting sighting;
  std::optional<Duration> time_of_day;
  bool truncated = false;  // the time of day is what is left of it modulo 512 s
  std::optional<std::uint64_t> address, track_number, mode_a, callsign;  // as they were sent
  bool last_of_track = false, suspect = false;
  std::string_view trouble;  // why there is no place; empty: there is one
};

/// Reads the reports of one edition, the ways to their fields found once.
class Interpreter {
public:
  Interpreter() = default;
  Interpreter(const Interpreter&) = delete;
  Interpreter(Interpreter&&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;
  Interpreter& operator=(Interpreter&&) = delete;
  virtual ~Interpreter() = default;
  /// REQUIRES: the record is of the edition
  virtual void read(const asterix::Record& record, Report& report) const = 0;
};
/// nullptr: the category has no reports of aircraft.
[[nodiscard]] std::unique_ptr<const Interpreter> interpreter_of(const asterix::Edition& edition);

/// A time of day that is sent in seconds.
[[nodiscard]] std::optional<Duration> duration(const std::optional<double>& in_s);

}  // namespace recon::exchange
