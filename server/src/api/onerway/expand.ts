import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import type { Core } from "../../core/core.ts";
import type { Scope } from "../../kit/scope.ts";
import { RequestRefused } from "../plugins/request-refused.ts";
import { isBrowser } from "./browser-calls.ts";
import { ANSWERED, type AnsweredName, EXPANDABLE, type ExpandableName } from "./expandable.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** What the request wants to see in the place of ids; null where nothing can be. */
    expansions: readonly Path[] | null;
  }
  interface FastifyContextConfig {
    /** What the route answers, one or a list: the ids in it become objects where the request says `expand[]`. */
    expands?: AnsweredName;
  }
}

const MOST_PATHS = 20;
const DEEPEST = 4;
const IN_LIST = "data.";

/** One id to be replaced by its object, in whose turn others may be replaced. */
interface Step {
  readonly field: string;
  readonly name: ExpandableName;
}

type Path = readonly Step[];
type Json = Record<string, unknown>;

/** Makes the routes that are added after it answer `expand[]`, where their `config` says what they answer. */
export function registerExpansion(scope: FastifyInstance, core: Core): void {
  scope.decorateRequest("expansions", null);
  scope.addHook("onRoute", (route: RouteOptions) => {
    const name = route.config?.expands;
    if (name === undefined) return;
    // Refused before anything is done; callbacks, because nearly every request expands nothing.
    const check = (request: FastifyRequest, _reply: FastifyReply, done: () => void) => {
      request.expansions = readPaths(request, name);
      done();
    };
    const expand = (request: FastifyRequest, reply: FastifyReply, payload: unknown, done: Done) => {
      const paths = (reply.statusCode === 200 && request.expansions) || [];
      if (paths.length === 0 || typeof payload !== "string") done(null, payload);
      else expandAnswer(core, request.caller.scope, payload, paths).then((text) => done(null, text), done);
    };
    route.preHandler = [check, ...[route.preHandler ?? []].flat()];
    route.onSend = [expand, ...[route.onSend ?? []].flat()];
  });
}

type Done = (error: Error | null, payload?: unknown) => void;

function readPaths(request: FastifyRequest, name: AnsweredName): Path[] {
  const said = request.body as Json | undefined;
  const { expand } = said?.expand === undefined ? (request.query as Json) : said;
  if (expand === undefined || expand === null || expand === "") return [];
  const texts = [expand].flat();
  if (texts.length > MOST_PATHS) {
    throw new RequestRefused("parameter_invalid", "Expand at most {limit} properties at once.", "expand", {
      limit: MOST_PATHS,
    });
  }
  return texts.map((text) => {
    // A query may have brackets within brackets: `expand[a][b]=c`.
    if (typeof text !== "string") throw notExpandable(JSON.stringify(text));
    return readPath(text, name, isBrowser(request));
  });
}

/** The steps of a path such as `latest_charge.payment_method`; in a list it begins with `data.`. */
function readPath(text: string, name: AnsweredName, is_browser: boolean): Path {
  const steps: Step[] = [];
  let rest = text.startsWith(IN_LIST) ? text.slice(IN_LIST.length) : text;
  let at: AnsweredName = name;
  while (rest !== "") {
    const step = is_browser || rest.endsWith(".") ? undefined : nextStep(at, rest);
    if (step === undefined || steps.length === DEEPEST) throw notExpandable(text);
    steps.push(step);
    rest = rest.slice(step.field.length + 1);
    at = step.name;
  }
  return steps;
}

function notExpandable(text: string): RequestRefused {
  const path = text.slice(0, 60);
  return new RequestRefused("parameter_invalid", "This property cannot be expanded ({path}).", "expand", {
    path,
  });
}

function nextStep(at: AnsweredName, rest: string): Step | undefined {
  const fields: Readonly<Record<string, ExpandableName>> = ANSWERED[at].fields;
  const found = Object.entries(fields).find(([field]) => rest === field || rest.startsWith(`${field}.`));
  return found && { field: found[0], name: found[1] };
}

async function expandAnswer(
  core: Core,
  scope: Scope,
  payload: string,
  paths: readonly Path[],
): Promise<string> {
  const answer = JSON.parse(payload) as Json;
  const objects = answer.object === "list" ? (answer.data as Json[]) : [answer];
  // One after the other, because a path may go on where another one has been.
  for (const path of paths) await expandPath(core, scope, objects, path);
  return JSON.stringify(answer);
}

async function expandPath(core: Core, scope: Scope, objects: readonly Json[], path: Path): Promise<void> {
  const [step, ...further] = path;
  if (step === undefined || objects.length === 0) return;
  const places = objects.map((object) => placeOf(object, step.field)).filter((place) => place !== undefined);
  const ids = places.map(({ holder, key }) => holder[key]).filter((value) => typeof value === "string");
  const found =
    ids.length === 0 ? new Map() : await EXPANDABLE[step.name].load(core, scope, [...new Set(ids)]);
  for (const { holder, key } of places) {
    const value = holder[key];
    if (typeof value === "string") holder[key] = found.get(value) ?? value;
  }
  const reached = places.map(({ holder, key }) => holder[key]).filter(isObject);
  await expandPath(core, scope, [...new Set(reached)], further);
}

/** Where in an object a field such as `invoice_settings.default_payment_method` is. */
function placeOf(object: Json, field: string): { holder: Json; key: string } | undefined {
  const keys = field.split(".");
  const key = keys.pop() ?? "";
  let holder: unknown = object;
  for (const outer of keys) holder = isObject(holder) ? holder[outer] : undefined;
  return isObject(holder) && key in holder ? { holder, key } : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}
