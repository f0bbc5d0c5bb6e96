// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>
#include <string>
#include <vector>

#include "viewer/look.hpp"
#include "viewer/model/session.hpp"

namespace recon::viewer {

/// The margin of each account's chosen row by every counted border version: twenty dots a row, filled inside,
/// open outside, the version's own error hatched about zero. A click takes the version.
class VersionPicture : public QWidget {
  Q_OBJECT
public:
  explicit VersionPicture(QWidget* parent = nullptr);
  void show_session(const Session* session, Tone tone);
  [[nodiscard]] QSize minimumSizeHint() const override;

signals:
  void border_chosen(const std::string& border);

protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  bool event(QEvent* event) override;

private:
  struct Line {  // of the picture: a heading, or a version of one account
    const VersionGroup* group = nullptr;
    const VersionRow* row = nullptr;
    QRectF box;
  };
  [[nodiscard]] std::vector<Line> lines() const;
  [[nodiscard]] QRectF plot() const;
  [[nodiscard]] double x_of(double km) const;
  void paint_dots(QPainter& painter, const Line& line) const;
  void paint_ticks(QPainter& painter, double bottom) const;
  const Session* session_ = nullptr;
  VersionChart chart_;  // with an axis on which all dots have room
  Tone tone_ = Tone::light;
};

}  // namespace recon::viewer
