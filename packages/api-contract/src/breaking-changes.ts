import type { MediaType, OpenApi, Operation, Schema } from "./open-api.ts";

/**
 * Differences that would break a client of the released document. Additions do not: new paths, optional request members, new members of answers,
 * new values that a request may have. A new enumerated value in an answer does, because a client may treat the list as complete. Lists marked
 * `x-open`, such as the error codes, may grow.
 */
export function breakingChanges(released: OpenApi, current: OpenApi): readonly string[] {
  return Object.entries(released.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, before]) => {
      const name = `${method.toUpperCase()} ${path}`;
      const after = current.paths[path]?.[method];
      if (!after) return [`${name}: is gone`];
      return [...requestChanges(name, before, after), ...responseChanges(name, before, after)];
    }),
  );
}

function requestChanges(name: string, before: Operation, after: Operation): readonly string[] {
  const old = new Map((before.parameters ?? []).map((parameter) => [parameter.name, parameter]));
  const parameters = (after.parameters ?? []).flatMap((parameter) => {
    const was = old.get(parameter.name);
    old.delete(parameter.name);
    if (!was) return parameter.required ? [`${name}: needs a new parameter, ${parameter.name}`] : [];
    return narrower(`${name}?${parameter.name}`, was.schema ?? {}, parameter.schema ?? {});
  });
  const lost = [...old.keys()].map((gone) => `${name}: no longer reads ${gone}`);
  const bodies = Object.entries(before.requestBody?.content ?? {}).flatMap(([type, { schema }]) => {
    const now = after.requestBody?.content[type];
    return now ? narrower(`${name} body`, schema ?? {}, now.schema ?? {}) : [`${name}: no longer takes ${type}`];
  });
  const needsBody = after.requestBody && !before.requestBody ? [`${name}: needs a body`] : [];
  return [...parameters, ...lost, ...bodies, ...needsBody];
}

function responseChanges(name: string, before: Operation, after: Operation): readonly string[] {
  return Object.entries(before.responses).flatMap(([status, { content = {} }]) => {
    if (Number(status) >= 400 && !hasOwnShape(content)) return [];
    const now = after.responses[status];
    if (!now) return [`${name}: no longer answers ${status}`];
    return Object.entries(content).flatMap(([type, { schema }]) => {
      const then = now.content?.[type];
      // For answers the direction is reversed: the released schema must accept what the current one allows.
      return then
        ? narrower(`${name} ${status}`, then.schema ?? {}, schema ?? {})
        : [`${name}: ${status} is no longer ${type}`];
    });
  });
}

const hasOwnShape = (content: Readonly<Record<string, MediaType>>): boolean =>
  Object.values(content).some(({ schema }) => schema?.$ref === undefined);

/** Where `to` accepts less than `from`: values that match `from` and that `to` refuses. */
function narrower(at: string, from: Schema, to: Schema): readonly string[] {
  const options = alternatives(to);
  if (options || alternatives(from)) {
    return (alternatives(from) ?? [from]).flatMap((one) => {
      const best = (options ?? [to])
        .map((other) => narrower(at, one, other))
        .toSorted((a, b) => a.length - b.length)[0];
      return best ?? [];
    });
  }
  const types = typesOf(to);
  if (
    types &&
    !(typesOf(from) ?? ["anything"]).every(
      (type) => types.includes(type) || (type === "integer" && types.includes("number")),
    )
  )
    return [`${at}: was ${String(from.type ?? "anything")}, now ${String(to.type)}`];
  return [...values(at, from, to), ...limits(at, from, to), ...members(at, from, to), ...items(at, from, to)];
}

const alternatives = ({ oneOf, anyOf }: Schema): readonly Schema[] | undefined => oneOf ?? anyOf;
const typesOf = ({ type }: Schema): readonly string[] | undefined =>
  type === undefined ? undefined : typeof type === "string" ? [type] : type;
/** `x-open`: readers are told to expect values that are not in the list. */
const valuesOf = (schema: Schema): readonly unknown[] | undefined =>
  schema["x-open"] === true ? undefined : (schema.enum ?? ("const" in schema ? [schema.const] : undefined));

function values(at: string, from: Schema, to: Schema): readonly string[] {
  const now = valuesOf(to);
  if (!now) return [];
  const before = valuesOf(from);
  if (!before) return [`${at}: was any ${String(from.type)}, now one of ${JSON.stringify(now)}`];
  return before.filter((value) => !now.includes(value)).map((value) => `${at}: ${JSON.stringify(value)} is not taken`);
}

function limits(at: string, from: Schema, to: Schema): readonly string[] {
  const least = ["minimum", "minLength", "minItems", "exclusiveMinimum"];
  const most = ["maximum", "maxLength", "maxItems", "exclusiveMaximum"];
  const bound = (schema: Schema, name: string, without: number) => Number(schema[name] ?? without);
  return [
    ...least.filter((name) => bound(to, name, -Infinity) > bound(from, name, -Infinity)),
    ...most.filter((name) => bound(to, name, Infinity) < bound(from, name, Infinity)),
    ...["pattern", "format"].filter((name) => to[name] !== undefined && to[name] !== from[name]),
  ].map((name) => `${at}: ${name} was ${String(from[name] ?? "free")}, now ${String(to[name])}`);
}

function members(at: string, from: Schema, to: Schema): readonly string[] {
  const had = from.properties ?? {};
  const required = new Set(from.required);
  const missing = (to.required ?? []).filter((name) => !required.has(name)).map((name) => `${at}.${name}: is needed`);
  const changed = Object.entries(had).flatMap(([name, schema]) => {
    const now = to.properties?.[name];
    if (now) return narrower(`${at}.${name}`, schema, now);
    return to.additionalProperties === false ? [`${at}.${name}: is not known`] : [];
  });
  return [...missing, ...changed];
}

function items(at: string, from: Schema, to: Schema): readonly string[] {
  return to.items ? narrower(`${at}[]`, from.items ?? {}, to.items) : [];
}
