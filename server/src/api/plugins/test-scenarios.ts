import type { FastifyInstance, FastifyRequest } from "fastify";
import { TEST_SCENARIOS } from "../../connectors/simulator/scenarios.ts";
import { RequestRefused } from "./request-refused.ts";

export interface TestScenarioOptions {
  /** Under this key the metadata of what is made may name a scenario. */
  readonly metadata_key: string;
  /** This API's header that names one, when it has such a header. */
  readonly header?: string;
}

declare module "fastify" {
  interface FastifyRequest {
    /** What the header asks the simulated processor to go through. */
    test_scenario: string | null;
  }
}

/** Reads which test scenario a request asks for, and refuses what is none while nothing has been written. */
export function registerTestScenarios(
  scope: FastifyInstance,
  { metadata_key, header }: TestScenarioOptions,
): void {
  const header_field = header?.toLowerCase();
  scope.decorateRequest("test_scenario", null);
  scope.addHook("preHandler", (request, _reply, done) => {
    const said = header_field === undefined ? undefined : request.headers[header_field];
    if (said !== undefined && header !== undefined) {
      const text = String(said);
      const problem = problemOfHeader(request, header, text);
      if (problem !== undefined) return done(problem);
      request.test_scenario = text;
    }
    done(problemOfMetadata(request, metadata_key));
  });
}

function problemOfHeader(request: FastifyRequest, header: string, text: string): Error | undefined {
  if (request.caller.scope.livemode) {
    return new RequestRefused(
      "parameter_invalid",
      "{header} works in test mode only. Use a test key, or leave the header out.",
      header,
      { header },
    );
  }
  return problemOfName(header, text);
}

function problemOfMetadata({ body, caller }: FastifyRequest, key: string): Error | undefined {
  const text = (body as { metadata?: Record<string, unknown> } | null | undefined)?.metadata?.[key];
  // An empty value takes the key out.
  if (typeof text !== "string" || text === "" || caller.scope.livemode) return undefined;
  return problemOfName(`metadata.${key}`, text);
}

function problemOfName(param: string, text: string): Error | undefined {
  if ((TEST_SCENARIOS as readonly string[]).includes(text)) return undefined;
  const scenarios = TEST_SCENARIOS.join(", ");
  return new RequestRefused(
    "parameter_invalid",
    "{param} names no test scenario. Use one of: {scenarios}.",
    param,
    { param, scenarios },
  );
}
