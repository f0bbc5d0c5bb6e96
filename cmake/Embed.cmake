# SPDX-License-Identifier: Apache-2.0
# Writes a C++ file that holds another file's bytes. Read as hexadecimal, so that no character of the
# file (a semicolon, a bracket, a letter of several bytes) means anything on the way.
file(READ ${IN} bytes HEX)
string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
file(WRITE ${OUT} "#include <string_view>\nnamespace recon::embedded {\nextern const std::string_view ${SYMBOL};\nstatic const char bytes_of_${SYMBOL}[] = {${bytes}'\\0'};\nconst std::string_view ${SYMBOL}{bytes_of_${SYMBOL}, sizeof(bytes_of_${SYMBOL}) - 1};\n}  // namespace recon::embedded\n")
