// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "recon/asterix/capture.hpp"

namespace recon::asterix {

/// A record as one line of JSON, for a comparison field by field:
///     {"at":3,"category":48,"edition":"1.32","received":"2015-11-24T07:24:05.250Z","items":{
///      "010":{"SAC":25,"SIC":201},"040":{"RHO":{"value":197.68,"unit":"NM"},...},"030":[{"WE":16}],...}}
///   (1) `at` counts bytes of the file from 0; `received` only where the recording tells
///   (2) a number with a unit is {"value", "unit"}; codes, flags and counts are bare; digits and letters text
///   (3) repetitive items are arrays; bytes without a name are hex digits under "bytes"
///   (4) numbers are the nearest that a double holds, in its shortest form
///   (5) items of a reserved expansion whose contents are known stand in "RE" by their names
[[nodiscard]] std::string json(const Record& record, const Frame& frame);
/// The same, behind what is in the string.
void json(const Record& record, const Frame& frame, std::string& into);

}  // namespace recon::asterix
