#![no_main]

libfuzzer_sys::fuzz_target!(|source: &str| hallway_fuzz::prose(source));
