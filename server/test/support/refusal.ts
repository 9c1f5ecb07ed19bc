import { expect } from "vitest";
import type { DoorName } from "./endpoints.ts";
import type { HttpAnswer } from "./http.ts";

const ERROR_SHAPES = {
  faststar: (request_id: string | null) => ({
    success: false,
    message: expect.stringMatching(/\S/),
    error: {
      code: expect.stringMatching(/^[a-z_]+$/),
      param: expect.toBeOneOf([expect.any(String), null]),
      request_id,
    },
  }),
  onerway: (request_id: string | null) => ({
    error: expect.objectContaining({
      type: expect.stringMatching(/^(card_error|invalid_request_error|idempotency_error)$/),
      message: expect.stringMatching(/\S/),
      param: expect.toBeOneOf([expect.any(String), null]),
      request_id,
    }),
  }),
  cashier: () =>
    expect.objectContaining({ error: expect.objectContaining({ code: expect.stringMatching(/^[a-z_]+$/) }) }),
  demo: () => ({ error: expect.objectContaining({ code: expect.stringMatching(/^[a-z_]+$/) }) }),
} satisfies Record<DoorName, (request_id: string | null) => unknown>;

/** Whether a refusal is one of the door's own: its status, its shape, and the request's number. */
export function expectRefusal(
  door: DoorName,
  answer: HttpAnswer<unknown>,
  allowed: readonly number[],
  about: string,
): void {
  expect(allowed, `${about}: ${answer.status} ${answer.text.slice(0, 200)}`).toContain(answer.status);
  const request_id = answer.headers.get("request-id");
  expect(request_id, about).toMatch(/^req_[0-9A-Za-z]{22}$/);
  expect(answer.headers.get("content-type"), about).toMatch(/^application\/json/);
  expect(answer.body, about).toEqual(ERROR_SHAPES[door](request_id));
}
