import { gzipSync } from "node:zlib";
import type { ErrorCode } from "@sendcat/shared-types";

/** A request that a stock client would not send, as bytes. */
export interface OddRequest {
  readonly title: string;
  readonly bytes: Buffer;
  readonly status: number;
  /** Null where a route answers. */
  readonly code: ErrorCode | null;
  /** The status where Next answers otherwise than the gateway: it takes one slash for several, and has pages. */
  readonly onNext?: number;
}

type Expected = Omit<OddRequest, "title" | "bytes">;

const CLOSE = "connection: close\r\n";
const HOST = `host: sendcat.test\r\n${CLOSE}`;
const JSON_TYPE = "content-type: application/json\r\n";
/** More than any route but the one for attachments takes. */
const LARGE = 1_500_000;

const FINE: Expected = { status: 200, code: null };
const BAD: Expected = { status: 400, code: "invalid_request" };
const METHOD: Expected = { status: 405, code: "method_not_allowed" };
const MEDIA: Expected = { status: 415, code: "unsupported_media_type" };
const TOO_LARGE: Expected = { status: 413, code: "payload_too_large" };
const TOO_LONG: Expected = { status: 431, code: "invalid_request" };
const NOWHERE: Expected = { status: 404, code: "not_found" };

const row = (title: string, text: string | Buffer, expected: Expected): OddRequest => ({
  title,
  bytes: typeof text === "string" ? Buffer.from(text, "latin1") : text,
  ...expected,
});

/** A request without a body. */
const ask = (title: string, line: string, expected: Expected, headers = HOST): OddRequest =>
  row(title, `${line} HTTP/1.1\r\n${headers}\r\n`, expected);

/** A body for a route that takes JSON and needs no token. */
function post(
  title: string,
  body: string | Buffer,
  expected: Expected,
  { headers = JSON_TYPE, path = "/api/session" } = {},
): OddRequest {
  const bytes = Buffer.from(body);
  const head = `POST ${path} HTTP/1.1\r\n${HOST}${headers}content-length: ${bytes.length}\r\n\r\n`;
  return row(title, Buffer.concat([Buffer.from(head, "latin1"), bytes]), expected);
}

/** The same with these headers about its length. */
const framed = (title: string, headers: string, body: string, expected: Expected): OddRequest =>
  row(title, `POST /api/session HTTP/1.1\r\n${HOST}${JSON_TYPE}${headers}\r\n${body}`, expected);

const chunked = "transfer-encoding: chunked\r\n";
const webSocket = "upgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
const upgrade = `host: sendcat.test\r\nconnection: upgrade, close\r\n${webSocket}`;

const METHODS: readonly OddRequest[] = [
  ask("a WebSocket", "GET /api/health", FINE, upgrade),
  ask("a WebSocket for a page", "GET /t/a-thread", { ...NOWHERE, onNext: 404 }, upgrade),
  ask("HTTP/2 without TLS", "GET /api/health", FINE, `${HOST}upgrade: h2c\r\nhttp2-settings: AAMAAABk\r\n`),
  row(
    "bytes that are no HTTP after a request",
    "GET /api/health HTTP/1.1\r\nhost: sendcat.test\r\n\r\n\x16\x03\x01\r\n\r\n",
    FINE,
  ),
  row("HTTP/2 at once", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", BAD),
  row("TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", BAD),
  ask("CONNECT", "CONNECT elsewhere.test:443", METHOD, "host: elsewhere.test:443\r\n"),
  ask("TRACE", "TRACE /api/health", METHOD),
  ask("PROPFIND", "PROPFIND /api/health", METHOD),
  ask("a method that HTTP does not have", "FOO /api/health", BAD),
  ask("a method in small letters", "get /api/health", BAD),
  ask("OPTIONS of the whole server", "OPTIONS *", { status: 204, code: null }),
];

const TARGETS: readonly OddRequest[] = [
  ask("an absolute target", "GET http://sendcat.test/api/health", FINE),
  ask("an absolute target of another host", "GET http://elsewhere.test/api/health", FINE),
  ask("an absolute target that is not HTTP", "GET ftp://sendcat.test/api/health", BAD),
  ask("a target without a slash", "GET api/health", BAD),
  ask("the target *", "GET *", BAD),
  ...[
    "/api/%zz",
    "/api/chat/%zz/stream",
    "/t/%E0%A4%A",
    "/s/%",
    "/sign-in/%ff",
    "/%",
    "/_next/%zz",
    "/api/%00",
    "/t/%00",
  ].map((path) => ask(`the path ${path}`, `GET ${path}`, BAD)),
  ask("search parameters that are not percent-encoded", "GET /api/health?%zz=%", FINE),
  ask("a null byte", "GET /api/\0health", BAD),
  ask("bytes that are not ASCII", "GET /api/\xff\xfe", BAD),
  ask("two slashes", "GET //api/health", { ...NOWHERE, onNext: 308 }),
  ask("two slashes and a host", "GET //elsewhere.test/api/health", { ...NOWHERE, onNext: 308 }),
  ask("two slashes inside", "GET /api//health", { ...NOWHERE, onNext: 308 }),
  ask("a slash at the end", "GET /api/health/", { ...NOWHERE, onNext: 308 }),
  ask("dots", "GET /../api/health", FINE),
  ask("dots inside", "GET /api/./health", FINE),
  ask("a slash in percent-encoding", "GET /api/nothing%2fhealth", NOWHERE),
  ask("a target of 10,000 bytes", `GET /api/health?${"a".repeat(10_000)}`, FINE),
  ask("a target of 20,000 bytes", `GET /api/health?${"a".repeat(20_000)}`, TOO_LONG),
];

const HEADERS: readonly OddRequest[] = [
  ask("no Host", "GET /api/health", BAD, CLOSE),
  ask("an empty Host", "GET /api/health", BAD, `host:\r\n${CLOSE}`),
  ...["a b<>", "[::1", "a/b?c#d@e", "x:99999999", "a:99999", "[:::::]", "1.2.3.4.5", "999.999.999.999"].map((host) =>
    ask(`the Host ${host}`, "GET /api/health", BAD, `host: ${host}\r\n${CLOSE}`),
  ),
  ask("two Hosts", "GET /api/health", BAD, `host: sendcat.test\r\nhost: elsewhere.test\r\n${CLOSE}`),
  row("HTTP/1.0 without a Host", "GET /api/health HTTP/1.0\r\n\r\n", FINE),
  row("HTTP/9.9", `GET /api/health HTTP/9.9\r\n${HOST}\r\n`, BAD),
  ask("a header of 20,000 bytes", "GET /api/health", TOO_LONG, `${HOST}x-long: ${"a".repeat(20_000)}\r\n`),
  ask("bytes above ASCII in a header", "GET /api/health", FINE, `${HOST}user-agent: \xff\xfe\r\n`),
  ask("a null byte in a header", "GET /api/health", BAD, `${HOST}x-a: a\0b\r\n`),
  ask("a header over two lines", "GET /api/health", BAD, `${HOST}x-a: a\r\n b\r\n`),
  ask("a blank before the colon", "GET /api/health", BAD, "host : sendcat.test\r\n"),
  row("lines that end in LF alone", "GET /api/health HTTP/1.1\nhost: sendcat.test\n\n", BAD),
];

const LENGTHS: readonly OddRequest[] = [
  framed("a chunked body with trailers", `${chunked}trailer: x-t\r\n`, "2\r\n{}\r\n0\r\nx-t: 1\r\n\r\n", FINE),
  framed("a chunk that has no length", chunked, "zz\r\n{}\r\n0\r\n\r\n", BAD),
  framed("a length and chunks", `content-length: 4\r\n${chunked}`, "2\r\n{}\r\n0\r\n\r\n", BAD),
  framed("two lengths", "content-length: 2\r\ncontent-length: 3\r\n", "{}", BAD),
  framed("a negative length", "content-length: -1\r\n", "{}", BAD),
  framed("compressed chunks", "transfer-encoding: gzip, chunked\r\n", "2\r\n{}\r\n0\r\n\r\n", BAD),
  framed("an expectation that HTTP does not have", "expect: 200-ok\r\ncontent-length: 2\r\n", "{}", FINE),
  row(
    "a large body that waits to be sent",
    `POST /api/chat HTTP/1.1\r\n${HOST}${JSON_TYPE}expect: 100-continue\r\ncontent-length: 9000000\r\n\r\n`,
    TOO_LARGE,
  ),
  post("a large body", "x".repeat(LARGE), TOO_LARGE, { path: "/api/chat" }),
  framed("a large chunked body", chunked, `${LARGE.toString(16)}\r\n${"x".repeat(LARGE)}\r\n0\r\n\r\n`, TOO_LARGE),
  post("a large body for a path that is not there", "x".repeat(LARGE), TOO_LARGE, { path: "/api/nothing" }),
  row(
    "a large body with GET",
    `GET /api/health HTTP/1.1\r\n${HOST}content-length: ${LARGE}\r\n\r\n${"x".repeat(LARGE)}`,
    TOO_LARGE,
  ),
  ...["/api/chat", "/api/attachments", "/api/nothing", "/t/a-thread"].map((path) =>
    row(
      `a huge body for ${path} of which only the start comes`,
      `POST ${path} HTTP/1.1\r\n${HOST}${JSON_TYPE}content-length: 900000000\r\n\r\n{`,
      TOO_LARGE,
    ),
  ),
  framed("large chunks that never end", chunked, `${LARGE.toString(16)}\r\n${"x".repeat(LARGE)}\r\n`, TOO_LARGE),
];

const BODIES: readonly OddRequest[] = [
  post("no content type", "{}", MEDIA, { headers: "" }),
  post("an empty content type", "{}", MEDIA, { headers: "content-type:\r\n" }),
  post("two content types", "{}", MEDIA, { headers: JSON_TYPE + JSON_TYPE }),
  post("JSON in Latin-1", "{}", MEDIA, { headers: "content-type: application/json; charset=iso-8859-1\r\n" }),
  post("JSON in UTF-16", Buffer.from("{}", "utf16le"), MEDIA, {
    headers: "content-type: application/json; charset=utf-16\r\n",
  }),
  post("JSON in UTF-8, said so", "{}", FINE, { headers: 'content-type: application/json; charset="UTF-8"\r\n' }),
  post("a byte order mark", "\ufeff{}", FINE),
  post("bytes that are not UTF-8", Buffer.from([0x22, 0xff, 0x22]), BAD),
  post("a null byte for JSON", "\0", BAD),
  post("an empty body", "", BAD),
  post("a compressed body", gzipSync("{}"), MEDIA, { headers: `${JSON_TYPE}content-encoding: gzip\r\n` }),
  post("a body that is not compressed, said so", "{}", FINE, { headers: `${JSON_TYPE}content-encoding: identity\r\n` }),
];

/** What strangers, old clients and broken proxies send. */
export const ODD_REQUESTS: readonly OddRequest[] = [...METHODS, ...TARGETS, ...HEADERS, ...LENGTHS, ...BODIES];
