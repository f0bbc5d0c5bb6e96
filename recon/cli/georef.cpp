// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <set>

#include "recon/assess/own_border.hpp"
#include "recon/assess/zones.hpp"
#include "recon/cli/border.hpp"
#include "recon/cli/command.hpp"
#include "recon/cli/into_case.hpp"
#include "recon/exchange/picture.hpp"
#include "recon/load/bytes.hpp"
#include "recon/load/library.hpp"
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

void print(const exchange::LaidPicture& picture) {
  const geo::Georeference& fit = picture.fit;
  std::cout << exchange::words_of(fit.transform) << "; " << picture.controls.size() << " control points, "
            << exchange::ground_words(geo::metres_per_pixel(fit, fit.centre))
            << " to a pixel in their middle\n"
            << "points left out are off by " << exchange::ground_words(fit.left_out_error)
            << " (root mean square); the fit itself by " << exchange::ground_words(fit.fit_error)
            << ", which flatters\n"
            << "all that is drawn shares an error of "
            << exchange::ground_words(geo::transform_sigma(fit, fit.centre))
            << " in the middle (one sigma per axis)\n\n"
            << "  point                    pixel             residual   left out\n";
  for (std::size_t i = 0; i < picture.controls.size(); ++i) {
    const exchange::Click& control = picture.controls[i];
    const double residual = std::hypot(fit.residuals[i].east, fit.residuals[i].north);
    const double left_out = std::hypot(fit.left_out[i].east, fit.left_out[i].north);
    std::array<char, 200> row{};
    const std::string name = control.name.empty() ? "line " + std::to_string(control.line) : control.name;
    std::snprintf(row.data(), row.size(), "  %-24.24s %-16.16s %10s %10s%s\n", name.c_str(),
                  control.printed.c_str(), exchange::ground_words(residual).c_str(),
                  exchange::ground_words(left_out).c_str(),
                  exchange::stands_out(picture, i) ? "  look at it again" : "");
    std::cout << row.data();
  }
}

void print_line(const exchange::LaidPicture& picture, const exchange::Clicks& trace,
                const exchange::Clicks& line, double pen) {
  std::cout << "\nbeside the line that the picture itself draws (right of it as it was clicked is positive;\n"
               "what both drawings share cancels):\n";
  const std::vector<exchange::BesideLine> all = exchange::beside(picture, trace, line, pen);
  for (std::size_t i = 0; i < all.size(); ++i)
    std::cout << "  vertex " << i + 1 << ": " << (all[i].metres < 0 ? "−" : "+")
              << exchange::ground_words(std::abs(all[i].metres)) << " ± "
              << exchange::ground_words(all[i].sigma) << '\n';
  std::cout << exchange::words_of(all) << '\n';
}

/// The same track by the borders of the library: in whose land it comes how far, by the picture's own line
/// and by the reference.
void print_reference(const exchange::LaidPicture& picture, const exchange::Clicks& trace,
                     const exchange::Clicks& line, double pen) {
  normalise::PictureRead read{picture.plane, picture.fit, exchange::click_sigma(pen), {}};
  for (const exchange::Vertex& vertex : exchange::vertices(line)) read.border.push_back(vertex.mean());
  std::vector<geo::Pixel> track;
  for (const exchange::Vertex& vertex : exchange::vertices(trace)) track.push_back(vertex.mean());
  if (track.empty()) return;
  const geo::Position middle = picture.plane.to_globe(geo::place_of(picture.fit, track.at(track.size() / 2)));
  std::string rows, lines;
  std::set<std::string> attributions;
  for (const load::LibraryEntry& entry : load::library_entries()) {
    const incident::Border about = load::read_entry(entry);
    if (!covers(about, middle)) continue;
    const incident::BorderVersion version = load::load_entry(entry);
    bool used = false;
    for (const auto& [state, outline] : version.states) {
      const auto found =
          assess::furthest_in(read, track, geo::inside(outline), assess::sigma_of(version), metres(0));
      if (!found) continue;
      used = true;
      rows += "  " + state + ": " + assess::said_with_error(found->by_picture) + " by the picture's line; " +
              assess::said_with_error(found->by_reference) + " by " + entry.id + "\n";
    }
    if (used && !about.attribution.empty() && attributions.insert(about.attribution.text).second)
      lines += (lines.empty() ? "Lines: " : "; ") + about.attribution.text;
  }
  if (rows.empty()) {
    std::cout << "which side of the picture's line is whose, no border of the library tells\n";
    return;
  }
  std::cout
      << "\nwhere it comes furthest in, by the picture's line and by the references, with the errors of "
         "transform and line (± holds 95 in 100):\n"
      << rows << lines << '\n';
}

void put_into_case(const exchange::LaidPicture& laid, const exchange::Clicks& trace,
                   const exchange::Clicks& line, const Wishes& wishes) {
  std::string bytes = read_all(wishes.image, largest_picture);
  exchange::CaseWish what = wishes.what;
  what.file_name = fs::path{wishes.image}.filename().string();
  what.sha256 = load::sha256(bytes);
  const exchange::PictureTrack made =
      exchange::for_case(laid, trace, line, wishes.pen, wishes.how, what.file_name, std::move(bytes));
  for (const std::string& sentence : exchange::account(made.imported)) std::cout << "  " << sentence << '\n';
  write_into_case(made.imported, what, wishes.into, made.beside);
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
  const exchange::Clicks line = wishes.line.empty() ? exchange::Clicks{} : clicks_of(wishes.line);
  if (const auto worst = exchange::worst_of(exchange::vertex_errors(laid, trace, wishes.pen)))
    std::cout << '\n' << exchange::words_of(*worst) << '\n';
  if (!wishes.line.empty()) {
    print_line(laid, trace, line, wishes.pen);
    print_reference(laid, trace, line, wishes.pen);
  }
  if (!wishes.into.empty()) put_into_case(laid, trace, line, wishes);
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
