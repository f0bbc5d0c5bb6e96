// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "recon/incident/border.hpp"

/// Borders as lines to lay over a picture, so that a misfit is seen. Nothing here decides anything.
namespace recon::exchange {

struct ReferenceLines {
  std::string border, title;  // id of the entry; what it is called
  std::vector<std::vector<geo::Position>> lines;
  std::size_t vertices = 0;
};

/// The edges of all states of a version that come into a window, without those along the frame that its data
/// were cut to; what two neighbours share is there twice.
[[nodiscard]] ReferenceLines lines_in(const incident::BorderVersion& version, const geo::Window& window);

/// Of every entry of the library that has any there, the most detailed first. Entries that cannot be read
/// are passed over: `recon border list` tells of them.
[[nodiscard]] std::vector<ReferenceLines> library_lines(const geo::Window& window,
                                                        const std::stop_token& stop);

}  // namespace recon::exchange
