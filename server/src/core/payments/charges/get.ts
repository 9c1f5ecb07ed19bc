import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import type { Charge } from "./charge.ts";
import { getCharges } from "./get-several.ts";

/** The charge, or undefined when this merchant has none of that id in this mode. */
export async function getCharge(core: Core, scope: Scope, charge_id: string): Promise<Charge | undefined> {
  const [charge] = await getCharges(core, scope, [charge_id]);
  return charge;
}
