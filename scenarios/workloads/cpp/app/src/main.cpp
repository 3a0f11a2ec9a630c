#include "banner.hpp"
#include "options.hpp"
#include "parse.hpp"
#include "report.hpp"

#include <fstream>
#include <iostream>

namespace {

void read_log(std::istream& in, loglens::Tally& tally) {
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    loglens::Record record;
    if (const auto error = loglens::parse_line(line, record); error.empty())
      tally.add(record);
    else
      tally.add_unread(error);
  }
}

int report(const loglens::Options& options) {
  loglens::Tally tally;
  if (options.files.empty()) read_log(std::cin, tally);
  for (const auto& file : options.files) {
    std::ifstream in(file);
    if (!in) {
      std::cerr << "loglens: cannot read " << file << "\n";
      return 1;
    }
    read_log(in, tally);
  }
  std::cout << (options.json ? report_json(tally, options.paths) : report_text(tally, options.paths));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  loglens::Options options;
  if (const auto error = loglens::read_options({argv + 1, argv + argc}, options); !error.empty()) {
    std::cerr << "loglens: " << error << "\n" << loglens::usage();
    return 2;
  }
  switch (options.action) {
    case loglens::Action::version: std::cout << loglens::banner() << "\n"; return 0;
    case loglens::Action::help: std::cout << loglens::usage(); return 0;
    case loglens::Action::report: break;
  }
  return report(options);
}
