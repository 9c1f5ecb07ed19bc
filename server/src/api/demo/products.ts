import type { DemoLocale } from "./locale.ts";

/** Something that the shop sells. */
export interface Product {
  id: string;
  /** File name below `assets/`. */
  image: string;
  currency: string;
  unit_amount: number;
  tax_category: string;
  name: Record<DemoLocale, string>;
  description: Record<DemoLocale, string>;
}

/** Everything that the shop sells. */
export const PRODUCTS: readonly Product[] = [
  {
    id: "mug",
    image: "mug.svg",
    currency: "USD",
    unit_amount: 1800,
    tax_category: "physical_goods",
    name: { en: "Polaris mug", "zh-CN": "北极星马克杯" },
    description: {
      en: "Enamelled steel, 350 ml. Keeps its colour through a thousand mornings.",
      "zh-CN": "珐琅钢杯，350 毫升，用上一千个早晨也不褪色。",
    },
  },
  {
    id: "print",
    image: "print.svg",
    currency: "USD",
    unit_amount: 3250,
    tax_category: "physical_goods",
    name: { en: "Night sky print", "zh-CN": "夜空版画" },
    description: {
      en: "The sky over your town tonight, on heavy cotton paper, 40 × 50 cm.",
      "zh-CN": "今晚你头顶的星空，印在 40 × 50 厘米的厚棉纸上。",
    },
  },
  {
    id: "guide",
    image: "guide.svg",
    currency: "USD",
    unit_amount: 999,
    tax_category: "e_books",
    name: { en: "Pocket star guide", "zh-CN": "口袋观星手册" },
    description: {
      en: "An e-book of 88 constellations for bright cities and dark fields.",
      "zh-CN": "电子书：从灯火城市到漆黑旷野，认识 88 个星座。",
    },
  },
];

/** The product of that id, if the shop sells it. */
export function findProduct(id: unknown): Product | undefined {
  return PRODUCTS.find((product) => product.id === id);
}
