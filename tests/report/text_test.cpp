// SPDX-License-Identifier: Apache-2.0
#include "recon/report/text.hpp"

#include <string>

#include <catch2/catch.hpp>

using namespace recon::report;

TEST_CASE("A number is not parted from its unit at the end of a line; other words may be") {
  CHECK(unbroken("is 6.8 km (3.7 NM) or <1 % in 3 readings") ==
        "is 6.8\u00A0km (3.7\u00A0NM) or <1\u00A0% in 3 readings");
  CHECK(unbroken("12 months, 4 mine, 5 ") == "12 months, 4 mine, 5 ");
  CHECK(unbroken(" m") == " m");
}

TEST_CASE("A letter of several bytes takes one column") {
  CHECK(columns("Yayladağı") == 9);
  CHECK(columns("Şahin İzmir") == 11);
  CHECK(columns("Россия") == 6);
  CHECK(columns("● ○ ◐ −1.2 km") == 13);
}

TEST_CASE("Combining marks take no column and wide letters take two") {
  CHECK(columns("e\u0301") == 1);
  CHECK(columns("日本") == 4);
}

TEST_CASE("Bytes that are not text count one column each") {
  CHECK(columns("\xff\xfe") == 2);
  CHECK(columns("a\xc3") == 2);
}

TEST_CASE("What is fitted has exactly its width") {
  for (const std::string text :
       {"", "abc", "Yayladağı salient", "日本語の文章", "e\u0301e\u0301e\u0301e\u0301"})
    for (const std::size_t width : {1U, 2U, 5U, 8U, 20U}) {
      CAPTURE(text, width);
      CHECK(columns(fit(text, width)) == width);
    }
}

TEST_CASE("No line is wider than asked and no word is lost") {
  const std::string text =
      "If the letter is taken at face value, Türkiye’nin hava sahası averyveryverylongwordthatdoesnotfit";
  for (const std::size_t width : {7U, 10U, 33U, 100U}) {
    std::string joined;
    for (const std::string& line : wrap(text, width)) {
      CHECK(columns(line) <= width);
      joined += line;
    }
    std::string squeezed;
    for (const char c : joined)
      if (c != ' ') squeezed += c;
    std::string expected;
    for (const char c : text)
      if (c != ' ') expected += c;
    CHECK(squeezed == expected);
  }
  CHECK(wrap("", 10).size() == 1);
}

TEST_CASE("A statement cannot move the cursor or turn the line around") {
  CHECK(for_terminal("a\x1b[31mb") == "a [31mb");
  CHECK(for_terminal("a\u202Eb") == "ab");
  CHECK(for_terminal("1\u00A0km") == "1 km");
}

TEST_CASE("Markup in words is escaped") {
  CHECK(escape("<a href='x'>&\"") == "&lt;a href=&#39;x&#39;&gt;&amp;&quot;");
}
