/** How the goods enter. `traveller`: in somebody's luggage. */
export type Mode = "air" | "sea" | "post" | "traveller";
