import { expect, test } from "vitest";
import { readReport } from "./pgbench.ts";

const REPORT = `pgbench (15.13, server 18.4)
transaction type: <builtin: TPC-B (sort of)>
scaling factor: 50
query mode: prepared
number of clients: 16
number of threads: 2
maximum number of tries: 1
duration: 8 s
number of transactions actually processed: 36881
number of failed transactions: 0 (0.000%)
latency average = 3.470 ms
initial connection time = 12.345 ms
tps = 4611.231213 (without initial connection time)
`;

test("the rate and the mean latency are read from pgbench's report", () => {
  expect(readReport(REPORT)).toEqual({ transactions_per_second: 4611.231213, mean_ms: 3.47 });
});

test("a run with failed transactions, or without a rate, is no measurement", () => {
  expect(() => readReport(REPORT.replace("transactions: 0", "transactions: 7"))).toThrow(/did not report/);
  expect(() => readReport("")).toThrow(/did not report/);
});
