//! The server's metrics for Prometheus: numbers only, nothing about clients.

use std::time::Duration;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// The bounds of the histogram, in seconds.
const SECONDS: [f64; 9] = [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.05, 0.1, 0.5, 2.5];

/// The numbers.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<[(&'static str, String); 2], Counter>,
    seconds: Histogram,
    mailboxes: Gauge,
}

impl Metrics {
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("hallway_sync");
        let requests = Family::default();
        registry.register(
            "requests",
            "Requests below /v1, by method and status",
            requests.clone(),
        );
        let seconds = Histogram::new(SECONDS);
        registry.register(
            "request_seconds",
            "How long requests below /v1 took",
            seconds.clone(),
        );
        let mailboxes = Gauge::default();
        registry.register(
            "mailboxes",
            "How many mailboxes there are",
            mailboxes.clone(),
        );
        Self {
            registry,
            requests,
            seconds,
            mailboxes,
        }
    }

    /// Counts an answer.
    pub fn count(&self, method: &str, status: u16, took: Duration) {
        self.requests
            .get_or_create(&[("method", method.into()), ("status", status.to_string())])
            .inc();
        self.seconds.observe(took.as_secs_f64());
    }

    /// All numbers in OpenMetrics' text format.
    pub fn text(&self, mailboxes: i64) -> String {
        self.mailboxes.set(mailboxes);
        let mut text = String::new();
        encode(&mut text, &self.registry).expect("writing into a text does not fail");
        text
    }
}
