#pragma once
#include <sys/prctl.h>
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

// Sums of other macros, which Swift does not import either: both halves of a key, and the public half.
static const int onion_key_pair = EVP_PKEY_KEYPAIR;
static const int onion_public_key = EVP_PKEY_PUBLIC_KEY;

// An OSSL_PARAM and an EVP_PKEY_CTX keep the pointer to a name: it has to point at C's own constants, not at a copy that Swift
// makes for one call.
static const char *const onion_parameter_digest = OSSL_MAC_PARAM_DIGEST;
static const char *const onion_parameter_private_key = OSSL_PKEY_PARAM_PRIV_KEY;
static const char *const onion_parameter_public_key = OSSL_PKEY_PARAM_PUB_KEY;
static const char *const onion_key_type_ed25519 = "ED25519";
static const char *const onion_key_type_ml_kem_768 = "ML-KEM-768";
static const char *const onion_key_type_x25519 = "X25519";

// Names that OpenSSL knows since 3.5 and the headers of 3.0 do not: an ML-KEM key's seed d ‖ z, and the message m of an encapsulation.
static const char *const onion_parameter_seed = "seed";
static const char *const onion_parameter_encapsulation_message = "ikme";

// prctl is variadic, which Swift does not import. Not dumpable: no core dump, and no other process of this user reads our memory.
static inline int onion_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
