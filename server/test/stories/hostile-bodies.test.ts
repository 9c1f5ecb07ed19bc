import { test } from "vitest";
import { hostileJson } from "../support/hostile/bodies.ts";
import { expectBodiesRefused } from "../support/hostile/refuse-bodies.ts";
import { useTarget } from "../support/hostile/target.ts";

const target = useTarget();

test("no route takes JSON that cannot be read for parameters, and nothing is written", async () => {
  await expectBodiesRefused(target, hostileJson());
}, 300_000);
