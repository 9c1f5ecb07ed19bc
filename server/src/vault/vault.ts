import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import type { Database, Queryable } from "../db/types.ts";
import { addMilliseconds, type Clock } from "../kit/clock.ts";
import type { NewId } from "../kit/ids.ts";
import type { Scope } from "../kit/scope.ts";
import { createCardCache } from "./card-cache.ts";
import { type KeyWrapper, openEnvelope, sealEnvelope } from "./envelope.ts";
import { deriveKey } from "./master-key.ts";
import {
  deleteCardsToForget,
  deleteExpiredSecurityCodes,
  findSealedCard,
  insertCard,
  insertSecurityCode,
  setCardToForget,
  takeSealedSecurityCode,
} from "./store.ts";

export interface CardNumber {
  readonly number: string;
  readonly exp_month: number;
  readonly exp_year: number;
}

/**
 * The only room that sees card numbers and security codes at rest. Others hold a card's id and, for the length of
 * one authorisation, the number itself.
 */
export interface Vault {
  /** Seals a card (and its security code for an hour, or until it is used) within the caller's transaction. */
  storeCard(
    db: Queryable,
    scope: Scope,
    card: CardNumber,
    security_code: string | null,
  ): Promise<{ card_id: string; fingerprint: string }>;
  revealCard(scope: Scope, card_id: string): Promise<CardNumber>;
  /**
   * Lets a card go that nothing may charge any more. Its number is deleted a little later, because a charge that was
   * begun before may still have to read it.
   */
  releaseCard(db: Queryable, scope: Scope, card_id: string): Promise<void>;
  forgetReleasedCards(): Promise<number>;
  /** The waiting security code, which is gone with this call. */
  takeSecurityCode(scope: Scope, card_id: string): Promise<string | undefined>;
  forgetExpiredSecurityCodes(): Promise<number>;
  /** Seals any other secret that has to be read again, such as the secret of a webhook endpoint. */
  sealSecret(scope: Scope, purpose: string, secret: string): Promise<Buffer>;
  openSecret(scope: Scope, purpose: string, sealed: Buffer): Promise<string>;
  /** A token that needs no storage: only this installation can make it, and always makes the same for the same id. */
  deriveToken(purpose: string, id: string): string;
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
const RELEASED_CARD_LIFE_MS = 60 * 1000;

function associatedData(scope: Scope, purpose: string): Buffer {
  return Buffer.from(`${scope.merchant_id}|${scope.livemode ? "live" : "test"}|${purpose}`);
}

export function createVault({ db, clock, new_id, keys, master_key }: VaultOptions): Vault {
  // As key objects, which are prepared once and not for every hash.
  const fingerprint_key = createSecretKey(deriveKey(master_key, "fingerprint"));
  const token_key = createSecretKey(deriveKey(master_key, "token"));
  const cache = createCardCache();

  const seal = (scope: Scope, purpose: string, text: string) =>
    sealEnvelope(keys, Buffer.from(text), associatedData(scope, purpose));
  const open = async (scope: Scope, purpose: string, sealed: Buffer) =>
    (await openEnvelope(keys, sealed, associatedData(scope, purpose))).toString();

  const deriveToken = (purpose: string, id: string) =>
    createHmac("sha256", token_key).update(`${purpose}|${id}`).digest("base64url").slice(0, 32);

  const keyedHash = (purpose: string, text: string) =>
    createHmac("sha256", token_key).update(`${purpose}|${text}`).digest();

  return {
    keyedHash,
    async storeCard(transaction, scope, card, security_code) {
      const card_id = new_id();
      const created_at = clock.now();
      const sealed = await seal(scope, "card", JSON.stringify(card));
      await insertCard(transaction, scope, { id: card_id, sealed, created_at });
      if (security_code !== null) {
        await insertSecurityCode(transaction, scope, {
          card_id,
          sealed: await seal(scope, "security_code", security_code),
          expires_at: addMilliseconds(created_at, SECURITY_CODE_LIFE_MS),
        });
      }
      // Scoped by merchant, so that two merchants cannot find out that they share a buyer.
      const fingerprint = createHmac("sha256", fingerprint_key)
        .update(`${scope.merchant_id}|${scope.livemode}|${card.number}`)
        .digest("base64url")
        .slice(0, 22);
      return { card_id, fingerprint };
    },
    async revealCard(scope, card_id) {
      const cache_key = `${scope.merchant_id}|${scope.livemode}|${card_id}`;
      const sealed = cache.get(cache_key) ?? (await findSealedCard(db, scope, card_id));
      if (sealed === undefined) throw new Error(`The vault holds no card ${card_id} of this merchant.`);
      cache.set(cache_key, sealed);
      return JSON.parse(await open(scope, "card", sealed)) as CardNumber;
    },
    releaseCard: (transaction, scope, card_id) =>
      setCardToForget(transaction, scope, card_id, addMilliseconds(clock.now(), RELEASED_CARD_LIFE_MS)),
    forgetReleasedCards: () => deleteCardsToForget(db, clock.now()),
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
