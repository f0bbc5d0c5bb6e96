// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <optional>

#include "recon/report/figures.hpp"
#include "recon/report/text.hpp"
#include "recon/report/words.hpp"

namespace recon::report {
namespace {

using assess::Finding;

constexpr std::string_view ground = "fill=\"var(--side)\" fill-opacity=\".75\"";
constexpr std::string_view zero_line = "stroke=\"var(--ink)\" stroke-width=\"1.8\"";

/// A straight axis: value to pixel.
struct Axis {
  double value0, value1, px0, px1;
  [[nodiscard]] double operator()(double value) const {
    return px0 + (value - value0) / (value1 - value0) * (px1 - px0);
  }
};

// ---- dots ------------------------------------------------------------------------------------------

/// Half the span of a margin axis, in kilometres: the first of 1, 2, 3, 5 × 10^n that holds the dots.
double half_span(const std::vector<const Finding*>& rows) {
  double farthest = 0.05;
  for (const Finding* row : rows)
    for (const Length dot : row->dots) farthest = std::max(farthest, std::abs(in_kilometres(dot)));
  for (double decade = 0.1;; decade *= 10.0)
    for (const double step : {1.0, 2.0, 3.0, 5.0})
      if (decade * step >= farthest) return decade * step;
}

/// Columns of dots either side of zero; a full one hands on to its neighbour further out.
class DotColumns {
public:
  DotColumns(int columns, int height) : columns_{columns}, height_{height} {}
  /// Column (…, -2, -1 | 0, 1, …) and level of the next dot that wants `column`.
  std::pair<int, int> place(int column) {
    const int step = column < 0 ? -1 : 1, last = column < 0 ? -columns_ : columns_ - 1;
    int at = std::clamp(column, -columns_, columns_ - 1);
    while (at != last && used_[at] >= height_) at += step;
    if (used_[at] >= height_)  // the outermost is full too: back towards zero, on the same side
      for (at = column < 0 ? -1 : 0; used_[at] >= height_ && at != last;) at += step;
    return {at, used_[at]++};
  }

private:
  int columns_, height_;
  std::map<int, int> used_;
};

struct DotFrame {
  double left, right, top, row_height, zero, span_km;
};

void draw_dots(Svg& svg, const DotFrame& frame, const Finding& row, double baseline,
               std::string_view colour) {
  constexpr double radius = 4.0, pitch = 9.6;
  const int columns = static_cast<int>((frame.right - frame.zero) / pitch);
  DotColumns places{columns, 5};
  for (const Length dot : row.dots) {
    const double offset = in_kilometres(dot) / frame.span_km * (frame.right - frame.zero);
    const auto [column, level] = places.place(static_cast<int>(std::floor(offset / pitch)));
    const bool inside = dot > metres(0);
    const std::string stroke = " stroke=\"" + std::string{colour} + R"(" stroke-width="1.5")";
    svg.circle({frame.zero + (column + 0.5) * pitch, baseline - 5.0 - level * pitch}, radius,
               "fill=\"" + (inside ? std::string{colour} : "var(--paper)") + "\"" + stroke);
  }
}

void draw_error(Svg& svg, const DotFrame& frame, const View& view, const Finding& row, double baseline) {
  const auto loaded = view.inquiry.borders.find(row.border);
  if (loaded == view.inquiry.borders.end()) return;
  const std::optional<Length> error = border_error(loaded->second.about);
  if (!error) return;
  const double half = std::min(in_kilometres(*error) / frame.span_km, 1.0) * (frame.right - frame.zero);
  svg.rect({frame.zero - half, baseline, frame.zero + half, baseline + 5.0},
           "fill=\"var(--hatch)\" fill-opacity=\".75\"");
}

std::string axis_label(double km, double span) {
  if (span < 1.0) return fixed(1000.0 * km, 0);
  return fixed(km, km == std::floor(km) ? 0 : 1);
}

void draw_margin_axis(Svg& svg, const DotFrame& frame, double y) {
  const std::string unit = frame.span_km < 1.0 ? "m" : "km";
  const double step =
      frame.span_km == 3.0 || frame.span_km == 30.0 ? frame.span_km / 3.0 : frame.span_km / 2.0;
  for (const double km : ticks(-0.99 * frame.span_km, 0.99 * frame.span_km, step))
    svg.text({frame.zero + km / frame.span_km * (frame.right - frame.zero), y},
             km == 0.0 ? "0" : axis_label(km, frame.span_km), R"(class="mu" text-anchor="middle")");
  svg.text({frame.left, y}, "≤ " + axis_label(-frame.span_km, frame.span_km), "class=\"mu\"");
  svg.text({frame.right, y}, "≥ " + axis_label(frame.span_km, frame.span_km) + " " + unit,
           R"(class="mu" text-anchor="end")");
  svg.text({frame.zero, y + 16.0}, "margin to the border; each dot is 1 draw in 20",
           R"(class="mu" text-anchor="middle")");
}

std::string version_name(const View& view, const std::string& id) {
  const Version* version = view.version(id);
  return version != nullptr ? version->title : id;
}

std::string shown_probability(const View& view, const Finding& finding) {
  return finding.inside ? percent(finding, view.inquiry.assessment.settings.call_inside_at) : "not computed";
}

std::string dots_described(const View& view, const std::vector<const Finding*>& rows) {
  std::string words;
  for (const Finding* row : rows) {
    const auto inside =
        std::count_if(row->dots.begin(), row->dots.end(), [](Length dot) { return dot > metres(0); });
    words += version_name(view, row->border) + ": " + std::to_string(inside) + " of " +
             std::to_string(row->dots.size()) + " dots inside, margin " + margin_words(*row) + ". ";
  }
  return words;
}

bool has_dots(const Finding* finding) {
  return finding != nullptr && finding->counts && !finding->dots.empty();
}

/// Do two counted versions put the row on different sides, or one of them on none?
bool differs_between_versions(const Row& row) {
  const Finding* first = nullptr;
  for (const Finding* cell : row.cells) {
    if (!has_dots(cell)) continue;
    if (first == nullptr) first = cell;
    if (cell->side != first->side) return true;
  }
  return false;
}

const Row* row_to_show(const QuestionView& question, const Account& account) {
  const Row* with_dots = nullptr;
  for (const AccountRows& rows : question.matrix)
    if (rows.account == &account)
      for (const ClaimRows& claim : rows.claims)
        for (const Row& row : claim.rows) {
          if (std::none_of(row.cells.begin(), row.cells.end(), has_dots)) continue;
          if (differs_between_versions(row)) return &row;
          if (with_dots == nullptr) with_dots = &row;
        }
  return with_dots;
}

}  // namespace

double nice_step(double span, double count) {
  const double rough = span / count;
  const double decade = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double step : {1.0, 2.0, 5.0})
    if (step * decade >= rough) return step * decade;
  return 10.0 * decade;
}

std::vector<double> ticks(double low, double high, double step) {
  constexpr double slack = 1e-3;
  std::vector<double> out;
  const auto first = static_cast<long>(std::ceil(low / step - slack)),
             last = static_cast<long>(std::floor(high / step + slack));
  for (long i = first; i <= last; ++i) out.push_back(static_cast<double>(i) * step);
  return out;
}

std::vector<const Finding*> dot_rows(const QuestionView& question, const Account& account) {
  const Row* row = row_to_show(question, account);
  if (row == nullptr) return {};
  std::vector<const Finding*> cells;
  std::copy_if(row->cells.begin(), row->cells.end(), std::back_inserter(cells), has_dots);
  const Finding* first = cells.front();
  const auto inside = [](const Finding* cell) { return cell->inside ? cell->inside->value : 0.5; };
  const bool against_inside = inside(first) >= 0.5;
  const Finding* worst =
      *std::min_element(cells.begin(), cells.end(), [&](const Finding* a, const Finding* b) {
        return against_inside ? inside(a) < inside(b) : inside(a) > inside(b);
      });
  if (worst == first && cells.size() > 1) worst = cells[1];
  return worst == first ? std::vector<const Finding*>{first} : std::vector<const Finding*>{first, worst};
}

std::string dot_chart(const std::string& id, Size size, const View& view, const QuestionView& question,
                      const Account& account, const std::vector<const Finding*>& rows) {
  const double width = size == Size::phone ? 342.0 : 400.0;
  DotFrame frame{6.0, width - 6.0, 16.0, 63.0, width / 2.0, half_span(rows)};
  const double bottom = frame.top + frame.row_height * static_cast<double>(rows.size());
  Svg svg{id,
          size,
          width,
          bottom + 40.0,
          "Margin to the border, account " + account.letter,
          dots_described(view, rows)};
  svg.rect({frame.zero, frame.top, frame.right, bottom}, ground);
  svg.text({frame.zero - 6.0, 11.0}, "outside", "text-anchor=\"end\"");
  const std::string inside = "inside " + question.zone_title;
  svg.text({frame.zero + 6.0, 11.0}, drawn_width(inside, 11.5) < width / 2.0 - 12.0 ? inside : "inside");
  double baseline = frame.top;
  for (const Finding* row : rows) {
    baseline += frame.row_height - 3.0;
    svg.line({frame.left, baseline}, {frame.right, baseline}, "stroke=\"var(--rule)\"");
    draw_error(svg, frame, view, *row, baseline);
    draw_dots(svg, frame, *row, baseline, account.colour);
    // The label stands on the side that the dots leave free.
    const bool at_left = drawn_margin(*row).value_or(metres(0)) > metres(0);
    const double x = at_left ? frame.left : frame.right - 4.0;
    const std::string anchor = at_left ? "" : "text-anchor=\"end\"";
    const std::string name = fit(version_name(view, row->border), 24);
    svg.text({x, baseline - 44.0}, name.substr(0, name.find_last_not_of(' ') + 1),
             anchor + " font-weight=\"700\"");
    svg.text({x, baseline - 30.0}, shown_probability(view, *row) + " inside", anchor);
    baseline += 3.0;
  }
  svg.line({frame.zero, frame.top - 2.0}, {frame.zero, bottom}, zero_line);
  draw_margin_axis(svg, frame, bottom + 16.0);
  return std::move(svg).finish();
}

// ---- margin over time ------------------------------------------------------------------------------

namespace {

struct TimePoint {
  double x;
  Interval<double> km;
};

std::vector<TimePoint> time_points(const assess::DrawnTrack& track,
                                   const assess::DrawnTrack::Margins& margins) {
  const bool timed = std::all_of(track.fixes.begin(), track.fixes.end(),
                                 [](const auto& fix) { return fix.time.has_value(); });
  std::vector<TimePoint> points;
  const std::size_t count = std::min(track.fixes.size(), margins.margin.size());
  for (std::size_t i = 0; i < count; ++i) {
    const double x = timed ? in_seconds(between(*track.fixes.front().time, *track.fixes[i].time))
                           : static_cast<double>(i + 1);
    const Interval<Length>& m = margins.margin[i];
    points.push_back({x, {in_kilometres(m.lowest), in_kilometres(m.stated), in_kilometres(m.highest)}});
  }
  return points;
}

Interval<double> range_of(const std::vector<TimePoint>& points) {
  Interval<double> range{0.0, 0.0, 0.0};
  for (const TimePoint& p : points) {
    range.lowest = std::min(range.lowest, p.km.lowest);
    range.highest = std::max(range.highest, p.km.highest);
  }
  const double step = nice_step(std::max(range.highest - range.lowest, 0.2), 4.0);
  range.lowest = std::floor(range.lowest / step) * step;
  range.highest = std::max(std::ceil(range.highest / step) * step, step);
  if (range.lowest == 0.0) range.lowest = -step;
  return range;
}

std::string clock_time(const assess::DrawnTrack& track, double offset_s) {
  if (track.fixes.empty() || !track.fixes.front().time) return fixed(offset_s, 0);
  return iso_8601(after(*track.fixes.front().time, seconds(offset_s))).substr(11, 8);
}

void draw_time_axis(Svg& svg, const Axis& x, double y, const assess::DrawnTrack& track) {
  const double first = x.value0, last = x.value1;
  const bool timed = !track.fixes.empty() && track.fixes.front().time.has_value();
  svg.text({x.px0, y}, clock_time(track, first), "class=\"mu\"");
  svg.text({x.px1, y}, clock_time(track, last) + (timed ? " UTC" : ". fix"),
           R"(class="mu" text-anchor="end")");
}

}  // namespace

std::string margin_over_time(const std::string& id, Size size, const View& view,
                             const assess::DrawnTrack& track, const assess::DrawnTrack::Margins& margins) {
  const double width = size == Size::phone ? 342.0 : 500.0, height = 210.0;
  const Account& account = view.account(track.narrative);
  const std::vector<TimePoint> points = time_points(track, margins);
  if (points.size() < 2) return {};
  const Interval<double> range = range_of(points);
  const Axis x{points.front().x, points.back().x, 40.0, width - 6.0},
      y{range.lowest, range.highest, 180.0, 26.0};
  const double top = y(range.highest), zero = y(0.0), bottom = y(range.lowest);
  Svg svg{id,
          size,
          width,
          height,
          "Margin over time, account " + account.letter + ", " + version_name(view, margins.border),
          "Median margin from " + margin_words(kilometres(points.front().km.stated)) +
              " at the first fix to " + margin_words(kilometres(points.back().km.stated)) + " at the last."};
  svg.rect({x.px0, top, x.px1, zero}, ground);
  const double step = nice_step(range.highest - range.lowest, 4.0);
  for (const double km : ticks(range.lowest, range.highest, step)) {
    svg.line({x.px0, y(km)}, {x.px1, y(km)}, "class=\"gr\"");
    svg.text({x.px0 - 5.0, y(km) + 4.0}, (km > 0.0 ? "+" : "") + fixed(km, step < 1.0 ? 1 : 0),
             R"(class="mu" text-anchor="end")");
  }
  std::vector<Point> band, median;
  for (const TimePoint& p : points) {
    band.push_back({x(p.x), y(p.km.highest)});
    median.push_back({x(p.x), y(p.km.stated)});
  }
  for (std::size_t i = points.size(); i-- > 0;) band.push_back({x(points[i].x), y(points[i].km.lowest)});
  svg.path(path_data(simplified(band, 0.35), true), "fill=\"" + account.colour + R"(" fill-opacity=".28")");
  svg.path(path_data(simplified(median, 0.35), false),
           R"(fill="none" stroke=")" + account.colour + R"(" stroke-width="2.2" stroke-linejoin="round")");
  svg.line({x.px0, zero}, {x.px1, zero}, zero_line);
  svg.text({x.px1 - 5.0, zero - 6.0}, "inside", R"(text-anchor="end" class="hl")");
  svg.text({x.px1 - 5.0, std::min(zero + 15.0, bottom - 2.0)}, "outside", R"(text-anchor="end" class="hl")");
  svg.badge({x.px0 + 8.0, 12.0}, account.letter, account.colour, 7.5);
  svg.text({x.px0 + 21.0, 16.0}, account.name, "font-weight=\"700\"");
  svg.text({x.px1, 16.0}, "km", R"(class="mu" text-anchor="end")");
  draw_time_axis(svg, x, 197.0, track);
  return std::move(svg).finish();
}

// ---- implied values --------------------------------------------------------------------------------

namespace {

struct Unit {
  double factor;
  std::string_view name;
};

Unit shown_unit(std::string_view unit, double largest) {
  if (unit == "m/s") return {3.6, "km/h"};
  if (unit == "m" && largest >= 2000.0) return {0.001, "km"};
  return {1.0, unit};
}

/// What an axis holds: every value that is allowed and every finite one that is implied, but no more
/// than twice what is allowed; bars beyond end in an arrow, and their numbers are printed.
Interval<double> span_of(const std::vector<const assess::Consistency*>& rows) {
  double low = std::numeric_limits<double>::infinity(), high = 0.0, allowed = 0.0;
  const auto take = [&](double end) {
    if (!std::isfinite(end)) return;
    low = std::min(low, end);
    high = std::max(high, end);
  };
  for (const assess::Consistency* row : rows) {
    for (const double end : {row->implied->lowest, row->implied->stated, row->implied->highest}) take(end);
    if (!row->allowed) continue;
    for (const double end : {row->allowed->lowest, row->allowed->highest}) {
      take(end);
      if (std::isfinite(end)) allowed = std::max(allowed, end);
    }
  }
  if (!std::isfinite(low)) return {0.0, 0.0, 1.0};
  if (allowed > 0.0) high = std::min(high, 2.0 * allowed);
  const double room = std::max(0.08 * (high - low), 1e-6);
  return {low < 0.35 * high ? std::min(low, 0.0) : low - room, low, high + 2.0 * room};
}

void draw_bar_axis(Svg& svg, const Axis& x, const Unit& unit, double top, double bottom) {
  const double step = nice_step((x.value1 - x.value0) * unit.factor, x.px1 > 500.0 ? 10.0 : 4.0);
  for (const double at : ticks(x.value0 * unit.factor, x.value1 * unit.factor, step)) {
    const double here = x(at / unit.factor);
    svg.line({here, top}, {here, bottom}, "class=\"gr\"");
    if (here < x.px1 - 56.0)
      svg.text({here, bottom + 15.0}, fixed(at, step < 1.0 ? 1 : 0),
               here < x.px0 + 8.0 ? "class=\"mu\"" : R"(class="mu" text-anchor="middle")");
  }
  svg.text({x.px1, bottom + 15.0}, unit.name, R"(class="mu" text-anchor="end")");
}

void draw_knots(Svg& svg, const Axis& x, double y) {
  svg.line({x.px0, y}, {x.px1, y}, "stroke=\"var(--rule)\"");
  const double step = nice_step(in_knots(metres_per_second(x.value1 - x.value0)), x.px1 > 500.0 ? 8.0 : 4.0);
  for (const double kt :
       ticks(in_knots(metres_per_second(x.value0)), in_knots(metres_per_second(x.value1)), step)) {
    const double here = x(in_metres_per_second(knots(kt)));
    if (here < x.px0 + 16.0 || here > x.px1 - 16.0) continue;
    svg.line({here, y}, {here, y - 4.0}, "stroke=\"var(--mu)\"");
    svg.text({here, y - 8.0}, fixed(kt, 0) + " kt", R"(class="mu" text-anchor="middle")");
  }
}

/// A triangle where a bar goes on beyond the axis.
void draw_beyond(Svg& svg, const Axis& x, double y, std::string_view colour) {
  svg.path("M" + px(x.px1 - 1.0) + "," + px(y + 8.0) + "l9,6l-9,6z", "fill=\"" + std::string{colour} + "\"");
}

void draw_implied(Svg& svg, const View& view, const Axis& x, double y, const assess::Consistency& row,
                  const std::string& hatch) {
  const Account& account = view.account(row.narrative);
  const auto place = [&](double value) { return x(std::clamp(value, x.value0, x.value1)); };
  if (row.allowed) {
    const Box frame{place(row.allowed->lowest), y + 8.0, place(row.allowed->highest), y + 20.0};
    svg.rect(frame, "fill=\"" + hatch + "\" fill-opacity=\".45\" stroke=\"var(--ink)\" stroke-width=\".9\"");
  }
  constexpr double least = 5.0;  // a bar that is thinner than this would look like a line of the grid
  double low = place(row.implied->lowest), high = place(row.implied->highest);
  if (high - low < least) low = (low + high - least) / 2.0, high = low + least;
  svg.rect({low, y + 9.5, high, y + 18.5}, "fill=\"" + account.colour + "\"");
  const double stated = row.implied->stated;
  if (high - low > 12.0 && stated > x.value0 && stated < x.value1)
    svg.line({x(stated), y + 9.5}, {x(stated), y + 18.5}, "stroke=\"var(--paper)\" stroke-width=\"1.6\"");
  if (row.implied->highest > x.value1) draw_beyond(svg, x, y, account.colour);
}

}  // namespace

std::string implied_bars(const std::string& id, Size size, const View& view,
                         const std::vector<const assess::Consistency*>& rows) {
  const bool phone = size == Size::phone;
  const double width = phone ? 342.0 : 1064.0, pitch = 46.0;
  const double top = rows.front()->unit == "m/s" ? 42.0 : 8.0;  // room for the axis in knots
  const double height = top + pitch * static_cast<double>(rows.size()) + 24.0;
  const Interval<double> span = span_of(rows);
  const Axis x{span.lowest, span.highest, 8.0, width - 12.0};
  const Unit unit = shown_unit(rows.front()->unit, span.highest);
  std::string described;
  for (const assess::Consistency* row : rows)
    described += row->title + ": " + interval_words(*row->implied, row->unit) + ". ";
  Svg svg{id,
          size,
          width,
          height,
          capitalised(rows.front()->quantity) + " that statements imply",
          described,
          phone ? 11.5 : 13.0};
  const std::string hatch = svg.hatch(5.0, 1.2);
  const double bottom = height - 22.0;
  draw_bar_axis(svg, x, unit, top, bottom);
  if (rows.front()->unit == "m/s") draw_knots(svg, x, 24.0);
  double y = top + 6.0;
  for (const assess::Consistency* row : rows) {
    const Account& account = view.account(row->narrative);
    svg.badge({16.0, y + 1.0}, account.letter, account.colour, 8.0);
    const double size_px = phone ? 11.5 : 13.0;
    std::string words = row->title;
    if (!row->reading_words.empty()) words += ", " + row->reading_words;
    const std::string value = interval_words(*row->implied, row->unit);
    const double room = width - 48.0 - drawn_width(value, size_px) * 1.08;
    while (drawn_width(words, size_px) > room && columns(words) > 8) words = fit(words, columns(words) - 1);
    svg.raw(R"(<text x="30" y=")" + px(y + 5.0) + R"(" class="hl">)" + escape(words) +
            R"(<tspan dx="8" font-weight="700">)" + escape(value) + "</tspan></text>");
    draw_implied(svg, view, x, y + 3.0, *row, hatch);
    y += pitch;
  }
  return std::move(svg).finish();
}

// ---- tornado ---------------------------------------------------------------------------------------

namespace {

std::vector<const Finding*> drawn_cells(const QuestionView& question, const Account& account) {
  std::vector<const Finding*> cells;
  for (const AccountRows& rows : question.matrix)
    if (rows.account == &account)
      for (const ClaimRows& claim : rows.claims)
        for (const Row& row : claim.rows)
          for (const Finding* cell : row.cells)
            if (cell != nullptr && cell->counts && drawn_margin(*cell)) cells.push_back(cell);
  return cells;
}

/// Findings that differ from `from` in nothing but the one choice.
bool differs_only_in(const Finding& finding, const Finding& from, const std::string& choice) {
  if (finding.claim != from.claim || finding.border != from.border ||
      finding.reading.size() != from.reading.size())
    return false;
  for (std::size_t i = 0; i < from.reading.size(); ++i) {
    if (finding.reading[i].choice != from.reading[i].choice) return false;
    if (from.reading[i].choice != choice && finding.reading[i].option != from.reading[i].option) return false;
  }
  return true;
}

std::string choice_words(const View& view, const std::string& id) {
  for (const normalise::Choice& choice : view.inquiry.normalised.choices)
    if (choice.id == id)
      return choice.about == About::question && !choice.asks.empty() ? choice.asks
                                                                     : std::string{name_of(choice.about)};
  return id;
}

std::string option_taken(const Finding& finding, const std::string& choice) {
  for (const normalise::OptionTaken& taken : finding.reading)
    if (taken.choice == choice) return taken.option;
  return {};
}

void add_swing(Tornado& tornado, std::vector<const Finding*> cells, const std::string& what,
               const std::function<std::string(const Finding&)>& name) {
  if (cells.size() < 2) return;
  const auto [low, high] = std::minmax_element(
      cells.begin(), cells.end(),
      [](const Finding* a, const Finding* b) { return *drawn_margin(*a) < *drawn_margin(*b); });
  if (in_metres(*drawn_margin(**high) - *drawn_margin(**low)) < 1.0) return;
  tornado.swings.push_back({what + ": " + name(**low) + " … " + name(**high), *low, *high});
}

Length width_of(const Swing& swing) { return *drawn_margin(*swing.high) - *drawn_margin(*swing.low); }

}  // namespace

Tornado tornado_of(const View& view, const QuestionView& question, const Account& account) {
  const std::vector<const Finding*> cells = drawn_cells(question, account);
  if (cells.empty()) return {};
  Tornado tornado{.from = cells.front()};
  const Finding& from = *tornado.from;
  std::vector<const Finding*> borders, claims;
  for (const Finding* cell : cells) {
    if (cell->claim == from.claim && cell->reading == from.reading) borders.push_back(cell);
    if (cell->border == from.border && cell->claim != from.claim) claims.push_back(cell);
  }
  add_swing(tornado, borders, "Border version",
            [&](const Finding& f) { return version_name(view, f.border); });
  for (const normalise::OptionTaken& taken : from.reading) {
    std::vector<const Finding*> same;
    for (const Finding* cell : cells)
      if (differs_only_in(*cell, from, taken.choice)) same.push_back(cell);
    add_swing(tornado, same, capitalised(choice_words(view, taken.choice)),
              [&](const Finding& f) { return option_taken(f, taken.choice); });
  }
  if (!claims.empty()) {
    claims.push_back(&from);
    add_swing(tornado, claims, "Which statement",
              [&](const Finding& f) { return view.claim_label(f.claim); });
  }
  std::stable_sort(tornado.swings.begin(), tornado.swings.end(),
                   [](const Swing& a, const Swing& b) { return width_of(a) > width_of(b); });
  return tornado;
}

std::string tornado_chart(const std::string& id, Size size, const Account& account, const Tornado& tornado) {
  const bool phone = size == Size::phone;
  const double width = phone ? 342.0 : 500.0, top = 30.0, pitch = 42.0;
  const double height = top + pitch * static_cast<double>(tornado.swings.size()) + 24.0;
  double low = std::min(0.0, in_kilometres(*drawn_margin(*tornado.from))),
         high = std::max(0.0, in_kilometres(*drawn_margin(*tornado.from)));
  for (const Swing& swing : tornado.swings) {
    low = std::min(low, in_kilometres(*drawn_margin(*swing.low)));
    high = std::max(high, in_kilometres(*drawn_margin(*swing.high)));
  }
  const double room = 0.06 * (high - low);
  const Axis x{low - room, high + room, 6.0, width - 6.0};
  std::string described;
  for (const Swing& swing : tornado.swings)
    described += swing.what + ": " + margin_words(*drawn_margin(*swing.low)) + " to " +
                 margin_words(*drawn_margin(*swing.high)) + ". ";
  Svg svg{
      id, size, width, height, "What would flip account " + account.letter, described, phone ? 11.5 : 12.0};
  const double bottom = height - 22.0;
  svg.line({x(0.0), top - 10.0}, {x(0.0), bottom}, zero_line);
  const double step = nice_step(x.value1 - x.value0, phone ? 4.0 : 6.0);
  const std::string unit = x.value1 - x.value0 < 1.0 ? " m" : " km";
  for (const double km : ticks(x.value0, x.value1, step)) {
    if (x(km) < 14.0 || x(km) > x.px1 - 16.0) continue;
    const double shown = unit == " m" ? 1000.0 * km : km;
    svg.text({x(km), bottom + 15.0},
             (km == 0.0 ? "0" + unit : fixed(shown, unit == " km" && step < 1.0 ? 1 : 0)),
             R"(class="mu" text-anchor="middle")");
  }
  const double start = x(in_kilometres(*drawn_margin(*tornado.from)));
  double y = top;
  for (const Swing& swing : tornado.swings) {
    const double a = x(in_kilometres(*drawn_margin(*swing.low))),
                 b = x(in_kilometres(*drawn_margin(*swing.high)));
    svg.rect({a, y + 14.0, std::max(b, a + 2.0), y + 26.0},
             "fill=\"" + account.colour + "\" stroke=\"var(--paper)\" stroke-width=\"1\"");
    svg.line({start, y + 11.0}, {start, y + 29.0}, "stroke=\"var(--paper)\" stroke-width=\"1.6\"");
    const std::string span =
        margin_words(*drawn_margin(*swing.low)) + " … " + margin_words(*drawn_margin(*swing.high));
    std::string words = swing.what;
    const double size_px = phone ? 11.5 : 12.0,
                 room_for_words = width - 28.0 - 1.08 * drawn_width(span, size_px);
    while (drawn_width(words, size_px) > room_for_words && columns(words) > 8)
      words = fit(words, columns(words) - 1);
    svg.raw(R"(<text x="8" y=")" + px(y + 9.0) + R"(" class="hl">)" + escape(words) +
            R"(<tspan dx="8" font-weight="700">)" + escape(span) + "</tspan></text>");
    y += pitch;
  }
  svg.text({x(0.0), top - 16.0}, "flips here",
           "text-anchor=\"" +
               std::string{x(0.0) < 40.0           ? "start"
                           : x(0.0) > x.px1 - 40.0 ? "end"
                                                   : "middle"} +
               R"(" font-weight="700")");
  return std::move(svg).finish();
}

}  // namespace recon::report
