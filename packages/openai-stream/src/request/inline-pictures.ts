import type { ModelRequest } from "@sendcat/shared-types";

/** A picture that takes longer to load is left out, so that the user still gets an answer. */
const TIMEOUT_MS = 10_000;
const CHUNK = 0x80_00;

/** Replaces pictures at `http:` addresses (a local stack's) by data URLs, because the provider cannot fetch them. It fetches https ones itself. */
export async function inlinePictures(request: ModelRequest, fetcher: typeof fetch): Promise<ModelRequest> {
  if (!request.messages.some((message) => message.role === "user" && message.pictures?.some(isLocal))) return request;
  const messages = await Promise.all(
    request.messages.map(async (message) => {
      if (message.role !== "user" || !message.pictures) return message;
      const pictures = await Promise.all(message.pictures.map((url) => (isLocal(url) ? inlined(url, fetcher) : url)));
      return { ...message, pictures: pictures.filter((url) => url !== null) };
    }),
  );
  return { ...request, messages };
}

function isLocal(url: string): boolean {
  return url.startsWith("http:");
}

async function inlined(url: string, fetcher: typeof fetch): Promise<string | null> {
  try {
    const response = await fetcher(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) return null;
    const type = response.headers.get("content-type") ?? "image/jpeg";
    return `data:${type};base64,${base64(new Uint8Array(await response.arrayBuffer()))}`;
  } catch {
    return null;
  }
}

function base64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += CHUNK) binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(binary);
}
