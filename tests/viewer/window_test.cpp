// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QDropEvent>
#include <QFile>
#include <QImage>
#include <QKeyEvent>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QPixmap>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QWheelEvent>

#include "tests/viewer/case.hpp"
#include "viewer/chart_area.hpp"
#include "viewer/clock_bar.hpp"
#include "viewer/course_worker.hpp"
#include "viewer/left_column.hpp"
#include "viewer/main_window.hpp"
#include "viewer/right_column.hpp"
#include "viewer/save_into_case.hpp"
#include "viewer/version_picture.hpp"
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

QImage seen(QWidget* widget) { return widget->grab().toImage(); }

/// The share of pixels in which two pictures differ; all of them where their sizes do. Outlines of letters
/// lie 1/64 of a pixel elsewhere when another size of their font was drawn last (FreeType keeps one face for
/// all sizes): that is a few shades at their edges, and no difference.
double difference(const QImage& a, const QImage& b) {
  constexpr int shades = 32;  // of 255
  if (a.size() != b.size()) return 1.0;
  std::size_t differ = 0;
  for (int y = 0; y < a.height(); ++y)
    for (int x = 0; x < a.width(); ++x) {
      const QColor p = a.pixelColor(x, y), q = b.pixelColor(x, y);
      differ += std::abs(p.red() - q.red()) > shades || std::abs(p.green() - q.green()) > shades ||
                        std::abs(p.blue() - q.blue()) > shades
                    ? 1U
                    : 0U;
    }
  return static_cast<double>(differ) / (static_cast<double>(a.width()) * a.height());
}

double share_of(const QImage& image, const QColor& wanted) {
  std::size_t hits = 0;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x) hits += image.pixelColor(x, y) == wanted ? 1U : 0U;
  return static_cast<double>(hits) / (static_cast<double>(image.width()) * image.height());
}

TEST_CASE("One panel an account, all on one view: dragging one moves the others", "[window]") {
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

TEST_CASE("The title of a case that is opened in a window on the screen stands there in full", "[window]") {
  MainWindow window{Tone::light};
  window.set_draws_by_itself(false);
  window.resize(1280, 720);
  window.show();
  Opened::settle();
  window.show_inquiry(test::salient(), "su24-2015");
  Opened::settle();
  const auto* title = window.findChild<QLabel*>("title");
  REQUIRE(title != nullptr);
  CHECK_FALSE(title->text().isEmpty());
  CHECK(title->width() >= title->sizeHint().width());
}

TEST_CASE("The wheel zooms about the pointer: what was under it stays under it", "[window]") {
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

TEST_CASE("Keys choose accounts, borders and readings, and undo takes it back", "[window]") {
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

TEST_CASE("A reading that has no flights yet is pending, not the last one's flights", "[window]") {
  const Opened opened;
  opened.press(Qt::Key_BracketRight);
  for (const Moving& one : opened.session().all) CHECK(one.kind == Moving::Kind::missing);
  opened.session().drawing = Drawing::under_way;
  opened.session().refresh();
  for (const Moving& one : opened.session().all) CHECK(one.kind == Moving::Kind::pending);
}

TEST_CASE("The clock steps, stops at its ends and moves the picture", "[window]") {
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

TEST_CASE("Overlaid, one panel shows both accounts in their hues; light and dark keep the tokens",
          "[window]") {
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

TEST_CASE("A picture is saved as PNG, SVG and PDF; what cannot be written is said", "[window]") {
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

TEST_CASE("A saved view opens the same picture", "[window]") {
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

/// Where an instant lies on a chart.
QPoint on_chart(const TimeChart& chart, const Session& session, Instant time) {
  const QRectF area = chart.chart()->plotArea();
  const Span span = session.face.span;
  return QPointF{area.left() + area.width() * (between(span.from, time) / between(span.from, span.to)),
                 area.center().y()}
      .toPoint();
}

void move_over(QWidget* widget, QPoint to, Qt::MouseButtons held = {}) {
  QMouseEvent move{QEvent::MouseMove, QPointF{to}, widget->mapToGlobal(QPointF{to}), Qt::NoButton, held, {}};
  QApplication::sendEvent(widget, &move);
}

TEST_CASE(
    "A pointer over one chart shows the values of all at its instant; leaving it brings the cursor's back",
    "[window]") {
  const Opened opened;
  auto* charts = opened.window->findChild<ChartArea*>();
  REQUIRE(charts != nullptr);
  REQUIRE(charts->charts().size() == 3);
  std::vector<QString> before;
  for (std::size_t i = 0; i < 3; ++i) before.push_back(charts->values_of(i));
  const Instant time = opened.session().time();
  TimeChart* chart = charts->charts()[1];
  move_over(chart->viewport(),
            on_chart(*chart, opened.session(), after(opened.session().face.span.from, seconds(3))));
  for (std::size_t i = 0; i < 3; ++i) CHECK(charts->values_of(i) != before[i]);
  CHECK(opened.session().time() == time);
  QEvent leave{QEvent::Leave};
  QApplication::sendEvent(chart, &leave);
  for (std::size_t i = 0; i < 3; ++i) CHECK(charts->values_of(i) == before[i]);
}

TEST_CASE("Zooming into one chart zooms all, and never beyond the whole", "[window]") {
  const Opened opened;
  auto* charts = opened.window->findChild<ChartArea*>();
  const Span whole = charts->span();
  TimeChart* chart = charts->charts()[0];
  const QPointF at = chart->chart()->plotArea().center();
  const auto turn = [&](int by) {
    QWheelEvent wheel{at, chart->mapToGlobal(at), {}, {0, by}, Qt::NoButton, {}, Qt::NoScrollPhase, false};
    QApplication::sendEvent(charts->charts()[0]->viewport(), &wheel);
    Opened::settle();
  };
  turn(480);
  CHECK(between(charts->span().from, charts->span().to) < between(whole.from, whole.to));
  CHECK(charts->span().from > whole.from);
  for (int i = 0; i < 6; ++i) turn(-480);
  CHECK(charts->span() == whole);
}

TEST_CASE("A map that was dragged looks, once it is settled, as one that was never anywhere else",
          "[window]") {
  const Tone tone = GENERATE(Tone::light, Tone::dark);
  const Opened opened{tone};
  MapPanel* panel = opened.window->panels()[0];
  const Choices first = opened.session().choices;
  const auto drag = [&](QPoint by) {
    const QPoint from = panel->rect().center();
    QTest::mousePress(panel, Qt::LeftButton, {}, from);
    move_over(panel, from + by / 2, Qt::LeftButton);
    (void)panel->grab();
    move_over(panel, from + by, Qt::LeftButton);
    (void)panel->grab();
    QTest::mouseRelease(panel, Qt::LeftButton, {}, from + by);
  };
  drag({70, -40});
  drag({-20, 90});
  panel->settle();
  const QImage dragged = seen(panel);
  const Extent there = *opened.session().choices.extent;
  CHECK_FALSE(there == *first.extent);
  const Opened fresh{tone};
  emit fresh.window->panels()[0]->extent_wished(there);
  fresh.window->panels()[0]->settle();
  CHECK(difference(seen(fresh.window->panels()[0]), dragged) == 0.0);
}

TEST_CASE("While a map is dragged its ground is that of a whole drawing but for a few pixels", "[window]") {
  const Opened opened;
  MapPanel* panel = opened.window->panels()[1];
  Choices choices = opened.session().choices;
  choices.layers = {Layer::agreement, Layer::flights};  // names and marks wait until it is settled
  opened.window->choose(choices);
  Opened::settle();
  const QPoint from = panel->rect().center();
  QTest::mousePress(panel, Qt::LeftButton, {}, from);
  for (const int step : {15, 33, 48}) {
    move_over(panel, from + QPoint{step, -step}, Qt::LeftButton);
    (void)panel->grab();
  }
  const QImage dragged = panel->grab().toImage();
  QTest::mouseRelease(panel, Qt::LeftButton, {}, from + QPoint{48, -48});
  panel->settle();
  const QImage settled = panel->grab().toImage();
  CHECK(difference(settled, dragged) < 0.06);
}

TEST_CASE("A click on a line tells whose it is; a click on a version's row takes it", "[window]") {
  const Opened opened;
  auto* right = opened.window->findChild<RightColumn*>();
  REQUIRE(right != nullptr);
  auto* source = right->findChildren<QTextBrowser*>().last();
  MapPanel* panel = opened.window->panels()[0];
  opened.press(Qt::Key_M);
  opened.press(Qt::Key_Escape);
  bool told = false;
  for (int y = 40; y < panel->height() - 60 && !told; y += 4)
    for (int x = 60; x < panel->width() - 60 && !told; x += 4)
      if (const Thing thing = panel->thing_near(QPointF(x, y)); !thing.border.empty()) {
        QTest::mouseClick(panel, Qt::LeftButton, {}, {x, y});
        CHECK(source->toPlainText().contains(text(opened.session().view.version(thing.border)->title)));
        CHECK(source->toPlainText().contains("Publisher"));
        told = true;
      }
  CHECK(told);
  auto* versions = opened.window->findChild<VersionPicture*>();
  REQUIRE(versions != nullptr);
  const std::string before = opened.session().choices.border;
  for (int y = 0; y < versions->height() && opened.session().choices.border == before; y += 6)
    QTest::mouseClick(versions, Qt::LeftButton, {}, {40, y});
  CHECK(opened.session().choices.border != before);
}

TEST_CASE("No flights are drawn for a case that is not what was assessed any more", "[window]") {
  const auto s = test::session();
  s->refresh();
  CourseWorker worker;
  bool drew = false;
  QObject::connect(&worker, &CourseWorker::drawn, &worker, [&] { drew = true; });
  QSignalSpy outdated{&worker, &CourseWorker::outdated};
  std::vector<load::Input> inputs = s->inquiry.inputs;
  inputs.front().sha256.front() = inputs.front().sha256.front() == '0' ? '1' : '0';
  worker.open(std::string{RECON_DATA} + "/incidents/su24-2015", s->inquiry.assessment.settings, inputs);
  worker.wish(s->wanted().front());
  CHECK(outdated.wait(120'000));
  CHECK_FALSE(drew);
}

TEST_CASE("The measure says a geodesic on every map, and Esc puts it away", "[window]") {
  const Opened opened;
  opened.press(Qt::Key_M);
  MapPanel* panel = opened.window->panels()[0];
  const QImage bare = seen(opened.window->panels()[1]);
  QTest::mousePress(panel, Qt::LeftButton, {}, {100, 120});
  move_over(panel, {180, 160}, Qt::LeftButton);
  QTest::mouseRelease(panel, Qt::LeftButton, {}, {180, 160});
  CHECK(difference(seen(opened.window->panels()[1]), bare) > 0.005);
  bool said = false;
  for (const QLabel* label : opened.window->statusBar()->findChildren<QLabel*>())
    said = said || label->text().contains(" NM · ");
  CHECK(said);
  opened.press(Qt::Key_Escape);
  CHECK(difference(seen(opened.window->panels()[1]), bare) == 0.0);
}

TEST_CASE("Work that is cancelled is said to be missing, and asked for again by name", "[window]") {
  const Opened opened;
  opened.press(Qt::Key_BracketRight);
  opened.session().drawing = Drawing::under_way;
  opened.window->cancel_work();
  for (const Moving& one : opened.session().all) {
    CHECK(one.kind == Moving::Kind::missing);
    CHECK(one.words.find("cancelled") != std::string::npos);
  }
}

TEST_CASE("From right to left the columns change sides; maps, charts and the clock do not", "[window]") {
  const Opened opened;
  auto* left = opened.window->findChild<LeftColumn*>();
  auto* right = opened.window->findChild<RightColumn*>();
  CHECK(left->mapTo(opened.window.get(), QPoint{}).x() < right->mapTo(opened.window.get(), QPoint{}).x());
  const QImage map = seen(opened.window->panels()[0]);
  opened.window->setLayoutDirection(Qt::RightToLeft);
  Opened::settle();
  CHECK(left->mapTo(opened.window.get(), QPoint{}).x() > right->mapTo(opened.window.get(), QPoint{}).x());
  CHECK(opened.window->panels()[0]->layoutDirection() == Qt::LeftToRight);
  CHECK(opened.window->findChild<ClockBar*>()->layoutDirection() == Qt::LeftToRight);
  CHECK(opened.window->findChild<ChartArea*>()->layoutDirection() == Qt::LeftToRight);
  CHECK(difference(seen(opened.window->panels()[0]), map) == 0.0);
}

TEST_CASE("A zone that reaches out to sea is in tone as far as its limit, and no further", "[window]") {
  assess::Settings settings;
  settings.draws = 100;
  MainWindow window{Tone::light};
  window.set_draws_by_itself(false);
  window.resize(1280, 900);
  window.show_inquiry(inquiry::open(RECON_DATA "/incidents/rq4a-2019", {}, settings), "rq4a-2019");
  window.show();
  Opened::settle();
  Choices choices = window.session()->choices;
  choices.layers.clear();
  choices.drawn = {choices.border};
  window.choose(choices);
  Opened::settle();
  const Session& session = *window.session();
  const auto& version = session.inquiry.borders.at(choices.border);
  const geo::Zone coast = geo::inside(version.states.at("IRN"));
  MapPanel* panel = window.panels()[0];
  Extent wider = *session.choices.extent;
  wider.metres_per_pixel *= 2.0;
  emit panel->extent_wished(wider);
  panel->settle();
  const QImage map = seen(panel);
  const Frame frame = panel->frame();
  const QColor stone = colour(colours_of(Tone::light).side), sea = colour(colours_of(Tone::light).sea);
  std::size_t inside = 0, outside = 0, wrong = 0;
  for (double y = 90.0; y < frame.height - 70.0; y += 9.0)
    for (double x = 20.0; x < frame.width - 20.0; x += 9.0) {
      const geo::Position place = session.ground.plane().to_globe(frame.under({x, y}));
      const double miles = -in_nautical_miles(coast.margin(place).value);
      if (std::abs(miles - 12.0) < 0.4 || miles < 0.2) continue;  // beside a line
      const QColor pixel =
          map.pixelColor(static_cast<int>(x + MapPainter::left), static_cast<int>(y + MapPainter::top));
      const bool in = miles < 12.0;
      (in ? inside : outside) += 1;
      const auto off = [&](const QColor& c) {
        return std::abs(pixel.red() - c.red()) + std::abs(pixel.green() - c.green()) +
               std::abs(pixel.blue() - c.blue());
      };
      if ((off(stone) < off(sea)) != in) ++wrong;
    }
  CHECK(inside > 100);
  CHECK(outside > 100);
  CHECK(static_cast<double>(wrong) < 0.03 * static_cast<double>(inside + outside));
}

TEST_CASE("A file of tracks that is dropped on the window is asked about, and becomes a case that opens",
          "[window]") {
  const QTemporaryDir folder;
  const QString file = folder.filePath("Flight 7.gpx");
  {
    QFile out{file};
    REQUIRE(out.open(QIODevice::WriteOnly));
    out.write(
        R"(<?xml version="1.0"?><gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1">
      <trk><name>seven</name><trkseg><trkpt lat="35.8" lon="36.1"><time>2015-11-24T07:24:00Z</time></trkpt>
      <trkpt lat="35.81" lon="36.15"><time>2015-11-24T07:24:20Z</time></trkpt></trkseg></trk></gpx>)");
  }
  MainWindow window{Tone::light};
  window.set_draws_by_itself(false);
  window.show();
  QMimeData data;
  data.setUrls({QUrl::fromLocalFile(file)});
  QDragEnterEvent enter{{50, 50}, Qt::CopyAction, &data, Qt::LeftButton, {}};
  QApplication::sendEvent(&window, &enter);
  QDropEvent event{QPointF{50, 50}, Qt::CopyAction, &data, Qt::LeftButton, {}};
  QApplication::sendEvent(&window, &event);
  SaveIntoCase* dialog = nullptr;
  REQUIRE(QTest::qWaitFor([&] { return (dialog = window.findChild<SaveIntoCase*>()) != nullptr; }, 200'000));
  const QString preview = dialog->findChild<QPlainTextEdit*>()->toPlainText();
  CHECK(preview.contains("2 rows read, 2 used, in 1 track"));
  CHECK(preview.contains(".textproto"));
  CHECK(preview.contains("tracks/"));
  CHECK(dialog->destination().folder == folder.filePath("flight-7").toStdString());
  QTest::mouseClick(dialog->findChild<QPushButton*>("save"), Qt::LeftButton);
  REQUIRE(QTest::qWaitFor([&] { return window.session() != nullptr; }, 600'000));
  CHECK(window.session()->case_name == folder.filePath("flight-7").toStdString());
}

TEST_CASE("What is no track says so, and no window asks where it goes", "[window]") {
  const QTemporaryDir folder;
  const QString file = folder.filePath("letter.pdf");
  {
    QFile out{file};
    REQUIRE(out.open(QIODevice::WriteOnly));
    out.write("%PDF-1.4 nothing that flies");
  }
  MainWindow window{Tone::light};
  window.show();
  window.open_anything(file);
  QMessageBox* box = nullptr;
  REQUIRE(QTest::qWaitFor([&] { return (box = window.findChild<QMessageBox*>()) != nullptr; }, 200'000));
  CHECK(box->text().contains("letter.pdf"));
  CHECK(window.findChild<SaveIntoCase*>() == nullptr);
}

TEST_CASE("Every control that takes the keyboard has a name for those who cannot see it", "[window]") {
  const Opened opened;
  for (const QWidget* widget : opened.window->findChildren<QWidget*>()) {
    const bool control = widget->inherits("recon::viewer::Picker") || widget->inherits("QTreeWidget") ||
                         widget->inherits("QTextBrowser") || widget->inherits("recon::viewer::MapPanel") ||
                         widget->inherits("recon::viewer::TimeLine") || widget->inherits("QDoubleSpinBox");
    if (!control || !widget->isVisible()) continue;
    CAPTURE(widget->metaObject()->className());
    CHECK_FALSE(widget->accessibleName().isEmpty());
  }
}

TEST_CASE("Names in letters that run from right to left survive", "[window]") {
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
