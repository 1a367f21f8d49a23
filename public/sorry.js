// The page that the service worker answers with if it has no other: no complete cached page, and no
// network.

const WORDS = {
  en: {
    title: "This page can’t be shown now",
    why: "There is no network, and what this browser keeps of the programme is damaged. Your schedule is safe. Reload this page once there is a network: what is damaged is then replaced.",
    reload: "Reload",
  },
  de: {
    title: "Diese Seite lässt sich gerade nicht zeigen",
    why: "Es gibt kein Netz, und was dieser Browser vom Programm aufbewahrt, ist beschädigt. Dein Plan ist sicher. Lade diese Seite neu, sobald es ein Netz gibt: Dann wird ersetzt, was beschädigt ist.",
    reload: "Neu laden",
  },
  fr: {
    title: "Cette page ne peut pas être affichée maintenant",
    why: "Il n’y a pas de réseau, et ce que ce navigateur garde du programme est endommagé. Votre programme est en sécurité. Rechargez cette page dès qu’il y a du réseau : ce qui est endommagé sera alors remplacé.",
    reload: "Recharger",
  },
};

/** The page, in the first of the reader's languages that it has. */
export const sorry = () => {
  const language = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in WORDS) ?? "en";
  const { title, why, reload } = WORDS[language];
  const html = `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${why}</p>
<p><a href="">${reload}</a></p>
</main>
</body>
</html>
`;
  return new Response(html, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } });
};
