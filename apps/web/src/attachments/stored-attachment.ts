import type { AttachmentView } from "@sendcat/shared-types";

/** An attachment whose file is still there. */
export interface StoredAttachment extends Pick<AttachmentView, "name" | "mediaType"> {
  readonly url: string;
}
