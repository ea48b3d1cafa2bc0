import type { Locale } from "../survey/settings.ts";
import type { Translate } from "../text/translate.ts";
import type { Judged } from "./judge-visit.ts";

/** The page's only style; the server names its hash, so that nothing else can be one. Follows the telephone's light or dark. */
export const PHONE_PAGE_STYLE = `
:root{color-scheme:light dark;--good:#14683b;--other:#8a4b00}
@media (prefers-color-scheme:dark){:root{--good:#6fdc9f;--other:#ffb95c}}
body{margin:0;min-height:100vh;display:grid;place-content:center;padding:1.5rem;box-sizing:border-box;text-align:center;font:1.25rem/1.4 system-ui,sans-serif}
h1{font-size:2.4rem;line-height:1.15;margin:0 0 1rem}
.good h1{color:var(--good)}
.other h1{color:var(--other)}
p{margin:0;max-width:28rem}
`;

/** What a visitor of the page reads. Holds nothing of what came with the request. */
export function phonePageHtml(judged: Exclude<Judged, "wrong-page">, say: Translate, locale: Locale): string {
  const text = (part: "title" | "next"): string => escaped(say({ key: `proof.page.${judged}.${part}`, args: {} }));
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${text("title")}</title>
<style>${PHONE_PAGE_STYLE}</style>
</head>
<body class="${judged === "outside" ? "good" : "other"}">
<main>
<h1>${text("title")}</h1>
<p>${text("next")}</p>
</main>
</body>
</html>
`;
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
