// SPDX-License-Identifier: Apache-2.0
#include "tests/asterix/support.hpp"
#include <catch2/catch.hpp>

#include "recon/asterix/editions.hpp"
#include "recon/asterix/record.hpp"

/// Recordings that others published with what they hold, read by our tables and compared field by field.
namespace recon::asterix {

using test::Decoded;

// Bytes: examples of the Python package of CroatiaControlLtd/asterix; values: its test/test_parse.py.
TEST_CASE("A published plot of category 048 reads as Croatia Control decodes it") {
  const Decoded plot = Decoded::of_block(
      "30 00 30 FD F7 02 19 C9 35 6D 4D A0 C5 AF F1 E0 02 00 05 28 3C 66 0C 10 C2 36 D4 18 20 01 C0 78 00 31 "
      "BC 00 00 40 0D EB 07 B9 58 2E 41 00 20 F5");
  CHECK(plot.bits("010", "SAC") == 25);
  CHECK(plot.bits("010", "SIC") == 201);
  CHECK(plot.value("140", "ToD") == 27354.6015625);
  CHECK(plot.bits("020", "TYP") == 5);
  CHECK(plot.bits("020", "SIM") == 0);
  CHECK(plot.bits("020", "RDP") == 0);
  CHECK(plot.bits("020", "SPI") == 0);
  CHECK(plot.bits("020", "RAB") == 0);
  CHECK(plot.value("040", "RHO") == 197.68359375);
  CHECK(plot.value("040", "THETA") == 340.13671875);
  CHECK(plot.text("070", "MODE3A") == "1000");
  CHECK(plot.bits("070", "V") == 0);
  CHECK(plot.bits("070", "L") == 0);
  CHECK(plot.value("090", "FL") == 330.0);
  CHECK(plot.text("220", "ADDRESS") == "3C660C");
  CHECK(plot.text("240", "IDENT") == "DLH65A");
  CHECK(plot.text("250", "MB") == "C0780031BC0000");
  CHECK(plot.bits("250", "BDS1") == 4);
  CHECK(plot.bits("250", "BDS2") == 0);
  CHECK(plot.bits("161", "TRN") == 3563);
  CHECK(plot.value("200", "GSP") * 3600.0 == Approx(434.94).margin(0.6));  // they take 0.22 kt a step
  CHECK(plot.value("200", "HDG") == 124.002685546875);
  CHECK(plot.bits("170", "CNF") == 0);
  CHECK(plot.bits("170", "RAD") == 2);
  CHECK(plot.bits("170", "GHO") == 0);
  CHECK(plot.bits("170", "TCC") == 0);
  CHECK(plot.bits("230", "COM") == 1);
  CHECK(plot.bits("230", "STAT") == 0);
  CHECK(plot.bits("230", "MSSC") == 1);
  CHECK(plot.bits("230", "ARC") == 1);
  CHECK(plot.bits("230", "AIC") == 1);
  CHECK(plot.bits("230", "B1A") == 1);
  CHECK(plot.bits("230", "B1B") == 5);
}

// Bytes and values of the rest: tests of hpuhr/jASTERIX, src/test/cat048_1.15.cpp, cat034_1.26.cpp and so on.
TEST_CASE("A published plot of category 048 reads as jASTERIX decodes it") {
  const Decoded plot = Decoded::of_block(
      "300041FFF7020001416DEBA849EC3FC4213805C820C1AB4CBD4994B5617820038BD9EB2FBFE4006080919F39A004DD50C84800"
      "30A80000400397083C17304020FD");
  CHECK(plot.bits("010", "SAC") == 0);
  CHECK(plot.bits("010", "SIC") == 1);
  CHECK(plot.value("140", "ToD") == 33499.8359375);
  CHECK(plot.bits("020", "TYP") == 5);
  CHECK(plot.bits("020", "RDP") == 1);
  CHECK(plot.value("040", "RHO") == 73.921875);
  CHECK(plot.value("040", "THETA") == Approx(89.67041015625).epsilon(1e-12));
  CHECK(plot.bits("070", "L") == 1);
  CHECK(plot.text("070", "MODE3A") == "0470");
  CHECK(plot.value("090", "FL") == 370.0);
  CHECK(plot.value("130", "SAM", "SAM") == -63);
  CHECK(plot.bits("220", "ADDRESS") == 11226301);
  CHECK(plot.text("240", "IDENT") == "RYR5XW");
  CHECK(plot.all("250", "MB") ==
        std::vector<std::uint64_t>{0x8BD9EB2FBFE400, 0x80919F39A004DD, 0xC8480030A80000});
  CHECK(plot.all("250", "BDS1") == std::vector<std::uint64_t>{6, 5, 4});
  CHECK(plot.bits("161", "TRN") == 919);
  CHECK(plot.value("200", "GSP") * 3600.0 == Approx(463.184).margin(0.001));
  CHECK(plot.value("200", "HDG") == Approx(32.607).margin(0.001));
  CHECK(plot.bits("170", "RAD") == 2);
  CHECK(plot.bits("230", "COM") == 1);
  CHECK(plot.bits("230", "MSSC") == 1);
  CHECK(plot.bits("230", "B1B") == 13);
}

TEST_CASE("A published service message of category 034 reads as jASTERIX decodes it") {
  const Decoded message = Decoded::of_block("220014F6000202416DEC40944060440094000010");
  CHECK(message.bits("010", "SIC") == 2);
  CHECK(message.bits("000", "TYPE") == 2);
  CHECK(message.value("030", "ToD") == 33499.84375);
  CHECK(message.value("020", "SECTOR") == 90.0);
  CHECK(message.bits("050", "COM", "NOGO") == 0);
  CHECK(message.bits("050", "COM", "RDPC") == 1);
  CHECK(message.bits("050", "COM", "TSV") == 0);
  CHECK(message.bits("050", "PSR", "CHAB") == 3);
  CHECK(message.bits("050", "PSR", "OVL") == 0);
  CHECK(message.bits("050", "MDS", "CHAB") == 2);
  CHECK(message.bits("050", "MDS", "SCF") == 1);
  CHECK(message.bits("050", "MDS", "DLF") == 0);
  CHECK(message.bits("060", "COM", "REDRDP") == 0);
  CHECK(message.bits("060", "PSR", "STC") == 0);
  CHECK(message.bits("060", "MDS", "REDRAD") == 0);
  CHECK(message.bits("060", "MDS", "CLU") == 1);
}

TEST_CASE("A published system track of category 062 reads as jASTERIX decodes it") {
  const Decoded track = Decoded::of_block(
      "3E0097BFDFEF060004E1416F40008152C400314D2407F46AF943B1033EFE1E00000F91E305010C663CA610C2390CB820554005"
      "78FFFB010A006213DE0D1301487520FF0808FFFF0093114101C008080808080808057705770000FFA1000000444C4839434B20"
      "43C5398544413332304D454444464C4253460578BF800050007E0069005FFF010B13020310DC00017E755B0705772F91A0");
  CHECK(track.bits("010", "SAC") == 0);
  CHECK(track.bits("010", "SIC") == 4);
  CHECK(track.bits("015", "SERVICE") == 225);
  CHECK(track.value("070", "ToD") == 33502.5);
  CHECK(track.value("105", "LAT") == Approx(8475332 * 180.0 / 33554432).epsilon(1e-14));
  CHECK(track.value("105", "LON") == Approx(3231012 * 180.0 / 33554432).epsilon(1e-14));
  CHECK(track.value("100", "X") == 260661.0);
  CHECK(track.value("100", "Y") == -220711.5);
  CHECK(track.value("185", "VX") == 207.5);
  CHECK(track.value("185", "VY") == -120.5);
  CHECK(track.value("210", "AX") == 0.0);
  CHECK(track.text("060", "MODE3A") == "7621");
  CHECK(track.bits("380", "ADR", "ADR") == 6700198);
  CHECK(track.text("380", "ID", "ID") == "DLH9CK");
  CHECK(track.value("380", "MHG", "MHG") == Approx(119.8828125).epsilon(1e-12));
  CHECK(track.value("380", "FSS", "ALT") == 35000.0);
  CHECK(track.value("380", "BVR", "BVR") == -31.25);
  CHECK(track.value("380", "IAR", "IAR") == 266.0);
  CHECK(track.value("380", "MAC", "MAC") == Approx(0.784));
  CHECK(track.bits("040", "TRN") == 5086);
  CHECK(track.bits("080", "SRC") == 3);
  CHECK(track.bits("080", "CNF") == 0);
  CHECK(track.bits("080", "FPC") == 1);
  CHECK(track.bits("080", "KOS") == 1);
  CHECK(track.bits("080", "PSR") == 1);
  CHECK(track.bits("080", "SSR") == 0);
  CHECK(track.bits("080", "ADS") == 1);
  CHECK(track.value("290", "PSR", "PSR") == 63.75);
  CHECK(track.value("290", "SSR", "SSR") == 2.0);
  CHECK(track.value("290", "MLT", "MLT") == 63.75);
  CHECK(track.bits("200", "VERT") == 0);
  CHECK(track.value("295", "MFL", "MFL") == 2.0);
  CHECK(track.value("295", "MAC", "MAC") == 2.0);
  CHECK(track.value("136", "FL") == 349.75);
  CHECK(track.bits("135", "QNH") == 0);
  CHECK(track.value("135", "CTB") == 349.75);
  CHECK(track.value("220", "ROCD") == 0.0);
  CHECK(track.text("390", "CS", "CS") == "DLH9CK");
  CHECK(track.bits("390", "IFI", "TYP") == 1);
  CHECK(track.bits("390", "IFI", "NBR") == 63256965);
  CHECK(track.value("500", "APC", "X") == 40.0);
  CHECK(track.value("500", "APC", "Y") == 63.0);
  CHECK(track.value("500", "APW", "LAT") == Approx(105 * 180.0 / 33554432).epsilon(1e-12));
  CHECK(track.value("500", "APW", "LON") == Approx(95 * 180.0 / 33554432).epsilon(1e-12));
  CHECK(track.bits("340", "SID", "SIC") == 1);
  CHECK(track.value("340", "POS", "RHO") == 126.45703125);
  CHECK(track.value("340", "POS", "THETA") == Approx(128.00720209).epsilon(1e-9));
  CHECK(track.value("340", "MDC", "LMC") == 349.75);
  CHECK(track.text("340", "MDA", "MODE3A") == "7621");
  CHECK(track.bits("340", "TYP", "TYP") == 5);
}

TEST_CASE("A published broadcast of category 021 reads as jASTERIX decodes it") {
  const Decoded report = Decoded::of_block(
      "150031F51B7B438200030108055F00214FBA08BEE11A4B65416F71416F3C15B80E020E46057800416F9115A4F1D1A22004");
  CHECK(report.bits("010", "SIC") == 3);
  CHECK(report.bits("040", "ATP") == 0);
  CHECK(report.bits("040", "GBS") == 0);
  CHECK(report.bits("040", "SAA") == 1);
  CHECK(report.bits("040", "CL") == 0);
  CHECK(report.bits("161", "TRNUM") == 1375);
  CHECK(report.bits("015", "SERVICE") == 0);
  CHECK(report.value("130", "LAT") == Approx(2183098 * 180.0 / 8388608).epsilon(1e-14));
  CHECK(report.value("130", "LON") == Approx(573153 * 180.0 / 8388608).epsilon(1e-14));
  CHECK(report.bits("080", "ADDRESS") == 1723237);
  CHECK(report.value("073", "ToD") == 33502.8828125);
  CHECK(report.value("075", "ToD") == 33502.46875);
  CHECK(report.value("077", "ToD") == 33503.1328125);
  CHECK(report.value("140", "HEIGHT") == 34750.0);
  CHECK(report.bits("090", "NUCRNACV") == 0);
  CHECK(report.bits("090", "NUCPNIC") == 7);
  CHECK(report.bits("210", "VN") == 0);
  CHECK(report.bits("210", "LTT") == 2);
  CHECK(report.text("070", "MODE3A") == "7106");
  CHECK(report.value("145", "FL") == 350.0);
  CHECK(report.bits("200", "SS") == 0);
  CHECK(report.text("170", "IDENT") == "EZS14ZH");
  CHECK(report.value("016", "RP") == 2.0);
}

TEST_CASE("A published report of category 020, its reserved expansion too, reads as jASTERIX decodes it") {
  const Decoded report = Decoded::of_block(
      "140065FFE9478400024100416F5B008832E5002E6C4A054BB301606A0DC8182E00FFC9FFDB002D02442F000010000000000000"
      "000000001000002000220210000000A0000010000000000000001720401580D00012000FFFF10089007CFF8600350053FFC1");
  CHECK(report.bits("010", "SIC") == 2);
  CHECK(report.bits("020", "MS") == 1);
  CHECK(report.bits("020", "SSR") == 0);
  CHECK(report.bits("020", "GBS") == 0);
  CHECK(report.value("140", "ToD") == 33502.7109375);
  CHECK(report.value("041", "LAT") == Approx(8925925 * 180.0 / 33554432).epsilon(1e-14));
  CHECK(report.value("041", "LON") == Approx(3042378 * 180.0 / 33554432).epsilon(1e-14));
  CHECK(report.value("042", "X") == 173529.5);
  CHECK(report.value("042", "Y") == 45109.0);
  CHECK(report.bits("161", "TRN") == 3528);
  CHECK(report.bits("170", "CDM") == 3);
  CHECK(report.text("070", "MODE3A") == "7000");
  CHECK(report.value("202", "VX") == -13.75);
  CHECK(report.value("202", "VY") == -9.25);
  CHECK(report.value("090", "FL") == 11.25);
  CHECK(report.bits("220", "ADDRESS") == 148527);
  CHECK(report.all("400", "DEVICES") ==
        std::vector<std::uint64_t>{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16, 0, 0, 32, 0, 34});
  CHECK(report.all("250", "BDS2") == std::vector<std::uint64_t>{0, 7});
  CHECK(report.bits("230", "ARC") == 1);
  CHECK(report.value("PA", "DOP", "X") == 4.5);
  CHECK(report.value("PA", "DOP", "Y") == 3.75);
  CHECK(report.value("PA", "DOP", "XY") == -3.75);
  CHECK(report.value("PA", "SDC", "X") == 34.25);
  CHECK(report.value("PA", "SDC", "Y") == 31.0);
  CHECK(report.value("PA", "SDC", "XY") == -30.5);
  CHECK(report.value("PA", "SDW", "LAT") == Approx(0.000284).margin(1e-6));
  CHECK(report.value("PA", "SDW", "LON") == Approx(0.000445).margin(1e-6));
  CHECK(report.value("PA", "SDW", "LATLON") == Approx(-0.000338).margin(1e-6));
}

}  // namespace recon::asterix
