import type { Ending } from "@sendcat/shared-types";
import {
  CircleCheck,
  CircleOff,
  CirclePause,
  CircleX,
  Hand,
  PlugZap,
  Scissors,
  ShieldAlert,
  type LucideIcon,
} from "lucide-react";

/** The picture beside the sentence that says how an answer ended. */
export const ENDING_ICONS: Readonly<Record<Ending, LucideIcon>> = {
  complete: CircleCheck,
  truncated: Scissors,
  filtered: ShieldAlert,
  refused: Hand,
  empty: CircleOff,
  stopped: CirclePause,
  failed: CircleX,
  interrupted: PlugZap,
};
