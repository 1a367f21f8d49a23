// The programme within a page of a conference's web site, in one line:
//
//   <script src="https://example.org/programme/embed.js" async></script><hallway-programme></hallway-programme>
//
// A classic script, since those need no special headers. docs/embedding.md describes the attributes
// and the events. embedding.js is the site's side.

// document.currentScript is a classic script while it first runs. For a module, as in older guides,
// it is null, so the script element is searched for.
const script = document.currentScript ?? document.querySelector('script[type=module][src*="/embed.js"]');
const site = script?.src && new URL(".", script.src);
const PATIENCE_MS = 30_000;
// More CSS pixels than any programme is high. Above 2²⁴, browsers' layout becomes inexact.
const TALLEST_PAGE = 1e7;
const ASKED = "track topic day room q".split(" ");
const HEARD = ["message", "scroll", "resize", "load"];
const STYLES = "accent accent-soft on-accent band on-band paper raised sunken ink ink-soft line edge star family".split(" ");

const WORDS = {
  en: ["Open the programme’s own page", "It can’t be shown here: its site may not allow it."],
  de: ["Die eigene Seite des Programms öffnen", "Hier lässt es sich nicht zeigen: vielleicht erlaubt es seine Website nicht."],
  fr: ["Ouvrir la page propre du programme", "Impossible de l’afficher ici : son site ne le permet peut-être pas."],
};

// A constructed style sheet, which a strict policy of the host's page allows. A frame that waits is
// invisible but laid out: without layout, it would not know its size.
const style = new CSSStyleSheet();
style.replaceSync(
  ":host{display:block;position:relative}" +
    "iframe{display:block;inline-size:100%;block-size:40rem;border:0}" +
    ".waiting{position:absolute;opacity:0}",
);

// Whether a frame can have that height; false for NaN.
const isLength = (length) => Math.abs(length) <= TALLEST_PAGE;

// The visible part of an element: its line at the screen's upper edge (negative if the element
// starts below it), and the screen's height, in CSS pixels.
const sightOf = (element) => ({ from: -element.getBoundingClientRect().top, height: innerHeight });

class HallwayProgramme extends HTMLElement {
  static observedAttributes = ["view", "theme", "lang", ...ASKED];

  #frame;
  #link;
  // The custom properties with which the frame was made.
  #styles;
  // How many times the page in the frame has asked to be scrolled.
  #asked;

  connectedCallback() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [style];
    // With capture, scrolling of elements within the host's page is noticed too.
    for (const event of HEARD) addEventListener(event, this, true);
    this.#show();
  }

  disconnectedCallback() {
    for (const event of HEARD) removeEventListener(event, this, true);
  }

  attributeChangedCallback() {
    if (this.#frame) this.#show();
  }

  // A new frame each time: navigating the old one would add an entry to the host's history.
  #show() {
    const address = new URL(this.getAttribute("view") ?? "", site);
    for (const name of ASKED) {
      // Ids contain no comma, words may.
      const between = name === "q" ? undefined : /\s*,\s*/;
      for (const value of this.getAttribute(name)?.split(between) ?? []) address.searchParams.append(name, value);
    }
    // Only pages of the site itself are framed.
    const within = address.href.startsWith(site.href) ? address : site;
    const lang = this.closest("[lang]")?.lang ?? "";
    const styles = (this.#styles = this.#stylesOfHost());
    const [open, refused] = WORDS[lang.slice(0, 2)] ?? WORDS.en;

    this.#link = document.createElement("slot");
    const link = document.createElement("a");
    link.href = within;
    link.textContent = open;
    this.#link.append(link);
    const frame = document.createElement("iframe");
    const wishes = { origin, theme: this.getAttribute("theme"), lang, styles, sight: sightOf(this) };
    // The name is set before the page's first line runs, so it never appears in other colours.
    frame.name = `hallway:${JSON.stringify(wishes)}`;
    frame.title = this.ariaLabel ?? document.title;
    frame.className = "waiting";
    frame.allow = "clipboard-write; web-share";
    frame.src = within;
    this.#frame = frame;
    this.#asked = 0;
    this.shadowRoot.replaceChildren(this.#link, frame);
    // A frame that was refused sends nothing: the link stays, and a sentence replaces the frame.
    setTimeout(() => frame.className && frame.replaceWith(" ", refused), PATIENCE_MS);
  }

  #stylesOfHost() {
    const computed = getComputedStyle(this);
    return STYLES.map((name) => [name, computed.getPropertyValue(`--hallway-${name}`)]);
  }

  handleEvent({ type, source, origin, data }) {
    // The script may run before the host's style sheets are loaded.
    if (type === "load" && `${this.#styles}` !== `${this.#stylesOfHost()}`) this.#show();
    if (type !== "message") return this.#tellSight();
    if (source !== this.#frame.contentWindow || origin !== site.origin) return;
    const { hallway, ...detail } = data ?? {};
    if (hallway === "navigate" || hallway === "star") {
      this.dispatchEvent(new CustomEvent(`hallway-${hallway}`, { detail, bubbles: true, composed: true }));
    } else if (hallway && [detail.height, detail.by ?? detail.to ?? 0].every(isLength)) {
      this.#fit(detail);
    }
  }

  // The page in the frame has its full height and can't scroll: it sends its height, and by how
  // much or to which line it wants to scroll.
  #fit({ height, by, to, asked }) {
    this.#frame.className = "";
    this.#link.remove();
    this.#frame.style.blockSize = `${height}px`;
    const behavior = "instant";
    if (to === 0) this.scrollIntoView({ behavior });
    else if (asked) scrollBy({ top: by ?? to - sightOf(this.#frame).from, behavior });
    this.#asked = asked ?? this.#asked;
    this.#tellSight();
  }

  #tellSight() {
    const sight = { hallway: "sight", asked: this.#asked, ...sightOf(this.#frame) };
    this.#frame.contentWindow?.postMessage(sight, site.origin);
  }
}

if (site && !customElements.get("hallway-programme")) customElements.define("hallway-programme", HallwayProgramme);
