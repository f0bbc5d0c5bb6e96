// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <ogrsf_frmts.h>
#include <pugixml.hpp>

#include "recon/exchange/digits.hpp"
#include "recon/exchange/import.hpp"
#include "recon/exchange/readers.hpp"
#include "recon/exchange/table.hpp"
#include "recon/exchange/times.hpp"
#include "recon/exchange/unpack.hpp"
#include "recon/load/load.hpp"
#include "recon/load/quiet.hpp"
#include "recon/load/vector_file.hpp"
#include "recon/units/text.hpp"

// Sheets of an .xlsx or .ods workbook by GDAL, every cell as text; the header is found as in any table.
//
// A cell with a day or a time is a number and a form to print it in. GDAL 3.6 knows few of the forms: of
// "yyyy-mm-dd h:mm:ss", which openpyxl and pandas write, it keeps the day alone, of "hh:mm:ss.000" whole
// seconds, and it takes days that count from 1904 to count from 1900. So every form with a time is made the
// one that GDAL prints whole, before it sees the book.
namespace recon::exchange {

namespace {

constexpr std::size_t title_rows = 40, sample_rows = 300;

class Setting {
public:
  Setting(const char* key, const char* value) : key_{key} { CPLSetThreadLocalConfigOption(key, value); }
  ~Setting() { CPLSetThreadLocalConfigOption(key_, nullptr); }
  Setting(const Setting&) = delete;
  Setting(Setting&&) = delete;
  Setting& operator=(const Setting&) = delete;
  Setting& operator=(Setting&&) = delete;

private:
  const char* key_;
};

// A workbook as a file that only GDAL sees, gone with this object.
class MemoryFile {
public:
  MemoryFile(std::string_view bytes, const std::string& ending) {
    path_ = next_path(ending);
    // GDAL promises to only read a file it does not own; its interface predates const.
    auto* data = reinterpret_cast<GByte*>(const_cast<char*>(bytes.data()));
    VSIFCloseL(VSIFileFromMemBuffer(path_.c_str(), data, bytes.size(), FALSE));
  }
  explicit MemoryFile(const std::vector<load::FileBytes>& members) {
    path_ = next_path(".xlsx");
    VSILFILE* const archive = VSIFOpenL(("/vsizip/" + path_).c_str(), "wb");
    if (archive == nullptr) throw load::UnreadableFile{"a workbook that cannot be opened"};
    for (const load::FileBytes& member : members)
      if (VSILFILE* const file = VSIFOpenL(("/vsizip/" + path_ + "/" + member.name).c_str(), "wb")) {
        VSIFWriteL(member.bytes.data(), 1, member.bytes.size(), file);
        VSIFCloseL(file);
      }
    VSIFCloseL(archive);
  }
  ~MemoryFile() { VSIUnlink(path_.c_str()); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile(MemoryFile&&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  MemoryFile& operator=(MemoryFile&&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

private:
  static std::string next_path(const std::string& ending) {
    static std::mutex naming;
    static unsigned long count = 0;
    const std::lock_guard lock{naming};
    return "/vsimem/recon-book-" + std::to_string(++count) + ending;
  }

  std::string path_;
};

enum class Form { number, day, time };  // of a cell: a day alone; a time, with a day or without

// Of "dd.mm.yyyy hh:mm;@": letters in quotes, behind a backslash or in brackets are no part of it, but "[h]".
Form form_of(std::string_view code) {
  std::string letters;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    if (code[i] == '\\' || code[i] == '_' || code[i] == '*') {
      ++i;
    } else if (code[i] == '"' || code[i] == '[') {
      const std::size_t end = std::min(code.find(code[i] == '"' ? '"' : ']', i + 1), code.size());
      const std::string inside = small_letters(code.substr(i + 1, end - i - 1));
      if (code[i] == '[' && (inside == "h" || inside == "hh")) letters += inside;
      i = end;
    } else {
      letters += code[i];
    }
  }
  letters = small_letters(letters);
  if (letters == "general") return Form::number;
  if (letters.find_first_of("hs") != std::string::npos) return Form::time;
  return letters.find_first_of("yd") != std::string::npos ? Form::day : Form::number;
}

// Those that have no code in the file (ECMA-376-1, 18.8.30).
Form form_built_in(unsigned id) {
  if ((id >= 18 && id <= 22) || (id >= 45 && id <= 47)) return Form::time;
  return id >= 14 && id <= 17 ? Form::day : Form::number;
}

constexpr unsigned day_form = 14, time_form = 9001;

std::string mended_styles(const std::string& styles) {
  pugi::xml_document document;
  if (!document.load_buffer(styles.data(), styles.size())) return styles;
  pugi::xml_node sheet = document.child("styleSheet");
  std::map<unsigned, Form> forms;
  for (const pugi::xml_node& form : sheet.child("numFmts").children("numFmt"))
    forms[form.attribute("numFmtId").as_uint()] = form_of(form.attribute("formatCode").value());
  for (const pugi::xml_node& cell : sheet.child("cellXfs").children("xf")) {
    pugi::xml_attribute id = cell.attribute("numFmtId");
    const auto own = forms.find(id.as_uint());
    const Form form = own != forms.end() ? own->second : form_built_in(id.as_uint());
    if (form == Form::day) id.set_value(day_form);
    if (form == Form::time) id.set_value(time_form);
  }
  pugi::xml_node list = sheet.child("numFmts");
  if (!list) list = sheet.prepend_child("numFmts");
  pugi::xml_node whole = list.append_child("numFmt");
  whole.append_attribute("numFmtId").set_value(time_form);
  whole.append_attribute("formatCode").set_value("YYYY/MM/DD HH:MM:SS.000");
  struct Text : pugi::xml_writer {
    std::string text;
    void write(const void* data, std::size_t size) override {
      text.append(static_cast<const char*>(data), size);
    }
  } out;
  document.save(out, "", pugi::format_raw);
  return out.text;
}

bool counts_from_1904(const std::string& book) {
  pugi::xml_document document;
  return document.load_buffer(book.data(), book.size()) &&
         document.child("workbook").child("workbookPr").attribute("date1904").as_bool();
}

// What GDAL prints of a cell's number: "2015/11/24", "2015/11/24 07:24:05", "2015/11/24 07:24:05.250". A time
// without a day is of the day zero. Anything else is none of these.
std::optional<std::string> moment_of(std::string_view text, std::chrono::days later) {
  using namespace std::chrono;
  const bool day_alone = text.size() == 10, whole_seconds = text.size() == 19;
  if (!day_alone && ((!whole_seconds && text.size() != 23) || text[10] != ' ' || text[13] != ':'))
    return std::nullopt;
  if (text[4] != '/') return std::nullopt;
  const auto date = day_of(std::string{text.substr(0, 10)}, DayOrder::day_first);
  if (!date) return std::nullopt;
  sys_time<milliseconds> at{sys_days{*date}};
  if (!day_alone) {
    const auto hour = number(text.substr(11, 2)), minute = number(text.substr(14, 2)),
               second = number(text.substr(17));
    if (!hour || !minute || !second) return std::nullopt;
    // Seconds may be printed as 60.000.
    at += milliseconds{std::llround(1000.0 * (3600.0 * *hour + 60.0 * *minute + *second))};
  }
  const bool of_day_zero = !day_alone && sys_days{*date} == sys_days{year{1899} / 12 / 30};
  if (!of_day_zero) at += later;
  const bool whole = at.time_since_epoch().count() % 1000 == 0;
  const std::string printed = printed_utc({Instant{at.time_since_epoch()}, whole ? 0 : 3});
  if (day_alone) return printed.substr(0, 10);
  return of_day_zero ? printed.substr(11) : printed;
}

std::vector<std::string> cells_of(const OGRFeature& row, std::chrono::days later) {
  std::vector<std::string> cells;
  const int n = std::min(row.GetFieldCount(), static_cast<int>(most_columns));
  for (int i = 0; i < n; ++i) {
    cells.emplace_back(row.IsFieldSetAndNotNull(i) ? row.GetFieldAsString(i) : "");
    if (auto moment = moment_of(cells.back(), later)) cells.back() = std::move(*moment);
  }
  return cells;
}

std::vector<std::string_view> views(const std::vector<std::string>& cells) {
  return {cells.begin(), cells.end()};
}

struct Sheet {
  Layout layout;
  std::vector<std::vector<std::string>> rows;  // below the header
  std::size_t header_line = 0;
};

std::optional<Sheet> sheet_from(OGRLayer& layer, std::chrono::days later) {
  std::optional<Sheet> sheet;
  std::size_t line = 0;
  layer.ResetReading();
  while (const std::unique_ptr<OGRFeature> row{layer.GetNextFeature()}) {
    ++line;
    std::vector<std::string> cells = cells_of(*row, later);
    if (sheet) {
      if (sheet->rows.size() >= 2'000'000) throw load::UnreadableFile{"a sheet of more than 2 000 000 rows"};
      sheet->rows.push_back(std::move(cells));
      continue;
    }
    if (line > title_rows) return std::nullopt;
    if (auto layout = layout_of(views(cells)))
      sheet = Sheet{.layout = std::move(*layout), .rows = {}, .header_line = line};
  }
  return sheet;
}

}  // namespace

namespace {

// OpenDocument 1.2, part 3, 3.3: the first member of its archive, not compressed.
bool is_open_document(std::string_view bytes) {
  return bytes.substr(0, 256).find("mimetypeapplication/vnd.oasis.opendocument.spreadsheet") !=
         std::string_view::npos;
}

}  // namespace

bool is_workbook(std::string_view bytes) {
  // Names of members stand uncompressed in a zip archive.
  return is_zip(bytes) &&
         (bytes.find("xl/workbook.xml") != std::string_view::npos || is_open_document(bytes));
}

Imported read_workbook(std::string_view bytes, const ImportWish& wish) {
  // Unpacked once within the limits, so that GDAL meets no bomb.
  std::vector<load::FileBytes> members =
      load::unpacked({.name = "book.zip", .bytes = std::string{bytes}}, {".xml", ".rels"});
  // 1 January 1904 is day 1462 of the others.
  std::chrono::days later{0};
  for (load::FileBytes& member : members) {
    if (member.name == "xl/styles.xml") member.bytes = mended_styles(member.bytes);
    if (member.name == "xl/workbook.xml" && counts_from_1904(member.bytes)) later = std::chrono::days{1462};
  }
  static std::once_flag once;
  std::call_once(once, [] {
    RegisterOGRXLSX();
    RegisterOGRODS();
  });
  const bool open = is_open_document(bytes);
  const load::Quiet quiet;
  const Setting headers{"OGR_XLSX_HEADERS", "DISABLE"}, types{"OGR_XLSX_FIELD_TYPES", "STRING"},
      open_headers{"OGR_ODS_HEADERS", "DISABLE"}, open_types{"OGR_ODS_FIELD_TYPES", "STRING"};
  const std::string ending = open ? ".ods" : ".xlsx";
  const MemoryFile file = open ? MemoryFile{bytes, ending} : MemoryFile{members};
  const char* const drivers[] = {open ? "ODS" : "XLSX", nullptr};
  const std::unique_ptr<GDALDataset> book{
      GDALDataset::Open(file.path().c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers)};
  if (!book) throw load::UnreadableFile{"a workbook that cannot be opened"};
  std::optional<Sheet> sheet;
  std::string name, others;
  for (int i = 0; i < book->GetLayerCount(); ++i) {
    OGRLayer* const layer = book->GetLayer(i);
    if (layer == nullptr) continue;
    if (!sheet) sheet = sheet_from(*layer, later);
    if (sheet && name.empty())
      name = layer->GetName();
    else
      others += (others.empty() ? "'" : ", '") + std::string{layer->GetName()}.substr(0, 60) + "'";
  }
  if (!sheet) throw load::UnreadableFile{"no sheet has a row that names columns of latitude and longitude"};
  const std::vector<std::vector<std::string>> sample{
      sheet->rows.begin(),
      sheet->rows.begin() + static_cast<std::ptrdiff_t>(std::min(sheet->rows.size(), sample_rows))};
  TableReader reader{sheet->layout, sample, wish, sheet->rows.size()};
  for (std::size_t i = 0; i < sheet->rows.size(); ++i)
    reader.take(views(sheet->rows[i]), sheet->header_line + i + 1);
  Imported imported = std::move(reader).finish();
  imported.format = "workbook (" + ending + "), " + imported.format;
  imported.honesty.counted_in = "row";
  if (later.count() != 0)
    assume(imported.honesty, "its days count from 1904", "the workbook says so (date1904)",
           Honesty::Assumed::Sure::stated);
  if (!others.empty()) notice(imported.honesty, "read is the sheet '" + name + "'; not read: " + others);
  return imported;
}

}  // namespace recon::exchange
