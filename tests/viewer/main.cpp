// SPDX-License-Identifier: Apache-2.0
#define CATCH_CONFIG_RUNNER
#include <QApplication>

#include <catch2/catch.hpp>

/// One application for the whole program, on no display unless the environment names one. It lives in main:
/// Qt's own statics outlive it there. As a static of the tests it was destroyed after them, and programs that
/// had passed crashed at their end.
int main(int argc, char** argv) {
  if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  int count = 1;
  QApplication application{count, argv};
  QApplication::setOrganizationName("recon-test");
  return Catch::Session().run(argc, argv);
}
