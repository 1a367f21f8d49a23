//! WebCrypto: keys from a secret (HKDF-SHA-256, RFC 5869), sealing and opening (AES-256-GCM).

use hallway_sync::{
    CONTENT_KEY, Envelope, MAILBOX, SALT, Secret, WRITE_TOKEN, associated_data, mailbox_id, pad,
    unpad, write_token,
};
use js_sys::{Array, ArrayBuffer, Object, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use super::{object, window};

/// What a secret gives for one conference.
#[derive(Debug, Clone)]
pub struct Keys {
    /// The mailbox's name.
    pub mailbox: String,
    /// What may read and write it.
    pub write_token: String,
    key: CryptoKey,
    associated_data: Vec<u8>,
}

/// Whether the page may use it at all: only one that came by https may.
#[must_use]
pub fn is_allowed() -> bool {
    subtle().is_some()
}

/// A new secret; none where the browser has no randomness that is good enough.
#[must_use]
pub fn new_secret() -> Option<Secret> {
    random().map(Secret::new)
}

fn random<const LENGTH: usize>() -> Option<[u8; LENGTH]> {
    let mut bytes = [0; LENGTH];
    let crypto = window().crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}

/// There is none outside secure contexts.
fn subtle() -> Option<SubtleCrypto> {
    let crypto = window().crypto().ok()?;
    let subtle = object::field(&crypto, "subtle")?;
    subtle.dyn_into().ok()
}

async fn done<T: JsCast>(promise: Result<Promise, JsValue>) -> Option<T> {
    JsFuture::from(promise.ok()?).await.ok()?.dyn_into().ok()
}

fn parameters(fields: &[(&str, JsValue)]) -> Object {
    let parameters = Object::new();
    for (name, value) in fields {
        object::set(&parameters, name, value);
    }
    parameters
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

fn usages(names: &[&str]) -> JsValue {
    let names = names.iter().map(|name| JsValue::from(*name));
    names.collect::<Array>().into()
}

impl Keys {
    /// Derives them; none where the browser has no WebCrypto.
    pub async fn of(secret: &Secret, conference: &str) -> Option<Self> {
        let subtle = subtle()?;
        let hkdf = parameters(&[("name", "HKDF".into())]);
        let imported = subtle.import_key_with_object(
            "raw",
            &Uint8Array::from(secret.bytes()),
            &hkdf,
            false,
            &usages(&["deriveBits"]),
        );
        let secret: CryptoKey = done(imported).await?;
        let derive = async |info: &[u8], length: u32| {
            let hkdf = parameters(&[
                ("name", "HKDF".into()),
                ("hash", "SHA-256".into()),
                ("salt", bytes(SALT)),
                ("info", bytes(info)),
            ]);
            let derived = subtle.derive_bits_with_object(&hkdf, &secret, length * 8);
            let derived: ArrayBuffer = done(derived).await?;
            Some(Uint8Array::new(&derived))
        };
        let mailbox = mailbox_id(&derive(MAILBOX, 16).await?.to_vec());
        let content_key = derive(CONTENT_KEY, 32).await?;
        let imported = subtle.import_key_with_str(
            "raw",
            &content_key,
            "AES-GCM",
            false,
            &usages(&["encrypt", "decrypt"]),
        );
        Some(Self {
            associated_data: associated_data(conference, &mailbox),
            mailbox,
            write_token: write_token(&derive(WRITE_TOKEN, 32).await?.to_vec()),
            key: done(imported).await?,
        })
    }

    fn algorithm(&self, nonce: &[u8]) -> Object {
        parameters(&[
            ("name", "AES-GCM".into()),
            ("iv", bytes(nonce)),
            ("additionalData", bytes(&self.associated_data)),
        ])
    }

    /// The message of a text; none if it is too long for one.
    pub async fn seal(&self, text: &str) -> Option<Vec<u8>> {
        let nonce = random::<12>()?;
        let padded = Uint8Array::from(pad(text).ok()?.as_slice());
        let sealing = subtle()?.encrypt_with_object_and_js_u8_array(
            &self.algorithm(&nonce),
            &self.key,
            &padded,
        );
        let sealed: ArrayBuffer = done(sealing).await?;
        let sealed = Uint8Array::new(&sealed).to_vec();
        let envelope = Envelope {
            nonce: &nonce,
            sealed: &sealed,
        };
        Some(envelope.close())
    }

    /// The text of a message; none if it was not sealed for this mailbox, or tampered with.
    pub async fn open(&self, message: &[u8]) -> Option<String> {
        let envelope = Envelope::open(message)?;
        let opening = subtle()?.decrypt_with_object_and_js_u8_array(
            &self.algorithm(envelope.nonce),
            &self.key,
            &Uint8Array::from(envelope.sealed),
        );
        let padded: ArrayBuffer = done(opening).await?;
        unpad(&Uint8Array::new(&padded).to_vec()).map(str::to_owned)
    }
}
