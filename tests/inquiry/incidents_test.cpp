// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>

#include <catch2/catch.hpp>

#include "recon/inquiry/inquiry.hpp"

using namespace recon;

// The bundled incidents against what was published or measured about them. 2 000 draws are enough: every
// figure here is a nominal one, or a side that is not close.
namespace {

const inquiry::Inquiry& incident_of(const std::string& id) {
  static std::map<std::string, inquiry::Inquiry> opened;
  auto found = opened.find(id);
  if (found == opened.end()) {
    assess::Settings settings;
    settings.draws = 2'000;
    found =
        opened.emplace(id, inquiry::open(std::string{RECON_DATA} + "/incidents/" + id, {}, settings)).first;
  }
  return found->second;
}

std::vector<assess::Finding> findings(const std::string& id, const std::string& question,
                                      const std::string& claim) {
  std::vector<assess::Finding> found;
  for (const assess::Finding& finding : incident_of(id).assessment.findings)
    if (finding.question == question && finding.claim == claim) found.push_back(finding);
  return found;
}

const assess::Answer& answer(const std::string& id, const std::string& question,
                             const std::string& narrative) {
  const auto& answers = incident_of(id).assessment.answers;
  const auto found = std::find_if(answers.begin(), answers.end(), [&](const assess::Answer& candidate) {
    return candidate.question == question && candidate.narrative == narrative;
  });
  REQUIRE(found != answers.end());
  return *found;
}

double nautical(const std::optional<Length>& margin) { return in_nautical_miles(margin.value()); }

}  // namespace

TEST_CASE("Every bundled incident loads without an error") {
  const auto id = GENERATE(as<std::string>{}, "su24-2015", "rq4a-2019", "rf4e-2012");
  CAPTURE(id);
  CHECK(incident_of(id).usable());
  CHECK_FALSE(incident_of(id).assessment.findings.empty());
}

TEST_CASE("RQ-4A: the Iranian point lies about 8 miles off the coast and about 4 NM inside the 12") {
  // Measured to four coasts: 7.69 NM (WVS) to 8.32 NM (DCW); the Iranian figures are 8 miles and 4 miles.
  for (const assess::Finding& finding : findings("rq4a-2019", "at-hit", "zarif-point/position@hit")) {
    if (finding.reading_words != "WGS 84") continue;
    CAPTURE(finding.border);
    CHECK(12.0 - nautical(finding.nominal_margin) == Approx(8.0).margin(0.35));
    CHECK(finding.side == assess::Side::inside);
  }
  CHECK(answer("rq4a-2019", "at-hit", "iran").side == assess::Side::inside);
  CHECK(answer("rq4a-2019", "at-hit", "usa").side == assess::Side::outside);
}

TEST_CASE("RQ-4A: 34 km from land is 6.4 NM outside the 12, on every coast") {
  const auto found = findings("rq4a-2019", "at-hit", "guastella-34/distance@hit");
  REQUIRE_FALSE(found.empty());
  for (const assess::Finding& finding : found)
    CHECK(nautical(finding.nominal_margin) == Approx(-6.36).margin(0.15));
}

TEST_CASE(
    "RF-4E: the impact lies 8.6 NM from the Syrian shore, the last stable point too close to 12 NM to call") {
  std::vector<double> from_shore;
  for (const assess::Finding& finding : findings("rf4e-2012", "at-impact", "impact-point/position@impact"))
    if (finding.counts && finding.reading_words.find("WGS 84") != std::string::npos)
      from_shore.push_back(12.0 - nautical(finding.nominal_margin));
  REQUIRE_FALSE(from_shore.empty());
  for (const double distance : from_shore) CHECK(distance == Approx(8.6).margin(0.25));

  CHECK(answer("rf4e-2012", "at-impact", "turkey").side == assess::Side::inside);
  CHECK(answer("rf4e-2012", "at-last", "turkey").side == assess::Side::undetermined);
}

TEST_CASE("Su-24: 17 seconds over 1.15 miles is 392 km/h statute or 451 km/h nautical, with its rounding") {
  struct Expected {
    double lowest, stated, highest;
  };
  for (const auto& [lowest, stated, highest] : {Expected{379, 391.9, 406}, Expected{436, 451.0, 467}}) {
    bool said = false;
    for (const assess::Consistency& test : incident_of("su24-2015").assessment.consistencies)
      if (test.narrative == "turkey" && test.unit == "m/s" && test.implied)
        said = said || (3.6 * test.implied->stated == Approx(stated).margin(0.1) &&
                        3.6 * test.implied->lowest == Approx(lowest).margin(1.0) &&
                        3.6 * test.implied->highest == Approx(highest).margin(1.0));
    CAPTURE(stated);
    CHECK(said);
  }
}

TEST_CASE("Su-24: the radio call is placed once for each reading of mile and north") {
  // 020 from the runway: 41.8 or 48.2 km, with or without the 5.0 degrees of variation.
  const geo::Position runway{degrees(35.400833), degrees(35.948611)};
  std::vector<std::pair<int, int>> placed;  // kilometres, degrees
  for (const assess::Marker& marker : incident_of("su24-2015").assessment.markers) {
    if (marker.claim != "call/bearing@radio-position") continue;
    const geo::Leg leg = geo::leg(runway, marker.position);
    placed.emplace_back(static_cast<int>(std::lround(in_kilometres(leg.distance))),
                        static_cast<int>(std::lround(in_degrees(leg.azimuth))));
  }
  std::sort(placed.begin(), placed.end());
  CHECK(placed == std::vector<std::pair<int, int>>{{42, 20}, {42, 25}, {48, 20}, {48, 25}});
}

TEST_CASE("The same case gives the same numbers on one thread and on three") {
  assess::Settings one, three;
  one.draws = three.draws = 500;
  one.threads = 1;
  three.threads = 3;
  const std::string folder = std::string{RECON_DATA} + "/incidents/rf4e-2012";
  const auto a = inquiry::open(folder, {}, one).assessment.findings;
  const auto b = inquiry::open(folder, {}, three).assessment.findings;
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    CHECK(a[i].reason == b[i].reason);
    CHECK(a[i].dots == b[i].dots);
    if (a[i].inside) CHECK(a[i].inside->hits == b[i].inside->hits);
  }
}
