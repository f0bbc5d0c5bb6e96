// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/editions.hpp"

#include <array>

namespace recon::asterix {

std::span<const Edition* const> editions() {
  static const std::array<const Edition*, 10> all{
      &category_001(),      &category_002(), &category_020(), &category_021(), &category_021_0_26(),
      &category_021_0_23(), &category_034(), &category_048(), &category_062(), &category_065()};
  return all;
}

const Edition* find_edition(unsigned category, std::string_view name) {
  for (const Edition* edition : editions())
    if (edition->category == category && (name.empty() || edition->name == name)) return edition;
  return nullptr;
}

Chosen::Chosen() : by_category_(256, nullptr) {
  for (const Edition* edition : editions())
    if (by_category_[edition->category] == nullptr) by_category_[edition->category] = edition;
}

}  // namespace recon::asterix
