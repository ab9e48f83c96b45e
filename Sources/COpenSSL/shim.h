#ifndef COPENSSL_SHIM_H
#define COPENSSL_SHIM_H

// One header that pulls in what is used, so that the module map names no path.
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#endif
