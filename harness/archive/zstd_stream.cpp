// SPDX-License-Identifier: Apache-2.0
#include <harness/archive/zstd_stream.hpp>

#include <fmt/format.h>
#include <zstd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <vector>

namespace fs = std::filesystem;

namespace bxbench::archive {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

Error failed(const char* doing, const fs::path& file, const char* why) {
  return {errno == ENOSPC ? Errc::environment : Errc::io,
          fmt::format("{} {}: {}", doing, file.string(), why)};
}

}  // namespace

struct ZstdWriter::State {
  fs::path name;
  File file;
  std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context{ZSTD_createCCtx(), &ZSTD_freeCCtx};
  std::vector<char> buffer = std::vector<char>(ZSTD_CStreamOutSize());

  Result<void> push(std::string_view bytes, ZSTD_EndDirective directive) {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    for (;;) {
      ZSTD_outBuffer out{buffer.data(), buffer.size(), 0};
      const auto left = ZSTD_compressStream2(context.get(), &out, &in, directive);
      if (ZSTD_isError(left) != 0) return failed("cannot compress", name, ZSTD_getErrorName(left));
      if (std::fwrite(buffer.data(), 1, out.pos, file.get()) != out.pos)
        return failed("cannot write", name, std::strerror(errno));
      const bool done = directive == ZSTD_e_end ? left == 0 : in.pos == in.size;
      if (done) return {};
    }
  }
};

ZstdWriter::ZstdWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
ZstdWriter::ZstdWriter(ZstdWriter&&) noexcept = default;
ZstdWriter& ZstdWriter::operator=(ZstdWriter&&) noexcept = default;
ZstdWriter::~ZstdWriter() = default;

Result<ZstdWriter> ZstdWriter::create(const fs::path& file) {
  auto state = std::make_unique<State>();
  state->name = file;
  state->file.reset(std::fopen(file.c_str(), "wbe"));
  if (!state->file) return failed("cannot create", file, std::strerror(errno));
  ZSTD_CCtx_setParameter(state->context.get(), ZSTD_c_compressionLevel, 1);
  // Ignored by a library that was built without threads.
  ZSTD_CCtx_setParameter(state->context.get(), ZSTD_c_nbWorkers, 2);
  return ZstdWriter(std::move(state));
}

Result<void> ZstdWriter::write(std::string_view bytes) {
  return state_->push(bytes, ZSTD_e_continue);
}

Result<void> ZstdWriter::finish() {
  if (auto pushed = state_->push({}, ZSTD_e_end); !pushed) return pushed.error();
  if (std::fflush(state_->file.get()) != 0)
    return failed("cannot write", state_->name, std::strerror(errno));
  return {};
}

struct ZstdReader::State {
  fs::path name;
  File file;
  std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context{ZSTD_createDCtx(), &ZSTD_freeDCtx};
  std::vector<char> compressed = std::vector<char>(ZSTD_DStreamInSize());
  std::vector<char> plain = std::vector<char>(1 << 20);
  ZSTD_inBuffer in{compressed.data(), 0, 0};
  std::size_t frame_left = 0;
};

ZstdReader::ZstdReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
ZstdReader::ZstdReader(ZstdReader&&) noexcept = default;
ZstdReader& ZstdReader::operator=(ZstdReader&&) noexcept = default;
ZstdReader::~ZstdReader() = default;

Result<ZstdReader> ZstdReader::open(const fs::path& file) {
  auto state = std::make_unique<State>();
  state->name = file;
  state->file.reset(std::fopen(file.c_str(), "rbe"));
  if (!state->file) return failed("cannot read", file, std::strerror(errno));
  return ZstdReader(std::move(state));
}

Result<std::string_view> ZstdReader::read() {
  auto& s = *state_;
  for (;;) {
    if (s.in.pos == s.in.size) {
      s.in.size = std::fread(s.compressed.data(), 1, s.compressed.size(), s.file.get());
      s.in.pos = 0;
      if (s.in.size == 0 && s.frame_left != 0)
        return Error{Errc::io, fmt::format("{} is cut short", s.name.string())};
      if (s.in.size == 0) return std::string_view{};
    }
    ZSTD_outBuffer out{s.plain.data(), s.plain.size(), 0};
    s.frame_left = ZSTD_decompressStream(s.context.get(), &out, &s.in);
    if (ZSTD_isError(s.frame_left) != 0)
      return failed("cannot decompress", s.name, ZSTD_getErrorName(s.frame_left));
    if (out.pos > 0) return std::string_view(s.plain.data(), out.pos);
  }
}

}  // namespace bxbench::archive
