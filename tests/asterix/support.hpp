// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "recon/asterix/editions.hpp"
#include "recon/asterix/record.hpp"

namespace recon::asterix::test {

/// "30 00 0F" as bytes; blanks are ignored.
inline std::vector<std::byte> bytes_of(std::string_view hex) {
  std::vector<std::byte> bytes;
  unsigned value = 0, digits = 0;
  for (const char c : hex) {
    if (c == ' ') continue;
    value = value << 4U | static_cast<unsigned>(c <= '9' ? c - '0' : c - 'A' + 10);
    if (++digits % 2 == 0) {
      bytes.push_back(std::byte(value));
      value = 0;
    }
  }
  return bytes;
}

/// The only record of some bytes, and the ways into it.
class Decoded {
public:
  Decoded(const Edition& edition, std::string_view hex) : Decoded{edition, bytes_of(hex), 0} {}
  /// Of a whole block, which has its category and its length in front.
  static Decoded of_block(std::string_view hex) {
    const std::vector<std::byte> bytes = bytes_of(hex);
    const Edition* edition = find_edition(std::to_integer<unsigned>(bytes.at(0)));
    REQUIRE(edition != nullptr);
    REQUIRE((std::to_integer<std::size_t>(bytes[1]) << 8U | std::to_integer<std::size_t>(bytes[2])) ==
            bytes.size());
    return {*edition, bytes, 3};
  }

  template <class... Names>
  [[nodiscard]] double value(Names... names) const {
    const auto found = Path{record_.edition(), names...}.value(record_);
    REQUIRE(found);
    return *found;
  }
  template <class... Names>
  [[nodiscard]] std::uint64_t bits(Names... names) const {
    const auto found = Path{record_.edition(), names...}.bits(record_);
    REQUIRE(found);
    return *found;
  }
  template <class... Names>
  [[nodiscard]] std::string text(Names... names) const {
    const auto found = Path{record_.edition(), names...}.text(record_);
    REQUIRE(found);
    return *found;
  }
  template <class... Names>
  [[nodiscard]] bool has(Names... names) const {
    return Path{record_.edition(), names...}.bits(record_).has_value();
  }
  /// Every figure of a repetitive item, or of one field of it, in its order.
  [[nodiscard]] std::vector<std::uint64_t> all(std::string_view item, std::string_view field = {}) const {
    std::vector<std::uint64_t> found;
    for (const Figure& figure : figures(record_)) {
      const Field* const of = field_of(record_.edition(), figure);
      if (record_.edition().items[figure.item].name == item &&
          (field.empty() || (of != nullptr && of->name == field)))
        found.push_back(figure.bits);
    }
    return found;
  }

private:
  Decoded(const Edition& edition, std::vector<std::byte> bytes, std::size_t begin)
      : bytes_{std::move(bytes)} {
    Splitter splitter{edition, Bytes{bytes_}.subspan(begin), begin};
    const Record* record = splitter.next();
    INFO(splitter.trouble());
    REQUIRE(record != nullptr);
    record_ = *record;
    REQUIRE(record_.size() + begin == bytes_.size());
  }

  std::vector<std::byte> bytes_;
  Record record_;
};

/// A record with any of the items of an edition, in any of their forms, in the order of the table.
inline Draft random_draft(const Edition& edition, std::mt19937& random) {
  Draft draft;
  const auto chance = [&](unsigned one_in) { return random() % one_in == 0; };
  const auto bits = [&](const Field& field) {
    const std::uint64_t any = std::uint64_t{random()} << 32U | random();
    return field.bits == 64 ? any : any & ((std::uint64_t{1} << field.bits) - 1);
  };
  const auto group = [&](const Item& item, Figure figure, std::size_t begin, std::size_t end) {
    for (std::size_t f = begin; f < end; ++f) {
      if (item.fields[f].as == As::spare || item.fields[f].as == As::fx) continue;
      figure.field = static_cast<std::uint8_t>(f);
      figure.bits = bits(item.fields[f]);
      draft.push_back(figure);
    }
  };
  const auto fill = [&](const Item& item, Figure figure) {
    switch (item.rule) {
      case Rule::fixed:
        return group(item, figure, 0, item.fields.size());
      case Rule::extended: {
        // As many extents as turn out; the last one has something in it, or could not be told from spare.
        std::size_t end = 0;
        do {
          const std::size_t begin = end;
          while (item.fields[end].as != As::fx) ++end;
          group(item, figure, begin, end++);
        } while (end < item.fields.size() && !chance(3));
        return;
      }
      case Rule::chain:
      case Rule::repetitive:
        for (std::uint16_t k = 0; k == 0 || !chance(2); ++k) {
          figure.repetition = k;
          group(item, figure, 0, item.fields.size());
        }
        return;
      case Rule::counted:
        for (std::uint16_t k = 0; k == 0 || !chance(4); ++k) {
          figure.repetition = k;
          figure.bits = random() & 0xFFU;
          draft.push_back(figure);
        }
        return;
      case Rule::compound:
      case Rule::none:
      case Rule::random_order:
        return;
    }
  };
  const bool second = !edition.second_profile.empty() && chance(2);
  const std::vector<std::size_t>& profile = second ? edition.second_profile : edition.profile;
  for (std::size_t i = 0; i < edition.items.size(); ++i) {
    const bool decides = !edition.second_profile.empty() && i == profile[1];
    const bool expands = (edition.of_expansion >> i & 1U) != 0;
    const bool may_be = expands || std::find(profile.begin(), profile.end(), i) != profile.end();
    if (!may_be || (!decides && chance(2)) || (expands && chance(2))) continue;
    const Item& item = edition.items[i];
    // Bytes of RE may happen to be those of its items, which would read back as such.
    if (item.rule == Rule::counted && item.name == "RE" && !edition.expansion.empty()) continue;
    Figure figure{.item = static_cast<std::uint8_t>(i)};
    if (item.rule != Rule::compound) {
      const std::size_t first = draft.size();
      fill(item, figure);
      if (decides) draft[first].bits = second ? 1 : 0;
      continue;
    }
    for (std::size_t part = 0; part < item.parts.size(); ++part) {
      if (item.parts[part].rule == Rule::none || (part > 0 && chance(2))) continue;
      figure.part = static_cast<std::uint8_t>(part);
      fill(item.parts[part], figure);
    }
  }
  // A record has an item at least.
  if (draft.empty()) fill(edition.items[0], {.item = 0});
  return draft;
}

}  // namespace recon::asterix::test
