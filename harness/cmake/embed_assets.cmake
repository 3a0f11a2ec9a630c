# cmake -DDIR=DIR -DCHARTS=FILE -DOUT=FILE -P embed_assets.cmake: a C++ source that holds the style and scripts of DIR and
# the chart library, as bytes: compilers promise literals of 64 kB only.
function(literal out)
  set(all "")
  foreach(file ${ARGN})
    file(READ ${file} text HEX)
    string(LENGTH "${text}" length)
    set(at 0)
    while(at LESS length)
      string(SUBSTRING "${text}" ${at} 32000 piece)
      string(REGEX REPLACE "(..)" "0x\\1," piece "${piece}")
      string(APPEND all "${piece}\n")
      math(EXPR at "${at} + 32000")
    endwhile()
  endforeach()
  set(${out} "${all}" PARENT_SCOPE)
endfunction()

file(GLOB styles ${DIR}/*.css)
file(STRINGS ${DIR}/order.txt order REGEX "^[^#]")
set(scripts "")
foreach(name ${order})
  list(APPEND scripts ${DIR}/${name})
endforeach()
literal(style ${styles})
literal(script ${scripts})
literal(charts ${CHARTS})
file(WRITE ${OUT} "// Made from the page's style and scripts.
#include <harness/report/page/assets.hpp>

namespace bxbench::report {
namespace {
constexpr unsigned char style[] = {
${style}0};
constexpr unsigned char script[] = {
${script}0};
constexpr unsigned char charts[] = {
${charts}0};
template <class Bytes>
std::string_view text(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes), sizeof bytes - 1};
}
}  // namespace

std::string_view page_style() { return text(style); }
std::string_view page_script() { return text(script); }
std::string_view chart_library() { return text(charts); }

}  // namespace bxbench::report
")
