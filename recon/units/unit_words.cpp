// SPDX-License-Identifier: Apache-2.0
#include "recon/units/unit_words.hpp"

#include <array>

namespace recon {
namespace unit {

const Unit metre{"m", "m", "m", "m", Dimension::length, 1.0};
const Unit kilometre{"km", "km", "km", "km", Dimension::length, 1000.0};
const Unit statute_mile{"statute mile", "statute miles",   "mile",
                        "miles",        Dimension::length, metres_in_statute_mile};
const Unit nautical_mile{"nautical mile",  "nautical miles",  "nautical mile",
                         "nautical miles", Dimension::length, metres_in_nautical_mile};
const Unit foot{"ft", "ft", "ft", "ft", Dimension::length, metres_in_foot};
const Unit flight_level{"flight level",  "flight levels",   "flight level",
                        "flight levels", Dimension::height, 100.0 * metres_in_foot};
const Unit degree{"°", "°", "°", "°", Dimension::angle, 1.0};
const Unit plain_count{"", "", "", "", Dimension::count, 1.0};
const Unit mach{"Mach", "Mach",           "Mach",
                "Mach", Dimension::speed, 0.0};  // its size is the local speed of sound

}  // namespace unit

namespace {

// The yard is three feet by the agreement of 1959 (see quantity.hpp).
const Unit yard{"yard", "yards", "yard", "yards", Dimension::length, 3.0 * metres_in_foot};
// A circle of 6 400 mils (NATO) or of 6 000 thousandths (the Soviet artillery's).
const Unit mil{"mil", "mils", "mil", "mils", Dimension::angle, 360.0 / 6400.0};
const Unit thousandth{"thousandth",  "thousandths",    "thousandth",
                      "thousandths", Dimension::angle, 360.0 / 6000.0};
const Unit second{"s", "s", "s", "s", Dimension::duration, 1.0};
const Unit minute{"min", "min", "min", "min", Dimension::duration, 60.0};
const Unit hour{"h", "h", "h", "h", Dimension::duration, 3600.0};
const Unit kilometre_per_hour{"km/h", "km/h", "km/h", "km/h", Dimension::speed, 1.0 / 3.6};
const Unit metre_per_second{"m/s", "m/s", "m/s", "m/s", Dimension::speed, 1.0};
const Unit knot{"knot", "knots", "knot", "knots", Dimension::speed, metres_in_nautical_mile / 3600.0};
const Unit mile_per_hour{"statute mile per hour", "statute miles per hour", "mile per hour",
                         "miles per hour",        Dimension::speed,         metres_in_statute_mile / 3600.0};
const Unit foot_per_minute{"ft/min", "ft/min", "ft/min", "ft/min", Dimension::speed, metres_in_foot / 60.0};
// Acceleration in units of gravity is a plain ratio.
const Unit gravity{"g", "g", "g", "g", Dimension::count, 1.0};

struct Word {
  std::string_view word;
  const Unit* unit;
};

// English, Turkish and Russian, as the press of the incidents prints them.
constexpr std::array words{
    Word{"m", &unit::metre},
    Word{"metre", &unit::metre},
    Word{"metres", &unit::metre},
    Word{"meter", &unit::metre},
    Word{"meters", &unit::metre},
    Word{"м", &unit::metre},
    Word{"метр", &unit::metre},
    Word{"метра", &unit::metre},
    Word{"метров", &unit::metre},
    Word{"km", &unit::kilometre},
    Word{"kms", &unit::kilometre},
    Word{"kilometre", &unit::kilometre},
    Word{"kilometres", &unit::kilometre},
    Word{"kilometer", &unit::kilometre},
    Word{"kilometers", &unit::kilometre},
    Word{"км", &unit::kilometre},
    Word{"километр", &unit::kilometre},
    Word{"километра", &unit::kilometre},
    Word{"километров", &unit::kilometre},
    Word{"nm", &unit::nautical_mile},
    Word{"nmi", &unit::nautical_mile},
    Word{"n.m.", &unit::nautical_mile},
    Word{"nautical mile", &unit::nautical_mile},
    Word{"nautical miles", &unit::nautical_mile},
    Word{"naut. mi", &unit::nautical_mile},
    Word{"naut mi", &unit::nautical_mile},
    Word{"naut. miles", &unit::nautical_mile},
    Word{"mi (nautical)", &unit::nautical_mile},
    Word{"miles (nautical)", &unit::nautical_mile},
    Word{"sea miles", &unit::nautical_mile},
    Word{"deniz mili", &unit::nautical_mile},
    Word{"морская миля", &unit::nautical_mile},
    Word{"морских мили", &unit::nautical_mile},
    Word{"морских миль", &unit::nautical_mile},
    Word{"statute mile", &unit::statute_mile},
    Word{"statute miles", &unit::statute_mile},
    Word{"stat. mi", &unit::statute_mile},
    Word{"mi (statute)", &unit::statute_mile},
    Word{"miles (statute)", &unit::statute_mile},
    Word{"sm", &unit::statute_mile},
    Word{"land miles", &unit::statute_mile},
    Word{"kara mili", &unit::statute_mile},
    Word{"ft", &unit::foot},
    Word{"ft.", &unit::foot},
    Word{"feet", &unit::foot},
    Word{"foot", &unit::foot},
    Word{"fit", &unit::foot},
    Word{"футов", &unit::foot},
    Word{"yd", &yard},
    Word{"yds", &yard},
    Word{"yard", &yard},
    Word{"yards", &yard},
    Word{"s", &second},
    Word{"sec", &second},
    Word{"sec.", &second},
    Word{"secs", &second},
    Word{"second", &second},
    Word{"seconds", &second},
    Word{"saniye", &second},
    Word{"sn", &second},
    Word{"сек", &second},
    Word{"секунд", &second},
    Word{"секунды", &second},
    Word{"min", &minute},
    Word{"min.", &minute},
    Word{"mins", &minute},
    Word{"minute", &minute},
    Word{"minutes", &minute},
    Word{"dakika", &minute},
    Word{"dk", &minute},
    Word{"мин", &minute},
    Word{"минут", &minute},
    Word{"минуты", &minute},
    Word{"h", &hour},
    Word{"hr", &hour},
    Word{"hrs", &hour},
    Word{"hour", &hour},
    Word{"hours", &hour},
    Word{"saat", &hour},
    Word{"km/h", &kilometre_per_hour},
    Word{"kmh", &kilometre_per_hour},
    Word{"kph", &kilometre_per_hour},
    Word{"km/hr", &kilometre_per_hour},
    Word{"km/hour", &kilometre_per_hour},
    Word{"kilometres per hour", &kilometre_per_hour},
    Word{"kilometers per hour", &kilometre_per_hour},
    Word{"км/ч", &kilometre_per_hour},
    Word{"m/s", &metre_per_second},
    Word{"metres per second", &metre_per_second},
    Word{"meters per second", &metre_per_second},
    Word{"м/с", &metre_per_second},
    Word{"kt", &knot},
    Word{"kts", &knot},
    Word{"kn", &knot},
    Word{"knot", &knot},
    Word{"knots", &knot},
    Word{"mph", &mile_per_hour},
    Word{"miles per hour", &mile_per_hour},
    Word{"ft/min", &foot_per_minute},
    Word{"fpm", &foot_per_minute},
    Word{"feet per minute", &foot_per_minute},
    Word{"°", &unit::degree},
    Word{"º", &unit::degree},
    Word{"deg", &unit::degree},
    Word{"degree", &unit::degree},
    Word{"degrees", &unit::degree},
    Word{"nato mils", &mil},
    Word{"thousandths", &thousandth},
    Word{"times", &unit::plain_count},
    Word{"time", &unit::plain_count},
    Word{"warnings", &unit::plain_count},
    Word{"excursions", &unit::plain_count},
    Word{"violations", &unit::plain_count},
    Word{"stays", &unit::plain_count},
    Word{"g", &gravity},
};

// Words that do not say which mile; Turkish "mil" and Russian "миля" are as open as "mile".
constexpr std::array<std::string_view, 8> mile_words{"mile", "miles", "mi",   "mi.",
                                                     "mil",  "миля",  "мили", "миль"};

}  // namespace

std::vector<UnitMeaning> unit_meanings(std::string_view word) {
  for (const auto& mile : mile_words) {
    if (word == mile) return {{&unit::statute_mile, "statute"}, {&unit::nautical_mile, "nautical"}};
  }
  for (const auto& known : words) {
    if (word == known.word) return {{known.unit, {}}};
  }
  return {};
}

}  // namespace recon
