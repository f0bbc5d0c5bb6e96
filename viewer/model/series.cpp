// SPDX-License-Identifier: Apache-2.0
#include "viewer/model/series.hpp"

#include <algorithm>
#include <cmath>

#include "recon/assess/envelope.hpp"
#include "recon/report/figures.hpp"
#include "recon/report/words.hpp"

namespace recon::viewer {
namespace {

Interval<double> km(const Interval<Length>& m) {
  return {in_kilometres(m.lowest), in_kilometres(m.stated), in_kilometres(m.highest)};
}

template <class Value>
Curve curve_of(const Moving& moving, const Value& value) {
  Curve curve{.account = moving.account->id};
  for (std::size_t i = 0; i < moving.times.size() && i < moving.at.size(); ++i) {
    const auto v = value(moving, i);
    if (!v) continue;
    curve.times.push_back(moving.times[i]);
    curve.values.push_back(*v);
  }
  return curve;
}

void scale(ChartData& chart, bool around_zero) {
  double low = around_zero ? -0.5 : 1e12, high = around_zero ? 0.5 : -1e12;
  for (const Curve& curve : chart.curves)
    for (const Interval<double>& v : curve.values)
      low = std::min(low, v.lowest), high = std::max(high, v.highest);
  if (low > high) low = 0.0, high = 1.0;
  if (high - low < 1e-9) high = low + 1.0;
  const double step = report::nice_step(high - low, 3.0);
  chart.low = low - 0.06 * (high - low);
  chart.high = high + 0.06 * (high - low);
  chart.ticks = report::ticks(chart.low, chart.high, step);
}

/// Margins far from the border say nothing about it: the axis shows the dispute, not the approach. The
/// closest that each account comes is part of the dispute.
void clamp_to_the_dispute(ChartData& chart) {
  double reach = std::max(2.0, chart.border_error);
  for (const Curve& curve : chart.curves) {
    double closest = -1e12;
    for (const Interval<double>& v : curve.values) closest = std::max(closest, v.stated);
    reach = std::max(reach, std::abs(closest));
  }
  const double floor = -1.3 * reach;
  if (chart.low >= floor) return;
  chart.low = floor;
  chart.ticks = report::ticks(chart.low, chart.high, report::nice_step(chart.high - chart.low, 3.0));
}

ChartData margins(const report::View& view, const Choices& choices, const std::vector<Moving>& all) {
  ChartData chart{.kind = Chart::margin, .title = "Margin to the border", .unit = "km"};
  chart.note = "5–95 % band";
  for (const Moving& one : all) {
    Curve curve =
        curve_of(one, [](const Moving& m, std::size_t i) { return std::optional{km(m.at[i].margin)}; });
    if (!curve.times.empty()) chart.curves.push_back(std::move(curve));
  }
  if (const auto version = view.inquiry.borders.find(choices.border); version != view.inquiry.borders.end())
    if (const auto error = report::border_error(version->second.about))
      chart.border_error = in_kilometres(*error);
  scale(chart, true);
  clamp_to_the_dispute(chart);
  if (!chart.curves.empty()) return chart;
  for (const Moving& one : all)
    if (one.kind == Moving::Kind::pending)
      chart.why_empty += (chart.why_empty.empty() ? "" : "; ") + one.account->letter + ": " + one.words;
  return chart;
}

/// The aircraft of the question, by which its limits are known.
const incident::Aircraft* aircraft_of(const report::View& view, const Choices& choices) {
  const report::QuestionView* question = question_of(view, choices);
  return question == nullptr || question->question == nullptr
             ? nullptr
             : incident::find(view.inquiry.incident.aircraft, question->question->aircraft.text);
}

/// A limit is shown where the axis reaches it or nearly so; it never squeezes the curves to a line.
void add_limit(ChartData& chart, Limit limit) {
  const double room = 0.6 * (chart.high - chart.low);
  if (limit.value > chart.high + room || limit.value < chart.low - room) return;
  chart.low = std::min(chart.low, std::max(0.0, limit.or_less.value_or(limit.value) - 0.04 * room));
  chart.high = std::max(chart.high, limit.value + 0.12 * room);
  chart.limits.push_back(std::move(limit));
  chart.ticks = report::ticks(chart.low, chart.high, report::nice_step(chart.high - chart.low, 3.0));
}

ChartData probabilities(const std::vector<Moving>& all) {
  ChartData chart{.kind = Chart::probability, .title = "Probability inside", .unit = "%"};
  for (const Moving& one : all) {
    Curve curve = curve_of(one, [](const Moving& m, std::size_t i) {
      const double p = 100.0 * m.at[i].inside;
      return std::optional{Interval<double>{p, p, p}};
    });
    if (!curve.times.empty()) chart.curves.push_back(std::move(curve));
  }
  chart.low = -6.0, chart.high = 106.0;
  chart.ticks = {0.0, 50.0, 100.0};
  return chart;
}

ChartData separations(const std::vector<Moving>& all) {
  ChartData chart{.kind = Chart::separation, .title = "Separation", .unit = "km"};
  constexpr std::size_t most_paths = 20, most_instants = 600;
  for (std::size_t a = 0; a < all.size(); ++a)
    for (std::size_t b = a + 1; b < all.size(); ++b) {
      Curve curve{.account = all[a].account->letter + " to " + all[b].account->letter};
      const std::size_t stride = 1 + all[a].times.size() / most_instants;
      for (std::size_t t = 0; t < all[a].times.size(); t += stride) {
        const Instant time = all[a].times[t];
        std::vector<geo::Position> one, other;
        for (std::size_t i = 0; i < std::min(most_paths, all[a].paths.size()); ++i)
          if (const auto p = position_at(all[a], i, time)) one.push_back(*p);
        for (std::size_t i = 0; i < std::min(most_paths, all[b].paths.size()); ++i)
          if (const auto p = position_at(all[b], i, time)) other.push_back(*p);
        if (one.empty() || other.empty()) continue;
        curve.times.push_back(time);
        curve.values.push_back(km(assess::apart(one, other)));
      }
      if (!curve.times.empty()) chart.curves.push_back(std::move(curve));
      if (!chart.curves.empty() && chart.curves.size() == 3) break;
    }
  if (chart.curves.size() == 1) chart.title = chart.curves.front().account + " apart";
  scale(chart, false);
  chart.low = std::min(0.0, chart.low);
  if (chart.low < 0.0) chart.low = -0.06 * chart.high;
  chart.ticks = report::ticks(chart.low, chart.high, report::nice_step(chart.high - chart.low, 3.0));
  return chart;
}

ChartData speeds(const report::View& view, const Choices& choices, const std::vector<Moving>& all) {
  ChartData chart{.kind = Chart::speed, .title = "Ground speed", .unit = "km/h", .note = "5–95 % band"};
  for (const Moving& one : all) {
    if (!one.has_speed) continue;
    Curve curve = curve_of(one, [](const Moving& m, std::size_t i) {
      const auto& s = m.at[i].speed;
      return s.highest > metres_per_second(0)
                 ? std::optional{Interval<double>{in_kilometres_per_hour(s.lowest),
                                                  in_kilometres_per_hour(s.stated),
                                                  in_kilometres_per_hour(s.highest)}}
                 : std::nullopt;
    });
    if (!curve.times.empty()) chart.curves.push_back(std::move(curve));
  }
  scale(chart, false);
  if (chart.curves.empty()) return chart;
  const assess::Envelope limits = assess::envelope(aircraft_of(view, choices));
  const double slowest = in_kilometres_per_hour(limits.slowest), slow = in_kilometres_per_hour(limits.slow);
  const double fastest = in_kilometres_per_hour(limits.fastest);
  if (slow > 0.0)
    add_limit(chart, {slow, slowest,
                      "lowest airspeed " + report::fixed(slowest, 0) + " to " + report::fixed(slow, 0) +
                          ", by its configuration; wind not counted"});
  add_limit(chart, {fastest, std::nullopt, "fastest published " + report::fixed(fastest, 0)});
  return chart;
}

/// Of drawn flights only: between the fixes of a track a turn is mostly their error.
template <class Value>
ChartData turning(const std::vector<Moving>& all, ChartData chart, const Value& value) {
  for (const Moving& one : all) {
    if (one.kind != Moving::Kind::flights && one.kind != Moving::Kind::closest) continue;
    Curve curve = curve_of(one, value);
    if (!curve.times.empty()) chart.curves.push_back(std::move(curve));
  }
  scale(chart, false);
  return chart;
}

ChartData turns(const std::vector<Moving>& all) {
  return turning(all, {.kind = Chart::turn, .title = "Turn", .unit = "°/s", .note = "5–95 % band"},
                 [](const Moving& m, std::size_t i) {
                   const Interval<Angle>& turn = m.at[i].turn;
                   return std::optional{Interval<double>{in_degrees(turn.lowest), in_degrees(turn.stated),
                                                         in_degrees(turn.highest)}};
                 });
}

ChartData loads(const std::vector<Moving>& all) {
  ChartData chart =
      turning(all, {.kind = Chart::load, .title = "Load factor", .unit = "g", .note = "of level turns"},
              [](const Moving& m, std::size_t i) { return std::optional{m.at[i].load}; });
  if (!chart.curves.empty())
    add_limit(chart, {assess::load_limit, std::nullopt,
                      "limit " + report::fixed(assess::load_limit, 1) + " g that flights are held to"});
  return chart;
}

ChartData altitudes(const std::vector<Moving>& all) {
  ChartData chart{.kind = Chart::altitude, .title = "Altitude", .unit = "m"};
  for (const Moving& one : all) {
    Curve curve{.account = one.account->id};
    for (std::size_t i = 0; i < one.altitude.size() && i < one.times.size(); ++i)
      if (one.altitude[i]) {
        const double h = in_metres(*one.altitude[i]);
        curve.times.push_back(one.times[i]);
        curve.values.push_back({h, h, h});
      }
    if (!curve.times.empty()) chart.curves.push_back(std::move(curve));
  }
  scale(chart, false);
  return chart;
}

std::string words_of(Chart kind, double value) {
  switch (kind) {
    case Chart::margin:
      return report::margin_words(kilometres(value));
    case Chart::probability:
      return report::percent(value / 100.0);
    case Chart::separation:
      return report::distance(kilometres(value));
    case Chart::speed:
      return report::fixed(value, 0) + " km/h";
    case Chart::turn:
      return report::fixed(value, 1) + " °/s";
    case Chart::load:
      return report::fixed(value, 1) + " g";
    case Chart::altitude:
      return report::fixed(value, 0) + " m";
    case Chart::versions:
      break;
  }
  return {};
}

}  // namespace

std::vector<ChartData> charts_of(const report::View& view, const Choices& choices,
                                 const std::vector<Moving>& all) {
  std::vector<ChartData> charts;
  for (const Chart kind : all_charts) {
    if (std::find(choices.charts.begin(), choices.charts.end(), kind) == choices.charts.end()) continue;
    ChartData chart;
    switch (kind) {
      case Chart::versions:
        continue;  // not over time
      case Chart::margin:
        chart = margins(view, choices, all);
        break;
      case Chart::probability:
        chart = probabilities(all);
        break;
      case Chart::separation:
        chart = separations(all);
        break;
      case Chart::speed:
        chart = speeds(view, choices, all);
        break;
      case Chart::turn:
        chart = turns(all);
        break;
      case Chart::load:
        chart = loads(all);
        break;
      case Chart::altitude:
        chart = altitudes(all);
        break;
    }
    if (!chart.curves.empty() || !chart.why_empty.empty()) charts.push_back(std::move(chart));
  }
  return charts;
}

std::optional<Interval<double>> value_at(const Curve& curve, Instant time) {
  if (curve.times.empty() || time < curve.times.front() || time > curve.times.back()) return std::nullopt;
  const auto next = std::upper_bound(curve.times.begin(), curve.times.end(), time);
  const auto i = static_cast<std::size_t>(next - curve.times.begin()) - 1;
  if (next == curve.times.end()) return curve.values[i];
  const double share = between(curve.times[i], time) / between(curve.times[i], *next);
  const auto mix = [&](double a, double b) { return a + share * (b - a); };
  return Interval<double>{mix(curve.values[i].lowest, curve.values[i + 1].lowest),
                          mix(curve.values[i].stated, curve.values[i + 1].stated),
                          mix(curve.values[i].highest, curve.values[i + 1].highest)};
}

std::vector<ReadOut> read_outs(const report::View& /*view*/, const ChartData& chart, Instant time) {
  std::vector<ReadOut> all;
  for (const Curve& curve : chart.curves) {
    const auto value = value_at(curve, time);
    all.push_back({curve.account, value ? words_of(chart.kind, value->stated) : "not then"});
  }
  return all;
}

Curve thinned(const Curve& curve, Span span, std::size_t pixels) {
  const auto first = std::lower_bound(curve.times.begin(), curve.times.end(), span.from);
  const auto last = std::upper_bound(first, curve.times.end(), span.to);
  // One beyond either end, so that a line runs out of the picture.
  std::size_t begin = static_cast<std::size_t>(first - curve.times.begin());
  std::size_t end = static_cast<std::size_t>(last - curve.times.begin());
  if (begin > 0) --begin;
  if (end < curve.times.size()) ++end;
  Curve thin{.account = curve.account};
  const auto keep = [&](std::size_t i) {
    thin.times.push_back(curve.times[i]);
    thin.values.push_back(curve.values[i]);
  };
  if (end - begin <= 4 * pixels) {
    for (std::size_t i = begin; i < end; ++i) keep(i);
    return thin;
  }
  const Duration whole = between(span.from, span.to);
  const auto pixel_of = [&](std::size_t i) {
    return std::llround(
        std::floor(static_cast<double>(pixels) * (between(span.from, curve.times[i]) / whole)));
  };
  for (std::size_t i = begin; i < end;) {
    std::size_t next = i, least = i, greatest = i;
    for (; next < end && pixel_of(next) == pixel_of(i); ++next) {
      if (curve.values[next].stated < curve.values[least].stated) least = next;
      if (curve.values[next].stated > curve.values[greatest].stated) greatest = next;
    }
    std::size_t kept[] = {i, std::min(least, greatest), std::max(least, greatest), next - 1};
    for (std::size_t k = 0; k < 4; ++k)
      if (k == 0 || kept[k] != kept[k - 1]) keep(kept[k]);
    i = next;
  }
  return thin;
}

namespace {

const report::Row* row_of(const report::QuestionView& question, const std::string& account,
                          const assess::Finding* finding) {
  for (const report::AccountRows& rows : question.matrix)
    if (rows.account->id == account)
      for (const report::ClaimRows& claim : rows.claims)
        for (const report::Row& row : claim.rows)
          if (row.words == finding ||
              std::find(row.cells.begin(), row.cells.end(), finding) != row.cells.end())
            return &row;
  return nullptr;
}

VersionRow version_row(const report::View& view, const Choices& choices, const report::Version& version,
                       const assess::Finding* cell) {
  VersionRow row{.version = &version, .chosen = version.id == choices.border};
  if (const auto known = view.inquiry.borders.find(version.id); known != view.inquiry.borders.end())
    if (const auto error = report::border_error(known->second.about))
      row.border_error = in_kilometres(*error);
  if (cell == nullptr) {
    row.words = "no answer";
    return row;
  }
  row.side = cell->side;
  for (const Length dot : cell->dots) row.dots.push_back(in_kilometres(dot));
  std::sort(row.dots.begin(), row.dots.end());
  if (cell->inside) row.share = report::percent(*cell, view.inquiry.assessment.settings.call_inside_at);
  row.words = report::side_word(cell->side);
  if (!cell->inside && cell->side == assess::Side::undetermined)
    row.words = report::cause_in_a_cell(cell->cause);
  else if (row.dots.empty())
    row.words += ", in words only";
  return row;
}

}  // namespace

VersionChart by_version(const report::View& view, const Choices& choices, const std::vector<Branch>& tree) {
  VersionChart chart;
  const report::QuestionView* question = question_of(view, choices);
  if (question == nullptr) return chart;
  double least = 0.0, greatest = 0.0;
  for (const std::string& account : choices.shown) {
    const auto leaf = chosen_leaf(tree, account);
    const report::Row* row = leaf ? row_of(*question, account, leaf->finding) : nullptr;
    if (row == nullptr) continue;
    VersionGroup group{.account = &view.account(account), .label = leaf->label};
    for (std::size_t i = 0; i < question->versions.size(); ++i) {
      if (!question->versions[i].counts) continue;
      const assess::Finding* cell = i < row->cells.size() ? row->cells[i] : nullptr;
      group.rows.push_back(
          version_row(view, choices, question->versions[i], cell == nullptr ? row->words : cell));
      for (const double dot : group.rows.back().dots)
        least = std::min(least, dot), greatest = std::max(greatest, dot);
    }
    chart.groups.push_back(std::move(group));
  }
  // Zero is always in sight, and some ground on its other side.
  const double room = std::max(0.2, 0.12 * (greatest - least));
  chart.low = least - room, chart.high = greatest + room;
  chart.ticks = report::ticks(chart.low, chart.high, report::nice_step(chart.high - chart.low, 4.0));
  return chart;
}

std::vector<DotPlace> place_dots(const std::vector<double>& across, double zero, double diameter,
                                 std::size_t levels) {
  std::vector<DotPlace> places(across.size());
  // From zero outwards, so that whoever finds a column full can move on, away from zero.
  std::vector<std::size_t> order(across.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::abs(across[a] - zero) < std::abs(across[b] - zero);
  });
  struct Column {
    double at = 0.0;
    std::size_t filled = 0;
  };
  for (const double side : {-1.0, 1.0}) {
    std::optional<Column> last;
    for (const std::size_t i : order) {
      const double off = across[i] - zero;
      if ((off < 0.0) != (side < 0.0)) continue;
      const double wanted = std::max(std::abs(off), 0.5 * diameter);
      if (!last || wanted >= last->at + diameter)
        last = Column{wanted, 0};
      else if (last->filled == levels)
        last = Column{last->at + diameter, 0};
      places[i] = {zero + side * last->at, last->filled++};
    }
  }
  return places;
}

VersionChart fitted_to(VersionChart chart, double width, double diameter, std::size_t levels) {
  constexpr int most_rounds = 60;
  constexpr double by = 0.05;
  for (int round = 0; round < most_rounds; ++round) {
    const double span = chart.high - chart.low;
    const auto x_of = [&](double km) { return width * (km - chart.low) / span; };
    bool left = false, right = false;
    for (const VersionGroup& group : chart.groups)
      for (const VersionRow& row : group.rows) {
        std::vector<double> across;
        for (const double dot : row.dots) across.push_back(x_of(dot));
        for (const DotPlace& place : place_dots(across, x_of(0.0), diameter, levels)) {
          left = left || place.across < 0.5 * diameter;
          right = right || place.across > width - 0.5 * diameter;
        }
      }
    if (!left && !right) break;
    if (left) chart.low -= by * span;
    if (right) chart.high += by * span;
  }
  constexpr double tick_pixels = 70.0;
  chart.ticks =
      report::ticks(chart.low, chart.high,
                    report::nice_step(chart.high - chart.low, std::clamp(width / tick_pixels, 3.0, 4.0)));
  return chart;
}

std::string as_table(const report::View& view, const ChartData& chart) {
  std::string table = "UTC\taccount\t5 %\t50 %\t95 %\tunit\n";
  for (const Curve& curve : chart.curves) {
    std::string name = curve.account;
    for (const report::Account& account : view.accounts)
      if (account.id == curve.account) name = account.letter + " " + account.name;
    for (std::size_t i = 0; i < curve.times.size(); ++i)
      table += iso_8601(curve.times[i]) + "\t" + name + "\t" + report::fixed(curve.values[i].lowest, 3) +
               "\t" + report::fixed(curve.values[i].stated, 3) + "\t" +
               report::fixed(curve.values[i].highest, 3) + "\t" + chart.unit + "\n";
  }
  return table;
}

}  // namespace recon::viewer
