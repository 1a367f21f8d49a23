//! Limits how many connections each address may have, so that no address takes all of them.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU16;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

type Taken = Arc<Mutex<HashMap<IpAddr, u32>>>;

/// How many connections each address has.
#[derive(Debug)]
pub(crate) struct Permits {
    /// How many an address may have; `None` for no limit.
    most: Option<NonZeroU16>,
    taken: Taken,
}

impl Permits {
    pub fn new(most: Option<NonZeroU16>) -> Self {
        Self {
            most,
            taken: Taken::default(),
        }
    }

    /// A permit for one more connection of an address, unless it has reached the limit.
    pub fn take(&self, address: IpAddr) -> Option<Permit> {
        let network = network(address);
        let mut taken = lock(&self.taken);
        let of_network = taken.entry(network).or_default();
        if self
            .most
            .is_some_and(|most| *of_network >= most.get().into())
        {
            return None;
        }
        *of_network += 1;
        drop(taken);
        Some(Permit {
            network,
            taken: self.taken.clone(),
        })
    }
}

/// Permits one connection; dropping it frees the connection's place.
#[derive(Debug)]
pub(crate) struct Permit {
    network: IpAddr,
    taken: Taken,
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Entry::Occupied(mut entry) = lock(&self.taken).entry(self.network) {
            *entry.get_mut() -= 1;
            if *entry.get() == 0 {
                entry.remove();
            }
        }
    }
}

/// A panic with the lock held leaves the map valid: at most one number has changed.
fn lock(taken: &Taken) -> MutexGuard<'_, HashMap<IpAddr, u32>> {
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The network by which an address is counted. Someone with an IPv6 address has 2⁶⁴ of them, so the
/// network of 64 bits counts. A socket for both families has IPv4 addresses as `::ffff:192.0.2.1`
/// (RFC 4291, section 2.5.5.2), which are all in one such network; those count as IPv4.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        address @ IpAddr::V4(_) => address,
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
    fn each_network_has_places_of_its_own_and_gives_them_back() {
        let permits = Permits::new(NonZeroU16::new(2));
        let take = |text: &str| permits.take(text.parse().expect("it is an address"));
        let (first, second) = (take("2001:db8::1"), take("2001:db8::2"));
        assert!(first.is_some() && second.is_some());
        // The whole network of 64 bits counts as one address; another network does not.
        assert!(take("2001:db8::3").is_none());
        let others = (take("2001:db8:0:1::1"), take("192.0.2.1"));
        assert!(others.0.is_some() && others.1.is_some());
        drop(first);
        let third = take("2001:db8::3");
        assert!(third.is_some());
        drop((second, third, others));
        assert!(
            lock(&permits.taken).is_empty(),
            "nothing is kept of who left"
        );
        let any = Permits::new(None);
        let many: Vec<_> = (0..70_000)
            .map_while(|_| any.take(IpAddr::from([127, 0, 0, 1])))
            .collect();
        assert_eq!(many.len(), 70_000);
    }

    #[test]
    fn an_address_is_the_same_however_it_is_written_and_another_s_is_not() {
        let network = |text: &str| network(text.parse().expect("it is an address"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
        assert_ne!(network("::ffff:192.0.2.1"), network("::ffff:192.0.2.2"));
        assert_eq!(network("2001:db8::1"), network("2001:db8::2"));
        assert_ne!(network("2001:db8::1"), network("2001:db8:0:1::1"));
    }
}
