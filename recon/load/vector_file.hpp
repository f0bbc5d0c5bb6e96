// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "recon/load/drawn.hpp"

namespace recon::load {

/// The file formats that outlines are read from, by the ending of a file's name.
/// `text`: one of those of text_outlines.hpp, by its content.
enum class VectorFormat {
  geojson,
  geopackage,
  shapefile,
  zipped_shapefile,
  kml,
  kmz,
  flatgeobuf,
  gml,
  text,
  unknown
};
[[nodiscard]] VectorFormat format_of(const std::string& file_name);

/// The polygons of a file by GDAL. Only the format's driver is asked; of the archive formats the one
/// shapefile, or every .kml, is unpacked within the limits. The system a file declares is in Drawn::crs, or
/// the caller's where it declares none. Throws UnreadableFile.
[[nodiscard]] Drawn read_vector_file(const std::vector<FileBytes>& files, const OutlineOptions& options,
                                     const std::vector<std::string>& candidates, Notes& notes);

/// What the directory of a zip archive names, folders left out. Throws UnreadableFile for what is none, and
/// beyond 10 000 members.
struct ArchiveMember {
  std::string name;
  bool encrypted = false;
  bool leads_out = false;  // "../x", "/x": out of a folder that it would be unpacked into
};
[[nodiscard]] std::vector<ArchiveMember> members_of(const FileBytes& archive);

/// The members of an archive whose names end in one of these; one that leads out is passed over, an encrypted
/// one refused. Its directory is held to the limits, and so
/// is every member while it is unpacked. Throws UnreadableFile.
[[nodiscard]] std::vector<FileBytes> unpacked(const FileBytes& archive,
                                              const std::vector<std::string>& endings);

}  // namespace recon::load
