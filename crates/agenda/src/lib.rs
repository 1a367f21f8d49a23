//! The attendee's agenda ("My schedule"): stars, notes, plans and ratings that merge without loss.
//!
//! Pure: the time and the device's id are arguments, and texts are returned; the app stores them.
//! The agenda is a conflict-free replicated data type: per item a
//! last-writer-wins register for each thing that the attendee says of it (star, note, plan,
//! attendance, rating), ordered by a hybrid logical clock (Kulkarni et al., 2014).
//! [`Agenda::merge`] is commutative, associative and idempotent, so tabs, devices and imports all
//! use it.
//!
//! ```
//! use hallway_agenda::{Agenda, DeviceId};
//! use hallway_programme::ItemId;
//!
//! let item = ItemId::new("opening")?;
//! let mut phone = Agenda::new(DeviceId::new(1));
//! let mut laptop = Agenda::new(DeviceId::new(2));
//! phone.star(&item, true, 1_000);
//! laptop.merge(&phone);
//! assert!(laptop.is_starred(&item));
//! # Ok::<(), hallway_programme::id::InvalidId>(())
//! ```

pub mod afterwards;
pub mod calendar;
mod choice;
mod clock;
pub mod conflicts;
mod device;
mod document;
pub mod keeping;
pub mod limits;
pub mod overlaps;
mod rating;
mod register;
mod removed;
mod shared;
mod storage;
pub mod strict;
mod unknown;

pub use choice::{Rest, Undo};
pub use clock::{Clock, Stamp, horizon};
pub use device::DeviceId;
pub use document::{Agenda, Plan};
pub use rating::Rating;
pub use register::Register;
pub use removed::Removed;
pub use shared::SharedSchedule;
pub use storage::{FORMAT, Unreadable};
