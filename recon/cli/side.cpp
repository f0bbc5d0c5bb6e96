// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <stop_token>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

#include "recon/assess/words.hpp"
#include "recon/cli/command.hpp"
#include "recon/cli/progress.hpp"
#include "recon/load/load.hpp"
#include "recon/load/outlines.hpp"
#include "recon/side/filter.hpp"
#include "recon/units/figure.hpp"
#include "recon/units/text.hpp"

namespace recon::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_told = 20;  // rows whose trouble is told one by one

struct Wishes {
  side::Job job;
  std::vector<std::string> borders, states, only;
  std::string zone = "land", columns, delimiter, out = "-", atlas, save_atlas;
  bool no_header = false, strict = false, quiet = false;
};

// ---- where answers go ----

/// Standard output, or a file that appears when it is whole.
class Sink {
public:
  explicit Sink(std::string name) : name_{std::move(name)} {
    if (name_ == "-") return;
    std::error_code ignored;
    const bool regular = !fs::exists(name_, ignored) || fs::is_regular_file(name_, ignored);
    written_ = regular ? name_ + ".part" : name_;
    descriptor_ = open(written_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor_ < 0) fail();
  }
  ~Sink() {
    if (descriptor_ != STDOUT_FILENO) close(descriptor_);
    if (!kept_ && written_ != name_ && !written_.empty()) unlink(written_.c_str());
  }
  Sink(const Sink&) = delete;
  Sink(Sink&&) = delete;
  Sink& operator=(const Sink&) = delete;
  Sink& operator=(Sink&&) = delete;

  // False when whoever read has gone.
  [[nodiscard]] bool write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t done = ::write(descriptor_, bytes.data(), bytes.size());
      if (done < 0 && errno == EPIPE) return false;
      if (done < 0 && errno != EINTR) fail();
      if (done > 0) bytes.remove_prefix(static_cast<std::size_t>(done));
    }
    return true;
  }
  void keep() {
    if (!written_.empty() && written_ != name_) fs::rename(written_, name_);
    kept_ = true;
  }

private:
  [[noreturn]] void fail() const {
    if (name_ == "-") throw std::runtime_error{"standard output could not be written"};
    throw std::system_error{errno, std::generic_category(), name_};
  }

  std::string name_, written_;
  int descriptor_ = STDOUT_FILENO;
  bool kept_ = false;
};

// ---- a wish to stop ----

/// Turns the first SIGINT or SIGTERM into a wish to stop, and ends the program at the second. Made before any
/// other thread, so that all have the signals blocked.
class Interrupts {
public:
  Interrupts() {
    std::signal(SIGPIPE, SIG_IGN);  // a reader that has gone is told by write()
    sigemptyset(&wanted_);
    sigaddset(&wanted_, SIGINT);
    sigaddset(&wanted_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &wanted_, &before_);
    watch_ = std::jthread{[this](const std::stop_token& over) {
      const timespec wait{.tv_sec = 0, .tv_nsec = 50'000'000};
      while (!over.stop_requested())
        if (sigtimedwait(&wanted_, nullptr, &wait) > 0 && !stop_.request_stop()) std::_Exit(interrupted);
    }};
  }
  ~Interrupts() {
    watch_ = std::jthread{};
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  Interrupts(const Interrupts&) = delete;
  Interrupts(Interrupts&&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;
  Interrupts& operator=(Interrupts&&) = delete;
  [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }

private:
  sigset_t wanted_{}, before_{};
  std::stop_source stop_;
  std::jthread watch_;
};

// ---- what is asked ----

/// A file with outlines, a library entry as a file, or the id of one.
incident::BorderVersion border_of(const std::string& wish) {
  const fs::path path{wish};
  incident::Border border;
  border.id.text = path.stem().string();
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path{"."};
  if (load::names_outlines(wish)) {
    border.file.text = path.filename().string();
    return load::load_border(border, folder, {});
  }
  border.library = border.id;
  if (path.extension() == ".textproto") return load::load_border(border, ".", {.library = folder});
  border.id.text = border.library.text = wish;
  return load::load_border(border, ".", {});
}

/// "land", "sea:12NM": nullopt is land.
std::optional<Length> breadth_of(const std::string& zone) {
  if (zone == "land") return std::nullopt;
  constexpr std::string_view sea = "sea:";
  if (zone.starts_with(sea)) {
    const FigureReadings read = read_figure(zone.substr(sea.size()), Dimension::length);
    if (read.readings.size() == 1 && read.readings.front().value.stated > 0.0)
      return metres(read.readings.front().value.stated);
  }
  throw CLI::ValidationError{"--zone",
                             "'" + zone + "' is neither land nor a breadth of sea such as sea:12NM"};
}

void show_only(const std::vector<std::string>& only, Wishes& wishes) {
  if (only.empty()) return;
  side::Shown& shown = wishes.job.shown;
  const auto wanted = [&](const char* what) {
    return std::find(only.begin(), only.end(), what) != only.end();
  };
  shown = {.countries = wanted("countries"),
           .side = wanted("side"),
           .margin = wanted("margin"),
           .nearest = wanted("nearest"),
           .chance = wanted("p")};
  wishes.job.needs_accuracy = shown.chance;
  if (shown.any_margin() && wishes.states.empty())
    throw CLI::ValidationError{"--only", "side, margin, nearest and p are of a state: name it by --state"};
}

void settle(Wishes& wishes) {
  if (wishes.borders.empty() == wishes.atlas.empty())
    throw CLI::ValidationError{"--border", "name one border at least, or an --atlas instead"};
  if (!wishes.atlas.empty() && (!wishes.states.empty() || wishes.zone != "land"))
    throw CLI::ValidationError{
        "--atlas", "an atlas knows the countries on land, no distances: leave out --state and --zone"};
  if (!wishes.save_atlas.empty() && wishes.borders.size() != 1)
    throw CLI::ValidationError{"--save-atlas", "an atlas is of one border"};
  show_only(wishes.only, wishes);
  if (!wishes.columns.empty()) {
    try {
      wishes.job.columns = side::read_columns(wishes.columns);
    } catch (const std::invalid_argument& wrong) {
      throw CLI::ValidationError{"--columns", wrong.what()};
    }
  }
  if (wishes.delimiter == "\\t" || wishes.delimiter == "tab") wishes.delimiter = "\t";
  if (wishes.delimiter.size() > 1 || wishes.delimiter == "\"" || wishes.delimiter == "\n")
    throw CLI::ValidationError{"--delimiter", "one character, or tab"};
  if (!wishes.delimiter.empty()) wishes.job.delimiter = wishes.delimiter.front();
  wishes.job.header = !wishes.no_header;
}

std::vector<side::Question> questions_of(const Wishes& wishes) {
  const side::Question::Asked asked{.states = wishes.states, .breadth = breadth_of(wishes.zone)};
  std::vector<side::Question> questions;
  if (!wishes.atlas.empty()) questions.push_back(side::Question::open(wishes.atlas));
  for (const std::string& border : wishes.borders)
    questions.emplace_back(border_of(border), asked, wishes.job.threads);
  return questions;
}

// ---- what is told ----

std::string counted(std::size_t n, const std::string& noun) {
  return std::to_string(n) + " " + noun + (n == 1 ? "" : "s");
}

void tell(const side::Summary& summary, const Wishes& wishes, const std::vector<side::Question>& questions) {
  if (summary.bad > most_told) std::cerr << "recon: " << summary.bad - most_told << " more rows like these\n";
  if (wishes.quiet) return;
  std::cerr << "recon: " << counted(summary.rows, "row") << ", " << summary.bad << " without an answer\n";
  for (const std::string& sentence : summary.assumptions) std::cerr << "recon: " << sentence << '\n';
  if (summary.decimal_commas > 0)
    std::cerr << "recon: decimal commas in " << counted(summary.decimal_commas, "row") << '\n';
  if (summary.printed > 0)
    std::cerr << "recon: degrees with letters, minutes or seconds in " << counted(summary.printed, "row")
              << '\n';
  for (const side::Question& question : questions) {
    std::cerr << "recon: border " << question.border();
    if (question.sides_known()) std::cerr << ", one standard deviation " << assess::si(question.sigma());
    std::cerr << '\n';
  }
}

void run(Wishes& wishes) {
  settle(wishes);
  const Interrupts interrupts;
  const std::vector<side::Question> questions = questions_of(wishes);
  if (!wishes.save_atlas.empty()) return questions.front().save(wishes.save_atlas);
  Sink sink{wishes.out};
  std::size_t told = 0;
  side::Summary summary;
  {
    const ProgressLine line;
    auto shown = std::chrono::steady_clock::time_point{};
    side::Outlet outlet;
    outlet.write = [&](const std::string& bytes) { return sink.write(bytes); };
    outlet.bad = [&](const side::BadRow& row) {
      if (told++ < most_told)
        std::cerr << (row.file == "-" ? "standard input" : row.file) << ':' << row.line << ": " << row.error
                  << '\n';
    };
    outlet.progress = [&](std::size_t bytes, std::size_t of, std::size_t rows) {
      const auto now = std::chrono::steady_clock::now();
      if (now - shown < std::chrono::milliseconds{200}) return;
      shown = now;
      line.show(bytes, of, counted(rows, "row"));
    };
    summary = side::run(wishes.job, questions, outlet, interrupts.token());
  }
  if (summary.ending == side::Ending::reader_gone) return;
  tell(summary, wishes, questions);
  if (summary.ending == side::Ending::stopped) {
    std::cerr << "recon: interrupted; the rows written so far are whole\n";
    throw Exit{interrupted};
  }
  sink.keep();
  if (wishes.strict && summary.bad > 0) throw Exit{failure};
}

}  // namespace

void add_side(CLI::App& program) {
  CLI::App* command = program.add_subcommand(
      "side",
      "Say for every row of a CSV or NDJSON stream in which state its point lies, how far from the border "
      "and how surely; docs/side.md");
  auto wishes = std::make_shared<Wishes>();
  side::Job& job = wishes->job;
  command->add_option("files", job.files, "Files of points; - is standard input")->capture_default_str();
  command->add_option(
      "--border", wishes->borders,
      "A border of the library by its id, a file of outlines (.geojson), or an entry (.textproto)");
  command->add_option("--zone", wishes->zone, "land, or with a territorial sea: sea:12NM")
      ->capture_default_str();
  command->add_option("--state", wishes->states, "Whose side is asked, ISO 3166 alpha-3; all is every state")
      ->delimiter(',');
  command->add_option("--only", wishes->only, "Of these alone: countries, side, margin, nearest, p")
      ->delimiter(',')
      ->check(CLI::IsMember({"countries", "side", "margin", "nearest", "p"}));
  const std::map<std::string, side::Form> forms{{"csv", side::Form::csv}, {"ndjson", side::Form::ndjson}};
  command
      ->add_option_function<std::string>(
          "--format", [wishes, forms](const std::string& name) { wishes->job.form = forms.at(name); },
          "csv or ndjson; else by the file's ending or its first character")
      ->check(CLI::IsMember({"csv", "ndjson"}));
  command->add_option("--columns", wishes->columns,
                      "lat=NAME,lon=NAME or position=NAME; sigma_m=, accuracy_m=, h95_m= or cep_m=NAME");
  command->add_option("--delimiter", wishes->delimiter,
                      "Between cells of CSV; else what the first line has most of");
  command->add_flag("--no-header", wishes->no_header,
                    "Columns of CSV are numbers from 1: --columns lat=2,lon=3");
  command->add_flag("--long", job.long_rows, "A row for every border and state instead of more columns");
  command->add_option("--prefix", job.prefix, "Before the name of every added column");
  command->add_option("--threads", job.threads, "0 is all cores")->capture_default_str();
  command->add_option("-o,--out", wishes->out, "File to write; - is standard output")->capture_default_str();
  command->add_option("--save-atlas", wishes->save_atlas,
                      "Write the prepared countries of one border to a file, and read no points");
  command->add_option("--atlas", wishes->atlas,
                      "Such a file instead of --border: countries alone, ready at once");
  command->add_flag("--strict", wishes->strict, "Exit with 1 when a row has no answer");
  command->add_flag("--quiet", wishes->quiet, "No summary");
  command->callback([wishes] { run(*wishes); });
}

}  // namespace recon::cli
