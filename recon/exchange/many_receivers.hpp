// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "recon/exchange/imported.hpp"

/// Reports of one aircraft by many receivers, only for .cpp files of this folder.
namespace recon::exchange {

/// Puts the rows in order of time and keeps of each position its first report. Receivers pass on the last
/// position they know with every message, so that one comes again and late: a row is left out, and told, when
/// its position was reported within the minute before, or when by the row's own speed it is more than
/// latest_report older than its time says.
void keep_first_reports(ImportedTrack& track, Honesty& honesty);

/// Of a position that is kept. Sixty metres at 200 m/s, and three times the jitter of the receivers' clocks
/// in the files looked at.
inline constexpr Duration latest_report{std::chrono::milliseconds{300}};

}  // namespace recon::exchange
