// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/imported.hpp"

#include <algorithm>
#include <utility>

namespace recon::exchange {

void skip(Honesty& honesty, std::string_view reason, std::size_t place) {
  auto known = std::find_if(honesty.skipped.begin(), honesty.skipped.end(),
                            [&](const Honesty::Skipped& skipped) { return skipped.reason == reason; });
  if (known == honesty.skipped.end())
    known = honesty.skipped.insert(known, {.reason = std::string{reason}, .count = 0, .places = {}});
  ++known->count;
  if (known->places.size() < places_kept) known->places.push_back(place);
}

void assume(Honesty& honesty, std::string what, std::string because, Honesty::Assumed::Sure sure) {
  const bool told = std::any_of(honesty.assumed.begin(), honesty.assumed.end(),
                                [&](const Honesty::Assumed& assumed) { return assumed.what == what; });
  if (!told)
    honesty.assumed.push_back({.what = std::move(what), .because = std::move(because), .sure = sure});
}

void notice(Honesty& honesty, std::string what) {
  if (std::find(honesty.noticed.begin(), honesty.noticed.end(), what) == honesty.noticed.end())
    honesty.noticed.push_back(std::move(what));
}

}  // namespace recon::exchange
