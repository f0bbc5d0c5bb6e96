// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iomanip>
#include <random>
#include <sstream>

#include <catch2/catch.hpp>

#include "recon/exchange/case_folder.hpp"
#include "recon/exchange/import.hpp"
#include "recon/inquiry/inquiry.hpp"

using namespace recon;

namespace {

/// A table of forty rows northwards at 200 m/s, ten seconds apart, that states 185 m of error on each axis.
std::string table(double noise_m) {
  std::mt19937 random{5};
  std::normal_distribution<double> noise{0.0, 1.0};
  std::ostringstream text;
  text << std::fixed << "time,lat,lon,sigma_m\n";
  for (int k = 0; k < 40; ++k) {
    const double north = 2'000.0 * k + noise_m * noise(random), east = noise_m * noise(random);
    text << "2015-11-24T07:" << 20 + k / 6 << ":" << k % 6 << "0Z," << std::setprecision(5)
         << 35.7 + north / 111'000.0 << ',' << 36.1 + east / 90'000.0 << ",185\n";
  }
  return text.str();
}

bool is_called_too_smooth(const std::string& text) {
  std::string folder = (std::filesystem::temp_directory_path() / "recon-imported-XXXXXX").string();
  REQUIRE(mkdtemp(folder.data()) != nullptr);
  const auto home = std::filesystem::path{folder} / "mine";
  exchange::write(exchange::addition_to(home, exchange::import_bytes("track.csv", text, {.datum = "WGS 84"}),
                                        {.file_name = "track.csv", .sha256 = "00"}));
  const inquiry::Inquiry opened = inquiry::open(home, {}, {.draws = 500});
  std::filesystem::remove_all(folder);
  for (const auto& problem : opened.problems) UNSCOPED_INFO(load::print(problem));
  REQUIRE(opened.usable());
  REQUIRE(opened.assessment.tracks.size() == 1);
  return std::ranges::any_of(opened.assessment.consistencies, [](const assess::Consistency& one) {
    return one.sentence.find("nearer to a smooth flight") != std::string::npos;
  });
}

}  // namespace

TEST_CASE("An imported track that is straighter than its errors is called so, one that scatters is not") {
  CHECK(is_called_too_smooth(table(0.0)));
  CHECK_FALSE(is_called_too_smooth(table(185.0)));
}
