import type { ComponentChildren } from "preact";
import { brandNamed } from "../card/brand.ts";
import { validTo } from "../card/valid-to.ts";
import { chosenCard } from "../checkout/chosen-card.ts";
import { fill } from "../messages/index.ts";
import { usePage } from "../page-context.ts";
import type { OfferedCard } from "../view.ts";
import { BrandBadge } from "./brand-badge.tsx";

/** The customer's saved cards and, last, another one. Nothing at all for a customer without saved cards. */
export function SavedCards() {
  const { state, messages } = usePage();
  const { saved_cards } = state.view;
  if (!saved_cards?.length) return null;
  return (
    <div class="choices">
      {saved_cards.map((card) => (
        <Choice key={card.id} id={card.id} expired={card.expired}>
          <CardName card={card} />
        </Choice>
      ))}
      <Choice id={null}>
        <span>{messages.another_card}</span>
      </Choice>
    </div>
  );
}

function Choice({
  id,
  expired = false,
  children,
}: {
  id: string | null;
  expired?: boolean;
  children: ComponentChildren;
}) {
  const { checkout, state } = usePage();
  return (
    <label class={expired ? "choice expired" : "choice"}>
      <input
        type="radio"
        name="card"
        checked={(chosenCard(state)?.id ?? null) === id}
        disabled={expired || !state.started}
        onChange={() => checkout.choose(id)}
      />
      {children}
    </label>
  );
}

function CardName({ card }: { card: OfferedCard }) {
  const { messages } = usePage();
  const brand = brandNamed(card.brand);
  return (
    <>
      <span>
        {fill(messages.card_ending, { brand: brand?.name ?? messages.card, last4: card.last4 })}
        <small>
          {fill(card.expired ? messages.card_expired : messages.valid_to, { date: validTo(card) })}
        </small>
      </span>
      <BrandBadge brand={brand} />
    </>
  );
}

/** Whether the card that is typed is to be offered next time; the buyer has to say so. A subscription keeps its card. */
export function KeepCard() {
  const { checkout, state, messages } = usePage();
  if (!state.view.saved_cards || state.view.mode !== "payment") return null;
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={state.keep_card}
        disabled={!state.started}
        onChange={(event) => checkout.keep(event.currentTarget.checked)}
      />
      <span>{fill(messages.keep_card, { merchant: state.view.merchant_name })}</span>
    </label>
  );
}
