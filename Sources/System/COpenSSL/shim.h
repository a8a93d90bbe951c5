#pragma once
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <openssl/opensslv.h>

// The allocation calls of the secure heap are macros in <openssl/crypto.h>, which Swift does not import.
static inline void *onion_secure_malloc(size_t count) { return OPENSSL_secure_malloc(count); }
static inline void onion_secure_clear_free(void *pointer, size_t count) { OPENSSL_secure_clear_free(pointer, count); }
