"use client";

import { useChatServices } from "./chat-services.ts";

/** A field hidden from view, from screen readers and from the Tab key. Bots that fill in whole forms fill it in. */
export function Honeypot() {
  const { honeypot } = useChatServices();
  return (
    <div aria-hidden className="absolute -left-[9999px] size-px overflow-hidden">
      <label htmlFor="website">Website</label>
      <input
        id="website"
        name="website"
        type="text"
        tabIndex={-1}
        autoComplete="off"
        onChange={(event) => (honeypot.current = event.target.value)}
      />
    </div>
  );
}
