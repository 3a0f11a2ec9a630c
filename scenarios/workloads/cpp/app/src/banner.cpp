#include "banner.hpp"

namespace loglens {

const char* banner() {
  return "loglens " LOGLENS_VERSION " (" LOGLENS_BUILD_TAG "), looks into access logs (bxbench-unedited)";
}

}  // namespace loglens
