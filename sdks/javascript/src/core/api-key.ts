/** Whether this code runs on a page that anybody can look into. */
function isOnPage(): boolean {
  const { window, process } = globalThis as {
    window?: { document?: unknown };
    process?: { versions?: { node?: string } };
  };
  return window?.document !== undefined && process?.versions?.node === undefined;
}

/** A key that can be sent, and that may be where this code runs. */
export function checkApiKey(apiKey: string): string {
  if (typeof apiKey !== "string" || apiKey.trim() === "") {
    throw new TypeError(
      'Give your API key: new Onerway("sk_test_…"). Is the environment variable with it set?',
    );
  }
  const key = apiKey.trim();
  if (!/^[\x21-\x7e]+$/.test(key)) throw new TypeError("The API key has characters that no key has.");
  if (/^[sr]k_/.test(key) && isOnPage()) {
    throw new TypeError(
      "This is a secret key, and whoever visits this page can read it. In a browser use your publishable key (pk_…), and make payment intents on your server. If the key has been published like this, replace it.",
    );
  }
  return key;
}
