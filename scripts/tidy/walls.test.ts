import { expect, test } from "vitest";
import { declaredPackages } from "./declared-packages.ts";
import { doors } from "./doors.ts";
import { modelHouse } from "./house.ts";
import { importCircles } from "./import-circles.ts";
import { importFloors } from "./import-floors.ts";
import { packages } from "./packages.ts";
import { roomsOfCore } from "./rooms-of-core.ts";
import { formatFinding, type Rule } from "./rule.ts";

/** What a rule says about files of server/src, given as path and text. */
function check(rule: Rule, files: Record<string, string>): string[] {
  const entries = Object.entries(files).map(([path, text]) => [`server/src/${path}`, text]);
  return rule.check(modelHouse(Object.fromEntries(entries))).map(formatFinding);
}

test("a lower room that imports a higher one is found, by value, by type and on demand", () => {
  expect(
    check(importFloors, {
      "core/payments/settle.ts":
        'import { a } from "../../db/types.ts";\nimport type { B } from "../../api/errors.ts";\n',
      "vault/vault.ts":
        'import "../db/types.ts";\nexport const later = () => import("../ledger/entry.ts");\n',
      "connectors/stripe/authorize.ts": 'export * from "../../db/types.ts";\n',
      "worker/runner.ts": 'type Door = import("../api/server.ts").Door;\n',
      "api/server.ts": 'import "../core/core.ts";\nimport "../main/config.ts";\n',
      "main/compose.ts": 'import "../api/server.ts";\nimport "../worker/runner.ts";\n',
    }),
  ).toEqual([
    "server/src/api/server.ts:2: api/ imports main/ (server/src/main/config.ts)",
    "server/src/connectors/stripe/authorize.ts:1: connectors/ imports db/ (server/src/db/types.ts)",
    "server/src/core/payments/settle.ts:2: core/ imports api/ (server/src/api/errors.ts)",
    "server/src/vault/vault.ts:2: vault/ imports ledger/ (server/src/ledger/entry.ts)",
    "server/src/worker/runner.ts:1: worker/ imports api/ (server/src/api/server.ts)",
  ]);
});

test("kit needs nothing but kit and Node's cryptography", () => {
  const text = 'import "node:crypto";\nimport "node:fs";\nimport "./clock.ts";\nimport "qs";\n';
  expect(check(importFloors, { "kit/ids.ts": text })).toEqual([
    "server/src/kit/ids.ts:2: kit/ imports the package node:fs",
    "server/src/kit/ids.ts:4: kit/ imports the package qs",
  ]);
});

test("what is shipped does not import what is not, and stands in a room", () => {
  expect(
    check(importFloors, {
      "core/core.ts": 'import "../../test/support/clock.ts";\n',
      "utilities/strings.ts": "",
    }),
  ).toEqual([
    "server/src/core/core.ts:1: imports server/test/support/clock.ts, which is not shipped",
    "server/src/utilities/strings.ts: is in no room of the house (kit, db, vault, connectors, ledger, core, api, worker, main)",
  ]);
});

test("a unit test may build what stands above its source", () => {
  expect(
    check(importFloors, { "core/payments/settle.test.ts": 'import "../../main/compose.ts";\n' }),
  ).toEqual([]);
});

test("a process that is started by its address counts as imported", () => {
  const text = 'new Worker(new URL("../main/sweep.ts", import.meta.url));\nnew URL("../main/", address);\n';
  expect(check(importFloors, { "core/core.ts": text })).toHaveLength(1);
});

test("inside core, payments may read payment methods, but not know of checkouts", () => {
  expect(
    check(roomsOfCore, {
      "core/payments/confirm.ts": 'import "../payment-methods/get.ts";\nimport "../checkout/session.ts";\n',
      "core/payments/store.ts": 'import "../core.ts";\nimport "./payment-intent.ts";\n',
      "core/core.ts": 'import type { Webhook } from "./webhooks/webhook.ts";\n',
      "core/gifts/give.ts": "",
    }),
  ).toEqual([
    "server/src/core/gifts/give.ts: core/gifts/ has no place in the order of rooms",
    "server/src/core/payments/confirm.ts:2: core/payments/ imports server/src/core/checkout/session.ts",
  ]);
});

test("imports that lead back to the file that they began at are found, be they of types only", () => {
  expect(
    check(importCircles, {
      "core/payments/confirm.ts": 'import { isPaid } from "./intent.ts";\nimport "./authorize.ts";\n',
      "core/payments/authorize.ts": 'import type { Confirmation } from "./confirm.ts";\n',
      "core/payments/intent.ts": "export const isPaid = () => true;\n",
      "worker/first.ts": 'import "./second.ts";\nimport "./fourth.ts";\n',
      "worker/second.ts": 'export * from "./third.ts";\n',
      "worker/third.ts": 'type First = import("./first.ts").First;\n',
      "worker/fourth.ts": 'export const later = () => import("./first.ts");\n',
    }),
  ).toEqual([
    "server/src/core/payments/authorize.ts:1: stands in a circle of imports: server/src/core/payments/authorize.ts > server/src/core/payments/confirm.ts > server/src/core/payments/authorize.ts",
    "server/src/worker/first.ts:2: stands in a circle of imports: server/src/worker/first.ts > server/src/worker/fourth.ts > server/src/worker/first.ts",
    "server/src/worker/second.ts:1: stands in a circle of imports: server/src/worker/second.ts > server/src/worker/third.ts > server/src/worker/first.ts > server/src/worker/second.ts",
  ]);
});

test("two ways to the same file are no circle, and neither is what a test imports", () => {
  expect(
    check(importCircles, {
      "core/core.ts": 'import "./payments/create.ts";\nimport "./payments/intent.ts";\n',
      "core/payments/create.ts": 'import "./intent.ts";\n',
      "core/payments/intent.ts": 'import "node:crypto";\n',
      "core/payments/create.test.ts": 'import "./intent.test.ts";\n',
      "core/payments/intent.test.ts": 'import "./create.test.ts";\n',
    }),
  ).toEqual([]);
});

test("the doors never meet, not even in a test; what they share is in plugins or directly in api", () => {
  expect(
    check(doors, {
      "api/faststar/errors.test.ts": 'import "../onerway/errors.ts";\n',
      "api/onerway/payments.ts":
        'import "../plugins/bodies.ts";\nimport "../server.ts";\nimport "./errors.ts";\n',
      "api/plugins/bodies.ts": "",
    }),
  ).toEqual([
    "server/src/api/faststar/errors.test.ts:1: api/faststar/ imports server/src/api/onerway/errors.ts",
  ]);
});

test("Fastify is for HTTP and pg for the database, and for no other room", () => {
  expect(
    check(packages, {
      "core/payments/create.ts": 'import type { FastifyRequest } from "fastify";\n',
      "worker/runner.ts": 'import pg from "pg";\n',
      "api/server.ts": 'import "fastify";\nimport "@fastify/static";\n',
      "db/connection.ts": 'import pg from "pg";\n',
      "db/connection.test.ts": 'import "@fastify/static";\n',
    }),
  ).toEqual([
    "server/src/core/payments/create.ts:1: imports the package fastify",
    "server/src/worker/runner.ts:1: imports the package pg",
  ]);
});

test("a package that only another package brings is found, in the server and in a page", () => {
  const house = modelHouse({
    "server/package.json":
      '{ "dependencies": { "@fastify/static": "1" }, "devDependencies": { "vitest": "1" } }',
    "server/src/api/server.ts":
      'import "@fastify/static/types";\nimport "ajv";\nimport "node:fs";\nimport "vitest";\n',
    "server/src/api/server.test.ts": 'import "vitest";\n',
    "cashier/package.json": '{ "devDependencies": { "preact": "1" } }',
    "cashier/src/app.tsx": 'import "preact/hooks";\nimport "react";\n',
  });
  expect(declaredPackages.check(house).map(formatFinding)).toEqual([
    "server/src/api/server.ts:2: imports ajv, which server/package.json lacks",
    "server/src/api/server.ts:4: imports vitest, which server/package.json lacks",
    "cashier/src/app.tsx:2: imports react, which cashier/package.json lacks",
  ]);
});
