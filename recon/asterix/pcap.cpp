// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

#include <pcap/pcap.h>

#include "recon/asterix/framing.hpp"

/// Packets of a network. libpcap reads classic and pcapng recordings; what is inside a packet is found here.
namespace recon::asterix {

namespace {

constexpr std::string_view not_ip = "packets that are not IP";
constexpr std::string_view not_udp = "IP packets that are not UDP";
constexpr std::string_view fragment = "fragments of IP packets: they are not put together";
constexpr std::string_view cut_off = "packets that were recorded only in part";

constexpr std::size_t ether_type_ipv4 = 0x0800, ether_type_ipv6 = 0x86DD;
constexpr unsigned protocol_udp = 17;
constexpr std::size_t udp_header = 8;

// The payload of a UDP datagram, or why there is none.
struct Payload {
  Bytes bytes;
  std::string_view why_not;
};

unsigned byte_of(Bytes bytes, std::size_t i) { return std::to_integer<unsigned>(bytes[i]); }

// By UDP's own length: Ethernet pads short frames, and padding would read as blocks.
Payload of_udp(Bytes datagram) {
  if (datagram.size() < udp_header) return {{}, cut_off};
  const std::size_t length = big_endian(datagram, 4, 2);
  if (length < udp_header || length > datagram.size()) return {{}, cut_off};
  return {datagram.subspan(udp_header, length - udp_header), {}};
}

Payload of_ip(Bytes packet) {
  if (packet.empty()) return {{}, not_ip};
  if (byte_of(packet, 0) >> 4U == 4) {
    if (packet.size() < 20) return {{}, cut_off};
    const std::size_t header = (byte_of(packet, 0) & 0xFU) * std::size_t{4};
    const std::size_t length = big_endian(packet, 2, 2);
    if (header < 20 || length < header) return {{}, not_ip};
    if (length > packet.size()) return {{}, cut_off};
    if ((big_endian(packet, 6, 2) & 0x3FFFU) != 0) return {{}, fragment};
    if (byte_of(packet, 9) != protocol_udp) return {{}, not_udp};
    return of_udp(packet.subspan(header, length - header));
  }
  if (byte_of(packet, 0) >> 4U == 6) {
    if (packet.size() < 40) return {{}, cut_off};
    const std::size_t length = big_endian(packet, 4, 2);
    if (length + 40 > packet.size()) return {{}, cut_off};
    if (byte_of(packet, 6) == 44) return {{}, fragment};
    if (byte_of(packet, 6) != protocol_udp) return {{}, not_udp};
    return of_udp(packet.subspan(40, length));
  }
  return {{}, not_ip};
}

// Behind a header that ends with an Ethernet type; VLAN tags stand between it and the packet.
Payload of_ether_type(Bytes frame, std::size_t at) {
  while (at + 2 <= frame.size()) {
    const std::size_t type = big_endian(frame, at, 2);
    if (type == ether_type_ipv4 || type == ether_type_ipv6) return of_ip(frame.subspan(at + 2));
    if (type != 0x8100 && type != 0x88A8 && type != 0x9100) return {{}, not_ip};
    at += 4;
  }
  return {{}, cut_off};
}

Payload of_packet(Bytes frame, int link) {
  switch (link) {
    case DLT_EN10MB:
      return of_ether_type(frame, 12);
    case DLT_LINUX_SLL:
      return of_ether_type(frame, 14);
    case DLT_LINUX_SLL2:
      if (frame.size() < 20) return {{}, cut_off};
      // The type comes first in this header, the packet behind all of it.
      if (big_endian(frame, 0, 2) != ether_type_ipv4 && big_endian(frame, 0, 2) != ether_type_ipv6)
        return {{}, not_ip};
      return of_ip(frame.subspan(20));
    case DLT_RAW:
    case DLT_IPV4:
    case DLT_IPV6:
      return of_ip(frame);
    case DLT_NULL:
    case DLT_LOOP:
      if (frame.size() < 4) return {{}, cut_off};
      return of_ip(frame.subspan(4));
    default:
      return {{}, "packets of a link that is not read (Ethernet, Linux cooked, raw IP and loopback are)"};
  }
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
struct ClosePcap {
  void operator()(pcap_t* pcap) const { pcap_close(pcap); }
};

/// A stream as the file that libpcap reads. What was read last is kept, because libpcap does not tell where
/// in the file a packet lies.
class AsFile {
public:
  explicit AsFile(Stream& stream) : stream_{&stream} {}
  [[nodiscard]] std::FILE* open() {
    std::FILE* const file =
        fopencookie(this, "rb", {.read = read, .write = nullptr, .seek = tell, .close = nullptr});
    if (file != nullptr) std::setvbuf(file, nullptr, _IOFBF, 1U << 16U);
    return file;
  }
  /// Where a packet lies that was copied out of what was read up to `end`; what lies before that is
  /// forgotten.
  [[nodiscard]] std::size_t at(Bytes packet, std::size_t end) {
    const Bytes read = Bytes{kept_}.subspan(begin_, std::min(end - at_, kept_.size() - begin_));
    begin_ += read.size();
    at_ += read.size();
    // A classic recording ends a packet with its last byte; pcapng fills it up to four, and puts options and
    // a length of four behind it.
    constexpr std::size_t longest_options = 512;
    const std::size_t filled = (packet.size() + 3) / 4 * 4 + 4;
    for (std::size_t back = packet.size(); back <= std::min(read.size(), filled + longest_options);
         back = back < filled ? filled : back + 4)
      if (std::equal(packet.begin(), packet.end(), read.end() - static_cast<std::ptrdiff_t>(back)))
        return at_ - back;
    return at_ - std::min(read.size(), packet.size());
  }

private:
  static ssize_t read(void* self, char* into, std::size_t size) {
    AsFile& file = *static_cast<AsFile*>(self);
    const Bytes ahead = file.stream_->ahead(1);
    const Bytes taken = ahead.first(std::min(size, ahead.size()));
    std::memcpy(into, taken.data(), taken.size());
    file.kept_.erase(file.kept_.begin(), file.kept_.begin() + static_cast<std::ptrdiff_t>(file.begin_));
    file.begin_ = 0;
    file.kept_.insert(file.kept_.end(), taken.begin(), taken.end());
    file.stream_->skip(taken.size());
    return static_cast<ssize_t>(taken.size());
  }
  static int tell(void* self, off64_t* offset, int whence) {
    if (whence != SEEK_CUR || *offset != 0) return -1;
    *offset = static_cast<off64_t>(static_cast<AsFile*>(self)->stream_->at());
    return 0;
  }

  Stream* stream_;
  std::vector<std::byte> kept_;  // the first of them, from `begin_` on, lies at `at_` in the recording
  std::size_t begin_ = 0, at_ = 0;
};

}  // namespace

bool is_pcap(Bytes file) {
  if (file.size() < 24) return false;
  const std::size_t magic = big_endian(file, 0, 4);
  constexpr std::array<std::size_t, 5> known{0xA1B2C3D4, 0xD4C3B2A1, 0xA1B23C4D, 0x4D3CB2A1, 0x0A0D0D0A};
  return std::find(known.begin(), known.end(), magic) != known.end();
}

void each_pcap_frame(Stream& stream, const OnFrame& on_frame, Listener& listener) {
  if (stream.ahead(1).empty()) return;
  AsFile source{stream};
  std::unique_ptr<std::FILE, CloseFile> opened{source.open()};
  if (!opened) {
    listener.trouble({.at = 0, .what = "no memory to read the packets"});
    return;
  }
  std::array<char, PCAP_ERRBUF_SIZE> error{};
  std::unique_ptr<pcap_t, ClosePcap> pcap{pcap_fopen_offline(opened.get(), error.data())};
  if (!pcap) {
    listener.trouble({.at = 0, .what = std::string{"the packets cannot be read: "} + error.data()});
    return;
  }
  std::FILE* const file = opened.release();  // closed with pcap
  const int link = pcap_datalink(pcap.get());
  for (;;) {
    const auto before = static_cast<std::size_t>(std::ftell(file));
    pcap_pkthdr* header = nullptr;
    const u_char* data = nullptr;
    const int got = pcap_next_ex(pcap.get(), &header, &data);
    if (got == PCAP_ERROR)
      listener.trouble(
          {.at = before, .what = std::string{"the rest cannot be read: "} + pcap_geterr(pcap.get())});
    if (got != 1) return;
    const Bytes packet{reinterpret_cast<const std::byte*>(data), header->caplen};
    const std::size_t at = source.at(packet, static_cast<std::size_t>(std::ftell(file)));
    const Payload payload = of_packet(packet, link);
    if (!payload.why_not.empty()) {
      listener.passed_over(payload.why_not, at);
      continue;
    }
    if (payload.bytes.empty()) continue;
    using namespace std::chrono;
    const Instant received{duration_cast<milliseconds>(std::chrono::seconds{header->ts.tv_sec} +
                                                       microseconds{header->ts.tv_usec})};
    const auto offset = static_cast<std::size_t>(payload.bytes.data() - packet.data());
    if (!on_frame({.at = at + offset, .bytes = payload.bytes, .received = received})) return;
  }
}

}  // namespace recon::asterix
