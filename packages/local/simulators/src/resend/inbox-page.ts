import type { Letter } from "./letter.ts";

/** The emails that were "sent", for a developer who waits for a code. Refreshes every three seconds. */
export function inboxPage(letters: readonly Letter[]): string {
  const items = letters.map(
    ({ to, subject, text, atMs }) =>
      `<article><h2>${escape(subject)}</h2><p class="meta">to ${escape(to.join(", "))}, ${escape(new Date(atMs).toLocaleTimeString())}</p>` +
      `<p>${escape(text).replaceAll("\n", "<br>")}</p></article>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="3">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Inbox of this machine</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}
article{border:1px solid #8885;border-radius:12px;padding:1rem 1.25rem;margin:1rem 0}h2{font-size:1.1rem;margin:0}.meta{opacity:.75;margin:.1rem 0 .8rem}</style>
</head><body><h1>Inbox of this machine</h1>${items.join("") || "<p>No emails yet. The codes that you request arrive here.</p>"}</body></html>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
