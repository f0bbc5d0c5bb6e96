// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/json.hpp"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <map>
#include <vector>

namespace recon::asterix {

namespace {

/// Writes into memory that is there: whoever prints says first how much an item takes at most.
class Pen {
public:
  void begin() { at_ = 0; }
  void room(std::size_t count) {
    if (at_ + count > text_.size()) text_.resize(2 * (at_ + count));
  }
  void put(char c) { text_[at_++] = c; }
  void put(std::string_view words) {
    std::memcpy(text_.data() + at_, words.data(), words.size());
    at_ += words.size();
  }
  void put(std::uint64_t value) { end(std::to_chars(here(), limit(), value).ptr); }
  void put(double value) { end(std::to_chars(here(), limit(), value).ptr); }
  [[nodiscard]] std::string_view text() const { return {text_.data(), at_}; }

private:
  [[nodiscard]] char* here() { return text_.data() + at_; }
  [[nodiscard]] char* limit() { return text_.data() + text_.size(); }
  void end(const char* at) { at_ = static_cast<std::size_t>(at - text_.data()); }
  std::vector<char> text_;
  std::size_t at_ = 0;
};

// The longest number: sign, 17 digits, point, and an exponent of four.
constexpr std::size_t longest_number = 32;

// Names of the tables and texts of records are plain ASCII without quotes or backslashes, save "ascii"
// fields, whose characters come from the air.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
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

void print(Pen& pen, std::int64_t steps, const Decimal& step) {
  std::array<char, longest_number> digits;
  char* const end = digits.data() + digits.size();
  char* at = end;
  auto left =
      static_cast<std::uint64_t>(steps < 0 ? -steps : steps) * static_cast<std::uint64_t>(step.scaled);
  int place = 0;
  while (place + 4 <= step.places && left % 10'000 == 0) left /= 10'000, place += 4;
  while (place < step.places && left % 10 == 0) left /= 10, ++place;
  if (place < step.places) {
    for (; place < step.places; ++place, left /= 10) *--at = static_cast<char>('0' + left % 10);
    *--at = '.';
  }
  do *--at = static_cast<char>('0' + left % 10);
  while ((left /= 10) != 0);
  if (steps < 0) *--at = '-';
  pen.put(std::string_view{at, static_cast<std::size_t>(end - at)});
}

/// A field with all of its line that is the same in every record: `"RHO":{"value":` and `,"unit":"NM"}`.
struct Printed {
  const Field* field = nullptr;
  std::string before, after, after_if_first_bit;
  Decimal step;
};

struct PrintedItem {
  const Item* item = nullptr;
  std::string name;  // `"040":`
  std::vector<Printed> fields;
  std::vector<PrintedItem> parts;
  std::size_t room = 0;  // that its fields take at most, once
};

PrintedItem printed(const Item& item) {
  PrintedItem made{.item = &item, .name = quoted(item.name) + ':'};
  for (const Field& field : item.fields) {
    if (field.as == As::spare || field.as == As::fx) continue;
    Printed one{.field = &field, .before = quoted(field.name) + ':', .step = decimal_of(field)};
    if ((field.as == As::number || field.as == As::signed_number) && !field.unit.empty()) {
      one.before += R"({"value":)";
      one.after = R"(,"unit":)" + quoted(field.unit) + '}';
      one.after_if_first_bit = R"(,"unit":)" + quoted(field.unit_if_first_bit) + '}';
    }
    // Text has eight characters for 48 bits, and each may need a backslash.
    made.room += one.before.size() + one.after.size() + one.after_if_first_bit.size() + longest_number;
    made.fields.push_back(std::move(one));
  }
  for (const Item& part : item.parts) made.parts.push_back(printed(part));
  return made;
}

void print_field(Pen& pen, const Printed& printed, std::uint64_t bits, bool first_bit_set) {
  const Field& field = *printed.field;
  pen.put(printed.before);
  switch (field.as) {
    case As::code:
      return pen.put(bits);
    case As::octal:
    case As::letters:
    case As::hex:
    case As::ascii: {
      thread_local std::string text;
      text.clear();
      append_text(text, field, bits);
      return pen.put(quoted(text));
    }
    case As::number:
    case As::signed_number:
      break;
    case As::spare:
    case As::fx:
      return;
  }
  if (first_bit_set && field.step_if_first_bit > 0.0) {
    pen.put(static_cast<double>(bits) * field.step_if_first_bit);
    return pen.put(printed.after_if_first_bit);
  }
  if (printed.step.scaled != 0)
    print(pen, field.as == As::signed_number ? signed_of(field, bits) : static_cast<std::int64_t>(bits),
          printed.step);
  else
    pen.put(value_of(field, bits));
  pen.put(printed.after);
}

// The fields that lie within the bytes.
void print_fields(Pen& pen, const PrintedItem& item, Bytes bytes) {
  pen.room(item.room);
  bool comma = false, first_bit_set = false;
  for (const Printed& printed : item.fields) {
    const Field& field = *printed.field;
    if (field.first_bit + field.bits > bytes.size() * 8) return;
    const std::uint64_t bits = bits_at(bytes, field.first_bit, field.bits);
    if (field.first_bit == 0) first_bit_set = field.bits == 1 && bits == 1;
    if (comma) pen.put(',');
    print_field(pen, printed, bits, first_bit_set);
    comma = true;
  }
}

void print_nameless(Pen& pen, Bytes bytes, unsigned shift) {
  pen.room(2 * bytes.size() + 16);
  pen.put(R"("bytes":")");
  for (const std::byte byte : bytes) {
    const auto value = std::to_integer<unsigned>(byte) >> shift;
    pen.put("0123456789ABCDEF"[value >> 4U]);
    pen.put("0123456789ABCDEF"[value & 0xFU]);
  }
  pen.put('"');
}

void print_repeated(Pen& pen, const PrintedItem& item, Bytes bytes) {
  pen.put('[');
  const std::size_t unit = item.item->length;
  for (std::size_t at = 0; at + unit <= bytes.size(); at += unit) {
    pen.put(at == 0 ? "{" : ",{");
    print_fields(pen, item, bytes.subspan(at, unit));
    pen.room(8);
    pen.put('}');
  }
  pen.put(']');
}

void print_item(Pen& pen, const PrintedItem& printed, Bytes bytes) {
  const Item& item = *printed.item;
  pen.room(printed.name.size() + 8);
  pen.put(printed.name);
  if (item.rule == Rule::repetitive) return print_repeated(pen, printed, bytes.subspan(1));
  if (item.rule == Rule::chain) return print_repeated(pen, printed, bytes);
  pen.put('{');
  if (item.rule == Rule::counted) {
    print_nameless(pen, bytes.subspan(1), 0);
  } else if (item.rule == Rule::compound) {
    bool comma = false;
    for (Parts parts{item, bytes}; parts.next(); comma = true) {
      if (comma) pen.put(',');
      print_item(pen, printed.parts[parts.index()], parts.bytes());
    }
  } else {
    print_fields(pen, printed, bytes);
    if (item.rule == Rule::extended && bytes.size() > item.length) {
      pen.room(8);
      pen.put(',');
      print_nameless(pen, bytes.subspan(item.length), 1);  // extents of an edition to come: seven bits each
    }
  }
  pen.room(8);
  pen.put('}');
}

struct PrintedEdition {
  std::string head;  // `,"category":48,"edition":"1.32"`
  std::vector<PrintedItem> items;
};

PrintedEdition printed(const Edition& edition) {
  PrintedEdition made{
      .head = ",\"category\":" + std::to_string(edition.category) + ",\"edition\":" + quoted(edition.name),
      .items = {}};
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
  thread_local Pen pen;
  pen.begin();
  pen.room(256);
  pen.put(R"({"at":)");
  pen.put(std::uint64_t{record.at()});
  pen.put(printed.head);
  if (frame.received) {
    pen.put(R"(,"received":")");
    pen.put(iso_8601(*frame.received));
    pen.put('"');
  }
  pen.put(R"(,"items":{)");
  bool comma = false, within = false;  // the items of an expansion follow one another
  for (std::uint64_t left = record.items(); left != 0; left &= left - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(left));
    pen.room(16);
    if (comma) pen.put(',');
    comma = true;
    if (!within && (edition.of_expansion >> i & 1U) != 0) {
      pen.put(R"("RE":{)");
      within = true;
    }
    print_item(pen, printed.items[i], record.item(i));
  }
  pen.put(within ? "}}}" : "}}");
  out += pen.text();
}

std::string json(const Record& record, const Frame& frame) {
  std::string line;
  json(record, frame, line);
  return line;
}

}  // namespace recon::asterix
