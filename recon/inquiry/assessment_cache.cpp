// SPDX-License-Identifier: Apache-2.0
#include "recon/inquiry/assessment_cache.hpp"

#include "recon/inquiry/archive.hpp"

namespace recon::inquiry {

// Every member of a value is named by a structured binding: one that is added later and forgotten here is an
// error of the compiler.

template <class Archive>
void pass(Archive& archive, incident::Place& value) {
  auto& [file, line, column] = value;
  pass_all(archive, file, line, column);
}
template <class Archive>
void pass(Archive& archive, geo::Pixel& value) {
  auto& [column, row] = value;
  pass_all(archive, column, row);
}
template <class Archive>
void pass(Archive& archive, normalise::Polar& value) {
  auto& [slant_range, azimuth, range_cell, azimuth_cell, elevation, elevation_cell] = value;
  pass_all(archive, slant_range, azimuth, range_cell, azimuth_cell, elevation, elevation_cell);
}
template <class Archive>
void pass(Archive& archive, normalise::Ellipse& value) {
  auto& [minor, axis] = value;
  pass_all(archive, minor, axis);
}
template <class Archive>
void pass(Archive& archive, normalise::ReadFix& value) {
  auto& [time, position, altitude, sigma, place, pixel, polar, cell, altitude_cell, above, time_sigma,
         ellipse] = value;
  pass_all(archive, time, position, altitude, sigma, place, pixel, polar, cell, altitude_cell, above,
           time_sigma, ellipse);
}

using assess::Telling;

// ---- tellings -------------------------------------------------------------------------------------

template <class Archive>
void pass(Archive& archive, Telling::Statement& value) {
  auto& [claim, printed, as_read, unit, cell, error, shown, misfit] = value;
  pass_all(archive, claim, printed, as_read, unit, cell, error, shown, misfit);
}
template <class Archive>
void pass(Archive& archive, Telling::Conflict& value) {
  auto& [statements, strain, proved, sentence] = value;
  pass_all(archive, statements, strain, proved, sentence);
}
template <class Archive>
void pass(Archive& archive, Telling::WouldHaveRead& value) {
  auto& [statement, figure, typicality, low, high, none, slow_prior, fast_prior, speed, sentence] = value;
  pass_all(archive, statement, figure, typicality, low, high, none, slow_prior, fast_prior, speed, sentence);
}
template <class Archive>
void pass(Archive& archive, Telling::Crossing& value) {
  auto& [mean, spread, time, along_border] = value;
  pass_all(archive, mean, spread, time, along_border);
}
template <class Archive>
void pass(Archive& archive, Telling::Flights& value) {
  auto& [drawn, time, length, depth, above_tip, speed, headings, cut_off, entry, exit, shift, flyable,
         flyable_by_time, failed, alone] = value;
  pass_all(archive, drawn, time, length, depth, above_tip, speed, headings, cut_off, entry, exit, shift,
           flyable, flyable_by_time, failed, alone);
}
template <class Archive>
void pass(Archive& archive, Telling& value) {
  auto& [narrative, aircraft, zone, border, reading, reading_words, statements, left_out, verdict, strain,
         proved, certificate, conflicts, would_have_read, flights, closest, shift, sentence] = value;
  pass_all(archive, narrative, aircraft, zone, border, reading, reading_words, statements, left_out, verdict,
           strain, proved, certificate, conflicts, would_have_read, flights, closest, shift, sentence);
}

// ---- answers --------------------------------------------------------------------------------------

template <class Archive>
void pass(Archive& archive, assess::Settings& value) {
  auto& [seed, draws, precise, call_inside_at, flights, together, threads] = value;
  pass_all(archive, seed, draws, precise, call_inside_at, flights, together, threads);
}
template <class Archive>
void pass(Archive& archive, assess::Probability& its) {
  auto& [value, low, high, hits, draws] = its;
  pass_all(archive, value, low, high, hits, draws);
}
template <class Archive>
void pass(Archive& archive, assess::Finding& value) {
  auto& [question, narrative, claim, reading, reading_words, border, basis, side, cause, inside, margin,
         nominal_margin, sigma, flip, flip_azimuth, dots, margin_at_least, counts, why_not_counted,
         why_unknown, instant, reason] = value;
  pass_all(archive, question, narrative, claim, reading, reading_words, border, basis, side, cause, inside,
           margin, nominal_margin, sigma, flip, flip_azimuth, dots, margin_at_least, counts, why_not_counted,
           why_unknown, instant, reason);
}
template <class Archive>
void pass(Archive& archive, assess::Answer& value) {
  auto& [question, narrative, side, mostly, cause, depends_on, inside, outside, undetermined, only_words,
         lowest, highest, sentence, flip_sentence, findings] = value;
  pass_all(archive, question, narrative, side, mostly, cause, depends_on, inside, outside, undetermined,
           only_words, lowest, highest, sentence, flip_sentence, findings);
}
template <class Archive>
void pass(Archive& archive, assess::Stated& its) {
  auto& [question, narrative, claim, reading_words, quantity, as_printed, as_read, value, unit, derived] =
      its;
  pass_all(archive, question, narrative, claim, reading_words, quantity, as_printed, as_read, value, unit,
           derived);
}
template <class Archive>
void pass(Archive& archive, assess::Consistency& value) {
  auto& [narrative, aircraft, title, claims, reading_words, border, verdict, sentence, quantity, unit,
         implied, allowed, allowed_because] = value;
  pass_all(archive, narrative, aircraft, title, claims, reading_words, border, verdict, sentence, quantity,
           unit, implied, allowed, allowed_because);
}
template <class Archive>
void pass(Archive& archive, assess::Agreement& value) {
  auto& [question, event, one, other, one_claim, other_claim, reading_words, separation, p_value, inflation,
         overlap, alternatives, in_words, sentence] = value;
  pass_all(archive, question, event, one, other, one_claim, other_claim, reading_words, separation, p_value,
           inflation, overlap, alternatives, in_words, sentence);
}
template <class Archive>
void pass(Archive& archive, assess::Ground& its) {
  auto& [asserts, claim, statement, words, verbatim, follows, figure, measured, reading_words, value, unit,
         place] = its;
  pass_all(archive, asserts, claim, statement, words, verbatim, follows, figure, measured, reading_words,
           value, unit, place);
}
template <class Archive>
void pass(Archive& archive, assess::Stance& value) {
  auto& [narrative, says, grounds] = value;
  pass_all(archive, narrative, says, grounds);
}
template <class Archive>
void pass(Archive& archive, assess::Proposition& value) {
  auto& [id, aircraft, zone, event, words, stances] = value;
  pass_all(archive, id, aircraft, zone, event, words, stances);
}
template <class Archive>
void pass(Archive& archive, assess::Concord& value) {
  auto& [aircraft, one, other, agree, opposed, differ] = value;
  pass_all(archive, aircraft, one, other, agree, opposed, differ);
}
template <class Archive>
void pass(Archive& archive, assess::Flip::Other& value) {
  auto& [what, side] = value;
  pass_all(archive, what, side);
}
template <class Archive>
void pass(Archive& archive, assess::Flip& value) {
  auto& [question, narrative, claim, reading_words, border, instant, side, shift, azimuth, at_least,
         in_sigmas, line, clock, least_flight, readings, borders, sentence] = value;
  pass_all(archive, question, narrative, claim, reading_words, border, instant, side, shift, azimuth,
           at_least, in_sigmas, line, clock, least_flight, readings, borders, sentence);
}
template <class Archive>
void pass(Archive& archive, assess::Doubt::Run& value) {
  auto& [changed, inside, change, error] = value;
  pass_all(archive, changed, inside, change, error);
}
template <class Archive>
void pass(Archive& archive, assess::Doubt& value) {
  auto& [question, narrative, kind, what, claim, reading_words, border, inside, runs, most, most_error] =
      value;
  pass_all(archive, question, narrative, kind, what, claim, reading_words, border, inside, runs, most,
           most_error);
}
template <class Archive>
void pass(Archive& archive, assess::Sensitivity& value) {
  auto& [doubts, cells, settled, draws] = value;
  pass_all(archive, doubts, cells, settled, draws);
}
template <class Archive>
void pass(Archive& archive, assess::TrackPair::Apart& value) {
  auto& [time, separation, sigmas] = value;
  pass_all(archive, time, separation, sigmas);
}
template <class Archive>
void pass(Archive& archive, assess::TrackPair& value) {
  auto& [aircraft, one, other, one_claim, other_claim, reading_words, apart, diverge, m2, freedom, p_value,
         p_without_bias, inflation, later, east, north, rms_before, rms_after, clock_known, frechet,
         hausdorff, sentence] = value;
  pass_all(archive, aircraft, one, other, one_claim, other_claim, reading_words, apart, diverge, m2, freedom,
           p_value, p_without_bias, inflation, later, east, north, rms_before, rms_after, clock_known,
           frechet, hausdorff, sentence);
}
template <class Archive>
void pass(Archive& archive, assess::Reconciler& value) {
  auto& [kind, one, other, one_claim, other_claim, event, what, moved, azimuth, shifted, p_before, p_after,
         reconciles, sentence] = value;
  pass_all(archive, kind, one, other, one_claim, other_claim, event, what, moved, azimuth, shifted, p_before,
           p_after, reconciles, sentence);
}
template <class Archive>
void pass(Archive& archive, assess::Marker& value) {
  auto& [narrative, claim, reading_words, event, aircraft, position, major, minor, orientation, counts] =
      value;
  pass_all(archive, narrative, claim, reading_words, event, aircraft, position, major, minor, orientation,
           counts);
}
template <class Archive>
void pass(Archive& archive, assess::DrawnBorder& value) {
  auto& [border, state, rings, lines] = value;
  pass_all(archive, border, state, rings, lines);
}
template <class Archive>
void pass(Archive& archive, assess::DrawnLimit& value) {
  auto& [zone, border, lines] = value;
  pass_all(archive, zone, border, lines);
}
template <class Archive>
void pass(Archive& archive, assess::DrawnTrack::Margins& value) {
  auto& [zone, border, margin, inside] = value;
  pass_all(archive, zone, border, margin, inside);
}
template <class Archive>
void pass(Archive& archive, assess::DrawnTrack::Stretch& value) {
  auto& [side, first, last, fixes] = value;
  pass_all(archive, side, first, last, fixes);
}
template <class Archive>
void pass(Archive& archive, assess::DrawnTrack::Sides& value) {
  auto& [zone, border, stretches] = value;
  pass_all(archive, zone, border, stretches);
}
template <class Archive>
void pass(Archive& archive, assess::DrawnTrack& value) {
  auto& [narrative, claim, aircraft, reading_words, fixes, margins, sides] = value;
  pass_all(archive, narrative, claim, aircraft, reading_words, fixes, margins, sides);
}
template <class Archive>
void pass(Archive& archive, assess::OwnBorder::Reference& value) {
  auto& [border, margin] = value;
  pass_all(archive, border, margin);
}
template <class Archive>
void pass(Archive& archive, assess::OwnBorder& value) {
  auto& [narrative, claim, aircraft, reading_words, zone, by_picture, by_reference, sentence] = value;
  pass_all(archive, narrative, claim, aircraft, reading_words, zone, by_picture, by_reference, sentence);
}
template <class Archive>
void pass(Archive& archive, assess::Standing& value) {
  auto& [question, zone, sentence] = value;
  pass_all(archive, question, zone, sentence);
}
template <class Archive>
void pass(Archive& archive, assess::Tip::Width& value) {
  auto& [inward, width] = value;
  pass_all(archive, inward, width);
}
template <class Archive>
void pass(Archive& archive, assess::Tip& value) {
  auto& [zone, border, landmark, landmark_name, inward, within, position, apart, gap, widths, carries, counts,
         sentence] = value;
  pass_all(archive, zone, border, landmark, landmark_name, inward, within, position, apart, gap, widths,
           carries, counts, sentence);
}
template <class Archive>
void pass(Archive& archive, assess::DrawnOften& value) {
  auto& [border, crossed, kept] = value;
  pass_all(archive, border, crossed, kept);
}
template <class Archive>
void pass(Archive& archive, assess::BorderWeight& value) {
  auto& [border, weight] = value;
  pass_all(archive, border, weight);
}
template <class Archive>
void pass(Archive& archive, assess::Pooled& value) {
  auto& [question, narrative, claim, reading_words, instant, inside, weights] = value;
  pass_all(archive, question, narrative, claim, reading_words, instant, inside, weights);
}
template <class Archive>
void pass(Archive& archive, assess::Assessment& value) {
  auto& [settings, findings, answers, stated, consistencies, agreements, propositions, concords, flips,
         sensitivity, track_pairs, reconcilers, tellings, markers, borders, limits, tracks, own_borders,
         standings, tips, drawn_often, pooled] = value;
  pass_all(archive, settings, findings, answers, stated, consistencies, agreements, propositions, concords,
           flips, sensitivity, track_pairs, reconcilers, tellings, markers, borders, limits, tracks,
           own_borders, standings, tips, drawn_often, pooled);
}

std::string written(const assess::Assessment& assessment) { return bytes_of(assessment); }
std::optional<assess::Assessment> read_assessment(std::string_view bytes) {
  return value_of<assess::Assessment>(bytes);
}
std::string written(const std::vector<Telling>& tellings) { return bytes_of(tellings); }
std::optional<std::vector<Telling>> read_tellings(std::string_view bytes) {
  return value_of<std::vector<Telling>>(bytes);
}

KeptFile kept_assessment(const std::filesystem::path& folder, std::string_view made_from) {
  return {folder, "recon assessment 2\n", made_from, ".assessment"};
}
KeptFile kept_tellings(const std::filesystem::path& folder, std::string_view made_from) {
  return {folder, "recon tellings 1\n", made_from, ".tellings"};
}

}  // namespace recon::inquiry
