// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/record.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace recon::asterix {

namespace {

std::uint8_t byte_at(Bytes bytes, std::size_t i) { return std::to_integer<std::uint8_t>(bytes[i]); }
bool is_extended(Bytes bytes, std::size_t i) { return (byte_at(bytes, i) & 1U) != 0; }

std::uint64_t bits_at(Bytes bytes, std::size_t first, unsigned count) {
  std::uint64_t value = 0;
  for (std::size_t bit = first; bit < first + count;) {
    const auto in_byte = static_cast<unsigned>(8 - bit % 8);
    const unsigned taken = std::min(in_byte, static_cast<unsigned>(first + count - bit));
    const unsigned chunk = (byte_at(bytes, bit / 8) >> (in_byte - taken)) & ((1U << taken) - 1U);
    value = value << taken | chunk;
    bit += taken;
  }
  return value;
}

// How many bytes, FX bits told, a chain of presence or extent bytes has; nullopt: it does not end.
std::optional<std::size_t> run_of_extents(Bytes bytes, std::size_t unit = 1) {
  for (std::size_t end = unit; end <= bytes.size(); end += unit)
    if (!is_extended(bytes, end - 1)) return end;
  return std::nullopt;
}

// How long an item is that starts where `bytes` do; nullopt: longer than they are, or not to be told.
std::optional<std::size_t> length_of(const Item& item, Bytes bytes) {
  const auto within = [&](std::size_t length) {
    return length <= bytes.size() ? std::optional{length} : std::nullopt;
  };
  switch (item.rule) {
    case Rule::fixed:
      return within(item.length);
    case Rule::extended:
      return run_of_extents(bytes);
    case Rule::chain:
      return run_of_extents(bytes, item.length);
    case Rule::repetitive:
      if (bytes.empty()) return std::nullopt;
      return within(1 + byte_at(bytes, 0) * item.length);
    case Rule::counted:
      if (bytes.empty() || byte_at(bytes, 0) == 0) return std::nullopt;
      return within(byte_at(bytes, 0));
    case Rule::compound: {
      const std::optional<std::size_t> presence = run_of_extents(bytes);
      if (!presence) return std::nullopt;
      std::size_t end = *presence;
      for (std::size_t bit = 0; bit < *presence * 7; ++bit) {
        if ((byte_at(bytes, bit / 7) >> (7 - bit % 7) & 1U) == 0) continue;
        if (bit >= item.parts.size()) return std::nullopt;
        const std::optional<std::size_t> length = length_of(item.parts[bit], bytes.subspan(end));
        if (!length) return std::nullopt;
        end += *length;
      }
      return end;
    }
    case Rule::none:
    case Rule::random_order:
      break;
  }
  return std::nullopt;
}

std::string named(const Edition& edition, const Item& item) {
  const std::string category = std::to_string(edition.category);
  return "I" + std::string(3 - category.size(), '0') + category + "/" + std::string{item.name};
}

// Calls back with every part of a compound item that is there.
template <class Sink>
void each_part(const Item& item, Bytes bytes, Sink sink) {
  const std::size_t presence = run_of_extents(bytes).value_or(0);
  std::size_t end = presence;
  for (std::size_t bit = 0; bit < presence * 7 && bit < item.parts.size(); ++bit) {
    if ((byte_at(bytes, bit / 7) >> (7 - bit % 7) & 1U) == 0) continue;
    const std::size_t length = length_of(item.parts[bit], bytes.subspan(end)).value_or(0);
    sink(bit, bytes.subspan(end, length));
    end += length;
  }
}

class Collector {
public:
  Collector(std::vector<Figure>& into, std::size_t item) : into_{&into} {
    next_.item = static_cast<std::uint8_t>(item);
  }
  void part(std::size_t part) { next_.part = static_cast<std::uint8_t>(part); }

  void collect(const Item& item, Bytes bytes) {
    switch (item.rule) {
      case Rule::fixed:
        group(item.fields, bytes, 0, 0);
        break;
      case Rule::extended:
        extents(item.fields, bytes);
        break;
      case Rule::chain: {
        const std::size_t unit = item.length;
        for (std::size_t k = 0; (k + 1) * unit <= bytes.size(); ++k) group(item.fields, bytes, k * unit, k);
        break;
      }
      case Rule::repetitive: {
        const std::size_t unit = item.length;
        for (std::size_t k = 0; 1 + (k + 1) * unit <= bytes.size(); ++k)
          group(item.fields, bytes, 1 + k * unit, k);
        break;
      }
      case Rule::counted:
        for (std::size_t k = 1; k < bytes.size(); ++k) add(Figure::none, k - 1, byte_at(bytes, k));
        break;
      case Rule::compound:
        each_part(item, bytes, [&](std::size_t index, Bytes inside) {
          part(index);
          collect(item.parts[index], inside);
        });
        break;
      case Rule::none:
      case Rule::random_order:
        break;
    }
  }

private:
  void add(std::size_t field, std::size_t repetition, std::uint64_t bits) {
    next_.field = static_cast<std::uint8_t>(field);
    next_.repetition = static_cast<std::uint16_t>(repetition);
    next_.bits = bits;
    into_->push_back(next_);
  }
  void group(const std::vector<Field>& fields, Bytes bytes, std::size_t begin, std::size_t repetition) {
    std::size_t bit = begin * 8;
    for (std::size_t f = 0; f < fields.size(); bit += fields[f++].bits)
      if (fields[f].as != As::spare && fields[f].as != As::fx)
        add(f, repetition, bits_at(bytes, bit, fields[f].bits));
  }
  void extents(const std::vector<Field>& fields, Bytes bytes) {
    std::size_t bit = 0;
    for (std::size_t f = 0; f < fields.size() && bit < bytes.size() * 8; bit += fields[f++].bits)
      if (fields[f].as != As::spare && fields[f].as != As::fx) add(f, 0, bits_at(bytes, bit, fields[f].bits));
    for (std::size_t k = 0; bit < bytes.size() * 8; bit += 8)
      add(Figure::none, k++, byte_at(bytes, bit / 8) >> 1U);  // an extent of an edition to come
  }

  std::vector<Figure>* into_;
  Figure next_;
};

}  // namespace

// ---- splitting ------------------------------------------------------------------------------------------

const Record* Splitter::give_up(std::string why) {
  trouble_ = std::move(why);
  left_ = {};
  return nullptr;
}

const Record* Splitter::next() {
  if (left_.empty()) return nullptr;
  const std::optional<std::size_t> presence = run_of_extents(left_);
  if (!presence) return give_up("the field specification runs past the end of its block");
  record_.edition_ = edition_;
  record_.bytes_ = left_;
  record_.at_ = at_;
  record_.items_ = 0;
  const std::vector<std::size_t>* profile = &edition_->profile;
  std::size_t end = *presence;
  for (std::size_t bit = 0; bit < *presence * 7; ++bit) {
    if ((byte_at(left_, bit / 7) >> (7 - bit % 7) & 1U) == 0) continue;
    const std::size_t index = bit < profile->size() ? (*profile)[bit] : Edition::nothing;
    if (index == Edition::nothing)
      return give_up("field " + std::to_string(bit + 1) + " is announced, which edition " +
                     std::string{edition_->name} + " of category " + std::to_string(edition_->category) +
                     " does not have");
    const Item& item = edition_->items[index];
    if (item.rule == Rule::random_order)
      return give_up(named(*edition_, item) + ", random field sequencing, is not read");
    const std::optional<std::size_t> length = length_of(item, left_.subspan(end));
    if (!length) return give_up(named(*edition_, item) + " runs past the end of its block, or is malformed");
    record_.items_ |= std::uint64_t{1} << index;
    record_.begin_[index] = static_cast<std::uint16_t>(end);
    record_.length_[index] = static_cast<std::uint16_t>(*length);
    if (bit == 1 && !edition_->second_profile.empty() && (byte_at(left_, end) & 0x80U) != 0)
      profile = &edition_->second_profile;
    end += *length;
  }
  record_.size_ = end;
  left_ = left_.subspan(end);
  at_ += end;
  return &record_;
}

// ---- reading --------------------------------------------------------------------------------------------

std::vector<Figure> figures(const Record& record) {
  std::vector<Figure> all;
  figures(record, all);
  return all;
}

void figures(const Record& record, std::vector<Figure>& into) {
  into.clear();
  for (std::size_t i = 0; i < record.edition().items.size(); ++i)
    if (record.has(i)) Collector{into, i}.collect(record.edition().items[i], record.item(i));
}

const Item& item_of(const Edition& edition, const Figure& figure) {
  const Item& item = edition.items.at(figure.item);
  return figure.part == Figure::none ? item : item.parts.at(figure.part);
}

const Field* field_of(const Edition& edition, const Figure& figure) {
  return figure.field == Figure::none ? nullptr : &item_of(edition, figure).fields.at(figure.field);
}

double value_of(const Field& field, std::uint64_t bits) {
  if (field.as == As::signed_number && (bits >> (field.bits - 1) & 1U) != 0)
    return (static_cast<double>(bits) - std::ldexp(1.0, static_cast<int>(field.bits))) * field.step;
  return static_cast<double>(bits) * field.step;
}

std::string text_of(const Field& field, std::uint64_t bits) {
  unsigned width = 8;
  if (field.as == As::octal) width = 3;
  if (field.as == As::letters) width = 6;
  if (field.as == As::hex) width = 4;
  std::string text;
  for (unsigned left = (field.bits + width - 1) / width; left-- > 0;) {
    const auto digit = static_cast<unsigned>(bits >> (left * width) & ((1U << width) - 1U));
    if (field.as == As::letters) {
      // Annex 10: 1 to 26 are A to Z, 32 is a blank, 48 to 57 are digits; the rest is not assigned.
      if (digit >= 1 && digit <= 26)
        text += static_cast<char>('A' + digit - 1);
      else if (digit >= 48 && digit <= 57)
        text += static_cast<char>(digit);
      else
        text += digit == 32 || digit == 0 ? ' ' : '?';
    } else if (field.as == As::ascii) {
      text += digit >= 32 && digit < 127 ? static_cast<char>(digit) : (digit == 0 ? ' ' : '?');
    } else {
      text += "0123456789ABCDEF"[digit];
    }
  }
  if (field.as == As::letters || field.as == As::ascii) {
    text.erase(text.find_last_not_of(' ') + 1);
    text.erase(0, text.find_first_not_of(' '));
  }
  return text;
}

Path::Path(const Edition& edition, std::string_view item, std::string_view field)
    : Path{edition, item, {}, field} {}

Path::Path(const Edition& edition, std::string_view item, std::string_view part, std::string_view field) {
  while (index_ < edition.items.size() && edition.items[index_].name != item) ++index_;
  assert(index_ < edition.items.size());
  item_ = &edition.items[index_];
  if (part.empty()) {
    find(*item_, field);
    return;
  }
  part_ = 0;
  while (part_ < item_->parts.size() && item_->parts[part_].name != part) ++part_;
  assert(part_ < item_->parts.size());
  find(item_->parts[part_], field);
}

void Path::find(const Item& item, std::string_view field) {
  if (item.rule == Rule::repetitive) first_bit_ = 8;
  for (const Field& one : item.fields) {
    if (one.as != As::spare && one.as != As::fx && one.name == field) {
      field_ = &one;
      return;
    }
    first_bit_ += one.bits;
  }
  assert(field_ != nullptr);
}

std::optional<std::uint64_t> Path::bits(const Record& record) const {
  if (!record.has(index_)) return std::nullopt;
  Bytes bytes = record.item(index_);
  if (part_ != Edition::nothing) {
    Bytes found;
    each_part(*item_, bytes, [&](std::size_t index, Bytes inside) {
      if (index == part_) found = inside;
    });
    bytes = found;
  }
  if (first_bit_ + field_->bits > bytes.size() * 8) return std::nullopt;
  return bits_at(bytes, first_bit_, field_->bits);
}

std::optional<double> Path::value(const Record& record) const {
  const std::optional<std::uint64_t> found = bits(record);
  if (!found) return std::nullopt;
  return value_of(*field_, *found);
}

std::optional<std::string> Path::text(const Record& record) const {
  const std::optional<std::uint64_t> found = bits(record);
  if (!found) return std::nullopt;
  return text_of(*field_, *found);
}

}  // namespace recon::asterix
