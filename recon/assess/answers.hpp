// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <vector>

#include "recon/assess/given.hpp"

namespace recon::assess {

/// One answer for every question × account: its counted findings summed up, never averaged.
///   (1) a side stands alone when at least 95 % of the counted cells share it and every margin that
///       is known is at least twice its error
///   (2) "mostly" when at least three quarters share it and none has the other side
///   (3) otherwise undetermined, with the one factor that splits the cells best
///   (4) words decide only where nothing was counted, and say so
[[nodiscard]] std::vector<Answer> answers(const Given& given, const std::vector<Finding>& findings,
                                          const std::vector<Stated>& stated,
                                          const std::vector<Agreement>& agreements);

/// What accounts say of quantities (times, lengths, depths, counts, speeds, heights), per reading; and
/// what their tracks imply for the questions that ask for a quantity.
[[nodiscard]] std::vector<Stated> stated(const Given& given, const std::stop_token& stop);

}  // namespace recon::assess
