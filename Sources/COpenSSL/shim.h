#ifndef COPENSSL_SHIM_H
#define COPENSSL_SHIM_H

// One header that pulls in what is used, so that the module map names no path.
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// What follows are macros of OpenSSL's, which Swift cannot import.

static inline int copenssl_set_versions(SSL_CTX *context, int lowest, int highest) {
    return SSL_CTX_set_min_proto_version(context, lowest)
        && SSL_CTX_set_max_proto_version(context, highest);
}

static inline int copenssl_set_groups(SSL_CTX *context, const char *list) {
    return (int)SSL_CTX_set1_groups_list(context, list);
}

static inline int copenssl_set_signature_algorithms(SSL_CTX *context, const char *list) {
    return (int)SSL_CTX_set1_sigalgs_list(context, list);
}

static inline void copenssl_set_mode(SSL_CTX *context, long mode) {
    SSL_CTX_set_mode(context, mode);
}

static inline void copenssl_clear_mode(SSL_CTX *context, long mode) {
    SSL_CTX_clear_mode(context, mode);
}

static inline void copenssl_set_cache_mode(SSL_CTX *context, long mode) {
    SSL_CTX_set_session_cache_mode(context, mode);
}

// Takes a reference of its own.
static inline int copenssl_add_chain_certificate(SSL_CTX *context, X509 *certificate) {
    return (int)SSL_CTX_add1_chain_cert(context, certificate);
}

static inline int copenssl_set_server_name_callback(
    SSL_CTX *context, int (*callback)(SSL *, int *, void *), void *argument) {
    return SSL_CTX_set_tlsext_servername_callback(context, callback)
        && SSL_CTX_set_tlsext_servername_arg(context, argument);
}

// The options are made by a macro with arguments.
static const uint64_t copenssl_no_compression = SSL_OP_NO_COMPRESSION;
static const uint64_t copenssl_no_renegotiation = SSL_OP_NO_RENEGOTIATION;
static const uint64_t copenssl_server_preference = SSL_OP_CIPHER_SERVER_PREFERENCE;
static const uint64_t copenssl_prioritize_chacha = SSL_OP_PRIORITIZE_CHACHA;

static inline EVP_PKEY *copenssl_new_p256_key(void) {
    return EVP_EC_gen("P-256");
}

static inline int copenssl_general_name_count(const GENERAL_NAMES *names) {
    return sk_GENERAL_NAME_num(names);
}

static inline const GENERAL_NAME *copenssl_general_name(const GENERAL_NAMES *names, int index) {
    return sk_GENERAL_NAME_value(names, index);
}

static inline void copenssl_general_names_free(GENERAL_NAMES *names) {
    GENERAL_NAMES_free(names);
}

// The text of a name of that type, or its address octets; NULL for another type.
static inline const ASN1_STRING *copenssl_general_name_text(const GENERAL_NAME *name, int type) {
    int found;
    void *value = GENERAL_NAME_get0_value(name, &found);
    return found == type ? (const ASN1_STRING *)value : NULL;
}

#endif
