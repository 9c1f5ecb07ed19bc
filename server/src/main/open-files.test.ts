import { expect, test } from "vitest";
import { HTTP_LIMITS } from "../api/admission/http-limits.ts";
import { silentLog } from "../kit/log.ts";
import { withinOpenFiles } from "./open-files.ts";

test("no more connections are let in than the system has files for, and the operator is told", () => {
  const warnings: object[] = [];
  const log = { ...silentLog, warn: (fields: object) => void warnings.push(fields) };
  const limits = { ...HTTP_LIMITS, max_connections: 16_384 };
  expect(withinOpenFiles(limits, 1_024, log).max_connections).toBe(768);
  expect(warnings).toEqual([{ open_files: 1_024, wanted: 16_384, max_connections: 768 }]);
});

test("where there are files enough, or nobody says how many, all are let in", () => {
  expect(withinOpenFiles(HTTP_LIMITS, 20_000, silentLog)).toBe(HTTP_LIMITS);
  expect(withinOpenFiles(HTTP_LIMITS, undefined, silentLog)).toBe(HTTP_LIMITS);
});
