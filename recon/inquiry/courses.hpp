// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>

#include "recon/assess/courses.hpp"
#include "recon/load/load.hpp"

namespace recon::inquiry {

/// The flights of a case one telling at a time, as they are asked for: for a reader who changes his mind
/// about a reading or a border. The case is loaded and its ground is tabulated once.
class Courses {
public:
  /// Throws load::UnreadableFile when there is nothing to read.
  explicit Courses(const std::filesystem::path& path, const load::Options& files = {},
                   const assess::Settings& settings = {}, const std::stop_token& stop = {});
  ~Courses();
  Courses(const Courses&) = delete;
  Courses& operator=(const Courses&) = delete;
  Courses(Courses&&) = delete;
  Courses& operator=(Courses&&) = delete;

  /// nullopt also when the case is not usable or a stop was requested. Safe from several threads.
  [[nodiscard]] std::optional<assess::Course> course(const assess::CourseWish& wish,
                                                     const std::stop_token& stop = {}) const;

private:
  struct Prepared;
  std::unique_ptr<const Prepared> prepared_;
};

}  // namespace recon::inquiry
