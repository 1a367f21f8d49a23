// Reads a page by its contract: roles, names and data attributes. Stands before each script of a test.
const words = (element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();

const shown = (element) => element.checkVisibility({ visibilityProperty: true });

const nameOf = (element) =>
  element.getAttribute("aria-label")
  ?? (element.getAttribute("aria-labelledby")?.split(/\s+/).map((id) => words(document.getElementById(id))).join(" "))
  ?? words(element);

const ROLES = {
  banner: "header, [role=banner]",
  button: "button, [role=button]",
  group: "[role=group], fieldset",
  link: "a[href]",
  main: "main, [role=main]",
  navigation: "nav, [role=navigation]",
  search: "search, [role=search]",
  searchbox: "input[type=search], [role=searchbox]",
  status: "output, [role=status]",
};

const all = (role, within = document) => [...within.querySelectorAll(ROLES[role])];

const the = (role, name, within = document) => {
  const found = all(role, within).filter((element) => nameOf(element).startsWith(name));
  if (found.length !== 1) throw new Error(`${found.length} elements are a ${role} named "${name}"`);
  return found[0];
};

/** The strip with links to the sections of the view. */
const strip = () => [...document.querySelectorAll("main [aria-label='Jump to']")]
  .find((list) => shown(list) && !list.closest("dialog"));

const items = () => [...document.querySelectorAll("main article[data-item]")].filter(shown).map((item) => item.dataset.item);

const status = () => {
  const said = all("status").map(words).filter((text) => /\d+ of \d+ items?/.test(text));
  return said.length === 1 ? said[0] : `${said.length} status elements say how many items there are`;
};

const pressed = (element) => element.getAttribute("aria-pressed") === "true";

const options = () => ["Track", "Topic", "Day", "Room"].flatMap((group) =>
  all("group").filter((element) => nameOf(element).startsWith(group)).flatMap((element) =>
    all("button", element).filter((option) => option.hasAttribute("aria-pressed")).map((option) => ({
      group,
      name: nameOf(option).replace(/\s*\d+\s*$/, ""),
      count: Number(nameOf(option).match(/(\d+)\s*$/)?.[1]),
      pressed: pressed(option),
    }))));

const optionNamed = (group, name) => {
  const found = all("button", the("group", group)).filter((option) => nameOf(option).replace(/\s*\d+\s*$/, "") === name);
  if (found.length !== 1) throw new Error(`${found.length} options of ${group} are named "${name}"`);
  return found[0];
};

const starOf = (item) => {
  const star = [...document.querySelectorAll(`article[data-item="${item}"]`)]
    .flatMap((article) => all("button", article))
    .find((button) => nameOf(button).startsWith("In my schedule: "));
  if (!star) throw new Error(`${item} has no star`);
  return star;
};
