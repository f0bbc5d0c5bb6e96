// SPDX-License-Identifier: Apache-2.0
#include "recon/load/forms.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <utility>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/text_format.h>
#include <google/protobuf/unknown_field_set.h>
#include <google/protobuf/util/json_util.h>
#include <nlohmann/json.hpp>

#include "recon/load/bytes.hpp"
#include "recon/load/from_file.hpp"
#include "recon/load/textproto.hpp"

namespace recon::load {

namespace {

namespace fs = std::filesystem;
namespace pb = google::protobuf;
using incident::Place;

void take_in(Part& part, const TextFile* file, const Written* root) {
  Reading reading{.file = part.name, .text = file, .problems = part.problems};
  part.incident =
      incident_from(Said{part.message, root, {.file = part.name, .line = 0, .column = 0}, reading});
}

void read_as_textproto(Part& part, std::string bytes) {
  Textproto textproto{TextFile{part.name, std::move(bytes)}};
  read_textproto(textproto, part.message, part.problems);
  part.spoilt = std::move(textproto.spoilt);
  part.read = textproto.read;
  if (part.read) take_in(part, &textproto.file, &textproto.skeleton.root);
}

// ---- what JSON and binary can hold that textproto.cpp would have refused ----

// protobuf writes to standard error what it thinks of a message; here it is a Problem.
class Hush {
public:
  Hush() : before_{pb::SetLogHandler(nullptr)} {}
  ~Hush() { pb::SetLogHandler(before_); }
  Hush(const Hush&) = delete;
  Hush(Hush&&) = delete;
  Hush& operator=(const Hush&) = delete;
  Hush& operator=(Hush&&) = delete;

private:
  pb::LogHandler* before_;
};

class Bounds {
public:
  explicit Bounds(Part& part) : part_{part} {}

  void hold(const pb::Message& message, const std::string& path) {
    const pb::Reflection& reflection = *message.GetReflection();
    const pb::UnknownFieldSet& unknown = reflection.GetUnknownFields(message);
    for (int i = 0; i < unknown.field_count(); ++i)
      tell(path,
           "field " + std::to_string(unknown.field(i).number()) + " is not known to this version of recon",
           1);
    std::vector<const pb::FieldDescriptor*> fields;
    reflection.ListFields(message, &fields);
    for (const pb::FieldDescriptor* field : fields)
      hold(message, *field, (path.empty() ? "" : path + ".") + field->name());
  }

private:
  void hold(const pb::Message& message, const pb::FieldDescriptor& field, const std::string& path) {
    const pb::Reflection& reflection = *message.GetReflection();
    const int size = field.is_repeated() ? reflection.FieldSize(message, &field) : 1;
    if (static_cast<std::size_t>(size) > longest_list) return tell(path, "more than 100 000 in one list", 31);
    for (int i = 0; i < size; ++i) {
      const std::string at = field.is_repeated() ? path + "[" + std::to_string(i) + "]" : path;
      if (field.cpp_type() == pb::FieldDescriptor::CPPTYPE_MESSAGE)
        hold(field.is_repeated() ? reflection.GetRepeatedMessage(message, &field, i)
                                 : reflection.GetMessage(message, &field),
             at);
      else if (field.cpp_type() == pb::FieldDescriptor::CPPTYPE_STRING)
        hold(field.is_repeated() ? reflection.GetRepeatedString(message, &field, i)
                                 : reflection.GetString(message, &field),
             at);
    }
  }

  void hold(const std::string& text, const std::string& path) {
    if (text.size() > longest_text)
      tell(path, "a text of " + std::to_string(text.size()) + " bytes; at most 65 536", 31);
  }

  void tell(const std::string& path, const std::string& what, int rule) {
    report(part_.problems, {.file = part_.name, .line = 0, .column = 0},
           (path.empty() ? "" : path + ": ") + what, rule);
    part_.read = false;
  }

  Part& part_;
};

// ---- JSON ----

// What protobuf's reader passes over in silence: a key said twice, and nesting without end.
class Strictness : public nlohmann::json_sax<nlohmann::json> {
public:
  std::string trouble;
  int rule = 2;
  std::size_t byte = 0;

  bool null() override { return true; }
  bool boolean(bool /*value*/) override { return true; }
  bool number_integer(number_integer_t /*value*/) override { return true; }
  bool number_unsigned(number_unsigned_t /*value*/) override { return true; }
  bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return true; }
  bool string(string_t& /*value*/) override { return true; }
  bool binary(binary_t& /*value*/) override { return true; }
  bool start_object(std::size_t /*elements*/) override { return deeper(); }
  bool end_object() override { return shallower(); }
  bool start_array(std::size_t /*elements*/) override { return deeper(); }
  bool end_array() override { return shallower(); }
  bool key(string_t& name) override {
    std::string plain = name;  // protobuf takes superseded_by and supersededBy for the same field
    std::erase(plain, '_');
    std::transform(plain.begin(), plain.end(), plain.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (keys_.back().insert(plain).second) return true;
    trouble = "'" + name + "' is said twice in one object";
    rule = 3;
    return false;
  }
  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::json::exception& /*why*/) override {
    trouble = "this is not JSON; reading stops here";
    byte = position == 0 ? 0 : position - 1;
    return false;
  }

private:
  bool deeper() {
    keys_.emplace_back();
    // A list of messages is two levels of JSON and one of the schema.
    if (keys_.size() <= 2 * static_cast<std::size_t>(deepest_nesting)) return true;
    trouble = "objects lie more than 32 deep";
    rule = 31;
    return false;
  }
  bool shallower() {
    keys_.pop_back();
    return true;
  }
  std::vector<std::set<std::string>> keys_;
};

void read_as_json(Part& part, const std::string& bytes) {
  Strictness strictness;
  if (!nlohmann::json::sax_parse(bytes, &strictness)) {
    Place place{.file = part.name, .line = 0, .column = 0};
    if (strictness.byte > 0) place = TextFile{part.name, bytes}.place(strictness.byte);
    return report(part.problems, std::move(place), strictness.trouble, strictness.rule);
  }
  const Hush hush;
  const auto status = pb::util::JsonStringToMessage(bytes, &part.message);
  if (!status.ok()) {
    const std::string what{status.message()};
    return report(part.problems, {.file = part.name, .line = 0, .column = 0}, what,
                  what.ends_with("Cannot find field.") ? 1 : 2);
  }
  part.read = true;
  Bounds{part}.hold(part.message, "");
  if (part.read) take_in(part, nullptr, nullptr);
}

// ---- binary ----

void read_as_binary(Part& part, const std::string& bytes) {
  const Hush hush;
  pb::io::ArrayInputStream array{bytes.data(), static_cast<int>(bytes.size())};
  pb::io::CodedInputStream stream{&array};
  stream.SetRecursionLimit(deepest_nesting);
  part.read = part.message.ParseFromCodedStream(&stream) && stream.ConsumedEntireMessage();
  if (!part.read)
    return report(part.problems, {.file = part.name, .line = 0, .column = 0},
                  "not a case in binary form, or cut off", 2);
  Bounds{part}.hold(part.message, "");
  if (part.read) take_in(part, nullptr, nullptr);
}

// ---- writing ----

std::string to_textproto(const v1::Incident& message) {
  pb::TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);  // ğ stays ğ
  std::string text = "# proto-file: recon/v1/incident.proto\n# proto-message: recon.v1.Incident\n", body;
  if (!printer.PrintToString(message, &body)) throw UnreadableFile{"the case cannot be written as textproto"};
  return text + body;
}

std::string to_json(const v1::Incident& message) {
  pb::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.preserve_proto_field_names = true;
  std::string text;
  const auto status = pb::util::MessageToJsonString(message, &text, options);
  if (!status.ok())
    throw UnreadableFile{"the case cannot be written as JSON: " + std::string{status.message()}};
  return text;
}

std::string to_binary(const v1::Incident& message) {
  std::string bytes;
  pb::io::StringOutputStream string{&bytes};
  pb::io::CodedOutputStream stream{&string};
  stream.SetSerializationDeterministic(true);
  if (!message.SerializeToCodedStream(&stream)) throw UnreadableFile{"the case cannot be written as binary"};
  stream.Trim();
  return bytes;
}

}  // namespace

Form form_of(const fs::path& path) {
  static const std::map<std::string, Form> forms{
      {".textproto", Form::textproto}, {".json", Form::json}, {".binpb", Form::binary}};
  const auto form = forms.find(path.extension().string());
  if (form == forms.end())
    throw UnreadableFile{path.filename().string() +
                         ": a case is a folder, or a .textproto, .json or .binpb file"};
  return form->second;
}

Part read_part(const fs::path& path, const std::string& name) {
  Part part;
  part.name = name;
  const Form form = form_of(path);
  const Place whole_file{.file = name, .line = 0, .column = 0};
  Bytes bytes = read_bytes(path, largest_case_file);
  if (!bytes.readable()) {
    report(part.problems, whole_file, bytes.trouble, bytes.rule);
    return part;
  }
  part.sha256 = sha256(bytes.bytes);
  if (form == Form::binary) {
    read_as_binary(part, bytes.bytes);
    return part;
  }
  if (const auto wrong = first_not_utf8(bytes.bytes)) {
    const auto byte = static_cast<unsigned char>(bytes.bytes[*wrong]);
    report(part.problems, TextFile{name, std::move(bytes.bytes)}.place(*wrong), not_utf8(byte), 31);
    return part;
  }
  std::string text{without_mark(bytes.bytes)};
  if (form == Form::json)
    read_as_json(part, text);
  else
    read_as_textproto(part, std::move(text));
  return part;
}

fs::path folder_of(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored) ? path : path.has_parent_path() ? path.parent_path() : fs::path{"."};
}

std::vector<Part> read_parts(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error)) throw UnreadableFile{path.string() + ": there is no such file or folder"};
  std::vector<fs::path> files;
  if (fs::is_directory(path, error)) {
    for (const auto& entry : fs::directory_iterator(path, error))
      if (entry.path().extension() == ".textproto" && entry.path().filename().string()[0] != '.')
        files.push_back(entry.path());
    if (error) throw UnreadableFile{path.string() + ": " + error.message()};
    if (files.empty()) throw UnreadableFile{path.string() + ": no .textproto file in this folder"};
  } else {
    files.push_back(path);
  }
  std::sort(files.begin(), files.end());
  std::vector<Part> parts;
  parts.reserve(files.size());
  for (const fs::path& file : files) parts.push_back(read_part(file, file.filename().string()));
  return parts;
}

std::string convert_case(const fs::path& path, Form form) {
  v1::Incident whole;
  std::string wrong;
  for (const Part& part : read_parts(path)) {
    for (const incident::Problem& problem : part.problems)
      if (problem.severity == incident::Severity::error) wrong += "\n" + print(problem);
    whole.MergeFrom(part.message);
  }
  if (!wrong.empty()) throw UnreadableFile{path.string() + ": mend this first, or it would be lost:" + wrong};
  switch (form) {
    case Form::textproto:
      return to_textproto(whole);
    case Form::json:
      return to_json(whole);
    case Form::binary:
      return to_binary(whole);
  }
  return {};
}

}  // namespace recon::load
