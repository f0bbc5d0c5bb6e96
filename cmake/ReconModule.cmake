# SPDX-License-Identifier: Apache-2.0
add_library(recon_settings INTERFACE)
target_compile_features(recon_settings INTERFACE cxx_std_20)
target_include_directories(recon_settings INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(recon_settings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
  -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual -Wdouble-promotion
  -Wno-missing-field-initializers  # designated initialisers leave fields at their declared defaults on purpose
  # g++ 12 fires on every std::optional it inlines (GCC bug 80635), and on "x" + string at -O3 (GCC bug 105651)
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized> $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)

# recon_module(<name> [USES <module>...] [LINKS <third party>...])
function(recon_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "USES;LINKS")
  foreach(used IN LISTS arg_USES)
    if(NOT TARGET recon_${used})
      message(FATAL_ERROR "recon/${name} uses recon/${used}, which is not declared above it")
    endif()
  endforeach()
  if(RECON_TESTS)
    add_test(NAME "layering: recon/${name}"
      COMMAND ${PROJECT_SOURCE_DIR}/scripts/layering ${name} ${arg_USES}
      WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  endif()
  list(TRANSFORM arg_USES PREPEND recon_)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/recon/${name}/*.cpp)
  if(sources)
    add_library(recon_${name} STATIC ${sources})
    target_link_libraries(recon_${name} PUBLIC recon_settings ${arg_USES} PRIVATE ${arg_LINKS})
  else()
    add_library(recon_${name} INTERFACE)
    target_link_libraries(recon_${name} INTERFACE recon_settings ${arg_USES})
  endif()
endfunction()

# recon_embed(<target> <file> <symbol>): the file's bytes as `recon::embedded::<symbol>`, a string view.
function(recon_embed target file symbol)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded/${symbol}.cpp)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DIN=${CMAKE_CURRENT_SOURCE_DIR}/${file} -DOUT=${out} -DSYMBOL=${symbol}
            -P ${PROJECT_SOURCE_DIR}/cmake/Embed.cmake
    DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${file} ${PROJECT_SOURCE_DIR}/cmake/Embed.cmake VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
