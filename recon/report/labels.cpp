// SPDX-License-Identifier: Apache-2.0
#include "recon/report/labels.hpp"

#include <algorithm>

namespace recon::report {

bool overlap(const Box& a, const Box& b) { return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1; }

bool LabelPlaces::is_free(const Box& box) const {
  if (box.x0 < frame_.x0 || box.y0 < frame_.y0 || box.x1 > frame_.x1 || box.y1 > frame_.y1) return false;
  return std::none_of(taken_.begin(), taken_.end(), [&](const Box& other) { return overlap(box, other); });
}

bool LabelPlaces::is_welcome(const Box& box) const {
  return std::none_of(unwelcome_.begin(), unwelcome_.end(),
                      [&](const Box& other) { return overlap(box, other); });
}

std::optional<Box> LabelPlaces::take(const std::vector<Box>& places) {
  auto found = std::find_if(places.begin(), places.end(),
                            [&](const Box& place) { return is_free(place) && is_welcome(place); });
  if (found == places.end())
    found = std::find_if(places.begin(), places.end(), [&](const Box& place) { return is_free(place); });
  if (found == places.end()) return std::nullopt;
  taken_.push_back(*found);
  return *found;
}

std::optional<Box> LabelPlaces::least_covering(const std::vector<Box>& places) const {
  std::optional<Box> least;
  double least_area = 0.0;
  for (const Box& place : places) {
    if (place.x0 < frame_.x0 || place.y0 < frame_.y0 || place.x1 > frame_.x1 || place.y1 > frame_.y1)
      continue;
    double area = 0.0;
    for (const Box& other : taken_)
      area += std::max(0.0, std::min(place.x1, other.x1) - std::max(place.x0, other.x0)) *
              std::max(0.0, std::min(place.y1, other.y1) - std::max(place.y0, other.y0));
    if (!least || area < least_area) least = place, least_area = area;
  }
  return least;
}

std::optional<Box> LabelPlaces::near(Point anchor, double width, double height, double gap) {
  std::vector<Box> places;
  const auto centred = [&](double x, double y) {
    places.push_back({x - width / 2, y - height / 2, x + width / 2, y + height / 2});
  };
  for (const double ring : {0.0, 14.0, 30.0, 50.0, 75.0}) {
    const double dx = gap + ring + width / 2, dy = gap + ring + height / 2;
    centred(anchor.x + dx, anchor.y);
    centred(anchor.x - dx, anchor.y);
    centred(anchor.x + dx, anchor.y - dy);
    centred(anchor.x + dx, anchor.y + dy);
    centred(anchor.x - dx, anchor.y - dy);
    centred(anchor.x - dx, anchor.y + dy);
    centred(anchor.x, anchor.y - dy);
    centred(anchor.x, anchor.y + dy);
  }
  return take(places);
}

}  // namespace recon::report
