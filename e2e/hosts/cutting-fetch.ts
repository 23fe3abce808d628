export interface Cuts {
  /** Hosts to call; each call goes to one at random. */
  readonly hosts: readonly string[];
  /** Number of times that the connection of one answer is cut. */
  readonly times: number;
  /** A cut comes after at most this many bytes. */
  readonly withinBytes: number;
  readonly random: () => number;
}

/** A client's network: every call goes to a random host, and `times` connections break after a random number of bytes. */
export function cuttingFetch({ hosts, times, withinBytes, random }: Cuts): { fetch: typeof fetch; cuts: () => number } {
  let cuts = 0;
  return {
    cuts: () => cuts,
    fetch: async (input, init) => {
      const host = hosts[Math.floor(random() * hosts.length)] ?? "";
      const response = await fetch(`${host}${String(input)}`, init);
      if (!response.ok || !response.body || cuts >= times) return response;
      const after = Math.floor(random() * withinBytes);
      return new Response(
        cutAfter(response.body, after, () => (cuts += 1)),
        { status: response.status, headers: response.headers },
      );
    },
  };
}

function cutAfter(body: ReadableStream<Uint8Array>, bytes: number, onCut: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let left = bytes;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) return controller.close();
      if (value.length <= left) {
        left -= value.length;
        return controller.enqueue(value);
      }
      if (left > 0) controller.enqueue(value.subarray(0, left));
      onCut();
      await reader.cancel().catch(() => undefined);
      controller.error(new TypeError("the network went away"));
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
