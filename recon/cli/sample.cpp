// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "recon/cli/drawn_flights.hpp"

namespace recon::cli {

namespace {

struct Wishes {
  std::string case_name, out, form;
  FlightWish flights;
};

void run(const Wishes& wishes) {
  const exchange::WayForm form = form_called(wishes.form, wishes.out);
  write_ways(drawn_flights(wishes.case_name, wishes.flights, form), form, wishes.out);
}

}  // namespace

void add_sample(CLI::App& program) {
  CLI::App* command = program.add_subcommand(
      "sample", "Draw flights that do all an account says, for other tools (as export --flights 100)");
  auto wishes = std::make_shared<Wishes>();
  command->add_option("case", wishes->case_name, case_help)->required();
  add_flight_options(*command, wishes->flights);
  command
      ->add_option("--flights", wishes->flights.flights.flights,
                   "Flights per account, reading and border version")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  command->add_option("--out", wishes->out, "File to write; standard output unless given");
  command->add_option("--form", wishes->form, form_names() + "; by the file's name unless given")
      ->check(CLI::IsMember({"csv", "geojson", "kml", "gpx", "acmi"}));
  command->callback([wishes] { run(*wishes); });
}

}  // namespace recon::cli
