// SPDX-License-Identifier: Apache-2.0
#include "recon/load/library.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <map>
#include <system_error>

#include <google/protobuf/text_format.h>

#include "recon/load/bytes.hpp"
#include "recon/load/from_file.hpp"
#include "recon/load/problems.hpp"
#include "recon/load/textproto.hpp"
#include "recon/units/whole_file.hpp"
#include "recon/v1/zone.pb.h"

namespace recon::load {

namespace {

namespace fs = std::filesystem;
using incident::Border;
using incident::Text;

constexpr const char* ending = ".textproto";

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
  throw UnreadableFile{name + ": " + why};
}

std::optional<fs::path> folder_from(const char* variable) {
  const char* value = std::getenv(variable);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

/// Bundled first, then the user's, if it is another one.
std::vector<LibraryEntry> folders(const Options& options) {
  if (!options.library.empty()) return {{.id = {}, .folder = options.library, .bundled = true}};
  std::vector<LibraryEntry> found{{.id = {}, .folder = data_folder() / "borders", .bundled = true}};
  const fs::path own = user_library();
  std::error_code ignored;
  if (!own.empty() && fs::is_directory(own, ignored) && !fs::equivalent(own, found.front().folder, ignored))
    found.push_back({.id = {}, .folder = own, .bundled = false});
  return found;
}

bool is_id(const std::string& text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  };
  return !text.empty() && text.size() <= 100 && std::all_of(text.begin(), text.end(), fits) &&
         text.front() != '.';
}

[[noreturn]] void refuse_two(const LibraryEntry& a, const LibraryEntry& b) {
  refuse(a.id, "two borders of this name: " + (a.folder / (a.id + ending)).string() + " and " +
                   (b.folder / (b.id + ending)).string() + "; remove or rename one");
}

std::vector<LibraryEntry> entries_in(const LibraryEntry& where) {
  std::vector<LibraryEntry> found;
  std::error_code ignored;
  for (const auto& file : fs::directory_iterator(where.folder, ignored))
    if (file.path().extension() == ending)
      found.push_back({.id = file.path().stem().string(), .folder = where.folder, .bundled = where.bundled});
  return found;
}

// ---- writing ----

v1::Border message_of(const Border& border) {
  v1::Border message;
  const auto say = [](const Text& text, auto&& set) {
    if (!text.empty()) set(text.text);
  };
  say(border.id, [&](const std::string& t) { message.set_id(t); });
  say(border.title, [&](const std::string& t) { message.set_title(t); });
  say(border.file, [&](const std::string& t) { message.set_file(t); });
  say(border.sha256, [&](const std::string& t) { message.set_sha256(t); });
  say(border.publisher, [&](const std::string& t) { message.set_publisher(t); });
  say(border.edition, [&](const std::string& t) { message.set_edition(t); });
  say(border.date, [&](const std::string& t) { message.set_date(t); });
  say(border.licence, [&](const std::string& t) { message.set_licence(t); });
  say(border.attribution, [&](const std::string& t) { message.set_attribution(t); });
  say(border.line_error, [&](const std::string& t) { message.set_line_error(t); });
  say(border.shift_error, [&](const std::string& t) { message.set_shift_error(t); });
  say(border.correlation, [&](const std::string& t) { message.set_correlation(t); });
  say(border.known_flaw, [&](const std::string& t) { message.set_known_flaw(t); });
  say(border.family, [&](const std::string& t) { message.set_family(t); });
  say(border.made_by, [&](const std::string& t) { message.set_made_by(t); });
  for (const Text& party : border.claimed_by) message.add_claimed_by(party.text);
  for (const Text& state : border.states) message.add_states(state.text);
  if (border.display_only) message.set_display_only(*border.display_only);
  // The schema's first word of each list is "unsaid".
  if (border.edge) message.set_edge(static_cast<v1::Border::Edge>(static_cast<int>(*border.edge) + 1));
  if (border.extent)
    message.set_extent(static_cast<v1::Border::Extent>(static_cast<int>(*border.extent) + 1));
  if (border.frame) {
    v1::Frame& frame = *message.mutable_frame();
    frame.set_west(in_degrees(border.frame->west));
    frame.set_south(in_degrees(border.frame->south));
    frame.set_east(in_degrees(border.frame->east));
    frame.set_north(in_degrees(border.frame->north));
  }
  return message;
}

constexpr double steps_per_degree = 1e7;

std::int64_t steps(Angle angle) { return std::llround(in_degrees(angle) * steps_per_degree); }

void append_degrees(std::int64_t step, std::string& out) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                 static_cast<double>(step) / steps_per_degree, std::chars_format::fixed);
  out.append(buffer.data(), end.ptr);
}

bool is_anticlockwise(const geo::Ring& ring) {
  double twice = 0.0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const geo::Position &a = ring[i], &b = ring[(i + 1) % ring.size()];
    twice +=
        in_degrees(a.longitude) * in_degrees(b.latitude) - in_degrees(b.longitude) * in_degrees(a.latitude);
  }
  return twice > 0.0;
}

void append_ring(geo::Ring ring, bool anticlockwise, std::string& out) {
  if (is_anticlockwise(ring) != anticlockwise) std::reverse(ring.begin(), ring.end());
  ring.push_back(ring.front());
  out += '[';
  for (std::size_t i = 0; i < ring.size(); ++i) {
    out += i == 0 ? "[" : ",[";
    append_degrees(steps(ring[i].longitude), out);
    out += ',';
    append_degrees(steps(ring[i].latitude), out);
    out += ']';
  }
  out += ']';
}

std::string quoted_json(const std::string& text) {
  std::string out{'"'};
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20)
      out += ' ';
    else
      out += c;
  }
  return out + '"';
}

}  // namespace

fs::path user_library() {
  if (const auto chosen = folder_from("RECON_BORDERS")) return *chosen;
  if (const auto data = folder_from("XDG_DATA_HOME")) return *data / "recon" / "borders";
  if (const auto home = folder_from("HOME")) return *home / ".local" / "share" / "recon" / "borders";
  return {};
}

std::vector<LibraryEntry> library_entries(const Options& options) {
  std::vector<LibraryEntry> found;
  for (const LibraryEntry& where : folders(options))
    for (LibraryEntry& entry : entries_in(where)) found.push_back(std::move(entry));
  std::stable_sort(found.begin(), found.end(),
                   [](const LibraryEntry& a, const LibraryEntry& b) { return a.id < b.id; });
  const auto two = std::adjacent_find(
      found.begin(), found.end(), [](const LibraryEntry& a, const LibraryEntry& b) { return a.id == b.id; });
  if (two != found.end()) refuse_two(*two, *std::next(two));
  return found;
}

LibraryEntry find_entry(const std::string& id, const Options& options) {
  if (!is_id(id)) refuse(id, "not a name of a border: lower case, digits, hyphens");
  std::vector<LibraryEntry> found;
  std::error_code ignored;
  for (LibraryEntry& where : folders(options)) {
    where.id = id;
    if (fs::exists(fs::symlink_status(where.folder / (id + ending), ignored)))
      found.push_back(std::move(where));
  }
  if (found.empty()) refuse(id, "there is no border of this name in the library");
  if (found.size() > 1) refuse_two(found[0], found[1]);
  return found.front();
}

Border read_entry(const LibraryEntry& entry) {
  const std::string name = entry.id + ending;
  const Bytes read = read_beside(entry.folder, name, largest_case_file);
  if (!read.readable()) refuse(name, read.trouble);
  if (const auto at = first_not_utf8(read.bytes))
    refuse(name, not_utf8(static_cast<unsigned char>(read.bytes[*at])));

  Problems problems;
  v1::Border message;
  Textproto textproto{TextFile{name, std::string{without_mark(read.bytes)}}};
  read_textproto(textproto, message, problems);
  Reading reading{.file = name, .text = &textproto.file, .problems = problems};
  Border border =
      border_from(Said{message, &textproto.skeleton.root, {.file = name, .line = 1, .column = 1}, reading});
  if (!problems.empty()) throw UnreadableFile{print(problems.front())};
  return border;
}

incident::BorderVersion load_entry(const LibraryEntry& entry, const std::vector<std::string>& states) {
  Border border;
  border.id.text = border.library.text = entry.id;
  for (const std::string& state : states) border.states.push_back({.text = state});
  return load_border(border, ".", {.library = entry.folder});
}

std::string entry_text(const Border& border, const std::string& heading) {
  google::protobuf::TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  std::string fields;
  printer.PrintToString(message_of(border), &fields);
  std::string comment = "# proto-file: recon/v1/zone.proto\n# proto-message: recon.v1.Border\n";
  for (std::size_t from = 0; from < heading.size();) {
    const std::size_t to = std::min(heading.find('\n', from), heading.size());
    comment += "# " + heading.substr(from, to - from) + "\n";
    from = to + 1;
  }
  return comment + "\n" + fields;
}

std::string outlines_text(const std::map<std::string, geo::Outline>& outlines, const GeoJsonNotice& notice) {
  std::string out = R"({"type":"FeatureCollection","attribution":)" + quoted_json(notice.attribution) +
                    ",\"licence\":" + quoted_json(notice.licence) + ",\"features\":[\n";
  bool first = true;
  for (const auto& [state, outline] : outlines) {
    out += first ? "" : ",\n";
    first = false;
    out += R"({"type":"Feature","properties":{"state":)" + quoted_json(state) +
           R"(},"geometry":{"type":"MultiPolygon","coordinates":[)";
    for (std::size_t p = 0; p < outline.parts.size(); ++p) {
      out += p == 0 ? "[" : ",[";
      append_ring(outline.parts[p].outer, true, out);
      for (const geo::Ring& hole : outline.parts[p].holes) {
        out += ',';
        append_ring(hole, false, out);
      }
      out += ']';
    }
    out += "]}}";
  }
  return out + "\n]}\n";
}

Border add_entry(Border border, const std::string& outlines, const std::string& heading,
                 const fs::path& folder, Existing existing) {
  const std::string& id = border.id.text;
  if (!is_id(id)) refuse(id, "not a name of a border: lower case, digits, hyphens");
  if (folder.empty()) refuse(id, "no folder for borders of your own: set RECON_BORDERS");
  const fs::path entry = folder / (id + ending), file = folder / (id + ".geojson");
  const fs::path bundled = data_folder() / "borders";
  std::error_code ignored;
  if (!fs::equivalent(folder, bundled, ignored) && fs::exists(bundled / (id + ending), ignored))
    refuse(id, "a border of this name comes with recon; take another name");
  if (existing == Existing::refuse && (fs::exists(entry, ignored) || fs::exists(file, ignored)))
    refuse(entry.string(), "there is a border of this name already; replace it with --replace");

  border.file.text = file.filename().string();
  border.sha256.text = sha256(outlines);
  try {
    fs::create_directories(folder);
    WholeFile new_file{file}, new_entry{entry};
    new_file.write(outlines);
    new_entry.write(entry_text(border, heading));
    // The entry last: until it is there, nobody looks for the outlines.
    new_file.put_in_place();
    new_entry.put_in_place();
  } catch (const std::system_error& trouble) {
    refuse(folder.string(), trouble.code().message());
  }
  return border;
}

}  // namespace recon::load
