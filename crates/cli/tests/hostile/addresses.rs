//! Addresses in options: the command refuses each invalid one before it does anything.

use crate::fixture::folder;
use crate::{done, refused, write};

/// An option, an invalid value, and a part of the error.
const REFUSED: &[(&str, &str, &str)] = &[
    ("--url", "example.org", "write it as"),
    ("--url", "", "write it as"),
    ("--url", "https://", "write it as"),
    ("--url", "https:example.org", "write it as"),
    ("--url", "https:///example.org/", "write it as"),
    ("--url", "https:\\\\example.org\\", "write it as"),
    ("--url", "https://example.org/a\tb", "write it as"),
    ("--url", "https://example.org/?a=b", "write it as"),
    ("--url", "https://example.org/#a", "write it as"),
    ("--url", "https://example.org:0/", "write it as"),
    ("--url", "https://example.org:99999/", "write it as"),
    ("--url", "https://exa mple.org/", "write it as"),
    ("--url", "https://a;b/", "write it as"),
    ("--url", "https://example..org/", "write it as"),
    ("--url", "ftp://example.org/", "write it as"),
    ("--url", "file:///etc/passwd", "write it as"),
    ("--url", "javascript:alert(1)", "write it as"),
    ("--url", "data:text/html,a", "write it as"),
    ("--url", "https://example.org/a b/", "write it as"),
    ("--url", "https://example.org/%2e%2e/ä/", "write it as"),
    (
        "--url",
        "https://user:secret@example.org/",
        "user or a password",
    ),
    ("--url", "https://secret@example.org/", "user or a password"),
    (
        "--url",
        "https://:secret@example.org/",
        "user or a password",
    ),
    (
        "--url",
        "ftp://user:secret@example.org/",
        "user or a password",
    ),
    ("--url", "https:user:secret@example.org/", "write it as"),
    ("--base-path", "/a b/", "write it as"),
    ("--base-path", "/../", "write it as"),
    ("--base-path", "/a/./b", "write it as"),
    ("--base-path", "https://example.org/a/", "write it as"),
    ("--base-path", "/a?b", "write it as"),
    ("--sync", "", "write it as"),
    ("--sync", "sync.example.org", "write it as"),
    ("--sync", "//sync.example.org/v1/", "write it as"),
    ("--sync", "///v1/", "write it as"),
    ("--sync", "/\\sync.example.org/", "write it as"),
    ("--sync", "/v1/?a", "write it as"),
    ("--sync", "/v1/#a", "write it as"),
    ("--sync", "/v1/;script-src *", "write it as"),
    ("--sync", "/v1/,a", "write it as"),
    ("--sync", "ws://sync.example.org/", "write it as"),
    ("--sync", "https://sync.example.org/v1/;a", "write it as"),
    ("--sync", "https://sync.example.org/#a", "write it as"),
    (
        "--sync",
        "https://user:secret@sync.example.org/v1/",
        "user or a password",
    ),
    (
        "--sync",
        "http://secret@127.0.0.1:8090/v1/",
        "user or a password",
    ),
    ("--sync", "//user:secret@sync.example.org/", "write it as"),
    ("--embed-in", "", "write it as"),
    ("--embed-in", "example.org", "write it as"),
    ("--embed-in", "https://example.org/page", "write it as"),
    ("--embed-in", "https://example.org/?a", "write it as"),
    ("--embed-in", "https://example.org/#a", "write it as"),
    (
        "--embed-in",
        "https://example.org;script-src",
        "write it as",
    ),
    ("--embed-in", "'self'", "write it as"),
    ("--embed-in", "null", "write it as"),
    (
        "--embed-in",
        "https://user:secret@example.org",
        "user or a password",
    ),
    ("--link", "", "write it as"),
    ("--link", "javascript:alert(1)", "write it as"),
    ("--link", "example.org", "write it as"),
    ("--link", "https://", "write it as"),
    ("--link", "https://exa mple.org", "write it as"),
    (
        "--link",
        "https://user:secret@example.org/",
        "user or a password",
    ),
];

#[test]
fn an_address_that_cannot_be_right_is_a_usage_error() {
    let folder = folder();
    write(&folder, "programme/index.html", "<html data-base=\"/\">");
    for (option, value, why) in REFUSED {
        let argument = format!("{option}={value}");
        let mut commands = vec![vec!["build", "schedule.xml", "--app", "app", &argument]];
        match *option {
            "--url" => commands.push(vec!["export", "schedule.xml", "--to", "ics", &argument]),
            "--link" => commands.extend([
                vec!["export", "schedule.xml", "--to", "ics", &argument],
                vec!["import", "schedule.xml", &argument],
                vec!["check", "schedule.xml", &argument],
            ]),
            "--base-path" => commands.push(vec!["serve", "programme", &argument]),
            _ => {}
        }
        for command in commands {
            let said = refused(&folder, &command, 2);
            assert!(
                said.starts_with(option) && said.contains(why),
                "{command:?}: {said}"
            );
            assert!(!said.contains("secret"), "{said}");
        }
    }
    for new in ["site", "programme.json"] {
        assert!(!folder.path().join(new).exists(), "{new}");
    }
}

#[test]
fn a_site_that_could_never_sync_is_not_built() {
    let folder = folder();
    let build = |url: &'static str, sync: &'static str| {
        [
            "build",
            "schedule.xml",
            "--app",
            "app",
            "--url",
            url,
            "--sync",
            sync,
        ]
    };
    for sync in [
        "http://sync.example.org/v1/mailboxes/",
        "http://127.0.0.1:8090/",
        "HTTP://sync.example.org/",
    ] {
        let said = refused(&folder, &build("https://example.org/", sync), 2);
        assert!(
            said.contains("nothing would ever sync") && said.contains("https: address"),
            "{said}"
        );
    }
    for (url, sync) in [
        (
            "https://example.org/",
            "https://sync.example.org/v1/mailboxes/",
        ),
        ("https://example.org/", "/v1/mailboxes/"),
        (
            "http://127.0.0.1:8080/",
            "http://127.0.0.1:8090/v1/mailboxes/",
        ),
    ] {
        assert_eq!(done(&folder, &build(url, sync)), "", "{url} {sync}");
    }
    // Without `--url`, the site may also be for the organiser's own machine.
    let unknown = [
        "build",
        "schedule.xml",
        "--app",
        "app",
        "--sync",
        "http://sync.example.org/",
    ];
    let said = done(&folder, &unknown);
    assert!(
        said.starts_with("warning: ") && said.contains("https: address"),
        "{said}"
    );
}
