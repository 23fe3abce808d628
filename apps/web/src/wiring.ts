export async function handle(_request: Request): Promise<Response> {
  return new Response(null, { status: 503 });
}
