// SPDX-License-Identifier: Apache-2.0
#include "recon/inquiry/courses.hpp"

#include <utility>

#include "recon/assess/labels.hpp"
#include "recon/normalise/normalise.hpp"

namespace recon::inquiry {

namespace {

/// A map draws each aircraft's own flights: quick enough to be waited for.
assess::Settings flown_apart(assess::Settings settings) {
  settings.together = false;
  return settings;
}

}  // namespace

/// In the order in which each part looks at those before it; none of them moves.
struct Courses::Prepared {
  Prepared(load::LoadedCase read, const assess::Settings& chosen, const std::stop_token& stop)
      : loaded{std::move(read)},
        settings{flown_apart(chosen)},
        given{loaded.incident, read_as, loaded.borders, settings},
        grounds{given, stop} {}

  load::LoadedCase loaded;
  assess::Settings settings;
  normalise::Normalised read_as =
      assess::with_labels_apart(loaded.incident, normalise::normalise(loaded.incident));
  assess::Given given;
  assess::Grounds grounds;
};

Courses::Courses(const std::filesystem::path& path, const load::Options& files,
                 const assess::Settings& settings, const std::stop_token& stop) {
  load::LoadedCase loaded = load::load_case(path, files);
  if (!loaded.usable()) return;
  // An area drawn in a file is known to assess by its zone's id, beside the border versions.
  for (const auto& [zone, outline] : loaded.areas)
    loaded.borders[zone].states.emplace(std::string{}, outline);
  prepared_ = std::make_unique<const Prepared>(std::move(loaded), settings, stop);
}

Courses::~Courses() = default;

std::optional<assess::Course> Courses::course(const assess::CourseWish& wish,
                                              const std::stop_token& stop) const {
  if (!prepared_ || stop.stop_requested()) return std::nullopt;
  return assess::course(prepared_->given, prepared_->grounds, wish, stop);
}

}  // namespace recon::inquiry
