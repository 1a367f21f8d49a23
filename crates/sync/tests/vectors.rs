//! Reproduces the test vectors twice: with this crate and one implementation of the cryptography,
//! and with a script in another language and another implementation.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use hallway_sync::{
    CONTENT_KEY, Document, Envelope, MAILBOX, SALT, Secret, WRITE_TOKEN, associated_data,
    mailbox_id, pad, unpad, write_token,
};
use hkdf::Hkdf;
use serde_json::Value;
use sha2::Sha256;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors")
}

fn derive<const LENGTH: usize>(secret: &Secret, info: &[u8]) -> [u8; LENGTH] {
    let mut derived = [0; LENGTH];
    Hkdf::<Sha256>::new(Some(SALT), secret.bytes())
        .expand(info, &mut derived)
        .expect("it is not too long");
    derived
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    let pairs = (0..hex.len()).step_by(2);
    let byte = |at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal digits");
    pairs.map(byte).collect()
}

#[test]
fn the_vectors_are_what_comes_out() {
    let text = fs::read_to_string(folder().join("sync.json")).expect("they are there");
    let vectors: Vec<Value> = serde_json::from_str(&text).expect("they are JSON");
    assert!(!vectors.is_empty());
    for vector in vectors {
        let field = |name: &str| vector[name].as_str().expect("it is a text");
        let secret = Secret::parse(field("secret")).expect("it is a secret");
        let mailbox = mailbox_id(&derive::<16>(&secret, MAILBOX));
        assert_eq!(mailbox, field("mailbox"));
        let token = write_token(&derive::<32>(&secret, WRITE_TOKEN));
        assert_eq!(token, field("write_token"));
        let key = derive::<32>(&secret, CONTENT_KEY);
        assert_eq!(hex(&key), field("content_key"));

        let cipher = Aes256Gcm::new(&key.into());
        let aad = associated_data(field("conference"), &mailbox);
        let nonce = bytes(field("nonce"));
        let padded = pad(field("text")).expect("it fits");
        let sealed = cipher
            .encrypt(
                Nonce::from_slice(&nonce),
                Payload {
                    msg: &padded,
                    aad: &aad,
                },
            )
            .expect("it can be sealed");
        let message = Envelope {
            nonce: &nonce,
            sealed: &sealed,
        }
        .close();
        assert_eq!(hex(&message), field("message"));

        let message = bytes(field("message"));
        let envelope = Envelope::open(&message).expect("it is a message");
        let payload = |aad| Payload {
            msg: envelope.sealed,
            aad,
        };
        let opened = cipher.decrypt(Nonce::from_slice(envelope.nonce), payload(&aad));
        let opened = opened.expect("it is whole");
        assert_eq!(unpad(&opened), Some(field("text")));
        // A message that is moved to another conference can't be opened.
        let elsewhere = associated_data("elsewhere", &mailbox);
        assert!(
            cipher
                .decrypt(Nonce::from_slice(envelope.nonce), payload(&elsewhere))
                .is_err()
        );
    }
}

#[test]
fn other_code_reproduces_them() {
    let output = Command::new("python3")
        .arg(folder().join("sync.py"))
        .output()
        .expect("python3 is there");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

#[test]
fn the_described_document_is_one() {
    let description = include_str!("../../../docs/sync.md");
    let (_, rest) = description.split_once("```json\n").expect("it is there");
    let (text, _) = rest.split_once("```").expect("it ends");
    let document = Document::from_text(text).expect("it can be read");
    let mut is_within = false;
    let compact = text.chars().filter(|character| {
        is_within ^= *character == '"';
        is_within || !character.is_whitespace()
    });
    assert_eq!(document.to_text(), compact.collect::<String>());
}
