// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "recon/assess/courses.hpp"
#include "recon/load/load.hpp"

namespace recon::inquiry {

/// The flights of a case one telling at a time, as they are asked for: for a reader who changes his mind
/// about a reading or a border. The case is loaded once, and its ground is tabulated once, when the first
/// flight has to be drawn.
class Courses {
public:
  /// Throws load::UnreadableFile when there is nothing to read. Courses are read from `cache`, a folder,
  /// where they were kept by an earlier run, and kept there; an empty path: they are drawn anew.
  explicit Courses(const std::filesystem::path& path, const load::Options& files = {},
                   const assess::Settings& settings = {}, const std::stop_token& stop = {},
                   const std::filesystem::path& cache = {});
  ~Courses();
  Courses(const Courses&) = delete;
  Courses& operator=(const Courses&) = delete;
  Courses(Courses&&) = delete;
  Courses& operator=(Courses&&) = delete;

  /// nullopt also when the case is not usable or a stop was requested. Safe from several threads.
  [[nodiscard]] std::optional<assess::Course> course(const assess::CourseWish& wish,
                                                     const std::stop_token& stop = {}) const;

  /// The files that the flights are made from, as Inquiry::inputs has them: empty when the case is not
  /// usable.
  [[nodiscard]] const std::vector<load::Input>& inputs() const;

private:
  struct Prepared;
  std::unique_ptr<Prepared> prepared_;
};

}  // namespace recon::inquiry
