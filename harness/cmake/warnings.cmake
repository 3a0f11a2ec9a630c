# Flags that every target of the project is compiled with: link bxbench_flags.
add_library(bxbench_flags INTERFACE)
target_compile_options(bxbench_flags INTERFACE -Wall -Wextra $<$<BOOL:${BXBENCH_WERROR}>:-Werror>)
# GCC 12 mistakes the allocation of Asio's coroutine frames for a mismatch.
target_compile_options(bxbench_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-mismatched-new-delete>)
if(BXBENCH_SANITIZE)
  set(sanitizers -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  # GCC 12 takes std::regex under AddressSanitizer for uninitialised (its bug 105562).
  target_compile_options(bxbench_flags INTERFACE ${sanitizers} -Wno-maybe-uninitialized)
  target_link_options(bxbench_flags INTERFACE ${sanitizers})
endif()
if(BXBENCH_TIDY)
  find_program(CLANG_TIDY clang-tidy REQUIRED)
  set(CMAKE_CXX_CLANG_TIDY ${CLANG_TIDY} --quiet)
endif()
find_program(CCACHE ccache)
if(CCACHE)
  # Paths relative to the build directory, so that clones of the project share what was compiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
endif()
