// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include "recon/inquiry/courses.hpp"

namespace recon::viewer {

/// Draws flights in the background, the latest wish first, one case at a time.
class CourseWorker : public QObject {
  Q_OBJECT
public:
  explicit CourseWorker(QObject* parent = nullptr);
  ~CourseWorker() override;
  CourseWorker(const CourseWorker&) = delete;
  CourseWorker& operator=(const CourseWorker&) = delete;
  CourseWorker(CourseWorker&&) = delete;
  CourseWorker& operator=(CourseWorker&&) = delete;

  /// Another case: what was wished for the last one is dropped. `inputs`: the files that were assessed;
  /// nothing is drawn from others.
  void open(const std::filesystem::path& path, const assess::Settings& settings,
            const std::vector<load::Input>& inputs);
  /// Wishes that are queued or under way already are not queued again.
  void wish(const assess::CourseWish& wish);
  /// Drops what is queued, and stops what is under way.
  void cancel();

signals:
  void drawn(const QString& key, std::shared_ptr<const std::optional<assess::Course>> course);
  /// So many of the wishes since it last was idle are drawn; `account` and `border` are under way, by id.
  /// All of them: it is idle again. An empty account: the ground of the case is being prepared.
  void progressed(int done, int all, const QString& account, const QString& border);
  /// The case is not what was assessed any more: no flights are drawn until it is opened again.
  void outdated();

private:
  void work(const std::filesystem::path& path, const assess::Settings& settings,
            const std::vector<load::Input>& inputs, const std::stop_token& stop);
  void draw_next(std::optional<inquiry::Courses>& courses, const std::filesystem::path& path,
                 const assess::Settings& settings, const std::vector<load::Input>& inputs,
                 const std::stop_token& stop);
  std::mutex mutex_;
  std::condition_variable_any news_;
  std::deque<assess::CourseWish> queue_;
  std::string under_way_;
  std::stop_source task_;  // of what is under way
  int done_ = 0;
  std::jthread thread_;
};

}  // namespace recon::viewer
