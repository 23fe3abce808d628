/** Replies that need no catalogue. */
export function greeting(): string {
  return [
    "Hello! 👋 What are you shopping for today?",
    "Name a product and, if you like, a budget and your island, for example:",
    '- "Noise-cancelling headphones under US$100, delivered to Kingston"\n- "Air fryer for a family of five"\n- "School bags for two kids in Montego Bay"',
  ].join("\n\n");
}

export function abilities(): string {
  return [
    "I help you buy online from the islands. I can:",
    "1. **Find and compare** products: phones, headphones, sneakers, kitchen, baby, school, solar, car parts, beauty and more\n" +
      "2. **Estimate the landed cost** in JMD (or TTD, BBD, BSD, GYD, XCD): price, freight, duty and tax\n" +
      "3. **Estimate delivery** to Kingston, Montego Bay, Port of Spain, Bridgetown, Nassau, Georgetown or Castries\n" +
      '4. **Follow up**: "cheaper?", "something better", "more options", "how long does delivery take?"',
    "Try: *blender under US$80 to Bridgetown*.",
  ].join("\n\n");
}

export function nothingAsked(): string {
  return "I did not catch a question there. Name a product, for example *air fryer* or *running shoes*, and I will look.";
}

export function welcome(): string {
  return "You are welcome! Tell me what you are shopping for next, or ask me to compare, go cheaper or work out the landed cost.";
}
