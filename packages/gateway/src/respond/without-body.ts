/** The answer to HEAD: the GET response without its body. Cancels a stream that was opened for it, because nobody will read it. */
export async function withoutBody(response: Response): Promise<Response> {
  await response.body?.cancel().catch(() => undefined);
  return new Response(null, response);
}
