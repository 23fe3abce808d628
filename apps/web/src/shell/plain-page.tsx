import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { CatLogo } from "../brand/cat-logo.tsx";
import { PublicPageLinks } from "../notices/public-page-links.tsx";

/** Layout of the pages besides the chat: logo, link back, content. */
export function PlainPage({ back, children }: { back: string; children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-3xl flex-col px-4 pt-[max(1rem,env(safe-area-inset-top))] pb-10 sm:px-6">
      <header className="flex items-center justify-between">
        <Link href="/" className="flex items-center gap-2 font-semibold tracking-tight">
          <CatLogo className="size-7" /> Sendcat
        </Link>
        <Link href="/" className="btn btn-quiet">
          <ArrowLeft aria-hidden className="size-4" /> {back}
        </Link>
      </header>
      <main id="main" className="mt-8 grow sm:mt-12">
        {children}
      </main>
      <footer className="border-line mt-12 border-t pt-4">
        <PublicPageLinks />
      </footer>
    </div>
  );
}
