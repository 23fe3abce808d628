"use client";

import { EraseSection } from "./erase-section.tsx";
import { IdentitySection } from "./identity-section.tsx";
import { PasskeySection } from "./passkey-section.tsx";
import { PlanSection } from "./plan-section.tsx";
import { PasswordSection } from "./password-section.tsx";
import { ExportSection } from "./export-section.tsx";

/** The user's account, plan and sign-in methods; export and deletion of their data. */
export function AccountPage() {
  return (
    <>
      <h1 className="text-[1.7rem] leading-tight font-semibold tracking-tight sm:text-3xl">Your account and data</h1>
      <div className="mt-8 space-y-5">
        <IdentitySection />
        <PlanSection />
        <PasskeySection />
        <PasswordSection />
        <ExportSection />
        <EraseSection />
      </div>
    </>
  );
}
