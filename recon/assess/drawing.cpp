// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/drawing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "recon/assess/findings.hpp"
#include "recon/assess/flown_track.hpp"
#include "recon/assess/probability.hpp"
#include "recon/assess/tracks.hpp"
#include "recon/flight/whereabouts.hpp"
#include "recon/units/figure.hpp"
#include "recon/units/parallel.hpp"

namespace recon::assess {
namespace {

using geo::PlanePoint;
using geo::Position;
using normalise::Moment;
using normalise::ReadClaim;

std::vector<std::string> states_of(const incident::Zone& zone) {
  if (const auto* land = std::get_if<incident::Land>(&zone.shape)) return {land->state.text};
  if (const auto* sea = std::get_if<incident::TerritorialSea>(&zone.shape)) return {sea->state.text};
  if (const auto* median = std::get_if<incident::Median>(&zone.shape))
    return {median->state.text, median->other.text};
  return {};
}

bool comes_near(const geo::Ring& ring, const Around& here) {
  // Cheap and generous: within the circle, or a vertex on each side of it (a long edge across).
  const double reach = in_metres(here.radius) / 100'000.0 + 1.0;  // degrees
  bool west = false, east = false, south = false, north = false;
  for (const Position& vertex : ring) {
    const double dx = std::remainder(in_degrees(vertex.longitude - here.centre.longitude), 360.0) *
                      std::cos(in_radians(here.centre.latitude)),
                 dy = in_degrees(vertex.latitude - here.centre.latitude);
    if (std::abs(dx) < reach && std::abs(dy) < reach) return true;
    west |= dx<0, east |= dx> 0, south |= dy<0, north |= dy> 0;
  }
  return west && east && south && north;
}

// An edge of the frame runs along one side of the window; what it cuts is not a border.
bool on_frame(const Position& a, const Position& b, const geo::Window& window) {
  const auto same = [](Angle x, Angle y) { return std::abs(in_degrees(x - y)) < 1e-7; };
  const auto both = [&](Angle x, Angle y, Angle side) { return same(x, side) && same(y, side); };
  return both(a.longitude, b.longitude, window.west) || both(a.longitude, b.longitude, window.east) ||
         both(a.latitude, b.latitude, window.south) || both(a.latitude, b.latitude, window.north);
}

void add_ring(const geo::Ring& ring, const std::optional<geo::Window>& window, DrawnBorder& drawn) {
  if (ring.size() < 2) return;
  std::vector<Position> closed = ring;
  closed.push_back(ring.front());
  drawn.rings.push_back(closed);
  std::vector<Position> line;
  const auto finish = [&] {
    if (line.size() > 1) drawn.lines.push_back(line);
    line.clear();
  };
  for (std::size_t i = 1; i < closed.size(); ++i) {
    if (window && on_frame(closed[i - 1], closed[i], *window)) {
      finish();
      continue;
    }
    if (line.empty()) line.push_back(closed[i - 1]);
    line.push_back(closed[i]);
  }
  finish();
}

/// Traces margin = 0 on a square grid in the plane of the picture.
class Tracer {
public:
  Tracer(const geo::Zone& zone, const Around& here, std::stop_token stop)
      : zone_{zone}, plane_{here.centre}, stop_{std::move(stop)} {
    // Chords of at most 2.1 km on a 22 km arc leave it by 25 m; the grid grows with the picture.
    constexpr double finest = 1'000.0, coarsest = 1'500.0;
    const double radius = in_metres(here.radius);
    step_ = std::clamp(radius / 60.0, finest, coarsest);
    half_ = static_cast<int>(std::min(std::ceil(radius / step_), 150.0));
  }

  [[nodiscard]] std::vector<std::vector<Position>> lines() {
    for (int y = -half_; y < half_ && !stop_.stop_requested(); ++y)
      for (int x = -half_; x < half_; ++x) cell(x, y);
    return joined();
  }

private:
  using Node = std::pair<int, int>;
  using Side = std::pair<Node, Node>;  // a grid edge: its two nodes in order
  static Side side(Node a, Node b) { return a < b ? Side{a, b} : Side{b, a}; }

  double margin_at(PlanePoint p) const {
    const geo::Margin margin = zone_.margin(plane_.to_globe(p));
    return margin.known ? in_metres(margin.value) : std::nan("");
  }
  PlanePoint point(Node node) const { return {node.first * step_, node.second * step_}; }
  double margin(Node node) {
    const auto [slot, is_new] = margins_.try_emplace(node, 0.0);
    if (is_new) slot->second = margin_at(point(node));
    return slot->second;
  }

  void cell(int x, int y) {
    const std::array<Node, 4> corners{Node{x, y}, Node{x + 1, y}, Node{x + 1, y + 1}, Node{x, y + 1}};
    std::vector<Side> crossed;
    for (std::size_t i = 0; i < 4; ++i) {
      const double a = margin(corners[i]), b = margin(corners[(i + 1) % 4]);
      if (std::isnan(a) || std::isnan(b)) return;
      if ((a > 0) != (b > 0)) crossed.push_back(side(corners[i], corners[(i + 1) % 4]));
    }
    for (std::size_t i = 0; i + 1 < crossed.size(); i += 2) {
      links_[crossed[i]].push_back(crossed[i + 1]);
      links_[crossed[i + 1]].push_back(crossed[i]);
    }
  }

  Position crossing(const Side& at) {
    PlanePoint a = point(at.first), b = point(at.second);
    double ma = margin(at.first), mb = margin(at.second);
    PlanePoint middle = a;
    for (int round = 0; round < 4; ++round) {
      const double share = ma / (ma - mb);
      middle = {std::lerp(a.east, b.east, share), std::lerp(a.north, b.north, share)};
      const double m = margin_at(middle);
      if (std::isnan(m) || std::abs(m) < 1.0) break;
      if ((m > 0) == (ma > 0))
        a = middle, ma = m;
      else
        b = middle, mb = m;
    }
    return plane_.to_globe(middle);
  }

  // Ends first, so that open lines are walked whole; what is left are closed ones.
  std::vector<std::vector<Position>> joined() {
    std::vector<std::vector<Position>> lines;
    std::set<Side> walked;
    const auto follow = [&](const Side& start) {
      std::vector<Position> line;
      const Side* at = &start;
      while (at != nullptr) {
        walked.insert(*at);
        line.push_back(crossing(*at));
        const Side* next = nullptr;
        for (const Side& to : links_.at(*at))
          if (!walked.contains(to)) next = &to;
        if (next == nullptr && line.size() > 2)
          for (const Side& to : links_.at(*at))
            if (to == start) line.push_back(line.front());
        at = next;
      }
      if (line.size() > 1) lines.push_back(std::move(line));
    };
    for (const auto& [at, to] : links_)
      if (to.size() == 1 && !walked.contains(at)) follow(at);
    for (const auto& [at, to] : links_)
      if (!walked.contains(at)) follow(at);
    return lines;
  }

  const geo::Zone& zone_;
  geo::Plane plane_;
  std::stop_token stop_;
  double step_ = 1'000.0;
  int half_ = 0;
  std::map<Node, double> margins_;
  std::map<Side, std::vector<Side>> links_;
};

bool is_asked(const Given& given, const std::string& zone) {
  return std::ranges::any_of(given.file.questions,
                             [&](const incident::Question& q) { return q.zone.text == zone; });
}

}  // namespace

Ellipse ellipse_95(double var_east, double var_north, double cov_east_north) {
  const double middle = 0.5 * (var_east + var_north);
  const double half = std::hypot(0.5 * (var_east - var_north), cov_east_north);
  const auto axis = [](double variance) { return metres(radius_95 * std::sqrt(std::max(variance, 0.0))); };
  // The major axis makes half of atan2(2 cov, var_north - var_east) with north.
  const double turn = 0.5 * std::atan2(2.0 * cov_east_north, var_north - var_east);
  const double degrees_on = std::fmod(in_degrees(radians(turn)) + 180.0, 180.0);
  return {axis(middle + half), axis(middle - half), degrees(degrees_on)};
}

std::vector<Marker> markers(const Given& given) {
  std::vector<Marker> all;
  for (const ReadClaim& claim : given.read.claims) {
    if (std::holds_alternative<normalise::FromLandmark>(claim.meaning)) continue;
    const auto where = flight::whereabouts(claim, std::max<std::size_t>(given.settings.draws / 10, 100),
                                           given.settings.seed);
    if (!where) continue;
    const Ellipse ellipse = ellipse_95(where->var_east, where->var_north, where->cov_east_north);
    Marker marker{.narrative = claim.narrative, .claim = claim.claim, .reading_words = claim.reading_words};
    if (claim.moment.kind == Moment::Kind::event) marker.event = claim.moment.name;
    marker.aircraft = claim.aircraft;
    marker.position = where->nominal;
    marker.major = ellipse.major;
    marker.minor = ellipse.minor;
    marker.orientation = ellipse.orientation;
    marker.counts = claim.counts;
    all.push_back(std::move(marker));
  }
  return all;
}

std::optional<Length> radius_said(const Given& given) {
  const FigureReadings read = read_figure(given.file.around.radius.text, Dimension::length);
  if (read.readings.empty()) return std::nullopt;
  return metres(read.readings.front().value.stated);
}

std::optional<Around> around(const Given& given, const std::vector<Marker>& markers) {
  std::vector<Position> seen;
  seen.reserve(markers.size());
  for (const Marker& marker : markers) seen.push_back(marker.position);
  for (const ReadClaim& claim : given.read.claims)
    if (const auto* track = std::get_if<normalise::TrackRead>(&claim.meaning))
      for (const normalise::ReadFix& fix : track->fixes) seen.push_back(fix.position);
  const auto named = given.read.landmarks.find(given.file.around.landmark.text);
  if (named == given.read.landmarks.end() && seen.empty()) return std::nullopt;
  const Position centre = named != given.read.landmarks.end() ? named->second : seen.front();
  constexpr double margin = 30'000.0, unsaid = 60'000.0;
  Length radius = radius_said(given).value_or(metres(unsaid));
  for (const Position& position : seen)
    radius = std::max(radius, geo::distance(centre, position) + metres(margin));
  return Around{centre, std::min(radius, kilometres(400))};
}

std::vector<DrawnBorder> drawn_borders(const Given& given, const Around& here) {
  std::vector<DrawnBorder> all;
  for (const incident::Border& border : given.file.borders) {
    const auto loaded = given.borders.find(border.id.text);
    if (loaded == given.borders.end()) continue;
    std::set<std::string> wanted;
    for (const incident::Zone& zone : given.file.zones)
      for (const std::string& state : states_of(zone)) wanted.insert(state);
    for (const auto& [state, outline] : loaded->second.states) {
      if (!wanted.contains(state) || !outline) continue;
      DrawnBorder drawn{.border = border.id.text, .state = state};
      for (const geo::Polygon& part : outline->outline().parts) {
        if (!comes_near(part.outer, here)) continue;
        add_ring(part.outer, outline->outline().window, drawn);
        for (const geo::Ring& hole : part.holes) add_ring(hole, outline->outline().window, drawn);
      }
      all.push_back(std::move(drawn));
    }
  }
  return all;
}

std::vector<DrawnLimit> drawn_limits(const Given& given, const Around& here, const std::stop_token& stop) {
  std::vector<DrawnLimit> all;
  for (const incident::Zone& zone : given.file.zones) {
    if (std::holds_alternative<incident::Land>(zone.shape)) continue;  // its border is drawn already
    for (const std::string& border : given.versions(zone.id.text)) {
      const geo::Zone* shape = given.shape(zone.id.text, border);
      if (shape == nullptr || stop.stop_requested()) continue;
      all.push_back({zone.id.text, border, Tracer{*shape, here, stop}.lines()});
    }
  }
  return all;
}

namespace {

/// What all the versions say of each fix.
std::vector<Side> agreed(const std::vector<const DrawnTrack::Margins*>& versions, double call_inside_at) {
  std::vector<Side> sides;
  for (std::size_t i = 0; i < versions.front()->inside.size(); ++i) {
    const auto side = [&](const DrawnTrack::Margins* its) {
      return call(its->inside[i], std::nullopt, {}, call_inside_at).side;
    };
    const Side first = side(versions.front());
    const bool all =
        std::ranges::all_of(versions, [&](const DrawnTrack::Margins* its) { return side(its) == first; });
    sides.push_back(all ? first : Side::undetermined);
  }
  return sides;
}

std::vector<DrawnTrack::Stretch> stretches(const std::vector<normalise::ReadFix>& fixes,
                                           const std::vector<Side>& sides) {
  std::vector<std::size_t> in_time;
  for (std::size_t i = 0; i < fixes.size(); ++i)
    if (fixes[i].time) in_time.push_back(i);
  std::ranges::stable_sort(in_time, {}, [&](std::size_t i) { return *fixes[i].time; });
  std::vector<DrawnTrack::Stretch> all;
  for (const std::size_t i : in_time) {
    if (all.empty() || all.back().side != sides[i]) all.push_back({sides[i], *fixes[i].time, {}, 0});
    all.back().last = *fixes[i].time;
    ++all.back().fixes;
  }
  return all;
}

void add_sides(const Given& given, DrawnTrack& track) {
  using Versions = std::vector<const DrawnTrack::Margins*>;
  const auto add = [&](const std::string& zone, const std::string& border, const Versions& versions) {
    if (!versions.empty())
      track.sides.push_back(
          {zone, border, stretches(track.fixes, agreed(versions, given.settings.call_inside_at))});
  };
  for (const incident::Zone& zone : given.file.zones) {
    Versions all, decide;
    for (const DrawnTrack::Margins& its : track.margins) {
      if (its.zone != zone.id.text || its.inside.size() != track.fixes.size()) continue;
      all.push_back(&its);
      if (given.decides(its.border)) decide.push_back(&its);
    }
    add(zone.id.text, "", decide);
    for (const DrawnTrack::Margins* its : all)
      if (!its->border.empty()) add(zone.id.text, its->border, {its});
  }
}

}  // namespace

std::vector<DrawnTrack> drawn_tracks(const Given& given, const std::stop_token& stop) {
  std::vector<DrawnTrack> all;
  struct Job {
    std::size_t track, claim;
    std::string zone, border;
    std::optional<DrawnTrack::Margins> made;
  };
  std::vector<Job> jobs;
  for (std::size_t index = 0; index < given.read.claims.size(); ++index) {
    const ReadClaim& claim = given.claim(index);
    const auto* track = std::get_if<normalise::TrackRead>(&claim.meaning);
    if (track == nullptr) continue;
    for (const incident::Zone& zone : given.file.zones)
      for (const std::string& border : given.versions(zone.id.text))
        if (given.shape(zone.id.text, border) != nullptr && is_asked(given, zone.id.text))
          jobs.push_back({all.size(), index, zone.id.text, border, std::nullopt});
    DrawnTrack drawn{.narrative = claim.narrative, .claim = claim.claim, .aircraft = claim.aircraft};
    drawn.reading_words = claim.reading_words;
    drawn.fixes = track->fixes;
    all.push_back(std::move(drawn));
  }
  in_parallel(jobs.size(), given.settings.threads, stop, [&](std::size_t i) {
    Job& job = jobs[i];
    const Against against{*given.shape(job.zone, job.border), given.drawn(job.zone, job.border),
                          given.border_offsets(job.border)};
    job.made = given.flown(job.claim).margins_of(against, height_limits(*given.zone(job.zone)));
    job.made->zone = job.zone, job.made->border = job.border;
  });
  for (Job& job : jobs)
    if (job.made) all[job.track].margins.push_back(std::move(*job.made));
  for (DrawnTrack& track : all) add_sides(given, track);
  return all;
}

}  // namespace recon::assess
