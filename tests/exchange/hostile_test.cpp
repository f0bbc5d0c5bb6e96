// SPDX-License-Identifier: Apache-2.0
#include "tests/exchange/reading.hpp"
#include <catch2/catch.hpp>

#include "recon/exchange/readers.hpp"
#include "recon/load/load.hpp"

using namespace recon;
using test::gzipped, test::noticed, test::read, test::rows, test::skipped;

namespace {

const std::vector<std::string>& samples() {
  static const std::vector<std::string> all{
      "time,lat,lon,alt_ft\n2015-11-24 07:24:05,35.8,36.1,19000\n\"2015-11-24 07:24:06\",35.8,36.1,\n",
      "MSG,3,1,1,4BA945,1,2015/11/24,07:24:05.250,2015/11/"
      "24,07:24:05.300,,19025,,,35.831200,36.189000,,,0,0,0,0\n",
      R"({"icao":"4ba945","timestamp":1448323200,"trace":[[26645.5,35.8,36.1,19000,450,91,0,0,{"nac_p":8}]]})",
      R"(<kml><Document><Placemark><gx:Track><when>2015-11-24T07:24:05Z</when><gx:coord>36.1 35.8 0</gx:coord></gx:Track></Placemark></Document></kml>)",
      R"(<gpx><trk><trkseg><trkpt lat="35.8" lon="36.1"><time>2015-11-24T07:24:05Z</time></trkpt></trkseg></trk></gpx>)",
      R"({"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[36.1,35.8]},"properties":{"time":"2015-11-24T07:24:05Z"}}]})",
      R"({"time":1448349850,"states":[["4ba945","THY7KZ  ","Turkey",1448349845,1448349849,36.189,35.8312,11277.6,false,231.5,91.2,0,null,11430,"1174",false,0]]})",
      R"({"now":1448349850.1,"aircraft":[{"hex":"4ba945","lat":35.8312,"lon":36.189,"seen_pos":1.2,"mlat":["lat"]}]})",
      R"([{"timestamp":1448349845000,"latitude":35.830,"longitude":36.180}])",
      R"({"result":{"response":{"data":{"flight":{"track":[{"latitude":35.8312,"longitude":36.189,"altitude":{"feet":35025},"timestamp":1448349845}]}}}}})",
      "$GPRMC,072405.00,A,3548.4430,N,03610.1234,E,250.0,091.2,241115,,\n",
      "AXXX001\nHFDTE241115\nB0724053548443N03610123EA0579105816\n",
      "FileType=text/acmi/"
      "tacview\nFileVersion=2.2\n0,ReferenceTime=2015-11-24T07:24:00Z\n#0\n1,T=36.1|35.8|5791,Type=Air\n"};
  return all;
}

// What a reader may do with any bytes: read them, or refuse them in a sentence.
void survives(const std::string& bytes, const std::string& as = "") {
  try {
    const auto imported = read(bytes, {.as = as});
    std::size_t told = 0;
    for (const auto& one : imported.honesty.skipped) told += one.count;
    CHECK(imported.honesty.used <= imported.honesty.rows);
    // Blocks that are passed over are no rows.
    if (imported.format != "ASTERIX") CHECK(told <= imported.honesty.rows);
  } catch (const load::UnreadableFile& error) {
    CHECK(std::string{error.what()}.starts_with("file: "));
  }
}

}  // namespace

TEST_CASE("Every sample is recognised by its content and gives a row") {
  for (const std::string& sample : samples()) {
    CAPTURE(sample);
    CHECK(read(sample).honesty.used >= 1);
  }
}

TEST_CASE("Property: a file cut anywhere is read in part or refused, by every reader", "[property]") {
  for (const std::string& sample : samples())
    for (std::size_t end = 0; end < sample.size(); end += 1 + sample.size() / 60)
      survives(sample.substr(0, end));
}

TEST_CASE("Property: no bytes upset any reader that is told to read them", "[property]") {
  const int seed = GENERATE(take(30, random(0, 1'000'000)));
  std::uint64_t state = static_cast<std::uint64_t>(seed) + std::uint64_t{88172645463325252};
  const auto next = [&] {
    state ^= state << 13U, state ^= state >> 7U, state ^= state << 17U;
    return state;
  };
  for (const std::string& sample : samples()) {
    std::string spoilt = sample;
    for (int i = 0; i < 4; ++i) spoilt[next() % spoilt.size()] = static_cast<char>(next() & 255U);
    survives(spoilt);
    for (const exchange::Reader& reader : exchange::readers()) survives(spoilt, std::string{reader.name});
  }
}

TEST_CASE("A gzip bomb is refused while it unpacks") {
  const std::string bomb = gzipped(std::string(100U << 20U, 'a'));
  CHECK(bomb.size() < 200'000);
  CHECK_THROWS_WITH(read(bomb), Catch::Contains("unpacks to more than 64 MiB"));
}

TEST_CASE("A gzip file cut off gives what there was, and says so") {
  std::string text = "time,lat,lon\n";
  for (int i = 0; i < 5000; ++i)
    text += "2015-11-24 07:24:05,35." + std::to_string(i * 7919 % 10007) + ",36." +
            std::to_string(i * 104729 % 10007) + "\n";
  std::string packed = gzipped(text);
  packed.resize(packed.size() / 2);
  const auto imported = read(packed);
  CHECK(imported.honesty.used > 100);
  CHECK(noticed(imported, "cut off or damaged"));
}

TEST_CASE("XML nested without end is refused, and no entity is resolved") {
  std::string deep = "<kml>";
  for (int i = 0; i < 20'000; ++i) deep += "<Folder>";
  CHECK_THROWS_WITH(read(deep), Catch::Contains("nested more than 64 deep"));
  const std::string bomb =
      R"(<!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]><kml><Document><Placemark><name>&b;&c;</name><gx:Track><when>2015-11-24T07:24:05Z</when><gx:coord>36.1 35.8 0</gx:coord></gx:Track></Placemark></Document></kml>)";
  CHECK(read(bomb).tracks.front().name == "&b;&c;");
}

TEST_CASE("JSON nested without end is refused") {
  survives(R"({"type":"FeatureCollection","features":)" + std::string(100'000, '['));
  survives(R"({"timestamp":1,"trace":)" + std::string(100'000, '['));
  std::string objects = R"([{"latitude":1,"longitude":2)";
  for (int i = 0; i < 5000; ++i) objects += R"(,"a":{"b":1)";
  survives(objects);
}

TEST_CASE("A row of a million cells, and a cell of a million characters, are told and passed over") {
  const std::string header = "time,lat,lon\n", good = "2015-11-24 07:24:05,35.8,36.1\n";
  const auto wide = read(header + std::string(1'000'000, ',') + "\n" + good);
  CHECK(rows(wide).size() == 1);
  CHECK(skipped(wide, "more than 1 000 cells") == 1);
  const auto long_cell =
      read(header + "2015-11-24 07:24:05," + std::string(1'000'000, '1') + ",36.1\n" + good);
  CHECK(rows(long_cell).size() == 1);
  CHECK(skipped(long_cell, "64 KiB") == 1);
}

TEST_CASE("A quote that is never closed does not swallow the rest") {
  const auto imported = read(
      "time,lat,lon\n2015-11-24 07:24:05,35.8,\"36.1\n2015-11-24 07:24:06,35.8,36.1\n2015-11-24 "
      "07:24:07,35.8,36.1\n");
  CHECK(imported.honesty.rows == 3);
  CHECK(imported.honesty.used >= 2);
  CHECK(noticed(imported, "never closed"));
}

// 2026-11-30: each ended the program, by recursion without end, a length made of two addresses, or a cell
// read where it had been.
TEST_CASE(
    "Reported: an exponent of any size, a degree sign behind a minus and joined columns upset nothing") {
  const auto huge = read(
      R"(<gpx><trk><trkseg><trkpt lat="35.e83" lon="36.18"/><trkpt lat="35.8" lon="3.618e1"/></trkseg></trk></gpx>)");
  CHECK(skipped(huge, "beyond 90 degrees") == 1);
  CHECK(rows(huge).front().printed().position.text == "35.8 N 36.18 E");
  survives(
      "AXXX\nHFDTE241115\nB072405+=57970N03611340EA0579105800\nB072405\xC2\xB0-57970N03611340EA0579105800\n");
  const auto joined = read(
      "a,date,hour,minute,lat deg,lat min,lon deg,lon min\n"
      "x,2015-11-24,7,24,35,48.1,36,10.2\nx,2015-11-24,7,25,35,48.2,36,10.3\n");
  CHECK(rows(joined).size() == 2);
}

// 2026-11-30: the difference of two such times overflowed.
TEST_CASE("Reported: times beyond ten thousand years are no times") {
  const auto acmi = read(
      "FileType=text/acmi/"
      "tacview\nFileVersion=2.2\n0,ReferenceTime=2015-11-24T07:24:05Z\n#1\na,T=36.1|35.8|5000\n"
      "#5000000000000000709\n#-9e300\na,T=36.2|35.8|5000\n");
  CHECK(skipped(acmi, "a time that is no number") == 2);
  CHECK(rows(acmi).size() == 2);
  CHECK_THROWS_WITH(read(R"({"icao":"4ba945","timestamp":1e300,"trace":[[0,35.8,36.1,19000]]})"),
                    Catch::Contains("timestamp"));
  const auto trace =
      read(R"({"icao":"4ba945","timestamp":1448349845,"trace":[[1e18,35.8,36.1,19000,null,null,1e300]]})");
  CHECK(skipped(trace, "no time") == 1);
  const auto epoch =
      read("time,lat,lon\n1448349845,35.8,36.1\n9000000000000000000,35.8,36.1\n1448349847,35.8,36.1\n");
  CHECK(rows(epoch).size() == 2);
}

TEST_CASE("Nothing, zeros and a picture are none of the formats") {
  CHECK_THROWS_WITH(read(""), Catch::Contains("an empty file"));
  CHECK_THROWS_AS(read(std::string(1000, '\0')), load::UnreadableFile);
  CHECK_THROWS_WITH(read("\x89PNG\r\n\x1a\n" + std::string(100, 'x')),
                    Catch::Contains("none of the formats"));
  CHECK_THROWS_WITH(read("PK\x03\x04 no archive"), Catch::Contains("zip"));
}
