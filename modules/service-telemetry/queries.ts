/** A saved query of CloudWatch Logs Insights over the metric lines of a service (docs/service-metrics.md). */
export interface SavedQuery {
  readonly id: string;
  /** Last part of the name under which the console lists it. */
  readonly name: string;
  readonly query: string;
}

const PERCENTILES = [50, 95, 99].map((p) => `pct(RequestLatency, ${p}) as p${p}_ms`).join(", ");

const latencyBy = (group: string, order: string): string =>
  ["filter ispresent(RequestLatency)", `stats ${PERCENTILES}, count(*) as orders by ${group}`, `sort ${order}`].join("\n| ");

export const SAVED_QUERIES: readonly SavedQuery[] = [
  { id: "latency_by_venue", name: "order latency by venue", query: latencyBy("Venue", "p99_ms desc") },
  { id: "latency_by_minute", name: "order latency by minute", query: latencyBy("bin(1m) as minute", "minute asc") },
  {
    id: "latency_by_venue_and_minute",
    name: "order latency by venue and minute",
    query: latencyBy("Venue, bin(1m) as minute", "minute asc, Venue asc"),
  },
  {
    id: "slowest_orders",
    name: "slowest orders",
    query: [
      "filter ispresent(RequestLatency)",
      "fields @timestamp, OrderId, Venue, RequestLatency, RequestErrors, @logStream",
      "sort RequestLatency desc",
      "limit 50",
    ].join("\n| "),
  },
  {
    id: "error_share",
    name: "error share by venue and minute",
    query: [
      "filter RequestCount > 0",
      "stats sum(RequestErrors) / sum(RequestCount) as error_share, sum(ConnectionErrors) as connection_errors, sum(RequestCount) as orders by Venue, bin(1m) as minute",
      "sort minute asc, Venue asc",
    ].join("\n| "),
  },
];
