// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/record.hpp"

#include <algorithm>
#include <random>
#include <sstream>
#include <stdexcept>

#include "tests/asterix/support.hpp"
#include <catch2/catch.hpp>

#include "recon/asterix/editions.hpp"
#include "recon/asterix/json.hpp"

namespace recon::asterix {

using test::bytes_of;
using test::random_draft;

namespace {

std::string trouble_of(const Edition& edition, std::string_view hex) {
  const std::vector<std::byte> bytes = bytes_of(hex);
  Splitter splitter{edition, bytes, 100};
  while (splitter.next() != nullptr) {
  }
  return splitter.trouble();
}

}  // namespace

TEST_CASE("Every profile names its items once, and every item stands in one") {
  for (const Edition* edition : editions()) {
    CAPTURE(edition->category, edition->name);
    std::vector<int> named(edition->items.size(), 0);
    for (const std::size_t index : edition->profile)
      if (index != Edition::nothing) ++named[index];
    for (const int times : named) CHECK(times <= 1);
    for (const std::size_t index : edition->expansion)
      if (index != Edition::nothing) ++named[index];
    for (std::size_t i = 0; i < named.size(); ++i) {
      const bool in_second = std::find(edition->second_profile.begin(), edition->second_profile.end(), i) !=
                             edition->second_profile.end();
      CAPTURE(edition->items[i].name);
      CHECK((named[i] == 1 || in_second));
    }
  }
}

TEST_CASE("Every item of fixed fields is whole bytes long, and every extent") {
  const auto check = [](const Item& item) {
    CAPTURE(item.name, item.title);
    std::size_t bits = 0;
    for (const Field& field : item.fields) {
      CHECK(field.bits <= 64);
      bits += field.bits;
      if (item.rule == Rule::extended && field.as == As::fx) CHECK(bits % 8 == 0);
      if (item.rule == Rule::extended && bits % 8 == 0) CHECK(field.as == As::fx);
    }
    CHECK(bits % 8 == 0);
    if (item.rule == Rule::chain) CHECK(item.fields.back().as == As::fx);
  };
  for (const Edition* edition : editions())
    for (const Item& item : edition->items) {
      check(item);
      for (const Item& part : item.parts) check(part);
    }
}

namespace {

/// The lengths of a category's items, as the parts of EUROCONTROL-SPEC-0149 give them: bytes; FX, until a
/// last bit is 0, in units of as many bytes; x8, a count and so many times 8 bytes; L, a length that counts
/// itself; [parts of a compound item], "-" for none.
struct Lengths {
  unsigned category;
  std::string_view edition, items;
};

const std::vector<Lengths>& specified() {
  static const std::vector<Lengths> all{
      {1, "1.4",
       "010 2 020 FX 030 FX 040 4 042 4 050 2 060 2 070 2 080 2 090 2 100 4 120 1 130 FX 131 1 141 2 150 1 "
       "161 2 170 FX 200 4 210 FX SP L"},
      {2, "1.1", "000 1 010 2 020 1 030 3 041 2 050 FX 060 FX 070 x2 080 FX 090 2 100 8 SP L"},
      {21, "2.6",
       "008 1 010 2 015 1 016 1 020 1 040 FX 070 2 071 3 072 3 073 3 074 4 075 3 076 4 077 3 080 3 090 FX "
       "110 [FX x15] 130 6 131 8 132 1 140 2 145 2 146 2 148 2 150 2 151 2 152 2 155 2 157 2 160 4 161 2 165 "
       "2 "
       "170 6 200 1 210 1 220 [2 2 2 1] 230 2 250 x8 260 7 271 FX "
       "295 [1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1] 400 1 RE L SP L"},
      {21, "0.23",
       "010 2 020 1 030 3 032 1 040 2 080 3 090 2 095 1 130 6 140 2 145 2 146 2 148 2 150 2 151 2 152 2 155 "
       "2 "
       "157 2 160 4 165 FX 170 6 200 1 210 1 230 2 SP L RE L"},
      {34, "1.29",
       "000 1 010 2 020 1 030 3 041 2 050 [1 - - 1 1 2] 060 [1 - - 1 1 1] 070 x2 090 2 100 8 110 1 120 8 "
       "RE L SP L"},
      {48, "1.32",
       "010 2 020 FX 030 FX 040 4 042 4 050 2 055 1 060 2 065 1 070 2 080 2 090 2 100 4 110 2 120 [2 x6] "
       "130 [1 1 1 1 1 1 1] 140 3 161 2 170 FX 200 4 210 4 220 3 230 2 240 6 250 x8 260 7 SP L RE L"},
      {62, "1.21",
       "010 2 015 1 040 2 060 2 070 3 080 FX 100 6 105 8 110 [1 4 6 2 2 1 1] 120 2 130 2 135 2 136 2 185 4 "
       "200 1 "
       "210 2 220 2 245 7 270 FX 290 [1 1 1 1 2 1 1 1 1 1] "
       "295 [1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1] 300 1 340 [2 4 2 2 2 1] "
       "380 [3 6 2 2 2 2 2 FX x15 2 2 7 2 2 2 2 2 2 1 8 1 6 2 1 x8 2 2 2] "
       "390 [2 7 4 1 4 1 4 4 3 2 2 x4 6 1 7 7 2 7] 500 [4 2 4 1 1 2 2 1] 510 FX3 RE L SP L"}};
  return all;
}

std::string length_of(const Item& item) {
  switch (item.rule) {
    case Rule::none:
      return "-";
    case Rule::fixed:
      return std::to_string(item.length);
    case Rule::extended:
      return "FX";
    case Rule::chain:
      return item.length == 1 ? "FX" : "FX" + std::to_string(item.length);
    case Rule::repetitive:
      return "x" + std::to_string(item.length);
    case Rule::compound: {
      std::string parts;
      for (const Item& part : item.parts) parts += (parts.empty() ? "" : " ") + length_of(part);
      while (parts.ends_with(" -")) parts.resize(parts.size() - 2);
      return "[" + parts + "]";
    }
    case Rule::counted:
      return "L";
    case Rule::random_order:
      return "random";
  }
  return "";
}

}  // namespace

TEST_CASE("Items are as long as their specification says: what is unknown can be skipped") {
  for (const Lengths& category : specified()) {
    const Edition* const edition = find_edition(category.category, category.edition);
    REQUIRE(edition != nullptr);
    std::istringstream words{std::string{category.items}};
    for (std::string name, length; words >> name >> length;) {
      if (length.starts_with('['))
        for (std::string part; !length.ends_with(']') && words >> part;) length += " " + part;
      CAPTURE(category.category, category.edition, name);
      const auto item = std::find_if(edition->items.begin(), edition->items.end(),
                                     [&](const Item& one) { return one.name == name; });
      REQUIRE(item != edition->items.end());
      CHECK(length_of(*item) == length);
    }
  }
}

TEST_CASE("Property: what is encoded reads back the same", "[property]") {
  const auto seed = static_cast<unsigned>(GENERATE(take(40, random(0, 1 << 30))));
  std::mt19937 random{seed};
  for (const Edition* edition : editions()) {
    CAPTURE(seed, edition->category, edition->name);
    const std::vector<Draft> drafts{random_draft(*edition, random), random_draft(*edition, random)};
    const std::vector<std::byte> block = encode(*edition, drafts);
    Splitter splitter{*edition, Bytes{block}.subspan(3), 3};
    for (const Draft& draft : drafts) {
      const Record* record = splitter.next();
      INFO(splitter.trouble());
      REQUIRE(record != nullptr);
      CHECK(figures(*record) == draft);
    }
    CHECK(splitter.next() == nullptr);
    CHECK(splitter.trouble().empty());
    CHECK(encode(*edition, drafts) == block);
  }
}

TEST_CASE("Property: bytes cut short or flipped end in a record or in trouble, never past their end",
          "[property]") {
  const auto seed = static_cast<unsigned>(GENERATE(take(40, random(0, 1 << 30))));
  std::mt19937 random{seed};
  for (const Edition* edition : editions()) {
    const std::vector<Draft> drafts{random_draft(*edition, random)};
    std::vector<std::byte> block = encode(*edition, drafts);
    for (int turn = 0; turn < 20; ++turn) {
      block[3 + random() % (block.size() - 3)] ^= std::byte(1U << random() % 8);
      const std::size_t kept = random() % (block.size() - 3);
      // A copy of exactly that size, so that a sanitizer sees a step too far.
      const std::vector<std::byte> part(block.begin() + 3,
                                        block.begin() + 3 + static_cast<std::ptrdiff_t>(kept));
      Splitter splitter{*edition, part, 3};
      std::size_t taken = 0;
      std::string line;
      while (const Record* record = splitter.next()) {
        REQUIRE(record->size() > 0);
        taken += record->size();
        line.clear();
        json(*record, {}, line);
        CHECK_FALSE(line.empty());
      }
      CHECK(taken <= part.size());
      CHECK((taken == part.size() || !splitter.trouble().empty()));
    }
  }
}

TEST_CASE("A record that overruns its block is trouble, and says which item") {
  CHECK(trouble_of(category_048(), "C0 19 C9 35") ==
        "I048/140 runs past the end of its block, or is malformed");
  CHECK(trouble_of(category_048(), "FF") == "the field specification runs past the end of its block");
  CHECK(trouble_of(category_048(), "01 01 01 02 00") ==
        "I048/RE runs past the end of its block, or is malformed");
}

TEST_CASE("A field that no edition announced is trouble: its length is not known") {
  CHECK(trouble_of(category_048(), "01 01 01 01 80 00") ==
        "field 29 is announced, which edition 1.32 of category 48 does not have");
  CHECK(trouble_of(category_062(), "40 00") ==
        "field 2 is announced, which edition 1.21 of category 62 does not have");
}

TEST_CASE("Random field sequencing is refused with a message") {
  CHECK(trouble_of(category_001(), "01 01 02 01 01 00") == "I001/RFS, random field sequencing, is not read");
  CHECK(trouble_of(category_002(), "01 02 01 01 00") == "I002/RFS, random field sequencing, is not read");
}

TEST_CASE("A part that a compound item has no place for is trouble") {
  CHECK(trouble_of(category_048(), "02 01 80 00") ==
        "I048/130 runs past the end of its block, or is malformed");
}

TEST_CASE("Extents of an edition to come are kept as bits without a name, and written again") {
  const std::vector<std::byte> bytes =
      bytes_of("20 01 01 01 01 01 01 AB 06");  // 020 of eight extents, two more than the table has
  Splitter splitter{category_048(), bytes, 0};
  const Record* record = splitter.next();
  REQUIRE(record != nullptr);
  const Draft all = figures(*record);
  REQUIRE(all.size() >= 2);
  CHECK(all.back().field == Figure::none);
  CHECK(all.back().bits == 3);
  CHECK(json(*record, {}).find("\"bytes\":\"5503\"") != std::string::npos);
  const std::vector<std::byte> again = encode(category_048(), std::vector<Draft>{all});
  CHECK(std::vector<std::byte>(again.begin() + 3, again.end()) == bytes);
}

TEST_CASE("An unknown item is skipped by its length: what follows reads") {
  // SP of four bytes, then RE of two.
  const std::vector<std::byte> bytes = bytes_of("81 01 01 06 19 C9 04 AA BB CC 02 DD");
  Splitter splitter{category_048(), bytes, 0};
  const Record* record = splitter.next();
  REQUIRE(record != nullptr);
  CHECK(record->size() == bytes.size());
  CHECK(json(*record, {}) == R"({"at":0,"category":48,"edition":"1.32","items":{"010":{"SAC":25,"SIC":201},)"
                             R"("SP":{"bytes":"AABBCC"},"RE":{"bytes":"DD"}}})");
}

TEST_CASE("A reserved expansion whose contents are known is read into them, and written again") {
  // RE of 13 bytes: MD5 with a position and its time offset, and a range of 300.5 NM.
  const std::vector<std::byte> bytes = bytes_of("81 01 01 02 19 C9 0D 88 24 19 7D FC 19 BC 68 20 01 2C 80");
  Splitter splitter{category_048(), bytes, 0};
  const Record* record = splitter.next();
  INFO(splitter.trouble());
  REQUIRE(record != nullptr);
  const Edition& edition = category_048();
  CHECK(Path{edition, "MD5", "POS", "LAT"}.value(*record) == Approx(35.8483).margin(1e-4));
  CHECK(Path{edition, "MD5", "POS", "LON"}.value(*record) == Approx(36.1912).margin(1e-4));
  CHECK(Path{edition, "MD5", "TOS", "TOS"}.value(*record) == 0.25);
  CHECK(Path{edition, "ERR", "ERR"}.value(*record) == 300.5);
  CHECK(json(*record, {}).find(R"("RE":{"MD5":{"POS":{"LAT":)") != std::string::npos);
  CHECK(json(*record, {}).find(R"("ERR":{"ERR":{"value":300.5,"unit":"NM"}}}}})") != std::string::npos);
  const std::vector<std::byte> again = encode(edition, std::vector<Draft>{figures(*record)});
  CHECK(std::vector<std::byte>(again.begin() + 3, again.end()) == bytes);
}

TEST_CASE("A reserved expansion that its items do not fill is kept as bytes, and written again") {
  const std::vector<std::byte> bytes = bytes_of("81 01 01 02 19 C9 06 08 01 2C 80 FF");  // a byte too many
  Splitter splitter{category_048(), bytes, 0};
  const Record* record = splitter.next();
  REQUIRE(record != nullptr);
  CHECK(json(*record, {}).find(R"("RE":{"bytes":"08012C80FF"})") != std::string::npos);
  const std::vector<std::byte> again = encode(category_048(), std::vector<Draft>{figures(*record)});
  CHECK(std::vector<std::byte>(again.begin() + 3, again.end()) == bytes);
  Draft both = figures(*record);
  set(both, category_048(), "ERR", "ERR", 300);
  CHECK_THROWS_AS(encode(category_048(), std::vector<Draft>{both}), std::out_of_range);
}

TEST_CASE("A record as a line of JSON names every figure and its unit") {
  const std::vector<std::byte> bytes = bytes_of("D3 01 40 19 C9 34 0A C0 10 00 40 00 40 04 03 24");
  Splitter splitter{category_048(), bytes, 7};
  const Record* record = splitter.next();
  INFO(splitter.trouble());
  REQUIRE(record != nullptr);
  const Frame frame{.at = 0, .bytes = {}, .received = Instant{std::chrono::milliseconds{1500}}};
  CHECK(json(*record, frame) ==
        R"({"at":7,"category":48,"edition":"1.32","received":"1970-01-01T00:00:01.500Z","items":{)"
        R"("010":{"SAC":25,"SIC":201},"030":[{"WE":1},{"WE":18}],)"
        R"("040":{"RHO":{"value":16,"unit":"NM"},"THETA":{"value":90,"unit":"deg"}},)"
        R"("130":{"SRR":{"SRR":4}},"140":{"ToD":{"value":26645.5,"unit":"s"}}}})");
}

TEST_CASE("An air speed is Mach where its first bit says so") {
  const std::vector<std::byte> bytes = bytes_of("01 40 83 20");
  Splitter splitter{category_021(), bytes, 0};
  const Record* record = splitter.next();
  REQUIRE(record != nullptr);
  CHECK(json(*record, {}).find(R"("150":{"IM":1,"AS":{"value":0.8,"unit":"Mach"}})") != std::string::npos);
}

TEST_CASE("A draft is made by name, rounded to the step of its field") {
  Draft draft;
  set(draft, category_048(), "010", "SAC", 25);
  set(draft, category_048(), "010", "SIC", 201);
  set(draft, category_048(), "040", "RHO", 197.683);
  set(draft, category_048(), "040", "THETA", 340.137);
  set_text(draft, category_048(), "070", "MODE3A", "7130");
  set_text(draft, category_048(), "220", "ADDRESS", "3C660C");
  set_text(draft, category_048(), "240", "IDENT", "DLH65A");
  set(draft, category_048(), "110", "HEIGHT", -250);
  CHECK(encode(category_048(), std::vector<Draft>{draft}) ==
        bytes_of("30 00 19 99 C1 08 19 C9 C5 AF F1 E0 0E 58 3C 66 0C 10 C2 36 D4 18 20 3F F6"));
  CHECK_THROWS_AS(set(draft, category_048(), "040", "RHO", 256), std::out_of_range);
  CHECK_THROWS_AS(set(draft, category_048(), "110", "HEIGHT", 204'800), std::out_of_range);
  CHECK_THROWS_AS(set(draft, category_048(), "040", "RANGE", 1), std::out_of_range);
  CHECK_THROWS_AS(set_text(draft, category_048(), "070", "MODE3A", "7180"), std::out_of_range);
}

TEST_CASE("Records that do not fit into one block go into several") {
  Draft draft;
  for (unsigned k = 0; k < 250; ++k)
    draft.push_back({.item = 24, .field = 0, .repetition = static_cast<std::uint16_t>(k), .bits = k});
  REQUIRE(category_048().items[24].name == "250");
  const std::vector<Draft> drafts(40, draft);
  const std::vector<std::byte> file = encode(category_048(), drafts);
  std::size_t blocks = 0;
  for (std::size_t at = 0; at < file.size(); ++blocks)
    at += std::to_integer<std::size_t>(file[at + 1]) << 8U | std::to_integer<std::size_t>(file[at + 2]);
  CHECK(blocks == 2);
}

}  // namespace recon::asterix
