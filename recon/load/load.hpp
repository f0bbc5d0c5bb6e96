// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "recon/incident/incident.hpp"

/// Turns files into what they literally say, keeping the line each value came from. The only place,
/// with report's writer, that knows the file formats; protobuf, GDAL and CSV stay inside.
namespace recon::load {

/// The file cannot be used at all: one clear message, caught once in main.cpp, exit code 1.
class UnreadableFile : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// Where borders and incidents that come with recon lie: $RECON_DATA_DIR, else the source tree it was
/// built from, else <prefix>/share/recon.
[[nodiscard]] std::filesystem::path data_folder();

/// A file that was read, for the reproducibility box.
struct Input {
  std::string name;    // relative to the case folder, or the library entry's name
  std::string sha256;  // hexadecimal
};

/// Everything a case folder says, and all that is wrong with it, sorted by place.
struct LoadedCase {
  incident::Incident incident;
  std::map<std::string, incident::BorderVersion> borders;  // by the case's border id; those that loaded
  std::map<std::string, geo::SharedOutline> areas;         // of zones drawn in a file, by the zone's id
  std::vector<incident::Problem> problems;
  std::vector<Input> inputs;
  [[nodiscard]] bool usable() const;  // no problem is an error
};

struct Options {
  std::filesystem::path
      library;  // the only one to look in; empty: recon's own, then the user's (library.hpp)
};

/// Reads a case: a folder (all *.textproto merged), one .textproto, .json or .binpb file. Tracks and
/// borders it names are read too. Never throws for what a file says, only when nothing can be read.
/// Bounds: 16 MiB a file, 100 000 in a list, 64 KiB a text, depth 32; UTF-8.
[[nodiscard]] LoadedCase load_case(const std::filesystem::path& path, const Options& options = {});

/// The rules of docs/case-file.md over an incident: references, figures, times, coordinates, names.
[[nodiscard]] std::vector<incident::Problem> check(const incident::Incident& incident);

/// A library entry or a file beside the case, with its outlines. Throws UnreadableFile.
[[nodiscard]] incident::BorderVersion load_border(const incident::Border& border,
                                                  const std::filesystem::path& case_folder,
                                                  const Options& options);

/// The same case in another form of the same schema.
enum class Form { textproto, json, binary };
[[nodiscard]] std::string convert_case(const std::filesystem::path& path, Form form);

/// SHA-256 of bytes, hexadecimal.
[[nodiscard]] std::string sha256(std::string_view bytes);

/// "letter.textproto:41:3: what (rule 12)".
[[nodiscard]] std::string print(const incident::Problem& problem);

/// Lays out an empty, commented case folder; refuses to touch one that exists.
void new_case(const std::filesystem::path& folder, std::string_view id);

}  // namespace recon::load
