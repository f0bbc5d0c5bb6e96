// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/capture.hpp"

#include "tests/asterix/support.hpp"
#include <catch2/catch.hpp>

namespace recon::asterix {

using test::bytes_of;

namespace {

// What a reading told, in order.
class Told : public Listener {
public:
  void hear(const Record& record, const Frame& frame) override {
    records.push_back(record.at());
    categories.push_back(record.edition().category);
    received.push_back(frame.received);
  }
  void trouble(const Trouble& trouble) override { troubles.push_back(trouble); }
  void unknown_category(unsigned category, std::size_t /*at*/) override { unknown.push_back(category); }
  void passed_over(std::string_view why, std::size_t /*at*/) override { passed.emplace_back(why); }

  std::vector<std::size_t> records;
  std::vector<unsigned> categories, unknown;
  std::vector<std::optional<Instant>> received;
  std::vector<Trouble> troubles;
  std::vector<std::string> passed;
};

// However small the pieces in which it comes, a recording says the same.
void check_in_pieces(const std::vector<std::byte>& file, Framing framing, const ReadOptions& options,
                     const Told& whole) {
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{64}}) {
    std::size_t at = 0;
    Stream stream{[&](std::span<std::byte> into) {
      const std::size_t count = std::min({piece, into.size(), file.size() - at});
      std::copy_n(file.begin() + static_cast<std::ptrdiff_t>(at), count, into.begin());
      at += count;
      return count;
    }};
    Told told;
    read(stream, framing, options, told);
    CHECK(told.records == whole.records);
    CHECK(told.received == whole.received);
    CHECK(told.troubles.size() == whole.troubles.size());
  }
}

Told told_by(std::string_view hex, Framing expected, const ReadOptions& options = {}) {
  const std::vector<std::byte> file = bytes_of(hex);
  const auto framing = framing_of(file);
  REQUIRE(framing);
  CHECK(name_of(*framing) == name_of(expected));
  Told told;
  read(file, *framing, options, told);
  check_in_pieces(file, *framing, options, told);
  return told;
}

constexpr std::string_view one_plot = "30 00 06 80 19 C9";        // category 48, only its source
constexpr std::string_view one_service = "22 00 07 C0 19 C9 01";  // category 34, a north marker

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string all;
  for (const std::string_view part : parts) all += part;
  return all;
}

}  // namespace

TEST_CASE("Blocks follow one another, and records say at which byte they begin") {
  const Told told = told_by(joined({one_plot, one_service, "30 00 09 80 19 C9 80 19 CA"}), Framing::raw);
  CHECK(told.records == std::vector<std::size_t>{3, 9, 16, 19});
  CHECK(told.categories == std::vector<unsigned>{48, 34, 48, 48});
  CHECK(told.troubles.empty());
}

TEST_CASE("A malformed record ends its block, and reading goes on with the next") {
  const Told told = told_by(joined({"30 00 09 80 19 C9 C0 19 CA", one_service}), Framing::raw);
  CHECK(told.records == std::vector<std::size_t>{3, 12});
  REQUIRE(told.troubles.size() == 1);
  CHECK(told.troubles[0].at == 6);
  CHECK(told.troubles[0].what ==
        "I048/140 runs past the end of its block, or is malformed; the rest of its block of category 48 is "
        "passed over");
  CHECK(told.troubles[0].passed_over == 3);
}

TEST_CASE("After a length that does not fit reading goes on where two blocks follow one another") {
  const std::vector<std::byte> file = bytes_of(joined({one_plot, "30 FF FF 80", one_plot, one_service}));
  Told told;
  read(file, Framing::raw, {}, told);
  CHECK(told.records == std::vector<std::size_t>{3, 13, 19});
  REQUIRE(told.troubles.size() == 1);
  CHECK(told.troubles[0].at == 6);
  CHECK(told.troubles[0].what == "a block whose length does not fit");
  CHECK(told.troubles[0].passed_over == 4);
}

TEST_CASE("Noise between blocks swallows none of the sound ones behind it") {
  // Category 96, which has no table, of a length that reaches into the middle of the blocks behind.
  const std::vector<std::byte> file = bytes_of(
      joined({one_plot, one_service, "60 00 0A AA BB CC DD", one_plot, one_service, one_plot, one_service}));
  Told told;
  read(file, Framing::raw, {}, told);
  CHECK(told.categories == std::vector<unsigned>{48, 34, 48, 34, 48, 34});
  CHECK(told.unknown.empty());
  REQUIRE(told.troubles.size() == 1);
  CHECK(told.troubles[0].at == 13);
  CHECK(told.troubles[0].passed_over == 7);
}

TEST_CASE("A recording that was cut off is read to its last whole block") {
  const std::vector<std::byte> file = bytes_of(joined({one_plot, one_service, "30 00 06 80"}));
  Told told;
  read(file, Framing::raw, {}, told);
  CHECK(told.records.size() == 2);
  CHECK(told.troubles.size() == 1);
}

TEST_CASE("A category without a table is passed over by its length, and told") {
  const Told told = told_by(joined({one_plot, "F7 00 05 AA BB", one_service}), Framing::raw);
  CHECK(told.records.size() == 2);
  CHECK(told.unknown == std::vector<unsigned>{247});
}

TEST_CASE("Text is no recording, though its bytes make chains of blocks") {
  std::string text;
  while (text.size() < 400'000) text += "A0000,48.125,17.0312,00000,2015-11-24 07:24:05\n";
  CHECK_FALSE(framing_of(std::as_bytes(std::span{text})));
  CHECK_FALSE(framing_of({}));
  CHECK_FALSE(framing_of(bytes_of("30")));
}

TEST_CASE("Final frames give the day counted and the time of reception") {
  // Length 18: header 8, block 6, pad 4. Board, line, day 3, 07:24:05.50 in 10 ms; then a frame a day later.
  const std::string frame = joined({"00 12 01 02 03 28 A8 66", one_plot, "A5 A5 A5 A5"});
  const std::string next = joined({"00 12 01 02 04 00 00 64", one_plot, "A5 A5 A5 A5"});
  const Told undated = told_by(frame + next, Framing::final);
  CHECK(undated.records == std::vector<std::size_t>{11, 29});
  CHECK_FALSE(undated.received[0]);
  ReadOptions options;
  options.day = std::chrono::year{2015} / 11 / 24;
  const Told dated = told_by(frame + next, Framing::final, options);
  CHECK(iso_8601(*dated.received[0]) == "2015-11-24T07:24:05.500Z");
  CHECK(iso_8601(*dated.received[1]) == "2015-11-25T00:00:01Z");
}

TEST_CASE("RFF frames count milliseconds from the start in the header of the file") {
  std::string head;
  for (const char c : std::string{"2015-11-24 07:24:05 "}) {
    head += "0123456789ABCDEF"[static_cast<unsigned char>(c) >> 4U];
    head += "0123456789ABCDEF"[static_cast<unsigned char>(c) & 0xFU];
  }
  head += std::string(2 * 108, '0');
  const Told told =
      told_by(head + joined({"00 00 00 64 06 00", one_plot, "00 00 03 E8 07 00", one_service}), Framing::rff);
  CHECK(told.records == std::vector<std::size_t>{137, 149});
  CHECK(iso_8601(*told.received[0]) == "2015-11-24T07:24:05.100Z");
  CHECK(iso_8601(*told.received[1]) == "2015-11-24T07:24:06Z");
}

TEST_CASE("ORADIS frames begin with their length") {
  const Told told =
      told_by(joined({"00 0C AA BB CC DD", one_plot, "00 0D AA BB CC DD", one_service}), Framing::oradis);
  CHECK(told.records == std::vector<std::size_t>{9, 21});
}

TEST_CASE("GPS frames have ten bytes behind each block, with the time of day, and run over midnight") {
  // 23:59:59.5 and 00:00:01.25, as 11,059,136 and 160 parts of 128 to the second.
  const std::string begin = std::string(2 * 2200, '0');
  const std::string first = joined({one_plot, "00 00 00 00 00 00 A8 BF C0 00"}),
                    second = joined({one_service, "00 00 00 00 00 00 00 00 A0 00"});
  const Told undated = told_by(begin + first + second, Framing::gps);
  CHECK(undated.records == std::vector<std::size_t>{2203, 2219});
  CHECK_FALSE(undated.received[0]);
  CHECK(undated.troubles.empty());
  ReadOptions options;
  options.day = std::chrono::year{2015} / 11 / 24;
  const Told dated = told_by(begin + first + second, Framing::gps, options);
  CHECK(iso_8601(*dated.received[0]) == "2015-11-24T23:59:59.500Z");
  CHECK(iso_8601(*dated.received[1]) == "2015-11-25T00:00:01.250Z");
  // Cut off within the ten bytes behind the last block; zeros alone are no recording.
  std::vector<std::byte> cut = bytes_of(begin + first + second);
  cut.resize(cut.size() - 4);
  Told told;
  read(cut, Framing::gps, {}, told);
  CHECK(told.records.size() == 1);
  REQUIRE(told.troubles.size() == 1);
  CHECK(told.troubles[0].what == "a GPS frame whose length does not fit; the rest is not read");
  CHECK(told.troubles[0].passed_over == 13);
  CHECK_FALSE(framing_of(bytes_of(begin + begin)));
}

// Checksums: CRC-16/X-25, whose published check value of "123456789" is 906E, by another program.
TEST_CASE("HDLC frames end where their checksum holds; flags may stand between them") {
  const Told told =
      told_by(joined({"7E 01 03", one_plot, "40 33 7E 7E 01 03", one_service, "47 3C"}), Framing::hdlc);
  CHECK(told.records == std::vector<std::size_t>{6, 18});
  CHECK(told.troubles.empty());
  const Told two = told_by(joined({"01 03", one_plot, one_service, "56 CA"}), Framing::hdlc);
  CHECK(two.categories == std::vector<unsigned>{48, 34});
}

TEST_CASE("An HDLC frame that was damaged is passed over to the next, and told with its bytes") {
  const std::string good = joined({"01 03", one_service, "47 3C"});
  const Told told = told_by(joined({good, good, "01 03", one_plot, "40 34", good}), Framing::hdlc);
  CHECK(told.categories == std::vector<unsigned>{34, 34, 34});
  REQUIRE(told.troubles.size() == 1);
  CHECK(told.troubles[0].at == 22);
  CHECK(told.troubles[0].passed_over == 10);
}

TEST_CASE("A recording of nothing but beginnings of HDLC frames ends, and every byte of it is told") {
  std::vector<std::byte> file = bytes_of(joined({"01 03", one_service, "47 3C"}));
  const std::size_t sound = file.size();
  for (int i = 0; i < 200'000; ++i) file.insert(file.end(), {std::byte{0x01}, std::byte{0x03}});
  Told told;
  read(file, Framing::hdlc, {}, told);
  CHECK(told.records.size() == 1);
  REQUIRE(told.troubles.size() == 1);
  CHECK(told.troubles[0].passed_over == file.size() - sound);
}

namespace {

constexpr std::string_view pcap_header =
    "D4 C3 B2 A1 02 00 04 00 00 00 00 00 00 00 00 00 FF FF 00 00 01 00 00 00";
constexpr std::string_view addresses = "01 00 5E 00 00 01 02 00 00 00 00 01";
// IPv4 of 34 bytes, UDP of 14: six bytes of payload.
constexpr std::string_view ip_udp =
    "45 00 00 22 00 00 00 00 40 11 00 00 0A 00 00 01 E0 00 00 01 21 98 21 98 00 0E 00 00";

// A packet of `size` bytes at 2015-11-24 07:24:06.250.
std::string packet(unsigned size, std::string_view bytes) {
  std::string head = "96 10 54 56 90 D0 03 00 ";
  for (int twice = 0; twice < 2; ++twice) {
    head += "0123456789ABCDEF"[size >> 4U];
    head += "0123456789ABCDEF"[size & 0xFU];
    head += " 00 00 00 ";
  }
  return head + std::string{bytes};
}

}  // namespace

TEST_CASE("Packets are read by the length of their UDP datagram: padding is no block") {
  // 14 + 28 + 6 bytes, padded to 60 with what would read as a block of category 136.
  const std::string padded =
      joined({addresses, "08 00", ip_udp, one_plot, "88 00 0C 88 88 88 88 88 88 88 88 88"});
  const Told told = told_by(joined({pcap_header, packet(60, padded)}), Framing::pcap);
  CHECK(told.records == std::vector<std::size_t>{24 + 16 + 42 + 3});
  CHECK(told.unknown.empty());
  CHECK(told.troubles.empty());
  CHECK(iso_8601(*told.received.at(0)) == "2015-11-24T07:24:06.250Z");
}

TEST_CASE("A capture is in either order of bytes, its moments to microseconds or nanoseconds") {
  const std::string bytes = joined({addresses, "08 00", ip_udp, one_plot});
  // 2015-11-24 07:24:06.250 as 1448349846 and 250,000 or 250,000,000; both lengths 48.
  const std::string big = "00 02 00 04 00 00 00 00 00 00 00 00 00 00 FF FF 00 00 00 01 56 54 10 96 ";
  const std::string little = "02 00 04 00 00 00 00 00 00 00 00 00 FF FF 00 00 01 00 00 00 96 10 54 56 ";
  for (const std::string& file : {"A1 B2 C3 D4 " + big + "00 03 D0 90 00 00 00 30 00 00 00 30 " + bytes,
                                  "A1 B2 3C 4D " + big + "0E E6 B2 80 00 00 00 30 00 00 00 30 " + bytes,
                                  "D4 C3 B2 A1 " + little + "90 D0 03 00 30 00 00 00 30 00 00 00 " + bytes,
                                  "4D 3C B2 A1 " + little + "80 B2 E6 0E 30 00 00 00 30 00 00 00 " + bytes}) {
    CAPTURE(file.substr(0, 11));
    const Told told = told_by(file, Framing::pcap);
    CHECK(told.records.size() == 1);
    CHECK(iso_8601(*told.received.at(0)) == "2015-11-24T07:24:06.250Z");
  }
}

TEST_CASE("VLAN tags stand between the addresses and the packet") {
  const std::string tagged = joined({addresses, "81 00 00 05 08 00", ip_udp, one_plot});
  CHECK(told_by(joined({pcap_header, packet(52, tagged)}), Framing::pcap).records.size() == 1);
}

TEST_CASE("What is no datagram of ASTERIX is passed over, and told") {
  const std::string arp = joined({addresses, "08 06 00 01"});
  std::string tcp = joined({addresses, "08 00", ip_udp, one_plot});
  tcp.replace(tcp.find("40 11"), 5, "40 06");
  std::string fragment = joined({addresses, "08 00", ip_udp, one_plot});
  fragment.replace(fragment.find("00 00 40 11"), 11, "20 00 40 11");
  std::string other = joined({addresses, "08 00", ip_udp, "00 01 02 03 04 05"});
  const Told told =
      told_by(joined({pcap_header, packet(16, arp), packet(48, tcp), packet(48, fragment), packet(48, other),
                      packet(48, joined({addresses, "08 00", ip_udp, one_plot}))}),
              Framing::pcap);
  CHECK(told.records.size() == 1);
  REQUIRE(told.passed.size() == 4);
  CHECK(told.passed[0] == "packets that are not IP");
  CHECK(told.passed[1] == "IP packets that are not UDP");
  CHECK(told.passed[2] == "fragments of IP packets: they are not put together");
  CHECK(told.passed[3] == "datagrams that hold no ASTERIX blocks");
}

TEST_CASE("pcapng and Linux cooked captures are read as well") {
  const std::string section =
      "0A 0D 0D 0A 1C 00 00 00 4D 3C 2B 1A 01 00 00 00 FF FF FF FF FF FF FF FF 1C 00 00 00";
  const std::string cooked = "01 00 00 00 14 00 00 00 71 00 00 00 FF FF 00 00 14 00 00 00";
  // Microseconds since 1970: 1448349846250000 = 0x525443A18A210.
  const std::string head =
      "06 00 00 00 54 00 00 00 00 00 00 00 44 25 05 00 10 A2 18 3A 32 00 00 00 32 00 00 00";
  const std::string body =
      joined({"00 00 00 01 00 06 02 00 00 00 00 01 00 00 08 00", ip_udp, one_plot, "00 00"});
  const Told told = told_by(joined({section, cooked, head, body, "54 00 00 00"}), Framing::pcap);
  CHECK(told.records == std::vector<std::size_t>{28 + 20 + 28 + 16 + 28 + 3});
  CHECK(told.troubles.empty());
}

TEST_CASE("A capture that breaks off is read up to there") {
  const std::string whole = joined({pcap_header, packet(48, joined({addresses, "08 00", ip_udp, one_plot}))});
  const Told told = told_by(joined({whole, "96 10 54 56 90 D0"}), Framing::pcap);
  CHECK(told.records.size() == 1);
  REQUIRE(told.troubles.size() == 1);
  CHECK(told.troubles[0].what.find("the rest cannot be read") == 0);
}

TEST_CASE("Category 021 is read by the edition whose layout its records fit") {
  // 0.26: 010 040 030 130 080, a position of 2 x 32 bits.
  const std::vector<std::byte> before =
      bytes_of("15 00 16 F8 19 C9 40 28 34 0A C0 00 65 EB 7C FF 99 0F F9 3C 66 0C");
  auto choices = compare_editions_of_021(before, Framing::raw);
  REQUIRE(choices.size() == 3);
  CHECK(choices[0].edition->name == "0.26");
  CHECK(choices[0].sound == 1);

  // 2.6: 010 040 071 130 080.
  const std::vector<std::byte> current =
      bytes_of("15 00 14 CD 10 19 C9 08 34 0A C0 E8 2D 83 6B 8E 39 3C 66 0C");
  choices = compare_editions_of_021(current, Framing::raw);
  CHECK(choices[0].edition->name == "2.6");
  CHECK(choices[0].sound == 1);
  CHECK(compare_editions_of_021(bytes_of(one_plot), Framing::raw).empty());
}

}  // namespace recon::asterix
