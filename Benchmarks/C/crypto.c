// The limit for our sessions, passwords and handshakes: the primitives that each unit of work must call, on OpenSSL and libargon2,
// in one loop without state, limits or errors to report. The quickest calls of OpenSSL 3.0 that we know of: a context for each cipher and
// direction that is only keyed anew, one that stays keyed with zeros for HKDF's empty salt, own keys imported through one context and
// the other end's written into one object, chance for 64 nonces drawn at once. Nothing is wiped.
// usage: crypto WORK SECONDS   prints units a second of processor time
#include <argon2.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PLAINTEXT = 100, SEALED = 112, ASSOCIATED = 64, HEADER = 40, TURNS = 50, BURST = 100, REVERSED = 1000 };

typedef struct {
    EVP_PKEY *object;
    unsigned char public_key[32];
} agreement_key;

static EVP_MAC_CTX *mac, *zero_mac;
static EVP_PKEY_CTX *import;
static EVP_PKEY *peer;
// One for each cipher and direction, by the direction: 0 opens, 1 seals.
static EVP_CIPHER_CTX *cbc[2], *poly[2];
static agreement_key ends[2];
static unsigned char key[64], code[32], plaintext[PLAINTEXT], associated[ASSOCIATED];
static unsigned char nonces[64][12], *nonce = nonces[64 - 1], header[HEADER + 16], body[SEALED + 32], opened[SEALED + 32];

static void require(int is_true) {
    if (is_true) return;
    fputs("crypto: a call failed\n", stderr);
    exit(1);
}

static void renew(agreement_key *one) {
    unsigned char secret[32];
    size_t count = 32;
    OSSL_PARAM parameters[] = {OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PRIV_KEY, secret, 32), OSSL_PARAM_construct_end()};
    EVP_PKEY_free(one->object);
    one->object = NULL;
    require(RAND_priv_bytes(secret, sizeof secret) == 1);
    require(EVP_PKEY_fromdata(import, &one->object, EVP_PKEY_KEYPAIR, parameters) == 1);
    require(EVP_PKEY_get_raw_public_key(one->object, one->public_key, &count) == 1);
}

static void agree(const agreement_key *own, const agreement_key *other) {
    size_t count = 32;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, own->object, NULL);
    require(EVP_PKEY_set1_encoded_public_key(peer, other->public_key, sizeof other->public_key) == 1);
    require(EVP_PKEY_derive_init(context) == 1 && EVP_PKEY_derive_set_peer_ex(context, peer, 0) == 1);
    require(EVP_PKEY_derive(context, key, &count) == 1);
    EVP_PKEY_CTX_free(context);
}

static void start_code(const unsigned char *secret) { require(EVP_MAC_init(mac, secret, secret ? 32 : 0, NULL) == 1); }
static void add(const void *bytes, size_t count) { require(EVP_MAC_update(mac, bytes, count) == 1); }
static void finish_code(void) {
    size_t count;
    require(EVP_MAC_final(mac, code, &count, sizeof code) == 1);
}

// HKDF: one extraction, under a salt or under none, then `blocks` expansions under one key.
static void hkdf(int is_salted, int blocks) {
    if (is_salted) {
        start_code(key + 32);
        add(key, 32);
        finish_code();
    } else {
        size_t count;
        require(EVP_MAC_init(zero_mac, NULL, 0, NULL) == 1 && EVP_MAC_update(zero_mac, key, 32) == 1);
        require(EVP_MAC_final(zero_mac, code, &count, sizeof code) == 1);
    }
    for (int index = 1; index <= blocks; index++) {
        start_code(index == 1 ? code : NULL);
        if (index > 1) add(code, sizeof code);
        add("ONION1/some purpose\1", 21);
        finish_code();
    }
}

static void chain_step(void) {
    start_code(key);
    add("\2", 1);
    finish_code();
    start_code(NULL);
    add("\1", 1);
    finish_code();
}

static void tag_body(void) {
    start_code(key);
    add(associated, sizeof associated);
    add(header, HEADER);
    add(body, SEALED);
    finish_code();
}

static void seal(void) {
    int count;
    chain_step();
    if (nonce == nonces[63]) require(RAND_bytes(nonces[0], sizeof nonces) == 1);
    nonce = nonce == nonces[63] ? nonces[0] : nonce + sizeof *nonces;
    require(EVP_EncryptInit_ex2(poly[1], NULL, key, nonce, NULL) == 1);
    require(EVP_EncryptUpdate(poly[1], header, &count, plaintext, HEADER) == 1 && EVP_EncryptFinal_ex(poly[1], header, &count) == 1);
    require(EVP_CIPHER_CTX_ctrl(poly[1], EVP_CTRL_AEAD_GET_TAG, 16, header + HEADER) == 1);
    hkdf(0, 3);
    require(EVP_EncryptInit_ex2(cbc[1], NULL, key, key + 32, NULL) == 1);
    require(EVP_EncryptUpdate(cbc[1], body, &count, plaintext, PLAINTEXT) == 1);
    require(EVP_EncryptFinal_ex(cbc[1], body + count, &count) == 1);
    tag_body();
    memcpy(body + SEALED, code, sizeof code);
}

// The first header key that is tried fits.
static void open_sealed(void) {
    int count;
    require(EVP_DecryptInit_ex2(poly[0], NULL, key, nonce, NULL) == 1);
    require(EVP_CIPHER_CTX_ctrl(poly[0], EVP_CTRL_AEAD_SET_TAG, 16, header + HEADER) == 1);
    require(EVP_DecryptUpdate(poly[0], opened, &count, header, HEADER) == 1 && EVP_DecryptFinal_ex(poly[0], opened, &count) == 1);
    hkdf(0, 3);
    tag_body();
    require(memcmp(body + SEALED, code, sizeof code) == 0);
    require(EVP_DecryptInit_ex2(cbc[0], NULL, key, key + 32, NULL) == 1);
    require(EVP_DecryptUpdate(cbc[0], opened, &count, body, SEALED) == 1);
    require(EVP_DecryptFinal_ex(cbc[0], opened + count, &count) == 1);
}

// A message that starts a chain: a fresh key and an agreement for its sender, an agreement for its receiver.
static void step(int sender) {
    renew(&ends[sender]);
    agree(&ends[sender], &ends[1 - sender]);
    hkdf(1, 3);
    seal();
    agree(&ends[1 - sender], &ends[sender]);
    hkdf(1, 3);
    chain_step();
    open_sealed();
}

static long alternating(void) {
    for (int index = 0; index < TURNS; index++) {
        step(0);
        step(1);
    }
    return 2 * TURNS;
}

static long bursts(void) {
    step(0);
    for (int index = 1; index < BURST; index++) {
        seal();
        chain_step();
        open_sealed();
    }
    step(1);
    return BURST + 1;
}

static long reversed(void) {
    step(0);
    for (int index = 1; index < REVERSED; index++) seal();
    for (int index = 1; index < REVERSED; index++) chain_step();
    for (int index = 1; index < REVERSED; index++) open_sealed();
    step(1);
    return REVERSED;
}

static long session(void) {
    renew(&ends[0]);
    for (int index = 0; index < 6; index++) agree(&ends[index % 2], &ends[1 - index % 2]);
    for (int index = 0; index < 4; index++) hkdf(0, 4);
    step(0);
    return 1;
}

static long noise(void) {
    renew(&ends[0]);
    renew(&ends[1]);
    for (int index = 0; index < 6; index++) {
        agree(&ends[index % 2], &ends[1 - index % 2]);
        hkdf(1, 2);
    }
    return 1;
}

static long argon2id(void) {
    unsigned char result[32];
    argon2_context context = {
        .out = result, .outlen = sizeof result, .pwd = plaintext, .pwdlen = 20, .salt = associated, .saltlen = 16,
        .secret = key, .secretlen = 32, .t_cost = 3, .m_cost = 64 << 10, .lanes = 4, .threads = 1,
        .version = ARGON2_VERSION_13, .flags = ARGON2_DEFAULT_FLAGS,
    };
    require(argon2id_ctx(&context) == ARGON2_OK);
    return 1;
}

// Seconds of processor time that this process has had: what else runs on the machine does not count.
static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static EVP_MAC_CTX *keyed_hash(void) {
    static const unsigned char zeros[32];
    OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, "SHA2-256", 0), OSSL_PARAM_construct_end()};
    EVP_MAC_CTX *context = EVP_MAC_CTX_new(EVP_MAC_fetch(NULL, "HMAC", NULL));
    require(context && EVP_MAC_init(context, zeros, sizeof zeros, parameters) == 1);
    return context;
}

static EVP_CIPHER_CTX *cipher(const char *name, int direction) {
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    require(context && EVP_CipherInit_ex2(context, EVP_CIPHER_fetch(NULL, name, NULL), key, key, direction, NULL) == 1);
    return context;
}

static void prepare(void) {
    mac = keyed_hash();
    zero_mac = keyed_hash();
    for (int direction = 0; direction < 2; direction++) {
        cbc[direction] = cipher("AES-256-CBC", direction);
        poly[direction] = cipher("ChaCha20-Poly1305", direction);
    }
    import = EVP_PKEY_CTX_new_from_name(NULL, "X25519", NULL);
    require(import && EVP_PKEY_fromdata_init(import) == 1);
    renew(&ends[0]);
    renew(&ends[1]);
    peer = EVP_PKEY_new_raw_public_key_ex(NULL, "X25519", NULL, ends[0].public_key, sizeof ends[0].public_key);
    require(peer != NULL);
}

int main(int count, char **arguments) {
    const struct { const char *name; long (*run)(void); } works[] = {
        {"alternating", alternating}, {"bursts", bursts}, {"stored", bursts}, {"reversed", reversed}, {"session", session},
        {"noise", noise}, {"argon2id", argon2id},
    };
    if (count != 3) return 2;
    for (size_t index = 0; index < sizeof works / sizeof *works; index++) {
        if (strcmp(works[index].name, arguments[1])) continue;
        prepare();
        works[index].run();
        const double start = now(), least = atof(arguments[2]);
        double elapsed = 0;
        long units = 0;
        for (; elapsed < least; elapsed = now() - start) units += works[index].run();
        printf("%.2f\n", units / elapsed);
        return 0;
    }
    return 2;
}
