"use client";

import { MODEL_CLASSES, PLANS } from "@sendcat/shared-types";
import { Check, ChevronDown } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useSessionState } from "../session/use-session-state.ts";

/** The models of the user's plan. Shows nothing when there is only one. */
export function ModelMenu({
  model,
  onChange,
}: {
  model: string | undefined;
  onChange: (model: string | undefined) => void;
}) {
  const { user } = useSessionState();
  const names = user ? PLANS[user.plan].models : [];
  const choices = Object.values(MODEL_CLASSES).filter(({ name }) => names.includes(name));
  const current = choices.find((choice) => choice.name === model) ?? choices[0];
  if (choices.length < 2 || !current) return null;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="btn btn-quiet h-8 px-2.5" aria-label={`Model: ${current.label}`}>
        {current.label} <ChevronDown aria-hidden className="size-3.5" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Content className="menu" align="start" side="top" sideOffset={6}>
        <DropdownMenu.RadioGroup value={current.name} onValueChange={onChange}>
          {choices.map((choice) => (
            <DropdownMenu.RadioItem key={choice.name} value={choice.name} className="menu-item">
              <span className="flex-1">{choice.label}</span>
              <DropdownMenu.ItemIndicator>
                <Check aria-hidden className="text-accent-strong size-4" />
              </DropdownMenu.ItemIndicator>
            </DropdownMenu.RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
