// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "recon/report/view.hpp"
#include "recon/units/instant.hpp"

/// What a reader chose to look at. Everything the viewer draws follows from a case and these choices; they
/// can be written to a small file and read back.
namespace recon::viewer {

enum class Mode { side_by_side, overlaid };
enum class Layer {
  agreement,   // ground that is inside by some counted versions only
  error,       // the band of the chosen version's own error
  alone,       // where the chosen statement alone may have the aircraft
  flights,     // that do all an account says
  position,    // the 95 % ellipse at the clock's instant
  statements,  // places that are stated
  places,      // landmarks
  sensors,     // radars with their horizon
  difference,  // the way between two accounts' aircraft at the clock's instant
  flip         // what flips the answer
};
enum class Chart { versions, margin, probability, separation, speed, turn, load, altitude };

inline constexpr Layer all_layers[] = {Layer::agreement,  Layer::error,      Layer::alone,  Layer::flights,
                                       Layer::position,   Layer::statements, Layer::places, Layer::sensors,
                                       Layer::difference, Layer::flip};
/// `versions` stands beside the others, which share the clock.
inline constexpr Chart all_charts[] = {Chart::versions, Chart::margin, Chart::probability, Chart::separation,
                                       Chart::speed,    Chart::turn,   Chart::load,        Chart::altitude};
[[nodiscard]] std::string_view name_of(Layer layer);  // "agreement", in files
[[nodiscard]] std::string_view name_of(Chart chart);

/// At most so many accounts are shown at once.
inline constexpr std::size_t most_shown = 4;

/// A row of the tree: one claim under one reading of it.
struct ChosenReading {
  std::string claim, reading_words;
  friend bool operator==(const ChosenReading&, const ChosenReading&) = default;
};

/// Where the map looks: north is up.
struct Extent {
  geo::Position centre;
  double metres_per_pixel = 100.0;
  friend bool operator==(const Extent&, const Extent&) = default;
};

struct Choices {
  std::string question, border;                   // the version that the tree, the charts and the arrow go by
  std::vector<std::string> shown;                 // accounts, one panel each
  std::map<std::string, ChosenReading> readings;  // by account; absent: its first row
  std::set<std::string> drawn;                    // border versions as lines
  std::set<Layer> layers;
  std::vector<Chart> charts;
  Mode mode = Mode::side_by_side;
  std::optional<Instant> time;
  std::map<std::string, Duration> shifts;  // of an account's clock, by hand: explored, not claimed
  std::optional<Extent> extent;            // absent: what there is to see
  friend bool operator==(const Choices&, const Choices&) = default;
};

/// Where a reader starts: the first question about a side that two accounts answer with figures, the default
/// border version, the first two accounts that answer it.
[[nodiscard]] Choices first_choices(const report::View& view);

/// The same with everything taken out that this case does not have.
[[nodiscard]] Choices fitted(Choices choices, const report::View& view);

/// Shows an account or takes it away; never the last one, never more than `most_shown`.
void toggle_account(Choices& choices, const report::View& view, const std::string& account);

/// The next border version that counts (or the one before, with -1), round the end.
void step_border(Choices& choices, const report::View& view, int by);

/// Has anything been moved by hand that no account says?
[[nodiscard]] bool explored(const Choices& choices);

[[nodiscard]] const report::QuestionView* question_of(const report::View& view, const Choices& choices);

}  // namespace recon::viewer
