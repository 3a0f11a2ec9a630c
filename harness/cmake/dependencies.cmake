# Libraries, each with the reason why it is here.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(Boost 1.81 CONFIG REQUIRED COMPONENTS filesystem)                        # Asio, Beast, Process v2, Math, UUID
find_package(nlohmann_json 3.11 REQUIRED)                     # journal, run.json, BuildKit progress
find_package(fmt 9 REQUIRED)                                  # every text that is printed
find_package(CLI11 2.1 REQUIRED)                              # command line
find_package(OpenSSL REQUIRED COMPONENTS Crypto)              # SHA-256 and HMAC for keys, digests, tokens
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-cpp>=0.7) # workflow files, with the position of every value
find_path(PROTOZERO_INCLUDE protozero/pbf_reader.hpp REQUIRED) # protobuf messages of the cache service; header only
pkg_check_modules(LUA REQUIRED IMPORTED_TARGET lua5.4-c++)    # scenarios; C++ build: errors unwind C++ frames
pkg_check_modules(ARCHIVE REQUIRED IMPORTED_TARGET libarchive) # tar archives of cache directories
find_file(BXBENCH_CHARTS chart.min.js PATHS /usr/share/javascript/chart.js REQUIRED)  # charts of the HTML report
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)      # compression of carried cache mounts

add_library(bxbench_dependencies INTERFACE)
target_link_libraries(bxbench_dependencies INTERFACE Boost::headers Boost::filesystem nlohmann_json::nlohmann_json fmt::fmt
  CLI11::CLI11 OpenSSL::Crypto PkgConfig::LUA PkgConfig::YAML PkgConfig::ARCHIVE PkgConfig::ZSTD Threads::Threads)
target_include_directories(bxbench_dependencies SYSTEM INTERFACE ${PROTOZERO_INCLUDE})
# The header-heavy Boost libraries are compiled once: harness/http/beast.cpp, harness/process/boost_process.cpp.
target_compile_definitions(bxbench_dependencies INTERFACE
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION BOOST_PROCESS_V2_SEPARATE_COMPILATION
  BOOST_ASIO_NO_DEPRECATED)
