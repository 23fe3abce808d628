import { randomUUID } from "node:crypto";
import { deflateSync } from "node:zlib";
import { attachmentViewSchema } from "@sendcat/shared-types";
import { expect } from "vitest";
import { FAST, postChat, turnOf } from "../api/chat.ts";
import type { Attempt } from "./attempt.ts";
import { newAccount, newGuest, send, type Person, type Reply, type Target } from "./target.ts";

const SCRIPT = "<script>alert(document.domain)</script>";
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));
const GIF = "GIF89a\x01\x00\x01\x00\x00\x00\x00;";

const upload = async (person: Person, body: Uint8Array, headers: Record<string, string> = {}): Promise<Reply> =>
  await send(person, "/api/attachments", {
    token: person.token,
    from: person.from,
    headers: { "content-type": "image/gif", ...headers },
    body,
  });

const viewOf = (reply: Reply) => attachmentViewSchema.parse(JSON.parse(reply.text));

/** A PDF whose one page has a content stream that inflates to this many bytes. */
function pdfBomb(inflatedBytes: number): Uint8Array {
  const packed = deflateSync(Buffer.alloc(inflatedBytes, "(a) Tj "));
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << >> >>",
    `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n${packed.toString("latin1")}\nendstream`,
  ];
  const body = objects.map((object, n) => `${n + 1} 0 obj\n${object}\nendobj\n`).join("");
  return bytesOf(`%PDF-1.4\n${body}trailer << /Root 1 0 R /Size 5 >>\n%%EOF`);
}

export const FILE_ATTEMPTS: readonly Attempt[] = [
  {
    title: "files that are a page or a program, whatever they say they are",
    async run(target) {
      const account = await newAccount(target);
      for (const text of [
        SCRIPT,
        `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`,
        `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>`,
        "MZ\x90\x00",
        "PK\x03\x04",
        "#!/bin/sh\n",
        "BM\x00\x00",
        "\x00\x00\x01\x00",
        "II*\x00",
      ])
        for (const type of ["image/gif", "image/png", "application/pdf"])
          expect([text.slice(0, 12), (await upload(account, bytesOf(text), { "content-type": type })).status]).toEqual([
            text.slice(0, 12),
            415,
          ]);
    },
  },
  {
    title: "a picture that is also a page, asked for by its address",
    async run(target) {
      const account = await newAccount(target);
      const made = await upload(account, bytesOf(`${GIF}${SCRIPT}`), {
        "content-type": "text/html",
        "x-file-name": "a.html",
      });
      if (made.status !== 200) return void expect(made.status).toBeOneOf([403, 415]);
      const { url, mediaType } = viewOf(made);
      expect(mediaType).toBe("image/gif");
      const served = await fetch(url ?? expect.fail("no address"));
      expect(served.headers.get("content-type")).toBe("image/gif");
      await served.arrayBuffer();
    },
  },
  {
    title: "a name that leaves its folder, breaks a header or is a page",
    async run(target) {
      const account = await newAccount(target);
      for (const name of [
        "../../etc/passwd",
        "a\r\nset-cookie: x=1",
        SCRIPT,
        "\u202egnp.exe",
        "%",
        "a".repeat(5_000),
        "C:\\x\\y.gif",
        "\u0000",
      ]) {
        const encoded = name === "%" ? name : encodeURIComponent(name);
        const reply = await upload(account, bytesOf(GIF), { "x-file-name": encoded });
        if (reply.status === 429) break;
        expect(reply.status, name).toBeOneOf([200, 494, 431, 409, 403]);
        if (reply.status !== 200) continue;
        const shown = viewOf(reply).name;
        for (const char of ["/", "\\", "\r", "\n", "\0"]) expect(shown).not.toContain(char);
        expect(shown.length).toBeLessThanOrEqual(120);
      }
    },
  },
  {
    title: "a guest's upload, one that is too large for the plan, and one of no bytes",
    async run(target) {
      expect((await upload(await newGuest(target), bytesOf(GIF))).status).toBe(403);
      const account = await newAccount(target);
      expect((await upload(account, new Uint8Array(2_000_001).fill(71))).status).toBe(413);
      const large = await fetch(`${target.web}/api/attachments`, {
        method: "POST",
        headers: { "content-type": "image/gif", authorization: `Bearer ${account.token}` },
        body: new Blob([GIF, new Uint8Array(2_100_000)]).stream(),
        // safe because Node requires it for a stream
        ...({ duplex: "half" } as object),
      });
      expect(large.status).toBe(413);
      expect((await upload(account, new Uint8Array(0))).status).toBe(400);
    },
  },
  {
    title: "a small PDF that inflates to 200 MB, while others upload and read",
    async run(target) {
      const [thief, other] = [await newAccount(target), await newAccount(target)];
      const bomb = upload(thief, pdfBomb(200_000_000), { "content-type": "application/pdf" });
      const during = await Promise.all([
        upload(other, bytesOf(GIF)),
        send(target, "/api/threads", { token: other.token }),
      ]);
      expect(during.map(({ status }) => status)).toEqual([200, 200]);
      expect((await bomb).status).toBeOneOf([400, 413, 415]);
    },
  },
  {
    title: "another user's file in one's own message, one file in two messages, and more files than may wait",
    async run(target) {
      const [owner, thief] = [await newAccount(target), await newAccount(target)];
      const { id } = viewOf(await upload(owner, bytesOf(GIF)));
      const turn = turnOf(`${FAST} What is in this picture?`);
      const withFile = (attachments: string[]) => ({
        ...turn,
        turnId: randomUUID(),
        pictures: 1,
        message: { ...turn.message, id: randomUUID(), attachments },
      });
      const ask = async (person: Person, ids: string[]): Promise<number> => {
        const response = await postChat(person, withFile(ids), { "x-simulated-address": person.from });
        await response.text();
        return response.status;
      };
      expect(await ask(thief, [id])).toBe(404);
      expect(await ask(owner, [id])).toBe(200);
      expect(await ask(owner, [id])).toBe(404);
      const waiting: number[] = [];
      for (let n = 0; n < 14; n++) waiting.push((await upload(thief, bytesOf(`${GIF}${n}`))).status);
      expect(waiting.filter((status) => status === 200)).toHaveLength(12);
    },
  },
  {
    title: "another machine's files through the picture proxy",
    async run(target: Target) {
      const hidden = [
        "http://127.0.0.1:6379/",
        "http://localhost/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0x7f000001/",
        "http://2130706433/",
        "https://evil.example.net/a.png",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "gopher://127.0.0.1/",
        "//evil.example.net/a.png",
        "/api/config",
        `${target.web}/api/config`,
        `${target.convex.url}/data`,
        "https://i.ebayimg.com@127.0.0.1/a.png",
        "https://i.ebayimg.com.evil.example.net/a.png",
        "https://i.ebayimg.com:8080/a.png",
        "http://i.ebayimg.com/a.png",
        "https://user:pass@i.ebayimg.com/a.png",
        "javascript:alert(1)",
        "",
      ];
      for (const url of hidden)
        expect([url, (await send(target, `/image?u=${encodeURIComponent(url)}`)).status]).toEqual([url, 404]);
      expect((await send(target, "/image")).status).toBe(404);
    },
  },
  {
    title: "an upload of which a host would keep the first part",
    async run(target) {
      const account = await newAccount(target);
      const response = await fetch(`${target.stream ?? expect.fail("no streaming host")}/api/attachments`, {
        method: "POST",
        headers: { "content-type": "image/gif", authorization: `Bearer ${account.token}` },
        body: new Blob([GIF, new Uint8Array(5_000_000)]).stream(),
        // safe because Node requires it for a stream
        ...({ duplex: "half" } as object),
      }).catch(() => null);
      // The host may close the connection before the whole body has come.
      expect(response?.status ?? 413).toBe(413);
    },
  },
];
