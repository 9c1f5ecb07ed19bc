/** Parameters as the API reads them in addresses: `created[gte]=1&expand[0]=customer`, and nothing for undefined. */
export function encodeQuery(params: object): string {
  return Object.entries(params)
    .flatMap(([name, value]) => pairsOf(name, value))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join("&");
}

function pairsOf(name: string, value: unknown): [string, string][] {
  if (value === undefined) return [];
  if (value === null) return [[name, ""]];
  if (typeof value !== "object") return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, part]) => pairsOf(`${name}[${key}]`, part));
}
