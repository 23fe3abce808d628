/** What a tool may be asked besides its query. */
export type ToolField = "maxPriceUsd" | "condition";
