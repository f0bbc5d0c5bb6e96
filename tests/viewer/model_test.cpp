// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cmath>
#include <numbers>

#include "tests/viewer/case.hpp"
#include "viewer/model/answers.hpp"
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
  CHECK(s->face.ticks.empty());
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
  CHECK(s->face.ticks[0].words == "A entry");
  CHECK(utc_words(s->face.ticks[1].at) == "07:24:22");
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

TEST_CASE("Without flights the margin chart says why it is empty") {
  const auto s = session();
  REQUIRE(s->charts.size() == 1);
  CHECK(s->charts[0].why_empty.find("pending") != std::string::npos);
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

TEST_CASE("A hundred thousand fixes are culled and thinned well within a frame") {
  std::vector<geo::PlanePoint> points;
  for (int i = 0; i < 100'000; ++i)
    points.push_back({20'000.0 * std::cos(i * 0.0007), 20'000.0 * std::sin(i * 0.0011) + 5.0 * (i % 7)});
  const PlaneLine line{points};
  const auto begin = std::chrono::steady_clock::now();
  std::size_t drawn = 0;
  constexpr int frames = 20;
  for (int k = 0; k < frames; ++k)
    for (const auto& piece : line.on_panel({{100.0 * k, 0.0}, 60.0, 700.0, 500.0})) drawn += piece.size();
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  CHECK(drawn > 1000);
  WARN("one frame of 100 000 fixes: " << 1000.0 * taken.count() / frames << " ms, " << drawn / frames
                                      << " points drawn");
  CHECK(taken.count() / frames < 0.1);  // ten frames a second even on a crowded machine
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
