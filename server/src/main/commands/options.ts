import type { Command } from "commander";

/** The flags that every command understands. */
export function withConfigFlags(command: Command): Command {
  return command
    .option("--database-url <url>", "a PostgreSQL server; without it, the embedded one")
    .option("--data-dir <directory>", "where the embedded database and the keys are");
}

export function withServerFlags(command: Command): Command {
  return withConfigFlags(command)
    .option("--port <port>", "where to listen")
    .option("--host <host>", "address to listen on")
    .option("--public-url <url>", "the address that others see")
    .option("--cashier-url <url>", "the cashier's address, when it is another");
}
