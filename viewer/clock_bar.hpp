// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTimer>
#include <QWidget>
#include <map>

#include "viewer/look.hpp"
#include "viewer/model/session.hpp"

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace recon::viewer {

class Picker;

/// The time that all accounts share, as a line: the disputed stretch in stone, instants that an account gives
/// to the second as ticks in its hue.
class TimeLine : public QWidget {
  Q_OBJECT
public:
  explicit TimeLine(QWidget* parent = nullptr);
  void show_session(const Session* session, Tone tone);

signals:
  void time_chosen(Instant time);
  void step_wished(int by);

protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

private:
  [[nodiscard]] QRectF bar() const;
  [[nodiscard]] double x_of(Instant time) const;
  [[nodiscard]] Instant under(double x) const;
  const Session* session_ = nullptr;
  Tone tone_ = Tone::light;
};

/// Clock, play, steps, the line, and each account's clock to be shifted by hand.
class ClockBar : public QWidget {
  Q_OBJECT
public:
  explicit ClockBar(QWidget* parent = nullptr);
  void show_session(const Session* session, Tone tone);
  void update_time();
  void play(bool on);
  [[nodiscard]] bool plays() const { return ticker_.isActive(); }
  void step(int by);         // seconds
  void jump(int direction);  // to the next tick

signals:
  void time_chosen(Instant time);
  void shift_chosen(const std::string& account, Duration shift);
  void shifts_reset();

private:
  void rebuild_shifts();
  const Session* session_ = nullptr;
  Tone tone_ = Tone::light;
  QLabel *utc_ = nullptr, *local_ = nullptr;
  QPushButton* play_ = nullptr;
  Picker* speed_ = nullptr;
  TimeLine* line_ = nullptr;
  QWidget* shifts_ = nullptr;
  QHBoxLayout* shift_row_ = nullptr;
  QPushButton* reset_ = nullptr;
  QTimer ticker_;
};

}  // namespace recon::viewer
