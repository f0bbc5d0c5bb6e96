// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cmath>
#include <numbers>
#include <set>

#include "tests/viewer/case.hpp"
#include "viewer/model/alone.hpp"
#include "viewer/model/answers.hpp"
#include "viewer/model/identify.hpp"
#include "viewer/model/view_file.hpp"
#include <catch2/catch.hpp>

namespace recon::viewer {
namespace {

using test::session;

TEST_CASE("A reader starts with the first two accounts that answer with figures, on the default version") {
  const auto s = session();
  CHECK(s->choices.question == "entered");
  CHECK(s->choices.shown == std::vector<std::string>{"turkey", "russia"});
  CHECK(s->choices.border == s->view.default_version()->id);
  CHECK(s->choices.drawn.size() == s->view.versions.size());
  CHECK_FALSE(explored(s->choices));
}

TEST_CASE("The last account is never taken away, and accounts stand in the order of first statement") {
  const auto s = session();
  Choices choices = s->choices;
  toggle_account(choices, s->view, "turkey");
  toggle_account(choices, s->view, "russia");
  CHECK(choices.shown == std::vector<std::string>{"russia"});
  toggle_account(choices, s->view, "leuven");
  toggle_account(choices, s->view, "turkey");
  CHECK(choices.shown == std::vector<std::string>{"turkey", "russia", "leuven"});
  toggle_account(choices, s->view, "nobody");
  CHECK(choices.shown.size() == 3);
}

TEST_CASE("Stepping through the borders passes those that only are displayed, and comes back") {
  const auto s = session();
  Choices choices = s->choices;
  std::vector<std::string> seen;
  do {
    seen.push_back(choices.border);
    step_border(choices, s->view, 1);
  } while (choices.border != s->choices.border);
  CHECK(seen.size() == 4);
  CHECK(std::find(seen.begin(), seen.end(), "ne-10m") == seen.end());
  step_border(choices, s->view, -1);
  CHECK(choices.border == seen.back());
}

TEST_CASE("Each account's branch has exactly one chosen row, and stepping goes round all of them") {
  const auto s = session();
  for (const Branch& branch : s->tree) {
    CAPTURE(branch.account->id);
    const auto chosen = std::count_if(branch.leaves.begin(), branch.leaves.end(),
                                      [](const Leaf& leaf) { return leaf.chosen; });
    CHECK(chosen == (branch.leaves.empty() ? 0 : 1));
  }
  Choices choices = s->choices;
  const auto first = chosen_leaf(tree_of(s->view, choices), "russia");
  REQUIRE(first);
  std::size_t steps = 0;
  do {
    step_reading(choices, s->view, "russia");
    ++steps;
    REQUIRE(steps < 100);
  } while (!(chosen_leaf(tree_of(s->view, choices), "russia")->reading == first->reading));
  CHECK(steps > 1);
}

TEST_CASE("What is shown of a row is the finding of the chosen border version") {
  const auto s = session();
  Choices choices = s->choices;
  for (const report::Version& version : s->view.versions) {
    choices.border = version.id;
    for (const Branch& branch : tree_of(s->view, choices))
      for (const Leaf& leaf : branch.leaves) {
        CAPTURE(version.id, leaf.label);
        CHECK((leaf.finding->border == version.id || leaf.finding->border.empty()));
      }
  }
}

TEST_CASE("Flights that are not there yet are pending, never nothing") {
  const auto s = session();
  REQUIRE(s->all.size() == 2);
  for (const Moving& one : s->all) CHECK(one.kind == Moving::Kind::pending);
  CHECK(s->wanted().size() == 2);
  CHECK(s->charts.front().why_empty.find("pending") != std::string::npos);
}

TEST_CASE(
    "An account that gives a time to the second is drawn on it; one that does not is said so in words") {
  const auto s = session();
  test::fly_both(*s);
  CHECK(s->wanted().empty());
  const Moving& turkey = s->all[0];
  const Moving& russia = s->all[1];
  REQUIRE(turkey.entry);
  CHECK(iso_8601(*turkey.entry) == "2015-11-24T07:24:05Z");  // "9:24:05 local", the letter
  CHECK(turkey.anchor->rests == Anchor::Rests::on_the_second);
  CHECK(russia.anchor->rests == Anchor::Rests::on_the_minute);
  REQUIRE(s->face.notes.size() == 1);
  CHECK(s->face.notes[0].find("B gives no seconds") == 0);
  REQUIRE(s->face.ticks.size() == 2);
  CHECK(s->face.ticks[0].words == "A enter");
  CHECK(s->face.ticks[0].said);
  CHECK(s->face.ticks[1].words == "A exit as flown");  // the letter gives a time inside, no instant
  CHECK_FALSE(s->face.ticks[1].said);
  CHECK(utc_words(s->face.ticks[1].at) == "07:24:22");
  REQUIRE_FALSE(s->face.stretches.empty());
  for (const Stretch& stretch : s->face.stretches)
    CHECK(between(stretch.span.from, stretch.span.to) > seconds(4));
  CHECK(local_words(s->view, *turkey.entry) == "09:24:05 EET · 10:24:05 MSK");
}

TEST_CASE("Disputed is when one account has it inside and another outside") {
  const auto s = session();
  test::fly_both(*s);
  REQUIRE(s->face.disputed.size() == 1);
  const Span disputed = s->face.disputed.front();
  CHECK(disputed.from >= after(*s->all[0].entry, seconds(-2.0)));
  CHECK(disputed.to <= after(*s->all[0].exit, seconds(2.0)));
  CHECK(side_at(s->view, s->all[0], s->time()) == assess::Side::inside);
  CHECK(side_at(s->view, s->all[1], s->time()) == assess::Side::outside);
  const Instant first = first_time(s->face, s->all);
  CHECK(first >= disputed.from);
  CHECK(first <= disputed.to);
}

TEST_CASE("A clock shifted by hand is explored, moves the flight, and takes its ticks away") {
  const auto s = session();
  test::fly_both(*s);
  const Instant before = s->all[0].times.front();
  s->choices.shifts["turkey"] = seconds(20.0);
  s->refresh();
  CHECK(explored(s->choices));
  CHECK(s->all[0].times.front() == after(before, seconds(20.0)));
  CHECK(s->face.ticks.empty());
}

TEST_CASE("Property: position and state between two instants lie between theirs", "[property]") {
  const auto s = session();
  test::fly_both(*s);
  const Moving& one = s->all[0];
  const double t = GENERATE(take(50, random(0.0, 119.9)));
  const Instant when = after(one.times.front(), seconds(t));
  const auto step = step_at(one, when);
  REQUIRE(step);
  const auto place = position_at(one, 0, when);
  REQUIRE(place);
  const auto& path = one.paths.front();
  const Length whole = geo::distance(path[step->index], path[step->index + 1]);
  CHECK(in_metres(geo::distance(path[step->index], *place) + geo::distance(*place, path[step->index + 1])) ==
        Approx(in_metres(whole)).epsilon(1e-6));
  CHECK_FALSE(position_at(one, 0, after(one.times.back(), seconds(1.0))));
}

TEST_CASE("Charts: margins, probabilities and the separation of two accounts share the clock") {
  const auto s = session();
  test::fly_both(*s);
  REQUIRE(s->charts.size() == 3);
  CHECK(s->charts[0].kind == Chart::margin);
  CHECK(s->charts[0].curves.size() == 2);
  CHECK(s->charts[0].border_error > 0.1);
  CHECK(s->charts[2].title == "A to B apart");
  const auto out = read_outs(s->view, s->charts[0], s->time());
  REQUIRE(out.size() == 2);
  CHECK(out[0].words == "+600\u00a0m");
  const auto outside = read_outs(s->view, s->charts[0], after(s->face.span.to, seconds(100.0)));
  CHECK(outside[0].words == "not then");
  CHECK(as_table(s->view, s->charts[1]).find("2015-11-24T07:2") != std::string::npos);
}

TEST_CASE("Flights that nobody draws are not called pending, and no empty chart stands for them") {
  const auto s = session();
  const auto drawing = GENERATE(Drawing::not_asked, Drawing::cancelled);
  s->drawing = drawing;
  s->refresh();
  for (const Moving& one : s->all) {
    CHECK(one.kind == Moving::Kind::missing);
    CHECK(one.words.find("pending") == std::string::npos);
    CHECK(one.words.find("not drawn") != std::string::npos);
  }
  CHECK(s->charts.empty());
  CHECK(s->wanted().size() == 2);
}

TEST_CASE("Where nothing flies, the clock spans the times that are given") {
  const auto s = session();
  s->drawing = Drawing::not_asked;
  s->refresh();
  REQUIRE_FALSE(s->face.ticks.empty());
  for (const Tick& tick : s->face.ticks) {
    CHECK(tick.said);
    CHECK(tick.at >= s->face.span.from);
    CHECK(tick.at <= s->face.span.to);
  }
  CHECK(s->time() >= s->face.span.from);
  CHECK(s->time() <= s->face.span.to);
}

TEST_CASE("An account without a flight is told why in words of its own") {
  const auto s = session();
  for (const auto& [why, words] : {std::pair{assess::NoFlight::none_found, "ten times the errors"},
                                   {assess::NoFlight::few_words, "too little"},
                                   {assess::NoFlight::no_zone, "does not carry this zone"}}) {
    for (const assess::CourseWish& wish : s->wanted())
      s->courses[key_of(wish)] =
          assess::Course{.narrative = wish.narrative, .border = wish.border, .why_none = why};
    s->refresh();
    for (const Moving& one : s->all) {
      CHECK(one.kind == Moving::Kind::nothing);
      CHECK(one.words.find(words) != std::string::npos);
    }
    s->courses.clear();
    s->refresh();
  }
}

TEST_CASE("A few flights that stray inside make no entry of an account that has most of them outside") {
  const auto s = session();
  for (const assess::CourseWish& wish : s->wanted()) {
    assess::Course course = test::made_course(wish, 35.795, 10.0);
    course.entry = course.exit = {seconds(-11.0), seconds(-10.0), seconds(-9.0)};
    s->courses[key_of(wish)] = course;
  }
  s->refresh();
  for (const Moving& one : s->all) CHECK_FALSE(one.entry);
  for (const Tick& tick : s->face.ticks) CHECK(tick.said);
}

TEST_CASE("A row's cells are the sides that the counted versions give it, and the chosen one is marked") {
  const auto s = session();
  const auto versions = counted_versions(s->view, s->choices);
  REQUIRE(versions.size() == 4);
  for (const Branch& branch : s->tree)
    for (const Leaf& leaf : branch.leaves) {
      CAPTURE(leaf.label);
      REQUIRE(leaf.cells.size() == 4);
      for (std::size_t i = 0; i < 4; ++i) {
        CHECK(leaf.cells[i].chosen == (versions[i]->id == s->choices.border));
        if (!leaf.cells[i].chosen) continue;
        const Cell::Says says = leaf.side == assess::Side::inside    ? Cell::Says::inside
                                : leaf.side == assess::Side::outside ? Cell::Says::outside
                                                                     : Cell::Says::undetermined;
        CHECK(leaf.cells[i].says == says);
      }
    }
}

TEST_CASE("Readings summed up: a version says what all of them say, else that it depends on the reading") {
  using Says = Cell::Says;
  Leaf one, other, uncounted;
  one.cells = {{Says::inside, true}, {Says::inside, false}, {Says::undetermined, false}};
  other.cells = {{Says::inside, true}, {Says::outside, false}, {Says::undetermined, false}};
  uncounted.cells = {{Says::outside, true}, {Says::outside, false}, {Says::outside, false}};
  uncounted.counts = false;
  CHECK(summed_up({&one, &other, &uncounted}) ==
        std::vector<Cell>{{Says::inside, true}, {Says::mixed, false}, {Says::undetermined, false}});
  CHECK(summed_up({&uncounted}).empty());
  const auto s = session();
  const auto versions = counted_versions(s->view, s->choices);
  CHECK(cell_words(versions, {{Says::inside, false}, {Says::mixed, false}}) ==
        versions[0]->title + ": inside; " + versions[1]->title + ": depends on the reading");
}

TEST_CASE("The tallies by version add up to the answer's own") {
  const auto s = session();
  const auto cards = answer_cards(s->view, s->choices);
  REQUIRE(cards.size() >= 3);
  const report::QuestionView* question = question_of(s->view, s->choices);
  for (std::size_t i = 0; i < cards.size(); ++i) {
    std::size_t inside = 0, outside = 0, undetermined = 0;
    for (const VersionTally& tally : cards[i].versions)
      inside += tally.inside, outside += tally.outside, undetermined += tally.undetermined;
    CHECK(inside == question->answers[i]->inside);
    CHECK(outside == question->answers[i]->outside);
    CHECK(undetermined == question->answers[i]->undetermined);
  }
}

TEST_CASE("A distance alone is a band or a ring as wide as its digits and its error; a time is no ground") {
  const auto s = session();
  const auto of = [&](const std::string& account, const std::string& claim, const std::string& reading) {
    Choices choices = s->choices;
    choices.readings[account] = {claim, reading};
    return std::pair{alone(s->view, tree_of(s->view, choices), account), choices};
  };
  std::size_t bands = 0, rings = 0, none = 0;
  for (const Branch& branch : s->tree)
    for (const Leaf& leaf : branch.leaves) {
      CAPTURE(branch.account->id, leaf.label);
      const auto ground = of(branch.account->id, leaf.reading.claim, leaf.reading.reading_words).first;
      if (!ground) {
        ++none;
        continue;
      }
      CHECK(ground->band.has_value() != ground->ring.has_value());
      CHECK(ground->claim == leaf.reading.claim);
      if (ground->band) {
        ++bands;
        CHECK(ground->band->nearest < ground->band->furthest);
        CHECK(ground->band->state == "TUR");
      }
      if (ground->ring) {
        ++rings;
        CHECK(ground->ring->nearest < ground->ring->furthest);
      }
      const bool is_time = leaf.said.starts_with("time") || leaf.said.starts_with("length");
      CHECK_FALSE(is_time);
    }
  CHECK(bands > 2);
  CHECK(rings > 0);
  CHECK(none > 0);
}

TEST_CASE(
    "Margins by version: the chosen row of each shown account, twenty values a version, zero in sight") {
  const auto s = session();
  REQUIRE(s->versions.groups.size() == 2);
  for (const VersionGroup& group : s->versions.groups) {
    const auto leaf = chosen_leaf(s->tree, group.account->id);
    REQUIRE(leaf);
    REQUIRE(group.rows.size() == 4);
    for (const VersionRow& row : group.rows) {
      CHECK(row.dots.size() == 20);
      CHECK(std::is_sorted(row.dots.begin(), row.dots.end()));
      if (row.chosen) CHECK(row.share == leaf->share);
      for (const double dot : row.dots) {
        CHECK(dot > s->versions.low);
        CHECK(dot < s->versions.high);
      }
    }
  }
  CHECK(s->versions.low < 0.0);
  CHECK(s->versions.high > 0.0);
}

TEST_CASE("Property: no dot crosses zero, and none lies on another", "[property]") {
  const double centre = GENERATE(take(6, random(40.0, 160.0))), width = GENERATE(take(3, random(0.0, 60.0)));
  const auto levels = static_cast<std::size_t>(GENERATE(1, 3));
  const double zero = 100.0, diameter = 5.0;
  std::vector<double> across;
  for (int i = 0; i < 20; ++i) across.push_back(centre + width * (i - 9.5) / 10.0);
  const auto places = place_dots(across, zero, diameter, levels);
  CAPTURE(centre, width, levels);
  for (std::size_t i = 0; i < places.size(); ++i) {
    CHECK((places[i].across < zero) == (across[i] < zero));
    CHECK(places[i].level < levels);
    for (std::size_t k = 0; k < i; ++k) {
      const bool apart = places[i].level != places[k].level ||
                         std::abs(places[i].across - places[k].across) > diameter - 1e-9;
      CHECK(apart);
    }
  }
}

TEST_CASE("Property: an axis is widened until every dot has its place on it, however crowded and narrow",
          "[property]") {
  const double width = GENERATE(80.0, 160.0, 400.0), spread = GENERATE(0.0, 0.3, 4.0);
  const auto levels = static_cast<std::size_t>(GENERATE(1, 3));
  constexpr double diameter = 3.6;
  VersionChart chart{.groups = {}, .low = -13.0, .high = 9.0, .ticks = {}};
  for (const double middle : {-11.0, 8.0}) {
    VersionRow row;
    for (int i = 0; i < 20; ++i) row.dots.push_back(middle + spread * (i - 9.5) / 20.0);
    chart.groups.push_back({.account = nullptr, .label = {}, .rows = {row}});
  }
  const VersionChart fitted = fitted_to(chart, width, diameter, levels);
  CAPTURE(width, spread, levels, fitted.low, fitted.high);
  CHECK(fitted.low <= chart.low);
  CHECK(fitted.high >= chart.high);
  const auto x_of = [&](double km) { return width * (km - fitted.low) / (fitted.high - fitted.low); };
  // One level of twenty dots needs more than half of the narrowest axis: there is no room on both sides.
  if (2.0 * 20.0 / static_cast<double>(levels) * diameter > width) return;
  for (const VersionGroup& group : fitted.groups) {
    std::vector<double> across;
    for (const double dot : group.rows.front().dots) across.push_back(x_of(dot));
    for (const DotPlace& place : place_dots(across, x_of(0.0), diameter, levels)) {
      CHECK(place.across >= 0.5 * diameter);
      CHECK(place.across <= width - 0.5 * diameter);
    }
  }
}

TEST_CASE("Two clocks that show one time by one name are one clock") {
  inquiry::Inquiry inquiry = test::salient();
  const report::View before{inquiry};
  const Instant noon{std::chrono::sys_days{std::chrono::year{2015} / 11 / 24} + std::chrono::hours{10}};
  CHECK(local_words(before, noon) == "12:00:00 EET · 13:00:00 MSK");
  for (incident::Party& party : inquiry.incident.parties)
    if (party.id.text == "russia") party.clock.text = "Asia/Damascus";
  const report::View after{inquiry};
  CHECK(local_words(after, noon) == "12:00:00 EET");
}

TEST_CASE("Places of one claim that stand apart are told by what their readings share") {
  inquiry::Inquiry inquiry = test::salient();
  auto& markers = inquiry.assessment.markers;
  REQUIRE_FALSE(markers.empty());
  assess::Marker one = markers.front();
  markers.clear();
  for (const auto& [words, north] : {std::pair{"as printed · ED50", 0.0},
                                     {"as printed · WGS 84", 0.001},
                                     {"a digit lost · ED50", 0.2},
                                     {"a digit lost · WGS 84", 0.201}}) {
    one.reading_words = words;
    one.position.latitude = degrees(35.8 + north);
    markers.push_back(one);
  }
  const Session session{inquiry, "su24-2015"};
  const auto places = stated_places(session.view, session.choices, one.narrative, metres(1000));
  REQUIRE(places.size() == 2);
  CHECK(places[0].words.find("(as printed), 2") != std::string::npos);
  CHECK(places[1].words.find("(a digit lost), 2") != std::string::npos);
}

TEST_CASE(
    "An answer's card names the statements on which the versions differ, or those on which they do not") {
  const auto s = session();
  const auto cards = answer_cards(s->view, s->choices);
  REQUIRE(cards.size() >= 2);
  CHECK(cards[0].decides.find("nearest edge") != std::string::npos);
  CHECK(cards[0].decides.find("The border version decides: the other") != std::string::npos);
}

TEST_CASE("Property: a thinned curve keeps only values of the curve, and the extremes of every pixel",
          "[property]") {
  Curve curve{.account = "a"};
  const Instant start{};
  for (int i = 0; i < 100'000; ++i) {
    curve.times.push_back(after(start, seconds(0.5 * i)));
    const double v = std::sin(i * 0.01) + (i % 997 == 0 ? 5.0 : 0.0);
    curve.values.push_back({v - 0.1, v, v + 0.1});
  }
  const Span span{after(start, seconds(GENERATE(0.0, 10'000.0))),
                  after(start, seconds(GENERATE(20'000.0, 49'000.0)))};
  const Curve thin = thinned(curve, span, 600);
  CHECK(thin.times.size() <= 4 * 600 + 8);
  CHECK(std::is_sorted(thin.times.begin(), thin.times.end()));
  double greatest = -1e9, kept = -1e9;
  for (std::size_t i = 0; i < curve.times.size(); ++i)
    if (curve.times[i] >= span.from && curve.times[i] <= span.to)
      greatest = std::max(greatest, curve.values[i].stated);
  for (std::size_t i = 0; i < thin.times.size(); ++i) {
    kept = std::max(kept, thin.values[i].stated);
    const auto at = std::lower_bound(curve.times.begin(), curve.times.end(), thin.times[i]);
    REQUIRE(at != curve.times.end());
    CHECK(curve.values[static_cast<std::size_t>(at - curve.times.begin())].stated == thin.values[i].stated);
  }
  CHECK(kept >= greatest);
}

TEST_CASE("Property: every stated marker stands in exactly one place, however near places may be",
          "[property]") {
  const auto s = session();
  const Length apart = metres(GENERATE(0.5, 500.0, 20'000.0));
  for (const report::Account& account : s->view.accounts) {
    std::multiset<const assess::Marker*> seen;
    for (const StatedPlace& place : stated_places(s->view, s->choices, account.id, apart)) {
      CHECK_FALSE(place.words.empty());
      seen.insert(place.readings.begin(), place.readings.end());
    }
    const auto all = markers_of(s->view, s->choices, account.id);
    CHECK(seen == std::multiset<const assess::Marker*>(all.begin(), all.end()));
  }
}

TEST_CASE("A radar with a place has the horizon of the height that is stated, and says what it leaves out") {
  const auto s = session();
  const auto sensors = sensors_of(s->view, s->choices);
  REQUIRE(sensors.size() == 1);  // the other has no published site
  REQUIRE(sensors[0].horizon);
  CHECK(in_kilometres(*sensors[0].horizon) == Approx(313.0).margin(1.0));  // of 19,000 ft from sea level
  CHECK(sensors[0].words.find("at least") != std::string::npos);
  CHECK(sensors[0].words.find("terrain not counted") != std::string::npos);
}

TEST_CASE("Whose lines are drawn is said once each, and only of those drawn") {
  const auto s = session();
  const std::string all = attribution_words(s->view, s->choices);
  CHECK(all.find("© OpenStreetMap contributors") != std::string::npos);
  CHECK(all.find("OpenStreetMap", all.find("OpenStreetMap") + 1) == std::string::npos);
  Choices choices = s->choices;
  choices.drawn.clear();
  CHECK(attribution_words(s->view, choices).empty());
}

TEST_CASE("A click names the nearest thing: a stated place before a line, and nothing on bare ground") {
  const auto s = session();
  const Frame frame{{0.0, 0.0}, 20.0, 800.0, 600.0};
  const auto on = [&](const geo::Position& place) {
    return frame.on_panel(s->ground.plane().to_plane(place));
  };
  const auto markers = markers_of(s->view, s->choices, "turkey");
  REQUIRE_FALSE(markers.empty());
  const Frame there{s->ground.plane().to_plane(markers.front()->position), 20.0, 800.0, 600.0};
  const Thing marker = thing_at(*s, {"turkey"}, there, {402.0, 301.0});
  CHECK(marker.claim == markers.front()->claim);
  CHECK_FALSE(marker.words.empty());
  for (const Ground::Border& border : s->ground.borders()) {
    if (border.version != s->choices.border || border.state != "TUR" || border.lines.empty()) continue;
    const geo::PlanePoint p = border.lines.front().points()[border.lines.front().points().size() / 2];
    const Thing line = thing_at(*s, {"turkey"}, Frame{p, 5.0, 800.0, 600.0}, {400.0, 300.0});
    CHECK_FALSE(line.border.empty());
  }
  CHECK(thing_at(*s, {"turkey"}, frame, {on({degrees(35.70), degrees(36.30)}).x, 1e6}).empty());
}

TEST_CASE("A border version has a card too: who drew it, how wrong it may be, and whether it counts") {
  const auto s = session();
  const SourceCard card = border_card(s->view, s->choices.border);
  CHECK(card.title == s->view.version(s->choices.border)->title);
  CHECK(card.before.find("counts") != std::string::npos);
  bool error = false;
  for (const auto& [label, value] : card.rows) error = error || (label == "Error, 95 %" && !value.empty());
  CHECK(error);
  CHECK(border_card(s->view, "ne-10m").before.find("never decides") != std::string::npos);
  CHECK(border_card(s->view, "atlantis").title.empty());
}

TEST_CASE("Who says what is short where all of it is about the zone of the question") {
  const auto s = session();
  const SaysTable table = says_table(s->view, s->choices);
  CHECK(table.inside_what == "Turkish airspace");
  REQUIRE_FALSE(table.rows.empty());
  CHECK(std::any_of(table.rows.begin(), table.rows.end(),
                    [](const SaysRow& row) { return row.words == "inside when hit"; }));
}

TEST_CASE("The first view shows the tip that the case turns on, with flights or without") {
  const auto s = session();
  const Extent before = whole_extent(s->view, s->choices, s->all, 450.0, 500.0);
  test::fly_both(*s);
  const Extent flown = whole_extent(s->view, s->choices, s->all, 450.0, 500.0);
  CHECK(before == flown);
  const Frame frame{s->ground.plane().to_plane(before.centre), before.metres_per_pixel, 450.0, 500.0};
  const report::Point tip = frame.on_panel({0.0, 0.0});  // the plane touches the globe there
  CHECK(tip.x > 50.0);
  CHECK(tip.x < 400.0);
  CHECK(tip.y > 50.0);
  CHECK(tip.y < 450.0);
}

TEST_CASE("Where the dashes of a piece have got to does not hang on the panel that shows it") {
  std::vector<geo::PlanePoint> points;
  for (int i = 0; i < 5'000; ++i) points.push_back({10.0 * i, 300.0 * std::sin(i * 0.02)});
  const PlaneLine line{points};
  for (const double centre : {1'000.0, 9'000.0, 33'000.0}) {
    const auto pieces = line.pieces({{centre, 0.0}, 5.0, 200.0, 400.0});
    REQUIRE_FALSE(pieces.empty());
    double way = 0.0;
    const report::Point first = pieces.front().points.front();
    const double east = centre + (first.x - 100.0) * 5.0;
    for (std::size_t i = 1; i < points.size() && points[i].east <= east + 1e-6; ++i)
      way += std::hypot(points[i].east - points[i - 1].east, points[i].north - points[i - 1].north);
    CHECK(pieces.front().metres_before == Approx(way).margin(1e-3));
  }
}

TEST_CASE("A figure is marked in the words that it stands in, with its other readings and its place") {
  const auto s = session();
  const SourceCard card = source_card(s->view, s->choices, "letter-violation/depth");
  REQUIRE(card.account != nullptr);
  CHECK(card.account->letter == "A");
  CHECK(card.before == "to a depth of ");
  CHECK(card.figure == "1.36 miles");
  CHECK(card.verbatim);
  const auto row = [&](const char* label) {
    for (const auto& [name, value] : card.rows)
      if (name == label) return value;
    return std::string{};
  };
  CHECK(row("Read as").find("2\u202f189") + row("Read as").find("2 189") != 2 * std::string::npos);
  CHECK_FALSE(row("Also possible").empty());
  CHECK(row("Place in case file").find("turkey.textproto:") != std::string::npos);
  CHECK(source_card(s->view, s->choices, "no/such").account == nullptr);
}

TEST_CASE("Every answer of the question has a card, and contested propositions stand first") {
  const auto s = session();
  const auto cards = answer_cards(s->view, s->choices);
  CHECK(cards.size() >= 3);
  CHECK(cards[0].account->letter == "A");
  CHECK_FALSE(cards[0].range.empty());
  const SaysTable table = says_table(s->view, s->choices);
  REQUIRE_FALSE(table.rows.empty());
  CHECK(table.rows.front().conflict);
  bool calm = false;
  for (const SaysRow& row : table.rows) {
    CHECK(row.cells.size() == table.letters.size());
    CHECK_FALSE((calm && row.conflict));
    calm = calm || !row.conflict;
  }
}

TEST_CASE("A saved view comes back as it was") {
  const auto s = session();
  SavedView saved{"su24-2015", s->choices};
  saved.choices.mode = Mode::overlaid;
  saved.choices.time = Instant{std::chrono::milliseconds{1448349845250}};
  saved.choices.shifts["russia"] = seconds(-12.0);
  saved.choices.extent = Extent{{degrees(35.8274), degrees(36.1532)}, 17.5};
  saved.choices.readings["turkey"] = {"letter-violation/depth", "statute mi \"quoted\" · Yayladağı"};
  CHECK(read_view(print_view(saved)) == saved);
}

TEST_CASE("What is not a saved view is refused with its reason") {
  const auto bad = GENERATE(as<std::string>{}, "", "[]", "{}", R"({"form":"recon view 1"})",
                            R"({"form":"recon view 1","case":"x","layers":["fog"]})",
                            R"({"form":"recon view 1","case":"x","mode":"3-D"})",
                            R"({"form":"recon view 1","case":"x","time":"soon"})",
                            R"({"form":"recon view 1","case":"x","extent":{"latitude_deg":95,)"
                            R"("longitude_deg":0,"metres_per_pixel":1}})");
  CAPTURE(bad);
  CHECK_THROWS_AS(read_view(bad), BadView);
}

TEST_CASE("A view of another case keeps only what this one has") {
  const auto s = session();
  Choices strange = s->choices;
  strange.shown = {"mars", "russia"};
  strange.border = "atlantis";
  strange.question = "why";
  strange.shifts["mars"] = seconds(1.0);
  const Choices kept = fitted(strange, s->view);
  CHECK(kept.shown == std::vector<std::string>{"russia"});
  CHECK(kept.border == s->choices.border);
  CHECK(kept.question == s->choices.question);
  CHECK(kept.shifts.empty());
}

TEST_CASE("Property: what is under a pixel lies on that pixel", "[property]") {
  const Frame frame{{GENERATE(take(5, random(-1e5, 1e5))), GENERATE(take(5, random(-1e5, 1e5)))},
                    GENERATE(take(4, random(0.5, 500.0))),
                    800.0,
                    600.0};
  const report::Point p{123.0, 456.0};
  const report::Point back = frame.on_panel(frame.under(p));
  CHECK(back.x == Approx(p.x).margin(1e-6));
  CHECK(back.y == Approx(p.y).margin(1e-6));
}

TEST_CASE("A long line is thinned to what a panel can show, and no point of it is left out by a pixel") {
  std::vector<geo::PlanePoint> points;
  for (int i = 0; i < 20'000; ++i)
    points.push_back({i * 1.0, 800.0 * std::sin(i * 0.002) + 30.0 * std::sin(i * 0.37)});
  const PlaneLine line{points};
  const double scale = GENERATE(2.0, 25.0, 400.0);
  const Frame frame{{10'000.0, 0.0}, scale, 700.0, 500.0};
  std::size_t drawn = 0;
  std::vector<report::Point> all;
  for (const auto& piece : line.on_panel(frame)) {
    drawn += piece.size();
    all.insert(all.end(), piece.begin(), piece.end());
  }
  CHECK(drawn < points.size());
  for (std::size_t i = 0; i < points.size(); i += 37) {
    const report::Point p = frame.on_panel(points[i]);
    if (p.x < 0 || p.y < 0 || p.x > frame.width || p.y > frame.height) continue;
    double nearest = 1e9;
    for (std::size_t k = 1; k < all.size(); ++k)
      nearest = std::min(nearest, report::distance_to_segment(p, all[k - 1], all[k]));
    CAPTURE(i, scale);
    CHECK(nearest < 1.0);
  }
}

TEST_CASE("Of a hundred thousand fixes no more is drawn than a panel can show") {
  std::vector<geo::PlanePoint> points;
  for (int i = 0; i < 100'000; ++i)
    points.push_back({20'000.0 * std::cos(i * 0.0007), 20'000.0 * std::sin(i * 0.0011) + 5.0 * (i % 7)});
  const PlaneLine line{points};
  std::size_t drawn = 0;
  for (const auto& piece : line.on_panel({{100.0, 0.0}, 60.0, 700.0, 500.0})) drawn += piece.size();
  CHECK(drawn > 1000);
  CHECK(drawn < 50'000);
}

TEST_CASE("A measured way is told in four units and with its bearing") {
  const geo::Position from{degrees(35.8), degrees(36.15)};
  const std::string words = measured_words(from, geo::destination(from, degrees(14.0), statute_miles(1.36)));
  CHECK(words.find("2.19 km") != std::string::npos);
  CHECK(words.find("1.18 NM") != std::string::npos);
  CHECK(words.find("1.36 mi") != std::string::npos);
  CHECK(words.find("towards 014°") != std::string::npos);
}

TEST_CASE("Under the pointer: the place, its margin on the chosen version, and how many versions agree") {
  const auto s = session();
  const std::string inside = words_at(s->view, s->choices, {degrees(35.90), degrees(36.16)});
  CHECK(inside.find("inside in 4 of 4 counted versions") != std::string::npos);
  CHECK(inside.find("margin here +") != std::string::npos);
  const std::string outside = words_at(s->view, s->choices, {degrees(35.70), degrees(36.16)});
  CHECK(outside.find("inside in 0 of 4") != std::string::npos);
}

TEST_CASE("The graticule has a few lines of one step, and names hemispheres by letter") {
  const geo::Plane plane{{degrees(-35.8), degrees(-36.15)}};
  const Graticule graticule = graticule_of(plane, {{0, 0}, GENERATE(5.0, 20.0, 300.0), 800, 600});
  CHECK(graticule.latitudes.size() >= 2);
  CHECK(graticule.latitudes.size() <= 9);
  CHECK(latitude_words(-35.8, 1) == "35.8°S");
  CHECK(longitude_words(-36.15, 2) == "36.15°W");
}

}  // namespace
}  // namespace recon::viewer
