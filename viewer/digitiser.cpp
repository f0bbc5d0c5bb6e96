// SPDX-License-Identifier: Apache-2.0
#include "viewer/digitiser.hpp"

#include <QAction>
#include <QActionGroup>
#include <QCloseEvent>
#include <QComboBox>
#include <QCoreApplication>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStatusBar>
#include <QToolBar>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <utility>

#include "viewer/choice_box.hpp"
#include "viewer/click_tables.hpp"
#include "viewer/ground_map.hpp"
#include "viewer/picture_view.hpp"
#include "viewer/point_editor.hpp"
#include "viewer/save_into_case.hpp"

#include "recon/geo/printed_position.hpp"
#include "recon/load/load.hpp"
#include "recon/normalise/errors.hpp"

namespace recon::viewer {
namespace {

namespace fs = std::filesystem;

/// What a case says of its day and clock is what its pictures are first taken to mean.
Drawn first_of(const fs::path& case_folder) {
  Drawn first;
  if (case_folder.empty() || !fs::exists(case_folder)) return first;
  const incident::Incident its = load::load_case(case_folder).incident;
  first.date = its.date.text;
  first.clock = its.clock.text;
  return first;
}

/// Tracks that a case has of this picture: the same file, whatever it is called.
std::vector<KeptTrack> kept_of(const fs::path& case_folder, const Digitising& session) {
  if (case_folder.empty() || !fs::exists(case_folder)) return {};
  std::vector<KeptTrack> kept = kept_tracks(load::load_case(case_folder).incident);
  std::erase_if(kept, [&](const KeptTrack& one) {
    std::error_code ignored;
    return one.sha256.empty() ? !fs::equivalent(case_folder / one.picture, session.file(), ignored)
                              : one.sha256 != session.sha256();
  });
  return kept;
}

QImage image_from(const exchange::PictureImage& picture) {
  return QImage{picture.rgb.data(), picture.columns, picture.rows, 3 * picture.columns, QImage::Format_RGB888}
      .convertToFormat(QImage::Format_RGB32);
}

QLabel* heading(const QString& words) {
  auto* label = new QLabel{words};
  label->setObjectName("heading");
  return label;
}

QLabel* wrapped(const char* name) {
  auto* label = new QLabel;
  label->setObjectName(name);
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return label;
}

/// What the window has beyond the others': lines to type in, tables with headings, tabs.
QString sheet_of(Tone tone) {
  return with_colours(R"(
    QLineEdit, QDoubleSpinBox, QComboBox, QPlainTextEdit { background: PAPER; color: INK;
      border: 1px solid MUTED; border-radius: 3px; padding: 2px 6px; min-height: 22px;
      selection-background-color: INK; selection-color: PAPER; }
    QLineEdit:focus, QDoubleSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus { border: 2px solid INK; padding: 1px 5px; }
    QLineEdit:disabled, QComboBox:disabled { color: MUTED; border-color: RULE; }
    QComboBox QAbstractItemView { background: PAPER; color: INK; border: 1px solid RULE;
      selection-background-color: RULE; selection-color: INK; }
    QComboBox::drop-down { border: 0; width: 20px; }
    QComboBox::down-arrow { image: none; }
    QPushButton:focus { border: 2px solid INK; padding: 2px 9px; }
    QTabWidget::pane { border: 0; border-top: 1px solid RULE; }
    QTabBar { qproperty-drawBase: 0; }
    QTabBar::tab { background: PAPER; color: MUTED; padding: 5px 14px; border: 0; min-height: 18px; }
    QTabBar::tab:selected { color: INK; font-weight: bold; border-bottom: 2px solid INK; }
    QTabBar::tab:focus { color: INK; }
    QHeaderView { background: PAPER; border: 0; }
    QHeaderView::section { background: PAPER; color: MUTED; border: 0; border-bottom: 1px solid RULE;
      padding: 3px 10px; font-size: 12px; }
    QTreeWidget::item { padding: 0 8px; }
    QScrollArea { border: 0; }
    QScrollArea#right { border-left: 1px solid RULE; }
    QLabel#banner { background: PAGE; border: 1px solid RULE; border-radius: 3px; padding: 6px 10px; }
    QLabel#verdict { font-size: 15px; font-weight: bold; }
    QLabel#unread { background: PENDING; font-size: 12px; padding: 2px 4px; border-bottom: 1px dotted INK; }
    QLabel#note { color: MUTED; font-size: 12px; }
  )",
                      tone);
}

/// Borders of the case first, then those of the library that it does not have.
std::vector<exchange::ReferenceLines> borders_about(const fs::path& case_folder, const geo::Window& window,
                                                    const std::stop_token& stop) {
  std::vector<exchange::ReferenceLines> all;
  std::vector<std::string> known;
  if (!case_folder.empty() && fs::exists(case_folder))
    for (const auto& [id, version] : load::load_case(case_folder).borders) {
      exchange::ReferenceLines its = exchange::lines_in(version, window);
      known.push_back(version.about.library.text);
      if (!its.lines.empty()) all.push_back(std::move(its));
    }
  for (exchange::ReferenceLines& its : exchange::library_lines(window, stop))
    if (std::find(known.begin(), known.end(), its.border) == known.end()) all.push_back(std::move(its));
  return all;
}

}  // namespace

Digitiser::Digitiser(const fs::path& picture, fs::path case_folder, Tone tone, QWidget* parent)
    : QMainWindow{parent},
      case_folder_{std::move(case_folder)},
      session_{picture, first_of(case_folder_)},
      tone_{tone} {
  setWindowTitle(tr("%1[*] · digitise · recon viewer").arg(text(picture.filename().string())));
  build_centre();
  build_menus();
  build_tools();
  picture_->set_image(image_from(session_.image()), session_.picture());
  for (const KeptTrack& kept : kept_of(case_folder_, session_))
    if (!kept.superseded) session_.reopen(kept);
  show_settings();
  set_clicking(Clicking::nothing);
  show_all();
  resize(1600, 1000);
}

Digitiser::~Digitiser() {
  work_ = {};
  // Children end after the session, and a line that loses the focus on its way out tells what was typed.
  for (QObject* child : findChildren<QObject*>()) child->disconnect(this);
  editor_->show_point(nullptr, {});
  picture_->show_session(nullptr, {}, tone_);
  ground_->show_session(nullptr, tone_);
}

// ---- what it is made of ------------------------------------------------------------------------------

void Digitiser::build_centre() {
  picture_ = new PictureView;
  ground_ = new GroundMap;
  tables_ = new ClickTables;
  banner_ = wrapped("banner");
  banner_->setAccessibleName(tr("What to do"));
  auto* side_by_side = new QSplitter{Qt::Horizontal};
  side_by_side->setLayoutDirection(Qt::LeftToRight);  // a map is never mirrored
  side_by_side->addWidget(picture_);
  side_by_side->addWidget(ground_);
  side_by_side->setStretchFactor(0, 5);
  side_by_side->setStretchFactor(1, 3);
  side_by_side->setSizes({760, 460});
  side_by_side->setHandleWidth(5);
  auto* upper = new QWidget;
  auto* upper_column = new QVBoxLayout{upper};
  upper_column->setContentsMargins(6, 6, 6, 4);
  upper_column->setSpacing(6);
  upper_column->addWidget(banner_);
  upper_column->addWidget(side_by_side, 1);
  auto* split = new QSplitter{Qt::Vertical};
  split->addWidget(upper);
  split->addWidget(tables_);
  split->setStretchFactor(0, 7);
  split->setStretchFactor(1, 2);
  split->setSizes({640, 210});
  split->setHandleWidth(5);
  auto* middle = new QWidget;
  auto* row = new QHBoxLayout{middle};
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(split, 1);
  row->addWidget(build_column());
  setCentralWidget(middle);
  pointed_ = new QLabel;
  zoom_ = new QLabel;
  statusBar()->addWidget(pointed_, 1);
  statusBar()->addPermanentWidget(zoom_);
  statusBar()->setSizeGripEnabled(false);

  connect(picture_, &PictureView::clicked, this, &Digitiser::click);
  connect(picture_, &PictureView::chosen, this, [this](const PointOf& point) { choose(point); });
  connect(picture_, &PictureView::moved, this, [this](const PointOf& point, const geo::Pixel& to) {
    session_.move(point, to);
    show_all();
  });
  connect(picture_, &PictureView::remove_wished, this, [this](const PointOf& point) {
    session_.remove(point);
    choose({});
    show_all();
  });
  connect(picture_, &PictureView::pointed_at, this, &Digitiser::show_pointed);
  connect(picture_, &PictureView::scaled, this, [this](double scale) {
    zoom_->setText(tr("%1 %   ").arg(QString::number(100.0 * scale, 'f', scale < 0.1 ? 1 : 0)));
  });
  connect(ground_, &GroundMap::picked, this, &Digitiser::pick);
  connect(ground_, &GroundMap::pointed_at, this,
          [this](const geo::Position& place) { pointed_->setText(text(geo::print(place))); });
  connect(tables_, &ClickTables::chosen, this, [this](const PointOf& point) { choose(point); });
  connect(editor_, &PointEditor::changed, this, &Digitiser::change);
  connect(editor_, &PointEditor::picking_wished, this, &Digitiser::set_picking);
  connect(editor_, &PointEditor::finished, this, &Digitiser::finish_typing);
  connect(editor_, &PointEditor::remove_wished, picture_, &PictureView::remove_wished);
}

QWidget* Digitiser::build_column() {
  auto* content = new QWidget;
  auto* column = new QVBoxLayout{content};
  column->setContentsMargins(12, 6, 12, 10);
  column->setSpacing(6);
  editor_ = new PointEditor;
  column->addWidget(editor_);
  column->addWidget(heading(tr("How well it lies")));
  headline_ = wrapped("verdict");
  details_ = wrapped("details");
  column->addWidget(headline_);
  column->addWidget(details_);
  column->addWidget(heading(tr("Of the whole picture")));
  auto* form = new QFormLayout;
  form->setContentsMargins(0, 0, 0, 0);
  form->setVerticalSpacing(6);
  transform_ = new ChoiceBox;
  transform_->setAccessibleName(tr("Transform"));
  transform_->addItem(tr("the simplest that will do"), -1);
  transform_->addItem(tr("similarity: shift, scale, turn"), static_cast<int>(geo::Transform::similarity));
  transform_->addItem(tr("affine: stretch and shear too"), static_cast<int>(geo::Transform::affine));
  transform_->addItem(tr("projective: seen from aside"), static_cast<int>(geo::Transform::projective));
  transform_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  pen_ = new QDoubleSpinBox;
  pen_->setRange(0.0, 1000.0);
  pen_->setDecimals(1);
  pen_->setButtonSymbols(QAbstractSpinBox::NoButtons);
  pen_->setSuffix(tr(" pixels"));
  pen_->setAccessibleName(tr("Width of the drawn line, pixels"));
  pen_->setKeyboardTracking(false);
  datum_ = new QLineEdit;
  datum_->setPlaceholderText(tr("WGS 84, if the map says"));
  datum_->setAccessibleName(tr("Datum of the control points"));
  date_ = new QLineEdit;
  date_->setPlaceholderText(tr("2015-11-24"));
  date_->setAccessibleName(tr("Day of the times"));
  clock_ = new QLineEdit;
  clock_->setPlaceholderText(tr("UTC, Europe/Istanbul"));
  clock_->setAccessibleName(tr("Clock of the times"));
  form->addRow(tr("Transform"), transform_);
  form->addRow(tr("Pen"), pen_);
  form->addRow(tr("Datum"), datum_);
  form->addRow(tr("Day"), date_);
  form->addRow(tr("Clock"), clock_);
  column->addLayout(form);
  connect(transform_, &QComboBox::activated, this, &Digitiser::take_over_settings);
  connect(pen_, &QDoubleSpinBox::valueChanged, this, &Digitiser::take_over_settings);
  for (QLineEdit* line : {datum_, date_, clock_})
    connect(line, &QLineEdit::editingFinished, this, &Digitiser::take_over_settings);
  column->addStretch(1);
  written_ = wrapped("note");
  open_ = new QPushButton{tr("Open the case")};
  connect(open_, &QPushButton::clicked, this, [this] { emit case_wished(text(saved_into_.string())); });
  written_->hide();
  open_->hide();
  column->addWidget(written_);
  column->addWidget(open_);
  auto* scroll = new QScrollArea;
  scroll->setObjectName("right");
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setFixedWidth(330);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setWidget(content);
  return scroll;
}

void Digitiser::build_menus() {
  QMenu* file = menuBar()->addMenu(tr("&File"));
  file->addAction(tr("Digitise another &picture…"), QKeySequence::Open, this, &Digitiser::picture_wished);
  kept_ = file->addMenu(tr("&Kept in the case"));
  kept_->setToolTipsVisible(true);
  connect(kept_, &QMenu::aboutToShow, this, &Digitiser::list_kept);
  save_ = file->addAction(tr("&Save into a case…"), QKeySequence::Save, this, &Digitiser::ask_where_to_save);
  file->addSeparator();
  file->addAction(tr("&Close"), QKeySequence::Close, this, &QWidget::close);
  QMenu* edit = menuBar()->addMenu(tr("&Edit"));
  undo_ = edit->addAction(tr("&Undo"), QKeySequence::Undo, this, [this] {
    session_.undo();
    show_settings();
    show_all();
  });
  redo_ = edit->addAction(tr("&Redo"), this, [this] {
    session_.redo();
    show_settings();
    show_all();
  });
  redo_->setShortcuts({QKeySequence{tr("Ctrl+Shift+Z")}, QKeySequence{tr("Ctrl+Y")}});
  edit->addSeparator();
  edit->addAction(tr("Remove the chosen &point"), this, [this] {
    if (chosen_) emit picture_->remove_wished(*chosen_);
  });

  QMenu* click = menuBar()->addMenu(tr("&Click"));
  modes_ = new QActionGroup{this};
  const auto mode = [&](const QString& name, Clicking what, const QKeySequence& key) {
    QAction* action = click->addAction(name, this, [this, what] { set_clicking(what); });
    action->setShortcut(key);
    action->setCheckable(true);
    action->setData(static_cast<int>(what));
    action->setToolTip(name + " (" + key.toString() + ")");
    modes_->addAction(action);
  };
  mode(tr("Look"), Clicking::nothing, QKeySequence{tr("L")});
  mode(tr("Control points"), Clicking::control, QKeySequence{tr("C")});
  mode(tr("Track"), Clicking::trace, QKeySequence{tr("T")});
  mode(tr("Again"), Clicking::again, QKeySequence{tr("A")});
  mode(tr("Its border"), Clicking::border, QKeySequence{tr("B")});
  auto* leave = new QAction{this};
  leave->setShortcut(Qt::Key_Escape);
  connect(leave, &QAction::triggered, this, &Digitiser::escape);
  addAction(leave);

  QMenu* show = menuBar()->addMenu(tr("&View"));
  const auto middle = [this] { return QPointF{picture_->width() / 2.0, picture_->height() / 2.0}; };
  show->addAction(tr("Zoom &in"), QKeySequence::ZoomIn, this,
                  [this, middle] { picture_->zoom(1.25, middle()); });
  show->addAction(tr("Zoom &out"), QKeySequence::ZoomOut, this,
                  [this, middle] { picture_->zoom(0.8, middle()); });
  show->addAction(tr("Show &all"), this, [this] {
    picture_->fit();
    ground_->fit();
  });
  show->addSeparator();
  show_border_ = show->addAction(tr("Reference &border over the picture"));
  show_graticule_ = show->addAction(tr("&Graticule over the picture"));
  for (QAction* layer : {show_border_, show_graticule_}) {
    layer->setCheckable(true);
    layer->setChecked(true);
    connect(layer, &QAction::toggled, this, &Digitiser::lay_over);
  }
  show->addSeparator();
  dark_ = show->addAction(tr("&Dark"));
  dark_->setCheckable(true);
  dark_->setChecked(tone_ == Tone::dark);
  connect(dark_, &QAction::triggered, this, &Digitiser::dark_wished);
  QMenu* help = menuBar()->addMenu(tr("&Help"));
  help->addAction(tr("&Keyboard"), QKeySequence::HelpContents, this, &Digitiser::explain_keys);
}

void Digitiser::build_tools() {
  QToolBar* bar = addToolBar(tr("Tools"));
  bar->setMovable(false);
  bar->setContextMenuPolicy(Qt::PreventContextMenu);
  for (QAction* mode : modes_->actions()) bar->addAction(mode);
  bar->addSeparator();
  bar->addAction(undo_);
  bar->addAction(redo_);
  bar->addSeparator();
  borders_ = new ChoiceBox;
  borders_->setAccessibleName(tr("Reference border"));
  borders_->setToolTip(tr("The border that is laid over the picture"));
  borders_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  borders_->setMinimumContentsLength(34);
  borders_->addItem(tr("no reference border yet"));
  borders_->setEnabled(false);
  connect(borders_, &QComboBox::activated, this,
          [this] { choose_border(borders_->currentData().toString()); });
  bar->addWidget(borders_);
  auto* space = new QWidget;
  space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  bar->addWidget(space);
  bar->addAction(save_);
  bar->addAction(dark_);
  set_tone(tone_);
}

// ---- what is shown -----------------------------------------------------------------------------------

void Digitiser::set_tone(Tone tone) {
  tone_ = tone;
  setStyleSheet(sheet_of(tone));
  const QSignalBlocker quiet{dark_};
  dark_->setChecked(tone == Tone::dark);
  dark_->setText(tone == Tone::dark ? tr("Light") : tr("Dark"));
  lay_over();
  ground_->show_session(&session_, tone_);
}

void Digitiser::lay_over() {
  Overlay overlay;
  if (session_.lying().laid) {
    const exchange::LaidPicture& laid = *session_.lying().laid;
    const double columns = session_.picture().columns, rows = session_.picture().rows;
    const auto its = std::find_if(reference_.begin(), reference_.end(),
                                  [this](const auto& lines) { return lines.border == border_; });
    if (its != reference_.end() && show_border_->isChecked())
      overlay.border = seen(laid, its->lines, columns, rows);
    if (show_graticule_->isChecked()) overlay.graticule = graticule(laid, columns, rows);
  }
  picture_->show_session(&session_, std::move(overlay), tone_);
}

void Digitiser::show_all() {
  if (chosen_ && !session_.pixel_of(*chosen_)) chosen_.reset();
  lay_over();
  picture_->set_chosen(chosen_);
  ground_->show_session(&session_, tone_);
  tables_->show_session(session_, chosen_);
  editor_->show_point(&session_, chosen_);
  undo_->setEnabled(session_.can_undo());
  redo_->setEnabled(session_.can_redo());
  save_->setEnabled(session_.lying().laid && !session_.drawn().track.empty());
  setWindowModified(session_.unsaved());
  show_words();
  wish_reference();
}

QString Digitiser::words() const { return headline_->text() + "\n" + details_->text(); }

void Digitiser::show_words() {
  headline_->setText(text(session_.headline()));
  QString details;
  for (const std::string& sentence : session_.sentences())
    details += (details.isEmpty() ? "" : "\n") + text(sentence);
  details_->setText(details);
  QString what;
  switch (clicking_) {
    case Clicking::nothing:
      what =
          tr("Look: drag to move the picture, wheel or + and − to zoom. Then click control points (C), the "
             "track "
             "(T), and the border as the picture draws it (B).");
      break;
    case Clicking::control:
      what =
          tr("Control points: click a place that you know, then type its position as printed. Six or more, "
             "around "
             "the track and not on one line. Esc leaves.");
      break;
    case Clicking::trace:
      what =
          tr("Track: click along the drawn line, in the order of flight. Times and heights are typed at the "
             "right, "
             "where the picture prints them. Esc leaves.");
      break;
    case Clicking::again: {
      const auto wanted = session_.wanted_again();
      what = wanted ? tr("Again: click vertex %1 of %2 where you see it, within the ring; what was clicked "
                         "before is "
                         "hidden. Twice round gives the spread. Esc leaves.")
                          .arg(*wanted + 1)
                          .arg(session_.drawn().track.size())
                    : tr("Again: there is no track yet; trace it first (T).");
      break;
    }
    case Clicking::border:
      what =
          tr("Its border: click along the border as the picture itself draws it, past the track. Right and "
             "left of "
             "it are told in the order of the clicks. Esc leaves.");
      break;
  }
  if (ground_->picks()) what = tr("Pick the same point on the map at the right. Esc leaves.");
  banner_->setText(what);
}

void Digitiser::show_settings() {
  settling_ = true;
  const Drawn& drawn = session_.drawn();
  transform_->setCurrentIndex(
      transform_->findData(drawn.transform ? static_cast<int>(*drawn.transform) : -1));
  pen_->setValue(drawn.pen_pixels);
  datum_->setText(text(drawn.datum));
  date_->setText(text(drawn.date));
  clock_->setText(text(drawn.clock));
  settling_ = false;
}

void Digitiser::take_over_settings() {
  if (settling_) return;
  Drawn next = session_.drawn();
  const int transform = transform_->currentData().toInt();
  next.transform = transform < 0 ? std::nullopt : std::optional{static_cast<geo::Transform>(transform)};
  next.pen_pixels = pen_->value();
  next.datum = datum_->text().trimmed().toStdString();
  next.date = date_->text().trimmed().toStdString();
  next.clock = clock_->text().trimmed().toStdString();
  change(next);
}

void Digitiser::show_pointed(const geo::Pixel& pixel) {
  QString words =
      tr("column %1, row %2").arg(QString::number(pixel.column, 'f', 1), QString::number(pixel.row, 'f', 1));
  if (session_.lying().laid) {
    const exchange::LaidPicture& laid = *session_.lying().laid;
    const exchange::VertexError error = exchange::error_at(laid, pixel, session_.drawn().pen_pixels);
    words += tr("   ·   %1, 95 % within %2")
                 .arg(text(geo::print(laid.plane.to_globe(geo::place_of(laid.fit, pixel)))),
                      text(exchange::ground_words(error.within_95())));
  }
  pointed_->setText(words);
}

// ---- what is done ------------------------------------------------------------------------------------

void Digitiser::set_clicking(Clicking clicking) {
  clicking_ = clicking;
  for (QAction* mode : modes_->actions())
    mode->setChecked(mode->data().toInt() == static_cast<int>(clicking));
  set_picking(false);
  picture_->set_clicking(clicking);
  tables_->show_table(clicking);
  show_words();
}

void Digitiser::escape() {
  if (ground_->picks()) return set_picking(false);
  set_clicking(Clicking::nothing);
  choose({});
  picture_->setFocus();
}

void Digitiser::choose(std::optional<PointOf> point) {
  if (point == chosen_) return;
  chosen_ = point;
  picture_->set_chosen(chosen_);
  editor_->show_point(&session_, chosen_);
  if (chosen_) tables_->show_table(chosen_->of);
  tables_->show_session(session_, chosen_);
}

void Digitiser::change(const Drawn& drawn) {
  if (drawn == session_.drawn()) return;
  session_.change(drawn);
  show_all();
}

void Digitiser::click(const geo::Pixel& pixel, double reach) {
  if (clicking_ == Clicking::nothing) return choose({});
  const auto clicked = session_.click(clicking_, pixel, reach);
  if (!clicked) {
    statusBar()->showMessage(clicking_ == Clicking::again
                                 ? tr("Too far from the vertex in the ring; not taken.")
                                 : tr("Outside of the picture; not taken."),
                             4000);
    return;
  }
  chosen_ = clicked;
  show_all();
  if (clicking_ == Clicking::control) editor_->start_typing();
}

void Digitiser::set_picking(bool on) {
  ground_->set_picking(on);
  editor_->set_picking(on);
  show_words();
  if (on) ground_->setFocus();
}

void Digitiser::pick(const geo::Position& place, double metres_per_pixel, const QString& corner_of) {
  set_picking(false);
  if (!chosen_ || chosen_->of != Clicking::control) return;
  Drawn next = session_.drawn();
  Control& control = next.controls[chosen_->index];
  control.position = printed(place, metres_per_pixel);
  // A picked position has no printed source; where it comes from is part of its name.
  control.name =
      (corner_of.isEmpty() ? tr("picked on the map") : tr("corner of %1").arg(corner_of)).toStdString();
  if (control.what == KnownAs::graticule) control.what = KnownAs::place;
  change(next);
}

void Digitiser::finish_typing() {
  if (chosen_ && chosen_->of == Clicking::trace && chosen_->index + 1 < session_.drawn().track.size()) {
    choose(PointOf{Clicking::trace, chosen_->index + 1});
    return editor_->start_typing();
  }
  picture_->setFocus();
}

// ---- the reference -----------------------------------------------------------------------------------

void Digitiser::choose_border(const QString& border) {
  border_ = border.toStdString();
  ground_->set_border(border_);
  lay_over();
}

void Digitiser::wish_reference() {
  if (reading_) return;
  const auto window = ground_of(session_);
  if (!window) return;
  const auto has = [&](Angle latitude, Angle longitude) {
    return reference_of_ && geo::contains(*reference_of_, {latitude, longitude});
  };
  if (has(window->south, window->west) && has(window->north, window->east)) return;
  reading_ = true;
  work_ =
      std::jthread{[this, folder = case_folder_, wanted = grown(*window, 0.5)](const std::stop_token& stop) {
        auto found = std::make_shared<std::vector<exchange::ReferenceLines>>();
        try {
          *found = borders_about(folder, wanted, stop);
        } catch (const std::exception&) {
          found->clear();  // a picture can be digitised without a reference
        }
        QMetaObject::invokeMethod(
            this, [this, found, wanted] { take_reference(std::move(*found), wanted); }, Qt::QueuedConnection);
      }};
}

void Digitiser::take_reference(std::vector<exchange::ReferenceLines> reference, const geo::Window& window) {
  reading_ = false;
  reference_ = std::move(reference);
  reference_of_ = window;
  ground_->set_reference(reference_);
  borders_->clear();
  for (const exchange::ReferenceLines& its : reference_) borders_->addItem(text(its.title), text(its.border));
  borders_->setEnabled(!reference_.empty());
  if (reference_.empty()) borders_->addItem(tr("no border of the library is near"));
  const int known = borders_->findData(text(border_));
  borders_->setCurrentIndex(std::max(known, 0));
  choose_border(borders_->currentData().toString());
  wish_reference();
}

void Digitiser::wait_for_reference() {
  while (reading_) {
    if (work_.joinable()) work_.join();
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);
  }
}

// ---- into a case -------------------------------------------------------------------------------------

bool Digitiser::save(const Destination& destination) {
  try {
    const exchange::CaseAddition made = session_.save(destination);
    QString words = tr("Written into %1:").arg(text(destination.folder.string()));
    for (const exchange::CaseFile& file : made.files) words += "\n" + text(file.name);
    written_->setText(words);
    written_->show();
    open_->show();
    saved_into_ = destination.folder;
    statusBar()->showMessage(tr("Saved; nothing that was there was changed."), 6000);
  } catch (const std::exception& trouble) {
    fail(QString::fromUtf8(trouble.what()));
    return false;
  }
  setWindowModified(session_.unsaved());
  return true;
}

void Digitiser::ask_where_to_save() {
  const fs::path beside = case_folder_.empty()
                              ? fs::absolute(session_.file()).parent_path() / suggested_name(session_.file())
                              : case_folder_;
  auto* dialog = new SaveIntoCase{session_, saved_into_.empty() ? beside : saved_into_, this};
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QDialog::accepted, this, [this, dialog] { save(dialog->destination()); });
  dialog->open();
}

void Digitiser::list_kept() {
  kept_->clear();
  const fs::path folder = saved_into_.empty() ? case_folder_ : saved_into_;
  std::vector<KeptTrack> kept;
  try {
    kept = kept_of(folder, session_);
  } catch (const std::exception& trouble) {
    kept_->addAction(QString::fromUtf8(trouble.what()).section('\n', 0, 0))->setEnabled(false);
    return;
  }
  for (const KeptTrack& one : kept) {
    const std::size_t count = one.drawn.track.size();
    QString words = count == 1 ? tr("%1: one vertex").arg(text(one.statement))
                               : tr("%1: %2 vertices").arg(text(one.statement)).arg(count);
    if (one.superseded) words += tr(", superseded");
    QAction* action = kept_->addAction(words, this, [this, one] { reopen(one); });
    action->setCheckable(true);
    action->setChecked(session_.reopened() && session_.reopened()->statement == one.statement);
  }
  if (kept.empty()) kept_->addAction(tr("No case has a track of this picture yet"))->setEnabled(false);
  kept_->addSeparator();
  kept_->addAction(tr("&Another track on the same control points"), this, [this] {
    session_.begin_another();
    choose({});
    show_all();
    set_clicking(Clicking::trace);
  });
}

void Digitiser::reopen(const KeptTrack& kept) {
  session_.reopen(kept);
  choose({});
  show_settings();
  show_all();
}

void Digitiser::fail(const QString& what) {
  auto* box = new QMessageBox{QMessageBox::Warning, tr("recon viewer"), what, QMessageBox::Ok, this};
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->open();
}

void Digitiser::explain_keys() {
  QMessageBox::information(
      this, tr("Keyboard"),
      tr("C: control points; T: track; A: again; B: its border; L or Esc: look\n"
         "Insert: click in the middle of the view\n"
         "Arrows: move the chosen point by one pixel, with Shift by ten; with Ctrl, or where "
         "none is chosen, move the picture\n"
         "Delete: remove the chosen point\n"
         "+ and −: zoom; Home: show all\n"
         "Enter in a position: back to the picture; in a time: the next vertex\n"
         "On the map: arrows move it; while a place is picked, Enter picks the middle\n"
         "Ctrl+Z, Ctrl+Shift+Z: undo, redo; Ctrl+S: save into a case"));
}

void Digitiser::closeEvent(QCloseEvent* event) {
  if (asks_ && session_.unsaved()) {
    const auto answer =
        QMessageBox::question(this, tr("recon viewer"),
                              tr("What was clicked in this picture is in no case yet. Close without saving?"),
                              QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Cancel);
    if (answer != QMessageBox::Discard) return event->ignore();
  }
  work_.request_stop();
  QMainWindow::closeEvent(event);
}

}  // namespace recon::viewer
