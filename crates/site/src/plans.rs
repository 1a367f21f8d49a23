//! The pictures of floor plans: read from beside the programme, added to its site.

use std::collections::BTreeMap;
use std::path::Path;

use hallway_programme::{FloorPlan, Programme};

use crate::pictures::Picture;
use crate::{Files, SiteError};

/// The pictures of the floor plans that a programme's rooms have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plans(BTreeMap<FloorPlan, Picture>);

impl Plans {
    /// Reads the pictures that the programme's rooms name from `plans/` in the programme's folder.
    ///
    /// # Errors
    /// [`SiteError::FloorPlan`] for the first that can't be published.
    pub fn read(programme: &Programme, folder: &Path) -> Result<Self, SiteError> {
        let mut plans = BTreeMap::new();
        for room in programme.rooms() {
            let Some(plan) = &room.plan else { continue };
            if plans.contains_key(plan) {
                continue;
            }
            let path = plan.path();
            let picture = Picture::read(folder, Path::new(&path)).map_err(|error| {
                let file = folder.join(&path);
                let room = room.title.clone();
                SiteError::FloorPlan { file, room, error }
            })?;
            plans.insert(plan.clone(), picture);
        }
        Ok(Self(plans))
    }

    /// The size of all pictures together, in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.0.values().map(|picture| picture.content.len()).sum()
    }

    /// Warnings about pictures that are not published unchanged, one line each.
    pub fn warnings(&self) -> impl Iterator<Item = String> {
        self.0
            .iter()
            .filter_map(|(plan, picture)| picture.warning(Path::new(&plan.path())))
    }

    pub(crate) fn add_to(&self, files: &mut Files) {
        for (plan, picture) in &self.0 {
            files.add(&plan.path(), picture.content.clone());
        }
    }
}
