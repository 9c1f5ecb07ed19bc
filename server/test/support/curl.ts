import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { checkDocumented } from "./documented.ts";
import { type FaststarBody, readJson } from "./http.ts";
import type { TestMerchant, TestServer } from "./server.ts";

const run = promisify(execFile);

export interface CurlAnswer {
  readonly status: number;
  readonly text: string;
  readonly body: FaststarBody;
}

/**
 * Pastes a command line into a shell where `$API` is the address of the FastStar API, `$ONERWAY` that of the Onerway API
 * and `$KEY` the merchant's key.
 */
export async function curl(
  server: TestServer,
  { secret_key }: TestMerchant,
  command: string,
): Promise<CurlAnswer> {
  const telling =
    "--silent --show-error --max-time 20 --write-out '\\n%{method} %{url_effective} %{http_code}'";
  // Nothing else of the environment: a proxy that somebody has set up is not meant for this machine.
  const env = { API: `${server.url}/api/v1`, ONERWAY: `${server.url}/v1`, KEY: secret_key };
  const { stdout } = await run("sh", ["-c", `${command} ${telling}`], { env });
  const end = stdout.lastIndexOf("\n");
  const text = stdout.slice(0, end);
  const [method = "", url = "", status] = stdout.slice(end + 1).split(" ");
  const body = readJson(text);
  checkDocumented({ method, url, status: Number(status), body });
  return { status: Number(status), text, body: body as FaststarBody };
}
