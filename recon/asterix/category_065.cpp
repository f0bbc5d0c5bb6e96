// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/editions.hpp"

namespace recon::asterix {

/// EUROCONTROL-SPEC-0149-15, category 065, service status of a tracker, edition 1.6 (2023-03-21).
const Edition& category_065() {
  static const Edition made = edition({
      .category = 65,
      .name = "1.6",
      .covers = "1.4 to 1.6",
      .title = "service status of a tracker",
      .items =
          {
              single("000", "message type", code("TYPE", 8)),
              data_source(),
              single("015", "service", code("SERVICE", 8)),
              single("020", "batch", code("BATCH", 8)),
              time_of_day("030", "time of message"),
              fixed("040", "configuration and status",
                    {code("NOGO", 2), bit("OVL"), bit("TSV"), code("PSS", 2), bit("STTN"), spare(1)}),
              single("050", "service status", code("STATUS", 8)),
              reserved_expansion(),
              special_purpose(),
          },
      .profile = "010 000 015 030 020 040 050 "
                 "- - - - - RE SP",
  });
  return made;
}

}  // namespace recon::asterix
