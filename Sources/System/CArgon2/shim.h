#pragma once
#include <argon2.h>

// The context is a struct of writable pointers, though the library only reads its inputs (no flag asks it to wipe them: they are
// borrowed). Filling it here keeps the casts in one place.
static inline int onion_argon2id(uint8_t *output, uint32_t output_count, const uint8_t *password, uint32_t password_count,
                                 const uint8_t *salt, uint32_t salt_count, const uint8_t *pepper, uint32_t pepper_count,
                                 const uint8_t *data, uint32_t data_count, uint32_t memory_kib, uint32_t passes, uint32_t lanes,
                                 uint32_t threads) {
    argon2_context context = {
        .out = output, .outlen = output_count,
        .pwd = (uint8_t *)password, .pwdlen = password_count,
        .salt = (uint8_t *)salt, .saltlen = salt_count,
        .secret = (uint8_t *)pepper, .secretlen = pepper_count,
        .ad = (uint8_t *)data, .adlen = data_count,
        .t_cost = passes, .m_cost = memory_kib, .lanes = lanes, .threads = threads,
        .version = ARGON2_VERSION_13, .flags = ARGON2_DEFAULT_FLAGS,
    };
    return argon2id_ctx(&context);
}
