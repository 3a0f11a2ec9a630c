#include "check.hpp"

void test_parse();
void test_tally();

int main() {
  test_parse();
  test_tally();
  return failures == 0 ? 0 : 1;
}
