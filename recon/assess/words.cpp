// SPDX-License-Identifier: Apache-2.0
#include "recon/assess/words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "recon/assess/probability.hpp"

namespace recon::assess {
namespace {

constexpr std::string_view thin_space = "\u2009", minus = "\u2212", dash = "\u2013";

std::string fixed(double value, int decimals) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return text.data();
}

std::string with_sign(double value, const std::string& magnitude) {
  const bool zero = magnitude.find_first_of("123456789") == std::string::npos;
  return value < 0 && !zero ? std::string{minus} + magnitude : magnitude;
}

// Two significant digits, but never fewer digits than the whole number has to the nearest ten.
std::string two_digits(double magnitude) {
  if (magnitude >= 99.5) return thousands(std::round(magnitude));
  return fixed(magnitude, magnitude >= 9.95 ? 0 : 1);
}

std::string short_form(double value, double step, int decimals) {
  return with_sign(value, decimals == 0 ? thousands(std::round(std::abs(value) / step) * step)
                                        : fixed(std::abs(value), decimals));
}

// How two ends and a value read; `print` gives the bare number, `full` the number with its unit.
template <class Print, class Full>
std::string said_interval(double lowest, double stated, double highest, Print print, Full full) {
  if (std::isinf(highest) && std::isinf(lowest)) return "any";
  if (std::isinf(highest)) return "at least " + full(lowest);
  if (std::isinf(lowest) || (lowest <= 0 && highest == stated)) return "at most " + full(highest);
  if (print(lowest) == print(highest)) return full(stated);
  return full(stated) + " [" + print(lowest) + std::string{dash} + print(highest) + "]";
}

}  // namespace

std::string thousands(double value) {
  std::string digits = fixed(std::abs(value), 0);
  if (digits.size() > 4)
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
      digits.insert(static_cast<std::size_t>(at), thin_space);
  else if (digits.size() == 4)
    digits.insert(1, thin_space);
  return with_sign(value, digits);
}

std::string percent(double probability) {
  if (probability < 0.01) return "<1\u2009%";
  if (probability > 0.99) return ">99\u2009%";
  return fixed(100.0 * probability, 0) + "\u2009%";
}

std::string likelihood(double probability) {
  const std::string_view word = icd203(probability);
  return word.empty() ? percent(probability) : percent(probability) + " (" + std::string{word} + ", ICD 203)";
}

std::string likelihood(const Probability& share) {
  const auto [low, high] = band_words(share.hits, share.draws);
  if (low == high || low.empty() || high.empty()) return likelihood(share.value);
  return percent(share.value) + " (between " + std::string{low} + " and " + std::string{high} + ", ICD 203)";
}

std::string percent_range(double lowest, double highest) {
  const std::string low = percent(lowest), high = percent(highest);
  return low == high ? low : low + " … " + high;
}

std::string si(Length length) {
  const double size = std::abs(in_metres(length));
  const std::string text = size < 99.5    ? fixed(size, 0) + "\u2009m"
                           : size < 995.0 ? thousands(std::round(size / 10.0) * 10.0) + "\u2009m"
                                          : two_digits(size / 1000.0) + "\u2009km";
  return with_sign(in_metres(length), text);
}

std::string said(Length length) {
  const double miles = std::abs(in_nautical_miles(length));
  if (miles < 0.005) return si(length);
  const std::string nautical = miles < 0.095 ? fixed(miles, 2) : two_digits(miles);
  return si(length) + " (" + with_sign(in_metres(length), nautical) + "\u2009NM)";
}

std::string said_margin(Length margin) {
  return said(recon::abs(margin)) + (margin > metres(0) ? " inside" : " outside");
}

std::string said_height(Length height) {
  return short_form(in_metres(height), 1, 0) + "\u2009m (" + short_form(in_feet(height), 100, 0) +
         "\u2009ft)";
}

std::string said(Speed speed) {
  return short_form(in_kilometres_per_hour(speed), 1, 0) + "\u2009km/h (" +
         short_form(in_knots(speed), 1, 0) + "\u2009kt)";
}

std::string said(Duration time) {
  const double total = in_seconds(time);
  const double whole = std::round(total);
  if (std::abs(total) < 120 && std::abs(total - whole) > 0.05) return short_form(total, 1, 1) + "\u2009s";
  if (std::abs(whole) < 60) return short_form(total, 1, 0) + "\u2009s";
  const double minutes = std::floor(std::abs(whole) / 60), rest = std::abs(whole) - 60 * minutes;
  const std::string text =
      fixed(minutes, 0) + "\u2009min" + (rest > 0 ? " " + fixed(rest, 0) + "\u2009s" : std::string{});
  return with_sign(total, text);
}

std::string said(Angle azimuth) {
  const double turned = std::fmod(std::fmod(std::round(in_degrees(azimuth)), 360.0) + 360.0, 360.0);
  return fixed(turned, 0) + "°";
}

std::string said(const Interval<Speed>& speed) {
  return said_interval(
      in_kilometres_per_hour(speed.lowest), in_kilometres_per_hour(speed.stated),
      in_kilometres_per_hour(speed.highest), [](double v) { return thousands(std::round(v)); },
      [](double v) { return said(kilometres_per_hour(v)); });
}

std::string said(const Interval<Length>& length) {
  const bool far = recon::abs(length.stated) >= metres(995);
  return said_interval(
      in_metres(length.lowest), in_metres(length.stated), in_metres(length.highest),
      [far](double d) { return far ? fixed(d / 1000.0, 2) : thousands(std::round(d)); },
      [](double d) { return said(metres(d)); });
}

std::string said(const Interval<Duration>& time) {
  return said_interval(
      in_seconds(time.lowest), in_seconds(time.stated), in_seconds(time.highest),
      [](double t) { return fixed(t, 1); }, [](double t) { return said(seconds(t)); });
}

std::string said_height(const Interval<Length>& height) {
  return said_interval(
      in_metres(height.lowest), in_metres(height.stated), in_metres(height.highest),
      [](double h) { return thousands(std::round(h)); }, [](double h) { return said_height(metres(h)); });
}

std::string listed(const std::vector<std::string>& things) {
  std::string text;
  for (std::size_t i = 0; i < things.size(); ++i) {
    if (i > 0) text += i + 1 == things.size() ? " and " : ", ";
    text += things[i];
  }
  return text;
}

std::string_view name_of(Side side) {
  switch (side) {
    case Side::inside:
      return "inside";
    case Side::outside:
      return "outside";
    case Side::undetermined:
      break;
  }
  return "undetermined";
}

std::string spaced(std::string id) {
  std::ranges::replace(id, '-', ' ');
  return id;
}

}  // namespace recon::assess
