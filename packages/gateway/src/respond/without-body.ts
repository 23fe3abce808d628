/** What HEAD is answered: all that GET says but the body. A stream that was opened for it is closed: nobody reads it. */
export async function withoutBody(response: Response): Promise<Response> {
  await response.body?.cancel().catch(() => undefined);
  return new Response(null, response);
}
