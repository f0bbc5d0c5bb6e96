// SPDX-License-Identifier: Apache-2.0
#include "recon/report/separation_picture.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <vector>

#include "recon/geo/printed_position.hpp"
#include "recon/report/labels.hpp"
#include "recon/report/separation_words.hpp"
#include "recon/report/svg.hpp"
#include "recon/report/text.hpp"
#include "recon/report/theme.hpp"
#include "recon/report/words.hpp"

namespace recon::report {
namespace {

using assess::ComparedLine;
using assess::Comparison;
using assess::PairSeparation;
using geo::PlanePoint;
using geo::Position;

constexpr auto& colours = theme::light;
constexpr double page_width = 1180.0, margin = 40.0, map_side = 720.0, map_top = 128.0, map_left = 78.0;
constexpr double column_gap = 34.0, tolerance_px = 0.3;
constexpr double smallest_type = 12.0;

/// How a version's line looks: no two alike in colour, and neighbours in the list not in dash either, so that
/// a print in grey still tells them apart.
struct LineStyle {
  std::string_view dash;
  double width;
};
constexpr std::array<LineStyle, 4> styles{{{"", 2.6}, {"11 4", 2.2}, {"10 3.5 2 3.5", 2.2}, {"3 3", 2.2}}};

std::string quoted(std::string_view name, std::string_view value) {
  return " " + std::string{name} + "=\"" + std::string{value} + "\"";
}
std::string_view colour_of(std::size_t i) { return theme::version[i % theme::version.size()]; }
std::string stroke_of(std::size_t i) {
  const LineStyle& style = styles[i % styles.size()];
  std::string out = "fill=\"none\"" + quoted("stroke", colour_of(i)) +
                    quoted("stroke-width", px(style.width)) + " stroke-linejoin=\"round\"";
  if (!style.dash.empty()) out += quoted("stroke-dasharray", style.dash);
  return out;
}
std::string fill(std::string_view colour) { return quoted("fill", colour).substr(1); }

struct Furthest {
  const PairSeparation* pair;
  const assess::SeparationPoint* point;
};
std::optional<Furthest> furthest(const Comparison& c) {
  std::optional<Furthest> out;
  for (const PairSeparation& pair : c.pairs)
    for (const assess::Separations* way : {&pair.there, &pair.back})
      if (way->worst && (!out || abs(way->worst->separation) > abs(out->point->separation)))
        out = Furthest{.pair = &pair, .point = &*way->worst};
  return out;
}

class Picture {
public:
  explicit Picture(const Comparison& c)
      : c_{c},
        plane_{c.centre},
        frame_{frame_for()},
        places_{frame_},
        worst_{furthest(c)},
        svg_{"separation", Size::desktop, page_width, height(), title(), description(), smallest_type} {}

  std::string draw() && {
    svg_.rect({0, 0, page_width, height()}, fill(colours.paper));
    heading();
    map();
    legend();
    footer();
    return standalone(std::move(svg_).finish());
  }

private:
  // ---- what is said

  [[nodiscard]] std::string title() const {
    return capitalised(counted_versions()) + " of the " + named_subject();
  }
  [[nodiscard]] std::string counted_versions() const {
    return count_word(c_.lines.size()) + (c_.lines.size() == 1 ? " version" : " versions");
  }
  [[nodiscard]] std::string named_subject() const {
    const assess::Subject& s = c_.subject;
    return s.is_coast() ? "coast of " + state_name(s.state)
                        : "border between " + state_name(s.state) + " and " + state_name(s.other);
  }
  [[nodiscard]] std::string finding() const {
    if (!worst_) return "Around " + geo::print(c_.centre);
    std::string out = "They lie up to " + distance(abs(worst_->point->separation)) + " apart here";
    if (c_.ground && assess::in_square_kilometres(c_.ground->told_differently) > 0.005)
      out += " and disagree on " + fixed(assess::in_square_kilometres(c_.ground->told_differently), 1) +
             " of " + fixed(assess::in_square_kilometres(c_.ground->whole), 0) + " km²";
    return out;
  }
  [[nodiscard]] std::string description() const {
    std::string out = finding() + ".";
    for (const PairSeparation& pair : c_.pairs)
      out += " " + c_.lines[pair.first].id + " and " + c_.lines[pair.second].id + ": root mean square " +
             fixed(in_metres(pair.rms), 0) + " m, largest " + fixed(in_metres(pair.largest), 0) + " m.";
    return out;
  }

  // ---- where things go

  [[nodiscard]] Box frame_for() {
    const geo::Window& w = c_.stretch.window;
    double wide = 0.0, high = 0.0;
    for (const Angle latitude : {w.south, w.north})
      for (const Angle longitude : {w.west, w.east}) {
        const PlanePoint corner = plane_.to_plane({latitude, longitude});
        wide = std::max(wide, std::abs(corner.east));
        high = std::max(high, std::abs(corner.north));
      }
    metres_per_px_ = 2.0 * std::max(wide, high) / map_side;
    return {map_left, map_top, map_left + 2.0 * wide / metres_per_px_, map_top + 2.0 * high / metres_per_px_};
  }
  [[nodiscard]] double height() const {
    return std::max(frame_.y1 + 40.0, legend_top() + legend_height()) + 26.0 +
           18.0 * static_cast<double>(footer_lines().size()) + 22.0;
  }
  [[nodiscard]] static double legend_top() { return map_top; }
  [[nodiscard]] double legend_height() const {
    return 26.0 + 62.0 * static_cast<double>(c_.lines.size()) + (c_.ground ? 186.0 : 0.0);
  }

  [[nodiscard]] Point at(const PlanePoint& p) const {
    return {(frame_.x0 + frame_.x1) / 2 + p.east / metres_per_px_,
            (frame_.y0 + frame_.y1) / 2 - p.north / metres_per_px_};
  }
  [[nodiscard]] Point at(const Position& position) const { return at(plane_.to_plane(position)); }

  // ---- heading

  void heading() {
    svg_.text({margin, 52}, title(),
              "font-family=\"Noto Serif, Georgia, serif\" font-size=\"27\" font-weight=\"600\" " +
                  fill(colours.ink));
    svg_.text({margin, 82}, finding() + ".", "font-size=\"17\" " + fill(colours.ink));
    const double half = 0.5 * in_kilometres(metres(metres_per_px_ * frame_.width()));
    svg_.text({margin, 106},
              fixed(2.0 * half, 0) + " km × " +
                  fixed(2.0 * in_kilometres(metres(0.5 * metres_per_px_ * frame_.height())), 0) +
                  " km about " + geo::print(c_.centre) + ", azimuthal equidistant, WGS 84, north up",
              "font-size=\"13\" " + fill(colours.muted));
  }

  // ---- map

  void map() {
    svg_.raw("<clipPath id=\"" + svg_.id("c") + "\">")
        .rect(frame_, "")
        .raw("</clipPath><g clip-path=\"url(#" + svg_.id("c") + ")\">");
    ground();
    graticule();
    lines();
    track();
    svg_.raw("</g>");
    svg_.rect(frame_, "fill=\"none\" stroke-width=\"1\"" + quoted("stroke", colours.ink));
    graticule_labels();
    scale();
    largest();
    names();
  }

  /// One layer a version: what all give to the state is darkest.
  void ground() {
    const double share = 1.0 - std::pow(0.18, 1.0 / static_cast<double>(c_.lines.size()));
    for (const ComparedLine& line : c_.lines) {
      std::string data;
      for (const geo::Polygon& part : line.outline->outline().parts) {
        data += ring(part.outer, line.outline->outline().edge);
        for (const geo::Ring& hole : part.holes) data += ring(hole, line.outline->outline().edge);
      }
      if (!data.empty())
        svg_.path(data,
                  fill(colours.side) + " fill-rule=\"evenodd\" fill-opacity=\"" + hundredths(share) + "\"");
    }
  }
  static std::string hundredths(double value) {
    const int whole = static_cast<int>(std::lround(1000.0 * value));
    return "." + std::string(whole < 10 ? "00" : whole < 100 ? "0" : "") + std::to_string(whole);
  }

  /// A ring is cut in longitude and latitude first: of a state of a whole-world file little is here.
  [[nodiscard]] std::string ring(const geo::Ring& corners, geo::Edge edge) const {
    const geo::Window near = assess::grown(c_.stretch.window, kilometres(1));
    const double width = in_degrees(near.east - near.west) + (near.east < near.west ? 360.0 : 0.0);
    const double west = in_degrees(c_.centre.longitude) - width / 2;
    std::vector<Point> points;
    for (const Position& corner : corners) {
      // Unrolled from the corner before, so that a ring across 180° stays whole.
      const double about = points.empty() ? west + width / 2 : points.back().x;
      points.push_back(
          {about + std::remainder(in_degrees(corner.longitude) - about, 360.0), in_degrees(corner.latitude)});
    }
    points =
        clipped_ring(std::move(points), {west, in_degrees(near.south), west + width, in_degrees(near.north)});
    if (points.size() < 3) return {};
    std::vector<Point> drawn;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const Position a = position(points[i]), b = position(points[(i + 1) % points.size()]);
      const int pieces =
          1 + static_cast<int>(geo::distance(a, b) / metres(std::max(2000.0, 30.0 * metres_per_px_)));
      for (int k = 0; k < pieces; ++k)
        drawn.push_back(at(assess::along_edge(a, b, edge, static_cast<double>(k) / pieces)));
    }
    return path_data(simplified(drawn, tolerance_px), true);
  }
  static Position position(Point p) {
    return {.latitude = degrees(p.y), .longitude = degrees(std::remainder(p.x, 360.0))};
  }

  void lines() {
    std::vector<std::string> data;
    const Box box{frame_.x0 - 4, frame_.y0 - 4, frame_.x1 + 4, frame_.y1 + 4};
    for (const ComparedLine& line : c_.lines) {
      std::string& d = data.emplace_back();
      for (const assess::FlatPath& path : line.line.paths()) {
        std::vector<Point> points;
        for (const PlanePoint& p : path) points.push_back(at(p));
        for (const auto& piece : clipped_line(points, box)) {
          d += path_data(simplified(piece, tolerance_px), false);
          for (const Point& p : piece) drawn_.push_back(p);
        }
      }
    }
    for (std::size_t i = data.size(); i-- > 0;)
      svg_.path(data[i], "fill=\"none\" stroke-width=\"5\" stroke-opacity=\".75\" stroke-linejoin=\"round\"" +
                             quoted("stroke", colours.paper));
    for (std::size_t i = data.size(); i-- > 0;) svg_.path(data[i], stroke_of(i));
  }

  void track() {
    if (c_.stretch.along.empty()) return;
    std::vector<Point> points;
    for (const Position& p : c_.stretch.along) points.push_back(at(p));
    const std::string data = path_data(points, false);
    svg_.path(data, "fill=\"none\" stroke-width=\"4.5\"" + quoted("stroke", colours.paper));
    svg_.path(data, "fill=\"none\" stroke-width=\"1.6\"" + quoted("stroke", colours.muted));
    for (const Point& p : points) svg_.circle(p, 2.2, fill(colours.muted));
  }

  [[nodiscard]] double graticule_step() const {
    const double span = in_degrees(c_.stretch.window.north - c_.stretch.window.south);
    for (const double step : {0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0})
      if (span / step <= 7.0) return step;
    return 5.0;
  }
  template <class Act>
  void each_line(Angle from, Angle to, const Act& act) const {
    const double step = graticule_step();
    for (double k = std::ceil(in_degrees(from) / step); k * step <= in_degrees(to); ++k)
      act(degrees(k * step));
  }
  [[nodiscard]] Angle unrolled_east() const {
    const geo::Window& w = c_.stretch.window;
    return w.east < w.west ? w.east + degrees(360) : w.east;
  }
  void graticule() {
    const geo::Window& w = c_.stretch.window;
    const std::string attributes = "fill=\"none\" stroke-width=\".8\"" + quoted("stroke", colours.rule);
    const auto draw = [&](const auto& along) {
      std::vector<Point> points;
      for (int i = -2; i <= 22; ++i) points.push_back(at(along(i / 20.0)));
      svg_.path(path_data(points, false), attributes);
    };
    each_line(w.south, w.north, [&](Angle latitude) {
      draw([&](double t) { return Position{latitude, w.west + t * (unrolled_east() - w.west)}; });
    });
    each_line(w.west, unrolled_east(), [&](Angle longitude) {
      draw([&](double t) { return Position{w.south + t * (w.north - w.south), longitude}; });
    });
  }
  void graticule_labels() {
    const geo::Window& w = c_.stretch.window;
    const int digits = graticule_step() < 0.01 ? 3 : graticule_step() < 0.1 ? 2 : 1;
    const auto label = [&](double value, char plus, char minus) {
      return fixed(std::abs(value), digits) + "°\u202F" + (value < 0 ? minus : plus);
    };
    each_line(w.south, w.north, [&](Angle latitude) {
      const double y = at(Position{latitude, w.west}).y;
      if (y < frame_.y0 + 4 || y > frame_.y1 - 4) return;
      svg_.text({frame_.x0 - 7, y + 4}, label(in_degrees(latitude), 'N', 'S'),
                "text-anchor=\"end\" font-size=\"12\" " + fill(colours.muted));
    });
    each_line(w.west, unrolled_east(), [&](Angle longitude) {
      const double x = at(Position{w.south, longitude}).x;
      if (x < frame_.x0 + 4 || x > frame_.x1 - 4) return;
      svg_.text({x, frame_.y1 + 18}, label(std::remainder(in_degrees(longitude), 360.0), 'E', 'W'),
                "text-anchor=\"middle\" font-size=\"12\" " + fill(colours.muted));
    });
  }

  /// How many drawn points a box would cover.
  [[nodiscard]] std::ptrdiff_t covered_by(const Box& box) const {
    return std::count_if(drawn_.begin(), drawn_.end(), [&](Point p) { return box.holds(p); });
  }

  static double round_step(double most) {
    const double ten = std::pow(10.0, std::floor(std::log10(most)));
    for (const double step : {5.0, 2.0})
      if (step * ten <= most) return step * ten;
    return ten;
  }
  void scale() {
    const double room_km = 170.0 * metres_per_px_ / 1000.0;
    const double km = round_step(room_km), nm = round_step(km / 1.852 * 1.02);
    const double km_px = 1000.0 * km / metres_per_px_, nm_px = metres_in_nautical_mile * nm / metres_per_px_;
    const double width = km_px + 92.0, height = 62.0, gap = 10.0;
    const std::array<Box, 4> corners{
        {{frame_.x0 + gap, frame_.y1 - gap - height, frame_.x0 + gap + width, frame_.y1 - gap},
         {frame_.x1 - gap - width, frame_.y1 - gap - height, frame_.x1 - gap, frame_.y1 - gap},
         {frame_.x0 + gap, frame_.y0 + gap, frame_.x0 + gap + width, frame_.y0 + gap + height},
         {frame_.x1 - gap - width, frame_.y0 + gap, frame_.x1 - gap, frame_.y0 + gap + height}}};
    const Box box = *std::min_element(corners.begin(), corners.end(), [&](const Box& a, const Box& b) {
      return covered_by(a) < covered_by(b);
    });
    places_.block(box);
    svg_.rect(box, "fill-opacity=\".88\" " + fill(colours.paper));
    const double x = box.x0 + 14.0, y = box.y0 + 26.0;
    svg_.rect({x, y, x + km_px / 2, y + 5}, fill(colours.ink));
    svg_.rect({x + km_px / 2, y, x + km_px, y + 5}, fill(colours.paper) + quoted("stroke", colours.ink));
    svg_.text({x, y - 7}, "0", fill(colours.ink));
    svg_.text({x + km_px, y - 7}, fixed(km, km < 1 ? 1 : 0) + "\u202Fkm",
              "text-anchor=\"middle\" " + fill(colours.ink));
    svg_.path("M" + px(x) + "," + px(y + 11) + "v6h" + px(nm_px) + "v-6",
              "fill=\"none\" stroke-width=\"1.2\"" + quoted("stroke", colours.ink));
    svg_.text({x + nm_px + 6, y + 21}, fixed(nm, nm < 1 ? 1 : 0) + "\u202FNM", fill(colours.ink));
    const double north = box.x1 - 20.0;
    svg_.path("M" + px(north) + "," + px(y - 16) + "l5.5,15h-11z", fill(colours.ink));
    svg_.text({north, y + 15}, "N",
              "text-anchor=\"middle\" font-weight=\"700\" font-size=\"13\" " + fill(colours.ink));
  }

  void largest() {
    if (!worst_) return;
    const Point here = at(worst_->point->here), there = at(worst_->point->there);
    svg_.line(here, there, "stroke-width=\"6\" stroke-linecap=\"round\"" + quoted("stroke", colours.paper));
    svg_.line(here, there, "stroke-width=\"2.2\"" + quoted("stroke", colours.ink));
    for (const Point& end : {here, there})
      svg_.circle(end, 4.2, fill(colours.paper) + " stroke-width=\"2\"" + quoted("stroke", colours.ink));
    const std::string words = distance(abs(worst_->point->separation)) + ", the largest";
    const double width = drawn_width(words, 14) + 14;
    places_.block({std::min(here.x, there.x) - 5, std::min(here.y, there.y) - 5,
                   std::max(here.x, there.x) + 5, std::max(here.y, there.y) + 5});
    const Point middle{(here.x + there.x) / 2, (here.y + there.y) / 2};
    const Box box = calmest(middle, width, 26.0);
    places_.block(box);
    svg_.line(middle, {std::clamp(middle.x, box.x0, box.x1), std::clamp(middle.y, box.y0, box.y1)},
              "stroke-width=\"1\"" + quoted("stroke", colours.ink));
    svg_.rect(box, "stroke-width=\"1\" rx=\"2\" " + fill(colours.paper) + quoted("stroke", colours.ink));
    svg_.text({box.x0 + 7, box.y0 + 18}, words, "font-size=\"14\" font-weight=\"600\" " + fill(colours.ink));
  }

  /// The nearest place for a box about a point that covers fewest lines.
  [[nodiscard]] Box calmest(Point about, double width, double height) const {
    Box best{about.x, about.y, about.x + width, about.y + height};
    double least = std::numeric_limits<double>::infinity();
    for (double radius = 40.0; radius <= 220.0; radius += 20.0)
      for (int k = 0; k < 16; ++k) {
        const double turn = k * 0.392699;
        const Point middle{about.x + (radius + width / 3) * std::cos(turn),
                           about.y + radius * std::sin(turn)};
        const Box box{middle.x - width / 2, middle.y - height / 2, middle.x + width / 2,
                      middle.y + height / 2};
        if (!places_.is_free(box)) continue;
        const double cost = 6.0 * static_cast<double>(covered_by(box)) + radius;
        if (cost >= least) continue;
        least = cost;
        best = box;
      }
    return best;
  }

  /// Where all versions agree, as far from their lines as can be.
  void names() {
    name_of_state(c_.subject.state, true);
    if (!c_.subject.is_coast()) name_of_state(c_.subject.other, false);
  }
  void name_of_state(const std::string& state, bool inside) {
    constexpr int cells = 32;
    const std::string words = spaced(state_name(state));
    const double half = drawn_width(words, 17) / 2 + 12;
    Point best;
    double most = 0.0;
    for (int i = 1; i < cells; ++i)
      for (int j = 1; j < cells; ++j) {
        const Point p{frame_.x0 + frame_.width() * i / cells, frame_.y0 + frame_.height() * j / cells};
        double room = std::min(
            {p.x - frame_.x0 - half + 40, frame_.x1 - p.x - half + 40, p.y - frame_.y0, frame_.y1 - p.y});
        if (room <= most || !places_.is_free({p.x - half, p.y - 18, p.x + half, p.y + 8})) continue;
        for (const Point& line : drawn_) {
          const double dx = std::max(std::abs(p.x - line.x) - half, 0.0);
          room = std::min(room, std::hypot(dx, p.y - line.y));
          if (room <= most) break;
        }
        if (room <= most) continue;
        const Position there = plane_.to_globe({(p.x - (frame_.x0 + frame_.x1) / 2) * metres_per_px_,
                                                ((frame_.y0 + frame_.y1) / 2 - p.y) * metres_per_px_});
        const bool agreed = std::all_of(c_.lines.begin(), c_.lines.end(), [&](const ComparedLine& line) {
          return line.outline->contains(there) == inside;
        });
        if (!agreed) continue;
        most = room;
        best = p;
      }
    if (most < 14.0) return;
    places_.block({best.x - half, best.y - 18, best.x + half, best.y + 8});
    const std::string common = R"(text-anchor="middle" font-size="17" )";
    svg_.text(best, words,
              common + "stroke-width=\"4\" stroke-linejoin=\"round\" stroke-opacity=\".7\"" +
                  quoted("stroke", colours.paper) + " fill=\"none\"");
    svg_.text(best, words, common + fill(colours.ink));
  }
  static std::string spaced(const std::string& name) {
    std::string out;
    for (const char c : name) {
      const bool whole = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
      if (whole && !out.empty()) out += "\u2009";
      out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return out;
  }

  // ---- legend

  void legend() {
    const double x = frame_.x0 + map_side + column_gap, right = page_width - margin;
    double y = legend_top() + 12;
    svg_.text({x, y}, "Versions and their stated error",
              "font-size=\"14\" font-weight=\"700\" " + fill(colours.ink));
    y += 14;
    for (std::size_t i = 0; i < c_.lines.size(); ++i, y += 62) entry(i, x, y);
    if (c_.ground) areas(x, y + 34, right);
  }
  void entry(std::size_t i, double x, double y) {
    const ComparedLine& line = c_.lines[i];
    svg_.line({x, y + 16}, {x + 46, y + 16}, stroke_of(i));
    svg_.text({x + 56, y + 20}, line.id, "font-size=\"14\" font-weight=\"600\" " + fill(colours.ink));
    const auto total = total_error(line.line_error, line.shift_error);
    const auto m = [](const std::optional<Length>& l) {
      return l ? fixed(in_metres(*l), 0) + "\u202Fm" : std::string{"not stated"};
    };
    const std::string grey = "font-size=\"12.5\" " + fill(colours.muted);
    svg_.text({x + 56, y + 37},
              total
                  ? "σ " + m(total) + " (line " + m(line.line_error) + ", shift " + m(line.shift_error) + ")"
                  : "error not stated",
              grey);
    svg_.text({x + 56, y + 53},
              fixed(in_kilometres(line.length), 0) + " km of line" +
                  (line.family.empty() ? "" : "; family " + line.family),
              grey);
  }
  void areas(double x, double y, double right) {
    const assess::SharedGround& g = *c_.ground;
    const std::string state = state_name(c_.subject.state), other = state_name(c_.subject.other);
    svg_.line({x, y - 18}, {right, y - 18}, "stroke-width=\"1\"" + quoted("stroke", colours.rule));
    svg_.text({x, y}, "Ground in this rectangle",
              "font-size=\"14\" font-weight=\"700\" " + fill(colours.ink));
    const std::string all = "in all " + count_word(c_.lines.size());
    std::vector<std::pair<std::string, assess::Surface>> rows{{state + " " + all, g.state_in_all},
                                                              {state + " in at least one", g.state_in_some}};
    if (!c_.subject.is_coast()) rows.emplace_back(other + " " + all, g.other_in_all);
    rows.emplace_back("told differently", g.told_differently);
    rows.emplace_back("whole", g.whole);
    for (const auto& [words, area] : rows) {
      y += 22;
      const bool important = words == "told differently";
      const std::string weight = important ? "font-weight=\"600\" " : "";
      svg_.text({x, y}, words, "font-size=\"13\" " + weight + fill(colours.ink));
      svg_.text({right, y}, fixed(assess::in_square_kilometres(area), 1) + " km²",
                "text-anchor=\"end\" font-size=\"13\" " + weight + fill(colours.ink));
    }
    svg_.text({x, y + 24}, "The darker the ground, the more versions",
              "font-size=\"12.5\" " + fill(colours.muted));
    svg_.text({x, y + 40}, "give it to " + state + ".", "font-size=\"12.5\" " + fill(colours.muted));
  }

  // ---- footer

  [[nodiscard]] std::vector<std::string> footer_lines() const {
    std::string words = "Lines: ";
    std::set<std::string> told;
    for (const ComparedLine& line : c_.lines)
      if (!line.attribution.empty() && told.insert(line.attribution).second)
        words += (told.size() > 1 ? "; " : "") + line.attribution;
    words +=
        ". σ is one standard deviation across the line as its entry states it. Separations are to the "
        "nearest point of the "
        "other line. A name on the map is no claim of sovereignty, and no version is the treaty line.";
    return wrap(words, 165);
  }
  void footer() {
    double y = std::max(frame_.y1 + 40.0, legend_top() + legend_height()) + 30.0;
    for (const std::string& line : footer_lines()) {
      svg_.text({margin, y}, line, "font-size=\"12.5\" " + fill(colours.muted));
      y += 18;
    }
  }

  /// A file of its own wants a size, the name space and the fonts that a page would give it.
  [[nodiscard]] std::string standalone(const std::string& svg) const {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + px(page_width) + "\" height=\"" +
           px(height()) + "\" font-family=\"Noto Sans, Segoe UI, sans-serif\"" + svg.substr(4) + "\n";
  }

  const Comparison& c_;
  geo::Plane plane_;
  double metres_per_px_ = 1.0;
  Box frame_;
  LabelPlaces places_;
  std::optional<Furthest> worst_;
  Svg svg_;
  std::vector<Point> drawn_;
};

}  // namespace

std::string separation_svg(const Comparison& comparison) { return Picture{comparison}.draw(); }

}  // namespace recon::report
