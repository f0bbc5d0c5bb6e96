// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "recon/flight/premises.hpp"
#include "recon/flight/tempering.hpp"

namespace recon::flight {

/// What a statement would have had to say: 5 %, 50 %, 95 % of the figure over the flights that fit all
/// others (a cloud drawn without it); and how unusual the printed figure is among them, each read as its
/// maker reads it, with rounding and error.
struct WouldHaveRead {
  std::size_t statement = 0;
  Interval<double> figure{};     // base units
  double typicality = 1.0;       // two-sided share of flights that would show a figure as far out
  double low = 0.0, high = 1.0;  // Wilson (1927), 95 %, at the effective number
  double effective = 0.0;        // flights that the shares are worth
  bool none = false;             // no flight does: typicality is then 1 / effective, an upper bound
};

/// `cloud`: flights that fit all terms but `statement`, whose cell and error the figure is read with.
/// `speed_prior` widens the prior speeds that the cloud was drawn with, by weights: how much the answer
/// hangs on them.
[[nodiscard]] WouldHaveRead would_have_read(const Premises& premises, std::size_t statement,
                                            const Cloud& cloud, std::uint64_t seed, double speed_prior = 1.0);

}  // namespace recon::flight
