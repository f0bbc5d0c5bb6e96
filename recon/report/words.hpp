// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recon/assess/assessment.hpp"
#include "recon/incident/incident.hpp"

/// How a number and a verdict are said: one place, so that table, picture and sentence agree
/// (docs/visual.md, Numbers and words). Spaces inside a figure do not break; a minus is U+2212.
namespace recon::report {

/// A number with fixed digits and a decimal point, whatever the locale; "−" for minus, thin spaces from 10
/// 000.
[[nodiscard]] std::string fixed(double value, int digits);
/// Of a case without a question.
inline constexpr std::string_view asks_nothing =
    "The case asks nothing, and so nothing is answered: give it a question, as question { id: \"entered\" "
    "asks: "
    "\"Did it enter?\" aircraft: \"…\" want: EVER_INSIDE zone: \"…\" }, and a border and a zone if it has "
    "none.";

/// "89 %", ">99 %", "<1 %": whole per cent, never 0 % or 100 %. In tables also "<0.1 %".
[[nodiscard]] std::string percent(double probability);
[[nodiscard]] std::string percent_in_table(double probability);

/// The probability of a finding, rounded so that it does not contradict the side: 89.7 % that was not
/// enough for a call at 90 % is "89 %". Empty when there is none.
[[nodiscard]] std::string percent(const assess::Finding& finding, double call_inside_at);

/// "2.2 km", "890 m": two significant digits, km from 1 km, metres to 10 m.
[[nodiscard]] std::string distance(Length length);
/// "2.2 km (1.2 NM)".
[[nodiscard]] std::string distance_and_miles(Length length);
/// "+1.0 km", "−890 m": positive is inside.
[[nodiscard]] std::string margin_words(Length margin);
/// The margin of a finding, at its median or at the nominal position; empty when there is none.
[[nodiscard]] std::string margin_words(const assess::Finding& finding);
/// The margin a finding is drawn and sorted by.
[[nodiscard]] std::optional<Length> drawn_margin(const assess::Finding& finding);

/// A value in a base unit, said in the reader's: "m/s" as km/h, "m" as a distance, "s" as it is.
[[nodiscard]] std::string value_words(double value, std::string_view unit);
/// "392 km/h (379 to 406)"; open ends as "at least" and "at most".
[[nodiscard]] std::string interval_words(const Interval<double>& value, std::string_view unit);

/// "four"; figures from thirteen.
[[nodiscard]] std::string count_word(std::size_t count);
/// "4 readings", "1 reading".
[[nodiscard]] std::string counted(std::size_t count, std::string_view noun);

[[nodiscard]] std::string_view side_word(assess::Side side);  // "inside"
[[nodiscard]] std::string_view side_mark(assess::Side side);  // ● ○ ◐
/// Why a side was not called, as a clause: "the margin is smaller than its error"; empty for Cause::none.
[[nodiscard]] std::string_view cause_clause(assess::Cause cause);
/// The same in two or three words, for a cell.
[[nodiscard]] std::string_view cause_in_a_cell(assess::Cause cause);
[[nodiscard]] std::string_view verdict_word(assess::Consistency::Verdict verdict);  // "Strained"

/// "inside", "outside, mostly", "undetermined".
[[nodiscard]] std::string headline(const assess::Answer& answer);
/// What follows a headline: "depends on the border version", "in words only, with no figure to test".
[[nodiscard]] std::string headline_rest(const assess::Answer& answer);

/// The options that all of these readings share and none of the others has, of "statute mi · nearest edge"
/// and "nautical mi · nearest edge" beside "statute mi · from the tip": "nearest edge". Empty where there is
/// none.
[[nodiscard]] std::string options_that_tell(const std::vector<std::string>& readings,
                                            const std::vector<std::string>& others);

/// Questions whose answer is not a side (how long, how deep, can both be right) have no verdict.
[[nodiscard]] bool asks_a_side(const incident::Question& question);

/// "Turkey" for TUR, in English use; the code itself for a state that is not in the table.
[[nodiscard]] std::string state_name(std::string_view alpha3);

/// 95 % half-width of a border version's own error, from its stated sigmas; nullopt when none is stated.
[[nodiscard]] std::optional<Length> border_error(const incident::Border& border);

/// A date as people write it: "24 November 2015"; other text stays.
[[nodiscard]] std::string date_words(std::string_view iso);

}  // namespace recon::report
