// SPDX-License-Identifier: Apache-2.0
#include "bench/contestant.hpp"
#include <hwy/targets.h>

namespace recon::bench {

namespace {

// The same program where the processor has only what its whole family has. Highway then takes its static
// target, which for x86-64 and g++ 12 has no vector instructions.
template <class Question>
class OnOldProcessor : public Question {
public:
  explicit OnOldProcessor(std::unique_ptr<Question> question) : question_{std::move(question)} {}

protected:
  template <class... Arguments>
  void on_old(Arguments... arguments) {
    constexpr int64_t newer_than_the_family = ~int64_t{HWY_STATIC_TARGET};
    hwy::DisableTargets(newer_than_the_family);
    question_->ask(arguments...);
    hwy::DisableTargets(0);
  }
  std::unique_ptr<Question> question_;
};

class OldHolds : public OnOldProcessor<Holds> {
public:
  using OnOldProcessor::OnOldProcessor;
  void ask(geo::PointArrays points, std::span<std::uint8_t> inside) override { on_old(points, inside); }
};
class OldWhich : public OnOldProcessor<Which> {
public:
  using OnOldProcessor::OnOldProcessor;
  void ask(geo::PointArrays points) override { on_old(points); }
  [[nodiscard]] std::vector<std::uint16_t> answer(std::size_t i) const override {
    return question_->answer(i);
  }
};
class OldHowFar : public OnOldProcessor<HowFar> {
public:
  using OnOldProcessor::OnOldProcessor;
  void ask(geo::PointArrays points, geo::DistanceArrays answers) override { on_old(points, answers); }
};

// One thread, as the peers have; the atlas is the same on any number.
constexpr unsigned threads = 1;

class BatchHolds : public Holds {
public:
  explicit BatchHolds(const States& states) : atlas_{states, threads} {}
  void ask(geo::PointArrays points, std::span<std::uint8_t> inside) override {
    sets_.resize(points.size());
    atlas_.at(points, sets_);
    for (std::size_t i = 0; i < points.size(); ++i) inside[i] = static_cast<std::uint8_t>(sets_[i] != 0);
  }

private:
  geo::Atlas atlas_;
  std::vector<geo::Atlas::Set> sets_;
};

class SingleHolds : public Holds {
public:
  explicit SingleHolds(const States& states) : atlas_{states, threads} {}
  void ask(geo::PointArrays points, std::span<std::uint8_t> inside) override {
    for (std::size_t i = 0; i < points.size(); ++i)
      inside[i] = static_cast<std::uint8_t>(
          atlas_.at({degrees(points.latitude[i]), degrees(points.longitude[i])}) != 0);
  }

private:
  geo::Atlas atlas_;
};

class AtlasWhich : public Which {
public:
  explicit AtlasWhich(const States& states) : atlas_{states, threads} {
    for (const auto& name : atlas_.names())
      for (std::size_t i = 0; i < states.size(); ++i)
        if (states[i].name == name) places_.push_back(static_cast<std::uint16_t>(i));
  }
  [[nodiscard]] std::vector<std::uint16_t> answer(std::size_t i) const override {
    FewStates few;
    for (const geo::Atlas::State state : atlas_.members(sets_[i])) few.add(places_[state]);
    return few.ascending();
  }

protected:
  geo::Atlas atlas_;
  std::vector<geo::Atlas::Set> sets_;

private:
  std::vector<std::uint16_t> places_;  // in the list of states, by the atlas's own
};

class BatchWhich : public AtlasWhich {
public:
  using AtlasWhich::AtlasWhich;
  void ask(geo::PointArrays points) override {
    sets_.resize(points.size());
    atlas_.at(points, sets_);
  }
};

class SingleWhich : public AtlasWhich {
public:
  using AtlasWhich::AtlasWhich;
  void ask(geo::PointArrays points) override {
    sets_.resize(points.size());
    for (std::size_t i = 0; i < points.size(); ++i)
      sets_[i] = atlas_.at({degrees(points.latitude[i]), degrees(points.longitude[i])});
  }
};

class BatchHowFar : public HowFar {
public:
  explicit BatchHowFar(const States& states) : outline_{states.front().outline} {}
  void ask(geo::PointArrays points, geo::DistanceArrays answers) override {
    outline_.signed_distances(points, answers);
  }

private:
  geo::PreparedOutline outline_;
};

class BatchHowFarAlone : public HowFar {
public:
  explicit BatchHowFarAlone(const States& states) : outline_{states.front().outline} {}
  void ask(geo::PointArrays points, geo::DistanceArrays answers) override {
    outline_.signed_distances(points,
                              {.metres = answers.metres, .nearest_latitude = {}, .nearest_longitude = {}});
  }

private:
  geo::PreparedOutline outline_;
};

class SingleHowFar : public HowFar {
public:
  explicit SingleHowFar(const States& states) : outline_{states.front().outline} {}
  void ask(geo::PointArrays points, geo::DistanceArrays answers) override {
    for (std::size_t i = 0; i < points.size(); ++i) {
      const geo::Position point{degrees(points.latitude[i]), degrees(points.longitude[i])};
      const auto nearest = outline_.nearest_edge(point);
      answers.metres[i] = (outline_.contains(point) ? 1.0 : -1.0) * in_metres(nearest->distance);
      answers.nearest_latitude[i] = in_degrees(nearest->position.latitude);
      answers.nearest_longitude[i] = in_degrees(nearest->position.longitude);
    }
  }

private:
  geo::PreparedOutline outline_;
};

template <class Question, class Made>
Contestant<Question> contestant(std::string name) {
  return {std::move(name), [](const States& states) { return std::make_unique<Made>(states); }};
}

template <class Question, class Old, class Made>
Contestant<Question> on_old(std::string name) {
  return {std::move(name),
          [](const States& states) { return std::make_unique<Old>(std::make_unique<Made>(states)); }};
}

}  // namespace

std::vector<Contestant<Holds>> ours_holds() {
  return {contestant<Holds, BatchHolds>("recon, batch"),
          on_old<Holds, OldHolds, BatchHolds>("recon, batch, portable path"),
          contestant<Holds, SingleHolds>("recon, one by one")};
}

std::vector<Contestant<Which>> ours_which() {
  return {contestant<Which, BatchWhich>("recon, batch"),
          on_old<Which, OldWhich, BatchWhich>("recon, batch, portable path"),
          contestant<Which, SingleWhich>("recon, one by one")};
}

std::vector<Contestant<HowFar>> ours_how_far() {
  return {contestant<HowFar, BatchHowFar>("recon, batch, signed"),
          on_old<HowFar, OldHowFar, BatchHowFar>("recon, batch, signed, portable path"),
          contestant<HowFar, BatchHowFarAlone>("recon, batch, signed, no nearest point"),
          contestant<HowFar, SingleHowFar>("recon, one by one, signed")};
}

}  // namespace recon::bench
