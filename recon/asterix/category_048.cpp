// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/editions.hpp"

namespace recon::asterix {

namespace {

// A position that an aircraft sent in answer to a Mode 5 interrogation; the two formats differ in its nation.
Item mode_5(std::string_view name, std::string_view title, Fields nation) {
  std::vector<Item> parts{mode_5_summary(spare(1)),
                          fixed("PMN", "PIN, national origin, mission code", std::move(nation)),
                          fixed("POS", "reported position, WGS 84",
                                {signed_number("LAT", 24, 180.0 / 8388608, "deg"),
                                 signed_number("LON", 24, 180.0 / 8388608, "deg")}),
                          fixed("GA", "altitude by satellites, above the ellipsoid",
                                {spare(1), bit("RES"), signed_number("GA", 14, 25, "ft")}),
                          code_reply("EM1", "extended Mode 1 code", "EM1"),
                          single("TOS", "time offset of POS and GA", number("TOS", 8, 1.0 / 128, "s")),
                          x_pulses()};
  if (name == "M5N") parts.push_back(fixed("FOM", "figure of merit", {spare(3), code("FOM", 5)}));
  return compound(name, title, std::move(parts));
}

Item radar_track() {
  const auto range = [](std::string_view name) { return number(name, 16, 1.0 / 128, "NM"); };
  const auto azimuth = [](std::string_view name) { return number(name, 16, 360.0 / 65536, "deg"); };
  return compound(
      "RTC", "radar track characteristics",
      {fixed("PTL", "link of plot and track",
             {spare(3), bit("SCN"), bit("RC"), bit("AC"), bit("SSR"), bit("PSR"), code("PLOTNR", 16)}),
       repetitive("ATL", "link of ADS-B and track", {hex("REPORT", 16)}),
       single("TRN", "turn state", number("TRN", 8, 1, "%")),
       fixed(
           "NPP", "next predicted position",
           {range("PREDRHO"), azimuth("PREDTHETA"), range("EVOLRHOSTART"), range("EVOLRHOEND"),
            azimuth("EVOLTHETASTART"), azimuth("EVOLTHETAEND"), range("NOISERHOSTART"), range("NOISERHOEND"),
            azimuth("NOISETHETASTART"), azimuth("NOISETHETAEND"), number("PREDTIME", 16, 1.0 / 128, "s")}),
       repetitive("DLK", "data link", {code("TYPE", 4), code("ORIGIN", 2), code("STATE", 2)}),
       fixed("LCK", "lockout", {bit("LS"), number("LOCTIM", 15, 1, "ms")}),
       fixed("TC", "transition codes",
             {spare(7), code("TCOUNT1", 4), hex("TCODE1", 5), code("TCOUNT2", 4), octal("TCODE2"),
              code("TCOUNT3", 4), octal("TCODE3")}),
       fixed("TLC", "life of the track",
             {code("ACQI", 2), code("TRKUPDCTR", 14), number("LASTTRKUPD", 16, 1, "ms")}),
       repetitive("ASI", "adjacent sensors",
                  {code("SAC", 8), code("SIC", 8), number("ToD", 16, 1.0 / 128, "s"), code("DATAUSE", 7),
                   bit("DRNA"), code("DRN", 16)}),
       single("TES", "source of the extrapolation", code("TES", 8)),
       fixed("IR", "identity requested", {bit("IR"), number("M3A", 7, 1, "s")})});
}

}  // namespace

/// EUROCONTROL-SPEC-0149-4, category 048, monoradar target reports, edition 1.32 (2024-07-01); the reserved
/// expansion by its appendix A, edition 1.13 (2024-12-01).
const Edition& category_048() {
  static const Edition made = edition({
      .category = 48,
      .name = "1.32",
      .covers = "1.27 to 1.32",
      .title = "monoradar target reports",
      .items =
          {
              data_source(),
              extended("020", "target report descriptor",
                       {code("TYP", 3), bit("SIM"),   bit("RDP"),   bit("SPI"),      bit("RAB"), fx(),
                        bit("TST"),     bit("ERR"),   bit("XPP"),   bit("ME"),       bit("MI"),  code("FOEFRI", 2),
                        fx(),           bit("ADSBEP"), bit("ADSB"), bit("SCNEP"),    bit("SCN"), bit("PAIEP"),
                        bit("PAI"),     spare(1),     fx(),         bit("ACASXVEP"), code("ACASXV", 4),
                        bit("POXPREP"), bit("POXPR"), fx(),         bit("POACTEP"),  bit("POACT"),
                        bit("DTFXPREP"), bit("DTFXPR"), bit("DTFACTEP"), bit("DTFACT"), spare(1), fx(),
                        bit("IRMXPREP"), bit("IRMXPR"), bit("IRMACTEP"), bit("IRMACT"), spare(3), fx()}),
              chain("030", "warnings and target classification", {code("WE", 7), fx()}),
              fixed("040", "measured position, polar",
                    {number("RHO", 16, 1.0 / 256, "NM"), number("THETA", 16, 360.0 / 65536, "deg")}),
              fixed("042", "calculated position, Cartesian",
                    {signed_number("X", 16, 1.0 / 128, "NM"), signed_number("Y", 16, 1.0 / 128, "NM")}),
              code_reply("050", "Mode 2 code", "MODE2"),
              fixed("055", "Mode 1 code", {bit("V"), bit("G"), bit("L"), hex("MODE1", 5)}),
              pulse_quality("060", "Mode 2 pulses of low quality"),
              fixed("065", "Mode 1 pulses of low quality",
                    {spare(3), bit("QA4"), bit("QA2"), bit("QA1"), bit("QB2"), bit("QB1")}),
              code_reply("070", "Mode 3/A code", "MODE3A"),
              pulse_quality("080", "Mode 3/A pulses of low quality"),
              fixed("090", "flight level", {bit("V"), bit("G"), signed_number("FL", 14, 0.25, "FL")}),
              gray_mode_c("100"),
              fixed("110", "height measured by a 3D radar",
                    {spare(2), signed_number("HEIGHT", 14, 25, "ft")}),
              compound("120", "radial Doppler speed",
                       {fixed("CAL", "calculated", {bit("D"), spare(5), signed_number("CAL", 10, 1, "m/s")}),
                        repetitive("RDS", "raw",
                                   {number("DOP", 16, 1, "m/s"), number("AMB", 16, 1, "m/s"),
                                    number("FRQ", 16, 1, "MHz")})}),
              compound("130", "plot characteristics",
                       {single("SRL", "SSR run length", number("SRL", 8, 360.0 / 8192, "deg")),
                        single("SRR", "SSR replies received", number("SRR", 8, 1, "")),
                        single("SAM", "SSR amplitude", signed_number("SAM", 8, 1, "dBm")),
                        single("PRL", "PSR run length", number("PRL", 8, 360.0 / 8192, "deg")),
                        single("PAM", "PSR amplitude", signed_number("PAM", 8, 1, "dBm")),
                        single("RPD", "range, PSR less SSR", signed_number("RPD", 8, 1.0 / 256, "NM")),
                        single("APD", "azimuth, PSR less SSR", signed_number("APD", 8, 360.0 / 16384, "deg"))}),
              time_of_day("140"),
              fixed("161", "track number", {spare(4), code("TRN", 12)}),
              extended("170", "track status",
                       {bit("CNF"), code("RAD", 2), bit("DOU"), bit("MAH"), code("CDM", 2), fx(), bit("TRE"),
                        bit("GHO"), bit("SUP"), bit("TCC"), spare(3), fx()}),
              fixed("200", "calculated velocity, polar",
                    {number("GSP", 16, 1.0 / 16384, "NM/s"), number("HDG", 16, 360.0 / 65536, "deg")}),
              fixed("210", "track quality, standard deviations",
                    {number("SIGX", 8, 1.0 / 128, "NM"), number("SIGY", 8, 1.0 / 128, "NM"),
                     number("SIGV", 8, 1.0 / 16384, "NM/s"), number("SIGH", 8, 360.0 / 4096, "deg")}),
              single("220", "aircraft address", hex("ADDRESS", 24)),
              fixed("230", "communications and flight status",
                    {code("COM", 3), code("STAT", 3), bit("SI"), spare(1), bit("MSSC"), bit("ARC"), bit("AIC"),
                     bit("B1A"), code("B1B", 4)}),
              single("240", "aircraft identification", letters("IDENT")),
              transponder_registers("250"),
              single("260", "ACAS resolution advisory", hex("RA", 56)),
              special_purpose(),
              reserved_expansion(),
              mode_5("MD5", "Mode 5", {spare(2), hex("PIN", 14), spare(2), bit("NAV"), hex("NAT", 5), spare(2),
                                       hex("MIS", 6)}),
              mode_5("M5N", "Mode 5, new format",
                     {spare(2), hex("PIN", 14), spare(4), bit("NOV"), hex("NO", 11)}),
              extended("M4E", "Mode 4", {spare(5), code("FOEFRI", 2), fx()}),
              compound("RPC", "radar plot characteristics",
                       {single("SCO", "score", number("SCO", 8, 1, "")),
                        single("SRC", "signal to clutter", number("SRC", 16, 0.1, "dB")),
                        single("RW", "range width", number("RW", 16, 1.0 / 256, "NM")),
                        single("AR", "ambiguous range", number("AR", 16, 1.0 / 256, "NM"))}),
              single("ERR", "range of 256 NM and more", number("ERR", 24, 1.0 / 256, "NM")),
              radar_track(),
              compound("CPC", "plot characteristics",
                       {single("PNB", "plot number", code("PNB", 16)),
                        repetitive("RPL", "replies of the plot", {code("TYPE", 8), code("REPLYNBR", 16)}),
                        single("SNB", "scan number", code("SNB", 8)), date("DATE")}),
              compound("GEN48", "alternative codes",
                       {code_reply("ALTM2", "Mode 2", "ALTM2"), code_reply("ALTM3", "Mode 3/A", "ALTM3"),
                        fixed("ALTFL", "flight level",
                              {bit("V"), bit("G"), signed_number("ALTFL", 14, 0.25, "FL")})}),
          },
      .profile = "010 140 020 040 070 090 130 "
                 "220 240 250 161 042 200 170 "
                 "210 030 080 100 110 120 230 "
                 "260 055 050 065 060 SP RE",
      .expansion = "MD5 M5N M4E RPC ERR RTC CPC GEN48",
  });
  return made;
}

}  // namespace recon::asterix
