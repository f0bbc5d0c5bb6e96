// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/pooled.hpp"

#include <algorithm>

namespace recon::assess {
namespace {

/// The weights of a zone's versions that decide; empty unless each has one.
std::vector<BorderWeight> weights_of(const Given& given, const std::string& zone) {
  std::vector<BorderWeight> weights;
  double sum = 0.0;
  for (const std::string& border : given.versions(zone)) {
    if (!given.decides(border) || given.shape(zone, border) == nullptr) continue;
    const auto version = given.borders.find(border);
    if (version == given.borders.end() || !version->second.about.weight) return {};
    weights.push_back({border, *version->second.about.weight});
    sum += weights.back().weight;
  }
  if (weights.size() < 2 || !(sum > 0.0)) return {};
  for (BorderWeight& weight : weights) weight.weight /= sum;
  return weights;
}

bool same_row(const Finding& a, const Finding& b) {
  return a.question == b.question && a.narrative == b.narrative && a.claim == b.claim &&
         a.reading_words == b.reading_words && a.instant == b.instant;
}

}  // namespace

std::vector<Pooled> pooled(const Given& given, const std::vector<Finding>& findings) {
  std::vector<Pooled> rows;
  for (const incident::Question& question : given.file.questions) {
    const std::vector<BorderWeight> weights = weights_of(given, question.zone.text);
    if (weights.empty()) continue;
    for (const Finding& first : findings) {
      // The cell of the first version stands for its row.
      if (first.question != question.id.text || first.border != weights.front().border) continue;
      double inside = 0.0;
      std::size_t found = 0;
      for (const BorderWeight& weight : weights)
        for (const Finding& cell : findings)
          if (same_row(first, cell) && cell.border == weight.border && cell.counts && cell.inside)
            inside += weight.weight * cell.inside->value, ++found;
      if (found != weights.size()) continue;
      rows.push_back({first.question, first.narrative, first.claim, first.reading_words, first.instant,
                      inside, weights});
    }
  }
  return rows;
}

}  // namespace recon::assess
