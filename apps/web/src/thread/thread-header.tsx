"use client";

import { Menu, PanelLeft, SquarePen } from "lucide-react";
import { CatLogo } from "../brand/cat-logo.tsx";
import { ThemeMenu } from "../theme/theme-menu.tsx";

export function ThreadHeader({
  title,
  onOpenDrawer,
  onToggleSidebar,
  onNew,
}: {
  title: string | null;
  onOpenDrawer: () => void;
  onToggleSidebar: () => void;
  onNew: () => void;
}) {
  return (
    <header className="flex h-14 shrink-0 items-center gap-1 px-2 pt-[env(safe-area-inset-top)] box-content md:px-3">
      <button type="button" className="btn-icon md:hidden" aria-label="Open conversations" onClick={onOpenDrawer}>
        <Menu aria-hidden className="size-5" />
      </button>
      <button
        type="button"
        className="btn-icon hidden md:grid"
        aria-label="Show or hide conversations"
        onClick={onToggleSidebar}
      >
        <PanelLeft aria-hidden className="size-4.5" />
      </button>
      <div className="flex min-w-0 flex-1 items-center justify-center gap-2 md:justify-start md:pl-1">
        {title ? (
          <h1 className="truncate text-sm font-medium">{title}</h1>
        ) : (
          <span className="flex items-center gap-2 font-semibold tracking-tight md:hidden">
            <CatLogo className="size-6" /> Sendcat
          </span>
        )}
      </div>
      <ThemeMenu />
      <button type="button" className="btn-icon md:hidden" aria-label="New conversation" onClick={onNew}>
        <SquarePen aria-hidden className="size-4.5" />
      </button>
    </header>
  );
}
