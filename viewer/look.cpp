// SPDX-License-Identifier: Apache-2.0
#include "viewer/look.hpp"

#include <algorithm>

namespace recon::viewer {

const report::theme::Palette& colours_of(Tone tone) {
  return tone == Tone::dark ? report::theme::dark : report::theme::light;
}

QColor colour(std::string_view token) {
  return QColor{QLatin1String{token.data(), static_cast<int>(token.size())}};
}

Badge badge(const inquiry::Inquiry& inquiry, const std::string& narrative, Tone tone) {
  const auto& accounts = inquiry.incident.narratives;
  const auto found = std::find_if(accounts.begin(), accounts.end(), [&](const incident::Narrative& account) {
    return account.id == narrative;
  });
  const auto& colours = colours_of(tone);
  if (found == accounts.end()) return {"·", colour(colours.muted), colour(colours.paper)};
  const auto index = static_cast<std::size_t>(found - accounts.begin());
  return {QString{QChar{static_cast<char16_t>(u'A' + std::min<std::size_t>(index, 25))}},
          colour(index < colours.account.size() ? colours.account[index] : colours.ink),
          colour(colours.on_account)};
}

QString account_name(const inquiry::Inquiry& inquiry, const std::string& narrative) {
  const incident::Narrative* account = incident::find_narrative(inquiry.incident, narrative);
  if (account == nullptr) return QString::fromStdString(narrative);
  if (!account->title.empty()) return QString::fromStdString(account->title.text);
  const incident::Party* party = incident::find(inquiry.incident.parties, account->party.text);
  return QString::fromStdString(party != nullptr && !party->name.empty() ? party->name.text : narrative);
}

std::vector<std::string> counted_borders(const inquiry::Inquiry& inquiry) {
  std::vector<std::string> counted;
  for (const incident::Border& border : inquiry.incident.borders)
    if (!border.display_only.value_or(false)) counted.push_back(border.id.text);
  return counted;
}

QPen border_pen(const inquiry::Inquiry& inquiry, const std::string& border, Tone tone) {
  QPen pen{colour(colours_of(tone).ink), 1.5};
  pen.setJoinStyle(Qt::RoundJoin);
  pen.setCosmetic(true);
  const auto counted = counted_borders(inquiry);
  const auto found = std::find(counted.begin(), counted.end(), border);
  if (found == counted.end()) {
    pen.setColor(colour(colours_of(tone).muted));
    pen.setDashPattern({1.0, 3.0});
    return pen;
  }
  switch ((found - counted.begin()) % 5) {
    case 0:
      pen.setWidthF(2.3);
      break;
    case 1:
      pen.setWidthF(1.1);
      break;
    case 2:
      pen.setDashPattern({8.0, 3.0});
      break;
    case 3:
      pen.setDashPattern({6.0, 2.5, 1.0, 2.5});
      break;
    default:
      pen.setDashPattern({3.0, 2.0});
      break;
  }
  return pen;
}

QString border_name(const inquiry::Inquiry& inquiry, const std::string& border) {
  const auto found = inquiry.borders.find(border);
  const incident::Border* about = found != inquiry.borders.end()
                                      ? &found->second.about
                                      : incident::find(inquiry.incident.borders, border);
  return QString::fromStdString(about != nullptr && !about->title.empty() ? about->title.text : border);
}

QString claim_words(const inquiry::Inquiry& inquiry, const std::string& claim) {
  const incident::Found found = incident::find_claim(inquiry.incident, claim);
  if (found.claim == nullptr) return QString::fromStdString(claim);
  QString kind = QString::fromStdString(incident::kind_word(found.claim->assertion)).replace('_', ' ');
  for (const normalise::ReadClaim& read : inquiry.normalised.claims)
    if (read.claim == claim && !read.figure.empty())
      return kind + " “" + QString::fromStdString(read.figure) + "”";
  return kind;
}

}  // namespace recon::viewer
