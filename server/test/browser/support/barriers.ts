import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** What keeps people from using a page, each with the elements that it is about. */
export async function barriersOf(page: Page): Promise<string[]> {
  // Legacy means without a second page for the summing up, which only frames of other origins need; it is twice as fast.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
