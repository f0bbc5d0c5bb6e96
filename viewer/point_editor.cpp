// SPDX-License-Identifier: Apache-2.0
#include "viewer/point_editor.hpp"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>

#include "viewer/choice_box.hpp"
#include "viewer/look.hpp"

namespace recon::viewer {
namespace {

QString words_for(KnownAs what) {
  switch (what) {
    case KnownAs::graticule:
      return PointEditor::tr("Crossing of the graticule");
    case KnownAs::triple_point:
      return PointEditor::tr("Triple point of borders");
    case KnownAs::coast:
      return PointEditor::tr("Coast: a cape, a mouth");
    case KnownAs::place:
      return PointEditor::tr("Another place");
  }
  return {};
}

QLabel* told() {
  auto* label = new QLabel;
  label->setWordWrap(true);
  label->setObjectName("note");
  label->setTextFormat(Qt::PlainText);
  label->setMinimumHeight(34);
  label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  return label;
}

/// Said in ink what is read, and on the colour of what is missing what is not.
void tell(QLabel& label, bool read, const QString& words) {
  label.setObjectName(read || words.isEmpty() ? "note" : "unread");
  label.setText(words);
  label.style()->unpolish(&label);
  label.style()->polish(&label);
}

void put(QLineEdit& line, const std::string& said) {
  if (line.text() != text(said)) line.setText(text(said));
}

QVBoxLayout* page_column(QWidget* page) {
  auto* column = new QVBoxLayout{page};
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(6);
  return column;
}

}  // namespace

PointEditor::PointEditor(QWidget* parent) : QWidget{parent} {
  auto* column = page_column(this);
  heading_ = new QLabel;
  heading_->setObjectName("heading");
  column->addWidget(heading_);
  pages_ = new QStackedWidget;
  auto* none =
      new QLabel{tr("Choose what to click above, then click in the picture. A point is chosen by a click on "
                    "it or in its table; arrows move it by one pixel.")};
  none->setWordWrap(true);
  none->setObjectName("note");
  none->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  pages_->addWidget(none);
  pages_->addWidget(build_control());
  pages_->addWidget(build_vertex());
  pages_->addWidget(build_place());
  column->addWidget(pages_);
  show_point(nullptr, {});
}

QPushButton* PointEditor::remove_button() {
  auto* remove = new QPushButton{tr("Remove")};
  remove->setAccessibleName(tr("Remove the chosen point"));
  connect(remove, &QPushButton::clicked, this, [this] {
    if (point_) emit remove_wished(*point_);
  });
  return remove;
}

QWidget* PointEditor::build_control() {
  auto* page = new QWidget;
  auto* column = page_column(page);
  position_ = new QLineEdit;
  position_->setObjectName("position");
  position_->setPlaceholderText(tr("as printed: 36 N 36°30′ E"));
  position_->setAccessibleName(tr("Position as printed"));
  said_ = told();
  said_->setAccessibleName(tr("What was read"));
  what_ = new ChoiceBox;
  what_->setAccessibleName(tr("What the control point is"));
  for (const KnownAs what : all_known_as) what_->addItem(words_for(what), static_cast<int>(what));
  name_ = new QLineEdit;
  name_->setObjectName("name");
  name_->setPlaceholderText(tr("its name, if it has one"));
  name_->setAccessibleName(tr("Name of the control point"));
  pick_ = new QPushButton{tr("Pick on the map")};
  pick_->setCheckable(true);
  pick_->setAccessibleName(tr("Pick the same point on the map"));
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(pick_, 1);
  buttons->addWidget(remove_button());
  column->addWidget(position_);
  column->addWidget(said_);
  column->addWidget(what_);
  column->addWidget(name_);
  column->addLayout(buttons);
  column->addStretch();
  connect(position_, &QLineEdit::textEdited, this, &PointEditor::read_position);
  for (QLineEdit* line : {position_, name_}) {
    connect(line, &QLineEdit::editingFinished, this, &PointEditor::take_over);
    connect(line, &QLineEdit::returnPressed, this, &PointEditor::finish);
  }
  connect(what_, &QComboBox::activated, this, &PointEditor::take_over);
  connect(pick_, &QPushButton::toggled, this, &PointEditor::picking_wished);
  return page;
}

QWidget* PointEditor::build_vertex() {
  auto* page = new QWidget;
  auto* column = page_column(page);
  auto* form = new QFormLayout;
  form->setContentsMargins(0, 0, 0, 0);
  time_ = new QLineEdit;
  time_->setObjectName("time");
  time_->setPlaceholderText(tr("07:24:05, if the picture says"));
  time_->setAccessibleName(tr("Time of the vertex as printed"));
  altitude_ = new QLineEdit;
  altitude_->setObjectName("altitude");
  altitude_->setPlaceholderText(tr("19,000 ft, if it says"));
  altitude_->setAccessibleName(tr("Altitude of the vertex as printed"));
  form->addRow(tr("Time"), time_);
  time_said_ = told();
  height_said_ = told();
  for (QLabel* label : {time_said_, height_said_}) label->setMinimumHeight(18);
  form->addRow({}, time_said_);
  form->addRow(tr("Altitude"), altitude_);
  form->addRow({}, height_said_);
  column->addLayout(form);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch(1);
  buttons->addWidget(remove_button());
  column->addLayout(buttons);
  column->addStretch();
  for (QLineEdit* line : {time_, altitude_}) {
    connect(line, &QLineEdit::textEdited, this, &PointEditor::read_figures);
    connect(line, &QLineEdit::editingFinished, this, &PointEditor::take_over);
    connect(line, &QLineEdit::returnPressed, this, &PointEditor::finish);
  }
  return page;
}

QWidget* PointEditor::build_place() {
  auto* page = new QWidget;
  auto* column = page_column(page);
  auto* note = new QLabel{tr("A place on the border as the picture itself draws it.")};
  note->setWordWrap(true);
  note->setObjectName("note");
  column->addWidget(note);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch(1);
  buttons->addWidget(remove_button());
  column->addLayout(buttons);
  column->addStretch();
  return page;
}

void PointEditor::show_point(const Digitising* session, std::optional<PointOf> point) {
  session_ = session;
  point_ = session != nullptr && point && session->pixel_of(*point) ? point : std::nullopt;
  if (!point_) {
    heading_->setText(tr("Chosen point"));
    pages_->setCurrentIndex(0);
    return;
  }
  const QString number = QString::number(point_->index + 1);
  const Drawn& drawn = session_->drawn();
  switch (point_->of) {
    case Clicking::control: {
      const Control& control = drawn.controls[point_->index];
      heading_->setText(tr("Control point %1").arg(number));
      pages_->setCurrentIndex(1);
      put(*position_, control.position);
      put(*name_, control.name);
      what_->setCurrentIndex(what_->findData(static_cast<int>(control.what)));
      read_position();
      return;
    }
    case Clicking::trace:
    case Clicking::again: {
      const Traced& vertex = drawn.track[point_->index];
      heading_->setText(tr("Track, vertex %1").arg(number));
      pages_->setCurrentIndex(2);
      put(*time_, vertex.time);
      put(*altitude_, vertex.altitude);
      read_figures();
      return;
    }
    case Clicking::border:
      heading_->setText(tr("Border of the picture, place %1").arg(number));
      pages_->setCurrentIndex(3);
      return;
    case Clicking::nothing:
      return;
  }
}

void PointEditor::start_typing() {
  QLineEdit* line = pages_->currentIndex() == 1 ? position_ : pages_->currentIndex() == 2 ? time_ : nullptr;
  if (line == nullptr) return;
  line->setFocus(Qt::OtherFocusReason);
  line->selectAll();
}

void PointEditor::set_picking(bool on) {
  const QSignalBlocker quiet{pick_};
  pick_->setChecked(on);
}

void PointEditor::read_position() {
  const std::string typed = position_->text().toStdString();
  if (typed.empty())
    return tell(*said_, true, tr("Degrees with N S E W, in any form: 36.5 N, 36°30′N, 363000N"));
  const PositionSaid said = position_said(typed);
  tell(*said_, said.position.has_value(), text(said.words));
}

void PointEditor::read_figures() {
  if (session_ == nullptr) return;
  const std::string time = time_->text().toStdString(), height = altitude_->text().toStdString();
  const FigureSaid at = time.empty() ? FigureSaid{true, {}} : time_said(time, session_->drawn());
  tell(*time_said_, at.read, text(at.words));
  const FigureSaid high = height.empty() ? FigureSaid{true, {}} : height_said(height);
  tell(*height_said_, high.read, text(high.words));
}

// Enter is told before the end of editing, and moves on to another point: what was typed is of this one.
void PointEditor::finish() {
  take_over();
  emit finished();
}

void PointEditor::take_over() {
  if (session_ == nullptr || !point_ || !session_->pixel_of(*point_)) return;
  Drawn next = session_->drawn();
  if (point_->of == Clicking::control) {
    Control& control = next.controls[point_->index];
    control.position = position_->text().trimmed().toStdString();
    control.name = name_->text().trimmed().toStdString();
    control.what = static_cast<KnownAs>(what_->currentData().toInt());
  } else if (point_->of == Clicking::trace || point_->of == Clicking::again) {
    Traced& vertex = next.track[point_->index];
    vertex.time = time_->text().trimmed().toStdString();
    vertex.altitude = altitude_->text().trimmed().toStdString();
  } else {
    return;
  }
  if (next != session_->drawn()) emit changed(next);
}

}  // namespace recon::viewer
