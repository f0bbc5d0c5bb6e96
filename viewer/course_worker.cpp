// SPDX-License-Identifier: Apache-2.0
#include "viewer/course_worker.hpp"

#include <algorithm>
#include <exception>

#include "viewer/model/moving.hpp"

#include "recon/inquiry/kept_file.hpp"

namespace recon::viewer {

CourseWorker::CourseWorker(QObject* parent) : QObject{parent} {}
CourseWorker::~CourseWorker() = default;  // the thread is asked to stop and waited for

void CourseWorker::open(const std::filesystem::path& path, const assess::Settings& settings) {
  thread_ = {};
  queue_.clear();
  under_way_.clear();
  done_ = 0;
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
  task_.request_stop();
}

void CourseWorker::work(const std::filesystem::path& path, const assess::Settings& settings,
                        const std::stop_token& stop) {
  const std::stop_callback passes_on{stop, [this] {
                                       const std::lock_guard lock{mutex_};
                                       task_.request_stop();
                                     }};
  try {
    std::optional<inquiry::Courses> courses;  // prepared when the first flight is wished for
    while (!stop.stop_requested()) {
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
      }
      if (stop.stop_requested()) return;
      emit progressed(done, all, words(next.narrative), words(next.border));
      auto course = std::make_shared<const std::optional<assess::Course>>(courses->course(next, task));
      const std::lock_guard lock{mutex_};
      ++done_;
      if (!task.stop_requested()) emit drawn(words(key_of(next)), course);
    }
  } catch (const std::exception&) {
    // The case was readable a moment ago, and is reported as such by the window when it is opened anew.
    emit progressed(1, 1, {}, {});
  }
}

}  // namespace recon::viewer
