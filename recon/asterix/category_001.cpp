// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/editions.hpp"

namespace recon::asterix {

/// EUROCONTROL-SPEC-0149-2a, category 001, monoradar target reports, edition 1.4 (2022-08-18). The profile is
/// that of plots or that of tracks, as the first bit of item 020 says, which is second in both.
const Edition& category_001() {
  static const Edition
      made =
          edition(
              {
                  .category = 1,
                  .name = "1.4",
                  .covers = "1.2 to 1.4",
                  .title = "monoradar target reports",
                  .items =
                      {
                          data_source(),
                          extended(
                              "020", "target report descriptor",
                              {bit("TYP"), bit("SIM"), code("SSRPSR", 2), bit("ANT"), bit("SPI"), bit("RAB"),
                               fx(), bit("TST"), code("DS1DS2", 2), bit("ME"), bit("MI"), spare(2), fx()}),
                          chain("030", "warnings", {code("WE", 7), fx()}),
                          fixed("040", "measured position, polar",
                                {number("RHO", 16, 1.0 / 128, "NM"),
                                 number("THETA", 16, 360.0 / 65536, "deg")}),
                          fixed("042", "calculated position, Cartesian",
                                {signed_number("X", 16, 1.0 / 64, "NM"),
                                 signed_number("Y", 16, 1.0 / 64, "NM")}),
                          code_reply("050", "Mode 2 code", "MODE2"),
                          pulse_quality("060", "Mode 2 pulses of low quality"),
                          code_reply("070", "Mode 3/A code", "MODE3A"),
                          pulse_quality("080", "Mode 3/A pulses of low quality"),
                          fixed("090", "Mode C height",
                                {bit("V"), bit("G"), signed_number("HGT", 14, 0.25, "FL")}),
                          gray_mode_c("100"),
                          single("120", "measured radial Doppler speed",
                                 signed_number("MRDS", 8, 1.0 / 256, "NM/s")),
                          chain("130", "plot characteristics", {hex("IND", 7), fx()}),
                          single("131", "received power", signed_number("POWER", 8, 1, "dBm")),
                          single("141", "truncated time of day", number("TTOD", 16, 1.0 / 128, "s")),
                          fixed("150",
                                "X pulse", {bit("XA"), spare(1), bit("XC"), spare(2), bit("X2"), spare(2)}),
                          single("161", "track or plot number", code("TRN", 16)),
                          extended(
                              "170",
                              "track status", {bit("CON"), bit("RAD"), bit("MAN"), bit("DOU"), bit("RDPC"), spare(1), bit("GHO"), fx(), bit("TRE"), spare(6), fx()}),
                          fixed("200", "calculated velocity, polar",
                                {number("GSP", 16, 1.0 / 16384, "NM/s"),
                                 number("HDG", 16, 360.0 / 65536, "deg")}),
                          chain("210", "track quality", {hex("QI", 7), fx()}),
                          special_purpose(),
                          random_fields(),
                      },
                  .profile = "010 020 040 070 090 130 141 "
                             "050 120 131 080 100 060 030 "
                             "150 - - - - SP RFS",
                  .second_profile = "010 020 161 040 042 200 070 "
                                    "090 141 130 131 120 170 210 "
                                    "050 080 100 060 030 SP RFS "
                                    "150",
              });
  return made;
}

}  // namespace recon::asterix
