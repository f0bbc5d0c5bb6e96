// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>
#include <string>

#include "viewer/look.hpp"
#include "viewer/model/answers.hpp"
#include "viewer/model/session.hpp"

class QLabel;
class QTextBrowser;
class QUrl;

namespace recon::viewer {

/// Answers of all accounts, who says what, and the words behind what was clicked.
class RightColumn : public QWidget {
  Q_OBJECT
public:
  explicit RightColumn(QWidget* parent = nullptr);
  void show_session(const Session* session, Tone tone);
  void show_source(const std::string& claim);
  /// A line is a claim too.
  void show_border(const std::string& border);

signals:
  void claim_chosen(const std::string& claim);

protected:
  void resizeEvent(QResizeEvent* event) override;

private:
  void share_height();
  void follow(const QUrl& link);
  void fill_answers();
  void fill_says();
  void add_badges(QTextBrowser& page) const;
  void show_card(const SourceCard& card);
  const Session* session_ = nullptr;
  Tone tone_ = Tone::light;
  QTextBrowser *answers_ = nullptr, *says_ = nullptr, *source_ = nullptr;
  QLabel* inside_ = nullptr;
  QWidget* says_box_ = nullptr;
};

}  // namespace recon::viewer
