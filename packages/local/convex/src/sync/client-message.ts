import type { EncodedObject } from "../values/encoded-value.ts";
import { isEncodedObject } from "../values/is-encoded-object.ts";

export type QueryModification =
  | {
      readonly type: "Add";
      readonly queryId: number;
      readonly udfPath: string;
      readonly args: EncodedObject;
      readonly journal: string | null;
      readonly componentPath: string;
    }
  | { readonly type: "Remove"; readonly queryId: number };

/** The messages that a client of the sync protocol may send. */
export type ClientMessage =
  | { readonly type: "Connect"; readonly sessionId: string; readonly maxObservedTimestamp: string | null }
  | {
      readonly type: "ModifyQuerySet";
      readonly baseVersion: number;
      readonly newVersion: number;
      readonly modifications: readonly QueryModification[];
    }
  | {
      readonly type: "Mutation" | "Action";
      readonly requestId: number;
      readonly udfPath: string;
      readonly args: EncodedObject;
      readonly componentPath: string;
    }
  | {
      readonly type: "Authenticate";
      readonly baseVersion: number;
      readonly tokenType: "None" | "User" | "Admin";
      readonly value: string;
      readonly impersonating: EncodedObject | null;
    }
  | { readonly type: "Event" };

/** @throws SyntaxError or TypeError for anything else */
export function parseClientMessage(text: string): ClientMessage {
  const message: unknown = JSON.parse(text);
  if (!isRecord(message)) throw new TypeError("a message must be an object");
  switch (message.type) {
    case "Connect":
      return {
        type: "Connect",
        sessionId: textOf(message.sessionId, "sessionId"),
        maxObservedTimestamp: typeof message.maxObservedTimestamp === "string" ? message.maxObservedTimestamp : null,
      };
    case "ModifyQuerySet":
      return {
        type: "ModifyQuerySet",
        baseVersion: numberOf(message.baseVersion, "baseVersion"),
        newVersion: numberOf(message.newVersion, "newVersion"),
        modifications: listOf(message.modifications, "modifications").map(parseModification),
      };
    case "Mutation":
    case "Action":
      return {
        type: message.type,
        requestId: numberOf(message.requestId, "requestId"),
        udfPath: textOf(message.udfPath, "udfPath"),
        args: argsOf(message.args),
        componentPath: typeof message.componentPath === "string" ? message.componentPath : "",
      };
    case "Authenticate":
      return parseAuthenticate(message);
    case "Event":
      return { type: "Event" };
    default:
      throw new TypeError(`unknown message type ${JSON.stringify(message.type)}`);
  }
}

function parseAuthenticate(message: Record<string, unknown>): ClientMessage {
  const { tokenType } = message;
  if (tokenType !== "None" && tokenType !== "User" && tokenType !== "Admin") {
    throw new TypeError(`unknown token type ${JSON.stringify(tokenType)}`);
  }
  const actingAs = message.impersonating ?? message.actingAs;
  return {
    type: "Authenticate",
    baseVersion: numberOf(message.baseVersion, "baseVersion"),
    tokenType,
    value: tokenType === "None" ? "" : textOf(message.value, "value"),
    impersonating: isEncodedObject(actingAs) ? actingAs : null,
  };
}

function parseModification(value: unknown): QueryModification {
  if (!isRecord(value)) throw new TypeError("a modification must be an object");
  const queryId = numberOf(value.queryId, "queryId");
  if (value.type === "Remove") return { type: "Remove", queryId };
  if (value.type !== "Add") throw new TypeError("a modification must be Add or Remove");
  return {
    type: "Add",
    queryId,
    udfPath: textOf(value.udfPath, "udfPath"),
    args: argsOf(value.args),
    journal: typeof value.journal === "string" ? value.journal : null,
    componentPath: typeof value.componentPath === "string" ? value.componentPath : "",
  };
}

function argsOf(value: unknown): EncodedObject {
  const first: unknown = listOf(value, "args")[0] ?? {};
  if (!isEncodedObject(first)) throw new TypeError("args must hold one object");
  return first;
}

function listOf(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`${name} must be a list`);
  return value;
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== "string") throw new TypeError(`${name} must be text`);
  return value;
}

function numberOf(value: unknown, name: string): number {
  if (typeof value !== "number") throw new TypeError(`${name} must be a number`);
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
