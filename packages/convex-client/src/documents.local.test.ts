import { deflateSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createAttachmentStore } from "./create-attachment-store.ts";
import { createThreadStore } from "./create-thread-store.ts";
import { openLocalDeployment } from "./testing/local-deployment.ts";

let deployment: Awaited<ReturnType<typeof openLocalDeployment>>;
beforeAll(async () => {
  deployment = await openLocalDeployment();
}, 240_000);
afterAll(async () => await deployment?.close());

function endpoint() {
  const { convexUrl, signer } = deployment;
  return { convexUrl, serviceToken: () => signer.sign({ sub: "service:gateway", kind: "service" }, 300) };
}

/** A PDF whose pages have these content streams, deflated. It has no table of objects: readers find them themselves. */
function deflatedPdf(contents: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  const pages = contents.map((_, n) => `${2 * n + 10} 0 R`).join(" ");
  const font = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>";
  const objects = contents.flatMap((content, n) => {
    const [page, data] = [2 * n + 10, deflateSync(content)];
    const head = `${page} 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents ${page + 1} 0 R /Resources ${font} >>\nendobj\n`;
    const stream = `${page + 1} 0 obj\n<< /Length ${data.length} /Filter /FlateDecode >>\nstream\n`;
    return [Buffer.from(head + stream), data, Buffer.from("\nendstream\nendobj\n")];
  });
  const catalog = `%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [${pages}] /Count ${contents.length} >>\nendobj\n`;
  return new Uint8Array(Buffer.concat([Buffer.from(catalog), ...objects, Buffer.from("trailer\n<< /Root 1 0 R >>\n")]));
}

const INFLATED_BYTES = 200_000_000;
const put = async (content: Uint8Array<ArrayBuffer>) =>
  await createAttachmentStore({ ...endpoint(), timeoutMs: 60_000, readTimeoutMs: 60_000 }).put({
    ownerId: "user-reader",
    name: "list.pdf",
    mediaType: "application/pdf",
    content,
  });

const filesLeft = async () => await deployment.query("_system/cli/tableSize", { tableName: "_storage" });

it.each([
  ["spaces", () => Buffer.alloc(INFLATED_BYTES, " ")],
  ["one endless name", () => Buffer.alloc(INFLATED_BYTES, "/aaaaaaa")],
  ["text", () => Buffer.concat([Buffer.from("BT /F1 4 Tf "), Buffer.alloc(INFLATED_BYTES, "(a) Tj\n")])],
])(
  "a small PDF that inflates to 200 MB of %s is refused, and nobody else notices",
  async (_, content) => {
    const file = deflatedPdf([content()]);
    expect(file.length).toBeLessThan(1_000_000);
    const state = { isOver: false };
    const refused = put(file).finally(() => (state.isOver = true));
    const threads = createThreadStore({ ...endpoint(), timeoutMs: 20_000 });
    const token = await deployment.signer.sign({ sub: "guest:other", kind: "guest", plan: "guest" }, 300);
    let answers = 0;
    while (!state.isOver) {
      await deployment.run("attachments:sweep", {});
      await threads.threads({ cursor: null, limit: 5 }, { token });
      answers += 1;
    }
    expect(await refused).toMatchObject({ ok: false, refusal: { scope: "attachment.text" } });
    expect(answers).toBeGreaterThan(0);
    expect(await filesLeft()).toBe(0);
  },
  120_000,
);

it("a long PDF is read to the end of its bounds", async () => {
  const page = (n: number) => Buffer.from(`BT /F1 4 Tf (Page ${n} of the list) Tj ET`);
  expect(await put(deflatedPdf(Array.from({ length: 60 }, (_, n) => page(n + 1))))).toMatchObject({ ok: true });
}, 120_000);
