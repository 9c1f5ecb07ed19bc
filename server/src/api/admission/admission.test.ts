import { expect, test } from "vitest";
import { Admission } from "./admission.ts";

/** Lets a caller's requests in until one is refused. Answers how many were. */
function fill(admission: Admission, caller: string, at_most = 1_000): number {
  for (let count = 0; count < at_most; count++) {
    if (!admission.admits(caller)) return count;
    admission.begin(caller);
  }
  return at_most;
}

test("a caller alone may have as many requests under way as the server can work on, and not one more", () => {
  const admission = new Admission(100);
  expect(fill(admission, "flood")).toBe(100);
  expect(admission.counts).toMatchObject({ under_way: 100, refused_for_all: 1, refused_for_one: 0 });
});

test("a request that has ended makes room for the next", () => {
  const admission = new Admission(100);
  fill(admission, "flood");
  admission.end("flood");
  expect(fill(admission, "flood")).toBe(1);
});

test("whoever asks for little is let in while another asks for too much", () => {
  const admission = new Admission(100);
  fill(admission, "flood");
  expect(fill(admission, "small", 40)).toBe(40);
  for (let count = 0; count < 40; count++) admission.end("flood");
  // The flood has more than its half still, so what became free is not given back to it.
  expect(admission.admits("flood")).toBe(false);
  expect(admission.counts.refused_for_one).toBe(1);
});

test("several who ask for too much share equally", () => {
  const admission = new Admission(90);
  const callers = ["a", "b", "c"];
  for (let round = 0; round < 100; round++) {
    for (const caller of callers) if (admission.admits(caller)) admission.begin(caller);
  }
  expect(admission.counts.under_way).toBe(90);
  for (const caller of callers) {
    for (let count = 0; count < 30; count++) admission.end(caller);
  }
  expect(admission.counts.under_way).toBe(0);
  expect(fill(admission, "alone")).toBe(90);
});

test("a new name for every request does not let in more than twice what can be worked on", () => {
  const admission = new Admission(50);
  let let_in = 0;
  for (let count = 0; count < 1_000; count++) {
    if (!admission.admits(`name ${count}`)) continue;
    admission.begin(`name ${count}`);
    let_in += 1;
  }
  expect(let_in).toBe(100);
});
