import { env } from "../../env.ts";
import { takeImage } from "../../wiring.ts";
import { fetchProductImage } from "../../product-image/fetch-product-image.ts";

export const runtime = "edge";

/** `GET /image?u=URL`: a product's picture, served from this origin. */
export async function GET(request: Request): Promise<Response> {
  const { productImageOrigins: origins } = env();
  const take = async () => await takeImage(request);
  return await fetchProductImage(new URL(request.url).searchParams.get("u"), { origins, take });
}

const headers = { allow: "GET, HEAD, OPTIONS" };

/** Written here because Next's own 204 and 405 do not list the allowed methods. */
export const OPTIONS = (): Response => new Response(null, { status: 204, headers });
const onlyRead = (): Response => new Response(null, { status: 405, headers });

export { onlyRead as POST, onlyRead as PUT, onlyRead as PATCH, onlyRead as DELETE };
