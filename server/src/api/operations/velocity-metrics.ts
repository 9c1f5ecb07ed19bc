import { Counter, type Registry } from "prom-client";
import type { VelocityCounts } from "../../core/payments/velocity/desk.ts";

/** Shows what the guard against card testing has seen and refused. */
export function registerVelocityMetrics(registry: Registry, counts: Readonly<VelocityCounts>): void {
  const counter = (name: string, help: string, value: () => number) =>
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(value());
      },
    });
  counter("starway_card_tries_total", "Payments and verifications that browsers tried.", () => counts.tries);
  counter("starway_card_tries_declined_total", "Those of them that were declined.", () => counts.declined);
  counter(
    "starway_card_tries_without_address_total",
    "Tries whose sender's address is not known, because a proxy in front does not tell it.",
    () => counts.without_address,
  );
  counter(
    "starway_card_testing_suspected_total",
    "Times that half of a merchant's tries from browsers were declined; the log says whose.",
    () => counts.suspected,
  );
  const refused = new Counter({
    name: "starway_card_tries_refused_total",
    help: "Tries that were refused, because too many had been declined.",
    labelNames: ["counted_by"],
    registers: [registry],
    collect() {
      refused.reset();
      for (const [kind, count] of Object.entries(counts.refused)) refused.inc({ counted_by: kind }, count);
    },
  });
}
