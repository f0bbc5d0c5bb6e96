// SPDX-License-Identifier: Apache-2.0
#include "viewer/picker.hpp"

#include <QKeyEvent>
#include <QMenu>
#include <algorithm>

namespace recon::viewer {
namespace {

constexpr int around_the_words = 24;

}  // namespace

Picker::Picker(const QString& name, QWidget* parent) : QPushButton{parent} {
  setAccessibleName(name);
  setToolTip(name);
  setMenu(new QMenu{this});
}

void Picker::set_choices(const QStringList& choices, int current) {
  choices_ = choices;
  menu()->clear();
  for (int i = 0; i < choices_.size(); ++i) {
    // An ampersand in a question is no short cut.
    QString words = choices_[i];
    QAction* action = menu()->addAction(words.replace('&', "&&"), this, [this, i] { take(i); });
    action->setCheckable(true);
  }
  setEnabled(choices_.size() > 1);
  set_current(current);
}

void Picker::set_current(int index) {
  current_ = index >= 0 && index < count() ? index : -1;
  const QList<QAction*> actions = menu()->actions();
  for (int i = 0; i < actions.size(); ++i) actions[i]->setChecked(i == current_);
  updateGeometry();
  say();
}

void Picker::take(int index) {
  if (index == current_ || index < 0 || index >= count()) return set_current(current_);
  set_current(index);
  emit picked(index);
}

void Picker::say() {
  const QString words = current_ < 0 ? QString{} : choices_[current_];
  setAccessibleDescription(words);
  QString shown =
      fontMetrics().elidedText(words, Qt::ElideRight, std::max(20, width() - around_the_words - 14)) + " ▾";
  setText(shown.replace('&', "&&"));
}

QSize Picker::sizeHint() const {
  int widest = 0;
  for (const QString& words : choices_) widest = std::max(widest, fontMetrics().horizontalAdvance(words));
  return {std::min(widest_, widest + around_the_words + 22), QPushButton::sizeHint().height()};
}

QSize Picker::minimumSizeHint() const { return {56, QPushButton::minimumSizeHint().height()}; }

void Picker::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Down) return take(std::min(current_ + 1, count() - 1));
  if (event->key() == Qt::Key_Up) return take(std::max(current_ - 1, 0));
  QPushButton::keyPressEvent(event);
}

void Picker::resizeEvent(QResizeEvent* event) {
  QPushButton::resizeEvent(event);
  say();
}

}  // namespace recon::viewer
