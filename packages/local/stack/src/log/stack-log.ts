import { styleText } from "node:util";

export interface LogLine {
  /** The source of the line: a part's name, or `stack` for the stack itself. */
  readonly part: string;
  readonly text: string;
}

export type LogSink = (line: LogLine) => void;

const PREFIX_WIDTH = 10;
const COLOURS = ["cyan", "magenta", "yellow", "green", "blue"] as const;

/** Prints every line after its part's name in a fixed width, in colour when the stream supports it. */
export function createTerminalLog(stream: NodeJS.WriteStream): LogSink {
  const coloured = stream.isTTY === true && !process.env["NO_COLOR"];
  const colourOf = new Map<string, (typeof COLOURS)[number]>();
  return ({ part, text }) => {
    const prefix = part.padEnd(PREFIX_WIDTH);
    if (!coloured) {
      stream.write(`${prefix} | ${stripAnsi(text)}\n`);
      return;
    }
    let colour = colourOf.get(part);
    if (!colour) {
      colour = COLOURS[colourOf.size % COLOURS.length] ?? "cyan";
      colourOf.set(part, colour);
    }
    stream.write(`${styleText(colour, `${prefix} |`, { validateStream: false })} ${text}\n`);
  };
}

// Children print colour codes; a file or a pipe should not get them.
// oxlint-disable-next-line no-control-regex
const ANSI = /\u001B\[[0-9;?]*[A-Za-z]/g;
function stripAnsi(text: string): string {
  return text.replace(ANSI, "");
}
