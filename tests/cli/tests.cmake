# SPDX-License-Identifier: Apache-2.0
# The program as a user meets it: exit codes, streams, files.
add_test(NAME "cli: commands, exit codes and files"
  COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/cli/commands $<TARGET_FILE:recon> ${CMAKE_CURRENT_SOURCE_DIR}/data
  WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
add_test(NAME "cli: the border library"
  COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/cli/borders $<TARGET_FILE:recon> WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
foreach(incident su24-2015 rq4a-2019 rf4e-2012)
  add_test(NAME "cli: the agreed report of ${incident}"
    COMMAND ${PROJECT_SOURCE_DIR}/scripts/golden $<TARGET_FILE:recon> ${incident} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endforeach()
add_test(NAME "cli: recon side in pipes"
  COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/cli/side $<TARGET_FILE:recon> WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
