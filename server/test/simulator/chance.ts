import { createHash } from "node:crypto";
import type { Random } from "../../src/kit/random.ts";

/** Chance that a seed decides: the same seed and name give the same numbers on every machine. */
export interface Chance extends Random {
  /** A whole number from 0 to below the limit. */
  below(limit: number): number;
  happens(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Picks a key; a key of weight 2 comes twice as often as one of weight 1. */
  pickWeighted<Key extends string>(weights: Readonly<Record<Key, number>>): Key;
  /** The same for numbers, each with its weight. */
  pickNumber(...weighted: readonly (readonly [value: number, weight: number])[]): number;
}

/** Each name is a stream of its own, so that one part of a history draws nothing away from another. */
export function seededChance(seed: number, name: string): Chance {
  const digest = createHash("sha256").update(`${seed}/${name}`).digest();
  let [a, b, c, d] = [0, 4, 8, 12].map((offset) => digest.readUInt32LE(offset)) as [
    number,
    number,
    number,
    number,
  ];

  /** The generator sfc32, which has 128 bits of state. */
  function next(): number {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  }

  const fraction = () => next() / 2 ** 32;
  const below = (limit: number) => Math.floor(fraction() * limit);

  function draw<Value>(weighted: readonly (readonly [Value, number])[]): Value {
    let left = fraction() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
    const found = weighted.find(([, weight]) => {
      left -= weight;
      return left < 0;
    });
    return (found ?? (weighted.at(-1) as readonly [Value, number]))[0];
  }

  return {
    fraction,
    below,
    happens: (probability) => fraction() < probability,
    pick: (list) => {
      if (list.length === 0) throw new Error("Nothing can be picked from an empty list.");
      return list[below(list.length)] as (typeof list)[number];
    },
    pickWeighted: <Key extends string>(weights: Readonly<Record<Key, number>>) =>
      draw(Object.entries<number>(weights) as [Key, number][]),
    pickNumber: (...weighted) => draw(weighted),
    bytes(length) {
      const bytes = Buffer.alloc(length);
      for (let index = 0; index < length; index++) bytes[index] = below(256);
      return bytes;
    },
  };
}
