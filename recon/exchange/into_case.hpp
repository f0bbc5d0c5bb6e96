// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "recon/exchange/imported.hpp"
#include "recon/incident/incident.hpp"

/// From tracks read to the files of a case: its own table of each track, and a text that says where they
/// come from, what was assumed, and whose they are.
namespace recon::exchange {

/// The file that was read, and what its user wants done with it.
struct CaseWish {
  std::string file_name, sha256;   // of the original, which is not copied
  std::string case_id;             // of a case that does not exist yet; else empty
  std::string aircraft;            // an aircraft of the case; empty: one is made for each track
  std::string narrative;           // a narrative or a party of the case; empty: evidence that no party owns
  std::string sensor;              // of the case; of tracks of ranges and azimuths
  std::string radar;               // a printed position, for a sensor to be made
  std::string supersedes;          // a statement of the case that is read anew
  std::vector<std::string> taken;  // names of files that are in the folder: "a.textproto", "tracks/a.csv"
};

struct CaseFile {
  std::string name;  // beside the case: "tracks/flight.csv"
  std::string text;
};

/// Files to write, none of which is there yet; and what was left out or changed on the way, for the user.
struct IntoCase {
  std::vector<CaseFile> files;
  std::vector<std::string> said;
};

/// Rows in order of time, those that repeat time and place once, those outside of the case's window left
/// out; a track of more than 100 000 rows in several files (docs/case-file.md, Limits).
/// Throws load::UnreadableFile when nothing is left, or a name it was given is none of the case.
[[nodiscard]] IntoCase into_case(const Imported& imported, const CaseWish& wish,
                                 const incident::Incident& existing);

/// A track as the table that a case reads: columns by what its rows have.
///   (1) load::read_track() gives back the same figures
[[nodiscard]] std::string track_table(const std::vector<const Sighting*>& rows);

/// The account of an import in sentences: rows, reasons, assumptions, notices.
[[nodiscard]] std::vector<std::string> account(const Imported& imported);

}  // namespace recon::exchange
