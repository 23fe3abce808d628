// See portkey.ts: a response whose headers may be appended to.
const send = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const { body, status, statusText, headers } = await send(input, init);
  return new Response(body, { status, statusText, headers: new Headers(headers) });
};
