import type { Handler } from "./exchange.ts";

const POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'";

/** A page that shows the tables. It asks for the admin key and keeps it until its tab is closed. */
export const dataPage: Handler = async ({ response }) => {
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
  });
  response.end(HTML);
};

const SCRIPT = `
const key = document.querySelector("#key"), part = document.querySelector("#component");
const tables = document.querySelector("#tables"), rows = document.querySelector("#rows"), said = document.querySelector("#said");
key.value = sessionStorage.getItem("adminKey") ?? "";
async function ask(path, args) {
  const headers = { "content-type": "application/json", authorization: "Convex " + key.value };
  const body = JSON.stringify({ path, args, componentPath: part.value, format: "json" });
  const answer = await (await fetch("/api/query", { method: "POST", headers, body })).json();
  if (answer.status !== "success") throw new Error(answer.errorMessage ?? answer.message);
  return answer.value;
}
async function told(act) {
  said.textContent = "";
  await act().catch((error) => (said.textContent = error.message));
}
function element(name, text, parent) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  parent.append(made);
  return made;
}
function listTables() {
  return told(async () => {
    sessionStorage.setItem("adminKey", key.value);
    const chosen = part.value;
    part.replaceChildren(new Option("(app)", ""));
    part.value = "";
    for (const { path } of await ask("_system/frontend/components:list", {})) part.add(new Option(path, path));
    part.value = chosen;
    const { page } = await ask("_system/cli/tables", { paginationOpts: { numItems: 1000, cursor: null } });
    tables.replaceChildren();
    for (const { name } of page) {
      const count = await ask("_system/cli/tableSize", { tableName: name });
      element("button", name + " (" + count + ")", tables).onclick = () => showTable(name, null);
    }
  });
}
function showTable(table, cursor) {
  return told(async () => {
    const found = await ask("_system/cli/tableData", { table, order: "desc", paginationOpts: { numItems: 50, cursor } });
    if (cursor === null) rows.replaceChildren();
    document.querySelector("#more")?.remove();
    const fields = [...new Set(found.page.flatMap(Object.keys))].sort();
    const grid = element("table", undefined, rows);
    const head = element("tr", undefined, grid);
    for (const field of fields) element("th", field, head);
    for (const row of found.page) {
      const line = element("tr", undefined, grid);
      for (const field of fields) element("td", field in row ? JSON.stringify(row[field]) : "", line);
    }
    if (found.isDone) return;
    const more = element("button", "More", rows);
    more.id = "more";
    more.onclick = () => showTable(table, found.continueCursor);
  });
}
document.querySelector("form").onsubmit = (event) => { event.preventDefault(); listTables(); };
part.onchange = listTables;
if (key.value !== "") listTables();
`;

const STYLE = `
body { font: 14px system-ui, sans-serif; margin: 1.5rem; color-scheme: light dark; }
form, #tables { display: flex; flex-wrap: wrap; gap: .5rem; margin-bottom: 1rem; }
#rows { overflow-x: auto; }
table { border-collapse: collapse; } th, td { border: 1px solid #8886; padding: .25rem .5rem; text-align: left; vertical-align: top; }
td { font-family: ui-monospace, monospace; max-width: 30rem; overflow-wrap: anywhere; }
`;

const HTML = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Data</title>
<style>${STYLE}</style>
<h1>Data</h1>
<form>
  <label>Admin key <input id="key" type="password" autocomplete="off" required></label>
  <label>Component <select id="component"><option value="">(app)</option></select></label>
  <button>Show tables</button>
</form>
<p id="said" role="status"></p>
<nav id="tables" aria-label="Tables"></nav>
<div id="rows"></div>
<script>${SCRIPT}</script>
</html>
`;
