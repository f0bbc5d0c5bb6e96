// SPDX-License-Identifier: Apache-2.0
#include "recon/report/report.hpp"

#include <csignal>
#include <iostream>
#include <memory>
#include <stop_token>

#include <unistd.h>

#include "recon/cli/command.hpp"
#include "recon/cli/progress.hpp"
#include "recon/inquiry/assessment_cache.hpp"
#include "recon/inquiry/inquiry.hpp"
#include "recon/report/all_evidence.hpp"
#include "recon/units/whole_file.hpp"

namespace recon::cli {

namespace {

// A signal handler may only touch lock-free state; the progress callback carries the wish on.
volatile std::sig_atomic_t interrupt_wanted = 0;
void want_interrupt(int /*signal*/) { interrupt_wanted = 1; }

struct Wishes {
  std::string case_name, html, json, library;
  assess::Settings settings;
  bool all_evidence = false, no_cache = false, full = false;
};

inquiry::Inquiry inquire(const Wishes& wishes) {
  std::signal(SIGINT, want_interrupt);
  std::signal(SIGTERM, want_interrupt);
  std::stop_source stop;
  ProgressLine line;
  const auto progress = [&](std::size_t done, std::size_t all, const std::string& what) {
    if (interrupt_wanted != 0) stop.request_stop();
    line.show(done, all, what);
  };
  load::Options files;
  if (!wishes.library.empty()) files.library = wishes.library;
  return inquiry::open(inquiry::find_case(wishes.case_name), files, wishes.settings, progress,
                       stop.get_token(), wishes.no_cache ? "" : inquiry::cache_folder());
}

void run(const Wishes& wishes) {
  const inquiry::Inquiry inquiry = inquire(wishes);
  if (interrupt_wanted != 0 && !inquiry.flights_interrupted) {
    std::cerr << "recon: interrupted; nothing was written\n";
    throw Exit{interrupted};
  }
  if (inquiry.flights_interrupted)
    std::cerr << "recon: interrupted; whole accounts were put to flights in part only\n";
  if (!inquiry.usable()) {
    print_problems(inquiry.problems);
    throw Exit{failure};
  }
  if (!wishes.html.empty()) write_whole(wishes.html, report::html(inquiry));
  if (wishes.json == "-") {
    std::cout << report::json(inquiry);
    return;
  }
  if (!wishes.json.empty()) write_whole(wishes.json, report::json(inquiry));
  const bool terminal = isatty(STDOUT_FILENO) == 1;
  std::cout << report::terminal(inquiry, terminal ? report::Style::colour : report::Style::plain,
                                wishes.full ? report::Extent::everything : report::Extent::answers);
  if (wishes.all_evidence) std::cout << report::all_evidence(inquiry);
  if (!wishes.html.empty()) std::cout << "\nReport: " << wishes.html << '\n';
}

}  // namespace

void add_report(CLI::App& program) {
  CLI::App* command =
      program.add_subcommand("report", "Answer a case's questions for every account, reading and border");
  auto wishes = std::make_shared<Wishes>();
  command->add_option("case", wishes->case_name, case_help)->required();
  command->add_flag("--full", wishes->full, "Print everything: each cell, test, proposition, flip and doubt");
  command->add_option("--html", wishes->html, "Write the report as one self-contained page");
  command->add_option("--json", wishes->json, "Write the full assessment as JSON; - for standard output");
  command->add_option("--borders", wishes->library, "Border library to use instead of the bundled one");
  command
      ->add_option("--draws", wishes->settings.draws,
                   "Draws per claim, reading and border to begin with; from 20 000 on a probability that may "
                   "have either of two words is drawn on, eightfold at most")
      ->check(CLI::Range(100, 10'000'000))
      ->capture_default_str();
  command->add_flag("--precise", wishes->settings.precise,
                    "Draw on until every probability is within 0.5 %, up to a million draws; takes minutes");
  command
      ->add_option("--flights", wishes->settings.flights,
                   "Flights drawn to test whether one flight can do all that an account says; 200 is a good "
                   "number, takes a minute and is kept for the next run; 0 draws none")
      ->check(CLI::Range(0, 10'000))
      ->capture_default_str();
  command->add_option("--seed", wishes->settings.seed, "Seed of the random numbers")->capture_default_str();
  command
      ->add_option("--threads", wishes->settings.threads,
                   "Threads; 0 takes all cores; never changes a number")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  command->add_flag("!--apart", wishes->settings.together,
                    "Fly every aircraft alone, also where an account ties them, as by a missile's range");
  command->add_flag("--no-cache", wishes->no_cache,
                    "Find answers and flights anew, and keep none for the next run");
  command->add_flag("--all-evidence", wishes->all_evidence,
                    "Add what the answers would be for every weight given to the accounts");
  command->callback([wishes] { run(*wishes); });
}

}  // namespace recon::cli
