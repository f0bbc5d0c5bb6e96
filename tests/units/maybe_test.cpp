// SPDX-License-Identifier: Apache-2.0
#include "recon/units/maybe.hpp"

#include <catch2/catch.hpp>

#include "recon/units/instant.hpp"

namespace recon {

TEST_CASE("A Maybe made of an optional is that optional again, in the room of the value") {
  static_assert(sizeof(Maybe<Length>) == sizeof(Length));
  static_assert(sizeof(Maybe<Instant>) == sizeof(Instant));
  const std::optional<Length> far{metres(7)}, none;
  CHECK(std::optional<Length>{Maybe{far}} == far);
  CHECK_FALSE(Maybe{none}.has_value());
  CHECK(std::optional<Length>{Maybe{none}} == none);
}

TEST_CASE("None of a Maybe equals none, and no value, be it 0 or the epoch") {
  CHECK(Maybe<Length>{} == Maybe<Length>{std::nullopt});
  CHECK_FALSE(Maybe<Length>{} == Maybe<Length>{metres(0)});
  CHECK(Maybe<Instant>{Instant{}}.has_value());
  CHECK_FALSE(Maybe<Instant>{} == Maybe<Instant>{Instant{}});
}

}  // namespace recon
