// SPDX-License-Identifier: Apache-2.0
#include "recon/side/answers.hpp"

#include <algorithm>
#include <cmath>

namespace recon::side {

namespace {

// A standard normal is below this nine times in ten: the share at which a side is called.
constexpr double z_90 = 1.2815515655446004;

// No draw of chance_inside() goes farther from the point than this many sigmas: of two normals by Box-Muller
// on 53 bits none does, and the rings end before.
constexpr double reach_in_sigmas = 8.6;
constexpr double far_in_sigmas = 5.0;

Answer answer_from(double low, double high, Length border_sigma) {
  Answer answer;
  if (low == high || low > 0.0) {
    answer.margin = low;
  } else if (high < 0.0) {
    answer.margin = high;
  } else {
    return answer;
  }
  answer.at_least = low != high;
  answer.side = side_of(metres(answer.margin), border_sigma);
  return answer;
}

// Where the data end near a point only a side that no error can turn has a probability.
bool can_tell(const Question& question, const Answer& answer, const geo::Position& at, double sigma) {
  if (std::abs(answer.margin) > far_in_sigmas * std::hypot(sigma, in_metres(question.sigma()))) return true;
  return !answer.at_least && question.knows_all_within(at, metres(reach_in_sigmas * sigma));
}

void add_chance(const Question& question, std::size_t state, const geo::Position& at, double sigma,
                Answer& answer) {
  if (answer.side == Side::unknown || std::isnan(sigma) || !can_tell(question, answer, at, sigma)) return;
  const auto margins = [&](geo::PointArrays points, std::span<double> found) {
    const Margins bounds = question.margins(state, points, false);
    for (std::size_t i = 0; i < found.size(); ++i)
      found[i] = answer_from(bounds.low[i], bounds.high[i], metres(0)).margin;
  };
  answer.inside = chance_inside(at, metres(answer.margin), metres(sigma), question.sigma(), margins);
}

std::vector<Answer> answers_for(const Question& question, std::size_t state, geo::PointArrays points,
                                std::span<const double> sigmas, const Shown& shown) {
  const Margins bounds = question.margins(state, points, shown.nearest);
  std::vector<Answer> answers;
  answers.reserve(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    Answer answer = answer_from(bounds.low[i], bounds.high[i], question.sigma());
    if (shown.nearest && answer.side != Side::unknown && std::isfinite(bounds.nearest_latitude[i])) {
      answer.nearest = {degrees(bounds.nearest_latitude[i]), degrees(bounds.nearest_longitude[i])};
      answer.has_nearest = true;
    }
    const geo::Position at{degrees(points.latitude[i]), degrees(points.longitude[i])};
    if (shown.chance) add_chance(question, state, at, sigmas[i], answer);
    answers.push_back(answer);
  }
  return answers;
}

}  // namespace

std::string_view name_of(Side side) {
  switch (side) {
    case Side::inside:
      return "inside";
    case Side::outside:
      return "outside";
    case Side::edge:
      return "edge";
    case Side::unknown:
      return "unknown";
  }
  return {};
}

Side side_of(Length margin, Length border_sigma) {
  if (abs(margin) < z_90 * border_sigma) return Side::edge;
  return margin < metres(0) ? Side::outside : Side::inside;
}

Answers answer(const Question& question, geo::PointArrays points, std::span<const double> sigmas,
               const Shown& shown) {
  Answers answers;
  if (shown.countries) answers.countries = question.countries(points);
  if (!shown.any_margin()) return answers;
  for (std::size_t state = 0; state < question.states().size(); ++state)
    answers.of_state.push_back(answers_for(question, state, points, sigmas, shown));
  return answers;
}

}  // namespace recon::side
