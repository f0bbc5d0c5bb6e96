// SPDX-License-Identifier: Apache-2.0
#include "recon/side/columns.hpp"

#include <stdexcept>

#include <catch2/catch.hpp>

namespace recon::side {

TEST_CASE("Columns are found by their common names, whatever the size of their letters") {
  CHECK(find_point({"id", "Lat", "LON"}, {}).latitude == 1U);
  CHECK(find_point({"id", "latitude", "lng"}, {}).longitude == 2U);
  CHECK(find_point({"x", "y"}, {}).latitude == 1U);
  CHECK(find_point({"time", "position"}, {}).position == 1U);
  CHECK(find_accuracy({"a", "CEP_m"}, {}).is == Accuracy::cep_m);
  CHECK_FALSE(find_accuracy({"accuracy", "sigma"}, {}).at.has_value());
}

TEST_CASE("Latitude and longitude win over x and y, which may be a projection's") {
  const PointColumns found = find_point({"x", "y", "lat", "lon"}, {});
  CHECK(found.latitude == 2U);
  CHECK(found.longitude == 3U);
}

TEST_CASE("What is not found is said with the columns that there are") {
  CHECK(find_point({"a", "b"}, {}).trouble ==
        "no columns of latitude and longitude; name them with --columns lat=…,lon=…; the columns are: a, b");
  CHECK(find_point({"lat", "latitude", "lon"}, {}).trouble.starts_with("several columns"));
  CHECK(find_accuracy({"sigma_m", "cep_m"}, {}).trouble.starts_with("several columns of accuracy"));
  CHECK(find_point({"a"}, read_columns("lat=b,lon=a")).trouble == "no column 'b'; the columns are: a");
}

TEST_CASE("Columns that the user names are taken before any other") {
  const ChosenColumns chosen = read_columns("lat=breite, lon=laenge, cep_m=fehler");
  const PointColumns found = find_point({"lat", "lon", "breite", "laenge", "fehler"}, chosen);
  CHECK(found.latitude == 2U);
  CHECK(found.longitude == 3U);
  CHECK(find_accuracy({"sigma_m", "fehler"}, chosen).at == 1U);
}

TEST_CASE("A list of columns that cannot be meant is refused") {
  CHECK_THROWS_AS(read_columns("lat=a"), std::invalid_argument);
  CHECK_THROWS_AS(read_columns("lat"), std::invalid_argument);
  CHECK_THROWS_AS(read_columns("height=a"), std::invalid_argument);
  CHECK_THROWS_AS(read_columns("lat=a,lon=b,position=c"), std::invalid_argument);
}

// The radius of a circular normal error that holds a share of it: sigma times the root of -2 ln(1 - share).
TEST_CASE("Each name of an accuracy has one definition") {
  CHECK(in_metres(sigma_of(Accuracy::sigma_m, metres(10))) == 10.0);
  CHECK(in_metres(sigma_of(Accuracy::h95_m, metres(2.447746830680816))) == Approx(1.0).epsilon(1e-12));
  CHECK(in_metres(sigma_of(Accuracy::accuracy_m, metres(2.447746830680816))) == Approx(1.0).epsilon(1e-12));
  CHECK(in_metres(sigma_of(Accuracy::cep_m, metres(1.1774100225154747))) == Approx(1.0).epsilon(1e-12));
}

}  // namespace recon::side
