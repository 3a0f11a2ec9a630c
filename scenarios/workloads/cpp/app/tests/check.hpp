#pragma once

#include <iostream>

/// Failed checks so far.
inline int failures = 0;

#define CHECK(condition)                                                                 \
  do {                                                                                   \
    if (!(condition)) {                                                                  \
      std::cerr << __FILE__ << ':' << __LINE__ << ": " #condition << " does not hold\n"; \
      ++failures;                                                                        \
    }                                                                                    \
  } while (false)
