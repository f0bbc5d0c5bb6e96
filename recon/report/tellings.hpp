// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "recon/report/view.hpp"

/// Tellings in the order and the words in which a report shows them: one place for terminal and page. An
/// account has a telling for every joint reading and border version; those with one outcome are told once.
namespace recon::report {

/// Tellings of one account and aircraft with one verdict, and the same statements that cannot stand together.
struct Outcome {
  assess::Telling::Verdict verdict = assess::Telling::Verdict::unresolved;
  std::vector<const assess::Telling*> tellings;  // that with the least strain first
  std::vector<std::string> where;            // "statute or nautical mi; Survey 2000", each a block of them
  std::string off_by;                        // "off by 3.4 to 12 times the error"; empty when within it
  std::vector<std::string> sentences;        // of the telling that comes closest
  std::vector<std::string> in_short;         // the same by the names of the statements
  std::string flown;                         // what the flights that fit do; empty when there are none
  std::vector<std::string> would_have_read;  // of the telling that comes closest, by statement
  std::string way_out;  // what it would take to bring the closest or the median flight out, or in
};

/// Can one flight do all that an account says of one aircraft?
struct AccountTold {
  const Account* account = nullptr;
  std::string aircraft;           // its name
  std::string count;              // "12 readings × 4 border versions: 30 contradict, 8 stretched, 10 fit"
  std::vector<Outcome> outcomes;  // contradictions first, then stretched, fitting, not resolved
};

/// In the order of the assessment; empty when it holds no telling.
///   (1) every telling stands in exactly one outcome
///   (2) the blocks of an outcome name its tellings and no other of the account and aircraft
[[nodiscard]] std::vector<AccountTold> told_accounts(const View& view);

/// "contradicts", "stretched", "fits", "not resolved".
[[nodiscard]] std::string_view verdict_word(assess::Telling::Verdict verdict);

/// "3.4", "12": how many times the error.
[[nodiscard]] std::string times_words(double strain);

/// What the closest flight shows of a statement, in its reader's unit: "18.9 s".
[[nodiscard]] std::string shown_words(double value, const std::string& unit);

/// One telling's reading and border: "statute mi · nearest edge; Survey 2000".
[[nodiscard]] std::string telling_title(const View& view, const assess::Telling& telling);

/// "17 s (16 to 18 s) inside, ...": what flights that fit do, median and in brackets 5 to 95 %; deep is from
/// the nearest edge, speed over the ground. Several tellings are not averaged: medians and shares are then a
/// range, 5 and 95 % the outermost. Empty when none has sound flights.
[[nodiscard]] std::string flown_words(const std::vector<const assess::Telling*>& tellings);

/// "They enter 1.2 km (0.4 to 2.0 km) right of the tip, ...": where and when flights that fit cross the
/// border. Empty where they do not.
[[nodiscard]] std::string crossing_words(const assess::Telling& telling);

/// "To bring the whole closest flight out of it, it would have to lie 2.1 km further south (azimuth 187°).";
/// empty where no shift is known.
[[nodiscard]] std::string way_out_words(const View& view, const assess::Telling& telling);

/// "An aircraft of this type can fly 93 % of the flights that do all of it; of those that fit the time alone,
/// 76 %."; empty where that was not asked.
[[nodiscard]] std::string flyable_words(const assess::Telling& telling);

}  // namespace recon::report
