import type { Brand, BrandType } from "../card/brand.ts";

const plates: Record<Exclude<BrandType, "mastercard">, [text: string, fill: string]> = {
  visa: ["VISA", "#1d3a8a"],
  amex: ["AMEX", "#1a6aa8"],
  discover: ["DISC", "#a8480f"],
  diners: ["DINERS", "#0b5a82"],
  jcb: ["JCB", "#1b6b3a"],
  unionpay: ["银联", "#a3222c"],
  maestro: ["MAES", "#0a5fa5"],
};

/** The brand of the card as a small badge of our own drawing; a blank card while it is not known. */
export function BrandBadge({ brand }: { brand: Brand | null }) {
  if (!brand) {
    return (
      <svg class="brand" viewBox="0 0 36 24" aria-hidden="true">
        <g class="blank-card">
          <rect x=".75" y=".75" width="34.5" height="22.5" rx="4" />
          <path d="M1 8h34M6 16.5h8" />
        </g>
      </svg>
    );
  }
  return (
    <svg class="brand" viewBox="0 0 36 24" role="img" aria-label={brand.name}>
      {brand.type === "mastercard" ? <Circles /> : <Plate plate={plates[brand.type]} />}
    </svg>
  );
}

function Plate({ plate: [text, fill] }: { plate: [text: string, fill: string] }) {
  return (
    <>
      <rect width="36" height="24" rx="4" fill={fill} />
      <text
        x="18"
        y="15.5"
        fill="#fff"
        font-size={text.length > 4 ? 8 : 10}
        font-weight="700"
        text-anchor="middle"
      >
        {text}
      </text>
    </>
  );
}

function Circles() {
  return (
    <>
      <rect width="36" height="24" rx="4" fill="#20242c" />
      <circle cx="14.5" cy="12" r="7" fill="#e0322f" />
      <circle cx="21.5" cy="12" r="7" fill="#f2a03d" fill-opacity=".9" />
    </>
  );
}
