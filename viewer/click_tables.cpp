// SPDX-License-Identifier: Apache-2.0
#include "viewer/click_tables.hpp"

#include <QHeaderView>
#include <QTreeWidget>
#include <cmath>

#include "viewer/look.hpp"

#include "recon/geo/printed_position.hpp"

namespace recon::viewer {
namespace {

QString number(double x) { return QString::number(x, 'f', 1); }
QString metres_words(const std::optional<double>& x) {
  return x ? text(exchange::ground_words(*x)) : QString{};
}
QString pixels_words(const std::optional<double>& x) {
  return x ? ClickTables::tr("%1 px").arg(number(*x)) : QString{};
}
QString pixel_words(const geo::Pixel& at) { return number(at.column) + "  " + number(at.row); }

/// As many rows as there are, each kept as it is where it says the same.
class Rows {
public:
  explicit Rows(QTreeWidget& table) : table_{table} {}
  ~Rows() {
    while (table_.topLevelItemCount() > at_) delete table_.takeTopLevelItem(at_);
  }
  Rows(const Rows&) = delete;
  Rows(Rows&&) = delete;
  Rows& operator=(const Rows&) = delete;
  Rows& operator=(Rows&&) = delete;
  QTreeWidgetItem& next(const QStringList& cells) {
    if (at_ == table_.topLevelItemCount()) new QTreeWidgetItem{&table_};
    QTreeWidgetItem& row = *table_.topLevelItem(at_++);
    for (int column = 0; column < cells.size(); ++column)
      if (row.text(column) != cells[column]) row.setText(column, cells[column]);
    return row;
  }

private:
  QTreeWidget& table_;
  int at_ = 0;
};

void right_from(QTreeWidgetItem& row, int first, int end) {
  for (int column = first; column < end; ++column)
    row.setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
}

}  // namespace

ClickTables::ClickTables(QWidget* parent) : QTabWidget{parent} {
  setDocumentMode(true);
  setAccessibleName(tr("What was clicked"));
  controls_ = table({tr("No."),
                     tr("Known as"),
                     tr("Position as printed"),
                     tr("Pixel"),
                     tr("Residual"),
                     tr("in pixels"),
                     tr("Left out"),
                     tr("in pixels"),
                     {}},
                    tr("Control points"), Clicking::control);
  track_ = table({tr("No."),
                  tr("Time, UTC"),
                  tr("Altitude"),
                  tr("Position"),
                  tr("95 % within"),
                  tr("Clicks"),
                  tr("Spread"),
                  tr("Beside the drawn border"),
                  {}},
                 tr("Track"), Clicking::trace);
  border_ = table({tr("No."), tr("Pixel"), {}}, tr("Border of the picture"), Clicking::border);
}

QTreeWidget* ClickTables::table(const QStringList& headings, const QString& name, Clicking of) {
  auto* made = new QTreeWidget;
  made->setHeaderLabels(headings);
  made->setRootIsDecorated(false);
  made->setUniformRowHeights(true);
  made->setAccessibleName(name);
  made->header()->setStretchLastSection(true);
  made->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
  made->header()->setSectionResizeMode(static_cast<int>(headings.size()) - 1, QHeaderView::Stretch);
  connect(made, &QTreeWidget::currentItemChanged, this, [this, made, of](QTreeWidgetItem* row) {
    if (row != nullptr) emit chosen({of, static_cast<std::size_t>(made->indexOfTopLevelItem(row))});
  });
  addTab(made, name);
  return made;
}

void ClickTables::show_table(Clicking of) {
  if (of == Clicking::control) setCurrentWidget(controls_);
  if (of == Clicking::trace || of == Clicking::again) setCurrentWidget(track_);
  if (of == Clicking::border) setCurrentWidget(border_);
}

void ClickTables::show_session(const Digitising& session, std::optional<PointOf> chosen) {
  const QSignalBlocker quiet[] = {QSignalBlocker{controls_}, QSignalBlocker{track_}, QSignalBlocker{border_}};
  fill_controls(session);
  fill_track(session);
  fill_border(session);
  const auto mark = [&](QTreeWidget* its, bool here) {
    its->setCurrentItem(here ? its->topLevelItem(static_cast<int>(chosen->index)) : nullptr);
  };
  mark(controls_, chosen && chosen->of == Clicking::control);
  mark(track_, chosen && (chosen->of == Clicking::trace || chosen->of == Clicking::again));
  mark(border_, chosen && chosen->of == Clicking::border);
  const auto named = [](const QString& name, std::size_t count) {
    return count == 0 ? name : name + " (" + QString::number(count) + ")";
  };
  setTabText(0, named(tr("Control points"), session.drawn().controls.size()));
  setTabText(1, named(tr("Track"), session.drawn().track.size()));
  setTabText(2, named(tr("Border of the picture"), session.drawn().border.size()));
}

void ClickTables::fill_controls(const Digitising& session) {
  Rows rows{*controls_};
  for (std::size_t i = 0; i < session.controls().size(); ++i) {
    const Control& control = session.drawn().controls[i];
    const ControlRow& its = session.controls()[i];
    QString known = text(std::string{words_of(control.what)});
    if (!control.name.empty()) known += ": " + text(control.name);
    QString note;
    if (control.position.empty())
      note = tr("position pending");
    else if (!its.said.position)
      note = text(its.said.words);
    else if (its.stands_out)
      note = tr("look at it again");
    QTreeWidgetItem& row =
        rows.next({QString::number(i + 1), known, text(control.position), pixel_words(control.pixel),
                   metres_words(its.off_metres), pixels_words(its.off_pixels),
                   metres_words(its.left_out_metres), pixels_words(its.left_out_pixels), note});
    right_from(row, 3, 8);
  }
}

void ClickTables::fill_track(const Digitising& session) {
  Rows rows{*track_};
  for (std::size_t i = 0; i < session.track().size(); ++i) {
    const TracedRow& its = session.track()[i];
    const Traced& vertex = session.drawn().track[i];
    QString beside;
    if (its.beside)
      beside = tr("%1 %2 ± %3 (95 %)")
                   .arg(text(exchange::ground_words(std::abs(its.beside->metres))),
                        its.beside->metres < 0 ? tr("to its left") : tr("to its right"),
                        text(exchange::ground_words(its.beside->within_95())));
    QTreeWidgetItem& row =
        rows.next({QString::number(i + 1),
                   its.time.read || vertex.time.empty() ? text(its.time.words)
                                                        : tr("%1, not read").arg(text(vertex.time)),
                   text(vertex.altitude),
                   its.position ? text(geo::print(*its.position)) : QString{},
                   metres_words(its.radius_metres),
                   QString::number(vertex.clicks.size()),
                   vertex.clicks.size() > 1 ? pixels_words(its.spread) : QString{},
                   beside,
                   {}});
    right_from(row, 4, 7);
  }
}

void ClickTables::fill_border(const Digitising& session) {
  Rows rows{*border_};
  for (std::size_t i = 0; i < session.drawn().border.size(); ++i)
    right_from(rows.next({QString::number(i + 1), pixel_words(session.drawn().border[i])}), 1, 2);
}

}  // namespace recon::viewer
