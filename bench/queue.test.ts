import { expect, test } from "vitest";
import { Queue } from "./queue.ts";

test("who comes first goes first, while others come and go", () => {
  const queue = new Queue<number>();
  const gone: (number | undefined)[] = [];
  for (let number = 0; number < 100; number++) {
    queue.push(number);
    if (number % 3 === 0) gone.push(queue.shift());
  }
  for (let left = gone.length; left < 100; left++) gone.push(queue.shift());
  expect(gone).toEqual(Array.from({ length: 100 }, (_, number) => number));
  expect(queue.shift()).toBeUndefined();
});
