# SPDX-License-Identifier: Apache-2.0
# Every library recon stands on, found once and given a target. Names are Debian 12's.
find_package(Boost 1.74 REQUIRED)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(GDAL 3.6 CONFIG REQUIRED)
find_package(PROJ 9 CONFIG REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(Threads REQUIRED)
find_package(Protobuf 3.21 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(date REQUIRED)

# GeographicLib ships a find module that sets variables and no target.
list(APPEND CMAKE_MODULE_PATH /usr/share/cmake/geographiclib)
find_package(GeographicLib 2.1 REQUIRED MODULE)
add_library(GeographicLib::GeographicLib INTERFACE IMPORTED)
target_include_directories(GeographicLib::GeographicLib SYSTEM INTERFACE ${GeographicLib_INCLUDE_DIRS})
target_link_libraries(GeographicLib::GeographicLib INTERFACE ${GeographicLib_LIBRARIES})

# Libraries without a CMake package of their own.
function(recon_header_library target header)
  find_path(${target}_include ${header} REQUIRED)
  add_library(${target} INTERFACE IMPORTED)
  target_include_directories(${target} SYSTEM INTERFACE ${${target}_include})
endfunction()
recon_header_library(Random123::Random123 Random123/philox.h)
recon_header_library(kainjow::mustache kainjow/mustache.hpp)
recon_header_library(csv::csv csv.h)
find_library(csv_library csv REQUIRED)
target_link_libraries(csv::csv INTERFACE ${csv_library})
