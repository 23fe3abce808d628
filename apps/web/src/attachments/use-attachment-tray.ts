"use client";

import { apiFetch, ChatRefusal, refusalFromResponse } from "@sendcat/chat-client";
import {
  FILE_NAME_HEADER,
  ATTACHMENT_TYPES,
  attachmentViewSchema,
  MAX_ATTACHMENTS,
  refusalWords,
  type AttachmentView,
} from "@sendcat/shared-types";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useChatServices } from "../session/chat-services.ts";
import { shrinkPicture } from "./shrink-picture.ts";

/** A picture or a document that goes with the next message. */
export interface TrayItem {
  readonly key: string;
  readonly name: string;
  /** Object URL of a picture, valid on this page only; null for a document. */
  readonly previewUrl: string | null;
  /** Null until it is uploaded. */
  readonly sent: AttachmentView | null;
}

export interface AttachmentTray {
  readonly items: readonly TrayItem[];
  readonly isUploading: boolean;
  /** Why the last file was not accepted; null when it was. */
  readonly problem: string | null;
  add(files: readonly File[]): void;
  remove(key: string): void;
  /** Empties the tray; returns its uploaded attachments. */
  take(): readonly AttachmentView[];
}

const OTHER_TYPE = refusalWords({ code: "unsupported_media_type", scope: "attachment.type" }).message;
const NO_NETWORK = "The file could not be sent. Check your connection and try again.";

/** Uploads files as soon as they are chosen, so that sending the message does not wait for them. */
export function useAttachmentTray(): AttachmentTray {
  const { session } = useChatServices();
  const [items, setItems] = useState<readonly TrayItem[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const previews = useRef(new Set<string>());
  useEffect(() => {
    const urls = previews.current;
    return () => {
      for (const url of urls) URL.revokeObjectURL(url);
    };
  }, []);

  const remove = useCallback((key: string) => setItems((all) => all.filter((item) => item.key !== key)), []);

  const upload = useCallback(
    async (file: File, key: string): Promise<void> => {
      try {
        const headers = {
          authorization: `Bearer ${await session.token()}`,
          "content-type": "application/octet-stream",
          [FILE_NAME_HEADER]: encodeURIComponent(file.name),
        };
        const response = await apiFetch("/api/attachments", {
          method: "POST",
          headers,
          body: await shrinkPicture(file),
        });
        if (!response.ok) throw await refusalFromResponse(response);
        const sent = attachmentViewSchema.parse(await response.json());
        setItems((all) => all.map((item) => (item.key === key ? { ...item, sent } : item)));
      } catch (fault) {
        remove(key);
        setProblem(ChatRefusal.isInstance(fault) ? fault.error.message : NO_NETWORK);
      }
    },
    [session, remove],
  );

  const add = useCallback(
    (files: readonly File[]): void => {
      setProblem(null);
      const known = files.filter(({ type }) => ATTACHMENT_TYPES.some((one) => one === type));
      if (known.length < files.length) setProblem(OTHER_TYPE);
      const room = MAX_ATTACHMENTS - items.length;
      if (known.length > room) setProblem(`You can attach up to ${MAX_ATTACHMENTS} files to a message.`);
      const added = known.slice(0, Math.max(0, room)).map((file) => {
        const previewUrl = file.type.startsWith("image/") ? URL.createObjectURL(file) : null;
        if (previewUrl) previews.current.add(previewUrl);
        return { file, item: { key: crypto.randomUUID(), name: file.name, previewUrl, sent: null } };
      });
      setItems((all) => [...all, ...added.map(({ item }) => item)]);
      for (const { file, item } of added) void upload(file, item.key);
    },
    [items.length, upload],
  );

  const take = useCallback((): readonly AttachmentView[] => {
    const taken = items.flatMap(({ sent }) => sent ?? []);
    setItems([]);
    setProblem(null);
    return taken;
  }, [items]);

  const isUploading = items.some(({ sent }) => sent === null);
  return useMemo(
    () => ({ items, isUploading, problem, add, remove, take }),
    [items, isUploading, problem, add, remove, take],
  );
}
