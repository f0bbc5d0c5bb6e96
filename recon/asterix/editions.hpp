// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "recon/asterix/table.hpp"

namespace recon::asterix {

// One table a category and layout, each in a file of its own.
[[nodiscard]] const Edition& category_001();       // monoradar target reports, 1.2 to 1.4
[[nodiscard]] const Edition& category_002();       // monoradar service messages, 1.0 to 1.2
[[nodiscard]] const Edition& category_020();       // multilateration target reports, 1.5 to 1.11
[[nodiscard]] const Edition& category_021();       // ADS-B target reports, 2.2 to 2.7
[[nodiscard]] const Edition& category_021_0_23();  // before the renumbering: position of 6 bytes
[[nodiscard]] const Edition& category_021_0_26();  // before the renumbering: position of 8 bytes
[[nodiscard]] const Edition& category_034();       // monoradar service messages, 1.27 to 1.29
[[nodiscard]] const Edition& category_048();       // monoradar target reports, 1.27 to 1.32
[[nodiscard]] const Edition& category_062();       // system tracks, 1.16 to 1.21
[[nodiscard]] const Edition& category_065();       // service status of a tracker, 1.4 to 1.6

/// All of them; of a category with several, the newest first.
[[nodiscard]] std::span<const Edition* const> editions();

/// The one of that name ("0.26"), or the newest when the name is empty; nullptr when there is none.
[[nodiscard]] const Edition* find_edition(unsigned category, std::string_view name = {});

/// Which edition each category is read by.
class Chosen {
public:
  Chosen();  // the newest of each
  [[nodiscard]] const Edition* of(unsigned category) const {
    return category < by_category_.size() ? by_category_[category] : nullptr;
  }
  void choose(const Edition& edition) { by_category_[edition.category] = &edition; }

private:
  std::vector<const Edition*> by_category_;
};

}  // namespace recon::asterix
