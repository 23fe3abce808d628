"use client";

import { Check, Monitor, Moon, Sun } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useTheme, type ThemeChoice } from "./use-theme.ts";

const CHOICES: readonly { readonly value: ThemeChoice; readonly label: string; readonly Icon: typeof Sun }[] = [
  { value: "system", label: "System", Icon: Monitor },
  { value: "light", label: "Light", Icon: Sun },
  { value: "dark", label: "Dark", Icon: Moon },
];

export function ThemeMenu() {
  const { theme, setTheme } = useTheme();
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="btn-icon" aria-label="Theme">
        <Sun aria-hidden className="size-4.5 dark:hidden" />
        <Moon aria-hidden className="hidden size-4.5 dark:block" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Content className="menu" align="end" sideOffset={6}>
        <DropdownMenu.RadioGroup value={theme}>
          {CHOICES.map(({ value, label, Icon }) => (
            <DropdownMenu.RadioItem key={value} value={value} className="menu-item" onSelect={() => setTheme(value)}>
              <Icon aria-hidden className="text-ink-soft size-4" />
              <span className="flex-1">{label}</span>
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
