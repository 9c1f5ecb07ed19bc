import { charge } from "./charge.ts";
import { checkout } from "./checkout.ts";
import { confirm } from "./confirm.ts";
import { createIntent } from "./create-intent.ts";
import { get } from "./get.ts";
import { list } from "./list.ts";
import type { Operation } from "./operation.ts";
import { payments } from "./payments.ts";
import { refund } from "./refund.ts";

/** All that can be measured, in the order of the report. */
export const OPERATIONS: readonly Operation[] = [
  payments,
  confirm,
  charge,
  refund,
  checkout,
  createIntent,
  get,
  list,
];

export function operationNamed(name: string): Operation | undefined {
  return OPERATIONS.find((operation) => operation.name === name);
}
