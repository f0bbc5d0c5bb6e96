// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/editions.hpp"

namespace recon::asterix {

namespace {

Item age(std::string_view name, std::string_view title) {
  return single(name, title, number(name, 8, 0.25, "s"));
}

Item aircraft_derived_data() {
  return compound(
      "380", "aircraft derived data",
      {single("ADR", "target address", hex("ADR", 24)),
       single("ID", "target identification", letters("ID")),
       single("MHG", "magnetic heading", number("MHG", 16, 360.0 / 65536, "deg")),
       fixed("IAS", "indicated air speed", {bit("IM"), air_speed("IAS")}),
       single("TAS", "true air speed", number("TAS", 16, 1, "kt")),
       fixed("SAL", "selected altitude", {bit("SAS"), code("SRC", 2), signed_number("ALT", 13, 25, "ft")}),
       fixed("FSS", "final state selected altitude",
             {bit("MV"), bit("AH"), bit("AM"), signed_number("ALT", 13, 25, "ft")}),
       trajectory_intent_status("TIS"),
       trajectory_intent_points("TID"),
       fixed("COM", "communications and flight status",
             {code("COM", 3), code("STAT", 3), spare(2), bit("SSC"), bit("ARC"), bit("AIC"), bit("B1A"),
              code("B1B", 4)}),
       fixed("SAB", "status reported by ADS-B",
             {code("AC", 2), code("MN", 2), code("DC", 2), bit("GBS"), spare(6), code("STAT", 3)}),
       single("ACS", "ACAS resolution advisory", hex("ACS", 56)),
       single("BVR", "barometric vertical rate", signed_number("BVR", 16, 6.25, "ft/min")),
       single("GVR", "geometric vertical rate", signed_number("GVR", 16, 6.25, "ft/min")),
       single("RAN", "roll angle", signed_number("RAN", 16, 0.01, "deg")),
       fixed("TAR", "track angle rate",
             {code("TI", 2), spare(6), signed_number("ROT", 7, 0.25, "deg/s"), spare(1)}),
       single("TAN", "track angle", number("TAN", 16, 360.0 / 65536, "deg")),
       single("GS", "ground speed", signed_number("GS", 16, 1.0 / 16384, "NM/s")),
       single("VUN", "velocity uncertainty", code("VUN", 8)),
       fixed(
           "MET", "weather",
           {bit("WS"), bit("WD"), bit("TMP"), bit("TRB"), spare(4), number("WSD", 16, 1, "kt"),
            number("WDD", 16, 1, "deg"), signed_number("TMPD", 16, 0.25, "degC"), number("TRBD", 8, 1, "")}),
       single("EMC", "emitter category", code("EMC", 8)),
       fixed("POS", "position",
             {signed_number("LAT", 24, 180.0 / 8388608, "deg"),
              signed_number("LON", 24, 180.0 / 8388608, "deg")}),
       single("GAL", "geometric altitude", signed_number("GAL", 16, 6.25, "ft")),
       fixed("PUN", "position uncertainty", {spare(4), code("PUN", 4)}),
       transponder_registers("MB"),
       single("IAR", "indicated air speed", number("IAR", 16, 1, "kt")),
       single("MAC", "Mach number", number("MAC", 16, 0.008, "Mach")),
       fixed("BPS", "barometric pressure setting less 800 hPa", {spare(4), number("BPS", 12, 0.1, "hPa")})});
}

Item flight_plan() {
  return compound(
      "390", "flight plan",
      {fixed("TAG", "flight plan system", {code("SAC", 8), code("SIC", 8)}),
       single("CS", "callsign", ascii("CS", 7)),
       fixed("IFI", "flight plan number", {code("TYP", 2), spare(3), code("NBR", 27)}),
       fixed("FCT", "flight category",
             {code("GATOAT", 2), code("FR1FR2", 2), code("RVSM", 2), bit("HPR"), spare(1)}),
       single("TAC", "type of aircraft", ascii("TAC", 4)), single("WTC", "wake turbulence", ascii("WTC", 1)),
       single("DEP", "departure", ascii("DEP", 4)), single("DST", "destination", ascii("DST", 4)),
       single("RDS", "runway", ascii("RDS", 3)),
       single("CFL", "cleared flight level", number("CFL", 16, 0.25, "FL")),
       fixed("CTL", "control position", {code("CENTRE", 8), code("POSITION", 8)}),
       repetitive("TOD", "times of departure and arrival",
                  {code("TYP", 5), code("DAY", 2), spare(4), code("HOR", 5), spare(2), code("MIN", 6),
                   bit("AVS"), spare(1), code("SEC", 6)}),
       single("AST", "stand", ascii("AST", 6)),
       fixed("STS", "status of the stand", {code("EMP", 2), code("AVL", 2), spare(4)}),
       single("STD", "standard departure", ascii("STD", 7)),
       single("STA", "standard arrival", ascii("STA", 7)),
       fixed("PEM", "Mode 3/A code before the emergency", {spare(3), bit("VA"), octal("MODE3A")}),
       single("PEC", "callsign before the emergency", ascii("PEC", 7))});
}

Item mode_5() {
  return compound(
      "110", "Mode 5",
      {fixed("SUM", "summary",
             {bit("M5"), bit("ID"), bit("DA"), bit("M1"), bit("M2"), bit("M3"), bit("MC"), bit("X")}),
       fixed("PMN", "PIN, origin and mission",
             {spare(2), code("PIN", 14), spare(3), code("NAT", 5), spare(2), code("MIS", 6)}),
       fixed("POS", "reported position",
             {signed_number("LAT", 24, 180.0 / 8388608, "deg"),
              signed_number("LON", 24, 180.0 / 8388608, "deg")}),
       fixed("GA", "GNSS altitude", {spare(1), bit("RES"), signed_number("GA", 14, 25, "ft")}),
       fixed("EM1", "extended Mode 1 code", {spare(4), octal("EM1")}),
       single("TOS", "time offset of position and altitude", signed_number("TOS", 8, 1.0 / 128, "s")),
       fixed("XP", "X pulses", {spare(3), bit("X5"), bit("XC"), bit("X3"), bit("X2"), bit("X1")})});
}

Item accuracies() {
  return compound(
      "500", "estimated accuracies",
      {fixed("APC", "position, Cartesian", {number("X", 16, 0.5, "m"), number("Y", 16, 0.5, "m")}),
       single("COV", "covariance of the position, signed root", signed_number("COV", 16, 0.5, "m")),
       fixed("APW", "position, WGS 84",
             {number("LAT", 16, 180.0 / 33554432, "deg"), number("LON", 16, 180.0 / 33554432, "deg")}),
       single("AGA", "geometric altitude", number("AGA", 8, 6.25, "ft")),
       single("ABA", "barometric altitude", number("ABA", 8, 0.25, "FL")),
       fixed("ATV", "velocity", {number("X", 8, 0.25, "m/s"), number("Y", 8, 0.25, "m/s")}),
       fixed("AA", "acceleration", {number("X", 8, 0.25, "m/s2"), number("Y", 8, 0.25, "m/s2")}),
       single("ARC", "rate of climb", number("ARC", 8, 6.25, "ft/min"))});
}

}  // namespace

/// EUROCONTROL-SPEC-0149-9, category 062, system tracks, edition 1.21 (2025-06-05).
const Edition& category_062() {
  static const Edition made = edition({
      .category = 62,
      .name = "1.21",
      .covers = "1.16 to 1.21",
      .title = "system tracks",
      .items =
          {
              data_source(),
              single("015", "service", code("SERVICE", 8)),
              single("040", "track number", code("TRN", 16)),
              fixed("060", "Mode 3/A code", {bit("V"), bit("G"), bit("CH"), spare(1), octal("MODE3A")}),
              time_of_day("070", "time of the track"),
              extended("080", "track status",
                       {bit("MON"), bit("SPI"), bit("MRH"), code("SRC", 3), bit("CNF"), fx(),
                        bit("SIM"), bit("TSE"), bit("TSB"), bit("FPC"), bit("AFF"), bit("STP"), bit("KOS"), fx(),
                        bit("AMA"), code("MD4", 2), bit("ME"), bit("MI"), code("MD5", 2), fx(),
                        bit("CST"), bit("PSR"), bit("SSR"), bit("MDS"), bit("ADS"), bit("SUC"), bit("AAC"), fx(),
                        code("SDS", 2), code("EMS", 3), bit("PFT"), bit("FPLT"), fx(),
                        bit("DUPT"), bit("DUPF"), bit("DUPM"), bit("SFC"), bit("IDD"), bit("IEC"), bit("MLAT"),
                        fx(), bit("M5I"), spare(6), fx()}),
              fixed("100", "position, Cartesian",
                    {signed_number("X", 24, 0.5, "m"), signed_number("Y", 24, 0.5, "m")}),
              fixed("105", "position, WGS 84",
                    {signed_number("LAT", 32, 180.0 / 33554432, "deg"),
                     signed_number("LON", 32, 180.0 / 33554432, "deg")}),
              mode_5(),
              fixed("120", "Mode 2 code", {spare(4), octal("MODE2")}),
              single("130", "geometric altitude", signed_number("HEIGHT", 16, 6.25, "ft")),
              fixed("135", "barometric altitude", {bit("QNH"), signed_number("CTB", 15, 0.25, "FL")}),
              single("136", "measured flight level", signed_number("FL", 16, 0.25, "FL")),
              fixed("185", "velocity, Cartesian",
                    {signed_number("VX", 16, 0.25, "m/s"), signed_number("VY", 16, 0.25, "m/s")}),
              fixed("200", "mode of movement",
                    {code("TRANS", 2), code("LONG", 2), code("VERT", 2), bit("ADF"), spare(1)}),
              fixed("210", "acceleration",
                    {signed_number("AX", 8, 0.25, "m/s2"), signed_number("AY", 8, 0.25, "m/s2")}),
              single("220", "rate of climb", signed_number("ROCD", 16, 6.25, "ft/min")),
              fixed("245", "target identification", {code("STI", 2), spare(6), letters("IDENT")}),
              extended("270", "target size and orientation",
                       {number("LENGTH", 7, 1, "m"), fx(), number("ORIENTATION", 7, 360.0 / 128, "deg"), fx(),
                        number("WIDTH", 7, 1, "m"), fx()}),
              compound("290", "ages of the updates",
                       {age("TRK", "track"), age("PSR", "primary"), age("SSR", "secondary"), age("MDS", "Mode S"),
                        single("ADS", "ADS-C", number("ADS", 16, 0.25, "s")), age("ES", "1090 ES"),
                        age("VDL", "VDL Mode 4"), age("UAT", "UAT"), age("LOP", "loop"),
                        age("MLT", "multilateration")}),
              compound("295", "ages of the data",
                       {age("MFL", "measured flight level"), age("MD1", "Mode 1"), age("MD2", "Mode 2"),
                        age("MDA", "Mode 3/A"), age("MD4", "Mode 4"), age("MD5", "Mode 5"),
                        age("MHG", "magnetic heading"), age("IAS", "indicated air speed or Mach"),
                        age("TAS", "true air speed"), age("SAL", "selected altitude"),
                        age("FSS", "final state selected altitude"), age("TID", "trajectory intent"),
                        age("COM", "communications"), age("SAB", "status by ADS-B"),
                        age("ACS", "resolution advisory"), age("BVR", "barometric vertical rate"),
                        age("GVR", "geometric vertical rate"), age("RAN", "roll angle"),
                        age("TAR", "track angle rate"), age("TAN", "track angle"), age("GSP", "ground speed"),
                        age("VUN", "velocity uncertainty"), age("MET", "weather"), age("EMC", "emitter category"),
                        age("POS", "position"), age("GAL", "geometric altitude"),
                        age("PUN", "position uncertainty"), age("MB", "transponder registers"),
                        age("IAR", "indicated air speed"), age("MAC", "Mach number"),
                        age("BPS", "pressure setting")}),
              single("300", "vehicle fleet", code("FLEET", 8)),
              compound("340", "last measurement",
                       {fixed("SID", "sensor", {code("SAC", 8), code("SIC", 8)}),
                        fixed("POS", "position, freed of bias",
                              {number("RHO", 16, 1.0 / 256, "NM"), number("THETA", 16, 360.0 / 65536, "deg")}),
                        single("HEIGHT", "3D height", signed_number("HEIGHT", 16, 25, "ft")),
                        fixed("MDC", "Mode C", {bit("V"), bit("G"), signed_number("LMC", 14, 0.25, "FL")}),
                        code_reply("MDA", "Mode 3/A", "MODE3A"),
                        fixed("TYP", "type of report",
                              {code("TYP", 3), bit("SIM"), bit("RAB"), bit("TST"), spare(2)})}),
              aircraft_derived_data(),
              flight_plan(),
              accuracies(),
              chain("510", "composed track number", {code("IDENT", 8), code("TRACK", 15), fx()}),
              special_purpose(),
              reserved_expansion(),
              repetitive("CST", "contributing sensors, with their track numbers",
                         {code("SAC", 8), code("SIC", 8), spare(4), code("TYP", 4), code("LTN", 16)}),
              repetitive("CSN", "contributing sensors without",
                         {code("SAC", 8), code("SIC", 8), spare(4), code("TYP", 4)}),
              fixed("TVS", "velocity in the system's plane",
                    {signed_number("VX", 16, 0.25, "m/s"), signed_number("VY", 16, 0.25, "m/s")}),
              extended("STS", "supplementary track status",
                       {bit("FDR"), bit("LNAVEP"), bit("LNAV"), bit("ATPEP"), code("ATP", 3), fx(),
                        bit("DADEP"), bit("DAD"), bit("DUPEP"), code("DUP", 2), bit("CSXEP"), bit("CSX"), fx(),
                        bit("TLIEP"), bit("TLI"), bit("TAIEP"), bit("TAI"), spare(3), fx()}),
              compound("V3", "ADS-B version 3",
                       {fixed("PS3", "priority status", {bit("EP"), code("PS3", 3), spare(4)}),
                        fixed("AS", "aircraft status",
                              {bit("RCEEP"), code("RCE", 2), bit("RRLEP"), bit("RRL"), bit("TPWEP"),
                               code("TPW", 2), bit("TSIEP"), code("TSI", 2), bit("TAOEP"), bit("TAORE"),
                               code("TAO", 6), spare(5)}),
                        fixed("UAS", "uncrewed aircraft",
                              {bit("MUOEP"), bit("MUO"), bit("DAAEP"), code("DAA", 2), bit("RWCEP"), bit("RWC"),
                               spare(1)}),
                        fixed("CASS", "collision avoidance",
                              {bit("SVHEP"), code("SVH", 2), bit("CATCEP"), code("CATC", 3), spare(1)})}),
          },
      .profile = "010 - 015 070 105 100 185 "
                 "210 060 245 380 040 080 290 "
                 "200 295 136 130 135 220 390 "
                 "270 300 110 120 510 500 340 "
                 "- - - - - RE SP",
      .expansion = "CST CSN TVS STS V3",
  });
  return made;
}

}  // namespace recon::asterix
