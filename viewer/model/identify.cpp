// SPDX-License-Identifier: Apache-2.0
#include "viewer/model/identify.hpp"

#include <algorithm>
#include <cmath>

#include "recon/report/words.hpp"

namespace recon::viewer {
namespace {

constexpr double reach = 12.0;     // pixels about a mark
constexpr double on_a_line = 6.0;  // pixels beside a line

double away(report::Point a, report::Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

double away(const PlaneLine& line, const Frame& frame, report::Point point) {
  double least = 1e9;
  for (const auto& piece : line.on_panel(frame))
    for (std::size_t i = 1; i < piece.size(); ++i)
      least = std::min(least, report::distance_to_segment(point, piece[i - 1], piece[i]));
  return least;
}

/// Keeps the nearest of what it is shown.
class Nearest {
public:
  explicit Nearest(double within) : least_{within} {}
  template <class Make>
  void look(double distance, const Make& make) {
    if (distance >= least_) return;
    least_ = distance;
    found_ = make();
  }
  [[nodiscard]] const Thing& found() const { return found_; }

private:
  double least_;
  Thing found_;
};

Thing mark_at(const Session& session, const std::vector<std::string>& accounts, const Frame& frame,
              report::Point point) {
  const auto on = [&](const geo::Position& place) {
    return frame.on_panel(session.ground.plane().to_plane(place));
  };
  Nearest nearest{reach};
  for (const std::string& id : accounts)
    for (const assess::Marker* marker : markers_of(session.view, session.choices, id))
      nearest.look(away(on(marker->position), point), [&] {
        return Thing{.claim = marker->claim,
                     .words = session.view.account(id).name + ": " + session.view.claim_label(marker->claim) +
                              (marker->reading_words.empty() ? "" : ", " + marker->reading_words)};
      });
  for (const SeenFrom& sensor : sensors_of(session.view, session.choices))
    nearest.look(away(on(sensor.place), point), [&] {
      return Thing{.words = sensor.name + (sensor.words.empty() ? "" : "; " + sensor.words)};
    });
  for (const auto& [id, place] : session.inquiry.normalised.landmarks)
    nearest.look(away(on(place), point), [&, &name = id] {
      const incident::Landmark* landmark = incident::find(session.inquiry.incident.landmarks, name);
      if (landmark == nullptr) return Thing{.words = name};
      return Thing{.words = (landmark->name.empty() ? name : landmark->name.text) +
                            (landmark->note.empty() ? "" : ". " + landmark->note.text)};
    });
  return nearest.found();
}

Thing flight_at(const Session& session, const std::vector<std::string>& accounts, const Frame& frame,
                report::Point point) {
  Nearest nearest{on_a_line};
  for (const std::string& id : accounts) {
    const Moving* moving = session.moving_of(id);
    const auto leaf = chosen_leaf(session.tree, id);
    if (moving == nullptr || moving->paths.empty()) continue;
    nearest.look(away(session.flat(*moving).front(), frame, point), [&] {
      return Thing{.claim = leaf ? leaf->reading.claim : std::string{},
                   .words = moving->account->name + ": " + moving->words};
    });
  }
  return nearest.found();
}

Thing line_at(const Session& session, const Frame& frame, report::Point point) {
  const std::string state = state_of(session.view, session.choices);
  Nearest nearest{on_a_line};
  for (const Ground::Border& border : session.ground.borders()) {
    const report::Version* version = session.view.version(border.version);
    if (version == nullptr || !session.choices.drawn.contains(border.version) ||
        (border.zone.empty() && !state.empty() && border.state != state))
      continue;
    for (const PlaneLine& line : border.lines)
      nearest.look(away(line, frame, point), [&] {
        return Thing{
            .border = border.version,
            .words = version->title + (version->error.empty() ? "" : " " + version->error) +
                     (version->counts ? "" : ", display only") +
                     (border.zone.empty() ? "" : ": limit of " + session.view.zone_words(border.zone))};
      });
  }
  return nearest.found();
}

}  // namespace

Thing thing_at(const Session& session, const std::vector<std::string>& accounts, const Frame& frame,
               report::Point point) {
  if (Thing mark = mark_at(session, accounts, frame, point); !mark.empty()) return mark;
  if (Thing flight = flight_at(session, accounts, frame, point); !flight.empty()) return flight;
  return line_at(session, frame, point);
}

}  // namespace recon::viewer
