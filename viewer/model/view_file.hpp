// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

#include "viewer/model/choices.hpp"

/// A view as a small JSON file: the case and the choices, nothing computed. docs/viewer.md, Saved views.
namespace recon::viewer {

struct SavedView {
  std::string case_name;  // a path or the id of a bundled incident
  Choices choices;
  friend bool operator==(const SavedView&, const SavedView&) = default;
};

class BadView : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// (1) read_view(print_view(v)) == v
[[nodiscard]] std::string print_view(const SavedView& saved);
/// Throws BadView, naming what is wrong. What a later version may have added is passed over.
[[nodiscard]] SavedView read_view(const std::string& json);

}  // namespace recon::viewer
