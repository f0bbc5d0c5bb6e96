// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "recon/asterix/table.hpp"

/// Records, split by the tables and read from where they lie.
namespace recon::asterix {

using Bytes = std::span<const std::byte>;

/// A record of a data block: where each of its items lies. Refers to the bytes it was split from.
///   (1) where the contents of RE are cut without rest into the items of the edition's expansion, these are
///       there and RE is not; else RE is, as bytes
class Record {
public:
  [[nodiscard]] const Edition& edition() const { return *edition_; }
  /// Of its first byte in the file, from 0.
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  /// The items that are there: bit i for item i of the edition.
  [[nodiscard]] std::uint64_t items() const { return items_; }
  [[nodiscard]] bool has(std::size_t item) const { return (items_ >> item & 1U) != 0; }
  /// An item's bytes; none when it is not there.
  [[nodiscard]] Bytes item(std::size_t item) const {
    return has(item) ? bytes_.subspan(begin_[item], length_[item]) : Bytes{};
  }

private:
  friend class Splitter;
  friend class Path;
  const Edition* edition_ = nullptr;
  Bytes bytes_;
  std::size_t at_ = 0, size_ = 0;
  std::uint64_t items_ = 0;
  std::array<std::uint16_t, 64> begin_{}, length_{};
};

/// Cuts the records off the contents of a data block (what lies behind CAT and LEN), one after the other.
///   (1) no byte outside the contents is read
///   (2) every record takes a byte at least, so that the cutting ends
///   (3) a record that cannot be cut ends the block: `trouble` says why, `at` where
class Splitter {
public:
  /// `at`: of the first byte of `contents` in the file.
  Splitter(const Edition& edition, Bytes contents, std::size_t at)
      : edition_{&edition}, left_{contents}, at_{at} {}
  /// The next record; nullptr at the end of the block or at trouble. It is overwritten by the next call.
  [[nodiscard]] const Record* next();
  [[nodiscard]] const std::string& trouble() const { return trouble_; }
  [[nodiscard]] std::size_t at() const { return at_; }

private:
  [[nodiscard]] const Record* give_up(std::string why);
  void cut_expansion(std::size_t expansion);

  const Edition* edition_;
  Bytes left_;
  std::size_t at_;
  std::string trouble_;
  Record record_;
};

/// One figure of a record, with its place in the table.
struct Figure {
  static constexpr std::uint8_t none = 0xFF;
  std::uint8_t item = 0;
  std::uint8_t part = none;      // of a compound item
  std::uint8_t field = none;     // none: a byte that the table has no name for (SP, RE, extents to come)
  std::uint16_t repetition = 0;  // of a repetitive item or a chain; of the nameless bytes
  std::uint64_t bits = 0;        // as they stand, right-aligned
  friend bool operator==(const Figure&, const Figure&) = default;
};

/// Every figure of a record, in the order of the table; spare bits are left out.
[[nodiscard]] std::vector<Figure> figures(const Record& record);
void figures(const Record& record, std::vector<Figure>& into);

/// What a figure says: the part or item it is of, and its field (nullptr: a nameless byte).
[[nodiscard]] const Item& item_of(const Edition& edition, const Figure& figure);
[[nodiscard]] const Field* field_of(const Edition& edition, const Figure& figure);

/// The bits of a numeric field as a number, sign and step applied; of a signed one before the step.
[[nodiscard]] inline std::int64_t signed_of(const Field& field, std::uint64_t bits) {
  const unsigned above = 64U - field.bits;  // the sign is brought to the top and back
  return static_cast<std::int64_t>(bits << above) >> above;
}
[[nodiscard]] inline double value_of(const Field& field, std::uint64_t bits) {
  return field.step * (field.as == As::signed_number ? static_cast<double>(signed_of(field, bits))
                                                     : static_cast<double>(bits));
}
/// The bits of a field of characters or digits as text; letters and ascii without the blanks around them.
[[nodiscard]] std::string text_of(const Field& field, std::uint64_t bits);
void append_text(std::string& out, const Field& field, std::uint64_t bits);

/// So many bits, the first of them `first` bits behind the beginning of `bytes`.
/// REQUIRES: they lie within `bytes`; at most 64
[[nodiscard]] inline std::uint64_t bits_at(Bytes bytes, std::size_t first, unsigned count) {
  const std::size_t begin = first / 8, end = (first + count + 7) / 8;
  if (end - begin > 8)  // more bytes than a number has
    return bits_at(bytes, first, count - 32) << 32U | bits_at(bytes, first + count - 32, 32);
  std::uint64_t value = std::to_integer<unsigned>(bytes[begin]) & (0xFFU >> first % 8);
  for (std::size_t byte = begin + 1; byte < end; ++byte)
    value = value << 8U | std::to_integer<unsigned>(bytes[byte]);
  return value >> (end * 8 - first - count);
}

/// Walks over the parts of a compound item that are there.
class Parts {
public:
  /// REQUIRES: `bytes` are those of the item, as a record has them
  Parts(const Item& item, Bytes bytes);
  /// Goes to the next; false: there is none.
  [[nodiscard]] bool next();
  [[nodiscard]] std::size_t index() const { return index_; }
  [[nodiscard]] Bytes bytes() const { return bytes_.subspan(begin_, end_ - begin_); }

private:
  const Item* item_;
  Bytes bytes_;
  std::size_t bit_ = 0, bits_ = 0, index_ = 0, begin_ = 0, end_ = 0;
};

/// The way to one figure, found once and read from every record of the edition.
class Path {
public:
  /// REQUIRES: the edition has that field; in a repetitive item or a chain it is the first
  Path(const Edition& edition, std::string_view item, std::string_view field);
  Path(const Edition& edition, std::string_view item, std::string_view part, std::string_view field);

  [[nodiscard]] const Field& field() const { return *field_; }
  // Inlined wherever it is asked: an optional that comes out of a call is stored in two pieces and loaded as
  // one, for which the processor waits; thirty times a record, that was a third of an import.
  [[nodiscard, gnu::always_inline]] std::optional<std::uint64_t> bits(const Record& record) const {
    if (!record.has(index_)) return std::nullopt;
    if (part_ != Edition::nothing) return bits_in(part_of(record));
    if (end_ > record.length_[index_]) return std::nullopt;
    // Eight bytes are there but at the end of a block: then one load is enough.
    const std::size_t at = record.begin_[index_] + begin_;
    if (at + sizeof(std::uint64_t) > record.bytes_.size()) return bits_in(record.item(index_));
    std::uint64_t value = 0;
    std::memcpy(&value, record.bytes_.data() + at, sizeof value);
    if constexpr (std::endian::native == std::endian::little) value = __builtin_bswap64(value);
    return value >> (64U - 8U * (end_ - begin_) + behind_) & mask_;
  }
  [[nodiscard, gnu::always_inline]] std::optional<double> value(const Record& record) const {
    const std::optional<std::uint64_t> found = bits(record);
    return found ? std::optional{value_of(*field_, *found)} : std::nullopt;
  }
  [[nodiscard]] std::optional<std::string> text(const Record& record) const;
  /// Is the field there, and not 0?
  [[nodiscard]] bool is_set(const Record& record) const { return bits(record).value_or(0) != 0; }

private:
  void find(const Item& item, std::string_view field);
  [[nodiscard]] Bytes part_of(const Record& record) const;
  [[nodiscard]] std::optional<std::uint64_t> bits_in(Bytes bytes) const;

  const Item* item_ = nullptr;  // whole
  std::size_t index_ = 0;       // of the item
  std::size_t part_ = Edition::nothing;
  const Field* field_ = nullptr;
  std::size_t begin_ = 0, end_ = 0;  // of the bytes within the item or part that hold it
  unsigned behind_ = 0;              // bits of the last of them that are another's
  std::uint64_t mask_ = 0;
};

// ---- encoding -----------------------------------------------------------------------------------------

/// A record to be written.
using Draft = std::vector<Figure>;

/// Adds a figure by name. A number is rounded to the step of its field.
/// Throws std::out_of_range for a name that the edition lacks or a value that the field cannot hold.
void set(Draft& draft, const Edition& edition, std::string_view item, std::string_view field, double value);
void set(Draft& draft, const Edition& edition, std::string_view item, std::string_view part,
         std::string_view field, double value);
/// The same for letters, ascii, octal digits and hex digits.
void set_text(Draft& draft, const Edition& edition, std::string_view item, std::string_view field,
              std::string_view text);

/// Records as data blocks, as many as are needed to keep each within 65 535 bytes.
///   (1) figures(split(encode(d))) is d, in the order of the table, for every d made of figures(...)
/// Throws std::out_of_range for a figure that is not of the edition, and for a record that no block holds.
[[nodiscard]] std::vector<std::byte> encode(const Edition& edition, std::span<const Draft> records);

}  // namespace recon::asterix
