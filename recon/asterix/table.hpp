// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// How the EUROCONTROL specifications lay out surveillance data, as tables that decoder and encoder share.
/// A data block is CAT (1 byte), LEN (2 bytes, itself included) and records; a record is a field
/// specification (7 presence bits a byte, the last bit says that another byte follows) and the items it
/// announces, in the order of the user application profile (UAP). Everything is big-endian.
/// Source: EUROCONTROL-SPEC-0149 part 1, ed. 3.1, and the parts named in each table.
namespace recon::asterix {

/// How the bits of a field are meant.
enum class As {
  spare,
  fx,             // the extension bit: another extent follows
  code,           // an identifier or an entry of a list of the specification
  number,         // times `step`
  signed_number,  // two's complement, times `step`
  octal,          // three bits a digit
  letters,        // six bits a character, ICAO Annex 10 vol. IV, 3.1.2.9
  ascii,          // eight bits a character
  hex,            // bits whose meaning lies elsewhere
};

struct Field {
  std::string_view name;  // as the specification has it: "RHO"
  unsigned bits = 0;      // at most 64
  As as = As::spare;
  double step = 1.0;      // worth of the last bit
  std::string_view unit;  // "NM", "deg"; empty: none
  // An air speed is Mach where the first bit of its item is set: another step, another unit.
  double step_if_first_bit = 0.0;
  std::string_view unit_if_first_bit;
  unsigned first_bit = 0;  // of its item, part or repetition; counted by edition()
};

[[nodiscard]] constexpr Field spare(unsigned bits) { return {.bits = bits}; }
[[nodiscard]] constexpr Field fx() { return {.bits = 1, .as = As::fx}; }
[[nodiscard]] constexpr Field code(std::string_view name, unsigned bits) {
  return {.name = name, .bits = bits, .as = As::code};
}
[[nodiscard]] constexpr Field bit(std::string_view name) { return code(name, 1); }
[[nodiscard]] constexpr Field number(std::string_view name, unsigned bits, double step,
                                     std::string_view unit) {
  return {.name = name, .bits = bits, .as = As::number, .step = step, .unit = unit};
}
[[nodiscard]] constexpr Field signed_number(std::string_view name, unsigned bits, double step,
                                            std::string_view unit) {
  return {.name = name, .bits = bits, .as = As::signed_number, .step = step, .unit = unit};
}
[[nodiscard]] constexpr Field octal(std::string_view name, unsigned bits = 12) {
  return {.name = name, .bits = bits, .as = As::octal};
}
[[nodiscard]] constexpr Field letters(std::string_view name) {
  return {.name = name, .bits = 48, .as = As::letters};
}
[[nodiscard]] constexpr Field ascii(std::string_view name, unsigned characters) {
  return {.name = name, .bits = 8 * characters, .as = As::ascii};
}
[[nodiscard]] constexpr Field hex(std::string_view name, unsigned bits) {
  return {.name = name, .bits = bits, .as = As::hex};
}
/// NM/s, or Mach where the first bit of the item is set.
[[nodiscard]] constexpr Field air_speed(std::string_view name) {
  return {.name = name,
          .bits = 15,
          .as = As::number,
          .step = 1.0 / 16384,
          .unit = "NM/s",
          .step_if_first_bit = 0.001,
          .unit_if_first_bit = "Mach"};
}

/// How long an item is.
enum class Rule {
  none,          // a place of the profile, or of a compound item, that holds nothing
  fixed,         // all its fields
  extended,      // extents, mostly of a byte, each ended by an FX bit
  chain,         // all its fields, again and again while their last bit, FX, is set
  repetitive,    // a count byte, then so many times all its fields
  compound,      // presence bits as in a field specification, then the parts they announce
  counted,       // a length byte that counts itself, then bytes (SP), or the items of an expansion (RE)
  random_order,  // fields in any order, each with its number: not read
};

struct Item {
  std::string_view name;  // "040"; of a part of a compound item "SRL"
  std::string_view title;
  Rule rule = Rule::none;
  std::vector<Field> fields;
  std::vector<Item> parts;  // of a compound item, by presence bit
  // Counted by edition():
  std::size_t length = 0;            // bytes of all its fields
  std::vector<std::size_t> extents;  // of an extended item: bytes of each; those to come have one
};

using Fields = std::vector<Field>;
[[nodiscard]] inline Item none() { return {}; }
[[nodiscard]] inline Item fixed(std::string_view name, std::string_view title, Fields fields) {
  return {name, title, Rule::fixed, std::move(fields), {}};
}
/// An item, or a part, of one field that is called like it.
[[nodiscard]] inline Item single(std::string_view name, std::string_view title, Field field) {
  return fixed(name, title, {field});
}
[[nodiscard]] inline Item extended(std::string_view name, std::string_view title, Fields fields) {
  return {name, title, Rule::extended, std::move(fields), {}};
}
[[nodiscard]] inline Item chain(std::string_view name, std::string_view title, Fields fields) {
  return {name, title, Rule::chain, std::move(fields), {}};
}
[[nodiscard]] inline Item repetitive(std::string_view name, std::string_view title, Fields fields) {
  return {name, title, Rule::repetitive, std::move(fields), {}};
}
[[nodiscard]] inline Item compound(std::string_view name, std::string_view title, std::vector<Item> parts) {
  return {name, title, Rule::compound, {}, std::move(parts)};
}
[[nodiscard]] inline Item reserved_expansion() { return {"RE", "reserved expansion", Rule::counted, {}, {}}; }
[[nodiscard]] inline Item special_purpose() { return {"SP", "special purpose", Rule::counted, {}, {}}; }
[[nodiscard]] inline Item random_fields() {
  return {"RFS", "random field sequencing", Rule::random_order, {}, {}};
}

/// One edition of one category, or several that are laid out alike.
struct Edition {
  unsigned category = 0;
  std::string_view name;    // "1.32": the one the table was made from
  std::string_view covers;  // "1.27 to 1.32"
  std::string_view title;
  std::vector<Item> items;
  /// Index into `items` by field reference number less one; `nothing` where the profile has no item.
  std::vector<std::size_t> profile;
  /// The profile where the first bit of the second item is set (category 001: tracks); empty: there is one.
  std::vector<std::size_t> second_profile;
  /// The items within RE, by the bits of the byte behind its length; empty: its contents are not known.
  std::vector<std::size_t> expansion;
  std::uint64_t of_expansion = 0;  // bit i: item i is one of these
  static constexpr std::size_t nothing = ~std::size_t{0};
};

/// The items and the profile, item names in order of their field reference numbers, "-" for none.
struct Layout {
  unsigned category = 0;
  std::string_view name, covers, title;
  std::vector<Item> items;
  std::string_view profile, second_profile, expansion;
};
/// REQUIRES: every name of a profile is an item's; at most 64 items
[[nodiscard]] Edition edition(Layout layout);

// What several categories share.
[[nodiscard]] inline Item data_source() {
  return fixed("010", "data source", {code("SAC", 8), code("SIC", 8)});
}
[[nodiscard]] inline Item time_of_day(std::string_view name, std::string_view title = "time of day") {
  return single(name, title, number("ToD", 24, 1.0 / 128, "s"));
}
/// Pulses of a reply that are of low quality, in the order of its bits: modes 2 and 3/A.
[[nodiscard]] Item pulse_quality(std::string_view name, std::string_view title);
/// Mode C as received, in Gray notation, and its pulses of low quality.
[[nodiscard]] Item gray_mode_c(std::string_view name);
/// Two flags and a third, and four octal digits.
[[nodiscard]] Item code_reply(std::string_view name, std::string_view title, std::string_view digits);
/// What a Mode 5 interrogation brought, part by part.
[[nodiscard]] Item mode_5_summary(Field last);
[[nodiscard]] Item x_pulses();
/// A day as eight decimal digits of four bits.
[[nodiscard]] Item date(std::string_view name);
/// Comm-B registers as the transponder sent them.
[[nodiscard]] Item transponder_registers(std::string_view name);
/// Where the aircraft means to go, as it says.
[[nodiscard]] Item trajectory_intent_status(std::string_view name);
[[nodiscard]] Item trajectory_intent_points(std::string_view name);

}  // namespace recon::asterix
