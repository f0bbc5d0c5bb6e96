// SPDX-License-Identifier: Apache-2.0
#include "recon/load/textproto.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include "recon/load/check.hpp"

namespace recon::load {

namespace {

namespace pb = google::protobuf;
using Shape = Written::Shape;
using Type = pb::FieldDescriptor::CppType;

std::string in_quotes(std::string_view text) { return "'" + std::string{text} + "'"; }

// ---- one value against its type; nothing when it fits ----

std::string words_of(const pb::EnumDescriptor& type) {
  std::vector<std::string> words;
  for (int i = 0; i < type.value_count(); ++i)
    if (type.value(i)->number() != 0) words.push_back(type.value(i)->name());
  return checking::listed(words, ", ");
}

std::optional<std::string> wrong_text(const Written& written) {
  if (written.shape == Shape::text) return std::nullopt;
  const std::string raw{written.raw};
  const bool figure = !raw.empty() && (raw[0] == '-' || raw[0] == '.' || (raw[0] >= '0' && raw[0] <= '9'));
  const std::string unit = written.shape == Shape::number && written.name == "is" ? " unit" : "";
  return (figure ? "a printed figure stands in quotes: \"" : "text stands in quotes: \"") + raw + unit + "\"";
}

std::optional<std::string> wrong_word(const Written& written, const pb::EnumDescriptor& type) {
  if (written.shape == Shape::text) return "a word of ours stands without quotes: " + words_of(type);
  if (written.shape == Shape::number) return "a word belongs here, not a number: " + words_of(type);
  const auto* value = written.shape == Shape::word ? type.FindValueByName(std::string{written.raw}) : nullptr;
  if (value == nullptr)
    return in_quotes(written.raw) + " is not one of the words for " + std::string{written.name} + ": " +
           words_of(type);
  if (value->number() == 0) return value->name() + " is not written; leave the field out";
  return std::nullopt;
}

std::optional<std::string> wrong_whole(const Written& written) {
  std::uint32_t value = 0;
  const char* end = written.raw.data() + written.raw.size();
  const auto read = std::from_chars(written.raw.data(), end, value);
  const bool octal = written.raw.size() > 1 && written.raw[0] == '0';  // protobuf would take 010 for 8
  if (written.shape == Shape::number && read.ec == std::errc{} && read.ptr == end && !octal)
    return std::nullopt;
  return "a whole number from 0 belongs here";
}

std::optional<std::string> wrong_number(const Written& written) {
  double value = 0.0;
  const char* end = written.raw.data() + written.raw.size();
  const auto read = std::from_chars(written.raw.data(), end, value);
  if (written.shape == Shape::number && read.ec == std::errc{} && read.ptr == end) return std::nullopt;
  return "a number belongs here, for example 0.5";
}

std::optional<std::string> wrong_truth(const Written& written) {
  if (written.shape == Shape::word && (written.raw == "true" || written.raw == "false")) return std::nullopt;
  return "true or false, not " + std::string{written.raw};
}

std::optional<std::string> wrong_block(const Written& written, const pb::Descriptor& type) {
  if (written.shape == Shape::block) return std::nullopt;
  const std::string name{written.name};
  const bool has_figure = type.FindFieldByName("is") != nullptr;
  const std::string value = written.shape == Shape::text || has_figure ? std::string{written.raw} : "…";
  return name + " holds fields of its own: " + name + " { " + (has_figure ? "is: " + value : "…") + " }";
}

std::optional<std::string> wrong_value(const Written& written, const pb::FieldDescriptor& field) {
  if (field.cpp_type() == Type::CPPTYPE_MESSAGE) return wrong_block(written, *field.message_type());
  if (written.shape == Shape::block)
    return std::string{written.name} + " is one value, not a block: " + std::string{written.name} + ": …";
  switch (field.cpp_type()) {
    case Type::CPPTYPE_STRING:
      return wrong_text(written);
    case Type::CPPTYPE_ENUM:
      return wrong_word(written, *field.enum_type());
    case Type::CPPTYPE_UINT32:
      return wrong_whole(written);
    case Type::CPPTYPE_DOUBLE:
      return wrong_number(written);
    case Type::CPPTYPE_BOOL:
      return wrong_truth(written);
    default:
      return std::nullopt;  // the schema has no other types; protobuf judges
  }
}

// ---- all fields of a block ----

class Schema {
public:
  Schema(Textproto& textproto, Problems& problems) : textproto_{textproto}, problems_{problems} {}

  void hold(std::vector<Written>& fields, const pb::Descriptor& type) {
    std::map<const pb::FieldDescriptor*, const Written*> said;
    std::map<const pb::OneofDescriptor*, const Written*> chosen;
    std::map<const pb::FieldDescriptor*, std::size_t> counts;
    for (Written& written : fields) {
      if (told_ > most_mistakes) return;
      if (written.bad) {
        spoil();
        continue;
      }
      const auto* field = type.FindFieldByName(std::string{written.name});
      if (field == nullptr) {
        wrong(written, written.begin, unknown(written, type), 1);
        continue;
      }
      if (!field->is_repeated() && !first(written, *field, said, chosen)) continue;
      if (written.shape == Shape::list ? !list(written, *field) : !value(written, *field)) continue;
      counts[field] += written.shape == Shape::list ? written.inside.size() : 1;
      if (counts[field] > longest_list) {
        wrong(written, written.begin,
              "more than 100 000 of " + in_quotes(written.name) + " in one list; reading ends here", 31);
        textproto_.skeleton.ended = true;
        return;
      }
    }
  }

private:
  bool first(Written& written, const pb::FieldDescriptor& field,
             std::map<const pb::FieldDescriptor*, const Written*>& said,
             std::map<const pb::OneofDescriptor*, const Written*>& chosen) {
    const auto [before, is_first] = said.emplace(&field, &written);
    if (!is_first) {
      wrong(written, written.begin,
            in_quotes(written.name) + " is already said in line " +
                std::to_string(textproto_.file.line_of(before->second->begin)),
            3);
      return false;
    }
    const pb::OneofDescriptor* oneof = field.real_containing_oneof();
    if (oneof == nullptr) return true;
    const auto [other, is_chosen] = chosen.emplace(oneof, &written);
    if (is_chosen) return true;
    wrong(written, written.begin, one_of(*oneof, written.name, other->second->name), 3);
    return false;
  }

  static std::string one_of(const pb::OneofDescriptor& oneof, std::string_view second,
                            std::string_view first) {
    const std::string beside = std::string{second} + " stands beside " + std::string{first};
    if (oneof.name() == "kind") return "one claim, one kind: " + beside + "; write a second claim";
    if (oneof.name() == "when") return "one claim, one time or event: " + beside + "; write a second claim";
    if (oneof.name() == "words")
      return "one statement, one of said, reported, shows: " + beside + "; write a second statement";
    return "one " + oneof.containing_type()->name() + ", one " + oneof.name() + ": " + beside;
  }

  bool list(Written& written, const pb::FieldDescriptor& field) {
    if (!field.is_repeated()) {
      wrong(written, written.value, in_quotes(written.name) + " is said once; it is not a list", 2);
      return false;
    }
    bool fits = true;
    for (Written& item : written.inside) fits = value(item, field) && fits;
    if (!fits) written.bad = true;  // a list with a hole is no textproto
    return fits;
  }

  bool value(Written& written, const pb::FieldDescriptor& field) {
    if (const auto trouble = wrong_value(written, field)) {
      wrong(written, written.value, *trouble, 2);
      return false;
    }
    if (written.raw.size() > longest_text) {
      wrong(written, written.begin,
            "a text of " + std::to_string(written.raw.size()) + " bytes; at most 65 536", 31);
      return false;
    }
    if (written.shape == Shape::block) {
      above_.push_back(&written);
      hold(written.inside, *field.message_type());
      above_.pop_back();
    }
    return true;
  }

  static std::string unknown(const Written& written, const pb::Descriptor& type) {
    std::vector<std::string> fields;
    fields.reserve(static_cast<std::size_t>(type.field_count()));
    for (int i = 0; i < type.field_count(); ++i) fields.push_back(type.field(i)->name());
    const auto meant = checking::meant(written.name, fields);
    return "no field " + in_quotes(written.name) + " in " + type.name() +
           (meant ? "; did you mean " + in_quotes(*meant) + "?" : "");
  }

  void wrong(Written& written, std::size_t where, std::string what, int rule) {
    written.bad = true;
    if (++told_ > most_mistakes) {
      if (told_ == most_mistakes + 1)
        report(problems_, textproto_.file.place(where), "too many mistakes; reading ends here", 0);
      textproto_.skeleton.ended = true;
      return;
    }
    report(problems_, textproto_.file.place(where), std::move(what), rule);
    spoil();
  }

  // The block around a mistake, and the claim around a kind.
  void spoil() {
    for (auto block = above_.rbegin(); block != above_.rend() && block < above_.rbegin() + 2; ++block)
      if (block == above_.rbegin() || (*block)->name == "claim")
        textproto_.spoilt.insert(textproto_.file.place((*block)->begin));
  }

  Textproto& textproto_;
  Problems& problems_;
  std::vector<const Written*> above_;
  std::size_t told_ = 0;
};

// ---- what is left, by protobuf ----

void overwrite_bad(const Written& written, std::string& text) {
  for (const Written& field : written.inside) {
    if (!field.bad) {
      overwrite_bad(field, text);
      continue;
    }
    for (std::size_t i = field.begin; i < field.end; ++i)
      if (text[i] != '\n') text[i] = ' ';
  }
}

// protobuf counts lines and columns from 0, columns in bytes with tabs to the next multiple of 8.
incident::Place place_of(const TextFile& file, int line, int column) {
  if (line < 0) return {.file = file.name(), .line = 0, .column = 0};
  std::size_t offset = file.line_start(line + 1);
  for (int at = 0; at < column && offset < file.text().size() && file.text()[offset] != '\n'; ++offset)
    at += file.text()[offset] == '\t' ? 8 - at % 8 : 1;
  return file.place(offset);
}

class Collector : public pb::io::ErrorCollector {
public:
  Collector(const TextFile& file, Problems& problems) : file_{file}, problems_{problems} {}
  void AddError(int line, pb::io::ColumnNumber column, const std::string& message) override {
    if (!std::exchange(told_, true)) report(problems_, place_of(file_, line, column), message, 2);
  }

private:
  const TextFile& file_;
  Problems& problems_;
  bool told_ = false;  // what follows the first is mostly its echo
};

}  // namespace

void read_textproto(Textproto& textproto, pb::Message& message, Problems& problems) {
  textproto.skeleton = read_skeleton(textproto.file);
  Skeleton& skeleton = textproto.skeleton;
  for (const Slip& slip : skeleton.slips)
    report(problems, textproto.file.place(slip.at), slip.what, slip.rule);
  Schema{textproto, problems}.hold(skeleton.root.inside, *message.GetDescriptor());
  if (skeleton.ended) return;

  std::string text{textproto.file.text()};
  overwrite_bad(skeleton.root, text);
  Collector collector{textproto.file, problems};
  pb::TextFormat::Parser parser;
  parser.RecordErrorsTo(&collector);
  parser.SetRecursionLimit(deepest_nesting);
  textproto.read = parser.ParseFromString(text, &message);
}

}  // namespace recon::load
