import { createServer } from "node:net";
import { StackError } from "../stack/stack-error.ts";

/** Throws a StackError that names the port, the part that needs it, and the setting that moves it. */
export async function assertPortFree(port: number, wantedBy: string): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((settle, fail) => {
      server.once("error", fail);
      server.listen({ port, host: "127.0.0.1", exclusive: true }, settle);
    });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : error;
    const reason = code === "EADDRINUSE" ? "is in use" : `cannot be used (${String(code)})`;
    throw new StackError(
      `Port ${port}, needed by ${wantedBy}, ${reason}. Stop the process that uses it, or set SENDCAT_PORT_BASE to move all of Sendcat's ports.`,
    );
  } finally {
    server.close();
  }
}
