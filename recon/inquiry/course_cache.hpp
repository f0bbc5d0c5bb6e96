// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "recon/assess/courses.hpp"
#include "recon/inquiry/kept_file.hpp"

/// A course takes seconds to draw and nothing to read again: it is kept on disk by the hash of all that it
/// was made from.
namespace recon::inquiry {

/// A course as bytes of this program's own, and back.
///   (1) read(written(course)) is the course, bit for bit
///   (2) bytes that are cut off, longer or not of this form are nullopt, whatever they hold
[[nodiscard]] std::string written(const assess::Course& course);
[[nodiscard]] std::optional<assess::Course> read_course(std::string_view bytes);

/// `case_words`: all inputs and settings in words. An empty folder: nothing is kept.
[[nodiscard]] KeptFile kept_course(const std::filesystem::path& folder, std::string_view case_words,
                                   const assess::CourseWish& wish);

}  // namespace recon::inquiry
