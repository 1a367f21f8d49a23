//! `hallway sync-server` as its users meet it: the command, over HTTP, with either database.

mod database;
mod protocol;
mod server;
mod storms;
