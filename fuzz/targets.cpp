// SPDX-License-Identifier: Apache-2.0
#include "fuzz/targets.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "recon/asterix/capture.hpp"
#include "recon/asterix/editions.hpp"
#include "recon/asterix/json.hpp"
#include "recon/exchange/asterix.hpp"
#include "recon/exchange/import.hpp"
#include "recon/load/load.hpp"
#include "recon/load/outlines.hpp"
#include "recon/side/rows.hpp"

namespace recon::fuzz {

namespace {

// Looks at every figure, so that a sanitizer sees every byte that is read.
class Looker : public asterix::Listener {
public:
  void hear(const asterix::Record& record, const asterix::Frame& frame) override {
    line_.clear();
    asterix::json(record, frame, line_);
    // What was read can be written and is the same again, spare bits aside.
    const asterix::Draft draft = figures(record);
    if (draft.empty()) return;
    const std::vector<std::byte> block = encode(record.edition(), std::vector<asterix::Draft>{draft});
    asterix::Splitter splitter{record.edition(), asterix::Bytes{block}.subspan(3), 0};
    const asterix::Record* again = splitter.next();
    if (again == nullptr || figures(*again) != draft) std::abort();
  }
  void trouble(const asterix::Trouble& /*trouble*/) override {}
  void unknown_category(unsigned /*category*/, std::size_t /*at*/) override {}
  void passed_over(std::string_view /*why*/, std::size_t /*at*/) override {}

private:
  std::string line_;
};

void read_records(std::string_view bytes) {
  const asterix::Bytes file = std::as_bytes(std::span{bytes});
  Looker looker;
  for (const asterix::Framing framing :
       {asterix::Framing::raw, asterix::Framing::pcap, asterix::Framing::final, asterix::Framing::rff,
        asterix::Framing::oradis, asterix::Framing::hdlc, asterix::Framing::gps})
    asterix::read(file, framing, {}, looker);
  static_cast<void>(asterix::framing_of(file));
  static_cast<void>(asterix::compare_editions_of_021(file, asterix::Framing::raw));
}

// By one reader, or by the one that recognises the bytes.
template <std::size_t Reader>
void import_as(std::string_view bytes) {
  const exchange::Reader& reader = exchange::readers().at(Reader);
  static_cast<void>(reader.recognises(bytes));
  try {
    exchange::Imported imported = reader.read(bytes, {.date = "2015-11-24"});
    exchange::look_over(imported);
  } catch (const load::UnreadableFile&) {
  }
}

void import_any(std::string_view bytes) {
  try {
    static_cast<void>(exchange::import_bytes("bytes", bytes, {}));
  } catch (const load::UnreadableFile&) {
  }
}

// A case is a folder: one file of this process's own, written again for every input.
void load_case(std::string_view bytes) {
  static const std::filesystem::path folder = [] {
    std::filesystem::path made =
        std::filesystem::temp_directory_path() / ("recon-fuzz-" + std::to_string(::getpid()));
    std::filesystem::create_directories(made);
    return made;
  }();
  const std::filesystem::path file = folder / "case.textproto";
  std::ofstream{file, std::ios::binary}.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  try {
    static_cast<void>(load::load_case(file));
  } catch (const load::UnreadableFile&) {
  }
}

void read_border(std::string_view bytes) {
  using Group = load::OutlineOptions::Group;
  for (const char* name : {"border.geojson", "border.txt"})
    for (const Group group : {Group::by_state, Group::all}) try {
        load::OutlineOptions options;
        options.group = group;
        static_cast<void>(load::read_outlines({{.name = name, .bytes = std::string{bytes}}}, options));
      } catch (const load::UnreadableFile&) {
      }
}

// Two cells and an accuracy, divided by the first newlines; the whole as a position in one cell.
void read_cells(std::string_view bytes) {
  side::Row row;
  side::read_position(bytes, row);
  const std::size_t first = std::min(bytes.find('\n'), bytes.size());
  const std::string_view rest = bytes.substr(std::min(first + 1, bytes.size()));
  const std::size_t second = std::min(rest.find('\n'), rest.size());
  side::read_point(bytes.substr(0, first), rest.substr(0, second), row);
  side::read_sigma(rest.substr(std::min(second + 1, rest.size())), side::Accuracy{}, row);
}

// ---- seeds ----------------------------------------------------------------------------------------------

std::string plots() {
  using asterix::set;
  using asterix::set_text;
  const asterix::Edition& edition = asterix::category_048();
  std::vector<asterix::Draft> drafts(3);
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    asterix::Draft& draft = drafts[i];
    set(draft, edition, "010", "SAC", 50);
    set(draft, edition, "010", "SIC", 12);
    set(draft, edition, "140", "ToD", 26'645.5 + 4.0 * static_cast<double>(i));
    set(draft, edition, "020", "TST", 1);
    set(draft, edition, "040", "RHO", 40);
    set(draft, edition, "040", "THETA", 231.25);
    set_text(draft, edition, "220", "ADDRESS", "4BA945");
    set_text(draft, edition, "240", "IDENT", "THY7KZ");
    set(draft, edition, "130", "SRR", "SRR", 3);
    set(draft, edition, "250", "BDS1", 4);
    set(draft, edition, "030", "WE", 16);
  }
  std::string text;
  for (const std::byte byte : asterix::encode(edition, drafts)) text += std::to_integer<char>(byte);
  return text;
}

// The tables of every category, with some of their items, as the encoder writes them.
std::vector<std::string> recordings() {
  std::vector<std::string> all{plots()};
  for (const asterix::Edition* edition : asterix::editions()) {
    asterix::Draft draft;
    for (std::size_t i = 0; i < edition->items.size(); ++i) {
      const asterix::Item& item = edition->items[i];
      const bool expands = (edition->of_expansion >> i & 1U) != 0;
      if (!expands &&
          std::find(edition->profile.begin(), edition->profile.end(), i) == edition->profile.end())
        continue;
      asterix::Figure figure{.item = static_cast<std::uint8_t>(i)};
      const bool compound = item.rule == asterix::Rule::compound;
      if (compound) figure.part = 0;
      const asterix::Item& inside = compound ? item.parts[0] : item;
      for (std::size_t f = 0; f < inside.fields.size(); ++f) {
        if (inside.fields[f].as == asterix::As::spare || inside.fields[f].as == asterix::As::fx) continue;
        figure.field = static_cast<std::uint8_t>(f);
        figure.bits = i == edition->profile[1] ? 0 : 1;
        draft.push_back(figure);
      }
    }
    std::string text;
    for (const std::byte byte : asterix::encode(*edition, std::vector<asterix::Draft>{draft}))
      text += std::to_integer<char>(byte);
    all.push_back(text);
  }
  return all;
}

const std::vector<std::string>& texts() {
  static const std::vector<std::string> all{
      "time,lat,lon,altitude_ft\n2015-11-24T07:24:05Z,35.8312,36.1890,19000\n2015-11-24T07:24:22Z,35.8,36.2,"
      "\n",
      "AC R\nAN range\nAL SFC\nV X=35:29.9 N 36:10:06E\nDA 10,270,290\nV D=-\nDC 5\n"
      "DB 35:39.9 N 36:10:06E,35:29.9 N 36:22:06E\nDP 36:41:00 N 35:56:10 E\n",
      "area\n1\n 35 36\n 37 36\n 37 37\nEND\n!2\n 36.5 36.2\n 36.6 36.2\n 36.6 36.3\nEND\nEND\n",
      "SRID=4326;POLYGON ((35 36, 37 36, 37 37, 35 36))",
      "MSG,3,1,1,4BA945,1,2015/11/24,07:24:05.500,2015/11/"
      "24,07:24:05.500,,19000,,,35.8312,36.1890,,,0,0,0,0\n",
      R"({"icao":"4ba945","timestamp":1448349845.0,"trace":[[0,35.83,36.18,19000,300,180.5,0,null,null,"mlat"]]})",
      R"(<kml><Document><Placemark><gx:Track><when>2015-11-24T07:24:05Z</when><gx:coord>36.18 35.83 5791</gx:coord>)"
      R"(</gx:Track></Placemark></Document></kml>)",
      R"(<gpx version="1.1"><trk><trkseg><trkpt lat="35.83" lon="36.18"><ele>5791</ele>)"
      R"(<time>2015-11-24T07:24:05Z</time></trkpt></trkseg></trk></gpx>)",
      "$GPRMC,072405.50,A,3549.87,N,03611.34,E,300.0,180.5,241115,,*00\n"
      "$GPGGA,072405.50,3549.87,N,03611.34,E,1,08,0.9,5791.0,M,20.0,M,,*00\n",
      "AXXX\nHFDTE241115\nB0724053549870N03611340EA0579105800\n",
      "FileType=text/acmi/tacview\nFileVersion=2.1\n0,ReferenceTime=2015-11-24T07:24:05Z\n#0.5\n"
      "a1,T=36.18|35.83|5791,Name=F-16,Type=Air+FixedWing\n-a1\n",
      R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"iso_a3":"TUR"},"geometry":)"
      R"({"type":"Polygon","coordinates":[[[36,35],[37,35],[37,36],[36,36],[36,35]]]}}]})",
      R"([{"timestamp":"2015-11-24T07:24:05Z","latitude":35.83,"longitude":36.18,"altitude":19000,"icao24":"4ba945"}])",
      "incident { id: \"x\" title: \"t\" }\nstatement { id: \"s\" claim { depth_inside { is: \"1.36 miles\" "
      "} } }\n",
      "35°49'52\"N\n36°11'20\"E\n100\n",
  };
  return all;
}

template <std::size_t... Readers>
std::vector<Target> all_targets(std::index_sequence<Readers...>) {
  std::vector<Target> all{
      {"asterix-records", read_records, recordings()},
      {"import", import_any, texts()},
      {"case", load_case, texts()},
      {"border", read_border, texts()},
      {"side", read_cells, texts()},
  };
  const auto add = [&](std::size_t reader, void (*run)(std::string_view)) {
    if (reader >= exchange::readers().size()) return;
    const std::string_view name = exchange::readers()[reader].name;
    all.push_back({name, run, name == "asterix" ? recordings() : texts()});
  };
  (add(Readers, import_as<Readers>), ...);
  return all;
}

}  // namespace

const std::vector<Target>& targets() {
  constexpr std::size_t most_readers = 32;
  static const std::vector<Target> all = all_targets(std::make_index_sequence<most_readers>{});
  return all;
}

}  // namespace recon::fuzz
