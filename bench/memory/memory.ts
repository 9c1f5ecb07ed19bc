import type { Bench } from "../bench.ts";
import { payments } from "../operations/payments.ts";
import { measureStarway } from "../rounds.ts";
import { type Point, slope, spread } from "../statistics.ts";
import { formatTable } from "../table.ts";
import { residentMemory } from "./resident.ts";

const SAMPLE_EVERY_MS = 2_000;
const ROWS = 10;

/** Pays for so many minutes, looks at the server's memory meanwhile, and answers how it went. */
export async function measureMemory(bench: Bench, minutes: number): Promise<string> {
  const points: Point[] = [];
  const began_ms = performance.now();
  const timer = setInterval(() => {
    const resident_mib = residentMemory(bench.starway.pid);
    const x = (performance.now() - began_ms) / 60_000;
    if (resident_mib !== undefined) points.push({ x, y: resident_mib });
  }, SAMPLE_EVERY_MS);
  const shape = { operation: payments, connections: bench.options.connections[0] ?? 1 };
  const load = await measureStarway(bench, "memory", shape, minutes * 60).finally(() => clearInterval(timer));
  return [
    "# Memory",
    describeMemory(points, minutes),
    `- ${load.acknowledged} payments, ${load.per_second.toFixed(0)} a second over ${shape.connections} connections`,
  ].join("\n\n");
}

/** The first half is left out of the slope: until then caches fill and the heap finds its size. */
export function describeMemory(points: readonly Point[], minutes: number): string {
  if (points.length < 4) return "The system does not tell how much memory the server uses.";
  const second_half = points.slice(points.length >> 1);
  const part = Math.ceil(points.length / ROWS);
  const rows = Array.from({ length: Math.ceil(points.length / part) }, (_, index) => {
    const { min, median, max } = spread(points.slice(index * part, (index + 1) * part).map(({ y }) => y));
    const until = (((index + 1) / ROWS) * minutes).toFixed(1);
    return [`until minute ${until}`, ...[min, median, max].map((mib) => mib.toFixed(0))];
  });
  const table = formatTable(["resident MiB", "least", "median", "greatest"], rows);
  return `${table}\n\nIn the second half it grew by ${slope(second_half).toFixed(2)} MiB a minute.`;
}
