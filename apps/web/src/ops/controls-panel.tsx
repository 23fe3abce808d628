"use client";

import { LIMIT_NAMES, type ControlChange, type LimitName, type OperationsSnapshot } from "@sendcat/shared-types";
import { useState, type FormEvent } from "react";

type OnChange = (change: ControlChange) => Promise<void>;

const LIMITS: Readonly<Record<LimitName, { readonly label: string; readonly unit: string; readonly scale: number }>> = {
  maxInFlight: { label: "Streams at a time", unit: "", scale: 1 },
  turnsPerSecond: { label: "Turns a second", unit: "", scale: 1 },
  openrouterChat: { label: "Calls to OpenRouter at a time", unit: "", scale: 1 },
  fireworksChat: { label: "Calls to Fireworks at a time", unit: "", scale: 1 },
  spendPerDayMicroUsd: { label: "Spend a day, up to the policy's cap", unit: "USD", scale: 1e6 },
};

/** Every change applies to all hosts from their next admission on, and is logged in the trail below. */
export function ControlsPanel({ snapshot, onChange }: { snapshot: OperationsSnapshot; onChange: OnChange }) {
  const { controls } = snapshot;
  return (
    <section aria-labelledby="controls" className="bg-surface border-line mt-4 rounded-2xl border p-4">
      <h2 id="controls" className="text-sm font-semibold">
        Controls
      </h2>
      <div className="mt-3 grid gap-3 sm:grid-cols-2">
        <Switch
          isOn={controls.kill}
          name="Kill switch"
          says={controls.kill ? "No new turn is admitted. Running answers continue." : "Turns are admitted."}
          verb={{ on: "Stop new turns", off: "Admit turns again" }}
          onToggle={(on) => onChange({ action: "kill", on })}
        />
        <Switch
          isOn={controls.drain}
          name="Drain"
          says={controls.drain ? "No new turn is admitted, and readiness is 503." : "Load balancers send traffic here."}
          verb={{ on: "Drain this deployment", off: "Take traffic again" }}
          onToggle={(on) => onChange({ action: "drain", on })}
        />
      </div>
      <div className="mt-4 grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {LIMIT_NAMES.map((limit) => (
          <LimitField key={limit} limit={limit} value={controls.limits[limit] ?? null} onChange={onChange} />
        ))}
      </div>
    </section>
  );
}

interface SwitchProps {
  readonly isOn: boolean;
  readonly name: string;
  readonly says: string;
  readonly verb: { readonly on: string; readonly off: string };
  readonly onToggle: (on: boolean) => Promise<void>;
}

/** Switching on asks for confirmation, so that a wrong click does not stop the service. */
function Switch({ isOn, name, says, verb, onToggle }: SwitchProps) {
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const toggle = async (): Promise<void> => {
    setBusy(true);
    await onToggle(!isOn);
    setBusy(false);
    setAsking(false);
  };
  return (
    <div
      className={`rounded-xl border px-4 py-3 ${isOn ? "bg-warn-soft border-warn-line text-warn-ink" : "border-line"}`}
    >
      <h3 className="font-semibold">
        {name}: {isOn ? "on" : "off"}
      </h3>
      <p className="mt-0.5 text-sm">{says}</p>
      <div className="mt-2.5 flex gap-2">
        {isAsking ? (
          <>
            <button type="button" className="btn btn-primary" disabled={isBusy} onClick={() => void toggle()}>
              Yes, {verb.on.toLowerCase()}
            </button>
            <button type="button" className="btn btn-quiet" onClick={() => setAsking(false)}>
              No
            </button>
          </>
        ) : (
          <button
            type="button"
            className="btn btn-quiet border-line-strong border"
            disabled={isBusy}
            onClick={() => (isOn ? void toggle() : setAsking(true))}
          >
            {isOn ? verb.off : verb.on}
          </button>
        )}
      </div>
    </div>
  );
}

function LimitField({ limit, value, onChange }: { limit: LimitName; value: number | null; onChange: OnChange }) {
  const { label, unit, scale } = LIMITS[limit];
  const [text, setText] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === "") return;
    void onChange({ action: "limit", limit, value: Math.round(Number(text) * scale) }).then(() => setText(""));
  };
  return (
    <form onSubmit={submit} className="border-line rounded-xl border px-4 py-3">
      <label className="text-sm">
        {label}
        <input
          type="number"
          min={0}
          step="any"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={value === null ? "policy value" : `${value / scale} ${unit}`.trim()}
          className="border-line-strong bg-ground mt-1 w-full rounded-lg border px-2.5 py-1.5"
        />
      </label>
      <div className="mt-2 flex gap-2">
        <button type="submit" className="btn btn-quiet border-line-strong border" aria-label={`Set: ${label}`}>
          Set
        </button>
        {value !== null && (
          <button
            type="button"
            className="btn btn-quiet"
            aria-label={`Use the policy’s value: ${label}`}
            onClick={() => void onChange({ action: "limit", limit, value: null })}
          >
            Use the policy’s value
          </button>
        )}
      </div>
    </form>
  );
}
