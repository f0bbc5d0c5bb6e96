# SPDX-License-Identifier: Apache-2.0
if(RECON_VIEWER)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
  add_executable(test_viewer viewer/main.cpp viewer/model_test.cpp viewer/window_test.cpp
    viewer/digitising_test.cpp viewer/digitiser_test.cpp)
  set_source_files_properties(viewer/main.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON)  # it holds Catch2's runner
  target_link_libraries(test_viewer PRIVATE recon_test_support recon_viewer_widgets Qt6::Test GDAL::GDAL)  # packs overlays
  add_executable(panning EXCLUDE_FROM_ALL viewer/panning.cpp)  # measures, and is no test
  target_link_libraries(panning PRIVATE recon_test_support recon_viewer_widgets Qt6::Test)
  # One program, once: every process would assess the case anew.
  add_test(NAME "viewer: models and windows" COMMAND test_viewer WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  add_test(NAME "viewer: windows on a display" COMMAND xvfb-run -a $<TARGET_FILE:test_viewer> [window]
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties("viewer: windows on a display" PROPERTIES ENVIRONMENT "QT_QPA_PLATFORM=xcb")
  add_test(NAME "viewer: a case becomes a picture without a display"
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/viewer/renders $<TARGET_FILE:recon-viewer> WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endif()
