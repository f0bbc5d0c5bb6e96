// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "recon/load/drawn.hpp"

/// Outlines in plain texts, which are told apart by what they say: their endings (.txt, .poly) are anybody's.
/// `name` stands for `state` too.
namespace recon::load {

enum class OutlineText : std::uint8_t { openair, osm_poly, wkt, unknown };
[[nodiscard]] OutlineText outline_text_of(std::string_view bytes);

/// Airspaces as glider pilots exchange them (OpenAir 1.0, WinPilot 1998, and Naviter's extensions).
///   (1) an airspace (AC) is a feature with the properties `name` (AN) and `class`; DP adds a corner, DA and
///   DB
///       an arc about the centre that V X last said, DC a circle; V D=- turns arcs anticlockwise until the
///       next airspace; radii are nautical miles, angles are from true north
///   (2) the chords of an arc lie at most a metre within it
///   (3) one with a line that cannot be read is left out and told with that line; floors and ceilings,
///   airways
///       (DY) and terrain are told and not taken
[[nodiscard]] Drawn read_openair(const std::string& name, std::string_view bytes,
                                 const std::vector<std::string>& candidates, Notes& notes);

/// Osmosis' polygon filter file (.poly), of one feature whose `name` is its first line. A section that begins
/// with "!" is a hole in the area that its first corner lies in. Throws UnreadableFile, with the line, for
/// what is none.
[[nodiscard]] Drawn read_osm_poly(const std::string& name, std::string_view bytes,
                                  const std::vector<std::string>& candidates, Notes& notes);

/// "longitude 35.5 to 36.75, latitude 35.25 to 36.5": where the features lie if x is longitude and y
/// latitude; "nowhere" without a corner.
[[nodiscard]] std::string extent_in_words(const Drawn& drawn);

}  // namespace recon::load
