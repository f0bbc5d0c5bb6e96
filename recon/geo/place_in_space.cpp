// SPDX-License-Identifier: Apache-2.0
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "recon/geo/place_in_space.cpp"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include <hwy/highway.h>

#include "recon/geo/place_in_space.hpp"

// This file is compiled once for every set of vector instructions, and without contraction of products
// and sums into one rounding (CMakeLists.txt), so that all of them give the same bits.
HWY_BEFORE_NAMESPACE();
namespace recon::geo {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// The nearest whole number, halves to even, of an x below 2^51: beyond 2^52 doubles have no fractions.
template <class D, class V>
V whole(D d, V x) {
  const V shift = hn::Set(d, 6755399441055744.0);  // 1.5 * 2^52
  return hn::Sub(hn::Add(x, shift), shift);
}

/// Taylor's series on at most an eighth of a turn, where the first term left out is below 1e-16 of the sum.
template <class D, class V>
V series(D d, V x2, std::initializer_list<double> denominators) {
  // 1 - x2 / d1 (1 - x2 / d2 (1 - ...)), from the end.
  V sum = hn::Set(d, 1.0);
  for (const double* denominator = denominators.end(); denominator != denominators.begin();)
    sum = hn::Sub(hn::Set(d, 1.0), hn::Mul(hn::Mul(x2, hn::Set(d, 1.0 / *--denominator)), sum));
  return sum;
}

template <class D, class V>
void sine_and_cosine(D d, V degrees, V& sine, V& cosine) {
  const V quarters = whole(d, hn::Mul(degrees, hn::Set(d, 1.0 / 90.0)));
  // Exact: what is left is a multiple of the last digit of `degrees`.
  const V left = hn::Sub(degrees, hn::Mul(quarters, hn::Set(d, 90.0)));
  const V x = hn::Mul(left, hn::Set(d, 0.017453292519943295769));
  const V x2 = hn::Mul(x, x);
  const V s = hn::Mul(x, series(d, x2, {2 * 3, 4 * 5, 6 * 7, 8 * 9, 10 * 11, 12 * 13, 14 * 15}));
  const V c = series(d, x2, {1 * 2, 3 * 4, 5 * 6, 7 * 8, 9 * 10, 11 * 12, 13 * 14, 15 * 16});
  // Quarters within a turn, from -2 to 2.
  const V quarter =
      hn::Sub(quarters, hn::Mul(hn::Set(d, 4.0), whole(d, hn::Mul(quarters, hn::Set(d, 0.25)))));
  const auto odd = hn::Eq(hn::Abs(quarter), hn::Set(d, 1.0));
  const auto half_turn = hn::Eq(hn::Abs(quarter), hn::Set(d, 2.0));
  const auto sine_falls = hn::Or(half_turn, hn::Eq(quarter, hn::Set(d, -1.0)));
  const auto cosine_falls = hn::Or(half_turn, hn::Eq(quarter, hn::Set(d, 1.0)));
  const V sine_size = hn::IfThenElse(odd, c, s), cosine_size = hn::IfThenElse(odd, s, c);
  sine = hn::IfThenElse(sine_falls, hn::Neg(sine_size), sine_size);
  cosine = hn::IfThenElse(cosine_falls, hn::Neg(cosine_size), cosine_size);
}

template <class V>
struct Lanes {
  V sine, cosine, east_x, east_y, prime_vertical, x, y, z;
};

template <class D, class V>
Lanes<V> place(D d, V latitude, V longitude) {
  Lanes<V> p;
  sine_and_cosine(d, latitude, p.sine, p.cosine);
  sine_and_cosine(d, longitude, p.east_x, p.east_y);
  const V squared = hn::Mul(p.sine, p.sine);
  const V w = hn::Sub(hn::Set(d, 1.0), hn::Mul(hn::Set(d, eccentricity_squared), squared));
  p.prime_vertical = hn::Div(hn::Set(d, equatorial_radius_m), hn::Sqrt(w));
  const V from_axis = hn::Mul(p.prime_vertical, p.cosine);
  p.x = hn::Mul(from_axis, p.east_y);
  p.y = hn::Mul(from_axis, p.east_x);
  p.z = hn::Mul(hn::Mul(p.prime_vertical, hn::Set(d, 1.0 - eccentricity_squared)), p.sine);
  return p;
}

template <class D>
std::size_t place_from(D d, std::size_t i, const PointArrays& points, const SpaceArrays& answers) {
  for (; i + hn::Lanes(d) <= points.size(); i += hn::Lanes(d)) {
    const auto p = place(d, hn::LoadU(d, &points.latitude[i]), hn::LoadU(d, &points.longitude[i]));
    hn::StoreU(p.x, d, &answers.x[i]);
    hn::StoreU(p.y, d, &answers.y[i]);
    hn::StoreU(p.z, d, &answers.z[i]);
  }
  return i;
}

void place_all(const PointArrays& points, const SpaceArrays& answers) {
  const std::size_t rest = place_from(hn::ScalableTag<double>{}, 0, points, answers);
  place_from(hn::CappedTag<double, 1>{}, rest, points, answers);
}

PlaceInSpace place_one(double latitude, double longitude) {
  const hn::CappedTag<double, 1> d;
  const auto p = place(d, hn::Set(d, latitude), hn::Set(d, longitude));
  return {{hn::GetLane(p.x), hn::GetLane(p.y), hn::GetLane(p.z)},
          hn::GetLane(p.sine),
          hn::GetLane(p.cosine),
          hn::GetLane(p.east_x),
          hn::GetLane(p.east_y),
          hn::GetLane(p.prime_vertical)};
}

}  // namespace HWY_NAMESPACE
}  // namespace recon::geo
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace recon::geo {

HWY_EXPORT(place_all);

PlaceInSpace place_in_space(double latitude_deg, double longitude_deg) {
  return HWY_STATIC_DISPATCH(place_one)(latitude_deg, longitude_deg);
}

void to_space(PointArrays points, SpaceArrays answers) { HWY_DYNAMIC_DISPATCH(place_all)(points, answers); }

}  // namespace recon::geo
#endif
