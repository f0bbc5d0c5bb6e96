// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "recon/inquiry/inquiry.hpp"

/// Says findings in words, tables, pictures and files; computes nothing.
namespace recon::report {

/// A table that fits 100 columns. `colour` adds ANSI emphasis for a terminal; the words are the same.
enum class Style { plain, colour };
/// The answers with what they turn on, or everything. What the first leaves out it counts, and says where it
/// stands.
enum class Extent { answers, everything };
[[nodiscard]] std::string terminal(const inquiry::Inquiry& inquiry, Style style,
                                   Extent extent = Extent::everything);

/// One self-contained page: no address is fetched, it prints well, and it reads without scripts.
[[nodiscard]] std::string html(const inquiry::Inquiry& inquiry);

/// The full assessment as JSON of proto/recon/v1/assessment.proto.
[[nodiscard]] std::string json(const inquiry::Inquiry& inquiry);

}  // namespace recon::report
