// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "tests/calibration/trial.hpp"
#include <unistd.h>

/// calibrate COUNT MARKDOWN SVG [SCENARIO]: makes so many incidents for each scenario (or for the one named),
/// inquires into them, writes the scores and the reliability diagram. Exit code 1 when a scenario that should
/// pass fails, or a fault is not caught.
namespace recon::calibration {
namespace {

struct Scenario {
  const char* name;
  const char* what;
  Recipe recipe;
  bool should_pass;
};

using Seen = Recipe::Seen;

// The first of all is the one whose reliability is drawn.
std::vector<Scenario> scenarios() {
  const Recipe as_told;
  Recipe hard = as_told, turns = as_told, sparse = as_told;
  hard.q = 150.0;
  turns.turning = true;
  sparse.scan = 20.0;
  sparse.plots = 7;
  Recipe plots = as_told, class_c = as_told, tracked = as_told, clock = as_told;
  plots.seen = class_c.seen = Seen::plots;
  class_c.by_class = tracked.by_class = true;
  tracked.seen = Seen::system_track;
  clock.clock = 3.0;

  Recipe no_bias = as_told, plots_no_bias = plots, half = as_told, twice = as_told, no_clock = clock;
  no_bias.told_bias = plots_no_bias.told_bias = 0.0;
  half.told_bias = half.told_random = 0.5;
  twice.told_bias = twice.told_random = 2.0;
  no_clock.told_clock = 0.02;
  return {{"as told", "errors are what the case says", as_told, true},
          {"hard turns", "the aircraft turns harder", hard, true},
          {"real turns", "straight legs and turns of 0.5 to 2 g, as no model of ours has them", turns, true},
          {"slow scan", "a plot every 20 s", sparse, true},
          {"radar plots", "range, azimuth and flight level, rounded to 0.1 NM, 0.1° and 25 ft", plots, true},
          {"radar class C", "the same, and all the case says is the class", class_c, true},
          {"system track", "errors that last for two or three scans", tracked, true},
          {"clocks off", "side at a time told, clocks of 3 s and 1 s", clock, true},
          {"bias left out", "fault: the case says nothing of the bias", no_bias, false},
          {"bias left out, plots", "fault: the same of radar plots", plots_no_bias, false},
          {"errors halved", "fault: the case halves all errors", half, false},
          {"errors doubled", "fault: the case doubles all errors", twice, false},
          {"clocks trusted", "fault: the case has the clocks right to 0.06 and 0.02 s", no_clock, false}};
}

std::string form(const char* pattern, double value) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), pattern, value);
  return text.data();
}

std::string table_row(const Scenario& scenario, const Scores& s, bool caught) {
  return std::string{"| "} + scenario.name + " | " + scenario.what + " | " +
         form("%.1f %%", 100 * s.covered_90) + " | " + form("%.1f %%", 100 * s.covered_95) + " | " +
         form("%.1f %%", 100 * s.plots_covered_90) + " | " + form("%.1f", s.rank_chi2) + " | " +
         form("%.4f", s.brier) + " / " + form("%.4f", s.expected_brier) + " | " +
         form("%.2f", s.spiegelhalter_z) + " | " + form("%.0f m", s.mean_width) + " | " +
         (scenario.should_pass ? (caught ? "**fails**" : "passes") : (caught ? "caught" : "**not caught**")) +
         " |\n";
}

/// Told probability against share inside, one dot a bin, its area the number of incidents.
std::string diagram(const Scores& s) {
  constexpr double size = 320, left = 48, top = 16;
  const auto x = [](double p) { return left + size * p; };
  const auto y = [](double p) { return top + size * (1.0 - p); };
  std::ostringstream svg;
  svg << R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" font-family="sans-serif" font-size="12">)"
      << R"(<rect width="400" height="400" fill="white"/><rect x=")" << left << R"(" y=")" << top
      << R"(" width=")" << size << R"(" height=")" << size << R"(" fill="none" stroke="#bbb"/><line x1=")"
      << x(0) << R"(" y1=")" << y(0) << R"(" x2=")" << x(1) << R"(" y2=")" << y(1) << R"(" stroke="#bbb"/>)";
  for (const Bin& bin : s.reliability) {
    const auto n = static_cast<double>(bin.count);
    const double room =
        1.96 * std::sqrt(std::max(bin.mean_probability * (1 - bin.mean_probability), 1e-9) / n);
    svg << R"(<line stroke="#26547c" x1=")" << x(bin.mean_probability) << R"(" x2=")"
        << x(bin.mean_probability) << R"(" y1=")" << y(std::max(0.0, bin.share_inside - room)) << R"(" y2=")"
        << y(std::min(1.0, bin.share_inside + room)) << R"("/><circle fill="#26547c" cx=")"
        << x(bin.mean_probability) << R"(" cy=")" << y(bin.share_inside) << R"(" r=")"
        << 2.0 + 10.0 * std::sqrt(n / static_cast<double>(s.incidents)) << R"("/>)";
  }
  for (int i = 0; i <= 10; i += 2)
    svg << R"(<text text-anchor="middle" x=")" << x(i / 10.0) << R"(" y=")" << top + size + 18 << R"(">)"
        << 10 * i << R"(</text><text text-anchor="end" x=")" << left - 6 << R"(" y=")" << y(i / 10.0) + 4
        << R"(">)" << 10 * i << "</text>";
  svg << R"(<text text-anchor="middle" x=")" << x(0.5) << R"(" y="384">told, % inside</text>)"
      << R"(<text text-anchor="middle" transform="translate(14 )" << y(0.5)
      << R"svg() rotate(-90)">true, % inside</text></svg>)svg" << '\n';
  return svg.str();
}

int run(std::size_t count, const std::string& markdown, const std::string& svg, const std::string& only) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("recon-calibrate-" + std::to_string(::getpid()));
  std::string rows;
  bool good = true;
  const std::vector<Scenario> all = scenarios();
  for (const Scenario& scenario : all) {
    if (!only.empty() && only != scenario.name) continue;
    const bool terminal = ::isatty(STDERR_FILENO) == 1;
    const auto outcomes = trials(folder, scenario.recipe, 1, count, 4'000, [&](std::size_t done) {
      if (terminal) std::cerr << '\r' << scenario.name << ": " << done << " of " << count << std::flush;
    });
    if (terminal) std::cerr << '\n';
    const Scores scores = score(outcomes);
    const auto broken = failures(scores);
    for (const std::string& what : broken) std::cout << scenario.name << ": " << what << '\n';
    good = good && broken.empty() == scenario.should_pass;
    const std::string row = table_row(scenario, scores, !broken.empty());
    std::cout << row << std::flush;
    rows += row;
    if (&scenario == &all.front()) std::ofstream{svg} << diagram(scores);
  }
  std::filesystem::remove_all(folder);
  std::ofstream{markdown} << "| scenario | what | 90 % hold | 95 % hold | 90 % hold, plots | rank χ²₂₀ | "
                             "Brier / expected | Z | mean 90 % width | |\n"
                          << "|---|---|---|---|---|---|---|---|---|---|\n"
                          << rows;
  return good ? 0 : 1;
}

}  // namespace
}  // namespace recon::calibration

int main(int argc, char** argv) {
  if (argc != 4 && argc != 5) {
    std::cerr << "calibrate COUNT MARKDOWN SVG [SCENARIO]\n";
    return 2;
  }
  return recon::calibration::run(std::strtoul(argv[1], nullptr, 10), argv[2], argv[3],
                                 argc == 5 ? argv[4] : "");
}
