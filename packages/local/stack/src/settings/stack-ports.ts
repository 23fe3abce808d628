import { StackError } from "../stack/stack-error.ts";

/** The port of each part on 127.0.0.1. All move together with `SENDCAT_PORT_BASE`. */
export interface StackPorts {
  /** Where browsers go: the web app, or the front before it. */
  readonly web: number;
  /** The web app behind a front. */
  readonly app: number;
  /** The firewall's API of a front like Vercel's. */
  readonly firewall: number;
  readonly convex: number;
  readonly convexSite: number;
  readonly redisRest: number;
  readonly redis: number;
  readonly openRouter: number;
  readonly fireworks: number;
  readonly stream: number;
  readonly search: number;
  readonly mail: number;
  readonly payments: number;
  readonly signIn: number;
}

export const DEFAULT_PORT_BASE = 3000;
const HIGHEST_OFFSET = 300;
export const PORT_BASE_LIMITS = { from: 1_024, to: 65_535 - HIGHEST_OFFSET };

/** Throws a StackError when not all ports from `base` are below 65536. */
export function stackPorts(base: number): StackPorts {
  const { from, to } = PORT_BASE_LIMITS;
  if (!Number.isInteger(base) || base < from || base > to) {
    throw new StackError(`SENDCAT_PORT_BASE must be a whole number from ${from} to ${to}.`);
  }
  return {
    web: base,
    app: base + 200,
    firewall: base + 201,
    convex: base + 210,
    convexSite: base + 211,
    redisRest: base + 240,
    redis: base + 241,
    openRouter: base + 250,
    fireworks: base + 251,
    stream: base + 260,
    search: base + 270,
    mail: base + 280,
    payments: base + 290,
    signIn: base + HIGHEST_OFFSET,
  };
}
