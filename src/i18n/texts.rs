//! All texts of the interface by name; `locales/<tag>.json` states them in each language.
//!
//! English is in the app; the file of another language is a file of the site, which the app fetches when
//! it speaks that language.
//!
//! Where a text holds `{0}`, `{1}`, …, [`fill`] puts something there: the order of words is each
//! language's own.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

/// Makes the methods of [`Texts`], one for each text.
macro_rules! texts {
    ($($(#[$meaning:meta])* $name:ident,)+; $($(#[$counts:meta])* $counted:ident,)+) => {
        /// Where each text stands among all.
        #[expect(non_camel_case_types, reason = "they are the names of the texts")]
        enum Place {
            $($name,)+
        }

        /// Where each text about a number stands among all.
        #[expect(non_camel_case_types, reason = "they are the names of the texts")]
        enum CountedPlace {
            $($counted,)+
        }

        #[expect(clippy::wrong_self_convention, reason = "\"from\" is a word among others here")]
        impl Texts {
            /// The names of all texts, in the order in which files state them.
            #[cfg(test)]
            pub const NAMES: &[&str] = &[$(stringify!($name),)+ $(stringify!($counted),)+];

            $($(#[$meaning])* #[must_use] pub fn $name(&'static self) -> &'static str {
                self.plain(Place::$name as usize)
            })+

            $($(#[$counts])* #[must_use] pub fn $counted(&'static self) -> &'static Counted {
                &self.counted[CountedPlace::$counted as usize]
            })+
        }
    };
}

/// The texts of one language, as its file states them.
///
/// Each has a method of its name. They stand in lists, since the derive for a struct of 260 fields is
/// 280 KB of wasm, in the order of their file: the order of the methods, as the tests see to.
#[derive(Debug)]
pub struct Texts {
    names: Vec<String>,
    plain: Vec<Box<str>>,
    counted: Vec<Counted>,
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct TextsVisitor;

        impl<'de> Visitor<'de> for TextsVisitor {
            type Value = Texts;

            fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
                to.write_str("an object of texts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Texts, A::Error> {
                let (mut names, mut plain, mut counted) = (Vec::new(), Vec::new(), Vec::new());
                while let Some((name, text)) = map.next_entry()? {
                    names.push(name);
                    match text {
                        Text::Plain(text) => plain.push(text),
                        Text::Counted(forms) => counted.push(forms),
                    }
                }
                Ok(Texts {
                    names,
                    plain,
                    counted,
                })
            }
        }

        from.deserialize_map(TextsVisitor)
    }
}

/// A text of a file: words, or a form for each plural category.
enum Text {
    Plain(Box<str>),
    Counted(Counted),
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct TextVisitor;

        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text;

            fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
                to.write_str("a text, or its plural forms")
            }

            fn visit_str<E>(self, text: &str) -> Result<Text, E> {
                Ok(Text::Plain(text.into()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Text, A::Error> {
                let mut forms = Vec::new();
                while let Some(form) = map.next_entry()? {
                    forms.push(form);
                }
                Ok(Text::Counted(Counted(forms)))
            }
        }

        from.deserialize_any(TextVisitor)
    }
}

/// A text about a number, in the plural forms that the language has: each after its category (CLDR, as
/// `Intl.PluralRules` names them).
#[derive(Debug)]
pub struct Counted(pub(super) Vec<(String, String)>);

impl Counted {
    /// The form of a plural category; `other` where the file has none.
    #[must_use]
    pub fn form(&self, category: &str) -> &str {
        let of = |category: &str| self.0.iter().find(|(known, _)| known == category);
        let form = of(category).or_else(|| of("other"));
        form.map_or("", |(_, form)| form)
    }
}

texts! {
    /// Leads past the navigation.
    skip,
    /// Names the navigation.
    views,
    /// The view of the whole programme.
    programme,
    /// The view of the present.
    now,
    /// The view of the agenda.
    mine,
    /// The view that leads to everything else.
    more_view,
    /// The view of all changes.
    whats_new,
    /// The index of people.
    people,
    /// The view of the rooms.
    venue,
    /// The view of friends' schedules.
    friends,
    /// The view of a schedule that somebody shared.
    shared,
    /// What stands at an address that names nothing.
    not_found,
    /// Why that may be.
    not_found_why,
    /// Above items that the address may have meant.
    perhaps,
    /// Leads to the programme.
    to_programme,
    /// Leads to the programme, filtered.
    in_programme,
    /// Leads to the programme from an empty agenda.
    browse,
    /// What stands in the empty search box.
    search,
    /// Names the search box of the programme.
    search_programme,
    /// Names the search box of the agenda.
    search_mine,
    /// Opens the filters.
    filters,
    /// Takes all filters back.
    clear,
    /// A stream of the programme.
    track,
    /// All of them.
    tracks,
    /// A subject.
    topic,
    /// Several subjects.
    topics,
    /// A calendar day.
    day,
    /// A place where items happen.
    room,
    /// How many of all are shown: 0 of 1.
    status,
    /// No item is left.
    nothing_matches,
    /// Items, above a list of them.
    items,
    /// Items without a time.
    unscheduled,
    /// Items of no track.
    no_track,
    /// A track that has none.
    no_items,
    /// A track's page that has none.
    no_items_listed,
    /// Who leads a track: 0.
    led_by,
    /// When its call for proposals ends: 0.
    cfp_ends,
    /// How to propose something.
    take_part,
    /// One lead.
    lead,
    /// Several leads.
    leads,
    /// The tracks that a person leads.
    leads_tracks,
    /// What a person's page is about.
    person,
    /// What an item is.
    talk,
    /// What an item is.
    session,
    /// What an item is.
    opening,
    /// What an item is.
    break_,
    /// What an item is.
    suggested,
    /// An item's status.
    changed,
    /// An item's status.
    cancelled,
    /// A fact about an item.
    when,
    /// A fact about an item.
    place,
    /// A fact about an item.
    with,
    /// A fact about an item, and a setting.
    language,
    /// What goes with an item.
    links_and_files,
    /// A recording called 0.
    video,
    /// An item that is not.
    not_recorded,
    /// Where facts come from: before a link.
    from,
    /// That link.
    own_page,
    /// A time by the reader's clocks: 0, in the zone 1.
    my_time,
    /// A start 0 and the latest end 1.
    until_latest,
    /// A start 0 without an end.
    from_time,
    /// A change.
    added,
    /// A change.
    removed,
    /// A change.
    reinstated,
    /// A change, from 0 to 1.
    moved,
    /// A change, from the title 0.
    retitled,
    /// A change.
    details,
    /// Where an item was or is that has no time.
    no_time_yet,
    /// Names the star of the item 0.
    in_my_schedule,
    /// Says that an item is in the agenda.
    starred,
    /// What's new has nothing.
    nothing_new,
    /// Takes away what was read.
    got_it,
    /// Names what there is to say.
    notices,
    /// Takes a notice away.
    dismiss,
    /// Takes the new version.
    reload,
    /// Leads to what a notice tells of.
    show,
    /// Shows more of 0 rows that are left.
    more,
    /// Takes back what was just done.
    undo,
    /// Everything is cached.
    offline_ready,
    /// A newer app waits.
    new_version,
    /// What was being typed into a field that is gone: 0.
    was_typed,
    /// 0 items of the agenda changed.
    schedule_changed,
    /// The browser lets the page store nothing.
    store_forbidden,
    /// The browser's storage is full.
    store_full,
    /// The browser fails to store the agenda.
    store_failed,
    /// Something that is stored could not be read.
    store_unread,
    /// A newer version of the app stored the agenda.
    stored_by_newer,
    /// The stored agenda is damaged: what is wrong 0.
    stored_damaged,
    /// The agenda could not be read: reason 0, key 1.
    kept_aside,
    /// The stored agenda is damaged, what is wrong 0, and no more damaged ones are kept aside.
    no_place_aside,
    /// So many stored texts can't be read: 0.
    unreadable_stored,
    /// Saves them.
    save_unreadable,
    /// Removes them, after they were saved.
    remove_unreadable,
    /// The item 0 left the agenda.
    taken_out,
    /// The item 0, just starred, conflicts with 1.
    overlaps,
    /// What to do at first.
    hint,
    /// Names links to sections, and to letters.
    jump_to,
    /// What has no time, as a section beside days.
    section_untimed,
    /// Closes the filters, which leave 0.
    show_found,
    /// Names the filters that are chosen.
    chosen_filters,
    /// Takes the filter 0 back.
    remove_filter,
    /// Why to install the app.
    install_why,
    /// Installs it.
    install,
    /// Names what installing is about.
    install_where,
    /// How to install where there is no offer to.
    install_how,
    /// The agenda's place in a prerendered page.
    mine_starts,
    /// On a page that another site shows within its own.
    mine_framed,
    /// The link from there.
    mine_unframed,
    /// An agenda without anything.
    mine_empty,
    /// What becomes of these.
    unknown_kept,
    /// Removes them.
    remove_unknown,
    /// 0 items were removed.
    unknown_removed,
    /// The present's place in a prerendered page.
    now_starts,
    /// What is on.
    on_now,
    /// What is next.
    next,
    /// What begins a conference that has not begun.
    first_sessions,
    /// What of the agenda is on or next.
    mine_now,
    /// Nothing is on until 0.
    goes_on,
    /// The conference 1 begins 0.
    begins,
    /// Nothing has a time.
    nothing_timed,
    /// Nothing more has a time.
    no_more_timed,
    /// The conference 0 is over.
    is_over,
    /// What to do before a conference.
    until_then,
    /// What of the agenda is left to do after a conference.
    yours,
    /// Leads to items that are not rated yet.
    rate_seen,
    /// Leads to the attendee’s notes.
    your_notes,
    /// What stays after a conference.
    still_here,
    /// 0 minutes from now.
    in_minutes,
    /// 0 hours and 1 minutes from now.
    in_hours,
    /// On the same calendar day, at 0.
    today_at,
    /// On the next calendar day, at 0.
    tomorrow,
    /// 0 days from now.
    in_days,
    /// An item goes on for 0 more minutes.
    minutes_left,
    /// An item goes on for 0 hours and 1 minutes.
    hours_left,
    /// How long, where it may end earlier: 0.
    left_at_most,
    /// What stands after the length of free time from 0 to 1.
    gap,
    /// A length of 0 minutes.
    minutes,
    /// A length of 0 hours and 1 minutes.
    hours,
    /// Opens the choice of one of several overlapping items.
    choose,
    /// Opens that choice again.
    choose_again,
    /// Asks for one of the items between the times 0.
    which_one,
    /// Removes the items that were not chosen.
    remove_others,
    /// Keeps the items that were not chosen.
    keep_others,
    /// Makes the choice.
    done,
    /// The item 0 was chosen.
    chosen,
    /// The second starts where the first ends, elsewhere.
    no_walk,
    /// The plan to see the recording.
    watch_later,
    /// The plan to be there.
    attend,
    /// Names the choice between the two.
    plan,
    /// Names the note on an item.
    note,
    /// Whether one was there.
    attended,
    /// Names the rating.
    rating,
    /// A rating of 0.
    rating_of,
    /// Says that notes and ratings are private.
    private,
    /// The programme as a list.
    list,
    /// The programme as a grid.
    timetable,
    /// A column for what has no room.
    elsewhere,
    /// Opens what one does with the agenda.
    take_along,
    /// Saves a calendar file.
    to_calendar,
    /// Saves the whole agenda as a calendar file.
    mine_to_calendar,
    /// Whether the calendar reminds.
    with_alarms,
    /// Opens the platform's share sheet.
    share,
    /// Shares the address of the programme.
    share_programme,
    /// Copies a link.
    copy_link,
    /// It was copied.
    copied,
    /// It could not be copied: 0.
    not_copied,
    /// Shows the agenda as a QR code.
    show_code,
    /// Under which name the agenda is shared.
    your_name,
    /// What the code holds.
    code_holds,
    /// Too many stars for one code.
    code_too_long,
    /// Names the picture.
    qr_code,
    /// Saves the agenda as a file.
    export,
    /// Reads such a file.
    import,
    /// A file holds 0, of which 1 are new.
    import_ask,
    /// A picked file that holds no schedule.
    import_unreadable,
    /// A picked file that is larger than any schedule.
    import_too_large,
    /// Does so.
    merge,
    /// Does nothing.
    cancel,
    /// 0 new stars.
    merged,
    /// 0 items were not taken in: how many, and that they are not in the programme.
    left_out,
    /// Prints the view.
    print,
    /// A schedule without a name.
    somebody,
    /// The schedule of 0.
    schedule_of,
    /// 0 items of a shared schedule that this programme lacks.
    not_in_programme,
    /// A link that holds no schedule.
    shared_broken,
    /// Takes a shared schedule into one's own.
    merge_shared,
    /// Under which name it is kept.
    their_name,
    /// Keeps it beside one's own.
    keep_friend,
    /// Keeps it in place of another one of 0.
    replace_friend,
    /// It is kept.
    kept_friend,
    /// It can't be stored.
    friend_not_stored,
    /// No friend's schedule is kept.
    no_friends,
    /// The column of one's own agenda.
    me,
    /// What oneself and friends picked.
    both,
    /// Takes away the schedule of 0.
    remove,
    /// It was taken away.
    friend_removed,
    /// Above views that the navigation does not name.
    explore,
    /// What one can choose.
    settings,
    /// As the device has it.
    auto,
    /// Names the choice of colours.
    theme,
    /// Light colours.
    light,
    /// Dark colours.
    dark,
    /// Names the choice of clocks.
    times,
    /// The conference's clocks, in the zone 0.
    conference_time,
    /// The reader’s clocks.
    reader_time,
    /// Which clocks are shown.
    times_are,
    /// Names the choice whether to remind.
    reminders,
    /// Not.
    off,
    /// So.
    on,
    /// What reminders can do.
    reminders_how,
    /// The browser can't.
    reminders_no,
    /// The reader forbade it.
    reminders_denied,
    /// What the news are.
    updates_how,
    /// Above what concerns the device.
    on_this_device,
    /// How it works offline.
    offline,
    /// Everything is cached, in a word.
    ready,
    /// Everything is cached.
    offline_done,
    /// Not yet.
    offline_soon,
    /// The browser keeps nothing for this page.
    offline_no,
    /// How to install where no button can.
    offline_ios,
    /// What happens to the reader's data.
    data,
    /// Nothing is sent.
    data_how,
    /// Above what explains the app.
    help,
    /// Unfolds what there is to know about 0.
    about,
    /// Where the programme comes from.
    sources,
    /// Leads to the notices of the code by others.
    licences,
    /// What the keyboard does.
    keys,
    /// The key /.
    key_search,
    /// The keys j and k.
    key_move,
    /// The key s.
    key_star,
    /// The arrow keys.
    key_arrows,
    /// The key ?.
    key_help,
    /// Closes the help.
    close,
    /// Which floor a room is on: 0.
    floor,
    /// Leads to a map.
    directions,
    /// A picture of where 0 is.
    floor_plan,
    /// A programme without rooms.
    no_rooms,
    /// The view of sync.
    sync,
    /// What sync is.
    sync_what,
    /// The site has no server for it.
    sync_none,
    /// Turns it on.
    sync_begin,
    /// It can’t be turned on.
    sync_impossible,
    /// It can’t be stored.
    sync_not_kept,
    /// An invitation by a link is not kept.
    sync_by_link,
    /// Nobody joins within the page of another site; the programme’s own page is offered after it.
    sync_framed,
    /// Names the field for the device’s name.
    device_name,
    /// A device without a name.
    this_device,
    /// What happens if one joins; the own agenda has 0.
    sync_invited,
    /// Whose schedule one joins.
    sync_whose,
    /// The device syncs with others already.
    sync_other,
    /// Joins.
    sync_join,
    /// Nothing was exchanged yet.
    sync_new,
    /// All agree as of 0.
    sync_current,
    /// There is no network.
    sync_offline,
    /// The server asks for time.
    sync_busy,
    /// Exchanges without waiting any longer.
    sync_now,
    /// The server has not answered since 0.
    sync_unreachable,
    /// The mailbox is gone.
    sync_revoked,
    /// The agenda is larger than a mailbox.
    sync_too_large,
    /// What is in the mailbox can’t be read.
    sync_unreadable,
    /// The devices that share the agenda.
    devices,
    /// Said of the device itself.
    sync_here,
    /// When another device was there: 0.
    sync_seen,
    /// Opens the code for another device.
    sync_add,
    /// What to do with the code.
    sync_how,
    /// What the link is worth.
    sync_secret,
    /// The ways out of it.
    sync_out,
    /// What leaving does.
    sync_leave_how,
    /// Leaves.
    sync_leave,
    /// What a new code does.
    sync_renew_how,
    /// Makes a new code.
    sync_renew,
    /// It was made.
    sync_renewed,
    /// What deleting does.
    sync_delete_how,
    /// Deletes it.
    sync_delete,
    /// It is gone.
    sync_deleted,
    /// The server did not do it.
    sync_not_reached,
    /// What a row says of an item that ends by then at the latest.
    ends_latest,
    /// What a row says of an item whose end is not known.
    end_not_set,
    /// What a track says that takes proposals and has none yet.
    no_topics_yet,
    ;
    // Texts about a number, each in the plural forms of the language.
    /// 0 items.
    number_of_items,
    /// 0 items of the agenda are not in the programme.
    number_of_unknown,
    /// 0 changes.
    number_of_changes,
    /// 0 suggested topics.
    number_of_topics,
    /// Above 0 tracks that take proposals.
    tracks_with_calls,
    /// Above 0 other tracks.
    more_tracks,
    /// 0 items lie in a gap.
    number_fitting,
    /// 0 items overlap.
    number_overlapping,
    /// 0 items are to be watched later.
    number_to_watch_later,
    /// What is to become of the other 0 items.
    number_of_others,
}

impl Texts {
    /// Called for each text that is shown: `inline(never)` keeps the check of the place in one spot.
    #[inline(never)]
    fn plain(&'static self, place: usize) -> &'static str {
        &self.plain[place]
    }

    /// The texts of a file.
    ///
    /// # Errors
    /// If it is no such file.
    pub fn from_json(file: &str) -> serde_json::Result<Self> {
        serde_json::from_str(file)
    }

    /// Whether these are the texts of another language: as many, under the same names.
    #[must_use]
    pub fn translate(&self, other: &Self) -> bool {
        self.names == other.names && self.plain.len() == other.plain.len()
    }
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
