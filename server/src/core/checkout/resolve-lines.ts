import type { Queryable } from "../../db/types.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Recurrence } from "../catalog/recurrence.ts";
import { findPrices, findProducts } from "../catalog/store.ts";
import { type Catalog, type LineRules, type RequestedLine, resolveLine } from "./resolve-line.ts";
import type { SessionLine } from "./session.ts";

export interface ResolvedLines {
  readonly currency: string;
  /** The one rhythm of all lines; null when they are paid once. */
  readonly recurrence: Recurrence | null;
  readonly lines: readonly SessionLine[];
}

/** Looks the lines' prices up. Every refusal names the line that it is about. */
export async function resolveLines(
  db: Queryable,
  scope: Scope,
  rules: LineRules,
  requested: readonly RequestedLine[],
): Promise<ResolvedLines | Refusal> {
  const catalog = await readCatalog(db, scope, requested);
  const lines: SessionLine[] = [];
  let first: Pick<ResolvedLines, "currency" | "recurrence"> | undefined;
  for (const [index, line] of requested.entries()) {
    const param = `line_items[${index}]`;
    const resolved = resolveLine(line, rules, catalog, param);
    if (isRefusal(resolved)) return resolved;
    first ??= { currency: resolved.currency, recurrence: resolved.recurrence };
    if (resolved.currency !== first.currency) {
      return refuse(
        "parameter_invalid",
        "{line} is in {currency}, but line_items[0] is in {first_currency}: all lines of a session have one currency.",
        param,
        { line: param, currency: resolved.currency, first_currency: first.currency },
      );
    }
    const refusal = refuseOtherRhythm(resolved.recurrence, first.recurrence, param);
    if (refusal !== undefined) return refusal;
    lines.push(resolved.line);
  }
  if (first === undefined) {
    return refuse("parameter_missing", "line_items must have at least one line.", "line_items");
  }
  return { ...first, lines };
}

/** One subscription has one rhythm: its lines are paid together, from the same day on. */
function refuseOtherRhythm(
  recurrence: Recurrence | null,
  first: Recurrence | null,
  line: string,
): Refusal | undefined {
  if (recurrence === null || first === null) return undefined;
  if (recurrence.interval !== first.interval || recurrence.interval_count !== first.interval_count) {
    return refuse(
      "parameter_invalid",
      "{line} is paid every {count} {interval}, but line_items[0] every {first_count} {first_interval}: all lines of a subscription have one interval.",
      line,
      {
        line,
        count: recurrence.interval_count,
        interval: recurrence.interval,
        first_count: first.interval_count,
        first_interval: first.interval,
      },
    );
  }
  if (recurrence.trial_period_days === first.trial_period_days) return undefined;
  return refuse(
    "parameter_invalid",
    "{line} has a trial of {days} days, but line_items[0] one of {first_days}: all lines of a subscription have one trial period.",
    line,
    { line, days: recurrence.trial_period_days, first_days: first.trial_period_days },
  );
}

async function readCatalog(
  db: Queryable,
  scope: Scope,
  requested: readonly RequestedLine[],
): Promise<Catalog> {
  const present = (ids: (string | null)[]) => [...new Set(ids.filter((id) => id !== null))];
  const named = await findProducts(db, scope, present(requested.map((line) => line.product_id)));
  const price_ids = [
    ...requested.map((line) => line.price_id),
    ...named.map((product) => product.default_price_id),
  ];
  const prices = await findPrices(db, scope, present(price_ids));
  const sold = await findProducts(db, scope, present(prices.map((price) => price.product_id)));
  return {
    products: new Map([...named, ...sold].map((product) => [product.id, product])),
    prices: new Map(prices.map((price) => [price.id, price])),
  };
}
