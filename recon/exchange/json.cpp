// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/json.hpp"

#include "recon/load/load.hpp"
#include "recon/units/text.hpp"

namespace recon::exchange {

Json::Json(std::string_view bytes) : padded_{bytes} {
  {
    // On-demand reading trusts what it has not reached: a list that is cut off leads simdjson 3.0 beyond the
    // end of the text. The whole is held to the grammar first.
    simdjson::dom::parser whole;
    if (const auto error = whole.parse(padded_).error(); error != simdjson::SUCCESS)
      throw load::UnreadableFile{std::string{"no JSON, or cut off: "} + simdjson::error_message(error)};
  }
  if (const auto error = parser_.iterate(padded_).get(document_); error != simdjson::SUCCESS)
    throw load::UnreadableFile{std::string{"no JSON, or cut off: "} + simdjson::error_message(error)};
}

std::string scalar(ondemand::value& value) {
  ondemand::json_type type{};
  if (value.type().get(type) != simdjson::SUCCESS) return {};
  if (type == ondemand::json_type::array || type == ondemand::json_type::object) return {};
  if (type == ondemand::json_type::string) {
    std::string_view text;
    return value.get_string().get(text) == simdjson::SUCCESS ? std::string{text} : std::string{};
  }
  const std::string_view token = trimmed(value.raw_json_token());
  return token == "null" ? std::string{} : std::string{token};
}

std::string member(ondemand::object& object, std::string_view key) {
  ondemand::value value;
  return object[key].get(value) == simdjson::SUCCESS ? scalar(value) : std::string{};
}

}  // namespace recon::exchange
