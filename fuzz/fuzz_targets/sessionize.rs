#![no_main]

use hallway_importer::Format;

libfuzzer_sys::fuzz_target!(|content: &[u8]| hallway_fuzz::import_from(
    Format::Sessionize,
    content
));
