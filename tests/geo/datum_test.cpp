// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/datum.hpp"

#include <memory>
#include <string>
#include <thread>

#include "chart.hpp"
#include "table.hpp"
#include <catch2/catch.hpp>
#include <proj.h>

using namespace recon;
using namespace recon::geo;
using test::at;
using test::number;

TEST_CASE("A datum moves a point to where the reference says") {
  for (const auto& row : test::table("datum_shift.csv")) {
    const std::string& operation = row.at("epsg_op");
    CAPTURE(operation);
    const Position printed = at(number(row, "src_lat"), number(row, "src_lon"));
    const Position moved = to_wgs84(printed, {"", operation, metres(0), {}});
    CHECK(in_degrees(moved.latitude) == Approx(number(row, "wgs84_lat")).margin(1.1e-9).epsilon(0));
    CHECK(in_degrees(moved.longitude) == Approx(number(row, "wgs84_lon")).margin(1.1e-9).epsilon(0));
    CHECK(in_metres(distance(printed, moved)) == Approx(number(row, "shift_m")).margin(0.02).epsilon(0));
  }
}

TEST_CASE("The named datums near 36 N 36 E use the operations of the reference") {
  const Position place = at(35.9, 36.05);
  for (const auto& [name, operation] :
       {std::pair{"ED50", "EPSG:1784"}, {"Pulkovo 1942", "EPSG:15865"}, {"deir-ez-zor", "EPSG:15742"}}) {
    const auto known = datum(name);
    REQUIRE(known);
    CHECK(known->operation == operation);
    CHECK(used_at(*known, place));
  }
  CHECK_FALSE(datum("Atlantis 1900"));
  CHECK(to_wgs84(place, datum("wgs84").value()) == place);
  CHECK_FALSE(used_at(datum("Tokyo").value(), place));
  CHECK(used_at(datum("Pulkovo 1942").value(), at(66, -170)));
}

TEST_CASE("Accuracy and area of every datum are those of the EPSG data set") {
  const std::unique_ptr<PJ_CONTEXT, decltype(&proj_context_destroy)> context{proj_context_create(),
                                                                             proj_context_destroy};
  for (const Datum& known : datums()) {
    if (known.operation.empty()) continue;
    CAPTURE(std::string{known.name});
    const std::string code{known.operation.substr(known.operation.find(':') + 1)};
    const std::unique_ptr<PJ, decltype(&proj_destroy)> operation{
        proj_create_from_database(context.get(), "EPSG", code.c_str(), PJ_CATEGORY_COORDINATE_OPERATION, 0,
                                  nullptr),
        proj_destroy};
    REQUIRE(operation);
    CHECK(proj_coordoperation_get_accuracy(context.get(), operation.get()) == in_metres(known.accuracy));
    CHECK(std::string{proj_get_name(operation.get())}.rfind(known.name, 0) == 0);
    double west = 0, south = 0, east = 0, north = 0;
    REQUIRE(proj_get_area_of_use(context.get(), operation.get(), &west, &south, &east, &north, nullptr));
    CHECK(known.area == Window{degrees(west), degrees(south), degrees(east), degrees(north)});
  }
}

TEST_CASE("The ellipsoid of every datum is that of the EPSG data set") {
  const std::unique_ptr<PJ_CONTEXT, decltype(&proj_context_destroy)> context{proj_context_create(),
                                                                             proj_context_destroy};
  const auto owned = [](PJ* object) {
    return std::unique_ptr<PJ, decltype(&proj_destroy)>{object, proj_destroy};
  };
  for (const Datum& known : datums()) {
    if (known.operation.empty()) continue;
    CAPTURE(std::string{known.name});
    const std::string code{known.operation.substr(known.operation.find(':') + 1)};
    const auto operation = owned(proj_create_from_database(context.get(), "EPSG", code.c_str(),
                                                           PJ_CATEGORY_COORDINATE_OPERATION, 0, nullptr));
    REQUIRE(operation);
    const auto source = owned(proj_get_source_crs(context.get(), operation.get()));
    const auto ellipsoid = owned(proj_get_ellipsoid(context.get(), source.get()));
    double major = 0, flattening = 0;
    REQUIRE(
        proj_ellipsoid_get_parameters(context.get(), ellipsoid.get(), &major, nullptr, nullptr, &flattening));
    CHECK(in_metres(known.ellipsoid.semi_major) == Approx(major).margin(1e-9).epsilon(0));
    CHECK(known.ellipsoid.inverse_flattening == Approx(flattening).margin(1e-9).epsilon(0));
  }
}

TEST_CASE("The Soviet datum goes by its Russian name too") {
  for (const char* const name : {"SK-42", "СК-42", "sk42", "S-42", "Pulkovo 1942"}) {
    CAPTURE(name);
    REQUIRE(datum(name));
    CHECK(datum(name)->name == "Pulkovo 1942");
  }
}

TEST_CASE("Two threads may ask at once") {
  const Position printed = at(35.9, 36.05);
  const Datum ed50 = datum("ED50").value();
  const Position expected = to_wgs84(printed, ed50);
  int wrong[2] = {0, 0};
  const auto ask = [&](int& mistakes) {
    for (int i = 0; i < 200; ++i) mistakes += to_wgs84(printed, ed50) == expected ? 0 : 1;
  };
  std::thread first{ask, std::ref(wrong[0])}, second{ask, std::ref(wrong[1])};
  first.join();
  second.join();
  CHECK(wrong[0] + wrong[1] == 0);
}
