// SPDX-License-Identifier: Apache-2.0
#include "recon/side/columns.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <stdexcept>

#include "recon/units/text.hpp"

namespace recon::side {

namespace {

constexpr std::array accuracies{Accuracy::sigma_m, Accuracy::accuracy_m, Accuracy::h95_m, Accuracy::cep_m};

// Radius of a circular normal error in its standard deviation: the root of -2 ln(1 - share).
double radius_in_sigmas(double share) { return std::sqrt(-2.0 * std::log1p(-share)); }

std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

using Names = std::initializer_list<std::string_view>;

std::vector<std::size_t> named(const std::vector<std::string>& names, Names wanted) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (std::find(wanted.begin(), wanted.end(), lower_case(trimmed(names[i]))) != wanted.end())
      found.push_back(i);
  return found;
}

// Exactly, else whatever its letters' size.
std::optional<std::size_t> chosen_one(const std::vector<std::string>& names, const std::string& wanted) {
  const auto exact = std::find(names.begin(), names.end(), wanted);
  if (exact != names.end()) return static_cast<std::size_t>(exact - names.begin());
  const auto like = named(names, {lower_case(trimmed(wanted))});
  return like.size() == 1 ? std::optional{like.front()} : std::nullopt;
}

std::string not_there(const std::string& wanted, const std::vector<std::string>& names) {
  return "no column '" + wanted + "'; the columns are: " + listed(names);
}

PointColumns chosen_point(const std::vector<std::string>& names, const ChosenColumns& chosen) {
  PointColumns found;
  const auto take = [&](const std::string& wanted, std::optional<std::size_t>& column) {
    if (wanted.empty()) return;
    column = chosen_one(names, wanted);
    if (!column) found.trouble = not_there(wanted, names);
  };
  take(chosen.latitude, found.latitude);
  take(chosen.longitude, found.longitude);
  take(chosen.position, found.position);
  return found;
}

}  // namespace

std::string_view name_of(Accuracy accuracy) {
  switch (accuracy) {
    case Accuracy::sigma_m:
      return "sigma_m";
    case Accuracy::accuracy_m:
      return "accuracy_m";
    case Accuracy::h95_m:
      return "h95_m";
    case Accuracy::cep_m:
      return "cep_m";
  }
  return {};
}

Length sigma_of(Accuracy accuracy, Length stated) {
  switch (accuracy) {
    case Accuracy::sigma_m:
      return stated;
    case Accuracy::accuracy_m:
    case Accuracy::h95_m:
      return stated / radius_in_sigmas(0.95);
    case Accuracy::cep_m:
      return stated / radius_in_sigmas(0.50);
  }
  return stated;
}

ChosenColumns read_columns(std::string_view list) {
  ChosenColumns chosen;
  for (const std::string_view part : split(list, ",")) {
    const std::size_t sign = part.find('=');
    const std::string what{trimmed(part.substr(0, sign))};
    const std::string name{sign == std::string_view::npos ? "" : trimmed(part.substr(sign + 1))};
    if (name.empty()) throw std::invalid_argument{quoted(part) + " does not read NAME=COLUMN"};
    const auto* const accuracy =
        std::find_if(accuracies.begin(), accuracies.end(), [&](Accuracy a) { return name_of(a) == what; });
    if (what == "lat") {
      chosen.latitude = name;
    } else if (what == "lon") {
      chosen.longitude = name;
    } else if (what == "position") {
      chosen.position = name;
    } else if (accuracy != accuracies.end()) {
      chosen.accuracy = name;
      chosen.accuracy_is = *accuracy;
    } else {
      throw std::invalid_argument{quoted(what) +
                                  " is none of lat, lon, position, sigma_m, accuracy_m, h95_m, cep_m"};
    }
  }
  if (chosen.latitude.empty() != chosen.longitude.empty())
    throw std::invalid_argument{"lat and lon are named together"};
  if (!chosen.latitude.empty() && !chosen.position.empty())
    throw std::invalid_argument{"a point stands in lat and lon or in position, not in both"};
  return chosen;
}

PointColumns find_point(const std::vector<std::string>& names, const ChosenColumns& chosen) {
  if (!chosen.latitude.empty() || !chosen.position.empty()) return chosen_point(names, chosen);
  const auto latitude = named(names, {"lat", "latitude", "lat_deg", "latitude_deg"}),
             longitude = named(names, {"lon", "lng", "long", "longitude", "lon_deg", "longitude_deg"}),
             position = named(names, {"position"}), y = named(names, {"y"}), x = named(names, {"x"});
  PointColumns found;
  const std::string none = "; name them with --columns lat=…,lon=…; the columns are: " + listed(names);
  if (latitude.size() > 1 || longitude.size() > 1) {
    found.trouble = "several columns of latitude or longitude" + none;
  } else if (latitude.size() == 1 && longitude.size() == 1) {
    found.latitude = latitude.front();
    found.longitude = longitude.front();
  } else if (latitude.empty() && longitude.empty() && position.size() == 1) {
    found.position = position.front();
  } else if (latitude.empty() && longitude.empty() && y.size() == 1 && x.size() == 1) {
    found.latitude = y.front();
    found.longitude = x.front();
  } else {
    found.trouble = "no columns of latitude and longitude" + none;
  }
  return found;
}

AccuracyColumn find_accuracy(const std::vector<std::string>& names, const ChosenColumns& chosen) {
  AccuracyColumn found;
  if (!chosen.accuracy.empty()) {
    found.is = chosen.accuracy_is;
    found.at = chosen_one(names, chosen.accuracy);
    if (!found.at) found.trouble = not_there(chosen.accuracy, names);
    return found;
  }
  for (const Accuracy accuracy : accuracies)
    for (const std::size_t column : named(names, {name_of(accuracy)})) {
      if (found.at) {
        found.trouble =
            "several columns of accuracy; name one with --columns; the columns are: " + listed(names);
        found.at.reset();
        return found;
      }
      found.at = column;
      found.is = accuracy;
    }
  return found;
}

}  // namespace recon::side
