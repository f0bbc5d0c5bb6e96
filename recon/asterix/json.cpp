// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/json.hpp"

#include <array>
#include <charconv>

namespace recon::asterix {

namespace {

// Names of the tables and texts of records are plain ASCII without quotes or backslashes, save "ascii"
// fields, whose characters come from the air.
void quote(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

void print(std::string& out, double value) {
  std::array<char, 32> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out.append(digits.data(), end);
}

void print(std::string& out, std::uint64_t value) { out += std::to_string(value); }

void print_field(std::string& out, const Field& field, std::uint64_t bits, bool first_bit_set) {
  quote(out, field.name);
  out += ':';
  switch (field.as) {
    case As::code:
      return print(out, bits);
    case As::octal:
    case As::letters:
    case As::ascii:
    case As::hex:
      return quote(out, text_of(field, bits));
    case As::number:
    case As::signed_number: {
      const bool other = first_bit_set && field.step_if_first_bit > 0.0;
      const std::string_view unit = other ? field.unit_if_first_bit : field.unit;
      const double value =
          other ? static_cast<double>(bits) * field.step_if_first_bit : value_of(field, bits);
      if (unit.empty()) return print(out, value);
      out += R"({"value":)";
      print(out, value);
      out += R"(,"unit":)";
      quote(out, unit);
      out += '}';
      return;
    }
    case As::spare:
    case As::fx:
      return;
  }
}

bool repeats(const Item& item) { return item.rule == Rule::repetitive || item.rule == Rule::chain; }

// The figures of one item, or of one part: they follow one another.
std::size_t print_group(std::string& out, const Edition& edition, const std::vector<Figure>& all,
                        std::size_t i) {
  const Figure& first = all[i];
  const Item& item = item_of(edition, first);
  const auto same = [&](std::size_t k) {
    return k < all.size() && all[k].item == first.item && all[k].part == first.part;
  };
  quote(out, item.name);
  out += repeats(item) ? ":[" : ":{";
  bool comma = false;
  while (same(i) && all[i].field != Figure::none) {
    const std::uint16_t repetition = all[i].repetition;
    const bool first_bit = item.fields.front().bits == 1 && all[i].bits == 1;
    if (repeats(item)) out += comma ? ",{" : "{";
    bool inner = !repeats(item) && comma;
    for (; same(i) && all[i].field != Figure::none && all[i].repetition == repetition; ++i) {
      if (inner) out += ',';
      print_field(out, item.fields[all[i].field], all[i].bits, first_bit);
      inner = true;
    }
    if (repeats(item)) out += '}';
    comma = true;
  }
  if (same(i)) {  // what is left has no names
    out += comma ? ",\"bytes\":\"" : "\"bytes\":\"";
    for (; same(i); ++i) {
      out += "0123456789ABCDEF"[all[i].bits >> 4U & 0xFU];
      out += "0123456789ABCDEF"[all[i].bits & 0xFU];
    }
    out += '"';
  }
  out += repeats(item) ? ']' : '}';
  return i;
}

}  // namespace

void json(const Record& record, const Frame& frame, std::string& out) {
  const Edition& edition = record.edition();
  thread_local std::vector<Figure> all;
  figures(record, all);
  out.clear();
  out += "{\"at\":";
  print(out, std::uint64_t{record.at()});
  out += ",\"category\":";
  print(out, std::uint64_t{edition.category});
  out += ",\"edition\":";
  quote(out, edition.name);
  if (frame.received) {
    out += ",\"received\":";
    quote(out, iso_8601(*frame.received));
  }
  out += ",\"items\":{";
  for (std::size_t i = 0; i < all.size();) {
    if (i > 0) out += ',';
    if (all[i].part == Figure::none) {
      i = print_group(out, edition, all, i);
      continue;
    }
    const std::uint8_t item = all[i].item;
    quote(out, edition.items[item].name);
    out += ":{";
    for (bool comma = false; i < all.size() && all[i].item == item; comma = true) {
      if (comma) out += ',';
      i = print_group(out, edition, all, i);
    }
    out += '}';
  }
  out += "}}";
}

std::string json(const Record& record, const Frame& frame) {
  std::string line;
  json(record, frame, line);
  return line;
}

}  // namespace recon::asterix
