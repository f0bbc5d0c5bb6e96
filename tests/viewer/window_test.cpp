// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QFile>
#include <QImage>
#include <QKeyEvent>
#include <QPixmap>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include "tests/viewer/case.hpp"
#include "viewer/clock_bar.hpp"
#include "viewer/main_window.hpp"
#include <catch2/catch.hpp>

namespace recon::viewer {
namespace {

/// A window with the salient's case, both accounts flown.
struct Opened {
  explicit Opened(Tone tone = Tone::light, QSize size = {1280, 720}) {
    window = std::make_unique<MainWindow>(tone);
    window->set_draws_by_itself(false);
    window->resize(size);
    window->show_inquiry(test::salient(), "su24-2015");
    bool first = true;
    for (const assess::CourseWish& wish : window->session()->wanted()) {
      window->add_course(key_of(wish), test::made_course(wish, first ? 35.825 : 35.795, first ? 0.0 : 10.0));
      first = false;
    }
    window->show();
    settle();
  }
  static void settle() {
    for (int i = 0; i < 5; ++i) QApplication::processEvents();
  }
  [[nodiscard]] Session& session() const { return *window->session(); }
  void press(int key) const {
    QTest::keyClick(window.get(), static_cast<Qt::Key>(key));
    settle();
  }
  [[nodiscard]] QImage picture() const { return window->grab().toImage(); }
  std::unique_ptr<MainWindow> window;
};

double share_of(const QImage& image, const QColor& wanted) {
  std::size_t hits = 0;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x) hits += image.pixelColor(x, y) == wanted ? 1U : 0U;
  return static_cast<double>(hits) / (static_cast<double>(image.width()) * image.height());
}

TEST_CASE("One panel an account, all on one view: dragging one moves the others") {
  const Opened opened;
  REQUIRE(opened.window->panels().size() == 2);
  MapPanel* left = opened.window->panels()[0];
  const Extent before = *opened.session().choices.extent;
  const QPoint middle = left->rect().center();
  QTest::mousePress(left, Qt::LeftButton, {}, middle);
  QMouseEvent move{QEvent::MouseMove,
                   QPointF(middle + QPoint{60, 0}),
                   left->mapToGlobal(QPointF(middle + QPoint{60, 0})),
                   Qt::NoButton,
                   Qt::LeftButton,
                   {}};
  QApplication::sendEvent(left, &move);
  QTest::mouseRelease(left, Qt::LeftButton, {}, middle + QPoint{60, 0});
  const Extent after_drag = *opened.session().choices.extent;
  CHECK(after_drag.centre.longitude < before.centre.longitude);
  CHECK(after_drag.metres_per_pixel == before.metres_per_pixel);
  CHECK(opened.window->panels()[1]->frame().centre.east == opened.window->panels()[0]->frame().centre.east);
}

TEST_CASE("The wheel zooms about the pointer: what was under it stays under it") {
  const Opened opened;
  MapPanel* panel = opened.window->panels()[0];
  const QPointF at{150.0, 120.0};
  const report::Point p{at.x() - 26.0, at.y() - 6.0};
  const geo::PlanePoint before = panel->frame().under(p);
  const double scale = panel->frame().metres_per_pixel;
  QWheelEvent wheel{at, panel->mapToGlobal(at), {}, {0, 240}, Qt::NoButton, {}, Qt::NoScrollPhase, false};
  QApplication::sendEvent(panel, &wheel);
  const geo::PlanePoint now = panel->frame().under(p);
  CHECK(panel->frame().metres_per_pixel < scale);
  CHECK(now.east == Approx(before.east).margin(1.0));
  CHECK(now.north == Approx(before.north).margin(1.0));
}

TEST_CASE("Keys choose accounts, borders and readings, and undo takes it back") {
  const Opened opened;
  const Choices first = opened.session().choices;
  opened.press(Qt::Key_BracketRight);
  CHECK(opened.session().choices.border != first.border);
  opened.press(Qt::Key_BracketLeft);
  CHECK(opened.session().choices.border == first.border);
  opened.press(Qt::Key_3);
  CHECK(opened.window->panels().size() == 3);
  opened.press(Qt::Key_3);
  CHECK(opened.window->panels().size() == 2);
  opened.press(Qt::Key_R);
  CHECK(opened.session().choices.readings.contains(first.shown.front()));
  for (int i = 0; i < 5; ++i) opened.window->undo();
  CHECK(opened.session().choices.readings == first.readings);
  CHECK(opened.session().choices.border == first.border);
}

TEST_CASE("A reading that has no flights yet is pending, not the last one's flights") {
  const Opened opened;
  opened.press(Qt::Key_BracketRight);
  for (const Moving& one : opened.session().all) CHECK(one.kind == Moving::Kind::pending);
}

TEST_CASE("The clock steps, stops at its ends and moves the picture") {
  const Opened opened;
  auto* clock = opened.window->findChild<ClockBar*>();
  REQUIRE(clock != nullptr);
  const Instant before = opened.session().time();
  const QImage picture = opened.window->panels()[0]->grab().toImage();
  clock->step(5);
  CHECK(between(before, opened.session().time()) == seconds(5.0));
  CHECK(opened.window->panels()[0]->grab().toImage() != picture);
  clock->step(100'000);
  CHECK(opened.session().time() == opened.session().face.span.to);
  clock->jump(-1);
  CHECK(opened.session().time() < opened.session().face.span.to);
  clock->play(true);
  CHECK(clock->plays());
  clock->play(false);
  CHECK_FALSE(clock->plays());
}

TEST_CASE("Overlaid, one panel shows both accounts in their hues; light and dark keep the tokens") {
  const Tone tone = GENERATE(Tone::light, Tone::dark);
  const Opened opened{tone};
  Choices choices = opened.session().choices;
  choices.mode = Mode::overlaid;
  opened.window->choose(choices);
  Opened::settle();
  REQUIRE(opened.window->panels().size() == 1);
  const QImage map = opened.window->panels()[0]->grab().toImage();
  const auto& colours = colours_of(tone);
  CHECK(share_of(map, colour(colours.account[0])) > 0.0005);
  CHECK(share_of(map, colour(colours.account[1])) > 0.0005);
  CHECK(share_of(map, colour(colours.paper)) > 0.2);
}

TEST_CASE("A picture is saved as PNG, SVG and PDF; what cannot be written is said") {
  const Opened opened;
  const QTemporaryDir folder;
  for (const char* name : {"v.png", "v.svg", "v.pdf"}) {
    CAPTURE(name);
    REQUIRE(opened.window->save_picture(folder.filePath(name)));
    CHECK(QFile{folder.filePath(name)}.size() > 10'000);
  }
  CHECK(QImage{folder.filePath("v.png")}.size() == opened.window->size());
  CHECK_FALSE(opened.window->save_picture(folder.filePath("no/such/v.png")));
}

TEST_CASE("A saved view opens the same picture") {
  const Opened opened;
  const QTemporaryDir folder;
  opened.press(Qt::Key_3);
  opened.window->set_time(after(opened.session().time(), seconds(3.0)));
  REQUIRE(opened.window->save_view(folder.filePath("v.json")));
  QFile file{folder.filePath("v.json")};
  REQUIRE(file.open(QIODevice::ReadOnly));
  const SavedView saved = read_view(file.readAll().toStdString());
  CHECK(saved.choices == fitted(saved.choices, opened.session().view));
  CHECK(saved.choices.shown.size() == 3);
  CHECK(saved.choices.extent == opened.session().choices.extent);
}

TEST_CASE("Every control that takes the keyboard has a name for those who cannot see it") {
  const Opened opened;
  for (const QWidget* widget : opened.window->findChildren<QWidget*>()) {
    const bool control = widget->inherits("QComboBox") || widget->inherits("QTreeWidget") ||
                         widget->inherits("QTextBrowser") || widget->inherits("recon::viewer::MapPanel") ||
                         widget->inherits("recon::viewer::TimeLine") || widget->inherits("QDoubleSpinBox");
    if (!control || !widget->isVisible()) continue;
    CAPTURE(widget->metaObject()->className());
    CHECK_FALSE(widget->accessibleName().isEmpty());
  }
}

TEST_CASE("Names in letters that run from right to left survive") {
  inquiry::Inquiry inquiry = test::salient();
  inquiry.incident.parties.front().name.text = "ترکیه — טורקיה";
  MainWindow window{Tone::light};
  window.set_draws_by_itself(false);
  window.show_inquiry(std::move(inquiry), "su24-2015");
  CHECK(window.panels()[0]->accessibleName().contains("ترکیه"));
  CHECK(window.panels()[0]->accessibleName().contains("טורקיה"));
}

}  // namespace
}  // namespace recon::viewer
