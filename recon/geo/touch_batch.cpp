// SPDX-License-Identifier: Apache-2.0
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "recon/geo/touch_batch.cpp"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include <hwy/highway.h>

#include "recon/geo/stretch.hpp"
#include "recon/geo/touch_batch.hpp"

// Compiled like place_in_space.cpp, and step for step what stretch.hpp does one by one.
HWY_BEFORE_NAMESPACE();
namespace recon::geo {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

template <class V>
struct Vectors {
  V x, y, z;
};
template <class V>
HWY_INLINE Vectors<V> plus(const Vectors<V>& a, const Vectors<V>& b) {
  return {hn::Add(a.x, b.x), hn::Add(a.y, b.y), hn::Add(a.z, b.z)};
}
template <class V>
HWY_INLINE Vectors<V> minus(const Vectors<V>& a, const Vectors<V>& b) {
  return {hn::Sub(a.x, b.x), hn::Sub(a.y, b.y), hn::Sub(a.z, b.z)};
}
template <class V>
HWY_INLINE Vectors<V> times(V k, const Vectors<V>& a) {
  return {hn::Mul(k, a.x), hn::Mul(k, a.y), hn::Mul(k, a.z)};
}
template <class V>
HWY_INLINE V inner(const Vectors<V>& a, const Vectors<V>& b) {
  return hn::Add(hn::Add(hn::Mul(a.x, b.x), hn::Mul(a.y, b.y)), hn::Mul(a.z, b.z));
}

template <class D, class V = hn::Vec<D>>
struct Meeting {
  D d;
  Vectors<V> start, way, bulge, point;
  V inverse_squared_length;

  HWY_INLINE V set(double value) const { return hn::Set(d, value); }
  HWY_INLINE V clamped(V t) const {
    const V zero = hn::Zero(d), one = set(1.0);
    return hn::IfThenElse(hn::Lt(t, zero), zero, hn::IfThenElse(hn::Lt(one, t), one, t));
  }
  HWY_INLINE Vectors<V> at(V t) const {
    const V k = hn::Mul(hn::Mul(set(4.0), t), hn::Sub(set(1.0), t));
    return plus(plus(start, times(t, way)), times(k, bulge));
  }
  HWY_INLINE V nearest_parameter() const {
    const V t = clamped(hn::Mul(inner(minus(point, start), way), inverse_squared_length));
    const Vectors<V> away = minus(point, at(t));
    const Vectors<V> velocity = plus(way, times(hn::Sub(set(4.0), hn::Mul(set(8.0), t)), bulge));
    const V slope = hn::Add(inner(velocity, velocity), hn::Mul(set(8.0), inner(away, bulge)));
    const V ahead = inner(away, velocity);
    const auto at_end = hn::Lt(hn::Mul(slope, hn::Sub(set(0.5), t)), ahead);
    return hn::IfThenElse(hn::Le(slope, hn::Zero(d)), hn::IfThenElseZero(at_end, set(1.0)),
                          clamped(hn::Add(t, hn::Div(ahead, slope))));
  }
  HWY_INLINE V squared_geodesic(V point_z, V away_z, V c2) const {
    constexpr double a2 = equatorial_radius_m * equatorial_radius_m;
    constexpr double by_height =
        eccentricity_squared / (a2 * (1.0 - eccentricity_squared) * (1.0 - eccentricity_squared));
    const V one = set(1.0);
    const V middle = hn::Sub(point_z, hn::Mul(set(0.5), away_z));
    const V zeta =
        hn::Mul(hn::Mul(hn::Mul(set(by_height), middle), middle), hn::Add(one, hn::Mul(c2, set(0.25 / a2))));
    const V along = hn::Add(c2, hn::Mul(hn::Mul(set(second_eccentricity_squared), away_z), away_z));
    const V flat = hn::Sub(one, hn::Mul(zeta, hn::Sub(one, hn::Mul(zeta, hn::Sub(one, zeta)))));
    const V m = hn::Mul(hn::Mul(hn::Div(hn::Mul(along, along), hn::Add(c2, set(1e-300))), flat),
                        set(1.0 / (12.0 * a2)));
    return hn::Mul(c2, hn::Add(one, hn::Mul(m, hn::Add(one, hn::Mul(set(1.6), m)))));
  }
};

void meet_all(const double* stretches, const Pairs& pairs) {
  const hn::CappedTag<double, pairs_at_once> d;
  const hn::RebindToSigned<decltype(d)> whole;
  for (std::size_t i = 0; i < pairs.stretch.size(); i += hn::Lanes(d)) {
    const auto number = hn::ShiftLeft<4>(hn::LoadU(whole, &pairs.stretch[i]));  // 16 doubles in a stretch
    const auto field = [&](int k) { return hn::GatherIndex(d, stretches + k, number); };
    const Meeting<decltype(d)> meeting{
        d,
        {field(0), field(1), field(2)},
        {field(3), field(4), field(5)},
        {field(6), field(7), field(8)},
        {hn::LoadU(d, &pairs.x[i]), hn::LoadU(d, &pairs.y[i]), hn::LoadU(d, &pairs.z[i])},
        field(9)};
    const auto t = meeting.nearest_parameter();
    const auto away = minus(meeting.point, meeting.at(t));
    hn::StoreU(t, d, &pairs.t[i]);
    hn::StoreU(meeting.squared_geodesic(meeting.point.z, away.z, inner(away, away)), d, &pairs.squared[i]);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace recon::geo
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace recon::geo {
namespace {

HWY_EXPORT(meet_all);

static_assert(sizeof(Stretch) == 16 * sizeof(double));

}  // namespace

void meet(std::span<const Stretch> stretches, Pairs pairs) {
  HWY_DYNAMIC_DISPATCH(meet_all)(&stretches[0].start.x, pairs);
  // Long ways are rare: below the limit of the quick formula a geodesic is longer than its chord by 0.03 %.
  constexpr double surely_quick = quick_sight_m * quick_sight_m;
  for (std::size_t i = 0; i < pairs.squared.size(); ++i) {
    if (pairs.squared[i] <= surely_quick) continue;
    const Vec3 point{pairs.x[i], pairs.y[i], pairs.z[i]};
    const Stretch& stretch = stretches[static_cast<std::size_t>(pairs.stretch[i])];
    pairs.squared[i] = squared_distance(point, sight(stretch, pairs.t[i], point));
  }
}

}  // namespace recon::geo
#endif
