// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <google/protobuf/util/json_util.h>

#include "recon/report/report.hpp"
#include "recon/report/view.hpp"
#include "recon/report/words.hpp"
#include "recon/v1/assessment.pb.h"

namespace recon::report {
namespace {

namespace file = recon::v1;
using Message = file::Assessment;

/// Rounded to what it can mean: a millimetre, a nanodegree, a millionth of the draws. It keeps the last
/// bit of a machine out of a file that people compare.
double decimals(double value, int digits) {
  if (!std::isfinite(value)) return value;
  const double scale = std::pow(10.0, digits);
  return std::round(value * scale) / scale;
}

double mm(Length length) { return decimals(in_metres(length), 3); }
double angle(Angle value) { return decimals(in_degrees(value), 9); }
double share(double value) { return decimals(value, 6); }

/// Only what was said: an empty string stays out of the file.
#define RECON_SET(message, field, value)                \
  do {                                                  \
    if (!(value).empty()) (message).set_##field(value); \
  } while (false)

std::string_view word_of(assess::Cause cause) {
  using assess::Cause;
  switch (cause) {
    case Cause::none:
      return "";
    case Cause::margin_smaller_than_error:
      return "margin_smaller_than_error";
    case Cause::too_close_to_call:
      return "too_close_to_call";
    case Cause::only_words:
      return "only_words";
    case Cause::depends_on_border:
      return "depends_on_border";
    case Cause::depends_on_reading:
      return "depends_on_reading";
    case Cause::beyond_the_data:
      return "beyond_the_data";
    case Cause::zone_absent:
      return "zone_absent";
    case Cause::nothing_said:
      return "nothing_said";
    case Cause::height_not_given:
      return "height_not_given";
    case Cause::says_nothing_of_the_rest:
      return "says_nothing_of_the_rest";
  }
  return "";
}

std::string_view word_of(assess::Basis basis) {
  switch (basis) {
    case assess::Basis::position:
      return "position";
    case assess::Basis::relation:
      return "relation";
    case assess::Basis::words:
      break;
  }
  return "words";
}

std::string_view word_of(assess::Consistency::Verdict verdict) {
  using Verdict = assess::Consistency::Verdict;
  switch (verdict) {
    case Verdict::holds:
      return "holds";
    case Verdict::strained:
      return "strained";
    case Verdict::impossible:
      return "impossible";
    case Verdict::open:
      break;
  }
  return "open";
}

std::string_view word_of(assess::Telling::Verdict verdict) {
  using Verdict = assess::Telling::Verdict;
  switch (verdict) {
    case Verdict::fits:
      return "fits";
    case Verdict::stretched:
      return "stretched";
    case Verdict::contradiction:
      return "contradiction";
    case Verdict::unresolved:
      break;
  }
  return "unresolved";
}

std::string_view word_of(assess::Stance::Says says) {
  using Says = assess::Stance::Says;
  switch (says) {
    case Says::asserts:
      return "asserts";
    case Says::denies:
      return "denies";
    case Says::both:
      return "both";
    case Says::undetermined:
      return "undetermined";
    case Says::silent:
      break;
  }
  return "silent";
}

std::string_view word_of(incident::Severity severity) {
  switch (severity) {
    case incident::Severity::error:
      return "error";
    case incident::Severity::warning:
      return "warning";
    case incident::Severity::note:
      break;
  }
  return "note";
}

std::string_view word_of(normalise::Moment::Kind kind) {
  using Kind = normalise::Moment::Kind;
  switch (kind) {
    case Kind::unsaid:
      return "";
    case Kind::event:
      return "event";
    case Kind::time:
      return "time";
    case Kind::while_inside:
      return "while_inside";
    case Kind::closest:
      return "closest";
    case Kind::throughout:
      return "throughout";
  }
  return "";
}

std::string said(std::string_view word) { return std::string{word}; }

void set(Message::Place& out, const incident::Place& place) {
  RECON_SET(out, file, place.file);
  if (place.line > 0) out.set_line(place.line);
  if (place.column > 0) out.set_column(place.column);
}

void set(Message::Position& out, const geo::Position& position) {
  out.set_latitude_deg(angle(position.latitude));
  out.set_longitude_deg(angle(position.longitude));
}

void set(Message::Value& out, const Interval<double>& value, std::string_view unit) {
  out.set_lowest(decimals(value.lowest, 6));
  out.set_stated(decimals(value.stated, 6));
  out.set_highest(decimals(value.highest, 6));
  if (!unit.empty()) out.set_unit(said(unit));
}

template <class Q>
Interval<double> base(const Interval<Q>& value) {
  return {value.lowest.base(), value.stated.base(), value.highest.base()};
}
Interval<double> base(const Interval<Duration>& value) {
  return {in_seconds(value.lowest), in_seconds(value.stated), in_seconds(value.highest)};
}

// ---- what a claim means: one line for each kind -----------------------------------------------------

class MeaningWriter {
public:
  explicit MeaningWriter(Message::ReadClaim& out) : out_{out} {}

  void operator()(const normalise::Located& m) const {
    out_.set_kind("located");
    set(*out_.mutable_position(), m.position);
  }
  void operator()(const normalise::Near& m) const {
    out_.set_kind("near");
    out_.set_landmark(m.landmark);
    set(*out_.mutable_position(), m.position);
  }
  void operator()(const normalise::Radial& m) const {
    out_.set_kind("radial");
    out_.set_landmark(m.landmark);
    set(*out_.mutable_position(), m.from);
    set(*out_.mutable_azimuth(), base(m.azimuth), "deg");
    if (m.distance) set(*out_.mutable_value(), base(*m.distance), "m");
  }
  void operator()(const normalise::FromEdge& m) const { in_zone("from_edge", m.zone, base(m.distance), "m"); }
  void operator()(const normalise::FromLandmark& m) const {
    value("from_landmark", base(m.distance), "m");
    out_.set_landmark(m.landmark);
    set(*out_.mutable_position(), m.from);
  }
  void operator()(const normalise::FromEvent& m) const {
    value("from_event", base(m.distance), "m");
    out_.set_landmark(m.event);
  }
  void operator()(const normalise::SideSaid& m) const {
    out_.set_kind("side");
    out_.set_zone(m.zone);
  }
  void operator()(const normalise::TimeInside& m) const { in_zone("time_inside", m.zone, base(m.time), "s"); }
  void operator()(const normalise::LengthInside& m) const {
    in_zone("length_inside", m.zone, base(m.length), "m");
  }
  void operator()(const normalise::DepthInside& m) const {
    in_zone("depth_inside", m.zone, base(m.depth), "m");
    if (m.vertex) set(*out_.mutable_position(), *m.vertex);
  }
  void operator()(const normalise::Height& m) const { value("height", base(m.height), "m"); }
  void operator()(const normalise::SpeedSaid& m) const { value("speed", base(m.speed), "m/s"); }
  void operator()(const normalise::HeadingSaid& m) const { value("heading", base(m.heading), "deg"); }
  void operator()(const normalise::HeadingTowards& m) const {
    out_.set_kind("heading_towards");
    out_.set_landmark(m.landmark);
    set(*out_.mutable_position(), m.position);
  }
  void operator()(const normalise::TurnSaid& m) const {
    if (m.through)
      value("turn", base(*m.through), "deg");
    else if (m.onto)
      value("turn_onto", base(*m.onto), "deg");
    else
      out_.set_kind("turn");
  }
  void operator()(const normalise::VerticalSaid& m) const {
    if (m.rate)
      value("vertical", base(*m.rate), "m/s");
    else
      out_.set_kind("vertical");
  }
  void operator()(const normalise::TimeSaid& m) const {
    out_.set_kind("time");
    out_.set_earliest(iso_8601(m.time.lowest));
    out_.set_latest(iso_8601(m.time.highest));
  }
  void operator()(const normalise::TimeBetween& m) const { value("time_between", base(m.time), "s"); }
  void operator()(const normalise::DistanceBetween& m) const {
    value("distance_between", base(m.distance), "m");
  }
  void operator()(const normalise::TrackRead& m) const {
    out_.set_kind("track");
    out_.set_fixes(static_cast<std::uint32_t>(m.fixes.size()));
  }
  void operator()(const normalise::ExcursionsSaid& m) const {
    in_zone("excursions", m.zone, m.count, "count");
  }
  void operator()(const normalise::CrossingSaid& m) const {
    out_.set_kind("crossing");
    out_.set_zone(m.zone);
    if (m.from) set(*out_.mutable_azimuth(), base(*m.from), "deg");
  }
  void operator()(const normalise::InWords&) const { out_.set_kind("in_words"); }
  void operator()(const normalise::Unanswerable& m) const {
    out_.set_kind("unanswerable");
    out_.set_unanswerable(m.why);
  }

private:
  void value(const char* kind, const Interval<double>& interval, std::string_view unit) const {
    out_.set_kind(kind);
    set(*out_.mutable_value(), interval, unit);
  }
  void in_zone(const char* kind, const std::string& zone, const Interval<double>& interval,
               std::string_view unit) const {
    value(kind, interval, unit);
    RECON_SET(out_, zone, zone);
  }

  Message::ReadClaim& out_;
};

// ---- lists, in the order of the assessment ----------------------------------------------------------

template <class List>
void set_reading(List* out, const std::vector<normalise::OptionTaken>& reading) {
  for (const normalise::OptionTaken& taken : reading) {
    Message::OptionTaken* entry = out->Add();
    entry->set_choice(taken.choice);
    entry->set_option(taken.option);
  }
}

void set(Message::Moment& out, const normalise::Moment& moment) {
  out.set_kind(said(word_of(moment.kind)));
  RECON_SET(out, name, moment.name);
  if (!moment.time) return;
  out.set_earliest(iso_8601(moment.time->lowest));
  out.set_stated(iso_8601(moment.time->stated));
  out.set_latest(iso_8601(moment.time->highest));
}

void set(Message::ReadClaim& out, const normalise::ReadClaim& claim) {
  out.set_claim(claim.claim);
  RECON_SET(out, statement, claim.statement);
  RECON_SET(out, narrative, claim.narrative);
  RECON_SET(out, aircraft, claim.aircraft);
  RECON_SET(out, sensor, claim.sensor);
  set_reading(out.mutable_reading(), claim.reading);
  RECON_SET(out, reading_words, claim.reading_words);
  out.set_weight(share(claim.weight));
  if (claim.moment.kind != normalise::Moment::Kind::unsaid) set(*out.mutable_moment(), claim.moment);
  RECON_SET(out, figure, claim.figure);
  RECON_SET(out, as_read, claim.as_read);
  out.set_error_random_m(mm(claim.error.random));
  out.set_error_bias_m(mm(claim.error.bias));
  out.set_error_clock_s(decimals(in_seconds(claim.error.clock), 3));
  RECON_SET(out, error_because, claim.error.because);
  std::visit(MeaningWriter{out}, claim.meaning);
  out.set_counts(claim.counts);
  RECON_SET(out, why_not_counted, claim.why_not_counted);
}

void set(Message::Choice& out, const normalise::Choice& choice) {
  out.set_id(choice.id);
  out.set_about(said(name_of(choice.about)));
  RECON_SET(out, narrative, choice.narrative);
  RECON_SET(out, within, choice.within);
  RECON_SET(out, asks, choice.asks);
  out.set_settled(choice.settled);
  for (const normalise::Option& option : choice.options) {
    Message::Option& entry = *out.add_option();
    entry.set_id(option.id);
    RECON_SET(entry, means, option.means);
    entry.set_weight(share(option.weight));
    RECON_SET(entry, because, option.because);
    RECON_SET(entry, source, option.source);
  }
}

void set(Message::Finding& out, const assess::Finding& finding) {
  out.set_question(finding.question);
  out.set_narrative(finding.narrative);
  RECON_SET(out, claim, finding.claim);
  set_reading(out.mutable_reading(), finding.reading);
  RECON_SET(out, reading_words, finding.reading_words);
  RECON_SET(out, border, finding.border);
  out.set_basis(said(word_of(finding.basis)));
  out.set_side(said(side_word(finding.side)));
  RECON_SET(out, cause, said(word_of(finding.cause)));
  if (finding.inside) {
    Message::Probability& p = *out.mutable_inside();
    p.set_value(share(finding.inside->value));
    p.set_low(share(finding.inside->low));
    p.set_high(share(finding.inside->high));
    p.set_hits(finding.inside->hits);
    p.set_draws(finding.inside->draws);
  }
  if (finding.margin) {
    out.set_margin_5_m(mm(finding.margin->lowest));
    out.set_margin_50_m(mm(finding.margin->stated));
    out.set_margin_95_m(mm(finding.margin->highest));
  }
  if (finding.nominal_margin) out.set_nominal_margin_m(mm(*finding.nominal_margin));
  if (finding.sigma) out.set_sigma_m(mm(*finding.sigma));
  if (finding.flip) out.set_flip_m(mm(*finding.flip));
  if (finding.flip_azimuth) out.set_flip_azimuth_deg(decimals(in_degrees(*finding.flip_azimuth), 3));
  for (const Length dot : finding.dots) out.add_dot_m(mm(dot));
  if (finding.margin_at_least) out.set_margin_at_least(true);
  out.set_counts(finding.counts);
  RECON_SET(out, why_not_counted, finding.why_not_counted);
  RECON_SET(out, instant, finding.instant);
  RECON_SET(out, reason, finding.reason);
}

void set(Message::Answer& out, const assess::Answer& answer) {
  out.set_question(answer.question);
  out.set_narrative(answer.narrative);
  out.set_side(said(side_word(answer.side)));
  out.set_mostly(answer.mostly);
  RECON_SET(out, cause, said(word_of(answer.cause)));
  RECON_SET(out, depends_on, answer.depends_on);
  out.set_inside(answer.inside);
  out.set_outside(answer.outside);
  out.set_undetermined(answer.undetermined);
  if (answer.only_words) out.set_only_words(true);
  if (answer.lowest) out.set_lowest(share(*answer.lowest));
  if (answer.highest) out.set_highest(share(*answer.highest));
  RECON_SET(out, sentence, answer.sentence);
  RECON_SET(out, flip_sentence, answer.flip_sentence);
  for (const std::size_t index : answer.findings) out.add_finding(index);
}

void set(Message::Stated& out, const assess::Stated& stated) {
  RECON_SET(out, question, stated.question);
  RECON_SET(out, narrative, stated.narrative);
  RECON_SET(out, claim, stated.claim);
  RECON_SET(out, reading_words, stated.reading_words);
  RECON_SET(out, quantity, stated.quantity);
  RECON_SET(out, as_printed, stated.as_printed);
  RECON_SET(out, as_read, stated.as_read);
  if (stated.value) set(*out.mutable_value(), *stated.value, stated.unit);
  if (stated.derived) out.set_derived(true);
}

void set(Message::Consistency& out, const assess::Consistency& row) {
  RECON_SET(out, narrative, row.narrative);
  RECON_SET(out, aircraft, row.aircraft);
  RECON_SET(out, title, row.title);
  for (const std::string& claim : row.claims) out.add_claim(claim);
  RECON_SET(out, reading_words, row.reading_words);
  RECON_SET(out, border, row.border);
  out.set_verdict(said(word_of(row.verdict)));
  RECON_SET(out, sentence, row.sentence);
  RECON_SET(out, quantity, row.quantity);
  if (row.implied) set(*out.mutable_implied(), *row.implied, row.unit);
  if (row.allowed) set(*out.mutable_allowed(), *row.allowed, row.unit);
  RECON_SET(out, allowed_because, row.allowed_because);
}

void set(Message::Agreement& out, const assess::Agreement& agreement) {
  RECON_SET(out, question, agreement.question);
  RECON_SET(out, event, agreement.event);
  RECON_SET(out, one, agreement.one);
  RECON_SET(out, other, agreement.other);
  RECON_SET(out, one_claim, agreement.one_claim);
  RECON_SET(out, other_claim, agreement.other_claim);
  RECON_SET(out, reading_words, agreement.reading_words);
  if (agreement.separation) out.set_separation_m(mm(*agreement.separation));
  if (agreement.p_value) out.set_p_value(share(*agreement.p_value));
  if (agreement.inflation) out.set_inflation(decimals(*agreement.inflation, 3));
  RECON_SET(out, sentence, agreement.sentence);
  if (agreement.overlap) out.set_overlap(share(*agreement.overlap));
  if (agreement.alternatives) out.set_alternatives(true);
  if (agreement.in_words) out.set_in_words(true);
}

void set(Message::Marker& out, const assess::Marker& marker) {
  RECON_SET(out, narrative, marker.narrative);
  RECON_SET(out, claim, marker.claim);
  RECON_SET(out, reading_words, marker.reading_words);
  RECON_SET(out, event, marker.event);
  RECON_SET(out, aircraft, marker.aircraft);
  set(*out.mutable_position(), marker.position);
  out.set_major_m(mm(marker.major));
  out.set_minor_m(mm(marker.minor));
  out.set_orientation_deg(decimals(in_degrees(marker.orientation), 3));
  out.set_counts(marker.counts);
}

void set(Message::Metres& out, const Interval<Length>& metres) {
  out.set_lowest_m(mm(metres.lowest));
  out.set_stated_m(mm(metres.stated));
  out.set_highest_m(mm(metres.highest));
}

void set(Message::Track& out, const assess::DrawnTrack& track) {
  RECON_SET(out, narrative, track.narrative);
  RECON_SET(out, claim, track.claim);
  RECON_SET(out, aircraft, track.aircraft);
  RECON_SET(out, reading_words, track.reading_words);
  for (const normalise::ReadFix& fix : track.fixes) {
    Message::Fix& entry = *out.add_fix();
    if (fix.time) entry.set_time(iso_8601(*fix.time));
    set(*entry.mutable_position(), fix.position);
    if (fix.altitude) entry.set_altitude_m(mm(*fix.altitude));
    entry.set_sigma_m(mm(fix.sigma));
  }
  for (const assess::DrawnTrack::Margins& margins : track.margins) {
    Message::TrackMargins& entry = *out.add_margins();
    RECON_SET(entry, zone, margins.zone);
    RECON_SET(entry, border, margins.border);
    for (const Interval<Length>& margin : margins.margin) set(*entry.add_margin(), margin);
    for (const double inside : margins.inside) entry.add_inside(share(inside));
  }
  for (const assess::DrawnTrack::Sides& sides : track.sides) {
    Message::TrackSides& entry = *out.add_sides();
    RECON_SET(entry, zone, sides.zone);
    RECON_SET(entry, border, sides.border);
    for (const assess::DrawnTrack::Stretch& its : sides.stretches) {
      Message::Stretch& stretch = *entry.add_stretch();
      stretch.set_side(said(side_word(its.side)));
      stretch.set_first(iso_8601(its.first));
      stretch.set_last(iso_8601(its.last));
      stretch.set_fixes(its.fixes);
    }
  }
}

void set(Message::Line& out, const std::vector<geo::Position>& line) {
  for (const geo::Position& position : line) {
    out.add_longitude_deg(angle(position.longitude));
    out.add_latitude_deg(angle(position.latitude));
  }
}

void set_lines(Message::DrawnLine& out, const std::vector<std::vector<geo::Position>>& lines) {
  for (const auto& line : lines) set(*out.add_line(), line);
}

// ---- accounts side by side ------------------------------------------------------------------------

void set(Message::Proposition::Ground& out, const assess::Ground& ground) {
  out.set_claim(ground.claim);
  out.set_statement(ground.statement);
  out.set_asserts(ground.asserts);
  RECON_SET(out, words, ground.words);
  if (ground.verbatim) out.set_verbatim(true);
  RECON_SET(out, follows, ground.follows);
  RECON_SET(out, figure, ground.figure);
  RECON_SET(out, measured, ground.measured);
  RECON_SET(out, reading_words, ground.reading_words);
  if (ground.value) set(*out.mutable_value(), *ground.value, ground.unit);
  if (!ground.place.file.empty()) set(*out.mutable_place(), ground.place);
}

void set(Message::Proposition& out, const assess::Proposition& proposition) {
  out.set_id(proposition.id);
  out.set_aircraft(proposition.aircraft);
  RECON_SET(out, zone, proposition.zone);
  RECON_SET(out, event, proposition.event);
  out.set_words(proposition.words);
  for (const assess::Stance& stance : proposition.stances) {
    Message::Proposition::Stance& entry = *out.add_stance();
    entry.set_narrative(stance.narrative);
    entry.set_says(said(word_of(stance.says)));
    for (const assess::Ground& ground : stance.grounds) set(*entry.add_ground(), ground);
  }
}

void set(Message::Concord& out, const assess::Concord& concord) {
  out.set_aircraft(concord.aircraft);
  out.set_one(concord.one);
  out.set_other(concord.other);
  for (const std::string& id : concord.agree) out.add_agree(id);
  for (const std::string& id : concord.opposed) out.add_opposed(id);
  for (const std::string& id : concord.differ) out.add_differ(id);
}

// ---- what the answers turn on ---------------------------------------------------------------------

void set(Message::Flip& out, const assess::Flip& flip) {
  out.set_question(flip.question);
  out.set_narrative(flip.narrative);
  out.set_claim(flip.claim);
  RECON_SET(out, reading_words, flip.reading_words);
  RECON_SET(out, border, flip.border);
  RECON_SET(out, instant, flip.instant);
  out.set_side(flip.side);
  out.set_shift_m(mm(flip.shift));
  if (flip.azimuth) out.set_azimuth_deg(angle(*flip.azimuth));
  if (flip.at_least) out.set_at_least(true);
  if (flip.in_sigmas) out.set_in_sigmas(decimals(*flip.in_sigmas, 3));
  out.set_line_m(mm(flip.line));
  if (flip.clock) out.set_clock_s(decimals(in_seconds(*flip.clock), 2));
  out.set_least_flight_s(decimals(in_seconds(flip.least_flight), 2));
  const auto add = [](auto& entry, const assess::Flip::Other& other) {
    entry.set_what(other.what);
    entry.set_side(other.side);
  };
  for (const assess::Flip::Other& other : flip.readings) add(*out.add_reading(), other);
  for (const assess::Flip::Other& other : flip.borders) add(*out.add_other_border(), other);
  RECON_SET(out, sentence, flip.sentence);
}

void set(Message::Sensitivity& out, const assess::Sensitivity& sensitivity) {
  out.set_cells(sensitivity.cells);
  out.set_settled(sensitivity.settled);
  out.set_draws(sensitivity.draws);
  for (const assess::Doubt& doubt : sensitivity.doubts) {
    Message::Sensitivity::Doubt& entry = *out.add_doubt();
    entry.set_question(doubt.question);
    entry.set_narrative(doubt.narrative);
    entry.set_what(doubt.what);
    entry.set_claim(doubt.claim);
    RECON_SET(entry, reading_words, doubt.reading_words);
    RECON_SET(entry, border, doubt.border);
    entry.set_inside(share(doubt.inside));
    for (const assess::Doubt::Run& run : doubt.runs) {
      Message::Sensitivity::Run& other = *entry.add_run();
      other.set_changed(run.changed);
      other.set_inside(share(run.inside));
      other.set_change(decimals(run.change, 5));
      other.set_error(decimals(run.error, 5));
    }
    entry.set_most(decimals(doubt.most, 5));
    entry.set_most_error(decimals(doubt.most_error, 5));
  }
}

void set(Message::TrackPair& out, const assess::TrackPair& pair) {
  out.set_aircraft(pair.aircraft);
  out.set_one(pair.one);
  out.set_other(pair.other);
  out.set_one_claim(pair.one_claim);
  out.set_other_claim(pair.other_claim);
  RECON_SET(out, reading_words, pair.reading_words);
  for (const assess::TrackPair::Apart& apart : pair.apart) {
    Message::TrackPair::Apart& entry = *out.add_apart();
    entry.set_time(iso_8601(apart.time));
    set(*entry.mutable_separation(), apart.separation);
    entry.set_sigmas(decimals(apart.sigmas, 3));
  }
  if (pair.diverge) out.set_diverge(iso_8601(*pair.diverge));
  out.set_m2(decimals(pair.m2, 3));
  out.set_freedom(pair.freedom);
  out.set_p_value(share(pair.p_value));
  out.set_p_without_bias(share(pair.p_without_bias));
  if (pair.inflation) out.set_inflation(decimals(*pair.inflation, 3));
  if (pair.clock_known) out.set_later_s(decimals(in_seconds(pair.later), 2));
  out.set_east_m(mm(pair.east));
  out.set_north_m(mm(pair.north));
  out.set_rms_before_m(mm(pair.rms_before));
  out.set_rms_after_m(mm(pair.rms_after));
  out.set_clock_known(pair.clock_known);
  out.set_frechet_m(mm(pair.frechet));
  out.set_hausdorff_m(mm(pair.hausdorff));
  RECON_SET(out, sentence, pair.sentence);
}

void set(Message::OwnBorder& out, const assess::OwnBorder& row) {
  out.set_narrative(row.narrative);
  out.set_claim(row.claim);
  out.set_aircraft(row.aircraft);
  RECON_SET(out, reading_words, row.reading_words);
  out.set_zone(row.zone);
  set(*out.mutable_by_picture(), row.by_picture);
  for (const assess::OwnBorder::Reference& reference : row.by_reference) {
    Message::OwnBorder::Reference& entry = *out.add_by_reference();
    entry.set_border(reference.border);
    set(*entry.mutable_margin(), reference.margin);
  }
  out.set_sentence(row.sentence);
}

std::string_view word_of(assess::Reconciler::Kind kind) {
  using Kind = assess::Reconciler::Kind;
  switch (kind) {
    case Kind::offset:
      return "offset";
    case Kind::clock:
      return "clock";
    case Kind::mile:
      return "mile";
    case Kind::datum:
      break;
  }
  return "datum";
}

void set(Message::Reconciler& out, const assess::Reconciler& row) {
  out.set_kind(said(word_of(row.kind)));
  out.set_one(row.one);
  out.set_other(row.other);
  out.set_one_claim(row.one_claim);
  out.set_other_claim(row.other_claim);
  RECON_SET(out, event, row.event);
  RECON_SET(out, what, row.what);
  if (row.moved) out.set_moved_m(mm(*row.moved));
  if (row.azimuth) out.set_azimuth_deg(angle(*row.azimuth));
  if (row.shifted) out.set_shifted_s(decimals(in_seconds(*row.shifted), 0));
  out.set_p_before(share(row.p_before));
  out.set_p_after(share(row.p_after));
  RECON_SET(out, sentence, row.sentence);
}

// ---- whole accounts put to flights ------------------------------------------------------------------

void set(Message::Telling::Statement& out, const assess::Telling::Statement& statement) {
  out.set_claim(statement.claim);
  RECON_SET(out, printed, statement.printed);
  RECON_SET(out, as_read, statement.as_read);
  set(*out.mutable_cell(), statement.cell, statement.unit);
  out.set_error(decimals(statement.error, 3));
  out.set_shown(decimals(statement.shown, 3));
  out.set_misfit(decimals(statement.misfit, 3));
  RECON_SET(out, unit, statement.unit);
}

void set(Message::Telling::Conflict& out, const assess::Telling::Conflict& conflict) {
  for (const std::size_t index : conflict.statements) out.add_statement(index);
  out.set_strain(decimals(conflict.strain, 3));
  out.set_proved(decimals(conflict.proved, 3));
  RECON_SET(out, sentence, conflict.sentence);
}

void set(Message::Telling::Crossing& out, const assess::Telling::Crossing& crossing) {
  set(*out.mutable_mean(), crossing.mean);
  out.set_spread_m(mm(crossing.spread));
  set(*out.mutable_time(), base(crossing.time), "s");
  if (crossing.along_border) set(*out.mutable_along_border(), base(*crossing.along_border), "m");
}

void set(Message::Telling::Shift& out, const assess::Telling::Shift& shift) {
  out.set_distance_m(mm(shift.distance));
  out.set_azimuth_deg(decimals(in_degrees(shift.azimuth), 3));
  out.set_out(shift.out);
}

void set(Message::Telling::Flights& out, const assess::Telling::Flights& flights) {
  out.set_drawn(flights.drawn);
  if (flights.cut_off) out.set_cut_off(true);
  set(*out.mutable_time(), base(flights.time), "s");
  set(*out.mutable_length(), base(flights.length), "m");
  set(*out.mutable_depth(), base(flights.depth), "m");
  if (flights.above_tip) set(*out.mutable_above_tip(), base(*flights.above_tip), "m");
  set(*out.mutable_speed(), base(flights.speed), "m/s");
  for (const auto& [point, part] : flights.headings) {
    Message::Telling::Heading& entry = *out.add_heading();
    entry.set_point(point);
    entry.set_share(share(part));
  }
  for (const std::string& check : flights.failed) out.add_failed(check);
  if (flights.alone) out.set_alone(true);
  if (flights.entry) set(*out.mutable_entry(), *flights.entry);
  if (flights.exit) set(*out.mutable_exit(), *flights.exit);
  if (flights.shift) set(*out.mutable_shift(), *flights.shift);
  if (flights.flyable) out.set_flyable(share(*flights.flyable));
  if (flights.flyable_by_time) out.set_flyable_by_time(share(*flights.flyable_by_time));
}

void set(Message::Telling& out, const assess::Telling& telling) {
  out.set_narrative(telling.narrative);
  RECON_SET(out, aircraft, telling.aircraft);
  RECON_SET(out, zone, telling.zone);
  RECON_SET(out, border, telling.border);
  set_reading(out.mutable_reading(), telling.reading);
  RECON_SET(out, reading_words, telling.reading_words);
  out.set_verdict(said(word_of(telling.verdict)));
  out.set_strain(decimals(telling.strain, 3));
  out.set_proved(decimals(telling.proved, 3));
  RECON_SET(out, certificate, telling.certificate);
  for (const auto& statement : telling.statements) set(*out.add_statement(), statement);
  for (const auto& conflict : telling.conflicts) set(*out.add_conflict(), conflict);
  for (const auto& would : telling.would_have_read) {
    const bool known = would.statement < telling.statements.size();
    Message::Telling::WouldHaveRead& entry = *out.add_would_have_read();
    entry.set_statement(would.statement);
    set(*entry.mutable_figure(), would.figure, known ? telling.statements[would.statement].unit : "");
    entry.set_typicality(share(would.typicality));
    entry.set_low(share(would.low));
    entry.set_high(share(would.high));
    if (would.none) entry.set_none(true);
    entry.set_slow_prior(share(would.slow_prior));
    entry.set_fast_prior(share(would.fast_prior));
    set(*entry.mutable_speed(), base(would.speed), "m/s");
    RECON_SET(entry, sentence, would.sentence);
  }
  if (telling.flights) set(*out.mutable_flights(), *telling.flights);
  if (!telling.closest.empty()) set(*out.mutable_closest(), telling.closest);
  if (telling.shift) set(*out.mutable_shift(), *telling.shift);
  for (const std::string& claim : telling.left_out) out.add_left_out(claim);
  RECON_SET(out, sentence, telling.sentence);
}

// ---- the whole --------------------------------------------------------------------------------------

void set_case(Message& out, const View& view) {
  const inquiry::Inquiry& inquiry = view.inquiry;
  const assess::Settings& settings = inquiry.assessment.settings;
  out.set_recon_version(inquiry::version());
  out.set_incident(inquiry.incident.id.text);
  RECON_SET(out, title, inquiry.incident.title.text);
  out.mutable_settings()->set_seed(settings.seed);
  out.mutable_settings()->set_draws(settings.draws);
  out.mutable_settings()->set_call_inside_at(settings.call_inside_at);
  if (settings.precise) out.mutable_settings()->set_precise(true);
  for (const load::Input& input : inquiry.inputs) {
    Message::Input& entry = *out.add_input();
    entry.set_name(input.name);
    entry.set_sha256(input.sha256);
  }
  for (const incident::Problem& problem : inquiry.problems) {
    Message::Problem& entry = *out.add_problem();
    entry.set_severity(said(word_of(problem.severity)));
    entry.set_what(problem.what);
    set(*entry.mutable_place(), problem.place);
    if (problem.rule > 0) entry.set_rule(problem.rule);
  }
}

void set_questions_and_accounts(Message& out, const View& view) {
  for (const QuestionView& question : view.questions) {
    Message::Question& entry = *out.add_question();
    entry.set_id(question.id);
    entry.set_asks(question.asks);
    RECON_SET(entry, zone, question.question->zone.text);
    RECON_SET(entry, event, question.question->event.text);
    RECON_SET(entry, aircraft, question.question->aircraft.text);
  }
  for (const Account& account : view.accounts) {
    Message::Account& entry = *out.add_account();
    entry.set_id(account.id);
    entry.set_letter(account.letter);
    entry.set_name(account.name);
    if (account.evidence != nullptr) entry.set_evidence(true);
  }
}

void set_borders(Message& out, const View& view) {
  for (const Version& version : view.versions) {
    const incident::BorderVersion& loaded = view.inquiry.borders.at(version.id);
    Message::Border& entry = *out.add_border();
    entry.set_id(version.id);
    entry.set_title(version.title);
    RECON_SET(entry, publisher, loaded.about.publisher.text);
    RECON_SET(entry, edition, loaded.about.edition.text);
    RECON_SET(entry, licence, loaded.about.licence.text);
    RECON_SET(entry, attribution, loaded.about.attribution.text);
    if (const auto error = border_error(loaded.about)) entry.set_error_95_m(decimals(in_metres(*error), 0));
    if (!version.counts) entry.set_display_only(true);
    RECON_SET(entry, known_flaw, version.flaw);
    RECON_SET(entry, sha256, loaded.sha256);
    if (loaded.about.weight) entry.set_weight(*loaded.about.weight);
    for (const incident::Text& party : loaded.about.claimed_by) entry.add_claimed_by(party.text);
    for (const assess::DrawnOften& drawn : view.inquiry.assessment.drawn_often) {
      if (drawn.border != version.id) continue;
      entry.set_crossed_share(share(drawn.crossed));
      entry.set_crossed_kept_share(share(drawn.kept));
    }
  }
}

void set(Message::Tip& out, const assess::Tip& tip) {
  out.set_zone(tip.zone);
  out.set_border(tip.border);
  out.set_landmark(tip.landmark);
  out.set_carries(tip.carries);
  out.set_within_m(mm(tip.within));
  out.set_inward_deg(decimals(in_degrees(tip.inward), 3));
  if (tip.position) {
    out.set_latitude_deg(decimals(in_degrees(tip.position->latitude), 5));
    out.set_longitude_deg(decimals(in_degrees(tip.position->longitude), 5));
  }
  if (tip.apart) out.set_apart_m(decimals(in_metres(*tip.apart), 0));
  if (tip.gap) out.set_gap_m(decimals(in_metres(*tip.gap), 0));
  for (const assess::Tip::Width& width : tip.widths) {
    out.add_width_at_m(mm(width.inward));
    out.add_width_m(decimals(in_metres(width.width), 0));
  }
  RECON_SET(out, sentence, tip.sentence);
}

void set(Message::Pooled& out, const assess::Pooled& row) {
  out.set_question(row.question);
  out.set_narrative(row.narrative);
  RECON_SET(out, claim, row.claim);
  RECON_SET(out, reading_words, row.reading_words);
  RECON_SET(out, instant, row.instant);
  out.set_inside(share(row.inside));
  for (const assess::BorderWeight& weight : row.weights) {
    out.add_border(weight.border);
    out.add_weight(share(weight.weight));
  }
}

void set_zones(Message& out, const assess::Assessment& assessment) {
  for (const assess::Standing& standing : assessment.standings) {
    Message::Standing& entry = *out.add_standing();
    entry.set_question(standing.question);
    entry.set_zone(standing.zone);
    entry.set_sentence(standing.sentence);
  }
  for (const assess::Tip& tip : assessment.tips) set(*out.add_tip(), tip);
  for (const assess::Pooled& row : assessment.pooled) set(*out.add_pooled(), row);
}

void set_pictures(Message& out, const assess::Assessment& assessment) {
  for (const assess::Marker& marker : assessment.markers) set(*out.add_marker(), marker);
  for (const assess::DrawnTrack& track : assessment.tracks) set(*out.add_track(), track);
  for (const assess::DrawnBorder& border : assessment.borders) {
    Message::DrawnLine& entry = *out.add_drawn_border();
    entry.set_border(border.border);
    entry.set_of(border.state);
    set_lines(entry, border.lines);
  }
  for (const assess::DrawnLimit& limit : assessment.limits) {
    Message::DrawnLine& entry = *out.add_drawn_limit();
    entry.set_border(limit.border);
    entry.set_of(limit.zone);
    set_lines(entry, limit.lines);
  }
}

Message message_of(const View& view) {
  const inquiry::Inquiry& inquiry = view.inquiry;
  const assess::Assessment& assessment = inquiry.assessment;
  Message out;
  set_case(out, view);
  set_questions_and_accounts(out, view);
  set_borders(out, view);
  for (const normalise::Choice& choice : inquiry.normalised.choices) set(*out.add_choice(), choice);
  for (const normalise::ReadClaim& claim : inquiry.normalised.claims) set(*out.add_claim(), claim);
  for (const normalise::Adjustment& adjustment : inquiry.normalised.adjustments) {
    Message::Adjustment& entry = *out.add_adjustment();
    RECON_SET(entry, claim, adjustment.claim);
    entry.set_what(adjustment.what);
    RECON_SET(entry, because, adjustment.because);
    set(*entry.mutable_place(), adjustment.place);
  }
  for (const assess::Answer& answer : assessment.answers) set(*out.add_answer(), answer);
  for (const assess::Finding& finding : assessment.findings) set(*out.add_finding(), finding);
  for (const assess::Stated& stated : assessment.stated) set(*out.add_stated(), stated);
  for (const assess::Consistency& row : assessment.consistencies) set(*out.add_consistency(), row);
  for (const assess::Agreement& agreement : assessment.agreements) set(*out.add_agreement(), agreement);
  for (const assess::Proposition& row : assessment.propositions) set(*out.add_proposition(), row);
  for (const assess::Flip& flip : assessment.flips) set(*out.add_flip(), flip);
  if (!assessment.sensitivity.doubts.empty()) set(*out.mutable_sensitivity(), assessment.sensitivity);
  for (const assess::TrackPair& pair : assessment.track_pairs) set(*out.add_track_pair(), pair);
  for (const assess::Reconciler& row : assessment.reconcilers) set(*out.add_reconciler(), row);
  for (const assess::OwnBorder& row : assessment.own_borders) set(*out.add_own_border(), row);
  for (const assess::Concord& concord : assessment.concords) set(*out.add_concord(), concord);
  for (const assess::Telling& telling : assessment.tellings) set(*out.add_telling(), telling);
  set_zones(out, assessment);
  set_pictures(out, assessment);
  return out;
}

}  // namespace

std::string json(const inquiry::Inquiry& inquiry) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.preserve_proto_field_names = true;
  options.always_print_primitive_fields = false;
  const View view{inquiry};
  std::string text;
  const auto status = google::protobuf::util::MessageToJsonString(message_of(view), &text, options);
  if (!status.ok())
    throw std::runtime_error{"the assessment cannot be written as JSON: " + std::string{status.message()}};
  return text;
}

}  // namespace recon::report
