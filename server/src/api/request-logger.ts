import type { FastifyBaseLogger } from "fastify";

type Bindings = Parameters<FastifyBaseLogger["child"]>[0];
type ChildOptions = Parameters<FastifyBaseLogger["child"]>[1];
type Write = (...input: unknown[]) => void;

/**
 * A request's logger, which becomes real when the request first logs. Most requests never do, and making a child
 * logger, with all that it redacts, costs more than parsing the request.
 */
class RequestLogger {
  #made: FastifyBaseLogger | undefined;
  readonly #make: () => FastifyBaseLogger;
  readonly level: string;

  constructor(parent: FastifyBaseLogger, bindings: Bindings, options?: ChildOptions) {
    this.level = parent.level;
    this.#make = () => parent.child(bindings, options);
  }

  get #logger(): FastifyBaseLogger {
    this.#made ??= this.#make();
    return this.#made;
  }

  child(bindings: Bindings, options?: ChildOptions): FastifyBaseLogger {
    return this.#logger.child(bindings, options);
  }

  trace(...input: unknown[]): void {
    (this.#logger.trace as Write)(...input);
  }

  debug(...input: unknown[]): void {
    (this.#logger.debug as Write)(...input);
  }

  info(...input: unknown[]): void {
    (this.#logger.info as Write)(...input);
  }

  warn(...input: unknown[]): void {
    (this.#logger.warn as Write)(...input);
  }

  error(...input: unknown[]): void {
    (this.#logger.error as Write)(...input);
  }

  fatal(...input: unknown[]): void {
    (this.#logger.fatal as Write)(...input);
  }

  silent(): void {}
}

export function requestLogger(
  parent: FastifyBaseLogger,
  bindings: Bindings,
  options?: ChildOptions,
): FastifyBaseLogger {
  return new RequestLogger(parent, bindings, options) as unknown as FastifyBaseLogger;
}
