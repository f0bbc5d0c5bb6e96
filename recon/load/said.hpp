// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <google/protobuf/message.h>

#include "recon/load/problems.hpp"
#include "recon/load/skeleton.hpp"

namespace recon::load {

/// Where values of one file are looked up, and where what is wrong with them goes.
struct Reading {
  std::string file;
  const TextFile* text = nullptr;  // none for JSON and binary: places then name the file only
  Problems& problems;
};

/// A message of the schema and the block it was written in: what was said, each value with its place.
/// Fields are asked for by their name in the schema; a name it does not have is a mistake of ours
/// (std::logic_error).
class Said {
public:
  Said(const google::protobuf::Message& message, const Written* block, incident::Place place,
       Reading& reading)
      : message_{&message}, block_{block}, place_{std::move(place)}, reading_{&reading} {}

  [[nodiscard]] const incident::Place& place() const { return place_; }
  [[nodiscard]] bool has(const char* field) const;
  [[nodiscard]] incident::Text text(const char* field) const;
  [[nodiscard]] std::vector<incident::Text> texts(const char* field) const;
  [[nodiscard]] std::optional<bool> truth(const char* field) const;
  [[nodiscard]] std::optional<unsigned> whole(const char* field) const;
  [[nodiscard]] std::optional<double> number(const char* field) const;
  /// The enumerator of that word. REQUIRES: Enum lists the schema's words in their order, without
  /// the first, which is never said.
  template <class Enum>
  [[nodiscard]] std::optional<Enum> word(const char* field) const {
    const std::optional<int> number = word_number(field);
    return number ? std::optional{static_cast<Enum>(*number - 1)} : std::nullopt;
  }
  [[nodiscard]] std::optional<Said> one(const char* field) const;
  [[nodiscard]] std::vector<Said> all(const char* field) const;
  /// Name of the oneof's field that was said, empty if none was.
  [[nodiscard]] std::string chosen(const char* oneof) const;
  /// Reports that the message as a whole is wrong.
  void refuse(std::string what, int rule) const { report(reading_->problems, place_, std::move(what), rule); }

private:
  [[nodiscard]] const google::protobuf::FieldDescriptor& descriptor(const char* field) const;
  [[nodiscard]] std::optional<int> word_number(const char* field) const;
  [[nodiscard]] std::vector<const Written*> written(const char* field) const;
  [[nodiscard]] incident::Place place_in_file(const Written* written) const;
  [[nodiscard]] incident::Place place_of(const char* field) const;

  const google::protobuf::Message* message_;
  const Written* block_;
  incident::Place place_;
  Reading* reading_;
};

}  // namespace recon::load
