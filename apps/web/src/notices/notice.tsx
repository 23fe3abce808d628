import { servicePolicy } from "@sendcat/assembly";
import type { PublicPagePath } from "@sendcat/shared-types";
import { connection } from "next/server";
import { env } from "../env.ts";
import { fillIn } from "./fill-in.ts";
import { fillingsOf } from "./fillings.ts";
import { PAGE_TEXTS } from "./page-texts.ts";

/** The text of a public page, made on the server: it can be read without scripts. */
export async function Notice({ page }: { page: PublicPagePath }) {
  await connection();
  const html = fillIn(PAGE_TEXTS[page], fillingsOf(env(), servicePolicy(env())));
  return <article className="answer notice" data-testid="notice" dangerouslySetInnerHTML={{ __html: html }} />;
}
