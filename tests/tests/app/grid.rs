//! The timetable: rooms side by side, to the scale of time, by keys too, and remembered.

use anyhow::Result;
use fantoccini::key::Key;
use hallway_browser_tests::{Case, Page, browser_test};

use crate::sea_days;

/// Where an item's cell is: left, top, width and height.
const PLACE: &str = "
    const place = (item) => {
        const { left, top, width, height } = document.querySelector(`.timetable [data-item=${item}]`).getBoundingClientRect();
        return { left, top, width, height };
    };
    const close = (one, other) => Math.abs(one - other) < 2;";

async fn is_so(page: &Page, what: &str, expression: &str) -> Result<()> {
    page.holds(
        what,
        &format!("(() => {{ {PLACE} return {expression}; }})()"),
    )
    .await
}

async fn focus_is_on(page: &Page, item: &str) -> Result<()> {
    page.holds(
        &format!("the focus is on {item}"),
        &format!("document.activeElement.closest('[data-item]')?.dataset.item === {item:?}"),
    )
    .await
}

browser_test!(the_timetable_is_to_scale_and_remembered in every_engine);
async fn the_timetable_is_to_scale_and_remembered(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    visit.browser.resize((1280, 800)).await?;
    let moment = sea_days::on_the_first_day("10:40");
    let address = visit.url(&format!("?now={moment}"));
    page.open_app(&address).await?;
    page.tap_button("Timetable").await?;
    page.holds(
        "there is a timetable",
        "document.querySelector('.timetable')",
    )
    .await?;
    page.open_app(&address).await?;
    page.holds(
        "there still is, and it shows the day",
        "items().slice(0, 5).join() === 'sails,knots,cargo,lunch,maps'
         || items().slice(0, 5).sort().join() === 'cargo,knots,lunch,maps,sails'",
    )
    .await?;
    is_so(
        page,
        "rooms stand side by side",
        "close(place('sails').left, place('cargo').left) && close(place('knots').left, place('maps').left)
         && !close(place('sails').left, place('knots').left)",
    )
    .await?;
    is_so(
        page,
        "what has no time stands below",
        "document.querySelector('.list [data-item=whales]').getBoundingClientRect().top
         >= document.querySelector('.timetable-frame').getBoundingClientRect().bottom",
    )
    .await?;
    is_so(
        page,
        "time runs down to scale",
        "close((place('cargo').top - place('sails').top) / 75, (place('maps').top - place('sails').top) / 240)
         && close(place('sails').height, place('cargo').height)",
    )
    .await?;
    is_so(
        page,
        "the present is a line through what is on",
        "(() => {
            const { top } = document.querySelector('.timetable-now').getBoundingClientRect();
            return top > place('sails').top && top <= place('sails').top + place('sails').height && top > place('knots').top;
        })()",
    )
    .await?;

    page.run("document.querySelector('.timetable [data-item=sails] a').focus()")
        .await?;
    for (key, item) in [
        (Key::Right, "knots"),
        (Key::Down, "maps"),
        (Key::Left, "cargo"),
        (Key::Up, "sails"),
        (Key::Up, "sails"),
    ] {
        page.press([char::from(key)]).await?;
        focus_is_on(page, item).await?;
    }
    page.press(['s']).await?;
    page.star_is("sails", true).await?;

    page.tap_button("List").await?;
    page.holds("the list is back", "!document.querySelector('.timetable')")
        .await?;
    page.open_app(&address).await?;
    page.holds("it is remembered", "!document.querySelector('.timetable')")
        .await
}

browser_test!(on_a_phone_rooms_stand_side_by_side_and_it_opens_at_now in every_engine);
async fn on_a_phone_rooms_stand_side_by_side_and_it_opens_at_now(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    visit.browser.resize((360, 740)).await?;
    let moment = sea_days::on_the_first_day("14:40");
    page.open_app(&visit.url(&format!("?now={moment}"))).await?;
    page.tap_button("Timetable").await?;
    is_so(
        page,
        "rooms stand side by side, and the page does not scroll sideways",
        "close(place('sails').left, place('cargo').left) && !close(place('sails').left, place('knots').left)
         && document.documentElement.scrollWidth <= innerWidth",
    )
    .await?;
    is_so(
        page,
        "the rooms' names are near the top, and two columns are whole",
        "(() => {
            const rooms = [...document.querySelectorAll('.timetable-room')].map((room) => room.getBoundingClientRect());
            return rooms[0].top <= 97 && rooms.filter(({ right }) => right <= innerWidth).length >= 2;
        })()",
    )
    .await?;
    let present = "(() => {
        const frame = document.querySelector('.timetable-frame').getBoundingClientRect();
        const { top } = document.querySelector('.timetable-now').getBoundingClientRect();
        return top > frame.top + 40 && top < the('navigation', '').getBoundingClientRect().top;
    })()";
    is_so(page, "the present is in sight", present).await?;

    page.run("document.querySelector('.timetable-frame').scrollTop = 0")
        .await?;
    page.tap_button("Now").await?;
    is_so(page, "a tap leads back to it", present).await?;
    page.tap_button("Sun 29").await?;
    page.holds(
        "the other day has no present",
        "!document.querySelector('.timetable-now')",
    )
    .await?;
    page.tap_button("Now").await?;
    is_so(page, "a tap leads back from there, too", present).await?;
    page.tap_star("knots").await?;
    page.star_is("knots", true).await
}

browser_test!(keys_find_move_star_and_help in chromium);
async fn keys_find_move_star_and_help(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    page.open_app(&visit.url("")).await?;
    page.press(['j']).await?;
    focus_is_on(page, "sails").await?;
    page.press(['j']).await?;
    focus_is_on(page, "knots").await?;
    page.press(['k']).await?;
    focus_is_on(page, "sails").await?;
    page.press(['s']).await?;
    page.star_is("sails", true).await?;
    page.press(['?']).await?;
    let open = "document.querySelector('dialog[open]')";
    page.holds(
        "the help is open",
        &format!("/Star the item/.test(words({open}))"),
    )
    .await?;
    page.press([char::from(Key::Escape)]).await?;
    page.holds("it is closed", &format!("!{open}")).await?;
    page.press(['/']).await?;
    page.holds(
        "the search has the focus",
        "document.activeElement.matches('input[type=search]')",
    )
    .await?;
    // What is typed is words, not commands.
    page.press("jks?".chars()).await?;
    page.holds("it is typed", "document.activeElement.value === 'jks?'")
        .await?;
    page.holds("nothing else happened", &format!("!{open}"))
        .await
}
