// SPDX-License-Identifier: Apache-2.0
#include "viewer/left_column.hpp"

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "recon/report/words.hpp"

namespace recon::viewer {
namespace {

constexpr int account_role = Qt::UserRole, claim_role = Qt::UserRole + 1, reading_role = Qt::UserRole + 2;

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

QString layer_words(Layer layer) {
  switch (layer) {
    case Layer::agreement:
      return LeftColumn::tr("Agreement zone");
    case Layer::flights:
      return LeftColumn::tr("Flights allowed");
    case Layer::position:
      return LeftColumn::tr("Position, 95 %");
    case Layer::statements:
      return LeftColumn::tr("Stated places");
    case Layer::places:
      return LeftColumn::tr("Landmarks");
    case Layer::flip:
      return LeftColumn::tr("What flips it");
  }
  return {};
}

}  // namespace

LeftColumn::LeftColumn(QWidget* parent) : QWidget{parent} {
  setObjectName("left");
  setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(10, 4, 8, 8);
  column->setSpacing(2);
  column->addLayout(heading(tr("Accounts and readings"), &by_border_));
  accounts_ = bare_tree(tr("Accounts and readings"));
  column->addWidget(accounts_, 1);
  QLabel* aside = nullptr;
  column->addLayout(heading(tr("Border version"), &aside));
  aside->setText(tr("draw · decides · error"));
  borders_ = bare_tree(tr("Border versions"));
  borders_->setIconSize({58, 14});
  column->addWidget(borders_);
  column->addLayout(heading(tr("Layers")));
  auto* grid = new QGridLayout;
  grid->setVerticalSpacing(0);
  grid->setHorizontalSpacing(6);
  int at = 0;
  for (const Layer layer : all_layers) {
    auto* box = new QCheckBox{layer_words(layer)};
    connect(box, &QCheckBox::toggled, this, [this, layer](bool on) { emit layer_shown(layer, on); });
    grid->addWidget(box, at / 2, at % 2);
    layers_[layer] = box;
    ++at;
  }
  column->addLayout(grid);
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
    const std::string id = item->data(0, account_role).toString().toStdString();
    const ChosenReading reading{item->data(0, claim_role).toString().toStdString(),
                                item->data(0, reading_role).toString().toStdString()};
    QTimer::singleShot(0, this, [this, id, reading] { emit reading_chosen(id, reading); });
  };
  connect(accounts_, &QTreeWidget::itemClicked, this, choose);
  connect(accounts_, &QTreeWidget::itemActivated, this, choose);
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
  accounts_->clear();
  if (session_ == nullptr) return;
  const QColor muted = colour(colours_of(tone_).muted);
  for (const Branch& branch : session_->tree) {
    auto* account = new QTreeWidgetItem{accounts_, {text(branch.account->name)}};
    account->setIcon(0, badge_picture(badge(*branch.account, tone_)));
    account->setFont(0, text_font(13.0, true));
    account->setToolTip(0, text(branch.account->name + "\n" + branch.account->of));
    account->setData(0, account_role, text(branch.account->id));
    if (branch.account->narrative != nullptr)
      account->setCheckState(0, branch.shown ? Qt::Checked : Qt::Unchecked);
    for (const Leaf& leaf : branch.leaves) {
      auto* row = new QTreeWidgetItem{account, {text(leaf.label)}};
      row->setIcon(0, round_picture(leaf.chosen, tone_));
      row->setToolTip(0, text(leaf.tooltip));
      row->setText(
          1, text((leaf.share.empty() ? "" : leaf.share + " ") + std::string{report::side_mark(leaf.side)}));
      row->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
      row->setData(0, account_role, text(branch.account->id));
      row->setData(0, claim_role, text(leaf.reading.claim));
      row->setData(0, reading_role, text(leaf.reading.reading_words));
      if (!leaf.counts) row->setForeground(0, muted), row->setForeground(1, muted);
      if (leaf.chosen && branch.shown && branch.account->id == session_->choices.shown.front())
        accounts_->setCurrentItem(row);
    }
    if (branch.leaves.empty()) {
      auto* row = new QTreeWidgetItem{account, {tr("says nothing of this")}};
      row->setForeground(0, muted);
    }
  }
  accounts_->expandAll();
}

void LeftColumn::fill_borders() {
  const QSignalBlocker quiet{borders_};
  borders_->clear();
  if (session_ == nullptr) return;
  for (const report::Version& version : session_->view.versions) {
    const bool chosen = version.id == session_->choices.border;
    auto* row = new QTreeWidgetItem{
        borders_, {text(version.title), version.counts ? text(version.error) : tr("display")}};
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
