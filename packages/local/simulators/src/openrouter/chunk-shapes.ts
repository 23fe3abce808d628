import { formsOf, OFF_SCHEMA, ON_SCHEMA, type WireForm } from "./wire-form.ts";

type Json = Readonly<Record<string, unknown>>;
type Shape = (choice: Json) => Json;

/** How providers vary the `choice` of a chunk, by name. */
const SHAPES: Readonly<Record<string, readonly [WireForm, Shape]>> = {
  /** The text as a list of parts, one of them of an unknown kind. */
  parts: [
    OFF_SCHEMA,
    (choice) =>
      withContent(choice, (text) => [
        { type: "text", text },
        { type: "reference", reference_ids: [1] },
      ]),
  ],
  /** The text as a list of strings. */
  texts: [OFF_SCHEMA, (choice) => withContent(choice, (text) => [...text])],
  message: [OFF_SCHEMA, ({ delta, ...choice }) => ({ ...choice, message: delta })],
  "index-1": [ON_SCHEMA, (choice) => ({ ...choice, index: 1 })],
  "index-text": [OFF_SCHEMA, (choice) => ({ ...choice, index: "0" })],
  "no-index": [OFF_SCHEMA, (choice) => ({ ...choice, index: undefined })],
  /** The text as a refusal by the model. */
  refusal: [
    ON_SCHEMA,
    (choice) => {
      const delta = Object(choice["delta"]) as Json; // safe because any object is a record of what it has
      return { ...choice, delta: { ...delta, content: null, refusal: delta["content"] } };
    },
  ],
  "unknown-fields": [
    OFF_SCHEMA,
    (choice) => {
      const delta = Object(choice["delta"]) as Json; // safe as above
      return {
        "x-new": { content: "no" },
        ...choice,
        delta: { ...delta, channel: "final", annotations: [{ type: "new" }] },
      };
    },
  ],
};

export const CHUNK_SHAPE_FORMS: Readonly<Record<string, WireForm>> = formsOf(SHAPES);

/** The events of a stream with these oddities applied, one after the other. */
export function shapedEvents(wire: string, shapes: readonly string[]): string {
  if (shapes.length === 0) return wire;
  return wire.replaceAll(/^data: (\{.*)$/gm, (_, json: string) => {
    const chunk = JSON.parse(json) as { choices?: readonly Json[] }; // safe because the encoder wrote it
    const choices = chunk.choices?.map((choice) => shapes.reduce((one, name) => SHAPES[name]?.[1](one) ?? one, choice));
    return `data: ${JSON.stringify(choices ? { ...chunk, choices } : chunk)}`;
  });
}

function withContent(choice: Json, make: (text: string) => readonly unknown[]): Json {
  const delta = Object(choice["delta"]) as Json; // safe because any object is a record of what it has
  const { content } = delta;
  return typeof content === "string" ? { ...choice, delta: { ...delta, content: make(content) } } : choice;
}
