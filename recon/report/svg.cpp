// SPDX-License-Identifier: Apache-2.0
#include "recon/report/svg.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "recon/report/text.hpp"

namespace recon::report {
namespace {

std::string attribute(std::string_view name, double value) {
  return " " + std::string{name} + "=\"" + px(value) + "\"";
}

/// Which of the four half-planes, and where a segment meets its edge.
struct Edge {
  bool vertical;
  double at;
  bool keep_above;
  [[nodiscard]] bool keeps(Point p) const {
    const double value = vertical ? p.x : p.y;
    return keep_above ? value >= at : value <= at;
  }
  [[nodiscard]] Point crossing(Point a, Point b) const {
    const double from = vertical ? a.x : a.y, to = vertical ? b.x : b.y;
    const double share = (at - from) / (to - from);
    return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
  }
};

std::array<Edge, 4> edges_of(const Box& box) {
  return {{{true, box.x0, true}, {true, box.x1, false}, {false, box.y0, true}, {false, box.y1, false}}};
}

}  // namespace

std::string px(double value) {
  const double rounded = std::round(value * 10.0) / 10.0;
  if (rounded == 0.0) return "0";
  std::array<char, 64> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), rounded, std::chars_format::fixed, 1);
  std::string text(buffer.data(), end.ptr);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

Svg::Svg(std::string id, Size size, double width, double height, std::string_view title,
         std::string_view description, double font_size)
    : id_{std::move(id)} {
  out_ = "<svg class=\"" + std::string{size == Size::phone ? "narrow" : "wide"} + "\" viewBox=\"0 0 " +
         px(width) + " " + px(height) + R"(" role="img" aria-labelledby=")" + id_ + "t " + id_ +
         "d\" font-size=\"" + px(font_size) + "\"><title id=\"" + id_ + "t\">" + escape(title) +
         "</title><desc id=\"" + id_ + "d\">" + escape(description) + "</desc>";
}

Svg& Svg::raw(std::string_view markup) {
  out_ += markup;
  return *this;
}

Svg& Svg::rect(const Box& box, std::string_view attributes) {
  out_ += "<rect" + attribute("x", box.x0) + attribute("y", box.y0) + attribute("width", box.width()) +
          attribute("height", box.height()) + " " + std::string{attributes} + "/>";
  return *this;
}

Svg& Svg::line(Point from, Point to, std::string_view attributes) {
  out_ += "<line" + attribute("x1", from.x) + attribute("y1", from.y) + attribute("x2", to.x) +
          attribute("y2", to.y) + " " + std::string{attributes} + "/>";
  return *this;
}

Svg& Svg::circle(Point centre, double radius, std::string_view attributes) {
  out_ += "<circle" + attribute("cx", centre.x) + attribute("cy", centre.y) + attribute("r", radius) + " " +
          std::string{attributes} + "/>";
  return *this;
}

Svg& Svg::path(std::string_view data, std::string_view attributes) {
  out_ += "<path d=\"" + std::string{data} + "\" " + std::string{attributes} + "/>";
  return *this;
}

Svg& Svg::text(Point at, std::string_view words, std::string_view attributes) {
  out_ += "<text" + attribute("x", at.x) + attribute("y", at.y) + " " + std::string{attributes} + ">" +
          escape(words) + "</text>";
  return *this;
}

Svg& Svg::badge(Point centre, std::string_view letter, std::string_view colour, double radius) {
  out_ += "<g class=\"bd\">";
  circle(centre, radius, "fill=\"" + std::string{colour} + "\" stroke=\"var(--paper)\" stroke-width=\"1.5\"");
  text({centre.x, centre.y + 0.42 * radius}, letter,
       R"(text-anchor="middle" font-weight="700" font-size=")" + px(1.3 * radius) + "\"");
  out_ += "</g>";
  return *this;
}

std::string Svg::hatch(double step, double stroke) {
  const std::string name = id("h");
  const std::string side = px(step);
  out_ += "<defs><pattern id=\"" + name + "\" width=\"" + side + "\" height=\"" + side +
          "\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><line x1=\"0\" y1=\"0\" "
          "x2=\"0\" y2=\"" +
          side + "\" stroke=\"var(--hatch)\" stroke-width=\"" + px(stroke) + "\"/></pattern></defs>";
  return "url(#" + name + ")";
}

std::string Svg::finish() && {
  out_ += "</svg>";
  return std::move(out_);
}

std::string path_data(const std::vector<Point>& points, bool closed) {
  std::string data;
  for (std::size_t i = 0; i < points.size(); ++i)
    data += (i == 0 ? "M" : "L") + px(points[i].x) + "," + px(points[i].y);
  return closed && !points.empty() ? data + "Z" : data;
}

double distance_to_segment(Point p, Point a, Point b) {
  const double dx = b.x - a.x, dy = b.y - a.y;
  const double length2 = dx * dx + dy * dy;
  const double share =
      length2 > 0.0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0, 1.0) : 0.0;
  return std::hypot(p.x - a.x - share * dx, p.y - a.y - share * dy);
}

std::vector<Point> simplified(const std::vector<Point>& points, double tolerance) {
  if (points.size() < 3) return points;
  std::vector<bool> keep(points.size(), false);
  keep.front() = keep.back() = true;
  // A stack of spans instead of recursion: a coast has a hundred thousand points.
  std::vector<std::pair<std::size_t, std::size_t>> spans{{0, points.size() - 1}};
  while (!spans.empty()) {
    const auto [first, last] = spans.back();
    spans.pop_back();
    double worst = 0.0;
    std::size_t at = first;
    for (std::size_t i = first + 1; i < last; ++i) {
      const double off = distance_to_segment(points[i], points[first], points[last]);
      if (off > worst) {
        worst = off;
        at = i;
      }
    }
    if (worst <= tolerance) continue;
    keep[at] = true;
    spans.emplace_back(first, at);
    spans.emplace_back(at, last);
  }
  std::vector<Point> out;
  for (std::size_t i = 0; i < points.size(); ++i)
    if (keep[i]) out.push_back(points[i]);
  return out;
}

std::vector<Point> clipped_ring(std::vector<Point> ring, const Box& box) {
  for (const Edge& edge : edges_of(box)) {
    std::vector<Point> kept;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Point a = ring[(i + ring.size() - 1) % ring.size()], b = ring[i];
      if (edge.keeps(a) != edge.keeps(b)) kept.push_back(edge.crossing(a, b));
      if (edge.keeps(b)) kept.push_back(b);
    }
    ring = std::move(kept);
  }
  return ring;
}

std::vector<std::vector<Point>> clipped_line(const std::vector<Point>& line, const Box& box) {
  std::vector<std::vector<Point>> pieces{line};
  for (const Edge& edge : edges_of(box)) {
    std::vector<std::vector<Point>> next;
    for (const std::vector<Point>& piece : pieces) {
      std::vector<Point> current;
      const auto finish = [&] {
        if (current.size() > 1) next.push_back(current);
        current.clear();
      };
      for (std::size_t i = 0; i < piece.size(); ++i) {
        const bool now = edge.keeps(piece[i]);
        if (i > 0 && now != edge.keeps(piece[i - 1])) {
          current.push_back(edge.crossing(piece[i - 1], piece[i]));
          if (!now) finish();
        }
        if (now) current.push_back(piece[i]);
      }
      finish();
    }
    pieces = std::move(next);
  }
  return pieces;
}

bool within(const std::vector<std::vector<Point>>& rings, Point p) {
  bool inside = false;
  for (const std::vector<Point>& ring : rings)
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Point a = ring[i], b = ring[(i + 1) % ring.size()];
      if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
    }
  return inside;
}

}  // namespace recon::report
