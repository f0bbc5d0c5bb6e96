// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/smoother.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <utility>

#include <Eigen/Dense>
#include <boost/math/special_functions/gamma.hpp>

namespace recon::flight {
namespace {

template <int Rows, int Columns>
using Matrix = Eigen::Matrix<double, Rows, Columns>;

Matrix<2, 2> as_matrix(const PlaneSpread& spread) {
  Matrix<2, 2> matrix;
  matrix << spread.east, spread.both, spread.both, spread.north;
  return matrix;
}
PlaneSpread as_spread(const Matrix<2, 2>& matrix) { return {matrix(0, 0), matrix(1, 1), matrix(0, 1)}; }

/// Equal errors in all directions: both axes then have the same gains, and one axis is filtered for both.
bool is_round(const PlaneSpread& error) { return error.both == 0.0 && error.east == error.north; }

// Products as plain loops: as expressions, every one of them at every size is a type of its own, and they
// took most of a minute to compile.
template <int Rows, int Inner, int Columns>
Matrix<Rows, Columns> product(const Matrix<Rows, Inner>& a, const Matrix<Inner, Columns>& b) {
  Matrix<Rows, Columns> all;
  for (int j = 0; j < Columns; ++j)
    for (int i = 0; i < Rows; ++i) {
      double sum = 0.0;
      for (int k = 0; k < Inner; ++k) sum += a(i, k) * b(k, j);
      all(i, j) = sum;
    }
  return all;
}
/// a bᵀ
template <int Rows, int Inner, int Columns>
Matrix<Rows, Columns> times_transposed(const Matrix<Rows, Inner>& a, const Matrix<Columns, Inner>& b) {
  Matrix<Rows, Columns> all;
  for (int j = 0; j < Columns; ++j)
    for (int i = 0; i < Rows; ++i) {
      double sum = 0.0;
      for (int k = 0; k < Inner; ++k) sum += a(i, k) * b(j, k);
      all(i, j) = sum;
    }
  return all;
}
/// The covariance of a x, where that of x is p: a p aᵀ.
template <int Rows, int Columns>
Matrix<Rows, Rows> carried(const Matrix<Rows, Columns>& a, const Matrix<Columns, Columns>& p) {
  return times_transposed(product(a, p), a);
}
template <int Size>
Matrix<Size, Size> rest_of(const Matrix<Size, Size>& taken) {
  return Matrix<Size, Size>::Identity() - taken;
}

// As many as there are biases, on the stack; also any square matrix that is taken apart, of two axes with
// five states at most.
constexpr int most_rows = std::max(static_cast<int>(most_biases), 10);
using SomeVector = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, most_rows, 1>;
using SomeMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, most_rows, most_rows>;

/// A root R of a covariance, R Rᵀ = covariance; rounding may have left it a little less than positive.
SomeMatrix root_of(const SomeMatrix& covariance) {
  const Eigen::LDLT<SomeMatrix> parts{covariance};
  const SomeMatrix lower = parts.matrixL();
  const SomeVector scale = parts.vectorD().cwiseMax(0.0).cwiseSqrt();
  return parts.transpositionsP().transpose() * SomeMatrix{lower * scale.asDiagonal()};
}
/// S⁻¹ b
SomeMatrix solved(const SomeMatrix& s, const SomeMatrix& b) { return s.ldlt().solve(b); }

/// What of the past is in a fix, beside the flight itself.
enum class Past {
  none,
  error,   // an error that lasts
  tracker  // that too, and how far a tracker is behind
};

/// How far a tracker is behind: lag and its rate, for a critically damped filter of second order. Its output
/// x follows the aircraft p by x'' = 2r(p' - x') + r²(p - x); so the lag l = p - x obeys
/// l'' = p'' - 2r l' - r² l, driven by the same noise as the flight, and is p''/r² in a steady acceleration.
struct Tracker {
  explicit Tracker(double lag) : rate{std::sqrt(2.0) / lag} {}
  double rate;

  [[nodiscard]] Matrix<2, 2> transition(double dt) const {
    const double fade = std::exp(-rate * dt);
    Matrix<2, 2> f;
    f << fade * (1.0 + rate * dt), fade * dt, -fade * rate * rate * dt, fade * (1.0 - rate * dt);
    return f;
  }
  /// Covariance, per q, of what the noise of `dt` seconds adds: position and velocity by lag and its rate.
  [[nodiscard]] Matrix<2, 2> with_flight(double dt) const {
    // An impulse of s seconds ago has moved the aircraft by s and 1, the lag by s e^(-rs) and (1 - rs)
    // e^(-rs).
    const double m0 = moment(0, rate, dt), m1 = moment(1, rate, dt), m2 = moment(2, rate, dt);
    Matrix<2, 2> all;
    all << m2, m1 - rate * m2, m1, m0 - rate * m1;
    return all;
  }
  [[nodiscard]] Matrix<2, 2> noise(double dt) const {
    const double m0 = moment(0, 2.0 * rate, dt), m1 = moment(1, 2.0 * rate, dt),
                 m2 = moment(2, 2.0 * rate, dt);
    Matrix<2, 2> all;
    all << m2, m1 - rate * m2, m1 - rate * m2, m0 - 2.0 * rate * m1 + rate * rate * m2;
    return all;
  }
  /// The same after a long time.
  [[nodiscard]] Matrix<2, 2> settled() const {
    return Eigen::Vector2d{0.25 / (rate * rate * rate), 0.25 / rate}.asDiagonal();
  }

private:
  /// The integral of sⁿ e^(-λs) from 0 to t.
  static double moment(int n, double decay, double t) {
    return boost::math::tgamma_lower(n + 1.0, decay * t) / std::pow(decay, n + 1);
  }
};

/// The model for `Axes` axes filtered as one state: position and velocity of each in turn; then, where errors
/// last, that of the last fix in its sigmas; then a tracker's lag and its rate. The data and what one sigma
/// of each bias adds to them are all filtered with the same gains: items, the data first. With one axis for
/// both directions, each takes a column. Each model is compiled for itself, so there are six; how many biases
/// there are is left to run time, for a loop over small matrices of fixed size costs nothing.
template <int Axes, Past P>
struct Model {
  static constexpr bool lasts = P != Past::none, lags = P == Past::tracker;
  static constexpr int per_axis = lags    ? 5
                                  : lasts ? 3
                                          : 2,
                       states = per_axis * Axes, columns = Axes == 1 ? 2 : 1;
  using State = Matrix<states, states>;
  using Means = Matrix<states, columns>;  // of one item
  using Seen = Matrix<Axes, columns>;
  using Look = Matrix<Axes, states>;

  static State transition(double dt, const Before& before) {
    State f = State::Identity();
    for (int axis = 0; axis < Axes; ++axis) {
      const int own = per_axis * axis;
      f(own, own + 1) = dt;
      if constexpr (lasts) f(own + 2, own + 2) = std::exp(-dt / before.memory);
      if constexpr (lags) f.template block<2, 2>(own + 3, own + 3) = Tracker{before.lag}.transition(dt);
    }
    return f;
  }
  static State noise(double q, double dt, const Before& before) {
    const AxisSpread one = process_noise(q, dt);
    State all = State::Zero();
    for (int axis = 0; axis < Axes; ++axis) {
      const int own = per_axis * axis;
      all.template block<2, 2>(own, own) << one.position, one.both, one.both, one.velocity;
      if constexpr (lasts) all(own + 2, own + 2) = -std::expm1(-2.0 * dt / before.memory);
      if constexpr (lags) {
        const Tracker tracker{before.lag};
        const Matrix<2, 2> both = q * tracker.with_flight(dt);
        all.template block<2, 2>(own, own + 3) = both;
        all.template block<2, 2>(own + 3, own) = both.transpose();
        all.template block<2, 2>(own + 3, own + 3) = q * tracker.noise(dt);
      }
    }
    return all;
  }
  /// Where it is, and where it is seen.
  static Look look() {
    Look h = Look::Zero();
    for (int axis = 0; axis < Axes; ++axis) h(axis, per_axis * axis) = 1.0;
    return h;
  }
  static Look sees([[maybe_unused]] const Observation& observation) {
    Look h = look();
    for (int axis = 0; axis < Axes; ++axis) {
      if constexpr (lasts) h(axis, per_axis * axis + 2) = observation.lasting;
      if constexpr (lags) h(axis, per_axis * axis + 3) = -1.0;
    }
    return h;
  }
  static Matrix<Axes, Axes> error(const Observation& seen) {
    if constexpr (Axes == 1) return Matrix<1, 1>{seen.error.east};
    if constexpr (Axes == 2) return as_matrix(seen.error);
  }
  static Seen at(const geo::PlanePoint& point) { return {point.east, point.north}; }
  /// Item 0 is the data, item j + 1 one sigma of bias j.
  static Seen seen(const Observation& observation, std::size_t item) {
    return at(item == 0 ? observation.at : observation.per_bias.at(item - 1));
  }
  /// East and north of an item, in a row of position or velocity.
  static Matrix<2, 1> east_north(const Means& means, int row) {
    if constexpr (Axes == 1) return means.row(row).transpose();
    if constexpr (Axes == 2) return {means(row), means(row + per_axis)};
  }
  static Means means_before(const Before& before) {
    Means means = Means::Zero();
    const AxisState& e = before.east;
    const AxisState& n = before.north;
    if constexpr (Axes == 1) {
      means.template block<2, 2>(0, 0) << e.position, n.position, e.velocity, n.velocity;
    } else {
      means.template segment<2>(0) << e.position, e.velocity;
      means.template segment<2>(per_axis) << n.position, n.velocity;
    }
    return means;
  }
  static State spread_before([[maybe_unused]] double q, const Before& before) {
    State spread = State::Zero();
    for (int axis = 0; axis < Axes; ++axis) {
      const int own = per_axis * axis;
      spread(own, own) = before.position_sigma * before.position_sigma;
      spread(own + 1, own + 1) = before.velocity_sigma * before.velocity_sigma;
      if constexpr (lasts) spread(own + 2, own + 2) = 1.0;
      // What it has in common with place and speed is nothing beside how vague those are.
      if constexpr (lags) spread.template block<2, 2>(own + 3, own + 3) = q * Tracker{before.lag}.settled();
    }
    return spread;
  }
};

/// What the innovations say of the bias u, in its own sigmas and a priori standard normal: they are those of
/// the data less u times those of each bias item, with the same covariance.
struct Collapsed {
  explicit Collapsed(std::size_t biases)
      : information{SomeMatrix::Identity(static_cast<int>(biases), static_cast<int>(biases))},
        vector{SomeVector::Zero(static_cast<int>(biases))} {}
  SomeMatrix information;
  SomeVector vector;
  [[nodiscard]] SomeVector mean() const { return information.ldlt().solve(vector); }
};

template <int Axes, Past P>
class Filter {
public:
  using M = Model<Axes, P>;

  Filter(std::size_t biases, double q, const Before& before)
      : q_{q}, before_{before}, items_{biases + 1}, collapsed{biases}, spread{M::spread_before(q, before)} {
    means.fill(M::Means::Zero());
    means[0] = M::means_before(before);
  }

  void forecast(double dt) {
    const auto f = M::transition(dt, before_);
    for (std::size_t i = 0; i < items_; ++i) means.at(i) = product(f, means.at(i));
    spread = carried(f, spread);
    spread += M::noise(q_, dt, before_);
  }
  void take_in(const Observation& observation) {
    const auto h = M::sees(observation);
    const Matrix<Axes, Axes> error = M::error(observation);
    const Matrix<M::states, Axes> seen_with = times_transposed(spread, h);
    const Matrix<Axes, Axes> covariance = product(h, seen_with) + error;
    const Matrix<Axes, Axes> precision = covariance.inverse();
    std::array<typename M::Seen, 1 + most_biases> innovations;
    for (std::size_t i = 0; i < items_; ++i)
      innovations.at(i) = M::seen(observation, i) - product(h, means.at(i));
    count(innovations, covariance, precision);
    const Matrix<M::states, Axes> gain = product(seen_with, precision);
    for (std::size_t i = 0; i < items_; ++i) means.at(i) += product(gain, innovations.at(i));
    // Joseph's form: stays positive when a fix is far sharper than the forecast, as the first one is.
    spread = carried(rest_of(product(gain, h)), spread);
    spread += carried(gain, error);
  }
  [[nodiscard]] Fit fit() const {
    Fit all = fit_;
    if (items_ > 1) {
      const double explained = collapsed.vector.dot(collapsed.mean());
      all.log_likelihood += 0.5 * explained - 0.5 * std::log(collapsed.information.determinant());
      all.misfit -= explained;
    }
    return all;
  }

private:
  void count(const std::array<typename M::Seen, 1 + most_biases>& innovations,
             const Matrix<Axes, Axes>& covariance, const Matrix<Axes, Axes>& precision) {
    constexpr double two_pi = 2.0 * std::numbers::pi;
    const auto between = [&](std::size_t i, std::size_t j) {
      return innovations.at(i).cwiseProduct(product(precision, innovations.at(j))).sum();
    };
    const double squares = between(0, 0);
    const double log_determinant = M::columns * std::log(covariance.determinant());
    fit_.log_likelihood -= 0.5 * (squares + log_determinant) + std::log(two_pi);
    fit_.misfit += squares;
    fit_.freedom += 2;
    for (std::size_t i = 1; i < items_; ++i) {
      const auto row = static_cast<int>(i) - 1;
      collapsed.vector(row) += between(i, 0);
      for (std::size_t j = 1; j < items_; ++j)
        collapsed.information(row, static_cast<int>(j) - 1) += between(i, j);
    }
  }

  double q_;
  Before before_;
  std::size_t items_;
  Fit fit_;

public:
  Collapsed collapsed;
  std::array<typename M::Means, 1 + most_biases> means;  // by item
  typename M::State spread;
};

template <int Axes, Past P>
Fit fit_as(std::span<const Observation> observations, std::size_t biases, double q, const Before& before) {
  Filter<Axes, P> filter{biases, q, before};
  for (std::size_t k = 0; k < observations.size(); ++k) {
    if (k > 0) filter.forecast(observations[k].time - observations[k - 1].time);
    filter.take_in(observations[k]);
  }
  return filter.fit();
}

/// Calls `use` with the model that suits: template <int Axes, Past P> operator().
template <class Use>
auto with_model(std::span<const Observation> observations, const Before& before, const Use& use) {
  assert(!observations.empty());
  const bool round = std::ranges::all_of(observations, is_round, &Observation::error);
  const auto with_past = [&]<Past P>() {
    return round ? use.template operator()<1, P>() : use.template operator()<2, P>();
  };
  if (before.lag > 0.0) return with_past.template operator()<Past::tracker>();
  const bool last = std::ranges::any_of(observations, [](const Observation& o) { return o.lasting > 0.0; });
  return last ? with_past.template operator()<Past::error>() : with_past.template operator()<Past::none>();
}

}  // namespace

/// A flight's deviation from its mean at some nodes, drawn from the last to the first.
struct FlightDraws::Impl {
  Impl() = default;
  virtual ~Impl() = default;
  Impl(const Impl&) = delete;
  Impl(Impl&&) = delete;
  Impl& operator=(const Impl&) = delete;
  Impl& operator=(Impl&&) = delete;
  virtual void draw(std::uint64_t i, const Draws& own, const Draws& bias,
                    std::span<PlaneState> states) const = 0;
};

struct Smoothed::Impl {
  Impl() = default;
  virtual ~Impl() = default;
  Impl(const Impl&) = delete;
  Impl(Impl&&) = delete;
  Impl& operator=(const Impl&) = delete;
  Impl& operator=(Impl&&) = delete;
  [[nodiscard]] virtual std::array<AxisState, most_biases> bias() const = 0;
  [[nodiscard]] virtual PlaneSpread spread_given_bias(std::size_t node) const = 0;
  [[nodiscard]] virtual PlaneMoment at_node(std::size_t node) const = 0;
  [[nodiscard]] virtual PlaneMoment between(std::size_t node, double time) const = 0;
  [[nodiscard]] virtual std::shared_ptr<const FlightDraws::Impl> draws_at(
      std::shared_ptr<const Impl> self, const std::vector<std::size_t>& nodes) const = 0;

  std::vector<double> times;
  double q = 0.0;
  Fit fit;
};

namespace {

template <int Axes, Past P>
class SmoothedAs final : public Smoothed::Impl {
public:
  using M = Model<Axes, P>;

  SmoothedAs(std::span<const Observation> observations, std::size_t biases, double intensity,
             const Before& before)
      : before_{before}, items_{biases + 1} {
    q = intensity;
    times.reserve(observations.size());
    for (const Observation& seen : observations) times.push_back(seen.time);
    forwards(observations);
    backwards();
  }

  /// East and north with their velocities for a bias of u sigmas.
  [[nodiscard]] PlaneState state(std::size_t k, const SomeVector& u) const {
    typename M::Means all = means(k, 0);
    for (std::size_t j = 1; j < items_; ++j) all -= u(static_cast<int>(j) - 1) * means(k, j);
    const Matrix<2, 1> place = M::east_north(all, 0), speed = M::east_north(all, 1);
    return {{place(0), speed(0)}, {place(1), speed(1)}};
  }
  [[nodiscard]] const SomeVector& bias_mean() const { return bias_mean_; }
  [[nodiscard]] const SomeMatrix& bias_root() const { return bias_root_; }
  [[nodiscard]] const typename M::State& spread(std::size_t k) const { return spreads_[k]; }
  [[nodiscard]] const typename M::State& gain(std::size_t k) const { return gains_[k]; }
  [[nodiscard]] const typename M::State& own(std::size_t k) const { return own_[k]; }

  [[nodiscard]] std::array<AxisState, most_biases> bias() const override {
    std::array<AxisState, most_biases> all{};
    for (int j = 0; j < bias_mean_.size(); ++j)
      all.at(static_cast<std::size_t>(j)) = {bias_mean_(j), bias_root_.row(j).norm()};
    return all;
  }
  [[nodiscard]] PlaneSpread spread_given_bias(std::size_t k) const override {
    return as_spread(in_plane(carried(M::look(), spreads_[k])));
  }
  [[nodiscard]] PlaneMoment at_node(std::size_t k) const override {
    Matrix<2, 2> spread = as_matrix(spread_given_bias(k));
    add_bias(spread, [&](std::size_t item) { return M::east_north(means(k, item), 0); });
    return {state(k, bias_mean_), as_spread(spread)};
  }
  [[nodiscard]] PlaneMoment between(std::size_t k, double time) const override {
    const double duration = times[k + 1] - times[k], at = time - times[k];
    if (duration <= 0.0) return at_node(k);
    const auto w = bridge_weights(duration, at);
    Matrix<Axes, M::states> early = Matrix<Axes, M::states>::Zero(), late = early;
    for (int axis = 0; axis < Axes; ++axis) {
      early.template block<1, 2>(axis, M::per_axis * axis) << w[0], w[1];
      late.template block<1, 2>(axis, M::per_axis * axis) << w[2], w[3];
    }
    const typename M::State across =
        product(gains_[k], spreads_[k + 1]);  // covariance of node k with node k + 1
    const Matrix<Axes, Axes> mixed = times_transposed(product(early, across), late);
    Matrix<2, 2> spread =
        in_plane(carried(early, spreads_[k]) + mixed + mixed.transpose() + carried(late, spreads_[k + 1]));
    spread += bridge_spread(q, duration, at).position * Matrix<2, 2>::Identity();
    add_bias(spread, [&](std::size_t item) -> Matrix<2, 1> {
      const typename M::Means &from = means(k, item), &to = means(k + 1, item);
      return w[0] * M::east_north(from, 0) + w[1] * M::east_north(from, 1) + w[2] * M::east_north(to, 0) +
             w[3] * M::east_north(to, 1);
    });
    const PlaneState from = state(k, bias_mean_), to = state(k + 1, bias_mean_);
    return {{bridge_mean(from.east, to.east, duration, at), bridge_mean(from.north, to.north, duration, at)},
            as_spread(spread)};
  }
  [[nodiscard]] std::shared_ptr<const FlightDraws::Impl> draws_at(
      std::shared_ptr<const Impl> self, const std::vector<std::size_t>& nodes) const override;

private:
  [[nodiscard]] const typename M::Means& means(std::size_t k, std::size_t item) const {
    return means_[k * items_ + item];
  }
  static Matrix<2, 2> in_plane(const Matrix<Axes, Axes>& spread) {
    if constexpr (Axes == 1) return spread(0, 0) * Matrix<2, 2>::Identity();
    if constexpr (Axes == 2) return spread;
  }
  template <class Sensitivity>
  void add_bias(Matrix<2, 2>& spread, const Sensitivity& of_item) const {
    const auto biases = bias_root_.cols();
    for (int i = 0; i < biases; ++i) {
      Matrix<2, 1> rooted = Matrix<2, 1>::Zero();
      for (int j = 0; j < biases; ++j) rooted += bias_root_(j, i) * of_item(static_cast<std::size_t>(j) + 1);
      spread += rooted * rooted.transpose();
    }
  }

  void forwards(std::span<const Observation> observations) {
    Filter<Axes, P> filter{items_ - 1, q, before_};
    means_.reserve(observations.size() * items_);
    own_.reserve(observations.size());
    for (std::size_t k = 0; k < observations.size(); ++k) {
      if (k > 0) filter.forecast(times[k] - times[k - 1]);
      filter.take_in(observations[k]);
      const auto end = filter.means.begin() + static_cast<std::ptrdiff_t>(items_);
      means_.insert(means_.end(), filter.means.begin(), end);
      own_.push_back(filter.spread);
    }
    fit = filter.fit();
    bias_mean_ = filter.collapsed.mean();
    bias_root_ = root_of(filter.collapsed.information.inverse());
  }

  // Rauch-Tung-Striebel. own_ goes from the filtered covariance to that of a node given the next one, written
  // as a sum of squares, because the difference P - G P⁻ Gᵀ loses its digits under a vague beginning.
  void backwards() {
    spreads_.assign(own_.size(), own_.back());
    gains_.assign(own_.size(), M::State::Zero());
    for (std::size_t k = own_.size() - 1; k-- > 0;) {
      const auto f = M::transition(times[k + 1] - times[k], before_);
      const auto noise = M::noise(q, times[k + 1] - times[k], before_);
      const typename M::State filtered = own_[k];
      const typename M::State forecast = carried(f, filtered) + noise;
      const typename M::State gain = solved(forecast, product(f, filtered)).transpose();
      own_[k] = carried(rest_of(product(gain, f)), filtered) + carried(gain, noise);
      for (std::size_t item = 0; item < items_; ++item) {
        const typename M::Means ahead = means(k + 1, item) - product(f, means(k, item));
        means_[k * items_ + item] += product(gain, ahead);
      }
      spreads_[k] = own_[k] + carried(gain, spreads_[k + 1]);
      gains_[k] = gain;
    }
  }

  Before before_;
  std::size_t items_;
  std::vector<typename M::Means> means_;  // item by item of each node
  std::vector<typename M::State> spreads_, gains_, own_;
  SomeVector bias_mean_;
  SomeMatrix bias_root_;
};

template <int Axes, Past P>
class DrawsAs final : public FlightDraws::Impl {
public:
  using M = Model<Axes, P>;

  DrawsAs(std::shared_ptr<const SmoothedAs<Axes, P>> smoothed, std::vector<std::size_t> nodes)
      : smoothed_{std::move(smoothed)}, nodes_{std::move(nodes)}, steps_(nodes_.size()) {
    steps_.back() = {M::State::Zero(), root_of(smoothed_->spread(nodes_.back()))};
    for (std::size_t j = nodes_.size() - 1; j-- > 0;) steps_[j] = step(nodes_[j], nodes_[j + 1]);
  }

  void draw(std::uint64_t i, const Draws& own, const Draws& bias,
            std::span<PlaneState> states) const override {
    const SomeVector u = bias_of(i, bias);
    typename M::Means away = M::Means::Zero();
    for (std::size_t j = nodes_.size(); j-- > 0;) {
      const std::uint64_t key = static_cast<std::uint64_t>(nodes_[j]) << 32U | i << 1U;
      const auto one = own.normal_pair(key), two = own.normal_pair(key | 1U);
      std::array<double, 10> normals{one[0], one[1], two[0], two[1]};
      if constexpr (M::lasts) {
        const auto three = own.normal_pair(key | third_pair);
        normals[4] = three[0], normals[5] = three[1];
      }
      if constexpr (M::lags) {
        const auto four = own.normal_pair(key | third_pair | 1U), five = own.normal_pair(key | fifth_pair);
        normals[6] = four[0], normals[7] = four[1], normals[8] = five[0], normals[9] = five[1];
      }
      // One axis for both: its first column is east, its second north. Else the state is one column.
      const typename M::Means shaken{normals.data()};
      away = product(steps_[j].carry, away) + product(steps_[j].root, shaken);
      states[j] = smoothed_->state(nodes_[j], u);
      const double* d = away.data();
      states[j].east.position += d[0], states[j].east.velocity += d[1];
      states[j].north.position += d[M::per_axis], states[j].north.velocity += d[M::per_axis + 1];
    }
  }

private:
  static constexpr std::uint64_t third_pair = std::uint64_t{1} << 63U,  // nodes are fewer than 2^31
      fifth_pair = std::uint64_t{1} << 31U;                             // draws are fewer than 2^30
  struct Step {
    typename M::State carry, root;
  };
  /// From a node back to an earlier one: the steps between them made one.
  Step step(std::size_t to, std::size_t from) const {
    typename M::State carry = M::State::Identity(), own = M::State::Zero();
    for (std::size_t k = from; k-- > to;) {
      const auto& gain = smoothed_->gain(k);
      carry = product(gain, carry);
      own = smoothed_->own(k) + carried(gain, own);
    }
    return {carry, root_of(own)};
  }
  SomeVector bias_of(std::uint64_t i, const Draws& bias) const {
    const auto biases = smoothed_->bias_mean().size();
    if (biases == 0) return {};
    std::array<double, most_biases> normals{};
    for (std::size_t j = 0; j < static_cast<std::size_t>(biases); j += 2) {
      // The first pair is what other claims of the same sensor draw as their bias.
      const auto two = bias.normal_pair(i | static_cast<std::uint64_t>(j) << 56U);
      normals.at(j) = two[0], normals.at(j + 1) = two[1];
    }
    const Eigen::Map<const SomeVector> drawn{normals.data(), biases};
    return smoothed_->bias_mean() + smoothed_->bias_root() * drawn;
  }

  std::shared_ptr<const SmoothedAs<Axes, P>> smoothed_;
  std::vector<std::size_t> nodes_;
  std::vector<Step> steps_;
};

template <int Axes, Past P>
std::shared_ptr<const FlightDraws::Impl> SmoothedAs<Axes, P>::draws_at(
    std::shared_ptr<const Impl> self, const std::vector<std::size_t>& nodes) const {
  return std::make_shared<const DrawsAs<Axes, P>>(std::static_pointer_cast<const SmoothedAs>(self), nodes);
}

}  // namespace

Fit fit(std::span<const Observation> observations, std::size_t biases, double q, const Before& before) {
  assert(biases <= most_biases);
  return with_model(observations, before,
                    [&]<int Axes, Past P>() { return fit_as<Axes, P>(observations, biases, q, before); });
}

Smoothed::Smoothed(std::span<const Observation> observations, std::size_t biases, double q,
                   const Before& before)
    : impl_{with_model(observations, before, [&]<int Axes, Past P>() -> std::shared_ptr<const Impl> {
        return std::make_shared<const SmoothedAs<Axes, P>>(observations, biases, q, before);
      })} {
  assert(biases <= most_biases);
}

std::size_t Smoothed::size() const { return impl_->times.size(); }
double Smoothed::intensity() const { return impl_->q; }
const Fit& Smoothed::fit() const { return impl_->fit; }
double Smoothed::time(std::size_t node) const { return impl_->times[node]; }
std::array<AxisState, most_biases> Smoothed::bias() const { return impl_->bias(); }
PlaneMoment Smoothed::at_node(std::size_t node) const { return impl_->at_node(node); }
PlaneSpread Smoothed::spread_given_bias(std::size_t node) const { return impl_->spread_given_bias(node); }

std::size_t Smoothed::node_before(double time) const {
  const auto& times = impl_->times;
  const auto later = std::ranges::upper_bound(times, time);
  const std::ptrdiff_t at = std::max<std::ptrdiff_t>(later - times.begin() - 1, 0);
  const std::size_t last = times.size() < 2 ? 0 : times.size() - 2;
  return std::min(static_cast<std::size_t>(at), last);
}

PlaneMoment Smoothed::at(double time) const {
  if (size() == 1) return at_node(0);
  const double within = std::clamp(time, impl_->times.front(), impl_->times.back());
  return impl_->between(node_before(within), within);
}

FlightDraws::FlightDraws(const Smoothed& smoothed, std::vector<std::size_t> nodes)
    : nodes_{std::move(nodes)}, impl_{smoothed.impl_->draws_at(smoothed.impl_, nodes_)} {}

void FlightDraws::draw(std::uint64_t i, const Draws& own, const Draws& bias,
                       std::span<PlaneState> states) const {
  assert(states.size() == nodes_.size());
  impl_->draw(i, own, bias, states);
}

namespace {

AxisState half_way(const AxisState& from, const AxisState& to, double duration, double q,
                   const std::array<double, 2>& normals) {
  AxisState middle{0.5 * (from.position + to.position) + duration * (from.velocity - to.velocity) / 8.0,
                   1.5 * (to.position - from.position) / duration - 0.25 * (from.velocity + to.velocity)};
  middle.position += bridge_sigma(q, duration) * normals[0];
  middle.velocity += std::sqrt(q * duration / 16.0) * normals[1];
  return middle;
}

}  // namespace

double bridge_sigma(double q, double duration) {
  return std::sqrt(q * duration * duration * duration / 192.0);
}

PlaneState half_way(const PlaneState& from, const PlaneState& to, double duration, double q,
                    const std::array<double, 2>& east, const std::array<double, 2>& north) {
  return {half_way(from.east, to.east, duration, q, east),
          half_way(from.north, to.north, duration, q, north)};
}

std::vector<Intensity> intensities_of(std::span<const Observation> observations, std::size_t biases,
                                      const Before& before, std::span<const double> lags, double least) {
  const std::span<const double> all_q =
      observations.size() < enough_to_tell_intensity ? std::span{&intensity_in_combat, 1} : intensities;
  std::vector<Intensity> all;
  double best = -std::numeric_limits<double>::infinity();
  for (const double lag : lags)
    for (const double q : all_q) {
      Before behind = before;
      behind.lag = lag;
      all.push_back({q, fit(observations, biases, q, behind).log_likelihood, lag});
      best = std::max(best, all.back().weight);
    }
  const auto weigh = [&] {
    double sum = 0.0;
    for (const Intensity& one : all) sum += one.weight;
    for (Intensity& one : all) one.weight /= sum;
  };
  for (Intensity& one : all) one.weight = std::exp(one.weight - best);
  weigh();
  std::erase_if(all, [&](const Intensity& one) { return one.weight < least; });
  weigh();
  return all;
}

double misfit_of_differences(std::span<const double> differences, double own_sigma, double common_sigma) {
  const double own = own_sigma * own_sigma, common = common_sigma * common_sigma;
  const double sum = std::accumulate(differences.begin(), differences.end(), 0.0);
  double squares = 0.0;
  for (const double d : differences) squares += d * d;
  // (own I + common 1 1ᵀ)⁻¹ by Sherman and Morrison.
  return (squares - common * sum * sum / (own + common * static_cast<double>(differences.size()))) / own;
}

}  // namespace recon::flight
