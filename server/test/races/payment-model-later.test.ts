import { test } from "vitest";
import { history } from "../support/model/arbitraries.ts";
import { checkHistories } from "../support/model/check.ts";
import { useInstallation } from "../support/model/installation.ts";

const installation = useInstallation();

const MINUTES = 180_000;

const AUTHORIZED = { pay: 1, cancel: 4, capture: 6, change: 1, refund: 2, authenticate: 0, work: 3 };
const CHALLENGED = { pay: 2, cancel: 2, capture: 2, change: 1, refund: 0, authenticate: 6, work: 3 };
const DEBITED = { pay: 3, cancel: 2, capture: 0, change: 1, refund: 2, authenticate: 1, work: 5 };

test(
  "of captures, cancellations and the end of an authorisation one wins, and the money is taken once or released",
  async () => {
    const kind = { is_manual: true, takes_banks: false, methods: ["good", "refunded_slowly"] as const };
    await checkHistories(installation, history(kind, AUTHORIZED), 25);
  },
  MINUTES,
);

test(
  "whatever happens while a buyer authenticates, what the bank has approved is not lost",
  async () => {
    const methods = ["challenged", "challenged_then_declined"] as const;
    const at_once = history({ is_manual: false, takes_banks: false, methods }, CHALLENGED);
    await checkHistories(installation, at_once, 15);
    await checkHistories(
      installation,
      history({ is_manual: true, takes_banks: false, methods }, CHALLENGED),
      10,
    );
  },
  MINUTES,
);

test(
  "a debit is asked of the bank once, and its payment waits for the bank",
  async () => {
    const kind = { is_manual: false, takes_banks: true, methods: ["bank", "empty_bank"] as const };
    await checkHistories(installation, history(kind, DEBITED), 15);
  },
  MINUTES,
);
