export type Row = Readonly<Record<string, unknown>>;

/** Every row of a table, as `npx convex data` reads them. */
export async function tableRows(
  convex: { readonly url: string; readonly adminKey: string },
  table: string,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null = null; ;) {
    const response = await fetch(`${convex.url}/api/query`, {
      method: "POST",
      headers: { authorization: `Convex ${convex.adminKey}`, "content-type": "application/json" },
      body: JSON.stringify({
        path: "_system/cli/tableData",
        args: { table, order: "asc", paginationOpts: { cursor, numItems: 1_000 } },
        format: "json",
      }),
    });
    // safe because another shape fails on the next lines, and so the test
    const { value } = (await response.json()) as {
      readonly value: { readonly page: readonly Row[]; readonly isDone: boolean; readonly continueCursor: string };
    };
    rows.push(...value.page);
    if (value.isDone) return rows;
    cursor = value.continueCursor;
  }
}
