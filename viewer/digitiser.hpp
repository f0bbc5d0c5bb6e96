// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMainWindow>
#include <QPointer>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "viewer/look.hpp"
#include "viewer/model/digitising.hpp"

#include "recon/exchange/reference_lines.hpp"

class QAction;
class QActionGroup;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;

namespace recon::viewer {

class ClickTables;
class GroundMap;
class PictureView;
class PointEditor;

/// A window over one picture that is digitised: the picture with what was clicked and the reference laid over
/// it, the ground beside it, what was clicked in tables below, and at the right the chosen point and how well
/// all of it lies, in words. It computes nothing: Digitising does, by the same code as `recon georef`.
/// Reference borders are read in a thread of their own.
class Digitiser : public QMainWindow {
  Q_OBJECT
public:
  /// `case_folder`: the case that it is for; it need not be there yet, and may be empty. Throws
  /// load::UnreadableFile where the file is no picture.
  Digitiser(const std::filesystem::path& picture, std::filesystem::path case_folder, Tone tone,
            QWidget* parent = nullptr);
  ~Digitiser() override;
  Digitiser(const Digitiser&) = delete;
  Digitiser& operator=(const Digitiser&) = delete;
  Digitiser(Digitiser&&) = delete;
  Digitiser& operator=(Digitiser&&) = delete;

  [[nodiscard]] Digitising& session() { return session_; }
  [[nodiscard]] PictureView& picture() { return *picture_; }
  [[nodiscard]] GroundMap& ground() { return *ground_; }
  [[nodiscard]] Clicking clicking() const { return clicking_; }
  [[nodiscard]] std::optional<PointOf> chosen() const { return chosen_; }
  [[nodiscard]] QString words() const;  // how well it lies, as shown
  void set_clicking(Clicking clicking);
  void choose(std::optional<PointOf> point);
  void set_tone(Tone tone);
  /// Waits until the reference borders are read: for pictures and tests.
  void wait_for_reference();
  /// Off: closing asks nothing.
  void set_asks(bool on) { asks_ = on; }
  /// Writes all of it or nothing; false with a message where it cannot be written.
  bool save(const Destination& destination);

signals:
  void case_wished(const QString& folder);  // to be opened
  void picture_wished();                    // another one
  void dark_wished(bool on);

protected:
  void closeEvent(QCloseEvent* event) override;

private:
  void build_menus();
  void build_tools();
  void build_centre();
  QWidget* build_column();
  void show_all();
  void show_words();
  void show_settings();
  void show_pointed(const geo::Pixel& pixel);
  void take_over_settings();
  void change(const Drawn& drawn);
  void click(const geo::Pixel& pixel, double reach);
  void pick(const geo::Position& place, double metres_per_pixel, const QString& corner_of);
  void set_picking(bool on);
  void escape();
  void finish_typing();
  void choose_border(const QString& border);
  void wish_reference();
  void take_reference(std::vector<exchange::ReferenceLines> reference, const geo::Window& window);
  void ask_where_to_save();
  void list_kept();
  void reopen(const KeptTrack& kept);
  void explain_keys();
  void fail(const QString& what);
  void lay_over();

  std::filesystem::path case_folder_;
  Digitising session_;
  Tone tone_;
  Clicking clicking_ = Clicking::nothing;
  std::optional<PointOf> chosen_;
  std::vector<exchange::ReferenceLines> reference_;
  std::optional<geo::Window> reference_of_;
  std::string border_;
  bool asks_ = true, reading_ = false, settling_ = false;
  std::filesystem::path saved_into_;

  PictureView* picture_ = nullptr;
  GroundMap* ground_ = nullptr;
  ClickTables* tables_ = nullptr;
  PointEditor* editor_ = nullptr;
  QActionGroup* modes_ = nullptr;
  QMenu* kept_ = nullptr;
  QAction *undo_ = nullptr, *redo_ = nullptr, *save_ = nullptr, *dark_ = nullptr, *show_border_ = nullptr,
          *show_graticule_ = nullptr;
  QComboBox *borders_ = nullptr, *transform_ = nullptr;
  QDoubleSpinBox* pen_ = nullptr;
  QLineEdit *date_ = nullptr, *clock_ = nullptr, *datum_ = nullptr;
  QLabel *banner_ = nullptr, *headline_ = nullptr, *details_ = nullptr, *pointed_ = nullptr, *zoom_ = nullptr,
         *written_ = nullptr;
  QPushButton* open_ = nullptr;
  std::jthread work_;
};

}  // namespace recon::viewer
