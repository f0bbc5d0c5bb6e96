// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/json.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>

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

void print(std::string& out, std::uint64_t value) {
  std::array<char, 24> digits;
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out.append(digits.data(), end);
}

void print(std::string& out, double value) {
  std::array<char, 32> digits;
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out.append(digits.data(), end);
}

/// A step whose multiples are short decimal numbers: 1/256 is 390625 times ten to the minus eighth. Then a
/// number is printed from whole ones, exactly, which is the shortest form of the nearest double as well.
struct Decimal {
  std::int64_t scaled = 0;  // 0: the step is no such
  int places = 0;
};

Decimal decimal_of(const Field& field) {
  // While the last place is coarser than the doubles there, no shorter number names the same double.
  const double finest =
      std::ldexp(field.step, static_cast<int>(field.bits)) * std::numeric_limits<double>::epsilon();
  double scaled = field.step, last_place = 1.0;
  for (int places = 0; last_place > finest && std::ldexp(scaled, static_cast<int>(field.bits)) < 9e18;
       ++places) {
    if (scaled == std::floor(scaled)) return {static_cast<std::int64_t>(scaled), places};
    scaled *= 10.0;
    last_place /= 10.0;
  }
  return {};
}

void print(std::string& out, std::int64_t steps, const Decimal& step) {
  std::array<char, 32> digits;
  char* const end = digits.data() + digits.size();
  char* at = end;
  auto left =
      static_cast<std::uint64_t>(steps < 0 ? -steps : steps) * static_cast<std::uint64_t>(step.scaled);
  int place = 0;
  for (; place < step.places && left % 10 == 0; ++place) left /= 10;
  if (place < step.places) {
    for (; place < step.places; ++place, left /= 10) *--at = static_cast<char>('0' + left % 10);
    *--at = '.';
  }
  do *--at = static_cast<char>('0' + left % 10);
  while ((left /= 10) != 0);
  if (steps < 0) *--at = '-';
  out.append(at, end);
}

/// A field with all of its line that is the same in every record: `"RHO":{"value":` and `,"unit":"NM"}`.
struct Printed {
  const Field* field = nullptr;
  std::string before, after;
  Decimal step;
};

struct PrintedItem {
  const Item* item = nullptr;
  std::string name;  // `"040":`
  std::vector<Printed> fields;
  std::vector<PrintedItem> parts;
};

PrintedItem printed(const Item& item) {
  PrintedItem made{.item = &item};
  quote(made.name, item.name);
  made.name += ':';
  for (const Field& field : item.fields) {
    if (field.as == As::spare || field.as == As::fx) continue;
    Printed one{.field = &field};
    quote(one.before, field.name);
    one.before += ':';
    if ((field.as == As::number || field.as == As::signed_number) && !field.unit.empty()) {
      one.before += R"({"value":)";
      one.after += R"(,"unit":)";
      quote(one.after, field.unit);
      one.after += '}';
    }
    one.step = decimal_of(field);
    made.fields.push_back(std::move(one));
  }
  for (const Item& part : item.parts) made.parts.push_back(printed(part));
  return made;
}

void print_field(std::string& out, const Printed& printed, std::uint64_t bits, bool first_bit_set) {
  const Field& field = *printed.field;
  out += printed.before;
  switch (field.as) {
    case As::code:
      return print(out, bits);
    case As::octal:
    case As::letters:
    case As::hex:
      out += '"';
      append_text(out, field, bits);
      out += '"';
      return;
    case As::ascii:
      return quote(out, text_of(field, bits));
    case As::number:
    case As::signed_number:
      break;
    case As::spare:
    case As::fx:
      return;
  }
  if (first_bit_set && field.step_if_first_bit > 0.0) {
    print(out, static_cast<double>(bits) * field.step_if_first_bit);
    out += R"(,"unit":)";
    quote(out, field.unit_if_first_bit);
    out += '}';
    return;
  }
  if (printed.step.scaled != 0)
    print(out, field.as == As::signed_number ? signed_of(field, bits) : static_cast<std::int64_t>(bits),
          printed.step);
  else
    print(out, value_of(field, bits));
  out += printed.after;
}

// Fields that lie within the bytes, from a bit on; the comma before the first if there is something before.
void print_fields(std::string& out, const PrintedItem& item, Bytes bytes, std::size_t begin) {
  bool comma = false, first_bit_set = false;
  for (const Printed& printed : item.fields) {
    const Field& field = *printed.field;
    if (begin + field.first_bit + field.bits > bytes.size() * 8) return;
    const std::uint64_t bits = bits_at(bytes, begin + field.first_bit, field.bits);
    if (field.first_bit == 0) first_bit_set = field.bits == 1 && bits == 1;
    if (comma) out += ',';
    print_field(out, printed, bits, first_bit_set);
    comma = true;
  }
}

void print_nameless(std::string& out, Bytes bytes, unsigned shift) {
  out += R"("bytes":")";
  for (const std::byte byte : bytes) {
    const auto value = std::to_integer<unsigned>(byte) >> shift;
    out += "0123456789ABCDEF"[value >> 4U];
    out += "0123456789ABCDEF"[value & 0xFU];
  }
  out += '"';
}

void print_repeated(std::string& out, const PrintedItem& item, Bytes bytes, std::size_t begin) {
  out += '[';
  const std::size_t unit = item.item->length;
  for (std::size_t at = begin; at + unit <= bytes.size(); at += unit) {
    out += at == begin ? "{" : ",{";
    print_fields(out, item, bytes.subspan(at, unit), 0);
    out += '}';
  }
  out += ']';
}

void print_item(std::string& out, const PrintedItem& printed, Bytes bytes) {
  const Item& item = *printed.item;
  out += printed.name;
  switch (item.rule) {
    case Rule::repetitive:
      return print_repeated(out, printed, bytes, 1);
    case Rule::chain:
      return print_repeated(out, printed, bytes, 0);
    default:
      break;
  }
  out += '{';
  switch (item.rule) {
    case Rule::fixed:
      print_fields(out, printed, bytes, 0);
      break;
    case Rule::extended:
      print_fields(out, printed, bytes, 0);
      if (bytes.size() > item.length) {  // extents of an edition to come: seven bits each
        out += ',';
        print_nameless(out, bytes.subspan(item.length), 1);
      }
      break;
    case Rule::counted:
      print_nameless(out, bytes.subspan(1), 0);
      break;
    case Rule::compound: {
      bool comma = false;
      for (Parts parts{item, bytes}; parts.next(); comma = true) {
        if (comma) out += ',';
        print_item(out, printed.parts[parts.index()], parts.bytes());
      }
      break;
    }
    default:
      break;
  }
  out += '}';
}

struct PrintedEdition {
  std::string head;  // `,"category":48,"edition":"1.32"`
  std::vector<PrintedItem> items;
};

PrintedEdition printed(const Edition& edition) {
  PrintedEdition made;
  made.head = ",\"category\":" + std::to_string(edition.category) + ",\"edition\":";
  quote(made.head, edition.name);
  for (const Item& item : edition.items) made.items.push_back(printed(item));
  return made;
}

const PrintedEdition& printed_once(const Edition& edition) {
  thread_local std::map<const Edition*, PrintedEdition> all;
  const auto found = all.find(&edition);
  return found != all.end() ? found->second : all.emplace(&edition, printed(edition)).first->second;
}

}  // namespace

void json(const Record& record, const Frame& frame, std::string& out) {
  const Edition& edition = record.edition();
  const PrintedEdition& printed = printed_once(edition);
  out += "{\"at\":";
  print(out, std::uint64_t{record.at()});
  out += printed.head;
  if (frame.received) {
    out += ",\"received\":";
    quote(out, iso_8601(*frame.received));
  }
  out += ",\"items\":{";
  bool comma = false, within = false;  // the items of an expansion follow one another
  for (std::size_t i = 0; i < edition.items.size(); ++i) {
    if (!record.has(i)) continue;
    if (comma) out += ',';
    comma = true;
    if (!within && (edition.of_expansion >> i & 1U) != 0) {
      out += "\"RE\":{";
      within = true;
    }
    print_item(out, printed.items[i], record.item(i));
  }
  out += within ? "}}}" : "}}";
}

std::string json(const Record& record, const Frame& frame) {
  std::string line;
  json(record, frame, line);
  return line;
}

}  // namespace recon::asterix
