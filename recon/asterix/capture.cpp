// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/capture.hpp"

#include <algorithm>
#include <cmath>

#include "recon/asterix/framing.hpp"

namespace recon::asterix {

namespace {

constexpr std::size_t block_header = 3;
constexpr std::string_view no_asterix = "datagrams that hold no ASTERIX blocks";

// Can the first record behind this header be cut, by any edition of its category?
bool begins_soundly(Bytes block) {
  for (const Edition* edition : editions()) {
    if (edition->category != std::to_integer<unsigned>(block[0])) continue;
    Splitter splitter{*edition, block.subspan(block_header), 0};
    if (splitter.next() != nullptr) return true;
  }
  return false;
}

// Does a block of a category that has a table stand here, whose length fits?
bool is_known_block(Bytes bytes) {
  if (bytes.size() < block_header || find_edition(std::to_integer<unsigned>(bytes[0])) == nullptr)
    return false;
  const std::size_t length = big_endian(bytes, 1, 2);
  return length > block_header && length <= bytes.size();
}

// To where, after a length that does not fit, a chain of two blocks begins again, or one that ends all.
void skip_to_chain(Stream& stream) {
  constexpr std::size_t two_blocks = std::size_t{2} * 65'535;
  for (Bytes ahead = stream.ahead(two_blocks); !ahead.empty(); ahead = stream.ahead(two_blocks)) {
    const std::size_t looked_at = ahead.size() < two_blocks ? ahead.size() : ahead.size() - two_blocks + 1;
    std::size_t at = 0;
    for (; at < looked_at; ++at) {
      if (at + block_header > ahead.size()) continue;
      const Bytes rest = ahead.subspan(at);
      if (!is_known_block(rest)) continue;
      const std::size_t length = big_endian(rest, 1, 2);
      if (is_chain_of_blocks(rest, length + 1) && begins_soundly(rest.first(length))) break;
    }
    stream.skip(at);
    if (at < looked_at) return;
  }
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
                              std::to_string(category) + " is passed over",
                      .passed_over = at + contents.size() - splitter.at()});
}

// Noise makes blocks too: any three bytes are a category and a length. A block is taken for one when its
// first record can be cut, or when a block of a known category, or the end, stands behind it.
bool is_trusted(Stream& stream, std::size_t length) {
  const Bytes block = stream.ahead(length);
  if (begins_soundly(block.first(length))) return true;
  const Bytes ahead = stream.ahead(length + 65'535);
  return ahead.size() == length || is_known_block(ahead.subspan(length));
}

// Blocks one after the other; `at` of the first of them in the file.
void read_blocks(Stream& stream, std::size_t at, std::optional<Instant> received, const Chosen& editions,
                 Listener& listener) {
  while (!stream.ahead(1).empty()) {
    const Bytes head = stream.ahead(block_header);
    const std::size_t length = head.size() < block_header ? 0 : big_endian(head, 1, 2);
    Bytes block = stream.ahead(std::max(length, block_header));
    const bool fits = length > block_header && block.size() >= length;
    if (!fits || !is_trusted(stream, length)) {
      const std::size_t bad = stream.at();
      stream.skip(1);
      skip_to_chain(stream);
      listener.trouble({.at = at + bad,
                        .what = fits ? "a block of which no record can be cut, and none stands behind it"
                                     : "a block whose length does not fit",
                        .passed_over = stream.at() - bad});
      continue;
    }
    block = stream.ahead(length);  // a look further ahead may have moved it
    read_block(std::to_integer<unsigned>(block[0]), block.subspan(block_header, length - block_header),
               at + stream.at() + block_header,
               {.at = at + stream.at(), .bytes = block.first(length), .received = received}, editions,
               listener);
    stream.skip(length);
  }
}

// A datagram of some other service that shares the network.
bool holds_asterix(Bytes bytes) {
  return bytes.size() > block_header && bytes[0] != std::byte{0} && big_endian(bytes, 1, 2) > block_header &&
         big_endian(bytes, 1, 2) <= bytes.size();
}

}  // namespace

std::optional<Framing> framing_of(Bytes begin) {
  // Enough of a long recording; the last block of one that was cut off need not fit.
  constexpr std::size_t enough = 256U << 10U;
  if (is_pcap(begin)) return Framing::pcap;
  if (is_final(begin)) return Framing::final;
  if (is_oradis(begin)) return Framing::oradis;
  if (is_hdlc(begin)) return Framing::hdlc;
  if (is_chain_of_blocks(begin, enough) && holds_sound_block(begin)) return Framing::raw;
  if (is_rff(begin)) return Framing::rff;
  if (is_gps(begin)) return Framing::gps;
  return std::nullopt;
}

namespace {

void each_frame(Stream& stream, Framing framing, std::optional<std::chrono::year_month_day> day,
                const OnFrame& on_frame, Listener& listener) {
  switch (framing) {
    case Framing::raw:
      return;  // frames are what is around blocks
    case Framing::pcap:
      return each_pcap_frame(stream, on_frame, listener);
    case Framing::final:
      return each_final_frame(stream, day, on_frame, listener);
    case Framing::rff:
      return each_rff_frame(stream, on_frame, listener);
    case Framing::oradis:
      return each_oradis_frame(stream, on_frame, listener);
    case Framing::hdlc:
      return each_hdlc_frame(stream, on_frame, listener);
    case Framing::gps:
      return each_gps_frame(stream, day, on_frame, listener);
  }
}

}  // namespace

void read(Stream& stream, Framing framing, const ReadOptions& options, Listener& listener) {
  if (framing == Framing::raw) return read_blocks(stream, 0, std::nullopt, options.editions, listener);
  each_frame(
      stream, framing, options.day,
      [&](const Frame& frame) {
        if (framing == Framing::pcap && !holds_asterix(frame.bytes)) {
          listener.passed_over(no_asterix, frame.at);
          return true;
        }
        Stream blocks{frame.bytes};
        read_blocks(blocks, frame.at, frame.received, options.editions, listener);
        return true;
      },
      listener);
}

void read(Bytes file, Framing framing, const ReadOptions& options, Listener& listener) {
  Stream stream{file};
  read(stream, framing, options, listener);
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
        found.emplace_back(frame.bytes.begin() + static_cast<std::ptrdiff_t>(at + block_header),
                           frame.bytes.begin() + static_cast<std::ptrdiff_t>(at + length));
      if (found.size() == blocks_looked_at) return false;
      at += length;
    }
    return true;
  }

  std::vector<std::vector<std::byte>> found;
};

// A position on the globe and times within a day, where the record has them.
bool can_be(const Record& record, const std::vector<Path>& times, const std::vector<Path>& latitudes) {
  return std::all_of(times.begin(), times.end(),
                     [&](const Path& time) { return time.value(record).value_or(0) < 86'400; }) &&
         std::all_of(latitudes.begin(), latitudes.end(), [&](const Path& latitude) {
           return std::abs(latitude.value(record).value_or(0)) <= 90;
         });
}

EditionChoice look_at(const Edition& edition, const std::vector<std::vector<std::byte>>& blocks) {
  std::vector<Path> times, latitudes;
  for (const Item& item : edition.items)
    for (const Field& field : item.fields) {
      if (field.name == "ToD") times.emplace_back(edition, item.name, field.name);
      if (field.name == "LAT") latitudes.emplace_back(edition, item.name, field.name);
    }
  EditionChoice choice{.edition = &edition};
  for (const std::vector<std::byte>& block : blocks) {
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
  if (framing == Framing::raw)
    blocks.look({.at = 0, .bytes = file, .received = std::nullopt});
  else {
    Stream stream{file};
    each_frame(
        stream, framing, std::nullopt, [&](const Frame& frame) { return blocks.look(frame); }, blocks);
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
