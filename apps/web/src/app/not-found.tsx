import { CatLogo } from "../brand/cat-logo.tsx";

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <div className="flex flex-col items-center gap-3 text-center">
        <CatLogo className="size-14" />
        <h1 className="text-xl font-semibold">This page is not here</h1>
        <p className="text-ink-soft text-sm">The address may be mistyped, or what it named is gone.</p>
        <a className="btn btn-primary mt-2" href="/">
          Start a conversation
        </a>
      </div>
    </main>
  );
}
