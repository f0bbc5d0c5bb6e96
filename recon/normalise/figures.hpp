// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "recon/geo/datum.hpp"
#include "recon/geo/position.hpp"
#include "recon/incident/place.hpp"
#include "recon/normalise/branch.hpp"
#include "recon/normalise/notebook.hpp"
#include "recon/units/figure.hpp"
#include "recon/units/instant.hpp"

/// Printed figures, times and positions, with the choices they open.
namespace recon::normalise {

/// Every meaning of a printed figure. A doubt that leaves one option opens no choice.
[[nodiscard]] Branches<FigureReading> read(Notebook& notebook, const Site& site,
                                           const incident::Text& printed, Dimension dimension,
                                           std::optional<Length> altitude = std::nullopt);

/// A length that cannot be negative; a rounding stated by the claim's error model replaces that of the
/// digits.
[[nodiscard]] Branches<Interval<Length>> read_length(Notebook& notebook, const Site& site,
                                                     const incident::Text& printed);
[[nodiscard]] Branches<Interval<Duration>> read_duration(Notebook& notebook, const Site& site,
                                                         const incident::Text& printed);

/// A direction counted from true north. Without a north in the print it is read from true and from
/// magnetic north when the variation is known, else from true north (an adjustment); compass words
/// ("SW") are read from true north.
[[nodiscard]] Branches<Interval<Angle>> read_direction(Notebook& notebook, const Site& site,
                                                       const incident::Text& printed,
                                                       std::optional<Angle> variation,
                                                       const std::string& variation_of);

/// "4.8° E": east positive; nullopt when it is not a variation.
[[nodiscard]] std::optional<Angle> read_variation(const std::string& printed);

[[nodiscard]] Branches<Interval<Instant>> read_time(const Notebook& notebook, const incident::Text& printed,
                                                    const std::string& clock);

/// A printed position on WGS 84, with the cell its digits leave open. Without a stated datum: WGS 84
/// 0.6, ED50 0.3, and 0.1 for the others together, each only where it is in use; sources that survey
/// or log positions print WGS 84.
[[nodiscard]] Branches<Located> read_position(Notebook& notebook, const Site& site,
                                              const incident::Text& printed, const incident::Text& datum);

/// The datums that coordinates of this claim's source may be printed on.
[[nodiscard]] Branches<geo::Datum> read_datum(Notebook& notebook, const Site& site,
                                              const incident::Text& stated);
/// The same of a print that may name its datum itself ("Pulkovo 1942" of SK-42; "" of others).
[[nodiscard]] Branches<geo::Datum> read_datum(Notebook& notebook, const Site& site,
                                              const incident::Text& stated, std::string_view printed);

/// "ED50" as an option: "ed50"; "WGS 84": "wgs-84".
[[nodiscard]] std::string slug(std::string_view name);

/// The sentences in one, or `otherwise`.
[[nodiscard]] std::string joined(const std::vector<std::string>& sentences, const std::string& otherwise);

[[nodiscard]] Interval<Length> lengths(const Interval<double>& in_base);

}  // namespace recon::normalise
