// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/asterix.hpp"

#include <algorithm>

#include "tests/asterix/support.hpp"
#include <catch2/catch.hpp>

#include "recon/asterix/editions.hpp"

namespace recon::exchange {

using asterix::Draft;
using asterix::Edition;
using asterix::set;
using asterix::set_text;

namespace {

std::string text_of(const std::vector<std::byte>& bytes) {
  std::string text;
  for (const std::byte byte : bytes) text += std::to_integer<char>(byte);
  return text;
}

std::string block(const Edition& edition, const std::vector<Draft>& drafts) {
  return text_of(asterix::encode(edition, drafts));
}

const ImportWish on_the_day{.date = "2015-11-24"};

Draft plot(double time, std::string_view address, double range = 40.0) {
  const Edition& edition = asterix::category_048();
  Draft draft;
  set(draft, edition, "010", "SAC", 50);
  set(draft, edition, "010", "SIC", 12);
  set(draft, edition, "140", "ToD", time);
  set(draft, edition, "020", "TYP", 5);
  set(draft, edition, "040", "RHO", range);
  set(draft, edition, "040", "THETA", 231.25);
  if (!address.empty()) set_text(draft, edition, "220", "ADDRESS", address);
  return draft;
}

bool noticed(const Imported& imported, std::string_view words) {
  const auto& all = imported.honesty.noticed;
  return std::any_of(all.begin(), all.end(),
                     [&](const std::string& one) { return one.find(words) != std::string::npos; });
}
bool assumed(const Imported& imported, std::string_view words) {
  const auto& all = imported.honesty.assumed;
  return std::any_of(all.begin(), all.end(),
                     [&](const auto& one) { return one.what.find(words) != std::string::npos; });
}

constexpr double at_07_24_05_5 = 26'645.5;

}  // namespace

TEST_CASE("A plot keeps slant range and azimuth, and its heights by what they are measured from") {
  const Edition& edition = asterix::category_048();
  Draft draft = plot(at_07_24_05_5, "4BA945");
  set(draft, edition, "090", "FL", 210.25);
  set(draft, edition, "110", "HEIGHT", 20'500);
  set_text(draft, edition, "070", "MODE3A", "0377");
  set_text(draft, edition, "240", "IDENT", "THY7KZ");
  set(draft, edition, "200", "GSP", 0.125);
  set(draft, edition, "200", "HDG", 90);
  const Imported imported = read_asterix(block(edition, {draft}), on_the_day);
  REQUIRE(imported.tracks.size() == 1);
  const ImportedTrack& track = imported.tracks[0];
  CHECK(track.name == "4BA945");
  CHECK(track.sensor == "SAC 50 SIC 12");
  CHECK(track.callsign == "THY7KZ");
  CHECK(track.squawk == "0377");
  CHECK(track.kind == incident::TrackClaim::Kind::plots);
  const Sighting& sighting = track.sightings.at(0);
  CHECK(sighting.printed().range.text == "40.0000 NM");
  CHECK(sighting.printed().azimuth.text == "231.2512°");
  CHECK(sighting.printed().time.text == "2015-11-24 07:24:05.500");
  CHECK_FALSE(sighting.position);
  REQUIRE(sighting.height);
  CHECK(sighting.height->above == Sighting::Height::Above::standard_pressure);
  CHECK(in_feet(sighting.height->value) == Approx(21'025));
  REQUIRE(sighting.second_height);
  CHECK(sighting.second_height->above == Sighting::Height::Above::sea_level);
  CHECK(in_knots(*sighting.ground_speed) == Approx(450));
  CHECK(sighting.place == 4);
  CHECK(noticed(imported, "does not say where it stands"));
  CHECK(assumed(imported, "category 048 is read as edition 1.32"));
}

TEST_CASE("A radar that says where it stands is taken at its word, and told") {
  const Edition& service = asterix::category_034();
  Draft marker;
  set(marker, service, "010", "SAC", 50);
  set(marker, service, "010", "SIC", 12);
  set(marker, service, "000", "TYPE", 1);
  set(marker, service, "120", "HGT", 48);
  set(marker, service, "120", "LAT", 35.4);
  set(marker, service, "120", "LON", 35.95);
  set(marker, service, "050", "COM", "TSV", 1);
  Draft strobe;
  set(strobe, service, "010", "SAC", 50);
  set(strobe, service, "010", "SIC", 12);
  set(strobe, service, "000", "TYPE", 4);
  set(strobe, service, "030", "ToD", 26'600);
  const Imported imported = read_asterix(
      block(service, {marker, strobe}) + block(asterix::category_048(), {plot(at_07_24_05_5, "4BA945")}),
      on_the_day);
  CHECK(noticed(imported, "SAC 50 SIC 12 says that it stands at 35.40001 N 35.94999 E, 48 m"));
  CHECK(noticed(imported, "reports jamming, 1 strobes, the first at 07:23:20"));
  CHECK(noticed(imported, "calls its own clock invalid in 1 of 1 status messages"));
  CHECK(imported.honesty.rows == 1);
}

TEST_CASE("A listed site needs a source, and to be the only one of its SAC and SIC") {
  const std::string head = "sac,sic,latitude,longitude,height_m,source\n";
  const auto site = known_site(head + "50,12,35.4,35.95,48,\"somebody, 2020\"\n50,13,1,2,,x\n", 50, 12);
  REQUIRE(site);
  CHECK(site->latitude == "35.4");
  CHECK(site->height_m == "48");
  CHECK(site->source == "somebody, 2020");
  CHECK_FALSE(known_site(head + "50,12,35.4,35.95,48,\n", 50, 12));
  CHECK_FALSE(known_site(head + "50,12,35.4,35.95,48,a\n50,12,1,2,3,b\n", 50, 12));
  CHECK_FALSE(known_site(head, 50, 12));
}

TEST_CASE(
    "Reports go by address; one without takes that of its track number; a silent number is used again") {
  const Edition& edition = asterix::category_048();
  std::vector<Draft> drafts{plot(100, "4BA945"), plot(104, ""), plot(108, ""), plot(1000, ""),
                            plot(1004, "")};
  for (std::size_t i = 0; i < drafts.size(); ++i) set(drafts[i], edition, "161", "TRN", i == 2 ? 8 : 7);
  const Imported imported = read_asterix(block(edition, drafts), on_the_day);
  REQUIRE(imported.tracks.size() == 3);
  CHECK(imported.tracks[0].name == "4BA945");
  CHECK(imported.tracks[0].sightings.size() == 2);
  CHECK(imported.tracks[1].name == "track 0008");
  CHECK(imported.tracks[2].name == "track 0007 (2)");
  CHECK(imported.tracks[2].sightings.size() == 2);
  CHECK(noticed(imported, "1 times a track number was used again"));
  CHECK(assumed(imported, "1 reports without an address belong to the aircraft of their track number"));
}

TEST_CASE("What the radar says against a report stays with it") {
  const Edition& edition = asterix::category_048();
  Draft draft = plot(100, "4BA945");
  draft.erase(std::remove_if(draft.begin(), draft.end(),
                             [&](const asterix::Figure& f) { return item_of(edition, f).name == "020"; }),
              draft.end());
  set(draft, edition, "020", "TYP", 0);
  set(draft, edition, "020", "SIM", 1);
  set(draft, edition, "020", "TST", 1);
  set(draft, edition, "170", "GHO", 1);
  set(draft, edition, "230", "STAT", 1);
  const Imported imported = read_asterix(block(edition, {draft}), on_the_day);
  const Sighting::Flags flags = imported.tracks.at(0).sightings.at(0).flags;
  CHECK(flags.simulated);
  CHECK(flags.test);
  CHECK(flags.coasted);
  CHECK(flags.ghost);
  CHECK(flags.on_ground);
}

TEST_CASE(
    "A range beyond 256 NM is that of the reserved expansion; without it the plot is left out, and said") {
  const Edition& edition = asterix::category_048();
  Draft far = plot(100, "4BA945", 255.99), nowhere = plot(104, "4BA945", 255.99);
  set(far, edition, "020", "ERR", 1);
  set(far, edition, "ERR", "ERR", 300.5);
  set(nowhere, edition, "020", "ERR", 1);
  const Imported imported = read_asterix(block(edition, {far, nowhere}), on_the_day);
  CHECK(imported.honesty.used == 1);
  REQUIRE(imported.honesty.skipped.size() == 1);
  CHECK(imported.honesty.skipped[0].reason ==
        "a range beyond 256 NM, and no field that holds it (I048/RE ERR)");
  REQUIRE(imported.tracks.size() == 1);
  CHECK(imported.tracks[0].sightings.at(0).printed().range.text == "300.5000 NM");
}

TEST_CASE("The day that plots write beside them is that of a recording without one") {
  const Edition& edition = asterix::category_048();
  Draft dated = plot(at_07_24_05_5, "4BA945");
  set(dated, edition, "CPC", "DATE", "DATE", 0x20151124);
  const Imported imported = read_asterix(block(edition, {dated}), {});
  CHECK(imported.tracks.at(0).sightings.at(0).printed().time.text == "2015-11-24 07:24:05.500");
  CHECK(assumed(imported, "the recording begins on 2015-11-24"));
}

TEST_CASE("Fields that only their users understand are counted, and Mode 5 positions are told") {
  const Edition& edition = asterix::category_048();
  Draft special = plot(100, "4BA945"), sent = plot(104, "4BA945");
  for (std::size_t i = 0; i < edition.items.size(); ++i)
    if (edition.items[i].name == "SP")
      special.push_back({.item = static_cast<std::uint8_t>(i), .field = asterix::Figure::none, .bits = 0xAA});
  set(sent, edition, "MD5", "POS", "LAT", 35.8);
  set(sent, edition, "MD5", "POS", "LON", 36.1);
  const Imported imported = read_asterix(block(edition, {special, sent}), on_the_day);
  CHECK(imported.honesty.used == 2);
  CHECK(noticed(imported, "0 fields RE and 1 fields SP"));
  CHECK(noticed(imported, "1 plots carry a position that the aircraft sent in Mode 5"));
}

TEST_CASE("Times of category 001 are completed by category 002, though it comes later") {
  const Edition& plots = asterix::category_001();
  const Edition& service = asterix::category_002();
  Draft draft, marker;
  set(draft, plots, "010", "SAC", 50);
  set(draft, plots, "010", "SIC", 12);
  set(draft, plots, "020", "SSRPSR", 2);
  set(draft, plots, "040", "RHO", 32);
  set(draft, plots, "040", "THETA", 90);
  set(draft, plots, "141", "TTOD", 21.5);
  set(marker, service, "010", "SAC", 50);
  set(marker, service, "010", "SIC", 12);
  set(marker, service, "000", "TYPE", 1);
  set(marker, service, "030", "ToD", 26'647);
  const Imported imported = read_asterix(block(plots, {draft}) + block(service, {marker}), on_the_day);
  REQUIRE(imported.tracks.size() == 1);
  CHECK(imported.tracks[0].sightings[0].printed().time.text == "2015-11-24 07:24:05.500");
  CHECK(assumed(imported, "1 times that were sent modulo 512 s"));

  const Imported alone = read_asterix(block(plots, {draft}), on_the_day);
  CHECK(alone.tracks.empty());
  CHECK(alone.honesty.skipped.at(0).reason ==
        "a time modulo 512 s, and no full time of the radar to complete it");
}

TEST_CASE("Without a day the time of day stands, and the account asks for the day") {
  const Imported imported = read_asterix(block(asterix::category_048(), {plot(at_07_24_05_5, "4BA945")}), {});
  CHECK(imported.tracks.at(0).sightings.at(0).printed().time.text == "07:24:05.500");
  CHECK_FALSE(imported.tracks[0].sightings[0].time);
  CHECK(noticed(imported, "1 reports have a time of day and no day"));
}

TEST_CASE("ADS-B: the time of applicability first, accuracy by its category, suspects counted") {
  const Edition& edition = asterix::category_021();
  Draft draft;
  set(draft, edition, "010", "SAC", 50);
  set(draft, edition, "010", "SIC", 13);
  set_text(draft, edition, "080", "ADDRESS", "4BA945");
  set(draft, edition, "130", "LAT", 35.8);
  set(draft, edition, "130", "LON", 36.2);
  set(draft, edition, "073", "ToD", 26'646);
  set(draft, edition, "074", "FSI", 2);
  set(draft, edition, "074", "FRACTION", 0.75);
  set(draft, edition, "090", "NACP", 8);
  set(draft, edition, "210", "VN", 2);
  set(draft, edition, "040", "CL", 1);
  Draft with_applicability = draft;
  set(with_applicability, edition, "071", "ToD", 26'640);
  const Imported imported = read_asterix(block(edition, {draft, with_applicability}), on_the_day);
  const ImportedTrack& track = imported.tracks.at(0);
  CHECK(track.kind == incident::TrackClaim::Kind::adsb);
  CHECK(track.sightings.at(0).printed().time.text == "2015-11-24 07:24:05.750");
  CHECK(track.sightings.at(1).printed().time.text == "2015-11-24 07:24:00.000");
  REQUIRE(track.sightings[0].accuracy);
  CHECK(track.sightings[0].printed().accuracy.text == "92.6 m");
  CHECK(in_degrees(track.sightings[0].position->latitude) == Approx(35.8).margin(1.1e-5));
  CHECK(noticed(imported, "2 reports are marked as suspect"));
  CHECK(assumed(imported, "category 021 is laid out as in edition 2.6"));
}

TEST_CASE("An aircraft that two categories saw has two tracks, told apart by name") {
  const Edition& system = asterix::category_062();
  Draft draft;
  set(draft, system, "010", "SAC", 50);
  set(draft, system, "010", "SIC", 1);
  set(draft, system, "070", "ToD", at_07_24_05_5);
  set(draft, system, "105", "LAT", 35.8);
  set(draft, system, "105", "LON", 36.2);
  set(draft, system, "380", "ADR", "ADR", 0x4BA945);
  set(draft, system, "080", "CST", 1);
  set(draft, system, "500", "APC", "X", 30);
  set(draft, system, "500", "APC", "Y", 40);
  const Imported imported = read_asterix(
      block(asterix::category_048(), {plot(at_07_24_05_5, "4BA945")}) + block(system, {draft}), on_the_day);
  REQUIRE(imported.tracks.size() == 2);
  CHECK(imported.tracks[0].name == "4BA945, SAC 50 SIC 12 category 048");
  CHECK(imported.tracks[1].name == "4BA945, SAC 50 SIC 1 category 062");
  CHECK(imported.tracks[1].kind == incident::TrackClaim::Kind::system_track);
  CHECK(imported.tracks[1].sightings[0].flags.coasted);
  CHECK(in_metres(*imported.tracks[1].sightings[0].accuracy) == Approx(35.355).epsilon(1e-4));
  CHECK(noticed(imported, "1 aircraft are in several sensors or categories"));
}

TEST_CASE("Tracks written as category 062 read back the same, to the step of its fields") {
  Sighting sighting;
  sighting.time = Instant{std::chrono::sys_days{std::chrono::year{2015} / 11 / 24}} +
                  std::chrono::milliseconds{26'645'500};
  sighting.position = geo::Position{degrees(35.8312), degrees(36.189)};
  sighting.height = Sighting::Height{feet(21'000), Sighting::Height::Above::standard_pressure};
  sighting.ground_speed = knots(300);
  sighting.course = degrees(200);
  sighting.accuracy = metres(50);
  ImportedTrack track{.name = "4BA945", .address = "4BA945", .callsign = "THY7KZ", .squawk = "0377"};
  track.sightings = {sighting, Sighting{}};
  const Written written = write_category_062({track}, {.sac = 50, .sic = 1});
  CHECK(written.records == 1);
  REQUIRE(written.left_out.size() == 1);
  CHECK(written.left_out[0].reason == "no time");
  const Imported again = read_asterix(text_of(written.bytes), on_the_day);
  REQUIRE(again.tracks.size() == 1);
  const ImportedTrack& read = again.tracks[0];
  CHECK(read.address == "4BA945");
  CHECK(read.callsign == "THY7KZ");
  CHECK(read.squawk == "0377");
  const Sighting& one = read.sightings.at(0);
  CHECK(one.time == sighting.time);
  CHECK(in_metres(geo::distance(*one.position, *sighting.position)) < 0.5);
  CHECK(in_feet(one.height->value) == Approx(21'000));
  CHECK(in_knots(*one.ground_speed) == Approx(300).margin(0.5));
  CHECK(in_degrees(*one.course) == Approx(200).margin(0.1));
  CHECK(in_metres(*one.accuracy) == Approx(50));
}

TEST_CASE("Plots written as category 048 read back the same, with the place of their radar") {
  const Imported first =
      read_asterix(block(asterix::category_048(), {plot(at_07_24_05_5, "4BA945")}), on_the_day);
  const Written written = write_category_048(first.tracks, {.sac = 50, .sic = 12},
                                             Radar{{degrees(35.4), degrees(35.95)}, metres(48)});
  for (const auto& skipped : written.left_out) UNSCOPED_INFO(skipped.reason);
  CHECK(written.left_out.empty());
  const Imported again = read_asterix(text_of(written.bytes), on_the_day);
  REQUIRE(again.tracks.size() == 1);
  CHECK(again.tracks[0].sightings[0].printed().range.text == "40.0000 NM");
  CHECK(again.tracks[0].sightings[0].printed().azimuth.text ==
        first.tracks[0].sightings[0].printed().azimuth.text);
  CHECK(again.tracks[0].sightings[0].time == first.tracks[0].sightings[0].time);
  CHECK(noticed(again, "says that it stands at 35.40001 N 35.94999 E, 48 m"));
}

TEST_CASE("A system track without a position of its own is left out: the centre of its plane is not told") {
  const Edition& system = asterix::category_062();
  Draft draft;
  set(draft, system, "010", "SAC", 50);
  set(draft, system, "010", "SIC", 1);
  set(draft, system, "070", "ToD", at_07_24_05_5);
  set(draft, system, "100", "X", 1000);
  const Imported imported = read_asterix(block(system, {draft}), on_the_day);
  CHECK(imported.tracks.empty());
  CHECK(imported.honesty.skipped.at(0).reason ==
        "only a position about a centre that the recording does not tell (I062/100)");
}

}  // namespace recon::exchange
