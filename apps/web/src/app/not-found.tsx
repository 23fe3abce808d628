import { CatLogo } from "../brand/cat-logo.tsx";

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <div className="flex flex-col items-center gap-3 text-center">
        <CatLogo className="size-14" />
        <h1 className="text-xl font-semibold">Page not found</h1>
        <p className="text-ink-soft text-sm">Check the address. The page may also have been removed.</p>
        <a className="btn btn-primary mt-2" href="/">
          Start a conversation
        </a>
      </div>
    </main>
  );
}
