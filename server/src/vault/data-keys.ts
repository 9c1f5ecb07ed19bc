import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import type { Clock } from "../kit/clock.ts";
import { RecentMap } from "../kit/recent-map.ts";

/**
 * What wraps data keys: the master key here, or a key management service. `key_id` travels in the header of
 * everything sealed, so that keys can be rotated.
 */
export interface KeyWrapper {
  readonly key_id: string;
  wrap(data_key: Buffer): Promise<Buffer>;
  unwrap(key_id: string, wrapped: Buffer): Promise<Buffer>;
}

/** A key that seals, and the header of everything that it has sealed, in which it travels wrapped. */
export interface DataKey {
  readonly key: KeyObject;
  readonly header: Buffer;
}

export interface DataKeys {
  /** The key to seal with now: the same for a while. */
  current(): Promise<DataKey>;
  /** The key that a header tells of, at once when it is remembered. Rejects when it was wrapped with another master key. */
  ofHeader(header: Buffer): KeyObject | Promise<KeyObject>;
}

const VERSION = 1;
const KEY_BYTES = 32;
const USED_MS = 60 * 60 * 1000;
/** Far below the 2^32 texts that may be sealed under one key with random nonces (NIST SP 800-38D, 8.3). */
const MOST_SEALED = 2 ** 20;
const REMEMBERED_KEYS = 4096;

/**
 * A fresh data key for every entry would have to be unwrapped for every charge: with a key management service, over the
 * network. So a key seals for an hour, and keys that were unwrapped are remembered, as key objects, whose bytes lie
 * outside the heap.
 */
export function createDataKeys(wrapper: KeyWrapper, clock: Clock): DataKeys {
  const remembered = new RecentMap<string, KeyObject>(REMEMBERED_KEYS);
  let current: Promise<DataKey> | undefined;
  let until_ms = 0;
  let sealed = 0;

  async function unwrap(name: string, header: Buffer): Promise<KeyObject> {
    const { key_id, wrapped } = readHeader(header);
    const key = keyObjectOf(await wrapper.unwrap(key_id, wrapped));
    remembered.set(name, key);
    return key;
  }

  return {
    current() {
      if (current === undefined || clock.monotonic_ms() >= until_ms || sealed >= MOST_SEALED) {
        until_ms = clock.monotonic_ms() + USED_MS;
        sealed = 0;
        const made = makeDataKey(wrapper);
        current = made;
        // What could not be wrapped now may be when it is asked for again.
        made.catch(() => {
          if (current === made) current = undefined;
        });
      }
      sealed += 1;
      return current;
    },
    ofHeader(header) {
      const name = header.toString("latin1");
      return remembered.get(name) ?? unwrap(name, header);
    },
  };
}

async function makeDataKey(wrapper: KeyWrapper): Promise<DataKey> {
  const bytes = randomBytes(KEY_BYTES);
  const header = writeHeader(wrapper.key_id, await wrapper.wrap(bytes));
  return { key: keyObjectOf(bytes), header };
}

/** The key as an object, and its bytes are gone. */
function keyObjectOf(bytes: Buffer): KeyObject {
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

/** Version (1 byte), length and text of the id of the key that wraps, length (2 bytes) and bytes of the wrapped data key. */
function writeHeader(wrapped_by: string, wrapped: Buffer): Buffer {
  const key_id = Buffer.from(wrapped_by);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(wrapped.length);
  return Buffer.concat([Buffer.from([VERSION, key_id.length]), key_id, length, wrapped]);
}

/** Where the header ends and the ciphertext begins in something sealed. */
export function headerBytes(sealed: Buffer): number {
  if (sealed[0] !== VERSION)
    throw new Error(`Sealed data of version ${sealed[0]} is not known to this vault.`);
  const key_id_end = 2 + (sealed[1] as number);
  return key_id_end + 2 + sealed.readUInt16BE(key_id_end);
}

function readHeader(header: Buffer): { key_id: string; wrapped: Buffer } {
  const key_id_end = 2 + (header[1] as number);
  return { key_id: header.toString("utf8", 2, key_id_end), wrapped: header.subarray(key_id_end + 2) };
}
