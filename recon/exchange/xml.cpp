// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/xml.hpp"

#include "recon/exchange/import.hpp"
#include "recon/load/load.hpp"
#include "recon/units/text.hpp"

namespace recon::exchange {

namespace {

// pugixml neither parses nor frees by recursion, so that it may hold what is too deep for us to walk.
class Depth final : public pugi::xml_tree_walker {
public:
  bool for_each(pugi::xml_node& /*node*/) override { return depth() < deepest_xml; }
};

}  // namespace

Xml::Xml(std::string_view bytes) : lines_{bytes} {
  const pugi::xml_parse_result result =
      document_.load_buffer(bytes.data(), bytes.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!result) {
    if (document_.document_element().empty())
      throw load::UnreadableFile{std::string{"no XML: "} + result.description() + " in line " +
                                 std::to_string(lines_.line(static_cast<std::size_t>(result.offset)))};
    cut_off_ = true;
  }
  Depth depth;
  if (!document_.traverse(depth))
    throw load::UnreadableFile{"XML nested more than " + std::to_string(deepest_xml) + " deep"};
}

std::size_t Xml::line(const pugi::xml_node& node) const {
  const std::ptrdiff_t offset = node.offset_debug();
  return offset < 0 ? 0 : lines_.line(static_cast<std::size_t>(offset));
}

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& inner : node.children())
    if (local_name(inner) == name) return inner;
  return {};
}

std::string_view text_of(const pugi::xml_node& node) { return trimmed(node.child_value()); }

}  // namespace recon::exchange
