// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QCommandLineParser>
#include <QTextStream>
#include <QTimer>
#include <exception>

#include "viewer/main_window.hpp"

#include "recon/inquiry/inquiry.hpp"
#include "recon/load/load.hpp"

int main(int argc, char** argv) {
  // Without a display a picture can still be made: `--render` needs no screen.
  for (int i = 1; i < argc; ++i)
    if (QByteArray{argv[i]}.startsWith("--render") && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
      qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application{argc, argv};
  QApplication::setApplicationName("recon-viewer");
  QApplication::setApplicationVersion(QString::fromStdString(recon::inquiry::version()));

  QCommandLineParser parser;
  parser.setApplicationDescription(
      "Shows one case: rival accounts on the map, and their margins to the border.");
  parser.addHelpOption();
  parser.addVersionOption();
  parser.addPositionalArgument("case", "a case folder or file, or the id of a bundled incident", "[case]");
  const QCommandLineOption render{"render", "Write the window as a PNG and leave; needs no display.", "file"};
  const QCommandLineOption size{"size", "Size of the window (1600x1000).", "WxH", "1600x1000"};
  const QCommandLineOption dark{"dark", "Dark colours."};
  const QCommandLineOption question{"question", "Question to show, by its id.", "id"};
  parser.addOptions({render, size, dark, question});
  parser.process(application);

  QTextStream errors{stderr};
  const QStringList extent = parser.value(size).split('x');
  const QSize wanted = extent.size() == 2 ? QSize{extent[0].toInt(), extent[1].toInt()} : QSize{};
  if (wanted.width() < 640 || wanted.height() < 480 || wanted.width() > 16384 || wanted.height() > 16384) {
    errors << "recon-viewer: --size wants WIDTHxHEIGHT, from 640x480\n";
    return 1;
  }
  recon::viewer::MainWindow window{parser.isSet(dark) ? recon::viewer::Tone::dark
                                                      : recon::viewer::Tone::light};
  window.resize(wanted);
  if (!parser.isSet(render)) {
    window.show();
    if (!parser.positionalArguments().isEmpty())
      QTimer::singleShot(0, &window,
                         [&] { window.open_case(parser.positionalArguments().first().toStdString()); });
    return QApplication::exec();
  }
  if (parser.positionalArguments().isEmpty()) {
    errors << "recon-viewer: --render wants a case\n";
    return 1;
  }
  try {
    const auto inquiry =
        recon::inquiry::open(recon::inquiry::find_case(parser.positionalArguments().first().toStdString()));
    if (!inquiry.usable()) {
      for (const auto& problem : inquiry.problems)
        errors << QString::fromStdString(recon::load::print(problem)) << '\n';
      return 1;
    }
    window.show_inquiry(inquiry);
    if (parser.isSet(question) && !window.show_question(parser.value(question))) {
      errors << "recon-viewer: the case asks no question called '" << parser.value(question) << "'\n";
      return 1;
    }
    window.show();
    // Layout settles over several rounds: docks first, then the chart inside what they leave.
    for (int round = 0; round < 5; ++round) QApplication::processEvents();
    if (!window.grab().save(parser.value(render), "PNG")) {
      errors << "recon-viewer: cannot write " << parser.value(render) << '\n';
      return 1;
    }
  } catch (const std::exception& error) {
    errors << "recon-viewer: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
