import type { GuidePart, Sample } from "./guide-samples.ts";

/** A file next to the script, for a sample that is a program. */
export interface ProgramFile {
  readonly name: string;
  readonly text: string;
}

/** What a sample prints, and what the guide shows that it does. */
export interface ExpectedOutput {
  readonly line: number;
  readonly file: string;
  readonly answer: string;
}

export interface GuideScript {
  readonly text: string;
  readonly programs: readonly ProgramFile[];
  readonly outputs: readonly ExpectedOutput[];
}

/** Sends the guide's receiver an event whose signature is right, or of another secret, of so many seconds ago. */
const SEND_WEBHOOK = `
  const [age_s, secret] = process.argv.slice(1);
  const time = Math.floor(Date.now() / 1000) - Number(age_s);
  const body = JSON.stringify({ id: "evt_1", type: "payment.succeeded", data: { client_reference_id: "order_1" } });
  const v1 = require("node:crypto").createHmac("sha256", secret).update(time + "." + body).digest("hex");
  const headers = { "x-webhook-signature": "t=" + time + ",v1=" + v1 };
  fetch("http://127.0.0.1:" + process.env.PORT + "/webhooks", { method: "POST", headers, body }).then(
    ({ status }) => console.log(status),
  );`;

/** Runs in every guide before its first sample. `buyer` is somebody with a browser and a card. */
const PRELUDE = `set -euo pipefail
set -a
SERVING=""
LAST=""
stop_serving() { if [ -n "$SERVING" ]; then kill "$SERVING"; wait "$SERVING" 2>/dev/null || true; SERVING=""; fi; }
trap stop_serving EXIT
until_true() { for _ in {1..400}; do if "$@"; then return; fi; sleep 0.05; done; echo "never came true: $*" >&2; return 1; }
is_listening() { curl -s -o "$OUT/ignored" "http://127.0.0.1:$PORT/"; }
has_printed() { [ "$(wc -l < "$PRINTED")" -ge "$1" ]; }
until_printed() { until_true has_printed "$1"; }
send_webhook() { "$NODE" -e '${SEND_WEBHOOK}' "$@"; }
refuses_stale_webhook() { [ "$(send_webhook 310 "$WEBHOOK_SECRET")" = 400 ]; }
refuses_forged_webhook() { [ "$(send_webhook 0 "not-$WEBHOOK_SECRET")" = 400 ]; }
is_paid() { curl -sS "$STARWAY_URL/v1/payment_intents/$1" -u "$API_KEY:" | grep -q '"status":"succeeded"'; }
until_paid() { until_true is_paid "$1"; }
is_settled() { LISTED=$(curl -sSf "$STARWAY_URL/v1/payment_intents?limit=100" -u "$API_KEY:") && ! grep -q '"status":"processing"' <<< "$LISTED"; }
until_settled() { until_true is_settled; }
until_told() { curl -sSf "$BUYER_URL/until_told"; }
is_delivered() { curl -sSf "$STARWAY_URL/api/v1/merchant/webhook-endpoints/$1/deliveries?status=succeeded" -H "X-API-Key: $API_KEY" | grep -q '"whd_'; }
until_delivered() { until_true is_delivered "$1"; }
buyer() { curl -sSf "$BUYER_URL/$1" --data-urlencode "address=$2" --data-urlencode "card=\${3:-}" --data-urlencode "country=\${4:-}"; }
`;

const INTERPRETERS: Readonly<Record<string, { command: string; ending: string }>> = {
  js: { command: '"$NODE"', ending: "mjs" },
  python: { command: "python3 -u", ending: "py" },
};

/**
 * All samples of a guide as one script, so that a later one finds in the shell's variables what an earlier one has made.
 * A sample marked `file` and a name is a module that later ones import. What is in a language that this machine does not
 * have is left out.
 */
export function scriptOf(parts: readonly GuidePart[], has_python: boolean): GuideScript {
  const commands: string[] = [PRELUDE];
  const programs: ProgramFile[] = [];
  const outputs: ExpectedOutput[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.kind === "heading") continue;
    if (part.kind === "sample" && !isRun(part, has_python)) continue;
    commands.push(`echo "line ${part.line}" >&2`);
    if (part.kind === "aside") {
      commands.push(part.text);
      continue;
    }
    const file = `${part.line}.out`;
    commands.push(`LAST="$OUT/${file}"`);
    if (part.mark.startsWith("file ")) {
      programs.push({ name: part.mark.slice("file ".length), text: part.text });
      continue;
    }
    const next = parts[index + 1];
    if (next?.kind === "sample" && next.mark === "answer") {
      outputs.push({ line: part.line, file, answer: next.text });
    }
    const interpreter = INTERPRETERS[part.language];
    if (interpreter === undefined) {
      commands.push(`{\n${part.text}\n} > "$OUT/${file}"`);
      continue;
    }
    const name = `${part.line}.${interpreter.ending}`;
    programs.push({ name, text: part.text });
    commands.push(...start(part, `${interpreter.command} "$OUT/${name}"`, file));
  }
  return { text: commands.join("\n"), programs, outputs };
}

function isRun({ language, mark }: Sample, has_python: boolean): boolean {
  return (
    (mark === "run" || mark === "serve" || mark.startsWith("file ")) && (language !== "python" || has_python)
  );
}

/** A server takes the place of the one before it. */
function start({ mark }: Sample, command: string, file: string): string[] {
  if (mark === "run") return [`${command} > "$OUT/${file}"`];
  return [
    "stop_serving",
    'PRINTED="$LAST"',
    `${command} > "$PRINTED" &`,
    "SERVING=$!",
    "until_true is_listening",
  ];
}
