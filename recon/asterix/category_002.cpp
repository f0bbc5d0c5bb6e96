// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/editions.hpp"

namespace recon::asterix {

/// EUROCONTROL-SPEC-0149-2b, category 002, monoradar service messages, edition 1.1 (2021-04-01).
const Edition& category_002() {
  static const Edition made = edition({
      .category = 2,
      .name = "1.1",
      .covers = "1.0 to 1.2",
      .title = "monoradar service messages",
      .items =
          {
              single("000", "message type", code("TYPE", 8)),
              data_source(),
              single("020", "sector", number("SECTOR", 8, 360.0 / 256, "deg")),
              time_of_day("030"),
              single("041", "antenna rotation period", number("PERIOD", 16, 1.0 / 128, "s")),
              chain("050", "station configuration", {hex("SCS", 7), fx()}),
              chain("060", "station processing mode", {hex("SPM", 7), fx()}),
              repetitive("070", "plot counts", {bit("A"), code("IDENT", 5), number("COUNTER", 10, 1, "")}),
              chain("080", "warnings", {hex("WE", 7), fx()}),
              fixed("090", "collimation error, PSR less SSR",
                    {signed_number("RE", 8, 1.0 / 128, "NM"), signed_number("AE", 8, 360.0 / 16384, "deg")}),
              fixed("100", "polar window",
                    {number("RS", 16, 1.0 / 128, "NM"), number("RE", 16, 1.0 / 128, "NM"),
                     number("TS", 16, 360.0 / 65536, "deg"), number("TE", 16, 360.0 / 65536, "deg")}),
              special_purpose(),
              random_fields(),
          },
      .profile = "010 000 020 030 041 050 060 "
                 "070 100 090 080 - SP RFS",
  });
  return made;
}

}  // namespace recon::asterix
