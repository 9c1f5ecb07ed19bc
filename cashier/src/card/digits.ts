/** The digits of what was typed; full-width digits of an input method count as digits. */
export function digitsOf(text: string): string {
  return text.normalize("NFKC").replace(/\D/g, "");
}

/** A masked value and where the caret belongs in it. */
export interface Masked {
  value: string;
  caret: number;
}

/** What an input event left in a masked field; `forward` when the delete key did it. */
export interface Edit {
  value: string;
  caret: number;
  previous: string;
  forward: boolean;
}

/**
 * Removes the digit that the buyer meant when a deletion only hit a separator, which the mask would put back at once.
 */
export function withoutSeparatorTrap(edit: Edit): { value: string; caret: number } {
  const { value, caret, previous, forward } = edit;
  const removedSeparator = value.length === previous.length - 1 && digitsOf(value) === digitsOf(previous);
  if (!removedSeparator) return { value, caret };
  const before = value.slice(0, caret);
  const after = value.slice(caret);
  if (forward) return { value: before + after.replace(/\d/, ""), caret };
  const shortened = before.replace(/\d(\D*)$/, "$1");
  return { value: shortened + after, caret: shortened.length };
}

/** The caret position in `masked` that follows its n-th digit; after the last digit it is the very end. */
export function caretAfter(masked: string, digits_before: number): number {
  if (digits_before >= digitsOf(masked).length) return masked.length;
  let seen = 0;
  let position = 0;
  while (seen < digits_before) {
    if (/\d/.test(masked.charAt(position))) seen += 1;
    position += 1;
  }
  return position;
}
