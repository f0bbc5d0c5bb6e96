// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <compare>
#include <numbers>

/// Quantities that cannot be mixed up: a length is made and read by unit, and a length plus a speed
/// does not compile. At rest a length is in metres, a speed in metres per second, an angle in
/// degrees (sources and libraries speak degrees, so a coordinate prints as it was read).
///   (1) in_u(u(x)) == x to the last bit or two, for every unit u
///   (2) quantities of different dimension neither add nor compare
namespace recon {

template <class Dimension>
class Quantity {
public:
  constexpr Quantity() = default;
  [[nodiscard]] static constexpr Quantity from_base(double value) { return Quantity{value}; }
  /// The value in the base unit: metre, metre per second, degree.
  [[nodiscard]] constexpr double base() const { return value_; }

  friend constexpr Quantity operator+(Quantity a, Quantity b) { return Quantity{a.value_ + b.value_}; }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return Quantity{a.value_ - b.value_}; }
  friend constexpr Quantity operator-(Quantity a) { return Quantity{-a.value_}; }
  friend constexpr Quantity operator*(double k, Quantity a) { return Quantity{k * a.value_}; }
  friend constexpr Quantity operator*(Quantity a, double k) { return Quantity{k * a.value_}; }
  friend constexpr Quantity operator/(Quantity a, double k) { return Quantity{a.value_ / k}; }
  friend constexpr double operator/(Quantity a, Quantity b) { return a.value_ / b.value_; }
  constexpr Quantity& operator+=(Quantity other) { return *this = *this + other; }
  constexpr Quantity& operator-=(Quantity other) { return *this = *this - other; }
  friend constexpr auto operator<=>(Quantity, Quantity) = default;

private:
  explicit constexpr Quantity(double value) : value_{value} {}
  double value_ = 0.0;
};

using Length = Quantity<struct LengthDimension>;
using Speed = Quantity<struct SpeedDimension>;
using Angle = Quantity<struct AngleDimension>;
using Duration = std::chrono::duration<double>;  // seconds

// BIPM, The International System of Units, 9th ed. (2019), table 8; the international foot and
// statute mile follow the agreement of 1959.
inline constexpr double metres_in_nautical_mile = 1852.0;
inline constexpr double metres_in_statute_mile = 1609.344;
inline constexpr double metres_in_foot = 0.3048;

[[nodiscard]] constexpr Length metres(double x) { return Length::from_base(x); }
[[nodiscard]] constexpr Length kilometres(double x) { return metres(1000.0 * x); }
[[nodiscard]] constexpr Length nautical_miles(double x) { return metres(metres_in_nautical_mile * x); }
[[nodiscard]] constexpr Length statute_miles(double x) { return metres(metres_in_statute_mile * x); }
[[nodiscard]] constexpr Length feet(double x) { return metres(metres_in_foot * x); }
[[nodiscard]] constexpr double in_metres(Length d) { return d.base(); }
[[nodiscard]] constexpr double in_kilometres(Length d) { return d.base() / 1000.0; }
[[nodiscard]] constexpr double in_nautical_miles(Length d) { return d.base() / metres_in_nautical_mile; }
[[nodiscard]] constexpr double in_statute_miles(Length d) { return d.base() / metres_in_statute_mile; }
[[nodiscard]] constexpr double in_feet(Length d) { return d.base() / metres_in_foot; }

[[nodiscard]] constexpr Speed metres_per_second(double x) { return Speed::from_base(x); }
[[nodiscard]] constexpr Speed kilometres_per_hour(double x) { return metres_per_second(x / 3.6); }
[[nodiscard]] constexpr Speed knots(double x) {
  return metres_per_second(x * metres_in_nautical_mile / 3600.0);
}
[[nodiscard]] constexpr double in_metres_per_second(Speed v) { return v.base(); }
[[nodiscard]] constexpr double in_kilometres_per_hour(Speed v) { return v.base() * 3.6; }
[[nodiscard]] constexpr double in_knots(Speed v) { return v.base() * 3600.0 / metres_in_nautical_mile; }

[[nodiscard]] constexpr Angle degrees(double x) { return Angle::from_base(x); }
[[nodiscard]] constexpr Angle radians(double x) { return degrees(x * 180.0 / std::numbers::pi); }
[[nodiscard]] constexpr double in_degrees(Angle a) { return a.base(); }
[[nodiscard]] constexpr double in_radians(Angle a) { return a.base() * std::numbers::pi / 180.0; }

[[nodiscard]] constexpr Duration seconds(double x) { return Duration{x}; }
[[nodiscard]] constexpr double in_seconds(Duration t) { return t.count(); }

[[nodiscard]] constexpr Speed operator/(Length d, Duration t) {
  return metres_per_second(in_metres(d) / t.count());
}
[[nodiscard]] constexpr Duration operator/(Length d, Speed v) { return Duration{in_metres(d) / v.base()}; }
[[nodiscard]] constexpr Length operator*(Speed v, Duration t) { return metres(v.base() * t.count()); }
[[nodiscard]] constexpr Length operator*(Duration t, Speed v) { return v * t; }

[[nodiscard]] constexpr Length abs(Length d) { return d < metres(0) ? -d : d; }

/// What a figure may be: the stated value and the bounds that its rounding, its range or its
/// "at least" leave open. Flat between the bounds; unbounded sides are +-infinity.
///   (1) lowest <= stated <= highest
template <class Q>
struct Interval {
  Q lowest, stated, highest;
  friend constexpr bool operator==(const Interval&, const Interval&) = default;
};

/// Do two intervals share a value?
template <class Q>
[[nodiscard]] constexpr bool overlap(const Interval<Q>& a, const Interval<Q>& b) {
  return a.lowest <= b.highest && b.lowest <= a.highest;
}

}  // namespace recon
