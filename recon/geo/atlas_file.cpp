// SPDX-License-Identifier: Apache-2.0
#include "recon/geo/atlas_file.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "recon/geo/atlas.hpp"
#include "recon/units/whole_file.hpp"

namespace recon::geo::atlas_file {
namespace {

constexpr std::array<char, 8> magic{'r', 'e', 'c', 'o', 'n', 'a', 't', 'l'};
constexpr std::uint64_t byte_order = 0x0102030405060708U;
constexpr std::uint64_t version = 1;

// Sections begin at multiples of a cache line, as nodes want it.
constexpr std::size_t alignment = 64;

// Checked by several threads, this many bytes at a time.
constexpr std::size_t stretch = std::size_t{1} << 20;

enum Section : std::size_t { top, nodes, leaves, tables, crowds, vertices, ends, members, names, sections };

struct Extent {
  std::uint64_t begin, bytes;
};

struct Head {
  std::array<char, 8> magic;
  std::uint64_t byte_order, version, bytes;
  double west, south, column_width, row_height;
  std::uint64_t columns, rows;
  std::array<Extent, sections> extents;
  std::uint64_t checksum;       // of all bytes behind the head
  std::uint64_t head_checksum;  // of the head up to here
};
static_assert(std::is_trivially_copyable_v<Head> && sizeof(Head) % 8 == 0);

std::size_t aligned(std::size_t bytes) { return (bytes + alignment - 1) / alignment * alignment; }

std::uint64_t checksum(std::span<const unsigned char> bytes) {
  std::vector<std::uint64_t> sums((bytes.size() + stretch - 1) / stretch);
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < sums.size(); i = next++) {
      const auto part = bytes.subspan(i * stretch, std::min(stretch, bytes.size() - i * stretch));
      sums[i] = XXH3_64bits(part.data(), part.size());
    }
  };
  {
    std::vector<std::jthread> others;
    const std::size_t most = std::min<std::size_t>({4, std::thread::hardware_concurrency(), sums.size() / 4});
    for (std::size_t i = 1; i < most; ++i) others.emplace_back(work);
    work();
  }
  return XXH3_64bits(sums.data(), sums.size() * sizeof sums.front());
}

std::uint64_t checksum(const Head& head) { return XXH3_64bits(&head, offsetof(Head, head_checksum)); }

template <class T>
std::span<const unsigned char> bytes_of(std::span<const T> values) {
  return {reinterpret_cast<const unsigned char*>(values.data()), values.size_bytes()};
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += name + '\0';
  return all;
}

std::vector<unsigned char> to_bytes(const Contents& c) {
  const std::string all_names = joined(c.names);
  const std::array<std::span<const unsigned char>, sections> parts{
      bytes_of(c.grid.top),    bytes_of(c.grid.nodes),  bytes_of(c.grid.leaves),
      bytes_of(c.grid.tables), bytes_of(c.grid.crowds), bytes_of(c.grid.vertices),
      bytes_of(c.ends),        bytes_of(c.members),     bytes_of(std::span<const char>{all_names})};
  const grid::Frame& f = c.grid.frame;
  Head head{magic,        byte_order, version, 0,  f.west, f.south, f.column_width,
            f.row_height, f.columns,  f.rows,  {}, 0,      0};
  std::size_t end = aligned(sizeof head);
  for (std::size_t i = 0; i < sections; ++i) {
    head.extents[i] = {end, parts[i].size()};
    end += aligned(parts[i].size());
  }
  head.bytes = end;
  std::vector<unsigned char> file(end);
  for (std::size_t i = 0; i < sections; ++i)
    if (!parts[i].empty()) std::memcpy(file.data() + head.extents[i].begin, parts[i].data(), parts[i].size());
  head.checksum = checksum(std::span<const unsigned char>{file}.subspan(sizeof head));
  head.head_checksum = checksum(head);
  std::memcpy(file.data(), &head, sizeof head);
  return file;
}

/// Reads sections as what they are, or says what is wrong.
class Reader {
public:
  Reader(const std::filesystem::path& file, std::span<const unsigned char> bytes)
      : file_{file}, bytes_{bytes} {
    if (bytes.size() < sizeof head_) refuse("is too short for an atlas");
    std::memcpy(&head_, bytes.data(), sizeof head_);
  }

  Contents contents() const {
    check_head();
    const grid::Frame frame{head_.west,
                            head_.south,
                            head_.column_width,
                            head_.row_height,
                            static_cast<std::uint32_t>(head_.columns),
                            static_cast<std::uint32_t>(head_.rows)};
    Contents c{{frame, array<grid::Cell>(top), array<grid::Node>(nodes), array<std::uint64_t>(leaves),
                array<grid::Set>(tables), array<std::uint32_t>(crowds), array<Vertex>(vertices)},
               array<std::uint32_t>(ends),
               array<grid::State>(members),
               names_of(array<char>(names))};
    check_sizes(c);
    check_sets(c);
    check_cells(c);
    return c;
  }

private:
  [[noreturn]] void refuse(const char* why) const { throw BadAtlas{file_.string() + " " + why}; }
  void require(bool right, const char* otherwise) const {
    if (!right) refuse(otherwise);
  }

  void check_head() const {
    require(head_.magic == magic, "is not an atlas");
    require(head_.byte_order == byte_order, "was written on a machine of another byte order");
    require(head_.version == version, "is of another version of the atlas file");
    require(head_.bytes == bytes_.size(), "is not as long as it says: it was cut off or added to");
    require(head_.head_checksum == checksum(head_), "is damaged: the checksum of its head is wrong");
    require(head_.checksum == checksum(bytes_.subspan(sizeof head_)), "is damaged: its checksum is wrong");
    require(head_.columns >= 3 && head_.rows >= 3 && head_.columns <= 4096 && head_.rows <= 4096,
            "has a table of an impossible size");
    for (const double x : {head_.west, head_.south})
      require(std::abs(x) <= 1000.0, "has an impossible frame");
    for (const double x : {head_.column_width, head_.row_height})
      require(x > 1e-12 && x < 1000.0, "has cells of an impossible size");
  }

  template <class T>
  std::span<const T> array(Section section) const {
    const Extent& extent = head_.extents[section];
    require(extent.begin % alignment == 0 && extent.bytes % sizeof(T) == 0 && extent.begin <= bytes_.size() &&
                extent.bytes <= bytes_.size() - extent.begin,
            "has a section that lies beyond its end");
    return {reinterpret_cast<const T*>(bytes_.data() + extent.begin), extent.bytes / sizeof(T)};
  }

  std::vector<std::string> names_of(std::span<const char> text) const {
    std::vector<std::string> all;
    for (auto at = text.begin(); at != text.end();) {
      const auto end = std::find(at, text.end(), '\0');
      require(end != text.end(), "has a name without an end");
      all.emplace_back(at, end);
      at = end + 1;
    }
    return all;
  }

  void check_sizes(const Contents& c) const {
    require(c.grid.top.size() == head_.columns * head_.rows, "has a table of another size than it says");
    require(c.grid.leaves.size() >= grid::words_read_beyond && c.grid.tables.size() >= grid::sets_in_table,
            "has sections that are too short");
    require(!c.ends.empty() && c.ends.front() == 0, "does not begin with the empty set");
  }

  void check_sets(const Contents& c) const {
    require(std::is_sorted(c.ends.begin(), c.ends.end()) && c.ends.back() == c.members.size(),
            "has sets that overlap");
    for (const grid::State state : c.members)
      require(state < c.names.size(), "names a state that it does not have");
    for (const grid::Set set : c.grid.tables)
      require(set < c.ends.size(), "names a set that it does not have");
  }

  /// Children come after their parents, so that every way down ends. What leaves and crowds name is held
  /// within the arrays when it is used.
  void check_cells(const Contents& c) const {
    const std::array<std::size_t, 4> sizes{c.ends.size(), c.grid.nodes.size(),
                                           c.grid.leaves.size() - grid::words_read_beyond,
                                           c.grid.crowds.size()};
    unsigned wrong = 0;
    const auto check = [&](grid::Cell cell) {
      wrong |= grid::payload(cell) >= sizes[static_cast<std::size_t>(grid::kind(cell))] ? 1U : 0U;
    };
    for (const grid::Cell cell : c.grid.top) check(cell);
    for (std::size_t i = 0; i < c.grid.nodes.size(); ++i)
      for (const grid::Cell cell : c.grid.nodes[i].children) {
        check(cell);
        wrong |= grid::kind(cell) == grid::Kind::node && grid::payload(cell) <= i ? 1U : 0U;
      }
    require(wrong == 0, "has a cell that leads nowhere");
  }

  const std::filesystem::path& file_;
  std::span<const unsigned char> bytes_;
  Head head_{};
};

std::span<const unsigned char> map(const std::filesystem::path& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0)
    throw BadAtlas{path.string() + " cannot be opened: " + std::generic_category().message(errno)};
  struct stat status {};
  if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size <= 0) {
    close(file);
    throw BadAtlas{path.string() + " is not a file with anything in it"};
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  void* memory = mmap(nullptr, size, PROT_READ, MAP_SHARED | MAP_POPULATE, file, 0);
  const int why = errno;
  close(file);
  if (memory == MAP_FAILED)
    throw BadAtlas{path.string() + " cannot be mapped: " + std::generic_category().message(why)};
  return {static_cast<const unsigned char*>(memory), size};
}

void unmap(std::span<const unsigned char> bytes) {
  munmap(const_cast<unsigned char*>(bytes.data()), bytes.size());
}

}  // namespace

void write(const std::filesystem::path& file, const Contents& contents) {
  const std::vector<unsigned char> bytes = to_bytes(contents);
  write_whole(file, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

Mapping::Mapping(const std::filesystem::path& file) : bytes_{map(file)} {
  try {
    contents_ = Reader{file, bytes_}.contents();
  } catch (...) {
    unmap(bytes_);
    throw;
  }
}

Mapping::~Mapping() { unmap(bytes_); }

}  // namespace recon::geo::atlas_file
