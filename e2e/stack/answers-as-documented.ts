import { existsSync, readFileSync } from "node:fs";
import { asOpenApi, createResponseCheck, type Exchange } from "@sendcat/api-contract";
import { DEFAULT_POLICY, openApiDocument } from "@sendcat/shared-types";

/** Differences between the answers that the front has recorded and the OpenAPI document. Throws if none were recorded. */
export async function answersAmiss(file: string): Promise<readonly string[]> {
  if (!existsSync(file)) throw new Error("The front has recorded no answer of the API.");
  const check = createResponseCheck(asOpenApi(openApiDocument(DEFAULT_POLICY)));
  const lines = readFileSync(file, "utf8").trim().split("\n");
  const wrong = new Set<string>();
  for (const line of lines) {
    // safe because the front wrote the line in this shape
    const exchange = JSON.parse(line) as Exchange;
    if (exchange.method === "OPTIONS" || exchange.method === "HEAD") continue;
    const said = await check(exchange);
    if (said !== null) wrong.add(said);
  }
  console.log(`${lines.length} answers of the API held to its OpenAPI document, ${wrong.size} differ`);
  return [...wrong];
}
