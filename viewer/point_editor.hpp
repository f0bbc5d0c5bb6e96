// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>
#include <optional>

#include "viewer/model/digitising.hpp"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace recon::viewer {

/// What is known of the chosen point: of a control point where it is on the ground and what it is, of a
/// vertex its time and height. What is typed is read at once, and told; Enter takes it over.
class PointEditor : public QWidget {
  Q_OBJECT
public:
  explicit PointEditor(QWidget* parent = nullptr);
  void show_point(const Digitising* session, std::optional<PointOf> point);
  /// Puts the cursor where the next figure is typed.
  void start_typing();
  void set_picking(bool on);

signals:
  void changed(const recon::viewer::Drawn& drawn);
  void remove_wished(const recon::viewer::PointOf& point);
  void picking_wished(bool on);
  /// Enter was pressed: the hands go back to the picture, or to the next vertex.
  void finished();

private:
  QWidget* build_control();
  QWidget* build_vertex();
  QWidget* build_place();
  QPushButton* remove_button();
  void take_over();
  void finish();
  void read_position();
  void read_figures();

  const Digitising* session_ = nullptr;
  std::optional<PointOf> point_;
  QLabel *heading_ = nullptr, *said_ = nullptr, *time_said_ = nullptr, *height_said_ = nullptr;
  QStackedWidget* pages_ = nullptr;
  QLineEdit *position_ = nullptr, *name_ = nullptr, *time_ = nullptr, *altitude_ = nullptr;
  QComboBox* what_ = nullptr;
  QPushButton* pick_ = nullptr;
};

}  // namespace recon::viewer
