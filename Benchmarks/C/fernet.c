// The limit for our Fernet: the same token, pieces and tables, from one C loop on libcrypto that checks and owns nothing.
// usage: fernet MEGABYTES ROUNDS   prints megabytes of plaintext a second: sealed, opened (verified first, then decrypted)
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PIECE = 48 << 10, HEADER = 25, TAG = 32 };

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
static const unsigned char signing[16] = {1}, encryption[16] = {2}, vector[16] = {3};
static uint16_t pairs[4096];
static uint64_t values[256];
static EVP_CIPHER *cipher;
static EVP_MAC *mac;

static void require(int is_true) {
    if (is_true) return;
    fprintf(stderr, "fernet: the C loop is wrong\n");
    exit(1);
}

static void make_tables(void) {
    for (int bits = 0; bits < 4096; bits++) pairs[bits] = (uint16_t)(alphabet[bits >> 6] | alphabet[bits & 63] << 8);
    for (int at = 0; at < 256; at++) values[at] = (uint64_t)1 << 32;
    for (int at = 0; at < 64; at++) values[(unsigned char)alphabet[at]] = at;
}

static size_t encode(const unsigned char *bytes, size_t count, unsigned char *text) {
    size_t read = 0, written = 0;
    for (; read + 8 <= count; read += 6, written += 8) {
        uint64_t bits;
        memcpy(&bits, bytes + read, 8);
        bits = __builtin_bswap64(bits);
        bits = pairs[bits >> 52] | (uint64_t)pairs[bits >> 40 & 0xfff] << 16 | (uint64_t)pairs[bits >> 28 & 0xfff] << 32
            | (uint64_t)pairs[bits >> 16 & 0xfff] << 48;
        memcpy(text + written, &bits, 8);
    }
    for (; read < count; read += 3, written += 4) {
        const unsigned bits = (unsigned)(bytes[read] << 16 | bytes[read + 1] << 8 | bytes[read + 2]);
        memcpy(text + written, &pairs[bits >> 12], 2);
        memcpy(text + written + 2, &pairs[bits & 0xfff], 2);
    }
    return written;
}

static uint64_t group(const unsigned char *at) { return values[at[0]] << 18 | values[at[1]] << 12 | values[at[2]] << 6 | values[at[3]]; }

static size_t decode(const unsigned char *text, size_t count, unsigned char *bytes) {
    uint64_t seen = 0;
    size_t read = 0, written = 0;
    for (; read + 8 <= count; read += 8, written += 6) {
        const uint64_t first = group(text + read), second = group(text + read + 4);
        const uint64_t bits = __builtin_bswap64(first << 40 | second << 16);
        seen |= first | second;
        memcpy(bytes + written, &bits, 8);
    }
    if (read < count) {
        const uint64_t last = group(text + read);
        const uint32_t bits = __builtin_bswap32((uint32_t)last << 8);
        seen |= last;
        memcpy(bytes + written, &bits, 4);
        written += 3;
    }
    require(seen < (uint64_t)1 << 32);
    return written;
}

static EVP_MAC_CTX *start_code(void) {
    OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, "SHA2-256", 0), OSSL_PARAM_construct_end()};
    EVP_MAC_CTX *code = EVP_MAC_CTX_new(mac);
    require(EVP_MAC_init(code, signing, sizeof signing, parameters));
    return code;
}

// The plaintext is whole blocks and groups with the padding's block after it, so that no group is cut at the end.
static size_t seal(const unsigned char *plaintext, size_t count, unsigned char *token) {
    static unsigned char raw[HEADER + PIECE + TAG + 64];
    size_t waiting = HEADER, written = 0, tag_count;
    int made;
    EVP_MAC_CTX *code = start_code();
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    require(EVP_EncryptInit_ex2(context, cipher, encryption, vector, NULL));
    raw[0] = 0x80;
    memcpy(raw + 9, vector, sizeof vector);
    require(EVP_MAC_update(code, raw, HEADER));
    for (size_t at = 0; at <= count; at += PIECE) {
        if (at < count) require(EVP_EncryptUpdate(context, raw + waiting, &made, plaintext + at, PIECE));
        else require(EVP_EncryptFinal_ex(context, raw + waiting, &made));
        require(EVP_MAC_update(code, raw + waiting, (size_t)made));
        waiting += (size_t)made;
        if (at == count) {
            require(EVP_MAC_final(code, raw + waiting, &tag_count, TAG));
            waiting += TAG;
        }
        const size_t whole = waiting / 3 * 3;
        written += encode(raw, whole, token + written);
        memmove(raw, raw + whole, waiting - whole);
        waiting -= whole;
    }
    EVP_MAC_CTX_free(code);
    EVP_CIPHER_CTX_free(context);
    token[written] = (unsigned char)waiting;
    memcpy(token + written + 1, raw, waiting);  // the last group, left raw: the same work but for four characters
    return written;
}

static void open_token(const unsigned char *token, size_t count, unsigned char *plaintext, size_t plaintext_count) {
    static unsigned char raw[PIECE + 64];
    unsigned char tail[2], tag[TAG];
    size_t tag_count;
    int made, total = 0;
    const size_t signed_count = HEADER + plaintext_count + 16, characters = PIECE / 3 * 4;
    EVP_MAC_CTX *code = start_code();
    for (size_t at = 0, read = 0; read < signed_count; at += characters) {
        size_t bytes = decode(token + at, count - at < characters ? count - at : characters, raw);
        if (bytes > signed_count - read) bytes = signed_count - read;
        require(EVP_MAC_update(code, raw, bytes));
        read += bytes;
    }
    require(EVP_MAC_final(code, tag, &tag_count, TAG));
    const size_t tag_at = signed_count / 3 * 4;
    const size_t skipped = signed_count % 3, found = decode(token + tag_at, count - tag_at, raw);
    memcpy(tail, token + count + 1, token[count]);
    memcpy(raw + found, tail, token[count]);
    require(memcmp(tag, raw + skipped, TAG) == 0);
    EVP_MAC_CTX_free(code);

    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    require(EVP_DecryptInit_ex2(context, cipher, encryption, vector, NULL));
    for (size_t at = 24 / 3 * 4, read = 24; read < signed_count; at += characters) {
        size_t bytes = decode(token + at, count - at < characters ? count - at : characters, raw);
        if (bytes > signed_count - read) bytes = signed_count - read;
        const size_t first = read == 24;
        // Into one place and never looked at, as a file is sent on a piece at a time.
        require(EVP_DecryptUpdate(context, plaintext, &made, raw + first, (int)(bytes - first)));
        total += made;
        read += bytes;
    }
    require(EVP_DecryptFinal_ex(context, plaintext + 64, &made));
    require((size_t)(total + made) == plaintext_count);
    EVP_CIPHER_CTX_free(context);
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

int main(int argument_count, char **arguments) {
    if (argument_count != 3) return 2;
    const size_t count = (size_t)atol(arguments[1]) * 1000000 / PIECE * PIECE;
    unsigned char *plaintext = malloc(count), *token = malloc(count / 3 * 4 + 200), *piece = malloc(PIECE + 64);
    size_t token_count = 0;
    double sealing = 1e9, opening = 1e9;
    make_tables();
    cipher = EVP_CIPHER_fetch(NULL, "AES-128-CBC", NULL);
    mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    require(plaintext && token && piece && cipher && mac);
    memset(plaintext, 7, count);
    for (long round = atol(arguments[2]); round > 0; round--) {
        double start = seconds();
        token_count = seal(plaintext, count, token);
        if (seconds() - start < sealing) sealing = seconds() - start;
        start = seconds();
        open_token(token, token_count, piece, count);
        if (seconds() - start < opening) opening = seconds() - start;
    }
    printf("%.0f %.0f\n", count / sealing / 1e6, count / opening / 1e6);
    return 0;
}
