// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "recon/exchange/digits.hpp"
#include "recon/exchange/table.hpp"
#include "recon/exchange/times.hpp"
#include "recon/geo/datum.hpp"
#include "recon/units/clock.hpp"
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

// Names with everything but letters and digits taken out, in small letters. Names of one letter serve only
// where nothing longer tells the same.
// By to_array, for deducing std::array from so many is a longer fold than clang takes.
constexpr auto aliases = std::to_array<Alias>({
    // time
    Alias{"time", Role::time},
    Alias{"timestamp", Role::time},
    Alias{"utc", Role::time},
    Alias{"datetime", Role::time},
    Alias{"dateandtime", Role::time},
    Alias{"dtg", Role::time},
    Alias{"epoch", Role::time},
    Alias{"snapshotid", Role::time},
    Alias{"positiontime", Role::time},
    Alias{"updatetime", Role::time},
    Alias{"unixtime", Role::time},
    Alias{"timeutc", Role::time},
    Alias{"utctime", Role::time},
    Alias{"when", Role::time},
    Alias{"tod", Role::time},
    Alias{"timeofday", Role::time},
    Alias{"localtime", Role::time},
    Alias{"secondsoftheday", Role::time},
    Alias{"secondsofday", Role::time},
    Alias{"elapsed", Role::time},
    Alias{"путеваяскорость", Role::speed},
    Alias{"dateheure", Role::time},
    Alias{"datetimeutc", Role::time},
    Alias{"secondsafterevent", Role::time},
    Alias{"elapsedtime", Role::time},
    Alias{"t", Role::time},
    Alias{"zeit", Role::time},
    Alias{"uhrzeit", Role::time},
    Alias{"ortszeit", Role::time},
    Alias{"zeitstempel", Role::time},
    Alias{"datumuhrzeit", Role::time},
    Alias{"datumzeit", Role::time},
    Alias{"heure", Role::time},
    Alias{"saat", Role::time},
    Alias{"zaman", Role::time},
    Alias{"tarihsaat", Role::time},
    Alias{"tarihvesaat", Role::time},
    Alias{"yerelsaat", Role::time},
    Alias{"время", Role::time},
    Alias{"датавремя", Role::time},
    Alias{"датаивремя", Role::time},
    Alias{"местноевремя", Role::time},
    Alias{"date", Role::day},
    Alias{"day", Role::day},
    Alias{"tarih", Role::day},
    Alias{"дата", Role::day},
    Alias{"datum", Role::day},
    Alias{"year", Role::year},
    Alias{"yıl", Role::year},
    Alias{"год", Role::year},
    Alias{"jahr", Role::year},
    Alias{"month", Role::month},
    Alias{"ay", Role::month},
    Alias{"месяц", Role::month},
    Alias{"monat", Role::month},
    Alias{"gün", Role::day_of_month},
    Alias{"день", Role::day_of_month},
    Alias{"tag", Role::day_of_month},
    Alias{"hour", Role::hour},
    Alias{"hours", Role::hour},
    Alias{"hh", Role::hour},
    Alias{"час", Role::hour},
    Alias{"stunde", Role::hour},
    Alias{"minute", Role::minute},
    Alias{"minutes", Role::minute},
    Alias{"min", Role::minute},
    Alias{"mm", Role::minute},
    Alias{"dakika", Role::minute},
    Alias{"минута", Role::minute},
    Alias{"second", Role::second},
    Alias{"seconds", Role::second},
    Alias{"sec", Role::second},
    Alias{"ss", Role::second},
    Alias{"saniye", Role::second},
    Alias{"секунда", Role::second},
    Alias{"sekunde", Role::second},
    Alias{"received", Role::received},
    Alias{"receivertime", Role::received},
    Alias{"receivedtime", Role::received},
    Alias{"logged", Role::received},
    Alias{"loggedtime", Role::received},
    // place
    Alias{"latitude", Role::latitude},
    Alias{"lat", Role::latitude},
    Alias{"phi", Role::latitude},
    Alias{"y", Role::latitude},
    Alias{"tplat", Role::latitude},  // of a target, beside those of its sensor
    Alias{"enlem", Role::latitude},
    Alias{"широта", Role::latitude},
    Alias{"breite", Role::latitude},
    Alias{"breitengrad", Role::latitude},
    Alias{"longitude", Role::longitude},
    Alias{"lon", Role::longitude},
    Alias{"long", Role::longitude},
    Alias{"lng", Role::longitude},
    Alias{"x", Role::longitude},
    Alias{"tplon", Role::longitude},
    Alias{"lambda", Role::longitude},
    Alias{"boylam", Role::longitude},
    Alias{"долгота", Role::longitude},
    Alias{"länge", Role::longitude},
    Alias{"laenge", Role::longitude},
    Alias{"längengrad", Role::longitude},
    Alias{"laengengrad", Role::longitude},
    Alias{"latmin", Role::latitude_minutes},
    Alias{"latminutes", Role::latitude_minutes},
    Alias{"latitudeminutes", Role::latitude_minutes},
    Alias{"latsec", Role::latitude_seconds},
    Alias{"latseconds", Role::latitude_seconds},
    Alias{"latitudeseconds", Role::latitude_seconds},
    Alias{"latdir", Role::latitude_letter},
    Alias{"lathem", Role::latitude_letter},
    Alias{"latref", Role::latitude_letter},
    Alias{"ns", Role::latitude_letter},
    Alias{"lonmin", Role::longitude_minutes},
    Alias{"lonminutes", Role::longitude_minutes},
    Alias{"longmin", Role::longitude_minutes},
    Alias{"longitudeminutes", Role::longitude_minutes},
    Alias{"lonsec", Role::longitude_seconds},
    Alias{"lonseconds", Role::longitude_seconds},
    Alias{"longsec", Role::longitude_seconds},
    Alias{"longitudeseconds", Role::longitude_seconds},
    Alias{"londir", Role::longitude_letter},
    Alias{"longdir", Role::longitude_letter},
    Alias{"lonhem", Role::longitude_letter},
    Alias{"lonref", Role::longitude_letter},
    Alias{"ew", Role::longitude_letter},
    Alias{"position", Role::position},
    Alias{"latlon", Role::position},
    Alias{"latlong", Role::position},
    Alias{"latlng", Role::position},
    Alias{"lonlat", Role::position},
    Alias{"lnglat", Role::position},
    Alias{"longitudelatitude", Role::position},
    Alias{"coordinates", Role::position},
    Alias{"coordinate", Role::position},
    Alias{"coords", Role::position},
    Alias{"konum", Role::position},
    Alias{"koordinat", Role::position},
    Alias{"koordinatlar", Role::position},
    Alias{"enlemboylam", Role::position},
    Alias{"boylamenlem", Role::position},
    Alias{"координаты", Role::position},
    Alias{"широтадолгота", Role::position},
    Alias{"долготаширота", Role::position},
    Alias{"koordinaten", Role::position},
    Alias{"pos", Role::position},
    Alias{"latitudelongitude", Role::position},
    Alias{"mgrs", Role::position},
    Alias{"utm", Role::position},
    Alias{"gridreference", Role::position},
    Alias{"gridref", Role::position},
    Alias{"gridsquare", Role::position},
    Alias{"wkt", Role::position},
    Alias{"geometry", Role::position},
    Alias{"easting", Role::easting},
    Alias{"e", Role::easting},
    Alias{"utme", Role::easting},
    Alias{"utmx", Role::easting},
    Alias{"utmeasting", Role::easting},
    Alias{"rechtswert", Role::easting},
    Alias{"у", Role::easting},  // Cyrillic
    Alias{"northing", Role::northing},
    Alias{"n", Role::northing},
    Alias{"utmn", Role::northing},
    Alias{"utmy", Role::northing},
    Alias{"utmnorthing", Role::northing},
    Alias{"hochwert", Role::northing},
    Alias{"х", Role::northing},  // Cyrillic
    Alias{"zone", Role::zone},
    Alias{"utmzone", Role::zone},
    Alias{"gridzone", Role::zone},
    Alias{"зона", Role::zone},
    Alias{"band", Role::zone_letter},
    Alias{"hemisphere", Role::zone_letter},
    Alias{"range", Role::range},
    Alias{"rho", Role::range},
    Alias{"slantrange", Role::range},
    Alias{"distance", Role::range},
    Alias{"rng", Role::range},
    Alias{"menzil", Role::range},
    Alias{"mesafe", Role::range},
    Alias{"дальность", Role::range},
    Alias{"entfernung", Role::range},
    Alias{"azimuth", Role::azimuth},
    Alias{"az", Role::azimuth},
    Alias{"theta", Role::azimuth},
    Alias{"bearing", Role::azimuth},
    Alias{"azimut", Role::azimuth},
    Alias{"азимут", Role::azimuth},
    Alias{"peilung", Role::azimuth},
    Alias{"elevation", Role::elevation},
    Alias{"elevationangle", Role::elevation},
    Alias{"elev", Role::elevation},
    Alias{"ele", Role::elevation},
    Alias{"el", Role::elevation},
    Alias{"yükseliş", Role::elevation},
    Alias{"уголместа", Role::elevation},
    Alias{"elevationswinkel", Role::elevation},
    // height
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
    Alias{"hoehe", Role::height},
    Alias{"flughöhe", Role::height},
    Alias{"altbaro", Role::height, Above::standard_pressure},
    Alias{"baroaltitude", Role::height, Above::standard_pressure},
    Alias{"baroalt", Role::height, Above::standard_pressure},
    Alias{"barometricaltitude", Role::height, Above::standard_pressure},
    Alias{"pressurealtitude", Role::height, Above::standard_pressure},
    Alias{"pressalt", Role::height, Above::standard_pressure},
    Alias{"modec", Role::height, Above::standard_pressure},
    Alias{"altitudebaro", Role::height, Above::standard_pressure},
    Alias{"altmsl", Role::height, Above::sea_level},
    Alias{"altitudemsl", Role::height, Above::sea_level},
    Alias{"altitudeamsl", Role::height, Above::sea_level},
    Alias{"rakım", Role::height, Above::sea_level},
    Alias{"fl", Role::flight_level},
    Alias{"flightlevel", Role::flight_level},
    Alias{"эшелон", Role::flight_level},
    Alias{"altgeom", Role::second_height, Above::ellipsoid},
    Alias{"geoaltitude", Role::second_height, Above::ellipsoid},
    Alias{"geoalt", Role::second_height, Above::ellipsoid},
    Alias{"gnssaltitude", Role::second_height, Above::ellipsoid},
    Alias{"gpsaltitude", Role::second_height},
    Alias{"hae", Role::second_height, Above::ellipsoid},
    Alias{"tphae", Role::second_height, Above::ellipsoid},
    Alias{"altitudegeo", Role::second_height, Above::ellipsoid},
    Alias{"agl", Role::ground_height, Above::ground},
    Alias{"altitudeagl", Role::ground_height, Above::ground},
    Alias{"heightagl", Role::ground_height, Above::ground},
    // motion
    Alias{"gs", Role::speed},
    Alias{"groundspeed", Role::speed},
    Alias{"speed", Role::speed},
    Alias{"velocity", Role::speed},
    Alias{"spd", Role::speed},
    Alias{"hız", Role::speed},
    Alias{"hiz", Role::speed},
    Alias{"sürat", Role::speed},
    Alias{"скорость", Role::speed},
    Alias{"geschwindigkeit", Role::speed},
    Alias{"vitesse", Role::speed},
    Alias{"track", Role::course},
    Alias{"course", Role::course},
    Alias{"cog", Role::course},
    Alias{"heading", Role::course},
    Alias{"hdg", Role::course},
    Alias{"direction", Role::course},
    Alias{"truetrack", Role::course},
    Alias{"rota", Role::course},
    Alias{"istikamet", Role::course},
    Alias{"курс", Role::course},
    Alias{"kurs", Role::course},
    Alias{"cap", Role::course},
    Alias{"vs", Role::climb},
    Alias{"vertspeed", Role::climb},
    Alias{"verticalspeed", Role::climb},
    Alias{"vertrate", Role::climb},
    Alias{"verticalrate", Role::climb},
    Alias{"barorate", Role::climb},
    Alias{"vspeed", Role::climb},
    Alias{"climb", Role::climb},
    // errors
    Alias{"accuracy", Role::accuracy},
    Alias{"sigma", Role::accuracy},
    Alias{"error", Role::accuracy},
    Alias{"semimajor", Role::ellipse_major},
    Alias{"semimajoraxis", Role::ellipse_major},
    Alias{"smaj", Role::ellipse_major},
    Alias{"ellipsesemimajor", Role::ellipse_major},
    Alias{"ellipsesemimajoraxis", Role::ellipse_major},
    Alias{"ellipsemajor", Role::ellipse_major},
    Alias{"ellipsemajoraxis", Role::ellipse_major},
    Alias{"majoraxis", Role::ellipse_major},
    Alias{"semiminor", Role::ellipse_minor},
    Alias{"semiminoraxis", Role::ellipse_minor},
    Alias{"smin", Role::ellipse_minor},
    Alias{"ellipsesemiminor", Role::ellipse_minor},
    Alias{"ellipsesemiminoraxis", Role::ellipse_minor},
    Alias{"ellipseminor", Role::ellipse_minor},
    Alias{"ellipseminoraxis", Role::ellipse_minor},
    Alias{"minoraxis", Role::ellipse_minor},
    Alias{"accuracyminor", Role::ellipse_minor},
    Alias{"ellipseorientation", Role::ellipse_axis},
    Alias{"orientation", Role::ellipse_axis},
    Alias{"ellipseangle", Role::ellipse_axis},
    Alias{"ellipseazimuth", Role::ellipse_axis},
    Alias{"orient", Role::ellipse_axis},
    Alias{"accuracyaxis", Role::ellipse_axis},
    Alias{"sigmanorth", Role::sigma_north},
    Alias{"sigman", Role::sigma_north},
    Alias{"sigmalat", Role::sigma_north},
    Alias{"sigmalatitude", Role::sigma_north},
    Alias{"latstd", Role::sigma_north},
    Alias{"stdlat", Role::sigma_north},
    Alias{"sdn", Role::sigma_north},
    Alias{"sigmaeast", Role::sigma_east},
    Alias{"sigmae", Role::sigma_east},
    Alias{"sigmalon", Role::sigma_east},
    Alias{"sigmalongitude", Role::sigma_east},
    Alias{"lonstd", Role::sigma_east},
    Alias{"stdlon", Role::sigma_east},
    Alias{"sde", Role::sigma_east},
    Alias{"hdop", Role::hdop},
    Alias{"nacp", Role::nac_p},
    Alias{"nucp", Role::nuc_p},
    Alias{"nic", Role::nic},
    Alias{"rc", Role::rc},
    // who
    Alias{"icao24", Role::address},
    Alias{"icao", Role::address},
    Alias{"hex", Role::address},
    Alias{"modes", Role::address},
    Alias{"address", Role::address},
    Alias{"hexident", Role::address},
    Alias{"callsign", Role::callsign},
    Alias{"flight", Role::callsign},
    Alias{"ident", Role::callsign},
    Alias{"çağrı", Role::callsign},
    Alias{"çağrıadı", Role::callsign},
    Alias{"позывной", Role::callsign},
    Alias{"rufzeichen", Role::callsign},
    Alias{"squawk", Role::squawk},
    Alias{"mode3a", Role::squawk},
    Alias{"modea", Role::squawk},
    Alias{"mode3", Role::squawk},
    Alias{"registration", Role::registration},
    Alias{"reg", Role::registration},
    Alias{"tail", Role::registration},
    Alias{"kennzeichen", Role::registration},
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
    Alias{"sac", Role::area},
    Alias{"radarid", Role::sensor},
    Alias{"onground", Role::on_ground},
    Alias{"ground", Role::on_ground},
});

// Words around a name that do not change what it names.
constexpr std::array<std::string_view, 37> idle_words{"und",
                                                      "and",
                                                      "ve",
                                                      "и",
                                                      "et",
                                                      "gps",
                                                      "aircraft",
                                                      "target",
                                                      "the",
                                                      "of",
                                                      "in",
                                                      "decimal",
                                                      "position",
                                                      "geodetic",
                                                      "geographic",
                                                      "north",
                                                      "east",
                                                      "uçak",
                                                      "uçağın",
                                                      "hedef",
                                                      "coğrafi",
                                                      "цели",
                                                      "самолета",
                                                      "самолёта",
                                                      "вс",
                                                      "географическая",
                                                      "geographische",
                                                      "geogr",
                                                      "flugzeug",
                                                      "wgs84",
                                                      "wgs",
                                                      "84",
                                                      "ed50",
                                                      "sk42",
                                                      "sk",
                                                      "ск",
                                                      "42"};

/// Words that say what a height is measured from.
struct MeasuredFrom {
  std::string_view words;
  Above above;
};
constexpr std::array measured_from{MeasuredFrom{"above mean sea level", Above::sea_level},
                                   MeasuredFrom{"above sea level", Above::sea_level},
                                   MeasuredFrom{"deniz seviyesinden", Above::sea_level},
                                   MeasuredFrom{"над уровнем моря", Above::sea_level},
                                   MeasuredFrom{"über nn", Above::sea_level},
                                   MeasuredFrom{"amsl", Above::sea_level},
                                   MeasuredFrom{"msl", Above::sea_level},
                                   MeasuredFrom{"asl", Above::sea_level},
                                   MeasuredFrom{"above ground level", Above::ground},
                                   MeasuredFrom{"above ground", Above::ground},
                                   MeasuredFrom{"agl", Above::ground},
                                   MeasuredFrom{"above the ellipsoid", Above::ellipsoid},
                                   MeasuredFrom{"above ellipsoid", Above::ellipsoid},
                                   MeasuredFrom{"barometric", Above::standard_pressure},
                                   MeasuredFrom{"barometrik", Above::standard_pressure},
                                   MeasuredFrom{"барометрическая", Above::standard_pressure},
                                   MeasuredFrom{"barometrische", Above::standard_pressure},
                                   MeasuredFrom{"pressure", Above::standard_pressure},
                                   MeasuredFrom{"baro", Above::standard_pressure}};

// Units that stand in a header, with everything but letters, digits and "/" taken out.
constexpr std::array<std::string_view, 37> units{
    "feet",     "ft",       "metres", "meters", "nm",    "nmi",   "km",     "m",   "m/s",     "ms",
    "kts",      "kt",       "knots",  "km/h",   "kmh",   "fpm",   "ft/min", "deg", "degrees", "dd",
    "mils6400", "mils6000", "utc",    "gmt",    "local", "msk",   "z",      "lt",  "s",       "sec",
    "seconds",  "mi",       "м",      "mils",   "mil",   "metre", "fl"};

bool is_letter_of_utf8(char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; }

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
  const std::string text = small_letters(trimmed(header));
  const std::size_t bracket = text.find_first_of("([{");
  if (bracket != std::string::npos && bracket > 0) {
    const std::size_t end = text.find_first_of(")]}", bracket);
    const std::string inside =
        text.substr(bracket + 1, end == std::string::npos ? std::string::npos : end - bracket - 1);
    return {packed(std::string_view{text}.substr(0, bracket)), std::string{trimmed(inside)}};
  }
  for (const std::string_view sign : {"''", "\"", "″", "'", "′", "°"})
    if (text.ends_with(sign))
      return {packed(std::string_view{text}.substr(0, text.size() - sign.size())), std::string{sign}};
  if (alias(packed(text)) != nullptr) return {packed(text), ""};
  const std::size_t split = text.find_last_of("_ ,/");
  if (split != std::string::npos && is_unit(std::string_view{text}.substr(split + 1)))
    return {packed(std::string_view{text}.substr(0, split)), text.substr(split + 1)};
  return {packed(text), ""};
}

bool is_one_of(std::string_view unit, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), unit) != words.end();
}
bool is_degree(std::string_view unit) {
  return is_one_of(unit, {"deg", "degrees", "degree", "dd", "°", "derece", "град", "градусы", "grad",
                          "decimal", "dec", "decimal degrees", "ondalık", "n", "e"});
}
bool is_minute(std::string_view unit) {
  return is_one_of(unit, {"min", "minutes", "minute", "'", "′", "dakika", "dk", "мин", "минуты", "минут"});
}
bool is_second(std::string_view unit) {
  return is_one_of(unit, {"sec", "seconds", "second", "s", "''", "\"", "″", "saniye", "sn", "сек", "секунды",
                          "sekunden", "sek"});
}

/// A name that nobody foresaw, without the words that say nothing of it: "GPS Latitude", "Высота цели".
const Alias* alias_among(std::string_view text) {
  std::string kept;
  bool idle = false;
  while (!text.empty()) {
    std::size_t end = 0;
    while (end < text.size() && packed(text.substr(end, 1)).size() == 1) ++end;
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(text.size(), end + 1));
    if (std::find(idle_words.begin(), idle_words.end(), word) != idle_words.end())
      idle = true;
    else
      kept += word;
  }
  return idle ? alias(kept) : nullptr;
}

void take_place_unit(Column& column, const std::string& unit) {
  const bool latitude = column.role == Role::latitude;
  if (is_minute(unit)) column.role = latitude ? Role::latitude_minutes : Role::longitude_minutes;
  if (is_second(unit)) column.role = latitude ? Role::latitude_seconds : Role::longitude_seconds;
  if (is_degree(unit)) column.unit.clear();
}

void take_height_unit(Column& column, const std::string& unit) {
  const auto says = [&](std::string_view word) { return unit.find(word) != std::string::npos; };
  if (says("msl") || says("sea level") || says("ü. nn") || says("üb. nn") || says("nn") || says("н.у.м"))
    column.above = Above::sea_level;
  if (says("hae") || says("wgs") || says("ellips")) column.above = Above::ellipsoid;
  if (says("agl")) column.above = Above::ground;
  if (says("std") || says("1013")) column.above = Above::standard_pressure;
  if (unit == "fl" || unit == "flight level") column.role = Role::flight_level;
  column.unit = unit.substr(0, unit.find_first_of(" ,"));
}

/// "" for what is no clock: "(hh:mm:ss)", "(24h)".
std::string clock_named(const std::string& unit) {
  if (unit == "local" || unit == "lt" || unit == "yerel" || unit == "местное" || unit == "ortszeit" ||
      unit == "lokal")
    return "local";
  if (time_unit(unit)) return unit;
  if (const auto zone = zone_called(unit)) return *zone;
  const std::string path = unit.find('/') == std::string::npos ? "" : unit;
  // A zone's name begins each of its words with a capital, and the header is in small letters by now.
  std::string zone;
  for (const char c : path)
    zone += zone.empty() || zone.back() == '/' || zone.back() == '_'
                ? static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c)
                : c;
  return !zone.empty() && is_clock(zone) ? zone : "";
}

void take_time_unit(Column& column, const std::string& name, const std::string& unit) {
  column.unit = clock_named(unit);
  // "utc" as a header is its own clock.
  if (is_one_of(name, {"utc", "timeutc", "utctime"})) column.unit = "UTC";
  if (is_one_of(name, {"localtime", "yerelsaat", "ortszeit", "местноевремя"})) column.unit = "local";
}

/// What a header is that is a unit and nothing else, as of tables copied from FlightAware's pages.
std::optional<Role> role_of_unit(std::string_view unit) {
  if (is_one_of(unit, {"feet", "ft", "meters", "metres"})) return Role::height;
  if (is_one_of(unit, {"kts", "kt", "knots"})) return Role::speed;
  return std::nullopt;
}

Column column_of(std::string_view header) {
  if (const std::string unit = small_letters(trimmed(header)); const auto role = role_of_unit(unit))
    return {.role = *role, .header = std::string{trimmed(header)}, .unit = unit};
  auto [name, unit] = name_and_unit(header);
  Column column{.role = Role::other, .header = std::string{trimmed(header)}, .unit = unit};
  const Alias* found = alias(name);
  std::string text = small_letters(trimmed(header));
  if (found == nullptr)
    for (const MeasuredFrom& from : measured_from) {
      const std::size_t at = text.find(from.words);
      if (at == std::string::npos) continue;
      text.replace(at, from.words.size(), " ");
      std::tie(name, unit) = name_and_unit(text);
      found = alias(name);
      if (found != nullptr && found->role != Role::height && found->role != Role::flight_level)
        found = nullptr;
      column.unit = unit;
      column.above = from.above;
      break;
    }
  if (found == nullptr) found = alias_among(std::string_view{text}.substr(0, text.find_first_of("([{")));
  // "OSD.latitude": a group of columns, and the column.
  if (const std::size_t dot = header.rfind('.');
      found == nullptr && dot != std::string_view::npos && dot > 0) {
    Column inner = column_of(header.substr(dot + 1));
    inner.header = column.header;
    return inner;
  }
  if (found == nullptr) return column;
  column.role = found->role;
  if (found->above != Above::unsaid) column.above = found->above;
  if (column.role == Role::latitude || column.role == Role::longitude) take_place_unit(column, unit);
  if (column.role == Role::height) take_height_unit(column, unit);
  if (column.role == Role::position)
    column.unit =
        is_one_of(found->name, {"lonlat", "lnglat", "longitudelatitude", "boylamenlem", "долготаширота"}) ||
                unit.starts_with("lon") || unit.starts_with("lng")
            ? "lonlat"
            : "";
  if (column.role == Role::time || column.role == Role::received || column.role == Role::time_of_day)
    take_time_unit(column, name, unit);
  return column;
}

// An altitude is measured from the sea, a height from any place (ICAO Annex 2, definitions): of a drone, from
// where it took off.
bool is_height_by_name(const Column& column) {
  return column.role == Role::height && small_letters(column.header).find("height") != std::string::npos;
}

// One column for each role: the first whose name says most wins; others are left unread and told.
void settle(Layout& layout) {
  const auto rival = [&](std::size_t i) {
    for (std::size_t j = 0; j < layout.columns.size(); ++j) {
      if (i == j || layout.columns[i].role != layout.columns[j].role) continue;
      if (const bool mine = is_height_by_name(layout.columns[i]);
          mine != is_height_by_name(layout.columns[j]) && layout.columns[i].header.size() > 1 &&
          layout.columns[j].header.size() > 1) {
        if (mine) return true;
        continue;
      }
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

/// The datum that a header of a place names: "Enlem (WGS84)", "Широта СК-42", "lat_ed50".
std::string datum_named(std::string_view header) {
  std::string word;
  const auto known = [&] {
    const auto found = word.empty() ? std::nullopt : geo::datum(word);
    return found ? std::string{found->name} : "";
  };
  for (const char c : std::string{header} + ' ') {
    if (c != ' ' && c != '(' && c != ')' && c != '[' && c != ']' && c != '_' && c != ',') {
      word += c;
      continue;
    }
    if (std::string name = known(); !name.empty()) return name;
    // "WGS 84" is two words.
    if (c == ' ' && lower_case(word) == "wgs") continue;
    word.clear();
  }
  return "";
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
      {"tracks written by recon",
       "recon",
       {"track_id", "latitude", "longitude", "altitude_printed"},
       {{"track_id", in(Role::track, "")},
        {"altitude_printed", in(Role::height, "")},
        {"altitude_m", in(Role::other, "")},
        {"aircraft", in(Role::other, "")}},
       Kind::plots,
       "WGS 84"},
      {"flights drawn by recon",
       "recon-flights",
       {"track_id", "narrative", "reading", "flight", "latitude", "longitude"},
       {{"track_id", in(Role::track, "")},
        {"aircraft", in(Role::other, "")},
        {"flight", in(Role::other, "")}},
       Kind::drawn,
       "WGS 84"},
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
       // The receiver's time is nearer to that of the position; the network's is up to seconds later.
       {{"receiver_time", in(Role::time, "UTC")},
        {"network_time", in(Role::received, "UTC")},
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
  const bool apart = has(layout, Role::hour) || has(layout, Role::minute) || has(layout, Role::year);
  if (has(layout, Role::day) && !has(layout, Role::time_of_day) && !apart)
    change(layout, Role::day, Role::time);
  if (!has(layout, Role::height) && has(layout, Role::second_height))
    change(layout, Role::second_height, Role::height);
  // Half of an ellipse is none.
  const bool ellipse =
      has(layout, Role::ellipse_minor) && has(layout, Role::ellipse_axis) &&
      (has(layout, Role::ellipse_major) ||
       (has(layout, Role::accuracy) &&
        std::any_of(layout.columns.begin(), layout.columns.end(), [](const Column& column) {
          return column.role == Role::ellipse_minor && lower_case(column.header).starts_with("accuracy");
        })));
  if (!ellipse)
    for (const Role part : {Role::ellipse_major, Role::ellipse_minor, Role::ellipse_axis})
      change(layout, part, Role::other);
  if (!has(layout, Role::sigma_north) || !has(layout, Role::sigma_east))
    for (const Role part : {Role::sigma_north, Role::sigma_east}) change(layout, part, Role::other);
  // Beside a position an elevation is a height, as loggers call it; beside a range it is an angle.
  if (!has(layout, Role::range) && has(layout, Role::elevation)) {
    const bool other = has(layout, Role::height) || has(layout, Role::flight_level);
    for (Column& column : layout.columns)
      if (column.role == Role::elevation) {
        if (!other && height_unit(column.unit)) take_height_unit(column, column.unit);
        column.role = other || !height_unit(column.unit) ? Role::other : Role::height;
      }
  }
  const bool placed = has(layout, Role::position) ||
                      (has(layout, Role::latitude) && has(layout, Role::longitude)) ||
                      (has(layout, Role::easting) && has(layout, Role::northing)) ||
                      (has(layout, Role::range) && has(layout, Role::azimuth));
  if (!placed) return std::nullopt;
  for (const Column& column : layout.columns)
    if (layout.datum.empty() &&
        (column.role == Role::latitude || column.role == Role::longitude || column.role == Role::position))
      layout.datum = datum_named(column.header);
  return layout;
}

}  // namespace recon::exchange
