// SPDX-License-Identifier: Apache-2.0
#include "viewer/model/series.hpp"

#include <algorithm>
#include <cmath>

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

/// Margins far from the border say nothing about it: the axis shows the dispute, not the approach.
void clamp_to_the_dispute(ChartData& chart) {
  double greatest = 0.5, error = chart.border_error;
  for (const Curve& curve : chart.curves)
    for (const Interval<double>& v : curve.values) greatest = std::max(greatest, v.highest);
  const double floor = -1.3 * std::max({2.0, greatest, error});
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
    chart.why_empty += (chart.why_empty.empty() ? "" : "; ") + one.account->letter + ": " + one.words;
  return chart;
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
  constexpr std::size_t most_paths = 20;
  for (std::size_t a = 0; a < all.size(); ++a)
    for (std::size_t b = a + 1; b < all.size(); ++b) {
      Curve curve{.account = all[a].account->letter + " to " + all[b].account->letter};
      for (const Instant time : all[a].times) {
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

ChartData speeds(const std::vector<Moving>& all) {
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
    case Chart::altitude:
      return report::fixed(value, 0) + " m";
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
        chart = speeds(all);
        break;
      case Chart::altitude:
        chart = altitudes(all);
        break;
    }
    if (!chart.curves.empty() || kind == Chart::margin) charts.push_back(std::move(chart));
  }
  return charts;
}

std::vector<ReadOut> read_outs(const report::View& /*view*/, const ChartData& chart, Instant time) {
  std::vector<ReadOut> all;
  for (const Curve& curve : chart.curves) {
    const auto value = value_at(curve, time);
    all.push_back({curve.account, value ? words_of(chart.kind, value->stated) : "not then"});
  }
  return all;
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
