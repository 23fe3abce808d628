import { modelTools, utf8Bytes, type QuotaRoute, type RouteOutcome, type TurnProgress } from "@sendcat/shared-types";
import { LiveTurn } from "../live/live-turn.ts";
import { pricesOf } from "./budget/amounts-to-reserve.ts";
import { stepCover } from "./budget/step-cover.ts";
import type { Prompt } from "./compose/compose-prompt.ts";
import { dispatch } from "./dispatch/dispatch.ts";
import type { Step } from "./dispatch/step.ts";
import { toolLoop } from "./dispatch/tool-loop.ts";
import { AnswerExtras } from "./emit/answer-extras.ts";
import { Checkpointer } from "./emit/checkpointer.ts";
import { emit } from "./emit/emit.ts";
import { finish } from "./finish/finish.ts";
import { outcomeOfSteps } from "./finish/outcome-of-steps.ts";
import { storeLater } from "./finish/store-later.ts";
import type { TurnOutcome } from "./finish/turn-outcome.ts";
import type { RunTurnOptions } from "./run-turn-options.ts";

export interface RunningTurn {
  readonly turn: LiveTurn;
  /** Resolves once the answer has begun, or the turn has ended without one. */
  readonly begun: Promise<void>;
  /** Resolves when everything is settled and stored. Never rejects. */
  readonly done: Promise<void>;
}

type Cut = NonNullable<TurnOutcome["cutBy"]>;

/** Runs a turn from the model call to the settlement, whether or not a reader is connected. */
export function runTurn(options: RunTurnOptions): RunningTurn {
  const { ports, policy, turns, turnId, threadId, messageId, model } = options;
  const startedAtMs = ports.now();
  const abort = new AbortController();
  let cutBy: Cut | null = null;
  let progress: TurnProgress | null = null;
  const cut = (by: Cut) => {
    cutBy ??= by;
    abort.abort();
  };

  const turn: LiveTurn = new LiveTurn({
    turnId,
    owner: options.principal,
    messageId,
    metadata: { turnId, threadId, model: model.name, createdAtMs: startedAtMs },
    onStop: () => cut("stopped"),
    onDetach: () => checkpointer.detached(),
    onFollow: () => checkpointer.followed(),
    onHandOver: () => cut("handed-over"),
  });
  const checkpointer = new Checkpointer({
    turn,
    store: ports.turnStore,
    progress: () => progress,
    policy: policy.checkpoint,
    running: () => turns.size,
    onLost: () => cut("lost"),
    onFault: (fault) =>
      ports.record({ event: "fault", requestId: options.requestId, where: "checkpoint", message: String(fault) }),
  });
  const extras = new AnswerExtras({
    turnId,
    ownerId: options.principal.userId,
    attachments: ports.attachments,
    imageOrigins: policy.tools.imageOrigins,
    show: (part) => turn.appendWhole({ kind: "extra", part }),
    say: (text) => turn.append([{ type: "text-delta", text }]),
    onFault: (fault) =>
      ports.record({ event: "fault", requestId: options.requestId, where: "picture", message: String(fault) }),
  });
  turns.set(turnId, turn);
  const overlong = setTimeout(() => cut("overlong"), policy.maxTurnMs);
  if (options.isEnding) turn.handOver();

  let hasBegun: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    hasBegun = resolve;
  });

  /** The id of the route that answers this turn; a failover changes it. */
  let currentRoute = options.reservation.route;
  let firstTokenMs: number | null = null;

  const { offered } = policy.tools;
  const tools = offered.length > 0 ? modelTools(offered) : [];

  /** One model call, streamed to the readers. */
  async function callModel(prompt: Prompt, mayCallTools: boolean): Promise<Step> {
    const { signal } = abort;
    const dispatched = await dispatch({
      model: ports.model,
      prompt,
      tools,
      mayCallTools,
      policy,
      user: options.pseudonym,
      providerData: policy.plans[options.principal.plan].providerData,
      signal,
      route: currentRoute,
      pricesOf: (route) => pricesOf(ports.prices, route),
      reroute,
    });
    currentRoute = dispatched.route.id;
    if (!dispatched.ok) {
      const { refusal } = dispatched;
      const emitted = { usage: null, reason: "error", toolCalls: [], reasoningFields: null, refusal } as const;
      return { prompt, dispatched, text: "", hasPicture: false, answerBytes: 0, emitted };
    }
    firstTokenMs ??= ports.now() - startedAtMs;
    progress = { route: dispatched.route.id, generationId: dispatched.generationId() };
    hasBegun();
    const from = turn.segments.length;
    const emitted = await emit({ dispatched, turn, extras, policy, signal, now: ports.now });
    const added = turn.segments.slice(from);
    const written = added.flatMap((segment) => ("text" in segment ? [segment] : []));
    const said = [...written.map(({ text }) => text), ...emitted.toolCalls.map(({ name, input }) => name + input)];
    const text = written.flatMap(({ kind, text }) => (kind === "text" ? text : [])).join("");
    const hasPicture = added.some((segment) => segment.kind === "extra" && segment.part.type === "file");
    return { prompt, dispatched, emitted, text, hasPicture, answerBytes: utf8Bytes(said.join("")) };
  }

  async function answer(): Promise<TurnOutcome> {
    const steps = await toolLoop({
      prompt: options.prompt,
      hasTools: tools.length > 0,
      policy: policy.tools,
      call: callModel,
      covers: stepCover({ prices: ports.prices, reservation: options.reservation, policy: policy.tools }),
      context: {
        flights: options.flights,
        queue: ports.toolQueue,
        policy: policy.tools,
        plan: options.principal.plan,
        turnId,
        requestId: options.requestId,
        signal: abort.signal,
        show: (segment) => turn.appendWhole(segment),
        onFault: (where, fault) =>
          ports.record({ event: "fault", requestId: options.requestId, where, message: String(fault) }),
      },
    });
    const outcome = outcomeOfSteps(steps, {
      pricesOf: (route) => pricesOf(ports.prices, route),
      heldMicroUsd: options.reservation.costMicroUsd,
    });
    return { ...outcome, cutBy, firstTokenMs, totalMs: ports.now() - startedAtMs };
  }

  async function reroute(failed: RouteOutcome, to: readonly [QuotaRoute, ...QuotaRoute[]]): Promise<string | null> {
    const { reservation } = options;
    const moved = await ports.quota.reroute({ reservation, nowMs: ports.now(), failed, to });
    return moved.ok ? moved.route : null;
  }

  async function run(): Promise<void> {
    let outcome: TurnOutcome | null = null;
    try {
      outcome = await answer();
    } catch (fault) {
      ports.record({ event: "fault", requestId: options.requestId, where: "turn", message: String(fault) });
    }
    clearTimeout(overlong);
    await checkpointer.close();
    const unstored = await finish({ ...options, turn, outcome, checkpoints: checkpointer.calls });
    hasBegun();
    // Until it is stored, this process serves the answer.
    if (unstored) await storeLater(ports.turnStore, unstored, policy.checkpoint.maxMs);
    turns.delete(turnId);
  }

  return { turn, begun, done: run() };
}
