// SPDX-License-Identifier: Apache-2.0
// G5: drawn flights against a border. G8: a whole report.
#include <cmath>
#include <numbers>
#include <random>
#include <stdexcept>

#include "bench/contestant.hpp"
#include "bench/goals.hpp"

#include "recon/assess/flown_track.hpp"
#include "recon/inquiry/inquiry.hpp"

namespace recon::bench {

namespace {

constexpr std::size_t fixes = 600, flights = 100'000;
constexpr double random_m = 150.0, bias_m = 200.0;

/// One straight flight with a fix a second, as a radar with a common bias tells it.
normalise::ReadClaim claim_of(const Points& flight) {
  normalise::TrackRead track;
  for (std::size_t i = 0; i < flight.size(); ++i)
    track.fixes.push_back(
        {Instant{std::chrono::seconds{1'448'349'845 + i}}, flight.at(i), std::nullopt, metres(random_m), {}});
  normalise::ReadClaim claim;
  claim.claim = "radar/track";
  claim.error.bias = metres(bias_m);
  claim.meaning = std::move(track);
  return claim;
}

/// What one writes without recon: every fix moved by a bias of the flight and an error of its own, by the
/// standard library.
class Moved {
public:
  explicit Moved(const Points& flight) : flight_{flight} {
    for (std::size_t i = 0; i < flight.size(); ++i) now_.add(flight.latitude[i], flight.longitude[i]);
  }
  const Points& next() {
    constexpr double metres_a_degree = 111'195.0;
    const double east = bias_m * normal_(random_), north = bias_m * normal_(random_);
    for (std::size_t i = 0; i < flight_.size(); ++i) {
      const double latitude = flight_.latitude[i];
      now_.latitude[i] = latitude + (north + random_m * normal_(random_)) / metres_a_degree;
      now_.longitude[i] =
          flight_.longitude[i] + (east + random_m * normal_(random_)) /
                                     (metres_a_degree * std::cos(latitude * std::numbers::pi / 180.0));
    }
    return now_;
  }

private:
  const Points& flight_;
  Points now_;
  std::mt19937_64 random_{20151124};
  std::normal_distribution<double> normal_;
};

/// The share of flights with a fix inside, and what time inside is by counting fixes.
template <class Told>
double share_inside(const Points& flight, std::size_t count, const Told& holds) {
  Moved moved{flight};
  std::vector<std::uint8_t> inside(flight.size());
  std::size_t ever = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Points& at = moved.next();
    holds(at.first(at.size()), inside);
    if (std::find(inside.begin(), inside.end(), 1) != inside.end()) ++ever;
  }
  return static_cast<double>(ever) / static_cast<double>(count);
}

class FlightTable {
public:
  explicit FlightTable(Table& table) : table_{table} {}
  void add(const std::string& name, std::size_t drawn, double seconds, double share) {
    const double whole = seconds * static_cast<double>(flights) / static_cast<double>(drawn);
    if (ours_ == 0.0) ours_ = whole;
    table_.rows.push_back({name, digits(static_cast<double>(drawn)), digits(whole),
                           digits(1e9 * whole / static_cast<double>(flights * fixes)),
                           digits(whole / ours_) + "x", digits(100.0 * share) + " %"});
  }

private:
  Table& table_;
  double ours_ = 0.0;
};

}  // namespace

Outcome drawn_flights(const Bench& bench) {
  Table table;
  table.goal = "G5";
  table.title = "100 000 flights of 600 fixes, one a second, beside " + bench.state.front().name;
  table.columns = {"work",     "flights drawn",       "processor s for 100 000",
                   "ns a fix", "times the first row", "ever inside"};
  FlightTable rows{table};
  const Points flight = along_tracks(bench.state, fixes);
  const normalise::ReadClaim claim = claim_of(flight);
  const auto& track = std::get<normalise::TrackRead>(claim.meaning);
  const geo::Zone zone =
      geo::inside(std::make_shared<const geo::PreparedOutline>(bench.state.front().outline));
  static_cast<void>(zone.margin(flight.at(0)));  // its index is built
  const assess::Settings settings{.draws = 10 * flights, .threads = 1};
  const std::vector<double> sure(settings.draws, 0.0);
  const assess::Against against{zone, nullptr, sure};

  const auto passed = [&](const std::string& name, assess::Asked asked) {
    double share = 0.0;
    const double seconds = seconds_of([&] {
      const assess::Passage passage = assess::FlownTrack{claim, track, settings}.pass(against, {}, asked);
      share = assess::summed_up(passage.deepest, sure).inside.value;
    });
    rows.add(name, flights, seconds, share);
  };
  passed("recon: smoothed and flown; time, length and exact depth inside", assess::Asked::all);
  passed("recon: smoothed and flown; exact depth inside", assess::Asked::depth);
  {
    double share = 0.0;
    const double seconds = seconds_of([&] {
      const auto margins = assess::FlownTrack{claim, track, settings}.margins_of(against, {});
      for (const double inside : margins.inside) share = std::max(share, inside);
    });
    rows.add("recon: probability at each fix, in closed form where it can be", flights, seconds, share);
  }
  // The peers are asked about fewer flights, and reckoned up.
  const auto counted = [&](const Contestant<Holds>& peer, std::size_t drawn) {
    const auto holds = peer.build(bench.state);
    double share = 0.0;
    const double seconds = seconds_of([&] {
      share = share_inside(flight, drawn, [&](geo::PointArrays points, std::vector<std::uint8_t>& inside) {
        holds->ask(points, inside);
      });
    });
    rows.add(peer.name + ": fixes inside, counted", drawn, seconds, share);
  };
  for (const auto& peers : {ours_holds(), geos_holds(), geos_locator_holds(), s2_holds()})
    counted(peers.front(), 1'000);
  for (const auto& peers : {geos_how_far(), s2_how_far()}) {
    const auto how_far = peers.front().build(bench.state);
    const auto holds = geos_holds().front().build(bench.state);
    std::vector<double> distance(fixes), latitude(fixes), longitude(fixes);
    constexpr std::size_t drawn = 100;
    double share = 0.0;
    const double seconds = seconds_of([&] {
      share = share_inside(flight, drawn, [&](geo::PointArrays points, std::vector<std::uint8_t>& inside) {
        holds->ask(points, inside);
        how_far->ask(points, {distance, latitude, longitude});
      });
    });
    rows.add(peers.front().name + " and inside by GEOS: depth at fixes", drawn, seconds, share);
  }
  table.notes = {
      "The peers move fixes one by one with std::normal_distribution and look at nothing between them; recon "
      "smooths the track, draws flights with a common bias and bridges every second to 25 m."};
  return {table};
}

Outcome whole_report(const Bench& bench) {
  Table table;
  table.goal = "G8";
  table.title = "the Su-24 of 2015: all accounts, readings and border versions";
  table.columns = {"work", "processor s", "wall s", "at most, MB"};
  const std::filesystem::path incident = inquiry::find_case("su24-2015");
  const auto cache = std::filesystem::temp_directory_path() / "recon-bench-cache";
  const auto add = [&](const std::string& name, const assess::Settings& settings,
                       const std::filesystem::path& kept, int rounds) {
    const Cost cost = cost_of(
        [&] {
          auto all = std::make_shared<inquiry::Inquiry>(inquiry::open(incident, {}, settings, {}, {}, kept));
          if (!all->usable()) throw std::runtime_error{"the case cannot be used"};
          return all;
        },
        rounds);
    table.rows.push_back(
        {name, digits(cost.seconds), digits(cost.wall_seconds), digits(cost.peak_megabytes)});
  };
  std::filesystem::remove_all(cache);
  const assess::Settings plain, flown{.flights = 200};
  add("answers, arithmetic, agreement", plain, {}, bench.builds);
  add("the same by one thread", {.threads = 1}, {}, 1);
  add("with 200 flights a telling", flown, cache, 1);
  add("the same once more, from what was kept", flown, cache, bench.builds);
  std::filesystem::remove_all(cache);
  return {table};
}

}  // namespace recon::bench
