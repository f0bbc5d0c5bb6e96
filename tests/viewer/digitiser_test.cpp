// SPDX-License-Identifier: Apache-2.0
#include "viewer/digitiser.hpp"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

#include "tests/viewer/pressed_map.hpp"
#include "viewer/click_tables.hpp"
#include "viewer/ground_map.hpp"
#include "viewer/main_window.hpp"
#include "viewer/picture_view.hpp"
#include "viewer/point_editor.hpp"
#include "viewer/save_into_case.hpp"
#include <catch2/catch.hpp>
#include <cpl_vsi.h>

#include "recon/load/load.hpp"
#include "recon/report/report.hpp"

namespace recon::viewer {
namespace {

namespace fs = std::filesystem;
using test::PressedMap;

/// A window over the pressed map, and hands that click and type.
struct Opened {
  PressedMap map;
  std::unique_ptr<Digitiser> window;

  explicit Opened(Tone tone = Tone::light, QSize size = {1280, 720}) {
    REQUIRE(map.made);
    window = std::make_unique<Digitiser>(map.file.toStdString(), fs::path{}, tone);
    window->set_asks(false);
    window->resize(size);
    window->show();
    window->activateWindow();
    settle();
  }
  ~Opened() = default;
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  Opened(Opened&&) = delete;
  Opened& operator=(Opened&&) = delete;

  static void settle() {
    for (int i = 0; i < 4; ++i) QApplication::processEvents();
  }
  [[nodiscard]] Digitising& session() const { return window->session(); }
  [[nodiscard]] PictureView& picture() const { return window->picture(); }
  template <class Widget>
  [[nodiscard]] Widget& its(const char* name) const {
    auto* found = window->findChild<Widget*>(name);
    REQUIRE(found != nullptr);
    return *found;
  }
  void press(int key, Qt::KeyboardModifiers with = {}) const {
    QTest::keyClick(&picture(), static_cast<Qt::Key>(key), with);
    settle();
  }
  /// As near as a mouse comes: whole pixels of the screen.
  void click(const geo::Pixel& at) const {
    QTest::mouseClick(&picture(), Qt::LeftButton, {}, picture().on_view(at).toPoint());
    settle();
  }
  void type(const char* line, const std::string& words) const {
    auto& its_line = its<QLineEdit>(line);
    its_line.selectAll();
    QTest::keyClicks(&its_line, QString::fromStdString(words));
    QTest::keyClick(&its_line, Qt::Key_Return);
    settle();
  }
  void click_crossings() const {
    window->set_clicking(Clicking::control);
    for (const test::Crossing& crossing : test::crossings()) {
      click(crossing.pixel);
      type("position", crossing.printed);
    }
  }
  void trace() const {
    window->set_clicking(Clicking::trace);
    for (int i = 0; i < 5; ++i) {
      const geo::Position at = PressedMap::track_at(i);
      click(PressedMap::pixel(at.latitude, at.longitude));
    }
  }
  /// One pixel of the screen, on the ground.
  [[nodiscard]] double screen_pixel() const { return PressedMap::metres_a_pixel / picture().scale(); }
};

double share_of(const QImage& image, const QColor& wanted) {
  std::size_t hits = 0;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x) hits += image.pixelColor(x, y) == wanted ? 1U : 0U;
  return static_cast<double>(hits) / (static_cast<double>(image.width()) * image.height());
}

TEST_CASE("Known crossings clicked and typed put the picture where it was drawn, to the pixel of a hand") {
  const Opened opened;
  opened.click_crossings();
  REQUIRE(opened.session().lying().laid);
  const exchange::LaidPicture& laid = *opened.session().lying().laid;
  CHECK(laid.fit.transform == geo::Transform::similarity);
  for (const auto& [latitude, longitude] : {std::pair{35.85, 36.15}, {35.8, 36.05}, {35.9, 36.2}}) {
    const geo::Position there =
        laid.plane.to_globe(geo::place_of(laid.fit, PressedMap::pixel(latitude, longitude)));
    CHECK(in_metres(geo::distance(there, {degrees(latitude), degrees(longitude)})) < opened.screen_pixel());
  }
  for (const ControlRow& row : opened.session().controls()) CHECK(*row.off_metres < opened.screen_pixel());
  CHECK(opened.window->words().contains("95 % of positions within"));
  CHECK(opened.window->words().contains("Points left out of the fit are off by"));
  auto* table = qobject_cast<QTreeWidget*>(opened.window->findChild<ClickTables*>()->widget(0));
  REQUIRE(table != nullptr);
  REQUIRE(table->topLevelItemCount() == 6);
  CHECK(table->topLevelItem(0)->text(2) == "35.8 N 36.1 E");
  CHECK(table->topLevelItem(0)->text(6).endsWith(" m"));
}

TEST_CASE("What is typed is told at once, and what is no position says why and is not used") {
  const Opened opened;
  opened.window->set_clicking(Clicking::control);
  opened.click({600, 400});
  auto& position = opened.its<QLineEdit>("position");
  CHECK(position.hasFocus());
  QTest::keyClicks(&position, "35.8 N 36.1");
  const auto said = [&] {
    for (const QLabel* label : opened.window->findChild<PointEditor*>()->findChildren<QLabel*>())
      if (label->accessibleName() == "What was read") return label->text();
    return QString{};
  };
  CHECK(said().contains("N S E W"));
  QTest::keyClicks(&position, " E");
  CHECK(said().startsWith("35.8000° N 36.1000° E"));
  CHECK(opened.session().drawn().controls.front().position.empty());  // not before Enter
  QTest::keyClick(&position, Qt::Key_Return);
  CHECK(opened.session().drawn().controls.front().position == "35.8 N 36.1 E");
  CHECK(opened.picture().hasFocus());
}

TEST_CASE("By keyboard alone: a point in the middle, moved by arrows, typed, taken back and done again") {
  const Opened opened;
  opened.picture().setFocus();
  opened.press(Qt::Key_C);
  CHECK(opened.window->clicking() == Clicking::control);
  opened.press(Qt::Key_Insert);
  REQUIRE(opened.session().drawn().controls.size() == 1);
  CHECK(opened.its<QLineEdit>("position").hasFocus());
  opened.type("position", "35.85 N 36.15 E");
  const geo::Pixel before = opened.session().drawn().controls.front().pixel;
  opened.press(Qt::Key_Right);
  opened.press(Qt::Key_Up, Qt::ShiftModifier);
  CHECK(opened.session().drawn().controls.front().pixel ==
        geo::Pixel{before.column + 1.0, before.row - 10.0});
  opened.press(Qt::Key_Z, Qt::ControlModifier);
  CHECK(opened.session().drawn().controls.front().pixel == geo::Pixel{before.column + 1.0, before.row});
  opened.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
  CHECK(opened.session().drawn().controls.front().pixel.row == before.row - 10.0);
  opened.press(Qt::Key_Delete);
  CHECK(opened.session().drawn().controls.empty());
}

TEST_CASE("Escape leaves a mode, and then a click is only a look") {
  const Opened opened;
  for (const auto& [key, mode] : {std::pair{Qt::Key_C, Clicking::control},
                                  {Qt::Key_T, Clicking::trace},
                                  {Qt::Key_A, Clicking::again},
                                  {Qt::Key_B, Clicking::border}}) {
    opened.press(key);
    CHECK(opened.window->clicking() == mode);
    opened.press(Qt::Key_Escape);
    CHECK(opened.window->clicking() == Clicking::nothing);
  }
  opened.click({600, 400});
  CHECK(opened.session().drawn() == Drawn{});
}

TEST_CASE("A drag moves the picture and adds nothing; a point is dragged where it is grabbed") {
  const Opened opened;
  opened.window->set_clicking(Clicking::trace);
  const auto drag = [&](QPoint from, QPoint by) {
    QTest::mousePress(&opened.picture(), Qt::LeftButton, {}, from);
    QMouseEvent move{QEvent::MouseMove, QPointF(from + by), opened.picture().mapToGlobal(QPointF(from + by)),
                     Qt::NoButton,      Qt::LeftButton,     {}};
    QApplication::sendEvent(&opened.picture(), &move);
    QTest::mouseRelease(&opened.picture(), Qt::LeftButton, {}, from + by);
  };
  const QPointF before = opened.picture().on_view({0, 0});
  drag({200, 150}, {50, 20});
  CHECK(opened.picture().on_view({0, 0}) == before + QPointF{50, 20});
  CHECK(opened.session().drawn().track.empty());
  opened.click({600, 400});
  REQUIRE(opened.session().drawn().track.size() == 1);
  drag(opened.picture().on_view({600, 400}).toPoint(), {30, 0});
  REQUIRE(opened.session().drawn().track.size() == 1);
  CHECK(opened.session().drawn().track.front().clicks.front().column ==
        Approx(600.0 + 30.0 / opened.picture().scale()).margin(1.0 / opened.picture().scale()));
}

TEST_CASE("The wheel zooms about the pointer, and Home shows all again") {
  const Opened opened;
  const double whole = opened.picture().scale();
  const QPointF at{180.0, 140.0};
  const geo::Pixel before = opened.picture().under(at);
  QWheelEvent wheel{at,   opened.picture().mapToGlobal(at), {}, {0, 480}, Qt::NoButton, {}, Qt::NoScrollPhase,
                    false};
  QApplication::sendEvent(&opened.picture(), &wheel);
  CHECK(opened.picture().scale() > 1.5 * whole);
  CHECK(opened.picture().under(at).column == Approx(before.column).margin(0.01));
  opened.press(Qt::Key_Home);
  CHECK(opened.picture().scale() == whole);
}

TEST_CASE("A control point is picked on the map, and near a corner of the border it is the corner") {
  const Opened opened;
  opened.window->set_clicking(Clicking::control);
  opened.click(PressedMap::pixel(35.85, 36.15));
  opened.type("position", "35.85 N 36.15 E");
  opened.window->wait_for_reference();
  Opened::settle();
  opened.click(PressedMap::pixel(35.8, 36.1));
  auto* pick = [&] {
    for (QPushButton* button : opened.window->findChildren<QPushButton*>())
      if (button->isCheckable()) return button;
    return static_cast<QPushButton*>(nullptr);
  }();
  REQUIRE(pick != nullptr);
  pick->click();
  GroundMap& ground = opened.window->ground();
  REQUIRE(ground.picks());
  const QPoint at = ground.on_view({degrees(35.8), degrees(36.0)}).toPoint();
  // The map shows all anew when there is more to show: what was under the pointer is asked before.
  const geo::Position pointed = ground.under(at), beside = ground.under(at + QPoint{1, 0});
  QTest::mouseClick(&ground, Qt::LeftButton, {}, at);
  Opened::settle();
  CHECK_FALSE(ground.picks());
  const Control& control = opened.session().drawn().controls[1];
  REQUIRE(position_said(control.position).position);
  CHECK(geo::distance(*position_said(control.position).position, pointed) <
        10.0 * geo::distance(pointed, beside));
  CHECK((control.name.starts_with("corner of ") || control.name == "picked on the map"));
  CHECK(control.what == KnownAs::place);
}

TEST_CASE("The track is traced, clicked again within the ring, and told beside the picture's own border") {
  const Opened opened;
  opened.click_crossings();
  opened.trace();
  REQUIRE(opened.session().track().size() == 5);
  for (int i = 0; i < 5; ++i)
    CHECK(in_metres(geo::distance(*opened.session().track()[static_cast<std::size_t>(i)].position,
                                  PressedMap::track_at(i))) < 1.5 * opened.screen_pixel());
  opened.window->set_clicking(Clicking::again);
  for (int i = 0; i < 5; ++i) {
    const geo::Pixel at = opened.session().track()[static_cast<std::size_t>(i)].mean;
    opened.click({at.column + 200.0, at.row});  // far from the ring: not taken
    opened.click({at.column + 4.0, at.row - 3.0});
    CHECK(opened.session().drawn().track[static_cast<std::size_t>(i)].clicks.size() == 2);
  }
  CHECK(opened.window->words().contains("Clicks repeat to"));
  opened.window->set_clicking(Clicking::border);
  opened.click(PressedMap::pixel(35.83, 36.0));
  opened.click(PressedMap::pixel(35.83, 36.3));
  CHECK(opened.window->words().contains("Beside the border as the picture draws it"));
}

TEST_CASE("Enter in a time goes to the next vertex; a time on the window's day and clock is told in UTC") {
  const Opened opened;
  opened.click_crossings();
  opened.trace();
  opened.window->set_clicking(Clicking::nothing);
  opened.window->choose(PointOf{Clicking::trace, 0});
  opened.type("time", "09:24:05");
  CHECK(opened.window->chosen() == PointOf{Clicking::trace, 1});
  CHECK(opened.its<QLineEdit>("time").hasFocus());
  opened.type("time", "soon");
  CHECK(opened.session().drawn().track[0].time == "09:24:05");
  CHECK_FALSE(opened.session().track()[1].time.read);
}

TEST_CASE("A window that is closed while something is typed takes nothing over from beyond its end") {
  const Opened opened;
  opened.window->set_clicking(Clicking::control);
  opened.click({600, 400});
  QTest::keyClicks(&opened.its<QLineEdit>("position"), "35.8 N 36.1 E");
  CHECK(opened.its<QLineEdit>("position").hasFocus());
  QPointer<Digitiser> window{opened.window.get()};
  CHECK(opened.window->close());
  CHECK_FALSE(window->isVisible());
}

TEST_CASE("Saved into a new case, the picture is reported on like any other account") {
  const Opened opened;
  opened.click_crossings();
  opened.trace();
  Drawn next = opened.session().drawn();
  for (std::size_t i = 0; i < next.track.size(); ++i)
    next.track[i].time = "07:24:" + std::to_string(10 + 10 * i);
  next.date = "2015-11-24", next.clock = "UTC", next.datum = "WGS 84";
  opened.session().change(next);
  const fs::path home = fs::path{opened.map.folder.path().toStdString()} / "pressed";
  SaveIntoCase dialog{opened.session(), home, opened.window.get()};
  CHECK(dialog.findChild<QPushButton*>("save")->isEnabled());
  CHECK(dialog.findChild<QPlainTextEdit*>()->toPlainText().contains("pictures/map.png"));
  CHECK(dialog.findChild<QPlainTextEdit*>()->toPlainText().contains("control { name: \"graticule\""));
  CHECK_FALSE(fs::exists(home));
  REQUIRE(opened.window->save(dialog.destination()));
  CHECK_FALSE(opened.window->isWindowModified());

  assess::Settings settings;
  settings.draws = 200;
  const inquiry::Inquiry inquiry = inquiry::open(home, {}, settings);
  for (const incident::Problem& problem : inquiry.problems) {
    INFO(load::print(problem));
    CHECK(problem.severity != incident::Severity::error);
  }
  REQUIRE(inquiry.usable());
  CHECK(report::terminal(inquiry, report::Style::plain).find("map.png") != std::string::npos);

  SaveIntoCase again{opened.session(), home, opened.window.get()};
  auto boxes = again.findChildren<QComboBox*>();
  CHECK(std::any_of(boxes.begin(), boxes.end(),
                    [](const QComboBox* box) { return box->findText("an account of map.png") >= 0; }));
}

TEST_CASE("A picture of a case opens with what was clicked in it, and is saved as a correction of that") {
  const fs::path home = [] {
    static const QTemporaryDir folder;
    return fs::path{folder.path().toStdString()} / "pressed";
  }();
  std::string sha256;
  {
    const Opened opened;
    opened.click_crossings();
    opened.trace();
    REQUIRE(opened.window->save({.folder = home}));
    sha256 = opened.session().sha256();
  }
  Digitiser window{(home / "pictures" / "map.png").string(), home, Tone::light};
  window.set_asks(false);
  window.show();
  Opened::settle();
  CHECK(window.session().sha256() == sha256);
  CHECK(window.session().drawn().controls.size() == 6);
  CHECK(window.session().track().size() == 5);
  CHECK_FALSE(window.isWindowModified());
  // The chosen vertex by arrows, as one does.
  window.choose(PointOf{Clicking::trace, 1});
  window.picture().setFocus();
  QTest::keyClick(&window.picture(), Qt::Key_Up, Qt::ShiftModifier);
  CHECK(window.isWindowModified());
  SaveIntoCase dialog{window.session(), home, &window};
  auto* supersedes = dialog.findChild<QCheckBox*>("supersedes");
  CHECK_FALSE(supersedes->isHidden());
  CHECK(supersedes->isChecked());
  CHECK(dialog.destination().supersedes == "map-track");
  CHECK(dialog.findChild<QPlainTextEdit*>()->toPlainText().contains("supersedes: \"map-track\""));
  supersedes->setChecked(false);
  CHECK_FALSE(dialog.findChild<QPlainTextEdit*>()->toPlainText().contains("supersedes"));
  supersedes->setChecked(true);
  CHECK(dialog.findChild<QPlainTextEdit*>()->toPlainText().contains("takes the place of 'map-track'"));
  REQUIRE(window.save(dialog.destination()));
  // One party is heard once: the correction is in the account that it corrects.
  const incident::Incident corrected = load::load_case(home).incident;
  REQUIRE(corrected.narratives.size() == 1);
  CHECK(corrected.narratives.front().statements.size() == 2);

  QMenu* kept = nullptr;
  for (QMenu* menu : window.findChildren<QMenu*>())
    if (menu->title().contains("Kept")) kept = menu;
  REQUIRE(kept != nullptr);
  emit kept->aboutToShow();
  QStringList words;
  for (const QAction* action : kept->actions()) words << action->text();
  CHECK(words.filter("map-track: 5 vertices, superseded").size() == 1);
  CHECK(words.filter("map-2-track: 5 vertices").size() == 1);
  // The correction is what opens now.
  Digitiser later{(home / "pictures" / "map.png").string(), home, Tone::light};
  REQUIRE(later.session().reopened());
  CHECK(later.session().reopened()->statement == "map-2-track");
}

TEST_CASE("Where it cannot be written it is said, and nothing is left; what would be wrong cannot be saved") {
  const Opened opened;
  opened.click_crossings();
  opened.trace();
  const fs::path folder = fs::path{opened.map.folder.path().toStdString()};
  QFile{text((folder / "taken").string())}.open(QIODevice::WriteOnly);
  CHECK_FALSE(opened.window->save({.folder = folder / "taken" / "case"}));
  auto* box = opened.window->findChild<QMessageBox*>();
  REQUIRE(box != nullptr);
  CHECK(box->text().contains("taken"));
  box->close();
  CHECK(opened.window->isWindowModified());
  SaveIntoCase dialog{opened.session(), folder / "Not A Name", opened.window.get()};
  // A new case goes by its folder's name, and that must be one.
  CHECK_FALSE(dialog.findChild<QPushButton*>("save")->isEnabled());
  CHECK(dialog.findChild<QLabel*>("unread")->text().contains("is not a name"));
  dialog.findChild<QLineEdit*>("folder")->setText(text((folder / "a-name").string()));
  CHECK(dialog.findChild<QPushButton*>("save")->isEnabled());
}

TEST_CASE("The reference border and the graticule lie over the picture in the tokens, light and dark") {
  const Tone tone = GENERATE(Tone::light, Tone::dark);
  const Opened opened{tone, {1600, 1000}};
  opened.click_crossings();
  opened.window->set_clicking(Clicking::nothing);
  opened.window->choose({});
  opened.window->wait_for_reference();
  Opened::settle();
  QAction* layer = nullptr;
  for (QAction* action : opened.window->findChildren<QAction*>())
    if (action->text() == "Reference &border over the picture") layer = action;
  REQUIRE(layer != nullptr);
  const QImage with = opened.picture().grab().toImage();
  layer->setChecked(false);
  const QImage without = opened.picture().grab().toImage();
  const QColor ink = colour(colours_of(Tone::light).ink);  // on the picture's own ground in either
  CHECK(share_of(with, ink) > share_of(without, ink) + 0.0005);
  CHECK(share_of(opened.window->ground().grab().toImage(), colour(colours_of(tone).paper)) > 0.3);
}

TEST_CASE("A picture dropped on the main window opens a window of its own; what is none says so") {
  PressedMap map;
  MainWindow window{Tone::light};
  window.resize(1280, 720);
  window.show();
  const auto drop = [&](const QString& file) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file)});
    QDragEnterEvent enter{{50, 50}, Qt::CopyAction, &data, Qt::LeftButton, {}};
    QApplication::sendEvent(&window, &enter);
    CHECK(enter.isAccepted());
    QDropEvent event{QPointF{50, 50}, Qt::CopyAction, &data, Qt::LeftButton, {}};
    QApplication::sendEvent(&window, &event);
    Opened::settle();
  };
  const auto digitisers = [] {
    QList<Digitiser*> all;
    for (QWidget* widget : QApplication::topLevelWidgets())
      if (auto* one = qobject_cast<Digitiser*>(widget); one != nullptr && one->isVisible()) all << one;
    return all;
  };
  drop(map.file);
  REQUIRE(digitisers().size() == 1);
  CHECK(digitisers().front()->session().file() == map.file.toStdString());
  const QString false_picture = map.folder.filePath("false.png");
  {
    QFile file{false_picture};
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("no picture");
  }
  drop(false_picture);
  CHECK(digitisers().size() == 1);
  auto* box = window.findChild<QMessageBox*>();
  REQUIRE(box != nullptr);
  CHECK(box->text().contains("no picture that can be read"));
}

TEST_CASE(
    "An overlay dropped on the main window is digitised where it says it lies; a KMZ of tracks is none") {
  PressedMap map;
  const auto packed = [&](const QString& name, const std::string& body) {
    const std::string archive = "/vsizip/" + map.folder.filePath(name).toStdString();
    const std::string kml =
        "<?xml version=\"1.0\"?><kml xmlns=\"http://www.opengis.net/kml/2.2\">" + body + "</kml>";
    QFile picture{map.file};
    REQUIRE(picture.open(QIODevice::ReadOnly));
    const QByteArray bytes = picture.readAll();
    VSILFILE* const whole = VSIFOpenL(archive.c_str(), "wb");
    const auto put = [&](const char* member, const char* data, std::size_t size) {
      VSILFILE* const file = VSIFOpenL((archive + "/" + member).c_str(), "wb");
      REQUIRE(file != nullptr);
      CHECK(VSIFWriteL(data, 1, size, file) == size);
      VSIFCloseL(file);
    };
    put("doc.kml", kml.data(), kml.size());
    put("map.png", bytes.data(), static_cast<std::size_t>(bytes.size()));
    VSIFCloseL(whole);
    return map.folder.filePath(name);
  };
  const QString overlay =
      packed("overlay.kmz",
             "<GroundOverlay><name>map</name><Icon><href>map.png</href></Icon><LatLonBox><north>36</north>"
             "<south>35.7</south><east>36.4</east><west>36.0</west></LatLonBox></GroundOverlay>");
  MainWindow window{Tone::light};
  window.show();
  QMimeData data;
  data.setUrls({QUrl::fromLocalFile(overlay)});
  QDragEnterEvent enter{{50, 50}, Qt::CopyAction, &data, Qt::LeftButton, {}};
  QApplication::sendEvent(&window, &enter);
  QDropEvent event{QPointF{50, 50}, Qt::CopyAction, &data, Qt::LeftButton, {}};
  QApplication::sendEvent(&window, &event);
  Opened::settle();
  QList<Digitiser*> digitisers;
  for (QWidget* widget : QApplication::topLevelWidgets())
    if (auto* one = qobject_cast<Digitiser*>(widget); one != nullptr && one->isVisible()) digitisers << one;
  REQUIRE(digitisers.size() == 1);
  const Digitising& session = digitisers.front()->session();
  CHECK(session.lying().by_file);
  const exchange::LaidPicture& laid = *session.lying().laid;
  const geo::Position corner = laid.plane.to_globe(geo::place_of(laid.fit, {0, 0}));
  CHECK(in_metres(geo::distance(corner, {degrees(36), degrees(36)})) < 100.0);
  digitisers.front()->set_asks(false);
  digitisers.front()->close();
  Opened::settle();

  const QString track =
      packed("track.kmz",
             "<Placemark><LineString><coordinates>36.2,35.8 36.1,35.7</coordinates></LineString>"
             "</Placemark>");
  CHECK_FALSE(is_overlay(track));
  CHECK(is_overlay(overlay));

  // One that holds both: the picture opens, and the tracks beside it are told and can be imported.
  const QString both = packed(
      "both.kmz",
      "<Folder><GroundOverlay><name>map</name><Icon><href>map.png</href></Icon><LatLonBox><north>36</north>"
      "<south>35.7</south><east>36.4</east><west>36.0</west></LatLonBox></"
      "GroundOverlay><Placemark><name>Seven"
      "</name><LineString><coordinates>36.2,35.8 36.1,35.7</coordinates></LineString></Placemark></Folder>");
  CHECK(is_overlay(both));
  window.open_anything(both);
  QMessageBox* box = nullptr;
  REQUIRE(QTest::qWaitFor([&] { return (box = window.findChild<QMessageBox*>()) != nullptr; }, 200'000));
  CHECK(box->text().contains("1 track (Seven)"));
  for (QAbstractButton* button : box->buttons())
    if (button->text().contains("Import")) button->click();
  SaveIntoCase* dialog = nullptr;
  REQUIRE(QTest::qWaitFor([&] { return (dialog = window.findChild<SaveIntoCase*>()) != nullptr; }, 200'000));
  CHECK(dialog->findChild<QPlainTextEdit*>()->toPlainText().contains("tracks/"));
  for (QWidget* widget : QApplication::topLevelWidgets())
    if (auto* one = qobject_cast<Digitiser*>(widget); one != nullptr && one->isVisible()) {
      one->set_asks(false);
      one->close();
    }
  Opened::settle();
}

TEST_CASE("Every control of the digitiser that takes the keyboard has a name for those who cannot see it") {
  const Opened opened;
  opened.click_crossings();
  for (const QWidget* widget : opened.window->findChildren<QWidget*>()) {
    const bool control = widget->inherits("QComboBox") || widget->inherits("QTreeWidget") ||
                         widget->inherits("QLineEdit") || widget->inherits("QDoubleSpinBox") ||
                         widget->inherits("recon::viewer::PictureView") ||
                         widget->inherits("recon::viewer::GroundMap");
    if (!control || !widget->isVisible() || widget->objectName() == "qt_spinbox_lineedit") continue;
    CAPTURE(widget->metaObject()->className(), widget->objectName().toStdString());
    CHECK_FALSE(widget->accessibleName().isEmpty());
  }
}

}  // namespace
}  // namespace recon::viewer
