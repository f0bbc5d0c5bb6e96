// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMainWindow>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>

#include "viewer/look.hpp"

class QComboBox;
class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;
class QTextBrowser;
class QTreeWidget;

namespace recon::viewer {

class MapView;
class MarginChart;

/// The desktop window over one inquiry: accounts and readings at the left, map and margins in the middle,
/// answers and the source of what is selected at the right. It computes nothing; the inquiry runs in a thread
/// of its own.
class MainWindow : public QMainWindow {
  Q_OBJECT
public:
  explicit MainWindow(Tone tone);
  ~MainWindow() override;
  MainWindow(const MainWindow&) = delete;
  MainWindow& operator=(const MainWindow&) = delete;
  MainWindow(MainWindow&&) = delete;
  MainWindow& operator=(MainWindow&&) = delete;

  /// Loads and assesses in the background; the last good picture stays if that fails.
  void open_case(const std::string& name);
  void show_inquiry(inquiry::Inquiry inquiry);
  /// False when the case asks no such question.
  bool show_question(const QString& id);

protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

private:
  void build_tools();
  void build_docks();
  void apply_tone();
  void choose_case();
  void save_picture();
  void refresh();
  void fill_accounts();
  void fill_borders();
  void fill_answers();
  void show_source(const std::string& claim, const std::string& reason);
  [[nodiscard]] const incident::Question* question() const;
  [[nodiscard]] std::string border() const;

  Tone tone_;
  std::unique_ptr<inquiry::Inquiry> inquiry_;
  QComboBox* questions_ = nullptr;
  QTreeWidget* accounts_ = nullptr;
  QListWidget* borders_ = nullptr;
  QTextBrowser* answers_ = nullptr;
  QTextBrowser* source_ = nullptr;
  QLabel* empty_ = nullptr;
  QWidget* work_area_ = nullptr;
  QProgressBar* progress_ = nullptr;
  QPushButton* cancel_ = nullptr;
  MapView* map_ = nullptr;
  MarginChart* chart_ = nullptr;
  std::jthread work_;
};

}  // namespace recon::viewer
