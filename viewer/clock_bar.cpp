// SPDX-License-Identifier: Apache-2.0
#include "viewer/clock_bar.hpp"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <map>

#include "viewer/picker.hpp"

#include "recon/report/labels.hpp"

namespace recon::viewer {

namespace {

constexpr int frames_a_second = 25;
constexpr std::array speeds{1.0, 2.0, 5.0, 10.0, 60.0};  // of play

QPushButton* small_button(const QString& face, const QString& name) {
  auto* button = new QPushButton{face};
  button->setAccessibleName(name);
  button->setToolTip(name);
  return button;
}

}  // namespace

TimeLine::TimeLine(QWidget* parent) : QWidget{parent} {
  setFocusPolicy(Qt::StrongFocus);
  setMinimumSize(260, 66);
  setAccessibleName(tr("Time line"));
  setAccessibleDescription(tr("Left and right arrows step one second."));
}

void TimeLine::show_session(const Session* session, Tone tone) {
  session_ = session;
  tone_ = tone;
  update();
}

QRectF TimeLine::bar() const { return {12.0, 27.0, std::max(20.0, width() - 24.0), 9.0}; }

double TimeLine::x_of(Instant time) const {
  const Span span = session_->face.span;
  const Duration whole = between(span.from, span.to);
  return whole <= seconds(0) ? bar().left()
                             : bar().left() + bar().width() * (between(span.from, time) / whole);
}

Instant TimeLine::under(double x) const {
  const Span span = session_->face.span;
  const double share = std::clamp((x - bar().left()) / bar().width(), 0.0, 1.0);
  return after(span.from, share * between(span.from, span.to));
}

void TimeLine::paintEvent(QPaintEvent* /*event*/) {
  QPainter painter{this};
  painter.setRenderHint(QPainter::Antialiasing);
  const auto& colours = colours_of(tone_);
  if (session_ == nullptr) return;
  const ClockFace& face = session_->face;
  const QColor ink = colour(colours.ink), muted = colour(colours.muted);
  painter.setFont(text_font(11.0));
  const QFontMetricsF metrics{painter.font()};
  if (face.span.from == face.span.to) {
    painter.setPen(muted);
    painter.drawText(rect().adjusted(12, 0, -12, 0), Qt::AlignVCenter | Qt::TextWordWrap,
                     tr("No shown account gives a time, or a flight over time, for this question."));
    return;
  }
  painter.setPen(QPen{muted, 1.0});
  painter.setBrush(colour(colours.paper));
  painter.drawRect(bar());
  report::LabelPlaces places{{0, 0, static_cast<double>(width()), static_cast<double>(height())}};
  const double now = x_of(session_->time());
  places.block({now - 8, 14, now + 8, 26});
  for (const Span& span : face.disputed) {
    const QRectF stone{x_of(span.from), bar().top() + 1, x_of(span.to) - x_of(span.from), bar().height() - 2};
    painter.fillRect(stone, colour(colours.side));
    const QString words = tr("disputed %1").arg(text(length_words(between(span.from, span.to))));
    const double w = metrics.horizontalAdvance(words);
    const auto box = places.take({{stone.center().x() - w / 2, 2, stone.center().x() + w / 2, 14},
                                  {stone.right() - w, 2, stone.right(), 14},
                                  {stone.left(), 2, stone.left() + w, 14}});
    if (!box) continue;
    painter.setPen(ink);
    painter.drawText(QPointF{box->x0, 12.0}, words);
  }
  // A time without seconds is as long as its doubt; several accounts' lie under each other.
  std::map<std::string, int> rows;
  for (const Stretch& stretch : face.stretches) {
    const int level = rows.try_emplace(stretch.account, static_cast<int>(rows.size())).first->second;
    const double from = std::max(bar().left(), x_of(stretch.span.from)),
                 to = std::min(bar().right(), x_of(stretch.span.to));
    QColor hue = badge(session_->view.account(stretch.account), tone_).fill;
    painter.fillRect(QRectF{from, bar().bottom() + 1.5 + 3.5 * level, std::max(2.0, to - from), 2.5}, hue);
  }
  // Who gives no seconds is said so in words, never by a false tick.
  double note_end = 12.0;
  for (const std::string& note : face.notes) {
    const QString words = metrics.elidedText(text(note), Qt::ElideRight, width() - note_end - 16.0);
    const double w = metrics.horizontalAdvance(words);
    const auto box = places.take({{note_end, 2, note_end + w, 15},
                                  {width() - 12.0 - w, 2, width() - 12.0, 15},
                                  {12.0, 55, 12.0 + w, 67},
                                  {width() - 12.0 - w, 55, width() - 12.0, 67}});
    if (!box) continue;
    painter.setPen(muted);
    painter.drawText(QPointF{box->x0, box->y1 - 3}, words);
    if (box->y0 < 10 && box->x0 < width() / 2.0) note_end = box->x1 + 14.0;
  }
  for (const Tick& tick : face.ticks) {
    const double x = x_of(tick.at);
    const QColor hue = badge(session_->view.account(tick.account), tone_).fill;
    if (tick.said) {
      painter.fillRect(QRectF{x - 1.2, bar().top() - 4, 2.4, bar().height() + 8}, hue);
    } else {
      painter.setPen(QPen{hue, 1.2});
      painter.drawLine(QPointF{x, bar().top() - 2}, QPointF{x, bar().bottom() + 2});
    }
    const QString words =
        text(tick.words + " " + utc_words(std::chrono::floor<std::chrono::seconds>(tick.at)));
    const double w = metrics.horizontalAdvance(words);
    const auto box = places.take({{x - w / 2, 42, x + w / 2, 55},
                                  {x - w - 4, 42, x - 4, 55},
                                  {x + 4, 42, x + w + 4, 55},
                                  {x - w / 2, 55, x + w / 2, 66}});
    if (!box) continue;
    painter.setPen(ink);
    painter.drawText(QPointF{box->x0, box->y1 - 2}, words);
  }
  for (const Stretch& stretch : face.stretches) {
    const QString words = text(stretch.words);
    const double w = metrics.horizontalAdvance(words);
    const double x = std::clamp((std::max(bar().left(), x_of(stretch.span.from)) +
                                 std::min(bar().right(), x_of(stretch.span.to)) - w) /
                                    2,
                                12.0, std::max(12.0, width() - 12.0 - w));
    if (const auto box = places.take({{x, 45, x + w, 57}, {x, 57, x + w, 68}})) {
      painter.setPen(muted);
      painter.drawText(QPointF{box->x0, box->y1 - 2}, words);
    }
  }
  painter.setPen(muted);
  for (const auto& [at, left] : {std::pair{face.span.from, true}, {face.span.to, false}}) {
    const QString words = text(utc_words(std::chrono::floor<std::chrono::seconds>(at)));
    const double w = metrics.horizontalAdvance(words), x = left ? 12.0 : width() - 12.0 - w;
    constexpr double apart = 8.0;  // from the words beside it
    if (const auto box =
            places.take({{x - apart, 42, x + w + apart, 55}, {x - apart, 55, x + w + apart, 66}}))
      painter.drawText(QPointF{x, box->y1 - 2.0}, words);
  }
  painter.setPen(Qt::NoPen);
  painter.setBrush(ink);
  painter.drawPolygon(QPolygonF{{{now - 6, 17}, {now + 6, 17}, {now, 26}}});
  painter.fillRect(QRectF{now - 0.8, 24, 1.6, 18}, ink);
  if (hasFocus()) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen{ink, 2.0});
    painter.drawRect(QRectF{rect()}.adjusted(1, 1, -1, -1));
  }
}

void TimeLine::mousePressEvent(QMouseEvent* event) {
  if (session_ != nullptr) emit time_chosen(under(event->position().x()));
}

void TimeLine::mouseMoveEvent(QMouseEvent* event) {
  if (session_ != nullptr && (event->buttons() & Qt::LeftButton) != 0)
    emit time_chosen(under(event->position().x()));
}

void TimeLine::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Left) return emit step_wished(-1);
  if (event->key() == Qt::Key_Right) return emit step_wished(1);
  QWidget::keyPressEvent(event);
}

ClockBar::ClockBar(QWidget* parent) : QWidget{parent} {
  setObjectName("clock");
  setAttribute(Qt::WA_StyledBackground);
  setLayoutDirection(Qt::LeftToRight);  // time runs to the right in every language
  setFixedHeight(84);
  auto* row = new QHBoxLayout{this};
  row->setContentsMargins(12, 6, 12, 6);
  auto* times = new QVBoxLayout;
  times->setSpacing(0);
  utc_ = new QLabel;
  utc_->setStyleSheet("font-size: 24px; font-weight: bold");
  utc_->setAccessibleName(tr("Time in UTC"));
  local_ = new QLabel;
  local_->setObjectName("muted");
  times->addStretch();
  times->addWidget(utc_);
  times->addWidget(local_);
  times->addStretch();
  row->addLayout(times);
  row->addSpacing(8);
  auto* back = small_button("⏮", tr("Earlier event"));
  auto* less = small_button("−1 s", tr("One second back"));
  play_ = small_button("▶ " + tr("Play"), tr("Play or pause (Space)"));
  play_->setCheckable(true);
  auto* more = small_button("+1 s", tr("One second on"));
  auto* on = small_button("⏭", tr("Later event"));
  speed_ = new Picker{tr("Speed of play")};
  QStringList factors;
  for (const double factor : speeds) factors << QString{"×%1"}.arg(factor);
  speed_->set_choices(factors, 0);
  for (QWidget* widget : std::initializer_list<QWidget*>{back, less, play_, more, on, speed_})
    row->addWidget(widget);
  line_ = new TimeLine;
  row->addWidget(line_, 1);
  shifts_ = new QWidget;
  auto* column = new QVBoxLayout{shifts_};
  column->setContentsMargins(8, 0, 0, 0);
  column->setSpacing(2);
  auto* title = new QLabel{tr("Shift in time (not the claim)")};
  title->setObjectName("muted");
  column->addStretch();
  column->addWidget(title);
  shift_row_ = new QHBoxLayout;
  column->addLayout(shift_row_);
  column->addStretch();
  row->addWidget(shifts_);
  connect(less, &QPushButton::clicked, this, [this] { step(-1); });
  connect(more, &QPushButton::clicked, this, [this] { step(1); });
  connect(back, &QPushButton::clicked, this, [this] { jump(-1); });
  connect(on, &QPushButton::clicked, this, [this] { jump(1); });
  connect(play_, &QPushButton::toggled, this, &ClockBar::play);
  connect(line_, &TimeLine::time_chosen, this, &ClockBar::time_chosen);
  connect(line_, &TimeLine::step_wished, this, &ClockBar::step);
  ticker_.setInterval(1000 / frames_a_second);
  connect(&ticker_, &QTimer::timeout, this, [this] {
    if (session_ == nullptr) return play(false);
    const Instant next = after(
        session_->time(), seconds(speeds[static_cast<std::size_t>(speed_->current())] / frames_a_second));
    if (next >= session_->face.span.to) play(false);
    emit time_chosen(std::min(next, session_->face.span.to));
  });
}

void ClockBar::show_session(const Session* session, Tone tone) {
  session_ = session;
  tone_ = tone;
  line_->show_session(session, tone);
  rebuild_shifts();
  update_time();
}

void ClockBar::rebuild_shifts() {
  while (QLayoutItem* item = shift_row_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  reset_ = nullptr;
  shifts_->setVisible(session_ != nullptr &&
                      std::any_of(session_->all.begin(), session_->all.end(),
                                  [](const Moving& one) { return !one.times.empty(); }));
  if (session_ == nullptr) return;
  for (const Moving& one : session_->all) {
    if (one.times.empty()) continue;
    auto* mark = new QLabel;
    mark->setPixmap(badge_picture(badge(*one.account, tone_), 16));
    auto* shift = new QDoubleSpinBox;
    shift->setRange(-7200.0, 7200.0);
    shift->setDecimals(0);
    shift->setSuffix(" s");
    shift->setFixedWidth(68);
    shift->setKeyboardTracking(false);
    shift->setAccessibleName(tr("Shift of %1’s clock, not the claim").arg(text(one.account->name)));
    const auto now = session_->choices.shifts.find(one.account->id);
    if (now != session_->choices.shifts.end()) shift->setValue(in_seconds(now->second));
    connect(shift, &QDoubleSpinBox::valueChanged, this, [this, id = one.account->id](double by) {
      // Not while the box speaks: the row is built anew.
      QTimer::singleShot(0, this, [this, id, by] { emit shift_chosen(id, seconds(by)); });
    });
    shift_row_->addWidget(mark);
    shift_row_->addWidget(shift);
  }
  reset_ = small_button(tr("Reset"), tr("Take all shifts back"));
  reset_->setEnabled(explored(session_->choices));
  connect(reset_, &QPushButton::clicked, this,
          [this] { QTimer::singleShot(0, this, [this] { emit shifts_reset(); }); });
  shift_row_->addWidget(reset_);
}

void ClockBar::update_time() {
  if (session_ == nullptr || session_->face.span.from == session_->face.span.to) {
    utc_->setText("––:––:–– UTC");
    local_->clear();
  } else {
    utc_->setText(text(utc_words(std::chrono::floor<std::chrono::seconds>(session_->time()))) + " UTC");
    local_->setText(text(local_words(session_->view, session_->time())));
  }
  line_->update();
}

void ClockBar::play(bool on) {
  const bool can = session_ != nullptr && session_->face.span.from != session_->face.span.to;
  if (on && can)
    ticker_.start();
  else
    ticker_.stop();
  const QSignalBlocker quiet{play_};
  play_->setChecked(on && can);
  play_->setText(on && can ? "⏸ " + tr("Pause") : "▶ " + tr("Play"));
}

void ClockBar::step(int by) {
  if (session_ == nullptr) return;
  const Span span = session_->face.span;
  emit time_chosen(std::clamp(after(session_->time(), seconds(by)), span.from, span.to));
}

void ClockBar::jump(int direction) {
  if (session_ == nullptr) return;
  const ClockFace& face = session_->face;
  std::vector<Instant> stops{face.span.from, face.span.to};
  for (const Tick& tick : face.ticks) stops.push_back(tick.at);
  for (const Span& span : face.disputed) stops.insert(stops.end(), {span.from, span.to});
  std::sort(stops.begin(), stops.end());
  const Instant now = session_->time();
  if (direction > 0) {
    const auto next = std::upper_bound(stops.begin(), stops.end(), now);
    if (next != stops.end()) emit time_chosen(*next);
  } else {
    const auto next = std::lower_bound(stops.begin(), stops.end(), now);
    if (next != stops.begin()) emit time_chosen(*(next - 1));
  }
}

}  // namespace recon::viewer
