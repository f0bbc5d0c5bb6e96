# SPDX-License-Identifier: Apache-2.0
if(RECON_VIEWER)
  add_test(NAME "viewer: a case becomes a picture without a display"
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/viewer/renders $<TARGET_FILE:recon-viewer> WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endif()
