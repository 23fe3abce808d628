/** Fields of a tool's input besides its query. */
export type ToolField = "maxPriceUsd" | "condition";
