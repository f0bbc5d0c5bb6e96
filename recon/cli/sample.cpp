// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "recon/cli/command.hpp"
#include "recon/inquiry/inquiry.hpp"
#include "recon/report/flights_file.hpp"
#include "recon/report/report.hpp"

namespace recon::cli {

namespace {

struct Wishes {
  std::string case_name, out, form;
  assess::SampleWish flights;
  assess::Settings settings;
};

bool is_csv(const Wishes& wishes) {
  return wishes.form.empty() ? wishes.out.ends_with(".csv") : wishes.form == "csv";
}

void run(const Wishes& wishes) {
  const inquiry::Sampled sampled =
      inquiry::sample(inquiry::find_case(wishes.case_name), {}, wishes.settings, wishes.flights);
  if (!sampled.usable()) {
    print_problems(sampled.problems);
    throw Exit{failure};
  }
  if (sampled.tellings.empty()) {
    std::cerr << "recon: no account of that choice says two things that a flight would have to do\n";
    throw Exit{failure};
  }
  for (const assess::SampledTelling& telling : sampled.tellings)
    for (const std::string& failed : telling.failed)
      std::cerr << "recon: " << telling.narrative << ", " << telling.border << ", "
                << (telling.reading_words.empty() ? "as it stands" : telling.reading_words)
                << ": not resolved, " << failed << '\n';
  const std::string text =
      is_csv(wishes) ? report::flights_csv(sampled.tellings) : report::flights_geojson(sampled.tellings);
  if (wishes.out.empty() || wishes.out == "-")
    std::cout << text;
  else
    report::write_whole(wishes.out, text);
}

}  // namespace

void add_sample(CLI::App& program) {
  CLI::App* command = program.add_subcommand(
      "sample", "Draw flights that do all an account says, as GeoJSON or CSV for other tools");
  auto wishes = std::make_shared<Wishes>();
  wishes->settings.together = false;
  command->add_option("case", wishes->case_name, case_help)->required();
  command->add_option("--narrative", wishes->flights.narrative, "One account; all unless named");
  command->add_option("--aircraft", wishes->flights.aircraft, "One aircraft; all unless named");
  command->add_option("--border", wishes->flights.border, "One border version; all unless named");
  command->add_flag("--together", wishes->settings.together,
                    "Fly aircraft in one set where an account ties them, as by a missile's range");
  command->add_option("--flights", wishes->flights.flights, "Flights per account, reading and border version")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  command->add_option("--out", wishes->out, "File to write; standard output unless given");
  command->add_option("--form", wishes->form, "geojson or csv; by the file's name unless given")
      ->check(CLI::IsMember({"geojson", "csv"}));
  command->add_option("--seed", wishes->settings.seed, "Seed of the random numbers")->capture_default_str();
  command
      ->add_option("--threads", wishes->settings.threads,
                   "Threads; 0 takes all cores; never changes a number")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  command->callback([wishes] { run(*wishes); });
}

}  // namespace recon::cli
