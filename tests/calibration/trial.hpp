// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

#include "tests/calibration/made_incident.hpp"
#include "tests/calibration/score.hpp"

namespace recon::calibration {

/// Makes incidents `first` ... `first + count - 1` in a folder, inquires into each as a user would, and
/// compares: what was asked is whether the aircraft entered, or, where clocks are off, its side at the time
/// told. The folders are removed.
[[nodiscard]] std::vector<Outcome> trials(const std::filesystem::path& folder, const Recipe& recipe,
                                          std::uint64_t first, std::size_t count, std::size_t draws,
                                          const std::function<void(std::size_t)>& done = {});

}  // namespace recon::calibration
