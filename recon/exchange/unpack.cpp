// SPDX-License-Identifier: Apache-2.0
#include "recon/exchange/unpack.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <vector>

#include <iconv.h>
#include <zlib.h>

#include "recon/exchange/import.hpp"
#include "recon/load/bytes.hpp"
#include "recon/load/load.hpp"

namespace recon::exchange {

namespace {

// zlib's own bound is 1032 to 1; real tracks of text stay below 40. A small file may do as it likes.
constexpr std::size_t largest_ratio = 200, ratio_matters_from = 64U << 20U;

class Inflater {
public:
  Inflater() {
    // 15 bits of window, and 16 more for gzip's own header.
    if (inflateInit2(&stream_, 15 + 16) != Z_OK) throw load::UnreadableFile{"zlib does not start"};
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater(Inflater&&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  Inflater& operator=(Inflater&&) = delete;
  z_stream& stream() { return stream_; }

private:
  z_stream stream_{};
};

std::size_t most_of(std::size_t packed) {
  return std::min(largest_unpacked, std::max(ratio_matters_from, packed * largest_ratio));
}

std::string converted(std::string_view bytes, const char* from, bool* clean = nullptr) {
  const std::unique_ptr<void, int (*)(iconv_t)> tool{iconv_open("UTF-8", from), iconv_close};
  if (tool.get() == reinterpret_cast<iconv_t>(-1))  // NOLINT: iconv's own way of saying so
    throw load::UnreadableFile{std::string{"the C library does not know the encoding "} + from};
  std::string out(bytes.size() * 3 + 16, '\0');
  // iconv promises not to write to its input; its interface predates const.
  char* in = const_cast<char*>(bytes.data());
  std::size_t left = bytes.size(), written = 0;
  while (left > 0) {
    char* to = out.data() + written;
    std::size_t room = out.size() - written;
    const std::size_t result = iconv(tool.get(), &in, &left, &to, &room);
    written = out.size() - room;
    if (result != static_cast<std::size_t>(-1) || left == 0) continue;
    if (clean != nullptr) *clean = false;
    if (room < 16) {
      out.resize(out.size() * 2);
      continue;
    }
    ++in;  // a byte that this code page leaves empty
    --left;
    out.replace(written, 3, "\xEF\xBF\xBD");
    written += 3;
  }
  out.resize(written);
  return out;
}

bool has_mark(std::string_view bytes, std::string_view mark) { return bytes.substr(0, mark.size()) == mark; }

// Latin text in UTF-16 has a zero in every other byte; UTF-8 has none.
const char* utf16_without_mark(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  std::size_t even = 0, odd = 0;
  for (std::size_t i = 0; i < head.size(); ++i)
    if (head[i] == '\0') ++(i % 2 == 0 ? even : odd);
  if (odd > head.size() / 4 && even < odd / 8) return "UTF-16LE";
  if (even > head.size() / 4 && odd < even / 8) return "UTF-16BE";
  return nullptr;
}

// Cyrillic text of Windows-1251 has most of its high bytes from 0xC0 up and in runs; Turkish and western
// text has single letters between ASCII ones.
const char* code_page_of(std::string_view bytes) {
  std::size_t high = 0, runs = 0, turkish = 0;
  const std::string_view head = bytes.substr(0, 1U << 20U);
  for (std::size_t i = 0; i < head.size(); ++i) {
    const auto byte = static_cast<unsigned char>(head[i]);
    if (byte < 0x80) continue;
    ++high;
    if (byte >= 0xC0 && i + 1 < head.size() && static_cast<unsigned char>(head[i + 1]) >= 0xC0) ++runs;
    // ğ ı ş İ Ş Ğ: where Windows-1252 has letters of Icelandic.
    if (byte == 0xF0 || byte == 0xFD || byte == 0xFE || byte == 0xDD || byte == 0xDE || byte == 0xD0)
      ++turkish;
  }
  if (3 * runs > high) return "WINDOWS-1251";
  return turkish > 0 ? "WINDOWS-1254" : "WINDOWS-1252";
}

std::string_view called(std::string_view iconv_name) {
  if (iconv_name == "WINDOWS-1251") return "Windows-1251";
  if (iconv_name == "WINDOWS-1254") return "Windows-1254";
  return "Windows-1252";
}

}  // namespace

bool is_gzip(std::string_view bytes) { return has_mark(bytes, std::string_view{"\x1F\x8B\x08", 3}); }
bool is_zip(std::string_view bytes) { return has_mark(bytes, std::string_view{"PK\x03\x04", 4}); }

Gunzipped gunzip(std::string_view bytes) {
  const std::size_t most = most_of(bytes.size());
  Gunzipped result;
  std::vector<char> piece(1U << 18U);
  while (!bytes.empty()) {
    Inflater inflater;
    z_stream& stream = inflater.stream();
    int state = Z_OK;
    while (state == Z_OK) {
      const std::size_t offered = std::min<std::size_t>(bytes.size(), std::numeric_limits<uInt>::max() / 2);
      // zlib only reads its input; its interface predates const.
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
      stream.avail_in = static_cast<uInt>(offered);
      stream.next_out = reinterpret_cast<Bytef*>(piece.data());
      stream.avail_out = static_cast<uInt>(piece.size());
      state = inflate(&stream, Z_NO_FLUSH);
      bytes.remove_prefix(offered - stream.avail_in);
      result.bytes.append(piece.data(), piece.size() - stream.avail_out);
      if (result.bytes.size() > most)
        throw load::UnreadableFile{"unpacks to more than " + std::to_string(most >> 20U) +
                                   " MiB, which is not read"};
    }
    if (state == Z_STREAM_END) {
      // Zeros behind a member are padding; anything else that is no gzip is left.
      const std::size_t next = bytes.find_first_not_of('\0');
      bytes = next == std::string_view::npos || !is_gzip(bytes.substr(next)) ? std::string_view{}
                                                                             : bytes.substr(next);
      continue;
    }
    if (result.bytes.empty()) throw load::UnreadableFile{"its gzip data is damaged"};
    result.cut_off = true;
    return result;
  }
  return result;
}

namespace {

Decoded decoded(std::string_view bytes) {
  const auto from = [](std::string_view coded, const char* form, std::string_view called_so, bool guessed) {
    return Decoded{converted(coded, form), {}, std::string{called_so}, guessed};
  };
  if (has_mark(bytes, "\xFF\xFE")) return from(bytes.substr(2), "UTF-16LE", "UTF-16", false);
  if (has_mark(bytes, "\xFE\xFF")) return from(bytes.substr(2), "UTF-16BE", "UTF-16", false);
  if (const char* const form = utf16_without_mark(bytes)) return from(bytes, form, "UTF-16", false);
  const std::string_view text = load::without_mark(bytes);
  if (!load::first_not_utf8(text)) return {{}, text, "UTF-8", false};
  const char* const page = code_page_of(text);
  return from(text, page, called(page), true);
}

}  // namespace

Decoded to_utf8(std::string_view bytes) {
  Decoded text = decoded(bytes);
  // A carriage return alone ended the lines of the older Macintosh; Excel still offers such tables.
  if (text.text().find('\n') == std::string_view::npos && text.text().find('\r') != std::string_view::npos) {
    text.converted = std::string{text.text()};
    std::replace(text.converted.begin(), text.converted.end(), '\r', '\n');
  }
  return text;
}

}  // namespace recon::exchange
