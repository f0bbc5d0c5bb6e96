// SPDX-License-Identifier: Apache-2.0
#include "viewer/save_into_case.hpp"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "viewer/choice_box.hpp"
#include "viewer/look.hpp"

#include "recon/load/load.hpp"

namespace recon::viewer {
namespace {

namespace fs = std::filesystem;

bool is_text(const std::string& name) { return name.ends_with(".textproto") || name.ends_with(".csv"); }

QString size_words(std::size_t bytes) {
  return bytes < 10'000 ? SaveIntoCase::tr("%1 bytes").arg(bytes)
                        : SaveIntoCase::tr("%1 kB").arg(bytes / 1000);
}

}  // namespace

SaveIntoCase::SaveIntoCase(const Digitising& session, const fs::path& suggested, QWidget* parent)
    : SaveIntoCase{
          {.addition = [&session](const Destination& destination) { return session.addition(destination); },
           .name = suggested_name(session.file()),
           .itself = tr("the picture itself"),
           .reopened = session.reopened()},
          suggested,
          parent} {}

SaveIntoCase::SaveIntoCase(ToSave what, const fs::path& suggested, QWidget* parent)
    : QDialog{parent}, what_{std::move(what)} {
  setWindowTitle(tr("Save into a case"));
  resize(820, 560);
  auto* column = new QVBoxLayout{this};
  auto* form = new QFormLayout;
  folder_ = new QLineEdit{text(suggested.string())};
  folder_->setObjectName("folder");
  folder_->setAccessibleName(tr("Folder of the case"));
  auto* other = new QPushButton{tr("Choose…")};
  other->setAccessibleName(tr("Choose the folder of a case"));
  auto* row = new QHBoxLayout;
  row->addWidget(folder_, 1);
  row->addWidget(other);
  form->addRow(tr("Folder of the case"), row);
  about_ = new QLabel;
  about_->setObjectName("note");
  about_->setWordWrap(true);
  form->addRow({}, about_);
  aircraft_ = new ChoiceBox;
  aircraft_->setAccessibleName(tr("Aircraft whose track it is"));
  form->addRow(tr("Aircraft"), aircraft_);
  account_ = new ChoiceBox;
  account_->setAccessibleName(tr("Account that the track belongs to"));
  form->addRow(tr("Account"), account_);
  voice_ = new QLabel;
  voice_->setObjectName("note");
  voice_->setWordWrap(true);
  form->addRow({}, voice_);
  supersedes_ = new QCheckBox;
  supersedes_->setObjectName("supersedes");
  supersedes_->setChecked(true);
  form->addRow({}, supersedes_);
  column->addLayout(form);
  auto* heading = new QLabel{tr("What would be written; no file that is there is changed")};
  heading->setObjectName("heading");
  column->addWidget(heading);
  preview_ = new QPlainTextEdit;
  preview_->setReadOnly(true);
  preview_->setLineWrapMode(QPlainTextEdit::NoWrap);
  preview_->setTabChangesFocus(true);
  preview_->setAccessibleName(tr("What would be written"));
  column->addWidget(preview_, 1);
  trouble_ = new QLabel;
  trouble_->setObjectName("unread");
  trouble_->setWordWrap(true);
  trouble_->setTextFormat(Qt::PlainText);
  column->addWidget(trouble_);
  auto* buttons = new QDialogButtonBox;
  save_ = buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole);
  save_->setObjectName("save");
  buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
  column->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(other, &QPushButton::clicked, this, &SaveIntoCase::browse);
  connect(folder_, &QLineEdit::textChanged, this, &SaveIntoCase::read_case);
  connect(aircraft_, &QComboBox::activated, this, &SaveIntoCase::preview);
  connect(account_, &QComboBox::activated, this, &SaveIntoCase::preview);
  connect(supersedes_, &QCheckBox::toggled, this, &SaveIntoCase::preview);
  read_case();
}

Destination SaveIntoCase::destination() const {
  return {.folder = folder_->text().trimmed().toStdString(),
          .aircraft = aircraft_->currentData().toString().toStdString(),
          .narrative = account_->currentData().toString().toStdString(),
          .supersedes = !supersedes_->isHidden() && supersedes_->isChecked() ? what_.reopened->statement
                                                                             : std::string{}};
}

void SaveIntoCase::browse() {
  const QString folder = QFileDialog::getExistingDirectory(
      this, tr("Folder of a case, or one to put a new case in"), folder_->text());
  if (folder.isEmpty()) return;
  // A folder without a case in it gets one of the picture's name.
  const bool is_case = !QDir{folder}.entryList({"*.textproto", "*.json", "*.binpb"}, QDir::Files).isEmpty();
  folder_->setText(is_case ? folder : QDir{folder}.filePath(text(what_.name)));
}

void SaveIntoCase::read_case() {
  aircraft_->clear();
  account_->clear();
  supersedes_->hide();
  const fs::path folder = destination().folder;
  if (!folder.empty() && fs::is_directory(folder)) {
    try {
      const incident::Incident its = load::load_case(folder).incident;
      about_->setText(tr("Goes into the case “%1”, beside what it has.").arg(text(its.id.text)));
      for (const incident::Aircraft& aircraft : its.aircraft)
        aircraft_->addItem(text(aircraft.name.empty() ? aircraft.id.text : aircraft.name.text),
                           text(aircraft.id.text));
      aircraft_->addItem(tr("a new aircraft"), QString{});
      account_->addItem(tr("evidence that no account owns"), QString{});
      for (const incident::Party& party : its.parties)
        account_->addItem(
            tr("an account of %1").arg(text(party.name.empty() ? party.id.text : party.name.text)),
            text(party.id.text));
      offer_to_supersede(its);
    } catch (const std::exception& trouble) {
      about_->setText(QString::fromUtf8(trouble.what()));
    }
  } else {
    about_->setText(tr("Makes a new case there, in which %1 is the only account.").arg(what_.itself));
    aircraft_->addItem(tr("a new aircraft"), QString{});
    account_->addItem(what_.itself, QString{});
  }
  aircraft_->setEnabled(aircraft_->count() > 1);
  account_->setEnabled(account_->count() > 1);
  preview();
}

/// What was reopened out of this case is corrected so: the same aircraft, the same voice.
void SaveIntoCase::offer_to_supersede(const incident::Incident& its) {
  if (!what_.reopened) return;
  const KeptTrack& before = *what_.reopened;
  const std::vector<KeptTrack> kept = kept_tracks(its);
  const auto there = std::find_if(kept.begin(), kept.end(), [&](const KeptTrack& one) {
    return one.statement == before.statement && one.sha256 == before.sha256 && !one.superseded;
  });
  if (there == kept.end()) return;
  supersedes_->setText(
      tr("Supersedes “%1”, which stays as it is and no longer counts").arg(text(before.statement)));
  supersedes_->show();
  aircraft_->setCurrentIndex(std::max(0, aircraft_->findData(text(before.aircraft))));
  account_->setCurrentIndex(std::max(0, account_->findData(text(before.party))));
}

/// An account is answered as a whole, so into which one a track goes is no matter of filing.
void SaveIntoCase::say_whose() {
  const QString party = account_->currentData().toString();
  const std::string corrected = destination().supersedes;
  QString words;
  if (!corrected.empty() && party == text(what_.reopened->party))
    words = tr("It takes the place of “%1” in the same account.").arg(text(corrected));
  else if (!corrected.empty())
    words = tr("“%1” was somebody else’s: it no longer counts there, and this is no part of that account.")
                .arg(text(corrected));
  else if (!party.isEmpty())
    words = tr("It becomes an account of its own, answered beside what else that party says.");
  else if (account_->count() > 1)
    words = tr("It is nobody’s account, and answers nothing until one takes it (takes, in the case file).");
  voice_->setText(words);
  voice_->setVisible(!words.isEmpty());
}

void SaveIntoCase::preview() {
  say_whose();
  try {
    const exchange::CaseAddition addition = what_.addition(destination());
    QString words;
    for (const exchange::CaseFile& file : addition.files)
      words += text(file.name) + "   " + size_words(file.text.size()) + "\n";
    for (const std::string& sentence : addition.said) words += "· " + text(sentence) + "\n";
    for (const exchange::CaseFile& file : addition.files)
      if (is_text(file.name)) words += "\n──── " + text(file.name) + "\n" + text(file.text);
    preview_->setPlainText(words);
    trouble_->clear();
  } catch (const std::exception& trouble) {
    preview_->clear();
    trouble_->setText(QString::fromUtf8(trouble.what()));
  }
  trouble_->setVisible(!trouble_->text().isEmpty());
  save_->setEnabled(trouble_->text().isEmpty());
}

}  // namespace recon::viewer
