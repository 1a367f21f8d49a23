//! `hallway sync-server` as its users run it: the command, over HTTP, with both databases.

mod connections;
mod database;
mod disk;
mod logs;
mod protocol;
mod server;
mod site;
mod storms;
mod within;
