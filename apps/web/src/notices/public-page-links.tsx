import { PUBLIC_PAGES } from "@sendcat/shared-types";
import Link from "next/link";

/** Links to the pages that app stores and laws ask for. */
export function PublicPageLinks() {
  return (
    <nav aria-label="About Sendcat">
      <ul className="text-ink-soft flex flex-wrap gap-x-3 gap-y-1 text-xs">
        {PUBLIC_PAGES.map(({ path, label }) => (
          <li key={path}>
            <Link
              href={path}
              prefetch={false}
              className="hover:text-ink inline-block underline underline-offset-2 pointer-coarse:py-1"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
