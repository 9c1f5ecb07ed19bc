import { test } from "vitest";
import { history } from "../support/model/arbitraries.ts";
import { checkHistories } from "../support/model/check.ts";
import { useInstallation } from "../support/model/installation.ts";

const installation = useInstallation();

const MINUTES = 180_000;

const NEW = { pay: 6, cancel: 2, capture: 1, change: 1, refund: 1, authenticate: 3, work: 2 };
const PAID = { pay: 1, cancel: 1, capture: 0, change: 1, refund: 5, authenticate: 0, work: 3 };

test(
  "whatever is done to a new payment at once, it is charged at most once and everybody is told the truth",
  async () => {
    const kind = { is_manual: false, takes_banks: false, methods: [] };
    await checkHistories(installation, history(kind, NEW), 25);
  },
  MINUTES,
);

test(
  "however many refunds of a payment come at once, no more goes back than was received",
  async () => {
    const methods = ["good", "refunded_slowly", "refunded_in_vain", "disputed", "disputed_twice"] as const;
    const kind = { is_manual: false, takes_banks: false, methods };
    await checkHistories(installation, history(kind, PAID), 25);
  },
  MINUTES,
);
