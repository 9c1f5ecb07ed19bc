import { expect, test } from "vitest";
import { exampleCheckout, exampleView, ok, paid, payment, refused, unreachable } from "../test-support.ts";
import { screenOf } from "./state.ts";

const challenged = exampleView(payment("requires_action", "/challenge/1"));

test("the end of the bank's page is reported once", async () => {
  const { checkout, sent, state } = exampleCheckout({ authenticated: [paid] }, challenged);
  expect(screenOf(state())).toBe("challenge");
  await Promise.all([checkout.endChallenge(false), checkout.endChallenge(true)]);
  expect(sent.authenticated).toEqual([{}]);
  expect(screenOf(state())).toBe("success");
});

test("closing the bank's page brings the form back with an explanation", async () => {
  const { checkout, sent, state } = exampleCheckout({ authenticated: [ok({})] }, challenged);
  await checkout.endChallenge(true);
  expect(sent.authenticated).toEqual([{ closed: true }]);
  expect(screenOf(state())).toBe("form");
  expect(state().notice).toMatchObject({ code: "authentication_failed" });
});

test("a failed verification is told as the server tells it", async () => {
  const view = exampleView();
  const answer = refused(402, "authentication_failed", { view });
  const { checkout, state } = exampleCheckout({ authenticated: [answer] }, challenged);
  await checkout.endChallenge(false);
  expect(screenOf(state())).toBe("form");
  expect(state().notice).toMatchObject({ code: "authentication_failed" });
});

test("without a connection the buyer may open the bank's page again", async () => {
  const { checkout, state } = exampleCheckout(
    { authenticated: [unreachable], state: [unreachable] },
    challenged,
  );
  await checkout.endChallenge(true);
  expect(state()).toMatchObject({
    sending: null,
    challenge_interrupted: true,
    notice: { code: "unreachable" },
  });
  checkout.resumeChallenge();
  expect(state()).toMatchObject({ challenge_interrupted: false, notice: null });
});
