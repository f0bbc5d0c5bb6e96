// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "recon/asterix/capture.hpp"
#include "recon/asterix/stream.hpp"

/// The wrappings, one pair of functions each: do its lengths fit, and which frames does it hold.
namespace recon::asterix {

/// False ends the reading.
using OnFrame = std::function<bool(const Frame&)>;

/// Do the blocks that begin here fill the bytes, or at least reach past `enough` of them?
[[nodiscard]] bool is_chain_of_blocks(Bytes bytes, std::size_t enough);

/// Is one of the first blocks cut into records without trouble? Text makes chains of blocks by chance (its
/// bytes are lengths of some 10 000 bytes), and no sound ones.
[[nodiscard]] bool holds_sound_block(Bytes bytes);

// Each is_… looks at the beginning of a recording: all of it, or so much that eight of the longest frames
// fit into it.
inline constexpr std::size_t beginning = 1U << 20U;

[[nodiscard]] bool is_pcap(Bytes begin);
void each_pcap_frame(Stream& stream, const OnFrame& on_frame, Listener& listener);

[[nodiscard]] bool is_final(Bytes begin);
void each_final_frame(Stream& stream, std::optional<std::chrono::year_month_day> day, const OnFrame& on_frame,
                      Listener& listener);

[[nodiscard]] bool is_rff(Bytes begin);
void each_rff_frame(Stream& stream, const OnFrame& on_frame, Listener& listener);

[[nodiscard]] bool is_hdlc(Bytes begin);
/// A frame whose checksum does not hold is passed over, and told, to where one begins whose does.
void each_hdlc_frame(Stream& stream, const OnFrame& on_frame, Listener& listener);

[[nodiscard]] bool is_gps(Bytes begin);
void each_gps_frame(Stream& stream, std::optional<std::chrono::year_month_day> day, const OnFrame& on_frame,
                    Listener& listener);

[[nodiscard]] bool is_oradis(Bytes begin);
void each_oradis_frame(Stream& stream, const OnFrame& on_frame, Listener& listener);

[[nodiscard]] inline std::size_t big_endian(Bytes bytes, std::size_t at, std::size_t count) {
  std::size_t value = 0;
  for (std::size_t i = at; i < at + count; ++i) value = value << 8U | std::to_integer<std::size_t>(bytes[i]);
  return value;
}
[[nodiscard]] inline std::size_t little_endian(Bytes bytes, std::size_t at, std::size_t count) {
  std::size_t value = 0;
  for (std::size_t i = at + count; i-- > at;) value = value << 8U | std::to_integer<std::size_t>(bytes[i]);
  return value;
}

}  // namespace recon::asterix
