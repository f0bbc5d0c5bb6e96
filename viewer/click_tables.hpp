// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTabWidget>
#include <optional>

#include "viewer/model/digitising.hpp"

class QTreeWidget;

namespace recon::viewer {

/// All that was clicked, in three tables: control points with their residuals, the track, the picture's own
/// border.
class ClickTables : public QTabWidget {
  Q_OBJECT
public:
  explicit ClickTables(QWidget* parent = nullptr);
  void show_session(const Digitising& session, std::optional<PointOf> chosen);
  /// Brings the table of a mode to the front.
  void show_table(Clicking of);

signals:
  void chosen(const recon::viewer::PointOf& point);

private:
  QTreeWidget* table(const QStringList& headings, const QString& name, Clicking of);
  void fill_controls(const Digitising& session);
  void fill_track(const Digitising& session);
  void fill_border(const Digitising& session);

  QTreeWidget *controls_ = nullptr, *track_ = nullptr, *border_ = nullptr;
};

}  // namespace recon::viewer
