// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "recon/assess/telling.hpp"
#include "recon/geo/position.hpp"
#include "recon/normalise/normalise.hpp"

/// Values as bytes of this program's own, and back. Inner to recon/inquiry; bytes that come from a disk are
/// not trusted: what is cut off or too long makes a Reader bad, and asks for no more room than there are
/// bytes.
namespace recon::inquiry {

/// One pass over the members serves both ways: a Writer appends them, a Reader fills them in.
class Writer {
public:
  template <class T>
  void raw(T& value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  std::size_t size(std::size_t count) {
    raw(count);
    return count;
  }
  void text(std::string& value) {
    size(value.size());
    bytes += value;
  }
  std::string bytes;
};

class Reader {
public:
  explicit Reader(std::string_view bytes) : left{bytes} {}
  template <class T>
  void raw(T& value) {
    if (left.size() < sizeof value) return fail();
    std::memcpy(&value, left.data(), sizeof value);
    left.remove_prefix(sizeof value);
  }
  /// Everything takes a byte at least: no more things than bytes.
  std::size_t size(std::size_t count) {
    raw(count);
    if (count > left.size()) fail();
    return good ? count : 0;
  }
  void text(std::string& value) {
    const std::size_t count = size(0);
    value.assign(left.substr(0, count));
    left.remove_prefix(count);
  }
  std::string_view left;
  bool good = true;

private:
  void fail() {
    good = false;
    left = {};
  }
};

template <class Archive, class T>
requires(std::is_arithmetic_v<T> || std::is_enum_v<T>) void pass(Archive& archive, T& value) {
  archive.raw(value);
}
template <class Archive>
void pass(Archive& archive, std::string& value) {
  archive.text(value);
}
template <class Archive, class Dimension>
void pass(Archive& archive, Quantity<Dimension>& value) {
  double base = value.base();
  archive.raw(base);
  value = Quantity<Dimension>::from_base(base);
}
template <class Archive>
void pass(Archive& archive, Duration& value) {
  double base = in_seconds(value);
  archive.raw(base);
  value = seconds(base);
}
template <class Archive>
void pass(Archive& archive, Instant& value) {
  auto count = value.time_since_epoch().count();
  archive.raw(count);
  value = Instant{Instant::duration{count}};
}
template <class Archive>
void pass(Archive& archive, geo::Position& value) {
  pass(archive, value.latitude);
  pass(archive, value.longitude);
}
template <class Archive, class T>
void pass(Archive& archive, Interval<T>& value) {
  pass(archive, value.lowest);
  pass(archive, value.stated);
  pass(archive, value.highest);
}
template <class Archive, class A, class B>
void pass(Archive& archive, std::pair<A, B>& value) {
  pass(archive, value.first);
  pass(archive, value.second);
}
template <class Archive>
void pass(Archive& archive, normalise::OptionTaken& value) {
  pass(archive, value.choice);
  pass(archive, value.option);
}

template <class Archive, class T>
void pass(Archive& archive, std::vector<T>& values) {
  values.resize(archive.size(values.size()));
  for (T& value : values) pass(archive, value);
}
template <class Archive, class T>
void pass(Archive& archive, std::optional<T>& value) {
  bool is_there = value.has_value();
  archive.raw(is_there);
  if (!is_there) return value.reset();
  if (!value) value.emplace();
  pass(archive, *value);
}

template <class Archive, class... Members>
void pass_all(Archive& archive, Members&... members) {
  (pass(archive, members), ...);
}

template <class Archive>
void pass(Archive& archive, assess::Telling::Shift& value) {
  auto& [distance, azimuth, out] = value;
  pass_all(archive, distance, azimuth, out);
}

template <class Value>
std::string bytes_of(Value value) {
  Writer writer;
  pass(writer, value);
  return std::move(writer.bytes);
}
/// Bytes that are cut off, longer or not of this form: nullopt.
template <class Value>
std::optional<Value> value_of(std::string_view bytes) {
  Reader reader{bytes};
  Value value;
  pass(reader, value);
  if (!reader.good || !reader.left.empty()) return std::nullopt;
  return value;
}

}  // namespace recon::inquiry
