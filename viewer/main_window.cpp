// SPDX-License-Identifier: Apache-2.0
#include "viewer/main_window.hpp"

#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPainter>
#include <QPixmap>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStatusBar>
#include <QStyleFactory>
#include <QTextBrowser>
#include <QToolBar>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <set>
#include <utility>

#include "viewer/map_view.hpp"
#include "viewer/margin_chart.hpp"

#include "recon/load/load.hpp"
#include "recon/report/words.hpp"

namespace recon::viewer {

namespace {

constexpr int claim_role = Qt::UserRole, reason_role = Qt::UserRole + 1;

QString html(const std::string& text) { return QString::fromStdString(text).toHtmlEscaped(); }

QPixmap badge_picture(const Badge& who) {
  QPixmap picture{36, 36};
  picture.setDevicePixelRatio(2.0);
  picture.fill(Qt::transparent);
  QPainter painter{&picture};
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(who.fill);
  painter.setPen(Qt::NoPen);
  painter.drawEllipse(QRectF{0, 0, 18, 18});
  QFont font;
  font.setPixelSize(11);
  font.setBold(true);
  painter.setFont(font);
  painter.setPen(who.text);
  painter.drawText(QRectF{0, 0, 18, 18}, Qt::AlignCenter, who.letter);
  return picture;
}

QPixmap line_picture(const QPen& pen, const QColor& ground) {
  QPixmap picture{88, 24};
  picture.setDevicePixelRatio(2.0);
  picture.fill(ground);
  QPainter painter{&picture};
  painter.setPen(pen);
  painter.drawLine(QPointF{1, 6}, QPointF{43, 6});
  return picture;
}

QDockWidget* dock(QMainWindow* window, Qt::DockWidgetArea area, const QString& title, QWidget* content,
                  int width) {
  auto* frame = new QDockWidget{title, window};
  frame->setObjectName(title);
  frame->setFeatures(QDockWidget::DockWidgetMovable);
  content->setMinimumWidth(width);
  content->setAccessibleName(title);
  frame->setWidget(content);
  window->addDockWidget(area, frame);
  return frame;
}

}  // namespace

MainWindow::MainWindow(Tone tone) : tone_{tone} {
  setAcceptDrops(true);
  setWindowTitle("recon viewer");
  map_ = new MapView;
  chart_ = new MarginChart;
  auto* split = new QSplitter{Qt::Vertical};
  split->addWidget(map_);
  split->addWidget(chart_);
  split->setStretchFactor(0, 3);
  split->setStretchFactor(1, 2);
  split->setSizes({560, 360});
  work_area_ = split;
  empty_ = new QLabel{"Drop a case folder here, or open one with Ctrl+O."};
  empty_->setAlignment(Qt::AlignCenter);
  auto* middle = new QWidget;
  auto* layout = new QVBoxLayout{middle};
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(empty_);
  layout->addWidget(work_area_);
  setCentralWidget(middle);
  work_area_->hide();
  build_tools();
  build_docks();
  apply_tone();
  connect(map_, &MapView::pointed_at, this,
          [this](const QString& where) { statusBar()->showMessage(where); });
}

MainWindow::~MainWindow() = default;  // the thread is asked to stop and waited for

void MainWindow::build_tools() {
  QMenu* file = menuBar()->addMenu("&File");
  QAction* open = file->addAction("&Open case…", QKeySequence::Open, this, &MainWindow::choose_case);
  file->addAction("&Save picture…", QKeySequence::Save, this, &MainWindow::save_picture);
  file->addSeparator();
  file->addAction("&Quit", QKeySequence::Quit, qApp, &QApplication::quit);
  QMenu* view = menuBar()->addMenu("&View");
  QAction* dark = view->addAction("&Dark");
  dark->setCheckable(true);
  dark->setChecked(tone_ == Tone::dark);
  connect(dark, &QAction::toggled, this, [this](bool on) {
    tone_ = on ? Tone::dark : Tone::light;
    apply_tone();
    if (inquiry_) map_->show_inquiry(inquiry_.get(), tone_), refresh();
  });

  QToolBar* tools = addToolBar("Tools");
  tools->setObjectName("Tools");
  tools->setMovable(false);
  tools->addAction(open);
  tools->addSeparator();
  tools->addWidget(new QLabel{"  Question:  "});
  questions_ = new QComboBox;
  questions_->setMinimumWidth(460);
  questions_->setAccessibleName("Question");
  tools->addWidget(questions_);
  connect(questions_, &QComboBox::currentIndexChanged, this, &MainWindow::refresh);

  progress_ = new QProgressBar;
  progress_->setMaximumWidth(220);
  progress_->hide();
  cancel_ = new QPushButton{"Cancel"};
  cancel_->hide();
  connect(cancel_, &QPushButton::clicked, this, [this] { work_.request_stop(); });
  statusBar()->addPermanentWidget(progress_);
  statusBar()->addPermanentWidget(cancel_);
}

void MainWindow::build_docks() {
  accounts_ = new QTreeWidget;
  accounts_->setColumnCount(2);
  accounts_->setHeaderHidden(true);
  accounts_->setTextElideMode(Qt::ElideMiddle);
  accounts_->header()->setStretchLastSection(false);
  accounts_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
  accounts_->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
  borders_ = new QListWidget;
  borders_->setIconSize({44, 12});
  borders_->setMaximumHeight(210);
  answers_ = new QTextBrowser;
  source_ = new QTextBrowser;
  source_->setOpenExternalLinks(true);
  dock(this, Qt::LeftDockWidgetArea, "Accounts and readings", accounts_, 300);
  dock(this, Qt::LeftDockWidgetArea, "Border versions", borders_, 300);
  dock(this, Qt::RightDockWidgetArea, "Answers", answers_, 330);
  dock(this, Qt::RightDockWidgetArea, "Source", source_, 330);
  connect(accounts_, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
    if (item != nullptr)
      show_source(item->data(0, claim_role).toString().toStdString(),
                  item->data(0, reason_role).toString().toStdString());
  });
  connect(borders_, &QListWidget::itemChanged, this, [this] {
    std::set<std::string> shown;
    for (int i = 0; i < borders_->count(); ++i)
      if (borders_->item(i)->checkState() == Qt::Checked)
        shown.insert(borders_->item(i)->data(claim_role).toString().toStdString());
    map_->show_borders(std::move(shown));
  });
  connect(borders_, &QListWidget::currentItemChanged, this, [this] {
    if (inquiry_ && question() != nullptr) {
      fill_accounts();
      chart_->show_margins(*inquiry_, *question(), border(), tone_);
    }
  });
}

void MainWindow::apply_tone() {
  const auto& colours = colours_of(tone_);
  QPalette scheme;
  scheme.setColor(QPalette::Window, colour(colours.page));
  scheme.setColor(QPalette::Base, colour(colours.paper));
  scheme.setColor(QPalette::AlternateBase, colour(colours.page));
  scheme.setColor(QPalette::Button, colour(colours.page));
  for (const auto role :
       {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText, QPalette::Link})
    scheme.setColor(role, colour(colours.ink));
  scheme.setColor(QPalette::PlaceholderText, colour(colours.muted));
  scheme.setColor(QPalette::Highlight, colour(colours.rule));
  scheme.setColor(QPalette::HighlightedText, colour(colours.ink));
  scheme.setColor(QPalette::Mid, colour(colours.rule));
  QApplication::setStyle(QStyleFactory::create("Fusion"));
  QApplication::setPalette(scheme);
  QFont font = QApplication::font();
  font.setFamilies({"Noto Sans", "Source Sans 3", "DejaVu Sans"});
  font.setPixelSize(13);
  QApplication::setFont(font);
}

void MainWindow::choose_case() {
  const QString folder = QFileDialog::getExistingDirectory(
      this, "Open a case folder", QString::fromStdString((load::data_folder() / "incidents").string()));
  if (!folder.isEmpty()) open_case(folder.toStdString());
}

void MainWindow::save_picture() {
  const QString file = QFileDialog::getSaveFileName(this, "Save the window as a picture", {}, "PNG (*.png)");
  if (!file.isEmpty() && !grab().save(file, "PNG"))
    QMessageBox::warning(this, "recon viewer", "Cannot write " + file);
}

void MainWindow::open_case(const std::string& name) {
  work_ = {};  // an earlier case stops first
  progress_->setRange(0, 0);
  progress_->show();
  cancel_->show();
  work_ = std::jthread{[this, name](const std::stop_token& stop) {
    const auto on_window = [this](auto&& action) {
      QMetaObject::invokeMethod(this, std::forward<decltype(action)>(action));
    };
    const auto finished = [this] { progress_->hide(), cancel_->hide(); };
    try {
      auto result = std::make_shared<inquiry::Inquiry>(inquiry::open(
          inquiry::find_case(name), {}, {},
          [&](std::size_t done, std::size_t all, const std::string&) {
            on_window([this, done, all] {
              progress_->setRange(0, static_cast<int>(all));
              progress_->setValue(static_cast<int>(done));
            });
          },
          stop));
      on_window([this, result, finished, stopped = stop.stop_requested()] {
        finished();
        if (stopped) return;
        if (result->usable()) return show_inquiry(std::move(*result));
        QString what;
        for (const incident::Problem& problem : result->problems)
          what += QString::fromStdString(load::print(problem)) + '\n';
        QMessageBox box{QMessageBox::Warning, "recon viewer", "The case has errors.", QMessageBox::Ok, this};
        box.setDetailedText(what);
        box.exec();
      });
    } catch (const std::exception& error) {
      on_window([this, finished, what = QString::fromUtf8(error.what())] {
        finished();
        QMessageBox::warning(this, "recon viewer", what);
      });
    }
  }};
}

void MainWindow::show_inquiry(inquiry::Inquiry inquiry) {
  const QSignalBlocker quiet{questions_};
  map_->show_inquiry(nullptr, tone_);
  inquiry_ = std::make_unique<inquiry::Inquiry>(std::move(inquiry));
  setWindowTitle(QString::fromStdString("recon viewer · " + inquiry_->incident.id.text));
  questions_->clear();
  for (const incident::Question& asked : inquiry_->incident.questions)
    questions_->addItem(QString::fromStdString(asked.asks.empty() ? asked.id.text : asked.asks.text),
                        QString::fromStdString(asked.id.text));
  empty_->hide();
  work_area_->show();
  map_->show_inquiry(inquiry_.get(), tone_);
  fill_borders();
  refresh();
}

bool MainWindow::show_question(const QString& id) {
  const int index = questions_->findData(id);
  if (index < 0) return false;
  questions_->setCurrentIndex(index);
  return true;
}

const incident::Question* MainWindow::question() const {
  return inquiry_ ? incident::find(inquiry_->incident.questions,
                                   questions_->currentData().toString().toStdString())
                  : nullptr;
}

std::string MainWindow::border() const {
  return borders_->currentItem() != nullptr
             ? borders_->currentItem()->data(claim_role).toString().toStdString()
             : "";
}

void MainWindow::refresh() {
  if (!inquiry_) return;
  const incident::Question* asked = question();
  map_->show_question(asked);
  if (asked == nullptr) return;
  fill_accounts();
  fill_answers();
  chart_->show_margins(*inquiry_, *asked, border(), tone_);
}

void MainWindow::fill_borders() {
  const QSignalBlocker quiet{borders_};
  borders_->clear();
  for (const incident::Border& version : inquiry_->incident.borders) {
    const bool counted = !version.display_only.value_or(false);
    auto* item = new QListWidgetItem{
        line_picture(border_pen(*inquiry_, version.id.text, tone_), colour(colours_of(tone_).paper)),
        border_name(*inquiry_, version.id.text) + (counted ? "" : "  (display only)")};
    item->setData(claim_role, QString::fromStdString(version.id.text));
    item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
    item->setCheckState(Qt::Checked);
    if (!version.known_flaw.empty()) item->setToolTip(QString::fromStdString(version.known_flaw.text));
    borders_->addItem(item);
  }
  borders_->setCurrentRow(0);
}

void MainWindow::fill_accounts() {
  accounts_->clear();
  const incident::Question* asked = question();
  if (asked == nullptr) return;
  for (const incident::Narrative& narrative : inquiry_->incident.narratives) {
    auto* account = new QTreeWidgetItem{accounts_, {account_name(*inquiry_, narrative.id)}};
    account->setIcon(0, badge_picture(badge(*inquiry_, narrative.id, tone_)));
    QFont bold = account->font(0);
    bold.setBold(true);
    account->setFont(0, bold);
    for (const assess::Finding& finding : inquiry_->assessment.findings) {
      if (finding.narrative != narrative.id || finding.question != asked->id.text) continue;
      if (finding.border != border() && !finding.border.empty()) continue;
      auto* row = new QTreeWidgetItem{account};
      QString text = claim_words(*inquiry_, finding.claim);
      if (!finding.reading_words.empty()) text += ", " + QString::fromStdString(finding.reading_words);
      row->setText(0, text);
      row->setToolTip(0, QString::fromStdString(finding.reason));
      const double call = inquiry_->assessment.settings.call_inside_at;
      const std::string share = finding.inside ? report::percent(finding, call) : "words";
      row->setText(1, QString::fromStdString(share + " " + std::string{report::side_mark(finding.side)}));
      row->setTextAlignment(1, Qt::AlignRight);
      if (!finding.counts) row->setForeground(0, colour(colours_of(tone_).muted));
      row->setData(0, claim_role, QString::fromStdString(finding.claim));
      row->setData(0, reason_role, QString::fromStdString(finding.reason));
    }
    if (account->childCount() == 0) {
      auto* row = new QTreeWidgetItem{account, {"says nothing of this"}};
      row->setForeground(0, colour(colours_of(tone_).muted));
    }
  }
  accounts_->expandAll();
}

void MainWindow::fill_answers() {
  const incident::Question* asked = question();
  QString page = "<h3>" + html(asked->asks.text) + "</h3>";
  for (const assess::Answer& answer : inquiry_->assessment.answers) {
    if (answer.question != asked->id.text) continue;
    const Badge who = badge(*inquiry_, answer.narrative, tone_);
    page +=
        QString{"<p style='margin-bottom:2px'><b style='background:%1;color:%2'>&nbsp;%3&nbsp;</b>&nbsp; %4"}
            .arg(who.fill.name(), who.text.name(), who.letter,
                 account_name(*inquiry_, answer.narrative).toHtmlEscaped());
    if (report::asks_a_side(*asked)) {
      const std::string rest = report::headline_rest(answer);
      page += "<br><span style='font-size:15px'>" + html(std::string{report::side_mark(answer.side)}) +
              " <b>" + html(std::string{report::side_word(answer.side)}) + "</b></span>";
      if (!rest.empty()) page += "; " + html(rest);
    }
    page += "</p><p style='margin-top:2px'>" + html(answer.sentence) + "</p>";
    if (!answer.flip_sentence.empty())
      page += "<p style='margin-top:0'>" + html(answer.flip_sentence) + "</p>";
  }
  answers_->setHtml(page);
  source_->setHtml("<p>Choose a row at the left to see the words it rests on.</p>");
}

void MainWindow::show_source(const std::string& claim, const std::string& reason) {
  const incident::Found found =
      claim.empty() ? incident::Found{} : incident::find_claim(inquiry_->incident, claim);
  if (found.statement == nullptr) return;
  const incident::Statement& statement = *found.statement;
  QString page;
  const bool verbatim = statement.how == incident::Statement::Words::said;
  page += "<p>" + QString{verbatim ? "“%1”" : "%1"}.arg(html(statement.words.text)) + "</p>";
  if (!verbatim)
    page += statement.how == incident::Statement::Words::shows ? "<p>(what a drawing shows)</p>"
                                                               : "<p>(as reported; no verbatim text)</p>";
  if (!statement.translation.empty()) page += "<p>" + html(statement.translation.text) + "</p>";
  if (const incident::Source* source = incident::find(inquiry_->incident.sources, statement.source.text)) {
    page += "<p>" + html(source->publisher.text);
    if (!source->title.empty()) page += ", " + html(source->title.text);
    if (!source->date.empty()) page += ", " + html(source->date.text);
    page += "</p>";
    const QString address = QString::fromStdString(source->address.text);
    if (address.startsWith("http://") || address.startsWith("https://"))
      page += QString{"<p><a href=\"%1\">%1</a></p>"}.arg(address.toHtmlEscaped());
  }
  page += "<p>" + html(reason) + "</p>";
  page += QString{"<p>%1:%2</p>"}.arg(html(found.claim->place.file)).arg(found.claim->place.line);
  source_->setHtml(page);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  const QList<QUrl> dropped = event->mimeData()->urls();
  if (!dropped.isEmpty() && dropped.first().isLocalFile())
    open_case(dropped.first().toLocalFile().toStdString());
}

}  // namespace recon::viewer
