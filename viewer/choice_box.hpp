// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QComboBox>

namespace recon::viewer {

/// A box to choose from whose arrow is drawn in the colour of its words: a style sheet's box has none that
/// follows light and dark.
class ChoiceBox : public QComboBox {
public:
  using QComboBox::QComboBox;

protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace recon::viewer
