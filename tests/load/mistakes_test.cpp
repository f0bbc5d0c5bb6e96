// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "recon/load/load.hpp"

using namespace recon;

namespace {

const std::string folder = std::string{RECON_TEST_DATA} + "/mistakes/";

/// Errors and warnings as they are printed; notes tell only what is not used.
std::vector<std::string> told(const std::string& file) {
  std::vector<std::string> lines;
  for (const auto& problem : load::load_case(folder + file).problems)
    if (problem.severity != incident::Severity::note) lines.push_back(load::print(problem));
  return lines;
}

struct Mistake {
  int number;  // as marked in the file
  std::string told;
};

// Twenty-nine in one reading; two are typed in two ways.
const std::vector<Mistake> mistakes = {
    {1, "mistakes.textproto:4:1: no field 'tittle' in Incident; did you mean 'title'? (rule 1)"},
    {2, "mistakes.textproto:41:60: a printed figure stands in quotes: \"1.36 unit\" (rule 2)"},
    {3, "mistakes.textproto:42:56: \"1.36\" has no unit; write it as \"1.36 miles\" (rule 8)"},
    {4, "mistakes.textproto:51:49: \"1.15 mils\" is neither a time nor a length (rule 8)"},
    {5,
     "mistakes.textproto:43:56: warning: \"1.63 miles\" is not among the words of 's1'; copy it as printed "
     "or say why in corrected (rule 15)"},
    {6, "mistakes.textproto:52:36: \"9.24'.25''\" is not a time; for example \"09:24:05 local\" (rule 11)"},
    {7, "mistakes.textproto:53:38: \"09:24\" names no clock; add local, UTC, MSK (rule 11)"},
    {8, "mistakes.textproto:54:38: there is no 24:24 (rule 11)"},
    {9, "mistakes.textproto:15:25: there is no day 2015-11-31 (rule 11)"},
    {10, "mistakes.textproto:12:21: 'Europe/Ankara': no time zone of that name in the tz database (rule 11)"},
    {11,
     "mistakes.textproto:55:40: \"35.8 36.1\": latitude and longitude, each with its letter N S E W (rule "
     "10)"},
    {12, "mistakes.textproto:56:42: latitude 95 is beyond 90 (rule 10)"},
    {13, "mistakes.textproto:57:42: minutes run to 59: \"35°68'26''N\" (rule 10)"},
    {14, "mistakes.textproto:58:55: text ends here at 26; type seconds as '' or ″ (rule 2)"},
    {15, "mistakes.textproto:59:46: straight quotes are needed: \"6,000 m\" (rule 2)"},
    {16, "mistakes.textproto:60:13: no Event is called 'hitt'; did you mean 'hit'? (rule 6)"},
    {17, "mistakes.textproto:45:36: zone wants a Zone; 'su24' names the Aircraft in line 17 (rule 6)"},
    {18,
     "mistakes.textproto:61:62: one claim, one kind: altitude stands beside position; write a second claim "
     "(rule 3)"},
    {19, "mistakes.textproto:62:5: inside when? add at_event, at_time, or say EVER_INSIDE (rule 13)"},
    {20, "mistakes.textproto:63:5: a position wants at_event or at_time (rule 13)"},
    {21,
     "mistakes.textproto:13:29: 'COUNTRY' is not one of the words for kind: STATE, ALLIANCE, AGENCY, "
     "COMPANY, PERSON, MEDIA, RESEARCH, COURT (rule 2)"},
    {21,
     "mistakes.textproto:64:60: 'WITHIN' is not one of the words for is: INSIDE, OUTSIDE, EVER_INSIDE, "
     "NEVER_INSIDE (rule 2)"},
    {22, "mistakes.textproto:11:9: 'turkey' already names a Party in line 9 (rule 5)"},
    {23, "mistakes.textproto:16:10: 'Letter 1' is not a name: lower case, digits, hyphens (rule 5)"},
    {24, "mistakes.textproto:65:42: 'is' is empty; leave it out if nothing is said (rule 8)"},
    {25, "mistakes.textproto:70:3: no source: who printed this? (or say unverified) (rule 14)"},
    {26, "mistakes.textproto:66:40: \"FL 19000\" is not understood here; \"19,000 ft\", \"FL210\" (rule 8)"},
    {27, "mistakes.textproto:44:21: no Option is called 'nautical-mile' (nautical, statute) (rule 6)"},
    {28, "mistakes.textproto:24:49: a whole number from 0 belongs here (rule 2)"},
    {28, "mistakes.textproto:67:35: true or false, not yes (rule 2)"},
    {30, "mistakes.textproto:68:41: 09:42 MSK is 06:42 UTC, before the window begins (07:15 UTC) (rule 12)"},
};

}  // namespace

TEST_CASE("The mistakes people make are all told at once, each at its place") {
  const auto lines = told("mistakes.textproto");
  std::set<int> numbers;
  for (const Mistake& mistake : mistakes) {
    CAPTURE(mistake.number, mistake.told);
    CHECK(std::count(lines.begin(), lines.end(), mistake.told) == 1);
    numbers.insert(mistake.number);
  }
  CHECK(numbers.size() == 29);
  CHECK(lines.size() == mistakes.size());  // and nothing that nobody planted
  CHECK_FALSE(load::load_case(folder + "mistakes.textproto").usable());
}

TEST_CASE("A missing brace ends the reading, and the block that lacks it is named") {
  const std::vector<std::string> expected = {
      "unclosed.textproto:8:3: reading stops in line 8; the statement of line 5 is not closed (by "
      "indentation)"};
  CHECK(told("unclosed.textproto") == expected);
}
