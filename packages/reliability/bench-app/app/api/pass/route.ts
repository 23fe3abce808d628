export const runtime = "edge";

/** The least that a proxy can do: pass the request and the answer through unchanged. Sendcat's own route is compared with it. */
export async function POST(request: Request): Promise<Response> {
  const upstream = await fetch(`${process.env["OPENROUTER_BASE_URL"]}/chat/completions`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${process.env["OPENROUTER_API_KEY"]}`,
    },
    body: await request.text(),
  });
  return new Response(upstream.body, {
    status: upstream.status,
    headers: {
      "content-type": upstream.headers.get("content-type") ?? "text/event-stream",
      "cache-control": "no-cache, no-transform",
    },
  });
}
