import { env } from "../../env.ts";
import { fetchProductImage } from "../../product-image/fetch-product-image.ts";

export const runtime = "edge";

/** `GET /image?u=URL`: a product's picture by way of this origin. */
export async function GET(request: Request): Promise<Response> {
  const { productImageOrigins: origins } = env();
  return await fetchProductImage(new URL(request.url).searchParams.get("u"), { origins });
}
