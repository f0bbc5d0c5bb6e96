// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/editions.hpp"

/// Category 021 before edition 2.0: another profile, under the same category number. 0.23 has positions of
/// 2 x 24 bits, 0.26 of 2 x 32 bits and two items more.
namespace recon::asterix {

namespace {

std::vector<Item> items_of_both() {
  return {
      data_source(),
      single("020", "emitter category", code("ECAT", 8)),
      time_of_day("030", "time of applicability of the position"),
      single("032", "accuracy of the time of day", number("TODA", 8, 1.0 / 256, "s")),
      fixed("040", "target report descriptor",
            {bit("DCR"), bit("GBS"), bit("SIM"), bit("TST"), bit("RAB"), bit("SAA"), bit("SPI"), spare(1),
             code("ATP", 3), code("ARC", 2), spare(3)}),
      single("080", "target address", hex("ADDRESS", 24)),
      fixed("090", "figure of merit", {code("AC", 2), code("MN", 2), code("DC", 2), spare(6), code("PA", 4)}),
      single("095", "velocity accuracy", code("VUC", 8)),
      compound("110", "trajectory intent",
               {trajectory_intent_status("TIS"), trajectory_intent_points("TID")}),
      single("140", "geometric altitude", signed_number("HEIGHT", 16, 6.25, "ft")),
      single("145", "flight level", signed_number("FL", 16, 0.25, "FL")),
      fixed("146", "intermediate state selected altitude",
            {bit("SAS"), code("SRC", 2), signed_number("ALT", 13, 25, "ft")}),
      fixed("148", "final state selected altitude",
            {bit("MV"), bit("AH"), bit("AM"), signed_number("ALT", 13, 25, "ft")}),
      fixed("150", "air speed", {bit("IM"), air_speed("AS")}),
      single("151", "true air speed", number("TAS", 16, 1, "kt")),
      single("152", "magnetic heading", number("MHG", 16, 360.0 / 65536, "deg")),
      single("155", "barometric vertical rate", signed_number("BVR", 16, 6.25, "ft/min")),
      single("157", "geometric vertical rate", signed_number("GVR", 16, 6.25, "ft/min")),
      fixed("160", "ground vector",
            {signed_number("GS", 16, 1.0 / 16384, "NM/s"), number("TA", 16, 360.0 / 65536, "deg")}),
      extended("165", "rate of turn",
               {code("TI", 2), spare(5), fx(), signed_number("ROT", 7, 0.25, "deg/s"), fx()}),
      single("170", "target identification", letters("IDENT")),
      single("200", "target status", code("STATUS", 8)),
      fixed("210", "link technology", {spare(3), bit("DTI"), bit("MDS"), bit("UAT"), bit("VDL"), bit("OTR")}),
      compound("220", "weather",
               {single("WS", "wind speed", number("WS", 16, 1, "kt")),
                single("WD", "wind direction", number("WD", 16, 1, "deg")),
                single("TMP", "temperature", signed_number("TMP", 16, 0.25, "degC")),
                single("TRB", "turbulence", number("TRB", 8, 1, ""))}),
      single("230", "roll angle", signed_number("ROLL", 16, 0.01, "deg")),
      reserved_expansion(),
      special_purpose(),
  };
}

std::vector<Item> with(std::vector<Item> items, std::vector<Item> more) {
  items.insert(items.end(), more.begin(), more.end());
  return items;
}

}  // namespace

/// Edition 0.23 (2003-11).
const Edition& category_021_0_23() {
  static const Edition made = edition({
      .category = 21,
      .name = "0.23",
      .covers = "0.23",
      .title = "ADS-B target reports",
      .items = with(items_of_both(), {fixed("130", "position, WGS 84",
                                            {signed_number("LAT", 24, 180.0 / 8388608, "deg"),
                                             signed_number("LON", 24, 180.0 / 8388608, "deg")})}),
      .profile = "010 040 030 130 080 140 090 "
                 "210 230 145 150 151 152 155 "
                 "157 160 165 170 095 032 200 "
                 "020 220 146 148 110 - - "
                 "- - - - - RE SP",
  });
  return made;
}

/// Edition 0.26 (2005-06-27).
const Edition& category_021_0_26() {
  static const Edition made = edition({
      .category = 21,
      .name = "0.26",
      .covers = "0.26",
      .title = "ADS-B target reports",
      .items = with(items_of_both(), {fixed("130", "position, WGS 84",
                                            {signed_number("LAT", 32, 180.0 / 33554432, "deg"),
                                             signed_number("LON", 32, 180.0 / 33554432, "deg")}),
                                      code_reply("070", "Mode 3/A code", "MODE3A"),
                                      single("131", "signal amplitude", code("SAM", 8))}),
      .profile = "010 040 030 130 080 140 090 "
                 "210 230 145 150 151 152 155 "
                 "157 160 165 170 095 032 200 "
                 "020 220 146 148 110 070 131 "
                 "- - - - - RE SP",
  });
  return made;
}

}  // namespace recon::asterix
