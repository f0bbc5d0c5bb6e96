// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QScrollArea>
#include <map>

#include "viewer/look.hpp"
#include "viewer/model/session.hpp"

class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace recon::viewer {

/// What can be chosen: accounts with their readings, border versions, layers; and how far the case has got.
class LeftColumn : public QWidget {
  Q_OBJECT
public:
  explicit LeftColumn(QWidget* parent = nullptr);
  void show_session(const Session* session, Tone tone);
  void show_progress(int done, int all, const QString& what);
  void hide_progress(const QString& said);

signals:
  void account_toggled(const std::string& account);
  void reading_chosen(const std::string& account, const recon::viewer::ChosenReading& reading);
  void border_chosen(const std::string& border);
  void border_drawn(const std::string& border, bool drawn);
  void layer_shown(Layer layer, bool shown);
  void cancel_wished();

private:
  void fill_accounts();
  void fill_borders();
  const Session* session_ = nullptr;
  Tone tone_ = Tone::light;
  QLabel* by_border_ = nullptr;
  QTreeWidget *accounts_ = nullptr, *borders_ = nullptr;
  std::map<Layer, QCheckBox*> layers_;
  QProgressBar* progress_ = nullptr;
  QPushButton* cancel_ = nullptr;
  QLabel* state_ = nullptr;
};

}  // namespace recon::viewer
