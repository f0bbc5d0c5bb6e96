// SPDX-License-Identifier: Apache-2.0
#include "viewer/main_window.hpp"

#include <QActionGroup>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPainter>
#include <QPdfWriter>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStatusBar>
#include <QStyleFactory>
#include <QSvgGenerator>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <set>
#include <utility>

#include "viewer/chart_area.hpp"
#include "viewer/clock_bar.hpp"
#include "viewer/course_worker.hpp"
#include "viewer/digitiser.hpp"
#include "viewer/left_column.hpp"
#include "viewer/picker.hpp"
#include "viewer/right_column.hpp"
#include "viewer/save_into_case.hpp"

#include "recon/exchange/picture.hpp"
#include "recon/inquiry/kept_file.hpp"
#include "recon/load/load.hpp"
#include "recon/report/words.hpp"
#include "recon/units/parallel.hpp"

namespace recon::viewer {
namespace {

constexpr std::size_t most_undone = 100;
constexpr int most_recent = 8;

QString words_of(Chart chart) {
  switch (chart) {
    case Chart::versions:
      return MainWindow::tr("Margin by border version");
    case Chart::margin:
      return MainWindow::tr("Margin to the border");
    case Chart::probability:
      return MainWindow::tr("Probability inside");
    case Chart::separation:
      return MainWindow::tr("Separation of accounts");
    case Chart::speed:
      return MainWindow::tr("Ground speed");
    case Chart::turn:
      return MainWindow::tr("Turn");
    case Chart::load:
      return MainWindow::tr("Load factor");
    case Chart::altitude:
      return MainWindow::tr("Altitude");
  }
  return {};
}

constexpr const char* picture_names = "*.png *.jpg *.jpeg *.tif *.tiff *.gif *.bmp";

constexpr const char* case_names = "*.textproto *.json *.binpb";

bool is_picture(const QString& file) {
  return QFileInfo{file}.isFile() &&
         QDir::match(QString{picture_names}.split(' '), QFileInfo{file}.fileName());
}

}  // namespace

bool is_overlay(const QString& file) {
  if (!file.endsWith(".kmz", Qt::CaseInsensitive) || !QFileInfo{file}.isFile()) return false;
  try {
    return exchange::look_at(file.toStdString()).columns > 0;
  } catch (const load::UnreadableFile&) {
    return false;
  }
}

MainWindow::MainWindow(Tone tone) : tone_{tone} {
  setAcceptDrops(true);
  setWindowTitle("recon viewer");
  worker_ = new CourseWorker{this};
  connect(worker_, &CourseWorker::drawn, this,
          [this](const QString& key, const std::shared_ptr<const std::optional<assess::Course>>& course) {
            add_course(key.toStdString(), *course);
          });
  connect(worker_, &CourseWorker::outdated, this, [this] {
    cancel_work();
    fail(
        tr("The case has changed on disk since it was read. What is shown is as it was; no flights are drawn "
           "until it is opened again (F5)."));
  });
  build_centre();
  build_menus();
  build_tools();
  connect(worker_, &CourseWorker::progressed, this,
          [this](int done, int all, const QString& account, const QString& border) {
            if (!session_ || session_->drawing != Drawing::under_way) return;
            if (done == all) return hide_progress(tr("All flights that are shown are drawn."));
            if (account.isEmpty()) return show_progress(0, 0, tr("Preparing to draw flights"));
            const report::Version* version = session_->view.version(border.toStdString());
            show_progress(done, all,
                          tr("Drawing flights, %1 of %2: %3, %4")
                              .arg(done + 1)
                              .arg(all)
                              .arg(text(session_->view.account(account.toStdString()).name),
                                   version == nullptr ? border : text(version->title)));
          });
  apply_tone();
  refresh();
}

MainWindow::~MainWindow() {
  work_ = {};
  stopping_.clear();
  for (const QPointer<Digitiser>& digitiser : digitisers_) delete digitiser;
  delete worker_;  // its thread ends before what it speaks to
}

void MainWindow::build_centre() {
  left_ = new LeftColumn;
  right_ = new RightColumn;
  share_width();
  maps_ = new QWidget;
  auto* maps_column = new QVBoxLayout{maps_};
  maps_column->setContentsMargins(4, 4, 4, 2);
  maps_column->setSpacing(4);
  explored_ = new QLabel{tr("explored, not the claim: clocks were shifted by hand")};
  explored_->setObjectName("explored");
  explored_->hide();
  maps_column->addWidget(explored_);
  map_row_ = new QHBoxLayout;
  map_row_->setSpacing(6);
  maps_column->addLayout(map_row_, 1);
  maps_->setLayoutDirection(Qt::LeftToRight);  // a map is never mirrored
  charts_ = new ChartArea;
  charts_->setLayoutDirection(Qt::LeftToRight);
  split_ = new QSplitter{Qt::Vertical};
  split_->setHandleWidth(1);
  split_->addWidget(maps_);
  split_->addWidget(charts_);
  split_->setStretchFactor(0, 19);
  split_->setStretchFactor(1, 9);
  split_->setSizes({540, 285});
  clock_ = new ClockBar;
  work_area_ = new QWidget;
  auto* row = new QHBoxLayout;
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(left_);
  row->addWidget(split_, 1);
  row->addWidget(right_);
  auto* column = new QVBoxLayout{work_area_};
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(row, 1);
  column->addWidget(clock_);

  empty_ = new QWidget;
  auto* invitation = new QVBoxLayout{empty_};
  invitation_ = new QWidget;
  auto* inviting = new QVBoxLayout{invitation_};
  auto* sentence = new QLabel{tr("Drop a case folder, a saved view, a file of tracks or a picture here.")};
  sentence->setAlignment(Qt::AlignCenter);
  auto* buttons = new QHBoxLayout;
  auto* open = new QPushButton{tr("Open a case…")};
  auto* example = new QPushButton{tr("Open an example")};
  connect(open, &QPushButton::clicked, this, &MainWindow::choose_case);
  connect(example, &QPushButton::clicked, this, [this] { open_case("su24-2015"); });
  buttons->addStretch();
  buttons->addWidget(open);
  buttons->addWidget(example);
  buttons->addStretch();
  inviting->addWidget(sentence);
  inviting->addLayout(buttons);
  opens_ = new QWidget;
  auto* opening = new QVBoxLayout{opens_};
  opening_ = new QLabel;
  opening_->setAlignment(Qt::AlignCenter);
  opening_share_ = new QProgressBar;
  opening_share_->setTextVisible(false);
  opening_share_->setFixedWidth(420);
  opening_share_->setAccessibleName(tr("Progress"));
  auto* stop = new QPushButton{tr("Cancel")};
  connect(stop, &QPushButton::clicked, this, &MainWindow::cancel_work);
  opening->addWidget(opening_);
  opening->addWidget(opening_share_, 0, Qt::AlignCenter);
  opening->addWidget(stop, 0, Qt::AlignCenter);
  opens_->hide();
  invitation->addStretch();
  invitation->addWidget(invitation_);
  invitation->addWidget(opens_);
  invitation->addStretch();
  auto* middle = new QWidget;
  auto* both = new QVBoxLayout{middle};
  both->setContentsMargins(0, 0, 0, 0);
  both->addWidget(empty_);
  both->addWidget(work_area_);
  setCentralWidget(middle);
  pointed_ = new QLabel;
  // However much there is to say of a place, it never makes the window wider.
  pointed_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  credit_ = new QLabel;  // of the lines: it goes into every picture of the window
  statusBar()->addWidget(pointed_, 1);
  statusBar()->addPermanentWidget(credit_);
  statusBar()->setSizeGripEnabled(false);

  connect(left_, &LeftColumn::account_toggled, this, [this](const std::string& account) {
    Choices choices = session_->choices;
    toggle_account(choices, session_->view, account);
    choose(choices);
  });
  connect(left_, &LeftColumn::reading_chosen, this,
          [this](const std::string& account, const ChosenReading& reading) {
            Choices choices = session_->choices;
            choices.readings[account] = reading;
            choose(choices);
            show_source(reading.claim);
          });
  connect(left_, &LeftColumn::border_chosen, this, [this](const std::string& border) {
    Choices choices = session_->choices;
    choices.border = border;
    choices.drawn.insert(border);
    choose(choices);
  });
  connect(left_, &LeftColumn::border_drawn, this, [this](const std::string& border, bool drawn) {
    Choices choices = session_->choices;
    drawn ? (void)choices.drawn.insert(border) : (void)choices.drawn.erase(border);
    choose(choices);
  });
  connect(left_, &LeftColumn::layer_shown, this, [this](Layer layer, bool shown) {
    Choices choices = session_->choices;
    shown ? (void)choices.layers.insert(layer) : (void)choices.layers.erase(layer);
    choose(choices);
  });
  connect(left_, &LeftColumn::cancel_wished, this, &MainWindow::cancel_work);
  connect(right_, &RightColumn::claim_chosen, this, &MainWindow::show_source);
  connect(charts_, &ChartArea::border_chosen, left_, &LeftColumn::border_chosen);
  connect(charts_, &ChartArea::time_chosen, this, &MainWindow::set_time);
  connect(clock_, &ClockBar::time_chosen, this, &MainWindow::set_time);
  connect(clock_, &ClockBar::shift_chosen, this, [this](const std::string& account, Duration shift) {
    Choices choices = session_->choices;
    choices.time = session_->time();
    if (shift == seconds(0))
      choices.shifts.erase(account);
    else
      choices.shifts[account] = shift;
    choose(choices);
  });
  connect(clock_, &ClockBar::shifts_reset, this, [this] {
    Choices choices = session_->choices;
    choices.shifts.clear();
    choose(choices);
  });
}

void MainWindow::build_menus() {
  QMenu* file = menuBar()->addMenu(tr("&File"));
  file->addAction(tr("&Open case…"), QKeySequence::Open, this, &MainWindow::choose_case);
  file->addAction(tr("Open saved &view…"), QKeySequence{tr("Ctrl+Shift+O")}, this, &MainWindow::choose_view);
  file->addAction(tr("&Digitise a picture…"), QKeySequence{tr("Ctrl+D")}, this, &MainWindow::choose_picture);
  file->addAction(tr("&Import tracks…"), QKeySequence{tr("Ctrl+I")}, this, [this] {
    const QString tracks = QFileDialog::getOpenFileName(this, tr("Import tracks"));
    if (!tracks.isEmpty()) import_tracks(tracks);
  });
  again_ = file->addAction(tr("Open &again"), QKeySequence{Qt::Key_F5}, this, [this] {
    if (session_) open_case(session_->case_name, session_->choices);
  });
  recent_ = file->addMenu(tr("Open &recent"));
  fill_recent();
  file->addSeparator();
  file->addAction(tr("&Save view or picture…"), QKeySequence::Save, this, &MainWindow::ask_where_to_save);
  file->addSeparator();
  file->addAction(tr("&Quit"), QKeySequence::Quit, qApp, &QApplication::quit);
  QMenu* edit = menuBar()->addMenu(tr("&Edit"));
  undo_ = edit->addAction(tr("&Undo"), QKeySequence::Undo, this, &MainWindow::undo);
  QMenu* show = menuBar()->addMenu(tr("&View"));
  dark_ = show->addAction(tr("&Dark"));
  dark_->setCheckable(true);
  dark_->setChecked(tone_ == Tone::dark);
  connect(dark_, &QAction::toggled, this, [this](bool on) {
    tone_ = on ? Tone::dark : Tone::light;
    apply_tone();
    refresh();
  });
  show->addAction(tr("Show &all"), QKeySequence{Qt::Key_Home}, this, &MainWindow::show_all);
  show->addSeparator();
  auto* modes = new QActionGroup{this};
  side_by_side_ = show->addAction(tr("&Side by side"));
  overlay_ = show->addAction(tr("&Overlay"));
  for (QAction* action : {side_by_side_, overlay_}) {
    action->setCheckable(true);
    modes->addAction(action);
  }
  const auto mode = [this](Mode wanted) {
    if (!session_) return;
    Choices choices = session_->choices;
    choices.mode = wanted;
    choose(choices);
  };
  connect(side_by_side_, &QAction::triggered, this, [mode] { mode(Mode::side_by_side); });
  connect(overlay_, &QAction::triggered, this, [mode] { mode(Mode::overlaid); });
  charts_menu_ = show->addMenu(tr("&Charts"));
  for (const Chart chart : all_charts) {
    QAction* action = charts_menu_->addAction(words_of(chart));
    action->setCheckable(true);
    action->setData(static_cast<int>(chart));
    connect(action, &QAction::triggered, this, [this, chart](bool on) {
      if (!session_) return;
      Choices choices = session_->choices;
      std::erase(choices.charts, chart);
      if (on) choices.charts.push_back(chart);
      choose(choices);
    });
  }
  layers_menu_ = show->addMenu(tr("&Layers"));
  for (const Layer layer : all_layers) {
    QAction* action = layers_menu_->addAction(LeftColumn::words_of(layer));
    action->setCheckable(true);
    action->setData(static_cast<int>(layer));
    connect(action, &QAction::triggered, left_,
            [this, layer](bool on) { emit left_->layer_shown(layer, on); });
  }
  QMenu* of_case = menuBar()->addMenu(tr("C&ase"));
  draw_flights_ = of_case->addAction(tr("&Draw flights that are shown"), this, &MainWindow::ask_for_flights);
  of_case->addAction(tr("&Cancel work in the background"), this, &MainWindow::cancel_work);
  pictures_ = of_case->addMenu(tr("&Pictures"));
  connect(pictures_, &QMenu::aboutToShow, this, &MainWindow::list_pictures);
  QMenu* clock = menuBar()->addMenu(tr("&Clock"));
  clock->addAction(tr("&Play or pause"), this, [this] { clock_->play(!clock_->plays()); })
      ->setShortcut(Qt::Key_Space);
  clock->addAction(tr("One second &back"), this, [this] { clock_->step(-1); })->setShortcut(Qt::Key_Comma);
  clock->addAction(tr("One second &on"), this, [this] { clock_->step(1); })->setShortcut(Qt::Key_Period);
  clock->addAction(tr("&Earlier event"), this, [this] { clock_->jump(-1); })->setShortcut(Qt::Key_PageUp);
  clock->addAction(tr("&Later event"), this, [this] { clock_->jump(1); })->setShortcut(Qt::Key_PageDown);
  QMenu* help = menuBar()->addMenu(tr("&Help"));
  help->addAction(tr("&Keyboard"), QKeySequence::HelpContents, this, &MainWindow::explain_keys);
  title_ = new QLabel;
  title_->setObjectName("title");
  menuBar()->setCornerWidget(title_, Qt::TopRightCorner);
}

void MainWindow::build_tools() {
  QToolBar* bar = addToolBar(tr("Tools"));
  bar->setMovable(false);
  bar->setContextMenuPolicy(Qt::PreventContextMenu);
  bar->addAction(tr("Open…"), this, &MainWindow::choose_case);
  bar->addAction(undo_);
  bar->addSeparator();
  tools_ = new QActionGroup{this};
  const auto tool = [&](const QString& name, Tool wanted) {
    QAction* action = bar->addAction(name, this, [this, wanted] { set_tool(wanted); });
    action->setCheckable(true);
    action->setChecked(wanted == tool_);
    action->setData(static_cast<int>(wanted));
    tools_->addAction(action);
  };
  tool(tr("Pan"), Tool::pan);
  tool(tr("Measure"), Tool::measure);
  tool(tr("Identify"), Tool::identify);
  bar->addSeparator();
  bar->addAction(side_by_side_);
  bar->addAction(overlay_);
  bar->addSeparator();
  questions_ = new Picker{tr("Question")};
  connect(questions_, &Picker::picked, this, [this](int index) {
    if (!session_) return;
    Choices choices = session_->choices;
    choices.question = session_->view.questions[static_cast<std::size_t>(index)].id;
    choices.readings.clear();
    choices.time.reset();
    choices.extent.reset();
    fitted_by_hand_ = false;
    choose(choices);
  });
  bar->addWidget(questions_);
  auto* charts = new QToolButton;
  charts->setText(tr("Charts ▾"));
  charts->setMenu(charts_menu_);
  charts->setPopupMode(QToolButton::InstantPopup);
  bar->addWidget(charts);
  auto* space = new QWidget;
  space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  bar->addWidget(space);
  bar->addAction(tr("Save…"), this, &MainWindow::ask_where_to_save);
  bar->addAction(dark_);
}

void MainWindow::apply_tone() {
  qApp->setStyle(QStyleFactory::create("Fusion"));
  qApp->setPalette(palette_of(tone_));
  qApp->setFont(text_font(13.0));
  qApp->setStyleSheet(style_sheet(tone_));
  dark_->setText(tone_ == Tone::dark ? tr("Light") : tr("Dark"));
  for (const QPointer<Digitiser>& digitiser : digitisers_)
    if (digitiser) digitiser->set_tone(tone_);
}

void MainWindow::choose_case() {
  const QString folder = QFileDialog::getExistingDirectory(
      this, tr("Open a case folder"), text((load::data_folder() / "incidents").string()));
  if (!folder.isEmpty()) open_case(folder.toStdString());
}

void MainWindow::choose_view() {
  const QString file = QFileDialog::getOpenFileName(this, tr("Open a saved view"), {}, tr("Views (*.json)"));
  if (!file.isEmpty()) open_anything(file);
}

void MainWindow::ask_where_to_save() {
  if (!session_) return;
  const QString file = QFileDialog::getSaveFileName(
      this, tr("Save the view"), {},
      tr("Picture (*.png);;Drawing (*.svg);;Page (*.pdf);;View to open again (*.json)"));
  if (file.isEmpty()) return;
  const bool saved = file.endsWith(".json", Qt::CaseInsensitive) ? save_view(file) : save_picture(file);
  if (!saved) fail(tr("Cannot write %1. Choose another folder.").arg(file));
}

void MainWindow::open_anything(const QString& file) {
  try {
    if (is_picture(file) || is_overlay(file)) {
      digitise(file, session_ ? text(session_->case_name) : QString{});
      if (file.endsWith(".kmz", Qt::CaseInsensitive)) import_tracks(file, true);
      return;
    }
    if (file.endsWith(".json", Qt::CaseInsensitive) && QFileInfo{file}.isFile()) {
      QFile saved{file};
      // A case may be JSON too; a saved view says that it is one.
      if (saved.open(QIODevice::ReadOnly) && saved.readAll().contains("\"recon view")) return open_view(file);
    }
    if (QFileInfo{file}.isFile() && !QDir::match(QString{case_names}.split(' '), QFileInfo{file}.fileName()))
      return import_tracks(file);
    open_case(file.toStdString());
  } catch (const std::exception& error) {
    fail(QString::fromUtf8(error.what()));
  }
}

void MainWindow::open_view(const QString& file) {
  QFile saved{file};
  if (!saved.open(QIODevice::ReadOnly)) throw BadView{file.toStdString() + ": cannot be read"};
  SavedView read = read_view(saved.readAll().toStdString());
  open_case(read.case_name, std::move(read.choices));
}

void MainWindow::show_progress(int done, int all, const QString& what) {
  left_->show_progress(done, all, what);
  opening_->setText(what);
  opening_share_->setRange(0, all);
  opening_share_->setValue(done);
  invitation_->hide();
  opens_->show();
}

void MainWindow::hide_progress(const QString& said) {
  left_->hide_progress(said);
  opens_->hide();
  invitation_->show();
}

void MainWindow::cancel_work() {
  work_.request_stop();
  worker_->cancel();
  hide_progress(tr("Cancelled; what is missing is said to be."));
  if (!session_ || session_->drawing != Drawing::under_way || session_->wanted().empty()) return;
  session_->drawing = Drawing::cancelled;
  refresh();
}

void MainWindow::set_draws_by_itself(bool on) {
  draws_by_itself_ = on;
  if (session_) session_->drawing = on ? Drawing::under_way : Drawing::not_asked;
}

void MainWindow::ask_for_flights() {
  if (!session_) return;
  session_->drawing = Drawing::under_way;
  refresh();
}

void MainWindow::in_background(
    const QString& said, std::function<void(const OnWindow& on_window, const std::stop_token& stop)> task) {
  // Earlier work may take a while to stop: nobody waits for it, and nothing that it says is heard.
  work_.request_stop();
  if (work_.joinable()) stopping_.push_back(std::move(work_));
  show_progress(0, 0, said);
  work_ = std::jthread{[this, task = std::move(task)](const std::stop_token& stop) {
    const OnWindow on_window = [this, stop](std::function<void()> action) {
      QMetaObject::invokeMethod(
          this,
          [stop, action = std::move(action)] {
            if (!stop.stop_requested()) action();
          },
          Qt::QueuedConnection);
    };
    try {
      task(on_window, stop);
    } catch (const std::exception& error) {
      on_window([this, what = QString::fromUtf8(error.what())] {
        hide_progress({});
        fail(what);
      });
    }
    QMetaObject::invokeMethod(
        this,
        [this, id = std::this_thread::get_id()] {
          std::erase_if(stopping_, [&](const std::jthread& one) { return one.get_id() == id; });
        },
        Qt::QueuedConnection);
  }};
}

void MainWindow::open_case(const std::string& name, std::optional<Choices> choices) {
  in_background(
      tr("Reading %1").arg(text(name)),
      [this, name, choices = std::move(choices)](const OnWindow& on_window, const std::stop_token& stop) {
        auto result = std::make_shared<inquiry::Inquiry>(inquiry::open(
            inquiry::find_case(name), {}, {},
            [&](std::size_t done, std::size_t all, const std::string& what) {
              on_window([this, done, all, said = text(what)] {
                show_progress(static_cast<int>(done), static_cast<int>(all), tr("Assessing: %1").arg(said));
              });
            },
            stop));
        on_window([this, result, name, choices] {
          hide_progress({});
          if (result->usable()) {
            remember(text(name));
            return show_inquiry(std::move(*result), name, choices);
          }
          QString what;
          for (const incident::Problem& problem : result->problems) what += text(load::print(problem)) + '\n';
          fail(tr("The case has errors; the last good picture stays."), what);
        });
      });
}

void MainWindow::import_tracks(const QString& file, bool told_first) {
  in_background(tr("Reading %1").arg(file), [this, file, told_first](const OnWindow& on_window,
                                                                     const std::stop_token& /*stop*/) {
    auto tracks = std::make_shared<TrackFile>();
    try {
      *tracks = read_tracks(file.toStdString());
    } catch (const load::UnreadableFile&) {
      if (!told_first) throw;
      return on_window([this] { hide_progress({}); });
    }
    on_window([this, tracks, file, told_first] {
      hide_progress({});
      if (!told_first) return ask_where_tracks_go(*tracks, file);
      auto* box = new QMessageBox{
          QMessageBox::Information, "recon viewer",
          tr("“%1” holds %2 beside its picture.").arg(text(tracks->name), text(words_of(*tracks))),
          QMessageBox::NoButton, this};
      box->setAttribute(Qt::WA_DeleteOnClose);
      box->setInformativeText(
          tr("The picture is in a window of its own; the tracks can be imported as they are."));
      QPushButton* take = box->addButton(tr("Import the tracks…"), QMessageBox::AcceptRole);
      box->addButton(tr("Not now"), QMessageBox::RejectRole);
      connect(take, &QPushButton::clicked, this,
              [this, tracks, file] { ask_where_tracks_go(*tracks, file); });
      box->open();
    });
  });
}

void MainWindow::ask_where_tracks_go(const TrackFile& tracks, const QString& file) {
  const std::filesystem::path from = std::filesystem::absolute(file.toStdString());
  const std::string name = suggested_name(from);
  std::filesystem::path suggested = from.parent_path() / name;
  if (session_) {
    suggested = inquiry::find_case(session_->case_name);
    if (!std::filesystem::is_directory(suggested)) suggested = suggested.parent_path();
  }
  auto* dialog =
      new SaveIntoCase{{.addition = [tracks](const Destination& to) { return addition_of(tracks, to); },
                        .name = name,
                        .itself = tr("the file itself"),
                        .reopened = {}},
                       suggested,
                       this};
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QDialog::accepted, this, [this, dialog, tracks] {
    const Destination to = dialog->destination();
    try {
      exchange::write(addition_of(tracks, to));
      open_case(to.folder.string());
    } catch (const std::exception& error) {
      fail(QString::fromUtf8(error.what()));
    }
  });
  dialog->open();
}

void MainWindow::show_inquiry(inquiry::Inquiry inquiry, const std::string& name,
                              std::optional<Choices> choices) {
  for (MapPanel* panel : panels_) panel->show_session(nullptr, {}, tone_);
  charts_->show_session(nullptr, tone_);
  clock_->show_session(nullptr, tone_);
  left_->show_session(nullptr, tone_);
  right_->show_session(nullptr, tone_);
  session_ = std::make_unique<Session>(std::move(inquiry), name);
  session_->drawing = draws_by_itself_ ? Drawing::under_way : Drawing::not_asked;
  if (draws_by_itself_)
    worker_->open(inquiry::find_case(name), session_->inquiry.assessment.settings, session_->inquiry.inputs);
  if (choices) session_->choices = fitted(std::move(*choices), session_->view);
  session_->refresh();
  fitted_by_hand_ = session_->choices.extent.has_value();
  undone_.clear();
  source_.clear();
  setWindowTitle("recon viewer · " + text(session_->inquiry.incident.id.text));
  const incident::Incident& incident = session_->inquiry.incident;
  title_->setText(text(incident.title.empty() ? incident.id.text : incident.title.text) + " · " +
                  text(report::date_words(incident.date.text)));
  menuBar()->setCornerWidget(title_, Qt::TopRightCorner);  // its room is measured only when it is set
  hide_progress(
      tr("Assessed with %1 draws a row, seed %2.")
          .arg(text(report::fixed(static_cast<double>(session_->inquiry.assessment.settings.draws), 0)))
          .arg(session_->inquiry.assessment.settings.seed));
  fill_questions();
  for (const Branch& branch : session_->tree)
    if (branch.shown && source_.empty())
      if (const auto leaf = chosen_leaf(session_->tree, branch.account->id)) source_ = leaf->reading.claim;
  refresh();
  if (!panels_.empty()) panels_.front()->setFocus();
}

void MainWindow::fill_questions() {
  QStringList asks;
  int current = -1;
  if (session_)
    for (const report::QuestionView& question : session_->view.questions) {
      if (question.id == session_->choices.question) current = static_cast<int>(asks.size());
      asks << text(question.asks);
    }
  questions_->set_choices(asks, current);
}

void MainWindow::rebuild_panels() {
  const auto& choices = session_->choices;
  const std::size_t wanted = choices.mode == Mode::overlaid ? 1 : choices.shown.size();
  while (panels_.size() > wanted) {
    panels_.back()->hide();
    panels_.back()->deleteLater();
    panels_.pop_back();
  }
  while (panels_.size() < wanted) {
    auto* panel = new MapPanel;
    panel->set_tool(tool_);
    connect(panel, &MapPanel::extent_wished, this, [this](const Extent& extent) {
      fitted_by_hand_ = true;
      session_->choices.extent = extent;
      for (MapPanel* other : panels_) other->update();
    });
    connect(panel, &MapPanel::all_wished, this, &MainWindow::show_all);
    connect(panel, &MapPanel::pointed_at, this, [this](const geo::Position& place) {
      pointed_->setText(text(words_at(session_->view, session_->choices, place)));
    });
    connect(panel, &MapPanel::claim_chosen, this, &MainWindow::show_source);
    connect(panel, &MapPanel::border_asked, right_, &RightColumn::show_border);
    connect(panel, &MapPanel::named, pointed_, &QLabel::setText);
    connect(panel, &MapPanel::measured, this, [this](const geo::Position& from, const geo::Position& to) {
      for (MapPanel* other : panels_) other->set_measure(from, to);
      pointed_->setText(text(measured_words(from, to)));
    });
    map_row_->addWidget(panel, 1);
    panels_.push_back(panel);
  }
  for (std::size_t i = 0; i < panels_.size(); ++i)
    panels_[i]->show_session(
        session_.get(),
        choices.mode == Mode::overlaid ? choices.shown : std::vector<std::string>{choices.shown[i]}, tone_);
}

void MainWindow::refresh() {
  work_area_->setVisible(session_ != nullptr);
  empty_->setVisible(session_ == nullptr);
  undo_->setEnabled(!undone_.empty());
  again_->setEnabled(session_ != nullptr);
  if (!session_) return;
  session_->refresh();
  rebuild_panels();
  left_->show_session(session_.get(), tone_);
  right_->show_session(session_.get(), tone_);
  charts_->show_session(session_.get(), tone_);
  clock_->show_session(session_.get(), tone_);
  explored_->setVisible(explored(session_->choices));
  credit_->setText(text(attribution_words(session_->view, session_->choices)));
  draw_flights_->setEnabled(!session_->wanted().empty() && session_->drawing != Drawing::under_way);
  side_by_side_->setChecked(session_->choices.mode == Mode::side_by_side);
  overlay_->setChecked(session_->choices.mode == Mode::overlaid);
  for (QAction* action : charts_menu_->actions()) {
    const auto& shown = session_->choices.charts;
    const auto chart = static_cast<Chart>(action->data().toInt());
    action->setChecked(std::find(shown.begin(), shown.end(), chart) != shown.end());
  }
  for (QAction* action : layers_menu_->actions())
    action->setChecked(session_->choices.layers.contains(static_cast<Layer>(action->data().toInt())));
  show_source(source_);
  fit();
  wish_courses();
}

void MainWindow::wish_courses() {
  if (session_->drawing != Drawing::under_way) return;
  for (const assess::CourseWish& wish : session_->wanted()) worker_->wish(wish);
}

void MainWindow::fit() {
  if (!session_ || fitted_by_hand_ || panels_.empty()) return;
  const Frame frame = panels_.front()->frame();
  session_->choices.extent =
      whole_extent(session_->view, session_->choices, session_->all, frame.width, frame.height);
  for (MapPanel* panel : panels_) panel->update();
}

void MainWindow::show_all() {
  fitted_by_hand_ = false;
  fit();
}

void MainWindow::choose(const Choices& choices) {
  if (!session_) return;
  if (choices == session_->choices) return;
  undone_.push_back(session_->choices);
  if (undone_.size() > most_undone) undone_.erase(undone_.begin());
  session_->choices = choices;
  // Who cancelled did not want those flights; other ones are another wish.
  if (draws_by_itself_ && session_->drawing == Drawing::cancelled) session_->drawing = Drawing::under_way;
  refresh();
}

void MainWindow::undo() {
  if (!session_ || undone_.empty()) return;
  session_->choices = undone_.back();
  undone_.pop_back();
  fill_questions();
  refresh();
}

void MainWindow::set_time(Instant time) {
  if (!session_) return;
  session_->choices.time = time;
  for (MapPanel* panel : panels_) panel->update();
  charts_->set_time(time);
  clock_->update_time();
}

void MainWindow::show_source(const std::string& claim) {
  source_ = claim;
  right_->show_source(claim);
}

void MainWindow::add_course(const std::string& key, std::optional<assess::Course> course) {
  if (!session_) return;
  session_->courses[key] = std::move(course);
  refresh();
}

void MainWindow::draw_flights_now() {
  if (!session_) return;
  worker_->cancel();
  const std::vector<assess::CourseWish> wishes = session_->wanted();
  if (wishes.empty()) return;
  const inquiry::Courses courses{inquiry::find_case(session_->case_name),
                                 {},
                                 session_->inquiry.assessment.settings,
                                 {},
                                 inquiry::cache_folder()};
  std::vector<std::optional<assess::Course>> drawn(wishes.size());
  in_parallel(wishes.size(), 0, {}, [&](std::size_t i) { drawn[i] = courses.course(wishes[i]); });
  for (std::size_t i = 0; i < wishes.size(); ++i) session_->courses[key_of(wishes[i])] = std::move(drawn[i]);
  refresh();
}

void MainWindow::set_tool(Tool tool) {
  tool_ = tool;
  for (QAction* action : tools_->actions())
    action->setChecked(action->data().toInt() == static_cast<int>(tool));
  for (MapPanel* panel : panels_) {
    panel->set_tool(tool);
    if (tool != Tool::measure) panel->set_measure({}, {});
  }
}

bool MainWindow::save_view(const QString& file) {
  if (!session_) return false;
  SavedView saved{session_->case_name, session_->choices};
  saved.choices.time = session_->time();
  QFile out{file};
  const QByteArray json = QByteArray::fromStdString(print_view(saved));
  return out.open(QIODevice::WriteOnly | QIODevice::Truncate) && out.write(json) == json.size();
}

bool MainWindow::save_picture(const QString& file) {
  if (file.endsWith(".svg", Qt::CaseInsensitive) || file.endsWith(".pdf", Qt::CaseInsensitive)) {
    for (MapPanel* panel : panels_) panel->set_as_lines(true);
    charts_->set_as_lines(true);
    const auto paint = [this](QPaintDevice& device) {
      QPainter painter;
      if (!painter.begin(&device)) return false;
      const double scale = static_cast<double>(device.width()) / width();
      painter.scale(scale, scale);
      render(&painter);
      return painter.end();
    };
    bool done = false;
    if (file.endsWith(".svg", Qt::CaseInsensitive)) {
      QSvgGenerator drawing;
      drawing.setFileName(file);
      drawing.setSize(size());
      drawing.setViewBox(QRect{{}, size()});
      drawing.setTitle(windowTitle());
      done = paint(drawing);
    } else {
      QPdfWriter page{file};
      page.setTitle(windowTitle());
      page.setPageSize(QPageSize{QSizeF{size()} * 0.75, QPageSize::Point});
      page.setPageMargins({});
      done = paint(page);
    }
    for (MapPanel* panel : panels_) panel->set_as_lines(false);
    charts_->set_as_lines(false);
    return done && QFileInfo::exists(file);
  }
  for (MapPanel* panel : panels_) panel->settle();
  return grab().save(file, "PNG");
}

void MainWindow::choose_picture() {
  const QString file = QFileDialog::getOpenFileName(this, tr("Digitise a picture"), {},
                                                    tr("Pictures (%1 *.kmz)").arg(picture_names));
  if (file.isEmpty()) return;
  try {
    digitise(file, session_ ? text(session_->case_name) : QString{});
  } catch (const std::exception& error) {
    fail(QString::fromUtf8(error.what()));
  }
}

void MainWindow::list_pictures() {
  pictures_->clear();
  std::set<std::string> listed;
  if (session_)
    for (const KeptTrack& kept : kept_tracks(session_->inquiry.incident)) {
      if (kept.picture.empty() || !listed.insert(kept.picture).second) continue;
      pictures_->addAction(text(kept.picture), this, [this, name = kept.picture] {
        try {
          std::filesystem::path folder = inquiry::find_case(session_->case_name);
          if (!std::filesystem::is_directory(folder)) folder = folder.parent_path();
          digitise(text((folder / name).string()), text(session_->case_name));
        } catch (const std::exception& error) {
          fail(QString::fromUtf8(error.what()));
        }
      });
    }
  if (listed.empty())
    pictures_->addAction(tr("No track of this case was read off a picture"))->setEnabled(false);
}

Digitiser& MainWindow::digitise(const QString& picture, const QString& case_name) {
  std::filesystem::path folder = case_name.toStdString();
  if (!folder.empty() && !std::filesystem::exists(folder)) {
    try {
      folder = inquiry::find_case(folder.string());
    } catch (const load::UnreadableFile&) {
      // It is one that is to be made.
    }
  }
  auto* digitiser = new Digitiser{picture.toStdString(), folder, tone_};
  digitiser->setAttribute(Qt::WA_DeleteOnClose);
  connect(digitiser, &Digitiser::picture_wished, this, &MainWindow::choose_picture);
  connect(digitiser, &Digitiser::dark_wished, dark_, &QAction::setChecked);
  connect(digitiser, &Digitiser::case_wished, this, [this](const QString& wished) {
    show();
    raise();
    open_anything(wished);
  });
  std::erase_if(digitisers_, [](const QPointer<Digitiser>& one) { return one.isNull(); });
  digitisers_.emplace_back(digitiser);
  digitiser->resize(size());
  digitiser->show();
  return *digitiser;
}

void MainWindow::remember(const QString& name) {
  QSettings settings;
  QStringList names = settings.value("recent").toStringList();
  names.removeAll(name);
  names.prepend(name);
  while (names.size() > most_recent) names.removeLast();
  settings.setValue("recent", names);
  fill_recent();
}

void MainWindow::fill_recent() {
  recent_->clear();
  for (const QString& name : QSettings{}.value("recent").toStringList())
    recent_->addAction(name, this, [this, name] { open_anything(name); });
  recent_->setEnabled(!recent_->isEmpty());
}

void MainWindow::fail(const QString& what, const QString& details) {
  auto* box = new QMessageBox{QMessageBox::Warning, "recon viewer", what, QMessageBox::Ok, this};
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setDetailedText(details);
  box->open();
}

void MainWindow::explain_keys() {
  QMessageBox::information(this, tr("Keyboard"),
                           tr("Arrows: pan the map that has the focus; on the time line, one second\n"
                              "+ and −: zoom; Home: show all\n"
                              "Space: play or pause; , and .: one second; Page up and down: events\n"
                              "1 to 4: show or hide an account\n"
                              "[ and ]: border version before and after\n"
                              "R: next reading of the first shown account\n"
                              "M: measure; Esc: leave a mode\n"
                              "F5: open the case again, as it is on disk now"));
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
  if (!session_) return QMainWindow::keyPressEvent(event);
  Choices choices = session_->choices;
  switch (event->key()) {
    case Qt::Key_1:
    case Qt::Key_2:
    case Qt::Key_3:
    case Qt::Key_4: {
      const auto index = static_cast<std::size_t>(event->key() - Qt::Key_1);
      if (index < session_->view.accounts.size() && session_->view.accounts[index].narrative != nullptr)
        toggle_account(choices, session_->view, session_->view.accounts[index].id);
      return choose(choices);
    }
    case Qt::Key_BracketLeft:
      step_border(choices, session_->view, -1);
      return choose(choices);
    case Qt::Key_BracketRight:
      step_border(choices, session_->view, 1);
      return choose(choices);
    case Qt::Key_R:
      step_reading(choices, session_->view, choices.shown.front());
      return choose(choices);
    case Qt::Key_M:
      return set_tool(Tool::measure);
    case Qt::Key_Escape:
      clock_->play(false);
      return set_tool(Tool::pan);
    default:
      QMainWindow::keyPressEvent(event);
  }
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  const QList<QUrl> dropped = event->mimeData()->urls();
  if (!dropped.isEmpty() && dropped.first().isLocalFile()) open_anything(dropped.first().toLocalFile());
}

/// The words of the columns want room before the maps do, but never more than half again what fits 1280
/// pixels.
void MainWindow::share_width() {
  left_->setFixedWidth(std::clamp(width() * 21 / 100, 300, 450));
  right_->setFixedWidth(std::clamp(width() * 21 / 100, 316, 474));
}

void MainWindow::resizeEvent(QResizeEvent* event) {
  QMainWindow::resizeEvent(event);
  share_width();
  QMetaObject::invokeMethod(this, &MainWindow::fit, Qt::QueuedConnection);
}

void MainWindow::showEvent(QShowEvent* event) {
  QMainWindow::showEvent(event);
  QMetaObject::invokeMethod(this, &MainWindow::fit, Qt::QueuedConnection);
}

void MainWindow::closeEvent(QCloseEvent* event) {
  work_.request_stop();
  worker_->cancel();
  QMainWindow::closeEvent(event);
}

}  // namespace recon::viewer
