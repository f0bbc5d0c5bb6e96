// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>
#include <map>
#include <set>

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
  [[nodiscard]] static QString words_of(Layer layer);

signals:
  void account_toggled(const std::string& account);
  void reading_chosen(const std::string& account, const recon::viewer::ChosenReading& reading);
  void border_chosen(const std::string& border);
  void border_drawn(const std::string& border, bool drawn);
  void layer_shown(Layer layer, bool shown);
  void cancel_wished();

protected:
  void resizeEvent(QResizeEvent* event) override;

private:
  void fill_accounts();
  void fill_claim(QTreeWidgetItem* account, const Branch& branch, const std::vector<const Leaf*>& leaves,
                  const QString& name);
  void fill_leaf(QTreeWidgetItem* row, const Branch& branch, const Leaf& leaf, const std::string& label);
  void fill_borders();
  const Session* session_ = nullptr;
  Tone tone_ = Tone::light;
  std::set<std::string> open_;  // claims whose readings are shown
  QLabel* by_border_ = nullptr;
  QWidget* cell_numbers_ = nullptr;
  QTreeWidget *accounts_ = nullptr, *borders_ = nullptr;
  std::map<Layer, QCheckBox*> layers_;
  QWidget* layers_box_ = nullptr;
  QProgressBar* progress_ = nullptr;
  QPushButton* cancel_ = nullptr;
  QLabel* state_ = nullptr;
};

}  // namespace recon::viewer
