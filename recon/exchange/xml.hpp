// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>

#include <pugixml.hpp>

#include "recon/exchange/lines.hpp"

/// XML of track files, only for .cpp files of this folder. pugixml knows no entities but the five of XML and
/// opens no address; what is nested deeper than deepest_xml is refused.
namespace recon::exchange {

/// Throws load::UnreadableFile for what is no XML. Of a text that is cut off, what came before is kept and
/// `cut_off` says so.
class Xml {
public:
  explicit Xml(std::string_view bytes);
  [[nodiscard]] pugi::xml_node root() const { return document_.document_element(); }
  [[nodiscard]] std::size_t line(const pugi::xml_node& node) const;
  [[nodiscard]] bool cut_off() const { return cut_off_; }

private:
  pugi::xml_document document_;
  LineIndex lines_;
  bool cut_off_ = false;
};

/// "Track" of "gx:Track": files choose their own prefixes.
[[nodiscard]] std::string_view local_name(const pugi::xml_node& node);
[[nodiscard]] pugi::xml_node child(const pugi::xml_node& node, std::string_view name);
/// Trimmed; "" where there is none.
[[nodiscard]] std::string_view text_of(const pugi::xml_node& node);

}  // namespace recon::exchange
