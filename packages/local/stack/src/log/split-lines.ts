const MAX_LINE_CHARS = 8_192;

/** Splits a stream of text into lines. A line that never ends is split too, so that a child cannot fill our memory. */
export function splitLines(onLine: (line: string) => void): { write(text: string): void; end(): void } {
  let rest = "";
  return {
    write(text) {
      const lines = (rest + text).split(/\r?\n/);
      rest = lines.pop() ?? "";
      for (const line of lines) onLine(line);
      if (rest.length > MAX_LINE_CHARS) {
        onLine(rest);
        rest = "";
      }
    },
    end() {
      if (rest) onLine(rest);
      rest = "";
    },
  };
}
