// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/descent.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <Eigen/Dense>

#include "recon/flight/flying.hpp"

namespace recon::flight {
namespace {

constexpr std::size_t anchor_coordinates = 4, noise_coordinates = 4, wind_coordinates = 2;

// One unit along a direction: what moves a figure by about its error. Pushes are held over spans of 12 s,
// a tenth of the two minutes flown; shorter ones are left to the level sampler.
constexpr double place_unit = 100.0, speed_unit = 10.0;  // m, m/s
constexpr double push_unit = 1.0, push_span = 12.0;      // m/s2, s
constexpr double sigmas_unit = 0.3;                      // of wind and other unknowns

// Slopes are taken over a tenth of a unit: 10 m, more than what a table of margins is off by; where that
// leads nowhere, over more, past the bays and corners of a border.
constexpr std::array<double, 3> probes{0.1, 0.5, 2.0};

// Steps: how much nearness costs at first, and between which costs it is kept; a step that gains less than a
// tenth of what it promised is not taken.
constexpr double first_cost = 0.5, least_cost = 1e-3, most_cost = 1e5, kept_word = 0.1;
constexpr int most_steps = 80;
constexpr double too_little = 2e-4;

// How much heavier than statements structure and envelope weigh within a step, and how far inside their bound
// it aims.
constexpr double held_weight = 10.0, aim_inside = 0.02;

using Vector = Eigen::VectorXd;
using Matrix = Eigen::MatrixXd;

/// One thing to change: coordinates, and how much of each.
struct Direction {
  std::size_t first = 0;
  std::vector<double> by;  // of the coordinates from `first` on
};

void add(std::vector<double>& coordinates, const Direction& direction, double units) {
  for (std::size_t i = 0; i < direction.by.size(); ++i)
    coordinates[direction.first + i] += units * direction.by[i];
}

/// Smooth changes of all aircraft and unknowns.
std::vector<Direction> directions_of(const Premises& premises) {
  std::vector<Direction> all;
  const Timeline& timeline = premises.timeline;
  const std::size_t each = coordinates_of_aircraft(timeline);
  for (std::size_t a = 0; a < premises.aircraft.size(); ++a) {
    const std::size_t first = a * each;
    for (std::size_t i = 0; i < anchor_coordinates; ++i)
      all.push_back({first + i, {i < 2 ? place_unit : speed_unit}});
    // A steady push p over a step is a noise of p √(step / q) in the coordinate of the speed.
    const double noise = push_unit * std::sqrt(timeline.step / premises.aircraft[a].q);
    for (double middle = timeline.begin; middle <= timeline.end; middle += push_span)
      for (const std::size_t axis : {std::size_t{0}, std::size_t{2}}) {
        Direction push{first + anchor_coordinates + axis, {}};
        for (std::size_t node = 0; node + 1 < timeline.nodes(); ++node) {
          const double time = timeline.begin + (static_cast<double>(node) + 0.5) * timeline.step;
          const double share = std::max(0.0, 1.0 - std::abs(time - middle) / push_span);
          push.by.push_back(share * noise);
          push.by.resize(push.by.size() + noise_coordinates - 1, 0.0);
        }
        const auto moves = [](double by) { return by != 0.0; };
        const auto from = std::find_if(push.by.begin(), push.by.end(), moves);
        if (from == push.by.end()) continue;
        push.first += static_cast<std::size_t>(from - push.by.begin());
        push.by.erase(push.by.begin(), from);
        push.by.erase(std::find_if(push.by.rbegin(), push.by.rend(), moves).base(), push.by.end());
        all.push_back(std::move(push));
      }
    if (premises.aircraft[a].wind_sigma > 0.0)
      for (std::size_t i = 0; i < wind_coordinates; ++i)
        all.push_back({first + each - wind_coordinates + i, {sigmas_unit}});
  }
  for (std::size_t u = 0; u < premises.unknowns.size(); ++u)
    all.push_back({premises.aircraft.size() * each + u, {sigmas_unit}});
  return all;
}

/// What a flight shows of one term, and whether it stays out of a zone that it must have entered: then how
/// deep it comes is all that it shows.
struct Shown {
  double figure = 0.0;
  bool stays_out = false;
};

/// A figure as a straight line about a flight: how far it is beyond its bound there, in errors, and its slope
/// along each direction.
struct Bounds {
  Vector beyond;
  Matrix slope;  // bound × direction
};

/// The point of the simplex that maximises `beyond`·w - |slopeᵀw|² / (2 cost): pairs of weights are changed
/// until none gains.
Vector weights_of(const Bounds& bounds, double cost) {
  const Eigen::Index n = bounds.beyond.size();
  const Matrix gram = bounds.slope * bounds.slope.transpose() / cost;
  Vector weights = Vector::Zero(n);
  Eigen::Index greatest = 0;
  bounds.beyond.maxCoeff(&greatest);
  weights[greatest] = 1.0;
  Vector gain = bounds.beyond - gram.col(greatest);
  constexpr int most_changes = 2'000;
  constexpr double settled = 1e-9;
  for (int change = 0; change < most_changes; ++change) {
    Eigen::Index up = 0, down = -1;
    gain.maxCoeff(&up);
    for (Eigen::Index i = 0; i < n; ++i)
      if (weights[i] > 0.0 && (down < 0 || gain[i] < gain[down])) down = i;
    const double difference = gain[up] - gain[down];
    if (difference <= settled * (1.0 + std::abs(gain[up]))) break;
    const double curve = gram(up, up) - 2.0 * gram(up, down) + gram(down, down);
    const double shift = curve > 0.0 ? std::min(weights[down], difference / curve) : weights[down];
    weights[up] += shift;
    weights[down] = shift >= weights[down] ? 0.0 : weights[down] - shift;
    gain -= shift * (gram.col(up) - gram.col(down));
  }
  return weights;
}

class Descent {
public:
  Descent(const Premises& premises, const Statements& statements)
      : premises_{premises},
        statements_{statements},
        directions_{directions_of(premises)},
        flying_{premises} {
    for (std::size_t t = 0; t < premises.terms.size(); ++t)
      if (premises.terms[t].role != Term::Role::statement) held_.push_back(t);
  }

  [[nodiscard]] Descended from(std::vector<double> start, double enough, const std::stop_token& stop) {
    Descended now{std::move(start)};
    now.strain = strain(now.coordinates, now.evaluations);
    std::size_t width = 0;  // of the probes
    double cost = first_cost;
    for (int step = 0; step < most_steps && now.strain > enough && !stop.stop_requested(); ++step) {
      probe_ = probes[width];
      if (moves(now, cost)) continue;
      if (++width == probes.size()) break;
      cost = first_cost;
    }
    return now;
  }

private:
  /// One step; `cost` is learnt from it.
  bool moves(Descended& now, double& cost) {
    const Bounds bounds = bounds_at(now);
    for (; cost <= most_cost; cost *= 4.0) {
      const Vector weights = weights_of(bounds, cost);
      const Vector way = -bounds.slope.transpose() * weights / cost;
      const double promised = now.strain - scale_ * (bounds.beyond + bounds.slope * way).maxCoeff();
      if (promised < too_little * std::max(1.0, now.strain)) return false;
      std::vector<double> there = now.coordinates;
      for (std::size_t d = 0; d < directions_.size(); ++d)
        add(there, directions_[d], way[static_cast<Eigen::Index>(d)]);
      const double reached = strain(there, now.evaluations);
      if (now.strain - reached < kept_word * promised) continue;
      now.coordinates = std::move(there);
      now.strain = reached;
      cost = std::max(least_cost, cost / 2.0);
      return true;
    }
    return false;
  }

  double strain(const std::vector<double>& coordinates, std::size_t& evaluations) {
    ++evaluations;
    return strain_of(premises_, statements_, flying_.all(coordinates));
  }

  [[nodiscard]] Shown shown(const Term& term, const Flown& seen, bool as_out) const {
    const bool out = term.needs_zone && !seen.in(*term.needs_zone, term.aircraft).entered();
    if (as_out) return {seen.in(*term.needs_zone, term.aircraft).deepest, out};
    return {out ? 0.0 : term.measure(seen), out};
  }

  /// All that bounds the flight, as straight lines: of what must be held alone while it is not.
  [[nodiscard]] Bounds bounds_at(Descended& now) {
    const bool obeys = now.strain <= beyond_statements;
    Statements asked = held_;
    if (obeys) asked.insert(asked.end(), statements_.begin(), statements_.end());
    scale_ = obeys ? 1.0 : beyond_statements;

    std::vector<Shown> here;
    const Flown& base = flying_.all(now.coordinates);
    for (const std::size_t t : asked) {
      const Term& term = premises_.terms[t];
      const bool out = shown(term, base, false).stays_out;
      here.push_back({shown(term, base, out).figure, out});
    }
    Matrix slope = slopes(now, asked, here);

    std::vector<double> beyond;
    std::vector<std::pair<std::size_t, double>> rows;  // of `asked`, and the sign and scale of its slope
    for (std::size_t k = 0; k < asked.size(); ++k) {
      const Term& term = premises_.terms[asked[k]];
      const double weight = !obeys || k >= held_.size() ? 1.0 : held_weight * std::max(1.0, now.strain);
      const double level = obeys && k < held_.size() ? now.strain - weight * (held_to - aim_inside) : 0.0;
      const auto bound = [&](double value, double by) {
        if (!std::isfinite(value)) return;
        beyond.push_back(level + weight * value);
        rows.emplace_back(k, weight * by);
      };
      if (here[k].stays_out) {
        // As misfit() has it: nearer is better, and any entry better than none.
        bound(misfit_of_staying_out - here[k].figure / metres_per_misfit, -1.0 / metres_per_misfit);
        continue;
      }
      bound((term.cell.lowest - here[k].figure) / term.error, -1.0 / term.error);
      bound((here[k].figure - term.cell.highest) / term.error, 1.0 / term.error);
    }
    Bounds bounds{Eigen::Map<const Vector>(beyond.data(), static_cast<Eigen::Index>(beyond.size())),
                  Matrix(static_cast<Eigen::Index>(rows.size()), slope.cols())};
    for (std::size_t r = 0; r < rows.size(); ++r)
      bounds.slope.row(static_cast<Eigen::Index>(r)) =
          rows[r].second * slope.row(static_cast<Eigen::Index>(rows[r].first));
    return bounds;
  }

  /// How the figures of terms change along each direction. A flight that is probed flies anew only what
  /// differs from the one probed before it.
  [[nodiscard]] Matrix slopes(Descended& now, const Statements& asked, const std::vector<Shown>& here) {
    Matrix slope =
        Matrix::Zero(static_cast<Eigen::Index>(asked.size()), static_cast<Eigen::Index>(directions_.size()));
    std::vector<double> at = now.coordinates;
    const Direction* last = nullptr;
    for (std::size_t d = 0; d < directions_.size(); ++d) {
      const Direction& direction = directions_[d];
      std::size_t first = direction.first, end = first + direction.by.size();
      if (last != nullptr) {
        std::copy_n(now.coordinates.begin() + static_cast<std::ptrdiff_t>(last->first), last->by.size(),
                    at.begin() + static_cast<std::ptrdiff_t>(last->first));
        first = std::min(first, last->first);
        end = std::max(end, last->first + last->by.size());
      }
      add(at, direction, probe_);
      last = &direction;
      ++now.evaluations;
      const Flown& seen = seen_after(at, first, end);
      for (std::size_t k = 0; k < asked.size(); ++k) {
        const Shown there = shown(premises_.terms[asked[k]], seen, here[k].stays_out);
        if (there.stays_out != here[k].stays_out && !here[k].stays_out) continue;
        const double change = (there.figure - here[k].figure) / probe_;
        if (std::isfinite(change)) slope(static_cast<Eigen::Index>(k), static_cast<Eigen::Index>(d)) = change;
      }
    }
    return slope;
  }

  const Flown& seen_after(const std::vector<double>& at, std::size_t first, std::size_t end) {
    const std::size_t each = coordinates_of_aircraft(premises_.timeline);
    const std::size_t aircraft = first / each;
    const bool one_block = (end - 1) / each == aircraft && aircraft < premises_.aircraft.size();
    return one_block || aircraft >= premises_.aircraft.size() ? flying_.changed(at, first, end - first)
                                                              : flying_.all(at);
  }

  const Premises& premises_;
  const Statements& statements_;
  std::vector<Direction> directions_;
  Statements held_;
  Flying flying_;
  double scale_ = 1.0, probe_ = probes.front();
};

}  // namespace

Descended descend(const Premises& premises, const Statements& statements, std::vector<double> start,
                  double enough, const std::stop_token& stop) {
  return Descent{premises, statements}.from(std::move(start), enough, stop);
}

std::vector<double> nudged(const Premises& premises, std::vector<double> coordinates, double units,
                           Stream& stream) {
  for (const Direction& direction : directions_of(premises))
    add(coordinates, direction, units * stream.normals()[0]);
  return coordinates;
}

}  // namespace recon::flight
