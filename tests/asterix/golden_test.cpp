// SPDX-License-Identifier: Apache-2.0
#include "tests/asterix/support.hpp"
#include <catch2/catch.hpp>

#include "recon/asterix/editions.hpp"
#include "recon/asterix/record.hpp"

/// One record a category, put together by hand from its specification, each byte with its meaning.
namespace recon::asterix {

using test::Decoded;

namespace {

constexpr double degrees_of_24_bits = 180.0 / (1 << 23);
constexpr double degrees_of_32_bits = 180.0 / (1 << 25);
constexpr double at_07_24_05_5 = 7 * 3600 + 24 * 60 + 5.5;

}  // namespace

TEST_CASE("A plot of category 048 reads as its specification says") {
  const Decoded record{category_048(),
                       "FF F7 48"                    // 1-7; 8 to 11, 13, 14; 16 and 19
                       "19 C9"                       // 010: SAC 25, SIC 201
                       "34 0A C0"                    // 140: 3410624/128 s
                       "A1 82"                       // 020: TYP 101, FX; TST 1, FOE/FRI 01
                       "C5 AF F1 E0"                 // 040: 50607/256 NM, 61920 x 360/65536 deg
                       "0E 58"                       // 070: V G L 000, 7130 octal
                       "05 F0"                       // 090: 1520/4
                       "60 02 D3"                    // 130: second and third part; 2 replies, -45 dBm
                       "3C 66 0C"                    // 220
                       "10 C2 36 D4 18 20"           // 240: D L H 6 5 A and two blanks, six bits each
                       "01 C0 78 00 31 BC 00 00 40"  // 250: one register, BDS 4,0
                       "0D EB"                       // 161: 3563
                       "07 B9 58 2D"                 // 200: 1977/16384 NM/s, 22573 x 360/65536 deg
                       "41 40"                       // 170: CNF 0, RAD 10, FX; TRE 0, GHO 1
                       "03 24"                       // 030: 1, FX; 18
                       "3F F6"};                     // 110: -10 x 25 ft in 14 bits
  CHECK(record.bits("010", "SAC") == 25);
  CHECK(record.bits("010", "SIC") == 201);
  CHECK(record.value("140", "ToD") == at_07_24_05_5);
  CHECK(record.bits("020", "TYP") == 5);
  CHECK(record.bits("020", "SIM") == 0);
  CHECK(record.bits("020", "TST") == 1);
  CHECK(record.bits("020", "FOEFRI") == 1);
  CHECK_FALSE(record.has("020", "ADSB"));
  CHECK(record.value("040", "RHO") == 50607 / 256.0);
  CHECK(record.value("040", "THETA") == 340.13671875);
  CHECK(record.text("070", "MODE3A") == "7130");
  CHECK(record.value("090", "FL") == 380);
  CHECK(record.value("130", "SRR", "SRR") == 2);
  CHECK(record.value("130", "SAM", "SAM") == -45);
  CHECK_FALSE(record.has("130", "PRL", "PRL"));
  CHECK(record.text("220", "ADDRESS") == "3C660C");
  CHECK(record.text("240", "IDENT") == "DLH65A");
  CHECK(record.text("250", "MB") == "C0780031BC0000");
  CHECK(record.bits("250", "BDS1") == 4);
  CHECK(record.bits("161", "TRN") == 3563);
  CHECK(record.value("200", "GSP") == 1977 / 16384.0);
  CHECK(record.bits("170", "RAD") == 2);
  CHECK(record.bits("170", "TRE") == 0);
  CHECK(record.bits("170", "GHO") == 1);
  CHECK(record.all("030") == std::vector<std::uint64_t>{1, 18});
  CHECK(record.value("110", "HEIGHT") == -250);
}

TEST_CASE("A north marker of category 034 reads as its specification says") {
  const Decoded record{category_034(),
                       "ED 18"                    // 010 000 030 041 050; 120 090
                       "19 C9"                    // 010
                       "01"                       // 000: north marker
                       "34 0A C0"                 // 030
                       "02 58"                    // 041: 600/128 s
                       "84 02 20 00"              // 050: COM and MDS; TSV 1; CHAB 01
                       "00 30 19 2C 60 19 90 7F"  // 120: 48 m, 35.4 N, 35.95 E
                       "FE 05"};                  // 090: -2/128 NM, 5 x 360/16384 deg
  CHECK(record.bits("000", "TYPE") == 1);
  CHECK(record.value("030", "ToD") == at_07_24_05_5);
  CHECK(record.value("041", "PERIOD") == 4.6875);
  CHECK(record.bits("050", "COM", "TSV") == 1);
  CHECK(record.bits("050", "COM", "NOGO") == 0);
  CHECK(record.bits("050", "MDS", "CHAB") == 1);
  CHECK_FALSE(record.has("050", "SSR", "ANT"));
  CHECK(record.value("120", "HGT") == 48);
  CHECK(record.value("120", "LAT") == 1649760 * degrees_of_24_bits);
  CHECK(record.value("120", "LON") == 1675391 * degrees_of_24_bits);
  CHECK(record.value("090", "RNG") == -2 / 128.0);
  CHECK(record.value("090", "AZM") == 5 * 360.0 / 16384);
}

TEST_CASE("Category 001 has one profile for plots and another for tracks") {
  // Plots: 010 020 040 070 090 - 141
  const Decoded plot{category_001(),
                     "FA"           // 1 to 5 and 7, no FX
                     "19 C9"        // 010
                     "20"           // 020: TYP 0, SSR/PSR 10
                     "10 00 40 00"  // 040: 4096/128 NM, 90 deg
                     "0E 00"        // 070: 7000
                     "03 20"        // 090: 800/4
                     "0A C0"};      // 141: 2752/128 s
  CHECK(plot.bits("020", "TYP") == 0);
  CHECK(plot.value("040", "RHO") == 32);
  CHECK(plot.value("040", "THETA") == 90);
  CHECK(plot.text("070", "MODE3A") == "7000");
  CHECK(plot.value("090", "HGT") == 200);
  CHECK(plot.value("141", "TTOD") == 21.5);

  // Tracks: 010 020 161 040 042 200 070, then 090 141 - - 120 170
  const Decoded track{category_001(),
                      "FF CC"        // 1 to 7, FX; 8, 9, 12, 13
                      "19 C9"        // 010
                      "81 80"        // 020: TYP 1, FX; TST 1
                      "01 00"        // 161: 256
                      "10 00 40 00"  // 040
                      "08 00 FF C0"  // 042: 2048/64 NM, -64/64 NM
                      "04 00 80 00"  // 200: 1024/16384 NM/s, 180 deg
                      "0E 00"        // 070
                      "3F FC"        // 090: -4/4
                      "0A C0"        // 141
                      "FF"           // 120: -1/256 NM/s
                      "03 80"};      // 170: GHO 1, FX; TRE 1
  CHECK(track.bits("020", "TYP") == 1);
  CHECK(track.bits("020", "TST") == 1);
  CHECK(track.bits("161", "TRN") == 256);
  CHECK(track.value("042", "X") == 32);
  CHECK(track.value("042", "Y") == -1);
  CHECK(track.value("200", "GSP") == 0.0625);
  CHECK(track.value("090", "HGT") == -1);
  CHECK(track.value("120", "MRDS") == -1 / 256.0);
  CHECK(track.bits("170", "GHO") == 1);
  CHECK(track.bits("170", "TRE") == 1);
}

TEST_CASE("A sector crossing of category 002 reads as its specification says") {
  const Decoded record{category_002(),
                       "F5 40"                      // 010 000 020 030 - 050; FX; 100
                       "19 C9"                      // 010
                       "02"                         // 000: sector crossing
                       "40"                         // 020: 90 deg
                       "34 0A C0"                   // 030
                       "03 04"                      // 050: 1, FX; 2
                       "00 80 01 00 00 00 80 00"};  // 100: 1 to 2 NM, 0 to 180 deg
  CHECK(record.bits("000", "TYPE") == 2);
  CHECK(record.value("020", "SECTOR") == 90);
  CHECK(record.value("030", "ToD") == at_07_24_05_5);
  CHECK(record.all("050") == std::vector<std::uint64_t>{1, 2});
  CHECK(record.value("100", "RS") == 1);
  CHECK(record.value("100", "RE") == 2);
  CHECK(record.value("100", "TE") == 180);
}

TEST_CASE("A system track of category 062 reads as its specification says") {
  const Decoded record{
      category_062(),
      "BB 7F 65 0C"              // 010 015 070 105 185; 060 245 380 040 080 290; 295 136 220; 510 500
      "32 0C"                    // 010: SAC 50, SIC 12
      "01"                       // 015
      "34 0A C0"                 // 070
      "00 65 EB 7C FF 99 0F F9"  // 105: 6679420, -6746119 x 180/2^25 deg
      "03 20 FE 70"              // 185: 800/4, -400/4 m/s
      "0E 58"                    // 060: 7130
      "00 10 C2 36 D4 18 20"     // 245: STI 0, DLH65A
      "C1 01 10"                 // 380: ADR ID; nothing; GS
      "3C 66 0C"
      "10 C2 36 D4 18 20"
      "04 00"                      // 1024/16384 NM/s
      "01 2C"                      // 040: 300
      "01 01 01 80"                // 080: three times FX; CST 1
      "18 04 00 08"                // 290: MDS 4/4 s, ADS of two bytes 8/4 s
      "80 06"                      // 295: MFL 6/4 s
      "05 F0"                      // 136: FL 380
      "FF F0"                      // 220: -16 x 6.25 ft/min
      "01 00 03 02 00 04"          // 510: unit 1 track 1, FX; unit 2 track 2
      "94 00 64 00 C8 10 04 08"};  // 500: APC 50 and 100 m; AGA 16 x 6.25 ft; ATV 1 and 2 m/s
  CHECK(record.bits("010", "SAC") == 50);
  CHECK(record.value("070", "ToD") == at_07_24_05_5);
  CHECK(record.value("105", "LAT") == 6679420 * degrees_of_32_bits);
  CHECK(record.value("105", "LON") == -6746119 * degrees_of_32_bits);
  CHECK(record.value("185", "VX") == 200);
  CHECK(record.value("185", "VY") == -100);
  CHECK(record.text("060", "MODE3A") == "7130");
  CHECK(record.text("245", "IDENT") == "DLH65A");
  CHECK(record.text("380", "ADR", "ADR") == "3C660C");
  CHECK(record.text("380", "ID", "ID") == "DLH65A");
  CHECK(record.value("380", "GS", "GS") == 0.0625);
  CHECK_FALSE(record.has("380", "TAR", "ROT"));
  CHECK(record.bits("040", "TRN") == 300);
  CHECK(record.bits("080", "CST") == 1);
  CHECK_FALSE(record.has("080", "SFC"));
  CHECK(record.value("290", "MDS", "MDS") == 1);
  CHECK(record.value("290", "ADS", "ADS") == 2);
  CHECK(record.value("295", "MFL", "MFL") == 1.5);
  CHECK(record.value("136", "FL") == 380);
  CHECK(record.value("220", "ROCD") == -100);
  CHECK(record.all("510") == std::vector<std::uint64_t>{1, 1, 2, 2});
  CHECK(record.value("500", "APC", "X") == 50);
  CHECK(record.value("500", "APC", "Y") == 100);
  CHECK(record.value("500", "AGA", "AGA") == 100);
  CHECK(record.value("500", "ATV", "Y") == 2);
}

TEST_CASE("A status of category 065 reads as its specification says") {
  const Decoded record{category_065(),
                       "FE"        // all seven
                       "32 0C"     // 010
                       "01"        // 000: status of the tracker
                       "02"        // 015
                       "34 0A C0"  // 030
                       "05"        // 020
                       "56"        // 040: NOGO 01, OVL 0, TSV 1, PSS 01, STTN 1
                       "03"};      // 050
  CHECK(record.bits("040", "NOGO") == 1);
  CHECK(record.bits("040", "OVL") == 0);
  CHECK(record.bits("040", "TSV") == 1);
  CHECK(record.bits("040", "PSS") == 1);
  CHECK(record.bits("050", "STATUS") == 3);
}

TEST_CASE("A report of category 020 reads as its specification says") {
  const Decoded record{category_020(),
                       "F7 ED 8C"                 // 010 020 140 041 161 170; 070 202 090 220 245; 105 500 400
                       "19 C9"                    // 010
                       "41 14"                    // 020: MS 1, FX; GBS 1, SIM 1
                       "34 0A C0"                 // 140
                       "00 65 EB 7C FF 99 0F F9"  // 041
                       "01 2C"                    // 161
                       "20"                       // 170: CST 1
                       "0E 58"                    // 070
                       "03 20 FE 70"              // 202
                       "05 F0"                    // 090
                       "3C 66 0C"                 // 220
                       "00 10 C2 36 D4 18 20"     // 245
                       "00 10"                    // 105: 100 ft
                       "40 00 08 00 0C 00 00"     // 500: SDP 2 and 3 m
                       "02 81 01"};               // 400: two bytes
  CHECK(record.bits("020", "GBS") == 1);
  CHECK(record.bits("020", "SIM") == 1);
  CHECK(record.bits("020", "TST") == 0);
  CHECK(record.value("041", "LAT") == 6679420 * degrees_of_32_bits);
  CHECK(record.bits("170", "CST") == 1);
  CHECK(record.value("202", "VY") == -100);
  CHECK(record.value("105", "HEIGHT") == 100);
  CHECK(record.value("500", "SDP", "X") == 2);
  CHECK(record.value("500", "SDP", "Y") == 3);
  CHECK(record.all("400") == std::vector<std::uint64_t>{0x81, 0x01});
}

TEST_CASE("A report of category 021, edition 2, reads as its specification says") {
  const Decoded record{
      category_021(),
      "CF 5D 7B 2B 80"     // 010 040 071 130 131; 150 080 073 074; 140 090 210 070 145; 155 160 077; 170
      "19 C9"              // 010
      "09 52"              // 040: ARC 01, FX; GBS 1, TST 1, CL 01
      "34 0A C0"           // 071
      "E8 2D 83 6B 8E 39"  // 130: -1561213, 7048761 x 180/2^23 deg
      "F4 16 C1 6C 35 C7 1C 72"  // 131: -199835284, 902241394 x 180/2^30 deg
      "83 20"                    // 150: IM 1, 800/1000 Mach
      "3C 66 0C"                 // 080
      "34 0A C0"                 // 073
      "60 00 00 00"              // 074: FSI 01, 2^29/2^30 s
      "00 10"                    // 140: 100 ft
      "4F D2"                    // 090: 010, 0111, FX; NICbaro 1, SIL 10, NACp 1001
      "12"                       // 210: VN 010, LTT 010
      "0E 58"                    // 070
      "05 F0"                    // 145
      "FF F0"                    // 155: RE 1, -16 x 6.25 ft/min in 15 bits
      "04 00 80 00"              // 160
      "34 0A C0"                 // 077
      "10 C2 36 D4 18 20"};      // 170
  CHECK(record.bits("040", "ARC") == 1);
  CHECK(record.bits("040", "GBS") == 1);
  CHECK(record.bits("040", "TST") == 1);
  CHECK(record.bits("040", "CL") == 1);
  CHECK(record.value("130", "LAT") == -1561213 * degrees_of_24_bits);
  CHECK(record.value("130", "LON") == 7048761 * degrees_of_24_bits);
  CHECK(record.value("131", "LAT") == -199835284 * (180.0 / (1 << 30)));
  CHECK(record.bits("150", "IM") == 1);
  CHECK(record.bits("150", "AS") == 800);
  CHECK(record.bits("074", "FSI") == 1);
  CHECK(record.value("074", "FRACTION") == 0.5);
  CHECK(record.bits("090", "NUCPNIC") == 7);
  CHECK(record.bits("090", "NACP") == 9);
  CHECK_FALSE(record.has("090", "SDA"));
  CHECK(record.bits("210", "VN") == 2);
  CHECK(record.value("155", "BVR") == -100);
  CHECK(record.value("160", "TA") == 180);
  CHECK(record.text("170", "IDENT") == "DLH65A");
}

TEST_CASE("Before edition 2.0 category 021 had another profile, and two lengths of its position") {
  const Decoded late{category_021_0_26(),
                     "FF 21 65 04"              // 010 040 030 130 080 140 090; 145; 160 165 032; 070
                     "19 C9"                    // 010
                     "40 28"                    // 040: GBS 1; ATP 001, ARC 01
                     "34 0A C0"                 // 030
                     "00 65 EB 7C FF 99 0F F9"  // 130: eight bytes
                     "3C 66 0C"                 // 080
                     "00 10"                    // 140
                     "00 07"                    // 090: PA 7
                     "05 F0"                    // 145
                     "04 00 80 00"              // 160
                     "81 F8"                    // 165: TI 10, FX; -4/4 deg/s in 7 bits
                     "80"                       // 032: 128/256 s
                     "0E 58"};                  // 070
  CHECK(late.value("030", "ToD") == at_07_24_05_5);
  CHECK(late.value("130", "LAT") == 6679420 * degrees_of_32_bits);
  CHECK(late.bits("090", "PA") == 7);
  CHECK(late.bits("165", "TI") == 2);
  CHECK(late.value("165", "ROT") == -1);
  CHECK(late.value("032", "TODA") == 0.5);
  CHECK(late.text("070", "MODE3A") == "7130");

  const Decoded early{category_021_0_23(),
                      "F8"                 // 010 040 030 130 080
                      "19 C9 40 28"        // 010, 040
                      "34 0A C0"           // 030
                      "E8 2D 83 6B 8E 39"  // 130: six bytes
                      "3C 66 0C"};         // 080
  CHECK(early.value("130", "LON") == 7048761 * degrees_of_24_bits);
  CHECK(early.text("080", "ADDRESS") == "3C660C");
}

}  // namespace recon::asterix
