// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/framing.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace recon::asterix {

namespace {

constexpr std::size_t block_header = 3;
constexpr std::size_t frames_that_convince = 8;

// ---- Final: length, board, line, day, time of day; blocks; A5 A5 A5 A5 ------------------------------------

constexpr std::size_t final_header = 8, final_pad = 4;

using ReadLength = std::size_t (*)(Bytes, std::size_t, std::size_t);

bool is_final_frame(Bytes file, std::size_t at, std::size_t length) {
  if (length <= final_header + final_pad || at + length > file.size()) return false;
  for (std::size_t i = at + length - final_pad; i < at + length; ++i)
    if (file[i] != std::byte{0xA5}) return false;
  return is_chain_of_blocks(file.subspan(at + final_header, length - final_header - final_pad),
                            ~std::size_t{0});
}

// How a recording writes its lengths; nullptr where it is none of this kind.
ReadLength final_lengths(Bytes file) {
  for (const ReadLength read : {&big_endian, &little_endian}) {
    std::size_t at = 0, frames = 0;
    while (frames < frames_that_convince && at + final_header <= file.size()) {
      const std::size_t length = read(file, at, 2);
      if (!is_final_frame(file, at, length)) break;
      at += length;
      ++frames;
    }
    if (frames == frames_that_convince || (frames > 0 && at == file.size())) return read;
  }
  return nullptr;
}

// ---- RFF: a header of 128 bytes, then time, length, blocks ------------------------------------------------

constexpr std::size_t rff_file_header = 128, rff_frame_header = 6;

ReadLength rff_lengths(Bytes file) {
  if (file.size() <= rff_file_header) return nullptr;
  for (const ReadLength read : {&little_endian, &big_endian}) {
    std::size_t at = rff_file_header, frames = 0;
    while (frames < frames_that_convince && at + rff_frame_header <= file.size()) {
      const std::size_t length = read(file, at + 4, 2);
      if (length == 0 || at + rff_frame_header + length > file.size()) break;
      if (!is_chain_of_blocks(file.subspan(at + rff_frame_header, length), ~std::size_t{0})) break;
      at += rff_frame_header + length;
      ++frames;
    }
    if (frames == frames_that_convince || (frames > 0 && at == file.size())) return read;
  }
  return nullptr;
}

constexpr std::size_t ms_in_a_day = 86'400'000;

// The times of the first frames, read so that they stay within a day and do not run back.
ReadLength rff_times(Bytes file, ReadLength lengths) {
  for (const ReadLength read : {&big_endian, &little_endian}) {
    std::size_t last = 0, frames = 0;
    bool runs_on = true;
    for (std::size_t at = rff_file_header; frames < 64 && at + rff_frame_header <= file.size(); ++frames) {
      const std::size_t time = read(file, at, 4);
      runs_on = runs_on && time >= last && time <= ms_in_a_day;
      last = time;
      at += rff_frame_header + lengths(file, at + 4, 2);
    }
    if (runs_on) return read;
  }
  return nullptr;
}

// "2015-11-24 07:24:05", whatever stands between the digits; other orders of a date are not guessed at.
std::optional<Instant> rff_start(Bytes file) {
  std::string digits;
  for (std::size_t i = 0; i < 20; ++i) {
    const char c = std::to_integer<char>(file[i]);
    if (c >= '0' && c <= '9') digits += c;
  }
  if (digits.size() != 14) return std::nullopt;
  const auto figure = [&](std::size_t at, std::size_t count) { return std::stoi(digits.substr(at, count)); };
  using namespace std::chrono;
  const year_month_day day{year{figure(0, 4)}, month{static_cast<unsigned>(figure(4, 2))},
                           std::chrono::day{static_cast<unsigned>(figure(6, 2))}};
  if (!day.ok() || figure(0, 4) < 1970 || figure(8, 2) > 23 || figure(10, 2) > 59 || figure(12, 2) > 59)
    return std::nullopt;
  return Instant{sys_days{day}} + hours{figure(8, 2)} + minutes{figure(10, 2)} +
         std::chrono::seconds{figure(12, 2)};
}

// ---- ORADIS: a header of 6 bytes that begins with the length of all ---------------------------------------

constexpr std::size_t oradis_header = 6;

bool is_oradis_frame(Bytes file, std::size_t at, std::size_t length) {
  return length > oradis_header && at + length <= file.size() &&
         is_chain_of_blocks(file.subspan(at + oradis_header, length - oradis_header), ~std::size_t{0});
}

// ---- GPS: a header of 2200 bytes, then blocks with ten bytes behind each ----------------------------------

constexpr std::size_t gps_file_header = 2200, gps_trailer = 10, gps_time = 6;
constexpr std::int64_t gps_ticks = 128;  // to the second

// How long a block and what stands behind it are; 0 where no block begins.
std::size_t gps_length(Bytes head) {
  const std::size_t length = big_endian(head, 1, 2);
  return head[0] == std::byte{0} || length <= block_header ? 0 : length + gps_trailer;
}

// ---- HDLC: address, control, blocks, checksum -------------------------------------------------------------

constexpr std::size_t hdlc_header = 2, hdlc_checksum = 2;
constexpr std::byte hdlc_address{0x01}, hdlc_control{0x03}, hdlc_flag{0x7E};
// Lines of this kind carry frames of some hundred bytes. Each false beginning costs a checksum as long as
// this.
constexpr std::size_t longest_hdlc_frame = 2048;

// The checksum of ISO/IEC 13239, as RFC 1662 (appendix C.2) gives it: over a whole frame, its own two bytes
// too, it comes to one constant.
constexpr unsigned checksum_begin = 0xFFFF, checksum_good = 0xF0B8;

constexpr std::array<std::uint16_t, 256> checksums_of_bytes() {
  std::array<std::uint16_t, 256> all{};
  for (unsigned byte = 0; byte < 256; ++byte) {
    unsigned sum = byte;
    for (int bit = 0; bit < 8; ++bit) sum = (sum & 1U) != 0 ? (sum >> 1U) ^ 0x8408U : sum >> 1U;
    all[byte] = static_cast<std::uint16_t>(sum);
  }
  return all;
}

unsigned checksum_with(unsigned sum, std::byte byte) {
  static constexpr std::array<std::uint16_t, 256> of_bytes = checksums_of_bytes();
  return sum >> 8U ^ of_bytes[(sum ^ std::to_integer<unsigned>(byte)) & 0xFFU];
}

// How long the frame is that begins here; 0: none does. Only where a block ends can a frame end.
std::size_t hdlc_length(Bytes bytes) {
  if (bytes.size() < hdlc_header || bytes[0] != hdlc_address || bytes[1] != hdlc_control) return 0;
  unsigned sum = checksum_with(checksum_with(checksum_begin, bytes[0]), bytes[1]);
  std::size_t at = hdlc_header;
  const std::size_t limit = std::min(bytes.size(), longest_hdlc_frame);
  while (at + block_header <= limit) {
    const std::size_t length = big_endian(bytes, at + 1, 2);
    if (bytes[at] == std::byte{0} || length <= block_header || at + length + hdlc_checksum > limit) return 0;
    for (const std::size_t end = at + length; at < end; ++at) sum = checksum_with(sum, bytes[at]);
    if (checksum_with(checksum_with(sum, bytes[at]), bytes[at + 1]) == checksum_good)
      return at + hdlc_checksum;
  }
  return 0;
}

}  // namespace

std::string_view name_of(Framing framing) {
  switch (framing) {
    case Framing::raw:
      return "raw blocks";
    case Framing::pcap:
      return "pcap";
    case Framing::final:
      return "Final";
    case Framing::rff:
      return "RFF";
    case Framing::oradis:
      return "ORADIS";
    case Framing::hdlc:
      return "HDLC";
    case Framing::gps:
      return "GPS";
  }
  return {};
}

bool is_chain_of_blocks(Bytes bytes, std::size_t enough) {
  std::size_t at = 0, known = 0;
  while (at + block_header <= bytes.size() && at < enough) {
    const std::size_t length = big_endian(bytes, at + 1, 2);
    const auto category = std::to_integer<unsigned>(bytes[at]);
    if (category == 0 || length <= block_header || at + length > bytes.size()) return false;
    if (find_edition(category) != nullptr) ++known;
    at += length;
  }
  return known > 0 && (at == bytes.size() || at >= enough);
}

bool holds_sound_block(Bytes bytes) {
  constexpr int looked_at = 16;
  std::size_t at = 0;
  for (int block = 0; block < looked_at && at + block_header <= bytes.size(); ++block) {
    const std::size_t length = big_endian(bytes, at + 1, 2);
    if (length <= block_header || at + length > bytes.size()) return false;
    const Bytes contents = bytes.subspan(at + block_header, length - block_header);
    for (const Edition* edition : editions()) {
      if (edition->category != std::to_integer<unsigned>(bytes[at])) continue;
      Splitter splitter{*edition, contents, 0};
      while (splitter.next() != nullptr) {
      }
      if (splitter.trouble().empty()) return true;
    }
    at += length;
  }
  return false;
}

// Cuts a recording into what its frames say they are long. `length_of` takes the header of a frame and says
// how long all of it is, 0 where that cannot be; `take` says whether to go on.
template <class LengthOf, class Take>
void each_frame(Stream& stream, std::size_t header, std::string_view name, Listener& listener,
                LengthOf length_of, Take take) {
  while (!stream.ahead(1).empty()) {
    const Bytes head = stream.ahead(header);
    const std::size_t length = head.size() < header ? 0 : length_of(head);
    const Bytes frame = stream.ahead(std::max<std::size_t>(length, 1));
    if (length == 0 || frame.size() < length) {
      std::size_t passed_over = 0;
      const std::size_t at = stream.at();
      for (Bytes rest = frame; !rest.empty(); rest = stream.ahead(1)) {
        passed_over += rest.size();
        stream.skip(rest.size());
      }
      listener.trouble({.at = at,
                        .what = std::string{name} + " frame whose length does not fit; the rest is not read",
                        .passed_over = passed_over});
      return;
    }
    if (!take(frame.first(length))) return;
    stream.skip(length);
  }
}

bool is_final(Bytes begin) { return final_lengths(begin) != nullptr; }

void each_final_frame(Stream& stream, std::optional<std::chrono::year_month_day> day, const OnFrame& on_frame,
                      Listener& listener) {
  const ReadLength lengths = final_lengths(stream.ahead(beginning));
  std::optional<unsigned> first_day;
  each_frame(
      stream, final_header, "a Final", listener,
      [&](Bytes head) {
        const std::size_t length = lengths == nullptr ? 0 : lengths(head, 0, 2);
        return length > final_header + final_pad ? length : 0;
      },
      [&](Bytes bytes) {
        // The day counts those of the recording; it wraps within its byte.
        const auto count = std::to_integer<unsigned>(bytes[4]);
        if (!first_day) first_day = count;
        Frame frame{.at = stream.at() + final_header,
                    .bytes = bytes.subspan(final_header, bytes.size() - final_header - final_pad),
                    .received = std::nullopt};
        if (day)
          frame.received = Instant{std::chrono::sys_days{*day}} +
                           std::chrono::days{(count - *first_day) & 0xFFU} +
                           std::chrono::milliseconds{10 * static_cast<std::int64_t>(big_endian(bytes, 5, 3))};
        return on_frame(frame);
      });
}

bool is_rff(Bytes begin) { return rff_lengths(begin) != nullptr; }

void each_rff_frame(Stream& stream, const OnFrame& on_frame, Listener& listener) {
  const Bytes begin = stream.ahead(beginning);
  const ReadLength lengths = rff_lengths(begin);
  if (lengths == nullptr) {
    listener.trouble({.at = 0, .what = "no RFF recording: the lengths of its frames do not fit"});
    return;
  }
  const ReadLength times = rff_times(begin, lengths);
  const std::optional<Instant> start = rff_start(begin);
  stream.skip(rff_file_header);
  each_frame(
      stream, rff_frame_header, "an RFF", listener,
      [&](Bytes head) {
        const std::size_t length = lengths(head, 4, 2);
        return length == 0 ? 0 : rff_frame_header + length;
      },
      [&](Bytes bytes) {
        Frame frame{.at = stream.at() + rff_frame_header,
                    .bytes = bytes.subspan(rff_frame_header),
                    .received = std::nullopt};
        if (start && times != nullptr)
          frame.received = *start + std::chrono::milliseconds{static_cast<std::int64_t>(times(bytes, 0, 4))};
        return on_frame(frame);
      });
}

bool is_hdlc(Bytes begin) {
  constexpr std::size_t checksums_that_convince = 2;  // of 16 bits each
  std::size_t at = 0, frames = 0;
  while (at < begin.size() && frames < checksums_that_convince) {
    if (begin[at] == hdlc_flag) {
      ++at;
      continue;
    }
    const std::size_t length = hdlc_length(begin.subspan(at));
    if (length == 0) return false;
    at += length;
    ++frames;
  }
  return frames > 0;
}

void each_hdlc_frame(Stream& stream, const OnFrame& on_frame, Listener& listener) {
  std::size_t bad = 0, bad_at = 0;
  const auto tell_bad = [&] {
    if (bad > 0)
      listener.trouble(
          {.at = bad_at, .what = "an HDLC frame whose checksum does not hold", .passed_over = bad});
    bad = 0;
  };
  for (Bytes ahead = stream.ahead(1); !ahead.empty(); ahead = stream.ahead(1)) {
    std::size_t length = 0;
    if (ahead[0] == hdlc_address) {
      ahead = stream.ahead(longest_hdlc_frame);
      length = hdlc_length(ahead);
    }
    if (length == 0) {
      const bool between = bad == 0 && ahead[0] == hdlc_flag;
      if (!between && bad++ == 0) bad_at = stream.at();
      stream.skip(1);
      continue;
    }
    tell_bad();
    if (!on_frame({.at = stream.at() + hdlc_header,
                   .bytes = ahead.subspan(hdlc_header, length - hdlc_header - hdlc_checksum),
                   .received = std::nullopt}))
      return;
    stream.skip(length);
  }
  tell_bad();
}

bool is_oradis(Bytes begin) {
  std::size_t at = 0, frames = 0;
  while (frames < frames_that_convince && at + oradis_header <= begin.size()) {
    const std::size_t length = big_endian(begin, at, 2);
    if (!is_oradis_frame(begin, at, length)) return false;
    at += length;
    ++frames;
  }
  return frames == frames_that_convince || (frames > 0 && at == begin.size());
}

bool is_gps(Bytes begin) {
  if (begin.size() <= gps_file_header) return false;
  // One chain of lengths may come about by chance, a sound record behind it does not.
  std::size_t at = gps_file_header, frames = 0;
  bool sound = false;
  while (frames < frames_that_convince && at + block_header <= begin.size()) {
    const std::size_t length = gps_length(begin.subspan(at));
    if (length == 0 || at + length > begin.size()) return false;
    sound = sound || holds_sound_block(begin.subspan(at, length - gps_trailer));
    at += length;
    ++frames;
  }
  return sound && (frames == frames_that_convince || at == begin.size());
}

void each_gps_frame(Stream& stream, std::optional<std::chrono::year_month_day> day, const OnFrame& on_frame,
                    Listener& listener) {
  stream.skip(std::min(stream.ahead(gps_file_header).size(), gps_file_header));
  constexpr std::int64_t half_a_day = std::int64_t{43'200} * gps_ticks;
  std::int64_t last = 0, days = 0;
  each_frame(stream, block_header, "a GPS", listener, gps_length, [&](Bytes bytes) {
    const std::size_t block = bytes.size() - gps_trailer;
    Frame frame{.at = stream.at(), .bytes = bytes.first(block), .received = std::nullopt};
    const auto ticks = static_cast<std::int64_t>(big_endian(bytes, block + gps_time, 3));
    if (last - ticks > half_a_day) ++days;  // over midnight
    last = ticks;
    if (day)
      frame.received = Instant{std::chrono::sys_days{*day}} + std::chrono::days{days} +
                       std::chrono::milliseconds{ticks * 1000 / gps_ticks};
    return on_frame(frame);
  });
}

void each_oradis_frame(Stream& stream, const OnFrame& on_frame, Listener& listener) {
  each_frame(
      stream, oradis_header, "an ORADIS", listener,
      [](Bytes head) {
        const std::size_t length = big_endian(head, 0, 2);
        return length > oradis_header ? length : 0;
      },
      [&](Bytes bytes) {
        return on_frame({.at = stream.at() + oradis_header,
                         .bytes = bytes.subspan(oradis_header),
                         .received = std::nullopt});
      });
}

}  // namespace recon::asterix
