// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "recon/assess/flip.hpp"
#include "recon/assess/proposition.hpp"
#include "recon/assess/reconciled.hpp"
#include "recon/assess/telling.hpp"
#include "recon/geo/position.hpp"
#include "recon/incident/incident.hpp"
#include "recon/normalise/normalise.hpp"

/// The answers, and everything that a reader needs to attack them. Report and viewer show these
/// values and compute nothing.
namespace recon::assess {

enum class Side { inside, outside, undetermined };

/// Why a side was not called.
enum class Cause {
  none,
  margin_smaller_than_error,  // not resolvable: |margin| < 1 sigma
  too_close_to_call,          // probability between the thresholds
  only_words,                 // the claim states a side but no figure that could be tested
  depends_on_border,          // summaries only
  depends_on_reading,
  beyond_the_data,           // the border version ends before the aircraft does
  zone_absent,               // this version does not cover the state, or lacks the feature
  nothing_said,              // no claim of this account bears on the question
  says_nothing_of_the_rest,  // an instant outside does not say where the aircraft was at other times
  height_not_given,          // the zone has a floor or ceiling, and the height cannot be held against it
};

/// What an answer rests on.
enum class Basis {
  position,  // drawn positions against the border
  relation,  // a distance, depth, length or time that bounds the margin
  words      // the side is stated and nothing else
};

/// A share of draws, with its Wilson 95 % interval.
struct Probability {
  double value = 0.0, low = 0.0, high = 0.0;
  std::uint64_t hits = 0, draws = 0;
};

/// One claim × reading × border version, for one question: the cell of the matrix.
struct Finding {
  std::string question, narrative, claim;
  std::vector<normalise::OptionTaken> reading;
  std::string reading_words;
  std::string border;
  Basis basis = Basis::words;
  Side side = Side::undetermined;
  Cause cause = Cause::none;
  std::optional<Probability> inside;
  std::optional<Interval<Length>> margin;  // 5 %, 50 %, 95 % of the draws; positive inside
  std::optional<Length> nominal_margin;    // at the nominal position or figure
  std::optional<Length> sigma;             // standard deviation of the margin: claim and border
  std::optional<Length> flip;              // smallest shift of the position that changes the answer
  std::optional<Angle> flip_azimuth;       // towards the edge
  std::vector<Length> dots;                // 20 quantiles of the margin (2.5 %, 7.5 %, ... 97.5 %)
  bool margin_at_least = false;            // the data end nearer than the margin
  bool counts = true;                      // false: display-only border, unverified claim
  std::string why_not_counted;
  std::string why_unknown;  // with Cause::height_not_given: "height not given"
  std::string instant;      // "at hit", "while inside", "whole flight"
  std::string reason;       // one guarded sentence
};

/// One account's answer to one question: its findings summed up, never averaged.
struct Answer {
  std::string question, narrative;
  Side side = Side::undetermined;
  bool mostly = false;  // at least three quarters share `side` and none has the other
  Cause cause = Cause::none;
  std::string depends_on;  // "the border version", "the mile", ... when undetermined or mostly
  std::size_t inside = 0, outside = 0, undetermined = 0;  // counted cells
  bool only_words = false;
  std::optional<double> lowest, highest;  // range of the probability over counted cells
  std::string sentence;                   // one guarded sentence with number, word and range
  std::string flip_sentence;              // what would flip it
  std::vector<std::size_t> findings;      // indices into Assessment::findings, in table order
};

/// What an account says of a quantity (time, length, depth inside, speed, height), per reading.
struct Stated {
  std::string question, narrative, claim, reading_words;
  std::string quantity;  // "time inside"
  std::string as_printed, as_read;
  std::optional<Interval<double>> value;  // base units
  std::string unit;                       // "s", "m", "m/s"
  bool derived = false;
};

/// Statements of one account tested against each other.
struct Consistency {
  enum class Verdict {
    holds,       // agree within rounding and error
    strained,    // possible only at the limits that are named
    impossible,  // by definition or arithmetic, whatever the errors within their stated bounds
    open         // not enough is said to decide
  };
  std::string narrative, aircraft;
  std::string title;  // "length against duration"
  std::vector<std::string> claims;
  std::string reading_words;
  std::string border;  // empty when no border is involved
  Verdict verdict = Verdict::open;
  std::string sentence;        // plain words with the numbers and their rounding
  std::string quantity, unit;  // what is implied: "ground speed", "m/s"
  std::optional<Interval<double>> implied;
  std::optional<Interval<double>> allowed;  // what it is held against
  std::string allowed_because;
};

/// Two accounts at one event: can both be true?
struct Agreement {
  std::string question, event, one, other;
  std::string one_claim, other_claim, reading_words;
  std::optional<Length> separation;
  std::optional<double> p_value;    // chance of a separation this large if both are right
  std::optional<double> inflation;  // factor on all errors that would make p = 0.05
  std::optional<double> overlap;    // Bhattacharyya coefficient of two positions: 1 alike, 0 apart
  bool alternatives = false;        // of one account: options of one choice, so only one of them can hold
  bool in_words = false;            // one asserts what the other denies, with no figure to test
  std::string sentence;
};

/// A position to draw, with its 95 % ellipse.
struct Marker {
  std::string narrative, claim, reading_words, event, aircraft;
  geo::Position position;
  Length major, minor;  // 95 % semi-axes
  Angle orientation;    // of the major axis, clockwise from north
  bool counts = true;
};

/// A zone by one border version, ready to be drawn: rings in longitude and latitude.
struct DrawnBorder {
  std::string border, state;
  std::vector<std::vector<geo::Position>> rings;  // closed; includes the frame
  std::vector<std::vector<geo::Position>> lines;  // border only, without the frame
};

/// The limit of a zone given by distance (12 NM), traced for the picture.
struct DrawnLimit {
  std::string zone, border;
  std::vector<std::vector<geo::Position>> lines;
};

/// A recorded track, to draw and to plot against time: margin per fix and border.
struct DrawnTrack {
  std::string narrative, claim, aircraft, reading_words;
  std::vector<normalise::ReadFix> fixes;
  struct Margins {
    std::string zone, border;
    std::vector<Interval<Length>> margin;  // 5, 50, 95 % per fix
    std::vector<double> inside;            // probability per fix
  };
  std::vector<Margins> margins;
  /// When it was on which side of a zone: fixes that follow each other in time on one side. First by all
  /// versions that decide: what one of them leaves open, or two see differently, is undetermined. Then by
  /// each version.
  struct Stretch {
    Side side = Side::undetermined;
    Instant first, last;
    std::size_t fixes = 0;
  };
  struct Sides {
    std::string zone, border;        // border empty: by all that decide
    std::vector<Stretch> stretches;  // in order of time; empty where no fix has a time
  };
  std::vector<Sides> sides;
};

/// A track read off a picture, beside the border that the picture itself draws and beside the reference;
/// where it comes furthest in, positive inside, bounds that hold 95 in 100.
struct OwnBorder {
  struct Reference {
    std::string border;
    Interval<Length> margin;
  };
  std::string narrative, claim, aircraft, reading_words, zone;
  Interval<Length> by_picture;
  std::vector<Reference> by_reference;
  std::string sentence;
};

/// What a question's zone is, where a reader must know it to understand "inside": not territory, claimed,
/// limited in height.
struct Standing {
  std::string question, zone, sentence;
};

/// Whether a version carries the tip that a zone's claims turn on; docs/method/answers.md.
struct Tip {
  std::string zone, border, landmark, landmark_name;
  Angle inward;                           // the direction into the zone, common to all versions
  Length within;                          // what "carries" allows: the landmark's accuracy
  std::optional<geo::Position> position;  // the version's own tip; none within 5 km
  std::optional<Length> apart;            // of the two tips
  std::optional<Length> gap;  // along `inward`; positive: the zone begins only beyond the named tip
  struct Width {
    Length inward, width;  // so far in from the named tip, so wide across
  };
  std::vector<Width> widths;
  bool carries = false, counts = true;
  std::string sentence;
};

/// How the lines of a version came out when they were drawn with their error.
struct DrawnOften {
  std::string border;
  double crossed = 0.0, kept = 0.0;  // shares that crossed themselves at first, and in the end
};

/// A row of the matrix over all versions by declared weights; always second to the row itself.
struct BorderWeight {
  std::string border;
  double weight = 0.0;  // the weights of a row add up to 1
};
struct Pooled {
  std::string question, narrative, claim, reading_words, instant;
  double inside = 0.0;
  std::vector<BorderWeight> weights;
};

/// What is held constant for a run; part of the result.
struct Settings {
  std::uint64_t seed = 20151124;
  std::size_t draws = 20'000;    // to begin with: a share on the edge of two words is drawn on
  bool precise = false;          // drawn on until every share is within 0.5 %, up to a million draws
  double call_inside_at = 0.90;  // a side is called at this probability, the other at 1 minus it
  std::size_t flights = 0;       // drawn per telling and run; 0: none are drawn
  bool together = true;          // flights of aircraft that an account ties to each other in one set
  unsigned threads = 0;          // 0: all cores; never changes a number
};

struct Assessment {
  Settings settings;
  std::vector<Finding> findings;
  std::vector<Answer> answers;  // questions in file order, accounts in order of first statement
  std::vector<Stated> stated;
  std::vector<Consistency> consistencies;
  std::vector<Agreement> agreements;
  std::vector<Proposition> propositions;
  std::vector<Concord> concords;
  std::vector<Flip> flips;
  Sensitivity sensitivity;
  std::vector<TrackPair> track_pairs;
  std::vector<Reconciler> reconcilers;
  std::vector<Telling> tellings;  // accounts in file order; empty when no flights were drawn
  std::vector<Marker> markers;
  std::vector<DrawnBorder> borders;
  std::vector<DrawnLimit> limits;
  std::vector<DrawnTrack> tracks;
  std::vector<OwnBorder> own_borders;
  std::vector<Standing> standings;
  std::vector<Tip> tips;
  std::vector<DrawnOften> drawn_often;
  std::vector<Pooled> pooled;
};

/// ICD 203 (2015) word for a probability: "likely"; empty outside 1–99 %, where only the number is printed.
[[nodiscard]] std::string_view icd203(double probability);

/// Wilson score interval (95 %) of k hits among n draws.
[[nodiscard]] Probability wilson(std::uint64_t hits, std::uint64_t draws);

}  // namespace recon::assess
