/**
 * A file of Convex's storage, fetched so that the browser keeps nothing of it on the disk: not the file in its cache, and not its address, which
 * opens the file for anyone, in its history. `type` comes from us, so that no upload becomes a page of this origin. Throws when storage has no
 * such file or does not answer.
 */
export async function fetchStoredFile(url: string, type: string): Promise<Blob> {
  const response = await fetch(url, { cache: "no-store", referrerPolicy: "no-referrer" });
  if (!response.ok) throw new Error(`The file storage answered ${response.status}.`);
  return new Blob([await response.arrayBuffer()], { type });
}
