// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/flown_track.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <utility>

#include "recon/assess/nearby.hpp"
#include "recon/assess/probability.hpp"
#include "recon/normalise/errors.hpp"

namespace recon::assess {

/// Whether the flights of a track lie between a zone's floor and ceiling, draw by draw: the heights as they
/// were flown, against limits that the weather (or the geoid) puts elsewhere in each draw.
class FlownTrack::Gate {
public:
  static constexpr std::size_t nominal = std::numeric_limits<std::size_t>::max();

  Gate(const flight::Heights& heights, const HeightLimits& limits) : heights_{heights}, limits_{limits} {}

  /// Draws the heights of so many draws over the spans.
  void draw(std::size_t first, std::size_t last, const flight::HeightDraws& draws, const Settings& settings,
            const std::string& name) {
    const flight::Draws own{settings.seed, "heights/" + name}, bias{settings.seed, "altimeter/" + name},
        middles{settings.seed, "climb/" + name}, weather{settings.seed, std::string{weather_draws}};
    first_ = first;
    paths_.clear(), weather_.clear();
    for (std::size_t i = first; i < last; ++i) {
      paths_.push_back(draws.draw(i, own, bias, middles));
      weather_.push_back(weather.normal_pair(i)[0]);
    }
  }
  /// How far below the ceiling and above the floor, the lesser; negative outside them.
  [[nodiscard]] double room(std::size_t draw, double time) const {
    if (draw == nominal) return recon::assess::room(limits_, heights_.above(), heights_.at(time).mean, 0.0);
    return recon::assess::room(limits_, heights_.above(), paths_[draw - first_].at(time),
                               weather_[draw - first_]);
  }
  /// A margin on the ground as one in the zone: outside its limits no deeper than the nearer of them.
  [[nodiscard]] double in_zone(double margin, std::size_t draw, double time) const {
    const double vertical = room(draw, time);
    return vertical > 0.0 ? margin : std::min(margin, vertical);
  }
  /// The share of a span between the limits, and whether none of it is.
  [[nodiscard]] double share(std::size_t draw, double start, double seconds) const {
    constexpr double step = 2.0;  // seconds: heights change by tens of metres in it
    const auto steps = static_cast<std::size_t>(std::clamp(std::ceil(seconds / step), 1.0, 64.0));
    double sum = 0.0, before = room(draw, start);
    for (std::size_t i = 1; i <= steps; ++i) {
      const double after = room(draw, start + seconds * static_cast<double>(i) / static_cast<double>(steps));
      sum += before > 0 && after > 0     ? 1.0
             : before <= 0 && after <= 0 ? 0.0
                                         : std::max(before, after) / std::abs(after - before);
      before = after;
    }
    return sum / static_cast<double>(steps);
  }
  /// Probability of being between the limits at a time.
  [[nodiscard]] double inside(double time) const {
    const flight::HeightMoment then = heights_.at(time);
    const auto below = [&](const HeightLimits::Limit& limit) {
      if (std::isinf(limit.metres)) return limit.metres > 0 ? 1.0 : 0.0;
      return normal_cdf((limit.metres - then.mean) / std::max(std::hypot(then.sigma, apart(limit)), 1e-3));
    };
    return std::clamp(below(limits_.ceiling) - below(limits_.floor), 0.0, 1.0);
  }

private:
  [[nodiscard]] double apart(const HeightLimits::Limit& limit) const {
    const auto sigma = normalise::between(heights_.above(), limit.above, metres(limit.metres));
    return in_metres(sigma.value_or(metres(0)));
  }
  const flight::Heights& heights_;
  const HeightLimits& limits_;
  std::size_t first_ = 0;
  std::vector<flight::HeightPath> paths_;
  std::vector<double> weather_;
};

/// By what timetables draws fly: each draw's own, where the path's times are not all told; else the times of
/// the likeliest flight, which are those that were seen.
class FlownTrack::Hours {
public:
  Hours(const flight::TimedPath* path, const flight::Draws& speed, const flight::Draws& own)
      : path_{path}, speed_{speed}, own_{own} {
    if (path == nullptr) return;
    begin_ = path->timetable.means().front();
    for (const double mean : path->timetable.means()) likeliest_.push_back(mean - begin_);
  }

  /// Draws the timetables of so many draws.
  void draw(std::size_t first, std::size_t last) {
    first_ = first;
    drawn_.clear();
    for (std::size_t i = first; path_ != nullptr && i < last; ++i) drawn_.push_back(timetable(i));
  }
  /// How long a draw takes for what takes the likeliest flight `seconds` from `start`.
  [[nodiscard]] double lasted(std::size_t draw, double start, double seconds) const {
    if (path_ == nullptr) return seconds;
    const std::vector<double>& its = drawn_[draw - first_];
    return flight::evenly(likeliest_, its, start + seconds) - flight::evenly(likeliest_, its, start);
  }
  /// When the likeliest flight was where a draw is at a time.
  [[nodiscard]] double likeliest(std::size_t draw, double time) const {
    return path_ == nullptr ? time : flight::evenly(timetable(draw), likeliest_, time);
  }
  [[nodiscard]] std::size_t numbers() const { return likeliest_.size(); }

private:
  [[nodiscard]] std::vector<double> timetable(std::size_t draw) const {
    std::vector<double> times(likeliest_.size());
    path_->timetable.draw(draw, speed_, own_, times);
    for (double& time : times) time -= begin_;
    return times;
  }

  const flight::TimedPath* path_;
  const flight::Draws &speed_, &own_;
  double begin_ = 0.0;
  std::vector<double> likeliest_;
  std::size_t first_ = 0;
  std::vector<std::vector<double>> drawn_;
};

namespace {

using Gate = FlownTrack::Gate;
using Hours = FlownTrack::Hours;

using flight::PlaneMoment;
using flight::PlaneSpread;
using flight::PlaneState;
using flight::Smoothed;
using geo::PlanePoint;

// What six sigmas keep away is left out of every draw: 2 in 10^8 would not be.
constexpr double sure = 6.0;
// A bridge leaves its mean by more than five of its sigmas in the middle once in 300 000 times.
constexpr double wide = 5.0;
constexpr double finest_piece = 25.0, finest_wobble = 1.0;  // metres
constexpr double depth_error = 5.0, depth_share = 1e-3;     // metres, of the depth
// Far from a border the depth is read off points this share of it apart: the way between two of them bends
// by L²/8r, a quarter of a thousandth of the depth where its radius r is a fifth of it.
constexpr double far_apart = 0.02;
constexpr std::uint32_t most_halvings = 14;
constexpr std::size_t pieces_at_once = 200'000;

// In metres of one plane nothing overflows, and std::hypot would take a tenth of the whole time.
double length_of(double east, double north) { return std::sqrt(east * east + north * north); }

PlanePoint place(const PlaneState& state) { return {state.east.position, state.north.position}; }

double largest_sigma(const PlaneSpread& spread) {
  const double middle = 0.5 * (spread.east + spread.north);
  return std::sqrt(middle + std::hypot(0.5 * (spread.east - spread.north), spread.both));
}

/// Two lengths that enclose that of the cubic from one state to another: chord and control polygon.
struct Enclosed {
  double chord = 0.0, polygon = 0.0;
  [[nodiscard]] double length() const { return (2.0 * chord + polygon) / 3.0; }  // Gravesen 1997
};
Enclosed enclosed(const PlaneState& from, const PlaneState& to, double seconds) {
  const double e = to.east.position - from.east.position, n = to.north.position - from.north.position;
  const double third = seconds / 3.0;
  const double ahead = third * length_of(from.east.velocity, from.north.velocity),
               behind = third * length_of(to.east.velocity, to.north.velocity);
  const double middle = length_of(e - third * (from.east.velocity + to.east.velocity),
                                  n - third * (from.north.velocity + to.north.velocity));
  return {length_of(e, n), ahead + middle + behind};
}

/// How much deeper than the deepest so far is worth a look.
double worth_looking(double deepest) { return std::max(depth_error, depth_share * std::abs(deepest)); }

/// Between which margins something stays.
struct Between {
  double low = 0.0, high = 0.0;
  [[nodiscard]] bool one_side() const { return high <= 0.0 || low >= 0.0; }
  [[nodiscard]] bool deeper_than(double deepest) const { return high > deepest + worth_looking(deepest); }
};

/// Margins of points in the plane, as published or on the line of a draw.
class Sounder {
public:
  Sounder(const geo::Plane& plane, const geo::Zone& zone) : places_{plane, plane}, zone_{zone} {}
  Sounder(const geo::Plane& plane, const Against& against)
      : places_{plane, against.drawn != nullptr ? against.drawn->plane() : plane},
        zone_{against.zone},
        drawn_{against.drawn},
        offsets_{&against.offsets} {}

  [[nodiscard]] double operator()(const PlanePoint& point, std::size_t draw) const {
    const auto [at, in_its_plane] = places_(point);
    if (drawn_ != nullptr) return drawn_->margin(at, in_its_plane, draw).value;
    return in_metres(zone_.margin(at).value) + (offsets_ != nullptr ? (*offsets_)[draw] : 0.0);
  }
  /// What a draw's border error adds to a published margin.
  [[nodiscard]] Between shift_in(std::size_t draw) const {
    if (draw == Gate::nominal) return {};
    if (drawn_ != nullptr) return {-drawn_->reach(draw), drawn_->reach(draw)};
    return offsets_ != nullptr ? Between{(*offsets_)[draw], (*offsets_)[draw]} : Between{};
  }
  /// The most that a draw's border error adds to a margin, and the most of the first so many draws.
  [[nodiscard]] double reach_in(std::size_t draw) const {
    return drawn_ != nullptr ? drawn_->reach(draw) : std::abs((*offsets_)[draw]);
  }
  [[nodiscard]] double reach(std::size_t draws) const {
    double most = 0.0;
    for (std::size_t i = 0; i < draws; ++i) most = std::max(most, reach_in(i));
    return most;
  }

private:
  mutable Nearby places_;
  const geo::Zone& zone_;
  const DrawnZone* drawn_ = nullptr;
  const std::vector<double>* offsets_ = nullptr;
};

/// Of a way between two margins: each changes by at most a metre a metre, so that along a way of length L
/// between margins a and b they stay within (a + b ± L) / 2.
Between along(const Between& from, const Between& to, const Enclosed& way, double wobble) {
  const double half = 0.5 * way.polygon + wobble;
  return {0.5 * (from.low + to.low) - half, 0.5 * (from.high + to.high) + half};
}

/// What both leave open.
Between both(const Between& a, const Between& b) {
  return {std::max(a.low, b.low), std::min(a.high, b.high)};
}

/// May something between these margins change what is asked for?
bool is_open(const Between& bounds, double deepest, Asked asked) {
  return bounds.deeper_than(deepest) || (asked == Asked::all && !bounds.one_side());
}

/// The cubic from one state to another lies within its control points.
std::array<PlanePoint, 4> control(const PlaneState& from, const PlaneState& to, double seconds) {
  const double third = seconds / 3.0;
  return {
      place(from),
      {from.east.position + third * from.east.velocity, from.north.position + third * from.north.velocity},
      {to.east.position - third * to.east.velocity, to.north.position - third * to.north.velocity},
      place(to)};
}

/// A place well away from the edge. A margin changes by at most a metre a metre: from far away a straight
/// edge is hugged by the ball that is known to hold none of it, however long the way beside it.
struct Post {
  PlanePoint at;
  double margin = 0.0;
  [[nodiscard]] double farthest(const std::array<PlanePoint, 4>& way) const {
    double most = 0.0;
    for (const PlanePoint& point : way) {
      const double e = point.east - at.east, n = point.north - at.north;
      most = std::max(most, e * e + n * n);
    }
    return std::sqrt(most);
  }
};

/// Two posts on the way across the edge, one on each side of what they watch.
struct Posts {
  Post within{{}, -std::numeric_limits<double>::infinity()},
      beyond{{}, std::numeric_limits<double>::infinity()};
  /// Of the published margin on a way.
  [[nodiscard]] Between on(const std::array<PlanePoint, 4>& way) const {
    return {within.margin - within.farthest(way), beyond.margin + beyond.farthest(way)};
  }
};

/// What the posts of a leg's ends know of a way on it, in a draw that adds `shift` to margins.
Between watched(const std::vector<Posts>& posts, std::size_t leg, const std::array<PlanePoint, 4>& way,
                const Between& shift, double wobble) {
  const Between known = both(posts[leg].on(way), posts[leg + 1].on(way));
  return {known.low + shift.low - wobble, known.high + shift.high + wobble};
}

/// Are the ends of a way on one side as near each other as its depth needs?
bool close_enough(const Enclosed& way, const Between& bounds) {
  return way.polygon <= far_apart * std::min(std::abs(bounds.low), std::abs(bounds.high));
}

/// What one draw did.
struct Tally {
  double deepest = -std::numeric_limits<double>::infinity(), metres = 0.0, seconds = 0.0;
};

/// A stretch of one draw between two known states.
struct Piece {
  std::size_t draw = 0, leg = 0;
  std::uint32_t halves = 1;  // the leg itself is 1; the halves of a piece h are 2 h and 2 h + 1
  double start = 0.0, seconds = 0.0, q = 0.0;
  PlaneState from, to;
  double margin_from = 0.0, margin_to = 0.0;
};

/// Halves pieces of flights until each is on one side and too shallow to matter, or too short to be halved.
class Refiner {
public:
  /// `posts` are those of each leg's ends, by node. Without a gate the zone has neither floor nor ceiling.
  Refiner(const Sounder& sounder, const std::vector<Posts>& posts, const flight::Draws& between,
          std::vector<Tally>& tallies, std::size_t first_draw, const Gate* gate, const Hours& hours,
          Asked asked)
      : sounder_{sounder},
        posts_{posts},
        between_{between},
        tallies_{tallies},
        first_{first_draw},
        gate_{gate},
        hours_{hours},
        asked_{asked} {}

  void follow(std::vector<Piece> pieces) {
    std::vector<Piece> halves;
    while (!pieces.empty()) {
      halves.clear();
      for (const Piece& piece : pieces)
        if (!settle(piece)) halve(piece, halves);
      pieces.swap(halves);
    }
  }
  [[nodiscard]] Tally& of(std::size_t draw) { return tallies_[draw == Gate::nominal ? 0 : draw - first_]; }

private:
  [[nodiscard]] double share_of_height(const Piece& piece) const {
    return gate_ == nullptr ? 1.0 : gate_->share(piece.draw, piece.start, piece.seconds);
  }
  bool settle(const Piece& piece) {
    Tally& tally = of(piece.draw);
    const double between_limits = share_of_height(piece);
    if (between_limits == 0.0) return true;  // its ends have told how far above or below

    const Enclosed way = enclosed(piece.from, piece.to, piece.seconds);
    const double wobble = wide * flight::bridge_sigma(piece.q, piece.seconds);
    Between bounds =
        along({piece.margin_from, piece.margin_from}, {piece.margin_to, piece.margin_to}, way, wobble);
    if (is_open(bounds, tally.deepest, asked_))
      bounds = both(bounds, watched(posts_, piece.leg, control(piece.from, piece.to, piece.seconds),
                                    sounder_.shift_in(piece.draw), wobble));
    const bool shortest = (way.polygon <= finest_piece && wobble <= finest_wobble) ||
                          (bounds.one_side() && close_enough(way, bounds)) ||
                          piece.halves >> most_halvings != 0;
    if (!shortest && is_open(bounds, tally.deepest, asked_)) return false;
    if (asked_ == Asked::depth) return true;
    const double share = between_limits * share_inside(piece.margin_from, piece.margin_to);
    tally.metres += share * way.length();
    tally.seconds += share * hours_.lasted(piece.draw, piece.start, piece.seconds);
    return true;
  }
  static double share_inside(double from, double to) {
    if (from > 0 && to > 0) return 1.0;
    if (from <= 0 && to <= 0) return 0.0;
    return std::max(from, to) / std::abs(to - from);
  }

  void halve(const Piece& piece, std::vector<Piece>& halves) {
    const std::uint64_t key = static_cast<std::uint64_t>(piece.leg) << 40U |
                              static_cast<std::uint64_t>(piece.draw) << 17U |
                              static_cast<std::uint64_t>(piece.halves) << 1U;
    std::array<double, 2> east{}, north{};
    if (piece.q > 0.0) east = between_.normal_pair(key), north = between_.normal_pair(key | 1U);
    const PlaneState middle = flight::half_way(piece.from, piece.to, piece.seconds, piece.q, east, north);
    const double margin = sounder_(place(middle), piece.draw);
    Tally& tally = of(piece.draw);
    const double half_time = piece.start + 0.5 * piece.seconds;
    tally.deepest =
        std::max(tally.deepest, gate_ == nullptr ? margin : gate_->in_zone(margin, piece.draw, half_time));
    Piece early = piece, late = piece;
    early.halves = 2 * piece.halves, late.halves = early.halves + 1;
    early.seconds = late.seconds = 0.5 * piece.seconds;
    late.start = half_time;
    early.to = late.from = middle;
    early.margin_to = late.margin_from = margin;
    halves.push_back(early);
    halves.push_back(late);
  }

  const Sounder& sounder_;
  const std::vector<Posts>& posts_;
  const flight::Draws& between_;
  std::vector<Tally>& tallies_;
  std::size_t first_;
  const Gate* gate_;
  const Hours& hours_;
  Asked asked_;
};

/// How far any draw is from the likeliest mean flight at a time.
double reach_at(const std::vector<Smoothed>& all, const PlaneMoment& likeliest, double time) {
  double most = sure * largest_sigma(likeliest.spread);
  if (all.size() == 1) return most;
  for (const Smoothed& one : all) {
    const PlaneMoment then = one.at(time);
    const double apart = std::hypot(then.mean.east.position - likeliest.mean.east.position,
                                    then.mean.north.position - likeliest.mean.north.position);
    most = std::max(most, apart + sure * largest_sigma(then.spread));
  }
  return most;
}

double deviation(const std::vector<double>& values) {
  if (values.empty()) return 0.0;
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0.0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / n);
}

double beyond(double sigmas) { return 0.5 * std::erfc(-sigmas / std::numbers::sqrt2); }

constexpr double to_5_percent = 1.6448536269514722;

Interval<Length> five_to_95(double middle, double sigma) {
  return {metres(middle - to_5_percent * sigma), metres(middle), metres(middle + to_5_percent * sigma)};
}

bool is_round(const PlaneSpread& spread) {
  return std::abs(spread.east - spread.north) + std::abs(spread.both) < 1e-3 * (spread.east + spread.north);
}

/// Standard normals at the middle of so many cells of equal probability.
template <std::size_t Count>
std::array<double, Count> normal_cells() {
  std::array<double, Count> cells{};
  for (std::size_t i = 0; i < Count; ++i) {
    const double wanted = (static_cast<double>(i) + 0.5) / Count;
    double low = -10.0, high = 10.0;
    for (int round = 0; round < 60; ++round) {
      const double middle = 0.5 * (low + high);
      (normal_cdf(middle) < wanted ? low : high) = middle;
    }
    cells.at(i) = low;
  }
  return cells;
}

/// The margin at one time of a flight whose place is Gaussian.
class MarginThen {
public:
  MarginThen(const geo::Plane& plane, const geo::Zone& zone, const PlaneMoment& then, double border_sigma)
      : plane_{plane}, zone_{zone}, then_{then}, at_{place(then.mean)}, border_{border_sigma} {
    const geo::Margin margin = zone.margin(plane.to_globe(at_));
    margin_ = in_metres(margin.value);
    has_normal_ = margin.nearest.has_value();
    const double azimuth = in_radians(margin.azimuth);
    sine_ = std::sin(azimuth), cosine_ = std::cos(azimuth);
    const PlaneSpread& s = then.spread;
    across_ = std::sqrt(s.east * sine_ * sine_ + 2 * s.both * sine_ * cosine_ + s.north * cosine_ * cosine_);
    sigma_ = std::hypot(across_, border_sigma);
  }

  /// Is the zone's edge so far, or so straight within two sigmas, that the margin is Gaussian too?
  [[nodiscard]] bool is_gaussian() const {
    if (!has_normal_) return false;
    if (std::abs(margin_) > sure * sigma_) return true;
    const double reach = 2.0 * largest_sigma(then_.spread), slack = 0.1 * sigma_;
    const auto margin_at = [&](double across, double along) {
      const PlanePoint moved{at_.east + across * sine_ + along * cosine_,
                             at_.north + across * cosine_ - along * sine_};
      return in_metres(zone_.margin(plane_.to_globe(moved)).value);
    };
    // Towards the edge the margin falls inside and rises outside.
    const double slope = margin_ > 0.0 ? -1.0 : 1.0;
    return std::abs(margin_at(0.0, reach) - margin_) < slack &&
           std::abs(margin_at(0.0, -reach) - margin_) < slack &&
           std::abs(margin_at(reach, 0.0) - margin_ - slope * reach) < slack &&
           std::abs(margin_at(-reach, 0.0) - margin_ + slope * reach) < slack;
  }
  [[nodiscard]] Interval<Length> interval() const { return five_to_95(margin_, sigma_); }
  [[nodiscard]] double inside() const { return beyond(margin_ / std::max(sigma_, 1e-3)); }

  struct Laid {
    Interval<Length> interval{};
    double inside = 0.0;
  };
  /// Around a bend of the edge: the margins at 16 by 16 places of equal probability, each with the border's
  /// error, which for the interval is laid over them as evenly as the places are.
  [[nodiscard]] Laid over_places() const {
    constexpr std::size_t side = 16, count = side * side;
    static const auto cells = normal_cells<side>();
    static const auto of_border = normal_cells<count>();
    const PlaneSpread& s = then_.spread;
    const double east = std::sqrt(s.east), share = s.both / std::max(east, 1e-9),
                 north = std::sqrt(std::max(0.0, s.north - share * share));
    std::array<double, count> latitude{}, longitude{}, margins{};
    for (std::size_t i = 0; i < count; ++i) {
      const double u = cells.at(i % side), v = cells.at(i / side);
      const geo::Position at = plane_.to_globe({at_.east + east * u, at_.north + share * u + north * v});
      latitude.at(i) = in_degrees(at.latitude), longitude.at(i) = in_degrees(at.longitude);
    }
    zone_.margins({latitude, longitude}, margins);
    double inside = 0.0;
    for (std::size_t i = 0; i < count; ++i) {
      inside += beyond(margins.at(i) / std::max(border_, 1e-3)) / count;
      // 97 is prime to 256: a walk through all cells that is even over any part of it.
      margins.at(i) += border_ * of_border.at(i * 97 % count);
    }
    std::ranges::sort(margins);
    const auto at = [&](double part) { return metres(margins.at(static_cast<std::size_t>(part * count))); };
    return {{at(0.05), at(0.5), at(0.95)}, inside};
  }

private:
  const geo::Plane& plane_;
  const geo::Zone& zone_;
  PlaneMoment then_;
  PlanePoint at_;
  double border_, margin_ = 0.0, sine_ = 0.0, cosine_ = 1.0, across_ = 0.0, sigma_ = 0.0;
  bool has_normal_ = false;
};

}  // namespace

namespace {

/// Do the fixes lie nearer to a smooth flight than their errors would leave them, 99 times in 100? The first
/// two only begin a flight.
bool is_too_smooth(const Smoothed& smoothed) {
  constexpr std::size_t fewest = 10, of_the_beginning = 4;
  constexpr double rare = 0.01;
  if (smoothed.size() < fewest) return false;
  return smoothed.fit().misfit < chi_square_quantile(rare, smoothed.fit().freedom - of_the_beginning);
}

}  // namespace

FlownTrack::FlownTrack(const normalise::ReadClaim& claim, const normalise::TrackRead& track,
                       const Settings& settings)
    : settings_{settings},
      path_{flight::is_path(track) ? std::optional{flight::timed(track)} : std::nullopt},
      seen_{flight::observed(path_ ? path_->track : track, claim.error)},
      own_{settings.seed, "flight/" + claim.claim + "/" + claim.aircraft},
      between_{settings.seed, "between/" + claim.claim + "/" + claim.aircraft},
      bias_{settings.seed, "bias/" + (claim.sensor.empty() ? claim.claim : claim.sensor)},
      which_{settings.seed, "intensity/" + claim.claim + "/" + claim.aircraft},
      when_{settings.seed, "when/" + claim.claim + "/" + claim.aircraft},
      clock_draws_{settings.seed, "clock/" + (claim.sensor.empty() ? claim.claim : claim.sensor)},
      speed_{settings.seed, "mean speed/" + claim.claim + "/" + claim.aircraft},
      timetable_{settings.seed, "timetable/" + claim.claim + "/" + claim.aircraft},
      clock_{claim.error.clock},
      name_{claim.claim + "/" + claim.aircraft},
      fixes_{track.fixes.size()} {
  const normalise::TrackRead& flown = path_ ? path_->track : track;
  if (flight::knows_heights(flown)) heights_.emplace(flown, seen_.start);
  smooth();
  if (!path_) {
    character_.off = flight::standing_off(seen_, likeliest());
    character_.too_smooth = seen_.memory == 0.0 && is_too_smooth(likeliest());
  }
  if (track.radar) {
    const double before = seen_errors();
    seen_ = flight::with_azimuth_tails(std::move(seen_), likeliest().intensity());
    if (seen_errors() != before) smooth();
  } else if (character_.too_smooth) {
    seen_ = flight::as_tracked(std::move(seen_));
    smooth();
  }
  survey();
}

std::optional<std::size_t> FlownTrack::fix_of(std::size_t node) const {
  const std::size_t seen = seen_.order[node];
  return path_ ? path_->fixes[seen] : std::optional{seen};
}

void FlownTrack::survey() {
  const std::size_t count = likeliest().size();
  nodes_.reserve(count), latitude_.reserve(count), longitude_.reserve(count);
  for (std::size_t k = 0; k < count; ++k) {
    Node node{.then = likeliest().at_node(k)};
    node.reach = reach_at(smoothed_, node.then, likeliest().time(k));
    if (k + 1 < count) {
      const double half_way = 0.5 * (likeliest().time(k) + likeliest().time(k + 1));
      node.half_way = reach_at(smoothed_, likeliest().at(half_way), half_way);
    }
    const geo::Position at = seen_.plane.to_globe(place(node.then.mean));
    latitude_.push_back(in_degrees(at.latitude)), longitude_.push_back(in_degrees(at.longitude));
    nodes_.push_back(node);
  }
}

double FlownTrack::seen_errors() const {
  double sum = 0.0;
  for (const flight::Observation& one : seen_.observations)
    sum += one.error.east + one.error.north + one.lasting;
  return sum;
}

void FlownTrack::smooth() {
  smoothed_.clear(), up_to_.clear();
  double sum = 0.0, best = 0.0;
  for (flight::WeighedFlight& one : flight::flights_of(seen_)) {
    if (one.weight > best) best = one.weight, likeliest_ = smoothed_.size();
    smoothed_.push_back(std::move(one.smoothed));
    up_to_.push_back(sum += one.weight);
  }
}

PlaneMoment FlownTrack::together(std::size_t node) const {
  if (smoothed_.size() == 1) return likeliest().at_node(node);
  PlaneMoment all;
  double north_squares = 0.0, east_squares = 0.0, products = 0.0, before = 0.0;
  // Squares about the likeliest, so that they keep their digits.
  const PlaneState about = nodes_[node].then.mean;
  for (std::size_t i = 0; i < smoothed_.size(); ++i) {
    const double weight = up_to_[i] - std::exchange(before, up_to_[i]);
    const PlaneMoment one = smoothed_[i].at_node(node);
    const double east = one.mean.east.position - about.east.position,
                 north = one.mean.north.position - about.north.position;
    all.mean.east.position += weight * east, all.mean.north.position += weight * north;
    east_squares += weight * (one.spread.east + east * east);
    north_squares += weight * (one.spread.north + north * north);
    products += weight * (one.spread.both + east * north);
  }
  const double east = all.mean.east.position, north = all.mean.north.position;
  all.spread = {east_squares - east * east, north_squares - north * north, products - east * north};
  all.mean.east.position += about.east.position, all.mean.north.position += about.north.position;
  return all;
}

std::size_t FlownTrack::intensity_of(std::uint64_t draw) const {
  const auto at = std::ranges::lower_bound(up_to_, which_.uniform_pair(draw)[0]);
  return std::min(static_cast<std::size_t>(at - up_to_.begin()), up_to_.size() - 1);
}

std::vector<flight::FlightDraws> FlownTrack::draws_at(const std::vector<std::size_t>& nodes) const {
  std::vector<flight::FlightDraws> all;
  all.reserve(smoothed_.size());
  for (const Smoothed& one : smoothed_) all.emplace_back(one, nodes);
  return all;
}

namespace {

/// The likeliest flight where it was seen, with its margins as published.
struct Seen {
  PlaneState state;
  double margin = 0.0;
  PlanePoint deeper;   // the direction in which the margin grows, a unit vector; zero where none is known
  double reach = 0.0;  // no draw is farther away, border errors included
  bool looked = false;
};

double guess(const Seen& seen, const PlaneState& drawn) {
  return seen.margin + seen.deeper.east * (drawn.east.position - seen.state.east.position) +
         seen.deeper.north * (drawn.north.position - seen.state.north.position);
}

/// A draw's margin there, known without sounding it.
Between bounded(const Seen& seen, const PlaneState& drawn, double border) {
  const double off = border + length_of(drawn.east.position - seen.state.east.position,
                                        drawn.north.position - seen.state.north.position);
  return {seen.margin - off, seen.margin + off};
}

struct SeenAll {
  std::vector<Seen> nodes;
  bool at_least = false, known = true;
};

/// The margins alone: where they come from is looked at where it matters.
SeenAll seen_against(const geo::Zone& zone, const std::vector<FlownTrack::Node>& nodes,
                     geo::PointArrays places, double border) {
  SeenAll seen;
  std::vector<double> margins(nodes.size());
  zone.margins(places, margins);
  seen.nodes.reserve(nodes.size());
  for (std::size_t k = 0; k < nodes.size(); ++k) {
    seen.known &= !std::isnan(margins[k]);
    seen.nodes.push_back(
        {.state = nodes[k].then.mean, .margin = margins[k], .reach = border + nodes[k].reach});
  }
  return seen;
}

/// Looks where the edge is from a node.
void look(SeenAll& seen, std::size_t k, const geo::Zone& zone, const geo::Plane& plane) {
  Seen& node = seen.nodes[k];
  if (std::exchange(node.looked, true)) return;
  const geo::Margin margin = zone.margin(plane.to_globe(place(node.state)));
  seen.at_least |= margin.at_least;
  if (!margin.nearest) return;
  const double towards = in_radians(margin.azimuth), sign = node.margin > 0.0 ? -1.0 : 1.0;
  node.deeper = {sign * std::sin(towards), sign * std::cos(towards)};
}

/// Sets posts where they see most: as far away as the edge is straight.
class Watch {
public:
  Watch(const geo::Zone& zone, const geo::Plane& plane) : zone_{zone}, plane_{plane} {}

  /// To watch over what lies up to `aside` from a node along the edge.
  [[nodiscard]] Posts over(const Seen& node, double aside) {
    if (node.deeper.east == 0.0 && node.deeper.north == 0.0) return {};
    return {post(node, 1.0, aside, within_), post(node, -1.0, aside, beyond_)};
  }

private:
  static constexpr std::array<double, 4> away{16'000.0, 4'000.0, 1'000.0, 250.0};  // metres
  static constexpr double good_enough = 5.0;  // metres by which a post may underrate

  /// Asks where the last post stood well, and where that is no good, everywhere.
  Post post(const Seen& node, double sign, double aside, std::size_t& last) const {
    Post best = at(node, sign * away.at(last));
    double least = underrates(best, node, sign, aside);
    if (least <= good_enough) return best;
    for (std::size_t i = 0; i < away.size(); ++i) {
      const Post other = at(node, sign * away.at(i));
      if (const double now = underrates(other, node, sign, aside); now < least)
        least = now, best = other, last = i;
    }
    return best;
  }
  [[nodiscard]] Post at(const Seen& node, double deeper) const {
    const PlanePoint at{node.state.east.position + deeper * node.deeper.east,
                        node.state.north.position + deeper * node.deeper.north};
    const geo::Margin margin = zone_.margin(plane_.to_globe(at));
    if (margin.known) return {at, in_metres(margin.value)};
    return {at, std::copysign(std::numeric_limits<double>::infinity(), -deeper)};
  }
  static double underrates(const Post& post, const Seen& node, double sign, double aside) {
    const double distance =
        length_of(post.at.east - node.state.east.position, post.at.north - node.state.north.position);
    return distance - sign * (post.margin - node.margin) + 0.5 * aside * aside / distance;
  }

  const geo::Zone& zone_;
  const geo::Plane& plane_;
  std::size_t within_ = 0, beyond_ = 0;
};

/// Which legs some draw may bring to the border or to its greatest depth, and what all draws do on the
/// others.
struct Sorted {
  std::vector<std::size_t> legs;
  std::vector<std::size_t> nodes;                // the ends of the legs, ascending
  std::vector<std::size_t> starts;               // of each leg, among the nodes
  std::vector<Posts> posts;                      // of all nodes; see nothing but at the ends of the legs
  Tally common;                                  // its seconds are those of the spans:
  std::vector<std::pair<double, double>> spans;  // from, to: all draws inside
};

/// With limits of height nothing inside on the ground is common to all draws.
Sorted sorted(SeenAll& seen, const std::vector<FlownTrack::Node>& flown, const Smoothed& likeliest,
              const geo::Zone& zone, const geo::Plane& plane, double border, bool limited, Asked asked) {
  Watch watch{zone, plane};
  const std::vector<Seen>& nodes = seen.nodes;
  std::size_t deepest = 0;
  const auto surely = [&](std::size_t k) { return nodes[k].margin - nodes[k].reach; };
  for (std::size_t k = 0; k < nodes.size(); ++k)
    if (surely(k) > surely(deepest)) deepest = k;
  Sorted result;
  result.nodes.push_back(deepest);
  result.posts.resize(nodes.size());
  std::size_t watched_up_to = 0;  // posts are set for the nodes before
  const auto set_posts = [&](std::size_t k, double aside) {
    for (std::size_t node = std::max(watched_up_to, k); node <= k + 1; ++node) {
      look(seen, node, zone, plane);
      result.posts[node] = watch.over(nodes[node], aside);
    }
    watched_up_to = k + 2;
  };
  for (std::size_t k = 0; k + 1 < nodes.size(); ++k) {
    const double seconds = likeliest.time(k + 1) - likeliest.time(k);
    const Enclosed way = enclosed(nodes[k].state, nodes[k + 1].state, seconds);
    const double off = std::max({nodes[k].reach, nodes[k + 1].reach, border + flown[k].half_way});
    Between bounds =
        along({nodes[k].margin, nodes[k].margin}, {nodes[k + 1].margin, nodes[k + 1].margin}, way, off);
    if (is_open(bounds, surely(deepest), asked)) {
      set_posts(k, way.polygon);
      bounds = both(bounds,
                    watched(result.posts, k, control(nodes[k].state, nodes[k + 1].state, seconds), {}, off));
    }
    const bool by_height = limited && bounds.high > 0.0;
    if (is_open(bounds, surely(deepest), asked) || by_height) {
      result.legs.push_back(k);
      result.nodes.push_back(k);
      result.nodes.push_back(k + 1);
    } else if (bounds.low >= 0.0) {
      result.common.metres += way.length();
      if (!result.spans.empty() && result.spans.back().second == likeliest.time(k))
        result.spans.back().second = likeliest.time(k + 1);
      else
        result.spans.emplace_back(likeliest.time(k), likeliest.time(k + 1));
    }
  }
  std::ranges::sort(result.nodes);
  result.nodes.erase(std::unique(result.nodes.begin(), result.nodes.end()), result.nodes.end());
  for (const std::size_t node : result.nodes) look(seen, node, zone, plane);
  for (const std::size_t leg : result.legs)
    result.starts.push_back(
        static_cast<std::size_t>(std::ranges::lower_bound(result.nodes, leg) - result.nodes.begin()));
  return result;
}

/// One draw at the nodes that matter, sounded only where the bounds leave something open.
class Soundings {
public:
  Soundings(const Sounder& sounder, const std::vector<Seen>& seen, const std::vector<std::size_t>& nodes,
            const Smoothed& timed, const Gate* gate)
      : sounder_{sounder},
        seen_{seen},
        nodes_{nodes},
        timed_{timed},
        gate_{gate},
        states(nodes.size()),
        margins_(nodes.size()) {}

  /// To be called when `states` hold a new draw. Sounds where it is probably deepest.
  void begin(std::size_t draw, Tally& tally) {
    draw_ = draw, tally_ = &tally, border_ = sounder_.reach_in(draw);
    std::ranges::fill(margins_, std::nan(""));
    std::size_t best = 0;
    for (std::size_t j = 1; j < nodes_.size(); ++j)
      if (guess(seen_[nodes_[j]], states[j]) > guess(seen_[nodes_[best]], states[best])) best = j;
    (void)margin(best);
  }
  [[nodiscard]] Between bounds(std::size_t j) const {
    if (!std::isnan(margins_[j])) return {margins_[j], margins_[j]};
    return bounded(seen_[nodes_[j]], states[j], border_);
  }
  double margin(std::size_t j) {
    if (std::isnan(margins_[j])) {
      margins_[j] = sounder_(place(states[j]), draw_);
      const double time = timed_.time(nodes_[j]);
      tally_->deepest = std::max(tally_->deepest,
                                 gate_ == nullptr ? margins_[j] : gate_->in_zone(margins_[j], draw_, time));
    }
    return margins_[j];
  }

private:
  const Sounder& sounder_;
  const std::vector<Seen>& seen_;
  const std::vector<std::size_t>& nodes_;
  const Smoothed& timed_;
  const Gate* gate_;

public:
  std::vector<PlaneState> states;

private:
  std::vector<double> margins_;
  std::size_t draw_ = 0;
  Tally* tally_ = nullptr;
  double border_ = 0.0;
};

/// The largest margin on the mean flight itself.
double nominal_depth(const geo::Zone& zone, const geo::Plane& plane, const std::vector<Seen>& seen,
                     const std::vector<Posts>& posts, const Smoothed& likeliest, const flight::Draws& unused,
                     const Gate* gate) {
  std::vector<Tally> tally(1);
  for (std::size_t k = 0; k < seen.size(); ++k) {
    const double margin =
        gate == nullptr ? seen[k].margin : gate->in_zone(seen[k].margin, Gate::nominal, likeliest.time(k));
    tally[0].deepest = std::max(tally[0].deepest, margin);
  }
  const Sounder sounder{plane, zone};
  const Hours as_seen{nullptr, unused, unused};
  Refiner refiner{sounder, posts, unused, tally, 0, gate, as_seen, Asked::depth};
  for (std::size_t k = 0; k + 1 < seen.size(); ++k) {
    const Seen &from = seen[k], &to = seen[k + 1];
    const double seconds = likeliest.time(k + 1) - likeliest.time(k);
    const Between bounds = along({from.margin, from.margin}, {to.margin, to.margin},
                                 enclosed(from.state, to.state, seconds), 0.0);
    if (!bounds.deeper_than(tally[0].deepest)) continue;
    refiner.follow({{.draw = Gate::nominal,
                     .leg = k,
                     .start = likeliest.time(k),
                     .seconds = seconds,
                     .from = from.state,
                     .to = to.state,
                     .margin_from = from.margin,
                     .margin_to = to.margin}});
  }
  return tally[0].deepest;
}

}  // namespace

std::optional<FlownTrack::Gate> FlownTrack::gate(const HeightLimits& limits) const {
  if (!heights_ || !limits.limits() || !comparable(limits, heights_->above())) return std::nullopt;
  return Gate{*heights_, limits};
}

namespace {

/// The spans of time of the legs that matter, and of the node that is surely deepest.
std::vector<std::pair<double, double>> spans_of(const Sorted& what, const Smoothed& timed) {
  std::vector<std::pair<double, double>> spans;
  for (const std::size_t node : what.nodes) spans.emplace_back(timed.time(node), timed.time(node));
  for (const std::size_t leg : what.legs) spans.emplace_back(timed.time(leg), timed.time(leg + 1));
  return spans;
}

}  // namespace

Passage FlownTrack::pass(const Against& against, const HeightLimits& limits, Asked asked) const {
  Passage passage;
  std::optional<Gate> limited = gate(limits);
  const Gate* gated = limited ? &*limited : nullptr;
  // Between limits of height the deepest place on the ground need not be the deepest.
  if (limited) asked = Asked::all;
  const std::size_t draws = track_draws(settings_);
  const Sounder sounder{seen_.plane, against};
  const double border = sounder.reach(draws);
  SeenAll seen = seen_against(against.zone, nodes_, {latitude_, longitude_}, border);
  passage.deepest.known = seen.known;
  if (!seen.known) return passage;
  passage.deepest.border_included = true;

  const Sorted what =
      sorted(seen, nodes_, likeliest(), against.zone, seen_.plane, border, limited.has_value(), asked);
  passage.deepest.at_least = seen.at_least;
  passage.deepest.nominal =
      nominal_depth(against.zone, seen_.plane, seen.nodes, what.posts, likeliest(), between_, gated);
  const auto flights = draws_at(what.nodes);
  std::optional<flight::HeightDraws> heights;
  if (limited) heights.emplace(*heights_, spans_of(what, likeliest()));
  Soundings drawn{sounder, seen.nodes, what.nodes, likeliest(), gated};
  Hours hours{path_ ? &*path_ : nullptr, speed_, timetable_};
  const std::size_t at_once =
      std::max<std::size_t>(1, pieces_at_once / std::max(what.nodes.size(), hours.numbers()));
  for (std::size_t first = 0; first < draws; first += at_once) {
    const std::size_t last = std::min(draws, first + at_once);
    std::vector<Tally> tallies(last - first, what.common);
    std::vector<Piece> pieces;
    if (limited) limited->draw(first, last, *heights, settings_, name_);
    hours.draw(first, last);
    for (std::size_t i = first; i < last; ++i) {
      Tally& tally = tallies[i - first];
      const std::size_t which = intensity_of(i);
      const double q = smoothed_[which].intensity();
      for (const auto& [from, to] : what.spans) tally.seconds += hours.lasted(i, from, to - from);
      flights[which].draw(i, own_, bias_, drawn.states);
      drawn.begin(i, tally);
      const Between shift = sounder.shift_in(i);
      for (std::size_t j = 0; j < what.legs.size(); ++j) {
        const std::size_t leg = what.legs[j], at = what.starts[j];
        const PlaneState &from = drawn.states[at], &to = drawn.states[at + 1];
        const double seconds = likeliest().time(leg + 1) - likeliest().time(leg);
        const Enclosed way = enclosed(from, to, seconds);
        const double wobble = wide * flight::bridge_sigma(q, seconds);
        Between bounds = along(drawn.bounds(at), drawn.bounds(at + 1), way, wobble);
        if (is_open(bounds, tally.deepest, asked))
          bounds = both(bounds, watched(what.posts, leg, control(from, to, seconds), shift, wobble));
        if (!is_open(bounds, tally.deepest, asked) || (bounds.one_side() && close_enough(way, bounds))) {
          for (const std::size_t end : {at, at + 1})
            if (drawn.bounds(end).deeper_than(tally.deepest)) (void)drawn.margin(end);
          if (bounds.low >= 0.0) {
            const double start = likeliest().time(leg);
            const double share = limited ? limited->share(i, start, seconds) : 1.0;
            tally.seconds += share * hours.lasted(i, start, seconds), tally.metres += share * way.length();
          }
          continue;
        }
        pieces.push_back({.draw = i,
                          .leg = leg,
                          .start = likeliest().time(leg),
                          .seconds = seconds,
                          .q = q,
                          .from = from,
                          .to = to,
                          .margin_from = drawn.margin(at),
                          .margin_to = drawn.margin(at + 1)});
      }
    }
    Refiner{sounder, what.posts, between_, tallies, first, gated, hours, asked}.follow(std::move(pieces));
    for (const Tally& tally : tallies) {
      passage.deepest.margins.push_back(tally.deepest);
      if (asked == Asked::depth) continue;
      passage.metres_inside.push_back(tally.metres);
      passage.seconds.push_back(tally.seconds);
    }
  }
  return passage;
}

std::optional<flight::Whereabouts> FlownTrack::whereabouts_at(const Interval<Instant>& time,
                                                              Duration clock) const {
  if (path_ && !path_->anchored) return std::nullopt;
  const auto seconds_at = [&](Instant when) { return in_seconds(between(seen_.start, when)); };
  const double end = likeliest().time(likeliest().size() - 1);
  const double nominal = seconds_at(time.stated);
  if (likeliest().size() < 2 || nominal < 0.0 || nominal > end) return std::nullopt;
  const double early = seconds_at(time.lowest), late = seconds_at(time.highest);
  const Hours hours{path_ ? &*path_ : nullptr, speed_, timetable_};
  std::vector<double> times(settings_.draws);
  for (std::size_t i = 0; i < times.size(); ++i) {
    const double said = std::lerp(early, late, when_.uniform_pair(2 * i)[0]) +
                        in_seconds(clock) * when_.normal_pair(2 * i + 1)[0] -
                        in_seconds(clock_) * clock_draws_.normal_pair(i)[0];
    times[i] = std::clamp(hours.likeliest(i, said), 0.0, end);
  }
  if (times.empty()) return std::nullopt;
  const auto [first, last] = std::ranges::minmax(times);
  const std::size_t from = likeliest().node_before(first), to = likeliest().node_before(last) + 1;
  std::vector<std::size_t> nodes(to - from + 1);
  std::iota(nodes.begin(), nodes.end(), from);
  const auto flights = draws_at(nodes);
  const auto on_globe = [&](const PlaneState& a, const PlaneState& b, double duration, double at, double q,
                            const std::array<double, 2>& normals) {
    if (duration <= 0.0) return seen_.plane.to_globe(place(b));
    const double sigma = std::sqrt(flight::bridge_spread(q, duration, at).position);
    return seen_.plane.to_globe(
        {flight::bridge_mean(a.east, b.east, duration, at).position + sigma * normals[0],
         flight::bridge_mean(a.north, b.north, duration, at).position + sigma * normals[1]});
  };
  flight::Whereabouts where{.nominal = seen_.plane.to_globe(place(likeliest().at(nominal).mean)),
                            .draws = {}};
  where.draws.reserve(times.size());
  std::vector<PlaneState> states(nodes.size());
  for (std::size_t i = 0; i < times.size(); ++i) {
    const std::size_t which = intensity_of(i), node = likeliest().node_before(times[i]);
    flights[which].draw(i, own_, bias_, states);
    const double start = likeliest().time(node);
    where.draws.push_back(on_globe(states[node - from], states[node - from + 1],
                                   likeliest().time(node + 1) - start, times[i] - start,
                                   smoothed_[which].intensity(), between_.normal_pair(i)));
  }
  flight::add_spread(where);
  if (heights_) add_heights(where, times, nominal);
  return where;
}

void FlownTrack::add_heights(flight::Whereabouts& where, const std::vector<double>& times,
                             double nominal) const {
  const auto [first, last] = std::ranges::minmax(times);
  const std::array spans{std::pair{first, last}};
  const flight::HeightDraws heights{*heights_, spans};
  const flight::Draws own{settings_.seed, "heights/" + name_}, bias{settings_.seed, "altimeter/" + name_},
      middles{settings_.seed, "climb/" + name_};
  where.above = heights_->above();
  where.height = metres(heights_->at(nominal).mean);
  where.heights.reserve(times.size());
  for (std::size_t i = 0; i < times.size(); ++i)
    where.heights.push_back(metres(heights.draw(i, own, bias, middles).at(times[i])));
}

namespace {

// Of a plot that could not be placed nothing is known.
constexpr Interval<Length> nowhere{kilometres(-20'000), metres(0), kilometres(20'000)};

}  // namespace

DrawnTrack::Margins FlownTrack::margins_of(const Against& against, const HeightLimits& limits) const {
  const double border_sigma = deviation(against.offsets);
  const std::optional<Gate> limited = gate(limits);
  DrawnTrack::Margins margins;
  margins.margin.assign(fixes_, nowhere);
  margins.inside.assign(fixes_, 0.5);
  std::vector<PlaneMoment> moments;
  std::vector<double> latitude, longitude, at_nodes(nodes_.size());
  for (std::size_t k = 0; k < nodes_.size(); ++k) {
    moments.push_back(together(k));
    const geo::Position at = seen_.plane.to_globe(place(moments.back().mean));
    latitude.push_back(in_degrees(at.latitude)), longitude.push_back(in_degrees(at.longitude));
  }
  against.zone.margins({latitude, longitude}, at_nodes);
  for (std::size_t k = 0; k < nodes_.size(); ++k) {
    const auto fix = fix_of(k);
    if (!fix) continue;
    const PlaneMoment& moment = moments[k];
    Interval<Length>& margin = margins.margin[*fix];
    double& inside = margins.inside[*fix];
    const double sigma = std::hypot(largest_sigma(moment.spread), border_sigma);
    if (is_round(moment.spread) && std::abs(at_nodes[k]) > sure * sigma) {
      margin = five_to_95(at_nodes[k], sigma), inside = at_nodes[k] > 0.0 ? 1.0 : 0.0;
    } else if (const MarginThen then{seen_.plane, against.zone, moment, border_sigma}; then.is_gaussian()) {
      margin = then.interval(), inside = then.inside();
    } else {
      const auto laid = then.over_places();
      margin = laid.interval, inside = laid.inside;
    }
    if (limited) inside *= limited->inside(likeliest().time(k));
  }
  return margins;
}

}  // namespace recon::assess
