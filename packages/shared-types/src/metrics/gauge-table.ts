/** What is told of a moment: its name, what it is, and what its rows are told apart by. */
export interface GaugeRow {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
}

export const GAUGES = {
  openStreams: gauge("sendcat_open_streams", "Turns in flight."),
  bulkhead: gauge("sendcat_bulkhead_in_flight", "Turns in flight by what they lean on.", ["bulkhead"]),
  places: gauge("sendcat_places", "Turns in flight that are allowed."),
  hosts: gauge("sendcat_hosts", "Processes with turns in flight."),
  spend: gauge("sendcat_spend_micro_usd", "Today's money, by state.", ["state"]),
  spendCap: gauge("sendcat_spend_cap_micro_usd", "What a day may cost."),
  spendProjected: gauge(
    "sendcat_spend_projected_micro_usd",
    "Today's money at midnight, if it goes on as in the last hour.",
  ),
  breakerOpen: gauge(
    "sendcat_breaker_open_seconds",
    "How long calls have been kept from a route; 0 when the next one goes.",
    ["route"],
  ),
  killSwitch: gauge("sendcat_kill_switch", "1 while no turn is admitted."),
  drain: gauge("sendcat_drain", "1 while the service drains."),
  queueDepth: gauge("sendcat_queue_depth", "What waits in the core.", ["queue"]),
  queueAge: gauge("sendcat_queue_oldest_age_seconds", "How long the oldest of it has waited.", ["queue"]),
} as const satisfies Readonly<Record<string, GaugeRow>>;

function gauge(name: string, help: string, labels: readonly string[] = []): GaugeRow {
  return { name, help, labels };
}
