// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recon/asterix/editions.hpp"
#include "recon/asterix/record.hpp"
#include "recon/asterix/stream.hpp"
#include "recon/units/instant.hpp"

/// Recordings of ASTERIX: what its blocks are wrapped in, found by content, and the way from a file to its
/// records. Frames and records refer to the bytes that a stream holds.
namespace recon::asterix {

/// What data blocks are wrapped in.
///   raw     nothing: one block after the other
///   pcap    packets of a network, classic or pcapng; the payload of UDP datagrams, by UDP's own length
///   final   8 bytes (length of the frame, board, line, day, time of day in 10 ms), blocks, four bytes A5
///   rff     128 bytes of file header, then frames of a time in ms (4 bytes), a length (2 bytes) and blocks
///   oradis  6 bytes that begin with the length of the frame, then blocks
///   hdlc    01 03, blocks, two bytes of checksum (ISO/IEC 13239); flags 7E may stand between frames
///   gps     2200 bytes of file header, then blocks with ten bytes behind each, of which the seventh to ninth
///   are
///           the time of day in 1/128 s by the recorder's satellite clock
enum class Framing { raw, pcap, final, rff, oradis, hdlc, gps };
[[nodiscard]] std::string_view name_of(Framing framing);

/// The framing whose lengths fit the bytes, which are a recording or the first MiB of it; nullopt when none
/// does.
///   (1) raw: a chain of blocks from the first byte, one of the first of which is cut into records without
///       trouble
[[nodiscard]] std::optional<Framing> framing_of(Bytes begin);

/// Bytes that were received together: what a wrapping holds; of records, their block.
struct Frame {
  std::size_t at = 0;  // of the first byte in the file, from 0
  Bytes bytes;
  std::optional<Instant> received;
};

/// What is not read, and where: a sentence, the byte of the file, from 0, and how many follow it that are not
/// read either.
struct Trouble {
  std::size_t at = 0;
  std::string what;
  std::size_t passed_over = 0;
};

/// Who is told what a recording holds, in its order.
class Listener {
public:
  virtual ~Listener() = default;
  /// Both live until the call returns.
  virtual void hear(const Record& record, const Frame& frame) = 0;
  /// A block, or the rest of one, that is not read: its records are malformed, or its lengths do not fit.
  virtual void trouble(const Trouble& trouble) = 0;
  /// A block of a category that has no table here.
  virtual void unknown_category(unsigned category, std::size_t at) = 0;
  /// A frame that carries no ASTERIX: another protocol, a fragment. `why` lives as long as the program.
  virtual void passed_over(std::string_view why, std::size_t at) = 0;
};

/// What a recording cannot say of itself.
struct ReadOptions {
  Chosen editions;
  /// The day on which a recording begins that gives only times of day (Final, GPS).
  std::optional<std::chrono::year_month_day> day;
};

/// Reads a recording from one end to the other.
///   (1) every byte is in a record or in something told
///   (2) after a malformed record reading goes on with the next block; after a length that does not fit,
///       where two blocks follow one another again
///   (3) no more is held than a window of the stream and the longest frame
void read(Stream& stream, Framing framing, const ReadOptions& options, Listener& listener);
void read(Bytes file, Framing framing, const ReadOptions& options, Listener& listener);

/// What speaks for an edition: how many of its records, in the first blocks of its category, are cut
/// without trouble and have a position and a time that can be.
struct EditionChoice {
  const Edition* edition = nullptr;
  std::size_t sound = 0, looked_at = 0;
};
/// Which layout of category 021 fits a recording, or its beginning: the profile was renumbered with edition
/// 2.0. Nothing where the category is not met.
[[nodiscard]] std::vector<EditionChoice> compare_editions_of_021(Bytes file, Framing framing);

}  // namespace recon::asterix
