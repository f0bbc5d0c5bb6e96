// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMainWindow>
#include <QPointer>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "viewer/look.hpp"
#include "viewer/map_panel.hpp"
#include "viewer/model/importing.hpp"
#include "viewer/model/session.hpp"
#include "viewer/model/view_file.hpp"

class QAction;
class QActionGroup;
class QHBoxLayout;
class QLabel;
class QMenu;
class QProgressBar;
class QPushButton;
class QSplitter;
class QToolButton;

namespace recon::viewer {

class ChartArea;
class ClockBar;
class CourseWorker;
class Digitiser;
class LeftColumn;
class Picker;
class RightColumn;

/// Is it a KMZ that holds a picture laid on the ground, rather than tracks alone?
[[nodiscard]] bool is_overlay(const QString& file);

/// The desktop window over one inquiry: what can be chosen at the left, the accounts' maps on one view and
/// one clock with their charts in the middle, answers and the source of what was clicked at the right. It
/// computes no evidence; cases are assessed and flights drawn in threads of their own.
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
  void open_case(const std::string& name, std::optional<Choices> choices = {});
  /// A saved view: its case, then its choices. Throws BadView or load::UnreadableFile.
  void open_view(const QString& file);
  /// A case, a saved view, a picture to be digitised, or a file of tracks to be imported: by what it is.
  void open_anything(const QString& file);
  /// A window of its own over a picture; `case_name` may name a case that is to be made. Throws
  /// load::UnreadableFile where it is no picture.
  Digitiser& digitise(const QString& picture, const QString& case_name = {});
  void show_inquiry(inquiry::Inquiry inquiry, const std::string& name, std::optional<Choices> choices = {});
  /// Draws all flights that are shown, here and now: for pictures without a display.
  void draw_flights_now();
  /// Off: flights are drawn only when they are asked for.
  void set_draws_by_itself(bool on);
  void add_course(const std::string& key, std::optional<assess::Course> course);

  [[nodiscard]] Session* session() { return session_.get(); }
  [[nodiscard]] const std::vector<MapPanel*>& panels() const { return panels_; }
  /// Takes over changed choices; everything is drawn anew in the same frame.
  void choose(const Choices& choices);
  void set_time(Instant time);
  void undo();
  void show_source(const std::string& claim);
  /// Stops all work in the background; what is missing is said to be.
  void cancel_work();
  /// PNG, SVG or PDF, by the name's ending; false when it cannot be written.
  [[nodiscard]] bool save_picture(const QString& file);
  [[nodiscard]] bool save_view(const QString& file);

protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void closeEvent(QCloseEvent* event) override;

private:
  void share_width();
  void build_menus();
  void build_tools();
  void build_centre();
  void apply_tone();
  void choose_case();
  void choose_view();
  void choose_picture();
  void list_pictures();
  void ask_where_to_save();
  /// Reads a file of tracks, and asks into which case they go. `told_first`: it is opened as a picture
  /// already, so that it holds tracks too is news, and nothing is said where it holds none.
  void import_tracks(const QString& file, bool told_first = false);
  void ask_where_tracks_go(const TrackFile& tracks, const QString& file);
  using OnWindow = std::function<void(std::function<void()>)>;
  /// Work in a thread of its own: what it hands to the window is not heard once other work has begun.
  void in_background(const QString& said,
                     std::function<void(const OnWindow& on_window, const std::stop_token& stop)> task);
  void remember(const QString& name);
  void fill_recent();
  void fill_questions();
  void rebuild_panels();
  void show_all();
  void wish_courses();
  void ask_for_flights();
  void show_progress(int done, int all, const QString& what);
  void hide_progress(const QString& said);
  void set_tool(Tool tool);
  void fit();
  void explain_keys();
  void refresh();
  void fail(const QString& what, const QString& details = {});

  Tone tone_;
  Tool tool_ = Tool::pan;
  std::unique_ptr<Session> session_;
  std::vector<Choices> undone_;
  bool fitted_by_hand_ = false, draws_by_itself_ = true;
  std::string source_;
  Picker* questions_ = nullptr;
  QMenu *recent_ = nullptr, *charts_menu_ = nullptr, *layers_menu_ = nullptr, *pictures_ = nullptr;
  QAction *dark_ = nullptr, *undo_ = nullptr, *again_ = nullptr, *side_by_side_ = nullptr,
          *overlay_ = nullptr, *draw_flights_ = nullptr;
  QActionGroup* tools_ = nullptr;
  LeftColumn* left_ = nullptr;
  RightColumn* right_ = nullptr;
  QWidget *work_area_ = nullptr, *empty_ = nullptr, *maps_ = nullptr;
  QLabel *explored_ = nullptr, *pointed_ = nullptr, *credit_ = nullptr, *title_ = nullptr;
  QLabel* opening_ = nullptr;
  QWidget *invitation_ = nullptr, *opens_ = nullptr;
  QProgressBar* opening_share_ = nullptr;
  QHBoxLayout* map_row_ = nullptr;
  QSplitter* split_ = nullptr;
  std::vector<MapPanel*> panels_;
  std::vector<QPointer<Digitiser>> digitisers_;
  ChartArea* charts_ = nullptr;
  ClockBar* clock_ = nullptr;
  CourseWorker* worker_ = nullptr;
  std::jthread work_;
  std::vector<std::jthread> stopping_;  // earlier cases, on their way out
};

}  // namespace recon::viewer
