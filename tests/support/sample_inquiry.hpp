// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "recon/inquiry/inquiry.hpp"

/// A drill: two states that do not exist, a border nobody drew and numbers nobody measured, near
/// 1° N 1° E in the open sea. It has one of everything that a report shows.
namespace recon::test {

inline incident::Text text(std::string words) { return {std::move(words), {"drill.textproto", 1, 1}}; }

inline geo::Position at(double latitude, double longitude) { return {degrees(latitude), degrees(longitude)}; }

/// A salient of Northland that hangs into Southland, moved and bent a little by each version.
inline std::vector<geo::Position> drill_line(double east, double tip, double wiggle) {
  std::vector<geo::Position> line;
  for (int i = 0; i <= 120; ++i) {
    const double t = i / 120.0;  // from west to east
    const double longitude = 0.80 + 0.40 * t + east * std::sin(3.1416 * t);
    const double hang = std::exp(-std::pow((t - 0.52) / 0.13, 2.0));
    const double latitude =
        1.09 - (0.085 + tip) * hang + 0.004 * std::sin(23.0 * t) + wiggle * std::sin(90.0 * t);
    line.push_back(at(latitude, longitude));
  }
  return line;
}

inline void add_drill_border(inquiry::Inquiry& q, const std::string& id, const std::string& title,
                             const std::string& error, double east, double tip, double wiggle,
                             bool shown_only = false) {
  incident::Border border{.id = text(id),
                          .title = text(title),
                          .publisher = text("Drill Office"),
                          .edition = text("first"),
                          .licence = text("CC0-1.0"),
                          .attribution = text("invented for tests"),
                          .line_error = text(error)};
  if (id.starts_with("survey")) border.family = text("survey");
  if (shown_only) {
    border.display_only = true;
    border.known_flaw = text("drawn for a school atlas");
  }
  q.incident.borders.push_back(border);
  q.borders[id] = incident::BorderVersion{.about = border, .states = {}, .sha256 = "00"};
  const std::vector<geo::Position> line = drill_line(east, tip, wiggle);
  std::vector<geo::Position> north = line, south = line;
  north.push_back(at(1.4, 1.2));
  north.push_back(at(1.4, 0.8));
  south.push_back(at(0.7, 1.2));
  south.push_back(at(0.7, 0.8));
  q.assessment.borders.push_back({.border = id, .state = "XNL", .rings = {north}, .lines = {line}});
  if (id == "survey-a")
    q.assessment.borders.push_back({.border = id, .state = "XSL", .rings = {south}, .lines = {line}});
}

inline incident::Claim drill_claim(const std::string& name, incident::Assertion assertion) {
  return incident::Claim{
      .name = name, .assertion = std::move(assertion), .place = {"drill.textproto", 12, 3}};
}

inline void add_drill_narrative(inquiry::Inquiry& q, const std::string& id, const std::string& name,
                                const std::string& said, const std::string& claim, const std::string& figure,
                                const std::string& as_read, incident::Assertion assertion) {
  q.incident.parties.push_back({.id = text(id), .name = text(name), .kind = incident::Party::Kind::state});
  q.incident.sources.push_back({.id = text(id + "-letter"),
                                .title = text("Letter of " + name),
                                .publisher = text("Drill Gazette"),
                                .date = text("2001-02-03"),
                                .address = text("https://example.org/" + id),
                                .language = text("en"),
                                .kind = incident::Source::Kind::letter});
  incident::Statement statement{.id = text(id + "-says"),
                                .source = text(id + "-letter"),
                                .place_in_source = text("p. 1"),
                                .how = incident::Statement::Words::said,
                                .words = text(said),
                                .place = {"drill.textproto", 40, 3}};
  statement.claims.push_back(drill_claim(claim, std::move(assertion)));
  q.incident.narratives.push_back({.id = id, .party = text(id), .statements = {statement}});
  q.normalised.claims.push_back({.claim = claim,
                                 .statement = id + "-says",
                                 .narrative = id,
                                 .aircraft = "lead",
                                 .figure = figure,
                                 .as_read = as_read,
                                 .meaning = normalise::InWords{}});
}

inline assess::Finding drill_finding(const std::string& question, const std::string& narrative,
                                     const std::string& claim, const std::string& words,
                                     const std::string& border, double median_m, double sigma_m) {
  assess::Finding f{
      .question = question, .narrative = narrative, .claim = claim, .reading_words = words, .border = border};
  if (!words.empty()) f.reading = {{"mile@" + narrative, words}};
  const double p = 0.5 * std::erfc(-median_m / sigma_m / std::sqrt(2.0));
  f.basis = assess::Basis::position;
  f.side = p >= 0.9 ? assess::Side::inside : p <= 0.1 ? assess::Side::outside : assess::Side::undetermined;
  if (f.side == assess::Side::undetermined)
    f.cause = std::abs(median_m) < sigma_m ? assess::Cause::margin_smaller_than_error
                                           : assess::Cause::too_close_to_call;
  f.inside = assess::Probability{p, std::max(0.0, p - 0.01), std::min(1.0, p + 0.01),
                                 static_cast<std::uint64_t>(20000 * p), 20000};
  f.margin = Interval<Length>{metres(median_m - 1.645 * sigma_m), metres(median_m),
                              metres(median_m + 1.645 * sigma_m)};
  f.nominal_margin = metres(median_m);
  f.sigma = metres(sigma_m);
  f.flip = metres(std::abs(median_m));
  f.flip_azimuth = degrees(180);
  for (const double z : {-1.960, -1.440, -1.150, -0.935, -0.755, -0.598, -0.454, -0.319, -0.189, -0.063,
                         0.063,  0.189,  0.319,  0.454,  0.598,  0.755,  0.935,  1.150,  1.440,  1.960})
    f.dots.push_back(metres(median_m + z * sigma_m));
  f.instant = question == "at-hit" ? "at hit" : "";
  f.reason = "Drill.";
  return f;
}

inline void add_drill_row(inquiry::Inquiry& q, const std::string& question, const std::string& narrative,
                          const std::string& claim, const std::string& words, double median_m,
                          double sigma_m) {
  const std::vector<std::pair<std::string, double>> shift{
      {"survey-a", 0.0}, {"survey-b", 180.0}, {"chart", -620.0}, {"atlas", -900.0}, {"school", -1500.0}};
  for (const auto& [border, by] : shift) {
    assess::Finding f = drill_finding(question, narrative, claim, words, border, median_m + by,
                                      sigma_m * (border == "chart" ? 1.4 : 1.0));
    if (border == "school") {
      f.counts = false;
      f.why_not_counted = "display only";
    }
    q.assessment.findings.push_back(f);
  }
}

inline void add_drill_answer(inquiry::Inquiry& q, const std::string& question, const std::string& narrative,
                             const std::string& sentence, const std::string& flip,
                             const std::string& depends_on) {
  assess::Answer a{.question = question,
                   .narrative = narrative,
                   .depends_on = depends_on,
                   .sentence = sentence,
                   .flip_sentence = flip};
  for (std::size_t i = 0; i < q.assessment.findings.size(); ++i) {
    const assess::Finding& f = q.assessment.findings[i];
    if (f.question != question || f.narrative != narrative) continue;
    a.findings.push_back(i);
    if (!f.counts) continue;
    a.inside += f.side == assess::Side::inside ? 1 : 0;
    a.outside += f.side == assess::Side::outside ? 1 : 0;
    a.undetermined += f.side == assess::Side::undetermined ? 1 : 0;
  }
  const std::size_t all = a.inside + a.outside + a.undetermined;
  const auto most = [&](std::size_t n, std::size_t other) { return other == 0 && 4 * n >= 3 * all && n > 0; };
  if (most(a.inside, a.outside)) a.side = assess::Side::inside;
  if (most(a.outside, a.inside)) a.side = assess::Side::outside;
  a.mostly = a.side != assess::Side::undetermined && a.undetermined > 0;
  if (a.side == assess::Side::undetermined || a.mostly) a.cause = assess::Cause::depends_on_border;
  if (a.side != assess::Side::undetermined && !a.mostly) a.depends_on.clear();
  if (all == 0) {
    a.depends_on.clear();
    a.cause = assess::Cause::nothing_said;
  }
  q.assessment.answers.push_back(a);
}

inline void add_drill_track(inquiry::Inquiry& q) {
  assess::DrawnTrack track{.narrative = "southland", .claim = "southland-says/track", .aircraft = "lead"};
  assess::DrawnTrack::Margins margins{.zone = "northland-air", .border = "survey-a"};
  const Instant start{std::chrono::sys_days{std::chrono::year{2001} / 2 / 3} + std::chrono::hours{7}};
  for (int i = 0; i <= 40; ++i) {
    const double t = i / 40.0;
    const double latitude = 1.02 - 0.03 * std::sin(3.1416 * t), longitude = 1.12 - 0.22 * t;
    track.fixes.push_back(
        {.time = after(start, seconds(3.0 * i)), .position = at(latitude, longitude), .sigma = metres(150)});
    const double m = -2600.0 + 1900.0 * std::sin(3.1416 * t);
    margins.margin.push_back({metres(m - 420), metres(m), metres(m + 420)});
    margins.inside.push_back(0.05);
  }
  track.margins.push_back(margins);
  q.assessment.tracks.push_back(track);
}

inline assess::Marker drill_marker(const std::string& narrative, const std::string& event, double latitude,
                                   double longitude, double major_m, double minor_m, double azimuth) {
  return {.narrative = narrative,
          .claim = narrative + "-says/position",
          .event = event,
          .aircraft = "lead",
          .position = at(latitude, longitude),
          .major = metres(major_m),
          .minor = metres(minor_m),
          .orientation = degrees(azimuth)};
}

inline void add_drill_consistency(inquiry::Inquiry& q, const std::string& narrative, const std::string& title,
                                  assess::Consistency::Verdict verdict, double low, double stated,
                                  double high, const std::string& sentence, const std::string& reading) {
  assess::Consistency c{.narrative = narrative,
                        .aircraft = "lead",
                        .title = title,
                        .reading_words = reading,
                        .verdict = verdict,
                        .sentence = sentence,
                        .quantity = "ground speed",
                        .unit = "m/s"};
  c.implied = Interval<double>{low, stated, high};
  c.allowed = Interval<double>{120.0, 230.0, 390.0};
  c.allowed_because = "drill type, 5 800 m";
  q.assessment.consistencies.push_back(c);
}

inline inquiry::Inquiry sample_inquiry() {
  using Verdict = assess::Consistency::Verdict;
  inquiry::Inquiry q;
  q.incident.id = text("drill");
  q.incident.title = text("Drill at the Northland salient (invented)");
  q.incident.date = text("2001-02-03");
  q.incident.clock = text("UTC");
  q.incident.notes = {
      text("This is a drill: the states, the border, the statements and the numbers are invented.")};
  q.normalised.begin =
      Instant{std::chrono::sys_days{std::chrono::year{2001} / 2 / 3} + std::chrono::hours{7}};
  q.normalised.end = after(*q.normalised.begin, seconds(3600));
  q.incident.aircraft = {
      {.id = text("lead"), .name = text("lead aircraft"), .kind = incident::Aircraft::Kind::aeroplane}};
  q.incident.events = {{.id = text("hit"), .aircraft = text("lead"), .kind = incident::Event::Kind::hit},
                       {.id = text("crash"), .aircraft = text("lead"), .kind = incident::Event::Kind::crash}};
  q.incident.zones = {
      {.id = text("northland-air"), .title = text("Northland"), .shape = incident::Land{text("XNL")}}};
  q.incident.landmarks = {{.id = text("ridge"), .name = text("Drill Ridge")},
                          {.id = text("airfield"), .name = text("Şahin Airfield")}};
  q.normalised.landmarks = {{"ridge", at(1.03, 0.97)}, {"airfield", at(0.78, 0.9)}};
  using Want = incident::Question::Want;
  q.incident.questions = {{.id = text("any"),
                           .asks = text("Was the aircraft inside Northland at any time?"),
                           .aircraft = text("lead"),
                           .zone = text("northland-air"),
                           .want = Want::ever_inside},
                          {.id = text("at-hit"),
                           .asks = text("Was it inside Northland when it was hit?"),
                           .aircraft = text("lead"),
                           .zone = text("northland-air"),
                           .event = text("hit"),
                           .want = Want::side_at},
                          {.id = text("how-long"),
                           .asks = text("How long was it inside Northland?"),
                           .aircraft = text("lead"),
                           .zone = text("northland-air"),
                           .want = Want::time_inside}};
  add_drill_border(q, "survey-a", "Survey 2000", "160 m", 0.0, 0.0, 0.0012);
  add_drill_border(q, "survey-b", "Survey 2020", "110 m", 0.001, 0.003, 0.0016);
  add_drill_border(q, "chart", "Chart 1977", "650 m", 0.008, -0.010, 0.0);
  add_drill_border(q, "atlas", "Atlas 1992", "950 m", 0.014, -0.013, 0.0003);
  add_drill_border(q, "school", "School atlas", "2 km", -0.02, 0.012, 0.0, true);

  add_drill_narrative(q, "northland", "Northland", "to a depth of 1.36 miles for 17 seconds",
                      "northland-says/depth", "1.36 miles", "2 189 m ± 8 m",
                      incident::DepthClaim{.zone = text("northland-air"), .is = text("1.36 miles")});
  add_drill_narrative(q, "southland", "Southland", "never closer than 1 km", "southland-says/distance",
                      "1 km", "1.0 km ± 0.5 km",
                      incident::DistanceClaim{.from = text("northland-air"), .is = text("1 km")});
  add_drill_narrative(q, "press", "İzmir Haber Ajansı", "yalnızca 2–3 saniye", "press-says/time", "2–3 s",
                      "2 to 3 s",
                      incident::TimeInsideClaim{.zone = text("northland-air"), .is = text("2–3 s")});
  add_drill_narrative(q, "institute", "Drill Institute", "a path of 2 km over Northland",
                      "institute-says/length", "2 km", "2.0 km ± 0.5 km",
                      incident::LengthInsideClaim{.zone = text("northland-air"), .is = text("2 km")});
  q.incident.narratives[2].statements[0].language = text("tr");
  q.incident.narratives[2].statements[0].translation = text("only 2 to 3 seconds");
  normalise::ReadClaim nautical = q.normalised.claims[0];
  q.normalised.claims[0].reading_words = "statute miles, from the tip";
  q.normalised.claims[0].reading = {{"mile@northland", "statute"}};
  nautical.reading = {{"mile@northland", "nautical"}};
  nautical.reading_words = "nautical miles, from the tip";
  nautical.as_read = "2 519 m ± 9 m";
  q.normalised.claims.push_back(nautical);
  q.normalised.choices = {
      {.id = "mile@northland",
       .about = About::mile,
       .narrative = "northland",
       .within = "northland-letter",
       .options = {{"statute", "statute miles of 1 609.344 m", 0.5, "the letter is in English", ""},
                   {"nautical", "nautical miles of 1 852 m", 0.5, "aviation use", ""}}}};
  q.normalised.adjustments = {{"southland-says/distance",
                               "error of 500 m from rounding supplied",
                               "printed to the kilometre",
                               {"drill.textproto", 44, 5}},
                              {"northland-says/depth",
                               "height datum not stated; mean sea level taken",
                               "no datum is named",
                               {"drill.textproto", 41, 5}}};

  add_drill_row(q, "any", "northland", "northland-says/depth", "statute", 1250, 560);
  add_drill_row(q, "any", "northland", "northland-says/depth", "nautical", 1520, 560);
  add_drill_row(q, "any", "southland", "southland-says/distance", "", -900, 430);
  add_drill_row(q, "any", "press", "press-says/time", "", 260, 420);
  add_drill_row(q, "any", "institute", "institute-says/length", "", 820, 480);
  add_drill_row(q, "at-hit", "northland", "northland-says/depth", "statute", 640, 560);
  add_drill_row(q, "at-hit", "southland", "southland-says/distance", "", -2400, 430);
  assess::Finding stated{.question = "at-hit",
                         .narrative = "institute",
                         .claim = "institute-says/side",
                         .side = assess::Side::outside,
                         .cause = assess::Cause::only_words};
  q.assessment.findings.push_back(stated);
  add_drill_answer(q, "any", "northland",
                   "If the letter is taken at face value, the aircraft was inside Northland with probability "
                   "99 % on Survey 2000 and 73 % (likely, ICD 203) on the least favourable version.",
                   "A shift of 1.3 km (0.67 NM) to the south would remove the crossing.",
                   "the border version");
  add_drill_answer(q, "any", "southland",
                   "If 1 km is taken at face value, the aircraft was inside Northland with probability 2 % "
                   "(almost no chance, ICD 203).",
                   "A shift of 900 m (0.49 NM) towards the salient would create a crossing.",
                   "the border version");
  add_drill_answer(q, "any", "press",
                   "Two to three seconds fit a pass close to the tip: 6 % to 85 % inside, by border version.",
                   "A shift of 260 m (0.14 NM) changes the answer; the position error alone is larger.",
                   "the border version");
  add_drill_answer(
      q, "any", "institute",
      "A path of 2 km lies 0.8 km within the tip: 96 % inside on Survey 2000, 43 % on Atlas 1992.",
      "A shift of 820 m (0.44 NM) to the south would remove the crossing.", "the border version");
  add_drill_answer(q, "at-hit", "northland",
                   "If the letter is taken at face value, it was inside when hit with probability 87 % (very "
                   "likely, ICD 203).",
                   "A shift of 640 m (0.35 NM) to the south.", "the border version");
  add_drill_answer(q, "at-hit", "southland", "It was outside when hit on every version.",
                   "A shift of 2.4 km (1.3 NM) to the north.", "");
  add_drill_answer(q, "at-hit", "press", "İzmir Haber Ajansı says nothing that bears on this question.", "",
                   "");

  q.assessment.answers.push_back(
      {.question = "at-hit",
       .narrative = "institute",
       .side = assess::Side::outside,
       .cause = assess::Cause::only_words,
       .only_words = true,
       .sentence = "Drill Institute states that it was outside, and gives no figure.",
       .findings = {q.assessment.findings.size() - 1}});
  q.assessment.stated = {{.question = "how-long",
                          .narrative = "northland",
                          .claim = "northland-says/time",
                          .quantity = "time inside",
                          .as_printed = "17 seconds",
                          .as_read = "17 s ± 0.5 s",
                          .value = Interval<double>{16.5, 17.0, 17.5},
                          .unit = "s"},
                         {.question = "how-long",
                          .narrative = "press",
                          .claim = "press-says/time",
                          .quantity = "time inside",
                          .as_printed = "2–3 saniye",
                          .as_read = "2 to 3 s",
                          .value = Interval<double>{2.0, 2.5, 3.0},
                          .unit = "s"}};
  add_drill_consistency(
      q, "northland", "1.15 miles in 17 seconds", Verdict::strained, 105.3, 108.9, 112.7,
      "1.15 statute miles in 17 s needs 392 km/h, below the lowest speed taken for this type.",
      "statute miles");
  add_drill_consistency(q, "northland", "1.15 miles in 17 seconds", Verdict::holds, 121.2, 125.3, 129.8,
                        "1.15 NM in 17 s needs 451 km/h, within the envelope.", "nautical miles");
  add_drill_consistency(q, "press", "2-mile section in 17 seconds", Verdict::holds, 138.0, 189.0, 244.0,
                        "A 2-mile section in 17 s needs 682 km/h (497 to 878 km/h).", "statute miles");
  add_drill_consistency(q, "institute", "8 km of fall in 30 seconds", Verdict::open, 246.0, 267.0, 288.0,
                        "A fall of 8 km in 30 s needs 960 km/h; drag is not stated.", "");
  q.assessment.consistencies.push_back(
      {.narrative = "northland",
       .title = "depth against length",
       .reading_words = "from the nearest border",
       .verdict = Verdict::impossible,
       .sentence = "A depth of 1.36 miles from the nearest border needs at least 2.72 miles of path inside; "
                   "1.15 miles are given."});
  q.assessment.agreements = {
      {.question = "any",
       .event = "hit",
       .one = "northland",
       .other = "southland",
       .separation = metres(4200),
       .p_value = 0.002,
       .inflation = 2.1,
       .sentence = "The two accounts of the hit cannot both be right within stated accuracies (p = 0.002); "
                   "they agree if all errors are 2.1 times larger."}};
  q.assessment.markers = {drill_marker("northland", "hit", 1.018, 1.01, 1200, 900, 80),
                          drill_marker("southland", "hit", 0.992, 0.955, 700, 500, 20),
                          drill_marker("press", "hit", 1.006, 1.02, 900, 900, 0),
                          drill_marker("institute", "crash", 0.985, 0.93, 1500, 600, 110)};
  add_drill_track(q);
  q.problems = {
      {{"drill.textproto", 44, 5}, "the source is not dated to the day", incident::Severity::note, 21}};
  q.inputs = {{"drill.textproto", std::string(64, 'a')}, {"survey-a", std::string(64, 'b')}};
  return q;
}

}  // namespace recon::test
