import { addAmounts } from "../../kit/money.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Core } from "../core.ts";
import type { MerchantMode } from "../merchants/merchant.ts";
import type { TaxAnswer, TaxedLine, TaxProvider, TaxRefusal, TaxRequest } from "./provider.ts";

/** A sale as its seller knows it. Who the seller is in law follows from the merchant's mode. */
export interface Sale extends Omit<TaxRequest, "seller_country"> {
  readonly merchant_mode: MerchantMode;
}

/** A provider's answer with its sums. */
export interface TaxResult extends TaxAnswer {
  readonly provider: string;
  readonly seller_country: string | null;
  /** Of all lines, or null when they have different ones. */
  readonly rate_ppm: number | null;
  /** What the buyer is shown before the tax: with it where prices include it, without it elsewhere. */
  readonly subtotal_amount: number;
  readonly tax_amount: number;
  readonly net_amount: number;
  /** What the buyer pays. */
  readonly gross_amount: number;
}

/**
 * Asks the tax provider about a sale. Not to be called inside a transaction: the provider may be far away. Whatever goes
 * wrong there is one refusal that the caller can answer by trying again.
 */
export async function assessTax(core: Core, sale: Sale): Promise<TaxResult | TaxRefusal | Refusal> {
  const { provider } = core.tax;
  const { merchant_mode, ...known } = sale;
  // A direct merchant sells itself, and where it is established is not known here.
  const seller_country = merchant_mode === "mor" ? core.tax.seller_country : null;
  const answer = await askProvider(core, provider, { ...known, seller_country });
  return isRefusal(answer)
    ? answer
    : { ...answer, ...sumsOf(answer), provider: provider.name, seller_country };
}

async function askProvider(
  core: Core,
  provider: TaxProvider,
  request: TaxRequest,
): Promise<TaxAnswer | TaxRefusal | Refusal> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      abort.abort();
      reject(new Error(`no answer within ${provider.timeout_ms} ms`));
    }, provider.timeout_ms);
  });
  try {
    const answer = await Promise.race([provider.calculate(request, abort.signal), timeout]);
    if (!isRefusal(answer)) checkAnswer(request, answer);
    return answer;
  } catch (error) {
    core.log.error({ err: error, provider: provider.name }, "the tax provider failed");
    return refuse(
      "tax_unavailable",
      "The tax could not be calculated just now, so nothing was sold. Send the same request again in a few seconds.",
    );
  } finally {
    clearTimeout(timer);
  }
}

/** What an engine outside has added up wrongly must reach neither a buyer nor the books. */
function checkAnswer(request: TaxRequest, { lines }: TaxAnswer): void {
  const adds_up = lines.every(
    (line, index) =>
      line.amount === request.lines[index]?.amount &&
      line.tax_amount >= 0 &&
      line.gross_amount === addAmounts(line.net_amount, line.tax_amount) &&
      line.tax_amount === addAmounts(...line.components.map((component) => component.tax_amount)),
  );
  if (!adds_up || lines.length !== request.lines.length) {
    throw new Error("the answer's lines are not those that were asked about, or do not add up");
  }
}

function sumsOf({ lines, inclusive }: TaxAnswer) {
  const sum = (amountOf: (line: TaxedLine) => number) => addAmounts(...lines.map(amountOf));
  const rates = new Set(lines.map((line) => line.rate_ppm));
  return {
    rate_ppm: rates.size === 1 ? (lines[0]?.rate_ppm ?? null) : null,
    subtotal_amount: sum((line) => (inclusive ? line.gross_amount : line.net_amount)),
    tax_amount: sum((line) => line.tax_amount),
    net_amount: sum((line) => line.net_amount),
    gross_amount: sum((line) => line.gross_amount),
  };
}
