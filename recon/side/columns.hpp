// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recon/units/quantity.hpp"

/// Which side of a border millions of rows lie on: a stream in, the same stream with answers out.
namespace recon::side {

/// What a column of accuracies holds, always in metres. One name, one definition; nothing is guessed.
///   sigma_m: one standard deviation of each of two axes; accuracy_m, h95_m: radius that holds the truth 95
///   times in 100; cep_m: radius that holds it 50 times in 100
enum class Accuracy { sigma_m, accuracy_m, h95_m, cep_m };
[[nodiscard]] std::string_view name_of(Accuracy accuracy);
/// One standard deviation of an axis of a circular normal error.
[[nodiscard]] Length sigma_of(Accuracy accuracy, Length stated);

/// Columns named by the user: "lat=breite,lon=laenge,cep_m=fehler"; numbers from 1 where there is no header.
struct ChosenColumns {
  std::string latitude, longitude, position, accuracy;
  Accuracy accuracy_is = Accuracy::sigma_m;
};
/// Throws std::invalid_argument with a sentence.
[[nodiscard]] ChosenColumns read_columns(std::string_view list);

/// Where in a row its point stands: latitude and longitude, or both in one cell.
struct PointColumns {
  std::optional<std::size_t> latitude, longitude, position;
  std::string trouble;  // why none was found: a sentence
};
struct AccuracyColumn {
  std::optional<std::size_t> at;
  Accuracy is = Accuracy::sigma_m;
  std::string trouble;  // several, or the chosen one is not there
};

/// Finds columns by name, letters small or large: lat, latitude, lat_deg with lon, lng, long, longitude,
/// lon_deg; else position; else y with x. Accuracies: the names of the enum.
[[nodiscard]] PointColumns find_point(const std::vector<std::string>& names, const ChosenColumns& chosen);
[[nodiscard]] AccuracyColumn find_accuracy(const std::vector<std::string>& names,
                                           const ChosenColumns& chosen);

}  // namespace recon::side
