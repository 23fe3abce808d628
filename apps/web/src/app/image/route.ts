import { env } from "../../env.ts";
import { fetchProductImage } from "../../product-image/fetch-product-image.ts";

export const runtime = "edge";

/** `GET /image?u=URL`: a product's picture by way of this origin. */
export async function GET(request: Request): Promise<Response> {
  const { productImageOrigins: origins } = env();
  return await fetchProductImage(new URL(request.url).searchParams.get("u"), { origins });
}

const headers = { allow: "GET, HEAD, OPTIONS" };

/** Said here because Next's own answers name no method that there is. */
export const OPTIONS = (): Response => new Response(null, { status: 204, headers });
const onlyRead = (): Response => new Response(null, { status: 405, headers });

export { onlyRead as POST, onlyRead as PUT, onlyRead as PATCH, onlyRead as DELETE };
