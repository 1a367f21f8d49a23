//! How the time for reading, checking, filtering, searching and comparing grows with the programme.

#![expect(missing_docs, reason = "criterion's macros make public functions")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use hallway_bench::{draft, programme, programme_with_moves, schedule_xml};
use hallway_importer::import::{File, ImportOptions, import};
use hallway_programme::Programme;
use hallway_programme::changes::changes;
use hallway_programme::check::check;
use hallway_programme::filter::Facets;
use hallway_programme::query::{Choice, Facet, Query};
use hallway_programme::search::{Found, SearchIndex};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const SIZES: [usize; 3] = [100, 1_000, 20_000];

fn bare_letters(text: &str) -> String {
    let lower = text.nfd().flat_map(char::to_lowercase);
    lower.filter(|c| !is_combining_mark(*c)).collect()
}

fn reading(c: &mut Criterion) {
    let mut group = c.benchmark_group("import schedule.xml");
    group.sample_size(10);
    for size in SIZES {
        let file = [File {
            path: "schedule.xml".into(),
            content: schedule_xml(size).into_bytes(),
        }];
        group.throughput(Throughput::Elements(size as u64));
        group.bench_function(BenchmarkId::from_parameter(size), |b| {
            b.iter(|| import(&file, None, &ImportOptions::default()));
        });
    }
    group.finish();
    let mut group = c.benchmark_group("read programme.json");
    group.sample_size(10);
    for size in SIZES {
        let json = programme(size).to_json();
        group.throughput(Throughput::Elements(size as u64));
        group.bench_function(BenchmarkId::from_parameter(size), |b| {
            b.iter(|| Programme::from_json(&json));
        });
    }
    group.finish();
}

fn checking(c: &mut Criterion) {
    let mut group = c.benchmark_group("check");
    group.sample_size(10);
    for size in SIZES {
        let draft = draft(size);
        group.throughput(Throughput::Elements(size as u64));
        group.bench_function(BenchmarkId::from_parameter(size), |b| {
            b.iter_batched(|| draft.clone(), check, criterion::BatchSize::LargeInput);
        });
    }
    group.finish();
}

fn selecting(c: &mut Criterion) {
    let mut group = c.benchmark_group("filter");
    for size in SIZES {
        let programme = programme(size);
        let facets = Facets::of(&programme);
        let mut query = Query::default();
        for (facet, value) in [
            (Facet::Track, "track-1"),
            (Facet::Topic, "topic-3"),
            (Facet::Day, "2026-02-03"),
        ] {
            query.choices.extend(Choice::parse(facet, value));
        }
        group.throughput(Throughput::Elements(size as u64));
        group.bench_function(BenchmarkId::from_parameter(size), |b| {
            b.iter(|| facets.select(&Found::All, &query));
        });
    }
    group.finish();
    let mut group = c.benchmark_group("search");
    for size in SIZES {
        let programme = programme(size);
        let facets = Facets::of(&programme);
        let index = SearchIndex::new(&programme, bare_letters);
        group.throughput(Throughput::Elements(size as u64));
        group.bench_function(BenchmarkId::from_parameter(size), |b| {
            b.iter(|| facets.select(&index.find("strom kalo"), &Query::default()));
        });
    }
    group.finish();
}

fn comparing(c: &mut Criterion) {
    let mut group = c.benchmark_group("changes");
    for size in SIZES {
        let (before, after) = (programme(size), programme_with_moves(size));
        group.throughput(Throughput::Elements(size as u64));
        group.bench_function(BenchmarkId::from_parameter(size), |b| {
            b.iter(|| changes(&before, &after));
        });
    }
    group.finish();
}

criterion_group!(benches, reading, checking, selecting, comparing);
criterion_main!(benches);
