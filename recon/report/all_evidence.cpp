// SPDX-License-Identifier: Apache-2.0
#include "recon/report/all_evidence.hpp"

#include <array>
#include <cmath>
#include <cstdio>

#include "recon/assess/weighing.hpp"
#include "recon/assess/words.hpp"
#include "recon/report/text.hpp"

namespace recon::report {
namespace {

constexpr std::size_t wide = 100;

std::string lines_of(const std::string& text, const std::string& indent) {
  std::string lines;
  for (const std::string& line : wrap(for_terminal(text), wide - indent.size()))
    lines += indent + line + "\n";
  return lines;
}

std::string name_of(const inquiry::Inquiry& inquiry, const std::string& id) {
  const incident::Narrative* narrative = incident::find_narrative(inquiry.incident, id);
  if (narrative == nullptr) return id;
  if (!narrative->title.empty()) return narrative->title.text;
  const incident::Party* party = incident::find(inquiry.incident.parties, narrative->party.text);
  return party != nullptr && !party->name.empty() ? party->name.text : id;
}

std::string asks(const inquiry::Inquiry& inquiry, const std::string& id) {
  const incident::Question* question = incident::find(inquiry.incident.questions, id);
  return question != nullptr && !question->asks.empty() ? question->asks.text : id;
}

std::string two_digits(double ratio) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), ratio < 0.1 ? "%.3f" : ratio < 10.0 ? "%.1f" : "%.0f", ratio);
  return text.data();
}

std::string weighed(const inquiry::Inquiry& inquiry, const assess::Weighing& weighing) {
  const std::string one = name_of(inquiry, weighing.one), other = name_of(inquiry, weighing.other);
  std::string text = lines_of(asks(inquiry, weighing.question) + " " + one + " against " + other + ".", "  ");
  for (const assess::Weighing::At& at : weighing.curve) {
    std::array<char, 32> weight{};
    std::snprintf(weight.data(), weight.size(), "    %3.0f %%   ", 100.0 * at.weight);
    text += weight.data() + for_terminal(assess::percent_range(at.low, at.high)) + "\n";
  }
  return text + lines_of(weighing.sentence, "    ");
}

std::string ratios(const assess::Finding& finding) {
  std::string text = finding.claim +
                     (finding.reading_words.empty() ? "" : " (" + finding.reading_words + ")") + ", " +
                     finding.border + ", " + assess::said_margin(*finding.nominal_margin) + ": ";
  std::string list;
  for (const assess::LikelihoodRatio& told :
       assess::likelihood_ratios(*finding.nominal_margin, *finding.sigma))
    list += (list.empty() ? "" : "; ") +
            std::string{told.capped ? (told.ratio > 1.0 ? "over " : "under ") : ""} + two_digits(told.ratio) +
            " (" + std::string{told.support} + ") against " + assess::si(told.outside_width);
  return lines_of(text + list + ".", "    ");
}

}  // namespace

std::string all_evidence(const inquiry::Inquiry& inquiry) {
  std::string text =
      "\nAll evidence together\n" +
      lines_of(
          "A second look that no answer above depends on. The weight is the first account's; it is "
          "yours to give, and the sources give none. Range: readings and border versions.",
          "  ");
  const auto weighings = assess::weighings(inquiry.assessment);
  if (weighings.empty()) text += lines_of("No two accounts give one question a probability.", "  ");
  for (const assess::Weighing& weighing : weighings) text += "\n" + weighed(inquiry, weighing);

  std::string told;
  for (const assess::Finding& finding : inquiry.assessment.findings)
    if (finding.counts && finding.basis == assess::Basis::position && finding.nominal_margin &&
        finding.sigma && *finding.sigma > metres(0))
      told += ratios(finding);
  if (told.empty()) return text;
  return text + "\n" +
         lines_of(
             "How much better the position fits an aircraft anywhere up to 2 km inside than one anywhere up "
             "to 1, 2 or 5 "
             "km outside (likelihood ratio, ENFSI 2015 words, capped at 200 because one figure in 200 is "
             "grossly wrong). It moves with the alternative, so no one of the three is the answer.",
             "  ") +
         told;
}

}  // namespace recon::report
