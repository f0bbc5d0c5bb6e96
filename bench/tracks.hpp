// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>

namespace recon::bench {

/// Files of tracks for the clock, the same for the same sizes; how many rows or reports went into them.
/// A recording of category 048: 300 aircraft before four radars, with the items that a Mode S radar sends.
[[nodiscard]] std::size_t make_recording(const std::filesystem::path& file, std::size_t bytes);
/// A table of one aircraft with nine columns, as a receiver's program saves it.
[[nodiscard]] std::size_t make_table(const std::filesystem::path& file, std::size_t rows);

}  // namespace recon::bench
