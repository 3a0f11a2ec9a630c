// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>
#include <harness/support/units.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <filesystem>
#include <memory>
#include <string>

namespace bxbench::http {

/// Serves one directory read-only over loopback, as a module proxy or package mirror for builds.
/// Stops and closes every connection when destroyed.
class FileServer {
 public:
  virtual ~FileServer() = default;
  virtual unsigned short port() const = 0;
  /// Requests answered so far, also those for files that are not there.
  virtual std::size_t requests() const = 0;
  /// Bytes of all bodies sent so far.
  virtual Bytes bytes() const = 0;
};

/// A directory answers with its `index.html` if it has one; links that lead out of it are not
/// followed. In files whose path from the directory matches the shell glob `templates`, `%{url}` is
/// answered as the server's own address, "http://127.0.0.1:PORT"; `*` stays within one name, unless
/// the glob holds `**`. Answers carry an ETag, without which pip and npm keep none of them: a
/// client that still has the file is told so (304) instead of sent it again.
Result<std::unique_ptr<FileServer>> serve_directory(boost::asio::any_io_executor executor,
                                                    const std::filesystem::path& directory,
                                                    const std::string& templates = {});

}  // namespace bxbench::http
