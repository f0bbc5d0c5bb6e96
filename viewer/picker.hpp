// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPushButton>
#include <QStringList>

namespace recon::viewer {

/// One of several: a button that says which, with a menu of all. Down and up take the next without it.
class Picker : public QPushButton {
  Q_OBJECT
public:
  /// `name` says what is picked, to those who cannot see it.
  explicit Picker(const QString& name, QWidget* parent = nullptr);
  void set_choices(const QStringList& choices, int current);
  void set_current(int index);
  [[nodiscard]] int current() const { return current_; }
  [[nodiscard]] int count() const { return static_cast<int>(choices_.size()); }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;
  void set_widest(int pixels) { widest_ = pixels; }

signals:
  void picked(int index);

protected:
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

private:
  void say();
  void take(int index);
  QStringList choices_;
  int current_ = -1, widest_ = 420;
};

}  // namespace recon::viewer
