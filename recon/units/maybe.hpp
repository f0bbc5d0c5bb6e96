// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <limits>
#include <optional>

#include "recon/units/quantity.hpp"

namespace recon {

/// The value of a type that stands for none, which no figure has: not a number, or the first of all instants.
template <class T>
struct NoneOf;
template <class Dimension>
struct NoneOf<Quantity<Dimension>> {
  static constexpr auto value = Quantity<Dimension>::from_base(std::numeric_limits<double>::quiet_NaN());
  static constexpr bool is(Quantity<Dimension> one) { return one.base() != one.base(); }
};
template <class Clock, class Duration>
struct NoneOf<std::chrono::time_point<Clock, Duration>> {
  using Point = std::chrono::time_point<Clock, Duration>;
  static constexpr Point value = Point::min();
  static constexpr bool is(Point one) { return one == value; }
};

/// What std::optional is, in the room of the value alone: for rows of which there are millions.
///   (1) a Maybe made of an optional is that optional again
/// REQUIRES: no value is NoneOf<T>::value
template <class T>
class Maybe {
public:
  constexpr Maybe() = default;
  constexpr Maybe(std::nullopt_t) {}                  // NOLINT: as std::optional
  constexpr Maybe(const T& value) : value_{value} {}  // NOLINT
  constexpr Maybe(const std::optional<T>& value) {    // NOLINT
    if (value) value_ = *value;
  }
  constexpr operator std::optional<T>() const {  // NOLINT
    return has_value() ? std::optional{value_} : std::nullopt;
  }
  [[nodiscard]] constexpr bool has_value() const { return !NoneOf<T>::is(value_); }
  constexpr explicit operator bool() const { return has_value(); }
  constexpr const T& operator*() const { return value_; }
  constexpr const T* operator->() const { return &value_; }
  friend constexpr bool operator==(const Maybe& a, const Maybe& b) {
    return a.has_value() == b.has_value() && (!a.has_value() || *a == *b);
  }

private:
  T value_ = NoneOf<T>::value;
};

}  // namespace recon
