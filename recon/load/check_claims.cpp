// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "recon/geo/georeference.hpp"
#include "recon/load/check.hpp"

namespace recon::load::checking {
namespace {

using namespace incident;

/// Fields of which a claim of a kind needs one each: {"zone"}, {"is", "near"}: zone, and is or near.
struct Need {
  std::vector<std::string> names;
  bool met = false;
};

struct NeedsOf {
  static Need need(std::string field, const Text& text) { return {{std::move(field)}, !unsaid(text)}; }
  static Need either(std::string a, const Text& one, std::string b, const Text& other) {
    return {{std::move(a), std::move(b)}, !unsaid(one) || !unsaid(other)};
  }
  template <class Word>
  static Need word(std::string field, const std::optional<Word>& word) {
    return {{std::move(field)}, word.has_value()};
  }
  using Needs = std::vector<Need>;

  Needs operator()(const PositionClaim& c) const { return {either("is", c.is, "near", c.near)}; }
  Needs operator()(const TrackClaim& c) const {
    return {{{"file", "fix"}, !unsaid(c.file) || !c.fixes.empty()}};
  }
  Needs operator()(const PlotClaim& c) const { return {need("range", c.range), need("azimuth", c.azimuth)}; }
  Needs operator()(const BearingClaim& c) const {
    return {need("from", c.from), need("direction", c.direction)};
  }
  Needs operator()(const DistanceClaim& c) const { return {need("from", c.from), need("is", c.is)}; }
  Needs operator()(const SideClaim& c) const { return {need("zone", c.zone), word("is", c.is)}; }
  Needs operator()(const ExcursionsClaim& c) const { return {need("zone", c.zone), need("count", c.count)}; }
  Needs operator()(const TimeInsideClaim& c) const { return {need("zone", c.zone), need("is", c.is)}; }
  Needs operator()(const LengthInsideClaim& c) const { return {need("zone", c.zone), need("is", c.is)}; }
  Needs operator()(const DepthClaim& c) const { return {need("zone", c.zone), need("is", c.is)}; }
  Needs operator()(const CrossingClaim& c) const { return {need("zone", c.zone), word("way", c.way)}; }
  Needs operator()(const AltitudeClaim& c) const { return {need("is", c.is)}; }
  Needs operator()(const SpeedClaim& c) const { return {need("is", c.is)}; }
  Needs operator()(const HeadingClaim& c) const { return {either("is", c.is, "towards", c.towards)}; }
  Needs operator()(const TimeClaim& c) const { return {need("is", c.is)}; }
  Needs operator()(const TimeBetweenClaim& c) const {
    return {need("from", c.from), need("to", c.to), need("is", c.is)};
  }
  Needs operator()(const DistanceBetweenClaim& c) const {
    return {need("from", c.from), need("to", c.to), need("is", c.is)};
  }
  Needs operator()(const WarningsClaim& c) const { return {either("count", c.count, "over", c.over)}; }
  Needs operator()(const TurnClaim& c) const {
    return {{{"to", "onto", "through"}, c.to.has_value() || !unsaid(c.onto) || !unsaid(c.through)}};
  }
  Needs operator()(const VerticalClaim& c) const {
    return {{{"is", "rate"}, c.is.has_value() || !unsaid(c.rate)}};
  }
  Needs operator()(const DetectionClaim& c) const { return {need("by", c.by), word("is", c.is)}; }
};

/// What a claim without a kind becomes when it is read: nothing else says as little.
bool has_no_kind(const Claim& claim) {
  const auto* position = std::get_if<PositionClaim>(&claim.assertion);
  return position != nullptr && unsaid(position->is) && unsaid(position->near) && unsaid(position->datum);
}

/// Rule 4. A field typed with nothing between its quotes is told where it stands, not again here.
void check_says_something(const Claim& claim, Report& report) {
  std::vector<std::string> missing;
  for (const Need& need : std::visit(NeedsOf{}, claim.assertion))
    if (!need.met) missing.push_back(listed(need.names, " or "));
  if (missing.empty()) return;
  report.error(4, claim.place, kind_word(claim.assertion) + " says nothing without " + listed(missing));
}

/// Rule 4, fix by fix: a place, or a radar's range and azimuth and the radar. One message a track.
void check_fixes_say_where(const Claim& claim, Report& report) {
  const auto* track = std::get_if<TrackClaim>(&claim.assertion);
  if (track == nullptr) return;
  for (std::size_t i = 0; i < track->fixes.size(); ++i) {
    const Fix& fix = track->fixes[i];
    const std::string called = "fix " + std::to_string(i + 1);
    const bool polar = !fix.range.empty() || !fix.azimuth.empty();
    const bool drawn = !fix.pixel.empty();
    std::string wrong;
    if (drawn && !track->picture)
      wrong = called + " is a pixel; add the track's picture, with control points";
    else if (drawn && (!fix.position.empty() || polar))
      wrong = called + " has a pixel and a position or range; keep what was measured";
    else if (!drawn && track->picture)
      wrong = called + " has no pixel, but the track was read off a picture";
    else if (!drawn && fix.position.empty() && (fix.range.empty() || fix.azimuth.empty()))
      wrong = called + " says nothing without position, or range and azimuth";
    else if (!fix.position.empty() && polar)
      wrong = called + " has a position and a range or azimuth; keep what was measured";
    else if (polar && claim.sensor.empty())
      wrong = called + " is seen by range and azimuth; add the claim's sensor, that is the radar";
    else if (!fix.elevation.empty() && !polar)
      wrong = called + " has an elevation without a range and an azimuth";
    else if (fix.accuracy_minor.empty() != fix.accuracy_axis.empty() ||
             (!fix.accuracy_minor.empty() && fix.accuracy.empty()))
      wrong = called + " has half an ellipse; say accuracy, accuracy_minor and accuracy_axis";
    if (!wrong.empty()) return report.error(4, fix.place, wrong);
  }
}

/// Clicks again are of a fix that stands at their mean, as far as the digits of a table tell it.
void check_has_its_fix(const incident::Picture::Vertex& vertex, const TrackClaim& track, Report& report) {
  std::vector<geo::Pixel> clicks;
  for (const Text& pixel : vertex.pixels)
    if (const auto at = geo::read_pixel(pixel.text)) clicks.push_back(*at);
  if (clicks.size() < vertex.pixels.size() || clicks.empty()) return;
  const geo::Pixel middle = geo::mean(clicks);
  if (std::ranges::none_of(track.fixes, [&](const Fix& fix) {
        const auto at = geo::read_pixel(fix.pixel.text);
        return at && geo::printed_alike(*at, middle);
      }))
    report.warning(4, vertex.place, "no fix of the track stands at the mean of these clicks");
}

/// Rule 4, picture by picture: enough control points, each with a pixel and a place.
void check_picture_is_held(const Claim& claim, Report& report) {
  const auto* track = std::get_if<TrackClaim>(&claim.assertion);
  if (track == nullptr || !track->picture) return;
  const incident::Picture& picture = *track->picture;
  constexpr std::size_t least = 3;
  if (picture.controls.size() < least)
    report.error(4, picture.place, "a picture is held by 3 control points at least, better by 6");
  for (const incident::Picture::Control& control : picture.controls) {
    if (control.position.empty()) report.error(4, control.place, "a control point without a position");
    if (!geo::read_pixel(control.pixel.text))
      report.error(4, control.place, "a control point's pixel is its column and row: \"412 309\"");
  }
  const auto must_be_pixel = [&](const Text& pixel, const Place& place) {
    if (!geo::read_pixel(pixel.text))
      report.error(4, place, printed(pixel.text) + " is no pixel; write column and row: \"412 309\"");
  };
  for (const Text& pixel : picture.border) must_be_pixel(pixel, pixel.place);
  if (picture.border.size() == 1)
    report.error(4, picture.border.front().place, "a border in a picture is clicked at two places at least");
  for (const incident::Picture::Vertex& vertex : picture.vertices) {
    for (const Text& pixel : vertex.pixels) must_be_pixel(pixel, pixel.place);
    check_has_its_fix(vertex, *track, report);
  }
  for (const Fix& fix : track->fixes)
    if (!fix.pixel.empty() && !geo::read_pixel(fix.pixel.text))
      return report.error(4, fix.place,
                          "\"" + fix.pixel.text + "\" is no pixel; write column and row: \"412 309\"");
}

enum class Wanted { nothing, error, warning };
struct WantsWhen {
  Wanted wanted = Wanted::nothing;
  std::string what;
};

WantsWhen wants(std::string what) { return {Wanted::error, std::move(what)}; }
WantsWhen read_anyway(const std::string& kind) {
  return {Wanted::warning,
          kind + " when? it is read as while inside; add at_event, at_time, while_inside or throughout"};
}

struct WhenOf {
  const Names& names;

  WantsWhen operator()(const PositionClaim&) const { return wants("a position wants at_event or at_time"); }
  WantsWhen operator()(const TrackClaim&) const { return {}; }
  WantsWhen operator()(const PlotClaim&) const { return wants("a plot wants at_event or at_time"); }
  WantsWhen operator()(const BearingClaim&) const { return wants("a bearing wants at_event or at_time"); }
  WantsWhen operator()(const DistanceClaim&) const {
    return wants("a distance wants at_event, at_time or at_closest");
  }
  WantsWhen operator()(const SideClaim& c) const {
    if (c.is == SideClaim::Is::inside) return wants("inside when? add at_event, at_time, or say EVER_INSIDE");
    if (c.is == SideClaim::Is::outside)
      return wants("outside when? add at_event, at_time, or say NEVER_INSIDE");
    return {};
  }
  WantsWhen operator()(const ExcursionsClaim&) const { return {}; }
  WantsWhen operator()(const TimeInsideClaim&) const { return {}; }
  WantsWhen operator()(const LengthInsideClaim&) const { return {}; }
  WantsWhen operator()(const DepthClaim&) const { return {}; }
  WantsWhen operator()(const CrossingClaim&) const { return {}; }
  WantsWhen operator()(const AltitudeClaim&) const { return read_anyway("altitude"); }
  WantsWhen operator()(const SpeedClaim&) const { return read_anyway("speed"); }
  WantsWhen operator()(const HeadingClaim&) const { return wants("a heading wants at_event or at_time"); }
  WantsWhen operator()(const TimeClaim&) const { return wants("the time of which event? add at_event"); }
  WantsWhen operator()(const TimeBetweenClaim&) const { return {}; }
  WantsWhen operator()(const DistanceBetweenClaim& c) const {
    // Two events are instants by themselves; two aircraft are apart only at some instant.
    if (names.find<Aircraft>(c.from.text) != nullptr || names.find<Aircraft>(c.to.text) != nullptr)
      return wants("the distance between aircraft wants at_event or at_time");
    return {};
  }
  WantsWhen operator()(const WarningsClaim&) const { return {}; }
  WantsWhen operator()(const TurnClaim&) const { return {}; }
  WantsWhen operator()(const VerticalClaim&) const { return {}; }
  WantsWhen operator()(const DetectionClaim&) const { return {}; }
};

/// Rule 13.
void check_says_when(const Claim& claim, const Names& names, Report& report) {
  const bool said = !std::holds_alternative<std::monostate>(claim.when);
  if (std::holds_alternative<TimeClaim>(claim.assertion) ? std::holds_alternative<AtEvent>(claim.when) : said)
    return;
  const WantsWhen when = std::visit(WhenOf{names}, claim.assertion);
  if (when.wanted == Wanted::error) report.error(13, claim.place, when.what);
  if (when.wanted == Wanted::warning) report.warning(13, claim.place, when.what);
}

}  // namespace

void check_claims(const Scene& scene, Report& report) {
  for (const Asserted& asserted : scene.claims) {
    if (has_no_kind(*asserted.claim)) {
      report.error(4, asserted.claim->place, "a claim that says nothing: give it a kind");
      continue;
    }
    check_says_something(*asserted.claim, report);
    check_fixes_say_where(*asserted.claim, report);
    check_picture_is_held(*asserted.claim, report);
    check_says_when(*asserted.claim, scene.names, report);
  }
}

}  // namespace recon::load::checking
