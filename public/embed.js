// The programme within a page of a conference's web site, in one line:
//
//   <script src="https://example.org/programme/embed.js" async></script><hallway-programme></hallway-programme>
//
// A classic script, since hosts need no header for those. docs/embedding.md tells what the element takes and
// tells. The site's side of it is embedding.js.

// A classic script is known only while it first runs. A module, as older guides have it, is not known at all:
// it looks for its line.
const script = document.currentScript ?? document.querySelector('script[type=module][src*="/embed.js"]');
const site = script?.src && new URL(".", script.src);
const PATIENCE_MS = 30_000;
// More CSS pixels than a programme is high. Layout goes wrong at 2²⁴.
const TALLEST_PAGE = 1e7;
const ASKED = "track topic day room q".split(" ");
const HEARD = ["message", "scroll", "resize", "load"];
const STYLES = "accent accent-soft on-accent band on-band paper raised sunken ink ink-soft line edge star family".split(" ");

const WORDS = {
  en: ["Open the programme’s own page", "It can’t be shown here: its site may not allow it."],
  de: ["Die eigene Seite des Programms öffnen", "Hier lässt es sich nicht zeigen: vielleicht erlaubt es seine Website nicht."],
  fr: ["Ouvrir la page propre du programme", "Impossible de l’afficher ici : son site ne le permet peut-être pas."],
};

// Constructed, not written into the page: a strict policy of the host forbids neither. A frame that
// waits can't be seen, but is drawn: one that is not drawn knows no sizes.
const style = new CSSStyleSheet();
style.replaceSync(
  ":host{display:block;position:relative}" +
    "iframe{display:block;inline-size:100%;block-size:40rem;border:0}" +
    ".waiting{position:absolute;opacity:0}",
);

// Whether a frame can be that long; NaN is no less than anything.
const isLength = (length) => Math.abs(length) <= TALLEST_PAGE;

// Which part of an element is in sight: the line of it at the screen's upper edge, above it if negative,
// and the screen's height, in CSS pixels.
const sightOf = (element) => ({ from: -element.getBoundingClientRect().top, height: innerHeight });

class HallwayProgramme extends HTMLElement {
  static observedAttributes = ["view", "theme", "lang", ...ASKED];

  #frame;
  #link;
  // The custom properties that the frame was made with.
  #styles;
  // How often the page in the frame has asked to be scrolled.
  #asked;

  connectedCallback() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [style];
    // While captured, what scrolls within the host's page is heard too.
    for (const event of HEARD) addEventListener(event, this, true);
    this.#show();
  }

  disconnectedCallback() {
    for (const event of HEARD) removeEventListener(event, this, true);
  }

  attributeChangedCallback() {
    if (this.#frame) this.#show();
  }

  // A new frame each time: one that goes elsewhere would leave its trace in the host's history.
  #show() {
    const address = new URL(this.getAttribute("view") ?? "", site);
    for (const name of ASKED) {
      // Ids hold no comma, words may.
      const between = name === "q" ? undefined : /\s*,\s*/;
      for (const value of this.getAttribute(name)?.split(between) ?? []) address.searchParams.append(name, value);
    }
    // Nothing but the site itself is ever framed.
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
    // Its name is there before its first line runs, so nothing is painted in other colours.
    frame.name = `hallway:${JSON.stringify(wishes)}`;
    frame.title = this.ariaLabel ?? document.title;
    frame.className = "waiting";
    frame.allow = "clipboard-write; web-share";
    frame.src = within;
    this.#frame = frame;
    this.#asked = 0;
    this.shadowRoot.replaceChildren(this.#link, frame);
    // What may not be framed says nothing: the link stays, and a sentence takes the frame's place.
    setTimeout(() => frame.className && frame.replaceWith(" ", refused), PATIENCE_MS);
  }

  #stylesOfHost() {
    const computed = getComputedStyle(this);
    return STYLES.map((name) => [name, computed.getPropertyValue(`--hallway-${name}`)]);
  }

  handleEvent({ type, source, origin, data }) {
    // The script may be there before the host's style is.
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

  // The page in the frame is all in it and can't scroll itself: it says how tall it is, and by how much it
  // would scroll or to which line of it.
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
