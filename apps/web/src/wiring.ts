export async function handle(request: Request): Promise<Response> { return new Response("x"); }
