// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cpl_error.h>

namespace recon::load {

/// GDAL prints what goes wrong; within this object's life it keeps it, and the last message may become
/// part of ours. Only for .cpp files that use GDAL.
class Quiet {
public:
  Quiet() {
    CPLPushErrorHandler(CPLQuietErrorHandler);
    CPLErrorReset();
  }
  ~Quiet() { CPLPopErrorHandler(); }
  Quiet(const Quiet&) = delete;
  Quiet(Quiet&&) = delete;
  Quiet& operator=(const Quiet&) = delete;
  Quiet& operator=(Quiet&&) = delete;
};

}  // namespace recon::load
