import { env } from "../../env.ts";
import { fetchProductImage } from "../../product-image/fetch-product-image.ts";

export const runtime = "edge";

/** `GET /image?u=URL`: a product's picture by way of this origin. */
export async function GET(request: Request): Promise<Response> {
  const { productImageOrigins: origins } = env();
  return await fetchProductImage(new URL(request.url).searchParams.get("u"), { origins });
}

/** Next says 405 by itself, and not what there is instead. */
function onlyRead(): Response {
  return new Response(null, { status: 405, headers: { allow: "GET, HEAD, OPTIONS" } });
}

export { onlyRead as POST, onlyRead as PUT, onlyRead as PATCH, onlyRead as DELETE };
