// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <stop_token>
#include <vector>

#include "recon/assess/given.hpp"
#include "recon/assess/telling.hpp"

namespace recon::assess {

/// How hard drawn flights are searched. Defaults keep the largest bundled case under a minute on two cores.
struct FlightSettings {
  std::size_t joint_readings = 12;  // per account and aircraft, the likelier ones
  std::size_t particles = 400;
  std::size_t runs = 2;
};

/// Every account, aircraft, joint reading and border version that says at least two things which one flight
/// would have to do. Same numbers on any number of threads.
[[nodiscard]] std::vector<Telling> tellings(const Given& given, const FlightSettings& how,
                                            const std::stop_token& stop,
                                            const std::function<void(std::size_t, std::size_t)>& progress);

}  // namespace recon::assess
