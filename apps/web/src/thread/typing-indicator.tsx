/** Shown between sending and the first word. */
export function TypingIndicator() {
  return (
    <div className="flex h-7 items-center gap-1.5" aria-hidden data-testid="typing">
      {[0, 160, 320].map((delayMs) => (
        <span
          key={delayMs}
          className="bg-accent size-2 animate-[sendcat-pulse_1.1s_ease-in-out_infinite] rounded-full"
          style={{ animationDelay: `${delayMs}ms` }}
        />
      ))}
    </div>
  );
}
