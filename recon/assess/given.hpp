// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "recon/assess/assessment.hpp"
#include "recon/assess/zones.hpp"

/// What every part of an assessment looks up: accounts with their claims, zones by version, names.
namespace recon::assess {

/// A narrative, or evidence that no party owns, with all claims it stands on: its own and those of
/// the statements it takes from others. Indices into Normalised::claims.
struct Account {
  std::string id, name;
  bool is_evidence = false;
  std::vector<std::size_t> claims;
};

class FlownTrack;
struct Passage;

class Given {
public:
  Given(const incident::Incident& incident, const normalise::Normalised& normalised, const Borders& loaded,
        const Settings& chosen);
  ~Given();
  Given(const Given&) = delete;
  Given(Given&&) = delete;
  Given& operator=(const Given&) = delete;
  Given& operator=(Given&&) = delete;

  const incident::Incident& file;     // what the case says
  const normalise::Normalised& read;  // what it may mean
  const Borders& borders;
  const Settings& settings;
  std::vector<Account> accounts;  // narratives in file order, then evidence

  [[nodiscard]] const normalise::ReadClaim& claim(std::size_t index) const { return read.claims[index]; }
  [[nodiscard]] const Account* account(std::string_view id) const;
  [[nodiscard]] const incident::Zone* zone(std::string_view id) const;
  /// nullptr when the version does not carry the zone.
  [[nodiscard]] const geo::Zone* shape(const std::string& zone, const std::string& border) const;
  /// The zone on the drawn lines of the version; nullptr where no error of a border moves it.
  [[nodiscard]] const DrawnZone* drawn(const std::string& zone, const std::string& border) const;
  /// How often the drawn lines of a version crossed themselves; nothing when none was drawn.
  [[nodiscard]] std::optional<Simplicity> simplicity(const std::string& border) const;
  [[nodiscard]] const std::vector<std::string>& versions(const std::string& zone) const;
  /// Does this version decide? Display-only ones never do.
  [[nodiscard]] bool decides(const std::string& border) const;
  [[nodiscard]] Length border_sigma(const std::string& border) const;
  /// The offset of a version's line along its normal at one place of it, in draw i: the same for every claim.
  /// For claims that name no place; where one is named, the drawn line counts.
  [[nodiscard]] const std::vector<double>& border_offsets(const std::string& border) const;

  /// The track of a claim as the flights it could have been, and what they do in a zone by one version. Each
  /// is made once, by whoever asks first; others who ask meanwhile wait for it. Time and length inside are
  /// worked out where a question asks for one of them.
  /// REQUIRES: the claim is a track; the version carries the zone
  [[nodiscard]] const FlownTrack& flown(std::size_t claim) const;
  [[nodiscard]] const Passage& passage(std::size_t claim, const std::string& zone,
                                       const std::string& border) const;

  [[nodiscard]] std::string name_of_zone(const std::string& id) const;
  /// Its title; "the line that Türkiye claims" where a party claims it, with the title where a party has
  /// several.
  [[nodiscard]] std::string name_of_border(const std::string& id) const;
  [[nodiscard]] std::string name_of_aircraft(const std::string& id) const;
  /// Does this account say that the aircraft was never inside the zone?
  [[nodiscard]] bool says_never(const Account& account, const std::string& aircraft,
                                const std::string& zone) const;

private:
  void draw_borders();
  [[nodiscard]] bool asks_how_long(const std::string& zone) const;

  struct Kept;

  std::map<std::pair<std::string, std::string>, geo::Zone> shapes_;
  std::map<std::string, std::unique_ptr<BorderField>> fields_;
  std::map<std::pair<std::string, std::string>, DrawnZone> drawn_;
  std::map<std::string, std::vector<std::string>> versions_;
  std::map<std::string, std::vector<double>> offsets_;
  std::unique_ptr<Kept> kept_;
};

/// What a version is called; `otherwise` where it has no title and no claimant.
[[nodiscard]] std::string border_name(const incident::Border& about, const incident::Incident& incident,
                                      const std::string& otherwise);

/// The name of a choice's kind in a sentence: "the mile", "how depth is measured".
[[nodiscard]] std::string doubt_in_words(const normalise::Choice& choice);

/// May two claims be true in one reading: no choice takes two options?
[[nodiscard]] bool compatible(const normalise::ReadClaim& a, const normalise::ReadClaim& b);

/// Their readings together, in words and as options.
[[nodiscard]] std::string together(const std::string& a, const std::string& b);
[[nodiscard]] std::vector<normalise::OptionTaken> together(const std::vector<normalise::OptionTaken>& a,
                                                           const std::vector<normalise::OptionTaken>& b);

}  // namespace recon::assess
