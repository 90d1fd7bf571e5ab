// SHA256_Init, _Update and _Final are deprecated in favour of EVP, which looks an algorithm up, under a lock, for each
// digest: ten times what a short one costs. They are the same code and will stay as long as libcrypto.so.3 does.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
