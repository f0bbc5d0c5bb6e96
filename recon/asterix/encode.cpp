// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>

#include "recon/asterix/record.hpp"

namespace recon::asterix {

namespace {

constexpr std::size_t longest_block = 65'535;
constexpr std::size_t block_header = 3;

[[noreturn]] void refuse(const std::string& what) { throw std::out_of_range{"ASTERIX: " + what}; }

std::uint64_t limit(unsigned bits) { return bits >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1; }

// Bits one after the other, a byte at a time.
class Writer {
public:
  void put(std::uint64_t value, unsigned count) {
    for (unsigned bit = count; bit-- > 0;) {
      current_ =
          static_cast<std::uint8_t>(unsigned{current_} << 1U | static_cast<unsigned>(value >> bit & 1U));
      if (++filled_ == 8) {
        bytes_.push_back(std::byte{current_});
        filled_ = 0;
      }
    }
  }
  void append(const std::vector<std::byte>& more) { bytes_.insert(bytes_.end(), more.begin(), more.end()); }
  [[nodiscard]] std::vector<std::byte> take() { return std::move(bytes_); }

private:
  std::vector<std::byte> bytes_;
  std::uint8_t current_ = 0;
  unsigned filled_ = 0;
};

using Figures = std::span<const Figure>;

std::uint64_t bits_of(Figures figures, std::size_t field, std::size_t repetition) {
  for (const Figure& figure : figures)
    if (figure.field == field && figure.repetition == repetition) return figure.bits;
  return 0;
}

// The fields of one repetition; an FX bit says whether another follows.
void put_group(Writer& writer, const std::vector<Field>& fields, Figures figures, std::size_t repetition,
               bool more) {
  for (std::size_t f = 0; f < fields.size(); ++f)
    if (fields[f].as == As::fx)
      writer.put(more ? 1 : 0, 1);
    else
      writer.put(fields[f].as == As::spare ? 0 : bits_of(figures, f, repetition), fields[f].bits);
}

std::size_t repetitions(Figures figures) {
  std::size_t count = 0;
  for (const Figure& figure : figures) count = std::max(count, std::size_t{figure.repetition} + 1);
  return count;
}

std::size_t nameless(Figures figures) {
  std::size_t count = 0;
  for (const Figure& figure : figures)
    if (figure.field == Figure::none) count = std::max(count, std::size_t{figure.repetition} + 1);
  return count;
}

void put_extents(Writer& writer, const std::vector<Field>& fields, Figures figures) {
  std::size_t last = 0;  // the last field that has something to say
  for (const Figure& figure : figures)
    if (figure.field != Figure::none) last = std::max(last, std::size_t{figure.field});
  const std::size_t beyond = nameless(figures);
  if (beyond > 0) last = fields.size() - 1;
  for (std::size_t f = 0; f < fields.size(); ++f) {
    if (fields[f].as != As::fx) {
      writer.put(fields[f].as == As::spare ? 0 : bits_of(figures, f, 0), fields[f].bits);
      continue;
    }
    const bool more = f < last || (f + 1 == fields.size() && beyond > 0);
    writer.put(more ? 1 : 0, 1);
    if (!more) return;
  }
  for (std::size_t k = 0; k < beyond; ++k) {
    writer.put(bits_of(figures, Figure::none, k), 7);
    writer.put(k + 1 < beyond ? 1 : 0, 1);
  }
}

// The presence bits of what is there, seven a byte.
std::vector<std::byte> presence_bits(const std::vector<bool>& there) {
  std::size_t bytes = 1;
  for (std::size_t i = 0; i < there.size(); ++i)
    if (there[i]) bytes = i / 7 + 1;
  Writer writer;
  for (std::size_t byte = 0; byte < bytes; ++byte) {
    for (std::size_t i = byte * 7; i < byte * 7 + 7; ++i) writer.put(i < there.size() && there[i] ? 1 : 0, 1);
    writer.put(byte + 1 < bytes ? 1 : 0, 1);
  }
  return writer.take();
}

void put_item(Writer& writer, const Item& item, Figures figures);

void put_compound(Writer& writer, const Item& item, Figures figures) {
  std::vector<bool> there(item.parts.size(), false);
  for (const Figure& figure : figures) there.at(figure.part) = true;
  writer.append(presence_bits(there));
  for (std::size_t part = 0; part < item.parts.size(); ++part) {
    if (!there[part]) continue;
    std::vector<Figure> inside;
    for (const Figure& figure : figures)
      if (figure.part == part) inside.push_back(figure);
    put_item(writer, item.parts[part], inside);
  }
}

void put_item(Writer& writer, const Item& item, Figures figures) {
  switch (item.rule) {
    case Rule::fixed:
      return put_group(writer, item.fields, figures, 0, false);
    case Rule::extended:
      return put_extents(writer, item.fields, figures);
    case Rule::chain: {
      const std::size_t count = repetitions(figures);
      for (std::size_t k = 0; k < count; ++k) put_group(writer, item.fields, figures, k, k + 1 < count);
      return;
    }
    case Rule::repetitive: {
      const std::size_t count = repetitions(figures);
      if (count > 255) refuse("more than 255 repetitions of item " + std::string{item.name});
      writer.put(count, 8);
      for (std::size_t k = 0; k < count; ++k) put_group(writer, item.fields, figures, k, false);
      return;
    }
    case Rule::counted: {
      const std::size_t count = nameless(figures);
      if (count > 254) refuse("more than 254 bytes in item " + std::string{item.name});
      writer.put(count + 1, 8);
      for (std::size_t k = 0; k < count; ++k) writer.put(bits_of(figures, Figure::none, k), 8);
      return;
    }
    case Rule::compound:
      return put_compound(writer, item, figures);
    case Rule::none:
    case Rule::random_order:
      refuse("item " + std::string{item.name} + " cannot be written");
  }
}

// A figure that the edition has room for.
void check(const Edition& edition, const Figure& figure) {
  if (figure.item >= edition.items.size()) refuse("no item " + std::to_string(figure.item));
  const Item& whole = edition.items[figure.item];
  const bool compound = whole.rule == Rule::compound;
  if (compound != (figure.part != Figure::none) || (compound && figure.part >= whole.parts.size()))
    refuse("no such part of item " + std::string{whole.name});
  const Item& item = item_of(edition, figure);
  const bool repeats = item.rule == Rule::repetitive || item.rule == Rule::chain;
  if (figure.field == Figure::none) {
    if (item.rule == Rule::counted ? figure.bits > 255 : item.rule != Rule::extended || figure.bits > 127)
      refuse("a nameless byte in item " + std::string{item.name});
    return;
  }
  if (figure.field >= item.fields.size() || (figure.repetition > 0 && !repeats))
    refuse("no such field of item " + std::string{item.name});
  const Field& field = item.fields[figure.field];
  if (field.as == As::spare || field.as == As::fx || figure.bits > limit(field.bits))
    refuse("item " + std::string{item.name} + " cannot hold that in " + std::string{field.name});
}

// The items of an expansion as the contents of RE: its length, their presence bits, what they hold.
std::vector<std::byte> encode_expansion(const Edition& edition,
                                        const std::vector<std::vector<Figure>>& of_item) {
  Writer inside;
  for (std::size_t bit = 0; bit < 8; ++bit)
    inside.put(bit < edition.expansion.size() && edition.expansion[bit] != Edition::nothing &&
                       !of_item[edition.expansion[bit]].empty()
                   ? 1
                   : 0,
               1);
  for (const std::size_t index : edition.expansion)
    if (index != Edition::nothing && !of_item[index].empty())
      put_item(inside, edition.items[index], of_item[index]);
  const std::vector<std::byte> contents = inside.take();
  if (contents.size() > 254) refuse("more than 254 bytes in item RE");
  Writer writer;
  writer.put(contents.size() + 1, 8);
  writer.append(contents);
  return writer.take();
}

std::vector<std::byte> encode_record(const Edition& edition, const Draft& draft) {
  std::vector<std::vector<Figure>> of_item(edition.items.size());
  bool expanded = false;
  for (const Figure& figure : draft) {
    check(edition, figure);
    of_item[figure.item].push_back(figure);
    expanded = expanded || (edition.of_expansion >> figure.item & 1U) != 0;
  }
  const auto flagged = [&](const std::vector<std::size_t>& profile) {
    const std::vector<Figure>& second = of_item[profile[1]];
    return std::any_of(second.begin(), second.end(),
                       [](const Figure& figure) { return figure.field == 0 && figure.bits == 1; });
  };
  const std::vector<std::size_t>& profile =
      !edition.second_profile.empty() && flagged(edition.profile) ? edition.second_profile : edition.profile;
  const auto is_expanded = [&](std::size_t index) { return expanded && edition.items[index].name == "RE"; };
  std::vector<bool> there(profile.size(), false);
  std::size_t announced = 0, held = 0;
  for (std::size_t frn = 0; frn < profile.size(); ++frn) {
    if (profile[frn] == Edition::nothing) continue;
    const bool bytes = !of_item[profile[frn]].empty();
    if (bytes && is_expanded(profile[frn])) refuse("RE as bytes beside items of it");
    there[frn] = bytes || is_expanded(profile[frn]);
    announced += bytes ? 1U : 0U;
  }
  for (std::size_t i = 0; i < of_item.size(); ++i)
    held += of_item[i].empty() || (edition.of_expansion >> i & 1U) != 0 ? 0U : 1U;
  if (announced != held) refuse("an item is not in the profile of the record");
  Writer writer;
  writer.append(presence_bits(there));
  for (std::size_t frn = 0; frn < profile.size(); ++frn) {
    if (!there[frn]) continue;
    if (is_expanded(profile[frn]))
      writer.append(encode_expansion(edition, of_item));
    else
      put_item(writer, edition.items[profile[frn]], of_item[profile[frn]]);
  }
  return writer.take();
}

struct Found {
  Figure figure;
  const Field* field = nullptr;
};

Found find(const Edition& edition, std::string_view item, std::string_view part, std::string_view field) {
  for (std::size_t i = 0; i < edition.items.size(); ++i) {
    if (edition.items[i].name != item) continue;
    Found found;
    found.figure.item = static_cast<std::uint8_t>(i);
    const Item* inside = &edition.items[i];
    if (!part.empty()) {
      const auto at = std::find_if(inside->parts.begin(), inside->parts.end(),
                                   [&](const Item& one) { return one.name == part; });
      if (at == inside->parts.end()) break;
      found.figure.part = static_cast<std::uint8_t>(at - inside->parts.begin());
      inside = &*at;
    }
    for (std::size_t f = 0; f < inside->fields.size(); ++f)
      if (!inside->fields[f].name.empty() && inside->fields[f].name == field) {
        found.figure.field = static_cast<std::uint8_t>(f);
        found.field = &inside->fields[f];
        return found;
      }
  }
  refuse("category " + std::to_string(edition.category) + " has no " + std::string{item} +
         (part.empty() ? "" : "/" + std::string{part}) + "/" + std::string{field});
}

std::uint64_t bits_for(const Field& field, double value) {
  const double steps = std::round(value / field.step);
  const bool is_signed = field.as == As::signed_number;
  const double highest = std::ldexp(1.0, static_cast<int>(field.bits) - (is_signed ? 1 : 0)) - 1.0;
  const double lowest = is_signed ? -highest - 1.0 : 0.0;
  if (!(steps >= lowest && steps <= highest)) refuse(std::string{field.name} + " is out of its range");
  return static_cast<std::uint64_t>(static_cast<std::int64_t>(steps)) & limit(field.bits);
}

std::uint64_t letters_for(std::string_view text) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    std::uint64_t letter = 32;
    if (c >= 'A' && c <= 'Z') letter = static_cast<std::uint64_t>(c - 'A') + 1;
    if (c >= '0' && c <= '9') letter = static_cast<std::uint64_t>(c);
    bits = bits << 6U | letter;
  }
  return bits;
}

}  // namespace

void set(Draft& draft, const Edition& edition, std::string_view item, std::string_view field, double value) {
  set(draft, edition, item, {}, field, value);
}

void set(Draft& draft, const Edition& edition, std::string_view item, std::string_view part,
         std::string_view field, double value) {
  Found found = find(edition, item, part, field);
  found.figure.bits = bits_for(*found.field, value);
  draft.push_back(found.figure);
}

void set_text(Draft& draft, const Edition& edition, std::string_view item, std::string_view field,
              std::string_view text) {
  Found found = find(edition, item, {}, field);
  std::uint64_t bits = 0;
  if (found.field->as == As::letters) {
    if (text.size() > 8) refuse("an identification of more than 8 characters");
    bits = letters_for(text);
  } else if (found.field->as == As::ascii) {
    for (std::size_t i = 0; i < found.field->bits / 8; ++i)
      bits = bits << 8U | static_cast<unsigned char>(i < text.size() ? text[i] : ' ');
  } else {
    const int base = found.field->as == As::octal ? 8 : 16;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits, base);
    if (error != std::errc{} || end != text.data() + text.size() || bits > limit(found.field->bits))
      refuse(std::string{text} + " does not fit into " + std::string{found.field->name});
  }
  found.figure.bits = bits;
  draft.push_back(found.figure);
}

std::vector<std::byte> encode(const Edition& edition, std::span<const Draft> records) {
  std::vector<std::byte> file, block;
  const auto close = [&] {
    if (block.empty()) return;
    const std::size_t length = block.size() + block_header;
    file.push_back(std::byte(edition.category));
    file.push_back(std::byte(length >> 8U));
    file.push_back(std::byte(length & 0xFFU));
    file.insert(file.end(), block.begin(), block.end());
    block.clear();
  };
  for (const Draft& draft : records) {
    const std::vector<std::byte> record = encode_record(edition, draft);
    if (record.size() + block_header > longest_block) refuse("a record longer than a block");
    if (block.size() + record.size() + block_header > longest_block) close();
    block.insert(block.end(), record.begin(), record.end());
  }
  close();
  return file;
}

}  // namespace recon::asterix
