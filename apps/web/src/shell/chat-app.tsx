"use client";

import { useState } from "react";
import { SignInDialog } from "../account/sign-in-dialog.tsx";
import { useChatServices } from "../session/chat-services.ts";
import { useQuota } from "../quota/use-quota.ts";
import { ThreadView } from "../thread/thread-view.tsx";
import { useBoughtPlan } from "../upgrade/use-bought-plan.ts";
import { Sidebar } from "./sidebar.tsx";
import { SidebarDrawer } from "./sidebar-drawer.tsx";
import { useRouteThread } from "./use-route-thread.ts";
import { useVisibleHeight } from "./use-visible-height.ts";

/** The whole page: threads on the left, the thread in the middle. */
export function ChatApp() {
  useVisibleHeight();
  const { conversations, quota: quotaStore } = useChatServices();
  const route = useRouteThread();
  const quota = useQuota();
  const bought = useBoughtPlan();
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const [isSigningIn, setSigningIn] = useState(false);
  const [sidebarVisible, setSidebarVisible] = useState(true);

  const sidebar = (
    <Sidebar
      activeThreadId={route.isDraft ? null : route.threadId}
      quota={quota.view}
      onOpen={(threadId) => {
        route.open(threadId);
        setDrawerOpen(false);
      }}
      onNew={() => {
        route.startNew();
        setDrawerOpen(false);
      }}
      onRemoved={(threadId) => {
        if (threadId === route.threadId) route.startNew();
      }}
      onSignIn={() => {
        setDrawerOpen(false);
        setSigningIn(true);
      }}
    />
  );

  return (
    <div className="flex h-[var(--visible-height,100dvh)] overflow-hidden">
      <a
        href="#main"
        className="bg-accent text-on-accent fixed top-2 left-2 z-50 -translate-y-20 rounded-full px-4 py-2 text-sm focus:translate-y-0"
      >
        Skip to the conversation
      </a>
      {sidebarVisible && (
        <aside
          aria-label="Sendcat"
          className="border-line bg-sunken hidden w-72 shrink-0 border-r pl-[env(safe-area-inset-left)] md:block"
        >
          {sidebar}
        </aside>
      )}
      {isSigningIn && <SignInDialog onClose={() => setSigningIn(false)} />}
      <SidebarDrawer isOpen={isDrawerOpen} onOpenChange={setDrawerOpen}>
        {sidebar}
      </SidebarDrawer>
      <ThreadView
        key={route.threadId}
        conversation={conversations.of(route.threadId)}
        isDraft={route.isDraft}
        quota={quota}
        bought={bought}
        onTurnEnd={() => void quotaStore.refresh()}
        onFirstSend={route.commitDraft}
        onNew={route.startNew}
        onOpenDrawer={() => setDrawerOpen(true)}
        onToggleSidebar={() => setSidebarVisible((visible) => !visible)}
      />
    </div>
  );
}
