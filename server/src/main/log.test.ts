import pg from "pg";
import { expect, test } from "vitest";
import { createLog } from "./log.ts";

function openLog() {
  const lines: string[] = [];
  return { lines, log: createLog("info", { write: (line) => void lines.push(line) }) };
}

test("an error of the database is told with its code, and without the connection or the row it happened with", () => {
  const { lines, log } = openLog();
  const client = new pg.Client({ user: "starway", password: "correct horse" });
  const detail = "Failing row contains (ada@example.com).";
  const error = Object.assign(new Error("terminating connection"), { code: "57P01", client, detail });
  log.warn({ err: error }, "an idle database connection was lost");
  const [line = ""] = lines;
  expect(JSON.parse(line)).toMatchObject({
    msg: "an idle database connection was lost",
    err: { type: "Error", message: "terminating connection", code: "57P01" },
  });
  expect(line).not.toMatch(/ada@example|correct horse|connectionParameters/);
});

test("what has led to an error is told with it, and so is each of several at once", () => {
  const { lines, log } = openLog();
  const refused = Object.assign(new Error("refused"), {
    code: "ECONNREFUSED",
    address: "127.0.0.1",
    port: 5432,
  });
  log.error({ err: new Error("no connection", { cause: refused }) });
  log.error({ err: new AggregateError([refused], "nobody answers") });
  expect(JSON.parse(lines[0] ?? "").err.message).toBe("no connection: refused");
  expect(JSON.parse(lines[1] ?? "").err.errors).toMatchObject([{ message: "refused" }]);
});

test("a card number is not told, whatever object it was logged in", () => {
  const { lines, log } = openLog();
  log.info({ request: { card: { number: "4242424242424242", cvc: "737" } } }, "asked");
  expect(lines[0]).not.toMatch(/4242|737/);
});
