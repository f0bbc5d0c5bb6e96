// SPDX-License-Identifier: Apache-2.0
#include "recon/side/filter.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <unistd.h>

#include "recon/load/load.hpp"
#include "recon/side/in_order.hpp"

namespace recon::side {
namespace {

incident::BorderVersion version(const std::string& name) {
  incident::Border border;
  border.id.text = border.library.text = name;
  load::Options options;
  options.library = std::filesystem::path{RECON_DATA} / "borders";
  return load::load_border(border, ".", options);
}

const std::vector<Question>& levant() {
  static const std::vector<Question> questions = [] {
    std::vector<Question> made;
    made.emplace_back(version("osm-2026-09-yayladagi"), Question::Asked{.states = {"TUR"}});
    return made;
  }();
  return questions;
}

class Given {
public:
  explicit Given(const std::string& bytes, const std::string& ending = ".csv")
      : path_{std::filesystem::temp_directory_path() /
              ("recon-filter-" + std::to_string(getpid()) + ending)} {
    std::ofstream{path_, std::ios::binary} << bytes;
  }
  ~Given() { std::filesystem::remove(path_); }
  Given(const Given&) = delete;
  Given(Given&&) = delete;
  Given& operator=(const Given&) = delete;
  Given& operator=(Given&&) = delete;
  [[nodiscard]] std::string name() const { return path_.string(); }

private:
  std::filesystem::path path_;
};

struct Done {
  std::string text;
  std::vector<std::string> lines;
  std::vector<BadRow> bad;
  Summary summary;
};

Done done(const std::string& bytes, Job job = {}, const std::string& ending = ".csv",
          const std::vector<Question>& questions = levant()) {
  const Given file{bytes, ending};
  job.files = {file.name()};
  Done result;
  Outlet outlet;
  outlet.write = [&](const std::string& more) {
    result.text += more;
    return true;
  };
  outlet.bad = [&](const BadRow& row) { result.bad.push_back(row); };
  result.summary = run(job, questions, outlet);
  std::istringstream text{result.text};
  for (std::string line; std::getline(text, line);) result.lines.push_back(line);
  return result;
}

constexpr Shown countries_only{
    .countries = true, .side = false, .margin = false, .nearest = false, .chance = false};
constexpr Shown side_only{
    .countries = true, .side = true, .margin = false, .nearest = false, .chance = false};

std::string many_points(std::size_t rows) {
  std::string text = "id,lat,lon,sigma_m\n";
  for (std::size_t i = 0; i < rows; ++i)
    text += std::to_string(i) + "," + std::to_string(35.75 + 0.1 * static_cast<double>(i % 997) / 997.0) +
            "," + std::to_string(36.05 + 0.2 * static_cast<double>(i % 1009) / 1009.0) +
            (i % 500 == 0 ? ",150\n" : ",\n");
  return text;
}

}  // namespace

TEST_CASE("Rows come back as they were, with the answers behind them") {
  const Done one =
      done("name,lat,lon\n\"Yayladağı, \"\"town\"\"\",35.90,36.06\nsea,35.6,35.0\n", {.shown = side_only});
  CHECK(one.lines == std::vector<std::string>{
                         "name,lat,lon,countries,border,border_sigma_m,side_TUR,recon_error",
                         "\"Yayladağı, \"\"town\"\"\",35.90,36.06,TUR,osm-2026-09-yayladagi,110.2,inside,",
                         "sea,35.6,35.0,,osm-2026-09-yayladagi,110.2,outside,"});
  CHECK(one.summary.rows == 2);
  CHECK(one.summary.bad == 0);
}

TEST_CASE("What a row had is passed through byte for byte: quotes, newlines, line endings, the mark") {
  const std::string header =
                        "\xEF\xBB\xBF"
                        "lat;lon;note",
                    row = "35.90;36.06; \"two\nlines; \"\"quoted\"\"\" ";
  const Done one = done(header + "\r\n" + row + "\r\n", {.shown = countries_only});
  CHECK(one.text == header + ";countries;border;recon_error\r\n" + row + ";TUR;osm-2026-09-yayladagi;\r\n");
}

TEST_CASE("A bad row is passed through with its reason, and told with its line") {
  const Done one = done(
      "lat,lon\n35.9,36.06\n91,36\nnan,36\n35.9\n35.9,1e9\n,\nx,y\n35.9,36.06,7\n\"35.9,36.06\n1e400,2\n35.9,"
      "36.06",
      {.shown = countries_only});
  CHECK(one.lines == std::vector<std::string>{
                         "lat,lon,countries,border,recon_error", "35.9,36.06,TUR,osm-2026-09-yayladagi,",
                         "91,36,,,latitude beyond 90 degrees", "nan,36,,,a coordinate that is no number",
                         "35.9,,,,\"1 cells in this row, 2 in the first\"",
                         "35.9,1e9,,,longitude beyond 180 degrees", ",,,,no position in this row",
                         one.lines[7], "35.9,36.06,7,,,\"3 cells in this row, 2 in the first\"",
                         "\"\"\"35.9,36.06\",,,,a quoted cell that is not closed", one.lines[10],
                         "35.9,36.06,TUR,osm-2026-09-yayladagi,"});
  CHECK(one.lines[7].starts_with("x,y,,,"));
  CHECK(one.lines[10].starts_with("1e400,2,,,"));
  REQUIRE(one.bad.size() == 9);
  CHECK(one.bad[0].line == 3);
  CHECK(one.bad[0].error == "latitude beyond 90 degrees");
  CHECK(one.bad[7].line == 10);
  CHECK(one.summary.rows == 11);
}

TEST_CASE("Printed forms and decimal commas are read, and said") {
  const Done one = done("lat;lon\n35,90;36,06\n35°54'N;36°03'36''E\n", {.shown = countries_only});
  CHECK(one.lines[1] == "35,90;36,06;TUR;osm-2026-09-yayladagi;");
  CHECK(one.lines[2] == "35°54'N;36°03'36''E;TUR;osm-2026-09-yayladagi;");
  CHECK(one.summary.decimal_commas == 1);
  CHECK(one.summary.printed == 1);
  CHECK(done("position\n\"35.90 N, 36.06 E\"\n", {.shown = countries_only}).summary.bad == 0);
}

TEST_CASE("Binary junk is answered row by row and harms nothing") {
  std::string junk = "lat,lon\n";
  for (int i = 0; i < 3000; ++i) junk += static_cast<char>(i * 7919 % 256);
  const Done one = done(junk + "\n35.9,36.06\n", {.shown = countries_only});
  CHECK(one.lines.back() == "35.9,36.06,TUR,osm-2026-09-yayladagi,");
  CHECK(one.summary.bad + 1 == one.summary.rows);
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20U || c == '\x7F'; };
  for (const BadRow& row : one.bad) CHECK(std::none_of(row.error.begin(), row.error.end(), is_control));
}

TEST_CASE("Property: the bytes do not depend on the number of threads", "[property]") {
  const std::string points = many_points(30'000);
  const Done one = done(points, {.threads = 1}), four = done(points, {.threads = 4});
  CHECK(one.summary.rows == 30'000);
  CHECK(one.summary.with_accuracy == 60);
  REQUIRE(one.lines.size() == 30'001);
  CHECK((one.text == four.text));
  bool in_order = true;
  for (std::size_t i = 0; i < 30'000; ++i)
    in_order = in_order && one.lines[i + 1].starts_with(std::to_string(i) + ",");
  CHECK(in_order);
}

TEST_CASE("Property: a part of a stream has the answers that it has in the whole", "[property]") {
  const std::string points = many_points(2'000);
  const std::size_t half = points.find('\n', points.size() / 2) + 1, header = points.find('\n') + 1;
  const std::string first = done(points.substr(0, half)).text,
                    second = done(points.substr(0, header) + points.substr(half)).text;
  CHECK((done(points).text == first + second.substr(second.find('\n') + 1)));
}

TEST_CASE("Several borders are more columns, or more rows") {
  std::vector<Question> two;
  two.emplace_back(version("osm-2026-09-yayladagi"), Question::Asked{.states = {"TUR"}});
  two.emplace_back(version("wdbii-levant"), Question::Asked{.states = {"TUR"}});
  const std::string point = "lat,lon\n35.8125,36.15\n";
  CHECK(
      done(point, {.shown = side_only}, ".csv", two).lines ==
      std::vector<std::string>{
          "lat,lon,countries@osm-2026-09-yayladagi,border_sigma_m@osm-2026-09-yayladagi,side_TUR@osm-2026-09-"
          "yayladagi,countries@wdbii-levant,border_sigma_m@wdbii-levant,side_TUR@wdbii-levant,recon_error",
          "35.8125,36.15,TUR,110.2,inside,SYR,649.7,outside,"});
  CHECK(done(point, {.shown = side_only, .long_rows = true}, ".csv", two).lines ==
        std::vector<std::string>{"lat,lon,countries,border,border_sigma_m,state,side,recon_error",
                                 "35.8125,36.15,TUR,osm-2026-09-yayladagi,110.2,TUR,inside,",
                                 "35.8125,36.15,SYR,wdbii-levant,649.7,TUR,outside,"});
}

TEST_CASE("NDJSON keeps its members and gains one") {
  const Done one = done(
      "{\"id\": 7, \"lat\": 35.90, \"lon\": 36.06, \"cep_m\": 50}\n"
      "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[36.06,35.90]},\"properties\":{"
      "}}\r\n"
      "{\"position\":\"35°54'N 36°03'36''E\"}\n",
      {}, ".ndjson");
  REQUIRE(one.lines.size() == 3);
  CHECK(one.lines[0].starts_with("{\"id\": 7, \"lat\": 35.90, \"lon\": 36.06, \"cep_m\": 50,\"recon\":{"));
  CHECK(one.lines[1].ends_with("\r"));
  for (const std::string& line : one.lines) {
    const auto json = nlohmann::json::parse(line);
    const auto& border = json.at("recon").at("borders").at(0);
    CHECK(border.at("countries") == nlohmann::json::array({"TUR"}));
    CHECK(border.at("border") == "osm-2026-09-yayladagi");
    CHECK(border.at("states").at("TUR").at("side") == "inside");
    CHECK(border.at("states").at("TUR").contains("p_inside") == json.contains("cep_m"));
  }
  CHECK(one.summary.with_accuracy == 1);
}

TEST_CASE("A line that is no JSON object is wrapped with its reason; one without a point keeps its members") {
  const Done one = done(
      "{\"a\":\n[1]\n{}\n{\"recon\":1,\"lat\":1,\"lon\":2}\n\xFF\n{\"lat\":1,\"lon\":true}\n", {}, ".jsonl");
  REQUIRE(one.lines.size() == 6);
  const auto json = [&](std::size_t i) { return nlohmann::json::parse(one.lines[i]); };
  CHECK(json(0) == nlohmann::json{{"recon", {{"error", "not JSON"}, {"line", 1}, {"text", "{\"a\":"}}}});
  CHECK(json(1).at("recon").at("error") == "not a JSON object");
  CHECK(one.lines[2].starts_with("{\"recon\":{\"error\":"));
  CHECK(json(3).at("recon").at("error") == "it has a member \"recon\" already");
  CHECK(json(4).at("recon").at("text") == "\xEF\xBF\xBD");
  CHECK(json(5).at("lat") == 1);
  CHECK(json(5).at("recon").at("error") == "no position in this row");
  CHECK(one.summary.bad == 6);
}

TEST_CASE("A stream that says nothing as a whole is refused with what it lacks") {
  CHECK_THROWS_AS(done(""), load::UnreadableFile);
  CHECK_THROWS_WITH(done("a,b\n1,2\n"), Catch::Contains("the columns are: a, b"));
  CHECK_THROWS_WITH(done("lat,lon,side_TUR\n1,2,x\n"), Catch::Contains("--prefix"));
  CHECK_THROWS_WITH(done("lat,lon\n1,2\n", {.needs_accuracy = true}), Catch::Contains("no column sigma_m"));
  CHECK_THROWS_AS(done("1,2\n", {.header = false}), load::UnreadableFile);
  CHECK(done("1,35.9,36.06\n",
             {.header = false, .columns = read_columns("lat=2,lon=3"), .shown = countries_only})
            .text == "1,35.9,36.06,TUR,osm-2026-09-yayladagi,\n");
}

TEST_CASE("A reader that goes ends the run early and quietly") {
  const Given file{many_points(50'000)};
  Job job{.files = {file.name()}, .shown = countries_only, .threads = 2};
  std::size_t written = 0;
  Outlet outlet;
  outlet.write = [&](const std::string&) { return ++written < 3; };
  CHECK(run(job, levant(), outlet).ending == Ending::reader_gone);
  CHECK(written == 3);
}

TEST_CASE("A wish to stop ends the run with whole rows") {
  // 5 MB: more than the eight blocks of 256 kB that two threads may have begun when the wish comes.
  constexpr std::size_t rows = 200'000;
  const Given file{many_points(rows)};
  std::stop_source stop;
  std::string text;
  Outlet outlet;
  outlet.write = [&](const std::string& more) {
    text += more;
    if (text.size() > 300'000) stop.request_stop();
    return true;
  };
  const Summary summary = run({.files = {file.name()}, .shown = countries_only, .threads = 2}, levant(),
                              outlet, stop.get_token());
  CHECK(summary.ending == Ending::stopped);
  CHECK(summary.rows < rows);
  CHECK(text.ends_with(",\n"));
}

TEST_CASE("Property: memory does not depend on the length of the stream", "[property]") {
  const std::string rows = many_points(20'000).substr(std::string{"id,lat,lon,sigma_m\n"}.size());
  // The peak of the process after a stream of that many times 20 000 rows, in kB. Behind a slow writer every
  // piece that may be in flight is.
  const auto peak_after = [&](std::size_t times, std::chrono::milliseconds a_piece = {}) {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    std::jthread producer{[&] {
      std::string text = "id,lat,lon,sigma_m\n";
      for (std::size_t i = 0; i < times; ++i) {
        text += rows;
        for (std::size_t at = 0; at < text.size();) {
          const ssize_t sent = ::write(ends[1], text.data() + at, text.size() - at);
          if (sent <= 0) return;
          at += static_cast<std::size_t>(sent);
        }
        text.clear();
      }
      close(ends[1]);
    }};
    Outlet outlet;
    outlet.write = [&](const std::string&) {
      std::this_thread::sleep_for(a_piece);
      return true;
    };
    const Summary summary = run({.files = {"/dev/fd/" + std::to_string(ends[0])},
                                 .form = Form::csv,
                                 .shown = countries_only,
                                 .threads = 2},
                                levant(), outlet);
    CHECK(summary.rows == 20'000 * times);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
  };
  // The first stream fills the pieces in flight and the atlas; one of 40 MB more may not add to that.
  const long short_stream = peak_after(20, std::chrono::milliseconds{20});
  CHECK(peak_after(80) - short_stream < 6'000);
}

TEST_CASE("Pieces are written in order, and trouble in one ends all and is told once") {
  int next = 0;
  std::vector<int> written;
  const auto read = [&](int& piece) { return piece = next, next++ < 200; };
  const auto write = [&](int result) {
    written.push_back(result);
    return true;
  };
  in_order<int, int>(
      4, {}, read, [](int piece) { return 2 * piece; }, write);
  REQUIRE(written.size() == 200);
  for (int i = 0; i < 200; ++i) CHECK(written[static_cast<std::size_t>(i)] == 2 * i);

  next = 0;
  written.clear();
  const auto work = [](int piece) { return piece == 100 ? throw std::runtime_error{"piece"} : piece; };
  CHECK_THROWS_WITH((in_order<int, int>(4, {}, read, work, write)), "piece");
  CHECK(written.size() <= 100);
}

}  // namespace recon::side
