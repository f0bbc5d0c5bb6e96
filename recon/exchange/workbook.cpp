// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <ogrsf_frmts.h>

#include "recon/exchange/import.hpp"
#include "recon/exchange/readers.hpp"
#include "recon/exchange/table.hpp"
#include "recon/exchange/unpack.hpp"
#include "recon/load/load.hpp"
#include "recon/load/quiet.hpp"
#include "recon/load/vector_file.hpp"

// Sheets of an .xlsx or .ods workbook by GDAL, every cell as text; the header is found as in any table.
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

// The bytes as a file that only GDAL sees, gone with this object.
class MemoryFile {
public:
  MemoryFile(std::string_view bytes, const std::string& ending) {
    static std::mutex naming;
    static unsigned long count = 0;
    const std::lock_guard lock{naming};
    path_ = "/vsimem/recon-book-" + std::to_string(++count) + ending;
    // GDAL promises to only read a file it does not own; its interface predates const.
    auto* data = reinterpret_cast<GByte*>(const_cast<char*>(bytes.data()));
    VSIFCloseL(VSIFileFromMemBuffer(path_.c_str(), data, bytes.size(), FALSE));
  }
  ~MemoryFile() { VSIUnlink(path_.c_str()); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile(MemoryFile&&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  MemoryFile& operator=(MemoryFile&&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

private:
  std::string path_;
};

std::vector<std::string> cells_of(const OGRFeature& row) {
  std::vector<std::string> cells;
  const int n = std::min(row.GetFieldCount(), static_cast<int>(most_columns));
  for (int i = 0; i < n; ++i) cells.emplace_back(row.IsFieldSetAndNotNull(i) ? row.GetFieldAsString(i) : "");
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

std::optional<Sheet> sheet_from(OGRLayer& layer) {
  std::optional<Sheet> sheet;
  std::size_t line = 0;
  layer.ResetReading();
  while (const std::unique_ptr<OGRFeature> row{layer.GetNextFeature()}) {
    ++line;
    std::vector<std::string> cells = cells_of(*row);
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
  static_cast<void>(load::unpacked({.name = "book.zip", .bytes = std::string{bytes}}, {".xml"}));
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
  const MemoryFile file{bytes, ending};
  const char* const drivers[] = {open ? "ODS" : "XLSX", nullptr};
  const std::unique_ptr<GDALDataset> book{
      GDALDataset::Open(file.path().c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers)};
  if (!book) throw load::UnreadableFile{"a workbook that cannot be opened"};
  std::optional<Sheet> sheet;
  std::string name, others;
  for (int i = 0; i < book->GetLayerCount(); ++i) {
    OGRLayer* const layer = book->GetLayer(i);
    if (layer == nullptr) continue;
    if (!sheet) sheet = sheet_from(*layer);
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
  if (!others.empty()) notice(imported.honesty, "read is the sheet '" + name + "'; not read: " + others);
  return imported;
}

}  // namespace recon::exchange
