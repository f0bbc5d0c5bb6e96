// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "recon/incident/place.hpp"

/// What a statement asserts, still in its own characters: one struct per kind, joined by the variant
/// `Assertion`. Figures are Text, as printed; references are ids. Visitors name every kind and have
/// no `auto` case, so the compiler lists what a new kind must teach.
namespace recon::incident {

/// How wrong a figure's maker may be; absent parts come from the source's kind (docs/method.md).
struct ErrorModel {
  enum class Class { radar_a, radar_b, radar_c, radar_d, radar_e, system_track, press_figure, surveyed };
  std::optional<Class> like;
  Text accuracy, bias, clock, rounding, because;
  Place place;
};

struct PositionClaim {
  Text is, datum, near;  // `near`: a landmark's id
};

/// At a position; or, of a claim whose sensor stands somewhere, at a slant range and an azimuth from it.
struct Fix {
  Text time, position, altitude, accuracy;
  Text range, azimuth;  // of a radar, instead of a position
  Text elevation;       // of its sight, where it measures that and no height is said
  /// Of an ellipse of errors, the shorter half axis and the direction of the longer one, which is `accuracy`.
  Text accuracy_minor, accuracy_axis;
  Text pixel;  // of a picture, instead of a position: "412 309", column and row
  Place place;
};

/// A published picture that a track was read off, and the points of it whose places are known.
struct Picture {
  enum class Transform { similarity, affine, projective };
  struct Control {
    Text name, pixel, position;
    Place place;
  };
  /// A vertex of the track that was clicked again; its fix stands at the mean of the clicks.
  struct Vertex {
    std::vector<Text> pixels;
    Place place;
  };
  Text file, sha256, pen;  // pen: width of the drawn line, "4 pixels"
  std::optional<Transform> transform;
  std::vector<Control> controls;
  std::vector<Text> border;  // "412 309": along the border as the picture itself draws it
  std::vector<Vertex> vertices;
  Place place;
};

/// A track as its file says it: the fixes in the file's own characters.
struct TrackClaim {
  enum class Kind { plots, system_track, adsb, drawn, recorder };
  Text file, sha256, datum, clock;
  Text speed;  // over a path some of whose times nobody tells
  std::optional<Kind> kind;
  std::optional<Picture> picture;
  std::vector<Fix> fixes;  // from the file or written in place
};

struct PlotClaim {
  Text range, azimuth, height;
};
struct BearingClaim {
  Text from, direction, distance;
};
struct DistanceClaim {
  enum class Where { inside, outside };
  enum class How { shortest, along_course };
  Text from, is;
  std::optional<Where> side;
  std::optional<How> measured;
};
struct SideClaim {
  enum class Is { inside, outside, ever_inside, never_inside };
  Text zone;
  std::optional<Is> is;
};
struct ExcursionsClaim {
  Text zone, count;
};
struct TimeInsideClaim {
  Text zone, is;
};
struct LengthInsideClaim {
  Text zone, is;
};
struct DepthClaim {
  enum class How { nearest_edge, from_vertex, from_line };
  Text zone, is, from;
  std::optional<How> measured;
};
struct CrossingClaim {
  enum class Way { entered, left };
  Text zone, from;
  std::optional<Way> way;
  std::vector<Text> between;
};
struct AltitudeClaim {
  Text is;
};
struct SpeedClaim {
  Text is;
};
struct HeadingClaim {
  Text is, towards;
};
struct TimeClaim {
  Text is;
};
struct TimeBetweenClaim {
  Text from, to, is;
};
struct DistanceBetweenClaim {
  Text from, to, is;
};
struct WarningsClaim {
  Text count, over, channel;
};
struct TurnClaim {
  enum class To { left, right };
  std::optional<To> to;
  Text onto, through;
};
struct VerticalClaim {
  enum class Is { climbing, descending, level };
  std::optional<Is> is;
  Text rate;
};
struct DetectionClaim {
  enum class Is { seen, not_seen };
  Text by, lasting;
  std::optional<Is> is;
};

using Assertion = std::variant<PositionClaim, TrackClaim, PlotClaim, BearingClaim, DistanceClaim, SideClaim,
                               ExcursionsClaim, TimeInsideClaim, LengthInsideClaim, DepthClaim, CrossingClaim,
                               AltitudeClaim, SpeedClaim, HeadingClaim, TimeClaim, TimeBetweenClaim,
                               DistanceBetweenClaim, WarningsClaim, TurnClaim, VerticalClaim, DetectionClaim>;

/// The part of the flight a claim applies to.
struct AtEvent {
  Text event;
};
struct AtTime {
  Text time;
};
struct WhileInside {
  Text zone;
};
struct AtClosest {
  Text to;  // zone or landmark
};
struct Throughout {};
using When = std::variant<std::monostate, AtEvent, AtTime, WhileInside, AtClosest, Throughout>;

/// A figure computed from other claims: tested against its inputs, never counted as a second witness.
struct Derivation {
  std::vector<Text> uses;
  Text how, by;
};

/// One testable assertion taken from a statement.
struct Claim {
  Text id;           // as typed; empty where the author left it out
  std::string name;  // "letter-violation/depth": unique in the case (statement, then id or kind[@event])
  std::vector<Text> aircraft;
  When when;
  std::vector<Text> only_if;
  std::optional<unsigned> excursion;
  std::optional<ErrorModel> error;
  Text sensor;
  std::optional<Derivation> derived;
  Text corrected, note;
  Assertion assertion;
  Place place;
};

/// The word of a claim's kind as case files write it: "depth_inside".
[[nodiscard]] std::string kind_word(const Assertion& assertion);

}  // namespace recon::incident
