// SPDX-License-Identifier: Apache-2.0
#include "recon/side/records.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>

#include <catch2/catch.hpp>
#include <csv.h>
#include <unistd.h>

namespace recon::side {
namespace {

/// A file of these bytes, gone with this object.
class Given {
public:
  explicit Given(const std::string& bytes)
      : path_{std::filesystem::temp_directory_path() / ("recon-records-" + std::to_string(getpid()))} {
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

struct Cut {
  std::vector<std::string> records;
  std::vector<std::size_t> lines;
  std::vector<Flaw> flaws;
  std::string whole;
};

Cut cut(const std::string& bytes, Form form = Form::csv) {
  const Given file{bytes};
  Records records{{file.name()}, {}};
  records.cut_by(form, ',');
  Cut found;
  for (Block block; records.next(block);)
    for (const Record& record : block.records) {
      found.records.emplace_back(block.text_of(record));
      found.lines.push_back(record.line);
      found.flaws.push_back(record.flaw);
      found.whole.append(block.text_of(record)).append(block.ending_of(record));
    }
  return found;
}

std::size_t rows_by_libcsv(const std::string& bytes) {
  csv_parser parser{};
  csv_init(&parser, 0);
  csv_set_term_func(&parser, [](unsigned char c) { return static_cast<int>(c == '\n'); });
  csv_set_space_func(&parser,
                     [](unsigned char c) { return static_cast<int>(c == ' ' || c == '\t' || c == '\r'); });
  std::size_t rows = 0;
  csv_parse(
      &parser, bytes.data(), bytes.size(), nullptr,
      [](int, void* count) { ++*static_cast<std::size_t*>(count); }, &rows);
  csv_free(&parser);
  return rows;
}

}  // namespace

TEST_CASE("Records end where their lines do, and keep their endings") {
  const Cut found = cut("a,b\r\n1,2\n\n3,4");
  CHECK(found.records == std::vector<std::string>{"a,b", "1,2", "", "3,4"});
  CHECK(found.lines == std::vector<std::size_t>{1, 2, 3, 4});
  CHECK(found.whole == "a,b\r\n1,2\n\n3,4");
}

TEST_CASE("A newline between quotes belongs to its record") {
  const Cut found = cut("a,\"one\ntwo, \"\"three\"\"\",b\nnext,1,2\n");
  CHECK(found.records == std::vector<std::string>{"a,\"one\ntwo, \"\"three\"\"\",b", "next,1,2"});
  CHECK(found.lines == std::vector<std::size_t>{1, 3});
}

TEST_CASE("A quote inside an unquoted cell is a character like any other") {
  CHECK(cut("5\" gun,1\nx,2\n").records == std::vector<std::string>{"5\" gun,1", "x,2"});
  CHECK(cut("a\"b\n\"c\n").records.size() == 2);
}

TEST_CASE("A quote that is never closed costs its own line, and no other") {
  const Cut found = cut("a,1\n\"b,2\nc,3\nd,4\n");
  CHECK(found.records == std::vector<std::string>{"a,1", "\"b,2", "c,3", "d,4"});
  CHECK(found.flaws == std::vector<Flaw>{Flaw::none, Flaw::open_quote, Flaw::none, Flaw::none});
  CHECK(cut("\"a").flaws == std::vector<Flaw>{Flaw::open_quote});

  std::string far = "\"a,1\n";
  while (far.size() < Records::longest_record + 1000) far += "b,2\n";
  const Cut many = cut(far);
  CHECK(many.flaws.front() == Flaw::open_quote);
  CHECK(many.flaws[1] == Flaw::none);
  CHECK(many.whole == far);
}

TEST_CASE("A line that is too long is left out, and its neighbours are not") {
  const Form form = GENERATE(Form::csv, Form::ndjson);
  const std::size_t size = GENERATE(Records::longest_record + 1, 5 * Records::longest_record);
  const Cut found = cut("a,1\n" + std::string(size, 'x') + "\nb,2\n", form);
  CHECK(found.records == std::vector<std::string>{"a,1", "", "b,2"});
  CHECK(found.flaws == std::vector<Flaw>{Flaw::none, Flaw::too_long, Flaw::none});
  CHECK(found.lines == std::vector<std::size_t>{1, 2, 3});
}

TEST_CASE("A line of just the allowed length is whole") {
  const std::string longest(Records::longest_record, 'x');
  const Cut found = cut(longest + "\n" + longest);
  CHECK(found.flaws == std::vector<Flaw>{Flaw::none, Flaw::none});
  CHECK(found.records.front() == longest);
}

TEST_CASE("A byte-order mark belongs to no record") {
  const Given file{"\xEF\xBB\xBFlat,lon\n1,2\n"};
  Records records{{file.name()}, {}};
  CHECK(records.peek() == "lat,lon\n1,2\n");
  Block block;
  REQUIRE(records.next(block));
  CHECK(block.text_of(block.records.front()) == "lat,lon");
  CHECK(records.marked());
}

TEST_CASE("Each file's header comes alone, and lines count from one in each") {
  const Given file{"h\n1\n2\n"};
  Records records{{file.name(), file.name()}, {}};
  records.expect_headers();
  std::vector<std::string> seen;
  for (Block block; records.next(block);)
    for (const Record& record : block.records)
      seen.push_back(std::string{block.text_of(record)} + (block.header ? "!" : "") +
                     std::to_string(record.line));
  CHECK(seen == std::vector<std::string>{"h!1", "12", "23", "h!1", "12", "23"});
}

TEST_CASE("Property: records of any text end where libcsv ends its rows, and add up to the text",
          "[property]") {
  std::mt19937 random{static_cast<unsigned>(GENERATE(range(0, 300)))};
  constexpr std::string_view letters = "\"\",\n a\t\r1";
  std::string text;
  for (std::size_t i = 0; i < 60; ++i) text += letters[random() % letters.size()];
  text += "\",\n";
  CAPTURE(text);
  const Cut found = cut(text);
  CHECK(found.whole == text);
  // Where all quotes are closed; blank lines are no rows to libcsv.
  if (std::count(found.flaws.begin(), found.flaws.end(), Flaw::open_quote) > 0) return;
  const auto blank = [](const std::string& record) {
    return record.find_first_not_of(" \t\r") == std::string::npos;
  };
  const auto rows = found.records.size() - static_cast<std::size_t>(std::count_if(
                                               found.records.begin(), found.records.end(), blank));
  CHECK(rows == rows_by_libcsv(text));
}

}  // namespace recon::side
