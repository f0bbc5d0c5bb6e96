// SPDX-License-Identifier: Apache-2.0
#include <random>
#include <string>

#include <catch2/catch.hpp>

#include "recon/units/figure.hpp"
#include "recon/units/instant.hpp"

using namespace recon;

TEST_CASE("Digits, dashes, quotes and spaces of other alphabets become plain") {
  CHECK(plain_characters("١٫٣٦") == "1.36");
  CHECK(plain_characters("۰۱۲۳۴۵۶۷۸۹") == "0123456789");
  CHECK(plain_characters("１，２３４．５") == "1,234.5");
  CHECK(plain_characters("5–7 — 8 − 9 ‑ 10") == "5-7 - 8 - 9 - 10");
  CHECK(plain_characters("35°48′26″N") == "35°48'26\"N");
  CHECK(plain_characters("“1.36” ‘miles’") == "\"1.36\" 'miles'");
  CHECK(plain_characters("19\u202f000\u00a0ft") == "19 000 ft");
  CHECK(plain_characters("\u200f\u200e12\u2069 km") == "12 km");
}

TEST_CASE("Letters of other alphabets, and bytes that are no text, stay") {
  CHECK(plain_characters("Yayladağı Хмеймим") == "Yayladağı Хмеймим");
  const std::string broken = "1\xFF\xC3 2\xE2\x80";
  CHECK(plain_characters(broken) == broken);
}

TEST_CASE("Plain characters are plain already", "[property]") {
  const std::string text = "5–7 ١٢ ″′ −";
  CHECK(plain_characters(plain_characters(text)) == plain_characters(text));
}

namespace {

/// Text that no source prints: random bytes, and fragments of figures and times in random order.
std::string noise(std::mt19937& random) {
  static const std::string fragments[] = {"1",
                                          "9",
                                          "000",
                                          ",",
                                          ".",
                                          " ",
                                          "-",
                                          "–",
                                          "=",
                                          " or ",
                                          "miles",
                                          "km",
                                          "ft",
                                          "FL",
                                          "mach ",
                                          "about ",
                                          "at least ",
                                          "°",
                                          "'",
                                          "\"",
                                          ":",
                                          "24",
                                          "local",
                                          "UTC",
                                          "+",
                                          "MSK",
                                          "Z",
                                          "to ",
                                          "June ",
                                          "2015-11-24 ",
                                          "T",
                                          "min ",
                                          "s",
                                          "E",
                                          "SW",
                                          "several",
                                          "before ",
                                          "/",
                                          "٣",
                                          "\xFF",
                                          "Europe/Istanbul",
                                          "0",
                                          "99999999",
                                          "am",
                                          "h",
                                          "(",
                                          ")",
                                          "and "};
  std::uniform_int_distribution<int> byte{0, 255};
  std::uniform_int_distribution<std::size_t> fragment{0, std::size(fragments) - 1};
  std::string text;
  for (int pieces = byte(random) % 14; pieces > 0; --pieces) {
    text += byte(random) < 220 ? fragments[fragment(random)] : std::string{static_cast<char>(byte(random))};
  }
  return text;
}

}  // namespace

TEST_CASE("No text, however odd, breaks a reader: it is read, or told why not") {
  using namespace std::chrono_literals;
  std::mt19937 random{20151124};
  TimeContext context{.date = std::chrono::year{2015} / 11 / 24, .clock = "Europe/Istanbul"};
  context.begin = std::chrono::sys_days{*context.date} + 6h;
  context.end = *context.begin + 30h;
  for (int i = 0; i < 6000; ++i) {
    const std::string text = noise(random);
    CAPTURE(text);
    for (const auto dimension : {Dimension::length, Dimension::height, Dimension::duration, Dimension::speed,
                                 Dimension::angle, Dimension::count}) {
      const auto figure = read_figure(text, dimension, metres(6000));
      REQUIRE(figure.readings.empty() != figure.problems.empty());
      for (const auto& reading : figure.readings) {
        REQUIRE(reading.value.lowest <= reading.value.stated);
        REQUIRE(reading.value.stated <= reading.value.highest);
        REQUIRE(reading.weight > 0.0);
      }
    }
    const auto time = read_time(text, context);
    REQUIRE(time.readings.empty() != time.problems.empty());
    for (const auto& reading : time.readings) {
      REQUIRE(reading.at.lowest <= reading.at.stated);
      REQUIRE(reading.at.stated <= reading.at.highest);
    }
    REQUIRE(read_date(text).value_or(*context.date).ok());
  }
}

TEST_CASE("Texts without end are refused") {
  const std::string digits(100'000, '9');
  CHECK(read_figure(digits + " km", Dimension::length).problems.size() == 1);
  CHECK(read_time(digits, {}).problems.size() == 1);
  CHECK_FALSE(read_date(digits));
  std::string equal = "1 mile";
  for (int i = 0; i < 8; ++i) equal += " = 1 mile";
  CHECK(read_figure(equal, Dimension::length).problems.size() == 1);
}
