import type { WebPage } from "@sendcat/shared-types";

export function PageList({ pages }: { pages: readonly WebPage[] }) {
  return (
    <ul
      className="border-line bg-surface divide-line mt-2 divide-y overflow-hidden rounded-2xl border"
      data-testid="page-list"
    >
      {pages.map(({ title, url, site, snippet, date }) => (
        <li key={url} className="hover:bg-sunken focus-within:bg-sunken relative px-3.5 py-2.5">
          <p className="text-ink-soft text-xs">
            {site}
            {date !== null && ` · ${date}`}
          </p>
          <h4 className="text-sm font-medium">
            <a
              href={url}
              target="_blank"
              rel="noopener noreferrer nofollow ugc"
              className="text-accent-strong line-clamp-2 after:absolute after:inset-0 hover:underline"
            >
              {title}
            </a>
          </h4>
          {snippet !== "" && <p className="text-ink-soft mt-0.5 line-clamp-2 text-sm">{snippet}</p>}
        </li>
      ))}
    </ul>
  );
}
