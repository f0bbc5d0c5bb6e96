// SPDX-License-Identifier: Apache-2.0
#include "recon/inquiry/courses.hpp"

#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "recon/assess/labels.hpp"
#include "recon/inquiry/course_cache.hpp"
#include "recon/inquiry/inquiry.hpp"
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
  Prepared(load::LoadedCase read, const assess::Settings& chosen, std::stop_token until,
           std::filesystem::path folder)
      : loaded{std::move(read)},
        settings{flown_apart(chosen)},
        given{loaded.incident, read_as, loaded.borders, settings},
        stop{std::move(until)},
        cache{std::move(folder)} {
    made_from =
        version() + "\nseed " + std::to_string(settings.seed) + (settings.together ? " together\n" : "\n");
    for (const load::Input& input : loaded.inputs) made_from += input.sha256 + " " + input.name + "\n";
  }

  const assess::Grounds& ground() {
    std::call_once(tabulated, [this] { grounds.emplace(given, stop); });
    return *grounds;
  }

  load::LoadedCase loaded;
  assess::Settings settings;
  normalise::Normalised read_as =
      assess::with_labels_apart(loaded.incident, normalise::normalise(loaded.incident));
  assess::Given given;
  std::stop_token stop;
  std::filesystem::path cache;
  std::string made_from;
  std::once_flag tabulated;
  std::optional<assess::Grounds> grounds;
};

Courses::Courses(const std::filesystem::path& path, const load::Options& files,
                 const assess::Settings& settings, const std::stop_token& stop,
                 const std::filesystem::path& cache) {
  load::LoadedCase loaded = load::load_case(path, files);
  if (!loaded.usable()) return;
  // An area drawn in a file is known to assess by its zone's id, beside the border versions.
  for (const auto& [zone, outline] : loaded.areas)
    loaded.borders[zone].states.emplace(std::string{}, outline);
  prepared_ = std::make_unique<Prepared>(std::move(loaded), settings, stop, cache);
}

Courses::~Courses() = default;

const std::vector<load::Input>& Courses::inputs() const {
  static const std::vector<load::Input> none;
  return prepared_ ? prepared_->loaded.inputs : none;
}

std::optional<assess::Course> Courses::course(const assess::CourseWish& wish,
                                              const std::stop_token& stop) const {
  if (!prepared_ || stop.stop_requested()) return std::nullopt;
  const KeptFile kept = kept_course(prepared_->cache, prepared_->made_from, wish);
  if (const auto bytes = kept.find())
    if (auto known = read_course(*bytes)) return known;
  auto drawn = assess::course(prepared_->given, prepared_->ground(), wish, stop);
  // Half a ground or half a search is no result to keep.
  if (drawn && !stop.stop_requested() && !prepared_->stop.stop_requested()) kept.keep(written(*drawn));
  return drawn;
}

}  // namespace recon::inquiry
