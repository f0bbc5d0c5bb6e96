// SPDX-License-Identifier: Apache-2.0
#include "recon/flight/random.hpp"

#include <cmath>
#include <numbers>

#include <Random123/philox.h>

namespace recon::flight {
namespace {

// FNV-1a, 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv): spreads the purpose over the key.
constexpr std::uint64_t fnv_basis = 0xcbf29ce484222325U, fnv_prime = 0x100000001b3U;

std::uint64_t hashed(std::uint64_t hash, unsigned char byte) { return (hash ^ byte) * fnv_prime; }

std::uint64_t key_of(std::uint64_t seed, std::string_view purpose) {
  std::uint64_t hash = fnv_basis;
  for (int byte = 0; byte < 8; ++byte) hash = hashed(hash, static_cast<unsigned char>(seed >> (8 * byte)));
  for (const char c : purpose) hash = hashed(hash, static_cast<unsigned char>(c));
  return hash;
}

std::uint32_t low(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
std::uint32_t high(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32U); }

// The middle of one of 2^53 equal cells: never 0, never 1.
double unit_interval(std::uint32_t high_bits, std::uint32_t low_bits) {
  const std::uint64_t bits = (static_cast<std::uint64_t>(high_bits) << 32U | low_bits) >> 11U;
  return (static_cast<double>(bits) + 0.5) * 0x1.0p-53;
}

}  // namespace

Draws::Draws(std::uint64_t seed, std::string_view purpose) {
  const std::uint64_t key = key_of(seed, purpose);
  key_ = {low(key), high(key)};
}

std::array<double, 2> Draws::uniform_pair(std::uint64_t i) const {
  const r123::Philox4x32::ctr_type counter = {{low(i), high(i), 0, 0}};
  const r123::Philox4x32::key_type key = {{key_[0], key_[1]}};
  const auto words = r123::Philox4x32{}(counter, key);
  return {unit_interval(words[0], words[1]), unit_interval(words[2], words[3])};
}

std::array<double, 2> Draws::normal_pair(std::uint64_t i) const {
  const auto [u, v] = uniform_pair(i);
  const double radius = std::sqrt(-2.0 * std::log(u));
  const double turn = 2.0 * std::numbers::pi * v;
  return {radius * std::cos(turn), radius * std::sin(turn)};
}

}  // namespace recon::flight
