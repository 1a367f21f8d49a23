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
  en: "Open the programme in a page of its own",
  de: "Das Programm auf einer eigenen Seite öffnen",
  fr: "Ouvrir le programme dans sa propre page",
};

// Constructed, not written into the page: a strict policy of the host forbids neither. A frame that
// waits can't be seen, but is drawn: one that is not drawn knows no sizes.
const style = new CSSStyleSheet();
style.replaceSync(
  ":host{display:block;position:relative}" +
    "iframe{display:block;inline-size:100%;block-size:40rem;border:0}" +
    ".waiting{position:absolute;opacity:0}",
);

class HallwayProgramme extends HTMLElement {
  static observedAttributes = ["view", "theme", "lang", ...ASKED];

  #frame;
  #link;
  #places = new Map();
  #here = "";
  #wanted;
  #reached;

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
      for (const value of this.getAttribute(name)?.split(/\s*,\s*/) ?? []) address.searchParams.append(name, value);
    }
    // Nothing but the site itself is ever framed.
    const within = address.href.startsWith(site.href) ? address : site;
    const lang = this.getAttribute("lang") ?? this.closest("[lang]")?.lang ?? "";
    const computed = getComputedStyle(this);
    const styles = STYLES.map((name) => [name, computed.getPropertyValue(`--hallway-${name}`).trim()]);
    const wishes = { theme: this.getAttribute("theme"), lang, styles: styles.filter(([, value]) => value) };

    this.#link = document.createElement("slot");
    const link = document.createElement("a");
    link.href = within;
    link.textContent = WORDS[lang.slice(0, 2)] ?? WORDS.en;
    this.#link.append(link);
    const frame = document.createElement("iframe");
    // Its name is there before its first line runs, so nothing is painted in other colours.
    frame.name = `hallway:${JSON.stringify(wishes)}`;
    frame.title = this.getAttribute("aria-label") ?? document.title;
    frame.className = "waiting";
    frame.allow = "clipboard-write; web-share";
    frame.src = within;
    this.#frame = frame;
    this.shadowRoot.replaceChildren(this.#link, frame);
    // What may not be framed says nothing: the link stays, and the frame goes.
    setTimeout(() => frame.className && frame.remove(), PATIENCE_MS);
  }

  handleEvent(event) {
    if (event.type !== "message") return this.#tellSight();
    if (!this.#frame || event.source !== this.#frame.contentWindow || event.origin !== site.origin) return;
    const { hallway, ...detail } = event.data ?? {};
    this.#frame.className = "";
    this.#link.remove();
    if (hallway === "leave") this.#places.set(this.#here, scrollY);
    if (hallway === "size") this.#fit(detail.height);
    if (hallway === "navigate") this.#follow(detail);
    if (hallway === "star") this.#report(hallway, detail);
  }

  #fit(height) {
    this.#frame.style.blockSize = `${height}px`;
    this.#return();
    this.#tellSight();
  }

  // Back to where one was, once the page is as tall as it was then, unless one scrolls meanwhile.
  #return() {
    if (this.#wanted === undefined || scrollY !== (this.#reached ?? scrollY)) return;
    scrollTo({ top: this.#wanted, behavior: "instant" });
    this.#reached = scrollY;
    if (Math.abs(scrollY - this.#wanted) < 2) this.#wanted = undefined;
  }

  // A new view begins at its top; back leads to where one was.
  #follow({ back, ...detail }) {
    const changed = this.#here && this.#here !== detail.path;
    this.#wanted = changed && back ? this.#places.get(detail.path) : undefined;
    this.#reached = undefined;
    if (changed && !back && this.getBoundingClientRect().top < 0) this.scrollIntoView({ block: "start", behavior: "instant" });
    this.#return();
    this.#here = detail.path;
    this.#report("navigate", detail);
  }

  #report(what, detail) {
    this.dispatchEvent(new CustomEvent(`hallway-${what}`, { detail, bubbles: true, composed: true }));
  }

  // What lies over the page within the frame has to know which part of it is in sight.
  #tellSight() {
    const { top, bottom } = this.#frame.getBoundingClientRect();
    const sight = { from: Math.max(0, -top), to: Math.min(bottom, innerHeight) - top };
    this.#frame.contentWindow?.postMessage({ hallway: "sight", ...sight }, site.origin);
  }
}

if (!customElements.get("hallway-programme")) customElements.define("hallway-programme", HallwayProgramme);
