// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>

#include "recon/exchange/digits.hpp"
#include "recon/exchange/import.hpp"
#include "recon/exchange/json.hpp"
#include "recon/exchange/readers.hpp"
#include "recon/exchange/times.hpp"
#include "recon/load/load.hpp"
#include "recon/units/text.hpp"

// trace_full_<hex>.json of readsb and tar1090 (readsb README-json.md): gzip inside whatever its name says.
namespace recon::exchange {

namespace {

namespace json = simdjson::ondemand;
using Above = Sighting::Height::Above;
using Sure = Honesty::Assumed::Sure;

// Bits of a row's sixth entry.
constexpr std::int64_t stale_bit = 1, new_leg_bit = 2, geometric_height_bit = 8;
constexpr std::size_t entries_of_a_row = 14;

// A scalar's own characters, as views into the text: rows are many.
std::string_view raw(json::value value) {
  json::json_type type{};
  if (value.type().get(type) != simdjson::SUCCESS) return {};
  if (type == json::json_type::array || type == json::json_type::object) return {};
  const std::string_view token = trimmed(value.raw_json_token());
  if (token == "null") return {};
  if (token.size() >= 2 && token.front() == '"') return token.substr(1, token.find('"', 1) - 1);
  return token;
}

/// Quality that the last detail object said; it holds until the next.
struct Quality {
  std::optional<double> nac_p, rc;
};

class ReadsbReader {
public:
  explicit ReadsbReader(const ImportWish& wish) {
    imported_.format = "readsb trace";
    imported_.honesty.counted_in = "row";
    imported_.datum = wish.datum.empty() ? "WGS 84" : wish.datum;
    track_.kind = incident::TrackClaim::Kind::adsb;
  }

  Imported read(std::string_view bytes) {
    Json text{bytes};
    json::object root;
    if (text.document().get_object().get(root) != simdjson::SUCCESS)
      throw load::UnreadableFile{"no JSON object"};
    read_head(root);
    json::array trace;
    if (root["trace"].get_array().get(trace) != simdjson::SUCCESS)
      throw load::UnreadableFile{"no list called \"trace\""};
    read_rows(trace);
    finish();
    return std::move(imported_);
  }

private:
  void read_head(json::object& root) {
    const auto text = [&](std::string_view key) {
      json::value value;
      return root[key].get(value) == simdjson::SUCCESS ? std::string{raw(value)} : std::string{};
    };
    const std::string stamp = text("timestamp");
    const auto value = number(stamp);
    const auto start = value ? stretch_of(*value * 1000.0) : std::nullopt;
    if (!start) throw load::UnreadableFile{"no number called \"timestamp\""};
    start_ = Instant{*start};
    track_.address = address(text("icao"));
    track_.name = track_.address.empty() ? "trace" : track_.address;
    track_.registration = text("r");
    track_.type = text("t");
    if (track_.address.starts_with('~'))
      notice(imported_.honesty, "the address is not one of ICAO (" + track_.address + ")");
  }

  void read_rows(json::array& trace) {
    Honesty& honesty = imported_.honesty;
    for (auto element : trace) {
      json::array row;
      ++honesty.rows;
      if (const auto error = element.get_array().get(row); error != simdjson::SUCCESS) {
        --honesty.rows;
        if (error != simdjson::INCORRECT_TYPE) return cut_off();
        ++honesty.rows;
        skip(honesty, "no list", honesty.rows);
        continue;
      }
      if (!read_row(row)) return cut_off();
    }
  }

  void cut_off() {
    notice(imported_.honesty, "the file is cut off or damaged behind row " +
                                  std::to_string(imported_.honesty.rows) + "; what stands before was read");
  }

  // False: the file ends here.
  bool read_row(json::array& row) {
    Honesty& honesty = imported_.honesty;
    std::array<std::string_view, entries_of_a_row> entries;
    std::size_t n = 0;
    for (auto element : row) {
      json::value value;
      if (element.get(value) != simdjson::SUCCESS) return false;
      if (n == 8)
        read_detail(value);
      else if (n < entries.size())
        entries[n] = raw(value);
      ++n;
    }
    take(entries, honesty.rows);
    return true;
  }

  void read_detail(json::value& value) {
    json::object detail;
    if (value.get_object().get(detail) != simdjson::SUCCESS) return;
    for (auto field : detail) {
      std::string_view key;
      json::value inner;
      if (field.unescaped_key().get(key) != simdjson::SUCCESS ||
          field.value().get(inner) != simdjson::SUCCESS)
        return;
      if (key == "nac_p") quality_.nac_p = number(raw(inner));
      if (key == "rc") quality_.rc = number(raw(inner));
      if (key == "flight" && track_.callsign.empty()) track_.callsign = trimmed(raw(inner));
      if (key == "squawk" && track_.squawk.empty()) track_.squawk = squawk(raw(inner));
    }
  }

  void take(const std::array<std::string_view, entries_of_a_row>& entries, std::size_t row) {
    Honesty& honesty = imported_.honesty;
    Sighting sighting;
    sighting.place = row;
    const auto since = number(entries[0]);
    const auto after = since ? stretch_of(*since * 1000.0) : std::nullopt;
    if (!after) return skip(honesty, "no time", row);
    if (const auto wrong = place_at(sighting, entries[1], entries[2]); !wrong.empty())
      return skip(honesty, wrong, row);
    set_time(sighting, {start_ + *after, 3});
    std::int64_t bits = 0;
    if (const auto value = number(entries[6]); value && *value >= 0.0 && *value < 1e6)
      bits = static_cast<std::int64_t>(*value);
    sighting.flags.stale = (bits & stale_bit) != 0;
    if ((bits & new_leg_bit) != 0 && !track_.sightings.empty()) ++legs_;
    take_height(entries, (bits & geometric_height_bit) != 0, sighting);
    if (const auto value = number(entries[4])) sighting.ground_speed = speed(*value, SpeedUnit::knots);
    if (const auto value = number(entries[5]); value && !sighting.flags.on_ground)
      sighting.course = degrees(*value);
    if (const auto value = number(entries[7])) sighting.climb = speed(*value, SpeedUnit::feet_per_minute);
    take_quality(entries[9], sighting);
    track_.sightings.push_back(std::move(sighting));
    ++honesty.used;
  }

  static void take_height(const std::array<std::string_view, entries_of_a_row>& entries, bool geometric,
                          Sighting& sighting) {
    if (entries[3] == "ground") {
      sighting.flags.on_ground = true;
    } else {
      const Above above = geometric ? Above::ellipsoid : Above::standard_pressure;
      sighting.height = height(entries[3], HeightUnit::feet, above);
    }
    sighting.second_height = height(entries[10], HeightUnit::feet, Above::ellipsoid);
  }

  void take_quality(std::string_view source, Sighting& sighting) {
    Honesty& honesty = imported_.honesty;
    // What a multilateration or a radar feed computed has none of the transponder's own categories.
    if (source == "mlat" || source.starts_with("tisb") || source == "mode_s" || source == "other") {
      ++computed_;
      return;
    }
    if (quality_.nac_p)
      if (const auto sigma = sigma_of_nac_p(*quality_.nac_p)) {
        assume(honesty,
               "the bound of NACp is the radius that holds the truth 95 times in 100, until the next is sent",
               "DO-260B says so; it is promised, and not measured", Sure::likely);
        sighting.accuracy = *sigma;
        return;
      }
    if (const auto sigma = quality_.rc ? sigma_of_containment(*quality_.rc) : std::nullopt) {
      assume(honesty,
             "without NACp the containment radius is twice the radius that holds the truth 95 times in 100",
             "as the categories of integrity and accuracy go together; up to 75 m two and a half times",
             Sure::guessed);
      sighting.accuracy = *sigma;
    }
  }

  void finish() {
    Honesty& honesty = imported_.honesty;
    assume(honesty, "times are UTC", "the format counts from 1970", Sure::stated);
    assume(honesty, "heights are pressure altitudes of 1013.25 hPa in feet, save rows flagged geometric",
           "the format's own description", Sure::stated);
    if (computed_ > 0)
      notice(honesty,
             std::to_string(computed_) +
                 " positions were computed by the network (multilateration, TIS-B) and state no error");
    if (legs_ > 0) notice(honesty, std::to_string(legs_) + " rows begin a new leg");
    notice(honesty,
           "the writer thins points: straight legs are sparse, and between two rows the aircraft was not "
           "seen to fly straight");
    if (!track_.sightings.empty()) imported_.tracks.push_back(std::move(track_));
  }

  Imported imported_;
  ImportedTrack track_;
  Quality quality_;
  Instant start_{};
  std::size_t computed_ = 0, legs_ = 0;
};

}  // namespace

bool is_readsb(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 64U << 10U);
  return trimmed(head).starts_with('{') && head.find("\"trace\"") != std::string_view::npos &&
         head.find("\"timestamp\"") != std::string_view::npos;
}

Imported read_readsb(std::string_view bytes, const ImportWish& wish) {
  return ReadsbReader{wish}.read(bytes);
}

}  // namespace recon::exchange
