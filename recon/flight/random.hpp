// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

/// Counter-based random numbers (Philox4x32-10, Salmon et al. 2011, by Random123): draw i of a
/// purpose is a function of its key alone, so results are the same on any number of threads, and two
/// runs that differ in one assumption share their other draws (common random numbers).
namespace recon::flight {

class Draws {
public:
  /// `purpose` names what is drawn: "su24-2015/turkey/letter/bias". Same words, same numbers.
  explicit Draws(std::uint64_t seed, std::string_view purpose);
  /// Two independent standard normals of draw i (Box-Muller on 53-bit uniforms).
  [[nodiscard]] std::array<double, 2> normal_pair(std::uint64_t i) const;
  /// Two independent uniforms in (0, 1) of draw i.
  [[nodiscard]] std::array<double, 2> uniform_pair(std::uint64_t i) const;

private:
  std::array<std::uint32_t, 2> key_;
};

}  // namespace recon::flight
