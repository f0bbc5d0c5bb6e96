// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include <google/protobuf/message.h>

#include "recon/load/problems.hpp"
#include "recon/load/skeleton.hpp"

namespace recon::load {

/// A textproto file and where its fields stand. Views in `skeleton` point into `file`: do not copy.
struct Textproto {
  explicit Textproto(TextFile text) : file{std::move(text)} {}
  Textproto(const Textproto&) = delete;
  Textproto(Textproto&&) = delete;
  Textproto& operator=(const Textproto&) = delete;
  Textproto& operator=(Textproto&&) = delete;
  ~Textproto() = default;

  TextFile file;
  Skeleton skeleton;
  /// Blocks that hold a mistake already told: that they lack something is not worth a second message.
  std::set<incident::Place> spoilt;
  bool read = false;  // the message holds what the file says, but for the fields told wrong
};

/// Reads `textproto.file` into `message`. Every field is first held against the schema, so that all
/// mistakes are told at once, in our words and at their place; then the wrong ones are overwritten
/// with spaces and protobuf's own parser reads the rest.
void read_textproto(Textproto& textproto, google::protobuf::Message& message, Problems& problems);

}  // namespace recon::load
