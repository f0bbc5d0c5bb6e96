// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/candidate_grid.hpp"

#include <cmath>
#include <new>
#include <numbers>
#include <utility>

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

double size_deg(const Cell& cell) { return std::ldexp(root_cell_deg, -2 * static_cast<int>(cell.level)); }

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
  for (Run run : runs) sum += run.last - run.first;
  return sum;
}

std::vector<std::uint32_t> listed(std::span<const Run> runs) {
  std::vector<std::uint32_t> pieces;
  pieces.reserve(count(runs));
  for (Run run : runs)
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
    : roots_{new CellSlot[static_cast<std::size_t>(root_columns) * root_rows]{}},
      memory_{1U << 14U},
      most_bytes_{std::clamp(pieces * bytes_for_a_piece, bytes_at_least, bytes_at_most)} {}

void CandidateGrid::find(const LineIndex& line, PointArrays points, std::span<Cell> cells,
                         std::span<KnownCell> known) {
  struct Descent {
    CellSlot* slot;
    std::uint32_t x, y, index;
  };
  std::array<Descent, most_at_once> open;
  std::size_t still = 0;
  unsigned shift = 2 * (levels - 1);
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::uint32_t x = column(points.longitude[i]), y = row(points.latitude[i]);
    open[still++] = {&roots_[(y >> shift) * root_columns + (x >> shift)], x, y,
                     static_cast<std::uint32_t>(i)};
  }
  for (std::uint32_t level = 0; still > 0; ++level, shift -= 2) {
    const std::size_t all = std::exchange(still, 0);
    for (std::size_t k = 0; k < all; ++k) {
      const Descent at = open[k];
      const std::uint64_t content = at.slot->load(std::memory_order_acquire);
      const KnownCell here{*at.slot, content};
      if (content == 0) {
        known[at.index] = find(line, points.latitude[at.index], points.longitude[at.index], cells[at.index]);
      } else if (here.is_last()) {
        known[at.index] = here;
        cells[at.index] = {at.x >> shift, at.y >> shift, level};
      } else {
        CellSlot& part = here.part(at.x >> (shift - 2), at.y >> (shift - 2));
        __builtin_prefetch(&part);
        open[still++] = {&part, at.x, at.y, at.index};
      }
    }
  }
}

std::uint64_t CandidateGrid::make(const LineIndex& line, const KnownCell& around, CellSlot& slot,
                                  const Cell& cell) {
  const bool last = cell.level + 1U == levels;
  if (cell.level > 0 && bytes() > most_bytes_) return 0;
  CellRecord record;
  std::vector<std::uint32_t> entrants;
  if (Run put{}; cell.level > 0 && around.knows_candidates()) {
    entrants = listed(around.candidates(put));
  } else {
    const Ball ball = ball_around(cell);
    const LineIndex::Chord nearest = line.nearest_in_space(ball.centre);
    const double away = std::sqrt(nearest.squared);
    if (away + ball.radius > long_sight_m) {
      record.crossed = away <= ball.radius + clear_m;
      return keep(record, {}, !last && away - ball.radius < long_sight_m, slot);
    }
    auto found = line.candidates(ball, nearest, last ? line.stretches().size() : many);
    if (!found) return keep(record, {}, true, slot);
    entrants = std::move(*found);
  }
  Contest contest{line.stretches(), entrants};
  record.crossed = false;
  for (const Ball& quarter : balls_around_quarters(cell))
    if (contest.play(quarter) <= quarter.radius + clear_m) record.crossed = true;
  record.knows_candidates = true;
  const std::vector<Run> runs = contest.runs();
  return keep(record, runs, !last && count(runs) > few, slot);
}

std::uint64_t CandidateGrid::keep(const CellRecord& record, const std::vector<Run>& runs, bool splits,
                                  CellSlot& slot) {
  if (!splits && runs.size() == 1 && runs[0].last - runs[0].first <= KnownCell::most_in_slot) {
    std::uint64_t made = 0;  // by another thread meanwhile
    const std::uint64_t content = KnownCell::in_slot(runs[0], record.crossed);
    return slot.compare_exchange_strong(made, content, std::memory_order_acq_rel) ? content : made;
  }
  const std::scoped_lock lock{growing_};
  if (const std::uint64_t made = slot.load(std::memory_order_acquire)) return made;
  const auto room = [this](std::size_t size, std::size_t alignment) {
    bytes_.fetch_add(size, std::memory_order_relaxed);
    return memory_.allocate(size, alignment);
  };
  constexpr std::size_t fan = 16;
  void* place = room(sizeof(CellRecord) + (splits ? fan * sizeof(CellSlot) : 0), alignof(CellRecord));
  auto* kept = new (place) CellRecord;
  kept->knows_candidates = record.knows_candidates;
  kept->crossed = record.crossed;
  kept->run_count = static_cast<std::uint32_t>(runs.size());
  if (!runs.empty()) {
    auto* kept_runs = static_cast<Run*>(room(runs.size() * sizeof(Run), alignof(Run)));
    std::uninitialized_copy(runs.begin(), runs.end(), kept_runs);
    kept->runs = kept_runs;
  }
  if (splits) std::uninitialized_value_construct_n(reinterpret_cast<CellSlot*>(kept + 1), fan);
  const std::uint64_t content = reinterpret_cast<std::uintptr_t>(kept) | (splits ? KnownCell::split : 0U);
  slot.store(content, std::memory_order_release);
  return content;
}

}  // namespace recon::geo
