// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/own_border.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>

#include "recon/assess/words.hpp"
#include "recon/normalise/errors.hpp"

namespace recon::assess {
namespace {

using normalise::PictureRead;

std::vector<geo::PlanePoint> on_the_ground(const PictureRead& picture, std::span<const geo::Pixel> pixels) {
  std::vector<geo::PlanePoint> places;
  places.reserve(pixels.size());
  for (const geo::Pixel& pixel : pixels) places.push_back(geo::place_of(picture.fit, pixel));
  return places;
}

/// The line that the vertices were clicked on, some places between each two: it is drawn straight there.
std::vector<geo::Pixel> along(std::span<const geo::Pixel> vertices) {
  constexpr std::size_t most = 2'000, most_between = 16;
  const std::size_t pieces =
      std::clamp<std::size_t>(most / std::max<std::size_t>(vertices.size(), 1), 1, most_between);
  std::vector<geo::Pixel> line;
  for (std::size_t i = 0; i + 1 < vertices.size(); ++i)
    for (std::size_t k = 0; k < pieces; ++k) {
      const double share = static_cast<double>(k) / static_cast<double>(pieces);
      line.push_back({std::lerp(vertices[i].column, vertices[i + 1].column, share),
                      std::lerp(vertices[i].row, vertices[i + 1].row, share)});
    }
  if (!vertices.empty()) line.push_back(vertices.back());
  return line;
}

/// 1 where the zone lies to the right of the line, -1 to its left, 0 where that is not clear. Places to both
/// sides are asked how far in they are: by the slope between them it does not matter how far off the whole
/// picture is laid. Some are further from the line than the error of the transform, and not all so far that
/// they lie beyond a narrow salient.
int zone_is(const PictureRead& picture, const std::vector<geo::PlanePoint>& line, const geo::Zone& zone) {
  constexpr std::array<double, 3> further{1.0, 2.0, 4.0};
  constexpr double least = 300.0, clear = 0.5;
  double rise = 0.0, most = 0.0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const double east = line[i + 1].east - line[i].east, north = line[i + 1].north - line[i].north;
    const double length = std::hypot(east, north);
    if (!(length > 0.0)) continue;
    const double error = normalise::half_width_95 * geo::transform_sigma(picture.fit, picture.border[i]);
    for (const double times : further) {
      const double away = times * std::max(least, error);
      const auto margin = [&](double side) {
        return zone.margin(picture.plane.to_globe(
            {0.5 * (line[i].east + line[i + 1].east) + side * away * north / length,
             0.5 * (line[i].north + line[i + 1].north) - side * away * east / length}));
      };
      const geo::Margin right = margin(1.0), left = margin(-1.0);
      most += length;
      if (right.known && left.known) rise += length * in_metres(right.value - left.value) / (2.0 * away);
    }
  }
  if (!(std::abs(rise) > clear * most)) return 0;
  return rise > 0.0 ? 1 : -1;
}

Interval<Length> about(double margin, double sigma) {
  const double half = normalise::half_width_95 * sigma;
  return {metres(margin - half), metres(margin), metres(margin + half)};
}

std::string sentence_of(const Given& given, const OwnBorder& row) {
  std::string text = "Where it comes furthest in, the drawn track is " + said_with_error(row.by_picture) +
                     " " + given.name_of_zone(row.zone) +
                     " by the border that the picture itself draws: one error of the transform moves both, "
                     "and what is left is clicks and the width of lines. By reference borders, with the "
                     "errors of transform and line: ";
  bool opposed = false, opens = true;
  for (const OwnBorder::Reference& reference : row.by_reference) {
    text += (opens ? "" : "; ") + said_with_error(reference.margin) + " by " +
            given.name_of_border(reference.border);
    opens = false;
    const Side own = side_of(row.by_picture), other = side_of(reference.margin);
    opposed = opposed || (own != other && own != Side::undetermined && other != Side::undetermined);
  }
  text += "; ± holds 95 in 100.";
  if (opposed)
    text +=
        " The two disagree: the first says how the picture means it, the second where its coordinates "
        "fall.";
  return text;
}

}  // namespace

Side side_of(const Interval<Length>& margin) {
  if (margin.lowest > metres(0)) return Side::inside;
  return margin.highest < metres(0) ? Side::outside : Side::undetermined;
}

std::string said_with_error(const Interval<Length>& margin) {
  const std::string figure = si(abs(margin.stated)) + " ± " + si(margin.highest - margin.stated) +
                             (margin.stated < metres(0) ? " outside" : " inside");
  return side_of(margin) == Side::undetermined ? "within its error of the edge, " + figure : figure;
}

std::optional<FurthestIn> furthest_in(const PictureRead& picture, std::span<const geo::Pixel> track,
                                      const geo::Zone& zone, Length border_sigma, Length bias) {
  if (picture.border.size() < 2 || track.empty()) return std::nullopt;
  const std::vector<geo::PlanePoint> line = on_the_ground(picture, picture.border);
  const int side = zone_is(picture, line, zone);
  if (side == 0) return std::nullopt;
  double own = -std::numeric_limits<double>::infinity(), reference = own;
  geo::Pixel own_at, reference_at;
  for (const geo::Pixel& pixel : along(track)) {
    const geo::PlanePoint place = geo::place_of(picture.fit, pixel);
    const geo::OffLine beside = geo::beside(line, place);
    if (beside.beyond_end) continue;
    if (side * beside.metres > own) own = side * beside.metres, own_at = pixel;
    const geo::Margin margin = zone.margin(picture.plane.to_globe(place));
    if (margin.known && in_metres(margin.value) > reference)
      reference = in_metres(margin.value), reference_at = pixel;
  }
  if (!std::isfinite(own) || !std::isfinite(reference)) return std::nullopt;
  const double click = picture.own * geo::metres_per_pixel(picture.fit, own_at);
  const double all =
      std::hypot(std::max(geo::transform_sigma(picture.fit, reference_at), in_metres(bias)),
                 picture.own * geo::metres_per_pixel(picture.fit, reference_at), in_metres(border_sigma));
  return FurthestIn{about(own, std::sqrt(2.0) * click), about(reference, all)};
}

std::vector<OwnBorder> own_borders(const Given& given) {
  std::vector<OwnBorder> rows;
  for (const normalise::ReadClaim& claim : given.read.claims) {
    const auto* track = std::get_if<normalise::TrackRead>(&claim.meaning);
    if (track == nullptr || !track->picture || track->picture->border.size() < 2) continue;
    std::vector<geo::Pixel> pixels;
    for (const normalise::ReadFix& fix : track->fixes)
      if (fix.pixel) pixels.push_back(*fix.pixel);
    std::set<std::string> told;
    for (const incident::Question& question : given.file.questions) {
      const std::string& zone = question.zone.text;
      if (zone.empty() || question.aircraft.text != claim.aircraft || !told.insert(zone).second) continue;
      OwnBorder row{.narrative = claim.narrative,
                    .claim = claim.claim,
                    .aircraft = claim.aircraft,
                    .reading_words = claim.reading_words,
                    .zone = zone};
      for (const std::string& border : given.versions(zone)) {
        const geo::Zone* shape = border.empty() ? nullptr : given.shape(zone, border);
        if (shape == nullptr || !given.decides(border)) continue;
        const auto found =
            furthest_in(*track->picture, pixels, *shape, given.border_sigma(border), claim.error.bias);
        if (!found) continue;
        row.by_picture = found->by_picture;
        row.by_reference.push_back({border, found->by_reference});
      }
      if (row.by_reference.empty()) continue;
      row.sentence = sentence_of(given, row);
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace recon::assess
