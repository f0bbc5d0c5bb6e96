// SPDX-License-Identifier: Apache-2.0
#include "recon/report/separation_words.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include <nlohmann/json.hpp>

#include "recon/geo/printed_position.hpp"
#include "recon/report/text.hpp"
#include "recon/report/words.hpp"

namespace recon::report {
namespace {

using assess::ComparedLine;
using assess::Comparison;
using assess::PairSeparation;
using nlohmann::ordered_json;

constexpr std::size_t widest = 100;

std::string in_m(Length length) { return fixed(in_metres(length), 0); }
std::string signed_m(Length length) {
  return (in_metres(length) > 0.5 ? "+" : "") + fixed(in_metres(length), 0);
}
std::string stated(const std::optional<Length>& length) { return length ? in_m(*length) : "–"; }
std::string km2(assess::Surface area) { return fixed(assess::in_square_kilometres(area), 2); }

/// Rows of cells under a head; the first columns as wide as they need, numbers to the right.
class Table {
public:
  Table(std::vector<std::string> head, std::size_t words) : words_{words} { add(std::move(head)); }
  void add(std::vector<std::string> row) {
    widths_.resize(std::max(widths_.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths_[i] = std::max(widths_[i], columns(row[i]));
    rows_.push_back(std::move(row));
  }
  [[nodiscard]] std::string print() const {
    std::string out;
    for (const auto& row : rows_) {
      std::string line = "  ";
      for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string gap(widths_[i] - columns(row[i]), ' ');
        line += i < words_ ? row[i] + gap : gap + row[i];
        if (i + 1 < row.size()) line += "  ";
      }
      out += line.erase(line.find_last_not_of(' ') + 1) + '\n';
    }
    return out;
  }

private:
  std::size_t words_;
  std::vector<std::size_t> widths_;
  std::vector<std::vector<std::string>> rows_;
};

std::string paragraph(const std::string& words) {
  std::string out;
  for (const std::string& line : wrap(words, widest)) out += line + '\n';
  return out;
}

const assess::SeparationPoint& furthest(const PairSeparation& pair) {
  return pair.there.largest >= pair.back.largest ? *pair.there.worst : *pair.back.worst;
}

std::string correlation_words(const PairSeparation& pair) {
  if (!pair.correlation) return "too short to tell";
  const auto km = [](Length l) { return fixed(in_kilometres(l), 1); };
  if (!pair.correlation->determined) return "≥ " + km(pair.correlation->lowest);
  return km(pair.correlation->value) + " (" + km(pair.correlation->lowest) + "–" +
         km(pair.correlation->highest) + ")";
}

std::string shift_words(const PairSeparation& pair) {
  if (!pair.shift) return "–";
  return signed_m(pair.shift->east) + ", " + signed_m(pair.shift->north) +
         (pair.shift->across_only ? " *" : "");
}

std::optional<Length> together(const ComparedLine& a, const ComparedLine& b) {
  const auto one = total_error(a.line_error, a.shift_error), two = total_error(b.line_error, b.shift_error);
  if (!one || !two) return std::nullopt;
  return metres(std::hypot(in_metres(*one), in_metres(*two)));
}

std::string letter(std::size_t i) {
  return i < 26 ? std::string(1, static_cast<char>('a' + static_cast<int>(i))) : std::to_string(i + 1);
}
std::string name_of(const PairSeparation& pair) { return letter(pair.first) + " – " + letter(pair.second); }

std::string versions_table(const Comparison& c) {
  Table table{{"", "version", "family", "length km", "line m", "shift m", "correlation km"}, 3};
  for (std::size_t i = 0; i < c.lines.size(); ++i) {
    const ComparedLine& line = c.lines[i];
    table.add({letter(i), line.id, line.family, fixed(in_kilometres(line.length), 1), stated(line.line_error),
               stated(line.shift_error),
               line.correlation ? fixed(in_kilometres(*line.correlation), 1) : "–"});
  }
  return "Versions, with the error (one sigma) and correlation length that their entries state\n" +
         table.print();
}

std::string separations_table(const Comparison& c) {
  Table table{{"", "mean", "±", "sd", "rms", "95 %", "largest", "where", "stated together"}, 1};
  for (const PairSeparation& pair : c.pairs) {
    const auto both = together(c.lines[pair.first], c.lines[pair.second]);
    table.add({name_of(pair), signed_m(pair.there.mean), pair.mean_error ? in_m(*pair.mean_error) : "–",
               in_m(pair.there.sd), in_m(pair.rms), in_m(pair.p95), in_m(pair.largest),
               geo::print(furthest(pair).here), both ? in_m(*both) : "–"});
  }
  return paragraph(
             "Separation in metres: mean (± one sigma of it) and sd signed along the first line, positive "
             "where "
             "the second gives " +
             c.subject.state +
             " more; rms, 95 % and largest of the size, both ways. An rms well above "
             "what the two entries state together says that one of them states too little here.") +
         table.print();
}

std::string implied_table(const Comparison& c) {
  Table table{{"", "shift E, N", "rms before", "left", "σ line", "σ shift", "correlation km (95 %)", ""}, 1};
  bool across = false;
  for (const PairSeparation& pair : c.pairs) {
    across = across || (pair.shift && pair.shift->across_only);
    table.add({name_of(pair), shift_words(pair), pair.shift ? in_m(pair.shift->rms_before) : "–",
               pair.shift ? in_m(pair.shift->rms_left) : "–", in_m(pair.implied.line),
               in_m(pair.implied.shift), correlation_words(pair), pair.independent ? "" : "one family"});
  }
  return paragraph(
             "Best shift of the second line, and the error (σ) of each line that the separation implies if "
             "both "
             "are independent and equally good (line² = variance/2, shift = |mean|/√2, at least 30 m). "
             "Versions of one family are "
             "not independent: their figures show editing, not error.") +
         table.print() + (across ? "  * the line is too straight to tell a shift along it\n" : "");
}

std::string ground_table(const Comparison& c) {
  const assess::SharedGround& ground = *c.ground;
  const assess::Subject& who = c.subject;
  Table table{{"", who.state, who.is_coast() ? "" : who.other, who.state + " by it alone", "by all but it"},
              1};
  for (std::size_t i = 0; i < ground.by_version.size(); ++i) {
    const assess::GroundShare& share = ground.by_version[i];
    table.add({letter(i), km2(share.state), who.is_coast() ? "" : km2(share.other), km2(share.alone),
               km2(share.denied_alone)});
  }
  const std::string all = count_word(ground.by_version.size());
  return paragraph("Ground in the rectangle that all cover, km²: whole " + km2(ground.whole) + "; " +
                   who.state + " in all " + all + " " + km2(ground.state_in_all) + ", in at least one " +
                   km2(ground.state_in_some) +
                   (who.is_coast() ? "" : "; " + who.other + " in all " + km2(ground.other_in_all)) +
                   "; told differently " + km2(ground.told_differently) + ".") +
         table.print();
}

std::string window_words(const geo::Window& w) {
  const auto degrees_of = [](Angle a) { return fixed(std::abs(in_degrees(a)), 3); };
  return degrees_of(w.south) + "–" + degrees_of(w.north) + "° " + (in_degrees(w.north) < 0 ? "S" : "N") +
         ", " + degrees_of(w.west) + "–" + degrees_of(w.east) + "° " + (in_degrees(w.east) < 0 ? "W" : "E");
}

std::vector<std::string> attributions(const Comparison& c) {
  std::vector<std::string> out;
  std::set<std::string> told;
  for (const ComparedLine& line : c.lines)
    if (!line.attribution.empty() && told.insert(line.attribution).second) out.push_back(line.attribution);
  return out;
}

ordered_json metres_or_null(const std::optional<Length>& length) {
  return length ? ordered_json(in_metres(*length)) : ordered_json(nullptr);
}
double rounded(double value, double step) { return std::round(value / step) * step; }
ordered_json position_json(const geo::Position& p) {
  return {{"latitude_deg", rounded(in_degrees(p.latitude), 1e-7)},
          {"longitude_deg", rounded(in_degrees(p.longitude), 1e-7)}};
}

ordered_json one_way(const assess::Separations& s) {
  return {{"places", s.points.size()},
          {"left_out", s.left_out},
          {"mean_m", in_metres(s.mean)},
          {"sd_m", in_metres(s.sd)},
          {"rms_m", in_metres(s.rms)},
          {"p95_m", in_metres(s.p95)},
          {"largest_m", in_metres(s.largest)},
          {"largest_at", position_json(s.worst->here)},
          {"nearest_there", position_json(s.worst->there)}};
}

ordered_json pair_json(const Comparison& c, const PairSeparation& pair) {
  ordered_json out{{"first", c.lines[pair.first].id},
                   {"second", c.lines[pair.second].id},
                   {"independent", pair.independent},
                   {"along_first", one_way(pair.there)},
                   {"along_second", one_way(pair.back)},
                   {"mean_size_m", in_metres(pair.mean_size)},
                   {"rms_m", in_metres(pair.rms)},
                   {"p95_m", in_metres(pair.p95)},
                   {"largest_m", in_metres(pair.largest)},
                   {"mean_sigma_m", metres_or_null(pair.mean_error)},
                   {"stated_together_m", metres_or_null(together(c.lines[pair.first], c.lines[pair.second]))},
                   {"implied_line_error_m", in_metres(pair.implied.line)},
                   {"implied_shift_error_m", in_metres(pair.implied.shift)}};
  if (pair.correlation) {
    ordered_json& length = out["correlation"];
    length["determined"] = pair.correlation->determined;
    if (pair.correlation->determined) {
      length["length_m"] = in_metres(pair.correlation->value);
      length["highest_m"] = in_metres(pair.correlation->highest);
    }
    length["lowest_m"] = in_metres(pair.correlation->lowest);
  }
  if (pair.shift)
    out["best_shift_of_second"] = {{"east_m", in_metres(pair.shift->east)},
                                   {"north_m", in_metres(pair.shift->north)},
                                   {"rms_before_m", in_metres(pair.shift->rms_before)},
                                   {"rms_left_m", in_metres(pair.shift->rms_left)},
                                   {"across_only", pair.shift->across_only}};
  return out;
}

ordered_json ground_json(const Comparison& c) {
  const assess::SharedGround& g = *c.ground;
  const auto area = assess::in_square_kilometres;
  ordered_json out{{"whole_km2", area(g.whole)},
                   {"state_in_all_km2", area(g.state_in_all)},
                   {"state_in_some_km2", area(g.state_in_some)},
                   {"other_in_all_km2", area(g.other_in_all)},
                   {"neither_in_all_km2", area(g.neither_in_all)},
                   {"told_differently_km2", area(g.told_differently)}};
  for (std::size_t i = 0; i < g.by_version.size(); ++i)
    out["by_version"].push_back({{"id", c.lines[i].id},
                                 {"state_km2", area(g.by_version[i].state)},
                                 {"other_km2", area(g.by_version[i].other)},
                                 {"state_by_it_alone_km2", area(g.by_version[i].alone)},
                                 {"state_by_all_but_it_km2", area(g.by_version[i].denied_alone)}});
  return out;
}

}  // namespace

std::string subject_words(const assess::Subject& subject) {
  return subject.is_coast() ? "coast of " + subject.state
                            : "boundary of " + subject.state + " and " + subject.other;
}

std::optional<Length> total_error(const std::optional<Length>& line, const std::optional<Length>& shift) {
  if (!line && !shift) return std::nullopt;
  return metres(std::hypot(in_metres(line.value_or(metres(0))), in_metres(shift.value_or(metres(0)))));
}

std::string separation_terminal(const Comparison& c) {
  std::string out =
      paragraph(capitalised(subject_words(c.subject)) + " in " + window_words(c.stretch.window) +
                (c.stretch.along.empty() ? "" : ", within " + distance(c.stretch.reach) + " of the track") +
                ", a place every 50 m") +
      "\n" + versions_table(c);
  if (!c.pairs.empty()) out += "\n" + separations_table(c) + "\n" + implied_table(c);
  if (c.ground) out += "\n" + ground_table(c);
  out += "\n";
  for (const std::string& note : c.notes) out += paragraph(note);
  std::string names;
  for (const std::string& text : attributions(c)) names += (names.empty() ? "" : "; ") + text;
  out += paragraph("Lines: " + names);
  // Line by line: a line end is a control character too.
  std::string plain;
  for (std::size_t from = 0; from < out.size();) {
    const std::size_t to = std::min(out.find('\n', from), out.size());
    plain += for_terminal(out.substr(from, to - from)) + '\n';
    from = to + 1;
  }
  return plain;
}

std::string separation_csv(const Comparison& c) {
  std::string out;
  for (const std::string& text : attributions(c)) out += "# " + text + "\n";
  out += "first,second,at_m,latitude,longitude,nearest_latitude,nearest_longitude,separation_m\n";
  const auto degrees_of = [](Angle a) { return std::to_string(in_degrees(a)); };
  const auto tenths = [](double value) {
    const long long n = std::llround(value * 10.0), size = std::abs(n);
    return (n < 0 ? "-" : "") + std::to_string(size / 10) + "." + std::to_string(size % 10);
  };
  for (const PairSeparation& pair : c.pairs)
    for (const assess::SeparationPoint& p : pair.there.points)
      out += c.lines[pair.first].id + "," + c.lines[pair.second].id + "," +
             std::to_string(std::llround(in_metres(p.at))) + "," + degrees_of(p.here.latitude) + "," +
             degrees_of(p.here.longitude) + "," + degrees_of(p.there.latitude) + "," +
             degrees_of(p.there.longitude) + "," + tenths(in_metres(p.separation)) + "\n";
  return out;
}

std::string separation_json(const Comparison& c) {
  const geo::Window& w = c.stretch.window;
  ordered_json out{{"subject", {{"state", c.subject.state}, {"other", c.subject.other}}},
                   {"sign", "positive where the second version gives the state more"},
                   {"window",
                    {{"west_deg", in_degrees(w.west)},
                     {"south_deg", in_degrees(w.south)},
                     {"east_deg", in_degrees(w.east)},
                     {"north_deg", in_degrees(w.north)}}},
                   {"versions", ordered_json::array()},
                   {"pairs", ordered_json::array()}};
  if (!c.stretch.along.empty()) out["within_of_track_m"] = in_metres(c.stretch.reach);
  for (const ComparedLine& line : c.lines)
    out["versions"].push_back({{"id", line.id},
                               {"family", line.family},
                               {"attribution", line.attribution},
                               {"length_m", in_metres(line.length)},
                               {"stated_line_error_m", metres_or_null(line.line_error)},
                               {"stated_shift_error_m", metres_or_null(line.shift_error)},
                               {"stated_correlation_m", metres_or_null(line.correlation)}});
  for (const PairSeparation& pair : c.pairs) out["pairs"].push_back(pair_json(c, pair));
  if (c.ground) out["ground"] = ground_json(c);
  out["notes"] = c.notes;
  return out.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace recon::report
