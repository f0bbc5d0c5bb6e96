# SPDX-License-Identifier: Apache-2.0
# Writes a C++ file that holds another file's bytes, in raw literals of at most 15 000 characters.
file(READ ${IN} text)
string(LENGTH "${text}" length)
set(body "")
set(at 0)
while(at LESS length)
  string(SUBSTRING "${text}" ${at} 15000 piece)
  string(APPEND body "R\"embed(${piece})embed\"\n")
  math(EXPR at "${at} + 15000")
endwhile()
file(WRITE ${OUT} "#include <string_view>\nnamespace recon::embedded {\nextern const std::string_view ${SYMBOL};\nconst std::string_view ${SYMBOL} =\n${body};\n}\n")
