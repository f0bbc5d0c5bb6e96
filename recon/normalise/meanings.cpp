// SPDX-License-Identifier: Apache-2.0
#include "recon/normalise/meanings.hpp"

#include <algorithm>
#include <cmath>

#include "recon/normalise/figures.hpp"
#include "recon/normalise/landmarks.hpp"

namespace recon::normalise {
namespace {

// A target of unstated height flies between the ground and here; above 12 km few aircraft do.

Branches<Meaning> unanswerable(std::string why) { return only(Meaning{Unanswerable{std::move(why)}}); }

template <class T, class Make>
Branches<Meaning> meant(const Branches<T>& branches, Make make) {
  return each(branches, [&](const T& value) { return Meaning{make(value)}; });
}

// The same branches with one more thing picked, the same in all.
template <class T>
Branches<T> picking(Branches<T> branches, const Pick& pick) {
  for (auto& branch : branches.all) branch.picks.push_back(pick);
  return branches;
}

template <class T>
void append(Branches<T>& to, Branches<T> more) {
  to.all.insert(to.all.end(), more.all.begin(), more.all.end());
  if (to.why_none.empty()) to.why_none = more.why_none;
}

template <class Assertion>
bool said_beside(const Site& site) {
  for (const incident::Statement& statement : site.neighbours())
    for (const incident::Claim& claim : statement.claims)
      if (std::holds_alternative<Assertion>(claim.assertion) && same_moment(claim.when, site.claim->when))
        return true;
  return false;
}

// The variation to read a heading with: a needle turns little over a case's width.
std::optional<Angle> variation_of_region(Notebook& notebook, const Site& site,
                                         const incident::Text& heading) {
  const FigureReadings figures = read_figure(heading.text, Dimension::angle);
  const bool by_needle =
      std::any_of(figures.readings.begin(), figures.readings.end(),
                  [](const FigureReading& figure) { return figure.north != North::true_north; });
  for (const auto& [id, place] : notebook.landmarks) {
    if (!by_needle || !place.variation) continue;
    notebook.adjust(site, "magnetic variation of '" + id + "' used",
                    "a heading names no place that states one");
    return place.variation;
  }
  return std::nullopt;
}

class Reader {
public:
  Reader(Notebook& notebook, const Site& site) : notebook_{notebook}, site_{site} {}

  Branches<Meaning> operator()(const incident::PositionClaim& claim) {
    if (claim.near.empty())
      return meant(read_position(notebook_, site_, claim.is, claim.datum),
                   [](const Located& at) { return at; });
    const LandmarkPlace place = place_named(notebook_, site_, claim.near);
    if (!place.position) return unanswerable(place.why_unknown);
    return only(Meaning{Near{claim.near.text, *place.position, stated_accuracy().value_or(place.accuracy)}});
  }

  Branches<Meaning> operator()(const incident::TrackClaim& claim) {
    return read_track(notebook_, site_, claim);
  }

  Branches<Meaning> operator()(const incident::PlotClaim& claim) {
    if (site_.sensor == nullptr || site_.sensor->position.empty())
      return unanswerable("a plot needs the place of the radar, and none is stated");
    const LandmarkPlace radar = place_named(notebook_, site_, site_.sensor->position);
    if (!radar.position) return unanswerable(radar.why_unknown);
    const std::string whose = "'" + site_.sensor->id.text + "'";
    const auto azimuths = read_direction(notebook_, site_, claim.azimuth, radar.variation, whose);
    const auto ranges = read_length(notebook_, site_, claim.range);
    const Interval<Length> height = height_of_plot(claim);
    const Length radar_height = height_of_radar();
    return product(azimuths, ranges,
                   [&](const Interval<Angle>& azimuth, const Interval<Length>& slant) -> Meaning {
                     const auto ground = ground_interval(slant, radar_height, height);
                     if (!ground)
                       return Unanswerable{"the plot is nearer to the radar than the aircraft is high"};
                     return Radial{site_.sensor->id.text, *radar.position, radar.accuracy, azimuth, ground};
                   });
  }

  Branches<Meaning> operator()(const incident::BearingClaim& claim) {
    const LandmarkPlace from = place_named(notebook_, site_, claim.from);
    if (!from.position) return unanswerable(from.why_unknown);
    const auto azimuths =
        read_direction(notebook_, site_, claim.direction, from.variation, "'" + claim.from.text + "'");
    const auto radial = [&](const Interval<Angle>& azimuth, std::optional<Interval<Length>> distance) {
      return Meaning{Radial{claim.from.text, *from.position, from.accuracy, azimuth, distance}};
    };
    if (claim.distance.empty())
      return each(azimuths, [&](const Interval<Angle>& azimuth) { return radial(azimuth, std::nullopt); });
    return product(azimuths, read_length(notebook_, site_, claim.distance), radial);
  }

  Branches<Meaning> operator()(const incident::DistanceClaim& claim) {
    const auto lengths = read_length(notebook_, site_, claim.is);
    const std::string& from = claim.from.text;
    if (incident::find(notebook_.incident.zones, from) != nullptr) return from_edge(claim, lengths);
    if (incident::find(notebook_.incident.events, from) != nullptr)
      return meant(lengths, [&](const Interval<Length>& far) { return FromEvent{from, far}; });
    const LandmarkPlace place = place_named(notebook_, site_, claim.from);
    if (!place.position) return unanswerable(place.why_unknown);
    return meant(lengths, [&](const Interval<Length>& far) {
      return FromLandmark{from, *place.position, place.accuracy, far};
    });
  }

  Branches<Meaning> operator()(const incident::SideClaim& claim) {
    if (!claim.is) return unanswerable("which side is not said");
    return only(Meaning{SideSaid{claim.zone.text, *claim.is}});
  }

  Branches<Meaning> operator()(const incident::ExcursionsClaim& claim) {
    return meant(read(notebook_, site_, claim.count, Dimension::count), [&](const FigureReading& count) {
      return ExcursionsSaid{claim.zone.text, count.value};
    });
  }

  Branches<Meaning> operator()(const incident::TimeInsideClaim& claim) {
    return meant(read_duration(notebook_, site_, claim.is), [&](const Interval<Duration>& time) {
      return TimeInside{claim.zone.text, time};
    });
  }

  Branches<Meaning> operator()(const incident::LengthInsideClaim& claim) {
    return meant(read_length(notebook_, site_, claim.is), [&](const Interval<Length>& length) {
      return LengthInside{claim.zone.text, length};
    });
  }

  Branches<Meaning> operator()(const incident::DepthClaim& claim) {
    using How = incident::DepthClaim::How;
    const auto depths = read_length(notebook_, site_, claim.is);
    if (claim.measured) return depth(claim, depths, *claim.measured);
    if (notebook_.landmarks.contains(claim.from.text)) {
      notebook_.adjust(site_, "depth taken from the vertex '" + claim.from.text + "'", "the claim names it");
      return depth(claim, depths, How::from_vertex);
    }
    std::vector<std::pair<How, std::string>> ways{{How::nearest_edge, "nearest-edge"}};
    if (vertex_of(claim).position) ways.emplace_back(How::from_vertex, "from-vertex");
    if (incident::find(notebook_.incident.zones, claim.from.text) != nullptr)
      ways.emplace_back(How::from_line, "from-line");
    if (ways.size() == 1) {
      notebook_.adjust(site_, "depth taken from the nearest edge",
                       "how it was measured is not said, and the zone has no tip with a position");
      return depth(claim, depths, How::nearest_edge);
    }
    Branches<Meaning> all;
    for (const auto& [how, option] : ways)
      append(all, picking(depth(claim, depths, how), {.about = About::depth, .option = option}));
    return all;
  }

  Branches<Meaning> operator()(const incident::CrossingClaim& claim) {
    if (!claim.way) return unanswerable("entered or left is not said");
    if (claim.between.size() == 2) {
      const LandmarkPlace one = place_named(notebook_, site_, claim.between[0]);
      const LandmarkPlace other = place_named(notebook_, site_, claim.between[1]);
      if (!one.position || !other.position)
        return unanswerable(one.position ? other.why_unknown : one.why_unknown);
      return only(Meaning{CrossingSaid{claim.zone.text, *claim.way, std::nullopt,
                                       std::pair{*one.position, *other.position}}});
    }
    if (claim.from.empty())
      return only(Meaning{CrossingSaid{claim.zone.text, *claim.way, std::nullopt, std::nullopt}});
    return meant(read_direction(notebook_, site_, claim.from, std::nullopt, "the zone"),
                 [&](const Interval<Angle>& from) {
                   return CrossingSaid{claim.zone.text, *claim.way, quarter(from), std::nullopt};
                 });
  }

  Branches<Meaning> operator()(const incident::AltitudeClaim& claim) {
    return meant(read(notebook_, site_, claim.is, Dimension::height), [](const FigureReading& figure) {
      return Height{lengths(figure.value), figure.height_datum};
    });
  }

  Branches<Meaning> operator()(const incident::SpeedClaim& claim) {
    const auto height = height_said_beside(site_);
    const std::optional<Length> altitude = height ? std::optional{height->stated} : std::nullopt;
    return meant(
        read(notebook_, site_, claim.is, Dimension::speed, altitude), [](const FigureReading& figure) {
          const auto& [low, stated, high] = figure.value;
          return SpeedSaid{
              {metres_per_second(std::max(low, 0.0)), metres_per_second(stated), metres_per_second(high)},
              figure.speed_kind};
        });
  }

  Branches<Meaning> operator()(const incident::HeadingClaim& claim) {
    if (claim.is.empty()) {
      const LandmarkPlace to = place_named(notebook_, site_, claim.towards);
      if (!to.position) return unanswerable(to.why_unknown);
      return only(Meaning{HeadingTowards{claim.towards.text, *to.position}});
    }
    return meant(read_direction(notebook_, site_, claim.is, variation_of_region(notebook_, site_, claim.is),
                                "any landmark"),
                 [](const Interval<Angle>& heading) { return HeadingSaid{heading}; });
  }

  Branches<Meaning> operator()(const incident::TimeClaim& claim) {
    return meant(normalise::read_time(notebook_, claim.is, site_.clock),
                 [](const Interval<Instant>& time) { return TimeSaid{time}; });
  }

  Branches<Meaning> operator()(const incident::TimeBetweenClaim& claim) {
    return meant(read(notebook_, site_, claim.is, Dimension::duration), [&](const FigureReading& figure) {
      const auto& [low, stated, high] = figure.value;
      return TimeBetween{claim.from.text, claim.to.text, {seconds(low), seconds(stated), seconds(high)}};
    });
  }

  Branches<Meaning> operator()(const incident::DistanceBetweenClaim& claim) {
    return meant(read_length(notebook_, site_, claim.is), [&](const Interval<Length>& far) {
      return DistanceBetween{claim.from.text, claim.to.text, far};
    });
  }

  Branches<Meaning> operator()(const incident::WarningsClaim&) { return only(Meaning{InWords{}}); }

  Branches<Meaning> operator()(const incident::TurnClaim& claim) {
    TurnSaid turn{.to = claim.to};
    if (!claim.through.empty()) turn.through = first_angle(claim.through);
    if (claim.onto.empty()) {
      if (!turn.to && !turn.through) return only(Meaning{InWords{}});
      return only(Meaning{turn});
    }
    return meant(read_direction(notebook_, site_, claim.onto,
                                variation_of_region(notebook_, site_, claim.onto), "any landmark"),
                 [&](const Interval<Angle>& onto) {
                   TurnSaid with = turn;
                   with.onto = onto;
                   return with;
                 });
  }

  Branches<Meaning> operator()(const incident::VerticalClaim& claim) {
    if (!claim.is) return only(Meaning{InWords{}});
    if (claim.rate.empty()) return only(Meaning{VerticalSaid{*claim.is, std::nullopt}});
    return meant(read(notebook_, site_, claim.rate, Dimension::speed), [&](const FigureReading& figure) {
      const auto& [low, stated, high] = figure.value;
      return VerticalSaid{*claim.is, Interval<Speed>{metres_per_second(std::max(low, 0.0)),
                                                     metres_per_second(stated), metres_per_second(high)}};
    });
  }

  Branches<Meaning> operator()(const incident::DetectionClaim&) { return only(Meaning{InWords{}}); }

private:
  Branches<Meaning> from_edge(const incident::DistanceClaim& claim,
                              const Branches<Interval<Length>>& lengths) {
    using How = incident::DistanceClaim::How;
    const auto read_as = [&](How how) {
      return meant(lengths, [&](const Interval<Length>& far) {
        return FromEdge{claim.from.text, far, claim.side, how == How::along_course};
      });
    };
    if (claim.measured) return read_as(*claim.measured);
    const bool open = notebook_.choices.written(site_, About::distance) != nullptr ||
                      said_beside<incident::HeadingClaim>(site_);
    if (!open) {
      notebook_.adjust(site_, "distance taken as the shortest one",
                       "along which way is not said, and no course is stated");
      return read_as(How::shortest);
    }
    Branches<Meaning> all = picking(read_as(How::shortest), {.about = About::distance, .option = "shortest"});
    append(all, picking(read_as(How::along_course), {.about = About::distance, .option = "along-course"}));
    return all;
  }

  LandmarkPlace vertex_of(const incident::DepthClaim& claim) const {
    std::string id = claim.from.text;
    const incident::Zone* zone = incident::find(notebook_.incident.zones, claim.zone.text);
    if (!notebook_.landmarks.contains(id)) id = zone != nullptr ? zone->tip.text : "";
    const auto found = notebook_.landmarks.find(id);
    if (found == notebook_.landmarks.end())
      return {.why_unknown = "no vertex is named and the zone has no tip"};
    LandmarkPlace place = found->second;
    if (!place.position) place.why_unknown = "'" + id + "' cannot be placed: " + place.why_unknown;
    return place;
  }

  std::string vertex_name(const incident::DepthClaim& claim) const {
    if (notebook_.landmarks.contains(claim.from.text)) return claim.from.text;
    return incident::find(notebook_.incident.zones, claim.zone.text)->tip.text;
  }

  Branches<Meaning> depth(const incident::DepthClaim& claim, const Branches<Interval<Length>>& depths,
                          incident::DepthClaim::How how) {
    using How = incident::DepthClaim::How;
    const std::string& zone = claim.zone.text;
    if (how == How::from_line && claim.from.empty())
      return unanswerable("the line it was measured from is not named");
    if (how != How::from_vertex)
      return meant(depths, [&](const Interval<Length>& deep) {
        return DepthInside{zone, deep, how, how == How::from_line ? claim.from.text : "", std::nullopt};
      });
    const LandmarkPlace vertex = vertex_of(claim);
    if (!vertex.position) return unanswerable(vertex.why_unknown);
    return meant(depths, [&](const Interval<Length>& deep) {
      return DepthInside{zone, deep, how, vertex_name(claim), vertex.position};
    });
  }

  // "From the east" is a quarter of the compass, 45 degrees on either side; "from the north-east" half of
  // one.
  static Interval<Angle> quarter(const Interval<Angle>& from) {
    const double whole = std::fmod(in_degrees(from.stated), 90.0);
    const Angle half = std::abs(whole) < 1e-9 ? degrees(45) : degrees(22.5);
    return {from.stated - half, from.stated, from.stated + half};
  }

  std::optional<Interval<Angle>> first_angle(const incident::Text& printed) {
    const auto angles = read(notebook_, site_, printed, Dimension::angle);
    if (angles.all.empty()) return std::nullopt;
    const auto& [low, stated, high] = angles.all.front().what.value;
    return Interval<Angle>{degrees(low), degrees(stated), degrees(high)};
  }

  std::optional<Length> stated_accuracy() {
    if (!site_.claim->error || site_.claim->error->accuracy.empty()) return std::nullopt;
    const auto read = read_length(notebook_, site_, site_.claim->error->accuracy);
    if (read.all.empty()) return std::nullopt;
    return read.all.front().what.stated;
  }

  Interval<Length> height_of_plot(const incident::PlotClaim& claim) {
    if (!claim.height.empty()) {
      const auto read_heights = read(notebook_, site_, claim.height, Dimension::height);
      if (!read_heights.all.empty()) return lengths(read_heights.all.front().what.value);
    }
    if (const auto beside = height_said_beside(site_)) {
      notebook_.adjust(site_, "slant range brought to the ground with the height stated at that moment",
                       "the plot gives no height");
      return *beside;
    }
    notebook_.adjust(site_, "slant range brought to the ground for any height up to 12 km",
                     "neither the plot nor the account gives a height");
    return {metres(0), usual_ceiling / 2.0, usual_ceiling};
  }

  Length height_of_radar() {
    if (site_.sensor->height.empty()) {
      notebook_.adjust(site_, "radar taken to stand at sea level", "its height is not stated");
      return metres(0);
    }
    const auto read_heights = read(notebook_, site_, site_.sensor->height, Dimension::height);
    return read_heights.all.empty() ? metres(0) : metres(read_heights.all.front().what.value.stated);
  }

  static std::optional<Interval<Length>> ground_interval(const Interval<Length>& slant, Length radar,
                                                         const Interval<Length>& height) {
    const auto stated = ground_range(slant.stated, radar, height.stated);
    const auto farthest = ground_range(slant.highest, radar, std::max(height.lowest, metres(0)));
    if (!stated || !farthest) return std::nullopt;
    const auto nearest = ground_range(slant.lowest, radar, height.highest);
    return Interval<Length>{std::min(nearest.value_or(metres(0)), *stated), *stated,
                            std::max(*farthest, *stated)};
  }

  Notebook& notebook_;
  const Site& site_;
};

Moment named(Moment::Kind kind, std::string name) { return {.kind = kind, .name = std::move(name)}; }

}  // namespace

Branches<Meaning> read_assertion(Notebook& notebook, const Site& site) {
  Branches<Meaning> branches = std::visit(Reader{notebook, site}, site.claim->assertion);
  return branches.all.empty() ? unanswerable(branches.why_none) : branches;
}

Branches<Moment> read_moment(Notebook& notebook, const Site& site) {
  using Kind = Moment::Kind;
  const incident::When& when = site.claim->when;
  if (const auto* at = std::get_if<incident::AtEvent>(&when)) return only(named(Kind::event, at->event.text));
  if (const auto* in = std::get_if<incident::WhileInside>(&when))
    return only(named(Kind::while_inside, in->zone.text));
  if (const auto* at = std::get_if<incident::AtClosest>(&when))
    return only(named(Kind::closest, at->to.text));
  if (std::holds_alternative<incident::Throughout>(when)) return only(named(Kind::throughout, ""));
  if (const auto* at = std::get_if<incident::AtTime>(&when))
    return each(read_time(notebook, at->time, site.clock), [](const Interval<Instant>& time) {
      return Moment{Moment::Kind::time, "", time};
    });
  return only(Moment{});
}

std::optional<Interval<Length>> height_said_beside(const Site& site) {
  for (const incident::Statement& statement : site.neighbours())
    for (const incident::Claim& claim : statement.claims) {
      const auto* altitude = std::get_if<incident::AltitudeClaim>(&claim.assertion);
      if (altitude == nullptr || !same_moment(claim.when, site.claim->when)) continue;
      const FigureReadings figures = read_figure(altitude->is.text, Dimension::height);
      if (!figures.readings.empty()) return lengths(figures.readings.front().value);
    }
  return std::nullopt;
}

namespace {

constexpr double earth = 6'371'008.8;
constexpr double bent_earth = 4.0 / 3.0 * earth;

}  // namespace

Length height_at(Length slant, Angle elevation, Length radar_height) {
  const double from = bent_earth + in_metres(radar_height), away = in_metres(slant);
  return metres(std::sqrt(from * from + away * away + 2.0 * from * away * std::sin(in_radians(elevation))) -
                bent_earth);
}

Length height_at_sigma(Length slant, Angle elevation, Angle sigma) {
  const double along = in_metres(slant) * std::cos(in_radians(elevation));
  // The ray's curvature is a quarter of the Earth's; a third of it covers factors from 1.2 to 1.5.
  constexpr double share = 0.25 / 3.0;
  return metres(std::hypot(along * in_radians(sigma), share * along * along / (2.0 * earth)));
}

std::optional<Length> ground_range(Length slant, Length radar_height, Length target_height) {
  const double a = earth + in_metres(radar_height);
  const double b = earth + in_metres(target_height);
  const double c = in_metres(slant);
  // Half-angle form of the cosine rule: keeps its digits where the angle is small.
  const double half_squared = (c - (a - b)) * (c + (a - b)) / (4.0 * a * b);
  if (half_squared < 0.0 || half_squared > 1.0) return std::nullopt;
  return metres(2.0 * earth * std::asin(std::sqrt(half_squared)));
}

}  // namespace recon::normalise
