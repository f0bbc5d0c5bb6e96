// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "recon/assess/separation.hpp"

/// A comparison of border versions in words and files. Every form carries the versions' attributions.
namespace recon::report {

/// "boundary of TUR and SYR", "coast of IRN".
[[nodiscard]] std::string subject_words(const assess::Subject& subject);

/// One sigma of a line and its shift together, as stated; nullopt when neither is stated.
[[nodiscard]] std::optional<Length> total_error(const std::optional<Length>& line,
                                                const std::optional<Length>& shift);

/// Tables that fit 100 columns.
[[nodiscard]] std::string separation_terminal(const assess::Comparison& comparison);

/// Every place of every pair: first,second,at_m,latitude,longitude,nearest_latitude,nearest_longitude,
/// separation_m. Attributions stand in the lines that begin with #.
[[nodiscard]] std::string separation_csv(const assess::Comparison& comparison);

/// Every figure of the tables; lengths in metres, areas in square kilometres.
[[nodiscard]] std::string separation_json(const assess::Comparison& comparison);

}  // namespace recon::report
