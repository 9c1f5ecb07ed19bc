import { test } from "vitest";
import { otherHostileBodies } from "../support/hostile/bodies.ts";
import { expectBodiesRefused } from "../support/hostile/refuse-bodies.ts";
import { useTarget } from "../support/hostile/target.ts";

const target = useTarget();

test("no route takes forms that cannot be read, or what is neither JSON nor a form, and nothing is written", async () => {
  await expectBodiesRefused(target, otherHostileBodies());
}, 300_000);
