// SPDX-License-Identifier: Apache-2.0
#include "recon/load/skeleton.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace recon::load {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t most_fields = 1'000'000;  // bounds memory; a case of 100 000 claims has half as many

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
// Letters beyond ASCII are taken as one word, so that an unquoted `Türkiye` gets one message.
bool is_foreign(char c) { return static_cast<unsigned char>(c) >= 0x80; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f'; }
bool in_word(char c) { return is_letter(c) || is_digit(c) || is_foreign(c); }
bool is_one_of(char c, std::string_view set) { return set.find(c) != npos; }

// Length of a typographic quote at the front, 0 when there is none.
std::size_t curly_quote(std::string_view text) {
  constexpr std::array<std::string_view, 8> quotes{"“", "”", "„", "‘", "’", "‚", "«", "»"};
  for (const std::string_view quote : quotes)
    if (text.substr(0, quote.size()) == quote) return quote.size();
  return 0;
}

struct Token {
  enum class Kind { name, number, text, symbol, end } kind = Kind::end;
  std::size_t begin = 0, end = 0;
};

// What cannot be read past.
struct Stop {
  Slip slip;
};

class Reader {
public:
  explicit Reader(const TextFile& file) : file_{file}, text_{file.text()} {}

  Skeleton read() {
    out_.root.shape = Written::Shape::block;
    try {
      advance();
      fields(out_.root, '\0');
    } catch (const Stop& stop) {
      out_.slips.push_back(stop.slip);
      out_.ended = true;
      forget_unfinished(out_.root);
    }
    return std::move(out_);
  }

private:
  using Shape = Written::Shape;
  struct Open {
    std::string_view name;
    int line;
    std::size_t indentation;  // of the line it opens in
  };
  // A line whose indentation says that a block above it should have been closed.
  struct Suspicion {
    Open open;
    std::size_t at;
  };

  // ---- characters into tokens ----

  char at(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  std::size_t line_end(std::size_t from) const { return std::min(text_.find('\n', from), text_.size()); }
  std::size_t after_blanks(std::size_t i) const {
    while (i < text_.size() && (text_[i] == ' ' || text_[i] == '\t')) ++i;
    return i;
  }
  std::size_t after_spaces(std::size_t i) const {
    while (i < text_.size() && is_space(text_[i])) ++i;
    return i;
  }
  std::size_t after_word(std::size_t i) const {
    while (i < text_.size() && in_word(text_[i])) ++i;
    return i;
  }

  void advance() {
    last_end_ = token_.end;
    std::size_t i = token_.end;
    for (i = after_spaces(i); at(i) == '#' && i < text_.size(); i = after_spaces(i)) i = line_end(i);
    token_ = token(i);
  }

  Token token(std::size_t i) {
    if (i >= text_.size()) return {.kind = Token::Kind::end, .begin = text_.size(), .end = text_.size()};
    const char c = text_[i];
    if (c == '"' || c == '\'') return quoted(i);
    if (curly_quote(text_.substr(i)) > 0) return curly(i);
    if (is_digit(c) || (c == '.' && is_digit(at(i + 1))))
      return {.kind = Token::Kind::number, .begin = i, .end = after_number(i)};
    if (is_letter(c) || is_foreign(c)) return {.kind = Token::Kind::name, .begin = i, .end = after_word(i)};
    if (static_cast<unsigned char>(c) < 0x20 || c == '\x7F')
      throw Stop{{i, "a control character; is this a text file?"}};
    return {.kind = Token::Kind::symbol, .begin = i, .end = i + 1};
  }

  std::size_t after_number(std::size_t i) const {
    while (i < text_.size()) {
      const bool exponent_sign = is_one_of(text_[i], "+-") && is_one_of(text_[i - 1], "eE");
      if (!is_digit(text_[i]) && !is_letter(text_[i]) && text_[i] != '.' && !exponent_sign) break;
      ++i;
    }
    return i;
  }

  // The quote that closes a text, npos when its line ends first.
  std::size_t closing(std::size_t i, char quote) const {
    for (; i < text_.size() && text_[i] != '\n'; ++i) {
      if (text_[i] == '\\')
        ++i;
      else if (text_[i] == quote)
        return i;
    }
    return npos;
  }

  // After a closing quote: does the text obviously go on, as in "35°48'26"N" where seconds closed it?
  bool goes_on(std::size_t i) const {
    if (at(i) == '"') return closing(i + 1, '"') == npos;
    const std::size_t word = after_blanks(i);
    const bool adjacent = word == i;
    if (adjacent && (is_digit(at(i)) || (is_foreign(at(i)) && curly_quote(text_.substr(i)) == 0)))
      return true;
    if (!is_letter(at(word))) return false;
    const std::size_t end = after_word(word);
    if (is_one_of(at(after_spaces(end)), ":{<") && after_spaces(end) < text_.size())
      return false;  // the next field
    return adjacent || (end == word + 1 && is_one_of(at(word), "NSEW"));
  }

  Token quoted(std::size_t begin) {
    const char quote = text_[begin];
    std::size_t close = closing(begin + 1, quote);
    if (close == npos) throw Stop{{begin, unclosed(begin)}};
    if (quote == '"' && goes_on(close + 1)) {
      slip(close, "text ends here at " + std::string{tail(begin + 1, close)} + "; type seconds as '' or ″",
           2);
      broken_ = true;
      do close = closing(close + 1, quote);
      while (close != npos && goes_on(close + 1));
      if (close == npos) throw Stop{std::exchange(out_.slips.back(), Slip{})};
    }
    return {.kind = Token::Kind::text, .begin = begin, .end = close + 1};
  }

  // The last few digits or letters before a quote, to show where a text ended.
  std::string_view tail(std::size_t from, std::size_t to) const {
    std::size_t begin = to;
    while (begin > from &&
           (is_digit(text_[begin - 1]) || is_letter(text_[begin - 1]) || text_[begin - 1] == '.'))
      --begin;
    return begin < to ? text_.substr(begin, to - begin) : text_.substr(from, to - from);
  }

  std::string unclosed(std::size_t begin) const {
    const std::string_view rest = text_.substr(begin, line_end(begin) - begin);
    for (std::size_t i = 0; i < rest.size(); ++i)
      if (curly_quote(rest.substr(i)) > 0) return "straight quotes are needed at both ends of a text";
    return "the text that begins here is not closed on its line";
  }

  Token curly(std::size_t begin) {
    const std::size_t open = curly_quote(text_.substr(begin));
    const std::size_t end = line_end(begin);
    for (std::size_t i = begin + open; i < end; ++i) {
      const std::size_t close = text_[i] == '"' ? 1 : curly_quote(text_.substr(i));
      if (close == 0) continue;
      slip(
          begin,
          "straight quotes are needed: \"" + std::string{text_.substr(begin + open, i - begin - open)} + "\"",
          2);
      broken_ = true;
      return {.kind = Token::Kind::text, .begin = begin, .end = i + close};
    }
    throw Stop{{begin, "straight quotes are needed at both ends of a text"}};
  }

  // ---- tokens into fields ----

  bool is_symbol(char c) const { return token_.kind == Token::Kind::symbol && text_[token_.begin] == c; }
  std::string_view characters(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin);
  }
  std::string_view characters(const Token& token) const { return characters(token.begin, token.end); }
  void slip(std::size_t where, std::string what, int rule) {
    if (out_.slips.size() >= most_mistakes) throw Stop{{where, "too many mistakes; reading ends here"}};
    out_.slips.push_back({where, std::move(what), rule});
  }

  void fields(Written& block, char close) {
    while (true) {
      if (token_.kind == Token::Kind::end) {
        if (close != '\0') throw Stop{not_closed()};
        return;
      }
      watch_indentation();
      if (close != '\0' && is_symbol(close)) return;
      if (is_symbol('}') || is_symbol('>'))
        throw Stop{{token_.begin, "this " + std::string{characters(token_)} + " closes nothing"}};
      if (token_.kind != Token::Kind::name)
        throw Stop{{token_.begin, "a field's name belongs here, not " + std::string{characters(token_)}}};
      if (++fields_ > most_fields) throw Stop{{token_.begin, "more than a million fields in one file", 31}};
      block.inside.emplace_back();  // filled in place, so that what was read stays when reading stops
      field(block.inside.back());
    }
  }

  void field(Written& written) {
    written.name = characters(token_);
    written.begin = token_.begin;
    advance();
    written.colon = is_symbol(':');
    if (written.colon) advance();
    value(written);
    separator(written);
  }

  void separator(Written& written) {
    written.end = written.shape == Shape::nothing ? std::max(last_end_, written.begin) : last_end_;
    if (!is_symbol(',') && !is_symbol(';')) return;
    written.end = token_.end;
    advance();
  }

  void value(Written& written) {
    written.value = token_.begin;
    if (is_symbol('{') || is_symbol('<')) return block(written);
    if (is_symbol('[')) return list(written);
    const bool value_missing =
        token_.kind == Token::Kind::name && (!written.colon || starts_a_field(token_.end));
    const bool scalar = token_.kind == Token::Kind::text || token_.kind == Token::Kind::number ||
                        token_.kind == Token::Kind::name || is_symbol('-');
    if (!scalar || value_missing) return valueless(written);
    if (!written.colon) {
      slip(written.begin,
           "a colon stands between a field and its value: " + std::string{written.name} + ": …", 2);
      written.bad = true;
    }
    if (token_.kind == Token::Kind::text) return text(written);
    unquoted(written);
  }

  void valueless(Written& written) {
    slip(written.begin, "'" + std::string{written.name} + "' has no value", 2);
    written.bad = true;
    written.value = written.begin;
  }

  void text(Written& written) {
    written.shape = Shape::text;
    while (token_.kind == Token::Kind::text) {
      if (std::exchange(broken_, false)) written.bad = true;
      advance();
    }
    written.raw = text_.substr(written.value, last_end_ - written.value);
  }

  bool starts_a_field(std::size_t after_name) const {
    const std::size_t i = after_spaces(after_name);
    return i < text_.size() && is_one_of(text_[i], ":{<[");
  }

  void unquoted(Written& written) {
    if (is_symbol('-')) advance();
    written.shape = token_.kind == Token::Kind::number ? Shape::number : Shape::word;
    const bool figure = written.shape == Shape::number;
    if (token_.kind == Token::Kind::number || token_.kind == Token::Kind::name)
      advance();
    else
      written.shape = Shape::loose;
    while (belongs_to_unquoted(figure)) {
      written.shape = Shape::loose;
      advance();
    }
    broken_ = false;
    written.raw = text_.substr(written.value, last_end_ - written.value);
  }

  // `is: 1.36 miles`, `date: 2015-11-24`, `is: 9:24:05 local`, `is: 19,000 ft`: one wrong value, not five.
  bool belongs_to_unquoted(bool figure) const {
    if (token_.kind == Token::Kind::end || characters(last_end_, token_.begin).find('\n') != npos)
      return false;
    const bool adjacent = token_.begin == last_end_;
    switch (token_.kind) {
      case Token::Kind::number:
        return true;
      case Token::Kind::name:
        return (figure && adjacent) || (!starts_a_field(token_.end) && at(after_blanks(token_.end)) != '"');
      case Token::Kind::text:
        return adjacent;
      case Token::Kind::symbol:
        return is_one_of(text_[token_.begin], "-/.") ||
               (figure && adjacent && is_one_of(text_[token_.begin], ":,") && is_digit(at(token_.end)));
      case Token::Kind::end:
        break;
    }
    return false;
  }

  void block(Written& written) {
    written.shape = Shape::block;
    const char close = is_symbol('{') ? '}' : '>';
    if (open_.size() >= static_cast<std::size_t>(deepest_nesting))
      throw Stop{{token_.begin, "blocks lie more than " + std::to_string(deepest_nesting) + " deep", 31}};
    open_.push_back(
        {.name = written.name, .line = file_.line_of(written.begin), .indentation = indentation_});
    advance();
    fields(written, close);
    open_.pop_back();
    advance();
  }

  void list(Written& written) {
    written.shape = Shape::list;
    advance();
    while (!is_symbol(']')) {
      if (++fields_ > most_fields) throw Stop{{token_.begin, "more than a million fields in one file", 31}};
      Written& item = written.inside.emplace_back();
      item.name = written.name;
      item.begin = token_.begin;
      item.colon = true;
      // Refused before it is read: a list in a list would otherwise nest as deep as the file is long.
      if (is_symbol('[')) throw Stop{{token_.begin, "a list is written [a, b]"}};
      value(item);
      item.end = last_end_;
      if (item.shape == Shape::nothing) throw Stop{{token_.begin, "a list is written [a, b]"}};
      if (is_symbol(','))
        advance();
      else if (!is_symbol(']'))
        throw Stop{{token_.begin, "a list is written [a, b]; a comma or ] belongs here"}};
    }
    advance();
  }

  // ---- an unclosed block ----

  bool first_on_line(std::size_t offset) const {
    while (offset > 0 && (text_[offset - 1] == ' ' || text_[offset - 1] == '\t')) --offset;
    return offset == 0 || text_[offset - 1] == '\n';
  }

  void watch_indentation() {
    if (!first_on_line(token_.begin)) return;
    const int line = file_.line_of(token_.begin);
    indentation_ = token_.begin - file_.line_start(line);
    if (suspicion_ || open_.empty() || line == open_.back().line) return;
    const bool closes = is_symbol('}') || is_symbol('>');
    const std::size_t expected = open_.back().indentation;
    if (closes ? indentation_ < expected : indentation_ <= expected)
      suspicion_ = Suspicion{open_.back(), token_.begin};
  }

  Slip not_closed() {
    const Open open = suspicion_ ? suspicion_->open : open_.back();
    const std::size_t where = suspicion_ ? suspicion_->at : text_.size();
    if (suspicion_) {
      forget_from(out_.root, where);
      std::erase_if(out_.slips, [&](const Slip& slip) { return slip.at >= where; });
    }
    return {where, "reading stops in line " + std::to_string(file_.line_of(where)) + "; the " +
                       std::string{open.name} + " of line " + std::to_string(open.line) + " is not closed" +
                       (suspicion_ ? " (by indentation)" : "")};
  }

  // What stands after a forgotten brace was read at a wrong depth and must not be judged.
  static void forget_from(Written& block, std::size_t where) {
    for (Written& written : block.inside) {
      if (written.begin >= where) written.bad = true;
      forget_from(written, where);
    }
  }

  // A block that was broken off still has fields to judge; a value that was broken off has not.
  static void forget_unfinished(Written& block) {
    for (Written& written : block.inside) {
      if (written.end == 0 && written.shape != Shape::block) written.bad = true;
      forget_unfinished(written);
    }
  }

  const TextFile& file_;
  std::string_view text_;
  Token token_;
  std::size_t last_end_ = 0;
  std::size_t fields_ = 0;
  std::size_t indentation_ = 0;  // of the line being read
  bool broken_ = false;          // the text token just read was told wrong
  std::vector<Open> open_;
  std::optional<Suspicion> suspicion_;
  Skeleton out_;
};

}  // namespace

Skeleton read_skeleton(const TextFile& file) { return Reader{file}.read(); }

}  // namespace recon::load
