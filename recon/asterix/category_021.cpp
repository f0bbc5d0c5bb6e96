// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/editions.hpp"

namespace recon::asterix {

namespace {

Item age(std::string_view name, std::string_view title) {
  return single(name, title, number(name, 8, 0.1, "s"));
}

}  // namespace

/// EUROCONTROL-SPEC-0149-12, category 021, ADS-B target reports, edition 2.6 (2021-12-21). Edition 2.1 lays
/// out item 271 differently; editions before 2.0 have another profile (category_021_before.cpp).
const Edition& category_021() {
  static const Edition
      made =
          edition(
              {
                  .category = 21,
                  .name = "2.6",
                  .covers = "2.2 to 2.7",
                  .title = "ADS-B target reports",
                  .items =
                      {
                          fixed("008", "aircraft operational status",
                                {bit("RA"), code("TC", 2), bit("TS"), bit("ARV"), bit("CDTIA"),
                                 bit("NOTTCAS"), bit("SA")}),
                          data_source(),
                          single("015", "service", code("SERVICE", 8)),
                          single("016", "service management, report period", number("RP", 8, 0.5, "s")),
                          single("020", "emitter category", code("ECAT", 8)),
                          extended("040", "target report descriptor",
                                   {code("ATP", 3),
                                    code("ARC", 2),
                                    bit("RC"),
                                    bit("RAB"),
                                    fx(),
                                    bit("DCR"),
                                    bit("GBS"),
                                    bit("SIM"),
                                    bit("TST"),
                                    bit("SAA"),
                                    code("CL", 2),
                                    fx(),
                                    spare(1),
                                    bit("LLC"),
                                    bit("IPC"),
                                    bit("NOGO"),
                                    bit("CPR"),
                                    bit("LDPJ"),
                                    bit("RCF"),
                                    fx(),
                                    bit("TBCEP"),
                                    number("TBC", 6, 1, ""),
                                    fx(),
                                    bit("MBCEP"),
                                    number("MBC", 6, 1, ""),
                                    fx()}),
                          fixed("070", "Mode 3/A code", {spare(4), octal("MODE3A")}),
                          time_of_day("071", "time of applicability of the position"),
                          time_of_day("072", "time of applicability of the velocity"),
                          time_of_day("073", "time of reception of the position"),
                          fixed("074", "time of reception of the position, fraction",
                                {code("FSI", 2), number("FRACTION", 30, 1.0 / 1073741824, "s")}),
                          time_of_day("075", "time of reception of the velocity"),
                          fixed("076", "time of reception of the velocity, fraction",
                                {code("FSI", 2), number("FRACTION", 30, 1.0 / 1073741824, "s")}),
                          time_of_day("077", "time of transmission of the report"),
                          single("080", "target address", hex("ADDRESS", 24)),
                          extended(
                              "090", "quality indicators",
                              {code("NUCRNACV", 3), code("NUCPNIC", 4), fx(),
                               bit("NICBARO"), code("SIL", 2), code("NACP", 4), fx(), spare(2), bit("SILS"),
                               code("SDA", 2), code("GVA", 2), fx(), code("PIC", 4), spare(3), fx()}),
                          compound(
                              "110", "trajectory intent",
                              {trajectory_intent_status("TIS"), trajectory_intent_points("TID")}),
                          fixed("130", "position, WGS 84",
                                {signed_number("LAT", 24, 180.0 / 8388608, "deg"),
                                 signed_number("LON", 24, 180.0 / 8388608, "deg")}),
                          fixed("131", "position, WGS 84, high resolution",
                                {signed_number("LAT", 32, 180.0 / 1073741824, "deg"),
                                 signed_number("LON", 32, 180.0 / 1073741824, "deg")}),
                          single("132", "message amplitude", signed_number("MAM", 8, 1, "dBm")),
                          single("140", "geometric height", signed_number("HEIGHT", 16, 6.25, "ft")),
                          single("145", "flight level", signed_number("FL", 16, 0.25, "FL")),
                          fixed("146", "selected altitude",
                                {bit("SAS"), code("S", 2), signed_number("ALT", 13, 25, "ft")}),
                          fixed("148", "final state selected altitude",
                                {bit("MV"), bit("AH"), bit("AM"), signed_number("ALT", 13, 25, "ft")}),
                          fixed("150", "air speed", {bit("IM"), air_speed("AS")}),
                          fixed("151", "true air speed", {bit("RE"), number("TAS", 15, 1, "kt")}),
                          single("152", "magnetic heading", number("MHG", 16, 360.0 / 65536, "deg")),
                          fixed("155", "barometric vertical rate",
                                {bit("RE"), signed_number("BVR", 15, 6.25, "ft/min")}),
                          fixed("157", "geometric vertical rate",
                                {bit("RE"), signed_number("GVR", 15, 6.25, "ft/min")}),
                          fixed("160", "airborne ground vector",
                                {bit("RE"), number("GS", 15, 1.0 / 16384, "NM/s"),
                                 number("TA", 16, 360.0 / 65536, "deg")}),
                          fixed("161", "track number", {spare(4), code("TRNUM", 12)}),
                          fixed("165", "track angle rate",
                                {spare(6), signed_number("TAR", 10, 1.0 / 32, "deg/s")}),
                          single("170", "target identification", letters("IDENT")),
                          fixed("200", "target status",
                                {bit("ICF"), bit("LNAV"), bit("ME"), code("PS", 3), code("SS", 2)}),
                          fixed("210", "MOPS version", {spare(1), bit("VNS"), code("VN", 3), code("LTT", 3)}),
                          compound("220", "weather",
                                   {single("WS", "wind speed", number("WS", 16, 1, "kt")),
                                    single("WD", "wind direction", number("WD", 16, 1, "deg")),
                                    single("TMP", "temperature", signed_number("TMP", 16, 0.25, "degC")),
                                    single("TRB", "turbulence", number("TRB", 8, 1, ""))}),
                          single("230", "roll angle", signed_number("ROLL", 16, 0.01, "deg")),
                          transponder_registers("250"),
                          fixed("260", "ACAS resolution advisory",
                                {code("TYP", 5), code("STYP", 3), hex("ARA", 14), hex("RAC", 4),
                                 bit("RAT"), bit("MTE"), code("TTI", 2), hex("TID", 26)}),
                          extended("271", "surface capabilities",
                                   {spare(2), bit("POA"), bit("CDTIS"), bit("B2LOW"),
                                    bit("RAS"), bit("IDENT"), fx(), code("LW", 4), spare(3), fx()}),
                          compound(
                              "295", "data ages",
                              {age("AOS", "operational status"),
                               age("TRD", "report descriptor"),
                               age("M3A", "Mode 3/A"),
                               age("QI", "quality indicators"),
                               age("TI1", "trajectory intent"),
                               age("MAM", "message amplitude"),
                               age("GH", "geometric height"),
                               age("FL", "flight level"),
                               age("SAL", "selected altitude"),
                               age("FSA", "final state selected altitude"),
                               age("AS", "air speed"),
                               age("TAS", "true air speed"),
                               age("MH", "magnetic heading"),
                               age("BVR", "barometric vertical rate"),
                               age("GVR", "geometric vertical rate"),
                               age("GV", "ground vector"),
                               age("TAR", "track angle rate"),
                               age("TI2", "target identification"),
                               age("TS", "target status"),
                               age("MET", "weather"),
                               age("ROA", "roll angle"),
                               age("ARA", "ACAS resolution advisory"),
                               age("SCC", "surface capabilities")}),
                          single("400", "receiver", code("RID", 8)),
                          reserved_expansion(),
                          special_purpose(),
                      },
                  .profile = "010 040 161 015 071 130 131 "
                             "072 150 151 080 073 074 075 "
                             "076 140 090 210 070 230 145 "
                             "152 200 155 157 160 165 077 "
                             "170 020 220 146 148 110 016 "
                             "008 271 132 250 260 400 295 "
                             "- - - - - RE SP",
              });
  return made;
}

}  // namespace recon::asterix
