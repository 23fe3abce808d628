import { z } from "zod";

/** Ids that a client makes (thread, message, turn): unguessable when made by crypto.randomUUID, safe in URLs and Redis keys. */
export const clientIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,64}$/, "must be 16 to 64 letters, digits, '-' or '_'");
