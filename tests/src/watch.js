// Gathers what goes wrong in a page, for engines whose drivers do not tell.
{
  const gather = (mishap) => {
    window.mishaps ??= [];
    window.mishaps.push(mishap);
  };
  addEventListener("error", (event) => gather(`error: ${event.message ?? event.target?.src}`), true);
  addEventListener("unhandledrejection", (event) => gather(`unhandled rejection: ${event.reason}`));
  document.addEventListener("securitypolicyviolation", (event) =>
    gather(`${event.violatedDirective} forbids ${event.blockedURI}`));
  for (const level of ["error", "warn"]) {
    const say = console[level];
    console[level] = (...words) => {
      gather(`${level}: ${words.join(" ")}`);
      say.apply(console, words);
    };
  }
}
