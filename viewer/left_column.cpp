// SPDX-License-Identifier: Apache-2.0
#include "viewer/left_column.hpp"

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <cmath>

#include "recon/report/words.hpp"

namespace recon::viewer {
namespace {

constexpr int account_role = Qt::UserRole, claim_role = Qt::UserRole + 1, reading_role = Qt::UserRole + 2,
              cells_role = Qt::UserRole + 3, folded_role = Qt::UserRole + 4;

constexpr double cell_side = 10.0, cell_pitch = 13.0, share_width = 44.0;

/// A share, and what every version makes of the row: a cell each, in the order of the list below.
class CellDelegate : public QStyledItemDelegate {
public:
  explicit CellDelegate(QObject* parent) : QStyledItemDelegate{parent} {}
  void set_tone(Tone tone) { tone_ = tone; }

  static double width_of(qsizetype cells) {
    return share_width + cell_pitch * static_cast<double>(cells) + 6.0;
  }
  static double x_of(const QRectF& box, qsizetype cells, qsizetype index) {
    return box.right() - 4.0 - cell_pitch * static_cast<double>(cells - index) + 0.5;
  }

  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const QSize size = QStyledItemDelegate::sizeHint(option, index);
    const auto cells = index.data(cells_role).toList().size();
    return cells == 0 ? size : QSize{static_cast<int>(width_of(cells)), size.height()};
  }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const QVariantList cells = index.data(cells_role).toList();
    QStyleOptionViewItem plain = option;
    initStyleOption(&plain, index);
    const QString share = plain.text;
    plain.text.clear();
    plain.widget->style()->drawControl(QStyle::CE_ItemViewItem, &plain, painter, plain.widget);
    const QRectF box = option.rect;
    const double end = cells.isEmpty() ? box.right() - 4.0 : x_of(box, cells.size(), 0) - 6.0;
    const QVariant ink = index.data(Qt::ForegroundRole);
    painter->setPen(ink.isValid() ? ink.value<QBrush>().color() : option.palette.color(QPalette::Text));
    painter->setFont(option.font);
    painter->drawText(QRectF{box.left(), box.top(), end - box.left(), box.height()},
                      Qt::AlignRight | Qt::AlignVCenter, share);
    for (qsizetype i = 0; i < cells.size(); ++i) {
      const int packed = cells[i].toInt();
      draw_cell(*painter,
                {x_of(box, cells.size(), i), std::round(box.center().y() - cell_side / 2) - 0.5, cell_side,
                 cell_side},
                {static_cast<Cell::Says>(packed / 2), packed % 2 == 1}, tone_);
    }
  }

private:
  Tone tone_ = Tone::light;
};

QVariantList packed(const std::vector<Cell>& cells) {
  QVariantList list;
  for (const Cell& cell : cells) list << 2 * static_cast<int>(cell.says) + (cell.chosen ? 1 : 0);
  return list;
}

/// The numbers of the versions above their cells.
class CellNumbers : public QWidget {
public:
  CellNumbers(const QTreeWidget& over, QWidget* parent) : QWidget{parent}, over_{over} { setFixedHeight(15); }
  void set_count(qsizetype count, Tone tone) {
    count_ = count, tone_ = tone;
    update();
  }

protected:
  void paintEvent(QPaintEvent* /*event*/) override {
    QPainter painter{this};
    painter.setFont(text_font(11.0));
    painter.setPen(colour(colours_of(tone_).muted));
    const QRectF box{0.0, 0.0, static_cast<double>(over_.viewport()->width()), static_cast<double>(height())};
    painter.drawText(QRectF{0.0, 0.0, CellDelegate::x_of(box, count_, 0) - 6.0, box.height()},
                     Qt::AlignRight | Qt::AlignVCenter, LeftColumn::tr("by version"));
    for (qsizetype i = 0; i < count_; ++i)
      painter.drawText(QRectF{CellDelegate::x_of(box, count_, i), 0.0, cell_side, box.height()},
                       Qt::AlignCenter, QString::number(i + 1));
  }

private:
  const QTreeWidget& over_;
  qsizetype count_ = 0;
  Tone tone_ = Tone::light;
};

QTreeWidget* bare_tree(const QString& name) {
  auto* tree = new QTreeWidget;
  tree->setColumnCount(2);
  tree->setHeaderHidden(true);
  tree->setRootIsDecorated(false);
  tree->setIndentation(8);
  tree->setItemsExpandable(false);
  tree->setTextElideMode(Qt::ElideRight);
  tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  tree->header()->setStretchLastSection(false);
  tree->header()->setMinimumSectionSize(20);
  tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
  tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
  tree->setAccessibleName(name);
  return tree;
}

QHBoxLayout* heading(const QString& words, QLabel** aside = nullptr) {
  auto* row = new QHBoxLayout;
  row->setSpacing(0);
  auto* title = new QLabel{words};
  title->setObjectName("heading");
  row->addWidget(title, 1);
  if (aside != nullptr) {
    *aside = new QLabel;
    (*aside)->setObjectName("aside");
    (*aside)->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(*aside);
  }
  return row;
}

}  // namespace

QString LeftColumn::words_of(Layer layer) {
  switch (layer) {
    case Layer::agreement:
      return tr("Agreement zone");
    case Layer::error:
      return tr("Border error");
    case Layer::alone:
      return tr("Statement alone");
    case Layer::flights:
      return tr("Flights allowed");
    case Layer::position:
      return tr("Position, 95 %");
    case Layer::statements:
      return tr("Stated places");
    case Layer::places:
      return tr("Landmarks");
    case Layer::sensors:
      return tr("Sensors, horizon");
    case Layer::difference:
      return tr("Difference");
    case Layer::flip:
      return tr("What flips it");
  }
  return {};
}

LeftColumn::LeftColumn(QWidget* parent) : QWidget{parent} {
  setObjectName("left");
  setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(10, 4, 8, 8);
  column->setSpacing(2);
  column->addLayout(heading(tr("Accounts and readings"), &by_border_));
  accounts_ = bare_tree(tr("Accounts and readings"));
  accounts_->setItemsExpandable(true);
  accounts_->setExpandsOnDoubleClick(false);
  accounts_->setItemDelegateForColumn(1, new CellDelegate{accounts_});
  cell_numbers_ = new CellNumbers{*accounts_, this};
  column->addWidget(cell_numbers_);
  column->addWidget(accounts_, 1);
  QLabel* aside = nullptr;
  column->addLayout(heading(tr("Border version"), &aside));
  aside->setText(tr("draw · decides · error"));
  borders_ = bare_tree(tr("Border versions"));
  borders_->setIconSize({58, 14});
  column->addWidget(borders_);
  layers_box_ = new QWidget;
  auto* layers = new QVBoxLayout{layers_box_};
  layers->setContentsMargins(0, 0, 0, 0);
  layers->setSpacing(2);
  layers->addLayout(heading(tr("Layers")));
  auto* grid = new QGridLayout;
  grid->setVerticalSpacing(0);
  grid->setHorizontalSpacing(6);
  int at = 0;
  for (const Layer layer : all_layers) {
    auto* box = new QCheckBox{words_of(layer)};
    connect(box, &QCheckBox::toggled, this, [this, layer](bool on) { emit layer_shown(layer, on); });
    grid->addWidget(box, at / 2, at % 2);
    layers_[layer] = box;
    ++at;
  }
  layers->addLayout(grid);
  column->addWidget(layers_box_);
  column->addLayout(heading(tr("Case")));
  auto* row = new QHBoxLayout;
  progress_ = new QProgressBar;
  progress_->setTextVisible(false);
  progress_->setAccessibleName(tr("Progress"));
  cancel_ = new QPushButton{tr("Cancel")};
  row->addWidget(progress_, 1);
  row->addWidget(cancel_);
  column->addLayout(row);
  state_ = new QLabel;
  state_->setObjectName("muted");
  state_->setWordWrap(true);
  column->addWidget(state_);
  progress_->hide();
  cancel_->hide();
  connect(cancel_, &QPushButton::clicked, this, &LeftColumn::cancel_wished);

  // Answers to signals of a tree fill that tree anew: only after it has finished speaking.
  connect(accounts_, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem* item) {
    const std::string id = item->data(0, account_role).toString().toStdString();
    if (item->parent() == nullptr) QTimer::singleShot(0, this, [this, id] { emit account_toggled(id); });
  });
  const auto choose = [this](QTreeWidgetItem* item) {
    if (item == nullptr || item->parent() == nullptr || item->data(0, claim_role).isNull()) return;
    if (item->data(0, folded_role).toBool()) return item->setExpanded(!item->isExpanded());
    const std::string id = item->data(0, account_role).toString().toStdString();
    const ChosenReading reading{item->data(0, claim_role).toString().toStdString(),
                                item->data(0, reading_role).toString().toStdString()};
    QTimer::singleShot(0, this, [this, id, reading] { emit reading_chosen(id, reading); });
  };
  connect(accounts_, &QTreeWidget::itemClicked, this, choose);
  // Return chooses too; where a click activates, it has chosen already.
  connect(accounts_, &QTreeWidget::itemActivated, this, [this, choose](QTreeWidgetItem* item) {
    if (!accounts_->style()->styleHint(QStyle::SH_ItemView_ActivateItemOnSingleClick)) choose(item);
  });
  const auto fold = [this](QTreeWidgetItem* item) {
    if (!item->data(0, folded_role).toBool()) return;
    const std::string claim = item->data(0, claim_role).toString().toStdString();
    item->isExpanded() ? (void)open_.insert(claim) : (void)open_.erase(claim);
    item->setIcon(0, arrow_picture(item->isExpanded(), tone_));
  };
  connect(accounts_, &QTreeWidget::itemExpanded, this, fold);
  connect(accounts_, &QTreeWidget::itemCollapsed, this, fold);
  connect(borders_, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem* item) {
    const std::string id = item->data(0, account_role).toString().toStdString();
    const bool on = item->checkState(0) == Qt::Checked;
    QTimer::singleShot(0, this, [this, id, on] { emit border_drawn(id, on); });
  });
  connect(borders_, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
    if (item == nullptr) return;
    const std::string id = item->data(0, account_role).toString().toStdString();
    QTimer::singleShot(0, this, [this, id] { emit border_chosen(id); });
  });
}

/// On a low screen the accounts need the room; the View menu has the layers too.
void LeftColumn::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  constexpr int enough_for_all = 640;
  layers_box_->setVisible(height() >= enough_for_all);
}

void LeftColumn::show_session(const Session* session, Tone tone) {
  session_ = session;
  tone_ = tone;
  setEnabled(session != nullptr);
  fill_accounts();
  fill_borders();
  for (const auto& [layer, box] : layers_) {
    const QSignalBlocker quiet{box};
    box->setChecked(session != nullptr && session->choices.layers.contains(layer));
  }
  const report::Version* version =
      session == nullptr ? nullptr : session->view.version(session->choices.border);
  by_border_->setText(version == nullptr ? QString{} : tr("on %1").arg(text(version->title)));
}

void LeftColumn::fill_accounts() {
  const QSignalBlocker quiet{accounts_};
  const int scrolled = accounts_->verticalScrollBar()->value();
  accounts_->clear();
  if (session_ == nullptr) return;
  static_cast<CellDelegate*>(accounts_->itemDelegateForColumn(1))->set_tone(tone_);
  const QColor muted = colour(colours_of(tone_).muted);
  for (const Branch& branch : session_->tree) {
    auto* account = new QTreeWidgetItem{accounts_, {text(branch.account->name)}};
    account->setIcon(0, badge_picture(badge(*branch.account, tone_)));
    account->setFont(0, text_font(13.0, true));
    account->setToolTip(0, text(branch.account->name + "\n" + branch.account->of));
    account->setData(0, account_role, text(branch.account->id));
    if (branch.account->narrative != nullptr)
      account->setCheckState(0, branch.shown ? Qt::Checked : Qt::Unchecked);
    std::vector<const Leaf*> in_words;  // no version can decide them: one row for all
    for (std::size_t i = 0; i < branch.leaves.size();) {
      std::vector<const Leaf*> of_claim;
      const std::string& claim = branch.leaves[i].reading.claim;
      for (; i < branch.leaves.size() && branch.leaves[i].reading.claim == claim; ++i)
        of_claim.push_back(&branch.leaves[i]);
      if (of_claim.size() == 1 && of_claim.front()->share.empty())
        in_words.push_back(of_claim.front());
      else
        fill_claim(account, branch, of_claim, text(of_claim.front()->said));
    }
    fill_claim(account, branch, in_words, tr("in words only"));
    if (branch.leaves.empty()) {
      auto* row = new QTreeWidgetItem{account, {tr("says nothing of this")}};
      row->setForeground(0, muted);
    }
    account->setExpanded(true);
  }
  const auto versions = counted_versions(session_->view, session_->choices);
  static_cast<CellNumbers*>(cell_numbers_)->set_count(static_cast<qsizetype>(versions.size()), tone_);
  accounts_->verticalScrollBar()->setValue(scrolled);
}

/// One reading: a row. Several: one row that sums them up, and theirs below it.
void LeftColumn::fill_claim(QTreeWidgetItem* account, const Branch& branch,
                            const std::vector<const Leaf*>& leaves, const QString& name) {
  if (leaves.empty()) return;
  if (leaves.size() == 1)
    return fill_leaf(new QTreeWidgetItem{account}, branch, *leaves.front(), leaves.front()->label);
  const bool chosen = branch.shown && std::any_of(leaves.begin(), leaves.end(),
                                                  [](const Leaf* leaf) { return leaf->chosen; });
  const std::string& claim = leaves.front()->reading.claim;
  const bool open = chosen || open_.contains(claim);
  const std::vector<Cell> sum = summed_up(leaves);
  auto* row = new QTreeWidgetItem{account, {name}};
  row->setIcon(0, arrow_picture(open, tone_));
  row->setData(0, account_role, text(branch.account->id));
  row->setData(0, claim_role, text(claim));
  row->setData(0, folded_role, true);
  row->setData(1, cells_role, packed(sum));
  row->setToolTip(0, tr("%1: %2 rows").arg(name).arg(leaves.size()));
  row->setToolTip(1, text(cell_words(counted_versions(session_->view, session_->choices), sum)));
  for (const Leaf* leaf : leaves) fill_leaf(new QTreeWidgetItem{row}, branch, *leaf, leaf->taken);
  row->setExpanded(open);
}

void LeftColumn::fill_leaf(QTreeWidgetItem* row, const Branch& branch, const Leaf& leaf,
                           const std::string& label) {
  row->setText(0, text(label.empty() ? leaf.label : label));
  row->setIcon(0, round_picture(leaf.chosen, tone_));
  row->setToolTip(0, text(leaf.tooltip));
  row->setText(1, text(leaf.share.empty() ? std::string{report::side_mark(leaf.side)} : leaf.share));
  row->setData(1, cells_role, packed(leaf.cells));
  row->setToolTip(1, text(cell_words(counted_versions(session_->view, session_->choices), leaf.cells)));
  row->setData(0, account_role, text(branch.account->id));
  row->setData(0, claim_role, text(leaf.reading.claim));
  row->setData(0, reading_role, text(leaf.reading.reading_words));
  const QColor muted = colour(colours_of(tone_).muted);
  if (!leaf.counts) row->setForeground(0, muted), row->setForeground(1, muted);
  if (leaf.chosen && branch.shown && branch.account->id == session_->choices.shown.front())
    accounts_->setCurrentItem(row);
}

void LeftColumn::fill_borders() {
  const QSignalBlocker quiet{borders_};
  borders_->clear();
  if (session_ == nullptr) return;
  int number = 0;
  for (const report::Version& version : session_->view.versions) {
    const bool chosen = version.id == session_->choices.border;
    const QString name =
        (version.counts ? QString::number(++number) + "  " : QString{}) + text(version.title);
    auto* row = new QTreeWidgetItem{borders_, {name, version.counts ? text(version.error) : tr("display")}};
    row->setIcon(0, QIcon{line_picture(border_pen(version, tone_), chosen, tone_)});
    row->setData(0, account_role, text(version.id));
    row->setCheckState(0, session_->choices.drawn.contains(version.id) ? Qt::Checked : Qt::Unchecked);
    row->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    row->setToolTip(0, text(version.title + (version.flaw.empty() ? "" : "\n" + version.flaw) +
                            (version.attribution.empty() ? "" : "\n" + version.attribution)));
    const QColor muted = colour(colours_of(tone_).muted);
    row->setForeground(1, muted);
    if (!version.counts) row->setForeground(0, muted);
    if (chosen) borders_->setCurrentItem(row);
  }
  borders_->setFixedHeight(26 * static_cast<int>(session_->view.versions.size()) + 4);
}

void LeftColumn::show_progress(int done, int all, const QString& what) {
  progress_->setRange(0, all);
  progress_->setValue(done);
  progress_->show();
  cancel_->show();
  state_->setText(what);
}

void LeftColumn::hide_progress(const QString& said) {
  progress_->hide();
  cancel_->hide();
  state_->setText(said);
}

}  // namespace recon::viewer
