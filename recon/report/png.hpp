// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace recon::report {

/// A self-contained SVG picture with a width and a height in pixels, drawn `scale` times as large, as the
/// bytes of a PNG file. Throws std::runtime_error for what is no such picture.
[[nodiscard]] std::string png(std::string_view svg, double scale = 2.0);

}  // namespace recon::report
