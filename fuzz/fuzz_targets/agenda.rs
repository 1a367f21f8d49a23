#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| hallway_fuzz::agenda(text));
