// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/orientation.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include <boost/multiprecision/cpp_int.hpp>

namespace recon::geo {
namespace {

constexpr double half_ulp = 0x1p-53;

// Relative error of one product of two rounded differences, and of the difference of two such products:
// (3 + 16 u) u after Shewchuk; 4 u is simpler and nearly as sharp.
constexpr double filter = 4.0 * half_ulp;

// Turns make a difference of at most 900° and round twice: 2 x 900 x 2^-53 < 2^-42, on either factor.
constexpr double filter_across = 0x1p-41;

// Products of smaller factors lose digits to underflow.
constexpr double filter_underflow = 1e-280;

// A double is m 2^e with |m| < 2^53 and e >= -1074, here below 2^10: in steps of the smallest one it has
// at most 1084 digits, a difference two more, a product twice as many. No memory is allocated.
using Whole = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<
    2304, 2304, boost::multiprecision::signed_magnitude, boost::multiprecision::unchecked, void>>;

/// Exponent of the last digit of a double that can be other than 0.
int last_digit(double x) {
  if (x == 0.0) return 1024;
  int exponent = 0;
  std::frexp(x, &exponent);
  return std::max(exponent - 53, -1074);
}

Whole in_steps(double x, int step) {
  int exponent = 0;
  const double fraction = std::frexp(x, &exponent);
  if (fraction == 0.0) return 0;
  const int digits = std::min(53, exponent + 1074);
  Whole whole = static_cast<long long>(std::ldexp(fraction, digits));
  whole <<= static_cast<unsigned>(exponent - digits - step);
  return whole;
}

int sign(double x) { return x > 0.0 ? 1 : x < 0.0 ? -1 : 0; }

[[gnu::noinline, gnu::cold]] int exact_side(const FlatEdge& edge, const Vertex& p) {
  int step = 0;
  for (const double x :
       {edge.a.longitude, edge.a.latitude, edge.b.longitude, edge.b.latitude, p.longitude, p.latitude})
    step = std::min(step, last_digit(x));
  const auto whole = [step](double x, int turns) {
    return Whole{in_steps(x, step) + in_steps(360.0 * turns, step)};
  };
  const Whole ax = whole(edge.a.longitude, edge.turn_a), ay = whole(edge.a.latitude, 0);
  const Whole bx = whole(edge.b.longitude, edge.turn_b), by = whole(edge.b.latitude, 0);
  const Whole px = whole(p.longitude, 0), py = whole(p.latitude, 0);
  const Whole left = Whole{bx - ax} * Whole{py - ay}, right = Whole{by - ay} * Whole{px - ax};
  return left.compare(right);
}

/// x + y == high + low, exactly (Knuth).
struct Sum {
  double high, low;
};
Sum sum(double x, double y) {
  const double high = x + y, part = high - x;
  return {high, (x - (high - part)) + (y - part)};
}

/// The sign of x + 360 turns - y, exactly.
int compare(double x, int turns, double y) {
  if (turns == 0) return sign(x - y);
  const auto [high, low] = sum(x, 360.0 * turns);
  return high != y ? sign(high - y) : sign(low);
}

/// The sign of the way from a to b in longitude; the short way is the other way when a turn is added.
int eastward(const FlatEdge& edge) {
  return compare(edge.b.longitude, edge.turn_b - edge.turn_a, edge.a.longitude);
}

int nudged_side(const FlatEdge& edge, const Vertex& p) {
  const int on = side(edge, p);
  if (on != 0) return on;
  const int northward = sign(edge.b.latitude - edge.a.latitude);
  return northward != 0 ? -northward : eastward(edge);
}

}  // namespace

int turn_between(const Vertex& a, const Vertex& b) {
  const auto [east, rest] = sum(b.longitude, -a.longitude);
  if (east > 180.0 || (east == 180.0 && rest > 0.0)) return -1;
  if (east < -180.0 || (east == -180.0 && rest < 0.0)) return 1;
  return 0;
}

int side(const FlatEdge& edge, const Vertex& p) {
  const double turn_b = 360.0 * (edge.turn_b - edge.turn_a), turn_p = -360.0 * edge.turn_a;
  const double dx = (edge.b.longitude - edge.a.longitude) + turn_b, dy = edge.b.latitude - edge.a.latitude;
  const double qx = (p.longitude - edge.a.longitude) + turn_p, qy = p.latitude - edge.a.latitude;
  const double left = dx * qy, right = dy * qx;
  const double determinant = left - right;
  double error = filter * (std::abs(left) + std::abs(right)) + filter_underflow;
  if (turn_b != 0.0 || turn_p != 0.0) error += filter_across * (std::abs(qy) + std::abs(dy));
  if (std::abs(determinant) > error) return sign(determinant);
  // What is asked most of what the filter leaves: a vertex itself, and edges along a meridian or parallel.
  const bool turned = edge.turn_a != 0 || edge.turn_b != 0;
  if (!turned && (p == edge.a || p == edge.b || (dx == 0.0 && qx == 0.0) || (dy == 0.0 && qy == 0.0)))
    return 0;
  return exact_side(edge, p);
}

bool touches(const FlatEdge& edge, const Vertex& p) {
  const auto [south, north] = std::minmax(edge.a.latitude, edge.b.latitude);
  if (!(south <= p.latitude && p.latitude <= north)) return false;
  const int from_a = compare(edge.a.longitude, edge.turn_a, p.longitude);
  const int from_b = compare(edge.b.longitude, edge.turn_b, p.longitude);
  return from_a * from_b <= 0 && side(edge, p) == 0;
}

bool crosses_meridian(const FlatEdge& edge, const Vertex& p, const Vertex& q) {
  const bool west_a = compare(edge.a.longitude, edge.turn_a, p.longitude) <= 0;
  const bool west_b = compare(edge.b.longitude, edge.turn_b, p.longitude) <= 0;
  return west_a != west_b && nudged_side(edge, p) != nudged_side(edge, q);
}

bool crosses_parallel(const FlatEdge& edge, const Vertex& p, const Vertex& q) {
  return (edge.a.latitude <= p.latitude) != (edge.b.latitude <= p.latitude) &&
         nudged_side(edge, p) != nudged_side(edge, q);
}

}  // namespace recon::geo
