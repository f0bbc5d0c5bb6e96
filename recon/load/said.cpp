// SPDX-License-Identifier: Apache-2.0
#include "recon/load/said.hpp"

#include <cmath>
#include <stdexcept>

#include <google/protobuf/descriptor.h>

namespace recon::load {

namespace pb = google::protobuf;
using incident::Place;
using incident::Text;

const pb::FieldDescriptor& Said::descriptor(const char* field) const {
  const auto* found = message_->GetDescriptor()->FindFieldByName(field);
  if (found == nullptr) throw std::logic_error{message_->GetDescriptor()->name() + " has no field " + field};
  return *found;
}

// Fields of that name in the block, the short list form opened up: the n-th is the n-th value.
std::vector<const Written*> Said::written(const char* field) const {
  std::vector<const Written*> found;
  if (block_ == nullptr) return found;
  for (const Written& candidate : block_->inside) {
    if (candidate.bad || candidate.name != field) continue;
    if (candidate.shape != Written::Shape::list)
      found.push_back(&candidate);
    else
      for (const Written& item : candidate.inside) found.push_back(&item);
  }
  return found;
}

Place Said::place_in_file(const Written* written) const {
  if (written == nullptr || reading_->text == nullptr)
    return {.file = reading_->file, .line = 0, .column = 0};
  return reading_->text->place(written->begin);
}

Place Said::place_of(const char* field) const {
  const auto found = written(field);
  return place_in_file(found.empty() ? nullptr : found.front());
}

bool Said::has(const char* field) const {
  return message_->GetReflection()->HasField(*message_, &descriptor(field));
}

Text Said::text(const char* field) const {
  if (!has(field)) return {};
  return {.text = message_->GetReflection()->GetString(*message_, &descriptor(field)),
          .place = place_of(field)};
}

std::vector<Text> Said::texts(const char* field) const {
  const pb::Reflection& reflection = *message_->GetReflection();
  const int size = reflection.FieldSize(*message_, &descriptor(field));
  const auto places = written(field);
  std::vector<Text> texts;
  for (int i = 0; i < size; ++i) {
    const auto n = static_cast<std::size_t>(i);
    texts.push_back({.text = reflection.GetRepeatedString(*message_, &descriptor(field), i),
                     .place = place_in_file(n < places.size() ? places[n] : nullptr)});
  }
  return texts;
}

std::optional<bool> Said::truth(const char* field) const {
  if (!has(field)) return std::nullopt;
  return message_->GetReflection()->GetBool(*message_, &descriptor(field));
}

std::optional<unsigned> Said::whole(const char* field) const {
  if (!has(field)) return std::nullopt;
  return message_->GetReflection()->GetUInt32(*message_, &descriptor(field));
}

std::optional<double> Said::number(const char* field) const {
  if (!has(field)) return std::nullopt;
  const double value = message_->GetReflection()->GetDouble(*message_, &descriptor(field));
  if (std::isfinite(value)) return value;
  report(reading_->problems, place_of(field), "a number belongs here, for example 0.5", 2);
  return std::nullopt;
}

// JSON and binary can carry what textproto.cpp refuses: the unsaid word, and numbers of no word.
std::optional<int> Said::word_number(const char* field) const {
  if (!has(field)) return std::nullopt;
  const auto& type = *descriptor(field).enum_type();
  const int number = message_->GetReflection()->GetEnumValue(*message_, &descriptor(field));
  const auto* value = type.FindValueByNumber(number);
  if (value != nullptr && number != 0) return number;
  report(reading_->problems, place_of(field),
         value == nullptr ? "no word has the number " + std::to_string(number) + " for " + field
                          : value->name() + " is not written; leave the field out",
         2);
  return std::nullopt;
}

std::optional<Said> Said::one(const char* field) const {
  if (!has(field)) return std::nullopt;
  const auto found = written(field);
  const Written* block = found.empty() ? nullptr : found.front();
  return Said{message_->GetReflection()->GetMessage(*message_, &descriptor(field)), block,
              place_in_file(block), *reading_};
}

std::vector<Said> Said::all(const char* field) const {
  const auto blocks = written(field);
  const int size = message_->GetReflection()->FieldSize(*message_, &descriptor(field));
  std::vector<Said> all;
  for (int i = 0; i < size; ++i) {
    const auto n = static_cast<std::size_t>(i);
    const Written* block = n < blocks.size() ? blocks[n] : nullptr;
    all.emplace_back(message_->GetReflection()->GetRepeatedMessage(*message_, &descriptor(field), i), block,
                     place_in_file(block), *reading_);
  }
  return all;
}

std::string Said::chosen(const char* oneof) const {
  const auto* found = message_->GetDescriptor()->FindOneofByName(oneof);
  if (found == nullptr) throw std::logic_error{message_->GetDescriptor()->name() + " has no oneof " + oneof};
  const auto* field = message_->GetReflection()->GetOneofFieldDescriptor(*message_, found);
  return field == nullptr ? "" : field->name();
}

}  // namespace recon::load
