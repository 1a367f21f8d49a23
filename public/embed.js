// The programme within a page of a conference's web site, in two lines:
//
//   <script src="https://example.org/programme/embed.js" type="module"></script>
//   <hallway-programme></hallway-programme>
//
// docs/embedding.md tells what the element takes and tells. The site's side of it is embedding.js.

const site = new URL(".", import.meta.url);
const PATIENCE_MS = 15_000;
const ASKED = "track topic day room q".split(" ");
const HEARD = ["message", "scroll", "resize"];
const STYLES = "accent accent-soft on-accent paper raised sunken ink ink-soft line edge star family".split(" ");

const WORDS = {
  en: ["Open the programme in a page of its own", "It can’t be shown within this page: its site may not allow it."],
  de: ["Das Programm auf einer eigenen Seite öffnen", "In dieser Seite lässt es sich nicht zeigen: vielleicht erlaubt es seine Website nicht."],
  fr: ["Ouvrir le programme dans sa propre page", "Impossible de l’afficher dans cette page : son site ne le permet peut-être pas."],
};

// Constructed, not written into the page: a strict policy of the host forbids neither. A frame that
// waits can't be seen, but is drawn: one that is not drawn knows no sizes.
const style = new CSSStyleSheet();
style.replaceSync(
  ":host{display:block;position:relative}" +
    "iframe{display:block;inline-size:100%;block-size:40rem;border:0}" +
    ".waiting{position:absolute;opacity:0}",
);

// Which part of an element is in sight: the line of it at the screen's upper edge, above it if negative,
// and the screen's height, in CSS pixels.
const sightOf = (element) => ({ from: -element.getBoundingClientRect().top, height: innerHeight });

class HallwayProgramme extends HTMLElement {
  static observedAttributes = ["view", "theme", "lang", ...ASKED];

  #frame;
  #link;
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
    this.#frame = undefined;
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
    const lang = this.getAttribute("lang") ?? this.closest("[lang]")?.lang ?? "";
    const computed = getComputedStyle(this);
    const styles = STYLES.map((name) => [name, computed.getPropertyValue(`--hallway-${name}`).trim()]);
    const [open, refused] = WORDS[lang.slice(0, 2)] ?? WORDS.en;

    this.#link = document.createElement("slot");
    const link = document.createElement("a");
    link.href = within;
    link.textContent = open;
    this.#link.append(link);
    const frame = document.createElement("iframe");
    const wishes = { theme: this.getAttribute("theme"), lang, styles: styles.filter(([, value]) => value), sight: sightOf(this) };
    // Its name is there before its first line runs, so nothing is painted in other colours.
    frame.name = `hallway:${JSON.stringify(wishes)}`;
    frame.title = this.getAttribute("aria-label") ?? document.title;
    frame.className = "waiting";
    frame.allow = "clipboard-write; web-share";
    frame.src = within;
    this.#frame = frame;
    this.#asked = 0;
    this.shadowRoot.replaceChildren(this.#link, frame);
    // What may not be framed says nothing: the link stays, and a sentence takes the frame's place.
    setTimeout(() => frame.className && frame.replaceWith(" ", refused), PATIENCE_MS);
  }

  handleEvent(event) {
    if (event.type !== "message") return this.#tellSight();
    if (!this.#frame || event.source !== this.#frame.contentWindow || event.origin !== site.origin) return;
    const { hallway, ...detail } = event.data ?? {};
    this.#frame.className = "";
    this.#link.remove();
    if (hallway === "size") this.#fit(detail.height);
    if (hallway === "scroll") this.#scroll(detail);
    if (hallway === "navigate" || hallway === "star") this.#report(hallway, detail);
  }

  #fit(height) {
    this.#frame.style.blockSize = `${height}px`;
    this.#tellSight();
  }

  // The page in the frame is all in it and can't scroll itself: it says by how much it would, or to
  // which line of it, and how tall it is by then.
  #scroll({ height, by, to, asked }) {
    this.#frame.style.blockSize = `${height}px`;
    const behavior = "instant";
    if (to === 0) this.scrollIntoView({ block: "start", behavior });
    else scrollBy({ top: by ?? to - sightOf(this.#frame).from, behavior });
    this.#asked = asked;
    this.#tellSight();
  }

  #report(what, detail) {
    this.dispatchEvent(new CustomEvent(`hallway-${what}`, { detail, bubbles: true, composed: true }));
  }

  #tellSight() {
    const sight = { ...sightOf(this.#frame), asked: this.#asked };
    this.#frame.contentWindow?.postMessage({ hallway: "sight", ...sight }, site.origin);
  }
}

if (!customElements.get("hallway-programme")) customElements.define("hallway-programme", HallwayProgramme);
