// SPDX-License-Identifier: Apache-2.0
#include "recon/asterix/table.hpp"

#include <algorithm>
#include <cassert>

namespace recon::asterix {

namespace {

std::vector<std::size_t> profile_of(std::string_view names, const std::vector<Item>& items) {
  std::vector<std::size_t> profile;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    const std::string_view name = names.substr(0, end);
    names.remove_prefix(std::min(end + 1, names.size()));
    if (name.empty()) continue;
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.name == name; });
    assert(name == "-" || found != items.end());
    profile.push_back(found == items.end() ? Edition::nothing
                                           : static_cast<std::size_t>(found - items.begin()));
  }
  return profile;
}

void count_bytes(Item& item) {
  unsigned bits = 0, begin = 0;
  for (Field& field : item.fields) {
    field.first_bit = bits;
    bits += field.bits;
    if (item.rule != Rule::extended || field.as != As::fx) continue;
    item.extents.push_back((bits - begin) / 8);
    begin = bits;
  }
  item.length = bits / 8;
  for (Item& part : item.parts) count_bytes(part);
}

}  // namespace

Edition edition(Layout layout) {
  Edition made{.category = layout.category,
               .name = layout.name,
               .covers = layout.covers,
               .title = layout.title,
               .items = std::move(layout.items)};
  assert(made.items.size() <= 64);
  for (Item& item : made.items) count_bytes(item);
  made.profile = profile_of(layout.profile, made.items);
  made.second_profile = profile_of(layout.second_profile, made.items);
  made.expansion = profile_of(layout.expansion, made.items);
  for (const std::size_t item : made.expansion)
    if (item != Edition::nothing) made.of_expansion |= std::uint64_t{1} << item;
  return made;
}

Item pulse_quality(std::string_view name, std::string_view title) {
  return fixed(name, title,
               {spare(4), bit("QA4"), bit("QA2"), bit("QA1"), bit("QB4"), bit("QB2"), bit("QB1"), bit("QC4"),
                bit("QC2"), bit("QC1"), bit("QD4"), bit("QD2"), bit("QD1")});
}

Item gray_mode_c(std::string_view name) {
  return fixed(name, "Mode C as received, and its pulses of low quality",
               {bit("V"), bit("G"), spare(2), hex("MODEC", 12), spare(4), bit("QC1"), bit("QA1"), bit("QC2"),
                bit("QA2"), bit("QC4"), bit("QA4"), bit("QB1"), bit("QD1"), bit("QB2"), bit("QD2"),
                bit("QB4"), bit("QD4")});
}

Item code_reply(std::string_view name, std::string_view title, std::string_view digits) {
  return fixed(name, title, {bit("V"), bit("G"), bit("L"), spare(1), octal(digits)});
}

Item mode_5_summary(Field last) {
  return fixed("SUM", "Mode 5 summary",
               {bit("M5"), bit("ID"), bit("DA"), bit("M1"), bit("M2"), bit("M3"), bit("MC"), last});
}

Item x_pulses() {
  return fixed("XP", "X pulses",
               {spare(2), bit("XP"), bit("X5"), bit("XC"), bit("X3"), bit("X2"), bit("X1")});
}

Item date(std::string_view name) { return single(name, "date, YYYYMMDD", hex("DATE", 32)); }

Item transponder_registers(std::string_view name) {
  return repetitive(name, "transponder registers", {hex("MB", 56), code("BDS1", 4), code("BDS2", 4)});
}

Item trajectory_intent_status(std::string_view name) {
  return extended(name, "trajectory intent status", {bit("NAV"), bit("NVB"), spare(5), fx()});
}

Item trajectory_intent_points(std::string_view name) {
  return repetitive(name, "trajectory intent",
                    {bit("TCA"), bit("NC"), code("TCPN", 6), signed_number("ALT", 16, 10, "ft"),
                     signed_number("LAT", 24, 180.0 / 8388608, "deg"),
                     signed_number("LON", 24, 180.0 / 8388608, "deg"), code("PT", 4), code("TD", 2),
                     bit("TRA"), bit("TOA"), number("TOV", 24, 1, "s"), number("TTR", 16, 0.01, "NM")});
}

}  // namespace recon::asterix
