"""How many signatures OpenSSL's GOST engine makes and checks in a second: GOST 34.10-2012 with
512-bit keys over Streebog-512, the same curve and hash as GOST 34.10-2015/512.

usage: gost_engine.py SECONDS    prints: signatures/s verifications/s

`openssl speed` knows no algorithm of an engine, so its library is called here directly. One call
of the library from Python takes about a microsecond, three orders below what is measured.
"""

import ctypes
import ctypes.util
import sys
import time

seconds = float(sys.argv[1])
crypto = ctypes.CDLL(ctypes.util.find_library("crypto"))
pointer, size = ctypes.c_void_p, ctypes.c_size_t


def function(name, result, *arguments):
    found = getattr(crypto, name)
    found.restype, found.argtypes = result, arguments
    return found


function("ENGINE_load_builtin_engines", None)() if hasattr(
    crypto, "ENGINE_load_builtin_engines"
) else None
by_id = function("ENGINE_by_id", pointer, ctypes.c_char_p)
engine = by_id(b"gost")
if not engine:
    sys.exit("no engine")
function("ENGINE_init", ctypes.c_int, pointer)(engine)
function("ENGINE_set_default", ctypes.c_int, pointer, ctypes.c_uint)(engine, 0xFFFF)

digest = function("EVP_get_digestbyname", pointer, ctypes.c_char_p)(b"md_gost12_512")
kind = function("OBJ_sn2nid", ctypes.c_int, ctypes.c_char_p)(b"gost2012_512")
context = function("EVP_PKEY_CTX_new_id", pointer, ctypes.c_int, pointer)(kind, engine)
function("EVP_PKEY_keygen_init", ctypes.c_int, pointer)(context)
set_text = function(
    "EVP_PKEY_CTX_ctrl_str", ctypes.c_int, pointer, ctypes.c_char_p, ctypes.c_char_p
)
if set_text(context, b"paramset", b"A") <= 0:
    sys.exit("no curve")
key = pointer()
generate = function("EVP_PKEY_keygen", ctypes.c_int, pointer, ctypes.POINTER(pointer))
if generate(context, ctypes.byref(key)) <= 0:
    sys.exit("no key")

new = function("EVP_MD_CTX_new", pointer)
free = function("EVP_MD_CTX_free", None, pointer)
initial = [ctypes.c_int, pointer, pointer, pointer, pointer, pointer]
sign_init = function("EVP_DigestSignInit", *initial)
sign = function(
    "EVP_DigestSign", ctypes.c_int, pointer, ctypes.c_char_p, ctypes.POINTER(size),
    ctypes.c_char_p, size,
)
verify_init = function("EVP_DigestVerifyInit", *initial)
verify = function(
    "EVP_DigestVerify", ctypes.c_int, pointer, ctypes.c_char_p, size, ctypes.c_char_p, size
)
# As long as the attributes a signature file is over.
data = bytes(range(200))


def once():
    operation, length = new(), size(128)
    octets = ctypes.create_string_buffer(128)
    sign_init(operation, None, digest, engine, key)
    ended = sign(operation, octets, ctypes.byref(length), data, len(data))
    free(operation)
    if ended != 1 or length.value != 128:
        sys.exit("no signature")
    return octets.raw


def check(signature):
    operation = new()
    verify_init(operation, None, digest, engine, key)
    ended = verify(operation, signature, len(signature), data, len(data))
    free(operation)
    if ended != 1:
        sys.exit("not verified")


def rate(task):
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        task()
        done += 1
    return done / (time.perf_counter() - began)


signature = once()
print(f"{rate(once):.1f} {rate(lambda: check(signature)):.1f}")
