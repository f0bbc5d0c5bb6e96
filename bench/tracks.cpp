// SPDX-License-Identifier: Apache-2.0
#include "bench/tracks.hpp"

#include <cmath>
#include <fstream>
#include <random>
#include <stdexcept>

#include "recon/asterix/editions.hpp"
#include "recon/asterix/record.hpp"
#include "recon/exchange/digits.hpp"
#include "recon/exchange/times.hpp"

namespace recon::bench {

namespace {

asterix::Draft plot_of(std::size_t n) {
  constexpr std::size_t aircraft = 300;
  const asterix::Edition& edition = asterix::category_048();
  const auto number = static_cast<double>(n);
  const std::size_t who = n * 7919 % aircraft;
  const auto whose = static_cast<double>(who);
  asterix::Draft draft;
  const auto put = [&](std::string_view item, std::string_view field, double value) {
    set(draft, edition, item, field, value);
  };
  const auto azimuth = [](double degrees) { return std::fmod(degrees, 359.99); };
  put("010", "SAC", 25);
  put("010", "SIC", 10 + static_cast<double>(n / 8 % 4));
  put("140", "ToD", std::fmod(20'000.0 + 0.004 * number, 86'399.0));
  put("020", "TYP", 5);
  put("040", "RHO", 20.0 + 0.6 * whose + 0.001 * static_cast<double>(n % 997));
  put("040", "THETA", azimuth(1.2 * whose + 1e-4 * number));
  put("070", "MODE3A", static_cast<double>(who * 7 % 4096));
  put("090", "FL", 100.0 + static_cast<double>(who % 250) + 0.25 * static_cast<double>(n % 4));
  set(draft, edition, "130", "SRR", "SRR", 3);
  set(draft, edition, "130", "SAM", "SAM", -45);
  put("220", "ADDRESS", static_cast<double>(0x4B0000 + who));
  set_text(draft, edition, "240", "IDENT", "THY" + std::to_string(who));
  if (n % 3 == 0) put("250", "BDS1", 4);
  put("161", "TRN", whose);
  put("042", "X", -100.0 + 0.3 * whose);
  put("042", "Y", 100.0 - 0.2 * whose);
  put("200", "GSP", 0.125);
  put("200", "HDG", azimuth(1.7 * whose));
  put("170", "RAD", 2);
  put("230", "COM", 1);
  return draft;
}

}  // namespace

std::size_t make_recording(const std::filesystem::path& file, std::size_t bytes) {
  constexpr std::size_t in_a_block = 8;
  std::ofstream out{file, std::ios::binary};
  std::size_t written = 0, reports = 0;
  while (written < bytes) {
    std::vector<asterix::Draft> drafts;
    for (std::size_t i = 0; i < in_a_block; ++i) drafts.push_back(plot_of(reports++));
    const std::vector<std::byte> block = encode(asterix::category_048(), drafts);
    out.write(reinterpret_cast<const char*>(block.data()), static_cast<std::streamsize>(block.size()));
    written += block.size();
  }
  if (!out) throw std::runtime_error{"cannot write " + file.string()};
  return reports;
}

std::size_t make_table(const std::filesystem::path& file, std::size_t rows) {
  std::ofstream out{file, std::ios::binary};
  out << "time,icao24,lat,lon,altitude_ft,groundspeed_kt,track,vert_rate,callsign\n";
  std::mt19937 random{20151124};
  const Instant start{std::chrono::milliseconds{1'448'349'845'000}};
  double latitude = 35.8, longitude = 36.1;
  std::string line;
  for (std::size_t row = 0; row < rows; ++row) {
    const auto step = [&] { return (static_cast<double>(random() % 2001) - 1000.0) * 1e-7; };
    latitude += step(), longitude += step();
    line = exchange::printed_utc({start + std::chrono::milliseconds{50 * row}, 2}) + "Z,4ba945,";
    exchange::append_number(line, latitude, 6);
    line += ',';
    exchange::append_number(line, longitude, 6);
    line += ',' + std::to_string(19'000 + 25 * (row % 40)) + ',' + std::to_string(300 + row % 50) + ".5," +
            std::to_string(row % 360) + ".0," + std::to_string(64 * (row % 5)) + ",THY7KZ\n";
    out << line;
  }
  if (!out) throw std::runtime_error{"cannot write " + file.string()};
  return rows;
}

}  // namespace recon::bench
