/** A picture of bounded size; a click shows it alone. */
export function OpenablePicture({ src, name, onError }: { src: string; name: string; onError?: () => void }) {
  return (
    <a href={src} target="_blank" rel="noreferrer" aria-label={`Open ${name}`}>
      <img
        src={src}
        alt={name}
        decoding="async"
        className="border-line max-h-56 max-w-60 rounded-2xl border object-cover"
        onError={onError}
      />
    </a>
  );
}
