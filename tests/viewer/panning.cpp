// SPDX-License-Identifier: Apache-2.0
// How long a frame takes in a real window that is dragged, zoomed and played (docs/performance.md). No test:
// a figure hangs on the machine.
//   cmake --build --preset dev --target panning && xvfb-run -a build/dev/tests/panning
#include <QApplication>
#include <QMouseEvent>
#include <QTest>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <vector>

#include "tests/viewer/case.hpp"
#include "viewer/main_window.hpp"

namespace {

using namespace recon;
using namespace recon::viewer;

/// Milliseconds that this process has used of processors: what a busy machine does not change much.
double spent() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

/// Does a step so often, each drawn before the next.
void measure(const char* what, int times, const std::function<void(int)>& step) {
  std::vector<double> frames;
  for (int i = 0; i < times; ++i) {
    const double before = spent();
    step(i);
    QApplication::processEvents();
    frames.push_back(spent() - before);
  }
  std::sort(frames.begin(), frames.end());
  const auto at = [&](double share) {
    return frames[static_cast<std::size_t>(share * static_cast<double>(frames.size() - 1))];
  };
  std::printf("  %-28s median %6.1f ms   95 %% %6.1f ms   longest %6.1f ms\n", what, at(0.5), at(0.95),
              at(1.0));
}

void drag(MapPanel* panel, int steps) {
  QPoint at = panel->rect().center();
  QTest::mousePress(panel, Qt::LeftButton, {}, at);
  measure("drag, 8 pixels a frame", steps, [&](int i) {
    const double turn = 0.1 * i;
    at += QPoint{static_cast<int>(std::lround(8 * std::cos(turn))),
                 static_cast<int>(std::lround(8 * std::sin(turn)))};
    QMouseEvent move{QEvent::MouseMove, QPointF(at),    panel->mapToGlobal(QPointF(at)),
                     Qt::NoButton,      Qt::LeftButton, {}};
    QApplication::sendEvent(panel, &move);
  });
  QTest::mouseRelease(panel, Qt::LeftButton, {}, at);
}

void exercise(MainWindow& window) {
  for (int i = 0; i < 20; ++i) QApplication::processEvents();
  MapPanel* panel = window.panels().front();
  drag(panel, 200);
  QTest::qWait(300);
  measure("wheel, in and out", 60, [&](int i) {
    const QPointF at(panel->rect().center());
    QWheelEvent wheel{at, panel->mapToGlobal(at), {},   {0, i % 20 < 10 ? 120 : -120}, Qt::NoButton,
                      {}, Qt::NoScrollPhase,      false};
    QApplication::sendEvent(panel, &wheel);
  });
  measure("drawn whole again (at rest)", 10, [&](int) {
    panel->show_session(window.session(), panel->accounts(), Tone::light);
    panel->repaint();
  });
  const Instant begin = window.session()->time();
  measure("clock, a step a frame", 60,
          [&](int i) { window.set_time(begin + std::chrono::milliseconds{200 * i}); });
}

assess::DrawnTrack long_track(const std::string& narrative, Instant begin, std::size_t fixes) {
  assess::DrawnTrack track{.narrative = narrative, .claim = "made/track", .aircraft = "su24"};
  for (std::size_t i = 0; i < fixes; ++i) {
    const double t = static_cast<double>(i);
    normalise::ReadFix fix;
    fix.time = begin + std::chrono::milliseconds{static_cast<long>(36.0 * t)};  // an hour in all
    fix.position = {degrees(35.83 + 0.15 * std::sin(t * 0.0011)),
                    degrees(36.16 + 0.2 * std::cos(t * 0.0007))};
    fix.sigma = metres(60);
    track.fixes.push_back(fix);
  }
  return track;
}

void with_long_track() {
  inquiry::Inquiry inquiry = test::salient();
  const std::string account = inquiry.incident.narratives.front().id;
  inquiry.assessment.tracks = {long_track(account, *inquiry.normalised.begin, 100'000)};
  MainWindow window{Tone::light};
  window.set_draws_by_itself(false);
  window.resize(1600, 1000);
  window.show_inquiry(std::move(inquiry), "su24-2015");
  window.show();
  std::puts("a track of 100 000 fixes, window 1600 x 1000");
  exercise(window);
}

void with_flights(std::size_t count) {
  MainWindow window{Tone::light};
  window.set_draws_by_itself(false);
  window.resize(1600, 1000);
  window.show_inquiry(test::salient(), "su24-2015");
  bool first = true;
  for (const assess::CourseWish& wish : window.session()->wanted()) {
    assess::Course course = test::made_course(wish, first ? 35.825 : 35.795, first ? 0.0 : 10.0);
    while (course.flights.size() < count) {
      std::vector<geo::Position> path = course.flights.front();
      const double off = 0.00002 * static_cast<double>(course.flights.size() % 997);
      for (geo::Position& at : path) at.latitude = at.latitude + degrees(off);
      course.flights.push_back(std::move(path));
    }
    window.add_course(key_of(wish), std::move(course));
    first = false;
  }
  window.show();
  std::printf("%zu flights drawn for each of two accounts, window 1600 x 1000\n", count);
  exercise(window);
}

}  // namespace

int main(int argc, char** argv) {
  QApplication application{argc, argv};
  QApplication::setApplicationName("recon-viewer-panning");
  with_long_track();
  with_flights(2000);
}
