// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/asterix_reports.hpp"

#include <cmath>
#include <numbers>

#include "recon/exchange/digits.hpp"
#include "recon/exchange/rows.hpp"

namespace recon::exchange {

namespace {

using asterix::Edition;
using asterix::Path;
using asterix::Record;
using Above = Sighting::Height::Above;

Speed speed_of(double nautical_miles_per_second) { return knots(3600.0 * nautical_miles_per_second); }

// Heights are sent in quarters of a flight level, of 25 ft; a whole figure claims no more than that it is
// whole.
int height_decimals(double figure) { return figure == std::floor(figure) ? 0 : 2; }

void set_height(Report& report, std::optional<double> figure, HeightUnit unit, Above above) {
  if (!figure) return;
  Sighting& s = report.sighting;
  (s.height ? s.second_height : s.height) = height(*figure, height_decimals(*figure), unit, above);
}

void set_place(Report& report, const std::optional<double>& latitude, const std::optional<double>& longitude,
               int digits) {
  if (!latitude || !longitude) {
    report.trouble = "no position";
    return;
  }
  report.trouble = place_at(report.sighting, *latitude, digits, *longitude, digits);
}

// Four decimals: finer than the bits, and "40.000" would be read as 40 000 as well.
void set_polar(Report& report, double range_nm, double azimuth) {
  report.sighting.polar = Polar{.range = nautical_miles(range_nm),
                                .azimuth = degrees(azimuth),
                                .range_decimals = 4,
                                .azimuth_decimals = 4};
}

void set_velocity(Report& report, const std::optional<double>& east, const std::optional<double>& north) {
  if (!east || !north) return;
  report.sighting.ground_speed = metres_per_second(std::hypot(*east, *north));
  const double course = std::atan2(*east, *north) * 180.0 / std::numbers::pi;
  report.sighting.course = degrees(course < 0.0 ? course + 360.0 : course);
}

double root_mean_square(double a, double b) { return std::sqrt((a * a + b * b) / 2.0); }

// Reads by the ways of its edition.
class ByPaths : public Interpreter {
public:
  explicit ByPaths(const Edition& edition) : edition_{&edition} {}

protected:
  [[nodiscard]] Path to(std::string_view item, std::string_view field) const {
    return {*edition_, item, field};
  }
  [[nodiscard]] Path to(std::string_view item, std::string_view part, std::string_view field) const {
    return {*edition_, item, part, field};
  }

private:
  const Edition* edition_;
};

class Plots048 final : public ByPaths {
public:
  using ByPaths::ByPaths;
  void read(const Record& record, Report& report) const override {
    Sighting& s = report.sighting;
    report.time_of_day = duration(time_.value(record));
    const auto range = rho_.value(record), azimuth = theta_.value(record);
    if (const auto far = far_.value(record))
      set_polar(report, *far, azimuth.value_or(0.0));
    else if (err_.is_set(record))
      report.trouble = "a range beyond 256 NM, and no field that holds it (I048/RE ERR)";
    else if (range)
      set_polar(report, *range, azimuth.value_or(0.0));
    else
      report.trouble = "no measured position (I048/040)";
    report.address = address_.bits(record);
    report.track_number = track_.bits(record);
    if (!garbled_a_.is_set(record) && !invalid_a_.is_set(record)) report.mode_a = mode_a_.bits(record);
    report.callsign = ident_.bits(record);
    if (!invalid_c_.is_set(record) && !garbled_c_.is_set(record))
      set_height(report, level_.value(record), HeightUnit::flight_levels, Above::standard_pressure);
    set_height(report, height_.value(record), HeightUnit::feet, Above::sea_level);
    if (const auto v = speed_.value(record)) s.ground_speed = speed_of(*v);
    if (const auto c = course_.value(record)) s.course = degrees(*c);
    const auto status = status_.bits(record);
    s.flags.on_ground = status == 1U || status == 3U;
    s.flags.simulated = sim_.is_set(record);
    s.flags.test = tst_.is_set(record) || rab_.is_set(record);
    s.flags.ghost = ghost_.is_set(record);
    s.flags.coasted = type_.bits(record) == 0U;
    report.last_of_track = end_.is_set(record);
  }

private:
  Path time_ = to("140", "ToD"), rho_ = to("040", "RHO"), theta_ = to("040", "THETA"),
       address_ = to("220", "ADDRESS"), track_ = to("161", "TRN"), mode_a_ = to("070", "MODE3A"),
       invalid_a_ = to("070", "V"), garbled_a_ = to("070", "G"), ident_ = to("240", "IDENT"),
       level_ = to("090", "FL"), invalid_c_ = to("090", "V"), garbled_c_ = to("090", "G"),
       height_ = to("110", "HEIGHT"), speed_ = to("200", "GSP"), course_ = to("200", "HDG"),
       status_ = to("230", "STAT"), type_ = to("020", "TYP"), sim_ = to("020", "SIM"),
       rab_ = to("020", "RAB"), tst_ = to("020", "TST"), err_ = to("020", "ERR"), far_ = to("ERR", "ERR"),
       ghost_ = to("170", "GHO"), end_ = to("170", "TRE");
};

class Plots001 final : public ByPaths {
public:
  using ByPaths::ByPaths;
  void read(const Record& record, Report& report) const override {
    Sighting& s = report.sighting;
    report.time_of_day = duration(time_.value(record));
    report.truncated = true;
    const auto range = rho_.value(record), azimuth = theta_.value(record);
    if (range)
      set_polar(report, *range, azimuth.value_or(0.0));
    else
      report.trouble = "no measured position (I001/040)";
    const bool is_track = track_or_plot_.is_set(record);
    if (is_track) report.track_number = track_.bits(record);  // plots count themselves
    if (!garbled_a_.is_set(record) && !invalid_a_.is_set(record)) report.mode_a = mode_a_.bits(record);
    if (!invalid_c_.is_set(record) && !garbled_c_.is_set(record))
      set_height(report, level_.value(record), HeightUnit::flight_levels, Above::standard_pressure);
    if (const auto v = speed_.value(record)) s.ground_speed = speed_of(*v);
    if (const auto c = course_.value(record)) s.course = degrees(*c);
    s.flags.simulated = sim_.is_set(record);
    s.flags.test = tst_.is_set(record) || rab_.is_set(record);
    s.flags.ghost = ghost_.is_set(record);
    s.flags.coasted = is_track && detection_.bits(record) == 0U;
    report.last_of_track = end_.is_set(record);
  }

private:
  Path time_ = to("141", "TTOD"), rho_ = to("040", "RHO"), theta_ = to("040", "THETA"),
       track_ = to("161", "TRN"), mode_a_ = to("070", "MODE3A"), invalid_a_ = to("070", "V"),
       garbled_a_ = to("070", "G"), level_ = to("090", "HGT"), invalid_c_ = to("090", "V"),
       garbled_c_ = to("090", "G"), speed_ = to("200", "GSP"), course_ = to("200", "HDG"),
       track_or_plot_ = to("020", "TYP"), sim_ = to("020", "SIM"), rab_ = to("020", "RAB"),
       tst_ = to("020", "TST"), detection_ = to("020", "SSRPSR"), ghost_ = to("170", "GHO"),
       end_ = to("170", "TRE");
};

class Multilateration020 final : public ByPaths {
public:
  using ByPaths::ByPaths;
  void read(const Record& record, Report& report) const override {
    Sighting& s = report.sighting;
    report.time_of_day = duration(time_.value(record));
    set_place(report, latitude_.value(record), longitude_.value(record), 6);
    report.address = address_.bits(record);
    report.track_number = track_.bits(record);
    if (!invalid_a_.is_set(record)) report.mode_a = mode_a_.bits(record);
    report.callsign = ident_.bits(record);
    if (!invalid_c_.is_set(record) && !garbled_c_.is_set(record))
      set_height(report, level_.value(record), HeightUnit::flight_levels, Above::standard_pressure);
    set_height(report, height_.value(record), HeightUnit::feet, Above::ellipsoid);
    set_velocity(report, east_.value(record), north_.value(record));
    auto x = sigma_x_.value(record), y = sigma_y_.value(record);
    if (!x) x = expanded_x_.value(record), y = expanded_y_.value(record);
    if (x && y && root_mean_square(*x, *y) > 0.0) s.accuracy = metres(root_mean_square(*x, *y));
    s.flags.on_ground = ground_.is_set(record);
    s.flags.simulated = sim_.is_set(record);
    s.flags.test = tst_.is_set(record) || rab_.is_set(record);
    s.flags.coasted = coasted_.is_set(record);
    s.flags.ghost = ghost_.is_set(record);
    report.last_of_track = end_.is_set(record);
  }

private:
  Path time_ = to("140", "ToD"), latitude_ = to("041", "LAT"), longitude_ = to("041", "LON"),
       address_ = to("220", "ADDRESS"), track_ = to("161", "TRN"), mode_a_ = to("070", "MODE3A"),
       invalid_a_ = to("070", "V"), ident_ = to("245", "IDENT"), level_ = to("090", "FL"),
       invalid_c_ = to("090", "V"), garbled_c_ = to("090", "G"), height_ = to("105", "HEIGHT"),
       east_ = to("202", "VX"), north_ = to("202", "VY"), sigma_x_ = to("500", "SDP", "X"),
       sigma_y_ = to("500", "SDP", "Y"), expanded_x_ = to("PA", "SDC", "X"),
       expanded_y_ = to("PA", "SDC", "Y"), ground_ = to("020", "GBS"), sim_ = to("020", "SIM"),
       rab_ = to("020", "RAB"), tst_ = to("020", "TST"), coasted_ = to("170", "CST"),
       ghost_ = to("170", "GHO"), end_ = to("170", "TRE");
};

class Broadcasts021 final : public ByPaths {
public:
  using ByPaths::ByPaths;
  void read(const Record& record, Report& report) const override {
    Sighting& s = report.sighting;
    report.time_of_day = time(record);
    if (const auto latitude = fine_latitude_.value(record))
      set_place(report, latitude, fine_longitude_.value(record), 7);
    else
      set_place(report, latitude_.value(record), longitude_.value(record), 5);
    report.address = address_.bits(record);
    report.track_number = track_.bits(record);
    report.mode_a = mode_a_.bits(record);
    report.callsign = ident_.bits(record);
    set_height(report, level_.value(record), HeightUnit::flight_levels, Above::standard_pressure);
    set_height(report, height_.value(record), HeightUnit::feet, Above::ellipsoid);
    if (const auto v = speed_.value(record)) s.ground_speed = speed_of(*v);
    if (const auto c = course_.value(record)) s.course = degrees(*c);
    if (const auto rate = rate_.value(record)) s.climb = speed(*rate, SpeedUnit::feet_per_minute);
    if (const auto sigma = accuracy(record)) s.accuracy = *sigma;
    s.flags.on_ground = ground_.is_set(record);
    s.flags.simulated = sim_.is_set(record);
    s.flags.test = tst_.is_set(record) || rab_.is_set(record);
    report.suspect = confidence_.bits(record) == 1U || check_.is_set(record) || cpr_.is_set(record) ||
                     far_.is_set(record) || jump_.is_set(record);
  }

private:
  // When the position was true; else when it came in, to the fraction where that is told; else when the
  // station passed it on.
  [[nodiscard]] std::optional<Duration> time(const Record& record) const {
    if (const auto applies = applies_.value(record)) return seconds(*applies);
    if (const auto received = received_.value(record)) {
      const auto fraction = fraction_.value(record);
      if (!fraction) return seconds(*received);
      const auto indication = whole_.bits(record);
      const double whole = std::floor(*received) + (indication == 1U ? 1.0 : indication == 2U ? -1.0 : 0.0);
      return seconds(whole + *fraction);
    }
    return duration(sent_.value(record));
  }
  // DO-260 (version 0) broadcasts an uncertainty category, later versions an accuracy category.
  [[nodiscard]] std::optional<Length> accuracy(const Record& record) const {
    const auto nac = nac_.bits(record), nuc = nuc_.bits(record);
    if (version_.bits(record).value_or(nac ? 1 : 0) == 0)
      return nuc ? sigma_of_nuc_p(static_cast<double>(*nuc)) : std::nullopt;
    if (const auto sigma = nac ? sigma_of_nac_p(static_cast<double>(*nac)) : std::nullopt) return sigma;
    return nuc ? sigma_of_nic(static_cast<double>(*nuc)) : std::nullopt;  // which is NIC there
  }

  Path applies_ = to("071", "ToD"), received_ = to("073", "ToD"), whole_ = to("074", "FSI"),
       fraction_ = to("074", "FRACTION"), sent_ = to("077", "ToD"), latitude_ = to("130", "LAT"),
       longitude_ = to("130", "LON"), fine_latitude_ = to("131", "LAT"), fine_longitude_ = to("131", "LON"),
       address_ = to("080", "ADDRESS"), track_ = to("161", "TRNUM"), mode_a_ = to("070", "MODE3A"),
       ident_ = to("170", "IDENT"), level_ = to("145", "FL"), height_ = to("140", "HEIGHT"),
       speed_ = to("160", "GS"), course_ = to("160", "TA"), rate_ = to("155", "BVR"),
       nuc_ = to("090", "NUCPNIC"), nac_ = to("090", "NACP"), version_ = to("210", "VN"),
       ground_ = to("040", "GBS"), sim_ = to("040", "SIM"), tst_ = to("040", "TST"), rab_ = to("040", "RAB"),
       confidence_ = to("040", "CL"), check_ = to("040", "IPC"), cpr_ = to("040", "CPR"),
       jump_ = to("040", "LDPJ"), far_ = to("040", "RCF");
};

class Broadcasts021Before final : public ByPaths {
public:
  explicit Broadcasts021Before(const Edition& edition)
      : ByPaths{edition}, digits_{edition.name == "0.26" ? 6 : 5} {
    if (edition.name == "0.26") mode_a_ = to("070", "MODE3A");
  }
  void read(const Record& record, Report& report) const override {
    Sighting& s = report.sighting;
    report.time_of_day = duration(time_.value(record));
    set_place(report, latitude_.value(record), longitude_.value(record), digits_);
    report.address = address_.bits(record);
    if (mode_a_) report.mode_a = mode_a_->bits(record);
    report.callsign = ident_.bits(record);
    set_height(report, level_.value(record), HeightUnit::flight_levels, Above::standard_pressure);
    set_height(report, height_.value(record), HeightUnit::feet, Above::ellipsoid);
    if (const auto v = speed_.value(record)) s.ground_speed = speed_of(*v);
    if (const auto c = course_.value(record)) s.course = degrees(*c);
    if (const auto rate = rate_.value(record)) s.climb = speed(*rate, SpeedUnit::feet_per_minute);
    if (const auto nuc = nuc_.bits(record))
      if (const auto sigma = sigma_of_nuc_p(static_cast<double>(*nuc))) s.accuracy = *sigma;
    s.flags.on_ground = ground_.is_set(record);
    s.flags.simulated = sim_.is_set(record);
    s.flags.test = tst_.is_set(record) || rab_.is_set(record);
  }

private:
  int digits_;
  std::optional<Path> mode_a_;
  Path time_ = to("030", "ToD"), latitude_ = to("130", "LAT"), longitude_ = to("130", "LON"),
       address_ = to("080", "ADDRESS"), ident_ = to("170", "IDENT"), level_ = to("145", "FL"),
       height_ = to("140", "HEIGHT"), speed_ = to("160", "GS"), course_ = to("160", "TA"),
       rate_ = to("155", "BVR"), nuc_ = to("090", "PA"), ground_ = to("040", "GBS"), sim_ = to("040", "SIM"),
       tst_ = to("040", "TST"), rab_ = to("040", "RAB");
};

class SystemTracks062 final : public ByPaths {
public:
  using ByPaths::ByPaths;
  void read(const Record& record, Report& report) const override {
    Sighting& s = report.sighting;
    report.time_of_day = duration(time_.value(record));
    if (const auto latitude = latitude_.value(record))
      set_place(report, latitude, longitude_.value(record), 6);
    else
      report.trouble = x_.bits(record)
                           ? "only a position about a centre that the recording does not tell (I062/100)"
                           : "no position (I062/105)";
    report.address = address_.bits(record);
    report.track_number = track_.bits(record);
    if (!invalid_a_.is_set(record)) report.mode_a = mode_a_.bits(record);
    report.callsign = sent_ident_.bits(record);
    if (!report.callsign) report.callsign = ident_.bits(record);
    set_height(report, level_.value(record), HeightUnit::flight_levels, Above::standard_pressure);
    set_height(report, height_.value(record), HeightUnit::feet, Above::ellipsoid);
    set_velocity(report, east_.value(record), north_.value(record));
    if (const auto rate = rate_.value(record)) s.climb = speed(*rate, SpeedUnit::feet_per_minute);
    if (const auto sigma = accuracy(record)) s.accuracy = *sigma;
    const auto status = status_.bits(record);
    s.flags.on_ground = surface_.is_set(record) || status == 1U || status == 3U;
    s.flags.simulated = sim_.is_set(record);
    s.flags.coasted = coasted_.is_set(record);
    s.flags.test = tst_.is_set(record);
    report.last_of_track = end_.is_set(record);
    report.suspect = false_.is_set(record);
  }

private:
  [[nodiscard]] std::optional<Length> accuracy(const Record& record) const {
    const auto x = sigma_x_.value(record), y = sigma_y_.value(record);
    if (x && y && root_mean_square(*x, *y) > 0.0) return metres(root_mean_square(*x, *y));
    const auto north = sigma_latitude_.value(record), east = sigma_longitude_.value(record);
    if (!north || !east) return std::nullopt;
    // A degree of latitude is 60 NM to 1 %; of longitude less by the cosine of the latitude.
    const double shrink = std::cos(latitude_.value(record).value_or(0.0) * std::numbers::pi / 180.0);
    const Length sigma = nautical_miles(60.0 * root_mean_square(*north, *east * shrink));
    return sigma > metres(0) ? std::optional{sigma} : std::nullopt;
  }

  Path time_ = to("070", "ToD"), latitude_ = to("105", "LAT"), longitude_ = to("105", "LON"),
       x_ = to("100", "X"), address_ = to("380", "ADR", "ADR"), track_ = to("040", "TRN"),
       mode_a_ = to("060", "MODE3A"), invalid_a_ = to("060", "V"), sent_ident_ = to("380", "ID", "ID"),
       ident_ = to("245", "IDENT"), level_ = to("136", "FL"), height_ = to("130", "HEIGHT"),
       east_ = to("185", "VX"), north_ = to("185", "VY"), rate_ = to("220", "ROCD"),
       sigma_x_ = to("500", "APC", "X"), sigma_y_ = to("500", "APC", "Y"),
       sigma_latitude_ = to("500", "APW", "LAT"), sigma_longitude_ = to("500", "APW", "LON"),
       surface_ = to("080", "SFC"), status_ = to("380", "COM", "STAT"), sim_ = to("080", "SIM"),
       coasted_ = to("080", "CST"), tst_ = to("340", "TYP", "TST"), end_ = to("080", "TSE"),
       false_ = to("080", "PFT");
};

}  // namespace

std::optional<Duration> duration(const std::optional<double>& in_s) {
  return in_s ? std::optional{seconds(*in_s)} : std::nullopt;
}

std::unique_ptr<const Interpreter> interpreter_of(const Edition& edition) {
  switch (edition.category) {
    case 1:
      return std::make_unique<Plots001>(edition);
    case 20:
      return std::make_unique<Multilateration020>(edition);
    case 21:
      if (edition.name.starts_with("0.")) return std::make_unique<Broadcasts021Before>(edition);
      return std::make_unique<Broadcasts021>(edition);
    case 48:
      return std::make_unique<Plots048>(edition);
    case 62:
      return std::make_unique<SystemTracks062>(edition);
    default:
      return nullptr;
  }
}

}  // namespace recon::exchange
