/** The part of a vendor's zod schemas that a judge uses; the vendors use different versions of zod. */
export interface PublishedSchema {
  safeParse(
    json: unknown,
  ):
    | { readonly success: true; readonly data: unknown }
    | { readonly success: false; readonly error: { readonly issues: readonly Issue[] } };
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Counts the values that a vendor's open lists of names do not have: its schemas let them pass. */
export type CountUnrecognized = () => { end(): number };

/**
 * What is wrong with a JSON value by a vendor's schema, one line per problem: values of another type, missing fields, fields that the schema
 * does not list, names outside its lists. `unlisted`: fields that the vendor sends though its schema does not list them, or whose contents it does not list.
 */
export function problemsIn(
  schema: PublishedSchema,
  json: unknown,
  options: { readonly count: CountUnrecognized; readonly unlisted?: ReadonlySet<string> },
): readonly string[] {
  const counter = options.count();
  const parsed = schema.safeParse(json);
  const unrecognized = counter.end();
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  const extra = fieldsLost(json, parsed.data).filter(
    (path) => !path.split(".").some((name) => options.unlisted?.has(name)),
  );
  return [
    ...extra.map((path) => `${path}: not listed`),
    ...(unrecognized > 0 ? [`${unrecognized} of its names are not listed`] : []),
  ];
}

/** Paths of the fields of `json` that `parsed` has neither under their own name nor in camel case. */
function fieldsLost(json: unknown, parsed: unknown, path = ""): readonly string[] {
  if (typeof json !== "object" || json === null) return [];
  const read = Object(parsed) as Readonly<Record<string, unknown>>; // safe because any value may be asked for a field
  return Object.entries(json).flatMap(([name, value]) => {
    const at = path === "" ? name : `${path}.${name}`;
    const found = [name, camelCase(name)].find((key) => Object.hasOwn(read, key));
    return found === undefined ? [at] : fieldsLost(value, read[found], at);
  });
}

export function camelCase(name: string): string {
  return name.replaceAll(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
}
