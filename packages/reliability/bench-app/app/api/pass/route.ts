export const runtime = "edge";

/** The least a proxy can do: the request goes up as it came, the answer comes down as it is. What Sendcat's own route is measured against. */
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
