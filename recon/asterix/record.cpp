// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/record.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>

namespace recon::asterix {

namespace {

std::uint8_t byte_at(Bytes bytes, std::size_t i) { return std::to_integer<std::uint8_t>(bytes[i]); }
bool is_extended(Bytes bytes, std::size_t i) { return (byte_at(bytes, i) & 1U) != 0; }

// Longer than the bytes are, or not to be told.
constexpr std::size_t malformed = ~std::size_t{0};

// How many bytes, FX bits told, a chain of presence or extent bytes has.
std::size_t run_of_extents(Bytes bytes, std::size_t unit = 1) {
  for (std::size_t end = unit; end <= bytes.size(); end += unit)
    if (!is_extended(bytes, end - 1)) return end;
  return malformed;
}

std::size_t length_of_extended(const Item& item, Bytes bytes) {
  std::size_t end = 0;
  for (const std::size_t extent : item.extents) {
    end += extent;
    if (end > bytes.size()) return malformed;
    if (!is_extended(bytes, end - 1)) return end;
  }
  const std::size_t beyond = run_of_extents(bytes.subspan(end));
  return beyond == malformed ? malformed : end + beyond;
}

std::size_t length_of(const Item& item, Bytes bytes);

std::size_t length_of_compound(const Item& item, Bytes bytes) {
  const std::size_t presence = run_of_extents(bytes);
  if (presence == malformed) return malformed;
  std::size_t end = presence;
  for (std::size_t bit = 0; bit < presence * 7; ++bit) {
    if ((byte_at(bytes, bit / 7) >> (7 - bit % 7) & 1U) == 0) continue;
    if (bit >= item.parts.size()) return malformed;
    const std::size_t length = length_of(item.parts[bit], bytes.subspan(end));
    if (length == malformed) return malformed;
    end += length;
  }
  return end;
}

// How long an item is that starts where `bytes` do.
std::size_t length_of(const Item& item, Bytes bytes) {
  const auto within = [&](std::size_t length) { return length <= bytes.size() ? length : malformed; };
  switch (item.rule) {
    case Rule::fixed:
      return within(item.length);
    case Rule::extended:
      return length_of_extended(item, bytes);
    case Rule::chain:
      return run_of_extents(bytes, item.length);
    case Rule::repetitive:
      return bytes.empty() ? malformed : within(1 + byte_at(bytes, 0) * item.length);
    case Rule::counted:
      return bytes.empty() || byte_at(bytes, 0) == 0 ? malformed : within(byte_at(bytes, 0));
    case Rule::compound:
      return length_of_compound(item, bytes);
    case Rule::none:
    case Rule::random_order:
      break;
  }
  return malformed;
}

std::string named(const Edition& edition, const Item& item) {
  const std::string category = std::to_string(edition.category);
  return "I" + std::string(3 - category.size(), '0') + category + "/" + std::string{item.name};
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
        for (Parts parts{item, bytes}; parts.next();) {
          part(parts.index());
          collect(item.parts[parts.index()], parts.bytes());
        }
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
    for (std::size_t f = 0; f < fields.size(); ++f)
      if (fields[f].as != As::spare && fields[f].as != As::fx)
        add(f, repetition, bits_at(bytes, begin * 8 + fields[f].first_bit, fields[f].bits));
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
  const std::size_t presence = run_of_extents(left_);
  if (presence == malformed) return give_up("the field specification runs past the end of its block");
  // No profile has more than fifty fields: a longer chain of bits is none, and would cost its length each
  // time.
  constexpr std::size_t longest_specification = 16;
  if (presence > longest_specification) return give_up("a field specification of more than 16 bytes");
  record_.edition_ = edition_;
  record_.bytes_ = left_;
  record_.at_ = at_;
  record_.items_ = 0;
  const std::vector<std::size_t>* profile = &edition_->profile;
  std::size_t end = presence, expansion = Edition::nothing;
  for (std::size_t byte = 0; byte < presence; ++byte) {
    // The bits from the first on, FX aside.
    for (unsigned bits = byte_at(left_, byte) & 0xFEU; bits != 0;) {
      const auto in_byte = static_cast<unsigned>(std::countl_zero(static_cast<std::uint8_t>(bits)));
      bits &= ~(0x80U >> in_byte);
      const std::size_t bit = byte * 7 + in_byte;
      const std::size_t index = bit < profile->size() ? (*profile)[bit] : Edition::nothing;
      if (index == Edition::nothing)
        return give_up("field " + std::to_string(bit + 1) + " is announced, which edition " +
                       std::string{edition_->name} + " of category " + std::to_string(edition_->category) +
                       " does not have");
      const Item& item = edition_->items[index];
      if (item.rule == Rule::random_order)
        return give_up(named(*edition_, item) + ", random field sequencing, is not read");
      const std::size_t length = item.rule == Rule::fixed ? item.length : length_of(item, left_.subspan(end));
      if (length > left_.size() - end)
        return give_up(named(*edition_, item) + " runs past the end of its block, or is malformed");
      record_.items_ |= std::uint64_t{1} << index;
      record_.begin_[index] = static_cast<std::uint16_t>(end);
      record_.length_[index] = static_cast<std::uint16_t>(length);
      if (bit == 1 && !edition_->second_profile.empty() && (byte_at(left_, end) & 0x80U) != 0)
        profile = &edition_->second_profile;
      if (item.rule == Rule::counted && item.name == "RE") expansion = index;
      end += length;
    }
  }
  record_.size_ = end;
  if (expansion != Edition::nothing && !edition_->expansion.empty()) cut_expansion(expansion);
  left_ = left_.subspan(end);
  at_ += end;
  return &record_;
}

void Splitter::cut_expansion(std::size_t expansion) {
  const std::size_t begin = record_.begin_[expansion];
  const Bytes bytes = record_.item(expansion);
  if (bytes.size() < 2) return;
  std::uint64_t items = 0;
  std::size_t end = 2;  // behind the length and the presence bits
  for (std::size_t bit = 0; bit < 8; ++bit) {
    if ((byte_at(bytes, 1) >> (7 - bit) & 1U) == 0) continue;
    if (bit >= edition_->expansion.size()) return;
    const std::size_t index = edition_->expansion[bit];
    const std::size_t length =
        index == Edition::nothing ? malformed : length_of(edition_->items[index], bytes.subspan(end));
    if (length == malformed) return;
    items |= std::uint64_t{1} << index;
    record_.begin_[index] = static_cast<std::uint16_t>(begin + end);
    record_.length_[index] = static_cast<std::uint16_t>(length);
    end += length;
  }
  if (end != bytes.size() || items == 0) return;
  record_.items_ = (record_.items_ & ~(std::uint64_t{1} << expansion)) | items;
}

// ---- reading --------------------------------------------------------------------------------------------

Parts::Parts(const Item& item, Bytes bytes) : item_{&item}, bytes_{bytes} {
  const std::size_t presence = run_of_extents(bytes);
  if (presence == malformed) return;
  bits_ = std::min(presence * 7, item.parts.size());
  end_ = presence;
}

bool Parts::next() {
  for (; bit_ < bits_; ++bit_) {
    if ((byte_at(bytes_, bit_ / 7) >> (7 - bit_ % 7) & 1U) == 0) continue;
    const std::size_t length = length_of(item_->parts[bit_], bytes_.subspan(end_));
    if (length == malformed) return false;
    index_ = bit_++;
    begin_ = end_;
    end_ += length;
    return true;
  }
  return false;
}

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

std::string text_of(const Field& field, std::uint64_t bits) {
  std::string text;
  append_text(text, field, bits);
  return text;
}

void append_text(std::string& text, const Field& field, std::uint64_t bits) {
  const std::size_t begin = text.size();
  unsigned width = 8;
  if (field.as == As::octal) width = 3;
  if (field.as == As::letters) width = 6;
  if (field.as == As::hex) width = 4;
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
    while (text.size() > begin && text.back() == ' ') text.pop_back();
    const std::size_t first = std::min(text.find_first_not_of(' ', begin), text.size());
    text.erase(begin, first - begin);
  }
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
  for (const Field& one : item.fields)
    if (one.as != As::spare && one.as != As::fx && one.name == field) {
      field_ = &one;
      const std::size_t first_bit = one.first_bit + (item.rule == Rule::repetitive ? 8U : 0U);
      begin_ = first_bit / 8;
      end_ = (first_bit + one.bits + 7) / 8;
      behind_ = static_cast<unsigned>(end_ * 8 - first_bit - one.bits);
      mask_ = one.bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << one.bits) - 1;
      assert(end_ - begin_ <= 8);
      return;
    }
  assert(field_ != nullptr);
}

Bytes Path::part_of(const Record& record) const {
  for (Parts parts{*item_, record.item(index_)}; parts.next() && parts.index() <= part_;)
    if (parts.index() == part_) return parts.bytes();
  return {};
}

std::optional<std::uint64_t> Path::bits_in(Bytes bytes) const {
  if (end_ > bytes.size()) return std::nullopt;
  std::uint64_t value = 0;
  for (std::size_t i = begin_; i < end_; ++i) value = value << 8U | byte_at(bytes, i);
  return value >> behind_ & mask_;
}

std::optional<std::string> Path::text(const Record& record) const {
  const std::optional<std::uint64_t> found = bits(record);
  if (!found) return std::nullopt;
  return text_of(*field_, *found);
}

}  // namespace recon::asterix
