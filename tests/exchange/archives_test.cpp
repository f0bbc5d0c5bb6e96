// SPDX-License-Identifier: Apache-2.0
#include "tests/exchange/reading.hpp"
#include <catch2/catch.hpp>
#include <cpl_vsi.h>
#include <ogrsf_frmts.h>

#include "recon/load/load.hpp"

// Archives and workbooks, made here by GDAL and byte by byte.

using namespace recon;
using test::assumed, test::gzipped, test::noticed, test::read, test::rows, test::skipped, test::told;

namespace {

const std::string csv = "time_utc,lat,lon\n2015-11-24 07:24:05,35.8,36.1\n";

const std::string kml =
    "<?xml version=\"1.0\"?><kml xmlns=\"http://www.opengis.net/kml/2.2\" "
    "xmlns:gx=\"http://www.google.com/kml/ext/2.2\"><Document><GroundOverlay><name>radar "
    "picture</name><Icon><href>files/map.png</href></Icon><LatLonBox><north>36</north><south>35</south>"
    "<east>37</east><west>36</west></LatLonBox></GroundOverlay><Placemark><name>Su-24</name><gx:Track>"
    "<altitudeMode>absolute</altitudeMode><when>2015-11-24T07:24:05Z</when><gx:coord>36.1890 35.8312 "
    "5800</gx:coord></gx:Track></Placemark></Document></kml>";

const std::string acmi =
    "FileType=text/acmi/tacview\nFileVersion=2.2\n0,ReferenceTime=2015-11-24T07:24:00Z\n#5\n"
    "a1,T=36.1890|35.8312|5800,Type=Air+FixedWing,CallSign=Su-24\n";

using Members = std::vector<std::pair<std::string, std::string>>;

/// The bytes of a file that GDAL has in memory, which is then no more.
std::string taken_from_memory(const std::string& path) {
  vsi_l_offset size = 0;
  const GByte* const bytes = VSIGetMemFileBuffer(path.c_str(), &size, FALSE);
  REQUIRE(bytes != nullptr);
  std::string result{reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
  VSIUnlink(path.c_str());
  return result;
}

/// What GDAL's own zip writer makes of them.
std::string zipped(const Members& members) {
  static int count = 0;
  const std::string path = "/vsimem/archives-test-" + std::to_string(++count) + ".zip";
  VSILFILE* const archive = VSIFOpenL(("/vsizip/" + path).c_str(), "wb");
  REQUIRE(archive != nullptr);
  for (const auto& [name, bytes] : members) {
    VSILFILE* const file = VSIFOpenL(("/vsizip/" + path + "/" + name).c_str(), "wb");
    REQUIRE(file != nullptr);
    REQUIRE(VSIFWriteL(bytes.data(), 1, bytes.size(), file) == bytes.size());
    VSIFCloseL(file);
  }
  VSIFCloseL(archive);
  return taken_from_memory(path);
}

/// Sets bits of the flags of every member, in its own header and in the directory.
std::string flagged(std::string archive, char bits) {
  for (const auto& [mark, offset] : {std::pair{"PK\x03\x04", 6}, {"PK\x01\x02", 8}})
    for (std::size_t at = archive.find(mark); at != std::string::npos; at = archive.find(mark, at + 4)) {
      char& flags = archive[at + static_cast<std::size_t>(offset)];
      flags = static_cast<char>(flags | bits);
    }
  return archive;
}

/// The same name in header and directory, of the same length as before.
std::string renamed(std::string archive, const std::string& from, const std::string& to) {
  REQUIRE(from.size() == to.size());
  for (std::size_t at = archive.find(from); at != std::string::npos; at = archive.find(from, at + to.size()))
    archive.replace(at, from.size(), to);
  return archive;
}

using Sheet = std::vector<std::vector<std::string>>;
struct Book {
  std::vector<std::pair<std::string, Sheet>> sheets;
  /// Columns of the last sheet that are stored as numbers, or as a day and a time.
  std::vector<std::size_t> reals, moments;
};

/// What GDAL's XLSX driver makes of it, the first row of every sheet being its field names.
std::string workbook(const Book& book, const char* made_by = "XLSX") {
  GDALAllRegister();
  static int count = 0;
  const std::string path = "/vsimem/archives-test-" + std::to_string(++count) +
                           (made_by == std::string_view{"ODS"} ? ".ods" : ".xlsx");
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName(made_by);
  REQUIRE(driver != nullptr);
  {
    const std::unique_ptr<GDALDataset> made{driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr)};
    REQUIRE(made);
    for (const auto& [name, rows_of] : book.sheets) {
      OGRLayer* const layer = made->CreateLayer(name.c_str(), nullptr, wkbNone, nullptr);
      REQUIRE(layer != nullptr);
      for (std::size_t i = 0; i < rows_of.front().size(); ++i) {
        const auto among = [&](const std::vector<std::size_t>& columns) {
          return std::find(columns.begin(), columns.end(), i) != columns.end();
        };
        OGRFieldDefn field{rows_of.front()[i].c_str(), among(book.reals)     ? OFTReal
                                                       : among(book.moments) ? OFTDateTime
                                                                             : OFTString};
        REQUIRE(layer->CreateField(&field) == OGRERR_NONE);
      }
      for (std::size_t row = 1; row < rows_of.size(); ++row) {
        OGRFeature feature{layer->GetLayerDefn()};
        for (std::size_t i = 0; i < rows_of[row].size(); ++i)
          feature.SetField(static_cast<int>(i), rows_of[row][i].c_str());
        REQUIRE(layer->CreateFeature(&feature) == OGRERR_NONE);
      }
    }
  }
  return taken_from_memory(path);
}

}  // namespace

TEST_CASE("A workbook is read from the first sheet whose header names places, and the others are told") {
  const auto imported =
      read(workbook({.sheets = {{"About", {{"Radar data", "copy 3"}, {"printed for", "the commission"}}},
                                {"Plots",
                                 {{"Site", "Time (UTC)", "Lat", "Long", "Mode C (ft)"},
                                  {"NEADS", "2001-09-11 12:24:05", "41.5021", "-74.1003", "29000"},
                                  {"NEADS", "2001-09-11 12:24:17", "41.5120", "-74.1205", "29000"}}}},
                     .reals = {},
                     .moments = {}}));
  CHECK(rows(imported).size() == 2);
  CHECK(rows(imported)[1].printed().position.text == "41.5120 N 74.1205 W");
  CHECK(rows(imported)[1].printed().altitude.text == "FL290.00");
  CHECK(imported.format == "workbook (.xlsx), table");
  CHECK(noticed(imported, "read is the sheet 'Plots'; not read: 'About'"));
  CHECK(told(imported, "2 rows read, 2 used"));
}

TEST_CASE("A workbook of OpenDocument is read as well") {
  const auto imported = read(workbook({.sheets = {{"s",
                                                   {{"time_utc", "lat", "lon", "altitude_ft"},
                                                    {"2015-11-24 07:24:05", "35.8312", "36.1890", "19000"}}}},
                                       .reals = {},
                                       .moments = {}},
                                      "ODS"));
  CHECK(imported.format == "workbook (.ods), table");
  CHECK(rows(imported).at(0).printed().position.text == "35.8312 N 36.1890 E");
  CHECK(rows(imported)[0].printed().altitude.text == "19000 ft");
}

TEST_CASE("What people hold that is not read says what it is, and what to do") {
  CHECK_THROWS_WITH(read(std::string{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8} + std::string(600, '\0')),
                    Catch::Contains("save it as .xlsx or .csv"));
  CHECK_THROWS_WITH(read("PAR1" + std::string(100, '\1')), Catch::Contains("Parquet"));
  CHECK_THROWS_WITH(read("%PDF-1.4\n%"), Catch::Contains("a PDF, which is not read"));
  CHECK_THROWS_WITH(read("\x89PNG\r\n\x1a\n" + std::string(100, 'x')), Catch::Contains("recon georef"));
}

TEST_CASE("Numbers and moments of a workbook keep their digits") {
  const auto imported = read(workbook({.sheets = {{"s",
                                                   {{"time", "latitude", "longitude", "altitude_m"},
                                                    {"2015/11/24 07:24:05", "35.8312", "36.189", "5800.5"},
                                                    {"2015/11/24 07:24:15.5", "35.82", "36.1", "5801"}}}},
                                       .reals = {1, 2, 3},
                                       .moments = {0}}));
  CHECK(rows(imported)[0].printed().time.text == "2015-11-24 07:24:05");
  CHECK(rows(imported)[0].printed().position.text == "35.8312 N 36.189 E");
  CHECK(rows(imported)[0].printed().altitude.text == "5800.5 m");
  CHECK(rows(imported)[1].printed().time.text == "2015-11-24 07:24:15.500");
  CHECK(in_degrees(rows(imported)[1].position->latitude) == Approx(35.82));
}

TEST_CASE("Times of a workbook may be fractions of a day, as the RADES tables of 2001 have them") {
  const auto imported = read(workbook({.sheets = {{"s",
                                                   {{"site", "time", "lat", "lon"},
                                                    {"OCA", "0.516724537037", "41.5021", "-74.1003"},
                                                    {"OCA", "0.516863425926", "41.5120", "-74.1205"}}}},
                                       .reals = {1, 2, 3},
                                       .moments = {}}),
                             {.date = "2001-09-11"});
  CHECK(rows(imported)[0].printed().time.text == "2001-09-11 12:24:05.000");
  CHECK(rows(imported)[1].printed().time.text == "2001-09-11 12:24:17.000");
}

namespace {

/// A book of one sheet as other programs write it: numbers with a form to print them in, texts in their
/// cells.
std::string written_by_others(const std::string& properties, const std::string& forms,
                              const std::string& sheet) {
  const std::string head = R"(<?xml version="1.0" encoding="UTF-8"?>)",
                    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    package = "http://schemas.openxmlformats.org/package/2006/relationships";
  return zipped(
      {{"[Content_Types].xml",
        head +
            R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)"
            R"(<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)"
            R"(<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>)"},
       {"_rels/.rels", head + R"(<Relationships xmlns=")" + package + R"("><Relationship Id="rId1" Type=")" +
                           office + R"(/officeDocument" Target="xl/workbook.xml"/></Relationships>)"},
       {"xl/workbook.xml", head + R"(<workbook xmlns=")" + main + R"(" xmlns:r=")" + office + R"(">)" +
                               properties +
                               R"(<sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>)"},
       {"xl/_rels/workbook.xml.rels", head + R"(<Relationships xmlns=")" + package +
                                          R"("><Relationship Id="rId1" Type=")" + office +
                                          R"(/worksheet" Target="worksheets/sheet1.xml"/></Relationships>)"},
       {"xl/styles.xml", head + R"(<styleSheet xmlns=")" + main + R"(">)" + forms + "</styleSheet>"},
       {"xl/worksheets/sheet1.xml",
        head + R"(<worksheet xmlns=")" + main + R"("><sheetData>)" + sheet + "</sheetData></worksheet>"}});
}

std::string cells(int row, const std::string& first, const std::string& second) {
  const std::string at = std::to_string(row);
  return "<row r=\"" + at + "\">" + first + second + "<c r=\"C" + at + "\"><v>35.8312</v></c><c r=\"D" + at +
         "\"><v>36.189</v></c></row>";
}

std::string header(const std::string& first, const std::string& second) {
  std::string row = "<row r=\"1\">";
  char column = 'A';
  for (const std::string& name : {first, second, std::string{"lat"}, std::string{"lon"}})
    row += "<c r=\"" + std::string{column++} + "1\" t=\"inlineStr\"><is><t>" + name + "</t></is></c>";
  return row + "</row>";
}

}  // namespace

// 42332.308391203701 is 2015-11-24 07:24:05: what openpyxl and pandas write, whose form GDAL takes for a
// day's.
TEST_CASE("Moments of a workbook keep their time and its thousandths, whatever form they are printed in") {
  const auto imported = read(written_by_others(
      "",
      R"(<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ h:mm:ss"/><numFmt numFmtId="165" formatCode="[$-409]hh:mm:ss.000;@"/></numFmts>)"
      R"(<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/></cellXfs>)",
      header("Timestamp (UTC)", "remark") + cells(2, R"(<c r="A2" s="1"><v>42332.308391203701</v></c>)", "") +
          cells(3, R"(<c r="A3" s="1"><v>42332.308394097221</v></c>)", "")));
  REQUIRE(rows(imported).size() == 2);
  CHECK(rows(imported)[0].printed().time.text == "2015-11-24 07:24:05");
  CHECK(rows(imported)[1].printed().time.text == "2015-11-24 07:24:05.250");
  const auto two = read(written_by_others(
      "",
      R"(<numFmts count="1"><numFmt numFmtId="165" formatCode="[$-409]hh:mm:ss.000;@"/></numFmts>)"
      R"(<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="165"/></cellXfs>)",
      header("Date", "Time (UTC)") +
          cells(2, R"(<c r="A2" s="1"><v>37145</v></c>)",
                R"(<c r="B2" s="2"><v>0.52778356481481481</v></c>)") +
          cells(3, R"(<c r="A3" s="1"><v>37145</v></c>)",
                R"(<c r="B3" s="2"><v>0.52791666666666670</v></c>)")));
  CHECK(rows(two)[0].printed().time.text == "2001-09-11 12:40:00.500");
  CHECK(rows(two)[1].printed().time.text == "2001-09-11 12:40:12");
}

TEST_CASE("Days of a workbook that counts from 1904 are not four years early") {
  const auto imported = read(written_by_others(
      R"(<workbookPr date1904="1"/>)",
      R"(<numFmts count="1"><numFmt numFmtId="164" formatCode="dd.mm.yyyy hh:mm:ss"/></numFmts>)"
      R"(<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>)",
      header("Zeit (UTC)", "") + cells(2, R"(<c r="A2" s="1"><v>40870.308391203701</v></c>)", "")));
  CHECK(rows(imported)[0].printed().time.text == "2015-11-24 07:24:05");
  CHECK(assumed(imported, "days count from 1904") == exchange::Honesty::Assumed::Sure::stated);
}

TEST_CASE("A workbook without places, and one that is broken, say so") {
  CHECK_THROWS_WITH(read(workbook({.sheets = {{"s", {{"a", "b"}, {"1", "2"}}}}, .reals = {}, .moments = {}})),
                    Catch::Contains("no sheet has a row that names columns"));
  std::string book = workbook({.sheets = {{"s", {{"lat", "lon"}, {"1", "2"}}}}, .reals = {}, .moments = {}});
  book.resize(book.size() / 2);
  CHECK_THROWS_AS(read(book), load::UnreadableFile);
}

TEST_CASE("A KMZ is its doc.kml; the picture in it is told and is no track") {
  const auto imported = read(zipped({{"files/map.png", "\x89PNG"}, {"a.kml", "<kml/>"}, {"doc.kml", kml}}));
  CHECK(imported.format == "KML");
  CHECK(rows(imported).front().printed().position.text == "35.8312 N 36.1890 E");
  CHECK(noticed(imported, "read is 'doc.kml' of the archive"));
  CHECK(noticed(imported, "not read, of the archive: 'a.kml'"));
  CHECK(noticed(imported, "not read, of the archive: 'files/map.png'"));
  CHECK(noticed(imported, "a picture on the ground ('files/map.png') is no track"));
}

TEST_CASE("Of several documents the first that is a track is read, the others are named") {
  Members many;
  for (int i = 1; i <= 9; ++i) many.emplace_back("folder/track" + std::to_string(i) + ".kml", kml);
  const auto imported = read(zipped(many));
  CHECK(rows(imported).size() == 1);
  CHECK(noticed(imported, "read is 'folder/track1.kml'"));
  CHECK(noticed(imported, "not read, of the archive: 'folder/track6.kml'"));
  CHECK_FALSE(noticed(imported, "'folder/track7.kml'"));
  CHECK(noticed(imported, "not read, of the archive: 3 more files"));
}

TEST_CASE("Words about the data beside them are not the data") {
  const auto imported = read(
      zipped({{"LICENCE.txt", "All rights reserved"}, {"README.txt", "see b.csv"}, {"data/b.csv", csv}}));
  CHECK(rows(imported).size() == 1);
  CHECK(noticed(imported, "read is 'data/b.csv'"));
  CHECK(noticed(imported, "'LICENCE.txt'"));
}

TEST_CASE("A recording of Tacview is read from its zip") {
  const auto imported = read(zipped({{"Tacview-20151124.txt.acmi", acmi}}));
  CHECK(imported.format == "Tacview ACMI");
  CHECK(rows(imported).front().printed().time.text == "2015-11-24 07:24:05");
}

TEST_CASE("A gzip in a zip, a workbook in a zip and a gzip of a gzip are unpacked; deeper is refused") {
  CHECK(rows(read(zipped({{"trace.csv.gz", gzipped(csv)}}))).size() == 1);
  CHECK(rows(read(gzipped(gzipped(csv)))).size() == 1);
  const auto book = read(zipped(
      {{"book.xlsx",
        workbook({.sheets = {{"s", {{"time_utc", "lat", "lon"}, {"2015-11-24 07:24:05", "35.8", "36.1"}}}},
                  .reals = {},
                  .moments = {}})}}));
  CHECK(rows(book).size() == 1);
  CHECK(noticed(book, "read is 'book.xlsx'"));
  CHECK_THROWS_AS(read(gzipped(gzipped(gzipped(gzipped(csv))))), load::UnreadableFile);
}

TEST_CASE("Every text format may come in a gzip") {
  for (const std::string& text : {csv, kml, acmi}) {
    const auto imported = read(gzipped(text));
    CHECK(rows(imported).size() == 1);
    CHECK(noticed(imported, "compressed with gzip"));
  }
}

TEST_CASE("An encrypted member is refused by its name") {
  CHECK_THROWS_WITH(read(flagged(zipped({{"t.csv", csv}}), 1)),
                    "file: 't.csv' is encrypted; unpack it first");
  CHECK_THROWS_WITH(read(flagged(zipped({{"doc.kml", kml}}), 1)),
                    "file: 'doc.kml' is encrypted; unpack it first");
}

TEST_CASE("A member whose name leads out of the archive is not read, and told") {
  const std::string alone = renamed(zipped({{"aaa/bb.kml", kml}}), "aaa/bb.kml", "../..b.kml");
  CHECK_THROWS_WITH(read(alone), Catch::Contains("'../..b.kml', which leads out of its folder"));
  const auto beside =
      read(renamed(zipped({{"aaa/bb.kml", kml}, {"c.csv", csv}}), "aaa/bb.kml", "../..b.kml"));
  CHECK(beside.format == "table");
  CHECK(noticed(beside, "'../..b.kml', which leads out of its folder"));
  CHECK_THROWS_WITH(read(renamed(zipped({{"etcpasswd.kml", kml}}), "etcpasswd.kml", "/tcpasswd.kml")),
                    Catch::Contains("leads out of its folder"));
}

TEST_CASE("A zip bomb is refused by what it says and by what it does") {
  const std::string blank(70U << 20U, ' ');
  std::string bomb = zipped({{"t.csv", blank}});
  CHECK(bomb.size() < (1U << 20U));
  CHECK_THROWS_WITH(read(bomb), Catch::Contains("'t.csv' unpacks to 70 MiB; at most 16 MiB are read"));
  // The directory's word is not taken: here it says 1 MiB.
  const std::size_t directory = bomb.rfind("PK\x01\x02");
  bomb.replace(directory + 24, 4, std::string{'\0', '\0', '\x10', '\0'});
  CHECK_THROWS_AS(read(bomb), load::UnreadableFile);
}

TEST_CASE("An archive of nothing, of other things, or cut off, says so") {
  CHECK_THROWS_WITH(read(zipped({{"a.png", "x"}, {"b.doc", "y"}})),
                    "file: no file of a track in the archive; it holds 'a.png', 'b.doc'");
  const std::string whole = zipped({{"t.csv", csv}});
  for (const std::size_t kept : {std::size_t{4}, whole.size() / 2, whole.size() - 1}) {
    CAPTURE(kept);
    CHECK_THROWS_AS(read(whole.substr(0, kept)), load::UnreadableFile);
  }
}
