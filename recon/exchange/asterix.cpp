// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/asterix.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>

#include "recon/asterix/capture.hpp"
#include "recon/asterix/day_clock.hpp"
#include "recon/exchange/asterix_reports.hpp"
#include "recon/exchange/digits.hpp"
#include "recon/exchange/rows.hpp"
#include "recon/exchange/times.hpp"
#include "recon/load/bytes.hpp"
#include "recon/load/load.hpp"

namespace recon::exchange {

namespace {

using asterix::Edition;
using asterix::Frame;
using asterix::Path;
using asterix::Record;
using asterix::Source;
using Sure = Honesty::Assumed::Sure;

asterix::Bytes bytes_of(std::string_view text) { return std::as_bytes(std::span{text}); }

// ---- words -----------------------------------------------------------------------------------------------

std::string fixed(double value, int decimals) {
  std::array<char, 400> digits{};  // the longest double has 309 before the point
  const auto [end, error] =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, decimals);
  return {digits.data(), end};
}

std::string with_sign(double value, int decimals) {
  return (value < 0.0 ? "" : "+") + fixed(value, decimals);
}

std::string padded(std::uint64_t value, int base, std::size_t width) {
  std::array<char, 64> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value, base);
  std::string text{digits.data(), end};
  for (char& c : text)
    if (c >= 'a') c = static_cast<char>(c - 'a' + 'A');
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

void append(std::string& text, std::string_view part) { text += part; }
void append(std::string& text, std::size_t part) { text += std::to_string(part); }
template <class... Parts>
std::string joined(const Parts&... parts) {
  std::string text;
  (append(text, parts), ...);
  return text;
}

std::string name_of(Source source) {
  return joined("SAC ", std::size_t{source.sac}, " SIC ", std::size_t{source.sic});
}

// ---- what a radar says of itself -------------------------------------------------------------------------

struct Middle {
  double sum = 0.0;
  std::size_t count = 0;
  void add(const std::optional<double>& value) {
    if (!value) return;
    sum += *value;
    ++count;
  }
  [[nodiscard]] double mean() const { return sum / static_cast<double>(count); }
};

// Of one source: what its service messages and its plots tell beside the tracks.
struct Station {
  std::optional<std::array<double, 3>> place;  // latitude, longitude, height in metres
  bool moved = false;
  std::size_t strobes = 0, statuses = 0, bad_time = 0, inhibited = 0, storms = 0;
  std::string first_strobe;
  Middle period, range_difference, azimuth_difference;
  std::vector<double> latencies;  // seconds
  bool polar = false;             // it sends ranges and azimuths
};

class ServiceMessages {
public:
  void read(const Record& record, Station& station, std::optional<Duration> time) const {
    switch (record.edition().category) {
      case 2:
        station.period.add(old_period_.value(record));
        break;
      case 34:
        read_034(record, station, time);
        break;
      case 48:
        station.range_difference.add(range_difference_.value(record));
        station.azimuth_difference.add(azimuth_difference_.value(record));
        break;
      case 65:
        if (tracker_time_.bits(record)) ++station.statuses;
        if (tracker_time_.is_set(record)) ++station.bad_time;
        break;
      default:
        break;
    }
  }
  [[nodiscard]] std::optional<Duration> time(const Record& record) const {
    const unsigned category = record.edition().category;
    if (category == 2) return duration(old_time_.value(record));
    if (category == 34) return duration(time_.value(record));
    return std::nullopt;
  }

private:
  void read_034(const Record& record, Station& station, std::optional<Duration> time) const {
    const auto type = type_.bits(record);
    if (type == 4U || type == 6U || type == 7U) {
      if (station.strobes++ == 0 && time) {
        const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(*time);
        station.first_strobe = printed_utc({.at = Instant{ms}, .decimals = 0}).substr(11);
      }
    }
    if (type == 5U) ++station.storms;
    station.period.add(period_.value(record));
    if (bad_time_.bits(record)) ++station.statuses;
    if (bad_time_.is_set(record)) ++station.bad_time;
    if (inhibited_.is_set(record)) ++station.inhibited;
    const auto latitude = latitude_.value(record), longitude = longitude_.value(record);
    if (!latitude || !longitude) return;
    const std::array<double, 3> place{*latitude, *longitude, height_.value(record).value_or(0.0)};
    if (station.place && *station.place != place) station.moved = true;
    if (!station.place) station.place = place;
  }

  const Edition &e2_ = asterix::category_002(), &e34_ = asterix::category_034(),
                &e48_ = asterix::category_048(), &e65_ = asterix::category_065();
  Path old_period_{e2_, "041", "PERIOD"}, old_time_{e2_, "030", "ToD"}, type_{e34_, "000", "TYPE"},
      time_{e34_, "030", "ToD"}, period_{e34_, "041", "PERIOD"}, bad_time_{e34_, "050", "COM", "TSV"},
      inhibited_{e34_, "050", "COM", "NOGO"}, latitude_{e34_, "120", "LAT"}, longitude_{e34_, "120", "LON"},
      height_{e34_, "120", "HGT"}, range_difference_{e48_, "130", "RPD", "RPD"},
      azimuth_difference_{e48_, "130", "APD", "APD"}, tracker_time_{e65_, "040", "TSV"};
};

// ---- from reports to tracks ------------------------------------------------------------------------------

// Silence after which a track number is taken to be another aircraft's; trackers use them again.
constexpr Duration longest_silence{300.0};

class Tracks {
public:
  ImportedTrack& of(Source source, unsigned category, const Report& report) {
    if (!report.track_number) return tracks_[index_of(identified(source, category, report.address, report))];
    Number& number = numbers_[{.source = source, .category = category, .id = *report.track_number}];
    const bool silent =
        number.last && report.sighting.time && between(*number.last, *report.sighting.time) > longest_silence;
    if (number.ended || silent) {
      ++reused_;
      number = {.address = {}, .last = {}, .turn = number.turn + 1};
    }
    number.ended = report.last_of_track;
    if (report.sighting.time) number.last = report.sighting.time;
    if (!report.address && number.address) ++carried_;
    // The next report of a number is mostly of the track of the last.
    if (number.track == nothing || (report.address && report.address != number.address)) {
      if (report.address) number.address = report.address;
      Key key = identified(source, category, number.address, report);
      if (key.kind == Kind::track_number) key.turn = number.turn;
      number.track = index_of(key);
    }
    return tracks_[number.track];
  }

  [[nodiscard]] std::vector<ImportedTrack> take(Honesty& honesty) {
    std::map<std::string, std::set<std::string>> sensors;
    std::map<std::string, std::size_t> used;
    for (const ImportedTrack& track : tracks_) ++used[track.name];
    for (std::size_t i = 0; i < tracks_.size(); ++i) {
      ImportedTrack& track = tracks_[i];
      if (used[track.name] < 2) continue;
      sensors[track.name].insert(joined(track.sensor, " (", padded(categories_[i], 10, 3), ")"));
      track.name += joined(", ", track.sensor, " category ", padded(categories_[i], 10, 3));
    }
    std::size_t aircraft = 0;
    for (const auto& [name, seen_by] : sensors)
      if (seen_by.size() > 1 && name.size() == 6) ++aircraft;
    if (aircraft > 0)
      notice(honesty,
             joined(aircraft, " aircraft are in several sensors or categories; each has a track of its own"));
    if (reused_ > 0)
      notice(honesty, joined(reused_,
                             " times a track number was used again, after its last report or more than 5 min "
                             "of silence; a new track begins there"));
    if (carried_ > 0)
      assume(honesty,
             joined(carried_, " reports without an address belong to the aircraft of their track number"),
             "other reports of that number carry one", Sure::likely);
    if (by_code_ > 0)
      assume(honesty, joined(by_code_, " reports with the same Mode 3/A code are one aircraft's"),
             "they carry neither an address nor a track number", Sure::guessed);
    return std::move(tracks_);
  }

private:
  enum class Kind { address, track_number, mode_a, none };
  struct Key {
    Source source;
    unsigned category = 0;
    Kind kind = Kind::none;
    std::uint64_t id = 0;
    unsigned turn = 0;  // of a track number that is used again
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const {
      // Identities have 24 bits, and lie below what tells whose they are.
      const std::uint64_t whose = std::uint64_t{key.source.sac} << 56U |
                                  std::uint64_t{key.source.sic} << 48U | std::uint64_t{key.category} << 40U |
                                  static_cast<std::uint64_t>(key.kind) << 38U;
      return std::hash<std::uint64_t>{}((whose ^ key.id ^ std::uint64_t{key.turn} << 26U) *
                                        0x9E3779B97F4A7C15U);
    }
  };
  static constexpr std::size_t nothing = ~std::size_t{0};
  struct Number {
    std::optional<std::uint64_t> address;
    std::optional<Instant> last;
    unsigned turn = 0;
    bool ended = false;
    std::size_t track = nothing;
  };

  Key identified(Source source, unsigned category, const std::optional<std::uint64_t>& address,
                 const Report& report) {
    Key key{.source = source, .category = category};
    if (address) {
      key.kind = Kind::address;
      key.id = *address;
    } else if (report.track_number) {
      key.kind = Kind::track_number;
      key.id = *report.track_number;
    } else if (report.mode_a) {
      key.kind = Kind::mode_a;
      key.id = *report.mode_a;
      ++by_code_;
    }
    return key;
  }

  // A track is made for an identity that is met first.
  std::size_t index_of(const Key& key) {
    const auto [found, is_new] = index_.try_emplace(key, tracks_.size());
    if (is_new) {
      tracks_.push_back({.name = name_of(key), .sensor = exchange::name_of(key.source)});
      tracks_.back().kind = kind_of(key.category);
      categories_.push_back(key.category);
      if (key.kind == Kind::address) tracks_.back().address = padded(key.id, 16, 6);
    }
    return found->second;
  }

  static std::string name_of(const Key& key) {
    switch (key.kind) {
      case Kind::address:
        return padded(key.id, 16, 6);
      case Kind::track_number:
        return key.turn == 0 ? joined("track ", padded(key.id, 10, 4))
                             : joined("track ", padded(key.id, 10, 4), " (", key.turn + 1, ")");
      case Kind::mode_a:
        return joined("Mode A ", padded(key.id, 8, 4));
      case Kind::none:
        break;
    }
    return "without identity";
  }

  static incident::TrackClaim::Kind kind_of(unsigned category) {
    if (category == 62) return incident::TrackClaim::Kind::system_track;
    if (category == 21) return incident::TrackClaim::Kind::adsb;
    return incident::TrackClaim::Kind::plots;
  }

  std::vector<ImportedTrack> tracks_;
  std::vector<unsigned> categories_;
  std::unordered_map<Key, std::size_t, Hash> index_;
  std::unordered_map<Key, Number, Hash> numbers_;
  std::size_t reused_ = 0, carried_ = 0, by_code_ = 0;
};

// The full time that category 002 tells first, for reports that stand before it.
using FirstTimes = std::map<Source, Duration>;

class Importer final : public asterix::Listener {
public:
  Importer(std::optional<std::chrono::sys_days> day, const FirstTimes& known) : clock_{day} {
    for (const auto& [source, time] : known) clock_.full_time(source, time);
  }

  void hear(const Record& record, const Frame& frame) override {
    const Edition& edition = record.edition();
    Way& way = ways_[edition.category];
    if (way.edition == nullptr) way = way_into(edition);
    const Source source{static_cast<std::uint8_t>(way.sac->bits(record).value_or(0)),
                        static_cast<std::uint8_t>(way.sic->bits(record).value_or(0))};
    Station& station = station_of(source);
    const std::optional<Duration> service_time = services_.time(record);
    services_.read(record, station, service_time);
    if (edition.category == 2 && service_time) {
      clock_.full_time(source, *service_time);
      first_times_.try_emplace(source, *service_time);
    }
    count_what_is_not_read(record, way);
    if (way.interpreter == nullptr) return;
    ++honesty_.rows;
    if (edition.category == 48) read_date(record);
    Report report;
    way.interpreter->read(record, report);
    report.sighting.place = record.at() + 1;
    report.sighting.received = frame.received;
    set_moment(report, source, frame, station);
    if (!report.trouble.empty()) return skip(honesty_, report.trouble, report.sighting.place);
    ++honesty_.used;
    if (report.suspect) ++suspect_;
    station.polar = station.polar || report.sighting.polar;
    ImportedTrack& track = tracks_.of(source, edition.category, report);
    if (track.callsign.empty() && report.callsign)
      track.callsign = asterix::text_of(asterix::letters("IDENT"), *report.callsign);
    if (track.squawk.empty() && report.mode_a) track.squawk = squawk(padded(*report.mode_a, 8, 4));
    track.sightings.push_back(std::move(report.sighting));
  }
  void trouble(const asterix::Trouble& trouble) override {
    skip(honesty_, trouble.what, trouble.at + 1);
    passed_over_ += trouble.passed_over;
  }
  void unknown_category(unsigned category, std::size_t at) override {
    skip(honesty_, joined("blocks of category ", padded(category, 10, 3), ", which is not read"), at + 1);
  }
  void passed_over(std::string_view why, std::size_t at) override { skip(honesty_, why, at + 1); }

  [[nodiscard]] bool wants_first_times() const { return lacking_ > 0 && !first_times_.empty(); }
  [[nodiscard]] const FirstTimes& first_times() const { return first_times_; }

  Imported finish(asterix::Framing framing) {
    Imported imported{.format = "ASTERIX", .datum = "WGS 84"};
    imported.honesty.counted_in = "byte";
    imported.tracks = tracks_.take(honesty_);
    assume(honesty_, "times are UTC", "ASTERIX says so", Sure::stated);
    assume(honesty_, joined("the recording is wrapped as ", asterix::name_of(framing)), "its lengths fit",
           Sure::likely);
    for (const Way& way : ways_)
      if (way.edition != nullptr)
        assume(honesty_,
               joined("category ", padded(way.edition->category, 10, 3), " is read as edition ",
                      way.edition->name),
               joined("editions ", way.edition->covers, " are laid out alike"), Sure::likely);
    if (undated_ > 0)
      notice(honesty_, joined(undated_, " reports have a time of day and no day: say which day it was"));
    if (completed_ > 0)
      assume(honesty_,
             joined(completed_, " times that were sent modulo 512 s are those next to the radar's full time"),
             "category 001 is meant to be read so", Sure::likely);
    if (passed_over_ > 0)
      notice(honesty_,
             joined(passed_over_, " bytes were passed over, because they are damaged or no ASTERIX"));
    if (suspect_ > 0)
      notice(honesty_, joined(suspect_, " reports are marked as suspect by the station that sent them"));
    if (expansions_not_read_ + specials_not_read_ > 0)
      notice(honesty_,
             joined(expansions_not_read_, " fields RE and ", specials_not_read_,
                    " fields SP hold what their users agreed on, or a later edition: passed over by their "
                    "length; recon asterix prints their bytes"));
    if (mode_5_positions_ > 0)
      notice(honesty_, joined(mode_5_positions_,
                              " plots carry a position that the aircraft sent in Mode 5 (I048/RE): the track "
                              "is the radar's; recon asterix prints both"));
    for (const auto& [source, station] : stations_) tell(source, station);
    imported.honesty = std::move(honesty_);
    return imported;
  }

private:
  // What is found once for a category.
  struct Way {
    const Edition* edition = nullptr;
    std::optional<Path> sac, sic;
    std::unique_ptr<const Interpreter> interpreter;
    std::uint64_t expansion = 0, special = 0;  // the items RE and SP, as bits
  };
  static Way way_into(const Edition& edition) {
    Way way{&edition, Path{edition, "010", "SAC"}, Path{edition, "010", "SIC"}, interpreter_of(edition)};
    for (std::size_t i = 0; i < edition.items.size(); ++i) {
      if (edition.items[i].name == "RE") way.expansion = std::uint64_t{1} << i;
      if (edition.items[i].name == "SP") way.special = std::uint64_t{1} << i;
    }
    return way;
  }

  void count_what_is_not_read(const Record& record, const Way& way) {
    if ((record.items() & way.expansion) != 0) ++expansions_not_read_;
    if ((record.items() & way.special) != 0) ++specials_not_read_;
    if (record.edition().category == 48 && (sent_latitude_.bits(record) || newly_sent_latitude_.bits(record)))
      ++mode_5_positions_;
  }

  // Radars that count plots may write the day beside them.
  void read_date(const Record& record) {
    if (clock_.has_day()) return;
    const auto digits = date_.bits(record);
    if (!digits) return;
    const std::string text = padded(*digits, 16, 8);
    const auto day = day_of(text, DayOrder::day_first);
    if (!day) return;
    clock_.begin(std::chrono::sys_days{*day});
    assume(honesty_,
           "the recording begins on " + printed_utc({Instant{std::chrono::sys_days{*day}}, 0}).substr(0, 10),
           "its plots say so (I048/RE CPC)", Sure::stated);
  }

  // Reports of one source mostly follow one another.
  Station& station_of(Source source) {
    if (last_station_ == nullptr || last_source_ != source) {
      last_source_ = source;
      last_station_ = &stations_[source];
    }
    return *last_station_;
  }

  void set_moment(Report& report, Source source, const Frame& frame, Station& station) {
    if (!report.time_of_day) return;
    if (report.truncated) {
      report.time_of_day = clock_.complete(source, *report.time_of_day, frame.received);
      if (!report.time_of_day) {
        ++lacking_;
        report.trouble = "a time modulo 512 s, and no full time of the radar to complete it";
        return;
      }
      ++completed_;
    }
    if (*report.time_of_day >= seconds(86'400)) {
      report.trouble = "a time of day of 24 h or more";
      return;
    }
    const std::optional<Instant> when = clock_.at(source, *report.time_of_day, frame.received);
    if (when) {
      set_time(report.sighting, {.at = *when, .decimals = 3});
      if (frame.received) station.latencies.push_back(in_seconds(between(*when, *frame.received)));
    } else {
      ++undated_;
      using Milliseconds = std::chrono::duration<std::int32_t, std::milli>;
      report.sighting.time_of_day = std::chrono::round<Milliseconds>(*report.time_of_day);
      report.sighting.decimals.time = 3;
    }
  }

  void tell(Source source, const Station& station) {
    const std::string name = name_of(source);
    if (station.place) {
      const auto [latitude, longitude, high] = *station.place;
      notice(honesty_,
             joined(name, " says that it stands at ",
                    printed_position(fixed(latitude, 5), fixed(longitude, 5)), ", ", fixed(high, 0), " m"));
      if (station.moved) notice(honesty_, name + " says different places of itself; the first is told");
    } else if (const auto site = station.polar ? listed(source) : std::nullopt) {
      notice(honesty_, joined(name, " stands at ", printed_position(site->latitude, site->longitude),
                              site->height_m.empty() ? "" : ", " + site->height_m + " m", " by ",
                              site->source, " (data/sensors)"));
    } else if (station.polar) {
      notice(honesty_, name +
                           " does not say where it stands: its plots are ranges and azimuths about a place "
                           "that has to be given");
    }
    if (station.period.count > 0)
      notice(honesty_, joined(name, " turns once in ", fixed(station.period.mean(), 2), " s"));
    if (station.range_difference.count > 0 && station.azimuth_difference.count > 0)
      notice(honesty_, joined(name, ": primary less secondary radar ",
                              with_sign(in_metres(nautical_miles(station.range_difference.mean())), 0),
                              " m and ", with_sign(station.azimuth_difference.mean(), 3), "° (mean of ",
                              station.azimuth_difference.count, " plots)"));
    if (station.strobes > 0)
      notice(honesty_, joined(name, " reports jamming, ", station.strobes, " strobes",
                              station.first_strobe.empty() ? "" : ", the first at " + station.first_strobe));
    if (station.storms > 0)
      notice(honesty_, joined(name, " reports a solar storm ", station.storms, " times"));
    if (station.bad_time > 0)
      notice(honesty_, joined(name, " calls its own clock invalid in ", station.bad_time, " of ",
                              station.statuses, " status messages"));
    if (station.inhibited > 0)
      notice(honesty_, joined(name, " says that its data are not released for use (", station.inhibited,
                              " status messages)"));
    tell_latency(name, station.latencies);
  }

  static std::optional<KnownSite> listed(Source source) {
    const load::Bytes table =
        load::read_bytes(load::data_folder() / "sensors" / "sites.csv", load::largest_case_file);
    return table.readable() ? known_site(table.bytes, source.sac, source.sic) : std::nullopt;
  }

  void tell_latency(const std::string& name, std::vector<double> latencies) {
    if (latencies.empty()) return;
    std::sort(latencies.begin(), latencies.end());
    const auto part = [&](double share) {
      return latencies[static_cast<std::size_t>(share * static_cast<double>(latencies.size() - 1))];
    };
    notice(honesty_, joined(name, ": recorded ", fixed(part(0.5), 2), " s after the measurement (median of ",
                            latencies.size(), "; ", fixed(part(0.05), 2), " to ", fixed(part(0.95), 2),
                            " s for 9 in 10, ", fixed(latencies.back(), 2), " s at most)"));
  }

  asterix::DayClock clock_;
  ServiceMessages services_;
  const Edition& e48_ = asterix::category_048();
  Path date_{e48_, "CPC", "DATE", "DATE"}, sent_latitude_{e48_, "MD5", "POS", "LAT"},
      newly_sent_latitude_{e48_, "M5N", "POS", "LAT"};
  Tracks tracks_;
  Honesty honesty_;
  std::array<Way, 256> ways_;
  std::map<Source, Station> stations_;
  Source last_source_;
  Station* last_station_ = nullptr;
  FirstTimes first_times_;
  std::size_t undated_ = 0, completed_ = 0, lacking_ = 0, suspect_ = 0, passed_over_ = 0,
              expansions_not_read_ = 0, specials_not_read_ = 0, mode_5_positions_ = 0;
};

void tell_choice(Honesty& honesty, const std::vector<asterix::EditionChoice>& choices) {
  if (choices.empty()) return;
  const asterix::EditionChoice& best = choices.front();
  std::string others;
  for (std::size_t i = 1; i < choices.size(); ++i)
    others +=
        joined("; ", choices[i].edition->name, " fits ", choices[i].sound, " of ", choices[i].looked_at);
  assume(honesty, joined("category 021 is laid out as in edition ", best.edition->name),
         joined(best.sound, " of the first ", best.looked_at, " records fit it", others), Sure::likely);
}

std::optional<std::chrono::sys_days> day_of(const ImportWish& wish) {
  if (wish.date.empty()) return std::nullopt;
  const auto date = read_date(wish.date);
  if (!date) throw load::UnreadableFile{"'" + wish.date + "' is not a date"};
  return std::chrono::sys_days{*date};
}

}  // namespace

bool is_asterix(std::string_view bytes) { return asterix::framing_of(bytes_of(bytes)).has_value(); }

Imported read_asterix(std::string_view bytes, const ImportWish& wish) {
  const asterix::Bytes file = bytes_of(bytes);
  const asterix::Framing framing = asterix::framing_of(file).value_or(asterix::Framing::raw);
  const std::optional<std::chrono::sys_days> day = day_of(wish);
  asterix::ReadOptions options;
  if (day) options.day = std::chrono::year_month_day{*day};
  constexpr std::size_t looked_at = 16U << 20U;
  const std::vector<asterix::EditionChoice> choices =
      asterix::compare_editions_of_021(file.first(std::min(file.size(), looked_at)), framing);
  if (!choices.empty()) options.editions.choose(*choices.front().edition);
  auto importer = std::make_unique<Importer>(day, FirstTimes{});
  asterix::read(file, framing, options, *importer);
  if (importer->wants_first_times()) {
    const FirstTimes known = importer->first_times();
    importer = std::make_unique<Importer>(day, known);
    asterix::read(file, framing, options, *importer);
  }
  Imported imported = importer->finish(framing);
  tell_choice(imported.honesty, choices);
  return imported;
}

std::optional<KnownSite> known_site(std::string_view table, unsigned sac, unsigned sic) {
  std::optional<KnownSite> found;
  std::size_t times = 0;
  for_each_row(table, ',', [&](std::span<const std::string_view> cells, std::size_t /*line*/) {
    constexpr std::size_t columns = 6;
    if (cells.size() < columns || cells[5].empty() || number(cells[0]) != sac || number(cells[1]) != sic)
      return true;
    if (!number(cells[2]) || !number(cells[3])) return true;
    ++times;
    found =
        KnownSite{std::string{cells[2]}, std::string{cells[3]}, std::string{cells[4]}, std::string{cells[5]}};
    return true;
  });
  return times == 1 ? found : std::nullopt;
}

}  // namespace recon::exchange
