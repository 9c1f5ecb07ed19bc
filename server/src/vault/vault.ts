import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import type { Database, Queryable } from "../db/types.ts";
import { addMilliseconds, type Clock } from "../kit/clock.ts";
import type { NewId } from "../kit/ids.ts";
import type { Scope } from "../kit/scope.ts";
import { createDataKeys, type KeyWrapper } from "./data-keys.ts";
import { createEntryCache, type EntryKind } from "./entry-cache.ts";
import { type Envelope, openEnvelope, readEnvelope, sealEnvelope } from "./envelope.ts";
import { createHmacSha256 } from "./hmac.ts";
import { deriveKey } from "./master-key.ts";
import {
  deleteEntriesToForget,
  deleteExpiredSecurityCodes,
  findSealedEntry,
  insertEntry,
  insertSecurityCode,
  setEntryToForget,
  takeSealedSecurityCode,
} from "./store.ts";

export interface CardNumber {
  readonly number: string;
  readonly exp_month: number;
  readonly exp_year: number;
}

/** What a bank needs to know to debit an account. */
export interface BankAccountNumber {
  readonly account_number: string;
  readonly routing_number: string;
  readonly account_holder_type: "individual" | "company";
  readonly account_type: "checking" | "savings";
}

/** What is kept of something sealed: its id, and what tells whether two are the same. */
export interface VaultEntry {
  readonly vault_entry_id: string;
  readonly fingerprint: string;
}

/**
 * The only room that sees card numbers, account numbers and security codes at rest. Others hold an entry's id and, for
 * the length of one authorisation, the number itself.
 */
export interface Vault {
  /** Seals a card (and its security code for an hour, or until it is used) within the caller's transaction. */
  storeCard(db: Queryable, scope: Scope, card: CardNumber, security_code: string | null): Promise<VaultEntry>;
  revealCard(scope: Scope, vault_entry_id: string): Promise<CardNumber>;
  /** The fingerprint that a card of this number has, or would have. */
  cardFingerprint(scope: Scope, number: string): string;
  /** Seals a bank account within the caller's transaction. */
  storeBankAccount(db: Queryable, scope: Scope, account: BankAccountNumber): Promise<VaultEntry>;
  revealBankAccount(scope: Scope, vault_entry_id: string): Promise<BankAccountNumber>;
  /**
   * Lets a card or a bank account go that nothing may charge any more. Its number is deleted a little later, because a
   * charge that was begun before may still have to read it.
   */
  releaseEntry(db: Queryable, scope: Scope, vault_entry_id: string): Promise<void>;
  forgetReleasedEntries(): Promise<number>;
  /** The waiting security code, which is gone with this call. */
  takeSecurityCode(scope: Scope, card_id: string): Promise<string | undefined>;
  forgetExpiredSecurityCodes(): Promise<number>;
  /** Seals any other secret that has to be read again, such as the secret of a webhook endpoint. */
  sealSecret(scope: Scope, purpose: string, secret: string): Promise<Buffer>;
  openSecret(scope: Scope, purpose: string, sealed: Buffer): Promise<string>;
  /** A token that needs no storage: only this installation can make it, and always makes the same for the same id. */
  deriveToken(purpose: string, id: string, encoding?: "base64url" | "hex"): string;
  verifyToken(purpose: string, id: string, token: string): boolean;
  /** A hash that tells whether two texts are the same, and that nobody without our key can find the text by. */
  keyedHash(purpose: string, text: string): Buffer;
}

export interface VaultOptions {
  db: Database;
  clock: Clock;
  new_id: NewId;
  keys: KeyWrapper;
  master_key: Buffer;
}

const SECURITY_CODE_LIFE_MS = 60 * 60 * 1000;
/** Longer than any request may take. */
const RELEASED_ENTRY_LIFE_MS = 60 * 1000;

/** Of 24 bytes. */
const TOKEN_LENGTHS = { base64url: 32, hex: 48 };

function associatedData(scope: Scope, purpose: string): Buffer {
  return Buffer.from(`${scope.merchant_id}|${scope.livemode ? "live" : "test"}|${purpose}`);
}

export function createVault({ db, clock, new_id, keys, master_key }: VaultOptions): Vault {
  // As key objects, which are prepared once and not for every hash.
  const fingerprint_key = createSecretKey(deriveKey(master_key, "fingerprint"));
  const hmacOfToken = createHmacSha256(deriveKey(master_key, "token"));
  const data_keys = createDataKeys(keys, clock);
  const cache = createEntryCache();

  const seal = (scope: Scope, purpose: string, text: string) =>
    sealEnvelope(data_keys, Buffer.from(text), associatedData(scope, purpose));
  const open = async (scope: Scope, purpose: string, sealed: Buffer) =>
    openEnvelope(await readEnvelope(data_keys, sealed, associatedData(scope, purpose))).toString();

  const deriveToken: Vault["deriveToken"] = (purpose, id, encoding = "base64url") =>
    hmacOfToken(`${purpose}|${id}`, encoding).slice(0, TOKEN_LENGTHS[encoding]);

  const keyedHash = (purpose: string, text: string) =>
    Buffer.from(hmacOfToken(`${purpose}|${text}`, "binary"), "latin1");

  // Scoped by merchant, so that two merchants cannot find out that they share a buyer.
  const fingerprintOf = (scope: Scope, text: string) =>
    createHmac("sha256", fingerprint_key)
      .update(`${scope.merchant_id}|${scope.livemode}|${text}`)
      .digest("base64url")
      .slice(0, 22);

  async function store(
    transaction: Queryable,
    scope: Scope,
    kind: EntryKind,
    contents: CardNumber | BankAccountNumber,
  ): Promise<string> {
    const id = new_id();
    const sealed = await seal(scope, kind, JSON.stringify(contents));
    await insertEntry(transaction, scope, { id, sealed, created_at: clock.now() });
    return id;
  }

  async function find(scope: Scope, kind: EntryKind, id: string): Promise<Envelope> {
    const sealed = await findSealedEntry(db, scope, id);
    if (sealed === undefined) throw new Error(`The vault holds no entry ${id} of this merchant.`);
    const envelope = await readEnvelope(data_keys, sealed, associatedData(scope, kind));
    cache.set(scope, kind, id, envelope);
    return envelope;
  }

  async function reveal(scope: Scope, kind: EntryKind, id: string): Promise<unknown> {
    const envelope = cache.get(scope, kind, id) ?? (await find(scope, kind, id));
    return JSON.parse(openEnvelope(envelope).toString());
  }

  return {
    keyedHash,
    cardFingerprint: fingerprintOf,
    async storeCard(transaction, scope, card, security_code) {
      const vault_entry_id = await store(transaction, scope, "card", card);
      if (security_code !== null) {
        await insertSecurityCode(transaction, scope, {
          card_id: vault_entry_id,
          sealed: await seal(scope, "security_code", security_code),
          expires_at: addMilliseconds(clock.now(), SECURITY_CODE_LIFE_MS),
        });
      }
      return { vault_entry_id, fingerprint: fingerprintOf(scope, card.number) };
    },
    revealCard: (scope, id) => reveal(scope, "card", id) as Promise<CardNumber>,
    async storeBankAccount(transaction, scope, account) {
      const vault_entry_id = await store(transaction, scope, "us_bank_account", account);
      const { routing_number, account_number } = account;
      const fingerprint = fingerprintOf(scope, `us_bank_account|${routing_number}|${account_number}`);
      return { vault_entry_id, fingerprint };
    },
    revealBankAccount: (scope, id) => reveal(scope, "us_bank_account", id) as Promise<BankAccountNumber>,
    releaseEntry: (transaction, scope, id) =>
      setEntryToForget(transaction, scope, id, addMilliseconds(clock.now(), RELEASED_ENTRY_LIFE_MS)),
    forgetReleasedEntries: () => deleteEntriesToForget(db, clock.now()),
    async takeSecurityCode(scope, card_id) {
      const sealed = await takeSealedSecurityCode(db, scope, card_id, clock.now());
      return sealed && open(scope, "security_code", sealed);
    },
    forgetExpiredSecurityCodes: () => deleteExpiredSecurityCodes(db, clock.now()),
    sealSecret: (scope, purpose, secret) => seal(scope, `secret:${purpose}`, secret),
    openSecret: (scope, purpose, sealed) => open(scope, `secret:${purpose}`, sealed),
    deriveToken,
    verifyToken(purpose, id, token) {
      const expected = Buffer.from(deriveToken(purpose, id));
      const given = Buffer.from(token);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
