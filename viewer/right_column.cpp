// SPDX-License-Identifier: Apache-2.0
#include "viewer/right_column.hpp"

#include <QDesktopServices>
#include <QLabel>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

namespace recon::viewer {
namespace {

QString html(const std::string& words) { return text(words).toHtmlEscaped(); }

QTextBrowser* page(const QString& name) {
  auto* browser = new QTextBrowser;
  browser->setOpenLinks(false);
  browser->setAccessibleName(name);
  browser->document()->setDocumentMargin(0);
  browser->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  return browser;
}

QLabel* heading(const QString& words) {
  auto* label = new QLabel{words};
  label->setObjectName("heading");
  return label;
}

QString link(const std::string& claim) {
  return "claim:" + QString::fromLatin1(QUrl::toPercentEncoding(text(claim)));
}

QString tally_words(const VersionTally& tally) {
  return RightColumn::tr("%1: %2 inside, %3 undetermined, %4 outside")
      .arg(text(tally.version->title))
      .arg(tally.inside)
      .arg(tally.undetermined)
      .arg(tally.outside);
}

/// A page no higher than what stands in it, and at most so high.
int fit_height(QTextBrowser& browser, int most) {
  browser.document()->setTextWidth(browser.viewport()->width());
  const int high = std::min(most, static_cast<int>(browser.document()->size().height()) + 4);
  browser.setFixedHeight(high);
  return high;
}

}  // namespace

RightColumn::RightColumn(QWidget* parent) : QWidget{parent} {
  setObjectName("right");
  setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout{this};
  column->setContentsMargins(10, 4, 8, 6);
  column->setSpacing(4);
  answers_ = page(tr("Answers"));
  says_ = page(tr("Who says what"));
  source_ = page(tr("Source"));
  column->addWidget(heading(tr("Answers")));
  column->addWidget(answers_);
  says_box_ = new QWidget;
  auto* box = new QVBoxLayout{says_box_};
  box->setContentsMargins(0, 0, 0, 0);
  box->setSpacing(4);
  box->addWidget(heading(tr("Who says what")));
  inside_ = new QLabel;
  inside_->setObjectName("note");
  inside_->setWordWrap(true);
  box->addWidget(inside_);
  box->addWidget(says_);
  column->addWidget(says_box_);
  column->addWidget(heading(tr("Source")));
  column->addWidget(source_, 1);
  for (QTextBrowser* browser : {answers_, says_, source_})
    connect(browser, &QTextBrowser::anchorClicked, this, &RightColumn::follow);
}

void RightColumn::follow(const QUrl& to) {
  if (to.scheme() == "claim")
    emit claim_chosen(QUrl::fromPercentEncoding(to.path(QUrl::FullyEncoded).toLatin1()).toStdString());
  else if (to.scheme() == "http" || to.scheme() == "https")
    QDesktopServices::openUrl(to);
}

void RightColumn::add_badges(QTextBrowser& browser) const {
  for (const report::Account& account : session_->view.accounts)
    browser.document()->addResource(QTextDocument::ImageResource, QUrl{"badge:" + text(account.letter)},
                                    badge_picture(badge(account, tone_), 17).toImage());
}

void RightColumn::show_session(const Session* session, Tone tone) {
  session_ = session;
  tone_ = tone;
  setEnabled(session != nullptr);
  for (QTextBrowser* browser : {answers_, says_, source_}) browser->clear();
  if (session_ == nullptr) return;
  const QString ink = colour(colours_of(tone_).ink).name(), muted = colour(colours_of(tone_).muted).name();
  for (QTextBrowser* browser : {answers_, says_, source_}) {
    browser->document()->setDefaultStyleSheet(
        QString{"a{color:%1;text-decoration:none} .m{color:%2} p{margin:0}"}.arg(ink, muted));
    browser->document()->setDefaultFont(text_font(13.0));
    add_badges(*browser);
  }
  fill_answers();
  fill_says();
  share_height();
}

/// All answers first, then who says what; the source has what is left, and never less than a third.
void RightColumn::share_height() {
  const int room = height() - 120, source = room / 3;
  const int answers = fit_height(*answers_, std::max(120, room - source - 90));
  fit_height(*says_, std::max(90, room - source - answers));
}

void RightColumn::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  share_height();
}

void RightColumn::fill_answers() {
  const QString ink = colour(colours_of(tone_).ink).name();
  const std::vector<AnswerCard> cards = answer_cards(session_->view, session_->choices);
  const std::size_t columns = cards.empty() ? 0 : cards.front().versions.size();
  const int bar = columns == 0 ? 0 : static_cast<int>((width() - 50) / static_cast<int>(columns)) - 4;
  QString all = "<table width='100%' cellspacing='0' cellpadding='2'>";
  const auto row_of_versions = [&](const QString& cells) {
    return "<tr><td></td><td colspan='2'><table cellspacing='0' cellpadding='0'><tr>" + cells +
           "</tr></table></td></tr>";
  };
  if (columns > 1) {
    // Which version decides is seen where the bars of one account differ.
    QString names;
    for (const VersionTally& tally : cards.front().versions)
      names += QString{"<td width='%1' class='m' style='font-size:11px;padding-right:6px'>%2%3%4</td>"}.arg(
          QString::number(bar + 4), tally.chosen ? "<b>" : "", html(tally.version->title),
          tally.chosen ? "</b>" : "");
    all += row_of_versions(names);
  }
  for (const AnswerCard& card : cards) {
    const QString start = card.claim.empty() ? QString{} : "<a href='" + link(card.claim) + "'>";
    const QString end = card.claim.empty() ? QString{} : "</a>";
    all +=
        QString{"<tr><td width='24' style='padding-top:4px'><img src='badge:%1' width='17' height='17'></td>"}
            .arg(html(card.account->letter));
    const QString head = card.word.empty()
                             ? html(card.tally)
                             : html(card.mark) + " <b style='font-size:15px'>" + html(card.word) + "</b>";
    all += "<td>" + start + head + end + "</td><td align='right' class='m'>" + start + "<span class='m'>" +
           html(card.range) + "</span>" + end + "</td></tr>";
    if (columns > 1 && !card.word.empty()) {
      QString bars;
      for (std::size_t i = 0; i < card.versions.size(); ++i) {
        const VersionTally& tally = card.versions[i];
        const QString name = QString{"bar:%1%2"}.arg(text(card.account->letter)).arg(i);
        answers_->document()->addResource(QTextDocument::ImageResource, QUrl{name},
                                          tally_picture(tally, bar, tone_).toImage());
        bars += QString{"<td width='%1' title='%4'><img src='%2' width='%3' height='16'></td>"}.arg(
            QString::number(bar + 4), name, QString::number(bar), tally_words(tally).toHtmlEscaped());
      }
      all += row_of_versions(bars);
    }
    QStringList rest;
    if (!card.word.empty() && !card.tally.empty()) rest << html(card.tally);
    if (!card.rest.empty()) rest << html(card.rest);
    all += "<tr><td></td><td colspan='2' class='m' style='padding-bottom:5px;font-size:12px'>" +
           (card.word.empty() ? html(card.sentence) : rest.join("; "));
    if (!card.decides.empty()) all += "<br><span style='color:" + ink + "'>" + html(card.decides) + "</span>";
    all += "</td></tr>";
  }
  answers_->setHtml(all + "</table>");
}

void RightColumn::fill_says() {
  const SaysTable table = says_table(session_->view, session_->choices);
  says_box_->setVisible(!table.rows.empty());
  inside_->setText(table.inside_what.empty() ? QString{} : tr("inside: %1").arg(text(table.inside_what)));
  if (table.rows.empty()) return;
  QString all = "<table width='100%' cellspacing='0' cellpadding='2'><tr><td></td>";
  for (const std::string& letter : table.letters)
    all += QString{"<td width='22' align='center'><img src='badge:%1' width='17' height='17'></td>"}.arg(
        html(letter));
  all += "</tr>";
  for (const SaysRow& row : table.rows) {
    all += "<tr><td>" + QString{row.conflict ? "<b>%1</b>" : "%1"}.arg(html(row.words)) +
           (row.conflict ? QString{" <span style='font-size:11px;background:%1'>&nbsp;%2&nbsp;</span>"}.arg(
                               colour(colours_of(tone_).rule).name(), tr("conflict"))
                         : QString{}) +
           "</td>";
    for (const SaysRow::Cell& cell : row.cells) {
      const QString mark = cell.claim.empty() ? html(cell.mark)
                                              : "<a href='" + link(cell.claim) + "' title='" +
                                                    html(cell.said) + "'>" + html(cell.mark) + "</a>";
      all += "<td align='center'>" + mark + "</td>";
    }
    all += "</tr>";
  }
  all += "</table><p class='m' style='font-size:11px;margin-top:3px'>" +
         tr("✓ asserts · ✗ denies · ± both · ? not determined · · silent") + "</p>";
  says_->setHtml(all);
}

void RightColumn::show_source(const std::string& claim) {
  if (session_ == nullptr) return;
  show_card(source_card(session_->view, session_->choices, claim));
}

void RightColumn::show_border(const std::string& border) {
  if (session_ != nullptr) show_card(border_card(session_->view, border));
}

void RightColumn::show_card(const SourceCard& card) {
  if (card.title.empty()) {
    source_->setHtml("<p class='m'>" +
                     tr("Click a number, a row or a thing on the map: its words appear here.") + "</p>");
    return;
  }
  const auto& colours = colours_of(tone_);
  QString all = "<table cellspacing='0' cellpadding='2'><tr>";
  if (card.account != nullptr)
    all += QString{"<td width='24'><img src='badge:%1' width='17' height='17'></td>"}.arg(
        html(card.account->letter));
  all += "<td><b>" + html(card.title) + "</b></td></tr></table>";
  QString quoted = html(card.before);
  if (!card.figure.empty())
    quoted += QString{"<span style='background:%1;color:%2'><b>%3</b></span>"}.arg(
        colour(colours.side).name(), colour(colours.ink).name(), html(card.figure));
  quoted += html(card.after);
  // A line has no words of its own; what is said of it is ours.
  const QString face = card.account == nullptr ? QString{} : "font-family:Noto Serif,DejaVu Serif,serif;";
  all += "<p style='" + face + "font-size:14px;margin:6px 0'>" +
         (card.verbatim ? "“" + quoted + "”" : quoted) + "</p>";
  if (!card.translation.empty())
    all += "<p class='m' style='margin-bottom:4px'>" + html(card.translation) + "</p>";
  if (!card.how.empty()) all += "<p class='m' style='margin-bottom:4px'>(" + html(card.how) + ")</p>";
  all += "<table width='100%' cellspacing='0' cellpadding='3'>";
  for (const auto& [label, value] : card.rows)
    all += "<tr><td class='m' width='92'>" + html(label) + "</td><td>" + html(value) + "</td></tr>";
  all += "</table>";
  if (!card.address.empty())
    all += QString{"<p style='margin-top:4px'><a href='%1'><u>%2</u></a></p>"}.arg(html(card.address),
                                                                                   tr("Open the document"));
  source_->setHtml(all);
}

}  // namespace recon::viewer
