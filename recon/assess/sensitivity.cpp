// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/sensitivity.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "recon/assess/border_field.hpp"
#include "recon/assess/findings.hpp"
#include "recon/assess/standing.hpp"

namespace recon::assess {
namespace {

using Kind = Doubt::Kind;

/// What tells one cell from another.
using Key = std::tuple<std::string, std::string, std::string, std::string, std::string, std::string>;
Key key_of(const Finding& finding) {
  return {finding.question,      finding.narrative, finding.claim,
          finding.reading_words, finding.border,    finding.instant};
}

constexpr double nearly_certain = 0.01;

bool is_counted(const Finding& finding) {
  return finding.counts && finding.basis != Basis::words && finding.inside.has_value();
}
bool is_open(const Finding& finding) {
  return finding.inside->value >= nearly_certain && finding.inside->value <= 1.0 - nearly_certain;
}

struct Scaling {
  std::string_view word;
  double by;
};
constexpr std::array<Scaling, 3> scalings{{{"removed", 0.0}, {"halved", 0.5}, {"doubled", 2.0}}};

/// A case with one doubt scaled: values of its own, since Given only looks at them.
struct Variant {
  normalise::Normalised read;
  Borders borders;
  bool differs = false;
  std::set<std::string> claims;  // those whose doubt was scaled
};

template <class Number>
Interval<Number> narrowed(const Interval<Number>& cell, double by) {
  if (!std::isfinite(cell.lowest.base()) || !std::isfinite(cell.highest.base())) return cell;
  return {cell.stated + by * (cell.lowest - cell.stated), cell.stated,
          cell.stated + by * (cell.highest - cell.stated)};
}

/// Scales what the printed digits leave open; true where a meaning has such a cell.
struct Rounding {
  double by;
  bool operator()(normalise::Located& its) const {
    its.half_latitude = by * its.half_latitude, its.half_longitude = by * its.half_longitude;
    return true;
  }
  bool operator()(normalise::Radial& its) const {
    its.azimuth = narrowed(its.azimuth, by);
    if (its.distance) its.distance = narrowed(*its.distance, by);
    return true;
  }
  bool operator()(normalise::FromEdge& its) const { return its.distance = narrowed(its.distance, by), true; }
  bool operator()(normalise::FromLandmark& its) const {
    return its.distance = narrowed(its.distance, by), true;
  }
  bool operator()(normalise::LengthInside& its) const { return its.length = narrowed(its.length, by), true; }
  bool operator()(normalise::DepthInside& its) const { return its.depth = narrowed(its.depth, by), true; }
  bool operator()(normalise::TimeInside& its) const {
    its.time.lowest = its.time.stated + by * (its.time.lowest - its.time.stated);
    its.time.highest = its.time.stated + by * (its.time.highest - its.time.stated);
    return true;
  }
  template <class Other>
  bool operator()(Other& /*its*/) const {
    return false;
  }
};

void scale_claim(normalise::ReadClaim& claim, Kind kind, double by, bool& differs) {
  normalise::Error& error = claim.error;
  switch (kind) {
    case Kind::random_error:
      differs |= error.random > metres(0);
      error.random = by * error.random;
      if (auto* track = std::get_if<normalise::TrackRead>(&claim.meaning))
        for (normalise::ReadFix& fix : track->fixes) {
          differs = true, fix.sigma = by * fix.sigma;
          if (fix.ellipse) fix.ellipse->minor = by * fix.ellipse->minor;
        }
      break;
    case Kind::common_bias:
      differs |= error.bias > metres(0);
      error.bias = by * error.bias;
      break;
    case Kind::clock:
      differs |= error.clock.count() > 0.0;
      error.clock = by * error.clock;
      break;
    case Kind::rounding:
      differs |= std::visit(Rounding{by}, claim.meaning);
      break;
    default:
      break;
  }
}

incident::Text in_a_library(Length sigma) { return {std::to_string(in_metres(sigma)) + " m", {}}; }

Variant varied(const Given& given, Kind kind, double by) {
  Variant variant{given.read, given.borders};
  for (normalise::ReadClaim& claim : variant.read.claims) {
    bool scaled = false;
    scale_claim(claim, kind, by, scaled);
    if (scaled) variant.claims.insert(claim.claim);
    variant.differs |= scaled;
  }
  if (kind == Kind::line_error || kind == Kind::line_shift)
    for (auto& [id, version] : variant.borders) {
      const LineError error = line_error(version.about);
      if (kind == Kind::line_error)
        version.about.line_error = in_a_library(by * error.line);
      else
        version.about.shift_error = in_a_library(by * error.shift);
      variant.differs |= (kind == Kind::line_error ? error.line : error.shift) > metres(0);
    }
  return variant;
}

std::string_view words_for(Kind kind) {
  switch (kind) {
    case Kind::random_error:
      return "random error of the statement or fixes";
    case Kind::common_bias:
      return "common bias of the sensor or source";
    case Kind::rounding:
      return "rounding of the printed figures";
    case Kind::clock:
      return "clock";
    case Kind::line_error:
      return "error along the border line";
    case Kind::line_shift:
      return "shift of the border line as a whole";
    case Kind::reading:
      return "the reading";
    case Kind::border:
      break;
  }
  return "the border version";
}

/// All cells of one question and account, as first run.
using Cells = std::vector<const Rerun*>;

class Table {
public:
  Table(const Given& given, const std::vector<Finding>& findings, std::stop_token stop)
      : given_{given}, findings_{findings}, stop_{std::move(stop)}, settings_{given.settings} {
    settings_.draws = std::min(settings_.draws, most_sensitivity_draws);
  }

  Sensitivity make() {
    for (const Finding& finding : findings_) {
      if (!is_counted(finding)) continue;
      if (is_open(finding))
        open_.insert(key_of(finding));
      else
        ++table_.settled;
    }
    table_.cells = open_.size();
    table_.draws = settings_.draws;
    if (open_.empty()) return std::move(table_);
    first_ = run(given_.read, given_.borders, [](const Finding&) { return true; });
    for (const Kind kind : {Kind::random_error, Kind::common_bias, Kind::rounding, Kind::clock,
                            Kind::line_error, Kind::line_shift})
      scale(kind);
    side_by_side();
    std::ranges::stable_sort(table_.doubts, {}, [&](const Doubt& doubt) {
      return std::tuple{place_of(doubt.question, doubt.narrative), -std::abs(doubt.most)};
    });
    return std::move(table_);
  }

private:
  template <class Wanted>
  [[nodiscard]] std::map<Key, Rerun> run(const normalise::Normalised& read, const Borders& borders,
                                         const Wanted& wanted) const {
    const Given varied_given{given_.file, read, borders, settings_};
    const auto open = [&](const Finding& finding) {
      return open_.contains(key_of(finding)) && wanted(finding);
    };
    std::map<Key, Rerun> all;
    for (Rerun& its : rerun(varied_given, open, stop_)) all.emplace(key_of(its.finding), std::move(its));
    return all;
  }

  /// Can a cell come out otherwise? Where its zone ends at a height, heights stated by other claims count
  /// too.
  [[nodiscard]] bool can_move(const Variant& variant, Kind kind, const Finding& finding) const {
    if (kind == Kind::line_error || kind == Kind::line_shift || variant.claims.contains(finding.claim))
      return true;
    const auto question = std::ranges::find(given_.file.questions, finding.question,
                                            [](const incident::Question& its) { return its.id.text; });
    const incident::Zone* zone =
        question == given_.file.questions.end() ? nullptr : given_.zone(question->zone.text);
    return zone == nullptr || height_limits(*zone).limits();
  }

  /// Questions in file order, accounts in theirs.
  [[nodiscard]] std::size_t place_of(const std::string& question, const std::string& narrative) const {
    std::size_t place = 0;
    for (const incident::Question& its : given_.file.questions)
      for (const Account& account : given_.accounts) {
        if (its.id.text == question && account.id == narrative) return place;
        ++place;
      }
    return place;
  }

  void scale(Kind kind) {
    std::vector<std::map<Key, Rerun>> runs;
    for (const Scaling& scaling : scalings) {
      const Variant variant = varied(given_, kind, scaling.by);
      if (!variant.differs || stop_.stop_requested()) return;
      runs.push_back(run(variant.read, variant.borders,
                         [&](const Finding& finding) { return can_move(variant, kind, finding); }));
    }
    std::map<std::pair<std::string, std::string>, Doubt> most;
    for (const auto& [key, first] : first_) {
      const auto doubt = moved(kind, key, first, runs);
      if (!doubt) continue;
      const auto [slot, is_new] = most.try_emplace({doubt->question, doubt->narrative}, *doubt);
      if (!is_new && std::abs(doubt->most) > std::abs(slot->second.most)) slot->second = *doubt;
    }
    for (auto& [of, doubt] : most) table_.doubts.push_back(std::move(doubt));
  }

  [[nodiscard]] std::optional<Doubt> moved(Kind kind, const Key& key, const Rerun& first,
                                           const std::vector<std::map<Key, Rerun>>& runs) const {
    if (first.inside.empty()) return std::nullopt;
    Doubt doubt = blank(kind, first.finding);
    for (std::size_t i = 0; i < runs.size(); ++i) {
      const auto found = runs[i].find(key);
      const Rerun& other = found == runs[i].end() ? first : found->second;  // what cannot move was not run
      if (other.inside.size() != first.inside.size() || !other.finding.inside) return std::nullopt;
      // A floor or ceiling lowers both runs by one share; docs/method/answers.md.
      const Change its = change(first.inside, other.inside);
      add(doubt, {std::string{scalings[i].word}, other.finding.inside->value, its.by, its.error});
    }
    return doubt;
  }

  static Doubt blank(Kind kind, const Finding& finding) {
    return {.question = finding.question,
            .narrative = finding.narrative,
            .kind = kind,
            .what = std::string{words_for(kind)},
            .claim = finding.claim,
            .reading_words = finding.reading_words,
            .border = finding.border,
            .inside = finding.inside ? finding.inside->value : 0.0};
  }

  static void add(Doubt& doubt, Doubt::Run run) {
    if (std::abs(run.change) > std::abs(doubt.most)) {
      doubt.most = run.change;
      doubt.most_error = run.error;
    }
    doubt.runs.push_back(std::move(run));
  }

  // ---- readings and versions, which need no run of their own ----------------------------------------

  /// Findings that differ in one thing only, by the key of the thing left out.
  void side_by_side() {
    std::map<std::pair<std::string, std::string>, std::map<std::string, Doubt>> most;
    const auto keep = [&](Doubt doubt) {
      if (doubt.runs.empty()) return;
      auto& its = most[{doubt.question, doubt.narrative}];
      const auto [slot, is_new] = its.try_emplace(doubt.what, doubt);
      if (!is_new && std::abs(doubt.most) > std::abs(slot->second.most)) slot->second = std::move(doubt);
    };
    for (const Finding& finding : findings_) {
      if (!is_counted(finding)) continue;
      keep(over_borders(finding));
      for (const normalise::OptionTaken& taken : finding.reading) keep(over_options(finding, taken));
    }
    for (auto& [of, its] : most)
      for (auto& [what, doubt] : its) table_.doubts.push_back(std::move(doubt));
  }

  [[nodiscard]] Doubt over_borders(const Finding& from) const {
    Doubt doubt = blank(Kind::border, from);
    for (const Finding& to : findings_)
      if (is_counted(to) && to.border != from.border && to.question == from.question &&
          to.narrative == from.narrative && to.claim == from.claim && to.instant == from.instant &&
          to.reading == from.reading)
        compare(doubt, from, to, given_.name_of_border(to.border));
    return doubt;
  }

  [[nodiscard]] Doubt over_options(const Finding& from, const normalise::OptionTaken& taken) const {
    Doubt doubt = blank(Kind::reading, from);
    const auto choice = std::ranges::find(given_.read.choices, taken.choice, &normalise::Choice::id);
    if (choice == given_.read.choices.end()) return doubt;
    doubt.what = doubt_in_words(*choice);
    for (const normalise::Option& option : choice->options) {
      if (option.id == taken.option) continue;
      auto reading = from.reading;
      for (normalise::OptionTaken& its : reading)
        if (its.choice == taken.choice) its.option = option.id;
      for (const Finding& to : findings_)
        if (is_counted(to) && to.border == from.border && to.question == from.question &&
            to.narrative == from.narrative && to.claim == from.claim && to.instant == from.instant &&
            to.reading == reading)
          compare(doubt, from, to, option.means.empty() ? option.id : option.means);
    }
    return doubt;
  }

  /// Two findings of the full run: draws are keyed by claim, so they share what both draw.
  static void compare(Doubt& doubt, const Finding& from, const Finding& to, const std::string& changed) {
    const auto variance = [](const Probability& p) {
      return p.draws == 0 ? 0.0 : p.value * (1.0 - p.value) / static_cast<double>(p.draws);
    };
    // Without the draws side by side, the error is that of independent runs: an upper bound.
    add(doubt, {changed, to.inside->value, to.inside->value - from.inside->value,
                std::sqrt(variance(*from.inside) + variance(*to.inside))});
  }

  const Given& given_;
  const std::vector<Finding>& findings_;
  std::stop_token stop_;
  Settings settings_;
  std::set<Key> open_;
  std::map<Key, Rerun> first_;
  Sensitivity table_;
};

}  // namespace

Change change(const std::vector<bool>& from, const std::vector<bool>& to) {
  std::size_t in = 0, out = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (!from[i] && to[i]) ++in;
    if (from[i] && !to[i]) ++out;
  }
  const auto n = static_cast<double>(from.size());
  const double by = (static_cast<double>(in) - static_cast<double>(out)) / n;
  const double moved = static_cast<double>(in + out) / n;
  return {by, std::sqrt(std::max(0.0, moved - by * by) / n)};
}

Sensitivity sensitivity(const Given& given, const std::vector<Finding>& findings,
                        const std::stop_token& stop) {
  return Table{given, findings, stop}.make();
}

}  // namespace recon::assess
