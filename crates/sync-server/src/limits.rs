//! Rate limits: requests per address and per mailbox, and new mailboxes per address.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use hallway_host::network;

use crate::mailbox::MailboxId;
use crate::problem::Problem;

/// The limits, each as a rate; how much may come at once depends on it.
#[derive(Debug, Clone, Copy)]
pub struct Rates {
    /// Requests per second from one address; ten seconds' worth may come at once. A whole
    /// conference may share an address.
    pub per_address: NonZeroU32,
    /// Requests per second for one mailbox; ten seconds' worth may come at once: enough for a
    /// handful of devices.
    pub per_mailbox: NonZeroU32,
    /// New mailboxes per hour from one address; an hour's worth may come at once. An attendee needs
    /// one or two; someone who wants to fill the disk makes one after another, each up to
    /// [`LARGEST`].
    ///
    /// [`LARGEST`]: crate::LARGEST
    pub new_per_address: NonZeroU32,
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            per_address: NonZeroU32::new(500).expect("it is not zero"),
            per_mailbox: NonZeroU32::new(5).expect("it is not zero"),
            new_per_address: NonZeroU32::new(3_000).expect("it is not zero"),
        }
    }
}

/// The recent requests of each address and mailbox.
#[derive(Debug)]
pub(crate) struct Limits {
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    mailboxes: DefaultKeyedRateLimiter<MailboxId>,
    makers: DefaultKeyedRateLimiter<IpAddr>,
}

impl Limits {
    pub fn new(rates: Rates) -> Self {
        Self {
            addresses: RateLimiter::keyed(quota(rates.per_address)),
            mailboxes: RateLimiter::keyed(quota(rates.per_mailbox)),
            makers: RateLimiter::keyed(Quota::per_hour(rates.new_per_address)),
        }
    }

    /// Counts a request for a mailbox; an error if there were too many.
    pub fn count(&self, address: Option<IpAddr>, id: &MailboxId) -> Result<(), Problem> {
        self.count_address(address)?;
        within(&self.mailboxes, id)
    }

    /// Counts any other request; an error if there were too many.
    pub fn count_address(&self, address: Option<IpAddr>) -> Result<(), Problem> {
        address.map_or(Ok(()), |address| within(&self.addresses, &network(address)))
    }

    /// Counts a new mailbox; an error if there were too many.
    pub fn count_new(&self, address: Option<IpAddr>) -> Result<(), Problem> {
        address.map_or(Ok(()), |address| within(&self.makers, &network(address)))
    }

    /// Drops the entries that are so old that they make no difference.
    pub fn forget(&self) {
        self.addresses.retain_recent();
        self.addresses.shrink_to_fit();
        self.mailboxes.retain_recent();
        self.mailboxes.shrink_to_fit();
        self.makers.retain_recent();
        self.makers.shrink_to_fit();
    }
}

/// Counts one more for a key; if there were too many, the error says when to try again.
fn within<K: Hash + Eq + Clone>(
    limiter: &DefaultKeyedRateLimiter<K>,
    key: &K,
) -> Result<(), Problem> {
    limiter.check_key(key).map_err(|not_until| {
        let wait = not_until.wait_time_from(DefaultClock::default().now());
        // Rounded up, so that a client that waits that long is accepted.
        Problem::TooMany(wait.as_secs() + 1)
    })
}

fn quota(per_second: NonZeroU32) -> Quota {
    let ten = NonZeroU32::new(10).expect("it is not zero");
    Quota::per_second(per_second).allow_burst(per_second.saturating_mul(ten))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_and_an_address_run_out_apart() {
        let one = NonZeroU32::MIN;
        let limits = Limits::new(Rates {
            per_address: one,
            per_mailbox: one,
            ..Rates::default()
        });
        let id = |digit: &str| MailboxId::parse(&digit.repeat(32)).unwrap();
        let address: IpAddr = "2001:db8::1".parse().unwrap();
        let neighbour: IpAddr = "2001:db8::2".parse().unwrap();
        for _ in 0..10 {
            assert!(limits.count(None, &id("a")).is_ok());
        }
        assert!(matches!(
            limits.count(None, &id("a")),
            Err(Problem::TooMany(1 | 2))
        ));
        for _ in 0..5 {
            assert!(limits.count(Some(address), &id("b")).is_ok());
            assert!(limits.count(Some(neighbour), &id("c")).is_ok());
        }
        assert!(limits.count(Some(address), &id("d")).is_err());
        assert!(limits.count(None, &id("d")).is_ok());
    }
}
