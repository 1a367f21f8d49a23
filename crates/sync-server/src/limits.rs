//! How often an address and a mailbox may ask, and how many mailboxes an address may make.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use hallway_host::network;

use crate::mailbox::MailboxId;
use crate::problem::Problem;

/// How often, and how much at once.
#[derive(Debug, Clone, Copy)]
pub struct Rates {
    /// Requests a second from one address, ten seconds' worth at once. A whole conference can stand
    /// behind one.
    pub per_address: NonZeroU32,
    /// Requests a second about one mailbox, ten seconds' worth at once: a handful of devices.
    pub per_mailbox: NonZeroU32,
    /// Mailboxes made an hour from one address, an hour's worth at once. An attendee makes one or
    /// two, and whoever would fill the disk makes one after the other, each up to [`LARGEST`].
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

/// Who asked how often, for as long as that matters.
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

    /// Counts a request about a mailbox; refuses it if there were too many.
    pub fn count(&self, address: Option<IpAddr>, id: &MailboxId) -> Result<(), Problem> {
        self.count_address(address)?;
        within(&self.mailboxes, id)
    }

    /// Counts a request about anything else; refuses it if there were too many.
    pub fn count_address(&self, address: Option<IpAddr>) -> Result<(), Problem> {
        address.map_or(Ok(()), |address| within(&self.addresses, &network(address)))
    }

    /// Counts a mailbox that is to be made; refuses it if there were too many.
    pub fn count_new(&self, address: Option<IpAddr>) -> Result<(), Problem> {
        address.map_or(Ok(()), |address| within(&self.makers, &network(address)))
    }

    /// Forgets whoever has not asked for so long that it makes no difference.
    pub fn forget(&self) {
        self.addresses.retain_recent();
        self.addresses.shrink_to_fit();
        self.mailboxes.retain_recent();
        self.mailboxes.shrink_to_fit();
        self.makers.retain_recent();
        self.makers.shrink_to_fit();
    }
}

/// Counts one more for a key; refuses it, and says when to come again, if there were too many.
fn within<K: Hash + Eq + Clone>(
    limiter: &DefaultKeyedRateLimiter<K>,
    key: &K,
) -> Result<(), Problem> {
    limiter.check_key(key).map_err(|not_until| {
        let wait = not_until.wait_time_from(DefaultClock::default().now());
        // Rounded up: who comes at the second is let in.
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
