// SPDX-License-Identifier: Apache-2.0
#include <random>

#include "fuzz/targets.hpp"
#include <catch2/catch.hpp>

/// A fixed number of broken inputs for everything that reads bytes; scripts/fuzz tries more.
namespace recon::fuzz {

namespace {

// Flips, cuts, repeats and swaps parts; the same for the same seed everywhere.
std::string broken(std::string bytes, std::mt19937& random) {
  const auto below = [&](std::size_t limit) { return limit == 0 ? 0 : random() % limit; };
  const auto changes = 1 + below(6);
  for (std::size_t change = 0; change < changes && !bytes.empty(); ++change) {
    const std::size_t at = below(bytes.size());
    switch (below(6)) {
      case 0:
        bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1U << below(8)));
        break;
      case 1:
        bytes[at] = static_cast<char>(below(256));
        break;
      case 2:
        bytes.resize(at);
        break;
      case 3:
        bytes.erase(at, below(16));
        break;
      case 4:
        bytes.insert(at, bytes.substr(below(bytes.size()), below(64)));
        break;
      default:
        bytes.insert(at, std::string(1 + below(4), "\0\xFF\n,"[below(4)]));
        break;
    }
  }
  return bytes;
}

}  // namespace

TEST_CASE("Broken inputs are read or refused, never anything else") {
  std::size_t inputs = 0;
  for (const Target& target : targets()) {
    std::mt19937 random{20151124};
    CAPTURE(target.name);
    REQUIRE_FALSE(target.seeds.empty());
    target.run({});
    for (const std::string& seed : target.seeds)
      for (int turn = 0; turn < 40; ++turn, ++inputs) {
        const std::string input = turn == 0 ? seed : broken(seed, random);
        INFO("input " << turn << " of the seed that begins " << seed.substr(0, 20));
        CHECK_NOTHROW(target.run(input));
      }
  }
  CHECK(inputs > 5000);
}

}  // namespace recon::fuzz
