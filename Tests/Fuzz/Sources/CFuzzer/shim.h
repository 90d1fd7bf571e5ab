#include <stddef.h>
#include <stdint.h>

// The door of libFuzzer that leaves `main` to us (llvm.org/docs/LibFuzzer.html, "Using libFuzzer as a library").
int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*test)(const uint8_t *data, size_t size));
