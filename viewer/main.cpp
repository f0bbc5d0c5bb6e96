// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
#include <QTextStream>
#include <QTimer>
#include <exception>
#include <optional>

#include "viewer/main_window.hpp"

#include "recon/inquiry/inquiry.hpp"
#include "recon/load/load.hpp"

namespace {

using namespace recon::viewer;

/// What the command line asks for beside a case.
struct Wishes {
  QString case_name, view, question, at, render;
  bool flights = true, overlay = false;
};

/// "07:24:05Z" on the day of the case, or a whole instant.
recon::Instant instant_of(const QString& words, const recon::inquiry::Inquiry& inquiry) {
  recon::TimeContext context{.date = recon::read_date(inquiry.incident.date.text)};
  context.clock = inquiry.incident.clock.text;
  context.begin = inquiry.normalised.begin;
  context.end = inquiry.normalised.end;
  const recon::TimeReadings read = recon::read_time(words.toStdString(), context);
  if (read.readings.empty()) throw BadView{"--at " + words.toStdString() + ": not a time such as 07:24:05Z"};
  return read.readings.front().at.stated;
}

SavedView read_file(const QString& name) {
  QFile file{name};
  if (!file.open(QIODevice::ReadOnly)) throw BadView{name.toStdString() + ": cannot be read"};
  return read_view(file.readAll().toStdString());
}

/// A picture without a display. False with a message when it cannot be made.
bool render(MainWindow& window, Wishes wishes, QTextStream& errors) {
  std::optional<Choices> choices;
  if (!wishes.view.isEmpty()) {
    SavedView saved = read_file(wishes.view);
    if (wishes.case_name.isEmpty()) wishes.case_name = QString::fromStdString(saved.case_name);
    choices = std::move(saved.choices);
  }
  if (wishes.case_name.isEmpty()) {
    errors << "recon-viewer: --render wants a case or a view\n";
    return false;
  }
  auto inquiry = recon::inquiry::open(recon::inquiry::find_case(wishes.case_name.toStdString()));
  if (!inquiry.usable()) {
    for (const auto& problem : inquiry.problems)
      errors << QString::fromStdString(recon::load::print(problem)) << '\n';
    return false;
  }
  window.set_draws_by_itself(false);
  window.show_inquiry(std::move(inquiry), wishes.case_name.toStdString(), std::move(choices));
  Choices wanted = window.session()->choices;
  if (!wishes.question.isEmpty()) {
    wanted.question = wishes.question.toStdString();
    wanted.time.reset();
    if (question_of(window.session()->view, wanted) == nullptr) {
      errors << "recon-viewer: the case asks no question called '" << wishes.question << "'\n";
      return false;
    }
  }
  if (wishes.overlay) wanted.mode = Mode::overlaid;
  if (!wishes.at.isEmpty()) wanted.time = instant_of(wishes.at, window.session()->inquiry);
  window.choose(wanted);
  if (wishes.flights) window.draw_flights_now();
  window.show();
  // Layout settles over several rounds: columns first, then the maps inside what they leave.
  for (int round = 0; round < 6; ++round) QApplication::processEvents();
  if (window.save_picture(wishes.render)) return true;
  errors << "recon-viewer: cannot write " << wishes.render << '\n';
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  // Without a display a picture can still be made: `--render` needs no screen.
  for (int i = 1; i < argc; ++i)
    if (QByteArray{argv[i]}.startsWith("--render") && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
      qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application{argc, argv};
  QApplication::setApplicationName("recon-viewer");
  QApplication::setOrganizationName("recon");
  QApplication::setApplicationVersion(QString::fromStdString(recon::inquiry::version()));

  QCommandLineParser parser;
  parser.setApplicationDescription(
      "Shows one case: rival accounts side by side on one map view and one clock.");
  parser.addHelpOption();
  parser.addVersionOption();
  parser.addPositionalArgument("case", "a case folder or file, or the id of a bundled incident", "[case]");
  const QCommandLineOption render_to{
      "render", "Write the window as a picture (.png, .svg, .pdf) and leave; needs no display.", "file"};
  const QCommandLineOption size{"size", "Size of the window (1600x1000).", "WxH", "1600x1000"};
  const QCommandLineOption dark{"dark", "Dark colours."};
  const QCommandLineOption question{"question", "Question to show, by its id.", "id"};
  const QCommandLineOption at{"at", "Time on the clock: 07:24:05Z, or \"09:24:05 local\".", "time"};
  const QCommandLineOption view{"view", "A saved view to open.", "file"};
  const QCommandLineOption no_flights{"no-flights", "With --render: draw no flights, which is quicker."};
  const QCommandLineOption overlay{"overlay", "With --render: all shown accounts on one map."};
  const QCommandLineOption digitise{
      "digitise", "Digitise a picture of a map, for the case or for one that is made so.", "picture"};
  parser.addOptions({render_to, size, dark, question, at, view, no_flights, overlay, digitise});
  parser.process(application);

  QTextStream errors{stderr};
  const QStringList extent = parser.value(size).split('x');
  const QSize wanted = extent.size() == 2 ? QSize{extent[0].toInt(), extent[1].toInt()} : QSize{};
  if (wanted.width() < 640 || wanted.height() < 480 || wanted.width() > 16384 || wanted.height() > 16384) {
    errors << "recon-viewer: --size wants WIDTHxHEIGHT, from 640x480\n";
    return 1;
  }
  const QStringList named = parser.positionalArguments();
  try {
    MainWindow window{parser.isSet(dark) ? Tone::dark : Tone::light};
    window.resize(wanted);
    if (parser.isSet(render_to))
      return render(window,
                    {named.value(0), parser.value(view), parser.value(question), parser.value(at),
                     parser.value(render_to), !parser.isSet(no_flights), parser.isSet(overlay)},
                    errors)
                 ? 0
                 : 1;
    if (parser.isSet(digitise)) {
      window.digitise(parser.value(digitise), named.value(0));
      return QApplication::exec();
    }
    window.show();
    if (parser.isSet(view))
      window.open_view(parser.value(view));
    else if (!named.isEmpty())
      window.open_anything(named.first());
    return QApplication::exec();
  } catch (const std::exception& error) {
    errors << "recon-viewer: " << error.what() << '\n';
    return 1;
  }
}
