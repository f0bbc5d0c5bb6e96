// SPDX-License-Identifier: Apache-2.0
#include "viewer/model/digitising.hpp"

#include <cmath>
#include <fstream>

#include "tests/viewer/pressed_map.hpp"
#include <catch2/catch.hpp>

#include "recon/load/load.hpp"
#include "recon/normalise/normalise.hpp"

namespace recon::viewer {
namespace {

namespace fs = std::filesystem;
using test::PressedMap;

bool says(const std::vector<std::string>& sentences, const std::string& words) {
  return std::any_of(sentences.begin(), sentences.end(),
                     [&](const std::string& its) { return its.find(words) != std::string::npos; });
}

/// A session whose control points are the crossings, each clicked where it is.
struct Session {
  PressedMap map;
  Digitising session{map.file.toStdString()};
  explicit Session(std::size_t count = 6) {
    for (const test::Crossing& crossing : test::crossings()) {
      if (session.drawn().controls.size() == count) break;
      const auto clicked = session.click(Clicking::control, crossing.pixel);
      REQUIRE(clicked);
      Drawn next = session.drawn();
      next.controls[clicked->index].position = crossing.printed;
      session.change(next);
    }
  }
  void trace() {
    for (int i = 0; i < 5; ++i) {
      const geo::Position at = PressedMap::track_at(i);
      REQUIRE(session.click(Clicking::trace, PressedMap::pixel(at.latitude, at.longitude)));
    }
  }
};

TEST_CASE("What was typed is told at once: where it is and what its digits leave, or why it is no position") {
  CHECK(position_said("35°48'N 36°09'E").words == "35.8000° N 36.1500° E · its digits leave ±928 m");
  CHECK(position_said("35.80012 N 36.15 E").position);
  CHECK_FALSE(position_said("35.8 36.15").position);
  CHECK_THAT(position_said("35.8 36.15").words, Catch::Contains("N S E W"));
  CHECK_THAT(position_said("35.48.2 N 36.09.11 E").words, Catch::Contains("can be read in 2 ways"));
}

TEST_CASE("A position is printed with digits for the scale that it was picked at") {
  const geo::Position at{degrees(-35.123456), degrees(36.5)};
  CHECK(printed(at, 100.0) == "35.1235 S 36.5000 E");
  CHECK(printed(at, 1.0) == "35.123456 S 36.500000 E");
  CHECK(in_metres(geo::distance(at, *position_said(printed(at, 10.0)).position)) < 10.0);
}

TEST_CASE("Known points clicked give places within the error of a click") {
  Session digitised;
  digitised.trace();
  const Digitising& session = digitised.session;
  REQUIRE(session.lying().laid);
  CHECK(session.lying().laid->fit.transform == geo::Transform::similarity);
  for (const ControlRow& row : session.controls()) {
    CHECK(*row.off_metres < PressedMap::metres_a_pixel);
    CHECK(*row.off_pixels < 1.0);
    CHECK(*row.left_out_metres >= *row.off_metres);
    CHECK_FALSE(row.stands_out);
  }
  for (int i = 0; i < 5; ++i) {
    const TracedRow& row = session.track()[static_cast<std::size_t>(i)];
    CHECK(in_metres(geo::distance(*row.position, PressedMap::track_at(i))) < *row.radius_metres);
    CHECK(*row.radius_metres < 3.0 * PressedMap::metres_a_pixel * exchange::click_sigma(4.0));
  }
  CHECK_THAT(session.headline(),
             Catch::StartsWith("95 % of positions within") && Catch::Contains("of which the transform"));
  CHECK(says(session.sentences(), "similarity: shifted, scaled and turned; 25 m to a pixel"));
}

TEST_CASE("Until the points hold the picture it lies nowhere, and what is missing is said") {
  Session digitised{2};
  CHECK_FALSE(digitised.session.lying().laid);
  CHECK_THAT(digitised.session.headline(), Catch::StartsWith("2 control points; 3 are needed"));
  REQUIRE(digitised.session.click(Clicking::control, {600, 400}));
  CHECK(says(digitised.session.sentences(),
             "1 control point has no position that can be read, and is not used"));
  CHECK_FALSE(digitised.session.lying().laid);
  Drawn next = digitised.session.drawn();
  next.transform = geo::Transform::projective;
  digitised.session.change(next);
  CHECK_THAT(digitised.session.headline(), Catch::Contains("5 are needed"));
}

TEST_CASE("A point clicked amiss stands out and draws the fit's doubt with it") {
  Session digitised;
  const double before = digitised.session.lying().laid->fit.left_out_error;
  const geo::Pixel right = *digitised.session.pixel_of({Clicking::control, 2});
  digitised.session.move({Clicking::control, 2}, {right.column + 40.0, right.row});
  CHECK(digitised.session.lying().laid->fit.left_out_error > 10.0 * before);
  CHECK(digitised.session.controls()[2].off_pixels > 10.0);
  digitised.session.undo();
  CHECK(digitised.session.lying().laid->fit.left_out_error == before);
}

TEST_CASE("Every change can be taken back and done again; a new change forgets what was taken back") {
  Session digitised{3};
  Digitising& session = digitised.session;
  const Drawn three = session.drawn();
  session.click(Clicking::trace, {500, 500});
  session.move({Clicking::trace, 0}, {501, 500});
  session.remove({Clicking::control, 0});
  CHECK(session.drawn().controls.size() == 2);
  for (int i = 0; i < 3; ++i) session.undo();
  CHECK(session.drawn() == three);
  session.redo();
  session.redo();
  CHECK(session.pixel_of({Clicking::trace, 0}) == geo::Pixel{501, 500});
  CHECK(session.can_redo());
  session.click(Clicking::border, {10, 10});
  CHECK_FALSE(session.can_redo());
  while (session.can_undo()) session.undo();
  CHECK(session.drawn() == Drawn{});
  CHECK_FALSE(session.unsaved());
}

TEST_CASE("A click outside of the picture is none, and clicks are kept to a tenth of a pixel") {
  Session digitised{0};
  CHECK_FALSE(digitised.session.click(Clicking::trace, {-1, 5}));
  CHECK_FALSE(digitised.session.click(Clicking::trace, {5, PressedMap::rows + 1.0}));
  CHECK_FALSE(digitised.session.click(Clicking::nothing, {5, 5}));
  REQUIRE(digitised.session.click(Clicking::trace, {5.04, 7.96}));
  CHECK(digitised.session.pixel_of({Clicking::trace, 0}) == geo::Pixel{5.0, 8.0});
  digitised.session.move({Clicking::trace, 0}, {-4, 8});
  CHECK(digitised.session.pixel_of({Clicking::trace, 0})->column == 0.0);
}

TEST_CASE("Points are clicked again in turn, only near where they are, and their spread becomes the error") {
  Session digitised;
  digitised.trace();
  Digitising& session = digitised.session;
  const double once = *session.track()[0].own_metres;
  CHECK(says(session.sentences(), "Not clicked again"));
  for (int round = 0; round < 2; ++round)
    for (std::size_t i = 0; i < 5; ++i) {
      CHECK(session.wanted_again() == i);
      const geo::Pixel at = session.track()[i].mean;
      CHECK_FALSE(session.click(Clicking::again, {at.column + 60.0, at.row}, 30.0));
      REQUIRE(session.click(Clicking::again, {at.column, at.row + (round == 0 ? 6.0 : -6.0)}, 30.0));
    }
  CHECK(session.track()[3].spread > 3.0);
  CHECK(*session.track()[0].own_metres > once);
  CHECK(says(session.sentences(), "Clicks repeat to"));
  session.remove({Clicking::again, 0});
  CHECK(session.drawn().track[0].clicks.size() == 2);
  CHECK(session.wanted_again() == 0U);
}

TEST_CASE("Times are read on the day and clock that were set, or it is said why not") {
  Session digitised;
  digitised.trace();
  Drawn next = digitised.session.drawn();
  next.track[0].time = "09:24:05", next.track[1].time = "noonish";
  next.date = "2015-11-24", next.clock = "Europe/Istanbul";
  digitised.session.change(next);
  CHECK(digitised.session.track()[0].time.words == "2015-11-24T07:24:05Z");
  CHECK_FALSE(digitised.session.track()[1].time.read);
  CHECK_FALSE(digitised.session.track()[1].time.words.empty());
  CHECK(digitised.session.track()[2].time.words.empty());
  CHECK(height_said("19,000 ft").words == "5.79 km");
  CHECK_FALSE(height_said("high").read);
}

TEST_CASE("What the track and the picture's own border share cancels between them") {
  Session digitised;
  digitised.trace();
  const geo::Pixel west = PressedMap::pixel(35.83, 36.0), east = PressedMap::pixel(35.83, 36.3);
  digitised.session.click(Clicking::border, west);
  CHECK_FALSE(digitised.session.track()[0].beside);
  digitised.session.click(Clicking::border, east);
  REQUIRE(digitised.session.track()[0].beside);
  CHECK(digitised.session.track()[0].beside->metres < -800.0);  // north of it, to its left
  CHECK(digitised.session.track()[4].beside->metres > 800.0);
  CHECK(says(digitised.session.sentences(), "Beside the border as the picture draws it"));
}

TEST_CASE("A picture that says where it lies is laid so, until one's own points hold it") {
  Session digitised{0};
  std::ofstream{(digitised.map.folder.path() + "/map.pgw").toStdString()}
      << "0.0002777\n0\n0\n-0.0002245\n35.98\n35.95\n";
  Digitising placed{digitised.map.file.toStdString()};
  REQUIRE(placed.lying().laid);
  CHECK(placed.lying().by_file);
  CHECK(says(placed.sentences(), "no file says"));
  for (const test::Crossing& crossing : test::crossings()) {
    const auto clicked = placed.click(Clicking::control, crossing.pixel);
    Drawn next = placed.drawn();
    next.controls[clicked->index].position = crossing.printed;
    placed.change(next);
    // Held against where the file has them, points of one's own tell how well that is.
    CHECK(placed.controls().front().off_metres);
  }
  CHECK_FALSE(placed.lying().by_file);
  CHECK(says(placed.sentences(), "Its file says where it lies too; the control points are used"));
}

TEST_CASE("What goes into a case is the picture, its control points, the pixels, and the border's clicks") {
  Session digitised;
  digitised.trace();
  Digitising& session = digitised.session;
  session.click(Clicking::border, PressedMap::pixel(35.83, 36.0));
  session.click(Clicking::border, PressedMap::pixel(35.83, 36.3));
  Drawn next = session.drawn();
  for (std::size_t i = 0; i < next.track.size(); ++i)
    next.track[i].time = "07:24:" + std::to_string(10 + 10 * i);
  next.controls[1].what = KnownAs::triple_point, next.controls[1].name = "where three meet";
  next.date = "2015-11-24", next.clock = "UTC", next.datum = "WGS 84";
  session.change(next);
  const fs::path home = fs::path{digitised.map.folder.path().toStdString()} / "drawn";
  const exchange::CaseAddition before = session.addition({.folder = home});
  CHECK_FALSE(fs::exists(home));
  CHECK(session.unsaved());
  CHECK(session.save({.folder = home}).files.size() == before.files.size());
  CHECK_FALSE(session.unsaved());

  const load::LoadedCase loaded = load::load_case(home);
  for (const incident::Problem& problem : loaded.problems) {
    INFO(load::print(problem));
    CHECK(problem.severity != incident::Severity::error);
  }
  const normalise::Normalised read = normalise::normalise(loaded.incident);
  const normalise::TrackRead* track = nullptr;
  for (const normalise::ReadClaim& claim : read.claims)
    if (const auto* found = std::get_if<normalise::TrackRead>(&claim.meaning)) track = found;
  REQUIRE(track != nullptr);
  REQUIRE(track->picture);
  REQUIRE(track->fixes.size() == 5);
  for (std::size_t i = 0; i < 5; ++i)
    CHECK(in_metres(geo::distance(track->fixes[i].position, *session.track()[i].position)) < 1.0);
  CHECK(load::sha256(std::string{std::istreambuf_iterator<char>{
                                     std::ifstream{home / "pictures" / "map.png", std::ios::binary}.rdbuf()},
                                 {}}) == session.sha256());
  const auto control = [&](std::size_t i) {
    const auto& statement = loaded.incident.narratives.front().statements.front();
    return std::get<incident::TrackClaim>(statement.claims.front().assertion).picture->controls[i].name.text;
  };
  CHECK(control(0) == "graticule");
  CHECK(control(1) == "triple point: where three meet");
}

TEST_CASE(
    "What a case has of a picture is reopened as it was clicked, and corrected without changing a file") {
  Session digitised;
  digitised.trace();
  Digitising& session = digitised.session;
  // Some vertices again, so that their clicks are measurements of their own.
  for (int i = 0; i < 5; ++i) {
    const geo::Position at = PressedMap::track_at(i);
    geo::Pixel pixel = PressedMap::pixel(at.latitude, at.longitude);
    pixel.column += i % 2 == 0 ? 1.5 : -0.7;
    REQUIRE(session.click(Clicking::again, pixel));
  }
  session.click(Clicking::border, PressedMap::pixel(35.83, 36.0));
  session.click(Clicking::border, PressedMap::pixel(35.83, 36.3));
  Drawn next = session.drawn();
  for (std::size_t i = 0; i < next.track.size(); ++i) {
    next.track[i].time = "09:24:" + std::to_string(10 + 10 * i);
    next.track[i].altitude = "19,000 ft";
  }
  next.controls[1].what = KnownAs::triple_point, next.controls[1].name = "where three meet";
  next.date = "2015-11-24", next.clock = "Europe/Istanbul", next.datum = "WGS 84", next.pen_pixels = 5.0;
  session.change(next);
  const fs::path home = fs::path{digitised.map.folder.path().toStdString()} / "drawn";
  session.save({.folder = home});

  const std::vector<KeptTrack> kept = kept_tracks(load::load_case(home).incident);
  REQUIRE(kept.size() == 1);
  CHECK(kept[0].picture == "pictures/map.png");
  CHECK(kept[0].sha256 == session.sha256());
  CHECK(kept[0].drawn.controls == session.drawn().controls);
  CHECK(kept[0].drawn.border == session.drawn().border);
  CHECK(kept[0].drawn.pen_pixels == 5.0);
  CHECK(kept[0].drawn.datum == "WGS 84");
  REQUIRE(kept[0].drawn.track.size() == 5);
  for (std::size_t i = 0; i < 5; ++i) CHECK(kept[0].drawn.track[i].clicks == session.drawn().track[i].clicks);

  Digitising again{(home / "pictures" / "map.png").string()};
  again.reopen(kept[0]);
  CHECK_FALSE(again.unsaved());
  CHECK_FALSE(again.can_undo());
  REQUIRE(again.lying().laid);
  CHECK(again.headline() == session.headline());
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(in_metres(geo::distance(*again.track()[i].position, *session.track()[i].position)) < 0.1);
    CHECK(again.track()[i].time.words == session.track()[i].time.words);
    CHECK(again.track()[i].altitude.words == session.track()[i].altitude.words);
  }

  again.move({Clicking::trace, 2}, PressedMap::pixel(35.82, 36.17));
  again.change([&] {
    Drawn corrected = again.drawn();
    corrected.track[2].clicks = {corrected.track[2].clicks.back()};
    return corrected;
  }());
  CHECK(again.unsaved());
  again.save({.folder = home,
              .aircraft = kept[0].aircraft,
              .narrative = kept[0].party,
              .supersedes = kept[0].statement});
  const load::LoadedCase loaded = load::load_case(home);
  for (const incident::Problem& problem : loaded.problems) {
    INFO(load::print(problem));
    CHECK(problem.severity != incident::Severity::error);
  }
  const std::vector<KeptTrack> both = kept_tracks(loaded.incident);
  REQUIRE(both.size() == 2);
  const auto& earlier = both[0].statement == kept[0].statement ? both[0] : both[1];
  const auto& later = both[0].statement == kept[0].statement ? both[1] : both[0];
  CHECK(earlier.superseded);
  CHECK(earlier.drawn.track[2].clicks == kept[0].drawn.track[2].clicks);
  CHECK_FALSE(later.superseded);
  CHECK(later.drawn.track[2].clicks.size() == 1);
  for (const normalise::ReadClaim& claim : normalise::normalise(loaded.incident).claims)
    CHECK(claim.counts == (claim.statement == later.statement));

  again.begin_another();
  CHECK(again.drawn().track.empty());
  CHECK(again.drawn().controls == session.drawn().controls);
  CHECK_FALSE(again.reopened());
}

TEST_CASE("A case is not given what is not there, nor a day or clock that does not exist") {
  Session digitised{2};
  const Destination somewhere{.folder = fs::path{digitised.map.folder.path().toStdString()} / "none"};
  CHECK_THROWS_WITH(digitised.session.save(somewhere), Catch::Contains("lies nowhere yet"));
  Session held;
  CHECK_THROWS_WITH(held.session.save(somewhere), Catch::Contains("nothing of a track"));
  held.trace();
  CHECK_THROWS_WITH(held.session.save({}), Catch::Contains("no folder"));
  Drawn next = held.session.drawn();
  next.date = "yesterday";
  held.session.change(next);
  CHECK_THROWS_WITH(held.session.save(somewhere), Catch::Contains("'yesterday' is no day"));
  next.date = "2015-11-24", next.clock = "Europe/Atlantis";
  held.session.change(next);
  CHECK_THROWS_WITH(held.session.save(somewhere), Catch::Contains("no clock is called 'Europe/Atlantis'"));
  next.clock = "UTC", next.datum = "flat";
  held.session.change(next);
  CHECK_THROWS_WITH(held.session.save(somewhere), Catch::Contains("no datum is called 'flat'"));
  next.datum = "", next.track[3].altitude = "high up";
  held.session.change(next);
  CHECK_THROWS_WITH(held.session.save(somewhere), Catch::StartsWith("vertex 4: "));
  CHECK_FALSE(fs::exists(somewhere.folder));
}

TEST_CASE("The reference border and the graticule lie over the picture where it draws them") {
  Session digitised;
  const exchange::LaidPicture& laid = *digitised.session.lying().laid;
  const SeenGraticule lines = graticule(laid, PressedMap::columns, PressedMap::rows);
  CHECK(lines.lines.size() >= 4);
  const auto parallel = std::find_if(lines.lines.begin(), lines.lines.end(),
                                     [](const auto& line) { return line.words == "35°48′ N"; });
  REQUIRE(parallel != lines.lines.end());
  const auto away = [](const geo::Pixel& a, const geo::Pixel& b) {
    return std::hypot(a.column - b.column, a.row - b.row);
  };
  double nearest = 1e9;
  for (const PixelLine& piece : parallel->pieces)
    for (const geo::Pixel& at : piece)
      nearest = std::min(nearest, std::abs(at.row - PressedMap::pixel(35.8, 36.15).row));
  CHECK(nearest < 2.0);

  const geo::Position tip{degrees(35.81), degrees(36.15)}, west{degrees(35.81), degrees(36.0)};
  const auto pieces = seen(laid, {{west, tip}}, PressedMap::columns, PressedMap::rows);
  REQUIRE(pieces.size() == 1);
  CHECK(away(pieces.front().back(), PressedMap::pixel(35.81, 36.15)) < 1.0);
  CHECK(seen(laid, {{{degrees(-30), degrees(0)}, {degrees(-30), degrees(1)}}}, 1200, 900).empty());
  const auto window = ground_of(digitised.session);
  REQUIRE(window);
  CHECK(geo::contains(*window, PressedMap::centre()));
  CHECK_FALSE(ground_of(Session{0}.session));
}

}  // namespace
}  // namespace recon::viewer
