// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>
#include <functional>
#include <optional>
#include <string>

#include "viewer/model/digitising.hpp"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace recon::viewer {

/// What is to be saved: what it would write, and how it is called where it makes a case of its own.
struct ToSave {
  std::function<exchange::CaseAddition(const Destination&)> addition;  // throws load::UnreadableFile
  std::string name;                                                    // of a new case's folder: "press-map"
  QString itself;                                                      // "the picture itself"
  std::optional<KeptTrack> reopened;                                   // what it may correct
};

/// Asks where a track goes, digitised or imported, and shows what would be written before anything is.
class SaveIntoCase : public QDialog {
  Q_OBJECT
public:
  SaveIntoCase(ToSave what, const std::filesystem::path& suggested, QWidget* parent);
  SaveIntoCase(const Digitising& session, const std::filesystem::path& suggested, QWidget* parent);
  [[nodiscard]] Destination destination() const;

private:
  void browse();
  void read_case();
  void offer_to_supersede(const incident::Incident& its);
  void say_whose();
  void preview();

  ToSave what_;
  QLineEdit* folder_ = nullptr;
  QComboBox *aircraft_ = nullptr, *account_ = nullptr;
  QLabel *about_ = nullptr, *trouble_ = nullptr, *voice_ = nullptr;
  QCheckBox* supersedes_ = nullptr;
  QPlainTextEdit* preview_ = nullptr;
  QPushButton* save_ = nullptr;
  std::string read_;  // the folder that the lists are of
};

}  // namespace recon::viewer
