//! KonOpas.

use crate::foreign::{Foreign, Unreadable};

pub(crate) fn read(_text: &str) -> Result<Foreign, Unreadable> {
    Err(Unreadable::new("", ""))
}
