// SPDX-License-Identifier: Apache-2.0
#include "recon/report/theme.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

using recon::report::theme::Palette;

namespace {

using Colour = std::array<double, 3>;

/// "#RRGGBB" as linear RGB (IEC 61966-2-1).
Colour linear(std::string_view hex) {
  Colour out{};
  for (std::size_t i = 0; i < 3; ++i) {
    const double v = std::stoi(std::string{hex.substr(1 + 2 * i, 2)}, nullptr, 16) / 255.0;
    out[i] = v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
  }
  return out;
}

/// Contrast ratio of WCAG 2.1.
double contrast(std::string_view a, std::string_view b) {
  const auto luminance = [](const Colour& c) { return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]; };
  const double la = luminance(linear(a)), lb = luminance(linear(b));
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

using Matrix = std::array<Colour, 3>;

// Machado, Oliveira & Fernandes 2009, severity 1.0, applied to linear RGB.
constexpr Matrix normal{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix protan{
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix deutan{
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix tritan{
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};

Colour seen(const Colour& c, const Matrix& m) {
  Colour out{};
  for (std::size_t i = 0; i < 3; ++i)
    out[i] = std::clamp(m[i][0] * c[0] + m[i][1] * c[1] + m[i][2] * c[2], 0.0, 1.0);
  return out;
}

/// Linear RGB to CIELAB, white D65.
Colour lab(const Colour& c) {
  const Colour xyz{(0.4124564 * c[0] + 0.3575761 * c[1] + 0.1804375 * c[2]) / 0.95047,
                   0.2126729 * c[0] + 0.7151522 * c[1] + 0.0721750 * c[2],
                   (0.0193339 * c[0] + 0.1191920 * c[1] + 0.9503041 * c[2]) / 1.08883};
  const auto f = [](double t) {
    return t > 216.0 / 24389.0 ? std::cbrt(t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
  };
  return {116.0 * f(xyz[1]) - 16.0, 500.0 * (f(xyz[0]) - f(xyz[1])), 200.0 * (f(xyz[1]) - f(xyz[2]))};
}

double rad(double deg) { return deg * std::numbers::pi / 180.0; }

/// CIEDE2000 (Sharma, Wu & Dalal 2005).
double ciede2000(const Colour& one, const Colour& two) {
  const double c_mean = (std::hypot(one[1], one[2]) + std::hypot(two[1], two[2])) / 2.0;
  const double g = 0.5 * (1.0 - std::sqrt(std::pow(c_mean, 7) / (std::pow(c_mean, 7) + std::pow(25.0, 7))));
  const double a1 = one[1] * (1 + g), a2 = two[1] * (1 + g);
  const double c1 = std::hypot(a1, one[2]), c2 = std::hypot(a2, two[2]);
  const auto hue = [](double b, double a) {
    const double h = std::atan2(b, a) * 180.0 / std::numbers::pi;
    return a == 0.0 && b == 0.0 ? 0.0 : h < 0 ? h + 360.0 : h;
  };
  const double h1 = hue(one[2], a1), h2 = hue(two[2], a2);
  double dh = c1 * c2 == 0.0 ? 0.0 : h2 - h1;
  if (dh > 180.0) dh -= 360.0;
  if (dh < -180.0) dh += 360.0;
  const double dl = two[0] - one[0], dc = c2 - c1,
               big_dh = 2.0 * std::sqrt(c1 * c2) * std::sin(rad(dh / 2.0));
  const double l_mean = (one[0] + two[0]) / 2.0, cp_mean = (c1 + c2) / 2.0;
  double h_mean = h1 + h2;
  if (c1 * c2 != 0.0)
    h_mean = std::abs(h1 - h2) <= 180.0 ? h_mean / 2.0
             : h_mean < 360.0           ? (h_mean + 360.0) / 2.0
                                        : (h_mean - 360.0) / 2.0;
  const double t = 1.0 - 0.17 * std::cos(rad(h_mean - 30.0)) + 0.24 * std::cos(rad(2.0 * h_mean)) +
                   0.32 * std::cos(rad(3.0 * h_mean + 6.0)) - 0.20 * std::cos(rad(4.0 * h_mean - 63.0));
  const double sl = 1.0 + 0.015 * std::pow(l_mean - 50.0, 2) / std::sqrt(20.0 + std::pow(l_mean - 50.0, 2));
  const double sc = 1.0 + 0.045 * cp_mean, sh = 1.0 + 0.015 * cp_mean * t;
  const double rc = 2.0 * std::sqrt(std::pow(cp_mean, 7) / (std::pow(cp_mean, 7) + std::pow(25.0, 7)));
  const double rt = -rc * std::sin(rad(60.0 * std::exp(-std::pow((h_mean - 275.0) / 25.0, 2))));
  return std::sqrt(std::pow(dl / sl, 2) + std::pow(dc / sc, 2) + std::pow(big_dh / sh, 2) +
                   rt * (dc / sc) * (big_dh / sh));
}

const std::array<const Palette*, 2> palettes{&recon::report::theme::light, &recon::report::theme::dark};

}  // namespace

TEST_CASE("The colour difference agrees with published pairs") {
  // Sharma, Wu & Dalal 2005, table 1, pairs 1, 7, 17 and 25.
  CHECK(ciede2000({50.0, 2.6772, -79.7751}, {50.0, 0.0, -82.7485}) == Approx(2.0425).margin(1e-4));
  CHECK(ciede2000({50.0, 0.0, 0.0}, {50.0, -1.0, 2.0}) == Approx(2.3669).margin(1e-4));
  CHECK(ciede2000({50.0, 2.5, 0.0}, {73.0, 25.0, -18.0}) == Approx(27.1492).margin(1e-4));
  CHECK(ciede2000({60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}) == Approx(1.2644).margin(1e-4));
}

TEST_CASE("Text can be read on every ground it stands on") {
  for (const Palette* p : palettes) {
    CHECK(contrast(p->ink, p->paper) >= 4.5);
    CHECK(contrast(p->ink, p->page) >= 4.5);
    CHECK(contrast(p->muted, p->paper) >= 4.5);
    CHECK(contrast(p->muted, p->page) >= 4.5);
    CHECK(contrast(p->ink, p->side) >= 4.5);
    CHECK(contrast(p->ink, p->sea) >= 4.5);
    CHECK(contrast(p->ink, p->placeholder) >= 4.5);
    CHECK(contrast(p->cell_inside_text, p->cell_inside) >= 4.5);
    for (const std::string_view account : p->account) {
      CAPTURE(account);
      CHECK(contrast(account, p->paper) >= 4.5);
      CHECK(contrast(p->on_account, account) >= 4.5);
    }
  }
}

TEST_CASE("Accounts can be told apart by every kind of colour vision") {
  for (const Palette* p : palettes)
    for (const Matrix& vision : {normal, protan, deutan, tritan})
      for (std::size_t i = 0; i < p->account.size(); ++i)
        for (std::size_t j = i + 1; j < p->account.size(); ++j) {
          CAPTURE(p->account[i], p->account[j]);
          CHECK(ciede2000(lab(seen(linear(p->account[i]), vision)),
                          lab(seen(linear(p->account[j]), vision))) >= 15.0);
        }
}

TEST_CASE("Accounts keep four steps of grey on a printer without colour") {
  for (const Palette* p : palettes) {
    std::vector<double> lightness;
    for (const std::string_view account : p->account) lightness.push_back(lab(linear(account))[0]);
    std::sort(lightness.begin(), lightness.end());
    for (std::size_t i = 1; i < lightness.size(); ++i) CHECK(lightness[i] - lightness[i - 1] >= 6.5);
  }
}

TEST_CASE("Inside and outside differ in tone alone") {
  for (const Palette* p : palettes) {
    const Colour side = lab(linear(p->side)), paper = lab(linear(p->paper));
    CHECK(std::abs(side[0] - paper[0]) >= 20.0);
    CHECK(std::hypot(side[1], side[2]) < 12.0);
  }
}
