//! Pieces that views are made of, one a file.

pub mod aria;
pub mod banner;
pub mod change_note;
pub mod chips;
pub mod element;
pub mod filters;
pub mod icons;
pub mod install;
pub mod item_card;
pub mod item_list;
pub mod lines;
pub mod navigation;
pub mod notices;
pub mod person_link;
pub mod rich_text;
pub mod search;
pub mod star;
pub mod track_card;
pub mod track_hue;
