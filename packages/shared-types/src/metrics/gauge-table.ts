/** A value measured at a moment: its name, its help text and its labels. */
export interface GaugeRow {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
}

export const GAUGES = {
  openStreams: gauge("sendcat_open_streams", "Turns in flight."),
  bulkhead: gauge("sendcat_bulkhead_in_flight", "Turns in flight, by bulkhead.", ["bulkhead"]),
  places: gauge("sendcat_places", "How many turns may be in flight."),
  hosts: gauge("sendcat_hosts", "Processes that have turns in flight."),
  spend: gauge("sendcat_spend_micro_usd", "Today's spend, by state.", ["state"]),
  spendCap: gauge("sendcat_spend_cap_micro_usd", "Cap on a day's spend."),
  spendProjected: gauge(
    "sendcat_spend_projected_micro_usd",
    "Today's spend projected to midnight at the last hour's rate.",
  ),
  breakerOpen: gauge(
    "sendcat_breaker_open_seconds",
    "How long a route's circuit breaker has been open; 0 when the next call may pass.",
    ["route"],
  ),
  killSwitch: gauge("sendcat_kill_switch", "1 while no turn is admitted."),
  drain: gauge("sendcat_drain", "1 while the service drains."),
  queueDepth: gauge("sendcat_queue_depth", "Entries that wait in a queue of the core.", ["queue"]),
  queueAge: gauge("sendcat_queue_oldest_age_seconds", "How long the oldest entry of a queue has waited.", ["queue"]),
} as const satisfies Readonly<Record<string, GaugeRow>>;

function gauge(name: string, help: string, labels: readonly string[] = []): GaugeRow {
  return { name, help, labels };
}
