import {
  LINKED_PICTURE,
  MAX_ANSWER_PICTURES,
  MAX_SOURCES,
  safeImageUrl,
  type AnswerExtra,
  type AttachmentStore,
  type ModelEvent,
  type PicturePart,
} from "@sendcat/shared-types";
import { waitAtMost } from "../../wait-at-most.ts";
import { pictureIn } from "./picture-in.ts";
import { sourcePart } from "./source-part.ts";

/** What a user reads, once per answer and after the model call's text, when it had a picture that we could not keep. */
export const LOST_PICTURE = "\n\n*A picture in this answer could not be shown.*\n\n";

/** How long the end of a model call waits for its pictures to be stored. */
const STORING_MS = 15_000;

export interface AnswerExtrasOptions {
  readonly turnId: string;
  readonly ownerId: string;
  readonly attachments: AttachmentStore;
  /** Origins that our image route fetches from. */
  readonly imageOrigins: readonly string[];
  readonly show: (extra: AnswerExtra) => void;
  readonly say: (text: string) => void;
  readonly onFault: (fault: unknown) => void;
}

/**
 * The cited pages and pictures of one turn: safe, bounded, each once. A picture inside the stream is stored while the answer goes on; one on a
 * site that our image route does not know becomes a source, so that no reader's browser contacts it unasked.
 */
export class AnswerExtras {
  readonly #options: AnswerExtrasOptions;
  readonly #urls = new Set<string>();
  #sources = 0;
  #pictures = 0;
  #loss: "none" | "untold" | "told" = "none";
  readonly #storing = new Set<Promise<void>>();

  constructor(options: AnswerExtrasOptions) {
    this.#options = options;
  }

  take(event: ModelEvent): void {
    if (event.type === "source") this.#addSource(event);
    else if (event.type === "picture") this.#addPicture(event.url);
  }

  /** Resolves when every picture so far is shown or given up. */
  async stored(): Promise<void> {
    if (this.#storing.size === 0) return;
    await waitAtMost(Promise.all(this.#storing), STORING_MS);
    if (this.#storing.size === 0) return;
    this.#storing.clear();
    this.#lose();
  }

  /** Tells of a lost picture. Call at the end of a model call: before, the sentence would be in the middle of its text. */
  tellLoss(): void {
    if (this.#loss !== "untold") return;
    this.#loss = "told";
    this.#options.say(LOST_PICTURE);
  }

  #addSource(cited: { readonly url: string; readonly title: string | null }): void {
    if (this.#sources === MAX_SOURCES) return;
    const part = sourcePart(`s${this.#sources}`, cited);
    if (!part || this.#urls.has(part.url)) return;
    this.#urls.add(part.url);
    this.#sources++;
    this.#options.show(part);
  }

  #addPicture(url: string): void {
    if (!url.startsWith("data:")) return this.#addLinked(url);
    if (++this.#pictures > MAX_ANSWER_PICTURES) return this.#lose();
    const storing = this.#store(url)
      .catch((fault: unknown) => {
        this.#options.onFault(fault);
        return null;
      })
      .then((part) => {
        // Given up meanwhile.
        if (!this.#storing.delete(storing)) return;
        if (part) this.#options.show(part);
        else this.#lose();
      });
    this.#storing.add(storing);
  }

  #addLinked(link: string): void {
    const url = safeImageUrl(link, this.#options.imageOrigins);
    if (url === null) return this.#addSource({ url: link, title: null });
    if (this.#urls.has(url) || ++this.#pictures > MAX_ANSWER_PICTURES) return;
    this.#urls.add(url);
    this.#options.show({ type: "file", mediaType: LINKED_PICTURE, url });
  }

  async #store(dataUrl: string): Promise<PicturePart | null> {
    const { attachments, turnId, ownerId } = this.#options;
    const picture = pictureIn(dataUrl);
    if (!picture) return null;
    const { mediaType } = picture;
    const kept = await attachments.put({ ...picture, ownerId, turnId, name: "Picture" });
    const url = kept.ok ? kept.attachment.url : null;
    return url === null ? null : { type: "file", mediaType, url };
  }

  #lose(): void {
    if (this.#loss === "none") this.#loss = "untold";
  }
}
