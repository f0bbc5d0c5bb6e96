// SPDX-License-Identifier: Apache-2.0
#include "viewer/course_worker.hpp"

#include <algorithm>
#include <exception>

#include "viewer/model/moving.hpp"

namespace recon::viewer {

CourseWorker::CourseWorker(QObject* parent) : QObject{parent} {}
CourseWorker::~CourseWorker() = default;  // the thread is asked to stop and waited for

void CourseWorker::open(const std::filesystem::path& path, const assess::Settings& settings) {
  thread_ = {};
  queue_.clear();
  under_way_.clear();
  thread_ = std::jthread{[this, path, settings](const std::stop_token& stop) { work(path, settings, stop); }};
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
}

void CourseWorker::work(const std::filesystem::path& path, const assess::Settings& settings,
                        const std::stop_token& stop) {
  try {
    const inquiry::Courses courses{path, {}, settings, stop};
    while (!stop.stop_requested()) {
      assess::CourseWish next;
      {
        std::unique_lock lock{mutex_};
        under_way_.clear();
        if (queue_.empty()) emit waiting(0);
        if (!news_.wait(lock, stop, [this] { return !queue_.empty(); })) return;
        next = queue_.front();
        queue_.pop_front();
        under_way_ = key_of(next);
        emit waiting(static_cast<int>(queue_.size()) + 1);
      }
      auto course = std::make_shared<const std::optional<assess::Course>>(courses.course(next, stop));
      if (!stop.stop_requested()) emit drawn(QString::fromStdString(key_of(next)), course);
    }
  } catch (const std::exception&) {
    // The case was readable a moment ago, and is reported as such by the window when it is opened anew.
    emit waiting(0);
  }
}

}  // namespace recon::viewer
