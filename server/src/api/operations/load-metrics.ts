import { Counter, Gauge, type Registry } from "prom-client";

/** What the server knows of its load, read when an operator asks. */
export interface ServerLoad {
  readonly under_way: number;
  readonly arriving: number;
  readonly limit: number;
  readonly wait_ms: number;
  readonly refused_for_all: number;
  readonly refused_for_one: number;
  readonly connections: number;
  readonly dropped: number;
}

/** Shows the load: nothing is counted twice, and a request pays nothing for it. */
export function registerLoadMetrics(registry: Registry, read: () => ServerLoad): void {
  const gauge = (name: string, help: string, value: (load: ServerLoad) => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value(read()));
      },
    });
  gauge("starway_requests_under_way", "Requests that are being worked on.", ({ under_way }) => under_way);
  gauge("starway_requests_arriving", "Requests whose body is on its way.", ({ arriving }) => arriving);
  gauge("starway_requests_limit", "How many requests may be worked on at once now.", ({ limit }) => limit);
  gauge(
    "starway_wait_seconds",
    "How long a request waits now for this process's turn and for the database.",
    ({ wait_ms }) => wait_ms / 1000,
  );
  gauge("starway_connections", "Open connections of clients.", ({ connections }) => connections);
  const refused = new Counter({
    name: "starway_requests_refused_total",
    help: "Requests answered with 503 at the door: because of everybody's, or of the caller's own.",
    labelNames: ["because_of"],
    registers: [registry],
    collect() {
      const { refused_for_all, refused_for_one } = read();
      refused.reset();
      refused.inc({ because_of: "all" }, refused_for_all);
      refused.inc({ because_of: "caller" }, refused_for_one);
    },
  });
  const dropped = new Counter({
    name: "starway_connections_dropped_total",
    help: "Connections closed unanswered, because there were too many.",
    registers: [registry],
    collect() {
      dropped.reset();
      dropped.inc(read().dropped);
    },
  });
}
