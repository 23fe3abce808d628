/** Where a product was found. */
export const PRODUCT_SOURCES = ["ebay", "google_shopping"] as const;
