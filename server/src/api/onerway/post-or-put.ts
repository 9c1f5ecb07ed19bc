import type {
  FastifyContextConfig,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  preValidationHookHandler,
} from "fastify";
import type { Static, TSchema } from "typebox";
import { alsoByPut, type Operation } from "../plugins/openapi/operation.ts";

interface ChangeRoute<Params extends TSchema, Body extends TSchema> {
  readonly config: FastifyContextConfig & { readonly operation: Operation };
  readonly schema: { readonly params: Params; readonly body: Body };
  readonly preValidation?: preValidationHookHandler;
}

interface Changed<Params extends TSchema, Body extends TSchema> {
  Params: Static<Params>;
  Body: Static<Body>;
}

type ChangeHandler<Params extends TSchema, Body extends TSchema> = (
  request: FastifyRequest<Changed<Params, Body>>,
  reply: FastifyReply,
) => Promise<unknown>;

/** A route that changes an object: PUT at its address does what POST does. */
export function postOrPut<Params extends TSchema, Body extends TSchema>(
  app: FastifyInstance,
  path: string,
  route: ChangeRoute<Params, Body>,
  handler: ChangeHandler<Params, Body>,
): void {
  const by_put = { ...route.config, operation: alsoByPut(route.config.operation) };
  app.post<Changed<Params, Body>>(path, route, handler);
  app.put<Changed<Params, Body>>(path, { ...route, config: by_put }, handler);
}
