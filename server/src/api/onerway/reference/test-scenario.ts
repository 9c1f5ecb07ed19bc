import { TEST_SCENARIOS } from "../../../connectors/simulator/scenarios.ts";
import type { DocumentedParameter } from "../../plugins/openapi/openapi-document.ts";

/** The header with which a test says how the simulated processor behaves. */
export const TestScenario: DocumentedParameter = {
  name: "Onerway-Test-Scenario",
  in: "header",
  required: false,
  description: `Test mode only: lets happen what no card number can say. \`processor_timeout\`: the processor never hears of it; the payment is \`processing\`, and a few seconds later it is found out that nothing was charged. \`processor_error\`: the processor answers with an error of its own; likewise. \`answer_lost_after_approval\`: the processor charges, and its answer never arrives; the payment is \`processing\`, and later \`succeeded\`, charged once. \`slow\`: the answer takes two seconds. \`duplicate_notice\`: the processor's notice comes twice, and once more three seconds later. The metadata key \`onerway_test_scenario\` of the payment does the same for every confirmation that has no header, and that of a refund for the refund. In live mode the header is refused.`,
  schema: { type: "string", enum: [...TEST_SCENARIOS] },
  example: "answer_lost_after_approval",
};
