//! `hallway sync-server` as its users meet it: the command, over HTTP, with either database.

mod connections;
mod database;
mod disk;
mod logs;
mod protocol;
mod server;
mod site;
mod storms;
mod within;
