// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>

#include "recon/cli/command.hpp"
#include "recon/cli/into_case.hpp"
#include "recon/exchange/picture.hpp"
#include "recon/load/bytes.hpp"
#include "recon/load/load.hpp"

namespace recon::cli {

namespace {

namespace fs = std::filesystem;
using geo::Transform;

constexpr std::uintmax_t largest_table = 64U << 20U, largest_picture = 256U << 20U;

struct Wishes {
  std::string image, points, trace, line, transform, into;
  double pen = 4.0;
  exchange::ImportWish how;
  exchange::CaseWish what;
};

std::string read_all(const std::string& file, std::uintmax_t limit) {
  load::Bytes read = load::read_bytes(file, limit);
  if (!read.readable()) throw load::UnreadableFile{file + ": " + read.trouble};
  return std::move(read.bytes);
}

exchange::Clicks clicks_of(const std::string& file) {
  exchange::Clicks read = exchange::read_clicks(file, read_all(file, largest_table));
  for (const exchange::Honesty::Skipped& skipped : read.honesty.skipped)
    std::cerr << file << ": " << skipped.count << " rows not used, " << skipped.reason << '\n';
  return read;
}

std::string metres_in_words(double metres) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), metres < 10 ? "%.1f m" : "%.0f m", metres);
  return text.data();
}

const char* name_of(Transform transform) {
  static constexpr std::array<const char*, 3> names{"similarity: shifted, scaled and turned",
                                                    "affine: stretched and sheared besides",
                                                    "projective: seen from aside"};
  return names.at(static_cast<std::size_t>(transform));
}

void print(const exchange::LaidPicture& picture) {
  const geo::Georeference& fit = picture.fit;
  std::cout << name_of(fit.transform) << "; " << picture.controls.size() << " control points, "
            << metres_in_words(geo::metres_per_pixel(fit, fit.centre)) << " to a pixel in their middle\n"
            << "points left out are off by " << metres_in_words(fit.left_out_error)
            << " (root mean square); the fit itself by " << metres_in_words(fit.fit_error)
            << ", which flatters\n"
            << "all that is drawn shares an error of "
            << metres_in_words(geo::transform_sigma(fit, fit.centre))
            << " in the middle (one sigma per axis)\n\n"
            << "  point                    pixel             residual   left out\n";
  for (std::size_t i = 0; i < picture.controls.size(); ++i) {
    const exchange::Click& control = picture.controls[i];
    const double residual = std::hypot(fit.residuals[i].east, fit.residuals[i].north);
    const double left_out = std::hypot(fit.left_out[i].east, fit.left_out[i].north);
    std::array<char, 200> row{};
    const std::string name = control.name.empty() ? "line " + std::to_string(control.line) : control.name;
    std::snprintf(
        row.data(), row.size(), "  %-24.24s %-16.16s %10s %10s%s\n", name.c_str(), control.printed.c_str(),
        metres_in_words(residual).c_str(), metres_in_words(left_out).c_str(),
        picture.controls.size() > 4 && left_out > 2.5 * fit.left_out_error ? "  look at it again" : "");
    std::cout << row.data();
  }
}

void print_line(const exchange::LaidPicture& picture, const exchange::Clicks& trace, const Wishes& wishes) {
  const exchange::Clicks line = clicks_of(wishes.line);
  std::cout << "\nbeside the line that the picture itself draws (right of it as it was clicked is positive;\n"
               "what both drawings share cancels):\n";
  std::size_t vertex = 0;
  for (const exchange::BesideLine& at : exchange::beside(picture, trace, line, wishes.pen))
    std::cout << "  vertex " << ++vertex << ": " << (at.metres < 0 ? "−" : "+")
              << metres_in_words(std::abs(at.metres)) << " ± " << metres_in_words(at.sigma) << '\n';
}

incident::Picture picture_of(const exchange::LaidPicture& laid, const Wishes& wishes, const std::string& file,
                             const std::string& sha256) {
  incident::Picture picture;
  picture.file.text = file;
  picture.sha256.text = sha256;
  picture.pen.text = std::to_string(static_cast<int>(std::lround(wishes.pen))) + " pixels";
  picture.transform = static_cast<incident::Picture::Transform>(laid.fit.transform);
  for (const exchange::Click& click : laid.controls)
    picture.controls.push_back({{click.name, {}}, {click.printed, {}}, {click.position, {}}, {}});
  return picture;
}

void put_into_case(const exchange::LaidPicture& laid, const exchange::Clicks& trace, const Wishes& wishes) {
  const std::string bytes = read_all(wishes.image, largest_picture);
  const std::string name = fs::path{wishes.image}.filename().string();
  exchange::Imported imported = exchange::traced(laid, trace, wishes.pen, wishes.how);
  imported.tracks.front().picture = picture_of(laid, wishes, "pictures/" + name, load::sha256(bytes));
  for (const std::string& sentence : exchange::account(imported)) std::cout << "  " << sentence << '\n';

  exchange::CaseWish what = wishes.what;
  what.file_name = name;
  what.sha256 = load::sha256(bytes);
  write_into_case(imported, what, wishes.into, {{"pictures/" + name, bytes}});
}

void run(const Wishes& wishes) {
  const exchange::PictureFile file = exchange::look_at(wishes.image);
  std::cout << wishes.image << ": " << file.format << ", " << file.columns << " × " << file.rows
            << " pixels\n";
  if (wishes.points.empty() && file.corners.empty())
    throw load::UnreadableFile{"the picture does not say where it lies; give a table of control points"};
  if (wishes.points.empty())
    std::cout
        << "laid where its file says; how well it lies there, no file says: state it in the claim's error\n";
  else if (!file.corners.empty())
    std::cout << "its file says where it lies too; the control points are used\n";
  const std::vector<exchange::Click> controls =
      wishes.points.empty() ? file.corners : clicks_of(wishes.points).clicks;
  std::optional<Transform> transform;
  for (const auto& [word, its] : {std::pair{"similarity", Transform::similarity},
                                  {"affine", Transform::affine},
                                  {"projective", Transform::projective}})
    if (wishes.transform == word) transform = its;
  const exchange::LaidPicture laid = exchange::laid(controls, transform);
  print(laid);
  if (wishes.trace.empty()) return;
  const exchange::Clicks trace = clicks_of(wishes.trace);
  if (!wishes.line.empty()) print_line(laid, trace, wishes);
  if (!wishes.into.empty()) put_into_case(laid, trace, wishes);
}

}  // namespace

void add_georef(CLI::App& program) {
  CLI::App* command = program.add_subcommand(
      "georef", "Lay a picture of a map on the ground by control points, and read a drawn track off it");
  auto w = std::make_shared<Wishes>();
  command->add_option("image", w->image, "PNG, JPEG, GIF, BMP, TIFF, or KMZ with an overlay")->required();
  command->add_option(
      "points", w->points,
      "Control points: a table with column, row, and position (or latitude, longitude), name");
  command->add_option(
      "--trace", w->trace,
      "The drawn track: a table with column, row, and time, altitude, vertex (for repeated clicks)");
  command->add_option("--line", w->line, "The border as the picture draws it: a table with column, row");
  command->add_option("--pen", w->pen, "Width of the drawn track, pixels")->check(CLI::Range(0.0, 1000.0));
  command->add_option("--transform", w->transform, "The simplest that will do, if not said")
      ->check(CLI::IsMember({"similarity", "affine", "projective"}));
  command->add_option("--into", w->into, "Case folder; made if it is not there")->needs("--trace");
  command->add_option("--date", w->how.date, "Day of the times, 2015-11-24");
  command->add_option("--clock", w->how.clock, "Clock of the times, UTC or Europe/Istanbul");
  command->add_option("--datum", w->how.datum, "Datum of the control points");
  command->add_option("--aircraft", w->what.aircraft, "Aircraft of the case whose track it is");
  command->add_option("--narrative", w->what.narrative, "Account of the case that the picture belongs to");
  command->callback([w] { run(*w); });
}

}  // namespace recon::cli
