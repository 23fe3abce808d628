export type Intent =
  | "greeting"
  | "thanks"
  | "abilities"
  | "delivery"
  | "costs"
  | "cheaper"
  | "better"
  | "more"
  | "products";

/** The first match wins. A greeting or thanks counts only when the message contains little else. */
const PATTERNS: readonly (readonly [Intent, RegExp])[] = [
  [
    "greeting",
    /^\W*(hi|hello|hey|hiya|yo|good (morning|afternoon|evening|night|day)|wah? ?gwaa?n|greetings|howdy)\b[\w\s,'!.👋]{0,24}$/iu,
  ],
  ["thanks", /^\W*(thanks?|thank you|thx|ty|great|perfect|bless up|nice one|respect)\b.{0,30}$/iu],
  [
    "abilities",
    /\b(what (can|do) you do|who are you|what are you|how (do|does) (you|this|it) work|are you (real|a bot|human))\b|^\W*help\W*$/iu,
  ],
  ["cheaper", /\b(cheaper|less expensive|lower price|too (much|expensive|dear)|more affordable|cheapest)\b/iu],
  ["better", /\b(better|higher quality|premium|nicer|more expensive|top of the line|upgrade)\b/iu],
  [
    "more",
    /^\W*(more|others?|another|any others?|anything else|what else|show me more|more options|alternatives)\b.{0,30}$/iu,
  ],
  [
    "delivery",
    /\b(how (long|soon|fast)|when (will|would|can|could|does)|delivery time|arrive|arrival|shipping time|delivered by|deliver(y)?|ship(ping)?)\b/iu,
  ],
  [
    "costs",
    /\b(dut(y|ies)|customs?|gct|vat|tax(es)?|landed|freight|total cost|in total|exchange rate|clear(ing|ance)|how do you (calculate|work))\b/iu,
  ],
];

/** What a message asks for. `products` is the default: it may name a product, or nothing we know. */
export function intentOf(text: string): Intent {
  for (const [intent, pattern] of PATTERNS) if (pattern.test(text)) return intent;
  return "products";
}
