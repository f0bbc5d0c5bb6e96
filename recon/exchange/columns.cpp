// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>

#include "recon/exchange/table.hpp"
#include "recon/units/text.hpp"

namespace recon::exchange {

namespace {

using Above = Sighting::Height::Above;
using Kind = incident::TrackClaim::Kind;

struct Alias {
  std::string_view name;
  Role role;
  Above above = Above::unsaid;
};

// Names with everything but letters and digits taken out. Names of one letter serve only where nothing
// longer tells the same.
constexpr std::array aliases{Alias{"time", Role::time},
                             Alias{"timestamp", Role::time},
                             Alias{"utc", Role::time},
                             Alias{"datetime", Role::time},
                             Alias{"dtg", Role::time},
                             Alias{"epoch", Role::time},
                             Alias{"snapshotid", Role::time},
                             Alias{"positiontime", Role::time},
                             Alias{"unixtime", Role::time},
                             Alias{"timeutc", Role::time},
                             Alias{"utctime", Role::time},
                             Alias{"when", Role::time},
                             Alias{"tod", Role::time},
                             Alias{"timeofday", Role::time},
                             Alias{"secondsoftheday", Role::time},
                             Alias{"secondsofday", Role::time},
                             Alias{"t", Role::time},
                             Alias{"zeit", Role::time},
                             Alias{"heure", Role::time},
                             Alias{"saat", Role::time},
                             Alias{"zaman", Role::time},
                             Alias{"время", Role::time},
                             Alias{"date", Role::day},
                             Alias{"day", Role::day},
                             Alias{"tarih", Role::day},
                             Alias{"дата", Role::day},
                             Alias{"datum", Role::day},
                             Alias{"received", Role::received},
                             Alias{"receivertime", Role::received},
                             Alias{"receivedtime", Role::received},
                             Alias{"logged", Role::received},
                             Alias{"loggedtime", Role::received},
                             Alias{"latitude", Role::latitude},
                             Alias{"lat", Role::latitude},
                             Alias{"phi", Role::latitude},
                             Alias{"y", Role::latitude},
                             Alias{"enlem", Role::latitude},
                             Alias{"широта", Role::latitude},
                             Alias{"breite", Role::latitude},
                             Alias{"longitude", Role::longitude},
                             Alias{"lon", Role::longitude},
                             Alias{"long", Role::longitude},
                             Alias{"lng", Role::longitude},
                             Alias{"x", Role::longitude},
                             Alias{"lambda", Role::longitude},
                             Alias{"boylam", Role::longitude},
                             Alias{"долгота", Role::longitude},
                             Alias{"länge", Role::longitude},
                             Alias{"position", Role::position},
                             Alias{"latlon", Role::position},
                             Alias{"latlong", Role::position},
                             Alias{"coordinates", Role::position},
                             Alias{"coords", Role::position},
                             Alias{"konum", Role::position},
                             Alias{"координаты", Role::position},
                             Alias{"pos", Role::position},
                             Alias{"latitudelongitude", Role::position},
                             Alias{"range", Role::range},
                             Alias{"rho", Role::range},
                             Alias{"slantrange", Role::range},
                             Alias{"distance", Role::range},
                             Alias{"rng", Role::range},
                             Alias{"menzil", Role::range},
                             Alias{"mesafe", Role::range},
                             Alias{"дальность", Role::range},
                             Alias{"azimuth", Role::azimuth},
                             Alias{"az", Role::azimuth},
                             Alias{"theta", Role::azimuth},
                             Alias{"bearing", Role::azimuth},
                             Alias{"azimut", Role::azimuth},
                             Alias{"азимут", Role::azimuth},
                             Alias{"elevation", Role::elevation},
                             Alias{"altitude", Role::height},
                             Alias{"alt", Role::height},
                             Alias{"height", Role::height},
                             Alias{"h", Role::height},
                             Alias{"z", Role::height},
                             Alias{"irtifa", Role::height},

                             Alias{"yükseklik", Role::height},
                             Alias{"yukseklik", Role::height},
                             Alias{"высота", Role::height},
                             Alias{"höhe", Role::height},
                             Alias{"altbaro", Role::height, Above::standard_pressure},
                             Alias{"baroaltitude", Role::height, Above::standard_pressure},
                             Alias{"baroalt", Role::height, Above::standard_pressure},
                             Alias{"pressurealtitude", Role::height, Above::standard_pressure},
                             Alias{"pressalt", Role::height, Above::standard_pressure},
                             Alias{"modec", Role::height, Above::standard_pressure},
                             Alias{"altitudebaro", Role::height, Above::standard_pressure},
                             Alias{"altmsl", Role::height, Above::sea_level},
                             Alias{"altitudemsl", Role::height, Above::sea_level},
                             Alias{"fl", Role::flight_level},
                             Alias{"flightlevel", Role::flight_level},
                             Alias{"altgeom", Role::second_height, Above::ellipsoid},
                             Alias{"geoaltitude", Role::second_height, Above::ellipsoid},
                             Alias{"geoalt", Role::second_height, Above::ellipsoid},
                             Alias{"gnssaltitude", Role::second_height, Above::ellipsoid},
                             Alias{"gpsaltitude", Role::second_height},
                             Alias{"hae", Role::second_height, Above::ellipsoid},
                             Alias{"altitudegeo", Role::second_height, Above::ellipsoid},
                             Alias{"agl", Role::ground_height, Above::ground},
                             Alias{"altitudeagl", Role::ground_height, Above::ground},
                             Alias{"heightagl", Role::ground_height, Above::ground},
                             Alias{"gs", Role::speed},
                             Alias{"groundspeed", Role::speed},
                             Alias{"speed", Role::speed},
                             Alias{"velocity", Role::speed},
                             Alias{"spd", Role::speed},
                             Alias{"hız", Role::speed},
                             Alias{"скорость", Role::speed},
                             Alias{"track", Role::course},
                             Alias{"course", Role::course},
                             Alias{"cog", Role::course},
                             Alias{"heading", Role::course},
                             Alias{"direction", Role::course},
                             Alias{"truetrack", Role::course},
                             Alias{"vs", Role::climb},
                             Alias{"vertspeed", Role::climb},
                             Alias{"verticalspeed", Role::climb},
                             Alias{"vertrate", Role::climb},
                             Alias{"verticalrate", Role::climb},
                             Alias{"barorate", Role::climb},
                             Alias{"vspeed", Role::climb},
                             Alias{"climb", Role::climb},
                             Alias{"accuracy", Role::accuracy},
                             Alias{"sigma", Role::accuracy},
                             Alias{"error", Role::accuracy},
                             Alias{"hdop", Role::hdop},
                             Alias{"nacp", Role::nac_p},
                             Alias{"nucp", Role::nuc_p},
                             Alias{"nic", Role::nic},
                             Alias{"rc", Role::rc},
                             Alias{"icao24", Role::address},
                             Alias{"icao", Role::address},
                             Alias{"hex", Role::address},
                             Alias{"modes", Role::address},
                             Alias{"address", Role::address},
                             Alias{"hexident", Role::address},
                             Alias{"callsign", Role::callsign},
                             Alias{"flight", Role::callsign},
                             Alias{"ident", Role::callsign},
                             Alias{"squawk", Role::squawk},
                             Alias{"mode3a", Role::squawk},
                             Alias{"modea", Role::squawk},
                             Alias{"mode3", Role::squawk},
                             Alias{"registration", Role::registration},
                             Alias{"reg", Role::registration},
                             Alias{"tail", Role::registration},
                             Alias{"type", Role::type},
                             Alias{"aircrafttype", Role::type},
                             Alias{"typecode", Role::type},
                             Alias{"trackid", Role::track},
                             Alias{"trackno", Role::track},
                             Alias{"tracknumber", Role::track},
                             Alias{"flightid", Role::track},
                             Alias{"id", Role::track},
                             Alias{"trk", Role::track},
                             Alias{"sensor", Role::sensor},
                             Alias{"site", Role::sensor},
                             Alias{"radar", Role::sensor},
                             Alias{"sic", Role::sensor},
                             Alias{"radarid", Role::sensor},
                             Alias{"onground", Role::on_ground},
                             Alias{"ground", Role::on_ground}};

// Units that stand in a header, with everything but letters, digits and "/" taken out.
constexpr std::array<std::string_view, 35> units{
    "feet",    "ft",  "metres",   "meters",   "nm",   "nmi", "km",    "m",      "m/s",
    "ms",      "kts", "kt",       "knots",    "km/h", "kmh", "fpm",   "ft/min", "deg",
    "degrees", "dd",  "mils6400", "mils6000", "utc",  "gmt", "local", "msk",    "z",
    "lt",      "s",   "sec",      "seconds",  "mi",   "м",   "mils",  "mil"};

bool is_letter_of_utf8(char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; }

// Lower case, also of Cyrillic and of the few Latin letters that Turkish headers have.
std::string lowered(std::string_view text) {
  std::string out = lower_case(text);
  // The dotted capital of Turkish has no single small letter but i.
  for (std::size_t at = out.find("\xC4\xB0"); at != std::string::npos; at = out.find("\xC4\xB0", at))
    out.replace(at, 2, "i");
  for (std::size_t i = 0; i + 1 < out.size(); ++i) {
    const auto lead = static_cast<unsigned char>(out[i]), next = static_cast<unsigned char>(out[i + 1]);
    if (lead == 0xD0 && next >= 0x90 && next <= 0x9F) out[i + 1] = static_cast<char>(next + 0x20);
    if (lead == 0xD0 && next >= 0xA0 && next <= 0xAF) {
      out[i] = static_cast<char>(0xD1);
      out[i + 1] = static_cast<char>(next - 0x20);
    }
    if (lead == 0xC3 && next >= 0x80 && next <= 0x9E) out[i + 1] = static_cast<char>(next + 0x20);
    if (lead >= 0xC3) ++i;
  }
  return out;
}

std::string packed(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (is_digit(c) || is_letter(c) || is_letter_of_utf8(c)) out += c;
  return out;
}

const Alias* alias(std::string_view name) {
  const auto* const found =
      std::find_if(aliases.begin(), aliases.end(), [&](const Alias& a) { return a.name == name; });
  return found == aliases.end() ? nullptr : found;
}

bool is_unit(std::string_view word) {
  return std::find(units.begin(), units.end(), word) != units.end() || word.starts_with("utc") ||
         word.starts_with("gmt");
}

// "Altitude [ft]", "altitude_ft", "alt (m)", "time_utc", "Rng/NM" into a name and a unit.
std::pair<std::string, std::string> name_and_unit(std::string_view header) {
  const std::string text = lowered(trimmed(header));
  const std::size_t bracket = text.find_first_of("([{");
  if (bracket != std::string::npos && bracket > 0) {
    const std::size_t end = text.find_first_of(")]}", bracket);
    const std::string inside =
        text.substr(bracket + 1, end == std::string::npos ? std::string::npos : end - bracket - 1);
    return {packed(std::string_view{text}.substr(0, bracket)), std::string{trimmed(inside)}};
  }
  if (alias(packed(text)) != nullptr) return {packed(text), ""};
  const std::size_t split = text.find_last_of("_ ,/");
  if (split != std::string::npos && is_unit(std::string_view{text}.substr(split + 1)))
    return {packed(std::string_view{text}.substr(0, split)), text.substr(split + 1)};
  return {packed(text), ""};
}

bool same_unit_of_angle(std::string_view unit) { return unit == "deg" || unit == "degrees" || unit == "dd"; }

Column column_of(std::string_view header) {
  auto [name, unit] = name_and_unit(header);
  Column column{.role = Role::other, .header = std::string{trimmed(header)}, .unit = unit};
  const Alias* found = alias(name);
  if (found == nullptr) return column;
  column.role = found->role;
  column.above = found->above;
  if (same_unit_of_angle(unit) && (column.role == Role::latitude || column.role == Role::longitude))
    column.unit.clear();
  if (column.role == Role::height) {
    if (unit.find("msl") != std::string::npos || unit.find("amsl") != std::string::npos)
      column.above = Above::sea_level;
    if (unit.find("hae") != std::string::npos || unit.find("wgs") != std::string::npos)
      column.above = Above::ellipsoid;
    if (unit == "fl") column.role = Role::flight_level;
    column.unit = unit.substr(0, unit.find_first_of(" ,"));
  }
  // "utc" as a header is its own clock; a header "timestamp (UTC)" has it in brackets.
  if (column.role == Role::time && (name == "utc" || name == "timeutc" || name == "utctime"))
    column.unit = "UTC";
  return column;
}

// One column for each role: the first whose name says most wins; others are left unread and told.
void settle(Layout& layout) {
  const auto rival = [&](std::size_t i) {
    for (std::size_t j = 0; j < layout.columns.size(); ++j) {
      if (i == j || layout.columns[i].role != layout.columns[j].role) continue;
      const bool longer = layout.columns[j].header.size() > 1 && layout.columns[i].header.size() == 1;
      const bool as_long = (layout.columns[j].header.size() > 1) == (layout.columns[i].header.size() > 1);
      if (longer || (as_long && j < i)) return true;
    }
    return false;
  };
  std::vector<bool> lost(layout.columns.size());
  for (std::size_t i = 0; i < lost.size(); ++i) lost[i] = layout.columns[i].role != Role::other && rival(i);
  for (std::size_t i = 0; i < lost.size(); ++i)
    if (lost[i]) layout.columns[i].role = Role::other;
}

bool has(const Layout& layout, Role role) {
  return std::any_of(layout.columns.begin(), layout.columns.end(),
                     [&](const Column& column) { return column.role == role; });
}

void change(Layout& layout, Role from, Role to) {
  for (Column& column : layout.columns)
    if (column.role == from) column.role = to;
}

}  // namespace

const std::vector<KnownTable>& known_tables() {
  using C = Column;
  const auto ft = [](Role role, Above above) {
    return C{.role = role, .header = {}, .unit = "ft", .above = above};
  };
  const auto m = [](Role role, Above above) {
    return C{.role = role, .header = {}, .unit = "m", .above = above};
  };
  const auto in = [](Role role, std::string unit) {
    return C{.role = role, .header = {}, .unit = std::move(unit)};
  };
  static const std::vector<KnownTable> tables{
      {"Flightradar24 CSV",
       "fr24",
       {"timestamp", "utc", "callsign", "position", "altitude", "speed", "direction"},
       {{"timestamp", in(Role::time, "UTC")},
        {"utc", in(Role::other, "")},
        {"altitude", ft(Role::height, Above::standard_pressure)},
        {"speed", in(Role::speed, "kt")},
        {"direction", in(Role::course, "")}},
       Kind::adsb,
       "WGS 84"},
      {"Flightradar24 granular CSV",
       "fr24-granular",
       {"network_time", "receiver_time", "no_position"},
       {{"network_time", in(Role::time, "UTC")},
        {"receiver_time", in(Role::received, "UTC")},
        {"no_position", in(Role::has_position, "")},
        {"altitude", ft(Role::height, Above::standard_pressure)},
        {"speed", in(Role::speed, "kt")},
        {"vspeed", in(Role::climb, "fpm")},
        {"on_ground", in(Role::on_ground, "")},
        {"track", in(Role::course, "")}},
       Kind::adsb,
       "WGS 84"},
      {"Flightradar24 archive CSV",
       "fr24-archive",
       {"snapshot_id", "altitude", "heading", "latitude", "longitude"},
       {{"snapshot_id", in(Role::time, "UTC")},
        {"altitude", ft(Role::height, Above::standard_pressure)},
        {"speed", in(Role::speed, "kt")},
        {"vert_speed", in(Role::climb, "fpm")},
        {"radar_id", in(Role::other, "")},
        {"aircraft_id", C{.role = Role::address, .header = {}, .unit = {}, .decimal_address = true}}},
       Kind::adsb,
       "WGS 84"},
      {"OpenSky state vectors",
       "opensky",
       {"time", "icao24", "lat", "lon", "baroaltitude", "lastposupdate"},
       {{"time", in(Role::time, "UTC")},
        {"lastposupdate", in(Role::position_time, "UTC")},
        {"lastcontact", in(Role::other, "")},
        {"hour", in(Role::other, "")},
        {"baroaltitude", m(Role::height, Above::standard_pressure)},
        {"geoaltitude", m(Role::second_height, Above::ellipsoid)},
        {"velocity", in(Role::speed, "m/s")},
        {"vertrate", in(Role::climb, "m/s")},
        {"heading", in(Role::course, "")}},
       Kind::adsb,
       "WGS 84"},
      {"Flightradar24 playback",
       "fr24-playback",
       {"timestamp", "latitude", "longitude", "altitude.feet"},
       {{"timestamp", in(Role::time, "UTC")},
        {"altitude.feet", ft(Role::height, Above::standard_pressure)},
        {"altitude.meters", in(Role::other, "")},
        {"speed.kts", in(Role::speed, "kt")},
        {"verticalspeed.fpm", in(Role::climb, "fpm")},
        {"heading", in(Role::course, "")}},
       Kind::adsb,
       "WGS 84"},
      {"saved by traffic",
       "traffic",
       {"timestamp", "icao24", "latitude", "longitude", "altitude", "groundspeed"},
       {{"altitude", ft(Role::height, Above::standard_pressure)},
        {"geoaltitude", ft(Role::second_height, Above::ellipsoid)},
        {"groundspeed", in(Role::speed, "kt")},
        {"vertical_rate", in(Role::climb, "fpm")},
        {"track", in(Role::course, "")},
        {"flight_id", in(Role::track, "")},
        {"last_position", in(Role::position_time, "UTC")}},
       Kind::adsb,
       "WGS 84"},
  };
  return tables;
}

std::optional<Layout> layout_of(std::span<const std::string_view> header) {
  std::vector<std::string> names;
  for (const std::string_view cell : header) names.push_back(lower_case(trimmed(cell)));
  Layout layout;
  for (const std::string_view cell : header) layout.columns.push_back(column_of(cell));
  for (const KnownTable& known : known_tables()) {
    const bool all = std::all_of(known.header.begin(), known.header.end(), [&](std::string_view name) {
      return std::find(names.begin(), names.end(), name) != names.end();
    });
    if (!all) continue;
    layout.known = &known;
    layout.title = known.title;
    layout.kind = known.kind;
    layout.datum = known.datum;
    for (std::size_t i = 0; i < names.size(); ++i)
      for (const auto& [name, column] : known.columns)
        if (names[i] == name) {
          std::string kept = std::move(layout.columns[i].header);
          layout.columns[i] = column;
          layout.columns[i].header = std::move(kept);
        }
    break;
  }
  settle(layout);
  // A day beside a time makes that time a time of day.
  if (has(layout, Role::day) && has(layout, Role::time)) change(layout, Role::time, Role::time_of_day);
  // "date" alone holds both as often as not.
  if (has(layout, Role::day) && !has(layout, Role::time_of_day)) change(layout, Role::day, Role::time);
  if (!has(layout, Role::height) && has(layout, Role::second_height))
    change(layout, Role::second_height, Role::height);
  const bool placed = has(layout, Role::position) ||
                      (has(layout, Role::latitude) && has(layout, Role::longitude)) ||
                      (has(layout, Role::range) && has(layout, Role::azimuth));
  if (!placed) return std::nullopt;
  return layout;
}

}  // namespace recon::exchange
