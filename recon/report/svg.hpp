// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Writing SVG: shapes in, text out. Every figure carries a role, a title and a description.
namespace recon::report {

/// A figure is drawn twice: type is never scaled down with the picture (docs/visual.md, Report).
enum class Size { desktop, phone };

struct Point {
  double x = 0.0, y = 0.0;
};
struct Box {
  double x0 = 0.0, y0 = 0.0, x1 = 0.0, y1 = 0.0;
  [[nodiscard]] double width() const { return x1 - x0; }
  [[nodiscard]] double height() const { return y1 - y0; }
  [[nodiscard]] bool holds(Point p) const { return x0 <= p.x && p.x <= x1 && y0 <= p.y && p.y <= y1; }
};

/// "12.3": at most one decimal, which is a tenth of a pixel.
[[nodiscard]] std::string px(double value);

class Svg {
public:
  /// `id` is unique on the page; `title` and `description` are plain text.
  Svg(std::string id, Size size, double width, double height, std::string_view title,
      std::string_view description, double font_size = 11.5);

  Svg& raw(std::string_view markup);
  Svg& rect(const Box& box, std::string_view attributes);
  Svg& line(Point from, Point to, std::string_view attributes);
  Svg& circle(Point centre, double radius, std::string_view attributes);
  Svg& path(std::string_view data, std::string_view attributes);
  Svg& text(Point at, std::string_view words, std::string_view attributes = {});
  /// The account's letter on its hue.
  Svg& badge(Point centre, std::string_view letter, std::string_view colour, double radius = 8.5);
  /// A pattern of 45° lines in the hatch colour; returns its reference, "url(#...)".
  std::string hatch(double step, double stroke);
  /// An id of this figure's own.
  [[nodiscard]] std::string id(std::string_view part) const { return id_ + std::string{part}; }
  [[nodiscard]] std::string finish() &&;

private:
  std::string id_, out_;
};

/// "M1,2L3,4", closed when asked.
[[nodiscard]] std::string path_data(const std::vector<Point>& points, bool closed);

/// Points whose neighbours they leave by less than `tolerance` are dropped (Ramer 1972, Douglas & Peucker
/// 1973).
[[nodiscard]] std::vector<Point> simplified(const std::vector<Point>& points, double tolerance);

/// The part of a closed ring within a box (Sutherland & Hodgman 1974); empty when none.
[[nodiscard]] std::vector<Point> clipped_ring(std::vector<Point> ring, const Box& box);

/// The pieces of a line within a box, cut at its edges.
[[nodiscard]] std::vector<std::vector<Point>> clipped_line(const std::vector<Point>& line, const Box& box);

/// Is the point inside the rings (even-odd)?
[[nodiscard]] bool within(const std::vector<std::vector<Point>>& rings, Point point);

[[nodiscard]] double distance_to_segment(Point point, Point a, Point b);

}  // namespace recon::report
