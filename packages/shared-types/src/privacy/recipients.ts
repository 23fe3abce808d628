import type { ModelProvider } from "../policy/model-provider.ts";
import { namesOf } from "../records/names-of.ts";
import type { SearchCompany } from "../tools/tool-table.ts";

/** A company outside to which we send something of our users. */
export interface Recipient {
  readonly name: string;
  /** What it does for us, as a sentence without its subject. */
  readonly does: string;
  /** What it is sent, as a sentence without its subject. */
  readonly gets: string;
}

const SEARCH_WORDS = "the words of the search, which the assistant writes. Not who asked.";

const MODELS = {
  openrouter: {
    name: "OpenRouter",
    does: "has a model answer your questions and name your conversations. It passes them to a company that runs the model.",
    gets: "your question, the conversation before it, pictures and the text of documents in it, results of searches, and a code name that stands for you.",
  },
  fireworks: {
    name: "Fireworks AI",
    does: "runs a model that answers questions when another provider does not.",
    gets: "the same as OpenRouter.",
  },
} satisfies Readonly<Record<ModelProvider, Recipient>>;

const SEARCHES = {
  serper: { name: "Serper", does: "searches the web and shops worldwide with Google.", gets: SEARCH_WORDS },
  ebay: { name: "eBay", does: "searches listings.", gets: SEARCH_WORDS },
} satisfies Readonly<Record<SearchCompany, Recipient>>;

const SERVICES = {
  convex: {
    name: "Convex",
    does: "is our database.",
    gets: "all that we store: your conversations, pictures, documents, account, reports, and what your answers cost.",
  },
  upstash: {
    name: "Upstash",
    does: "counts what you use, so that limits hold.",
    gets: "your user id, your network address, a hash of your e-mail address when you sign in, your counts, and results of searches for a short time.",
  },
  vercel: {
    name: "Vercel",
    does: "serves the pages and keeps attackers out.",
    gets: "every request of your browser or app, with your network address.",
  },
  stripe: {
    name: "Stripe",
    does: "takes payments for plans.",
    gets: "your user id and the plan that you choose, and what you type on its payment page. Your card number never reaches us.",
  },
  resend: {
    name: "Resend",
    does: "delivers our e-mails.",
    gets: "your e-mail address and the e-mail, for instance a sign-in code.",
  },
  signIn: {
    name: "The sign-in provider that you choose, for instance Google",
    does: "says who you are.",
    gets: "that you sign in here. It tells us your e-mail address.",
  },
} satisfies Readonly<Record<string, Recipient>>;

/** Everybody outside who is sent something. The privacy notice and the docs are made from it; an adapter's company has a row here. */
export const RECIPIENTS = { ...MODELS, ...SEARCHES, ...SERVICES };
export type RecipientName = keyof typeof RECIPIENTS;
export const RECIPIENT_NAMES = namesOf(RECIPIENTS);

/** Those whose keys only the core has, so that the web app cannot know whether they are switched on. */
export const RECIPIENTS_OF_THE_CORE: readonly RecipientName[] = ["resend", "signIn"];
