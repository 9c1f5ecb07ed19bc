import { expect, test } from "vitest";
import { pacer, runSeries, type SeriesConnection } from "./series.ts";

test("each connection has one request under way, and the series ends when all are answered", async () => {
  let under_way = 0;
  let most = 0;
  const connection: SeriesConnection = {
    send(request, receive) {
      most = Math.max(most, ++under_way);
      setTimeout(() => {
        under_way -= 1;
        receive({ status: 200, body: Buffer.from(request) });
      });
    },
  };
  const requests = ["1", "2", "3", "4", "5"];
  const answered: string[] = [];
  await runSeries([connection, connection], {
    next: () => requests.shift(),
    onAnswer: ({ body }) => void answered.push(body.toString()),
  });
  expect(answered.sort()).toEqual(["1", "2", "3", "4", "5"]);
  expect(most).toBe(2);
});

test("paced requests come evenly, and what is late is made up for", () => {
  let now_ms = 0;
  const wait = pacer(100, () => now_ms);
  expect([wait(), wait(), wait()]).toEqual([0, 10, 20]);
  now_ms = 100;
  expect([wait(), wait()]).toEqual([-70, -60]);
});
