// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/capture.hpp"

#include <algorithm>
#include <cmath>

#include "recon/asterix/framing.hpp"

namespace recon::asterix {

namespace {

constexpr std::size_t block_header = 3;
constexpr std::string_view no_asterix = "datagrams that hold no ASTERIX blocks";

// After a length that does not fit: where a chain of two blocks, or one that ends the frame, begins again.
std::size_t next_chain(Bytes bytes, std::size_t at) {
  for (; at + block_header <= bytes.size(); ++at) {
    const std::size_t length = big_endian(bytes, at + 1, 2);
    if (length <= block_header || find_edition(std::to_integer<unsigned>(bytes[at])) == nullptr) continue;
    if (is_chain_of_blocks(bytes.subspan(at), length + 1)) return at;
  }
  return bytes.size();
}

void read_block(unsigned category, Bytes contents, std::size_t at, const Frame& frame, const Chosen& editions,
                Listener& listener) {
  const Edition* edition = editions.of(category);
  if (edition == nullptr) {
    listener.unknown_category(category, at - block_header);
    return;
  }
  Splitter splitter{*edition, contents, at};
  while (const Record* record = splitter.next()) listener.hear(*record, frame);
  if (!splitter.trouble().empty())
    listener.trouble({.at = splitter.at(),
                      .what = splitter.trouble() + "; the rest of its block of category " +
                              std::to_string(category) + " is passed over"});
}

void read_blocks(const Frame& frame, const Chosen& editions, Listener& listener) {
  const Bytes bytes = frame.bytes;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t length = at + block_header <= bytes.size() ? big_endian(bytes, at + 1, 2) : 0;
    if (length <= block_header || at + length > bytes.size()) {
      const std::size_t next = next_chain(bytes, at + 1);
      listener.trouble({.at = frame.at + at,
                        .what = "a block whose length does not fit; " + std::to_string(next - at) +
                                " bytes are passed over"});
      at = next;
      continue;
    }
    read_block(std::to_integer<unsigned>(bytes[at]), bytes.subspan(at + block_header, length - block_header),
               frame.at + at + block_header, frame, editions, listener);
    at += length;
  }
}

// A datagram of some other service that shares the network.
bool holds_asterix(Bytes bytes) {
  return bytes.size() > block_header && bytes[0] != std::byte{0} && big_endian(bytes, 1, 2) > block_header &&
         big_endian(bytes, 1, 2) <= bytes.size();
}

}  // namespace

std::optional<Framing> framing_of(Bytes file) {
  // Enough of a long recording; the last block of one that was cut off need not fit.
  constexpr std::size_t enough = 256U << 10U;
  if (is_pcap(file)) return Framing::pcap;
  if (is_final(file)) return Framing::final;
  if (is_oradis(file)) return Framing::oradis;
  if (is_chain_of_blocks(file, enough) && holds_sound_block(file)) return Framing::raw;
  if (is_rff(file)) return Framing::rff;
  return std::nullopt;
}

void read(Bytes file, Framing framing, const ReadOptions& options, Listener& listener) {
  const OnFrame on_frame = [&](const Frame& frame) {
    if (framing == Framing::pcap && !holds_asterix(frame.bytes))
      listener.passed_over(no_asterix, frame.at);
    else
      read_blocks(frame, options.editions, listener);
    return true;
  };
  switch (framing) {
    case Framing::raw:
      on_frame({.at = 0, .bytes = file, .received = std::nullopt});
      return;
    case Framing::pcap:
      return each_pcap_frame(file, on_frame, listener);
    case Framing::final:
      return each_final_frame(file, options.day, on_frame, listener);
    case Framing::rff:
      return each_rff_frame(file, on_frame, listener);
    case Framing::oradis:
      return each_oradis_frame(file, on_frame, listener);
  }
}

// ---- which edition ----------------------------------------------------------------------------------------

namespace {

constexpr std::size_t blocks_looked_at = 200;

// Blocks of category 021 of a recording, and nothing else of it.
class BlocksOf021 : public Listener {
public:
  void hear(const Record& /*record*/, const Frame& /*frame*/) override {}
  void trouble(const Trouble& /*trouble*/) override {}
  void unknown_category(unsigned /*category*/, std::size_t /*at*/) override {}
  void passed_over(std::string_view /*why*/, std::size_t /*at*/) override {}

  bool look(const Frame& frame) {
    for (std::size_t at = 0; at + block_header <= frame.bytes.size();) {
      const std::size_t length = big_endian(frame.bytes, at + 1, 2);
      if (length <= block_header || at + length > frame.bytes.size()) break;
      if (frame.bytes[at] == std::byte{21})
        found.push_back(frame.bytes.subspan(at + block_header, length - block_header));
      if (found.size() == blocks_looked_at) return false;
      at += length;
    }
    return true;
  }

  std::vector<Bytes> found;
};

// A position on the globe and times within a day, where the record has them.
bool can_be(const Record& record, const std::vector<Path>& times, const std::vector<Path>& latitudes) {
  return std::all_of(times.begin(), times.end(),
                     [&](const Path& time) { return time.value(record).value_or(0) < 86'400; }) &&
         std::all_of(latitudes.begin(), latitudes.end(), [&](const Path& latitude) {
           return std::abs(latitude.value(record).value_or(0)) <= 90;
         });
}

EditionChoice look_at(const Edition& edition, const std::vector<Bytes>& blocks) {
  std::vector<Path> times, latitudes;
  for (const Item& item : edition.items)
    for (const Field& field : item.fields) {
      if (field.name == "ToD") times.emplace_back(edition, item.name, field.name);
      if (field.name == "LAT") latitudes.emplace_back(edition, item.name, field.name);
    }
  EditionChoice choice{.edition = &edition};
  for (const Bytes block : blocks) {
    Splitter splitter{edition, block, 0};
    while (const Record* record = splitter.next()) {
      ++choice.looked_at;
      if (can_be(*record, times, latitudes)) ++choice.sound;
    }
    if (!splitter.trouble().empty()) ++choice.looked_at;
  }
  return choice;
}

}  // namespace

std::vector<EditionChoice> compare_editions_of_021(Bytes file, Framing framing) {
  BlocksOf021 blocks;
  const OnFrame look = [&](const Frame& frame) { return blocks.look(frame); };
  switch (framing) {
    case Framing::raw:
      look({.at = 0, .bytes = file, .received = std::nullopt});
      break;
    case Framing::pcap:
      each_pcap_frame(file, look, blocks);
      break;
    case Framing::final:
      each_final_frame(file, std::nullopt, look, blocks);
      break;
    case Framing::rff:
      each_rff_frame(file, look, blocks);
      break;
    case Framing::oradis:
      each_oradis_frame(file, look, blocks);
      break;
  }
  std::vector<EditionChoice> choices;
  if (blocks.found.empty()) return choices;
  for (const Edition* edition : editions())
    if (edition->category == 21) choices.push_back(look_at(*edition, blocks.found));
  // Of equals the newest, which editions() has first.
  std::stable_sort(choices.begin(), choices.end(), [](const EditionChoice& a, const EditionChoice& b) {
    return a.sound * b.looked_at > b.sound * a.looked_at;
  });
  return choices;
}

}  // namespace recon::asterix
