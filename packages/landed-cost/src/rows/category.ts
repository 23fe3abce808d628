/** What the goods are, as far as the rows tell goods apart. */
export const CATEGORIES = {
  phones: "phones",
  laptops: "laptops and tablets",
  televisions: "televisions",
  headphones: "headphones and small electronics",
  clothing: "clothing",
  shoes: "shoes",
  cosmetics: "cosmetics",
  perfume: "perfume",
  toys: "toys",
  books: "books",
  "kitchen-appliances": "small kitchen appliances",
  jewellery: "jewellery and watches",
  "auto-parts": "car parts",
  groceries: "groceries and supplements",
  other: "other goods",
} as const;

export type Category = keyof typeof CATEGORIES;

/** Goods with taxes of their own, which no row here covers. */
export const GOODS_NOT_COVERED = ["vehicles", "alcohol", "tobacco"] as const;

export type GoodsNotCovered = (typeof GOODS_NOT_COVERED)[number];
