//! The pictures of floor plans: beside the programme first, then in its site.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use hallway_programme::{FloorPlan, Programme};

use crate::{Files, SiteError};

/// The pictures of the floor plans that a programme's rooms have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plans(BTreeMap<FloorPlan, Vec<u8>>);

impl Plans {
    /// Reads the pictures that the programme's rooms name from a folder.
    ///
    /// # Errors
    /// [`SiteError::FloorPlan`] for the first that can't be read.
    pub fn read(programme: &Programme, folder: &Path) -> Result<Self, SiteError> {
        let mut plans = BTreeMap::new();
        for room in programme.rooms() {
            let Some(plan) = &room.plan else { continue };
            if plans.contains_key(plan) {
                continue;
            }
            let file = folder.join(plan.name());
            let picture = fs::read(&file).map_err(|error| SiteError::FloorPlan {
                file,
                room: room.title.clone(),
                error,
            })?;
            plans.insert(plan.clone(), picture);
        }
        Ok(Self(plans))
    }

    /// How large all pictures are together.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    pub(crate) fn add_to(&self, files: &mut Files) {
        for (plan, picture) in &self.0 {
            files.add(&plan.path(), picture.clone());
        }
    }
}
