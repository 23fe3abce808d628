import { renderCaribbean, renderJamaica } from "../sizing/render-sizing.ts";
import { compareWithSimulation } from "./agreement.ts";
import { unitsFor, type Model } from "./closed-form.ts";
import { MILLION, renderCapacityPage } from "./render-page.ts";

/** A fixed seed, so that the documents change only when the model does. */
const SEED = 20_261_125;

/** Generated texts by path in the repository: the page, its plots, the sizing documents. */
export function capacityDocuments(model: Model): Readonly<Record<string, string>> {
  const { turnsPerSecond } = unitsFor(MILLION, "registered", model);
  const { streamSeconds, streamSecondsSpread } = model.inputs;
  const page = renderCapacityPage(
    model,
    compareWithSimulation({ turnsPerSecond, streamSeconds, streamSecondsSpread, seed: SEED }),
  );
  return {
    "docs/capacity-model.md": page.markdown,
    "docs/jamaica-ecommerce-sizing.md": renderJamaica(model),
    "docs/english-caribbean-ecommerce-sizing.md": renderCaribbean(model),
    ...Object.fromEntries(Object.entries(page.plots).map(([name, svg]) => [`docs/images/${name}`, svg])),
  };
}
