//! Filters and search give exactly what a plain filter over the published programme gives.

use anyhow::{Context, Result};
use hallway_browser_tests::{Case, Page, Settings, Site, Version, Visit, browser_test};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::published::{Asked, Choice, Programme, folded};

/// Engines refuse more than a hundred changes of the address in a short time; a new document begins
/// to count anew.
const CHANGES_A_DOCUMENT: usize = 80;

/// What the page shows for an address.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Shown {
    items: Vec<String>,
    status: String,
    counts: Vec<Option<usize>>,
}

/// Reads what the page shows, as [`Shown`].
pub(crate) const READ: &str = "
    const read = () => ({ items: items().sort(), status: status(), counts: options().map((option) => option.count) });";

/// Goes through addresses as back and forward do, and waits at each for what is wanted there; gives
/// what was shown instead where it did not come.
const GO_THROUGH: &str = "
    const [wanted, done] = arguments;
    const pause = () => new Promise((resolve) => setTimeout(resolve));
    const text = ({ items, status, counts }) => JSON.stringify([items, status, counts]);
    (async () => {
        const wrong = [];
        for (const { address, shown } of wanted) {
            history.replaceState(history.state, '', address);
            dispatchEvent(new PopStateEvent('popstate', { state: history.state }));
            const deadline = performance.now() + 3000;
            let now = read();
            while (text(now) !== text(shown) && performance.now() < deadline) {
                await pause();
                now = read();
            }
            wrong.push(text(now) === text(shown) ? null : now);
        }
        done(wrong);
    })().catch((error) => done(String(error)));";

impl Programme {
    /// What the page should show, its options in the order of `options`.
    pub(crate) fn shown_for(&self, asked: &Asked, options: &[Choice]) -> Shown {
        let items: Vec<String> = self.left_by(asked).into_iter().map(str::to_owned).collect();
        let status = format!("{} of {} items", items.len(), self.items.len());
        let count = |option: &Choice| Some(self.would_leave(asked, option));
        Shown {
            items,
            status,
            counts: options.iter().map(count).collect(),
        }
    }
}

/// The options in the order in which the page offers them; they have to be those of the programme.
pub(crate) async fn offered(page: &Page, programme: &Programme) -> Result<Vec<Choice>> {
    let expected = programme.options()?;
    let mut offered = Vec::new();
    for option in page.options().await? {
        let known = expected
            .iter()
            .find(|(_, (group, name))| *group == option.group && *name == option.name);
        let (choice, _) = known.with_context(|| format!("{option:?} is not the programme's"))?;
        offered.push(choice.clone());
    }
    assert_eq!(offered.len(), expected.len(), "offered: {offered:?}");
    Ok(offered)
}

async fn all_give_what_they_should(visit: &Visit, all: &[Asked]) -> Result<()> {
    let programme = Programme::of(&visit.site)?;
    for asked in all.chunks(CHANGES_A_DOCUMENT) {
        visit.page.open_app(&visit.url("")).await?;
        let options = offered(&visit.page, &programme).await?;
        let wanted: Vec<Value> = asked
            .iter()
            .map(|asked| {
                let shown = programme.shown_for(asked, &options);
                json!({
                    "address": asked.query(),
                    "shown": {"items": shown.items, "status": shown.status, "counts": shown.counts},
                })
            })
            .collect();
        let script = format!("{READ}{GO_THROUGH}");
        let wrong: Vec<Option<Shown>> = visit.page.get_later(&script, &[json!(wanted)]).await?;
        for (asked, wrong) in asked.iter().zip(wrong) {
            if let Some(wrong) = wrong {
                assert_eq!(wrong, programme.shown_for(asked, &options), "{asked:?}");
            }
        }
    }
    Ok(())
}

browser_test!(every_option_and_every_pair in chromium);
async fn every_option_and_every_pair(case: Case) -> Result<()> {
    let visit = Visit::prepare(case).await?;
    let options: Vec<Choice> = Programme::of(&visit.site)?.options()?.into_keys().collect();
    let mut all = vec![Asked::default()];
    for (at, first) in options.iter().enumerate() {
        all.push(Asked::of([first]));
        all.extend(
            options[at + 1..]
                .iter()
                .map(|second| Asked::of([first, second])),
        );
    }
    all_give_what_they_should(&visit, &all).await
}

/// What stands in the list and among the tracks, in order.
const LINES: &str = "
    const lines = () => [...document.querySelectorAll('.results :is(h2, h3.start, article, [data-track])')]
        .filter(shown).map((line) => line.dataset.item ?? line.dataset.track ?? words(line));";

/// Taps options of a page without the app; gives what it shows then.
const TAP_EARLY: &str = "
    const tap = (chosen) => chosen.forEach((key) => document.querySelector(`[data-option='${key}']`).click());
    return arguments[0].map((chosen) => {
        tap(chosen);
        const seen = { shown: read(), lines: lines() };
        tap(chosen);
        return seen;
    });";

/// Goes to addresses as back and forward do; gives what stands there.
const LINES_AT: &str = "
    const [addresses, done] = arguments;
    const pause = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    (async () => {
        const all = [];
        for (const [address, said] of addresses) {
            history.replaceState(history.state, '', address);
            dispatchEvent(new PopStateEvent('popstate', { state: history.state }));
            while (status() !== said) await pause();
            dispatchEvent(new Event('beforeprint'));
            await pause();
            all.push(lines());
            dispatchEvent(new Event('afterprint'));
        }
        done(all);
    })();";

#[derive(Debug, Deserialize)]
struct SeenEarly {
    shown: Shown,
    lines: Vec<String>,
}

/// A page whose app is held back shows for each of these what the app shows once it is there.
async fn the_page_is_right_before_the_app(visit: &Visit, all: &[Asked]) -> Result<()> {
    let (page, programme) = (&visit.page, Programme::of(&visit.site)?);
    visit.server.refuse("sw.js");
    let held = visit.server.hold(visit.site.asset("hallway", "wasm")?);
    page.open_early(&visit.url("")).await?;
    let options = offered(page, &programme).await?;
    let keys = |asked: &Asked| -> Vec<String> { asked.chosen.iter().map(Choice::option).collect() };
    let taps: Vec<_> = all.iter().map(keys).collect();
    let script = format!("{READ}{LINES}{TAP_EARLY}");
    let early: Vec<SeenEarly> = page.get(&script, &[json!(taps)]).await?;
    held.release();
    page.ready().await?;
    let said = |asked: &Asked| json!([asked.query(), programme.shown_for(asked, &options).status]);
    let addresses: Vec<_> = all.iter().map(said).collect();
    let script = format!("{LINES}{LINES_AT}");
    let late: Vec<Vec<String>> = page.get_later(&script, &[json!(addresses)]).await?;
    assert_eq!((early.len(), late.len()), (all.len(), all.len()));
    for ((asked, early), late) in all.iter().zip(early).zip(late) {
        let shown = programme.shown_for(asked, &options);
        assert_eq!(early.shown, shown, "{asked:?}");
        assert_eq!(early.lines, late, "{asked:?}");
    }
    Ok(())
}

browser_test!(options_work_before_the_app_is_there in chromium);
async fn options_work_before_the_app_is_there(case: Case) -> Result<()> {
    let visit = Visit::prepare_with(case, Version::First, Settings::eager()).await?;
    let options: Vec<Choice> = Programme::of(&visit.site)?.options()?.into_keys().collect();
    let mut all: Vec<Asked> = options.iter().map(|option| Asked::of([option])).collect();
    let (first, rest) = options.split_first().context("options")?;
    all.extend(rest.iter().map(|second| Asked::of([first, second])));
    the_page_is_right_before_the_app(&visit, &all).await
}

browser_test!(options_of_a_large_conference_do_too in chromium);
async fn options_of_a_large_conference_do_too(case: Case) -> Result<()> {
    let visit = Visit::to(case, Site::made_up(case.base, 500)?, Settings::eager()).await?;
    let options: Vec<Choice> = Programme::of(&visit.site)?.options()?.into_keys().collect();
    let some = options.iter().step_by(options.len() / 5);
    let all: Vec<_> = some.map(|option| Asked::of([option])).collect();
    the_page_is_right_before_the_app(&visit, &all).await
}

browser_test!(a_filtered_address_is_answered_before_the_app_is_there in every_engine);
async fn a_filtered_address_is_answered_before_the_app_is_there(case: Case) -> Result<()> {
    let visit = Visit::prepare_with(case, Version::First, Settings::eager()).await?;
    let (page, programme) = (&visit.page, Programme::of(&visit.site)?);
    visit.server.refuse("sw.js");
    let held = visit.server.hold(visit.site.asset("hallway", "wasm")?);
    page.open_early(&visit.url("")).await?;
    let options = offered(page, &programme).await?;
    // One that is taken back is not asked for any more.
    let (kept, taken_back) = (&options[0], options.last().context("options")?);
    page.open_early(&visit.url(&Asked::of([kept, taken_back]).query()))
        .await?;
    let both = programme.left_by(&Asked::of([kept, taken_back])).len();
    page.holds("it is filtered", &format!("items().length === {both}"))
        .await?;
    let (group, name) = &programme.options()?[taken_back];
    page.tap_option(group, name).await?;
    let left = programme.shown_for(&Asked::of([kept]), &options);
    page.holds(
        "one is taken back",
        &format!("items().length === {}", left.items.len()),
    )
    .await?;
    held.release();
    page.ready().await?;
    let mut shown = page.items().await?;
    shown.sort_unstable();
    assert_eq!(shown, left.items);
    assert_eq!(page.query().await?, Asked::of([kept]).query());
    Ok(())
}

browser_test!(search_ignores_case_and_accents in chromium);
async fn search_ignores_case_and_accents(case: Case) -> Result<()> {
    let visit = Visit::prepare(case).await?;
    let programme = Programme::of(&visit.site)?;
    let names = programme.people.iter().map(|person| person.name.as_str());
    let titles = programme.items.iter().map(|item| item.title.as_str());
    let mut words: Vec<&str> = names
        .chain(titles)
        .flat_map(str::split_whitespace)
        .collect();
    words.sort_unstable();
    words.dedup();
    let accented = words.iter().filter(|word| !word.is_ascii()).copied();
    let plain = words
        .iter()
        .filter(|word| word.is_ascii())
        .copied()
        .step_by(7);
    let mut searches: Vec<String> = Vec::new();
    for word in accented.chain(plain) {
        // As written, in capitals, without accents, with accents that are not there.
        let stressed: String = word.chars().flat_map(|c| [c, '\u{301}']).collect();
        searches.extend([word.into(), word.to_uppercase(), folded(word), stressed]);
    }
    searches.extend([
        "Stéphane GRABER".into(),
        "graber stephane".into(),
        "zzzz".into(),
    ]);
    let asked = |words| Asked {
        words,
        ..Asked::default()
    };
    let mut all: Vec<Asked> = searches.into_iter().map(asked).collect();
    let narrowed = Asked::of([&Choice::new("track", &programme.tracks[0].id)]);
    all.push(Asked {
        words: "mount".into(),
        ..narrowed
    });
    all_give_what_they_should(&visit, &all).await
}

/// Waits until the page shows what an address asks for.
async fn shows(page: &Page, programme: &Programme, asked: &Asked) -> Result<()> {
    let left = programme.left_by(asked);
    let status = format!("{} of {} items", left.len(), programme.items.len());
    let left = json!(left).to_string();
    page.holds(
        &format!("the page shows {asked:?}"),
        &format!("JSON.stringify(items().sort()) === {left:?} && status() === {status:?}"),
    )
    .await
}

browser_test!(taps_and_keys_change_the_address_and_history_brings_it_back in every_engine and below_a_path);
async fn taps_and_keys_change_the_address_and_history_brings_it_back(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    let options = programme.options()?;
    let (first, second) = (&programme.tracks[0].id, &programme.tracks[5].id);
    let topic = &programme.items[0].topics[0];
    let steps = [
        Choice::new("track", first),
        Choice::new("track", second),
        Choice::new("topic", topic),
    ];
    let mut asked = Asked::default();
    let mut states = vec![asked.clone()];
    for choice in steps {
        let (group, name) = &options[&choice];
        page.tap_option(group, name).await?;
        asked.chosen.insert(choice);
        shows(page, &programme, &asked).await?;
        let query = page.query().await?;
        let query = query
            .strip_prefix('?')
            .context("the address holds the choice")?;
        assert_eq!(query.split('&').count(), asked.chosen.len(), "{query}");
        states.push(asked.clone());
    }
    page.type_search("É").await?;
    asked.words = "e".into();
    shows(page, &programme, &asked).await?;

    page.reload().await?;
    shows(page, &programme, &asked).await?;
    for state in states.iter().rev().skip(1) {
        page.client().back().await?;
        shows(page, &programme, state).await?;
    }
    page.client().forward().await?;
    shows(page, &programme, &states[1]).await
}

browser_test!(an_empty_result_says_so_and_offers_to_clear in chromium);
async fn an_empty_result_says_so_and_offers_to_clear(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    page.type_search("no such words").await?;
    let asked = Asked {
        words: "no such words".into(),
        ..Asked::default()
    };
    shows(page, &programme, &asked).await?;
    page.says("no items? match").await?;
    let clear = page
        .element(
            "return all('button', the('main', '')).find((b) => /clear/i.test(nameOf(b)) && shown(b))",
            &[],
        )
        .await?;
    page.tap(&clear).await?;
    shows(page, &programme, &Asked::default()).await?;
    page.holds(
        "the search box is empty",
        "the('searchbox', '').value === ''",
    )
    .await
}

browser_test!(a_refused_address_is_written_later_as_it_is_by_then in chromium);
async fn a_refused_address_is_written_later_as_it_is_by_then(case: Case) -> Result<()> {
    let visit = Visit::prepare(case).await?;
    let page = &visit.page;
    // As Safari does after a hundred changes. What a driver's script sets on the history, a page in
    // Firefox does not see.
    visit.server.inject(
        "addEventListener('refuse', () => {
            const { dataset } = document.documentElement;
            dataset.refused = 0;
            history.replaceState = () => {
                dataset.refused = Number(dataset.refused) + 1;
                throw new DOMException('', 'SecurityError');
            };
        });
        addEventListener('allow', () => delete history.replaceState);",
    );
    page.open_app(&visit.url("")).await?;
    page.run("dispatchEvent(new Event('refuse'))").await?;
    page.type_search("mo").await?;
    page.holds(
        "two letters were refused",
        "document.documentElement.dataset.refused >= 2",
    )
    .await?;
    page.run("dispatchEvent(new Event('allow'))").await?;
    page.holds("the address follows", "location.search === '?q=mo'")
        .await
}
