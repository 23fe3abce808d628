"use client";

import type { MouseEvent, ReactNode } from "react";

/** Opens a thread without a navigation; with a modifier key it works like any link. */
export function ThreadLink({
  threadId,
  isActive,
  onOpen,
  className,
  children,
}: {
  threadId: string;
  isActive: boolean;
  onOpen: (threadId: string) => void;
  className: string;
  children: ReactNode;
}) {
  const open = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen(threadId);
  };
  return (
    <a
      href={`/t/${threadId}`}
      onClick={open}
      aria-current={isActive ? "page" : undefined}
      className={`min-w-0 flex-1 ${className}`}
    >
      {children}
    </a>
  );
}
