// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/candidate_grid.hpp"

#include <cmath>
#include <new>
#include <numbers>

#include "recon/geo/stretch.hpp"

namespace recon::geo {
namespace {

constexpr double root_cell_deg = 2.8125;

// So many are asked faster than a cell of the next level is found.
constexpr std::size_t few = 4;

// Lists longer than this are not worth keeping: the cells within come from the tree.
constexpr std::size_t many = 64;

// A piece beyond this is not within 1 mm of a point that rounding put into the wrong cell.
constexpr double clear_m = 0.002;

// No radius of curvature of WGS 84 is larger (a²/b = 6 399.6 km).
constexpr double largest_radius_m = 6'400'000.0;

constexpr std::size_t bytes_at_least = 1U << 20U, bytes_at_most = 64U << 20U, bytes_for_a_piece = 2048;

double radians_of(double deg) { return deg * std::numbers::pi / 180.0; }

double size_deg(const Cell& cell) { return std::ldexp(root_cell_deg, -2 * cell.level); }

/// The ball round a rectangle. From its middle to any of its points a way leads that is straight in
/// latitude and longitude, and nowhere longer than on the largest sphere.
Ball ball_around(double south, double west, double size) {
  const double half = radians_of(0.5 * size);
  const double lowest = std::max(0.0, std::max(south, -south - size));
  const Position centre{degrees(south + 0.5 * size), degrees(west + 0.5 * size)};
  return {to_space(centre), largest_radius_m * std::hypot(half, half * std::cos(radians_of(lowest))) + 0.001};
}

double south_of(const Cell& cell) { return -90.0 + cell.y * size_deg(cell); }
double west_of(const Cell& cell) { return -180.0 + cell.x * size_deg(cell); }

double distance_to_chord(const Stretch& stretch, const Vec3& point) {
  const Vec3 away = point - stretch.start;
  const double t = std::clamp(dot(away, stretch.way) * stretch.inverse_squared_length, 0.0, 1.0);
  return norm(away - t * stretch.way);
}

/// Who of some pieces can be nearest to some point of a ball.
class Contest {
public:
  Contest(const std::vector<Stretch>& stretches, std::span<const std::uint32_t> entrants)
      : stretches_{stretches}, entrants_{entrants}, low_(entrants.size()), kept_(entrants.size(), 0) {}

  /// Returns the distance that surely is free of pieces around the ball's centre.
  double play(const Ball& ball) {
    double free = unlimited;
    std::size_t winner = 0;
    for (std::size_t i = 0; i < entrants_.size(); ++i) {
      const Stretch& stretch = stretches_[entrants_[i]];
      low_[i] = std::max(0.0, distance_to_chord(stretch, ball.centre) - norm(stretch.bulge));
      if (low_[i] < free) {
        free = low_[i];
        winner = i;
      }
    }
    const Stretch& nearest = stretches_[entrants_[winner]];
    const Vec3 witness = nearest.at(nearest_parameter(nearest, ball.centre));
    const double to_witness = norm(witness - ball.centre);
    for (std::size_t i = 0; i < entrants_.size(); ++i) {
      const Stretch& stretch = stretches_[entrants_[i]];
      const double between =
          std::max(norm(stretch.start - witness), norm(stretch.end() - witness)) + norm(stretch.bulge);
      if (low_[i] * low_[i] <= dominated_beyond(ball, to_witness, between)) kept_[i] = 1;
    }
    return free;
  }

  [[nodiscard]] std::vector<Run> runs() const {
    std::vector<Run> runs;
    for (std::size_t i = 0; i < entrants_.size(); ++i) {
      if (kept_[i] == 0) continue;
      if (!runs.empty() && runs.back().last == entrants_[i])
        ++runs.back().last;
      else
        runs.push_back({entrants_[i], entrants_[i] + 1});
    }
    return runs;
  }

private:
  const std::vector<Stretch>& stretches_;
  std::span<const std::uint32_t> entrants_;
  std::vector<double> low_;
  std::vector<char> kept_;
};

std::size_t count(std::span<const Run> runs) {
  std::size_t sum = 0;
  for (const Run& run : runs) sum += run.last - run.first;
  return sum;
}

std::vector<std::uint32_t> listed(std::span<const Run> runs) {
  std::vector<std::uint32_t> pieces;
  pieces.reserve(count(runs));
  for (const Run& run : runs)
    for (std::uint32_t i = run.first; i < run.last; ++i) pieces.push_back(i);
  return pieces;
}

}  // namespace

Position middle(const Cell& cell) {
  const double half = 0.5 * size_deg(cell);
  return {degrees(south_of(cell) + half), degrees(west_of(cell) + half)};
}

Ball ball_around(const Cell& cell) { return ball_around(south_of(cell), west_of(cell), size_deg(cell)); }

std::array<Ball, 4> balls_around_quarters(const Cell& cell) {
  const double half = 0.5 * size_deg(cell), south = south_of(cell), west = west_of(cell);
  return {ball_around(south, west, half), ball_around(south, west + half, half),
          ball_around(south + half, west, half), ball_around(south + half, west + half, half)};
}

CandidateGrid::CandidateGrid(std::size_t pieces)
    : roots_{new std::atomic<Cell*>[static_cast<std::size_t>(root_columns) * root_rows]{}},
      memory_{1U << 14U},
      most_bytes_{std::clamp(pieces * bytes_for_a_piece, bytes_at_least, bytes_at_most)} {}

const Cell* CandidateGrid::make(const LineIndex& line, const Cell* around, std::atomic<Cell*>& slot, std::uint32_t x,
                                std::uint32_t y) {
  if (around != nullptr && bytes() > most_bytes_) return nullptr;
  Cell cell;
  cell.level = around == nullptr ? std::uint8_t{0} : static_cast<std::uint8_t>(around->level + 1);
  cell.x = x;
  cell.y = y;
  const bool last = cell.level + 1U == levels;
  std::vector<std::uint32_t> entrants;
  if (around != nullptr && around->knows_candidates) {
    entrants = listed(around->candidates());
  } else {
    const Ball ball = ball_around(cell);
    const double nearest = line.distance_in_space(ball.centre);
    if (nearest + ball.radius > long_sight_m) {
      cell.crossed = nearest <= ball.radius + clear_m;
      return keep(cell, {}, !last && nearest - ball.radius < long_sight_m, slot);
    }
    auto found = line.candidates(ball, last ? line.stretches().size() : many);
    if (!found) return keep(cell, {}, true, slot);
    entrants = std::move(*found);
  }
  Contest contest{line.stretches(), entrants};
  cell.crossed = false;
  for (const Ball& quarter : balls_around_quarters(cell))
    if (contest.play(quarter) <= quarter.radius + clear_m) cell.crossed = true;
  cell.knows_candidates = true;
  const std::vector<Run> runs = contest.runs();
  return keep(cell, runs, !last && count(runs) > few, slot);
}

const Cell* CandidateGrid::keep(const Cell& cell, const std::vector<Run>& runs, bool splits,
                                std::atomic<Cell*>& slot) {
  const std::scoped_lock lock{growing_};
  if (const Cell* made = slot.load(std::memory_order_acquire)) return made;  // by another thread meanwhile
  const auto room = [this](std::size_t size, std::size_t alignment) {
    bytes_.fetch_add(size, std::memory_order_relaxed);
    return memory_.allocate(size, alignment);
  };
  Run* kept_runs = nullptr;
  if (!runs.empty()) {
    kept_runs = static_cast<Run*>(room(runs.size() * sizeof(Run), alignof(Run)));
    std::uninitialized_copy(runs.begin(), runs.end(), kept_runs);
  }
  std::atomic<Cell*>* children = nullptr;
  if (splits) {
    constexpr std::size_t fan = 16;
    children = static_cast<std::atomic<Cell*>*>(room(fan * sizeof(std::atomic<Cell*>), 64));
    std::uninitialized_value_construct_n(children, fan);
  }
  Cell* kept = new (room(sizeof(Cell), alignof(Cell))) Cell;
  kept->children = children;
  kept->runs = kept_runs;
  kept->run_count = static_cast<std::uint32_t>(runs.size());
  kept->x = cell.x;
  kept->y = cell.y;
  kept->level = cell.level;
  kept->knows_candidates = cell.knows_candidates;
  kept->crossed = cell.crossed;
  slot.store(kept, std::memory_order_release);
  return kept;
}

}  // namespace recon::geo
