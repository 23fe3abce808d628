import { z } from "zod";
import { MESSAGE_STATUSES } from "../chat/message-status.ts";
import { controlChangeSchema } from "../operations/control-change-schema.ts";
import { WEBHOOK_OUTCOMES } from "../ports/webhooks.ts";

/** Where a change has nothing else to say. */
export const doneSchema = z.object({ ok: z.literal(true) });

/** Answer of `POST /api/chat/{turnId}/stop`. `stopping`: its worker has been asked; else how the turn had already ended. */
export const stopAnswerSchema = z.object({
  turnId: z.string(),
  status: z
    .enum(["stopping", ...MESSAGE_STATUSES])
    .meta({ "x-open": true })
    .catch("failed"),
});

/** Answer of `POST /api/webhooks/{source}`: the delivery is stored, or need not be. */
export const webhookAnswerSchema = z.object({ outcome: z.enum([...WEBHOOK_OUTCOMES, "ignored"]) });

/** Answer of `GET /api/health`. */
export const healthSchema = z.object({ status: z.literal("ok"), openTurns: z.number() });

/** Answer of `POST /api/ops/controls`. */
export const controlAnswerSchema = z.object({ changed: controlChangeSchema });

/** A JSON Web Key Set (RFC 7517) of public keys. */
export const jwksSchema = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });

/** An OpenAPI document. */
export const openApiSchema = z.looseObject({ openapi: z.string(), info: z.looseObject({ version: z.string() }) });
