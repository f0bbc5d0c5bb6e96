// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/editions.hpp"

namespace recon::asterix {

/// EUROCONTROL-SPEC-0149-2b, category 034, monoradar service messages, edition 1.29 (2021-03-15).
const Edition& category_034() {
  static const Edition made = edition({
      .category = 34,
      .name = "1.29",
      .covers = "1.27 to 1.29",
      .title = "monoradar service messages",
      .items =
          {
              single("000", "message type", code("TYPE", 8)),
              data_source(),
              single("020", "sector", number("SECTOR", 8, 360.0 / 256, "deg")),
              time_of_day("030"),
              single("041", "antenna rotation period", number("PERIOD", 16, 1.0 / 128, "s")),
              compound("050", "configuration and status",
                       {fixed("COM", "common",
                              {bit("NOGO"), bit("RDPC"), bit("RDPR"), bit("OVLRDP"), bit("OVLXMT"), bit("MSC"),
                               bit("TSV"), spare(1)}),
                        none(), none(),
                        fixed("PSR", "primary radar",
                              {bit("ANT"), code("CHAB", 2), bit("OVL"), bit("MSC"), spare(3)}),
                        fixed("SSR", "secondary radar",
                              {bit("ANT"), code("CHAB", 2), bit("OVL"), bit("MSC"), spare(3)}),
                        fixed("MDS", "Mode S",
                              {bit("ANT"), code("CHAB", 2), bit("OVLSUR"), bit("MSC"), bit("SCF"), bit("DLF"),
                               bit("OVLSCF"), bit("OVLDLF"), spare(7)})}),
              compound("060", "processing mode",
                       {fixed("COM", "common", {spare(1), code("REDRDP", 3), code("REDXMT", 3), spare(1)}),
                        none(), none(),
                        fixed("PSR", "primary radar", {bit("POL"), code("REDRAD", 3), code("STC", 2), spare(2)}),
                        fixed("SSR", "secondary radar", {code("REDRAD", 3), spare(5)}),
                        fixed("MDS", "Mode S", {code("REDRAD", 3), bit("CLU"), spare(4)})}),
              repetitive("070", "message counts", {code("TYP", 5), number("COUNT", 11, 1, "")}),
              fixed("090", "collimation error, PSR less SSR",
                    {signed_number("RNG", 8, 1.0 / 128, "NM"), signed_number("AZM", 8, 360.0 / 16384, "deg")}),
              fixed("100", "polar window",
                    {number("RHOST", 16, 1.0 / 256, "NM"), number("RHOEND", 16, 1.0 / 256, "NM"),
                     number("THETAST", 16, 360.0 / 65536, "deg"), number("THETAEND", 16, 360.0 / 65536, "deg")}),
              single("110", "data filter", code("FILTER", 8)),
              fixed("120", "position of the source",
                    {signed_number("HGT", 16, 1, "m"), signed_number("LAT", 24, 180.0 / 8388608, "deg"),
                     signed_number("LON", 24, 180.0 / 8388608, "deg")}),
              reserved_expansion(),
              special_purpose(),
          },
      .profile = "010 000 030 020 041 050 060 "
                 "070 100 110 120 090 RE SP",
  });
  return made;
}

}  // namespace recon::asterix
