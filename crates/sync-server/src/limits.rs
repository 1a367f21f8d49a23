//! How often an address and a mailbox may ask.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::mailbox::MailboxId;
use crate::problem::Problem;

/// How often, and how much at once: requests per second, and ten seconds' worth in a burst.
#[derive(Debug, Clone, Copy)]
pub struct Rates {
    /// For one address. A whole conference can stand behind one.
    pub per_address: NonZeroU32,
    /// For one mailbox: a handful of devices.
    pub per_mailbox: NonZeroU32,
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            per_address: NonZeroU32::new(500).expect("it is not zero"),
            per_mailbox: NonZeroU32::new(5).expect("it is not zero"),
        }
    }
}

/// Who asked how often, for as long as that matters.
#[derive(Debug)]
pub(crate) struct Limits {
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    mailboxes: DefaultKeyedRateLimiter<MailboxId>,
}

impl Limits {
    pub fn new(rates: Rates) -> Self {
        Self {
            addresses: RateLimiter::keyed(quota(rates.per_address)),
            mailboxes: RateLimiter::keyed(quota(rates.per_mailbox)),
        }
    }

    /// Counts a request; refuses it if there were too many.
    pub fn count(&self, address: Option<IpAddr>, id: &MailboxId) -> Result<(), Problem> {
        let now = DefaultClock::default().now();
        let seconds = |not_until: governor::NotUntil<_>| {
            // Rounded up: who comes at the second is let in.
            Problem::TooMany(not_until.wait_time_from(now).as_secs() + 1)
        };
        if let Some(address) = address {
            self.addresses
                .check_key(&network(address))
                .map_err(seconds)?;
        }
        self.mailboxes.check_key(id).map_err(seconds)
    }

    /// Forgets whoever has not asked for so long that it makes no difference.
    pub fn forget(&self) {
        self.addresses.retain_recent();
        self.addresses.shrink_to_fit();
        self.mailboxes.retain_recent();
        self.mailboxes.shrink_to_fit();
    }
}

fn quota(per_second: NonZeroU32) -> Quota {
    let ten = NonZeroU32::new(10).expect("it is not zero");
    Quota::per_second(per_second).allow_burst(per_second.saturating_mul(ten))
}

/// Whoever has an IPv6 address has 2⁶⁴ of them.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
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
