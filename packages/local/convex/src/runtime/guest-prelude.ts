/**
 * Runs first in every realm. Gives queries and mutations a frozen clock and seeded randomness, and makes
 * `instanceof Error` true for errors that host APIs such as `fetch` throw.
 */
export const guestPrelude = `(host) => {
  "use strict";
  globalThis.global = globalThis;
  globalThis.self = globalThis;
  for (const name of ["Error", "TypeError", "RangeError", "SyntaxError"]) {
    const guest = globalThis[name];
    const ordinary = Function.prototype[Symbol.hasInstance];
    Object.defineProperty(guest, Symbol.hasInstance, {
      value(value) {
        return ordinary.call(this, value) || (this === guest && host.isInstance(name, value));
      },
    });
  }
  if (!host.deterministic) return;
  const RealDate = Date;
  function ConvexDate(...parts) {
    if (new.target === undefined) return new RealDate(host.now()).toString();
    return Reflect.construct(RealDate, parts.length === 0 ? [host.now()] : parts, new.target);
  }
  Object.setPrototypeOf(ConvexDate, RealDate);
  ConvexDate.prototype = RealDate.prototype;
  Object.defineProperty(ConvexDate, "name", { value: "Date" });
  ConvexDate.now = () => host.now();
  RealDate.prototype.constructor = ConvexDate;
  globalThis.Date = ConvexDate;
  Math.random = () => host.random();
}`;
