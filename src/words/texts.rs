//! All texts of the interface by name; each language is one file beside this one.
//!
//! Where a text holds `{0}`, `{1}`, …, [`fill`] puts something there: the order of words is each
//! language's own.

/// The texts of one language.
#[derive(Debug)]
pub struct Texts {
    /// Leads past the navigation.
    pub skip: &'static str,
    /// Names the navigation.
    pub views: &'static str,
    /// The view of the whole programme.
    pub programme: &'static str,
    /// The view of the present.
    pub now: &'static str,
    /// The view of the agenda.
    pub mine: &'static str,
    /// The view that says what this is.
    pub about: &'static str,
    /// The view of all changes.
    pub whats_new: &'static str,
    /// The index of people.
    pub people: &'static str,
    /// The view of the rooms.
    pub venue: &'static str,
    /// The view of friends' schedules.
    pub friends: &'static str,
    /// The view of a schedule that somebody shared.
    pub shared: &'static str,
    /// What stands at an address that names nothing.
    pub not_found: &'static str,
    /// Why that may be.
    pub not_found_why: &'static str,
    /// Above items that the address may have meant.
    pub perhaps: &'static str,
    /// Leads to the programme.
    pub to_programme: &'static str,
    /// Leads to the programme from an empty agenda.
    pub browse: &'static str,
    /// What stands in the empty search box.
    pub search: &'static str,
    /// Names the search box of the programme.
    pub search_programme: &'static str,
    /// Names the search box of the agenda.
    pub search_mine: &'static str,
    /// Opens the filters.
    pub filters: &'static str,
    /// Takes all filters back.
    pub clear: &'static str,
    /// A stream of the programme.
    pub track: &'static str,
    /// All of them.
    pub tracks: &'static str,
    /// A subject.
    pub topic: &'static str,
    /// Several subjects.
    pub topics: &'static str,
    /// A calendar day.
    pub day: &'static str,
    /// A place where items happen.
    pub room: &'static str,
    /// How many of all are shown: 0 of 1.
    pub status: &'static str,
    /// No item is left.
    pub nothing_matches: &'static str,
    /// One item.
    pub item: &'static str,
    /// Several items, or none.
    pub items: &'static str,
    /// One change.
    pub change: &'static str,
    /// Several changes, or none.
    pub changes: &'static str,
    /// Shows the rest of a long list.
    pub rest: &'static str,
    /// Items without a time.
    pub unscheduled: &'static str,
    /// Items of no track.
    pub no_track: &'static str,
    /// A track that has none.
    pub no_items: &'static str,
    /// A track's page that has none.
    pub no_items_listed: &'static str,
    /// Who leads a track: 0.
    pub led_by: &'static str,
    /// When its call for proposals ends: 0.
    pub cfp_ends: &'static str,
    /// How to propose something.
    pub take_part: &'static str,
    /// One lead.
    pub lead: &'static str,
    /// Several leads.
    pub leads: &'static str,
    /// The tracks that a person leads.
    pub leads_tracks: &'static str,
    /// What a person's page is about.
    pub person: &'static str,
    /// What an item is.
    pub talk: &'static str,
    /// What an item is.
    pub session: &'static str,
    /// What an item is.
    pub opening: &'static str,
    /// What an item is.
    pub break_: &'static str,
    /// What an item is.
    pub suggested: &'static str,
    /// An item's status.
    pub changed: &'static str,
    /// An item's status.
    pub cancelled: &'static str,
    /// A fact about an item.
    pub when: &'static str,
    /// A fact about an item.
    pub place: &'static str,
    /// A fact about an item.
    pub with: &'static str,
    /// A fact about an item, and a setting.
    pub language: &'static str,
    /// What goes with an item.
    pub links_and_files: &'static str,
    /// A recording called 0.
    pub video: &'static str,
    /// An item that is not.
    pub not_recorded: &'static str,
    /// Where facts come from: before a link.
    pub from: &'static str,
    /// That link.
    pub own_page: &'static str,
    /// A time by the reader's clocks: 0, in the zone 1.
    pub my_time: &'static str,
    /// A start 0 and the latest end 1.
    pub until_latest: &'static str,
    /// A start 0 without an end.
    pub from_time: &'static str,
    /// A change.
    pub added: &'static str,
    /// A change.
    pub removed: &'static str,
    /// A change.
    pub reinstated: &'static str,
    /// A change, from 0 to 1.
    pub moved: &'static str,
    /// A change, from the title 0.
    pub retitled: &'static str,
    /// A change.
    pub details: &'static str,
    /// Where an item was or is that has no time.
    pub no_time_yet: &'static str,
    /// Names the star of the item 0.
    pub in_my_schedule: &'static str,
    /// Says that an item is in the agenda.
    pub starred: &'static str,
    /// What's new has nothing.
    pub nothing_new: &'static str,
    /// Takes away what was read.
    pub got_it: &'static str,
    /// Names what there is to say.
    pub notices: &'static str,
    /// Takes a notice away.
    pub dismiss: &'static str,
    /// Takes the new version.
    pub reload: &'static str,
    /// Leads to what a notice tells of.
    pub show: &'static str,
    /// Takes back what was just done.
    pub undo: &'static str,
    /// Everything is cached.
    pub offline_ready: &'static str,
    /// A newer app waits.
    pub new_version: &'static str,
    /// 0 items of the agenda changed.
    pub schedule_changed: &'static str,
    /// The agenda could not be read: reason 0, key 1.
    pub kept_aside: &'static str,
    /// The item 0 left the agenda.
    pub taken_out: &'static str,
    /// The item 0, just starred, conflicts with 1.
    pub overlaps: &'static str,
    /// What to do at first.
    pub hint: &'static str,
    /// Why to install the app.
    pub install_why: &'static str,
    /// Installs it.
    pub install: &'static str,
    /// The agenda's place in a prerendered page.
    pub mine_starts: &'static str,
    /// On a page that another site shows within its own.
    pub mine_framed: &'static str,
    /// The link from there.
    pub mine_unframed: &'static str,
    /// An agenda without anything.
    pub mine_empty: &'static str,
    /// 0 starred items that the programme has no more.
    pub left_programme: &'static str,
    /// The present's place in a prerendered page.
    pub now_starts: &'static str,
    /// What is on.
    pub on_now: &'static str,
    /// What is next.
    pub next: &'static str,
    /// What of the agenda is on or next.
    pub mine_now: &'static str,
    /// Nothing is on until 0.
    pub goes_on: &'static str,
    /// The conference begins 0.
    pub begins: &'static str,
    /// Nothing has a time.
    pub nothing_timed: &'static str,
    /// Nothing more has a time.
    pub no_more_timed: &'static str,
    /// The conference 0 was on the days 1.
    pub is_over: &'static str,
    /// An item starts 0.
    pub starts_in: &'static str,
    /// 0 minutes from now.
    pub in_minutes: &'static str,
    /// 0 hours and 1 minutes from now.
    pub in_hours: &'static str,
    /// On the next calendar day, at 0.
    pub tomorrow: &'static str,
    /// 0 days from now.
    pub in_days: &'static str,
    /// An item goes on for 0 more minutes.
    pub minutes_left: &'static str,
    /// An item goes on for 0 hours and 1 minutes.
    pub hours_left: &'static str,
    /// How long, where it may end earlier: 0.
    pub left_at_most: &'static str,
    /// Free time of 0, from 1 to 2.
    pub gap: &'static str,
    /// 0 items lie in a gap.
    pub fits: &'static str,
    /// A length of 0 minutes.
    pub minutes: &'static str,
    /// A length of 0 hours and 1 minutes.
    pub hours: &'static str,
    /// Two items overlap.
    pub conflict: &'static str,
    /// The second starts where the first ends, elsewhere.
    pub no_walk: &'static str,
    /// Keeps one of two that conflict: 0.
    pub keep: &'static str,
    /// The plan to see the recording.
    pub watch_later: &'static str,
    /// The plan to be there.
    pub attend: &'static str,
    /// Names the choice between the two.
    pub plan: &'static str,
    /// Names the note on an item.
    pub note: &'static str,
    /// Whether one was there.
    pub attended: &'static str,
    /// Names the rating.
    pub rating: &'static str,
    /// A rating of 0.
    pub rating_of: &'static str,
    /// Says that notes and ratings are private.
    pub private: &'static str,
    /// The programme as a list.
    pub list: &'static str,
    /// The programme as a grid.
    pub timetable: &'static str,
    /// Names the choice between the two.
    pub layout: &'static str,
    /// A column for what has no room.
    pub elsewhere: &'static str,
    /// What one does with the agenda.
    pub take_along: &'static str,
    /// Saves a calendar file.
    pub to_calendar: &'static str,
    /// Whether the calendar reminds.
    pub with_alarms: &'static str,
    /// Opens the platform's share sheet.
    pub share: &'static str,
    /// Copies a link.
    pub copy_link: &'static str,
    /// It was copied.
    pub copied: &'static str,
    /// It could not be copied: 0.
    pub not_copied: &'static str,
    /// Shows the agenda as a QR code.
    pub show_code: &'static str,
    /// Under which name the agenda is shared.
    pub your_name: &'static str,
    /// What the code holds.
    pub code_holds: &'static str,
    /// Too many stars for one code.
    pub code_too_long: &'static str,
    /// Names the picture.
    pub qr_code: &'static str,
    /// Saves the agenda as a file.
    pub export: &'static str,
    /// Reads such a file.
    pub import: &'static str,
    /// A file holds 0, of which 1 are new.
    pub import_ask: &'static str,
    /// Does so.
    pub merge: &'static str,
    /// Does nothing.
    pub cancel: &'static str,
    /// 0 new stars.
    pub merged: &'static str,
    /// Prints the view.
    pub print: &'static str,
    /// A schedule without a name.
    pub somebody: &'static str,
    /// The schedule of 0.
    pub schedule_of: &'static str,
    /// 0 items of a shared schedule that this programme lacks.
    pub not_in_programme: &'static str,
    /// A link that holds no schedule.
    pub shared_broken: &'static str,
    /// Takes a shared schedule into one's own.
    pub merge_shared: &'static str,
    /// Keeps it beside one's own.
    pub keep_friend: &'static str,
    /// It is kept.
    pub kept_friend: &'static str,
    /// It can't be stored.
    pub friend_not_stored: &'static str,
    /// No friend's schedule is kept.
    pub no_friends: &'static str,
    /// The column of one's own agenda.
    pub me: &'static str,
    /// What oneself and friends picked.
    pub both: &'static str,
    /// Takes away the schedule of 0.
    pub remove: &'static str,
    /// It was taken away.
    pub friend_removed: &'static str,
    /// What one can choose.
    pub settings: &'static str,
    /// As the device has it.
    pub auto: &'static str,
    /// Names the choice of colours.
    pub theme: &'static str,
    /// Light colours.
    pub light: &'static str,
    /// Dark colours.
    pub dark: &'static str,
    /// Names the choice of clocks.
    pub times: &'static str,
    /// The conference's clocks, in the zone 0.
    pub conference_time: &'static str,
    /// The reader’s clocks.
    pub reader_time: &'static str,
    /// Which clocks are shown.
    pub times_are: &'static str,
    /// The conference's zone.
    pub all_times: &'static str,
    /// Names the choice whether to remind.
    pub reminders: &'static str,
    /// Not.
    pub off: &'static str,
    /// So.
    pub on: &'static str,
    /// What reminders can do.
    pub reminders_how: &'static str,
    /// The browser can't.
    pub reminders_no: &'static str,
    /// The reader forbade it.
    pub reminders_denied: &'static str,
    /// How updates come.
    pub updates: &'static str,
    /// When it is asked for a newer programme.
    pub updates_how: &'static str,
    /// How it works offline.
    pub offline: &'static str,
    /// Everything is cached.
    pub offline_done: &'static str,
    /// Not yet.
    pub offline_soon: &'static str,
    /// How to install where no button can.
    pub offline_ios: &'static str,
    /// What happens to the reader's data.
    pub data: &'static str,
    /// Nothing is sent.
    pub data_how: &'static str,
    /// Where the programme comes from.
    pub sources: &'static str,
    /// What the keyboard does.
    pub keys: &'static str,
    /// The key /.
    pub key_search: &'static str,
    /// The keys j and k.
    pub key_move: &'static str,
    /// The key s.
    pub key_star: &'static str,
    /// The arrow keys.
    pub key_arrows: &'static str,
    /// The key ?.
    pub key_help: &'static str,
    /// Closes the help.
    pub close: &'static str,
    /// Which floor a room is on: 0.
    pub floor: &'static str,
    /// Leads to a map.
    pub directions: &'static str,
    /// A picture of where 0 is.
    pub floor_plan: &'static str,
    /// A programme without rooms.
    pub no_rooms: &'static str,
    /// The view of sync.
    pub sync: &'static str,
    /// What sync is.
    pub sync_what: &'static str,
    /// The site has no server for it.
    pub sync_none: &'static str,
    /// Turns it on.
    pub sync_begin: &'static str,
    /// It can’t be turned on.
    pub sync_impossible: &'static str,
    /// It can’t be stored.
    pub sync_not_kept: &'static str,
    /// Names the field for the device’s name.
    pub device_name: &'static str,
    /// A device without a name.
    pub this_device: &'static str,
    /// What happens if one joins; the own agenda has 0.
    pub sync_invited: &'static str,
    /// The device syncs with others already.
    pub sync_other: &'static str,
    /// Joins.
    pub sync_join: &'static str,
    /// Nothing was exchanged yet.
    pub sync_new: &'static str,
    /// All agree as of 0.
    pub sync_current: &'static str,
    /// There is no network.
    pub sync_offline: &'static str,
    /// The server has not answered since 0.
    pub sync_unreachable: &'static str,
    /// The mailbox is gone.
    pub sync_revoked: &'static str,
    /// The agenda is larger than a mailbox.
    pub sync_too_large: &'static str,
    /// What is in the mailbox can’t be read.
    pub sync_unreadable: &'static str,
    /// The devices that share the agenda.
    pub devices: &'static str,
    /// Said of the device itself.
    pub sync_here: &'static str,
    /// When another device was there: 0.
    pub sync_seen: &'static str,
    /// Opens the code for another device.
    pub sync_add: &'static str,
    /// What to do with the code.
    pub sync_how: &'static str,
    /// What the link is worth.
    pub sync_secret: &'static str,
    /// The ways out of it.
    pub sync_out: &'static str,
    /// What leaving does.
    pub sync_leave_how: &'static str,
    /// Leaves.
    pub sync_leave: &'static str,
    /// What a new code does.
    pub sync_renew_how: &'static str,
    /// Makes a new code.
    pub sync_renew: &'static str,
    /// It was made.
    pub sync_renewed: &'static str,
    /// What deleting does.
    pub sync_delete_how: &'static str,
    /// Deletes it.
    pub sync_delete: &'static str,
    /// It is gone.
    pub sync_deleted: &'static str,
    /// The server did not do it.
    pub sync_not_reached: &'static str,
}

/// A text with something in its places.
#[must_use]
pub fn fill(text: &str, places: &[&str]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut parts = text.split('{');
    filled.extend(parts.next());
    for part in parts {
        // Every place is one digit: the languages' own test sees to it.
        let (place, rest) = part.split_once('}').unwrap_or_default();
        let place: Option<usize> = place.parse().ok();
        filled.extend(place.and_then(|place| places.get(place)).copied());
        filled.push_str(rest);
    }
    filled
}
