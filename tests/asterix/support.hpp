// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <random>
#include <string_view>
#include <vector>

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
