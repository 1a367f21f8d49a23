"""Reproduces sync.json, byte for byte, with code that is not Hallway's: see docs/sync.md.

Needs Python 3 and its package `cryptography`. Says what differs, and ends with 1 if anything does.
"""

import base64
import json
import pathlib
import sys

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def derive(secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=b"hallway sync v1", info=info).derive(secret)


def padded(text: bytes) -> bytes:
    around = 1 + 12 + 16
    size = 1024
    while size < around + 4 + len(text):
        size *= 2
    assert size <= 65536
    return (len(text).to_bytes(4, "big") + text).ljust(size - around, b"\0")


def reproduce(given: dict) -> dict:
    secret = bytes.fromhex(given["secret"])
    mailbox = derive(secret, b"mailbox", 16).hex()
    token = base64.urlsafe_b64encode(derive(secret, b"write token", 32)).rstrip(b"=").decode()
    key = derive(secret, b"content key", 32)
    data = b"".join(part.encode() + b"\0" for part in ("hallway sync v1", given["conference"], mailbox))
    nonce = bytes.fromhex(given["nonce"])
    message = b"\x01" + nonce + AESGCM(key).encrypt(nonce, padded(given["text"].encode()), data)
    return {
        **given,
        "mailbox": mailbox,
        "write_token": token,
        "content_key": key.hex(),
        "message": message.hex(),
    }


def main() -> int:
    vectors = json.loads(pathlib.Path(__file__).with_name("sync.json").read_text())
    differ = 0
    for number, vector in enumerate(vectors):
        given = {name: vector[name] for name in ("secret", "conference", "nonce", "text")}
        for name, value in reproduce(given).items():
            if vector[name] != value:
                print(f"vector {number}: {name} is {value} here, {vector[name]} in sync.json", file=sys.stderr)
                differ += 1
    return 1 if differ or not vectors else 0


sys.exit(main())
