import type { Exchange, Handler } from "../http/exchange.ts";
import { HttpError } from "../http/http-error.ts";
import { readBody, readJsonObject } from "../http/read-body.ts";
import { ImportError } from "./import-request.ts";

const MAX_PART_BYTES = 256 * 1024 * 1024;
const MAX_BODY_BYTES = 1024 * 1024;
const ARCHIVE_PREFIX = "/api/export/zip/";

/** The endpoints of `npx convex export` and `npx convex import`. */
export const TRANSFER_ROUTES: Readonly<Record<string, Handler>> = {
  "POST /api/export/request/zip": admin(async ({ engine, url }) => {
    await engine.transfers.export({ includeStorage: url.searchParams.get("includeStorage") === "true" });
    return null;
  }),

  "POST /api/import/start_upload": admin(async ({ engine }) => ({ uploadToken: engine.transfers.startUpload() })),

  "POST /api/import/upload_part": admin(async ({ engine, request, url }) => {
    const partNumber = Number(url.searchParams.get("partNumber"));
    const content = await readBody(request, MAX_PART_BYTES);
    if (!engine.transfers.addPart(url.searchParams.get("uploadToken") ?? "", partNumber, content)) {
      throw new HttpError(400, "BadUpload", "The upload is unknown or too large");
    }
    return partNumber;
  }),

  "POST /api/import/finish_upload": admin(async ({ engine, request }) => {
    const { import: options, uploadToken } = await readJsonObject(request, MAX_BODY_BYTES);
    if (typeof options !== "object" || options === null) throw new HttpError(400, "BadUpload", "`import` is missing");
    return { importId: await engine.transfers.finishUpload(String(uploadToken), { ...options }) };
  }),

  "POST /api/perform_import": admin(async ({ engine, request }) => {
    const { importId } = await readJsonObject(request, MAX_BODY_BYTES);
    await engine.transfers.perform(String(importId));
    return null;
  }),
};

/** `GET /api/export/zip/<timestamp>` */
export const downloadArchive: Handler = async (exchange) => {
  await exchange.requireAdmin({});
  const timestamp = exchange.url.pathname.slice(ARCHIVE_PREFIX.length);
  const content = exchange.engine.transfers.archiveOf(timestamp);
  if (!content) throw new HttpError(404, "ExportNotFound", "This export has expired: export again");
  exchange.response.writeHead(200, {
    "content-type": "application/zip",
    "content-length": String(content.length),
    "content-disposition": `attachment; filename=snapshot_${timestamp}.zip`,
  });
  exchange.response.end(content);
};

function admin(handle: (exchange: Exchange) => Promise<unknown>): Handler {
  return async (exchange) => {
    await exchange.requireAdmin({});
    try {
      exchange.json(await handle(exchange));
    } catch (error) {
      if (!(error instanceof ImportError)) throw error;
      throw new HttpError(400, "ImportFailed", error.message);
    }
  };
}
