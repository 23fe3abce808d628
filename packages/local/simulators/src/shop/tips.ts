import type { Destination } from "./islands.ts";

const BY_CATEGORY: Readonly<Record<string, string>> = {
  phones:
    "Ask for an **unlocked** model that has your carrier's LTE bands, and check that the warranty holds outside the US.",
  audio: "Headphones with a replaceable cable or battery last longer in salt air.",
  computers: "Check the plug and buy a surge protector with it: outages are hard on power supplies.",
  gaming: "Consoles are region-free for most games, but gift cards are not: match them to the account's country.",
  televisions: "Freight is charged by **volume** for large boxes; compare with a local shop before you order a TV.",
  sneakers:
    "Measure the foot in centimetres and compare with the seller's own chart; returns from the islands cost more than the shoe.",
  shoes: "Order school shoes by July: counters fill up before September.",
  clothing: "Clothes of one order may travel in one bag, which lowers freight for each piece.",
  kitchen: "Look for **110–120 V, 50 Hz**: Jamaica runs at 50 Hz, and motors made only for 60 Hz run slower.",
  hurricane: "Order before June. In hurricane season lanterns and power banks sell out and air freight slows.",
  solar: "Large lithium batteries travel by **sea** only: add two to three weeks.",
  school: "Compare the weight of the empty bag: every pound is freight.",
  baby: "Car seats expire; look for the date on the shell before you buy one second-hand.",
  "car parts":
    "Give the **VIN or chassis number** to the seller: many island cars are Japanese imports with their own parts.",
  beauty: "Aerosols and perfumes count as dangerous goods; some forwarders send them by sea only.",
};

/** Up to three tips for goods of a category going to a place. */
export function tips(category: string, destination: Destination): readonly string[] {
  const own = BY_CATEGORY[category];
  return [
    ...(own ? [own] : []),
    `Put the invoice into your forwarder's app before the parcel reaches Miami; without it customs in ${destination.country} sets its own value.`,
    "Ask for one parcel: two small ones pay the first pound twice.",
  ];
}
