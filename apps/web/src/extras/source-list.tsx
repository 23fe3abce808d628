import type { SourcePart } from "@sendcat/shared-types";
import { ChevronRight } from "lucide-react";

/** More sources than this are shown when the user asks. */
const SHOWN_FIRST = 3;

/** The pages that an answer cites. Nothing is fetched from them until the user follows a link. */
export function SourceList({ sources }: { sources: readonly SourcePart[] }) {
  if (sources.length <= SHOWN_FIRST)
    return (
      <section aria-label="Sources" className="mt-3 text-sm" data-testid="answer-sources">
        <p className="text-ink-soft font-medium">Sources</p>
        <Links sources={sources} />
      </section>
    );
  return (
    <details className="group/sources mt-3 text-sm" data-testid="answer-sources">
      <summary className="text-ink-soft hover:text-ink flex w-fit cursor-pointer list-none items-center gap-1 rounded-lg py-1 font-medium">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open/sources:rotate-90" />
        {sources.length} sources
      </summary>
      <Links sources={sources} />
    </details>
  );
}

function Links({ sources }: { sources: readonly SourcePart[] }) {
  return (
    <ol className="mt-1 space-y-1">
      {sources.map(({ url, title }) => (
        <li key={url} className="flex flex-wrap items-baseline gap-x-2">
          <a
            href={url}
            target="_blank"
            rel="noopener noreferrer nofollow ugc"
            dir="auto"
            className="text-accent-strong min-w-0 py-0.5 wrap-anywhere hover:underline"
          >
            {title}
          </a>
          {siteOf(url) !== title && <span className="text-ink-soft text-xs wrap-anywhere">{siteOf(url)}</span>}
        </li>
      ))}
    </ol>
  );
}

function siteOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : "";
}
