//! Reads a programme from the text that a site publishes as `programme.json`.

use std::fmt;

use crate::check::{Problem, check};
use crate::limits::cut;
use crate::revision::HIGHEST;
use crate::{Draft, Programme};

/// Why a text can't be read as a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// It is not JSON in the form of a programme; the text says where and why.
    Form(String),
    /// Its form is right, but the checks found problems.
    Problems(Vec<Problem>),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Form(reason) => write!(f, "this is not a programme: {reason}"),
            ReadError::Problems(problems) => {
                for problem in problems {
                    writeln!(f, "{problem}")?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for ReadError {}

impl Programme {
    /// Reads and checks a programme.
    ///
    /// # Errors
    /// [`ReadError`] with everything that is wrong with it.
    pub fn from_json(json: &str) -> Result<Self, ReadError> {
        let draft = Draft::from_json(json);
        let draft = draft.map_err(|error| ReadError::Form(error.to_string()))?;
        check(draft).map_err(ReadError::Problems)
    }

    /// Checks a programme that an older version of Hallway may have written, such as the one in a
    /// page. It has to stay usable, so this cuts what is beyond the [limits](crate::limits). A
    /// revision above [`HIGHEST`] becomes 0, so that the next published revision counts as newer.
    /// This returns the programme, and the original revision if it was above [`HIGHEST`].
    ///
    /// # Errors
    /// [`ReadError::Problems`] with everything else that is wrong with it.
    pub fn salvaged(mut draft: Draft) -> Result<(Self, Option<u64>), ReadError> {
        cut(&mut draft);
        let slip = (draft.revision > HIGHEST).then_some(draft.revision);
        if slip.is_some() {
            draft.revision = 0;
        }
        let programme = check(draft).map_err(ReadError::Problems)?;
        Ok((programme, slip))
    }
}
