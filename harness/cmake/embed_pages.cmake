# cmake -DPAGES=DIR -DOUT=FILE -P embed_pages.cmake: a C++ source that holds every page of DIR by its rule's name.
file(GLOB pages ${PAGES}/*.md)
list(SORT pages)
set(source "// Made from the pages of the rules.\n#include <harness/diagnosis/pages.hpp>\n
namespace bxbench::diagnosis {\n\nstd::string_view page_of(std::string_view rule) {\n")
foreach(page ${pages})
  get_filename_component(rule ${page} NAME_WE)
  file(READ ${page} text)
  string(APPEND source "  if (rule == \"${rule}\") return R\"PAGE(${text})PAGE\";\n")
endforeach()
string(APPEND source "  return {};\n}\n\n}  // namespace bxbench::diagnosis\n")
file(WRITE ${OUT} "${source}")
