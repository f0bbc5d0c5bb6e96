// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

/// The one place for colours: report and viewer take them from here, and tests/report/theme_test.cpp
/// recomputes their contrasts and their differences under colour-vision deficiency.
/// Tone says which side, hatch says undecided, hue (with its letter) says who, line style says which
/// border version, spread says how sure; no channel is used for anything else (docs/visual.md).
namespace recon::report::theme {

struct Palette {
  std::string_view paper, page, ink, muted, rule, side, hatch, cell_inside, cell_inside_text, sea,
      placeholder;
  std::array<std::string_view, 4> account;  // A B C D, in order of first statement
  std::string_view on_account;              // a letter on its badge
};

inline constexpr Palette light{"#FFFFFF", "#F7F5F1", "#1C1B19", "#56524B",
                               "#D8D3C9", "#BDB5A5", "#857D6E", "#3A3731",
                               "#FFFFFF", "#EEF0F1", "#FFF3B0", {"#753F00", "#3F1A6B", "#0F7053", "#C2418F"},
                               "#FFFFFF"};
inline constexpr Palette dark{"#12161B", "#0D1014", "#ECE8E0", "#A9A49A",
                              "#343A42", "#5E5A52", "#9B9485", "#E6E1D7",
                              "#14181E", "#0B1620", "#4A3F10", {"#FBC672", "#C09DF9", "#92FDE2", "#FD3796"},
                              "#12161B"};

/// Lines of border versions where they are themselves the subject (recon border compare), on paper: the one
/// picture without accounts, whose hues are theirs alone. Each reaches 4.5:1.
inline constexpr std::array<std::string_view, 8> version{"#1C1B19", "#B3261E", "#1F5FA8", "#0F7053",
                                                         "#8A3FA0", "#8A5A00", "#00707F", "#C2418F"};

}  // namespace recon::report::theme
