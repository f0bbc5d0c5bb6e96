// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/common.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <initializer_list>

#include "recon/flight/cloud_moves.hpp"

namespace recon::flight {
namespace {

std::string exactly(std::initializer_list<double> numbers) {
  std::string text;
  for (const double x : numbers) text += std::to_string(std::bit_cast<std::uint64_t>(x)) + " ";
  return text;
}

Premises with_terms(const Premises& premises, const std::vector<std::size_t>& terms) {
  Premises some = premises;
  some.terms.clear();
  for (const std::size_t t : terms) some.terms.push_back(premises.terms[t]);
  return some;
}

}  // namespace

std::string words_of(const Premises& premises, const Statements& statements) {
  std::string words = exactly({premises.timeline.begin, premises.timeline.end, premises.timeline.step,
                               static_cast<double>(premises.timeline.looks)});
  for (const Prior& p : premises.aircraft)
    words += "|" + exactly({p.place.east, p.place.north, p.sigma_east, p.sigma_north, p.east_speed,
                            p.north_speed, p.speed_sigma, p.q, p.wind_sigma});
  for (const Premises::Unknown& u : premises.unknowns) words += "|" + u.name + exactly({u.mean, u.sigma});
  for (const Premises::Zone& zone : premises.zones) words += "|" + zone.id;
  for (std::size_t t = 0; t < premises.terms.size(); ++t) {
    const Term& term = premises.terms[t];
    const bool taken = term.role != Term::Role::statement ||
                       std::find(statements.begin(), statements.end(), t) != statements.end();
    if (!taken) continue;
    if (term.same.empty()) return {};
    words += "|" + term.same;
  }
  return words;
}

std::shared_ptr<const Drawn> draw_with(const Premises& premises, const std::vector<std::size_t>& terms,
                                       const Tempering& settings, const std::stop_token& stop,
                                       Common& common) {
  Premises some = with_terms(premises, terms);
  std::string words = words_of(some, all_statements(some));
  if (words.empty()) return std::make_shared<const Drawn>(draw(some, settings, stop));
  words += "|drawn " + std::to_string(settings.particles) + " " + std::to_string(settings.runs) + " " +
           std::to_string(settings.seed);
  some.key = words;
  return common.draws.get(words, [&] { return std::make_shared<const Drawn>(draw(some, settings, stop)); });
}

std::shared_ptr<const Drawn> draw_from(const Premises& premises, const std::vector<std::size_t>& base,
                                       const std::vector<std::size_t>& terms, const Tempering& settings,
                                       const std::stop_token& stop, Common& common) {
  if (base.size() >= terms.size()) return draw_with(premises, terms, settings, stop, common);
  const auto parents = draw_with(premises, base, settings, stop, common);
  // Where flights that fit a part cannot be drawn soundly, flights that fit all of it cannot either.
  if (!parents->soundness.failed.empty() || parents->cloud.size == 0)
    return std::make_shared<const Drawn>(
        Drawn{.cloud = empty_cloud(premises, 0), .soundness = parents->soundness});
  std::vector<std::size_t> ordered = base;
  for (const std::size_t t : terms)
    if (std::find(base.begin(), base.end(), t) == base.end()) ordered.push_back(t);
  Premises some = with_terms(premises, ordered);
  some.key = premises.key + "|on a base";
  return std::make_shared<const Drawn>(draw_on(some, parents->cloud, base.size(), settings, stop));
}

}  // namespace recon::flight
