// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

#include "viewer/model/digitising.hpp"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace recon::viewer {

/// Asks where a digitised track goes, and shows what would be written before anything is.
class SaveIntoCase : public QDialog {
  Q_OBJECT
public:
  SaveIntoCase(const Digitising& session, const std::filesystem::path& suggested, QWidget* parent);
  [[nodiscard]] Destination destination() const;

private:
  void browse();
  void read_case();
  void offer_to_supersede(const incident::Incident& its);
  void preview();

  const Digitising& session_;
  QLineEdit* folder_ = nullptr;
  QComboBox *aircraft_ = nullptr, *account_ = nullptr;
  QLabel *about_ = nullptr, *trouble_ = nullptr;
  QCheckBox* supersedes_ = nullptr;
  QPlainTextEdit* preview_ = nullptr;
  QPushButton* save_ = nullptr;
  std::string read_;  // the folder that the lists are of
};

}  // namespace recon::viewer
