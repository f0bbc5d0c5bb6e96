// SPDX-License-Identifier: Apache-2.0
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>

#include "recon/asterix/json.hpp"
#include "recon/cli/command.hpp"
#include "recon/load/load.hpp"

namespace recon::cli {

namespace {

constexpr std::size_t looked_at = 16U << 20U;  // for the wrapping, and the edition of category 021

// One line to standard output for every record; what is not read to standard error, each kind once.
class Printer : public asterix::Listener {
public:
  Printer() { lines_.reserve(2 * at_once_); }
  void hear(const asterix::Record& record, const asterix::Frame& frame) override {
    ++records_;
    asterix::json(record, frame, lines_);
    lines_ += '\n';
    if (lines_.size() >= at_once_) flush();
  }
  void trouble(const asterix::Trouble& trouble) override {
    ++troubles_;
    if (troubles_ > most_told_) return;
    flush();
    std::cerr << "recon: byte " << trouble.at << ": " << trouble.what;
    if (trouble.passed_over > 0) std::cerr << "; " << trouble.passed_over << " bytes are passed over";
    std::cerr << '\n';
  }
  void unknown_category(unsigned category, std::size_t /*at*/) override {
    ++passed_["blocks of category " + std::to_string(category) + ", which has no table here"];
  }
  void passed_over(std::string_view why, std::size_t /*at*/) override { ++passed_[std::string{why}]; }

  void close(asterix::Framing framing) {
    flush();
    if (troubles_ > most_told_)
      std::cerr << "recon: and " << troubles_ - most_told_ << " more places that are not read\n";
    for (const auto& [what, count] : passed_) std::cerr << "recon: " << count << ' ' << what << '\n';
    std::cerr << "recon: " << records_ << " records (" << name_of(framing) << ")\n";
  }

private:
  static constexpr std::size_t most_told_ = 20, at_once_ = 1U << 16U;
  void flush() {
    std::cout.write(lines_.data(), static_cast<std::streamsize>(lines_.size()));
    // Whoever reads has gone: an endless recording would never end.
    if (!std::cout) throw Exit{failure};
    lines_.clear();
  }
  std::string lines_;
  std::size_t records_ = 0, troubles_ = 0;
  std::map<std::string, std::size_t> passed_;
};

void choose_editions(const std::vector<std::string>& wished, asterix::Bytes file, asterix::Framing framing,
                     asterix::Chosen& chosen) {
  const std::vector<asterix::EditionChoice> choices = asterix::compare_editions_of_021(file, framing);
  if (!choices.empty()) {
    const asterix::EditionChoice& best = choices.front();
    chosen.choose(*best.edition);
    std::cerr << "recon: category 021 is read as edition " << best.edition->name << " (" << best.sound
              << " of " << best.looked_at << " records looked at fit it)\n";
  }
  for (const std::string& wish : wished) {
    const std::size_t colon = wish.find(':');
    const unsigned category =
        colon == std::string::npos ? 0 : static_cast<unsigned>(std::strtoul(wish.c_str(), nullptr, 10));
    const asterix::Edition* edition =
        colon == std::string::npos ? nullptr : asterix::find_edition(category, wish.substr(colon + 1));
    if (edition == nullptr) {
      std::cerr << "recon: no edition " << wish << "; there are";
      for (const asterix::Edition* one : asterix::editions())
        std::cerr << ' ' << one->category << ':' << one->name;
      std::cerr << '\n';
      throw Exit{failure};
    }
    chosen.choose(*edition);
  }
}

void print_records(const std::string& file, const std::vector<std::string>& wished) {
  std::ifstream opened;
  if (file != "-") opened.open(file, std::ios::binary);
  if (!opened) throw load::UnreadableFile{file + ": cannot be opened: " + std::strerror(errno)};
  std::istream& in = file == "-" ? std::cin : opened;
  asterix::Stream stream{[&in](std::span<std::byte> into) {
    in.read(reinterpret_cast<char*>(into.data()), static_cast<std::streamsize>(into.size()));
    return static_cast<std::size_t>(in.gcount());
  }};
  const asterix::Bytes begin = stream.ahead(looked_at);
  const std::optional<asterix::Framing> framing = asterix::framing_of(begin);
  if (!framing) throw load::UnreadableFile{file + ": no ASTERIX recording"};
  asterix::ReadOptions options;
  choose_editions(wished, begin, *framing, options.editions);
  Printer printer;
  asterix::read(stream, *framing, options, printer);
  printer.close(*framing);
}

}  // namespace

void add_asterix(CLI::App& program) {
  CLI::App* command =
      program.add_subcommand("asterix", "Print the records of an ASTERIX recording, one line of JSON each");
  struct Wishes {
    std::string file;
    std::vector<std::string> editions;
  };
  auto wishes = std::make_shared<Wishes>();
  command
      ->add_option(
          "file", wishes->file,
          "A recording, - for standard input: raw blocks, pcap, pcapng, Final, RFF, ORADIS, HDLC or GPS")
      ->required();
  command->add_option("--edition", wishes->editions,
                      "Read a category by an edition, as 21:0.26; otherwise by the one that fits");
  command->callback([wishes] { print_records(wishes->file, wishes->editions); });
}

}  // namespace recon::cli
