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
/// inquires into them, writes the scores and the pictures of reliability and ranks. Exit code 1 when a
/// scenario that should pass or cover does not, or a fault is not caught.
namespace recon::calibration {
namespace {

enum class Should {
  pass,   // every score
  cover,  // the truth is none of recon's models: its 90 % intervals hold the truth, the rest is told
  be_caught
};

struct Scenario {
  const char* name;
  const char* what;
  Recipe recipe;
  Should should;
};

using Seen = Recipe::Seen;

// Those that should pass are drawn together.
std::vector<Scenario> scenarios() {
  const Recipe as_told;
  Recipe hard = as_told, turns = as_told, sparse = as_told;
  hard.q = 150.0;
  turns.turning = true;
  sparse.scan = 20.0;
  sparse.plots = 7;
  Recipe plots = as_told, class_c = as_told, tracked = as_told, clock = as_told;
  Recipe behind = turns;
  behind.seen = Seen::system_track;
  behind.by_class = behind.lags = true;
  behind.scan = 10.0;
  behind.plots = 13;
  plots.seen = class_c.seen = Seen::plots;
  class_c.by_class = tracked.by_class = true;
  tracked.seen = Seen::system_track;
  clock.clock = 3.0;

  Recipe no_bias = as_told, plots_no_bias = plots, half = as_told, twice = as_told, no_clock = clock;
  no_bias.told_bias = plots_no_bias.told_bias = 0.0;
  half.told_bias = half.told_random = 0.5;
  twice.told_bias = twice.told_random = 2.0;
  no_clock.told_clock = 0.02;
  return {{"as told", "errors are what the case says", as_told, Should::pass},
          {"hard turns", "the aircraft turns harder", hard, Should::pass},
          {"real turns", "straight legs and turns of 0.5 to 2 g, as no model of ours has them", turns,
           Should::pass},
          {"slow scan", "a plot every 20 s", sparse, Should::pass},
          {"radar plots", "range, azimuth and flight level, rounded to 0.1 NM, 0.1° and 25 ft", plots,
           Should::pass},
          {"radar class C", "the same, and all the case says is the class", class_c, Should::pass},
          {"system track", "errors that last for two or three scans", tracked, Should::pass},
          {"tracker in turns", "an alpha-beta tracker of plots every 10 s, behind in turns of 0.5 to 2 g",
           behind, Should::cover},
          {"clocks off", "side at a time told, clocks of 3 s and 1 s", clock, Should::pass},
          {"bias left out", "fault: the case says nothing of the bias", no_bias, Should::be_caught},
          {"bias left out, plots", "fault: the same of radar plots", plots_no_bias, Should::be_caught},
          {"errors halved", "fault: the case halves all errors", half, Should::be_caught},
          {"errors doubled", "fault: the case doubles all errors", twice, Should::be_caught},
          {"clocks trusted", "fault: the case has the clocks right to 0.06 and 0.02 s", no_clock,
           Should::be_caught}};
}

std::string form(const char* pattern, double value) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), pattern, value);
  return text.data();
}

/// At least this share of 90 % intervals holds the truth where no model of recon's made it.
constexpr double cover = 0.86;

struct Verdict {
  bool good = false;
  std::string words;
};
Verdict verdict_of(Should should, const Scores& scores, bool broken) {
  switch (should) {
    case Should::pass:
      return {!broken, broken ? "**fails**" : "passes"};
    case Should::cover:
      return {scores.covered_90 >= cover, scores.covered_90 >= cover ? "covers" : "**does not cover**"};
    case Should::be_caught:
      return {broken, broken ? "caught" : "**not caught**"};
  }
  return {};
}

std::string table_row(const Scenario& scenario, const Scores& s, const std::string& verdict) {
  return std::string{"| "} + scenario.name + " | " + scenario.what + " | " +
         form("%.1f %%", 100 * s.covered_90) + " | " + form("%.1f %%", 100 * s.covered_95) + " | " +
         form("%.1f %%", 100 * s.plots_covered_90) + " | " + form("%.1f", s.rank_chi2) + " | " +
         (s.time_chi2 > 0.0 ? form("%.1f", s.time_chi2) : "") + " | " + form("%.4f", s.brier) + " / " +
         form("%.4f", s.expected_brier) + " | " + form("%.2f", s.spiegelhalter_z) + " | " +
         form("%.0f m", s.mean_width) + " | " + verdict + " |\n";
}

constexpr double size = 320, top = 28;  // of a panel, px

std::string frame(double left, const char* title) {
  std::ostringstream svg;
  svg << R"(<rect x=")" << left << R"(" y=")" << top << R"(" width=")" << size << R"(" height=")" << size
      << R"(" fill="none" stroke="#bbb"/><text font-weight="bold" x=")" << left << R"(" y="18">)" << title
      << "</text>";
  return svg.str();
}

/// Told probability against share inside, one dot a bin, its area the number of incidents.
std::string reliability(const Scores& s) {
  constexpr double left = 48;
  const auto x = [](double p) { return left + size * p; };
  const auto y = [](double p) { return top + size * (1.0 - p); };
  std::ostringstream svg;
  svg << frame(left, "Of those told so likely inside, so many were") << R"(<line x1=")" << x(0) << R"(" y1=")"
      << y(0) << R"(" x2=")" << x(1) << R"(" y2=")" << y(1) << R"(" stroke="#bbb"/>)";
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
      << R"svg() rotate(-90)">true, % inside</text>)svg";
  return svg.str();
}

/// How often the truth had each rank among the 20 quantiles: even, within the band that holds 95 of 100 bars.
/// The two at the ends are half as wide in probability, and drawn twice as high.
std::string ranks(const Scores& s) {
  constexpr double left = 452;
  const double even = static_cast<double>(s.incidents) / 20.0;
  const auto y = [&](double count) { return top + size * (1.0 - count / (2.0 * even)); };
  const double room = 1.96 * std::sqrt(even * (1.0 - 1.0 / 20.0));
  const double wide = size / static_cast<double>(s.ranks.size());
  std::ostringstream svg;
  svg << frame(left, "Where the truth lay among the answer's quantiles") << R"(<rect fill="#e8e4da" x=")"
      << left << R"(" y=")" << y(even + room) << R"(" width=")" << size << R"(" height=")"
      << y(even - room) - y(even + room) << R"("/>)";
  for (std::size_t i = 0; i < s.ranks.size(); ++i) {
    const bool at_end = i == 0 || i + 1 == s.ranks.size();
    const double count = std::min(2.0 * even, static_cast<double>(s.ranks[i]) * (at_end ? 2.0 : 1.0));
    svg << R"(<rect fill="#26547c" x=")" << left + wide * static_cast<double>(i) + 2 << R"(" y=")" << y(count)
        << R"(" width=")" << wide - 4 << R"(" height=")" << y(0) - y(count) << R"("/>)";
  }
  svg << R"(<line stroke="#888" x1=")" << left << R"(" y1=")" << y(even) << R"(" x2=")" << left + size
      << R"(" y2=")" << y(even) << R"("/>)";
  for (int i = 0; i <= 20; i += 5)
    svg << R"(<text text-anchor="middle" x=")" << left + wide * (i + 0.5) << R"(" y=")" << top + size + 18
        << R"(">)" << i << "</text>";
  svg << R"(<text text-anchor="middle" x=")" << left + 0.5 * size
      << R"(" y="384">rank of the true margin among 20 quantiles</text>)"
      << R"(<text text-anchor="middle" transform="translate()" << left - 12 << " " << top + 0.5 * size
      << R"svg() rotate(-90)">incidents; the band holds 95 bars of 100</text>)svg";
  return svg.str();
}

std::string picture(const Scores& honest) {
  return R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 790 400" font-family="sans-serif" font-size="12">)"
         R"(<rect width="790" height="400" fill="white"/>)" +
         reliability(honest) + ranks(honest) + "</svg>\n";
}

int run(std::size_t count, const std::string& markdown, const std::string& svg, const std::string& only) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("recon-calibrate-" + std::to_string(::getpid()));
  std::string rows;
  bool good = true;
  std::vector<Outcome> honest;
  for (const Scenario& scenario : scenarios()) {
    if (!only.empty() && only != scenario.name) continue;
    const bool terminal = ::isatty(STDERR_FILENO) == 1;
    const auto outcomes = trials(folder, scenario.recipe, 1, count, 4'000, [&](std::size_t done) {
      if (terminal) std::cerr << '\r' << scenario.name << ": " << done << " of " << count << std::flush;
    });
    if (terminal) std::cerr << '\n';
    const Scores scores = score(outcomes);
    const auto broken = failures(scores);
    for (const std::string& what : broken) std::cout << scenario.name << ": " << what << '\n';
    const Verdict verdict = verdict_of(scenario.should, scores, !broken.empty());
    good = good && verdict.good;
    const std::string row = table_row(scenario, scores, verdict.words);
    std::cout << row << std::flush;
    rows += row;
    if (scenario.should == Should::pass) honest.insert(honest.end(), outcomes.begin(), outcomes.end());
  }
  std::filesystem::remove_all(folder);
  if (!honest.empty()) std::ofstream{svg} << picture(score(honest));
  std::ofstream{markdown}
      << "| scenario | what | 90 % hold | 95 % hold | 90 % hold, plots | rank χ²₂₀ | time χ²₁₉ | "
         "Brier / expected | Z | mean 90 % width | |\n"
      << "|---|---|---|---|---|---|---|---|---|---|---|\n"
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
