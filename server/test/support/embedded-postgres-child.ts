import { writeSync } from "node:fs";
import { Client } from "pg";
import { startEmbeddedPostgres } from "../../src/db/embedded/start.ts";

// Starts the embedded PostgreSQL in a process of its own and reports each step as one line of JSON. On SIGINT
// it still writes a row, as the server finishes its payments, and only then stops PostgreSQL.

const report = (line: Record<string, unknown>) => writeSync(1, `${JSON.stringify(line)}\n`);

try {
  const running = await startEmbeddedPostgres({
    data_dir: process.argv[2] ?? "",
    on_notice: (notice) => report({ notice }),
  });
  const client = new Client(running.connection);
  await client.connect();
  await client.query("CREATE TABLE IF NOT EXISTS payment (id int PRIMARY KEY)");
  await client.query("INSERT INTO payment SELECT coalesce(max(id), 0) + 1 FROM payment");
  process.on("SIGINT", async () => {
    await client.query("INSERT INTO payment SELECT max(id) + 1 FROM payment");
    await client.end();
    await running.stop();
    report({ stopped: true });
    process.exit(0);
  });
  report({ started: running.connection });
} catch (error) {
  report({ refused: (error as { code?: string }).code, message: (error as Error).message });
  process.exit(1);
}
