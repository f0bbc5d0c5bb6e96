// SPDX-License-Identifier: Apache-2.0
#include "viewer/course_worker.hpp"

#include <algorithm>
#include <exception>

#include "viewer/model/moving.hpp"

#include "recon/inquiry/kept_file.hpp"

namespace recon::viewer {

namespace {

bool same(const std::vector<load::Input>& a, const std::vector<load::Input>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const load::Input& one, const load::Input& other) {
                      return one.name == other.name && one.sha256 == other.sha256;
                    });
}

}  // namespace

CourseWorker::CourseWorker(QObject* parent) : QObject{parent} {}
CourseWorker::~CourseWorker() = default;  // the thread is asked to stop and waited for

void CourseWorker::open(const std::filesystem::path& path, const assess::Settings& settings,
                        const std::vector<load::Input>& inputs) {
  thread_ = {};
  queue_.clear();
  under_way_.clear();
  done_ = 0;
  thread_ = std::jthread{
      [this, path, settings, inputs](const std::stop_token& stop) { work(path, settings, inputs, stop); }};
}

void CourseWorker::wish(const assess::CourseWish& wish) {
  const std::lock_guard lock{mutex_};
  const std::string key = key_of(wish);
  if (key == under_way_) return;
  const auto queued = std::find_if(queue_.begin(), queue_.end(),
                                   [&](const assess::CourseWish& other) { return key_of(other) == key; });
  if (queued != queue_.end()) return;
  queue_.push_front(wish);
  news_.notify_one();
}

void CourseWorker::cancel() {
  const std::lock_guard lock{mutex_};
  queue_.clear();
  task_.request_stop();
}

void CourseWorker::work(const std::filesystem::path& path, const assess::Settings& settings,
                        const std::vector<load::Input>& inputs, const std::stop_token& stop) {
  const std::stop_callback passes_on{stop, [this] {
                                       const std::lock_guard lock{mutex_};
                                       task_.request_stop();
                                     }};
  std::optional<inquiry::Courses> courses;  // prepared when the first flight is wished for
  while (!stop.stop_requested()) {
    try {
      draw_next(courses, path, settings, inputs, stop);
    } catch (const std::exception&) {
      // It was readable a moment ago; why it is not now is told when it is opened again.
      courses.reset();
      const std::lock_guard lock{mutex_};
      queue_.clear();
      done_ = 0;
      emit outdated();
    }
  }
}

void CourseWorker::draw_next(std::optional<inquiry::Courses>& courses, const std::filesystem::path& path,
                             const assess::Settings& settings, const std::vector<load::Input>& inputs,
                             const std::stop_token& stop) {
  assess::CourseWish next;
  std::stop_token task;
  int done = 0, all = 0;
  {
    std::unique_lock lock{mutex_};
    under_way_.clear();
    if (queue_.empty()) {
      if (done_ > 0) emit progressed(done_, done_, {}, {});
      done_ = 0;
    }
    if (!news_.wait(lock, stop, [this] { return !queue_.empty(); })) return;
    next = queue_.front();
    queue_.pop_front();
    under_way_ = key_of(next);
    task_ = std::stop_source{};
    task = task_.get_token();
    done = done_, all = done_ + 1 + static_cast<int>(queue_.size());
  }
  const auto words = [](const std::string& id) { return QString::fromStdString(id); };
  if (!courses) {
    emit progressed(done, all, {}, {});
    courses.emplace(path, load::Options{}, settings, stop, inquiry::cache_folder());
    // Flights of one text under the answers of another would be nobody's.
    if (!same(courses->inputs(), inputs)) throw load::UnreadableFile{"changed since it was assessed"};
  }
  if (stop.stop_requested()) return;
  emit progressed(done, all, words(next.narrative), words(next.border));
  auto course = std::make_shared<const std::optional<assess::Course>>(courses->course(next, task));
  const std::lock_guard lock{mutex_};
  ++done_;
  if (!task.stop_requested()) emit drawn(words(key_of(next)), course);
}

}  // namespace recon::viewer
