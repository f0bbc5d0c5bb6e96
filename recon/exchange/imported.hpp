// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recon/geo/position.hpp"
#include "recon/incident/claim.hpp"
#include "recon/units/instant.hpp"
#include "recon/units/maybe.hpp"
#include "recon/units/quantity.hpp"

/// Tracks as other people's tools keep them: read into values, with an account of everything that was
/// passed over, assumed or noticed on the way. A reader interprets one format and judges nothing.
namespace recon::exchange {

enum class HeightUnit : std::uint8_t { metres, feet, kilometres, flight_levels };
enum class RangeUnit : std::uint8_t { metres, kilometres, nautical_miles };
/// Degrees; 6400 or 6000 ("thousandths") to the circle.
enum class AzimuthUnit : std::uint8_t { degrees, mils, thousandths };

/// A radar return: how far, and in which direction.
struct Polar {
  Length range;  // slant
  Angle azimuth;
  RangeUnit range_unit = RangeUnit::nautical_miles;  // as printed
  AzimuthUnit azimuth_unit = AzimuthUnit::degrees;
  std::int8_t range_decimals = 0, azimuth_decimals = 0;  // of the figures in those units
  Maybe<Angle> elevation = {};                           // of the sight above the horizontal
  std::int8_t elevation_decimals = 0;                    // in degrees
  friend bool operator==(const Polar&, const Polar&) = default;
};

/// Of an ellipse of errors: one sigma along its shorter half axis, and where the longer one points.
struct Ellipse {
  Length minor;
  Angle axis;  // from true north
  friend bool operator==(const Ellipse&, const Ellipse&) = default;
};

struct Height {
  enum class Above : std::uint8_t { unsaid, sea_level, ellipsoid, standard_pressure, ground };
  Length value;
  Above above = Above::unsaid;
  HeightUnit unit = HeightUnit::metres;  // as printed
  std::int8_t decimals = 0;              // of the figure in that unit
  friend bool operator==(const Height&, const Height&) = default;
};

}  // namespace recon::exchange

namespace recon {

template <>
struct NoneOf<exchange::Polar> {
  static constexpr exchange::Polar value{.range = NoneOf<Length>::value, .azimuth = {}};
  static constexpr bool is(const exchange::Polar& one) { return NoneOf<Length>::is(one.range); }
};
template <>
struct NoneOf<exchange::Ellipse> {
  static constexpr exchange::Ellipse value{.minor = NoneOf<Length>::value, .axis = {}};
  static constexpr bool is(const exchange::Ellipse& one) { return NoneOf<Length>::is(one.minor); }
};
template <>
struct NoneOf<exchange::Height> {
  static constexpr exchange::Height value{.value = NoneOf<Length>::value};
  static constexpr bool is(const exchange::Height& one) { return NoneOf<Length>::is(one.value); }
};
template <>
struct NoneOf<geo::Position> {
  static constexpr geo::Position value{NoneOf<Angle>::value, {}};
  static constexpr bool is(const geo::Position& one) { return NoneOf<Angle>::is(one.latitude); }
};

}  // namespace recon

namespace recon::exchange {

/// One row, record or point of a file that says where something was. There are millions of them: figures are
/// kept as their value and the number of their decimals, and become text where a case is written.
///   (1) printed() has the file's own digits, up to the fifteenth of a figure
struct Sighting {
  using Height = exchange::Height;
  Maybe<Instant> time;      // of the position, not of the row or its reception
  Maybe<Instant> received;  // when the file says that it came in
  Maybe<geo::Position> position;
  Maybe<Polar> polar;                   // instead of a position
  Maybe<Height> height, second_height;  // as a barometric beside a geometric one
  Maybe<Length> accuracy;               // one sigma per axis, where the file says so
  Maybe<Ellipse> ellipse;               // where that is the longer half axis of one
  Maybe<Speed> ground_speed, climb;
  Maybe<Angle> course;  // true

  /// What is no plain number in the file: "35°48.443' N 36°10.123' E"; a pixel, "412 309"; a height in words.
  struct InWords {
    std::string position, pixel, altitude;
    friend bool operator==(const InWords&, const InWords&) = default;
  };
  std::shared_ptr<const InWords> in_words;

  std::optional<std::chrono::duration<std::int32_t, std::milli>> time_of_day;  // where nobody said the day
  /// Digits behind the points of the file: of a time at most three, -1 where it has minutes only.
  struct Decimals {
    std::int8_t time = 0, latitude = 0, longitude = 0;
  };
  Decimals decimals;

  /// What the file itself says against the row. Flagged rows stay in the track.
  struct Flags {
    bool stale = false, on_ground = false, simulated = false, test = false, coasted = false, ghost = false;
  };
  Flags flags;
  std::size_t place = 0;  // line of a text, byte of a binary file, 1 being the first

  /// What a case keeps: each figure with its unit and, where it is known, what it is measured from ("19000 ft
  /// at standard pressure"); a position as "35.8312 N 36.1890 E"; times in UTC without a clock's name,
  /// "2015-11-24 07:24:05.5". A radar return has range and azimuth instead of a position.
  [[nodiscard]] incident::Fix printed() const;
};

/// What one source saw of one aircraft, in the file's order.
struct ImportedTrack {
  std::string name;  // "4BA945", "track 0377", "THY7KZ": unique in the file
  std::string address, callsign, squawk, registration, type;  // where the file says so
  std::string sensor;                                         // site or receiver: "SAC 50 SIC 12"
  incident::TrackClaim::Kind kind = incident::TrackClaim::Kind::plots;
  std::optional<incident::Picture> picture;  // that it was read off, by pixels
  std::vector<Sighting> sightings;
};

/// What an import did that its user has to know. Nothing is dropped, mended or taken for granted without a
/// line here.
struct Honesty {
  struct Skipped {
    std::string reason;
    std::size_t count = 0;
    std::vector<std::size_t> places;  // the first five: lines, or bytes
  };
  struct Assumed {
    enum class Sure { stated, likely, guessed };  // by the file; by the format's usage; by recon
    std::string what;                             // "times are UTC"
    std::string because;                          // "the column is called utc"
    Sure sure = Sure::guessed;
  };
  std::size_t rows = 0, used = 0;
  std::string_view counted_in = "line";  // what the places of the file are: "byte", "row", "feature"
  std::vector<Skipped> skipped;
  std::vector<Assumed> assumed;
  std::vector<std::string> noticed;  // duplicates, stale positions, gaps, jumps, resolution of the digits
};

/// A file, read.
struct Imported {
  std::string format;  // "SBS-1", "KML"
  std::string datum;   // of the positions, "WGS 84"; empty: neither the file nor its format says
  std::vector<ImportedTrack> tracks;
  Honesty honesty;
};

/// What a user may say that a file does not.
struct ImportWish {
  std::string as;     // format by name; empty: by content
  std::string date;   // "2015-11-24", for files that give only the time of day
  std::string clock;  // "UTC", "Europe/Istanbul": of times that name none
  std::string since;  // "2015-11-24 07:24:05": when times that count from an event were zero
  std::string grid;   // "UTM 36N", "SK-42", "SK-42 zone 7": of columns of metres
  std::string height_unit, speed_unit, datum;
  /// What the file is called, and within an archive its member: set by import_bytes(). No format is known by
  /// it, but some programs say nowhere else what their heights are.
  std::string file_name;
};

inline constexpr std::size_t places_kept = 5;  // of one reason

/// One more row that was not used. Reasons are whole phrases: "no position", "checksum does not match".
void skip(Honesty& honesty, std::string_view reason, std::size_t place);
/// Said once, however often a reader comes to it.
void assume(Honesty& honesty, std::string_view what, std::string_view because, Honesty::Assumed::Sure sure);
void notice(Honesty& honesty, std::string what);

}  // namespace recon::exchange
