// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "recon/flight/chords.hpp"
#include "recon/flight/strain.hpp"
#include "recon/flight/tempering.hpp"

/// What the premises of many readings have in common, worked out once.
namespace recon::flight {

/// Values by the words that they depend on: made by whoever asks first; whoever asks second waits.
template <class Value>
class OnceEach {
public:
  template <class Make>
  const Value& get(const std::string& words, const Make& make) {
    Known& known = [&]() -> Known& {
      const std::scoped_lock lock{mutex_};
      return known_[words];
    }();
    std::call_once(known.once, [&] { known.value = make(); });
    return known.value;
  }

private:
  struct Known {
    std::once_flag once;
    Value value{};
  };
  std::mutex mutex_;
  std::map<std::string, Known> known_;
};

/// The straight flights that obey what is held, the strain of sets of statements that stand in more than one
/// reading, and flights that fit some terms. Terms are known again by Term::same. Safe to use from several
/// threads.
///   (1) which premises ask first, and what else was asked, changes no number
struct Common {
  OnceEach<std::vector<Chord>> chords;
  OnceEach<Strain> strains;
  OnceEach<std::shared_ptr<const Drawn>> draws;
};

/// Everything that flights of some statements depend on besides how they are searched, in words: equal words,
/// equal flights. Empty where a term is like no other.
[[nodiscard]] std::string words_of(const Premises& premises, const Statements& statements);

/// Flights that fit some terms of the premises, all others left out (tempering.hpp); drawn once for all
/// premises that have these terms in common.
[[nodiscard]] std::shared_ptr<const Drawn> draw_with(const Premises& premises,
                                                     const std::vector<std::size_t>& terms,
                                                     const Tempering& settings, const std::stop_token& stop,
                                                     Common& common);

/// The same, starting from flights that fit `base`, some of the terms, which other premises have in common
/// with these.
[[nodiscard]] std::shared_ptr<const Drawn> draw_from(const Premises& premises,
                                                     const std::vector<std::size_t>& base,
                                                     const std::vector<std::size_t>& terms,
                                                     const Tempering& settings, const std::stop_token& stop,
                                                     Common& common);

}  // namespace recon::flight
