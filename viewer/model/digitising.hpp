// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "recon/exchange/case_folder.hpp"
#include "recon/exchange/picture.hpp"
#include "recon/incident/incident.hpp"

/// A picture being digitised: what was clicked and typed, and what follows from it by the same functions as
/// `recon georef` (docs/method/pictures.md). Nothing here knows a widget.
namespace recon::viewer {

/// What a control point is, on the map.
enum class KnownAs { graticule, triple_point, coast, place };
inline constexpr KnownAs all_known_as[] = {KnownAs::graticule, KnownAs::triple_point, KnownAs::coast,
                                           KnownAs::place};
[[nodiscard]] std::string_view words_of(KnownAs what);  // "triple point", as the case has it

struct Control {
  geo::Pixel pixel;
  std::string position;  // as printed; empty: not said yet
  KnownAs what = KnownAs::graticule;
  std::string name;
  friend bool operator==(const Control&, const Control&) = default;
};

/// A vertex of the drawn track, clicked once or again and again.
struct Traced {
  std::vector<geo::Pixel> clicks;
  std::string time, altitude;
  friend bool operator==(const Traced&, const Traced&) = default;
};

/// All that a user does to a picture: what undo takes back.
struct Drawn {
  std::vector<Control> controls;
  std::vector<Traced> track;
  std::vector<geo::Pixel> border;  // as the picture itself draws it
  std::optional<geo::Transform> transform;
  double pen_pixels = 4.0;
  std::string date, clock, datum;
  friend bool operator==(const Drawn&, const Drawn&) = default;
};

/// What a click does.
enum class Clicking { nothing, control, trace, again, border };

/// A point among those clicked; of `again` the latest click of its vertex.
struct PointOf {
  Clicking of = Clicking::nothing;
  std::size_t index = 0;
  friend bool operator==(const PointOf&, const PointOf&) = default;
};

/// "35.8057° N 36.1524° E · digits leave 6 m", or why it is not read.
struct PositionSaid {
  std::optional<geo::Position> position;
  std::string words;
};
[[nodiscard]] PositionSaid position_said(const std::string& printed);

/// What a time or a height means, or why it means nothing (`read` no).
struct FigureSaid {
  bool read = false;
  std::string words;
};
[[nodiscard]] FigureSaid height_said(const std::string& printed);
[[nodiscard]] FigureSaid time_said(const std::string& printed, const Drawn& drawn);

/// A position as one types it, with digits finer than `metres_apart`.
[[nodiscard]] std::string printed(const geo::Position& position, double metres_apart);

/// The picture on the ground; or why it is not there yet.
struct Lying {
  std::optional<exchange::LaidPicture> laid;
  std::string why_not;
  bool by_file = false;               // where the file itself says
  std::vector<std::size_t> controls;  // those used, of the drawing; empty where the file's are
};

struct ControlRow {
  PositionSaid said;
  std::optional<geo::Pixel> expected;  // where the fit has the known place
  std::optional<double> off_metres, off_pixels, left_out_metres, left_out_pixels;
  bool stands_out = false;
};

struct TracedRow {
  geo::Pixel mean;
  double spread = 0.0;                    // of its clicks, pixels
  std::optional<geo::Position> position;  // where it lies, and the radius around that for 95 in 100
  std::optional<double> radius_metres, own_metres;
  std::optional<exchange::BesideLine> beside;
  FigureSaid time, altitude;  // empty where none is said
};

/// Where a track goes: a folder that is made if it is not there.
struct Destination {
  std::filesystem::path folder;
  std::string aircraft, narrative;  // of the case; empty: made, and evidence
  std::string supersedes;           // the statement of the case that is corrected so; empty: none
};

/// A track that a case has of a picture, as it was clicked.
struct KeptTrack {
  std::string statement;        // whose drawing it is
  std::string aircraft, party;  // party empty: evidence
  std::string picture, sha256;  // a file beside the case
  bool superseded = false;
  Drawn drawn;
};
/// In the order of the case. Where vertices were clicked again, all of their clicks; controls that the
/// picture's file itself gave are left to the file.
[[nodiscard]] std::vector<KeptTrack> kept_tracks(const incident::Incident& incident);

/// "press-map" for "Press map.png": what a case made of it is called, until it gets a better name.
[[nodiscard]] std::string suggested_name(const std::filesystem::path& picture);

/// One session with one picture. Every change is one step of undo.
class Digitising {
public:
  /// Throws load::UnreadableFile for what is no picture.
  /// `first`: what is set before anything is clicked, as the day and clock of a case.
  explicit Digitising(std::filesystem::path file, Drawn first = {});

  [[nodiscard]] const std::filesystem::path& file() const { return file_; }
  [[nodiscard]] const exchange::PictureFile& picture() const { return picture_; }
  [[nodiscard]] const std::string& sha256() const { return sha256_; }
  /// To be shown; the session keeps none of it.
  [[nodiscard]] exchange::PictureImage image() const;

  [[nodiscard]] const Drawn& drawn() const { return drawn_; }
  [[nodiscard]] const Lying& lying() const { return lying_; }
  [[nodiscard]] const std::vector<ControlRow>& controls() const { return control_rows_; }
  [[nodiscard]] const std::vector<TracedRow>& track() const { return track_rows_; }

  void change(Drawn drawn);
  void undo();
  void redo();
  [[nodiscard]] bool can_undo() const { return !undone_.empty(); }
  [[nodiscard]] bool can_redo() const { return !redone_.empty(); }
  /// Goes on with what a case has of this picture; one step of undo, and nothing that would have to be saved.
  void reopen(const KeptTrack& kept);
  /// What was reopened last, and may be corrected so.
  [[nodiscard]] const std::optional<KeptTrack>& reopened() const { return reopened_; }
  /// Another track of the same picture: its control points and border stay, and nothing is corrected.
  void begin_another();

  /// Is there anything that no case has?
  [[nodiscard]] bool unsaved() const;

  /// A click, rounded to a tenth of a pixel. Nothing outside of the picture, and in `again` nothing further
  /// than `reach` pixels from the vertex that is wanted. What was clicked, or nullopt.
  std::optional<PointOf> click(Clicking what, const geo::Pixel& pixel, double reach = 1e9);
  /// The vertex to be clicked again: the first of those with the fewest clicks.
  [[nodiscard]] std::optional<std::size_t> wanted_again() const;
  void move(const PointOf& point, const geo::Pixel& to);
  void remove(const PointOf& point);
  [[nodiscard]] std::optional<geo::Pixel> pixel_of(const PointOf& point) const;
  /// The nearest of them within reach.
  [[nodiscard]] std::optional<PointOf> near(const geo::Pixel& pixel, double reach) const;

  /// "95 % of positions within 340 m, of which the transform 310 m ..."; or why nothing can be said.
  [[nodiscard]] std::string headline() const;
  /// The rest of it, a sentence each.
  [[nodiscard]] std::vector<std::string> sentences() const;

  /// What a case would be given. Throws load::UnreadableFile, saying what is missing.
  [[nodiscard]] exchange::CaseAddition addition(const Destination& destination) const;
  /// Writes all of it or nothing, and counts as saved then. What was written. Throws.
  exchange::CaseAddition save(const Destination& destination);

private:
  [[nodiscard]] std::vector<exchange::Click> control_clicks(std::vector<std::size_t>& used) const;
  [[nodiscard]] exchange::Clicks trace_clicks() const;
  [[nodiscard]] exchange::Clicks border_clicks() const;
  [[nodiscard]] exchange::ImportWish wish() const;
  [[nodiscard]] Lying lay() const;
  void refresh();
  void refresh_controls();
  void refresh_track();

  std::filesystem::path file_;
  exchange::PictureFile picture_;
  std::string bytes_, sha256_;
  Drawn drawn_, saved_;
  std::optional<KeptTrack> reopened_;
  std::vector<Drawn> undone_, redone_;
  Lying lying_;
  std::vector<ControlRow> control_rows_;
  std::vector<TracedRow> track_rows_;
};

// ---- what is laid over the picture -------------------------------------------------------------------

using PixelLine = std::vector<geo::Pixel>;

/// Ground lines as the picture shows them: pieces within it and some way beyond.
[[nodiscard]] std::vector<PixelLine> seen(const exchange::LaidPicture& laid,
                                          const std::vector<std::vector<geo::Position>>& lines,
                                          double columns, double rows);

/// The graticule as the fit has it, at round degrees or minutes.
struct SeenGraticule {
  struct Line {
    std::string words;  // "35.5° N"
    std::vector<PixelLine> pieces;
  };
  std::vector<Line> lines;
};
[[nodiscard]] SeenGraticule graticule(const exchange::LaidPicture& laid, double columns, double rows);

/// A window wider by a share of itself to every side.
[[nodiscard]] geo::Window grown(const geo::Window& window, double share);

/// What of the ground the picture shows, or a map about its known points should: nullopt where nothing is
/// known of it yet.
[[nodiscard]] std::optional<geo::Window> ground_of(const Digitising& session);

}  // namespace recon::viewer
