// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Straight edges in the plane of longitude and latitude, decided exactly: inner to recon/geo.
namespace recon::geo {

/// A vertex as published: the real numbers that two doubles are, in degrees.
struct Vertex {
  double longitude, latitude;
  friend bool operator==(const Vertex&, const Vertex&) = default;
};

/// An edge that may lie across 180°: whole turns (360°) are added to the longitudes of its ends. They
/// are never added in doubles, because a longitude with 53 digits has no room for a turn.
struct FlatEdge {
  Vertex a, b;
  int turn_a = 0, turn_b = 0;
};

/// Turns to add to the longitude of `b` so that the edge from `a` goes the short way round: -1, 0 or 1.
/// An edge of exactly 180° stays as it is written.
[[nodiscard]] int turn_between(const Vertex& a, const Vertex& b);

/// Where is `p`: to the left (+1) or right (-1) of the line from a to b, or on it (0)?
///   (1) the sign is that of exact arithmetic, for all finite coordinates
///   (2) side(reversed, p) == -side(edge, p)
/// A filter in doubles (Shewchuk 1997, doi:10.1007/PL00009321) decides all but points within about
/// 1e-13 degrees; those are decided in whole numbers.
[[nodiscard]] int side(const FlatEdge& edge, const Vertex& p);

/// Is `p` a point of the edge, its ends included?
[[nodiscard]] bool touches(const FlatEdge& edge, const Vertex& p);

/// Does the way from `p` along its meridian (`crosses_meridian`) or parallel to `q` cross the edge? Both
/// points are thought of as nudged east by less than any number and north by still less, so that
/// neither they nor the way ever meet a vertex.
///   (1) ways that begin and end in the same points cross a closed ring equally often, but for an even number
///   (2) REQUIRES: p and q have one longitude (crosses_meridian) or one latitude (crosses_parallel)
[[nodiscard]] bool crosses_meridian(const FlatEdge& edge, const Vertex& p, const Vertex& q);
[[nodiscard]] bool crosses_parallel(const FlatEdge& edge, const Vertex& p, const Vertex& q);

}  // namespace recon::geo
