// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/editions.hpp"

namespace recon::asterix {

/// EUROCONTROL-SPEC-0149-14, category 020, multilateration target reports, edition 1.11 (2025-07-02); of the
/// reserved expansion, edition 1.3, the parts whose lengths are certain.
const Edition& category_020() {
  static const Edition
      made =
          edition(
              {
                  .category = 20,
                  .name = "1.11",
                  .covers = "1.5 to 1.11",
                  .title = "multilateration target reports",
                  .items =
                      {
                          data_source(),
                          extended("020", "target report descriptor",
                                   {bit("SSR"), bit("MS"), bit("HF"), bit("VDL4"), bit("UAT"), bit("DME"),
                                    bit("OT"), fx(), bit("RAB"), bit("SPI"), bit("CHN"), bit("GBS"),
                                    bit("CRT"), bit("SIM"), bit("TST"), fx(), code("CF", 2), spare(5), fx()}),
                          chain("030", "warnings", {code("WE", 7), fx()}),
                          fixed("041", "position, WGS 84",
                                {signed_number("LAT", 32, 180.0 / 33554432, "deg"),
                                 signed_number("LON", 32, 180.0 / 33554432, "deg")}),
                          fixed("042", "position, Cartesian",
                                {signed_number("X", 24, 0.5, "m"), signed_number("Y", 24, 0.5, "m")}),
                          code_reply("050", "Mode 2 code", "MODE2"),
                          fixed("055", "Mode 1 code", {bit("V"), bit("G"), bit("L"), hex("MODE1", 5)}),
                          code_reply("070", "Mode 3/A code", "MODE3A"),
                          fixed("090",
                                "flight level", {bit("V"), bit("G"), signed_number("FL", 14, 0.25, "FL")}),
                          gray_mode_c("100"),
                          single("105", "geometric height, WGS 84", signed_number("HEIGHT", 16, 6.25, "ft")),
                          single("110", "measured height, local", signed_number("HEIGHT", 16, 6.25, "ft")),
                          time_of_day("140"),
                          fixed("161", "track number", {spare(4), code("TRN", 12)}),
                          extended(
                              "170",
                              "track status", {bit("CNF"), bit("TRE"), bit("CST"), code("CDM", 2), bit("MAH"), bit("STH"), fx(), bit("GHO"), spare(6), fx()}),
                          fixed("202", "calculated velocity, Cartesian",
                                {signed_number("VX", 16, 0.25, "m/s"), signed_number("VY", 16, 0.25, "m/s")}),
                          fixed("210", "calculated acceleration",
                                {signed_number("AX", 8, 0.25, "m/s2"), signed_number("AY", 8, 0.25, "m/s2")}),
                          single("220", "target address", hex("ADDRESS", 24)),
                          fixed("230", "communications and flight status",
                                {code("COM", 3), code("STAT", 3), code("CASEVN", 2), bit("MSSC"),
                                 bit("ARC"), bit("AIC"), bit("B1A"), code("B1B", 4)}),
                          fixed("245", "target identification", {code("STI", 2), spare(6), letters("IDENT")}),
                          transponder_registers("250"),
                          single("260", "ACAS resolution advisory", hex("RA", 56)),
                          single("300", "vehicle fleet", code("FLEET", 8)),
                          fixed("310", "message of a vehicle", {bit("TRB"), code("MSG", 7)}),
                          repetitive("400", "contributing devices", {hex("DEVICES", 8)}),
                          compound(
                              "500", "position accuracy",
                              {fixed("DOP", "dilution of precision",
                                     {number("X", 16, 0.25, ""), number("Y", 16, 0.25, ""),
                                      number("XY", 16, 0.25, "")}),
                               fixed("SDP", "standard deviation of the position",
                                     {number("X", 16, 0.25, "m"), number("Y", 16, 0.25, "m"),
                                      number("XY", 16, 0.25, "")}),
                               single("SDH", "standard deviation of the geometric height",
                                      number("SDH", 16, 0.5, "m"))}),
                          special_purpose(),
                          reserved_expansion(),
                          compound(
                              "PA", "position accuracy",
                              {fixed("DOP", "dilution of precision",
                                     {number("X", 16, 0.25, ""), number("Y", 16, 0.25, ""),
                                      signed_number("XY", 16, 0.25, "")}),
                               fixed("SDC", "standard deviation, Cartesian",
                                     {number("X", 16, 0.25, "m"), number("Y", 16, 0.25, "m"),
                                      signed_number("XY", 16, 0.25, "m")}),
                               single("SDH", "standard deviation of the geometric height",
                                      number("SDH", 16, 1, "ft")),
                               fixed("SDW", "standard deviation, WGS 84",
                                     {number("LAT", 16, 180.0 / 33554432, "deg"),
                                      number("LON", 16, 180.0 / 33554432, "deg"),
                                      signed_number("LATLON", 16, 180.0 / 33554432, "deg")})}),
                          fixed("GVV", "ground velocity",
                                {bit("RE"), number("GS", 15, 1.0 / 16384, "NM/s"),
                                 number("TA", 16, 360.0 / 65536, "deg")}),
                          time_of_day("TRT", "time of transmission of the report"),
                      },
                  .profile = "010 020 140 041 042 161 170 "
                             "070 202 090 100 220 245 110 "
                             "105 210 300 310 500 400 250 "
                             "230 260 030 055 050 RE SP",
                  .expansion = "PA GVV - TRT",
              });
  return made;
}

}  // namespace recon::asterix
