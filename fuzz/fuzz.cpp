// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "fuzz/targets.hpp"

/// libFuzzer's side. The target is named by RECON_FUZZ_TARGET; with RECON_FUZZ_SEEDS its seeds are written
/// into that folder first.
namespace {

const recon::fuzz::Target& chosen() {
  static const recon::fuzz::Target* const target = [] {
    const char* const name = std::getenv("RECON_FUZZ_TARGET");
    for (const recon::fuzz::Target& one : recon::fuzz::targets())
      if (name != nullptr && one.name == name) return &one;
    std::cerr << "RECON_FUZZ_TARGET names one of:";
    for (const recon::fuzz::Target& one : recon::fuzz::targets()) std::cerr << ' ' << one.name;
    std::cerr << '\n';
    std::exit(2);
  }();
  return *target;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
  const recon::fuzz::Target& target = chosen();
  if (const char* const folder = std::getenv("RECON_FUZZ_SEEDS")) {
    std::filesystem::create_directories(folder);
    for (std::size_t i = 0; i < target.seeds.size(); ++i)
      std::ofstream{std::filesystem::path{folder} / ("seed" + std::to_string(i)), std::ios::binary}
          << target.seeds[i];
  }
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  chosen().run({reinterpret_cast<const char*>(data), size});
  return 0;
}
